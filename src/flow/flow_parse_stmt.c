// SPDX-License-Identifier: AGPL-3.0-or-later
/* What stands below a step: statements, answers and arrows. */
#include <inttypes.h>

#include "flow/flow_int.h"
#include "base/mem.h"

enum { OPTIONS_MAX_NUMBER = 8, DIGITS_MAX = 20 };

static void problem(struct flow_parser *p, const struct flow_cursor *c, const char *text)
{
	flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c->line->number,
			 flow_peek(c)->column, "%s", text);
}

/* --- Arrows ------------------------------------------------------------------------- */

static bool starts_effect(const struct flow_cursor *c)
{
	static const char *const words[] = {
		"do", "follow", "join", "leave", "queue", "raise", "tag", "unfollow", "untag"
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(flow_peek(c)->text, words[i]) == 0)
			return true;
	return false;
}

/* "-> queue talk" is a step of its own: do it, then end. */
static bool parse_target_step(struct flow_parser *p, struct flow_cursor *c, struct flow_target *t)
{
	char *name = talloc_asprintf(p->flow, "~%d.%d", t->line, t->column);
	struct flow_step step = { .name = name, .line = t->line, .column = t->column };
	struct flow_stmt *s;
	size_t index;

	flow_step_add(p, name, t->line, t->column);
	index = p->flow->steps_len - 1;
	if (flow_accept(c, "call")) {
		s = flow_stmt_add(p, &step, STMT_CALL, t->line, t->column);
		s->key = flow_parse_name(p, c, "the name of a flow");
		if (!s->key)
			return false;
	} else {
		s = flow_stmt_add(p, &step, STMT_EFFECT, t->line, t->column);
		if (!flow_parse_effect(p, c, s))
			return false;
	}
	flow_stmt_add(p, &step, STMT_END, t->line, t->column);
	p->flow->steps[index] = step;
	t->to = TO_STEP;
	t->name = name;
	return true;
}

bool flow_parse_target(struct flow_parser *p, struct flow_cursor *c, struct flow_target *t)
{
	*t = (struct flow_target){ .line = c->line->number, .step = -1 };
	if (!flow_accept(c, "->")) {
		flow_expected(p, c, "`-> STEP`", NULL);
		return false;
	}
	t->column = flow_peek(c)->column;
	if (flow_accept(c, "end")) {
		t->to = TO_END;
		return true;
	}
	if (flow_accept(c, "return")) {
		t->to = TO_RETURN;
		return true;
	}
	if (starts_effect(c) || strcmp(flow_peek(c)->text, "call") == 0)
		return parse_target_step(p, c, t);
	t->name = flow_parse_name(p, c, "a step, `end`, `return`, `queue ...` or `call ...`");
	if (t->name)
		t->to = TO_STEP;
	return t->name != NULL;
}

/* --- Effects --------------------------------------------------------------------------- */

static struct flow_expr *word_expr(struct flow_parser *p, struct flow_cursor *c)
{
	const struct flow_token *t = flow_peek(c);
	struct flow_expr *e = talloc_zero(p->flow, struct flow_expr);

	e->op = OP_VALUE;
	e->line = c->line->number;
	e->column = t->column;
	e->value = t->type == TOK_NUMBER ? FLOW_INT(t->number) :
		FLOW_STRING(talloc_strdup(e, t->text));
	c->at++;
	return e;
}

static bool parse_arg(struct flow_parser *p, struct flow_cursor *c, struct flow_expr **out)
{
	if (!flow_accept(c, "{")) {
		*out = word_expr(p, c);
		return true;
	}
	*out = flow_parse_expr(p, c);
	if (!*out)
		return false;
	if (!flow_accept(c, "}")) {
		flow_expected(p, c, "`}`", NULL);
		return false;
	}
	return true;
}

