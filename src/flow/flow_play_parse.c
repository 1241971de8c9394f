// SPDX-License-Identifier: AGPL-3.0-or-later
/* Reading tests: the same lines and tokens as a flow, other words. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "flow/flow_play_int.h"
#include "base/mem.h"

struct reader {
	struct flow_parser p;
	struct flow_tests *tests;
	struct flow_test *test;
};

struct flow_tests *flow_tests_new(void *ctx)
{
	struct flow_tests *tests = talloc_zero(ctx, struct flow_tests);

	tests->last = &tests->first;
	return tests;
}

static struct cue *cue_add(struct reader *r, enum cue_kind kind, const struct flow_cursor *c)
{
	struct flow_test *t = r->test;

	t->cues = talloc_realloc(t, t->cues, struct cue, t->len + 1);
	t->cues[t->len] = (struct cue){ .kind = kind, .line = c->line->number,
					.column = c->line->tokens[0].column };
	return &t->cues[t->len++];
}

/* --- Cues ------------------------------------------------------------------------------ */

/* phone gets KEY ["words"] */
static void read_phone(struct reader *r, struct flow_cursor *c)
{
	static const char *const verbs[] = { "gets", "hears", NULL };
	struct cue *cue;

	if (!flow_accept(c, "gets") && !flow_accept(c, "hears")) {
		flow_expected(&r->p, c, "`gets` or `hears`", verbs);
		return;
	}
	cue = cue_add(r, CUE_GETS, c);
	cue->column = flow_peek(c)->column;
	cue->key = flow_parse_name(&r->p, c, "the key of the words, such as checkin.mood");
	if (cue->key && flow_peek(c)->type == TOK_STRING) {
		cue->text = talloc_strdup(r->test, flow_peek(c)->text);
		c->at++;
	}
}

/* peer gets KEY ["words"], staff gets KEY ["words"] */
static void read_other(struct reader *r, struct flow_cursor *c)
{
	const char *who = c->line->tokens[c->at - 1].text;
	size_t before = r->test->len;

	read_phone(r, c);
	if (r->test->len > before) {
		r->test->cues[before].kind = CUE_TOLD;
		r->test->cues[before].who = talloc_strdup(r->test, who);
	}
}

/* member sends 2, member presses 2, member says "..." */
static void read_member(struct reader *r, struct flow_cursor *c)
{
	static const char *const verbs[] = { "sends", "presses", "says", NULL };
	const struct flow_token *t;
	struct cue *cue;

	if (!flow_accept(c, "sends") && !flow_accept(c, "presses") && !flow_accept(c, "says")) {
		flow_expected(&r->p, c, "`sends`, `presses` or `says`", verbs);
		return;
	}
	t = flow_peek(c);
	if (t->type != TOK_WORD && t->type != TOK_NUMBER && t->type != TOK_STRING) {
		flow_expected(&r->p, c, "a number, a word such as `yes`, or a \"text\"", NULL);
		return;
	}
	cue = cue_add(r, CUE_SENDS, c);
	cue->is_word = t->type == TOK_WORD;
	cue->text = cue->is_word ? flow_word_key(&r->p, talloc_strdup(r->test, t->text)) :
		talloc_strdup(r->test, t->text);
	c->at++;
}

/* service does find food -> found; service knows member.child = true */
static void read_service(struct reader *r, struct flow_cursor *c)
{
	static const char *const verbs[] = { "does", "knows", NULL };
	struct cue *cue;

	if (flow_accept(c, "knows")) {
		cue = cue_add(r, CUE_KNOWS, c);
		cue->key = flow_parse_name(&r->p, c, "a name such as member.child");
		if (cue->key && !flow_accept(c, "="))
			flow_expected(&r->p, c, "`=`", NULL);
		else if (cue->key)
			cue->expr = flow_parse_expr(&r->p, c);
		return;
	}
	if (!flow_accept(c, "does")) {
		flow_expected(&r->p, c, "`does` or `knows`", verbs);
		return;
	}
	cue = cue_add(r, CUE_DOES, c);
	cue->column = flow_peek(c)->column;
	cue->key = flow_parse_name(&r->p, c, "an effect such as queue");
	while (cue->key && flow_peek(c)->type != TOK_END && flow_peek(c)->type != TOK_OP) {
		cue->args = talloc_realloc(r->test, cue->args, const char *, cue->args_len + 1);
		cue->args[cue->args_len++] = talloc_strdup(r->test, flow_peek(c)->text);
		c->at++;
	}
	if (flow_accept(c, "->"))
		cue->outcome = flow_parse_name(&r->p, c, "what comes of it, such as found");
}

