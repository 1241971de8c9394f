// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The tables from which care is made, and the few functions that walk them.
 * A sub-room adds its lines here; order matters only in care_hearers.
 */
#include "care/care_audit.h"
#include "care/care_call.h"
#include "care/care_checkin.h"
#include "care/care_clock.h"
#include "care/care_concern.h"
#include "care/care_incident.h"
#include "care/care_int.h"
#include "care/care_oncall.h"
#include "care/care_peers.h"
#include "care/care_queue.h"
#include "care/care_record.h"
#include "care/care_reveal.h"
#include "care/care_roster.h"
#include "care/care_safety.h"
#include "care/care_screen.h"
#include "care/care_talk.h"
#include "care/care_watch.h"
#include "care/talk/talk_settings.h"
#include "care/care_signpost.h"
#include "care/care_story.h"
#include "text/text_fold.h"
#include "text/text_number.h"

/* Safety hears first and never takes it away.  Who works here is heard before
 * STOP and the PIN gate, which are for members; whoever talks with a human is
 * heard before any menu; the last one always has an answer. */
const struct care_hearer care_hearers[] = {
	{ "safety", care_safety_hear },
	{ "early", care_people_early_hear },
	{ "watch", care_watch_hear },
	{ "on-call", care_oncall_hear },
	{ "concerns", care_concern_hear },
	{ "peers", care_peers_hear },
	{ "gate", care_people_gate_hear },
	{ "talk", care_talk_hear },
	{ "session", care_session_hear },
	{ "queue", care_queue_hear },
	{ "last", care_people_last_hear },
	{ 0 }
};

const struct care_due_handler care_due_handlers[] = {
	{ STORE_DUE_SESSION, "session", care_session_due, false },
	{ STORE_DUE_CONCERN, "concern", care_concern_due, false },
	{ STORE_DUE_CONCERN_TELL, "concern told", care_concern_tell_due, false },
	{ STORE_DUE_INCIDENT, "incident", care_incident_due, true },
	{ STORE_DUE_SAFETY, "safety question", care_safety_due, true },
	{ STORE_DUE_RECENT, "last texts", care_safety_forget_due, false },
	{ STORE_DUE_ROSTER, "roster", care_roster_due, false },
	{ STORE_DUE_SWAP, "shift to be taken over", care_swap_due, false },
	{ STORE_DUE_SHIFT_END, "end of a shift", care_shift_end_due, false },
	{ STORE_DUE_HANDOVER, "hand-over", care_incident_handover_due, true },
	{ STORE_DUE_REVEAL, "reveal", care_reveal_due, true },
	{ STORE_DUE_MATCH, "matching", care_queue_due_match, false },
	{ STORE_DUE_OFFER, "offer", care_queue_due_offer, false },
	{ STORE_DUE_OFFER_AGAIN, "offer again", care_queue_due_again, false },
	{ STORE_DUE_UNANSWERED, "unanswered", care_queue_due_unanswered, false },
	{ STORE_DUE_TALK_IDLE, "talk idle", care_talk_due_idle, false },
	{ STORE_DUE_TALK_REPLY, "talk reply", care_talk_due_reply, false },
	{ STORE_DUE_TALK_HELP, "talk help", care_talk_due_help, false },
	{ STORE_DUE_ASK, "ask", care_talk_due_ask, false },
	{ STORE_DUE_SCREEN, "screen", care_screen_due, false },
	{ STORE_DUE_TALK_TIDY, "talk tidy", care_talk_due_tidy, false },
	{ STORE_DUE_FEEDBACK, "feedback", care_talk_due_feedback, false },
	{ STORE_DUE_PEER_PAUSE, "peer's pause", care_peers_due_pause, false },
	{ STORE_DUE_PRACTICE, "practice", care_peers_due_practice, false },
	{ STORE_DUE_FIND_HELPED, "did it help", care_signpost_due, false },
	{ STORE_DUE_CHECKIN, "check-in", care_checkin_due, false },
	{ STORE_DUE_CHECKIN_MISSED, "check-in missed", care_checkin_missed_due, false },
	{ STORE_DUE_SERIES, "series", care_series_due, false },
	{ STORE_DUE_WATCH, "text to ourselves", care_watch_text_due, false },
	{ STORE_DUE_WATCH_BACK, "text to ourselves back", care_watch_back_due, false },
	{ STORE_DUE_DRILL, "drill", care_watch_drill_due, false },
	{ STORE_DUE_DRILL_END, "drill's end", care_watch_drill_end_due, false },
	{ STORE_DUE_FOLLOW_UP, "day after", care_watch_follow_up_due, false },
	{ STORE_DUE_DEBRIEF, "debrief", care_watch_debrief_due, false },
	{ STORE_DUE_PEER_CHECK, "peer's day after", care_watch_check_due, false },
	{ STORE_DUE_CALL_TIDY, "old calls", care_call_due_tidy, false },
	{ STORE_DUE_STORY, "story", care_story_due, false },
	{ 0 }
};