bool flow_parse_effect(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	struct flow_expr *arg;

	if (flow_accept(c, "do"))
		s->key = flow_parse_name(p, c, "the name of an effect, such as consent");
	else	/* `queue`, `raise`, `tag` ... are effects that need no `do` */
		s->key = flow_parse_name(p, c, "an effect such as `queue` or `raise`");
	if (!s->key)
		return false;
	for (;;) {
		const struct flow_token *t = flow_peek(c);

		if (t->type == TOK_END || strcmp(t->text, "->") == 0)
			return true;
		if (t->type == TOK_OP && strcmp(t->text, "{") != 0) {
			flow_expected(p, c, "a word, a number, a \"text\" or {an expression}",
				      NULL);
			return false;
		}
		if (!parse_arg(p, c, &arg))
			return false;
		s->args = talloc_realloc(p->flow, s->args, struct flow_expr *, s->args_len + 1);
		s->args[s->args_len++] = arg;
	}
}

/* --- Below an ask ------------------------------------------------------------------------ */

static void parse_silence(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *ask)
{
	const struct flow_token *t = flow_peek(c);

	if (t->type != TOK_DURATION || t->number <= 0) {
		flow_expected(p, c, "a time such as 20m, 2h or 3d", NULL);
		return;
	}
	ask->silence_ms = t->number;
	c->at++;
	if (flow_parse_target(p, c, &ask->silence))
		flow_at_end(p, c);
}

static void parse_retry(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *ask)
{
	const struct flow_token *t = flow_peek(c);

	if (t->type != TOK_NUMBER || t->number > 5) {
		flow_expected(p, c, "how often, 0 to 5", NULL);
		return;
	}
	ask->retries = (int)t->number;
	c->at++;
	if (flow_accept(c, "say")) {
		ask->retry_key = flow_parse_name(p, c, "the key of the words to say");
		if (!ask->retry_key)
			return;
	}
	if (strcmp(flow_peek(c)->text, "->") == 0 && !flow_parse_target(p, c, &ask->retry))
		return;
	flow_at_end(p, c);
}

/* `first-key 6s` until the first key is pressed on a call, `next-key 2s` between keys. */
static void parse_key_time(struct flow_parser *p, struct flow_cursor *c, int64_t *ms)
{
	const struct flow_token *t = flow_peek(c);

	if (t->type != TOK_DURATION || t->number < SECONDS_MS(1) || t->number > SECONDS_MS(60)) {
		flow_expected(p, c, "a time from 1s to 60s", NULL);
		return;
	}
	*ms = t->number;
	c->at++;
	flow_at_end(p, c);
}

/* `keys-for {places}`: on a call a key for each of these names, instead of a recording. */
static void parse_keys_for(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *ask)
{
	if (ask->ask != FLOW_ASK_TEXT) {
		problem(p, c, "only `ask text` can have names for keys: a choice has its own");
		return;
	}
	if (strcmp(flow_peek(c)->text, "{") != 0) {
		flow_expected(p, c, "a list such as {places}", NULL);
		return;
	}
	if (parse_arg(p, c, &ask->expr))
		flow_at_end(p, c);
}

/* What may stand below an ask or right behind it. */
static bool parse_wait(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *ask)
{
	if (flow_accept(c, "silence"))
		parse_silence(p, c, ask);
	else if (flow_accept(c, "retry"))
		parse_retry(p, c, ask);
	else if (flow_accept(c, "first-key"))
		parse_key_time(p, c, &ask->first_key_ms);
	else if (flow_accept(c, "next-key"))
		parse_key_time(p, c, &ask->next_key_ms);
	else if (flow_accept(c, "keys-for"))
		parse_keys_for(p, c, ask);
	else
		return false;
	return true;
}

