// SPDX-License-Identifier: AGPL-3.0-or-later
/* Incidents and their steps (store_incident.h). */
#define STORE_FAMILY STORE_FAMILY_incident
#include "store/store_int.h"
#include "store/store_incident.h"

#include <stdio.h>

#define COLUMNS \
	"id, person_id, who, code, state, tier, kind, source, drill, context, rules, lexicon," \
	" messages, opened_at_ms, raised_at_ms, alarmed_at_ms, acked_at_ms, acked_by," \
	" contact_due_at_ms, contact_at_ms, contact_by, tries, missed, closed_at_ms, closed_by," \
	" closed_name, outcome, proposed_by, alarm_from_ms, person_pos, turn_id, turn_ms," \
	" channel, everybody_ms, rounds, told_still, untold, handing_at_ms"

enum {
	INC_ADD, INC_SAVE, INC_GET, INC_OPEN_OF, INC_OPEN_WHO, INC_BY_CODE, INC_NEXT,
	INC_NEXT_UNTOLD, INC_TOLD, INC_COUNTS, INC_CODE_USED, INC_PERSON_OF, INC_SINCE,
	INC_NEXT_HELD, TRIES, STEP_ADD, STEPS,
};
static const char *const sql[] = {
	[INC_ADD] = "INSERT INTO incident (" COLUMNS ") VALUES ($id, $person, $who, $code, $state,"
		" $tier, $kind, $source, $drill, $context, $rules, $lexicon, $messages, $opened,"
		" $raised, $alarmed, $acked, $acked_by, $contact_due, $contact, $contact_by,"
		" $tries, $missed, $closed, $closed_by, $closed_name, $outcome, $proposed,"
		" $alarm_from, $pos, $turn, $turn_ms, $channel, $everybody, $rounds,"
		" $still, 1, $handing)",
	[INC_SAVE] = "UPDATE incident SET person_id = $person, code = $code, state = $state,"
		" tier = max(tier, $tier), context = $context, rules = $rules,"
		" messages = $messages, raised_at_ms = $raised, alarmed_at_ms = $alarmed,"
		" acked_at_ms = $acked, acked_by = $acked_by, contact_due_at_ms = $contact_due,"
		" contact_at_ms = $contact, contact_by = $contact_by, tries = $tries,"
		" missed = $missed, closed_at_ms = $closed, closed_by = $closed_by,"
		" closed_name = $closed_name, outcome = $outcome, proposed_by = $proposed,"
		" alarm_from_ms = $alarm_from, person_pos = $pos, turn_id = $turn,"
		" turn_ms = $turn_ms, channel = $channel, everybody_ms = $everybody,"
		" rounds = $rounds, told_still = $still, untold = 1,"
		" handing_at_ms = $handing"
		" WHERE id = $id AND state < 4",
	[INC_GET] = "SELECT " COLUMNS " FROM incident WHERE id = $id",
	[INC_OPEN_OF] = "SELECT " COLUMNS " FROM incident"
		" WHERE person_id = $person AND state < 4 ORDER BY id LIMIT 1",
	[INC_OPEN_WHO] = "SELECT " COLUMNS " FROM incident WHERE who = $who AND state < 4",
	[INC_BY_CODE] = "SELECT " COLUMNS " FROM incident WHERE code = $code"
		" ORDER BY state < 4 DESC, id DESC LIMIT 1",
	[INC_NEXT] = "SELECT " COLUMNS " FROM incident WHERE id > $after AND state < 4"
		" ORDER BY id LIMIT 1",
	[INC_NEXT_UNTOLD] = "SELECT " COLUMNS " FROM incident WHERE id > $after AND untold = 1"
		" ORDER BY id LIMIT 1",
	[INC_TOLD] = "UPDATE incident SET untold = 0 WHERE id = $id",
	[INC_COUNTS] = "SELECT count(*), coalesce(sum(state = 1), 0),"
		" coalesce(sum(state > 1 AND acked_by = $by), 0) FROM incident WHERE state < 4",
	[INC_CODE_USED] = "SELECT count(*) FROM incident WHERE code = $code"
		" AND (state < 4 OR closed_at_ms > $since)",
	[INC_PERSON_OF] = "SELECT id FROM person WHERE number_index BETWEEN $low AND $high",
	[INC_SINCE] = "SELECT coalesce(sum(opened_at_ms >= $since), 0),"
		" coalesce(sum(opened_at_ms >= $since AND tier = 4), 0),"
		" coalesce(sum(closed_at_ms >= $since), 0) FROM incident WHERE drill = 0"
		" AND (opened_at_ms >= $since OR closed_at_ms >= $since)",
	[INC_NEXT_HELD] = "SELECT " COLUMNS " FROM incident WHERE acked_by = $by AND id > $after"
		" AND state IN (2, 3) ORDER BY id LIMIT 1",
	[TRIES] = "SELECT count(*), coalesce(sum(what = 16 OR detail = 'text'), 0),"
		" coalesce(sum(detail = 'call'), 0), coalesce(sum(detail = 'other'), 0)"
		" FROM incident_step WHERE incident_id = $incident AND what IN (10, 16)",
	[STEP_ADD] = "INSERT INTO incident_step (id, incident_id, at_ms, what, by_id, arg, detail,"
		" key_id, words) VALUES ($id, $incident, $at, $what, $by, $arg, $detail, $key,"
		" $words)",
	[STEPS] = "SELECT id, at_ms, what, by_id, arg, detail, key_id, words FROM incident_step"
		" WHERE incident_id = $incident ORDER BY id",
};
static const char *const tables[] = { "incident", "incident_step", NULL };
const struct store_family store_family_incident = {
	.name = "incident", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static void copy(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text);
}

