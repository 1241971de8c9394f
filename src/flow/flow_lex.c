// SPDX-License-Identifier: AGPL-3.0-or-later
/* From bytes to lines of tokens, and the problems' notebook. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "flow/flow_int.h"
#include "base/mem.h"

enum { LINE_MAX_BYTES = 400, PROBLEMS_MAX = 4000 };

void flow_problem_add(struct flow_problems *problems, enum flow_severity severity,
		      const char *file, int line, int column, const char *fmt, ...)
{
	struct flow_problem *p;
	char *text;
	va_list ap;

	if (!problems)
		return;
	va_start(ap, fmt);
	text = talloc_vasprintf(NULL, fmt, ap);
	va_end(ap);
	/* Said once: a question's words stand under each of its items. */
	for (size_t i = problems->len; i-- > 0; )
		if (problems->list[i].line == line && problems->list[i].column == column &&
		    strcmp(problems->list[i].text, text) == 0 &&
		    strcmp(problems->list[i].file, file) == 0)
			goto out;
	if (severity == FLOW_ERROR)
		problems->errors++;
	if (problems->len == PROBLEMS_MAX)
		goto out;		/* nobody reads further */
	problems->list = talloc_realloc(NULL, problems->list, struct flow_problem,
					problems->len + 1);
	p = &problems->list[problems->len++];
	*p = (struct flow_problem){
		.severity = severity, .file = talloc_strdup(problems->list, file), .line = line,
		.column = column, .text = talloc_strdup(problems->list, text),
	};
out:
	talloc_free(text);
}

void flow_problems_clear(struct flow_problems *problems)
{
	TALLOC_FREE(problems->list);
	*problems = (struct flow_problems){ 0 };
}

char *flow_problem_format(void *ctx, const struct flow_problem *p)
{
	static const char *const names[] = { "note", "warning", "error" };

	if (p->line == 0)
		return talloc_asprintf(ctx, "%s: %s: %s", p->file, names[p->severity], p->text);
	return talloc_asprintf(ctx, "%s:%d:%d: %s: %s", p->file, p->line, p->column,
			       names[p->severity], p->text);
}

/* Edits (insert, delete, change, swap two neighbours) from a to b, for short words. */
static unsigned distance(const char *a, const char *b)
{
	enum { MAX = 40 };
	size_t n = strlen(a), m = strlen(b);
	unsigned d[MAX][MAX];

	if (n >= MAX || m >= MAX)
		return MAX;
	for (size_t i = 0; i <= n; i++) {
		for (size_t j = 0; j <= m; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (d[i - 1][j] + 1 < d[i][j])
				d[i][j] = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < d[i][j])
				d[i][j] = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	}
	return d[n][m];
}

char *flow_suggest(void *ctx, const char *word, const char *const *candidates)
{
	const char *best = NULL;
	unsigned least = strlen(word) <= 3 ? 1 : strlen(word) <= 6 ? 2 : 3;

	for (; candidates && *candidates; candidates++) {
		unsigned d = distance(word, *candidates);

		if (d <= least && (!best || d < distance(word, best)))
			best = *candidates;
	}
	return best ? talloc_asprintf(ctx, " Did you mean `%s`?", best) : talloc_strdup(ctx, "");
}

struct lexer {
	struct flow_lines *lines;
	struct flow_problems *problems;
	const char *p, *end, *start;	/* start: of the line */
	int number;
};

static int column(const struct lexer *lx)
{
	return (int)(lx->p - lx->start) + 1;
}

static bool name_char(const char *p, const char *end)
{
	if (p >= end)
		return false;
	return isalnum((unsigned char)*p) || *p == '_';
}

/* The end of a word, number or duration.  A dot or a hyphen belongs to it when a
 * letter or digit stands on its other side: checkin.talk_now, 13-15, but not
 * 1..5 and not 2->. */
static const char *run_end(const char *p, const char *end)
{
	while (p < end) {
		if (name_char(p, end))
			p++;
		else if ((*p == '.' || *p == '-') && name_char(p + 1, end))
			p++;
		else
			break;
	}
	return p;
}

