// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Questionnaires.  The block
 *
 *	questionnaire who5 "1998"
 *	  item who5.cheerful 1..6 less 1
 *	  times 4
 *	  band low 0..28 -> low
 *	  band well 29..100 -> well
 *
 * becomes plain steps: one for each item (~who5.1 ...), one for each safety rule
 * (~who5.9.rule), one that adds up (~who5.sum).  Each way out says `do score`
 * first, so that a result is kept also when a rule leads away in the middle.
 */
#include <inttypes.h>

#include "flow/flow_int.h"
#include "base/mem.h"

enum { ITEMS_MAX = 40, BANDS_MAX = 8 };

static void complain(struct flow_parser *p, int line, int column, const char *text)
{
	flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, line, column, "%s", text);
}

/* --- Reading ------------------------------------------------------------------------ */

/* `less 1`, `turned`, `above 0 -> STEP` */
static bool parse_item_end(struct flow_parser *p, struct flow_cursor *c, struct flow_item *it)
{
	static const char *const words[] = { "less", "turned", "above", NULL };

	while (flow_peek(c)->type != TOK_END) {
		bool less = flow_accept(c, "less");

		if (flow_accept(c, "turned")) {
			it->turned = true;
			continue;
		}
		if (!less && !flow_accept(c, "above")) {
			flow_expected(p, c, "`less NUMBER`, `turned` or `above NUMBER -> STEP`",
				      words);
			return false;
		}
		if (flow_peek(c)->type != TOK_NUMBER) {
			flow_expected(p, c, "a number", NULL);
			return false;
		}
		*(less ? &it->less : &it->above) = flow_peek(c)->number;
		c->at++;
		if (less)
			continue;
		it->has_rule = true;
		return flow_parse_target(p, c, &it->target);
	}
	return true;
}

static void parse_item(struct flow_parser *p, struct flow_cursor *c, struct flow_questionnaire *q)
{
	struct flow_item it = { .line = c->line->number, .column = c->line->tokens[0].column };

	it.target.step = -1;
	it.key = flow_parse_name(p, c, "the key of the question");
	if (!it.key || !flow_parse_range(p, c, &it.low, &it.high))
		return;
	if (it.low > it.high || it.low < 1 || it.high > 8)
		complain(p, it.line, it.column, "an item is asked with one key from 1 to 8 (0 asks "
			 "for a person, 9 is safety): ask 1..4 and score it `less 1`");
	if (!parse_item_end(p, c, &it) || !flow_at_end(p, c))
		return;
	if (q->items_len == ITEMS_MAX) {
		complain(p, it.line, it.column, "nobody answers more than 40 of these");
		return;
	}
	q->items = talloc_realloc(p->flow, q->items, struct flow_item, q->items_len + 1);
	q->items[q->items_len++] = it;
}

static void parse_band(struct flow_parser *p, struct flow_cursor *c, struct flow_questionnaire *q)
{
	struct flow_band b = { .line = c->line->number, .column = c->line->tokens[0].column };

	b.target.step = -1;
	b.name = flow_parse_name(p, c, "the band's name");
	if (!b.name || !flow_parse_range(p, c, &b.low, &b.high) ||
	    !flow_parse_target(p, c, &b.target) || !flow_at_end(p, c))
		return;
	if (q->bands_len == BANDS_MAX || b.low > b.high) {
		complain(p, b.line, b.column, "at most 8 bands, each from the smaller score to the "
			 "larger");
		return;
	}
	q->bands = talloc_realloc(p->flow, q->bands, struct flow_band, q->bands_len + 1);
	q->bands[q->bands_len++] = b;
}

static void parse_times(struct flow_parser *p, struct flow_cursor *c, struct flow_questionnaire *q)
{
	if (flow_peek(c)->type != TOK_NUMBER || flow_peek(c)->number < 1 ||
	    flow_peek(c)->number > 100) {
		flow_expected(p, c, "a number from 1 to 100", NULL);
		return;
	}
	q->times = flow_peek(c)->number;
	c->at++;
	flow_at_end(p, c);
}

/* `stop -> end`: a word that any item takes. */
static void parse_word(struct flow_parser *p, struct flow_cursor *c, struct flow_questionnaire *q)
{
	static const char *const words[] = { "item", "band", "times", NULL };
	struct flow_branch b = { .kind = BRANCH_WORD, .line = c->line->number };
	const char *word;

	b.column = flow_peek(c)->column;
	b.target.step = -1;
	if (c->line->len < 2 || strcmp(c->line->tokens[1].text, "->") != 0) {
		flow_expected(p, c, "`item`, `band`, `times` or an answer such as `skip -> end`",
			      words);
		return;
	}
	word = flow_parse_name(p, c, "an answer such as `skip -> end`");
	if (!word || !flow_parse_target(p, c, &b.target) || !flow_at_end(p, c))
		return;
	b.word = flow_word_key(p, word);
	q->words = talloc_realloc(p->flow, q->words, struct flow_branch, q->words_len + 1);
	q->words[q->words_len++] = b;
}

