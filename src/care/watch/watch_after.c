// SPDX-License-Identifier: AGPL-3.0-or-later
/* Afterwards: a debrief and a question for the peer, one discreet text for the person. */
#include "care/watch/watch_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include "care/care_safety.h"
#include "care/care_talk.h"
#include "store/store_peers.h"

#define NEXT_DAY_MS HOURS_MS(20)
#define BUSY_MS MINUTES_MS(15)
#define ASK_MS HOURS_MS(1)
enum { PEERS_MAX = 8, BUSY_TRIES = 32, LOW_MOOD = 2, NIGHT_ENDS_MIN = 4 * 60 };

COUNTER(count_follow_up, "aftercare.texts",
	"Texts of the day after to somebody who was in danger.");
COUNTER(count_debrief, "aftercare.debriefs", "Debriefs that were offered to peers.");
COUNTER(count_accepted, "aftercare.debriefs.yes", "Of them: accepted.");
COUNTER(count_check, "aftercare.checks", "Peers who were asked the next day how they are.");

/* --- The person --------------------------------------------------------------------------- */

/* "Tomorrow at 18": who talks at two in the night means the day that comes. */
static int64_t agreed_at(struct care_turn *t, const struct store_person *p, int hour)
{
	bool night = care_clock_minute(p->zone, t->now_ms) < NIGHT_ENDS_MIN &&
		hour * 60 > NIGHT_ENDS_MIN;

	return care_clock_at(p->zone, care_clock_day(p->zone, t->now_ms) + (night ? 0 : 1),
			     hour * 60);
}

/* From then on, the first moment at which they allow that we text first. */
static int64_t allowed_at(const struct store_person *p, int64_t at_ms)
{
	if (p->paused_until_ms > at_ms)
		at_ms = p->paused_until_ms;
	return care_clock_within_next(p->zone, at_ms, p->safe_from_min, p->safe_to_min);
}

int watch_follow_up_arm(struct care_turn *t, const struct store_incident *i,
			const struct store_person *p, int64_t *at_ms)
{
	int hour = CARE_NO_FOLLOW_UP;
	int rc = store_aftercare_agreed(t->store, i->id, &hour);

	if (rc < 0)
		return rc;
	if (rc == 1 && hour == CARE_NO_FOLLOW_UP) {
		rc = store_due_disarm(t->store, STORE_DUE_FOLLOW_UP, p->id);
		return rc < 0 ? rc : -ENOENT;
	}
	*at_ms = allowed_at(p, rc == 1 ? agreed_at(t, p, hour) : t->now_ms + NEXT_DAY_MS);
	if (i->state != STORE_INCIDENT_CLOSED)
		return 0;
	return store_due_arm(t->store, STORE_DUE_FOLLOW_UP, p->id, *at_ms, *at_ms);
}

int care_watch_agree(struct care_turn *t, const struct store_incident *i, int hour, int64_t by_id,
		     int64_t *at_ms)
{
	struct store_person p;
	int rc = watch_person(t, i->person_id, &p);

	*at_ms = 0;
	if (rc == 0)
		rc = store_aftercare_agree(t->store, i->id, p.id, hour, by_id, t->now_ms);
	if (rc == 0)
		rc = watch_follow_up_arm(t, i, &p, at_ms);
	return rc == -ENOENT && hour == CARE_NO_FOLLOW_UP ? 0 : rc;
}

int care_watch_follow_up_due(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct store_person p;
	int rc = care_held(t, person_id);	/* in danger again: its own end arms it anew */

	if (rc == 0)
		rc = care_conversation_busy(t, person_id);	/* somebody is with them */
	if (rc)
		return rc < 0 ? rc : 0;
	rc = watch_person(t, person_id, &p);
	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;
	if (arg < t->now_ms)
		arg = t->now_ms;
	arg = allowed_at(&p, arg);	/* they may have chosen other hours meanwhile */
	if (arg > t->now_ms)
		return store_due_arm(t->store, STORE_DUE_FOLLOW_UP, person_id, arg, arg);
	counter_inc(&count_follow_up);
	return care_send(t, &p, CARE_REMINDER, &(struct care_message){
		.key = "safety.after", .topic = CARE_TOPIC_INCIDENT });
}

