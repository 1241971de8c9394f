// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Alarm rows become texts: single ones while they are few, a digest when they
 * are many.  And what became of them.
 */
#include "care/care_watch.h"
#include "care/oncall/oncall_int.h"

#include <stdio.h>

#include "care/care_incident.h"
#include "store/store_due.h"

enum { ROWS = 512, PHONES = 128 };
#define BURST_MS MINUTES_MS(1)
#define DIGEST_GAP_MS SECONDS_MS(2)
#define DIGEST_WAIT_MS SECONDS_MS(5)
#define HANDED_UNHEARD_MS MINUTES_MS(30)

COUNTER(count_texts, "alarm.texts", "Alarm texts handed to the pager.");
COUNTER(count_calls, "alarm.calls", "Alarm calls handed to the pager.");
COUNTER(count_digests, "alarm.digests", "Of them: digests of several incidents.");
COUNTER(count_failed, "alarm.failed", "Alarms that will not arrive; the next step came at once.");
COUNTER(count_outbox, "alarm.byoutbox", "Alarms by the ordinary way, because the pager was away.");
COUNTER(count_alarmed, "incident.alarmed", "Incidents of which the network took an alarm.");
COUNTER(count_alarm_ms, "incident.alarmed.ms", "Sum of milliseconds from opened to that.");

/* What one claim has worked out about one phone. */
struct phone {
	int64_t person_id;
	struct store_person person;
	const struct secret *number;
	bool usable;
	int64_t texts;			/* in the last minute */
	struct store_phone row;
	int digest[ROWS], digest_len;	/* indices of its rows beyond the burst */
	int call[ROWS], call_len;	/* indices of the rows that ring it */
};
struct claim {
	struct care_turn *t;
	void *ctx;
	struct care_alarm_out *out;
	int n, max;
	struct store_alarm rows[ROWS];
	int rows_len;
	struct phone *phones[PHONES];
	int phones_len;
};

static int phone_load(struct claim *c, struct phone *p, int64_t person_id)
{
	struct secret *number = NULL;
	int rc;

	p->person_id = person_id;
	rc = oncall_person(c->t, person_id, &p->person);
	if (rc == 0)
		rc = store_people_number(c->t->store, c->ctx, person_id, &number);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc == 0)
		rc = store_phone_get(c->t->store, person_id, &p->row);
	if (rc == 0)
		rc = store_alarm_texts(c->t->store, person_id, c->t->now_ms - BURST_MS, &p->texts);
	p->number = number;
	p->usable = rc == 0;
	return rc;
}

static int phone_of(struct claim *c, int64_t person_id, struct phone **out)
{
	int i;

	for (i = 0; i < c->phones_len; i++)
		if (c->phones[i]->person_id == person_id) {
			*out = c->phones[i];
			return 0;
		}
	MUST(c->phones_len < PHONES);	/* two ladders of CARE_LADDER_MAX at most */
	*out = c->phones[c->phones_len++] = talloc_zero(c->t->mem, struct phone);
	if (!*out)
		base_oom();
	return phone_load(c, *out, person_id);
}

static void put_out(struct claim *c, const struct phone *p, int64_t id, const uint8_t *who,
		    const struct secret *text)
{
	struct care_alarm_out *o = &c->out[c->n++];

	*o = (struct care_alarm_out){
		.id = id, .number = p->number, .text = text, .person_id = p->person_id,
	};
	if (who)
		memcpy(o->who, who, STORE_WHO_LEN);
	counter_inc(&count_texts);
}

/* One incident is told to one phone once, however many rows say so. */
static int hand_twins(struct claim *c, int at, int64_t batch)
{
	int i, rc = 0;

	for (i = at + 1; rc >= 0 && i < c->rows_len; i++) {
		if (c->rows[i].incident_id != c->rows[at].incident_id ||
		    c->rows[i].channel != c->rows[at].channel ||
		    c->rows[i].person_id != c->rows[at].person_id || c->rows[i].batch_id)
			continue;
		c->rows[i].batch_id = batch;
		rc = store_alarm_hand(c->t->store, c->rows[i].id, batch, c->t->now_ms);
	}
	return rc;
}

static int hand(struct claim *c, int at, int64_t batch)
{
	int rc = store_alarm_hand(c->t->store, c->rows[at].id, batch, c->t->now_ms);

	c->rows[at].batch_id = batch;
	return rc < 0 ? rc : hand_twins(c, at, batch);
}

