// SPDX-License-Identifier: AGPL-3.0-or-later
/* What must be true after each event, and of each text that leaves. */
#include "sim.h"

#include <ctype.h>
#include <stdio.h>
#include "store/store_batch.h"
#include "store/store_inbox.h"
#include "store/store_incident.h"
#include "store/store_outbox.h"
#include "store/store_people.h"
#include "store/store_priv.h"
#include "store/store_talk.h"

#define ALARM_MS SECONDS_MS(12)		/* 10 s, and what the line itself takes */
#define ALARM_BUSY_MS SECONDS_MS(62)
#define ANSWER_MS SECONDS_MS(12)
#define ANSWER_BEFORE_MS SECONDS_MS(22)	/* short words: not more than once in 20 s */
#define PARTS_TOGETHER_MS SECONDS_MS(25)

/* --- Rows: each question must have the answer 0 (no row: none such) -------------------- *
 * Kinds of due times are numbers of store_due.h; states those of the tables' comments. */
static const struct { const char *name, *sql; } rules[] = {
	{ "an open incident without a running clock",
	  "SELECT id FROM incident WHERE state < 4 AND id NOT IN "
	  "(SELECT subject_id FROM due WHERE kind = 80)" },
	{ "two open incidents of one person",
	  "SELECT person_id FROM incident WHERE state < 4 AND person_id IS NOT NULL "
	  "GROUP BY person_id HAVING count(*) > 1" },
	{ "an incident closed without a step by a named human",
	  "SELECT i.id FROM incident i WHERE i.state = 4 AND NOT EXISTS (SELECT 1"
	  " FROM incident_step s WHERE s.incident_id = i.id AND s.what = 15"
	  " AND (s.by_id IS NOT NULL OR s.detail <> ''))" },
	{ "two people who talk with one member",
	  "SELECT member_id FROM conversation WHERE state = 1 GROUP BY member_id "
	  "HAVING count(*) > 1" },
	{ "a doubled lease",
	  "SELECT request_id FROM offer WHERE state = 1 GROUP BY request_id HAVING count(*) > 1" },
	{ "one peer with two offers",
	  "SELECT peer_id FROM offer WHERE state = 1 GROUP BY peer_id HAVING count(*) > 1" },
	{ "an open offer that its request does not know",
	  "SELECT o.id FROM offer o LEFT JOIN request r ON r.id = o.request_id WHERE o.state = 1 "
	  "AND (r.state IS NOT 2 OR r.offer_id IS NOT o.id)" },
	{ "an offered request without its open offer",
	  "SELECT r.id FROM request r LEFT JOIN offer o ON o.id = r.offer_id WHERE r.state = 2 "
	  "AND o.state IS NOT 1" },
	{ "an open offer that never ends",
	  "SELECT id FROM offer WHERE state = 1 AND id NOT IN "
	  "(SELECT subject_id FROM due WHERE kind = 41)" },
	{ "somebody who waits and of whom nobody is told",
	  "SELECT id FROM request WHERE state IN (1, 2) AND id NOT IN "
	  "(SELECT subject_id FROM due WHERE kind = 42)" },
	{ "somebody who waits, and no round of matching to come",
	  "SELECT r.id FROM request r WHERE r.state = 1 AND EXISTS (SELECT 1 FROM peer p WHERE "
	  "p.state = 1) AND r.raised > 1000 AND NOT EXISTS (SELECT 1 FROM due WHERE kind = 40)" },
	{ "a taken request without a conversation",
	  "SELECT r.id FROM request r LEFT JOIN conversation c ON c.id = r.conversation_id "
	  "WHERE r.state = 3 AND c.state IS NOT 1" },
	{ "a conversation that ended without a reason",
	  "SELECT id FROM conversation WHERE state = 2 AND closed_why IS NULL" },
	{ "a conversation that nobody would miss",
	  "SELECT id FROM conversation WHERE state = 1 AND id NOT IN "
	  "(SELECT subject_id FROM due WHERE kind = 43)" },
	{ "a question of safety without a clock",
	  "SELECT person_id FROM safety_state WHERE question > 0 AND person_id NOT IN "
	  "(SELECT subject_id FROM due WHERE kind = 81)" },
	{ "a concern without a clock",
	  "SELECT id FROM concern WHERE state = 0 AND id NOT IN "
	  "(SELECT subject_id FROM due WHERE kind = 11)" },
	{ "a part that waits for its siblings for ever",
	  "SELECT id FROM part_group WHERE id NOT IN (SELECT subject_id FROM due WHERE kind = 1)" },
	{ "a text that would never be sent",
	  "SELECT id FROM outbox WHERE state = 0 AND send_at_ms IS NULL AND behind = 0" },
};

