// SPDX-License-Identifier: AGPL-3.0-or-later
/* A flow file: its header lines, its steps, and where the arrows lead. */
#include <stdio.h>
#include <stdlib.h>

#include <sodium.h>

#include "flow/flow_int.h"
#include "base/mem.h"

enum { AGE_DEFAULT_DAYS = 7 };

static const struct flow_token end_token = { .type = TOK_END, .text = "" };

const struct flow_token *flow_peek(const struct flow_cursor *c)
{
	static struct flow_token end;

	if (c->at < c->line->len)
		return &c->line->tokens[c->at];
	end = end_token;
	end.column = c->line->end_column;
	return &end;
}

bool flow_accept(struct flow_cursor *c, const char *text)
{
	const struct flow_token *t = flow_peek(c);

	if ((t->type != TOK_WORD && t->type != TOK_OP) || strcmp(t->text, text) != 0)
		return false;
	c->at++;
	return true;
}

void flow_expected(struct flow_parser *p, const struct flow_cursor *c, const char *what,
		   const char *const *candidates)
{
	const struct flow_token *t = flow_peek(c);
	char *hint = flow_suggest(p->flow, t->text, candidates);

	if (t->type == TOK_END)
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c->line->number,
				 t->column, "the line ends here; expected %s", what);
	else
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c->line->number,
				 t->column, "expected %s, found `%s`.%s", what, t->text, hint);
}

bool flow_at_end(struct flow_parser *p, struct flow_cursor *c)
{
	if (c->at >= c->line->len)
		return true;
	flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c->line->number,
			 flow_peek(c)->column, "nothing can stand behind this, but here is `%s`: "
			 "take it away, or give it a line of its own", flow_peek(c)->text);
	return false;
}

const char *flow_parse_name(struct flow_parser *p, struct flow_cursor *c, const char *what)
{
	const struct flow_token *t = flow_peek(c);

	if (t->type != TOK_WORD || strlen(t->text) > 2 * FLOW_NAME_MAX) {
		flow_expected(p, c, what, NULL);
		return NULL;
	}
	c->at++;
	return talloc_strdup(p->flow, t->text);
}

/* --- Blocks ------------------------------------------------------------------------ */

size_t flow_block_end(const struct flow_lines *lines, size_t at)
{
	size_t end = at + 1;

	while (end < lines->len && lines->list[end].indent > lines->list[at].indent)
		end++;
	return end;
}

bool flow_next_child(struct flow_parser *p, size_t *at, size_t block_end, size_t *child,
		     size_t *child_end)
{
	if (*at >= block_end)
		return false;
	*child = *at;
	*child_end = flow_block_end(p->lines, *at);
	if (*child_end > block_end)
		*child_end = block_end;
	*at = *child_end;
	/* The next one stands less deep than this, yet still inside the block (of what stands at
	 * the margin flow_parse() tells). */
	if (*at < block_end && p->lines->list[*at].indent < p->lines->list[*child].indent &&
	    p->lines->list[*at].indent)
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file,
				 p->lines->list[*at].number, p->lines->list[*at].indent + 1,
				 "this line stands %d spaces in, its neighbours above %d: "
				 "line them up", p->lines->list[*at].indent,
				 p->lines->list[*child].indent);
	return true;
}

struct flow_step *flow_step_add(struct flow_parser *p, const char *name, int line, int column)
{
	struct flow *f = p->flow;
	struct flow_step *s;

	f->steps = talloc_realloc(f, f->steps, struct flow_step, f->steps_len + 1);
	s = &f->steps[f->steps_len++];
	*s = (struct flow_step){ .name = talloc_strdup(f, name), .line = line, .column = column };
	return s;
}

struct flow_stmt *flow_stmt_add(struct flow_parser *p, struct flow_step *step,
				enum flow_stmt_kind kind, int line, int column)
{
	struct flow_stmt *s;

