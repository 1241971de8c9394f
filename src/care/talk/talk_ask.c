// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The one question that a phone has been asked.  A table: what digits it
 * takes, what an answer does, what its silence does.
 */
#include "care/care_watch.h"
#include "care/talk/talk_int.h"
#include "store/store_session.h"
#include "text/text.h"

enum { TRIES_MAX = 2 };

struct ask_kind {
	int digits;			/* 1..digits */
	int (*answer)(struct care_turn *t, struct care_heard *h,
		      const struct store_ask *a, int digit);
	int (*silence)(struct care_turn *t, const struct store_ask *a);
};

static int answer_offer(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			int digit)
{
	return care_queue_answer(t, h->from, a->subject_id, digit == 1);
}

static int answer_mood_before(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			      int digit)
{
	return care_peers_mood_before(t, h->from, digit);
}

static int answer_mood_after(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			     int digit)
{
	return care_peers_mood_after(t, h->from, a->subject_id, digit);
}

static int answer_number(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			 int digit)
{
	return talk_number_answer(t, h->from, a->subject_id, digit == 1);
}

static int answer_help(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
		       int digit)
{
	return talk_help_answer(t, h->from, a->subject_id, digit == 2);
}

static int answer_abuse(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			int digit)
{
	return talk_abuse_answer(t, h->from, a->subject_id, digit);
}

static int answer_minor(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			int digit)
{
	return talk_minor_answer(t, h, a->subject_id, digit == 1);
}

static int answer_debrief(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			  int digit)
{
	return care_watch_debrief_answer(t, h->from, digit == 1);
}

static int answer_day_after(struct care_turn *t, struct care_heard *h, const struct store_ask *a,
			    int digit)
{
	return care_watch_check_answer(t, h->from, digit);
}

static int silent_held(struct care_turn *t, const struct store_ask *a)
{
	return talk_drop_held(t, a->person_id);
}

static const struct ask_kind kinds[CARE_ASKS] = {
	[CARE_ASK_OFFER] = { 2, answer_offer },
	[CARE_ASK_MOOD_BEFORE] = { 5, answer_mood_before },
	[CARE_ASK_MOOD_AFTER] = { 5, answer_mood_after },
	[CARE_ASK_WHICH] = { 0, NULL, silent_held },
	[CARE_ASK_NUMBER] = { 2, answer_number, silent_held },
	[CARE_ASK_HELP] = { 2, answer_help },
	[CARE_ASK_MINOR] = { 2, answer_minor, silent_held },
	[CARE_ASK_ABUSE] = { 3, answer_abuse },
	[CARE_ASK_DEBRIEF] = { 2, answer_debrief },
	[CARE_ASK_DAY_AFTER] = { 5, answer_day_after },
};

static int settle(struct care_turn *t, const struct store_ask *a)
{
	return kinds[a->kind].silence ? kinds[a->kind].silence(t, a) : 0;
}

int care_ask_put(struct care_turn *t, int64_t person_id, enum care_ask kind, int64_t subject_id,
		 int64_t until_ms)
{
	struct store_ask old;
	int rc = store_ask_get(t->store, person_id, &old);

	/* asked about more words of the same kind: the question only lives longer */
	if (rc == 1 && (old.kind != (int)kind || old.subject_id != subject_id))
		rc = settle(t, &old);
	if (rc < 0)
		return rc;
	rc = store_ask_set(t->store, &(struct store_ask){ .person_id = person_id, .kind = kind,
		.subject_id = subject_id, .asked_at_ms = t->now_ms, .until_ms = until_ms });
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_ASK, person_id, until_ms, 0);
}

int care_ask_end(struct care_turn *t, int64_t person_id, enum care_ask kind, int64_t subject_id)
{
	int rc = store_ask_clear(t->store, person_id, kind, subject_id);

	if (rc == 1)
		rc = store_due_disarm(t->store, STORE_DUE_ASK, person_id);
	return rc < 0 ? rc : 0;
}