/* "<= 2", "3", "2..4" into low and high. */
static bool parse_range(struct flow_parser *p, struct flow_cursor *c, struct flow_branch *b)
{
	static const struct { const char *op; int low, high; } ops[] = {
		{ "<=", 0, 1 }, { "<", 0, 1 }, { ">=", 1, 0 }, { ">", 1, 0 }, { "==", 1, 1 }
	};
	const struct flow_token *t;

	b->kind = BRANCH_RANGE;
	for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
		if (!flow_accept(c, ops[i].op))
			continue;
		t = flow_peek(c);
		if (t->type != TOK_NUMBER) {
			flow_expected(p, c, "a number", NULL);
			return false;
		}
		c->at++;
		b->low = ops[i].low ? t->number + (strcmp(ops[i].op, ">") == 0) : INT64_MIN;
		b->high = ops[i].high ? t->number - (strcmp(ops[i].op, "<") == 0) : INT64_MAX;
		return true;
	}
	t = flow_peek(c);
	b->low = b->high = t->number;
	c->at++;
	if (!flow_accept(c, ".."))
		return true;
	t = flow_peek(c);
	if (t->type != TOK_NUMBER) {
		flow_expected(p, c, "a number", NULL);
		return false;
	}
	b->high = t->number;
	c->at++;
	return true;
}

const char *flow_word_key(struct flow_parser *p, const char *word)
{
	return strchr(word, '.') ? word : talloc_asprintf(p->flow, "choice.%s", word);
}

static bool parse_option(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *ask,
			 struct flow_branch *b)
{
	const struct flow_token *t = flow_peek(c);
	const char *word;

	if (t->type != TOK_NUMBER) {
		flow_expected(p, c, "an option such as `1 yes -> STEP`, or `silence`, `retry`",
			      NULL);
		return false;
	}
	b->kind = BRANCH_OPTION;
	b->low = b->high = t->number;
	if (t->number < 1 || t->number > OPTIONS_MAX_NUMBER) {
		problem(p, c, "an option's number is 1 to 8: 0 asks for a person and 9 is safety, "
			"at every step");
		return false;
	}
	for (size_t i = 0; i < ask->options_len; i++)
		if (ask->options[i].number == t->number) {
			problem(p, c, "this number is taken by an option above");
			return false;
		}
	c->at++;
	word = flow_parse_name(p, c, "the option's word");
	if (!word)
		return false;
	b->word = flow_word_key(p, word);
	ask->options = talloc_realloc(p->flow, ask->options, struct flow_option,
				      ask->options_len + 1);
	ask->options[ask->options_len++] = (struct flow_option){ (int)b->low, b->word };
	return true;
}

/* What an answer (or an outcome) can look like, left of its arrow. */
static bool parse_answer(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s,
			 struct flow_branch *b)
{
	const struct flow_token *t = flow_peek(c);
	bool ask = s->kind == STMT_ASK;
	bool outcomes = !ask || s->ask == FLOW_ASK_PIN || s->ask == FLOW_ASK_NEW_PIN;

	if (flow_accept(c, "else")) {
		b->kind = BRANCH_ELSE;
		return true;
	}
	if (ask && s->ask == FLOW_ASK_CHOICE)
		return parse_option(p, c, s, b);
	if (ask && s->ask == FLOW_ASK_NUMBER && t->type != TOK_WORD) {
		if (t->type != TOK_NUMBER && t->type != TOK_OP) {
			flow_expected(p, c, "an answer such as `<= 2 -> STEP`", NULL);
			return false;
		}
		if (!parse_range(p, c, b))
			return false;
		if (b->low <= s->high && b->high >= s->low && b->low <= b->high)
			return true;
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, b->line, b->column,
				 "no answer from %" PRId64 " to %" PRId64 " is like this", s->low,
				 s->high);
		return false;
	}
	b->kind = BRANCH_WORD;
	b->word = flow_parse_name(p, c, outcomes ? "an outcome such as `found -> STEP`" :
				  "an answer such as `skip -> STEP`, `else`, `silence` or `retry`");
	if (b->word && !outcomes)
		b->word = flow_word_key(p, b->word);
	return b->word != NULL;
}

