// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Plays a transcript in real time and prints what each phone shows:
 *
 *	## A heading that is printed
 *	amina: hello
 *	amina < Hello. *
 *	pause 2s
 *	amina calls		and, on the phone: amina hears Welcome. *,
 *				amina presses 1, amina says hello, amina hangs up,
 *				june answers (waits until it rings)
 */
#include "tools/phone.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include "tools/transcript.h"

struct script {
	struct loop *loop;
	struct phones *phones;
	const struct phone_script_options *options;
	struct transcript heard;
	int line;
};

const struct phones_ops phone_script_ops = { 0 };

static int script_fail(const struct script *s, const char *what, const char *detail)
{
	fflush(stdout);
	fprintf(stderr, "%s:%d: %s%s\n", s->options->file, s->line, what, detail);
	return -EINVAL;
}

static void show(const struct phone *p, char mark, const char *text)
{
	const char *c;

	printf("%-8s %c ", p->name, mark);
	for (c = text; *c; c++) {
		putchar(*c);
		if (*c == '\n')
			printf("%-8s   ", "");
	}
	putchar('\n');
	fflush(stdout);
}

static void pass(struct script *s, int64_t ms)
{
	int64_t end_ms = clock_mono_ms() + ms, left_ms;

	while ((left_ms = end_ms - clock_mono_ms()) > 0)
		loop_turn(s->loop, (int)left_ms);
}

static int says(struct script *s, struct phone *p, const char *text)
{
	char *filled = transcript_fill(s->phones, &s->heard, text);
	int64_t end_ms = clock_mono_ms() + s->options->timeout_ms;
	int rc;

	while (!phones_up(s->phones) && clock_mono_ms() < end_ms)
		loop_turn(s->loop, 100);
	rc = phone_send(s->phones, p, filled);
	if (rc < 0)
		return script_fail(s, "not sent: ", strerror(-rc));
	show(p, '>', filled);
	loop_turn(s->loop, 0);
	return 0;
}

static int hears(struct script *s, struct phone *p, const char *pattern)
{
	char *filled = transcript_fill(s->phones, &s->heard, pattern);
	int64_t end_ms = clock_mono_ms() + s->options->timeout_ms;
	const struct phone_text *t;

	while (!(t = phone_read(p)) && clock_mono_ms() < end_ms)
		loop_turn(s->loop, 100);
	if (!t)
		return script_fail(s, "nothing came; expected: ", filled);
	show(p, '<', t->text);
	if (!transcript_match(&s->heard, filled, t->text))
		return script_fail(s, "that is not what was expected: ", filled);
	return 0;
}

/* --- Calls ------------------------------------------------------------------------------ */

static int call_dials(struct script *s, struct phone *p, const char *rest)
{
	int64_t end_ms = clock_mono_ms() + s->options->timeout_ms;
	int rc;

	while ((rc = phone_dial(s->phones, p)) < 0 && clock_mono_ms() < end_ms)
		loop_turn(s->loop, 100);
	return rc;
}

static int call_answers(struct script *s, struct phone *p, const char *rest)
{
	int64_t end_ms = clock_mono_ms() + s->options->timeout_ms;

	while (phone_call_state(s->phones, p) != PHONE_RINGS && clock_mono_ms() < end_ms)
		loop_turn(s->loop, 100);
	return phone_answer(s->phones, p);
}

static int call_presses(struct script *s, struct phone *p, const char *rest)
{
	return phone_press(s->phones, p, transcript_fill(s->phones, &s->heard, rest));
}

static int call_says(struct script *s, struct phone *p, const char *rest)
{
	return phone_speak(s->phones, p, transcript_fill(s->phones, &s->heard, rest));
}

static int call_hangs_up(struct script *s, struct phone *p, const char *rest)
{
	return phone_hang_up(s->phones, p);
}

/* Whatever is played before it may be anything. */
static int call_hears(struct script *s, struct phone *p, const char *rest)
{
	char *filled = transcript_fill(s->phones, &s->heard, rest);
	int64_t end_ms = clock_mono_ms() + s->options->timeout_ms;
	const struct phone_text *t;

	while (clock_mono_ms() < end_ms) {
		t = phone_listen(p);
		if (!t) {
			loop_turn(s->loop, 100);
			continue;
		}
		show(p, '~', t->text);
		if (transcript_match(&s->heard, filled, t->text))
			return 0;
	}
	return script_fail(s, "that was not heard: ", filled);
}

static const struct {
	const char *words;
	int (*run)(struct script *s, struct phone *p, const char *rest);
	bool shown;
} calls[] = {
	{ "calls", call_dials, true }, { "answers", call_answers, true },
	{ "presses", call_presses, true }, { "says", call_says, true },
	{ "hangs up", call_hangs_up, true }, { "hears", call_hears, false },
};

/* 1: it is a line about a call. */
static int call_line(struct script *s, char *line)
{
	char *space = strchr(line, ' ');
	struct phone *p;
	size_t i, len;
	int rc;

	if (!space)
		return 0;
	*space = '\0';
	p = phones_find(s->phones, line);
	*space = ' ';
	for (i = 0; p && i < ARRAY_LEN(calls); i++) {
		len = strlen(calls[i].words);
		if (strncmp(space + 1, calls[i].words, len) != 0 ||
		    (space[1 + len] && space[1 + len] != ' '))
			continue;
		if (calls[i].shown)
			show(p, '*', space + 1);
		rc = calls[i].run(s, p, space + 1 + len + strspn(space + 1 + len, " "));
		if (rc == -ENOTCONN)
			return script_fail(s, "that needs a call: ", line);
		return rc < 0 ? rc : 1;
	}
	return 0;
}

static int phone_line(struct script *s, char *line)
{
	char *mark = line + strcspn(line, ":<"), kind = *mark, *end = mark;
	struct phone *p;

	if (!kind)
		return script_fail(s, "not understood: ", line);
	*mark++ = '\0';
	while (end > line && end[-1] == ' ')
		*--end = '\0';
	p = phones_find(s->phones, line);
	if (!p)
		return script_fail(s, "there is no phone called ", line);
	mark += strspn(mark, " ");
	return kind == ':' ? says(s, p, mark) : hears(s, p, mark);
}

static int line_run(struct script *s, char *line)
{
	size_t len = strlen(line);
	int64_t ms;
	int rc;

	while (len && isspace((unsigned char)line[len - 1]))
		line[--len] = '\0';
	if (strncmp(line, "## ", 3) == 0) {
		printf("\n%s\n", line + 3);
		return 0;
	}
	if (!*line || *line == '#')
		return 0;
	if (strncmp(line, "pause ", 6) == 0) {
		if (duration_parse(line + 6, &ms) < 0)
			return script_fail(s, "not a duration: ", line + 6);
		pass(s, ms);
		return 0;
	}
	rc = call_line(s, line);
	return rc ? (rc < 0 ? rc : 0) : phone_line(s, line);
}

int phone_script_run(struct loop *loop, struct phones *phones,
		     const struct phone_script_options *options)
{
	struct script s = { .loop = loop, .phones = phones, .options = options };
	FILE *f = strcmp(options->file, "-") == 0 ? stdin : fopen(options->file, "r");
	char *line = NULL;
	size_t size = 0;
	int rc = 0;

	if (!f)
		return script_fail(&s, "cannot be read: ", strerror(errno));
	while (rc == 0 && getline(&line, &size, f) >= 0) {
		s.line++;
		rc = line_run(&s, line);
	}
	free(line);
	if (f != stdin)
		fclose(f);
	return rc;
}