/* Nobody to send it to (erased, no number): as a refused text. */
static int unsendable(struct claim *c, int at)
{
	int rc = hand(c, at, c->rows[at].id);

	return rc < 0 ? rc : care_oncall_report(c->t, c->rows[at].id, STORE_ALARM_FAILED);
}

static void put_call(struct claim *c, const struct phone *p, int64_t id,
		     const struct store_incident *i, int64_t people)
{
	struct care_alarm_out *o = &c->out[c->n++];

	*o = (struct care_alarm_out){
		.id = id, .number = p->number, .person_id = p->person_id, .call = true,
		.tier_a = i->tier == LEX_A, .people = (int)people,
	};
	memcpy(o->who, i->who, STORE_WHO_LEN);
	snprintf(o->code, sizeof(o->code), "%s", i->code);
	snprintf(o->lang, sizeof(o->lang), "%s", p->person.lang);
	counter_inc(&count_calls);
}

/* The worst one's row: tier A first, then in order. */
static int call_worst(struct claim *c, const struct phone *p, struct store_incident *worst)
{
	struct store_incident i;
	int k, rc, at = -ENOENT;

	for (k = 0; k < p->call_len; k++) {
		rc = store_incident_get(c->t->store, c->rows[p->call[k]].incident_id, &i);
		if (rc < 0)
			return rc;
		if (rc == 0 || (at >= 0 && i.tier <= worst->tier))
			continue;
		*worst = i;
		at = p->call[k];
	}
	return at;
}

static int call_defer(struct claim *c, const struct phone *p, int64_t at_ms)
{
	int k, rc = 0;

	for (k = 0; rc >= 0 && k < p->call_len; k++)
		rc = store_alarm_defer(c->t->store, c->rows[p->call[k]].id, at_ms);
	return rc < 0 ? rc : 0;
}

/* One call a phone: a flood must not keep it busy with one code after the other.  Its texts name
 * them all. */
static int call_claim(struct claim *c, struct phone *p)
{
	struct store_incident_counts counts;
	struct store_incident i;
	int64_t rang_ms;
	int k, at, rc = store_alarm_rang(c->t->store, p->person_id, c->t->now_ms - CARE_RING_GAP_MS,
					 &rang_ms);

	if (rc < 0)
		return rc;
	if (rang_ms && rang_ms <= c->t->now_ms)
		return call_defer(c, p, rang_ms + CARE_RING_GAP_MS);
	at = call_worst(c, p, &i);
	rc = at < 0 ? at : store_incident_counts(c->t->store, 0, &counts);
	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;
	put_call(c, p, c->rows[at].id, &i, counts.alarming);
	rc = hand(c, at, c->rows[at].id);
	for (k = 0; rc >= 0 && k < p->call_len; k++)
		if (!c->rows[p->call[k]].batch_id)
			rc = hand(c, p->call[k], c->rows[at].id);
	return rc;
}

static int row_claim(struct claim *c, int at)
{
	const struct store_alarm *a = &c->rows[at];
	struct store_incident i;
	struct phone *p;
	int rc = phone_of(c, a->person_id, &p);

	if (rc < 0 || a->batch_id)
		return rc;
	if (!p->usable)
		return unsendable(c, at);
	if (a->channel == STORE_CHANNEL_CALL) {
		p->call[p->call_len++] = at;
		return 0;
	}
	if (p->texts >= CARE_ALARM_BURST) {
		p->digest[p->digest_len++] = at;
		return 0;
	}
	rc = store_incident_get(c->t->store, a->incident_id, &i);
	if (rc <= 0)
		return rc;
	p->texts++;
	put_out(c, p, a->id, i.who, oncall_words(c->t, &p->person, &i, a->why));
	return hand(c, at, a->id);
}

/* What was not told waits until at_ms, so that no turn spins on it. */
static int defer(struct claim *c, const struct phone *p, int64_t at_ms)
{
	int i, rc = 0;

	for (i = 0; rc >= 0 && i < p->digest_len; i++)
		if (!c->rows[p->digest[i]].batch_id)
			rc = store_alarm_defer(c->t->store, c->rows[p->digest[i]].id, at_ms);
	return rc < 0 ? rc : 0;
}