	step->stmts = talloc_realloc(p->flow, step->stmts, struct flow_stmt, step->len + 1);
	s = &step->stmts[step->len++];
	*s = (struct flow_stmt){
		.kind = kind, .line = line, .column = column, .retries = -1,
		.target = { .step = -1 }, .silence = { .step = -1 }, .retry = { .step = -1 },
	};
	return s;
}

/* --- Header lines ------------------------------------------------------------------- */

static void header_purpose(struct flow_parser *p, struct flow_cursor *c)
{
	const char *name = flow_parse_name(p, c, "a purpose such as checkin");

	if (name)
		p->flow->purpose = name;
}

static void header_takes(struct flow_parser *p, struct flow_cursor *c)
{
	struct flow *f = p->flow;

	do {
		const char *name = flow_parse_name(p, c, "the name of a variable");

		if (!name)
			return;
		f->takes = talloc_realloc(f, f->takes, const char *, f->takes_len + 1);
		f->takes[f->takes_len++] = name;
	} while (flow_accept(c, ","));
}

static void header_trigger(struct flow_parser *p, struct flow_cursor *c)
{
	struct flow_trigger t = { .line = c->line->number, .column = flow_peek(c)->column };
	static const char *const how[] = { "with", "anywhere", NULL };

	t.key = flow_parse_name(p, c, "a keyword's key such as keyword.talk");
	if (!t.key)
		return;
	if (flow_accept(c, "with")) {
		if (!flow_accept(c, "rest")) {
			flow_expected(p, c, "`rest`", (const char *const[]){ "rest", NULL });
			return;
		}
		t.match = FLOW_MATCH_LEADING;
	} else if (flow_accept(c, "anywhere")) {
		t.match = FLOW_MATCH_ANYWHERE;
	} else if (flow_peek(c)->type != TOK_END) {
		flow_expected(p, c, "`with rest`, `anywhere` or nothing", how);
		return;
	}
	p->flow->triggers = talloc_realloc(p->flow, p->flow->triggers, struct flow_trigger,
					   p->flow->triggers_len + 1);
	p->flow->triggers[p->flow->triggers_len++] = t;
}

static void header_needs(struct flow_parser *p, struct flow_cursor *c)
{
	static const char *const who[] = { "clinician", "manager", NULL };

	for (size_t i = 0; who[i]; i++)
		if (flow_accept(c, who[i])) {
			p->flow->needs = who[i];
			return;
		}
	flow_expected(p, c, "whose signature: `clinician` or `manager`", who);
}

/* "2027-01-31" */
static void header_expires(struct flow_parser *p, struct flow_cursor *c)
{
	const struct flow_token *t = flow_peek(c);
	int year, month, day, used = 0;

	if (t->type != TOK_WORD || strlen(t->text) != 10 ||
	    sscanf(t->text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || used != 10 ||
	    month < 1 || month > 12 || day < 1 || day > 31) {
		flow_expected(p, c, "a day such as 2027-01-31", NULL);
		return;
	}
	p->flow->expires = talloc_strdup(p->flow, t->text);
	p->flow->expires_line = c->line->number;
	c->at++;
}

static void header_silence(struct flow_parser *p, struct flow_cursor *c)
{
	const struct flow_token *t = flow_peek(c);

	if (t->type != TOK_DURATION || t->number <= 0) {
		flow_expected(p, c, "a time such as 20m, 2h or 3d", NULL);
		return;
	}
	p->flow->silence_ms = t->number;
	c->at++;
	flow_parse_target(p, c, &p->flow->silence);
}

static void header_ends(struct flow_parser *p, struct flow_cursor *c)
{
	const struct flow_token *t;

	if (!flow_accept(c, "after")) {
		flow_expected(p, c, "`after`", NULL);
		return;
	}
	t = flow_peek(c);
	if (t->type != TOK_DURATION || t->number < MINUTES_MS(1) || t->number > DAYS_MS(60)) {
		flow_expected(p, c, "a time from 1m to 60d", NULL);
		return;
	}
	p->flow->age_ms = t->number;
	c->at++;
}

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL
};