static void rows_check(struct sim *s)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(rules); i++) {
		int64_t id = sim_sql(s, rules[i].sql);
		if (id != -1)
			sim_fail(s, "%s (%lld)", rules[i].name, (long long)id);
	}
}

/* --- What was acknowledged ------------------------------------------------------------------ */

void sim_acked(void *arg, const char *id)
{
	struct sim *s = arg;
	int i;

	for (i = 0; i < s->given_n && i < SIM_GIVEN; i++)
		if (strcmp(s->given[i].uuid, id) == 0)
			s->given[i].acked = true;
	for (i = 0; i < s->dangers_n; i++) {
		if (strcmp(s->dangers[i].uuid, id) == 0)
			s->dangers[i].acked_ms = sim_mono(s);
		if (strcmp(s->dangers[i].first_uuid, id) == 0)
			s->dangers[i].first_acked_ms = sim_mono(s);
	}
}

/* The emergency lane's journal has been taken over by then: the store knows all. */
static void given_check(struct sim *s)
{
	uint8_t key[16];
	int i;

	for (i = 0; i < s->given_n && i < SIM_GIVEN; i++) {
		if (!s->given[i].acked || s->given[i].known)
			continue;
		store_uuid_parse(s->given[i].uuid, key);
		if (store_inbox_known(house_store(s->w->house), key) != 1)
			sim_fail(s, "an acknowledged message is lost (%s)", s->given[i].uuid);
		s->given[i].known = true;
	}
}

/* --- Danger ----------------------------------------------------------------------------------- */

static bool alarm_heard(struct sim *s, const char *code, int64_t from_ms, int64_t to_ms)
{
	int i;

	for (i = 0; i < s->alarms_n && i < SIM_ALARMS; i++)
		if (s->alarms[i].mono_ms >= from_ms && s->alarms[i].mono_ms <= to_ms &&
		    (!code[0] || strcmp(s->alarms[i].code, code) == 0))
			return true;
	return false;
}

/* The pager was told of it: from now on the promised times count. */
void sim_danger_read(struct sim *s, const char *uuid, const char *code)
{
	int i;

	for (i = 0; i < s->dangers_n; i++)
		if (!s->dangers[i].at_ms && strcmp(s->dangers[i].uuid, uuid) == 0) {
			s->dangers[i].at_ms = sim_mono(s);
			snprintf(s->dangers[i].drawn, sizeof(s->dangers[i].drawn), "%s", code);
		}
}

/* Its alarm may bear another code than the pager was told first, when that one was taken.  Which,
 * says the store: where the house is away just then, what phones heard is looked through later. */
static void alarm_check(struct sim *s, struct sim_danger *d)
{
	int64_t limit = d->busy ? ALARM_BUSY_MS : ALARM_MS, now = sim_mono(s);

	if (!d->alarm_due || !d->at_ms || now < d->at_ms + limit)
		return;
	if (!d->over) {
		d->over = true;
		d->excused = s->trouble_ms >= d->at_ms;	/* the carrier's own faults */
	}
	d->alarm_seen = !d->excused && alarm_heard(s, d->drawn, d->at_ms, d->at_ms + limit);
	d->alarm_due = !d->excused && !d->alarm_seen && !d->code[0];
	if (d->alarm_due || d->excused || d->alarm_seen)
		return;
	d->alarm_seen = alarm_heard(s, d->code, d->at_ms, d->at_ms + limit);
	if (!d->alarm_seen)
		sim_fail(s, "no alarm within %lld s of %s (code %s)", (long long)limit / 1000,
			 d->who ? d->who->phone->name : d->number, d->code);
}

/* In a conversation a human reads the words at once; full safety words that were said
 * lately are not repeated into it. */
static bool with_a_human(struct sim *s, const struct sim_danger *d)
{
	struct store_conversation c;
	struct store_person p;

	return store_people_by_address(house_store(s->w->house), STORE_ADDR_NUMBER, d->number,
				       &p) == 0 &&
		(store_conversation_of_member(house_store(s->w->house), p.id, &c) == 1 ||
		 store_conversations_of_peer(house_store(s->w->house), p.id, &c, 1) == 1);
}