static void read_what(struct query *q, struct store_incident *i)
{
	struct view who = q_col_view(q, 2);

	i->id = q_col_int(q, 0);
	i->person_id = q_col_int(q, 1);
	MUST(who.len == STORE_WHO_LEN);
	memcpy(i->who, who.data, STORE_WHO_LEN);
	copy(i->code, sizeof(i->code), q_col_text(q, 3));
	i->state = (enum store_incident_state)q_col_int(q, 4);
	i->tier = (int)q_col_int(q, 5);
	i->kind = (enum store_incident_kind)q_col_int(q, 6);
	i->source = (enum store_incident_source)q_col_int(q, 7);
	i->drill = q_col_int(q, 8);
	i->context = (uint32_t)q_col_int(q, 9);
	copy(i->rules, sizeof(i->rules), q_col_text(q, 10));
	copy(i->lexicon, sizeof(i->lexicon), q_col_text(q, 11));
	i->messages = (int)q_col_int(q, 12);
}

static void read_steps(struct query *q, struct store_incident *i)
{
	i->opened_at_ms = q_col_int(q, 13);
	i->raised_at_ms = q_col_int(q, 14);
	i->alarmed_at_ms = q_col_int(q, 15);
	i->acked_at_ms = q_col_int(q, 16);
	i->acked_by = q_col_int(q, 17);
	i->contact_due_at_ms = q_col_int(q, 18);
	i->contact_at_ms = q_col_int(q, 19);
	i->contact_by = q_col_int(q, 20);
	i->tries = (int)q_col_int(q, 21);
	i->missed = (int)q_col_int(q, 22);
	i->closed_at_ms = q_col_int(q, 23);
	i->closed_by = q_col_int(q, 24);
	copy(i->closed_name, sizeof(i->closed_name), q_col_text(q, 25));
	i->outcome = (enum store_outcome)q_col_int(q, 26);
	i->proposed_by = q_col_int(q, 27);
}

static int incident_row(struct query *q, struct store_incident *i)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	memset(i, 0, sizeof(*i));
	read_what(q, i);
	read_steps(q, i);
	i->alarm_from_ms = q_col_int(q, 28);
	i->person_pos = (int)q_col_int(q, 29);
	i->turn_id = q_col_int(q, 30);
	i->turn_ms = q_col_int(q, 31);
	i->channel = (int)q_col_int(q, 32);
	i->everybody_ms = q_col_int(q, 33);
	i->rounds = (int)q_col_int(q, 34);
	i->told_still = q_col_int(q, 35);
	i->untold = q_col_int(q, 36);
	i->handing_at_ms = q_col_int(q, 37);
	q_done(q);
	return 1;
}

/* What both the insert and the update bind. */
static void bind_both(struct query *q, const struct store_incident *i)
{
	q_int(q, "$id", i->id);
	q_null_int(q, "$person", i->person_id);
	q_text(q, "$code", i->code);
	q_int(q, "$state", i->state);
	q_int(q, "$tier", i->tier);
	q_int(q, "$context", i->context);
	q_text(q, "$rules", i->rules);
	q_int(q, "$messages", i->messages);
	q_null_int(q, "$raised", i->raised_at_ms);
	q_null_int(q, "$alarmed", i->alarmed_at_ms);
	q_null_int(q, "$acked", i->acked_at_ms);
	q_null_int(q, "$acked_by", i->acked_by);
	q_null_int(q, "$contact_due", i->contact_due_at_ms);
	q_null_int(q, "$contact", i->contact_at_ms);
	q_null_int(q, "$contact_by", i->contact_by);
	q_int(q, "$tries", i->tries);
	q_int(q, "$missed", i->missed);
	q_null_int(q, "$closed", i->closed_at_ms);
	q_null_int(q, "$closed_by", i->closed_by);
	q_text(q, "$closed_name", i->closed_name);
	q_int(q, "$outcome", i->outcome);
	q_null_int(q, "$proposed", i->proposed_by);
	q_int(q, "$alarm_from", i->alarm_from_ms);
	q_int(q, "$pos", i->person_pos);
	q_null_int(q, "$turn", i->turn_id);
	q_int(q, "$turn_ms", i->turn_ms);
	q_int(q, "$channel", i->channel);
	q_int(q, "$everybody", i->everybody_ms);
	q_int(q, "$rounds", i->rounds);
	q_int(q, "$still", i->told_still);
	q_null_int(q, "$handing", i->handing_at_ms);
}

