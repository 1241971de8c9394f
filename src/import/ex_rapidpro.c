// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Our text flows as RapidPro's, spec 13.6.  Lines that ask nobody anything become the
 * actions of one node; an ask, an if and a call get a node with a router.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "import/ex_rapidpro.h"
#include "base/mem.h"

/* --- Parts ---------------------------------------------------------------------------- */

const char *rp_node_id(struct rp *w, struct ex_place p, const char *part)
{
	return p.step < 0 ? NULL : ex_uuid(&w->x, "node %d %d %s", p.step, p.stmt, part);
}

/* A text of theirs in another language. */
void rp_localize(struct rp *w, const char *lang, const char *uuid, const char *field,
		 const char *text)
{
	const char *code = ex_lang(lang);
	json_t *items = json_object_get(w->localization, code), *fields;

	if (!items) {
		items = ex_must(json_object());
		json_object_set_new(w->localization, code, items);
	}
	fields = json_object_get(items, uuid);
	if (!fields) {
		fields = ex_must(json_object());
		json_object_set_new(items, uuid, fields);
	}
	json_object_set_new(fields, field, ex_must(json_pack("[s]", text)));
}

void rp_send(struct rp *w, json_t *actions, const char *key, const struct flow_view_stmt *ask,
	     const char *id)
{
	const char *const *langs = w->x.from->words->langs;
	const char *text = ex_words(&w->x, langs[0], "sms", key, ask);

	if (!text)
		ex_note(&w->x, IMPORT_APPROXIMATED, key, "nobody wrote these words");
	json_array_append_new(actions, ex_must(json_pack("{ss ss ss}", "uuid", id, "type",
							 "send_msg",
							 "text", text ? text : key)));
	for (size_t i = 1; langs[0] && langs[i]; i++) {
		const char *other = ex_words(&w->x, langs[i], "sms", key, ask);

		if (other)
			rp_localize(w, langs[i], id, "text", other);
	}
}

void rp_place(struct rp *w, const char *id, const char *type)
{
	int n = (int)json_object_size(w->positions);

	json_object_set_new(w->positions, id, ex_must(json_pack("{s{si si} ss}", "position", "left",
							      100 + n % 5 * 250, "top",
							      100 + n / 5 * 220, "type", type)));
}

/* A node without a router. */
void rp_plain_node(struct rp *w, const char *id, json_t *actions, const char *to)
{
	json_array_append_new(w->nodes, ex_must(json_pack("{ss so s[{ss ss?}]}", "uuid", id,
							  "actions",
		actions, "exits", "uuid", ex_uuid(&w->x, "exit of %s", id), "destination_uuid",
			to)));
	rp_place(w, id, "execute_actions");
}

/* --- Routers ------------------------------------------------------------------------------ */

void rp_router_begin(struct rp_router *r, struct rp *w, const char *id, const char *operand)
{
	*r = (struct rp_router){
		.w = w, .id = id, .operand = operand, .exits = ex_must(json_array()),
		.categories = ex_must(json_array()), .cases = ex_must(json_array())
	};
}

/* The category of that name, made when it is not there yet. */
const char *rp_category(struct rp_router *r, const char *name, const char *to)
{
	const char *id = ex_uuid(&r->w->x, "category %s of %s", name, r->id);
	const char *exit = ex_uuid(&r->w->x, "exit %s of %s", name, r->id);
	const json_t *c;
	size_t i;

	json_array_foreach(r->categories, i, c)
		if (strcmp(json_string_value(json_object_get(c, "uuid")), id) == 0)
			return id;
	json_array_append_new(r->exits, ex_must(json_pack("{ss ss?}", "uuid", exit,
							  "destination_uuid", to)));
	json_array_append_new(r->categories, ex_must(json_pack("{ss ss ss}", "uuid", id, "name",
							       name,
							       "exit_uuid", exit)));
	return id;
}

const char *rp_case(struct rp_router *r, const char *test, const char *arg, const char *arg2,
		    const char *category)
{
	const char *id = ex_uuid(&r->w->x, "case %zu of %s", json_array_size(r->cases), r->id);
	json_t *args = ex_must(json_array());

	if (arg)
		json_array_append_new(args, json_string(arg));
	if (arg2)
		json_array_append_new(args, json_string(arg2));
	json_array_append_new(r->cases, ex_must(json_pack("{ss ss so ss}", "uuid", id, "type", test,
						"arguments", args, "category_uuid", category)));
	return id;
}

