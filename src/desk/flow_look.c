// SPDX-License-Identifier: AGPL-3.0-or-later
/* A flow looked at from outside: what the checker says, its outline, what changes for whom. */
#include "desk/desk_flow.h"

#include "store/store_session.h"
#include "vet/vet.h"

/* --- Checking ---------------------------------------------------------------------- */

/* With the words that are in use: what `warmline-flow check` says of the folder's. */
const struct flow *desk_flow_vet(struct desk_ask *a, const char *name, const char *source,
				 struct flow_problems *problems)
{
	const struct care_deps *deps = care_deps(a->t->care);
	struct flow_set *set;
	const struct flow *f = desk_flow_parse(a, name, source, &set, problems);

	if (f)
		vet_flow(&(struct vet){ .flows = set, .words = deps->words,
					.prompts_dir = a->desk->deps.prompts_dir,
					.lexicon = deps->lexicon, .now_ms = a->t->now_ms },
			 f, problems);
	return f;
}

int desk_flow_unneeded(struct desk_ask *a, const char *name)
{
	struct flow_set *set = flow_set_new(a->t->mem, &flow_vocabulary_standard);
	const struct flow_set *live = care_deps(a->t->care)->flows;
	const struct flow *f = NULL;
	char *where;

	while (live && (f = flow_set_next(live, f)))
		if (strcmp(flow_name(f), name) != 0)
			(void)flow_set_add(set, flow_file(f), VIEW_STR(flow_source(f)), NULL);
	where = vet_missed(a->t->mem, set, name);
	return where ? desk_refuse(a, DESK_E_CONFLICT, "It is needed: %s", where) : 0;
}

/* --- Outline: a drawing that can be read aloud --------------------------------------- */

struct outline {
	struct desk_ask *a;
	json_t *steps, *says, *leads;	/* says, leads: of the step that was named last */
	json_t *waiting;		/* step -> people */
};

static int count_step(void *arg, const char *step, int64_t n)
{
	json_object_set_new(arg, step, json_integer(n));
	return 0;
}

static void look_step(void *arg, const char *name, int line, bool made)
{
	struct outline *o = arg;
	json_t *n = json_object_get(o->waiting, name);

	o->says = json_array();
	o->leads = json_array();
	json_array_append_new(o->steps, json_pack("{s:s, s:i, s:b, s:I, s:o, s:o}", "step", name,
		"line", line, "made", made, "waiting", (json_int_t)(n ? json_integer_value(n) : 0),
		"says", o->says, "leads", o->leads));
}

/* In the asker's language, as people get them: not filled in. */
static json_t *words_of(struct outline *o, const struct flow_node *n)
{
	const struct words *words = care_deps(o->a->t->care)->words;
	const struct words_for who = { .lang = o->a->who.person.lang };
	const char *text = n->kind == FLOW_NODE_SAY || n->kind == FLOW_NODE_ASK ?
		words_raw(words, &who, n->key) : NULL;

	return desk_text(text);
}

static void look_node(void *arg, const struct flow_node *n)
{
	static const char *const kinds[] = {
		[FLOW_NODE_SAY] = "say", [FLOW_NODE_ASK] = "ask", [FLOW_NODE_DO] = "do",
		[FLOW_NODE_IF] = "if", [FLOW_NODE_CALL] = "call",
	};
	struct outline *o = arg;

	if (o->says)
		json_array_append_new(o->says, json_pack("{s:s, s:s?, s:o, s:i}", "kind",
			kinds[n->kind], "key", n->key, "text", words_of(o, n), "line", n->line));
}

static void look_edge(void *arg, const struct flow_edge *e)
{
	struct outline *o = arg;

	if (o->leads && e->to)
		json_array_append_new(o->leads, json_pack("{s:s, s:s, s:s?, s:b}",
			"to", e->to, "label",
			e->label ? e->label : "", "option", e->option, "silence", e->silence));
}