int store_incident_add(struct store *st, struct store_incident *i)
{
	struct query *q;

	i->id = store_new_id(st, "incident");
	q = query(st, INC_ADD);
	bind_both(q, i);
	q_blob(q, "$who", i->who, sizeof(i->who));
	q_int(q, "$kind", i->kind);
	q_int(q, "$source", i->source);
	q_int(q, "$drill", i->drill);
	q_text(q, "$lexicon", i->lexicon);
	q_int(q, "$opened", i->opened_at_ms);
	return q_do(q);
}

int store_incident_save(struct store *st, const struct store_incident *i)
{
	struct query *q = query(st, INC_SAVE);
	int rc;

	bind_both(q, i);
	rc = q_run(q);
	return rc < 0 ? rc : rc == 1 ? 0 : -ENOENT;
}

int store_incident_get(struct store *st, int64_t id, struct store_incident *out)
{
	struct query *q = query(st, INC_GET);

	q_int(q, "$id", id);
	return incident_row(q, out);
}

int store_incident_open_of(struct store *st, int64_t person_id, struct store_incident *out)
{
	struct query *q = query(st, INC_OPEN_OF);

	q_int(q, "$person", person_id);
	return incident_row(q, out);
}

int store_incident_open_who(struct store *st, const uint8_t who[STORE_WHO_LEN],
			    struct store_incident *out)
{
	struct query *q = query(st, INC_OPEN_WHO);

	q_blob(q, "$who", who, STORE_WHO_LEN);
	return incident_row(q, out);
}

int store_incident_by_code(struct store *st, const char *code, struct store_incident *out)
{
	struct query *q = query(st, INC_BY_CODE);

	q_text(q, "$code", code);
	return incident_row(q, out);
}

int store_incident_next(struct store *st, int64_t after_id, struct store_incident *out)
{
	struct query *q = query(st, INC_NEXT);

	q_int(q, "$after", after_id);
	return incident_row(q, out);
}

int store_incident_next_untold(struct store *st, int64_t after_id, struct store_incident *out)
{
	struct query *q = query(st, INC_NEXT_UNTOLD);

	q_int(q, "$after", after_id);
	return incident_row(q, out);
}

int store_incident_told(struct store *st, int64_t id)
{
	struct query *q = query(st, INC_TOLD);

	q_int(q, "$id", id);
	return q_do(q);
}

int store_incident_counts(struct store *st, int64_t held_by, struct store_incident_counts *out)
{
	struct query *q = query(st, INC_COUNTS);
	int rc;

	q_int(q, "$by", held_by);
	rc = q_row(q);
	if (rc < 0)
		return rc;
	*out = (struct store_incident_counts){
		.open = q_col_int(q, 0), .alarming = q_col_int(q, 1), .held = q_col_int(q, 2),
	};
	q_done(q);
	return 0;
}

int store_incident_code_free(struct store *st, const char *code, int64_t since_ms)
{
	struct query *q = query(st, INC_CODE_USED);
	int64_t n = 0;
	int rc;

	q_text(q, "$code", code);
	q_int(q, "$since", since_ms);
	rc = q_get_int(q, &n);
	return rc < 0 ? rc : n == 0;
}

int store_incident_since(struct store *st, int64_t since_ms, struct store_incident_since *out)
{
	struct query *q = query(st, INC_SINCE);
	int rc;

	*out = (struct store_incident_since){ 0 };
	q_int(q, "$since", since_ms);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_incident_since){
		.opened = q_col_int(q, 0), .tier_a = q_col_int(q, 1), .closed = q_col_int(q, 2) };
	q_done(q);
	return 0;
}

int store_incident_next_held(struct store *st, int64_t by_id, int64_t after_id,
			     struct store_incident *out)
{
	struct query *q = query(st, INC_NEXT_HELD);

	q_int(q, "$by", by_id);
	q_int(q, "$after", after_id);
	return incident_row(q, out);
}