/* `other`: the category of everything else; wait: NULL for a split. */
void rp_router_end(struct rp_router *r, const char *other, json_t *wait, const char *result,
		   const char *type)
{
	struct rp *w = r->w;
	json_t *router = ex_must(json_pack("{ss ss so so ss}", "type", "switch", "operand",
					   r->operand,
					   "cases", r->cases, "categories", r->categories,
					   "default_category_uuid", other));

	if (wait)
		json_object_set_new(router, "wait", wait);
	if (result)
		json_object_set_new(router, "result_name", json_string(result));
	json_array_append_new(w->nodes, ex_must(json_pack("{ss so so so}", "uuid", r->id, "actions",
		r->actions ? r->actions : ex_must(json_array()), "router", router, "exits",
			r->exits)));
	rp_place(w, r->id, type);
}

static void call(struct rp *w, struct ex_place p, const struct flow_view_stmt *s)
{
	const char *to = rp_node_id(w, ex_to(&w->x, p, s->to), "");
	struct rp_router r;

	if (!ex_flow(&w->x, s->key))
		ex_note(&w->x, IMPORT_APPROXIMATED, "call", "the flow `%s` is not exported with it",
			s->key);
	rp_router_begin(&r, w, rp_node_id(w, p, ""), "@child.status");
	r.actions = ex_must(json_pack("[{ss ss s{ss ss}}]", "uuid",
				      ex_uuid(&w->x, "call of %s", r.id),
				      "type", "enter_flow", "flow", "uuid",
				      ex_id(&w->x, "flow", s->key), "name", s->key));
	rp_case(&r, "has_only_text", "completed", NULL, rp_category(&r, "Complete", to));
	rp_router_end(&r, rp_category(&r, "Expired", to), NULL, NULL, "split_by_subflow");
}

static void split(struct rp *w, struct ex_place p, const struct flow_view_stmt *s)
{
	const char *test = ex_term(&w->x, s->term);
	struct rp_router r;

	if (!test)
		ex_note(&w->x, IMPORT_DROPPED, "if", "%s: this way is never taken", w->x.why);
	rp_router_begin(&r, w, rp_node_id(w, p, ""),
			test ? talloc_asprintf(w->x.ctx, "@(%s)", test) :
			"@(false)");
	rp_case(&r, "has_only_text", "true", NULL,
		rp_category(&r, "Yes", rp_node_id(w, ex_to(&w->x, p, s->to), "")));
	rp_router_end(&r, rp_category(&r, "No", rp_node_id(w, ex_to(&w->x, p, FLOW_VIEW_NEXT), "")),
		      NULL, NULL, "split_by_expression");
}

/* --- A run of lines that only do something ------------------------------------------------- */

static bool router(const struct flow_view_stmt *s)
{
	return s->kind == FLOW_VIEW_ASK || s->kind == FLOW_VIEW_IF || s->kind == FLOW_VIEW_CALL;
}

/* From p on, as long as one line follows the other; then a way to what comes next. */
static void run_of_lines(struct rp *w, struct ex_place p)
{
	const char *id = rp_node_id(w, p, "");
	json_t *actions = ex_must(json_array());
	const struct flow_view_step *step = &w->x.view->steps[p.step];
	struct ex_place next = { -1, 0 };

	for (;;) {
		const struct flow_view_stmt *s = &step->stmts[p.stmt];

		rp_action(w, actions, s, ex_uuid(&w->x, "action %d %d", p.step, p.stmt));
		next = ex_to(&w->x, p, s->kind == FLOW_VIEW_DO ? rp_undone(s) : FLOW_VIEW_NEXT);
		if (next.step != p.step || next.stmt != p.stmt + 1 ||
		    router(&step->stmts[next.stmt]) ||
		    (s->kind == FLOW_VIEW_DO && s->branches_len))
			break;
		p = next;
	}
	rp_plain_node(w, id, actions, rp_node_id(w, next, ""));
	rp_later(w, next);
}

/* --- Walking from the first line -------------------------------------------------------- */

void rp_later(struct rp *w, struct ex_place p)
{
	if (p.step < 0)
		return;
	for (size_t i = 0; i < w->todo_len; i++)
		if (w->todo[i].step == p.step && w->todo[i].stmt == p.stmt)
			return;
	w->todo = talloc_realloc(w->x.ctx, w->todo, struct ex_place, w->todo_len + 1);
	w->todo[w->todo_len++] = p;
}

