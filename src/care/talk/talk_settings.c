// SPDX-License-Identifier: AGPL-3.0-or-later
#include "care/talk/talk_settings.h"

#define AT(field) .offset = offsetof(struct SETTINGS, field)
#define MS(field, dflt_, min_, max_) .type = CFG_DURATION, AT(field), .dflt = (dflt_), \
	.min = (min_), .max = (max_)
#define NUMBER(field, dflt_, min_, max_) .type = CFG_INT, AT(field), .dflt = (dflt_), \
	.min = (min_), .max = (max_)

#define SETTINGS queue_settings
static const struct cfg_key queue_keys[] = {
	{ .name = "open-hours", .type = CFG_STRING, AT(open), .dflt = "mon-sun 00:00-24:00",
	  .max = 200, .help = "When members may expect a human, as in"
	  " \"mon-fri 09:00-21:00, sat 10:00-16:00\". Safety works always." },
	{ .name = "holidays", .type = CFG_STRING, AT(holidays), .dflt = "", .max = 2000,
	  .help = "Days on which the service is shut: \"2026-12-25, 2027-01-01\"." },
	{ .name = "open-hours-on", .type = CFG_STRING, AT(open_on), .dflt = "", .max = 2000,
	  .help = "The same for single short codes: \"40405 mon-fri 09:00-17:00 | 40406 sat"
	  " 10:00-12:00\"." },
	{ .name = "holidays-on", .type = CFG_STRING, AT(holidays_on), .dflt = "", .max = 4000,
	  .help = "Holidays of single short codes: \"40405 2026-12-25, 2027-01-01\"." },
	{ .name = "reply-within", MS(reply_ms, "2h", MINUTES_MS(15), DAYS_MS(3)),
	  .help = "The answer that is promised when nobody is on duty, counted from opening." },
	{ .name = "offer-lease", MS(lease_ms, "90s", SECONDS_MS(20), MINUTES_MS(15)),
	  .help = "How long a peer has to answer an offer." },
	{ .name = "round-wait", MS(round_ms, "2s", 0, MINUTES_MS(1)),
	  .help = "How long a round of matching waits for more changes." },
	{ .name = "unanswered", MS(unanswered_ms, "30m", MINUTES_MS(1), HOURS_MS(12)),
	  .help = "When staff are told that somebody still waits; again after each such time." },
	{ .name = "unanswered-newcomer", MS(unanswered_new_ms, "10m", MINUTES_MS(1), HOURS_MS(12)),
	  .help = "The same for somebody who is here for the first time." },
	{ .name = "offer-again", MS(again_ms, "30m", MINUTES_MS(1), DAYS_MS(1)),
	  .help = "How long a peer who passed is not offered the same person." },
	{ .name = "head-start-a", MS(head_a_ms, "1d", 0, DAYS_MS(7)),
	  .help = "How much earlier in the line somebody of tier A stands." },
	{ .name = "head-start-b", MS(head_b_ms, "12h", 0, DAYS_MS(7)),
	  .help = "The same, tier B." },
	{ .name = "head-start-c", MS(head_c_ms, "2h", 0, DAYS_MS(7)), .help = "The same, tier C." },
	{ .name = "head-start-ask", MS(head_ask_ms, "1h", 0, DAYS_MS(7)),
	  .help = "The same, unclear." },
	{ .name = "head-start-newcomer", MS(newcomer_ms, "20m", 0, DAYS_MS(1)),
	  .help = "The same for newcomers, on top of their tier's." },
};
#undef SETTINGS
#define SETTINGS talk_settings
static const struct cfg_key talk_keys[] = {
	{ .name = "idle", MS(idle_ms, "20m", MINUTES_MS(2), DAYS_MS(1)),
	  .help = "Silence on both sides after which the member is asked \"still there?\"." },
	{ .name = "idle-end", MS(still_ms, "15m", MINUTES_MS(2), DAYS_MS(1)),
	  .help = "Silence after that question which ends the conversation." },
	{ .name = "peer-nudge", MS(nudge_ms, "5m", MINUTES_MS(1), HOURS_MS(2)),
	  .help = "Unanswered words of a member after which the peer is reminded; after the same"
	  " time again a supervisor is asked." },
	{ .name = "peer-gone", MS(gone_ms, "10m", MINUTES_MS(1), HOURS_MS(4)),
	  .help = "Unanswered words after a supervisor was asked, until the member goes back to"
	  " their place in the line." },
	{ .name = "help-clock", MS(help_ms, "3m", SECONDS_MS(30), HOURS_MS(1)),
	  .help = "When a peer's HELP that no supervisor answered becomes a concern that rings." },
	{ .name = "stray-wait", MS(stray_ms, "3m", 0, HOURS_MS(1)),
	  .help = "After a conversation ended, a peer's text without a handle is asked about." },
	{ .name = "ask-wait", MS(ask_ms, "10m", MINUTES_MS(1), HOURS_MS(12)),
	  .help = "How long a held text waits for its writer's answer." },
	{ .name = "abuse-review", NUMBER(abuse_review, "3", 1, 20),
	  .help = "Abusive contacts in 30 days after which a human reviews a limit." },
};
#undef SETTINGS
#define SETTINGS peers_settings
static const struct cfg_key peers_keys[] = {
	{ .name = "cap", NUMBER(cap, "1", 1, 7),
	  .help = "Conversations at a time of a new peer." },
	{ .name = "pause", MS(pause_ms, "15m", 0, HOURS_MS(4)),
	  .help = "The paid pause after a conversation of tier A or B." },
	{ .name = "paid-rest", MS(rest_ms, "15m", 0, HOURS_MS(4)),
	  .help = "How much of each REST counts as work." },
	{ .name = "missed-offers", NUMBER(missed, "2", 1, 10),
	  .help = "Offers in a row without an answer after which a peer is set to rest." },
	{ .name = "practice-wait", MS(practice_ms, "8s", 0, MINUTES_MS(5)),
	  .help = "How long the scripted texter takes to answer." },
};
const struct cfg_table care_queue_cfg = {
	.node = "queue", .help = "The line of people who want to talk",
	.keys = queue_keys, .keys_len = ARRAY_LEN(queue_keys),
};
const struct cfg_table care_talk_cfg = {
	.node = "talk", .help = "Conversations",
	.keys = talk_keys, .keys_len = ARRAY_LEN(talk_keys),
};
const struct cfg_table care_peers_cfg = {
	.node = "peers", .help = "Peer workers",
	.keys = peers_keys, .keys_len = ARRAY_LEN(peers_keys),
};