const struct care_effect *const care_effects[] = {
	care_people_effects, care_safety_effects, care_queue_effects, care_talk_effects,
	care_peers_effects, care_checkin_effects, care_signpost_effects,
	care_record_effects, care_story_effects, NULL
};
const struct care_variable *const care_variables[] = {
	care_people_variables, care_queue_variables, care_checkin_variables, care_speak_variables,
	care_story_variables, NULL
};
const struct care_placeholder *const care_placeholders[] = {
	care_people_placeholders, care_safety_placeholders, care_queue_placeholders,
	care_checkin_placeholders, care_story_placeholders, NULL
};

const struct care_command_table care_command_tables[] = {
	{ care_people_commands, &care_people_commands_len },
	{ care_concern_commands, &care_concern_commands_len },
	{ care_oncall_commands, &care_oncall_commands_len },
	{ care_watch_commands, &care_watch_commands_len },
	{ care_talk_member_commands, &care_talk_member_commands_len },
	{ care_talk_peer_commands, &care_talk_peer_commands_len },
	{ care_talk_staff_commands, &care_talk_staff_commands_len },
	{ care_peers_commands, &care_peers_commands_len },
	{ care_peers_staff_commands, &care_peers_staff_commands_len },
	{ 0 }
};

const struct care_leaver care_leavers[] = {
	{ "queue", care_queue_leave },
	{ "talk", care_talk_leave },
	{ "peers", care_peers_leave },
	{ "concerns", care_concern_leave },
	{ "check-ins", care_checkin_leave },
	{ "series", care_record_leave },
	{ "searches", care_signpost_leave },
	{ "aftercare", care_watch_leave },
	{ "calls", care_call_leave },
	{ "stories", care_story_leave },
	{ 0 }
};
const struct care_hold care_holds[] = { { "incident", care_incident_holds }, { 0 } };
const struct care_outbox_listener care_outbox_listeners[] = {
	{ CARE_TOPIC_ALARM, "alarm", care_oncall_outbox_changed },
	{ CARE_TOPIC_CHECKIN, "check-ins", care_checkin_out_changed },
	{ CARE_TOPIC_TALK, "talk", care_talk_undelivered },
	{ CARE_TOPIC_OFFER, "offer", care_queue_undelivered },
	{ 0 }
};
const struct care_owner_finder care_owner_finders[] = {
	{ "the peer in conversation", care_talk_owner },
	{ 0 }
};
const struct care_ringer care_ringers[] = { { "incident", care_incident_ring }, { 0 } };

/* Somebody in danger who waits for a human goes to the front. */
static int queue_forward(struct care_turn *t, int64_t person_id, enum lexicon_tier tier,
			 bool is_open)
{
	return is_open ? care_queue_raise_tier(t, person_id, (enum match_tier)tier) : 0;
}

const struct care_incident_listener care_incident_listeners[] = {
	{ "talk", care_talk_incident }, { "queue", queue_forward },
	{ "aftercare", care_watch_incident }, { 0 }
};
const struct care_conversation_door care_conversation_doors[] = {
	{ "talk", care_talk_busy, care_talk_quoted, care_talk_open_staff, care_talk_with_me },
	{ 0 }
};

