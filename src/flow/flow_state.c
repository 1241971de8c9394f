// SPDX-License-Identifier: AGPL-3.0-or-later
/* A session's memory: variables, and its JSON. */
#include "flow/flow_int.h"
#include "text/text.h"
#include "base/mem.h"

enum { JSON_VERSION = 1 };

const struct flow_stmt *flow_state_stmt(const struct flow_state *st)
{
	const struct flow_frame *fr;
	const struct flow_step *step;

	if (st->depth == 0)
		return NULL;
	fr = &st->frames[st->depth - 1];
	step = &fr->flow->steps[fr->step];
	return (size_t)fr->stmt < step->len ? &step->stmts[fr->stmt] : NULL;
}

const struct flow_value *flow_state_get(const struct flow_state *st, const char *name)
{
	for (size_t i = 0; i < st->vars_len; i++)
		if (strcmp(st->vars[i].name, name) == 0)
			return &st->vars[i].value;
	return NULL;
}

static char *copy_text(void *ctx, const char *text)
{
	return talloc_strndup(ctx, text, text_utf8_cut(text, strlen(text), FLOW_TEXT_MAX));
}

/* More variables than any honest flow has are not kept: better a `nothing` than
 * a row that grows without end. */
void flow_state_set(struct flow_state *st, const char *name, const struct flow_value *value)
{
	struct flow_value *slot = (struct flow_value *)flow_state_get(st, name);
	const struct flow_value given = *value;	/* it may be one of ours, and those move */
	const char *old;

	if (!slot) {
		if (st->vars_len == FLOW_VARS_MAX)
			return;
		st->vars = talloc_realloc(st, st->vars, struct flow_arg, st->vars_len + 1);
		st->vars[st->vars_len] = (struct flow_arg){ .name = talloc_strdup(st, name) };
		slot = &st->vars[st->vars_len++].value;
	}
	old = slot->type == FLOW_TEXT ? slot->text : NULL;
	*slot = given;
	if (given.type == FLOW_TEXT)
		slot->text = copy_text(st, given.text ? given.text : "");
	talloc_free((void *)old);	/* last: what was given may have pointed to it */
}

enum flow_waiting flow_state_waiting(const struct flow_state *st)
{
	return st->depth ? st->waiting : FLOW_WAITS_NOT;
}

int64_t flow_state_silence_at_ms(const struct flow_state *st)
{
	return flow_state_waiting(st) == FLOW_WAITS_NOT ? 0 : st->silence_at_ms;
}

const struct flow *flow_state_flow(const struct flow_state *st)
{
	return st->depth ? st->frames[st->depth - 1].flow : NULL;
}

const char *flow_state_step(const struct flow_state *st)
{
	const struct flow_frame *fr = &st->frames[st->depth ? st->depth - 1 : 0];

	return st->depth ? fr->flow->steps[fr->step].name : NULL;
}

bool flow_state_ask(const struct flow_state *st, enum flow_ask_kind *kind, const char **key)
{
	const struct flow_stmt *s = flow_state_stmt(st);

	if (flow_state_waiting(st) != FLOW_WAITS_ANSWER || !s || s->kind != STMT_ASK)
		return false;
	*kind = s->ask;
	*key = s->key;
	return true;
}

/* 2: an option or a word that is offered; 1: another answer; 0: none. */
static int answer_kind(const struct flow_state *st, const struct flow_host *host, const char *text)
{
	const struct flow_stmt *s = flow_state_stmt(st);
	struct flow_answer got = { .branch = NULL };
	int kind = 0;
	void *tmp;

	if (flow_state_waiting(st) != FLOW_WAITS_ANSWER || !s || s->kind != STMT_ASK)
		return 0;
	tmp = talloc_new(NULL);
	if (flow_answer_read(tmp, s, host, text, &got))
		kind = got.branch && (got.branch->kind == BRANCH_OPTION ||
				      got.branch->kind == BRANCH_WORD) ? 2 : 1;
	talloc_free(tmp);
	return kind;
}

bool flow_state_offers(const struct flow_state *st, const struct flow_host *host, const char *text)
{
	return answer_kind(st, host, text) == 2;
}

bool flow_state_takes(const struct flow_state *st, const struct flow_host *host, const char *text)
{
	return answer_kind(st, host, text) != 0;
}

/* --- To JSON ----------------------------------------------------------------------- */

static json_t *value_to_json(const struct flow_value *v)
{
	switch (v->type) {
	case FLOW_BOOL:
		return json_boolean(v->truth);
	case FLOW_NUMBER:
		return json_integer(v->number);
	case FLOW_TEXT:
		return json_string(v->text);	/* NULL when it is not UTF-8 */
	case FLOW_NOTHING:
		break;
	}
	return json_null();
}

json_t *flow_state_save(const struct flow_state *st)
{
	json_t *frames = json_array(), *asked = json_array(), *vars = json_object();

	for (int i = 0; i < st->depth; i++)
		json_array_append_new(frames, json_pack("[s,i,i]", st->frames[i].flow->hash,
							st->frames[i].step, st->frames[i].stmt));
	for (int i = 0; i < st->asked_len; i++)
		json_array_append_new(asked, json_pack("[i,i,i]", st->asked[i].depth,
						       st->asked[i].step, st->asked[i].stmt));
	for (size_t i = 0; i < st->vars_len; i++) {
		json_t *value = value_to_json(&st->vars[i].value);

		json_object_set_new(vars, st->vars[i].name, value ? value : json_null());
	}
	json_t *out = json_pack("{s:i,s:i,s:I,s:I,s:i,s:o,s:o,s:o}", "v", JSON_VERSION,
				"w", st->waiting, "t", (json_int_t)st->started_at_ms,
				"d", (json_int_t)st->silence_at_ms, "r", st->retries,
				"f", frames, "b", asked, "x", vars);
	if (out && st->page)
		json_object_set_new(out, "p", json_integer(st->page));
	return mem_need(out);		/* only out of memory makes it NULL */
}