static int person_after(struct care_turn *t, const struct store_incident *i)
{
	struct store_person p;
	int64_t at_ms;
	int rc;

	if ((i->context & LEX_CTX_BY_OTHER) || i->outcome == STORE_OUTCOME_FALSE_ALARM)
		return 0;
	rc = watch_person(t, i->person_id, &p);
	if (rc == 0)
		rc = watch_follow_up_arm(t, i, &p, &at_ms);
	return rc == -ENOENT ? 0 : rc;
}

/* What is not urgent must not come between; it is not said later either. */
static int person_in_danger(struct care_turn *t, int64_t person_id)
{
	int rc = store_due_disarm(t->store, STORE_DUE_FOLLOW_UP, person_id);

	if (rc >= 0)
		rc = store_out_cancel(t->store, person_id, STORE_CLASS_BULK, t->now_ms);
	return rc < 0 ? rc : 0;
}

int care_watch_leave(struct care_turn *t, struct store_person *person, enum care_leaving why)
{
	int rc = store_due_disarm(t->store, STORE_DUE_FOLLOW_UP, person->id);

	return rc < 0 ? rc : 0;
}

/* --- The peer ------------------------------------------------------------------------------- */

static int peers_after(struct care_turn *t, const struct store_incident *i)
{
	int64_t peers[PEERS_MAX];
	int n, k, rc = 0;

	n = store_aftercare_peers(t->store, i->person_id, i->opened_at_ms, peers, PEERS_MAX);
	for (k = 0; rc >= 0 && k < n; k++)
		rc = store_due_arm(t->store, STORE_DUE_DEBRIEF, peers[k],
				   t->now_ms + watch_cfg(t)->debrief_ms, 0);
	return n < 0 ? n : rc < 0 ? rc : 0;
}

int care_watch_incident(struct care_turn *t, int64_t person_id, enum lexicon_tier tier,
			bool is_open)
{
	struct store_incident i;
	int64_t id;
	int rc;

	if (is_open)
		return person_in_danger(t, person_id);
	rc = store_incident_last_of(t->store, person_id, &id);
	if (rc == 1)
		rc = store_incident_get(t->store, id, &i);
	if (rc <= 0)
		return rc;
	rc = person_after(t, &i);
	return rc < 0 ? rc : peers_after(t, &i);
}

/* 1: now is a good moment; 0: they write with somebody, or have another question open. */
static int is_free(struct care_turn *t, int64_t peer_id)
{
	struct store_ask open;
	int rc = care_conversation_busy(t, peer_id);

	if (rc == 0)
		rc = store_ask_get(t->store, peer_id, &open);
	return rc < 0 ? rc : !rc;
}

/* The phone may be in other hands, or they have left. */
static int peer_of(struct care_turn *t, int64_t peer_id, struct store_person *out)
{
	struct store_peer row;
	int rc = watch_person(t, peer_id, out);

	if (rc == 0)
		rc = store_peer_get(t->store, peer_id, &row);
	if (rc == -ENOENT)
		return 0;
	return rc < 0 ? rc : rc == 1 && !row.lost_at_ms && (out->roles & STORE_ROLE_PEER);
}

int care_watch_debrief_due(struct care_turn *t, int64_t peer_id, int64_t tries)
{
	struct store_person peer;
	int64_t at_ms;
	int rc = is_free(t, peer_id);

	if (rc == 0 && tries < BUSY_TRIES)
		return store_due_arm(t->store, STORE_DUE_DEBRIEF, peer_id, t->now_ms + BUSY_MS,
				     tries + 1);
	if (rc >= 0)
		rc = peer_of(t, peer_id, &peer);
	if (rc <= 0)
		return rc;
	counter_inc(&count_debrief);
	rc = care_say(t, &peer, CARE_DUTY, "aftercare.debrief", NULL);
	if (rc == 0)
		rc = care_ask_put(t, peer_id, CARE_ASK_DEBRIEF, 0, t->now_ms + ASK_MS);
	at_ms = care_clock_at(peer.zone, care_clock_day(peer.zone, t->now_ms) + 1,
			      (int)watch_cfg(t)->check_hour * 60);
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_PEER_CHECK, peer_id, at_ms, at_ms);
}

static int concern(struct care_turn *t, const struct store_person *peer, const char *why)
{
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_DUTY, .about = peer, .why = why }, NULL);
}

int care_watch_debrief_answer(struct care_turn *t, const struct store_person *peer, bool yes)
{
	int rc = 0;

	if (yes) {
		counter_inc(&count_accepted);
		rc = concern(t, peer, "a peer wants to talk over a hard conversation");
	}
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, yes ? "aftercare.debrief.yes" :
				      "aftercare.debrief.no", NULL);
}