static void classify(struct flow_token *t)
{
	const char *s = t->text;

	t->type = TOK_WORD;
	if (!isdigit((unsigned char)*s))
		return;
	if (s[strspn(s, "0123456789")] == 0) {
		if (strlen(s) <= 15) {
			t->type = TOK_NUMBER;
			t->number = strtoll(s, NULL, 10);
		}
	} else if (!strpbrk(s, "-._") && duration_parse(s, &t->number) == 0) {
		t->type = TOK_DURATION;
	}
}

static bool lex_string(struct lexer *lx, struct flow_token *t)
{
	char *out = talloc_strdup(lx->lines, "");

	t->column = column(lx);
	for (lx->p++; lx->p < lx->end && *lx->p != '"'; lx->p++) {
		if (*lx->p == '\\' && lx->p + 1 < lx->end &&
		    (lx->p[1] == '"' || lx->p[1] == '\\'))
			lx->p++;
		out = talloc_strndup_append_buffer(out, lx->p, 1);
	}
	if (lx->p == lx->end) {
		flow_problem_add(lx->problems, FLOW_ERROR, lx->lines->file, lx->number, t->column,
				 "this quote is not closed on the same line");
		talloc_free(out);
		return false;
	}
	lx->p++;
	t->type = TOK_STRING;
	t->text = out;
	return true;
}

/* What word processors put in, and what other languages write. */
#define CURLY "curly quotes: write straight ones, \"like this\""
#define ARROW "an arrow is written `->`"
static const struct { const char *text, *say; } foreign[] = {
	{ "\xe2\x80\x9c", CURLY }, { "\xe2\x80\x9d", CURLY }, { "\xe2\x80\x9e", CURLY },
	{ "\xe2\x80\x98", CURLY }, { "\xe2\x80\x99", CURLY }, { "\xc2\xab", CURLY },
	{ "\xc2\xbb", CURLY }, { "'", "a text stands in straight double quotes, \"like this\"" },
	{ "\xe2\x86\x92", ARROW }, { "\xe2\x87\x92", ARROW }, { "\xe2\x80\x93", ARROW },
	{ "\xe2\x80\x94", ARROW },
	{ "\xc2\xa0", "this looks like a space and is none: delete it and type a space" },
	{ "&", "write `and`" }, { "|", "write `or`" }, { "!", "write `not`, or `!=`" },
	{ "//", "a comment begins with `#`" }, { ";", "one thing a line, without `;`" },
};

static bool lex_foreign(const struct lexer *lx)
{
	for (size_t i = 0; i < ARRAY_LEN(foreign); i++) {
		size_t len = strlen(foreign[i].text);

		if ((size_t)(lx->end - lx->p) < len || memcmp(lx->p, foreign[i].text, len) != 0)
			continue;
		flow_problem_add(lx->problems, FLOW_ERROR, lx->lines->file, lx->number, column(lx),
				 "%s", foreign[i].say);
		return true;
	}
	return false;
}

static bool lex_op(struct lexer *lx, struct flow_token *t)
{
	static const char *const ops[] = {
		"->", "=>", "..", "<=", ">=", "==", "!=", "<", ">", "=", "+", "-", "*", "(", ")",
		",", "{", "}", ":"
	};

	t->column = column(lx);
	for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
		size_t len = strlen(ops[i]);

		if ((size_t)(lx->end - lx->p) >= len && memcmp(lx->p, ops[i], len) == 0) {
			t->type = TOK_OP;
			t->text = ops[i];
			lx->p += len;
			return true;
		}
	}
	if (lex_foreign(lx))
		return false;
	if (isprint((unsigned char)*lx->p))
		flow_problem_add(lx->problems, FLOW_ERROR, lx->lines->file, lx->number, t->column,
				 "`%c` has no meaning here; words for people belong into prompts/, "
				 "other text into \"quotes\"", *lx->p);
	else
		flow_problem_add(lx->problems, FLOW_ERROR, lx->lines->file, lx->number, t->column,
				 "only plain ASCII letters here; words for people belong into "
				 "prompts/");
	return false;
}