static void parse_branch(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	struct flow_branch b = { .line = c->line->number, .column = flow_peek(c)->column };

	b.target.step = -1;
	if (s->kind == STMT_ASK && parse_wait(p, c, s))
		return;
	if (!parse_answer(p, c, s, &b))
		return;
	if (flow_peek(c)->type == TOK_END && b.kind == BRANCH_OPTION)
		b.target.to = TO_NEXT;	/* a choice may just go on below */
	else if (!flow_parse_target(p, c, &b.target))
		return;
	if (!flow_at_end(p, c))
		return;
	s->branches = talloc_realloc(p->flow, s->branches, struct flow_branch,
				     s->branches_len + 1);
	s->branches[s->branches_len++] = b;
}

/* --- Statements ----------------------------------------------------------------------------- */

typedef void (*stmt_parser)(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s);

static void parse_say(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	s->key = flow_parse_name(p, c, "the key of the words to say (the words stand in prompts/)");
	s->must_hear = s->key && flow_accept(c, "must-hear");
}

static const struct {
	const char *name;
	enum flow_ask_kind kind;
	bool range;
} ask_kinds[] = {
	{ "number", FLOW_ASK_NUMBER, true }, { "choice", FLOW_ASK_CHOICE, false },
	{ "digits", FLOW_ASK_DIGITS, true }, { "text", FLOW_ASK_TEXT, false },
	{ "pin", FLOW_ASK_PIN, false }, { "recording", FLOW_ASK_RECORDING, false },
};
static const char *const ask_names[] = {
	"number", "choice", "digits", "text", "pin", "new", "recording", NULL
};

/* The same scale from 1 on, and what takes an answer back to it. */
static void suggest_range(struct flow_parser *p, struct flow_cursor *c, const struct flow_stmt *s)
{
	int64_t shift = s->low - 1;

	if (s->high < 0 || s->high > 100 || s->low < -100 || s->high - s->low >= 8)
		problem(p, c, "0 asks for a person and 9 is safety, at every step: ask 1..8 or "
			"less, or `ask digits` for a longer number");
	else
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, c->line->number,
				 flow_peek(c)->column, "0 asks for a person and 9 is safety, at "
				 "every step: ask 1..%" PRId64
				 " and map it, as in `set score = answer %c %" PRId64 "`",
				 s->high - shift, shift < 0 ? '-' : '+',
				 shift < 0 ? -shift : shift);
}

/* No valid answer is ever a lone 0 or 9. */
static void check_range(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	if (s->low > s->high)
		problem(p, c, "the smaller number comes first");
	else if (s->ask == FLOW_ASK_NUMBER && (s->low < 1 || (s->low <= 9 && s->high >= 9)))
		suggest_range(p, c, s);
	else if (s->ask == FLOW_ASK_DIGITS && (s->low < 2 || s->high > DIGITS_MAX))
		problem(p, c, "from 2 to 20 digits: a lone 0 or 9 is never an answer");
}

bool flow_parse_range(struct flow_parser *p, struct flow_cursor *c, int64_t *low, int64_t *high)
{
	const struct flow_token *t = flow_peek(c);

	*low = t->number;
	if (t->type != TOK_NUMBER) {
		flow_expected(p, c, "a range such as 1..5", NULL);
		return false;
	}
	c->at++;
	if (!flow_accept(c, "..")) {
		flow_expected(p, c, "`..` as in 1..5", NULL);
		return false;
	}
	t = flow_peek(c);
	*high = t->number;
	if (t->type != TOK_NUMBER) {
		flow_expected(p, c, "a range such as 1..5", NULL);
		return false;
	}
	c->at++;
	return true;
}

static void parse_ask_range(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	if (!flow_parse_range(p, c, &s->low, &s->high))
		return;
	c->at--;			/* a problem with the range points at its end */
	check_range(p, c, s);
	c->at++;
}

