// SPDX-License-Identifier: AGPL-3.0-or-later
#include "care/care_screen.h"

#include "care/care_int.h"
#include "care/talk/talk_int.h"
#include "store/store_desk.h"

COUNTER(count_shown, "screen.shown", "Texts to staff that the console showed instead.");
COUNTER(count_late, "screen.late", "Texts sent after all because nobody looked at the screen.");

enum { CATCH_UP_MAX = 64 };

/* --- Looking ------------------------------------------------------------------------- */

int care_screen_seen(struct care_turn *t, const struct store_person *p, int64_t seq)
{
	struct store_screen s;
	int rc = store_screen_get(t->store, p->id, &s);

	if (rc < 0)
		return rc;
	/* what came while nobody looked was texted: it is not caught up on later */
	if (rc == 0 || s.until_ms <= t->now_ms)
		rc = store_event_last(t->store, &s.seen_seq);
	else if (seq > s.seen_seq)
		s.seen_seq = seq;
	s.until_ms = t->now_ms + CARE_SCREEN_MS;
	if (rc >= 0)
		rc = store_screen_set(t->store, p->id, &s);
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_SCREEN, p->id, s.until_ms, 0);
}

int care_screen_is_open(struct care_turn *t, int64_t person_id)
{
	struct store_screen s;
	int rc = store_screen_get(t->store, person_id, &s);

	return rc <= 0 ? rc : s.until_ms > t->now_ms;
}

/* An asker who texts waits for the answer on the phone. */
static bool is_answer(const struct care_turn *t, const struct store_person *to)
{
	return t->heard && t->heard->from->id == to->id;
}

static bool may_be_shown(const struct care_turn *t, const struct store_person *to,
			 enum care_purpose purpose, const struct care_message *m)
{
	if (!care_is_staff(to) || is_answer(t, to))
		return false;
	if (purpose == CARE_TALK)
		return true;
	return purpose == CARE_DUTY && !(to->roles & (STORE_ROLE_ONCALL | STORE_ROLE_MANAGER)) &&
		(m->topic == CARE_TOPIC_NONE || m->topic == CARE_TOPIC_OFFER ||
		 m->topic == CARE_TOPIC_TALK);
}

static int show(struct care_turn *t, const struct store_person *to, const struct care_message *m)
{
	char *words;

	counter_inc(&count_shown);
	if (m->text && m->topic == CARE_TOPIC_TALK)
		return 1;		/* the line is a row, and its event says it */
	words = m->text ? talloc_asprintf(t->mem, "%s%s", m->prefix ? m->prefix : "",
					  secret_reveal(m->text)) : care_render_message(t, to, m);
	if (!words)
		base_oom();
	if (store_screen_text_add(t->store, to->id, secret_str(t->mem, words), t->now_ms) < 0)
		return -EIO;
	return 1;
}

int care_screen_takes(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
		      const struct care_message *m)
{
	struct store_screen s;
	int rc;

	if (!may_be_shown(t, to, purpose, m))
		return 0;
	/* who has no phone reads it there whenever they come back */
	if (to->address_kind == STORE_ADDR_NAME)
		return show(t, to, m);
	rc = store_screen_get(t->store, to->id, &s);
	if (rc <= 0 || s.until_ms <= t->now_ms)
		return rc < 0 ? rc : 0;
	return show(t, to, m);
}

/* --- Nobody looked ------------------------------------------------------------------------ */

static int text_line(struct care_turn *t, const struct store_person *to, int64_t line_id)
{
	struct store_desk_line l;
	struct store_conversation c;
	struct store_person from;
	int rc = store_line_get(t->store, t->mem, line_id, &l);

	if (rc != 1 || l.line.state != STORE_LINE_PASSED_ON || !l.line.text ||
	    l.line.from_id == to->id)
		return rc < 0 ? rc : 0;
	rc = store_conversation_get(t->store, l.line.conversation_id, &c);
	if (rc != 1 || !c.open)
		return rc < 0 ? rc : 0;
	rc = store_people_by_id(t->store, l.line.from_id, &from);
	if (rc < 0)
		return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
	counter_inc(&count_late);
	return talk_deliver(t, &c, to->id, from.pseudonym, l.line.text);
}

static int text_words(struct care_turn *t, const struct store_person *to, int64_t id)
{
	struct secret *words;
	int rc = store_screen_text_get(t->store, t->mem, id, &words, NULL);

	if (rc != 1 || !words)
		return rc < 0 ? rc : 0;
	counter_inc(&count_late);
	return care_send(t, to, CARE_DUTY, &(struct care_message){ .text = words });
}

static int catch_up(struct care_turn *t, const struct store_person *to, int64_t after)
{
	struct store_event events[CATCH_UP_MAX];
	int i, n = store_events_for(t->store, to->id, 0, after, INT64_MAX, events, CATCH_UP_MAX);
	int rc = 0;

	for (i = 0; i < n && rc >= 0; i++) {
		if (events[i].what == STORE_EVENT_LINE)
			rc = text_line(t, to, events[i].detail);
		else if (events[i].what == STORE_EVENT_NOTICE)
			rc = text_words(t, to, events[i].subject);
	}
	return n < 0 ? n : rc < 0 ? rc : 0;
}

int care_screen_due(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct store_person p;
	struct store_screen s;
	int rc = store_screen_get(t->store, person_id, &s);

	if (rc != 1 || s.until_ms > t->now_ms)
		return rc < 0 ? rc : 0;
	/* first: from here on they are texted */
	rc = store_screen_clear(t->store, person_id);
	if (rc == 0)
		rc = store_people_by_id(t->store, person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc < 0 || p.address_kind != STORE_ADDR_NUMBER || !care_is_staff(&p))
		return rc;
	return catch_up(t, &p, s.seen_seq);
}

int care_screen_gone(struct care_turn *t, int64_t person_id)
{
	struct store_screen s;
	int rc = store_screen_get(t->store, person_id, &s);

	if (rc != 1)
		return rc;
	s.until_ms = t->now_ms;
	rc = store_screen_set(t->store, person_id, &s);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_SCREEN, person_id);
	return rc < 0 ? rc : care_screen_due(t, person_id, 0);
}
