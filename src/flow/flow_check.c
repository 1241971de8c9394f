// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The checker's view of a flow as a graph: every step can be reached, every
 * wait and every step comes to an end, and menus stay small.
 */
#include "flow/flow_int.h"
#include "base/mem.h"

enum { MENU_WIDTH_MAX = 6, MENU_DEPTH_MAX = 3, MENU_OPTIONS_MIN = 3, STEPS_MAX = 4000 };

void flow_complain(struct flow_checker *ck, enum flow_severity severity, int line, int column,
		   const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = talloc_vasprintf(NULL, fmt, ap);
	va_end(ap);
	flow_problem_add(ck->problems, severity, ck->flow->file, line, column, "%s", text);
	talloc_free(text);
}

/* --- Reach ------------------------------------------------------------------------- */

struct reach {
	const struct flow *flow;
	bool *seen;
	int *todo;
	size_t todo_len;
};

static void reach_step(void *arg, const struct flow_target *t)
{
	struct reach *r = arg;

	if (t->to != TO_STEP || t->step < 0 || r->seen[t->step])
		return;
	r->seen[t->step] = true;
	r->todo[r->todo_len++] = t->step;
}

static void check_reach(struct flow_checker *ck)
{
	const struct flow *f = ck->flow;
	struct reach r = { .flow = f, .seen = talloc_zero_array(NULL, bool, f->steps_len) };

	r.todo = talloc_array(r.seen, int, f->steps_len);
	reach_step(&r, &(struct flow_target){ .to = TO_STEP, .step = 0 });
	while (r.todo_len) {
		const struct flow_step *step = &f->steps[r.todo[--r.todo_len]];

		for (size_t i = 0; i < step->len; i++) {
			flow_each_target(f, &step->stmts[i], reach_step, &r);
			if (!flow_goes_on(ck->set->vocabulary, &step->stmts[i]) &&
			    i + 1 < step->len) {
				flow_complain(ck, FLOW_WARNING, step->stmts[i + 1].line,
					 step->stmts[i + 1].column,
					 "this is never reached: the line before leads away");
				break;
			}
		}
	}
	for (size_t i = 0; i < f->steps_len; i++)
		if (!r.seen[i] && f->steps[i].name[0] != '~')
			flow_complain(ck, FLOW_WARNING, f->steps[i].line, f->steps[i].column,
				 "nothing leads to the step `%s`: lead there, or take it out",
				 f->steps[i].name);
	talloc_free(r.seen);
}

/* --- Ends --------------------------------------------------------------------------- */

static void check_ends(struct flow_checker *ck)
{
	const struct flow *f = ck->flow;

	for (size_t i = 0; i < f->steps_len; i++) {
		const struct flow_step *step = &f->steps[i];
		bool on = true;

		for (size_t j = 0; j < step->len && on; j++) {
			const struct flow_stmt *s = &step->stmts[j];

			on = flow_goes_on(ck->set->vocabulary, s);
			if (s->kind == STMT_ASK && !s->silence_ms && !f->silence_ms)
				flow_complain(ck, FLOW_ERROR, s->line, s->column,
					 "this wait has no end: say where silence leads, as in "
					 "`silence 20m -> STEP`");
		}
		if (on)
			flow_complain(ck, FLOW_ERROR, step->line, step->column,
				 "the step `%s` is a dead end: end it with `-> STEP`, `end` or "
				 "`return`", step->name);
	}
}

struct leads {
	const bool *good;
	bool hit;
};

static void leads_out(void *arg, const struct flow_target *t)
{
	struct leads *l = arg;

	if (t->to == TO_END || t->to == TO_RETURN || (t->to == TO_STEP && l->good[t->step]))
		l->hit = true;
}

/* Steps from which no path ends the flow: they go round for ever. */
static void check_rounds(struct flow_checker *ck)
{
	const struct flow *f = ck->flow;
	bool *good = talloc_zero_array(NULL, bool, f->steps_len);
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < f->steps_len; i++) {
			struct leads l = { .good = good };

			if (good[i])
				continue;
			for (size_t j = 0; j < f->steps[i].len; j++) {
				const struct flow_stmt *s = &f->steps[i].stmts[j];

				l.hit |= s->kind == STMT_END || s->kind == STMT_RETURN;
				flow_each_target(f, s, leads_out, &l);
			}
			/* What just stops is a dead end, and was told of above. */
			size_t n = f->steps[i].len;
			l.hit |= n == 0 || flow_goes_on(ck->set->vocabulary,
							&f->steps[i].stmts[n - 1]);
			good[i] = l.hit;
			changed |= l.hit;
		}
	}
	for (size_t i = 0; i < f->steps_len; i++)
		if (!good[i])
			flow_complain(ck, FLOW_ERROR, f->steps[i].line, f->steps[i].column,
				 "from the step `%s` nothing ever leads to an end: lead one "
				 "way to `end`",
				 f->steps[i].name);
	talloc_free(good);
}

/* --- Menus ---------------------------------------------------------------------------- */