/* `ask recording KEY 2m`: at most so long */
static void parse_ask_length(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	const struct flow_token *t = flow_peek(c);

	if (t->type != TOK_DURATION || t->number < SECONDS_MS(3) || t->number > MINUTES_MS(10)) {
		flow_expected(p, c, "the longest time of the recording, 3s to 10m", NULL);
		return;
	}
	s->high = t->number;
	c->at++;
}

static void parse_ask(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	bool new_pin = flow_accept(c, "new");
	size_t i = 0;

	while (i < ARRAY_LEN(ask_kinds) && !flow_accept(c, ask_kinds[i].name))
		i++;
	if (i == ARRAY_LEN(ask_kinds) || (new_pin && ask_kinds[i].kind != FLOW_ASK_PIN)) {
		flow_expected(p, c, "`number`, `choice`, `digits`, `text`, `recording`, `pin` or "
			      "`new pin`", ask_names);
		return;
	}
	s->ask = new_pin ? FLOW_ASK_NEW_PIN : ask_kinds[i].kind;
	s->key = flow_parse_name(p, c, "the key of the question");
	if (!s->key)
		return;
	if (ask_kinds[i].range)
		parse_ask_range(p, c, s);
	if (s->ask == FLOW_ASK_RECORDING)
		parse_ask_length(p, c, s);
	if (s->ask == FLOW_ASK_PIN || s->ask == FLOW_ASK_NEW_PIN) {
		s->low = 4;
		s->high = 8;
	} else if (flow_accept(c, "as")) {
		s->var = flow_parse_name(p, c, "the name of a variable");
		if (s->var && strchr(s->var, '.'))
			problem(p, c, "a variable of a flow has no dot in its name");
	}
	s->must_hear = flow_accept(c, "must-hear");
}

static void parse_set(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	s->var = flow_parse_name(p, c, "the name of a variable");
	if (!s->var)
		return;
	if (strchr(s->var, '.')) {
		problem(p, c, "only variables without a dot can be set; to change something about "
			"a person, use `do`");
		return;
	}
	if (!flow_accept(c, "=")) {
		flow_expected(p, c, "`=`", NULL);
		return;
	}
	s->expr = flow_parse_expr(p, c);
}

static void parse_if(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	s->expr = flow_parse_expr(p, c);
	if (s->expr)
		flow_parse_target(p, c, &s->target);
}

static void parse_call(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	s->key = flow_parse_name(p, c, "the name of a flow");
	if (s->key && flow_accept(c, "as")) {
		s->var = flow_parse_name(p, c, "the name of a variable");
		if (s->var && strchr(s->var, '.'))
			problem(p, c, "a variable of a flow has no dot in its name");
	}
	if (s->key && strcmp(flow_peek(c)->text, "->") == 0)
		flow_parse_target(p, c, &s->target);
}

static void parse_return(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	if (flow_peek(c)->type != TOK_END)
		s->expr = flow_parse_expr(p, c);
}

static void parse_end(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
}

static void parse_effect(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	c->at--;			/* flow_parse_effect() reads the first word itself */
	flow_parse_effect(p, c, s);
}

static void parse_goto(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s)
{
	c->at--;
	flow_parse_target(p, c, &s->target);
}