/* The incidents of a phone's digest, each once: the index of a row of each. */
static int digest_list(struct claim *c, const struct phone *p, int rows[CARE_CODES_MAX],
		       const char *codes[CARE_CODES_MAX], uint8_t (*who)[STORE_WHO_LEN])
{
	struct store_incident inc;
	int n = 0, i, k, rc;

	for (i = 0; i < p->digest_len && n < CARE_CODES_MAX; i++) {
		for (k = 0; k < n; k++)
			if (c->rows[rows[k]].incident_id == c->rows[p->digest[i]].incident_id)
				break;
		if (k < n)
			continue;
		rc = store_incident_get(c->t->store, c->rows[p->digest[i]].incident_id, &inc);
		if (rc < 0)
			return rc;
		codes[n] = talloc_strdup(c->t->mem, inc.code);
		memcpy(who[n], inc.who, STORE_WHO_LEN);
		rows[n++] = p->digest[i];
	}
	return n;
}

/* A digest collects for some seconds, so that a burst is a few texts. */
static int digest_claim(struct claim *c, struct phone *p)
{
	int64_t ready = c->rows[p->digest[0]].created_at_ms + DIGEST_WAIT_MS;
	const char *codes[CARE_CODES_MAX];
	uint8_t (*who)[STORE_WHO_LEN];
	const struct secret *text;
	struct store_incident_counts counts;
	int rows[CARE_CODES_MAX], n, i, in, rc;

	if (ready < p->row.digest_at_ms + DIGEST_GAP_MS)
		ready = p->row.digest_at_ms + DIGEST_GAP_MS;
	if (ready > c->t->now_ms && ready <= c->t->now_ms + DIGEST_WAIT_MS)
		return defer(c, p, ready);
	who = talloc_zero_size(c->ctx, CARE_CODES_MAX * sizeof(*who));
	if (!who)
		base_oom();
	n = digest_list(c, p, rows, codes, who);
	rc = n < 0 ? n : store_incident_counts(c->t->store, 0, &counts);
	if (rc < 0)
		return rc;
	in = oncall_digest(c->t, &p->person, counts.alarming, codes, n, &text);
	counter_inc(&count_digests);
	put_out(c, p, c->rows[rows[0]].id, NULL, text);
	c->out[c->n - 1].told = who;
	c->out[c->n - 1].told_len = in;
	for (i = 0; rc >= 0 && i < in; i++)
		rc = hand(c, rows[i], c->rows[rows[0]].id);
	p->row.digest_at_ms = c->t->now_ms;
	if (rc >= 0)
		rc = store_phone_save(c->t->store, &p->row);
	return rc < 0 ? rc : defer(c, p, c->t->now_ms + DIGEST_GAP_MS);
}

int care_oncall_claim(struct care_turn *t, void *ctx, struct care_alarm_out *out, int max)
{
	struct claim *c = talloc_zero(t->mem, struct claim);
	int i, rc;

	if (!c)
		base_oom();
	c->t = t;
	c->ctx = ctx;
	c->out = out;
	c->max = max;
	c->rows_len = store_alarm_due(t->store, t->now_ms, c->rows, ROWS);
	rc = c->rows_len < 0 ? c->rows_len : 0;
	for (i = 0; rc >= 0 && i < c->rows_len && c->n < max; i++)
		rc = row_claim(c, i);
	for (i = 0; rc >= 0 && i < c->phones_len && c->n < max; i++)
		if (c->phones[i]->call_len)
			rc = call_claim(c, c->phones[i]);
	for (i = 0; rc >= 0 && i < c->phones_len && c->n < max; i++)
		if (c->phones[i]->digest_len)
			rc = digest_claim(c, c->phones[i]);
	return rc < 0 ? rc : c->n;
}

/* --- What became of it --------------------------------------------------------------- */

static int taken_by_network(struct care_turn *t, const struct store_alarm *a)
{
	struct store_incident i;
	int rc = store_incident_get(t->store, a->incident_id, &i);

	if (rc <= 0 || i.alarmed_at_ms || i.state == STORE_INCIDENT_CLOSED)
		return rc < 0 ? rc : 0;
	i.alarmed_at_ms = t->now_ms;
	if (!i.drill) {
		counter_inc(&count_alarmed);
		counter_add(&count_alarm_ms, t->now_ms > i.opened_at_ms ?
			    (uint64_t)(t->now_ms - i.opened_at_ms) : 0);
	}
	return store_incident_save(t->store, &i);
}