/* Only what a house with its store heard in quiet times: the lane says less. */
static void answer_check(struct sim *s, struct sim_danger *d)
{
	if (!d->answer_due || !d->at_ms || sim_mono(s) < d->at_ms + ANSWER_MS)
		return;
	d->answer_due = false;
	if (s->trouble_ms >= d->at_ms - ANSWER_BEFORE_MS || !s->up_since_ms ||
	    s->up_since_ms >= d->at_ms || d->straddles)
		return;
	if (d->who->heard_ms < d->at_ms - ANSWER_BEFORE_MS && !with_a_human(s, d))
		sim_fail(s, "%s is in danger and was not answered", d->who->phone->name);
}

/* The incident that this message opened or joined: open, or closed after it was heard. */
static bool incident_find(struct sim *s, struct sim_danger *d, struct store_incident *out)
{
	struct store *st = house_store(s->w->house);
	struct store_person p;
	char sql[200];
	int64_t id;

	if (store_people_by_address(st, STORE_ADDR_NUMBER, d->number, &p) < 0)
		return false;
	if (store_incident_open_of(st, p.id, out) == 1)
		return true;
	snprintf(sql, sizeof(sql), "SELECT max(incident_id) FROM incident_step"
		 " WHERE what IN (1, 2, 3) AND incident_id IN (SELECT id FROM incident"
		 " WHERE person_id = %lld)", (long long)p.id);
	id = sim_sql(s, sql);
	return id > 0 && store_incident_get(st, id, out) == 1;
}

static void incident_check(struct sim *s, struct sim_danger *d)
{
	struct store_incident i;

	if (!d->acked_ms || !sim_up(s) || d->incident_id)
		return;
	if (incident_find(s, d, &i)) {
		d->incident_id = i.id;
		strcpy(d->code, i.code);
	} else if (!d->straddles || (d->first_acked_ms &&
		   d->acked_ms - d->first_acked_ms < PARTS_TOGETHER_MS)) {
		sim_fail(s, "%s is in danger and there is no incident",
			 d->who ? d->who->phone->name : d->number);
	} else {
		d->settled = true;	/* its parts came too far apart to be one text */
	}
}

static void danger_check(struct sim *s, struct sim_danger *d)
{
	if (d->straddles && !d->at_ms)
		d->at_ms = d->acked_ms - 100;	/* no part of it is danger by itself */
	incident_check(s, d);			/* first: an alarm is known by its code */
	alarm_check(s, d);
	answer_check(s, d);
}

static bool said_closed(const struct sim *s, const char *code)
{
	int i;

	for (i = 0; i < s->said_closed_n && i < SIM_KNOWN; i++)
		if (strcmp(s->said_closed[i], code) == 0)
			return true;
	return false;
}

/* Closed only because somebody said so. */
static void closed_check(struct sim *s)
{
	sqlite3_stmt *stmt;
	sqlite3 *db = house_store(s->w->house)->db;
	const char *code;
	int64_t id;

	MUST(sqlite3_prepare_v2(db, "SELECT id, code FROM incident WHERE state = 4", -1, &stmt,
				NULL) == SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		id = sqlite3_column_int64(stmt, 0);
		code = (const char *)sqlite3_column_text(stmt, 1);
		MUST(id < SIM_INCIDENTS);
		if (!s->closed_ok[id] && !said_closed(s, code))
			sim_fail(s, "incident %s is closed and nobody said so", code);
		s->closed_ok[id] = true;
	}
	sqlite3_finalize(stmt);
}

void sim_check(struct sim *s)
{
	int i;

	for (i = 0; i < s->dangers_n; i++) {
		struct sim_danger *d = &s->dangers[i];
		if (d->settled)
			continue;
		danger_check(s, d);
		d->settled |= d->incident_id && !d->alarm_due && !d->answer_due;
	}
	if (!sim_up(s))
		return;
	rows_check(s);
	given_check(s);
	closed_check(s);
}

/* --- Texts that leave ----------------------------------------------------- */

static void hash_text(struct sim *s, const char *text)
{
	for (; *text; text++)
		s->hash = (s->hash ^ (unsigned char)*text) * 0x100000001b3u;
}

/* "qqbaaac": who wrote it (b), which of theirs (aaac). */
static void order_check(struct sim *s, struct sim_person *p, const char *text)
{
	const char *at = strstr(text, "qq");
	int from, serial = 0, i;

	if (!at || strlen(at) < 7 || at[2] < 'a' || at[2] >= 'a' + SIM_PEOPLE)
		return;
	from = at[2] - 'a';
	for (i = 3; i < 7; i++)
		serial = serial * 26 + at[i] - 'a';
	if (p->order_epoch[from] == s->order_epoch && serial < p->order_serial[from])
		sim_fail(s, "%s hears what %s wrote in another order", p->phone->name,
			 s->people[from].phone->name);
	p->order_epoch[from] = s->order_epoch;
	p->order_serial[from] = serial;
}