static void parse_line(struct flow_parser *p, const struct flow_line *line,
		       struct flow_questionnaire *q)
{
	struct flow_cursor c = { .line = line };

	if (flow_accept(&c, "item"))
		parse_item(p, &c, q);
	else if (flow_accept(&c, "band"))
		parse_band(p, &c, q);
	else if (flow_accept(&c, "times"))
		parse_times(p, &c, q);
	else
		parse_word(p, &c, q);
}

void flow_parse_questionnaire(struct flow_parser *p, size_t at, size_t end)
{
	struct flow_cursor c = { .line = &p->lines->list[at], .at = 1 };
	struct flow_questionnaire q = {
		.times = 1, .line = c.line->number, .column = c.line->tokens[0].column };
	size_t child, child_end, next = at + 1;
	struct flow *f = p->flow;

	q.name = flow_parse_name(p, &c, "the questionnaire's name");
	if (!q.name)
		return;
	if (flow_peek(&c)->type != TOK_STRING) {
		flow_expected(p, &c, "its version in quotes, such as \"1998\": a result without "
			      "one means nothing a year later", NULL);
		return;
	}
	q.version = talloc_strdup(f, flow_peek(&c)->text);
	c.at++;
	if (!flow_at_end(p, &c))
		return;
	while (flow_next_child(p, &next, end, &child, &child_end))
		parse_line(p, &p->lines->list[child], &q);
	if (q.items_len == 0 || q.bands_len == 0)
		complain(p, q.line, q.column,
			 "a questionnaire needs an `item` and a `band` at least");
	f->questionnaires = talloc_realloc(f, f->questionnaires, struct flow_questionnaire,
					   f->questionnaires_len + 1);
	f->questionnaires[f->questionnaires_len++] = q;
}

void flow_parse_score(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	const char *name = flow_parse_name(p, c, "the name of a questionnaire");

	if (!name)
		return;
	s->target = (struct flow_target){
		.to = TO_STEP, .name = talloc_asprintf(p->flow, "~%s.1", name), .step = -1,
		.line = s->line, .column = s->column };
}

/* --- Building ------------------------------------------------------------------------- */

struct build {
	struct flow_parser *p;
	const struct flow_questionnaire *q;
	struct flow_step step;		/* the one that is being made */
	size_t index;
	int line, column;
};

static void begin(struct build *b, const char *name, int line, int column)
{
	b->index = b->p->flow->steps_len;
	b->line = line;
	b->column = column;
	b->step = *flow_step_add(b->p, name, line, column);
}

static void finish(struct build *b)
{
	b->p->flow->steps[b->index] = b->step;
}

static struct flow_stmt *add(struct build *b, enum flow_stmt_kind kind)
{
	return flow_stmt_add(b->p, &b->step, kind, b->line, b->column);
}

static struct flow_expr *expr(struct build *b, enum flow_op op, struct flow_expr *x,
			      struct flow_expr *y)
{
	struct flow_expr *e = talloc_zero(b->p->flow, struct flow_expr);

	*e = (struct flow_expr){ .op = op, .args = { x, y }, .args_len = x ? 2 : 0,
				 .line = b->line, .column = b->column };
	return e;
}

static struct flow_expr *number(struct build *b, int64_t n)
{
	struct flow_expr *e = expr(b, OP_VALUE, NULL, NULL);

	e->value = FLOW_INT(n);
	return e;
}

static struct flow_expr *text(struct build *b, const char *s)
{
	struct flow_expr *e = expr(b, OP_VALUE, NULL, NULL);

	e->value = FLOW_STRING(s);
	return e;
}

static struct flow_expr *variable(struct build *b, const char *name)
{
	struct flow_expr *e = expr(b, OP_NAME, NULL, NULL);

	e->name = name;
	return e;
}

static const char *item_name(struct build *b, size_t i)
{
	return talloc_asprintf(b->p->flow, "%s-%zu", b->q->name, i + 1);
}

static const char *step_name(struct build *b, const char *what)
{
	return talloc_asprintf(b->p->flow, "~%s.%s", b->q->name, what);
}

/* What the answer to an item scores. */
static struct flow_expr *item_score(struct build *b, size_t i)
{
	const struct flow_item *it = &b->q->items[i];
	struct flow_expr *e = variable(b, item_name(b, i));

	if (it->turned)
		e = expr(b, OP_SUB, number(b, it->low + it->high), e);
	return it->less ? expr(b, OP_SUB, e, number(b, it->less)) : e;
}