static void lex_line(struct lexer *lx)
{
	struct flow_line line = { .number = lx->number };

	if (lx->end - lx->start > LINE_MAX_BYTES) {	/* also bounds an expression's depth */
		flow_problem_add(lx->problems, FLOW_ERROR, lx->lines->file, lx->number,
				 LINE_MAX_BYTES, "this line is longer than %d letters",
				 LINE_MAX_BYTES);
		return;
	}
	while (lx->p < lx->end && *lx->p == ' ')
		lx->p++;
	line.indent = (int)(lx->p - lx->start);
	while (lx->p < lx->end && *lx->p != '#') {
		struct flow_token t = { 0 };

		if (*lx->p == ' ' || *lx->p == '\r') {
			lx->p++;
			continue;
		}
		if (*lx->p == '\t') {
			flow_problem_add(lx->problems, FLOW_ERROR, lx->lines->file, lx->number,
					 column(lx), "a tab: indent with spaces, two a level");
			break;
		}
		if (*lx->p == '"') {
			if (!lex_string(lx, &t))
				break;
		} else if (name_char(lx->p, lx->end)) {
			const char *end = run_end(lx->p, lx->end);

			t.column = column(lx);
			t.text = talloc_strndup(lx->lines, lx->p, end - lx->p);
			lx->p = end;
			classify(&t);
		} else if (!lex_op(lx, &t)) {
			break;
		}
		line.tokens = talloc_realloc(lx->lines, line.tokens, struct flow_token,
					     line.len + 1);
		line.tokens[line.len++] = t;
	}
	line.end_column = column(lx);
	if (line.len == 0)
		return;
	lx->lines->list = talloc_realloc(lx->lines, lx->lines->list, struct flow_line,
					 lx->lines->len + 1);
	lx->lines->list[lx->lines->len++] = line;
}

struct flow_lines *flow_lex(void *ctx, const char *file, struct view source,
			    struct flow_problems *problems)
{
	struct flow_lines *lines = talloc_zero(ctx, struct flow_lines);
	const char *p = (const char *)source.data, *end = p + source.len;
	struct lexer lx = { .lines = lines, .problems = problems };

	lines->file = talloc_strdup(lines, file);
	if (source.len > FLOW_SOURCE_MAX || memchr(p ? p : "", 0, source.len)) {
		flow_problem_add(problems, FLOW_ERROR, file, 0, 0,
				 "too large or not a text file: a flow has at most %d bytes",
				 FLOW_SOURCE_MAX);
		return lines;
	}
	if (source.len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;			/* some editors begin UTF-8 so */
	while (p < end) {
		const char *eol = memchr(p, '\n', end - p);

		lx.p = lx.start = p;
		lx.end = eol ? eol : end;
		lx.number++;
		lex_line(&lx);
		p = eol ? eol + 1 : end;
	}
	return lines;
}

char *flow_canonical(void *ctx, const struct flow_lines *lines)
{
	char *out = talloc_strdup(ctx, "");

	for (size_t i = 0; i < lines->len; i++) {
		const struct flow_line *l = &lines->list[i];

		/* What a flow's tests say changes nothing for anybody in it. */
		if (strcmp(l->tokens[0].text, "test") == 0 && l->indent > 0 &&
		    l->indent == lines->list[1].indent) {
			i = flow_block_end(lines, i) - 1;
			continue;
		}
		out = talloc_asprintf_append_buffer(out, "%d", l->indent);
		for (size_t j = 0; j < l->len; j++)
			out = talloc_asprintf_append_buffer(out,
				l->tokens[j].type == TOK_STRING ? " \"%s\"" : " %s",
				l->tokens[j].text);
		out = talloc_strdup_append_buffer(out, "\n");
	}
	return out;
}
