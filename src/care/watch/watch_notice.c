// SPDX-License-Identifier: AGPL-3.0-or-later
/* Words to staff about the link: rows, then texts that ride with the alarms. */
#include "care/watch/watch_int.h"

#include "care/care_audit.h"

enum { TELL_MAX = 8, CLAIM_MAX = 32, SEEN_TIMES = 4 };

COUNTER(count_notices, "watch.notices", "Words to staff about the link handed to the other route.");
COUNTER(count_nobody, "watch.nobody", "Times when there was nobody to tell about the link.");

static int add(struct care_turn *t, enum store_notice_kind kind, int64_t since_ms,
	       int64_t person_id)
{
	struct store_notice n = {
		.person_id = person_id, .kind = kind, .since_ms = since_ms,
		.due_at_ms = t->now_ms };

	return store_notice_add(t->store, &n);
}

/* The managers on duty (the operator's, too), and the first person on call: whoever is
 * in danger meanwhile is not heard, and they should know. */
int watch_tell(struct care_turn *t, enum store_notice_kind kind, int64_t since_ms)
{
	int64_t managers[CARE_LADDER_MAX], ladder[CARE_LADDER_MAX];
	int n = care_oncall_duty(t, STORE_LEVEL_MANAGER, managers);
	int on = n < 0 ? n : care_oncall_ladder(t, 0, ladder), i, rc;
	bool told = false;

	if (on < 0)
		return on;
	rc = store_notice_drop(t->store, STORE_NOTICE_SILENT);
	for (i = 0; rc >= 0 && i < n && i < TELL_MAX; i++) {
		rc = add(t, kind, since_ms, managers[i]);
		told = told || (on && managers[i] == ladder[0]);
	}
	if (rc >= 0 && on && !told)
		rc = add(t, kind, since_ms, ladder[0]);
	if (rc >= 0 && !n && !on)
		counter_inc(&count_nobody);
	return rc < 0 ? rc : 0;
}

/* --- As texts ------------------------------------------------------------------------------ */

static const struct secret *text_of(struct care_turn *t, const struct store_person *to,
				    const struct store_notice *n)
{
	const struct words *w = care_deps(t->care)->words;
	const struct words_for who = { .lang = to->lang, .channel = WORDS_SMS };
	int64_t silent_ms = t->now_ms > n->since_ms ? t->now_ms - n->since_ms : 0;

	return secret_str(t->mem, words_render(t->mem, w, &who,
		n->kind == STORE_NOTICE_SILENT ? "watch.silent" : "watch.back", WORDS_ARGS(
			WORDS_TEXT("silent", words_duration(t->mem, w, &who, silent_ms)))));
}

static int claim_one(struct care_turn *t, void *ctx, const struct store_notice *n,
		     struct care_alarm_out *out)
{
	struct secret *number = NULL;
	struct store_person to;
	int rc = watch_person(t, n->person_id, &to);

	if (rc == 0)
		rc = store_people_number(t->store, ctx, n->person_id, &number);
	if (rc == -ENOENT || rc == -ENOKEY) {
		rc = store_notice_state(t->store, n->id, STORE_ALARM_FAILED);
		return rc < 0 ? rc : 0;
	}
	if (rc < 0)
		return rc;
	*out = (struct care_alarm_out){
		.id = n->id, .number = number, .text = text_of(t, &to, n), .person_id = to.id };
	counter_inc(&count_notices);
	rc = store_notice_state(t->store, n->id, STORE_ALARM_HANDED);
	return rc < 0 ? rc : 1;
}

int care_watch_claim(struct care_turn *t, void *ctx, struct care_alarm_out *out, int max)
{
	struct store_notice due[CLAIM_MAX];
	int n, i, used = 0, rc = 0;

	n = store_notice_due(t->store, t->now_ms, due, max < CLAIM_MAX ? max : CLAIM_MAX);
	for (i = 0; rc >= 0 && i < n; i++) {
		rc = claim_one(t, ctx, &due[i], &out[used]);
		used += rc == 1;
	}
	return n < 0 ? n : rc < 0 ? rc : used;
}

int care_watch_report(struct care_turn *t, int64_t id, enum store_alarm_state state)
{
	int rc = store_notice_state(t->store, id, state);

	return rc < 0 ? rc : 0;
}

/* --- Somebody looks after it ---------------------------------------------- */

int64_t watch_again_ms(const struct care_turn *t, const struct store_watch_state *s)
{
	return watch_cfg(t)->again_ms * (s->seen_by ? SEEN_TIMES : 1);
}

static int tell_others(struct care_turn *t, const struct store_person *by)
{
	int64_t managers[CARE_LADDER_MAX], ladder[CARE_LADDER_MAX];
	int n = care_oncall_duty(t, STORE_LEVEL_MANAGER, managers), on, k, rc = 0;
	struct store_person p;

	on = n < 0 ? n : care_oncall_ladder(t, 0, ladder);
	if (on < 0)
		return on;
	for (k = 0; k < n && managers[k] != (on ? ladder[0] : 0); k++)
		;
	if (k == n && on && n < CARE_LADDER_MAX)
		managers[n++] = ladder[0];
	for (k = 0; rc == 0 && k < n; k++) {
		if (managers[k] == by->id)
			continue;
		rc = watch_person(t, managers[k], &p);
		rc = rc == -ENOENT ? 0 : rc < 0 ? rc : care_say(t, &p, CARE_DUTY,
			"watch.seen.others", WORDS_ARGS(WORDS_TEXT("who", by->pseudonym)));
	}
	return rc;
}

/* It does not end the silence, and is no promise that somebody is heard: the words only come
 * further apart, and the dead-man signal rests as before. */
int watch_link_text(struct care_turn *t, struct care_heard *h, const char *rest)
{
	const struct words_for who = { .lang = h->from->lang, .channel = WORDS_SMS };
	struct store_watch_state s;
	int rc = store_watch_state_get(t->store, &s);

	if (rc < 0)
		return rc;
	if (!s.lost_since_ms)
		return care_say(t, h->from, CARE_DUTY, "watch.seen.none", NULL);
	s.seen_by = h->from->id;
	s.seen_at_ms = s.told_at_ms = t->now_ms;
	rc = store_watch_state_save(t->store, &s);
	if (rc == 0)
		rc = store_notice_drop(t->store, STORE_NOTICE_SILENT);
	if (rc >= 0)
		rc = care_audit(t, CARE_AUDIT_LINE_SEEN, 0, h->from->id, NULL);
	if (rc == 0)
		rc = care_say(t, h->from, CARE_DUTY, "watch.seen", WORDS_ARGS(WORDS_TEXT("again",
			words_duration(t->mem, care_deps(t->care)->words, &who,
				       watch_again_ms(t, &s)))));
	return rc < 0 ? rc : tell_others(t, h->from);
}
