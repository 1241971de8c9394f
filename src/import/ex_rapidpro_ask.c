// SPDX-License-Identifier: AGPL-3.0-or-later
/* A question as RapidPro has it: a message, then a node that waits, and for a wrong
 * answer a third that says so and leads back to the wait. */
#include <inttypes.h>

#include "import/ex_rapidpro.h"
#include "base/mem.h"

struct asking {
	struct rp *w;
	struct ex_place p;
	const struct flow_view_stmt *s;
	struct rp_router r;
};

static const char *way(struct asking *a, int to)
{
	return rp_node_id(a->w, ex_to(&a->w->x, a->p, to), "");
}

static const char *number(struct asking *a, int64_t n)
{
	return talloc_asprintf(a->w->x.ctx, "%" PRId64, n);
}

/* Its number, its words and other words, in every language. */
static void option(struct asking *a, const struct flow_view_branch *b)
{
	const char *const *langs = a->w->x.from->words->langs;
	const char *name = ex_last(b->word);
	const char *category = rp_category(&a->r, name, way(a, b->to));
	const char **words = ex_option_words(&a->w->x, langs[0], b->word);

	if (b->kind == FLOW_WAY_OPTION)
		rp_case(&a->r, "has_only_phrase", number(a, b->low), NULL, category);
	for (size_t i = 0; words[i]; i++)
		rp_case(&a->r, "has_only_phrase", words[i], NULL, category);
	for (size_t l = 1; langs[0] && langs[l]; l++) {
		words = ex_option_words(&a->w->x, langs[l], b->word);
		if (words[0])
			rp_localize(a->w, langs[l], category, "name", words[0]);
		for (size_t i = 0; words[i]; i++)	/* any language's words count, as here */
			rp_case(&a->r, "has_only_phrase", words[i], NULL, category);
	}
}

static const char *range_name(struct asking *a, const struct flow_view_branch *b)
{
	if (b->low == b->high)
		return number(a, b->low);
	return talloc_asprintf(a->w->x.ctx, "%s-%s", b->low == INT64_MIN ? "" : number(a, b->low),
			       b->high == INT64_MAX ? "" : number(a, b->high));
}

static void range(struct asking *a, const struct flow_view_branch *b)
{
	int64_t low = b->low < a->s->low ? a->s->low : b->low;
	int64_t high = b->high > a->s->high ? a->s->high : b->high;

	rp_case(&a->r, "has_number_between", number(a, low), number(a, high),
		rp_category(&a->r, range_name(a, b), way(a, b->to)));
}

/* What is left of the answers that are good. */
static void the_rest(struct asking *a, int to)
{
	const struct flow_view_stmt *s = a->s;
	const char *category;

	if (s->ask == FLOW_ASK_CHOICE)
		return;
	category = rp_category(&a->r, "Valid", way(a, to));
	if (s->ask == FLOW_ASK_NUMBER)
		rp_case(&a->r, "has_number_between", number(a, s->low), number(a, s->high),
			category);
	else if (s->ask == FLOW_ASK_DIGITS)
		rp_case(&a->r, "has_pattern", talloc_asprintf(a->w->x.ctx,
							      "^\\d{%" PRId64 ",%" PRId64
				"}$", s->low, s->high), NULL, category);
	else
		rp_case(&a->r, "has_text", NULL, NULL, category);
}

/* "Sorry", and back to the wait; without retries straight on. */
static const char *wrong(struct asking *a, const char *wait_id)
{
	static const char *const usual[] = {
		[FLOW_ASK_NUMBER] = "badinput.number", [FLOW_ASK_CHOICE] = "badinput.choice",
		[FLOW_ASK_DIGITS] = "badinput.digits", [FLOW_ASK_TEXT] = "badinput.text",
		[FLOW_ASK_PIN] = "badinput.pin", [FLOW_ASK_NEW_PIN] = "badinput.pin",
		[FLOW_ASK_RECORDING] = "badinput.text",
	};
	const char *id = rp_node_id(a->w, a->p, "again");
	json_t *actions;

	if (a->s->retries == 0)
		return way(a, a->s->retry_to);
	actions = ex_must(json_array());
	rp_send(a->w, actions, a->s->retry_key ? a->s->retry_key : usual[a->s->ask], a->s,
		ex_uuid(&a->w->x, "words of %s", id));
	rp_plain_node(a->w, id, actions, wait_id);
	ex_note(&a->w->x, IMPORT_APPROXIMATED, "retry",
		"a wrong answer is asked again without end, "
		"not %d times", a->s->retries);
	return id;
}

static json_t *wait_for(struct asking *a)
{
	json_t *wait = ex_must(json_pack("{ss}", "type", "msg"));
	const char *category;

	if (!a->s->silence_ms)
		return wait;
	category = rp_category(&a->r, "No Response", way(a, a->s->silence_to));
	json_object_set_new(wait, "timeout", ex_must(json_pack("{sI ss}", "seconds",
			    (json_int_t)(a->s->silence_ms / 1000), "category_uuid", category)));
	return wait;
}

void rp_ask(struct rp *w, struct ex_place p, const struct flow_view_stmt *s)
{
	struct asking a = { w, p, s, { 0 } };
	const char *id = rp_node_id(w, p, ""), *wait_id = rp_node_id(w, p, "wait"), *other;
	const char *result = s->var ? s->var : ex_refers(&w->x, "answer") ? "answer" : NULL;
	json_t *actions = ex_must(json_array());
	int rest = FLOW_VIEW_NEXT;

	if (s->ask == FLOW_ASK_PIN || s->ask == FLOW_ASK_NEW_PIN || s->ask == FLOW_ASK_RECORDING)
		ex_note(&w->x, IMPORT_APPROXIMATED, "ask", s->ask == FLOW_ASK_RECORDING ?
			"a recording is a text there" : "a PIN is a text there, and is kept");
	if (s->term)
		ex_note(&w->x, IMPORT_APPROXIMATED, "keys-for", "its keys on a call are dropped");
	rp_send(w, actions, s->key, s, ex_uuid(&w->x, "words of %s", id));
	rp_plain_node(w, id, actions, wait_id);
	rp_router_begin(&a.r, w, wait_id, "@input.text");
	for (size_t i = 0; i < s->branches_len; i++) {
		if (s->branches[i].kind == FLOW_WAY_ELSE)
			rest = s->branches[i].to;
		else if (s->branches[i].kind == FLOW_WAY_RANGE)
			range(&a, &s->branches[i]);
		else
			option(&a, &s->branches[i]);
	}
	the_rest(&a, rest);
	/* `else` of a choice takes any other text: nothing is wrong then */
	other = s->ask == FLOW_ASK_CHOICE && rest != FLOW_VIEW_NEXT ? way(&a, rest) :
		wrong(&a, wait_id);
	other = rp_category(&a.r, "Other", other);
	rp_router_end(&a.r, other, wait_for(&a), result ? ex_slug(&w->x, result, '_') : NULL,
		      "wait_for_response");
}