/* A question whose answers lead to different places; "13-15" or "18-24" is none. */
static bool is_menu(const struct flow_stmt *s)
{
	size_t different = 0;

	if (s->kind != STMT_ASK || s->ask != FLOW_ASK_CHOICE)
		return false;
	for (size_t i = 0; i < s->branches_len; i++) {
		const struct flow_target *t = &s->branches[i].target;
		bool new = true;

		for (size_t j = 0; j < i; j++) {
			const struct flow_target *u = &s->branches[j].target;

			if (t->to == u->to && t->step == u->step)
				new = false;
		}
		different += new;
	}
	return different >= MENU_OPTIONS_MIN;
}

/* A step of any flow, and how many menus lead to it at least. */
struct place {
	const struct flow *flow;
	int step, depth;
};
struct menus {
	struct flow_checker *ck;
	struct place *list;
	size_t len;
	const struct flow *flow;
	int depth;			/* for what menus_target() adds */
};

static void menus_add(struct menus *m, const struct flow *f, int step)
{
	for (size_t i = 0; i < m->len; i++)
		if (m->list[i].flow == f && m->list[i].step == step) {
			if (m->list[i].depth > m->depth)
				m->list[i].depth = m->depth;
			return;
		}
	if (m->len == STEPS_MAX)
		return;
	m->list = talloc_realloc(NULL, m->list, struct place, m->len + 1);
	m->list[m->len++] = (struct place){ f, step, m->depth };
}

static void menus_target(void *arg, const struct flow_target *t)
{
	struct menus *m = arg;

	if (t->to == TO_STEP)
		menus_add(m, m->flow, t->step);
}

/* From the flow's start, breadth first, through calls into other flows. */
static void check_depth(struct flow_checker *ck)
{
	struct menus m = { .ck = ck };

	menus_add(&m, ck->flow, 0);
	for (size_t i = 0; i < m.len; i++) {
		struct place at = m.list[i];
		const struct flow_step *step = &at.flow->steps[at.step];

		m.flow = at.flow;
		m.depth = at.depth;
		for (size_t j = 0; j < step->len; j++) {
			const struct flow_stmt *s = &step->stmts[j];
			const struct flow *called = s->kind == STMT_CALL ?
				flow_set_find(ck->set, s->key) : NULL;

			if (is_menu(s) && ++m.depth == MENU_DEPTH_MAX + 1)
				flow_complain(ck, FLOW_ERROR, at.flow == ck->flow ? s->line : 1,
					 at.flow == ck->flow ? s->column : 1,
					 "the menu `%s` is %d deep from the start of this flow; "
					 "people get lost below %d: lead there from an earlier "
					 "menu", s->key, m.depth,
					 MENU_DEPTH_MAX);
			flow_each_target(at.flow, s, menus_target, &m);
			if (called)
				menus_add(&m, called, 0);
		}
	}
	talloc_free(m.list);
}

static void check_width(struct flow_checker *ck)
{
	const struct flow *f = ck->flow;

	for (size_t i = 0; i < f->steps_len; i++)
		for (size_t j = 0; j < f->steps[i].len; j++) {
			const struct flow_stmt *s = &f->steps[i].stmts[j];

			if (s->kind == STMT_ASK && s->options_len > MENU_WIDTH_MAX)
				flow_complain(ck, FLOW_ERROR, s->line, s->column,
					 "%zu options: nobody keeps more than %d in mind; put some "
					 "behind an option that leads to a second question",
					 s->options_len, MENU_WIDTH_MAX);
		}
}

void flow_check_graph(struct flow_checker *ck)
{
	check_reach(ck);
	check_ends(ck);
	check_rounds(ck);
	check_width(ck);
	check_depth(ck);
}

static void check_flow(struct flow_checker *ck)
{
	flow_check_graph(ck);
	flow_check_names(ck);
	flow_check_scores(ck);
	if (ck->words)
		flow_check_texts(ck);
}

void flow_check(const struct flow_set *set, const struct flow_check_words *words,
		struct flow_problems *problems)
{
	struct flow_checker ck = { .set = set, .problems = problems, .words = words };

	flow_check_triggers(&ck);
	for (ck.flow = flow_set_next(set, NULL); ck.flow; ck.flow = flow_set_next(set, ck.flow))
		check_flow(&ck);
}

void flow_check_one(const struct flow_set *set, const struct flow *flow,
		    const struct flow_check_words *words, struct flow_problems *problems)
{
	struct flow_problems triggers = { 0 };
	struct flow_checker ck = { .set = set, .problems = &triggers, .words = words };
	size_t i;

	flow_check_triggers(&ck);
	for (i = 0; i < triggers.len; i++)
		if (strcmp(triggers.list[i].file, flow->file) == 0)
			flow_problem_add(problems, triggers.list[i].severity, flow->file,
					 triggers.list[i].line, triggers.list[i].column, "%s",
					 triggers.list[i].text);
	flow_problems_clear(&triggers);
	ck.problems = problems;
	ck.flow = flow;
	check_flow(&ck);
}