int store_incident_person_of(struct store *st, const uint8_t who[STORE_WHO_LEN], int64_t *id)
{
	struct query *q = query(st, INC_PERSON_OF);
	uint8_t low[STORE_INDEX_LEN] = { 0 }, high[STORE_INDEX_LEN];
	int rc;

	memset(high, 0xff, sizeof(high));
	memcpy(low, who, STORE_WHO_LEN);
	memcpy(high, who, STORE_WHO_LEN);
	q_blob(q, "$low", low, sizeof(low));
	q_blob(q, "$high", high, sizeof(high));
	*id = 0;
	rc = q_get_int(q, id);
	return rc < 0 ? rc : 0;
}

/* --- Steps ---------------------------------------------------------------------- */

const char *store_step_words(enum store_step what)
{
	static const char *const words[] = {
		[STORE_STEP_OPENED] = "opened", [STORE_STEP_MESSAGE] = "message",
		[STORE_STEP_RAISED] = "raised", [STORE_STEP_ALARM] = "alarm",
		[STORE_STEP_ALARM_FAILED] = "alarm failed",
		[STORE_STEP_PAGER] = "alarmed by the pager",
		[STORE_STEP_EVERYBODY] = "whole roster", [STORE_STEP_ACKED] = "taken",
		[STORE_STEP_HANDED_BACK] = "handed back", [STORE_STEP_TRIED] = "tried, not reached",
		[STORE_STEP_CONTACT] = "contact made", [STORE_STEP_OVERDUE] = "no contact in time",
		[STORE_STEP_NOTE] = "note", [STORE_STEP_PROPOSED] = "said to be unreachable",
		[STORE_STEP_CLOSED] = "closed", [STORE_STEP_WITH] = "texts opened",
		[STORE_STEP_ADOPTED] = "taken over from the pager",
		[STORE_STEP_STOP] = "STOP from staff", [STORE_STEP_STILL] = "person told to ring",
		[STORE_STEP_CLOCK] = "clock was behind",
		[STORE_STEP_HANDING] = "to be handed over", [STORE_STEP_TAKEN_OVER] = "taken over",
		[STORE_STEP_NOT_TAKEN] = "nobody took it over",
		[STORE_STEP_REVEAL] = "number shown",
	};

	return (size_t)what < ARRAY_LEN(words) && words[what] ? words[what] : "?";
}

const char *store_try_words(enum store_incident_try how)
{
	static const char *const words[] = { "", "text", "call", "other" };

	return (size_t)how < ARRAY_LEN(words) ? words[how] : "";
}

int store_incident_tries(struct store *st, int64_t incident_id, int64_t out[STORE_TRIES])
{
	struct query *q = query(st, TRIES);
	int rc, k;

	memset(out, 0, STORE_TRIES * sizeof(out[0]));
	q_int(q, "$incident", incident_id);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	for (k = 0; k < STORE_TRIES; k++)
		out[k] = q_col_int(q, k);
	q_done(q);
	return 0;
}

int store_incident_step_add(struct store *st, const struct store_incident_step *s)
{
	int64_t id = store_new_id(st, "incident_step");
	struct query *q = query(st, STEP_ADD);

	q_int(q, "$id", id);
	q_int(q, "$incident", s->incident_id);
	q_int(q, "$at", s->at_ms);
	q_int(q, "$what", s->what);
	q_null_int(q, "$by", s->by_id);
	q_int(q, "$arg", s->arg);
	q_text(q, "$detail", s->detail ? s->detail : "");
	q_int(q, "$key", s->key_id);
	q_seal(q, "$words", (struct store_place){ "incident_step.words", id, s->key_id }, s->words);
	return q_do(q);
}

static int step_read(struct query *q, void *ctx, struct store_incident_step *s)
{
	struct secret *words = NULL;
	int rc;

	s->id = q_col_int(q, 0);
	s->at_ms = q_col_int(q, 1);
	s->what = (enum store_step)q_col_int(q, 2);
	s->by_id = q_col_int(q, 3);
	s->arg = q_col_int(q, 4);
	s->detail = q_col_strdup(q, 5, ctx);
	s->key_id = q_col_int(q, 6);
	rc = q_col_unseal(q, 7, ctx,
			  (struct store_place){ "incident_step.words", s->id, s->key_id }, &words);
	s->words = words;
	/* erased: the step stays, wordless */
	return rc == -ENOKEY || rc == -EBADMSG ? 0 : rc;
}

int store_incident_steps(struct store *st, void *ctx, int64_t incident_id,
			 struct store_incident_step **out, size_t *n_out)
{
	struct store_incident_step *list = NULL;
	struct query *q = query(st, STEPS);
	size_t n = 0;
	int rc;

	q_int(q, "$incident", incident_id);
	while ((rc = q_row(q)) == 1) {
		list = talloc_realloc(ctx, list, struct store_incident_step, n + 1);
		if (!list)
			base_oom();
		list[n] = (struct store_incident_step){ .incident_id = incident_id };
		rc = step_read(q, ctx, &list[n++]);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
	}
	*out = list;
	*n_out = n;
	return rc;
}