/* The next step at once – but if everybody's phone refuses, at the ordinary pace. */
static int failed(struct care_turn *t, const struct store_alarm *a)
{
	int64_t ladder[CARE_LADDER_MAX], failures;
	struct store_incident i;
	int rc = store_incident_get(t->store, a->incident_id, &i), n;

	if (rc <= 0)
		return rc;
	rc = store_incident_step_add(t->store, &(struct store_incident_step){
		.incident_id = i.id, .at_ms = t->now_ms, .what = STORE_STEP_ALARM_FAILED,
		.by_id = a->person_id, .arg = a->id });
	/* A phone that nobody picked up is no phone that refuses: its owner's turn goes on. */
	if (rc < 0 || i.state != STORE_INCIDENT_ALARMING || i.turn_id != a->person_id ||
	    a->channel == STORE_CHANNEL_CALL)
		return rc;
	n = care_oncall_ladder(t, i.person_id, ladder);
	if (n >= 0)
		rc = store_alarm_failures(t->store, i.id, t->now_ms - MINUTES_MS(1), &failures);
	if (n < 0 || rc < 0)
		return n < 0 ? n : rc;
	return failures > n ? 0 : store_due_arm(t->store, STORE_DUE_INCIDENT, i.id, t->now_ms, 0);
}

static int phone_outcome(struct care_turn *t, int64_t person_id, enum store_alarm_state state)
{
	struct store_phone p;
	int rc = store_phone_get(t->store, person_id, &p);

	if (rc < 0)
		return rc;
	if (state == STORE_ALARM_FAILED)
		p.bad_until_ms = t->now_ms + ONCALL_BAD_MS;
	else if (state == STORE_ALARM_DELIVERED)
		p.reached_at_ms = t->now_ms;
	return store_phone_save(t->store, &p);
}

int care_oncall_report(struct care_turn *t, int64_t alarm_id, enum store_alarm_state state)
{
	bool bad = state == STORE_ALARM_FAILED || state == STORE_ALARM_UNKNOWN;
	struct store_alarm a;
	int64_t after = 0;
	int rc;

	rc = store_alarm_outcome(t->store, alarm_id, state, t->now_ms);
	if (rc < 0)
		return rc;
	if (rc == 0)			/* told before, or words about the link */
		return care_watch_report(t, alarm_id, state);
	if (bad)
		counter_inc(&count_failed);
	rc = store_alarm_get(t->store, alarm_id, &a);
	if (rc == 1 && a.channel == STORE_CHANNEL_TEXT)
		rc = phone_outcome(t, a.person_id, state);
	while (rc >= 0 && (rc = store_alarm_of_batch(t->store, alarm_id, after, &a)) == 1) {
		after = a.id;
		if (bad)
			rc = failed(t, &a);
		else if ((state == STORE_ALARM_ACCEPTED || state == STORE_ALARM_DELIVERED) &&
			 (a.channel == STORE_CHANNEL_TEXT ||
			  a.id == alarm_id))	/* a call says one code */
			rc = taken_by_network(t, &a);
	}
	return rc < 0 ? rc : 0;
}

/* --- While the pager is away ------------------------------------------------------------- */

int care_oncall_by_outbox(struct care_turn *t, const struct care_alarm_out *a)
{
	struct store_person p;
	int rc;

	if (a->call)		/* only the pager can ring; the text goes all the same */
		return care_oncall_report(t, a->id, STORE_ALARM_UNKNOWN);
	rc = oncall_person(t, a->person_id, &p);

	if (rc < 0)
		return rc == -ENOENT ? care_oncall_report(t, a->id, STORE_ALARM_FAILED) : rc;
	counter_inc(&count_outbox);
	return care_send(t, &p, CARE_SAFETY, &(struct care_message){
		.text = a->text, .topic = CARE_TOPIC_ALARM, .topic_id = a->id,
		.expires_at_ms = t->now_ms + HANDED_UNHEARD_MS });
}

int care_oncall_outbox_changed(struct care_turn *t, const struct store_out *row)
{
	static const enum store_alarm_state states[] = {
		[STORE_OUT_ACCEPTED] = STORE_ALARM_ACCEPTED,
		[STORE_OUT_DELIVERED] = STORE_ALARM_DELIVERED,
		[STORE_OUT_FAILED] = STORE_ALARM_FAILED, [STORE_OUT_EXPIRED] = STORE_ALARM_FAILED,
	};

	if ((size_t)row->state >= ARRAY_LEN(states) || !states[row->state])
		return 0;
	return care_oncall_report(t, row->topic_id, states[row->state]);
}