static void later_ways(struct rp *w, struct ex_place p, const struct flow_view_stmt *s)
{
	rp_later(w, ex_to(&w->x, p, s->to));
	rp_later(w, ex_to(&w->x, p, FLOW_VIEW_NEXT));
	for (size_t i = 0; i < s->branches_len; i++)
		rp_later(w, ex_to(&w->x, p, s->branches[i].to));
	if (s->kind == FLOW_VIEW_ASK) {
		rp_later(w, ex_to(&w->x, p, s->silence_to));
		rp_later(w, ex_to(&w->x, p, s->retry_to));
	}
}

static void visit(struct rp *w, struct ex_place p)
{
	const struct flow_view_stmt *s = &w->x.view->steps[p.step].stmts[p.stmt];

	w->x.step = w->x.view->steps[p.step].name;
	w->x.why = NULL;
	if (!router(s)) {
		run_of_lines(w, p);
		return;
	}
	if (s->kind == FLOW_VIEW_ASK)
		rp_ask(w, p, s);
	else if (s->kind == FLOW_VIEW_IF)
		split(w, p, s);
	else
		call(w, p, s);
	ex_note(&w->x, IMPORT_CARRIED, s->kind == FLOW_VIEW_ASK ? "ask" : s->kind == FLOW_VIEW_IF ?
		"if" : "call", "%s", s->key ? s->key : "");
	if (s->kind != FLOW_VIEW_IF && s->kind != FLOW_VIEW_ASK)
		rp_later(w, ex_to(&w->x, p, s->to));
	else
		later_ways(w, p, s);
}

static json_t *write_flow(struct rp *w, const struct flow *f)
{
	w->x.view = flow_view(w->x.ctx, f);
	w->nodes = ex_must(json_array());
	w->localization = ex_must(json_object());
	w->positions = ex_must(json_object());
	w->todo = NULL;
	w->todo_len = 0;
	rp_later(w, ex_real(&w->x, 0, 0));
	for (size_t i = 0; i < w->todo_len; i++)
		visit(w, w->todo[i]);
	w->x.step = NULL;
	return ex_must(json_pack("{ss ss ss ss ss si sI so so s{so}}", "uuid",
		ex_id(&w->x, "flow", flow_name(f)), "name", flow_name(f), "spec_version", "13.6.0",
		"language", ex_lang(w->x.from->words->langs[0]), "type", "messaging", "revision", 1,
		"expire_after_minutes", (json_int_t)(w->x.view->silence_ms ?
		w->x.view->silence_ms / 60000 : 1440), "localization", w->localization, "nodes",
		w->nodes, "_ui", "nodes", w->positions));
}

/* Keywords start it there, too. */
static void write_triggers(struct rp *w, json_t *triggers, const struct flow *f)
{
	for (size_t i = 0; w->x.view->triggers[i]; i++) {
		json_t *words = ex_must(json_array());

		for (const char *const *l = w->x.from->words->langs; *l; l++)
			for (const char **k = ex_option_words(&w->x, *l,
							      w->x.view->triggers[i]); *k; k++)
				rp_add_keywords(words, *k);
		json_array_append_new(triggers, ex_must(json_pack("{ss so ss s{ss ss} s[] s[]}",
			"trigger_type", "K", "keywords", words, "match_type", "F", "flow", "uuid",
			ex_id(&w->x, "flow", flow_name(f)), "name", flow_name(f), "groups",
			"exclude_groups")));
	}
}

char *import_write_rapidpro(void *ctx, const struct import_source *from,
			    struct import_report *report)
{
	struct rp w = { .x = { .ctx = ctx, .from = from, .report = report },
			.groups = ex_must(json_array()), .fields = ex_must(json_array()) };
	json_t *list = ex_must(json_array()), *triggers = ex_must(json_array());

	for (size_t i = 0; i < from->len; i++) {
		json_array_append_new(list, write_flow(&w, from->flows[i]));
		write_triggers(&w, triggers, from->flows[i]);
	}
	return im_dump(ctx, json_pack("{ss ss so s[] so so so}", "version", "13",
		"site", "https://warmline.invalid", "flows", list, "campaigns",
		"triggers", triggers, "fields", w.fields, "groups", w.groups), JSON_INDENT(1));
}