int desk_flow_outline(struct desk_ask *a, const struct flow *f, const char *name)
{
	struct outline o = { .a = a, .steps = json_array(), .waiting = json_object() };
	const struct flow_looker l = { &o, look_step, look_node, look_edge };
	int rc = store_session_each_step(a->t->store, name, count_step, o.waiting);

	if (rc >= 0 && f)
		flow_look(f, &l);
	json_decref(o.waiting);
	json_object_set_new(a->answer, "outline", o.steps);
	return rc < 0 ? rc : 0;
}

/* --- What would change ------------------------------------------------------------------ */

static json_t *lines_json(struct desk_ask *a, const char *before, const char *after)
{
	json_t *out = json_array();
	size_t i, len;
	struct flow_diff_line *lines = flow_diff(a->t->mem, before, after, &len);

	for (i = 0; i < len; i++)
		json_array_append_new(out, json_pack("{s:s#, s:i, s:i, s:s}",
			"kind", &lines[i].kind, 1,
			"before", lines[i].before, "after", lines[i].after, "text", lines[i].text));
	return out;
}

struct gone { json_t *list; const char *const *names; int64_t people; };

static int count_gone(void *arg, const char *step, int64_t n)
{
	struct gone *g = arg;
	size_t i;

	for (i = 0; g->names && g->names[i]; i++)
		if (strcmp(g->names[i], step) == 0) {
			json_object_set_new(g->list, step, json_integer(n));
			g->people += n;
		}
	return 0;
}

/* Steps that go or ask something else; whoever waits there stays on their revision. */
static int gone_json(struct desk_ask *a, const char *name, const struct flow *before,
		     const struct flow *after)
{
	struct gone g = { .list = json_object() };
	json_t *out = json_array();
	size_t i;
	int rc;

	g.names = before && after ? flow_steps_gone(a->t->mem, before, after) : NULL;
	rc = store_session_each_step(a->t->store, name, count_gone, &g);
	for (i = 0; g.names && g.names[i]; i++)
		json_array_append_new(out, json_pack("{s:s, s:I}", "step", g.names[i], "waiting",
			(json_int_t)json_integer_value(json_object_get(g.list, g.names[i]))));
	json_decref(g.list);
	json_object_set_new(a->answer, "gone", out);
	json_object_set_new(a->answer, "at_gone", json_integer(g.people));
	return rc < 0 ? rc : 0;
}

/* 1 and the text that is meant; 0: there is none. */
static int text_of(struct desk_ask *a, const char **of, const char **text)
{
	const char *name = desk_str(a, "flow"), *asked = desk_str(a, "of");
	struct store_flow_draft d;
	struct store_release r;
	int rc = 0;

	*text = NULL;
	if (!asked || strcmp(asked, "waits") == 0)
		rc = store_release_last(a->t->store, a->t->mem, name, STORE_RELEASE_ONE_NAME, &r);
	if (rc == 1) {
		*of = "waits";
		*text = r.source;
	}
	if (rc == 0 && (!asked || strcmp(asked, "draft") == 0)) {
		rc = store_flow_draft_get(a->t->store, a->t->mem, name, &d);
		*of = "draft";
		*text = rc == 1 ? d.source : NULL;
	}
	return rc;
}

int desk_flow_diff(struct desk_ask *a)
{
	const char *name = desk_str(a, "flow"), *of, *text;
	const struct flow *live = desk_flow_live(a, name), *next;
	struct flow_set *set;
	int rc = text_of(a, &of, &text);

	if (rc <= 0)
		return rc < 0 ? rc :
			desk_refuse(a, LINK_E_NOT_FOUND, "There is no draft of this flow");
	next = desk_flow_parse(a, name, text, &set, NULL);
	a->answer = json_pack("{s:s, s:s, s:s?, s:s?, s:b, s:o}", "flow", name, "of", of, "before",
		live ? flow_hash(live) : NULL, "after", next ? flow_hash(next) : NULL, "readable",
		next != NULL, "lines", lines_json(a, live ? flow_source(live) : "", text));
	return gone_json(a, name, live, next);
}