/* then ends [silent], then waits, then score == 8 */
static void read_then(struct reader *r, struct flow_cursor *c)
{
	struct cue *cue = cue_add(r, CUE_THEN, c);

	if (flow_accept(c, "waits")) {
		cue->kind = CUE_WAITS;
	} else if (flow_accept(c, "ends")) {
		cue->kind = CUE_ENDS;
		cue->key = flow_peek(c)->type == TOK_WORD ?
			flow_parse_name(&r->p, c, "a reason such as silent") : "done";
	} else {
		cue->expr = flow_parse_expr(&r->p, c);
	}
}

static void read_of(struct reader *r, struct flow_cursor *c)
{
	r->test->flow = flow_parse_name(&r->p, c, "the name of a flow");
}

static void read_in(struct reader *r, struct flow_cursor *c)
{
	size_t n = 0;

	do {
		const char *lang = flow_parse_name(&r->p, c, "a language such as sw");

		if (!lang)
			return;
		r->test->langs = talloc_realloc(r->test, r->test->langs, const char *, n + 2);
		r->test->langs[n++] = lang;
		r->test->langs[n] = NULL;
	} while (flow_accept(c, ","));
}

static void read_by(struct reader *r, struct flow_cursor *c)
{
	static const char *const how[] = { "text", "voice", NULL };

	r->test->text_only = flow_accept(c, "text");
	if (!r->test->text_only && !(r->test->voice_only = flow_accept(c, "voice")))
		flow_expected(&r->p, c, "`text` or `voice`", how);
}

/* 20m pass */
static void read_pass(struct reader *r, struct flow_cursor *c)
{
	struct cue *cue = cue_add(r, CUE_PASS, c);

	cue->ms = flow_peek(c)->number;
	c->at++;
	if (!flow_accept(c, "pass"))
		flow_expected(&r->p, c, "`pass`", (const char *const[]){ "pass", NULL });
}

static const struct {
	const char *word;
	void (*read)(struct reader *r, struct flow_cursor *c);
} lines[] = {
	{ "by", read_by }, { "in", read_in }, { "member", read_member }, { "of", read_of },
	{ "peer", read_other }, { "phone", read_phone }, { "service", read_service },
	{ "staff", read_other }, { "then", read_then },
};
static const char *const line_words[] = {
	"by", "in", "member", "of", "peer", "phone", "service", "staff", "then", NULL
};

static void read_line(struct reader *r, const struct flow_line *line)
{
	struct flow_cursor c = { .line = line };
	size_t before = r->p.problems->errors, i = 0;

	if (flow_peek(&c)->type == TOK_DURATION) {
		read_pass(r, &c);
	} else {
		while (i < ARRAY_LEN(lines) && !flow_accept(&c, lines[i].word))
			i++;
		if (i == ARRAY_LEN(lines)) {
			flow_expected(&r->p, &c, "`phone`, `member`, `service`, `peer`, `staff`, "
				      "`then`, a time such as `20m pass`, `of`, `in` or `by`",
				      line_words);
			return;
		}
		lines[i].read(r, &c);
	}
	if (r->p.problems->errors == before)
		flow_at_end(&r->p, &c);
}

