// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The gate, after safety and before everything that talks with members: STOP
 * and START, numbers that may have a new owner, senders that are no phones.
 * And the last hearer, who has an answer to everything.
 */
#include "care/care_clock.h"
#include "care/care_concern.h"
#include "care/care_queue.h"
#include "care/care_talk.h"
#include "care/people/people_int.h"
#include "store/store_session.h"
#include "text/text.h"

COUNTER(count_stop, "people.stop", "STOP and its variants.");
COUNTER(count_start, "people.start", "START after a STOP.");
COUNTER(count_wrong, "people.wrong", "Numbers that somebody said are theirs now.");
COUNTER(count_nameless, "people.nameless", "Texts from names and short codes, shown to a human.");
COUNTER(count_unknown, "people.unknown", "Texts that started nothing.");
COUNTER(count_unreadable, "people.unreadable", "Texts that could not be read.");

/* --- Right after safety ------------------------------------------------------------ */

/* A name or a short code may be a bank, a machine or a person behind a gateway:
 * it gets no answer and changes nobody, but a human sees it. */
static int hear_nameless(struct care_turn *t, struct care_heard *h)
{
	int rc;

	counter_inc(&count_nameless);
	rc = care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_UNREACHABLE, .why = "wrote from a name or short code",
		.about = h->from, .note = h->in->text }, NULL);
	return rc < 0 ? rc : 1;
}

int care_people_early_hear(struct care_turn *t, struct care_heard *h)
{
	if (h->in->is_part)
		return 1;	/* scanned; what it says is heard when it is whole */
	return h->unreachable ? hear_nameless(t, h) : 0;
}

/* --- STOP and START -------------------------------------------------------------------- */

static bool first_today(struct care_turn *t, const struct store_person *p)
{
	return care_clock_day(p->zone, t->before_ms) != care_clock_day(p->zone, t->now_ms);
}

static int stop(struct care_turn *t, struct care_heard *h)
{
	bool again = (h->from->stopped & PEOPLE_STOP_ALL) == PEOPLE_STOP_ALL;
	int rc;

	counter_inc(&count_stop);
	if (again && !first_today(t, h->from))
		return 1;
	h->from->stopped |= PEOPLE_STOP_ALL;
	rc = store_people_save(t->store, h->from);
	if (rc == 0)
		rc = care_leave(t, h->from, CARE_LEAVE_STOP);
	if (rc == 0)
		rc = care_flow_end(t, h->from);
	if (rc == 0 && !h->safety_answered)
		rc = care_say(t, h->from, CARE_NOTICE, "stop.done", NULL);
	return rc < 0 ? rc : 1;
}

/* Until somebody has answered the welcome, it has not been understood; it is
 * said again only when they write something that starts nothing. */
static int welcome(struct care_turn *t, struct store_person *p)
{
	int rc;

	p->consent = STORE_CONSENT_ASKED;
	rc = store_people_save(t->store, p);
	if (rc == 0)
		rc = care_flow_start(t, p, "welcome");
	return rc < 0 ? rc : 1;
}

static int start(struct care_turn *t, struct care_heard *h)
{
	int rc;

	if (h->first_contact)
		return welcome(t, h->from);	/* "text START" on a poster */
	if (!h->from->stopped) {
		rc = care_say(t, h->from, CARE_REPLY, "start.already", NULL);
		return rc < 0 ? rc : 1;
	}
	counter_inc(&count_start);
	h->from->stopped = 0;
	rc = store_people_save(t->store, h->from);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_REPLY, "start.done", NULL);
	return rc < 0 ? rc : 1;
}

/* What is anybody's right, also after STOP: 1 it is that. */
static int is_a_right(struct care_turn *t, struct care_heard *h)
{
	static const char *const keys[] = {
		"keyword.erase", "keyword.privacy", "keyword.wrong", "keyword.help", };
	struct store_session session;
	size_t i;
	int rc;

	for (i = 0; h->hit && i < ARRAY_LEN(keys); i++)
		if (strcmp(h->hit->key, keys[i]) == 0)
			return 1;
	rc = store_session_get(t->store, t->mem, h->from->id, &session);
	return rc < 0 ? rc : rc == 1 && strcmp(session.flow, "erase") == 0;
}

/* No text undoes a STOP silently; each day's first is told how to come back.  Who rings is
 * served all the same: STOP is about texts, and none is sent because of it. */
static int hear_stopped(struct care_turn *t, struct care_heard *h)
{
	int rc = h->in->spoken ? 0 : is_a_right(t, h);

	if (h->in->spoken || rc != 0)
		return rc < 0 ? rc : 0;
	/* Somebody is being called for them: not now, and not that. */
	rc = care_held(t, h->from->id);
	if (rc != 0)
		return rc < 0 ? rc : 1;
	if (h->safety_answered || (!first_today(t, h->from) && h->from->misses))
		return 1;
	h->from->misses++;
	rc = store_people_save(t->store, h->from);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_NOTICE, "stop.reminder", NULL);
	return rc < 0 ? rc : 1;
}

/* --- A number that may have a new owner -------------------------------------------------- */

static int anew(struct care_turn *t, struct care_heard *h)
{
	int rc = people_begin_anew(t, h->from, h->in);

	h->first_contact = true;
	return rc;
}

static int try_pin(struct care_turn *t, struct care_heard *h, const char *digits)
{
	const char *outcome;
	int rc = care_pin_check(t, h->from, digits, &outcome);

	if (rc < 0)
		return rc;
	if (strcmp(outcome, "wrong") == 0)
		rc = care_say(t, h->from, CARE_REPLY, "pin.wrong", NULL);
	if (strcmp(outcome, "right") != 0)
		return rc < 0 ? rc : 1;
	h->from->pin_needed = false;
	rc = store_people_save(t->store, h->from);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_REPLY, "welcome.back", NULL);
	return rc < 0 ? rc : 1;
}