int care_talk_due_ask(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct store_ask a;
	int rc = store_ask_get(t->store, person_id, &a);

	if (rc != 1 || a.until_ms > t->now_ms)
		return rc < 0 ? rc : 0;
	rc = store_ask_clear(t->store, person_id, a.kind, a.subject_id);
	if (rc >= 0)
		rc = settle(t, &a);
	/* whoever is free of questions may be offered somebody */
	return rc < 0 ? rc : care_queue_stir(t);
}

int talk_ask_moot(struct care_turn *t, int64_t peer_id)
{
	struct store_conversation c;
	struct store_ask a;
	int rc = store_ask_get(t->store, peer_id, &a);

	if (rc != 1 || (a.kind != CARE_ASK_WHICH && a.kind != CARE_ASK_NUMBER))
		return rc < 0 ? rc : 0;
	rc = store_conversations_of_peer(t->store, peer_id, &c, 1);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = care_ask_end(t, peer_id, a.kind, a.subject_id);
	return rc < 0 ? rc : settle(t, &a);
}

/* Did a flow ask this person something after we did?  Then a digit is for it. */
static int flow_asked_later(struct care_turn *t, const struct store_ask *a)
{
	struct store_session s;
	int rc = store_session_get(t->store, t->mem, a->person_id, &s);

	return rc != 1 ? rc : s.updated_at_ms > a->asked_at_ms;
}

static int not_an_answer(struct care_turn *t, struct care_heard *h, struct store_ask *a)
{
	int rc = care_talk_busy(t, a->person_id);

	/* in a conversation it is a word to somebody */
	if (rc || !kinds[a->kind].digits || a->tries >= TRIES_MAX)
		return rc < 0 ? rc : 0;
	a->tries++;
	rc = store_ask_set(t->store, a);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_REPLY, "badinput.number", WORDS_ARGS(
			WORDS_NUMBER("low", 1), WORDS_NUMBER("high", kinds[a->kind].digits)));
	return rc < 0 ? rc : 1;
}

int care_ask_hear(struct care_turn *t, struct care_heard *h)
{
	struct store_ask a;
	char digits[8];
	size_t n;
	int rc;

	if (!h->in->text)
		return 0;
	n = text_digits_only(secret_reveal(h->in->text), secret_len(h->in->text), digits,
			     sizeof(digits));
	if (!n || !strcmp(digits, "0") || !strcmp(digits, "9"))
		return 0;
	rc = store_ask_get(t->store, h->from->id, &a);
	if (rc != 1 || a.until_ms <= t->now_ms)
		return rc < 0 ? rc : 0;
	rc = flow_asked_later(t, &a);
	if (rc)
		return rc < 0 ? rc : 0;
	if (n != 1 || digits[0] < '1' || digits[0] > '0' + kinds[a.kind].digits)
		return not_an_answer(t, h, &a);
	rc = care_ask_end(t, h->from->id, a.kind, a.subject_id);
	if (rc == 0)
		rc = kinds[a.kind].answer(t, h, &a, digits[0] - '0');
	return rc < 0 ? rc : 1;
}

int care_ask_digits(enum care_ask kind)
{
	return kinds[kind].digits;
}

int care_ask_answer(struct care_turn *t, struct store_person *by, enum care_ask kind,
		    int64_t subject_id, int digit)
{
	static const struct care_text nothing = { .sender = "", .uuid = "" };
	struct care_heard h = { .in = &nothing, .from = by };
	struct store_ask a;
	int rc = store_ask_get(t->store, by->id, &a);

	if (rc != 1 || a.until_ms <= t->now_ms || a.kind != (int)kind || a.subject_id != subject_id)
		return rc < 0 ? rc : 0;
	rc = care_ask_end(t, by->id, kind, subject_id);
	if (rc == 0)
		rc = kinds[kind].answer(t, &h, &a, digit);
	return rc < 0 ? rc : 1;
}

int care_tell_roles(struct care_turn *t, unsigned int roles, const char *key,
		    const struct words_arg *args)
{
	struct store_person *people;
	size_t n;
	int rc = store_people_by_role(t->store, t->mem, roles, &people, &n);

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = care_say(t, &people[i], CARE_DUTY, key, args);
	return rc < 0 ? rc : (int)n;
}