const struct care_settings_table care_settings_tables[] = {
	{ &care_people_cfg, sizeof(struct care_people_settings) },
	{ &care_safety_cfg, sizeof(struct care_safety_settings) },
	{ &care_incident_cfg, sizeof(struct care_incident_settings) },
	{ &care_oncall_cfg, sizeof(struct care_oncall_settings) },
	{ &care_queue_cfg, sizeof(struct queue_settings) },
	{ &care_talk_cfg, sizeof(struct talk_settings) },
	{ &care_peers_cfg, sizeof(struct peers_settings) },
	{ &care_checkin_cfg, sizeof(struct care_checkin_settings) },
	{ &care_signpost_cfg, sizeof(struct care_signpost_settings) },
	{ &care_watch_cfg, sizeof(struct care_watch_settings) },
	{ &care_live_cfg, sizeof(struct care_live_settings) },
	{ &care_audit_cfg, sizeof(struct care_audit_settings) },
	{ &care_call_cfg, sizeof(struct care_call_settings) },
	{ &care_story_cfg, sizeof(struct care_story_settings) },
	{ 0 }
};

/* --- Making ---------------------------------------------------------------------- */

struct care *care_new(void *ctx, const struct care_deps *deps)
{
	struct care *care = talloc_zero(ctx, struct care);
	size_t i;

	if (!care)
		base_oom();
	care_clock_init();
	care->deps = *deps;
	care->keywords_stale = true;
	for (i = 0; care_settings_tables[i].table; i++) {
		MUST(i < CARE_SETTINGS_MAX);
		care->settings[i] = talloc_zero_size(care, care_settings_tables[i].size);
		if (!care->settings[i])
			base_oom();
		cfg_register(care, care_settings_tables[i].table, care->settings[i]);
	}
	return care;
}

void *care_settings(const struct care *care, const struct cfg_table *table)
{
	size_t i = 0;

	while (care_settings_tables[i].table != table) {
		MUST(care_settings_tables[i].table);
		i++;
	}
	return care->settings[i];
}

const struct care_deps *care_deps(const struct care *care)
{
	return &care->deps;
}

/* The settings have been read by now.  The tables of telephone numbers take some
 * 30 ms to load, which is more than a turn of the loop should. */
void care_set_store(struct care *care, struct store *store)
{
	care->deps.store = store;
	(void)care_numbers(care);
}

void care_set_words(struct care *care, struct words *words)
{
	care->deps.words = words;
	care->keywords_stale = true;
}

void care_set_flows(struct care *care, struct flow_set *flows)
{
	care->deps.flows = flows;
	care->keywords_stale = true;
}

void care_set_lexicon(struct care *care, struct lexicon *lexicon)
{
	care->deps.lexicon = lexicon;
}

struct text_numbers *care_numbers(struct care *care)
{
	struct err err;

	if (care->deps.numbers)
		return care->deps.numbers;
	if (!care->numbers) {
		care->numbers = text_numbers_new(care, care_people_settings(care)->country, &err);
		if (!care->numbers)
			LOGP(DCARE, LOGL_ERROR, "telephone numbers cannot be read: %s\n",
			     err.text);
	}
	return care->numbers;
}

void care_turn_init(struct care_turn *t, struct care *care, void *mem, int64_t now_ms)
{
	*t = (struct care_turn){
		.care = care, .mem = mem, .now_ms = now_ms, .store = care->deps.store,
	};
}

/* --- A text came in --------------------------------------------------------------- */

COUNTER(count_texts, "care.texts", "Texts that were heard.");
COUNTER(count_first, "care.first", "People who texted for the first time.");
COUNTER(count_unheard, "care.unheard", "Texts that no hearer took.");

/* The first guess at somebody's language is that of their first keyword. */
static int language_guess(struct care_turn *t, struct care_heard *h)
{
	if (!h->first_contact || !h->hit || !h->hit->lang[0] ||
	    strcmp(h->hit->lang, h->from->lang) == 0 ||
	    strlen(h->hit->lang) >= sizeof(h->from->lang))
		return 0;
	strcpy(h->from->lang, h->hit->lang);
	return store_people_save(t->store, h->from);
}