static int hear_locked(struct care_turn *t, struct care_heard *h)
{
	const char *text = secret_reveal(h->in->text);
	char digits[CARE_PIN_MAX + 1];
	size_t n = text_digits_only(text, strlen(text), digits, sizeof(digits));
	int rc = care_held(t, h->from->id);

	/* Somebody is in danger and is being looked after: nothing may stand
	 * between them and the answer. */
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (h->safety_answered)
		return 1;
	rc = store_people_fact_has(t->store, h->from->id, "pin");
	if (rc < 0)
		return rc;
	if (rc == 0 || (h->hit && strcmp(h->hit->key, "keyword.new") == 0) ||
	    (h->hit && h->hit->escape == FLOW_ESCAPE_PERSON))
		return anew(t, h);
	rc = n >= CARE_PIN_MIN ? try_pin(t, h, digits) :
		care_say(t, h->from, CARE_REPLY, "pin.resume", NULL);
	explicit_bzero(digits, sizeof(digits));
	return rc < 0 ? rc : 1;
}

/* --- The gate ------------------------------------------------------------------------------ */

/* ERASE, and the one word that answers its question, are said to us also in the middle
 * of a conversation; anything longer is for whom they talk with. */
static int hear_erase(struct care_turn *t, struct care_heard *h)
{
	struct store_session session;
	const char *text = secret_reveal(h->in->text);
	int rc;

	if (care_is_staff(h->from) || text_word_count(text, strlen(text)) > 2)
		return 0;
	if (h->hit && !h->hit->rest[0] && strcmp(h->hit->key, "keyword.erase") == 0)
		return care_session_hear(t, h);
	rc = store_session_get(t->store, t->mem, h->from->id, &session);
	return rc == 1 && strcmp(session.flow, "erase") == 0 ? care_session_hear(t, h) :
		rc < 0 ? rc : 0;
}

int care_people_gate_hear(struct care_turn *t, struct care_heard *h)
{
	const struct flow_keyword_hit *hit = h->hit;
	int rc;

	if (hit && hit->escape == FLOW_ESCAPE_STOP)
		return stop(t, h);
	if (hit && strcmp(hit->key, "keyword.start") == 0 && !h->from->pin_needed)
		return start(t, h);
	if (h->from->stopped & (1u << CARE_REPLY))
		return hear_stopped(t, h);
	if (h->from->pin_needed)
		return hear_locked(t, h);
	rc = care_talk_busy(t, h->from->id);
	return rc == 1 ? hear_erase(t, h) : rc;
}

/* --- Commands that wait until nobody else wants the text ------------------ */

static int stop_one(struct care_turn *t, struct care_heard *h, enum care_purpose purpose)
{
	int rc;

	h->from->stopped |= 1u << purpose;
	rc = store_people_save(t->store, h->from);
	return rc < 0 ? rc : care_say(t, h->from, CARE_NOTICE, "stop.checkin", NULL);
}

int care_people_allow(struct care_turn *t, struct store_person *p, enum care_purpose purpose)
{
	if (!(p->stopped & (1u << purpose)) || (p->stopped & (1u << CARE_REPLY)))
		return 0;
	p->stopped &= ~(1u << purpose);
	return store_people_save(t->store, p);
}

static int stop_checkins(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return stop_one(t, h, CARE_CHECKIN);
}

static int wrong_number(struct care_turn *t, struct care_heard *h, const char *rest)
{
	int rc;

	if (care_is_staff(h->from))
		return 0;
	counter_inc(&count_wrong);
	rc = care_say(t, h->from, CARE_NOTICE, "wrong.done", NULL);
	return rc < 0 ? rc : care_people_wrong_number(t, h->from);
}

/* These two mean something to the gate; here they only find the menu. */
static int show_menu(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return care_flow_start(t, h->from, "menu");
}

const struct care_command care_people_commands[] = {
	{ "keyword.start", STORE_ROLE_MEMBER, false, NULL, show_menu },
	{ "keyword.new", STORE_ROLE_MEMBER, false, NULL, show_menu },
	{ "keyword.stop_checkin", STORE_ROLE_MEMBER, false, NULL, stop_checkins },
	{ "keyword.wrong", STORE_ROLE_MEMBER, false, NULL, wrong_number },
};
const size_t care_people_commands_len = ARRAY_LEN(care_people_commands);

/* --- The last hearer ------------------------------------------------------ */

static int hear_unreadable(struct care_turn *t, struct care_heard *h)
{
	int rc;

	counter_inc(&count_unreadable);
	rc = care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_UNREADABLE, .why = "a text that cannot be read",
		.about = h->from }, NULL);
	if (rc == 0 && !h->safety_answered)
		rc = care_say(t, h->from, CARE_REPLY, "badinput.unreadable", NULL);
	return rc < 0 ? rc : 1;
}

int care_people_last_hear(struct care_turn *t, struct care_heard *h)
{
	int rc;

	if (!h->in->text)
		return hear_unreadable(t, h);
	if (h->safety_answered)
		return 1;
	if (h->from->consent == STORE_CONSENT_NONE && !care_is_staff(h->from)) {
		rc = care_queue_keep_words(t, h);
		return rc < 0 ? rc : welcome(t, h->from);
	}
	counter_inc(&count_unknown);
	h->from->misses++;
	rc = store_people_save(t->store, h->from);
	if (rc == 0)
		rc = h->from->roles & STORE_ROLE_PEER ?
			care_say(t, h->from, CARE_DUTY, "peer.none", NULL) :
			care_say(t, h->from, CARE_REPLY, "badinput.unknown", NULL);
	return rc < 0 ? rc : 1;
}
