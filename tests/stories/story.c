// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Tells stories: reads *.story files (grammar: tests/stories/README.md), lets
 * them happen in a world of their own, and says where one goes otherwise.
 */
#include "story.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tests/faults/disk.h"
#include "tools/transcript.h"

enum { LINE_MAX_LEN = 4096 };

struct story {
	struct world *world;
	const char *file;
	int line;
	bool open;
	bool serves;
	struct transcript heard, names;
	struct err why;
	sqlite3 *locker;		/* another program that holds the database */
	char *spoilt_name;		/* the file that was spoilt last, and how it began */
	uint8_t *spoilt;
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

/* {amina} is what the house calls her now, or called her last. */
static void names_learn(struct story *s)
{
	char name[32];
	int i, c;

	for (i = 0; s->world->house && i < s->world->phones; i++) {
		const char *phone = s->world->phone[i].name;

		if (!story_pseudonym(s->world, &s->world->phone[i], name))
			continue;
		for (c = 0; c < s->names.captures; c++)
			if (strcmp(s->names.capture[c].name, phone) == 0)
				break;
		if (c == TRANSCRIPT_CAPTURES)
			continue;
		if (c == s->names.captures)
			s->names.captures++;
		snprintf(s->names.capture[c].name, sizeof(s->names.capture[c].name), "%s", phone);
		snprintf(s->names.capture[c].text, sizeof(s->names.capture[c].text), "%s", name);
	}
}

static char *fill(struct story *s, const char *text)
{
	if (!strchr(text, '{'))
		return talloc_strdup(s, text);
	names_learn(s);
	return transcript_fill(s, &s->names, transcript_fill(s, &s->heard, text));
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
	return world_clock_set(s->world, zone, rest) < 0 ? story_fail(s, "not a time: %s", rest) :
		0;
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

/* A sentence about staff, directory, incidents: given.c. */
static int st_given(struct story *s, char *rest)
{
	int rc = world_begin(s);

	return rc < 0 ? rc : story_given(s->world, rest, &s->why);
}

static int st_then(struct story *s, char *rest)
{
	char *filled = fill(s, rest);

	return story_then(s->world, filled, &s->why);
}

/* As main() does: a house whose store fails while it opens gives way to the lane. */
static int start(struct story *s)
{
	int rc = world_open(s->world, &s->why);

	if (rc == 0 || !s->world->house || !house_failed(s->world->house))
		return rc;
	world_kill(s->world);
	s->world->lane = true;
	rc = world_open(s->world, &s->why);
	s->world->lane = false;
	return rc;
}

static int st_restart(struct story *s, char *rest)
{
	int rc = world_begin(s);

	if (rc < 0)
		return rc;
	world_kill(s->world);
	return start(s);
}

/* The house is dead from here on; the pager and the phones are not. */
static int st_kill(struct story *s, char *rest)
{
	int rc = world_begin(s);

	if (rc == 0)
		world_kill(s->world);
	return rc;
}

static int st_start(struct story *s, char *rest)
{
	if (s->world->house)
		return story_fail(s, "the house is up");
	return start(s);
}

/* sleep 91d: nobody is up, not even the house, and nobody waits for it second by second */
static int st_sleep(struct story *s, char *rest)
{
	int64_t ms;
	int rc = world_begin(s);

	if (rc < 0)
		return rc;
	if (duration_parse(rest, &ms) < 0)
		return story_fail(s, "not a time: %s", rest);
	world_kill(s->world);
	s->world->now_ms += ms;
	s->world->mono_ms += ms;
	return world_open(s->world, &s->why);
}

static int st_carrier(struct story *s, char *rest)
{
	int rc = world_begin(s);

	return rc < 0 ? rc : story_carrier(s->world, rest, &s->why);
}

/* spoil roster: a file of the state folder, as a disk does while nobody looks */
static int st_spoil(struct story *s, char *rest)
{
	char *path = talloc_asprintf(s, "%s/state/%s", s->world->dir, rest);
	static const char junk[] = "\177ELF this is not what was written here";
	FILE *f;
	int rc = world_begin(s);

	f = rc < 0 ? NULL : fopen(path, "r+");
	if (!f)
		return story_fail(s, "there is no file %s", rest);
	s->spoilt_name = talloc_strdup(s, rest);
	s->spoilt = talloc_zero_size(s, sizeof(junk));
	s->spoilt = talloc_realloc_size(s, s->spoilt, fread(s->spoilt, 1, sizeof(junk), f));
	rewind(f);
	fwrite(junk, sizeof(junk), 1, f);
	fclose(f);
	return 0;
}

/* mend roster: what was spoilt is as it was before */
static int st_mend(struct story *s, char *rest)
{
	char *path = talloc_asprintf(s, "%s/state/%s", s->world->dir, rest);
	FILE *f = s->spoilt && strcmp(s->spoilt_name, rest) == 0 ? fopen(path, "r+") : NULL;

	if (!f)
		return story_fail(s, "%s was not spoilt", rest);
	fwrite(s->spoilt, talloc_get_size(s->spoilt), 1, f);
	fclose(f);
	return 0;
}

/* lock warmline.db, as another program does that opens it; unlock */
static int st_lock(struct story *s, char *rest)
{
	char *path = talloc_asprintf(s, "%s/state/%s", s->world->dir, rest);
	int rc = world_begin(s);

	if (rc < 0)
		return rc;
	if (s->locker || access(path, F_OK) < 0 || sqlite3_open(path, &s->locker) != SQLITE_OK ||
	    sqlite3_exec(s->locker, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE", NULL, NULL,
			 NULL) != SQLITE_OK)
		return story_fail(s, "%s cannot be locked", rest);
	return 0;
}

static int st_unlock(struct story *s, char *rest)
{
	sqlite3_close(s->locker);
	s->locker = NULL;
	return 0;
}

/* disk is full, is read-only, is well (story_disk() has seen to it that it is watched) */
static int st_disk(struct story *s, char *rest)
{
	static const struct { const char *is; enum disk_fault fault; } ways[] = {
		{ "is full", DISK_FULL }, { "is read-only", DISK_READ_ONLY },
		{ "is well", DISK_NONE },
	};
	int rc = world_begin(s);
	size_t i;

	for (i = 0; rc == 0 && i < ARRAY_LEN(ways); i++)
		if (strcmp(ways[i].is, rest) == 0) {
			disk_arm(ways[i].fault, ways[i].fault != DISK_NONE, 1);
			return 0;
		}
	return rc < 0 ? rc : story_fail(s, "disk is full, is read-only, is well");
}

/* crowd of 60: words - so many strangers at once, whose phones nobody looks at */
static int st_crowd(struct story *s, char *rest)
{
	struct world_phone from = { .number = "" };
	int n, i, used = 0, rc = world_begin(s);

	if (rc < 0)
		return rc;
	if (sscanf(rest, "of %d: %n", &n, &used) != 1 || !used)
		return story_fail(s, "crowd of N: WORDS");
	for (i = 0; i < n; i++) {
		snprintf(from.number, sizeof(from.number), "+2547330%05d", 10000 + i);
		world_send(s->world, &from, rest + used);
		if (i % 16 == 15)
			world_settle(s->world);
	}
	world_pass(s->world, SECONDS_MS(2));
	return 0;
}

/* hide keys/master.key; bring back keys/master.key: a file of the state folder */
static int st_move(struct story *s, const char *file, bool away)
{
	char *here = talloc_asprintf(s, "%s/state/%s", s->world->dir, file);
	char *there = talloc_asprintf(s, "%s.hidden", here);
	int rc = world_begin(s);

	if (rc < 0)
		return rc;
	return rename(away ? here : there, away ? there : here) < 0 ?
	       story_fail(s, "%s: %s", file, strerror(errno)) : 0;
}

static int st_hide(struct story *s, char *rest) { return st_move(s, rest, true); }

static int st_bring(struct story *s, char *rest)
{
	return strncmp(rest, "back ", 5) == 0 ? st_move(s, rest + 5, false) :
						story_fail(s, "bring back FILE");
}

/* step the wall clock by -1h */
static int st_step(struct story *s, char *rest)
{
	static const char words[] = "the wall clock by ";
	bool back;
	int64_t ms;
	int rc = world_begin(s);

	if (rc < 0)
		return rc;
	if (strncmp(rest, words, strlen(words)) != 0)
		return story_fail(s, "step the wall clock by [-]TIME");
	rest += strlen(words);
	back = *rest == '-';
	if (duration_parse(rest + back, &ms) < 0)
		return story_fail(s, "not a time: %s", rest);
	world_step_wall(s->world, back ? -ms : ms);
	return 0;
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
	while (world_hear(s->world, p) || world_listen(s->world, p))
		;
	return 0;
}

/* there is a telephone; the voicebox: "voicebox is cut", "voicebox restarts"; before one of
 * them "is away", or "is stuck": what it is told then it never hears */
static int st_voicebox(struct story *s, char *rest)
{
	int rc = world_begin(s);

	if (rc < 0)
		return rc;
	world_voice(s->world);
	if (strcmp(rest, "is cut") == 0)
		fakevox_cut(s->world->vox);
	else if (strcmp(rest, "restarts") == 0)
		fakevox_restart(s->world->vox);
	else if (strcmp(rest, "is away") == 0)
		fakevox_away(s->world->vox);
	else if (strcmp(rest, "is stuck") == 0)
		s->world->vox->stuck = true;
	else if (strcmp(rest, "has a second one") == 0)
		world_voice_second(s->world);
	else if (strcmp(rest, "has lost the second one") == 0 && s->world->second)
		fakevox_away(s->world->second);
	else if (sscanf(rest, "has %d lines", &s->world->vox->lines) == 1)
		fakevox_cut(s->world->vox);	/* it says so in its hello */
	else if (*rest && strcmp(rest, "is there") != 0)
		return story_fail(s, "voicebox is there, is cut, is away, is stuck, restarts, "
				     "has a second one, has lost the second one, has 5 lines");
	world_pass(s->world, SECONDS_MS(1));
	return 0;
}

static const struct statement {
	const char *word;
	int (*run)(struct story *s, char *rest);
} statements[] = {
	{ "story", st_ignore },
	{ "clock", st_clock },
	{ "set", st_set },
	{ "phone", st_phone },
	{ "given", st_given },
	{ "then", st_then },
	{ "restart", st_restart },
	{ "kill", st_kill },
	{ "start", st_start },
	{ "sleep", st_sleep },
	{ "carrier", st_carrier },
	{ "step", st_step },
	{ "spoil", st_spoil },
	{ "mend", st_mend },
	{ "disk", st_disk },
	{ "crowd", st_crowd },
	{ "lock", st_lock },
	{ "unlock", st_unlock },
	{ "hide", st_hide },
	{ "bring", st_bring },
	{ "cut", st_cut },
	{ "voicebox", st_voicebox },
	{ "forget", st_forget },
};

/* amina: I lost my job */
static int phone_says(struct story *s, struct world_phone *p, char *text)
{
	char *filled = fill(s, text);

	names_learn(s);
	world_send(s->world, p, filled);
	world_pass(s->world, SECONDS_MS(2));
	return 0;
}

/* amina < Hello * */
static int phone_hears(struct story *s, struct world_phone *p, char *pattern)
{
	struct world_text *t = world_hear(s->world, p);
	char *filled = fill(s, pattern);

	if (!t)
		return story_fail(s, "%s heard nothing; expected \"%s\"", p->name, filled);
	if (!transcript_match(&s->heard, filled, t->text))
		return story_fail(s, "%s heard \"%s\"; expected \"%s\"", p->name, t->text, filled);
	return 0;
}

/* omar hears by the pager ALARM *: the same, and it came by the pager's own line */
static int phone_hears_pager(struct story *s, struct world_phone *p, char *pattern)
{
	struct world_text *t = p->first;
	int rc = phone_hears(s, p, pattern);

	return rc == 0 && !t->by_pager ? story_fail(s, "%s heard \"%s\" by the ordinary line",
						    p->name, t->text) : rc;
}

/* omar hears within 26h DRILL *: whenever it comes */
static int phone_hears_within(struct story *s, struct world_phone *p, char *rest)
{
	char *pattern = strchr(rest, ' ');
	int64_t left_ms;

	if (!pattern)
		return story_fail(s, "NAME hears within TIME PATTERN");
	*pattern++ = '\0';
	if (duration_parse(rest, &left_ms) < 0)
		return story_fail(s, "not a time: %s", rest);
	for (; !p->first && left_ms > 0; left_ms -= MINUTES_MS(1))
		world_pass(s->world, MINUTES_MS(1));
	return phone_hears(s, p, pattern);
}

/* amina ~ For English, press one.*		(what a call plays) */
static int phone_plays(struct story *s, struct world_phone *p, char *pattern)
{
	struct world_text *t = world_listen(s->world, p);
	char *filled = fill(s, pattern);

	if (!t)
		return story_fail(s, "nothing was played to %s; expected \"%s\"", p->name, filled);
	if (!transcript_match(&s->heard, filled, t->text))
		return story_fail(s, "played to %s: \"%s\"; expected \"%s\"", p->name, t->text,
				  filled);
	return 0;
}

static int phone_silent(struct story *s, struct world_phone *p, char *rest)
{
	struct world_text *t = world_hear(s->world, p);

	return t ? story_fail(s, "%s heard \"%s\"; expected nothing", p->name, t->text) : 0;
}

static int phone_sends(struct story *s, struct world_phone *p, char *what)
{
	return story_sends(s->world, p, fill(s, what), &s->why);
}

static int phone_writes_to(struct story *s, struct world_phone *p, char *line)
{
	if (strlen(line) >= sizeof(p->line))
		return story_fail(s, "\"%s\" is no short code", line);
	strcpy(p->line, line);
	return 0;
}

/* What may follow a phone's name. */
static const struct phone_verb {
	const char *word;
	int (*run)(struct story *s, struct world_phone *p, char *rest);
} verbs[] = {
	{ ":", phone_says },
	{ "< ", phone_hears },
	{ "~ ", phone_plays },
	{ "hears by the pager ", phone_hears_pager },
	{ "hears within ", phone_hears_within },
	{ "hears nothing", phone_silent },
	{ "sends ", phone_sends },
	{ "writes to ", phone_writes_to },
};

static int phone_line(struct story *s, char *line)
{
	size_t i, len = strspn(line, "abcdefghijklmnopqrstuvwxyz_"), n;
	char *rest = line + len + strspn(line + len, " ");
	char name[WORLD_NAME_LEN + 1];
	struct world_phone *p;
	int rc;

	snprintf(name, sizeof(name), "%.*s", (int)len, line);
	p = world_phone(s->world, name);
	if (!p)
		return story_fail(s, "nobody has a phone called '%s'", name);
	rc = world_begin(s);
	for (i = 0; rc == 0 && i < ARRAY_LEN(verbs); i++) {
		n = strlen(verbs[i].word);
		if (strncmp(rest, verbs[i].word, n) == 0)
			return verbs[i].run(s, p, rest + n + strspn(rest + n, " "));
	}
	if (rc == 0)
		rc = story_calls(s->world, p, fill(s, rest), &s->why);
	return rc <= 0 ? rc : story_fail(s, "NAME: text, NAME < text, NAME hears nothing, or"
					" NAME sends ...");
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
	if (strncmp(line, "# serves S", 10) == 0)
		s->serves = true;
	if (!*line || *line == '#')
		return 0;
	if (!s->serves)
		return story_fail(s, "a story begins with \"# serves S...\"");
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

/* "Blue Heron: hi" as "{amina}: hi". */
static char *unnamed(struct story *s, const char *text)
{
	char *out = talloc_strdup(s, text), *at;
	int i;

	names_learn(s);
	for (i = 0; i < s->names.captures; i++)
		while ((at = strstr(out, s->names.capture[i].text)))
			out = talloc_asprintf(s, "%.*s{%s}%s", (int)(at - out), out,
					      s->names.capture[i].name,
					      at + strlen(s->names.capture[i].text));
	return out;
}

/* A story about its disk: what opens files from here on is watched. */
static void disk_begin(struct story *s, FILE *f)
{
	char line[LINE_MAX_LEN], *dir;
	bool about = false;

	while (fgets(line, sizeof(line), f))
		about |= strncmp(line, "disk is ", 8) == 0;
	rewind(f);
	if (!about)
		return;
	dir = talloc_asprintf(s, "%s/state", s->world->dir);
	MUST(mkdir(dir, 0700) == 0);
	disk_watch(dir);
}

static void disk_end(void)
{
	disk_arm(DISK_NONE, 0, 1);
	disk_watch("");
}

/* For who writes a story: what the phones hear, in place of what they should. */
static int line_try(struct story *s, char *line)
{
	struct world_text *t;
	int i, rc;

	if (strstr(line, " < ") || strstr(line, " ~ ") || strstr(line, " hears nothing") ||
	    strstr(line, " hears by ") || strstr(line, " hears within "))
		return 0;
	printf("%s", line);
	rc = line_run(s, line);
	if (rc < 0)
		printf("\t%s\n", s->why.text);
	for (i = 0; i < s->world->phones; i++)
		while ((t = world_listen(s->world, &s->world->phone[i])))
			printf("%s ~ %s\n", s->world->phone[i].name, unnamed(s, t->text));
	for (i = 0; i < s->world->phones; i++)
		while ((t = world_hear(s->world, &s->world->phone[i]))) {
			printf("%s < %s\n", s->world->phone[i].name, unnamed(s, t->text));
			(void)transcript_match(&s->heard, "ALARM <code> *", t->text);
			(void)transcript_match(&s->heard, "* handle <h1>. *", t->text);
		}
	return 0;
}

/* What nobody in the story has read yet must not be there. */
static int story_end(struct story *s)
{
	int i, rc = 0;

	for (i = 0; rc == 0 && i < s->world->phones; i++)
		rc = phone_silent(s, &s->world->phone[i], NULL);
	return rc;
}

int story_tell(void *ctx, const char *file, struct err *err)
{
	struct story *s = talloc_zero(ctx, struct story);
	char line[LINE_MAX_LEN];
	const bool try_out = getenv("STORY_TRY") != NULL;
	FILE *f = fopen(file, "r");
	int rc = 0;

	if (!f)
		return err_set(err, errno, "%s: %s", file, strerror(errno));
	s->file = file;
	s->world = world_new(s, 1);
	disk_begin(s, f);
	while (rc == 0 && fgets(line, sizeof(line), f)) {
		s->line++;
		rc = try_out ? line_try(s, line) : line_run(s, line);
	}
	fclose(f);
	if (rc == 0)
		rc = story_end(s);
	if (rc < 0)
		err_set(err, -rc, "%s:%d: %s", file, s->line, s->why.text);
	sqlite3_close(s->locker);
	disk_end();
	talloc_free(s);
	return rc;
}