static void number_check(struct sim *s, struct sim_person *p, const char *text)
{
	int i;

	for (i = 0; i < SIM_PEOPLE; i++) {
		const char *number = s->people[i].phone->number;
		if (strstr(text, number + strlen(number) - 9))
			sim_fail(s, "%s hears the number of %s: %s", p->phone->name,
				 s->people[i].phone->name, text);
	}
}

/* "... Reply DONE C12 ...", "Yours: C12 Blue Heron: ..." */
static void concerns_learn(struct sim *s, struct sim_person *p, const char *text)
{
	struct sim_code *c;
	size_t n;

	for (; (text = strchr(text, 'C')); text++) {
		n = strspn(text + 1, "0123456789");
		if (n < 1 || n > 6)
			continue;
		c = &p->concerns[p->concerns_n++ % SIM_CODES];
		memcpy(c->code, text, n + 1);
		c->code[n + 1] = '\0';
	}
}

static void codes_learn(struct sim *s, struct sim_person *p, const char *text)
{
	struct sim_code c = { .mono_ms = sim_mono(s) };
	size_t n;

	if (strncmp(text, "ALARM", 5) != 0)
		return;
	s->alarm_any_ms = sim_mono(s);
	for (; *text; text += n ? n : 1) {
		n = strspn(text, "0123456789");
		if (n < 4 || n > 8)
			continue;
		memcpy(c.code, text, n);
		c.code[n] = '\0';
		p->codes[p->codes_n++ % SIM_CODES] = c;
		s->alarms[s->alarms_n++ % SIM_ALARMS] = c;
	}
}

void sim_heard(struct sim *s, struct sim_person *p, const char *text)
{
	sim_note(s, "    %s < %s", p->phone->name, text);
	p->heard_ms = sim_mono(s);
	hash_text(s, p->phone->name);
	hash_text(s, text);
	number_check(s, p, text);
	order_check(s, p, text);
	codes_learn(s, p, text);
	concerns_learn(s, p, text);
}

/* --- At the carrier ------------------------------------------------------- */

static int carrier_answer(struct sim *s, struct view to)
{
	switch (s->carrier) {
	case SIM_CARRIER_REFUSES:
		return sim_chance(s, 3) ? BOX_ACK_FAILED : BOX_ACK_SUCCESS;
	case SIM_CARRIER_TMP:
		return sim_below(s, 3) ? BOX_ACK_FAILED_TMP : BOX_ACK_SUCCESS;
	case SIM_CARRIER_BUFFERED:
		return BOX_ACK_BUFFERED;
	case SIM_CARRIER_SILENT:
		return sim_below(s, 3) ? FAKEBOX_NO_ACK : BOX_ACK_SUCCESS;
	case SIM_CARRIER_ONE_BAD:
		return to.len == strlen(s->carrier_victim->phone->number) &&
		       memcmp(to.data, s->carrier_victim->phone->number, to.len) == 0 ?
		       BOX_ACK_FAILED : BOX_ACK_SUCCESS;
	default:
		return BOX_ACK_SUCCESS;
	}
}

/* Nothing goes twice unless the answer to the first may have been lost. */
static void twice_check(struct sim *s, const struct box_sms *sms, int answer)
{
	struct sim_sent *e;
	int64_t row;
	int segment, attempt;

	if (!sim_up(s) ||
	    !store_out_uuid_parse(house_store(s->w->house), sms->id, &row, &segment, &attempt))
		return;
	e = &s->sent[(uint64_t)(row * 7 + segment) % SIM_SENT];
	if (e->used && e->row == row && e->segment == segment &&
	    (e->answer == BOX_ACK_SUCCESS || e->answer == BOX_ACK_BUFFERED) &&
	    e->event > s->cut_event && e->event < (unsigned int)s->event)
		sim_fail(s, "text %lld, segment %d goes a second time (attempt %d)",
			 (long long)row, segment, attempt);
	*e = (struct sim_sent){ row, segment, answer, (unsigned int)s->event, true };
}

int sim_carrier_says(void *arg, const char *box, const struct box_sms *sms)
{
	struct sim *s = arg;
	int answer = carrier_answer(s, sms->receiver);

	if (strcmp(box, "warmline") == 0)
		twice_check(s, sms, answer);
	return answer;
}
