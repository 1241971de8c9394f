// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Tells stories: reads *.story files (grammar: tests/stories/README.md), lets
 * them happen in a world of their own, and says where one goes otherwise.
 */
#include "story.h"

#include <ctype.h>
#include <stdio.h>
#include "tools/transcript.h"

enum { LINE_MAX_LEN = 4096 };

struct story {
	struct world *world;
	const char *file;
	int line;
	bool open;
	struct transcript heard;
	struct err why;
};

static int story_fail(struct story *s, const char *fmt, ...) PRINTF(2, 3);
static int story_fail(struct story *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s->why.text, sizeof(s->why.text), fmt, ap);
	va_end(ap);
	return -EINVAL;
}

/* --- Statements ---------------------------------------------------------------- */

static int world_begin(struct story *s)
{
	if (s->open)
		return 0;
	s->open = true;
	return world_open(s->world, &s->why);
}

static int st_ignore(struct story *s, char *rest) { return 0; }

static int st_clock(struct story *s, char *rest)
{
	char *zone = strrchr(rest, ' ');

	if (s->open)
		return story_fail(s, "the clock is set before anything happens");
	if (!zone || !strchr(zone, '/'))
		return world_clock_set(s->world, "Africa/Nairobi", rest) < 0 ?
		       story_fail(s, "not a time: %s", rest) : 0;
	*zone++ = '\0';
	return world_clock_set(s->world, zone, rest) < 0 ? story_fail(s, "not a time: %s", rest) : 0;
}

/* set sms: part-wait 10s */
static int st_set(struct story *s, char *rest)
{
	char *key = strchr(rest, ':'), *value;

	if (!key)
		return story_fail(s, "set NODE: KEY VALUE");
	*key++ = '\0';
	key += strspn(key, " ");
	value = strchr(key, ' ');
	if (!value)
		return story_fail(s, "set NODE: KEY VALUE");
	*value++ = '\0';
	return world_set(s->world, rest, key, value, &s->why);
}

static int st_phone(struct story *s, char *rest)
{
	char *number = strchr(rest, ' ');

	if (!number)
		return story_fail(s, "phone NAME NUMBER");
	*number++ = '\0';
	world_phone_add(s->world, rest, number);
	return 0;
}

/* A sentence about staff, directory, incidents: done by story_facts.c. */
static int st_given(struct story *s, char *rest)
{
	int rc = world_begin(s);

	return rc < 0 ? rc : story_given(s->world, rest, &s->why);
}

static int st_then(struct story *s, char *rest)
{
	char *filled = transcript_fill(s->world, &s->heard, rest);

	return story_then(s->world, filled, &s->why);
}

static int st_restart(struct story *s, char *rest)
{
	return world_restart(s->world, &s->why);
}

static int st_cut(struct story *s, char *rest)
{
	fakebox_cut(s->world->carrier);
	world_settle(s->world);
	return 0;
}

static int st_forget(struct story *s, char *rest)
{
	struct world_phone *p = world_phone(s->world, rest);

	if (!p)
		return story_fail(s, "nobody has a phone called %s", rest);
	while (world_hear(s->world, p))
		;
	return 0;
}

static const struct statement {
	const char *word;
	int (*run)(struct story *s, char *rest);
} statements[] = {
	{ "story", st_ignore },
	{ "serves", st_ignore },
	{ "clock", st_clock },
	{ "set", st_set },
	{ "phone", st_phone },
	{ "given", st_given },
	{ "then", st_then },
	{ "restart", st_restart },
	{ "cut", st_cut },
	{ "forget", st_forget },
};

/* amina: I lost my job */
static int phone_says(struct story *s, struct world_phone *p, char *text)
{
	char *filled = transcript_fill(s->world, &s->heard, text);

	world_send(s->world, p, filled);
	world_pass(s->world, SECONDS_MS(2));
	return 0;
}

/* amina < Hello * */
static int phone_hears(struct story *s, struct world_phone *p, char *pattern)
{
	struct world_text *t = world_hear(s->world, p);
	char *filled = transcript_fill(s->world, &s->heard, pattern);

	if (!t)
		return story_fail(s, "%s heard nothing; expected \"%s\"", p->name, filled);
	if (!transcript_match(&s->heard, filled, t->text))
		return story_fail(s, "%s heard \"%s\"; expected \"%s\"", p->name, t->text, filled);
	return 0;
}

static int phone_silent(struct story *s, struct world_phone *p)
{
	struct world_text *t = world_hear(s->world, p);

	return t ? story_fail(s, "%s heard \"%s\"; expected nothing", p->name, t->text) : 0;
}

static int phone_line(struct story *s, char *line)
{
	size_t len = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
	char *rest = line + len, mark = *rest;
	struct world_phone *p;
	int rc;

	if (mark == ' ') {
		*rest++ = '\0';
		mark = *rest;
	}
	*rest++ = '\0';
	p = world_phone(s->world, line);
	if (!p)
		return story_fail(s, "nobody has a phone called %s", line);
	rc = world_begin(s);
	if (rc < 0)
		return rc;
	if (mark == ':')
		return phone_says(s, p, rest + strspn(rest, " "));
	if (mark == '<')
		return phone_hears(s, p, rest + strspn(rest, " "));
	if (strcmp(rest, "ears nothing") == 0)
		return phone_silent(s, p);
	return story_fail(s, "NAME: text, NAME < text, or NAME hears nothing");
}

/* "3h pass", "20m pass" */
static bool passing(const char *line, int64_t *ms)
{
	char word[32];
	const char *end = strchr(line, ' ');

	if (!end || strcmp(end, " pass") != 0 || (size_t)(end - line) >= sizeof(word))
		return false;
	memcpy(word, line, (size_t)(end - line));
	word[end - line] = '\0';
	return duration_parse(word, ms) == 0;
}

static int line_run(struct story *s, char *line)
{
	size_t i, len = strlen(line);
	int64_t ms;

	while (len && isspace((unsigned char)line[len - 1]))
		line[--len] = '\0';
	line += strspn(line, " \t");
	if (!*line || *line == '#')
		return 0;
	if (passing(line, &ms)) {
		int rc = world_begin(s);
		if (rc == 0)
			world_pass(s->world, ms);
		return rc;
	}
	for (i = 0; i < ARRAY_LEN(statements); i++) {
		size_t n = strlen(statements[i].word);
		if (strncmp(line, statements[i].word, n) == 0 &&
		    (line[n] == ' ' || line[n] == '\0'))
			return statements[i].run(s, line + n + strspn(line + n, " "));
	}
	return phone_line(s, line);
}

/* What nobody in the story has read yet must not be there. */
static int story_end(struct story *s)
{
	int i, rc = 0;

	for (i = 0; rc == 0 && i < s->world->phones; i++)
		rc = phone_silent(s, &s->world->phone[i]);
	return rc;
}

int story_tell(void *ctx, const char *file, struct err *err)
{
	struct story *s = talloc_zero(ctx, struct story);
	char line[LINE_MAX_LEN];
	FILE *f = fopen(file, "r");
	int rc = 0;

	if (!f)
		return err_set(err, errno, "%s: %s", file, strerror(errno));
	s->file = file;
	s->world = world_new(s, 1);
	while (rc == 0 && fgets(line, sizeof(line), f)) {
		s->line++;
		rc = line_run(s, line);
	}
	fclose(f);
	if (rc == 0)
		rc = story_end(s);
	if (rc < 0)
		err_set(err, -rc, "%s:%d: %s", file, s->line, s->why.text);
	talloc_free(s);
	return rc;
}