/* "at member.hour" */
static void schedule_at(struct flow_parser *p, struct flow_cursor *c, struct flow_schedule *s)
{
	if (!flow_accept(c, "at")) {
		flow_expected(p, c, "`at`", (const char *const[]){ "at", NULL });
		return;
	}
	s->at = flow_parse_name(p, c, "a variable with the time of day, such as member.hour");
	if (s->at)
		s->kind = FLOW_EVERY_DAYS;
}

/* "2h after conversation", "7d before date.birth at member.hour" */
static void schedule_around(struct flow_parser *p, struct flow_cursor *c, struct flow_schedule *s)
{
	static const char *const words[] = { "after", "before", NULL };
	bool before = flow_accept(c, "before");

	if (!before && !flow_accept(c, "after")) {
		flow_expected(p, c, "`after` or `before`", words);
		return;
	}
	s->event = flow_parse_name(p, c, "an event such as conversation, or a date such as "
				   "date.birth");
	if (!s->event)
		return;
	if (strncmp(s->event, "date.", 5) == 0) {
		if (before)
			s->after_ms = -s->after_ms;
		schedule_at(p, c, s);
		s->kind = FLOW_AROUND_DATE;
	} else if (before) {
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c->line->number,
				 c->line->tokens[0].column, "nobody knows an event before it "
				 "happens; `before` needs a date of the member, "
				 "such as date.birth");
	} else {
		s->kind = FLOW_AFTER_EVENT;
	}
}

/* "... 6 times" */
static void schedule_times(struct flow_parser *p, struct flow_cursor *c, struct flow_schedule *s)
{
	const struct flow_token *t = flow_peek(c);

	if (t->type != TOK_NUMBER || s->kind != FLOW_EVERY_DAYS)
		return;
	c->at++;
	if (t->number < 1 || t->number > 100 || !flow_accept(c, "times")) {
		flow_expected(p, c, "how often, as in `6 times`", NULL);
		return;
	}
	s->times = (int)t->number;
}

/* "once a day at ...", "once a week on monday at ...", "every 3d at ...",
 * "2h after conversation" */
static void header_asks(struct flow_parser *p, struct flow_cursor *c)
{
	static const char *const starts[] = { "once", "every", NULL };
	struct flow_schedule *s = &p->flow->schedule;
	const struct flow_token *t = flow_peek(c);

	if (t->type == TOK_DURATION) {
		s->after_ms = t->number;
		c->at++;
		schedule_around(p, c, s);
	} else if (flow_accept(c, "every")) {
		t = flow_peek(c);
		if (t->type != TOK_DURATION || t->number < DAYS_MS(1) ||
		    t->number % DAYS_MS(1) != 0) {
			flow_expected(p, c, "whole days such as 3d", NULL);
			return;
		}
		s->every_days = (int)(t->number / DAYS_MS(1));
		c->at++;
		schedule_at(p, c, s);
	} else if (flow_accept(c, "once") && flow_accept(c, "a")) {
		bool week = flow_accept(c, "week");

		if (!week && !flow_accept(c, "day")) {
			flow_expected(p, c, "`day` or `week`",
				      (const char *const[]){ "day", "week", NULL });
			return;
		}
		s->every_days = week ? 7 : 1;
		if (week && flow_accept(c, "on")) {
			for (int i = 0; weekdays[i] && !s->weekday; i++)
				if (flow_accept(c, weekdays[i]))
					s->weekday = i + 1;
			if (!s->weekday) {
				flow_expected(p, c, "a day such as monday", weekdays);
				return;
			}
		}
		schedule_at(p, c, s);
	} else {
		flow_expected(p, c, "`once a day at ...`, `once a week at ...`, `every 3d at ...`, "
			      "`2h after ...` or `7d before date.NAME at ...`", starts);
		return;
	}
	schedule_times(p, c, s);
}