static int hear_all(struct care_turn *t, struct care_heard *h)
{
	const struct care_hearer *hearer;
	int misses = h->from->misses;
	int rc = 0;

	for (hearer = care_hearers; hearer->name && rc == 0; hearer++)
		rc = hearer->hear(t, h);
	if (rc < 0)
		return rc;
	if (rc == 0)
		counter_inc(&count_unheard);
	/* Misses are answers *in a row*: whoever heard it did not add one. */
	if (!misses || h->from->misses != misses || h->from->id == t->erased_id || h->in->is_part)
		return 0;
	h->from->misses = 0;
	return store_people_save(t->store, h->from);
}

int care_text_in(struct care_turn *t, const struct care_text *in)
{
	struct flow_keyword_hit hit;
	struct store_person person;
	struct care_heard h = { .in = in, .from = &person, .tier = in->scan->tier };
	int rc = care_watch_own(t, in);		/* nobody wrote it: no person, no answer */

	if (rc)
		return rc < 0 ? rc : 0;
	rc = care_people_of(t, in, &person, &h.first_contact);
	if (rc < 0)
		return rc;
	counter_inc(&count_texts);
	if (h.first_contact)
		counter_inc(&count_first);
	h.unreachable = in->sender_kind != CARE_FROM_NUMBER && !in->spoken;
	if (in->text && !in->is_part) {
		if (text_fold_key((struct view){ (const uint8_t *)secret_reveal(in->text),
						 secret_len(in->text) },
				  h.key, sizeof(h.key)) < 0)
			h.key[0] = '\0';
		if (care_keyword_match(t, &person, secret_reveal(in->text), NULL, &hit))
			h.hit = &hit;
	}
	t->heard = &h;
	rc = language_guess(t, &h);
	if (rc == 0)
		rc = hear_all(t, &h);
	t->heard = NULL;
	return rc;
}

/* --- A time has come; a row changed; somebody leaves --------------------------------- */

int care_due(struct care_turn *t, const struct store_due *due)
{
	const struct care_due_handler *h;

	for (h = care_due_handlers; h->name; h++)
		if (h->kind == due->kind)
			return h->fire(t, due->subject_id, due->arg);
	LOGP(DCARE, LOGL_ERROR, "nobody waits for \"%s\"\n", store_due_kind_words(due->kind));
	return 0;
}

int care_clock_behind(struct care_turn *t)
{
	const struct care_due_handler *h;
	int rc = store_due_fire_calendar(t->store, t->now_ms);

	for (h = care_due_handlers; h->name && rc >= 0; h++)
		if (h->fires_when_behind)
			rc = store_due_fire_all(t->store, h->kind, t->now_ms);
	return rc < 0 ? rc : 0;
}

int care_outbox_changed(struct care_turn *t, const struct store_out *row)
{
	const struct care_outbox_listener *l;
	int rc = 0;

	for (l = care_outbox_listeners; l->name && rc >= 0; l++)
		if ((int)l->topic == row->topic)
			rc = l->changed(t, row);
	return rc < 0 ? rc : 0;
}

int care_leave(struct care_turn *t, struct store_person *person, enum care_leaving why)
{
	const struct care_leaver *l;
	int rc = 0;

	for (l = care_leavers; l->name && rc >= 0; l++)
		rc = l->leave(t, person, why);
	return rc < 0 ? rc : 0;
}

int care_held(struct care_turn *t, int64_t person_id)
{
	const struct care_hold *h;
	int rc = 0;

	for (h = care_holds; h->name && rc == 0; h++)
		rc = h->holds(t, person_id);
	return rc;
}

const struct care_effect *care_effect_find(const char *name)
{
	const struct care_effect *const *room;
	const struct care_effect *e;

	for (room = care_effects; *room; room++)
		for (e = *room; e->name; e++)
			if (strcmp(e->name, name) == 0)
				return e;
	return NULL;
}