static void read_test(struct reader *r, const char *flow, size_t at, size_t end)
{
	struct flow_cursor c = { .line = &r->p.lines->list[at], .at = 1 };
	size_t next = at + 1, child, child_end;
	struct flow_test *t = talloc_zero(r->tests, struct flow_test);

	if (flow_peek(&c)->type != TOK_STRING && flow_peek(&c)->type != TOK_WORD) {
		flow_expected(&r->p, &c, "the test's name in quotes", NULL);
		return;
	}
	*t = (struct flow_test){
		.name = talloc_strdup(t, flow_peek(&c)->text), .flow = flow,
		.file = talloc_strdup(t, r->p.lines->file), .line = c.line->number,
		.column = c.line->tokens[0].column };
	r->test = t;
	while (flow_next_child(&r->p, &next, end, &child, &child_end))
		read_line(r, &r->p.lines->list[child]);
	if (!t->flow)
		flow_problem_add(r->p.problems, FLOW_ERROR, t->file, t->line, t->column,
				 "which flow? Say `of NAME` on the next line");
	*r->tests->last = t;
	r->tests->last = &t->next;
}

/* --- Files ------------------------------------------------------------------------------- */

static bool starts(const struct flow_line *l, const char *word)
{
	return l->tokens[0].type == TOK_WORD && strcmp(l->tokens[0].text, word) == 0;
}

void flow_tests_add(struct flow_tests *tests, const char *file, struct view source,
		    struct flow_problems *problems)
{
	struct flow_problems own = { 0 };
	struct flow *shelf = talloc_zero(tests, struct flow);	/* what expressions hang on */
	struct reader r = { .p = { .flow = shelf, .problems = problems ? problems : &own },
			    .tests = tests };
	const struct flow_lines *l = flow_lex(shelf, file, source, r.p.problems);
	bool is_flow = l->len && starts(&l->list[0], "flow");
	const char *flow = is_flow && l->list[0].len > 1 ?
		talloc_strdup(shelf, l->list[0].tokens[1].text) : NULL;
	size_t next = is_flow ? 1 : 0, child, child_end;

	r.p.lines = l;
	while (flow_next_child(&r.p, &next, l->len, &child, &child_end)) {
		if (starts(&l->list[child], "test"))
			read_test(&r, flow, child, child_end);
		else if (!is_flow)
			flow_problem_add(r.p.problems, FLOW_ERROR, file, l->list[child].number, 1,
					 "expected `test \"what it shows\"`");
	}
	flow_problems_clear(&own);
}

static int add_file(struct flow_tests *tests, const char *path, struct flow_problems *problems)
{
	FILE *f = fopen(path, "re");
	char *buf;
	size_t len;

	if (!f)
		return -errno;
	buf = talloc_size(tests, FLOW_SOURCE_MAX + 1);
	len = fread(buf, 1, FLOW_SOURCE_MAX + 1, f);
	flow_tests_add(tests, strrchr(path, '/') + 1,
		       (struct view){ (uint8_t *)buf, len }, problems);
	talloc_free(buf);
	fclose(f);
	return 0;
}

static int is_source(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return dot && dot != d->d_name && (strcmp(dot, ".flow") == 0 || strcmp(dot, ".test") == 0);
}

int flow_tests_load_dir(struct flow_tests *tests, const char *dir, struct flow_problems *problems)
{
	struct dirent **names = NULL;
	int n = scandir(dir, &names, is_source, alphasort), rc = 0;

	if (n < 0)
		return -errno;
	for (int i = 0; i < n; i++) {
		char *path = talloc_asprintf(tests, "%s/%s", dir, names[i]->d_name);

		if (rc == 0)
			rc = add_file(tests, path, problems);
		talloc_free(path);
		free(names[i]);
	}
	free(names);
	return rc;
}

/* --- Looking ------------------------------------------------------------------------------- */

const struct flow_test *flow_tests_next(const struct flow_tests *tests,
					const struct flow_test *after)
{
	return after ? after->next : tests->first;
}

const char *flow_test_name(const struct flow_test *t)
{
	return t->name;
}

const char *flow_test_flow(const struct flow_test *t)
{
	return t->flow;
}

const char *flow_test_file(const struct flow_test *t)
{
	return t->file;
}

bool flow_test_in(const struct flow_test *t, const char *lang)
{
	const char *const *l = (const char *const *)t->langs;

	while (l && *l && strcmp(*l, lang) != 0)
		l++;
	return !t->langs || *l;
}