static struct flow_expr *sum(struct build *b, size_t len)
{
	struct flow_expr *e = item_score(b, 0);

	for (size_t i = 1; i < len; i++)
		e = expr(b, OP_ADD, e, item_score(b, i));
	return b->q->times == 1 ? e : expr(b, OP_MUL, e, number(b, b->q->times));
}

/* "1,0,3" */
static struct flow_expr *answers(struct build *b, size_t len)
{
	struct flow_expr *e = expr(b, OP_ADD, text(b, ""), item_score(b, 0));

	for (size_t i = 1; i < len; i++)
		e = expr(b, OP_ADD, expr(b, OP_ADD, e, text(b, ",")), item_score(b, i));
	return e;
}

static void set(struct build *b, const char *name, struct flow_expr *e)
{
	struct flow_stmt *s = add(b, STMT_SET);

	s->var = name;
	s->expr = e;
}

/* Keeps the result, and goes where it leads. */
static void keep(struct build *b, const char *band, size_t len, const struct flow_target *to)
{
	struct flow_expr *args[] = {
		text(b, b->q->name), text(b, b->q->version), variable(b, "score"),
		variable(b, "band"), answers(b, len)
	};
	struct flow_stmt *s;

	set(b, "score", sum(b, len));
	set(b, "band", text(b, band));
	s = add(b, STMT_EFFECT);
	s->key = "score";
	s->args = talloc_memdup(b->p->flow, args, sizeof(args));
	s->args_len = ARRAY_LEN(args);
	add(b, STMT_GOTO)->target = *to;
}

static struct flow_target to_step(struct build *b, const char *name)
{
	return (struct flow_target){ .to = TO_STEP, .name = name, .step = -1, .line = b->line,
				     .column = b->column };
}

static void build_item(struct build *b, size_t i)
{
	const struct flow_item *it = &b->q->items[i];
	char *n = talloc_asprintf(b->p->flow, "%zu", i + 1);
	const char *rule = step_name(b, talloc_asprintf(b->p->flow, "%zu.rule", i + 1));
	struct flow_stmt *s;

	begin(b, step_name(b, n), it->line, it->column);
	s = add(b, STMT_ASK);
	s->ask = FLOW_ASK_NUMBER;
	s->key = it->key;
	s->low = it->low;
	s->high = it->high;
	s->var = item_name(b, i);
	s->branches = b->q->words_len ? talloc_memdup(b->p->flow, b->q->words,
		b->q->words_len * sizeof(b->q->words[0])) : NULL;
	s->branches_len = b->q->words_len;
	if (it->has_rule) {
		s = add(b, STMT_IF);
		s->expr = expr(b, OP_GT, item_score(b, i), number(b, it->above));
		s->target = to_step(b, rule);
		s->target.line = it->target.line;
		s->target.column = it->target.column;
	}
	n = talloc_asprintf(b->p->flow, "%zu", i + 2);
	add(b, STMT_GOTO)->target = to_step(b, step_name(b, i + 1 < b->q->items_len ? n : "sum"));
	finish(b);
	if (!it->has_rule)
		return;
	begin(b, rule, it->line, it->column);
	keep(b, "rule", i + 1, &it->target);
	finish(b);
}

static void build_sum(struct build *b)
{
	const struct flow_questionnaire *q = b->q;

	begin(b, step_name(b, "sum"), q->line, q->column);
	set(b, "score", sum(b, q->items_len));
	for (size_t i = 0; i + 1 < q->bands_len; i++) {
		struct flow_stmt *s;

		b->line = q->bands[i].line;
		b->column = q->bands[i].column;
		s = add(b, STMT_IF);
		s->expr = expr(b, OP_LE, variable(b, "score"), number(b, q->bands[i].high));
		s->target = to_step(b, step_name(b, q->bands[i].name));
	}
	add(b, STMT_GOTO)->target = to_step(b, step_name(b, q->bands[q->bands_len - 1].name));
	finish(b);
	for (size_t i = 0; i < q->bands_len; i++) {
		begin(b, step_name(b, q->bands[i].name), q->bands[i].line, q->bands[i].column);
		keep(b, q->bands[i].name, q->items_len, &q->bands[i].target);
		finish(b);
	}
}

void flow_build_questionnaires(struct flow_parser *p)
{
	for (size_t i = 0; i < p->flow->questionnaires_len; i++) {
		struct build b = { .p = p, .q = &p->flow->questionnaires[i] };

		if (b.q->items_len == 0 || b.q->bands_len == 0)
			continue;	/* was complained of */
		for (size_t j = 0; j < b.q->items_len; j++)
			build_item(&b, j);
		build_sum(&b);
	}
}