/* --- From JSON ---------------------------------------------------------------------- */

const char *const *flow_json_hashes(void *ctx, const json_t *saved)
{
	const json_t *frames = json_object_get(saved, "f");
	size_t n = json_array_size(frames);
	const char **out = talloc_zero_array(ctx, const char *, n + 1);
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		const char *hash = json_string_value(json_array_get(json_array_get(frames, i), 0));

		if (hash)
			out[len++] = talloc_strdup(out, hash);
	}
	return out;
}

static bool position_good(const struct flow *f, int step, int stmt)
{
	return step >= 0 && (size_t)step < f->steps_len && stmt >= 0 &&
		(size_t)stmt <= f->steps[step].len;
}

static enum flow_end load_frames(struct flow_state *st, json_t *frames)
{
	size_t n = json_array_size(frames);

	if (n == 0 || n > FLOW_FRAMES_MAX)
		return FLOW_END_BROKEN;
	for (size_t i = 0; i < n; i++) {
		struct flow_frame *fr = &st->frames[i];
		const char *hash;

		if (json_unpack(json_array_get(frames, i), "[s,i,i!]", &hash, &fr->step,
				&fr->stmt) < 0)
			return FLOW_END_BROKEN;
		fr->flow = flow_set_find_hash(st->set, hash);
		if (!fr->flow)
			return FLOW_END_REVISION_GONE;
		if (!position_good(fr->flow, fr->step, fr->stmt))
			return FLOW_END_BROKEN;
	}
	st->depth = (int)n;
	return FLOW_END_DONE;
}

static enum flow_end load_asked(struct flow_state *st, json_t *asked)
{
	size_t n = json_array_size(asked);

	if (n > FLOW_BACK_MAX)
		return FLOW_END_BROKEN;
	for (size_t i = 0; i < n; i++) {
		struct flow_asked *a = &st->asked[i];
		const struct flow *f;

		if (json_unpack(json_array_get(asked, i), "[i,i,i!]", &a->depth, &a->step,
				&a->stmt) < 0 || a->depth < 1 || a->depth > st->depth)
			return FLOW_END_BROKEN;
		f = st->frames[a->depth - 1].flow;
		if (!position_good(f, a->step, a->stmt) ||
		    (size_t)a->stmt >= f->steps[a->step].len ||
		    f->steps[a->step].stmts[a->stmt].kind != STMT_ASK)
			return FLOW_END_BROKEN;
	}
	st->asked_len = (int)n;
	return FLOW_END_DONE;
}

static void load_vars(struct flow_state *st, json_t *vars)
{
	const char *name;
	json_t *v;

	json_object_foreach(vars, name, v) {
		struct flow_value value = { .type = FLOW_NOTHING };

		if (json_is_boolean(v))
			value = FLOW_TRUTH(json_is_true(v));
		else if (json_is_integer(v))
			value = FLOW_INT(json_integer_value(v));
		else if (json_is_string(v))
			value = FLOW_STRING(json_string_value(v));
		flow_state_set(st, name, &value);
	}
}

/* What waits must stand where something can wait. */
static bool waiting_good(const struct flow_state *st)
{
	const struct flow_stmt *s = flow_state_stmt(st);

	if (!s)
		return false;
	if (st->waiting == FLOW_WAITS_ANSWER)
		return s->kind == STMT_ASK;
	return st->waiting == FLOW_WAITS_EFFECT &&
		(s->kind == STMT_EFFECT || (s->kind == STMT_ASK &&
		 (s->ask == FLOW_ASK_PIN || s->ask == FLOW_ASK_NEW_PIN)));
}

struct flow_state *flow_state_load(void *ctx, struct flow_set *set, const json_t *saved,
				   enum flow_end *why)
{
	struct flow_state *st = talloc_zero(ctx, struct flow_state);
	json_t *frames, *asked, *vars;
	json_int_t started, silence;
	int version, waiting;

	st->set = set;
	*why = FLOW_END_BROKEN;
	if (json_unpack((json_t *)saved, "{s:i,s:i,s:I,s:I,s:i,s:o,s:o,s:o,s?i}", "v", &version,
			"w", &waiting, "t", &started, "d", &silence, "r", &st->retries, "f",
			&frames, "b", &asked, "x", &vars, "p", &st->page) < 0 ||
	    version != JSON_VERSION)
		goto bad;
	st->waiting = waiting;
	st->started_at_ms = started;
	st->silence_at_ms = silence;
	*why = load_frames(st, frames);
	if (*why == FLOW_END_DONE)
		*why = load_asked(st, asked);
	if (*why != FLOW_END_DONE)
		goto bad;
	load_vars(st, vars);
	if (waiting_good(st))
		return st;
	*why = FLOW_END_BROKEN;
bad:
	talloc_free(st);
	return NULL;
}