static const struct {
	const char *name;
	enum flow_stmt_kind kind;
	stmt_parser parse;
} statements[] = {
	{ "->", STMT_GOTO, parse_goto },
	{ "ask", STMT_ASK, parse_ask },
	{ "call", STMT_CALL, parse_call },
	{ "bridge", STMT_EFFECT, parse_effect },
	{ "call-back", STMT_EFFECT, parse_effect },
	{ "do", STMT_EFFECT, parse_effect },
	{ "end", STMT_END, parse_end },
	{ "find", STMT_EFFECT, parse_effect },
	{ "follow", STMT_EFFECT, parse_effect },
	{ "hand-over", STMT_EFFECT, parse_effect },
	{ "if", STMT_IF, parse_if },
	{ "join", STMT_EFFECT, parse_effect },
	{ "keep", STMT_EFFECT, parse_effect },
	{ "leave", STMT_EFFECT, parse_effect },
	{ "message", STMT_EFFECT, parse_effect },
	{ "queue", STMT_EFFECT, parse_effect },
	{ "raise", STMT_EFFECT, parse_effect },
	{ "return", STMT_RETURN, parse_return },
	{ "say", STMT_SAY, parse_say },
	{ "score", STMT_GOTO, flow_parse_score },
	{ "set", STMT_SET, parse_set },
	{ "tag", STMT_EFFECT, parse_effect },
	{ "unfollow", STMT_EFFECT, parse_effect },
	{ "untag", STMT_EFFECT, parse_effect },
};
static const char *const statement_names[] = {
	"ask", "bridge", "call", "call-back", "do", "end", "find", "follow", "hand-over",
	"if", "join",
	"keep", "leave", "message", "queue", "raise", "return", "say", "score", "set", "silence",
	"retry", "step", "tag", "unfollow", "untag", NULL
};

/* `silence`, `retry` ... may stand under the ask or beside it, right behind. */
static bool parse_beside(struct flow_parser *p, struct flow_cursor *c, struct flow_step *step)
{
	static const char *const words[] = {
		"silence", "retry", "first-key", "next-key", "keys-for"
	};
	struct flow_stmt *last = step->len ? &step->stmts[step->len - 1] : NULL;
	size_t i = 0;

	while (i < ARRAY_LEN(words) && strcmp(flow_peek(c)->text, words[i]) != 0)
		i++;
	if (i == ARRAY_LEN(words))
		return false;
	if (!last || last->kind != STMT_ASK)
		problem(p, c, "this belongs to an `ask`: put it under one, or right behind it");
	else
		parse_wait(p, c, last);
	return true;
}

static void parse_children(struct flow_parser *p, struct flow_stmt *s, size_t first, size_t end)
{
	size_t next = first + 1, child, child_end;

	while (flow_next_child(p, &next, end, &child, &child_end)) {
		struct flow_cursor c = { .line = &p->lines->list[child] };

		if (s->kind != STMT_ASK && s->kind != STMT_EFFECT) {
			problem(p, &c, "nothing can stand below this statement: take the spaces "
				"away");
			return;
		}
		parse_branch(p, &c, s);
		if (child_end > child + 1) {
			c.line = &p->lines->list[child + 1];
			problem(p, &c, "nothing can stand below an answer: lead it to a step of "
				"its own with `->`");
		}
	}
	if (s->kind == STMT_ASK && s->ask == FLOW_ASK_CHOICE && s->options_len == 0)
		flow_problem_add(p->problems, FLOW_ERROR, p->lines->file, s->line, s->column,
				 "a choice needs options below it, such as `1 yes -> STEP`");
}

void flow_parse_stmt(struct flow_parser *p, struct flow_step *step, size_t first, size_t end)
{
	struct flow_cursor c = { .line = &p->lines->list[first] };
	size_t before = p->problems->errors, i = 0;
	struct flow_stmt *s;

	if (parse_beside(p, &c, step))
		return;
	while (i < ARRAY_LEN(statements) && !flow_accept(&c, statements[i].name))
		i++;
	if (i == ARRAY_LEN(statements)) {
		flow_expected(p, &c, "`say`, `ask`, `set`, `if`, `do`, `call`, `->` or `end`",
			      statement_names);
		return;
	}
	s = flow_stmt_add(p, step, statements[i].kind, c.line->number, c.line->tokens[0].column);
	statements[i].parse(p, &c, s);
	if (p->problems->errors != before || !flow_at_end(p, &c))
		return;
	parse_children(p, s, first, end);
}