static const struct {
	const char *name;
	void (*parse)(struct flow_parser *p, struct flow_cursor *c);
} headers[] = {
	{ "asks", header_asks }, { "ends", header_ends }, { "expires", header_expires },
	{ "needs", header_needs }, { "purpose", header_purpose }, { "silence", header_silence },
	{ "takes", header_takes }, { "trigger", header_trigger },
};
static const char *const header_names[] = {
	"asks", "ends", "expires", "needs", "purpose", "questionnaire", "silence", "step", "takes",
	"test", "trigger", NULL
};

static void parse_header(struct flow_parser *p, size_t at, size_t end)
{
	struct flow_cursor c = { .line = &p->lines->list[at] };
	size_t before = p->problems->errors;

	for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
		if (!flow_accept(&c, headers[i].name))
			continue;
		headers[i].parse(p, &c);
		if (p->problems->errors == before)
			flow_at_end(p, &c);
		if (end > at + 1)
			flow_problem_add(p->problems, FLOW_ERROR, p->lines->file,
					 p->lines->list[at + 1].number,
					 p->lines->list[at + 1].indent + 1,
					 "nothing can stand below `%s`: take the spaces away",
					 headers[i].name);
		return;
	}
	flow_expected(p, &c, "`step`, `trigger`, `asks`, `silence`, `ends`, `purpose`, `takes`, "
		      "`questionnaire`, `needs`, `expires` or `test`", header_names);
}

static void parse_step(struct flow_parser *p, size_t at, size_t end)
{
	struct flow_cursor c = { .line = &p->lines->list[at], .at = 1 };
	const char *name = flow_parse_name(p, &c, "the step's name");
	size_t child, child_end, next = at + 1, index;
	int line = p->lines->list[at].number;

	if (!name || !flow_at_end(p, &c))
		return;
	if (strchr(name, '.')) {
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, line,
				 c.line->tokens[1].column, "a step's name has no dot");
		return;
	}
	int before = flow_step_find(p->flow, name);
	if (before >= 0) {
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, line,
				 c.line->tokens[1].column, "there is a step `%s` already, in line "
				 "%d", name, p->flow->steps[before].line);
		return;
	}
	flow_step_add(p, name, line, c.line->tokens[1].column);
	index = p->flow->steps_len - 1;
	if (next == end)
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, line, 1,
				 "the step `%s` is empty: indent what it says below it, or write "
				 "`end`", name);
	/* Statements may add steps of their own ("-> queue talk"), which moves the
	 * array: so each gets the step anew and gives it back. */
	while (flow_next_child(p, &next, end, &child, &child_end)) {
		struct flow_step step = p->flow->steps[index];

		flow_parse_stmt(p, &step, child, child_end);
		p->flow->steps[index] = step;
	}
}

/* --- Arrows -------------------------------------------------------------------------- */