int care_watch_check_due(struct care_turn *t, int64_t peer_id, int64_t arg)
{
	struct store_person peer;
	int rc;

	if (arg > t->now_ms)			/* a clock was set: not yet */
		return store_due_arm(t->store, STORE_DUE_PEER_CHECK, peer_id, arg, arg);
	rc = is_free(t, peer_id);
	if (rc == 0 && t->now_ms - arg < HOURS_MS(8))
		return store_due_arm(t->store, STORE_DUE_PEER_CHECK, peer_id,
				     t->now_ms + BUSY_MS, arg);
	if (rc >= 0)
		rc = peer_of(t, peer_id, &peer);
	if (rc <= 0)
		return rc;
	counter_inc(&count_check);
	rc = care_say(t, &peer, CARE_DUTY, "aftercare.check", NULL);
	return rc < 0 ? rc : care_ask_put(t, peer_id, CARE_ASK_DAY_AFTER, 0, t->now_ms + ASK_MS);
}

int care_watch_check_answer(struct care_turn *t, const struct store_person *peer, int mood)
{
	int rc;

	if (mood > LOW_MOOD)
		return care_say(t, peer, CARE_DUTY, "peer.how.thanks", NULL);
	rc = concern(t, peer, "a peer is low the day after a hard conversation: please call");
	return rc < 0 ? rc : care_say(t, peer, CARE_DUTY, "peer.how.low.after", NULL);
}

/* --- FOLLOWUP 4821 18 ----------------------------------------------------- */

/* "4821 18", "4821 NO" */
static bool follow_up_read(const char *rest, char code[STORE_CODE_LEN + 1], int *hour)
{
	static const char *const none[] = { "no", "none", "non", "hapana" };
	size_t n = strspn(rest, "0123456789"), k;
	char *end;

	if (n < 3 || n > STORE_CODE_LEN)
		return false;
	snprintf(code, STORE_CODE_LEN + 1, "%.*s", (int)n, rest);
	rest += n + strspn(rest + n, " ,.:-\n");
	*hour = CARE_NO_FOLLOW_UP;
	for (k = 0; k < ARRAY_LEN(none); k++)
		if (strcasecmp(rest, none[k]) == 0)
			return true;
	*hour = (int)strtol(rest, &end, 10);
	return end != rest && *hour >= 0 && *hour < 24;
}

static int follow_up(struct care_turn *t, struct care_heard *h, const char *rest)
{
	char buf[STORE_CODE_LEN + 1] = "";
	const char *code = buf;
	const struct words_for who = { .lang = h->from->lang, .channel = WORDS_SMS };
	struct store_incident i;
	int64_t at_ms = 0;
	int hour, rc;

	if (!follow_up_read(rest, buf, &hour))
		return care_say(t, h->from, CARE_DUTY, "aftercare.how", NULL);
	rc = store_incident_by_code(t->store, code, &i);
	if (rc < 0)
		return rc;
	if (rc == 0 || !i.person_id || i.drill || i.person_id == h->from->id)
		return care_say(t, h->from, CARE_DUTY, "oncall.with.nobody",
				WORDS_ARGS(WORDS_TEXT("code", code)));
	rc = care_watch_agree(t, &i, hour, h->from->id, &at_ms);
	return rc < 0 ? rc : care_say(t, h->from, CARE_DUTY,
		at_ms ? "aftercare.agreed" : "aftercare.none", WORDS_ARGS(WORDS_TEXT("code", code),
		WORDS_TEXT("when", words_when(t->mem, care_deps(t->care)->words, &who,
					      h->from->zone, t->now_ms, at_ms))));
}

const struct care_command care_watch_commands[] = {
	{ "keyword.followup", STORE_ROLE_STAFF, true, NULL, follow_up },
	{ "keyword.link", STORE_ROLE_STAFF, false, NULL, watch_link_text },
};
const size_t care_watch_commands_len = ARRAY_LEN(care_watch_commands);

int care_watch_hear(struct care_turn *t, struct care_heard *h)
{
	int rc;

	if (!(h->from->roles & STORE_ROLE_STAFF) || h->in->is_part || !h->in->text)
		return 0;
	rc = watch_roll_hear(t, h);
	return rc ? rc : care_command_hear(t, h, care_watch_commands, care_watch_commands_len);
}