int flow_step_find(const struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->steps_len; i++)
		if (strcmp(f->steps[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void resolve(struct flow_parser *p, struct flow_target *t)
{
	struct flow *f = p->flow;
	const char **names;

	if (t->to != TO_STEP || !t->name)
		return;
	t->step = flow_step_find(f, t->name);
	if (t->step >= 0)
		return;
	names = talloc_zero_array(f, const char *, f->steps_len + 3);
	for (size_t i = 0; i < f->steps_len; i++)
		names[i] = f->steps[i].name;
	names[f->steps_len] = "end";
	names[f->steps_len + 1] = "return";
	flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, t->line, t->column,
			 "there is no step `%s`.%s", t->name, flow_suggest(f, t->name, names));
}

static void resolve_all(struct flow_parser *p)
{
	struct flow *f = p->flow;

	resolve(p, &f->silence);
	for (size_t i = 0; i < f->questionnaires_len; i++) {
		struct flow_questionnaire *q = &f->questionnaires[i];

		for (size_t j = 0; j < q->items_len; j++)
			resolve(p, &q->items[j].target);
		for (size_t j = 0; j < q->bands_len; j++)
			resolve(p, &q->bands[j].target);
	}
	for (size_t i = 0; i < f->steps_len; i++)
		for (size_t j = 0; j < f->steps[i].len; j++) {
			struct flow_stmt *s = &f->steps[i].stmts[j];

			resolve(p, &s->target);
			resolve(p, &s->silence);
			resolve(p, &s->retry);
			for (size_t k = 0; k < s->branches_len; k++)
				resolve(p, &s->branches[k].target);
		}
}

/* --- The file ---------------------------------------------------------------------------- */

struct block {
	size_t at, end;
	const char *word;		/* its first */
};

static void parse_body(struct flow_parser *p)
{
	size_t next = 1, child, child_end, len = 0;
	struct block *list = NULL;

	while (flow_next_child(p, &next, p->lines->len, &child, &child_end)) {
		const struct flow_line *l = &p->lines->list[child];

		if (l->indent == 0) {
			flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, l->number, 1,
					 "this line is not indented below `flow`; a second flow "
					 "needs a file of its own");
			continue;
		}
		list = talloc_realloc(p->flow, list, struct block, len + 1);
		list[len++] = (struct block){ child, child_end, l->tokens[0].text };
	}
	/* Steps first, for a header's "-> queue talk" makes one, and the first step of the
	 * file is where it starts. */
	for (size_t i = 0; i < len; i++)
		if (strcmp(list[i].word, "step") == 0)
			parse_step(p, list[i].at, list[i].end);
	for (size_t i = 0; i < len; i++) {
		if (strcmp(list[i].word, "questionnaire") == 0)
			flow_parse_questionnaire(p, list[i].at, list[i].end);
		else if (strcmp(list[i].word, "step") != 0 && strcmp(list[i].word, "test") != 0)
			parse_header(p, list[i].at, list[i].end);
	}
	flow_build_questionnaires(p);
	if (p->flow->steps_len == 0)
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file,
				 p->lines->list[0].number, 1, "a flow needs at least one `step`");
	resolve_all(p);
}

static void parse_file(struct flow_parser *p)
{
	static const char *const first[] = { "flow", NULL };
	struct flow_cursor c;
	const char *name;

	if (p->lines->len == 0) {
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, 0, 0,
				 "there is no flow in this file; it starts with `flow NAME`");
		return;
	}
	c = (struct flow_cursor){ .line = &p->lines->list[0] };
	if (!flow_accept(&c, "flow")) {
		flow_expected(p, &c, "`flow NAME`", first);
		return;
	}
	name = flow_parse_name(p, &c, "the flow's name");
	if (!name || !flow_at_end(p, &c))
		return;
	if (strlen(name) > FLOW_NAME_MAX || strchr(name, '.'))
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c.line->number,
				 c.line->tokens[1].column,
				 "a flow's name has no dot and at most %d letters", FLOW_NAME_MAX);
	p->flow->name = talloc_strdup(p->flow, name);
	parse_body(p);
}

struct flow *flow_parse(void *ctx, const char *file, struct view source,
			struct flow_problems *problems)
{
	struct flow_problems own = { 0 };
	struct flow *f = talloc_zero(ctx, struct flow);
	uint8_t hash[FLOW_HASH_LEN / 2];
	struct flow_parser p = { .flow = f, .problems = problems ? problems : &own };
	size_t before = p.problems->errors;

	f->purpose = "reply";
	f->age_ms = DAYS_MS(AGE_DEFAULT_DAYS);
	f->silence.step = -1;
	f->file = talloc_strdup(f, file);
	p.lines = flow_lex(f, file, source, p.problems);
	parse_file(&p);

	bool good = p.problems->errors == before;
	flow_problems_clear(&own);
	if (!good) {
		talloc_free(f);
		return NULL;
	}
	char *canonical = flow_canonical(f, p.lines);
	crypto_generichash(hash, sizeof(hash), (const uint8_t *)canonical, strlen(canonical),
			   NULL, 0);
	sodium_bin2hex(f->hash, sizeof(f->hash), hash, sizeof(hash));
	f->source = talloc_strndup(f, (const char *)source.data, source.len);
	talloc_free(canonical);
	talloc_free((void *)p.lines);
	return f;
}
