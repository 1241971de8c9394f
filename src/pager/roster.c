// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Reading the roster file.  Strict, and without allocation: it is read by the
 * pager while warmlined may be dead and the disk full.  A file that is cut
 * short has no "end" line with the right sum, so half a roster is no roster.
 */
#include "pager/pager_int.h"
#include "text/text.h"

#include <inttypes.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINE_MAX_LEN = 1024, SUM_BYTES = 4 };

/* Too large for the stack of a small process; the pager is one thread. */
static struct pager_roster draft;

struct reader {
	struct pager_roster *r;
	const char *start;		/* of the file */
	const char *line_at;		/* where the present line begins in it */
	unsigned int line;
	bool ended;
	struct err *err;
};

static int bad(struct reader *rd, const char *why)
{
	return err_set(rd->err, EBADMSG, "roster line %u: %s", rd->line, why);
}

/* --- Words of a line -------------------------------------------------------------- */
/* The next word, cut off in place; NULL at the end of the line. */
static char *word(char **rest)
{
	char *at = *rest, *space;

	if (!at)
		return NULL;
	space = strchr(at, ' ');
	if (space)
		*space = '\0';
	*rest = space ? space + 1 : NULL;
	return at;
}

static bool plain_word(const char *s, size_t max)
{
	size_t len = s ? strlen(s) : 0;

	return len > 0 && len <= max && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

static bool number_ok(const char *s)
{
	size_t len = strlen(s);

	return s[0] == '+' && len >= 8 && len <= 16 && strspn(s + 1, "0123456789") == len - 1;
}

/* A short code, a number or a name of up to 11 letters, as carriers allow. */
static bool sender_ok(const char *s)
{
	size_t len = s ? strlen(s) : 0, i;

	if (len < 1 || len > PAGER_NUMBER_LEN)
		return false;
	for (i = 0; i < len; i++) {
		if (!((s[i] >= '0' && s[i] <= '9') || (s[i] >= 'A' && s[i] <= 'Z') ||
		      (s[i] >= 'a' && s[i] <= 'z') || (i == 0 && s[i] == '+')))
			return false;
	}
	return true;
}

static bool time_ok(const char *s, int64_t *out)
{
	size_t len = s ? strlen(s) : 0;

	if (len < 1 || len > 15 || strspn(s, "0123456789") != len)
		return false;
	*out = strtoll(s, NULL, 10);
	return true;
}

/* --- Lines -------------------------------------------------------------------------- */
static int line_made(struct reader *rd, char *rest)
{
	return time_ok(rest, &rd->r->made_at_ms) ? 0 : bad(rd, "the time is not a number");
}

static int line_sender(struct reader *rd, char *rest)
{
	if (!sender_ok(rest))
		return bad(rd, "the sender is neither a number nor a short name");
	strcpy(rd->r->sender, rest);
	return 0;
}

static struct pager_words *words_of(struct reader *rd, const char *lang)
{
	struct pager_roster *r = rd->r;
	unsigned int i;

	for (i = 0; i < r->languages; i++) {
		if (strcmp(r->words[i].lang, lang) == 0)
			return &r->words[i];
	}
	if (r->languages == PAGER_LANGUAGES)
		return NULL;
	strcpy(r->words[r->languages].lang, lang);
	return &r->words[r->languages++];
}

static int line_words(struct reader *rd, char *rest)
{
	const char *lang = word(&rest), *which = word(&rest);
	struct pager_words *w;
	char *to;

	if (!plain_word(lang, PAGER_LANG_LEN) || !which || !rest || !rest[0])
		return bad(rd, "words need a language, a name and a text");
	if (strlen(rest) > PAGER_WORDS_LEN)
		return bad(rd, "these words are too long");
	w = words_of(rd, lang);
	if (!w)
		return bad(rd, "too many languages");
	to = strcmp(which, "alarm") == 0 ? w->alarm : strcmp(which, "digest") == 0 ? w->digest :
	     strcmp(which, "down") == 0 ? w->down : NULL;
	if (!to)
		return bad(rd, "words are for alarm, digest or down");
	if (to[0])
		return bad(rd, "these words stand there twice");
	strcpy(to, rest);
	return 0;
}

static const char *const level_names[PAGER_LEVELS] = { "oncall", "manager", "operator" };
static const char *const channel_names[] = { "text=", "call=" };

static int person_channel(struct reader *rd, struct pager_person *p, const char *what)
{
	size_t i, len;

	if (p->contacts == PAGER_CHANNELS)
		return bad(rd, "too many channels");
	for (i = 0; i < ARRAY_LEN(channel_names); i++) {
		len = strlen(channel_names[i]);
		if (strncmp(what, channel_names[i], len) != 0)
			continue;
		if (!number_ok(what + len))
			return bad(rd, "a channel has no number with + and 7 to 15 digits");
		p->contact[p->contacts].channel = (enum pager_channel)i;
		strcpy(p->contact[p->contacts++].number, what + len);
		return 0;
	}
	return bad(rd, "a channel is text=+... or call=+...");
}

static int person_fields(struct reader *rd, struct pager_person *p, char *rest)
{
	const char *from, *until, *what;
	int rc = 0;

	from = word(&rest);
	until = word(&rest);
	if (!from || strncmp(from, "from=", 5) != 0 || !time_ok(from + 5, &p->from_ms) ||
	    !until || strncmp(until, "until=", 6) != 0 || !time_ok(until + 6, &p->until_ms))
		return bad(rd, "from= or until= is missing or wrong");
	if (p->until_ms && p->until_ms <= p->from_ms)
		return bad(rd, "until= is not after from=");
	while (rc == 0 && (what = word(&rest)))
		rc = person_channel(rd, p, what);
	if (rc == 0 && p->contacts == 0)
		return bad(rd, "a person has no channel");
	return rc;
}

static int line_person(struct reader *rd, char *rest)
{
	const char *level = word(&rest), *handle = word(&rest), *lang = word(&rest);
	struct pager_person *p;
	int i;

	if (rd->r->persons == PAGER_PERSONS)
		return bad(rd, "too many persons");
	p = &rd->r->person[rd->r->persons];
	for (i = 0; i < PAGER_LEVELS && level && strcmp(level, level_names[i]) != 0; i++)
		;
	if (!level || i == PAGER_LEVELS)
		return bad(rd, "a person is oncall, manager or operator");
	if (!plain_word(handle, PAGER_HANDLE_LEN) || !plain_word(lang, PAGER_LANG_LEN))
		return bad(rd, "a handle or language is missing or not plain");
	p->level = (enum pager_level)i;
	strcpy(p->handle, handle);
	strcpy(p->lang, lang);
	rd->r->persons++;
	return person_fields(rd, p, rest);
}

static int line_end(struct reader *rd, char *rest)
{
	uint8_t sum[crypto_generichash_BYTES];
	char want[48];

	crypto_generichash(sum, sizeof(sum), (const uint8_t *)rd->start,
			   (size_t)(rd->line_at - rd->start), NULL, 0);
	snprintf(want, sizeof(want), "%u %02x%02x%02x%02x", rd->r->persons, sum[0], sum[1],
		 sum[2], sum[3]);
	if (!rest || strcmp(rest, want) != 0)
		return bad(rd, "the end line does not fit what is before it: cut or changed");
	rd->ended = true;
	return 0;
}

static const struct {
	const char *name;
	int (*read)(struct reader *rd, char *rest);
} kinds[] = {
	{ "made", line_made },
	{ "sender", line_sender },
	{ "words", line_words },
	{ "person", line_person },
	{ "end", line_end },
};

static int line_read(struct reader *rd, const char *at, size_t len)
{
	char line[LINE_MAX_LEN + 1], *rest = line;
	const char *name;
	size_t i;

	rd->line++;
	rd->line_at = at;
	if (rd->ended)
		return bad(rd, "something stands after the end");
	if (len > LINE_MAX_LEN || memchr(at, '\0', len) || !text_utf8_valid(at, len))
		return bad(rd, "the line is too long or not UTF-8");
	memcpy(line, at, len);
	line[len] = '\0';
	if (rd->line == 1)
		return strcmp(line, "warmline-roster 1") == 0 ? 0 :
			bad(rd, "no roster of version 1");
	name = word(&rest);
	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		if (strcmp(name, kinds[i].name) == 0)
			return kinds[i].read(rd, rest);
	}
	return bad(rd, "the line starts with no word of a roster");
}

/* --- The whole ------------------------------------------------------------------------ */
static int words_whole(struct reader *rd)
{
	unsigned int i;

	if (rd->r->languages == 0 || !rd->r->sender[0])
		return bad(rd, "sender or words are missing");
	for (i = 0; i < rd->r->languages; i++) {
		const struct pager_words *w = &rd->r->words[i];
		if (!strstr(w->alarm, "{code}") || !strstr(w->digest, "{codes}") ||
		    !strstr(w->digest, "{count}") || !w->down[0])
			return bad(rd,
				   "a language lacks words, or {code}, {codes}, {count} in them");
	}
	return 0;
}

static int contacts_fit(struct reader *rd)
{
	const struct pager_contact *seen[PAGER_CONTACTS];
	const struct pager_contact *ct;
	unsigned int n = 0, p, c, i;

	for (p = 0; p < rd->r->persons; p++) {
		for (c = 0; c < rd->r->person[p].contacts; c++) {
			ct = &rd->r->person[p].contact[c];
			for (i = 0; i < n && (seen[i]->channel != ct->channel ||
					      strcmp(seen[i]->number, ct->number) != 0); i++)
				;
			if (i < n)
				continue;
			if (n == PAGER_CONTACTS)
				return bad(rd, "too many different numbers");
			seen[n++] = ct;
		}
	}
	return n ? 0 : bad(rd, "nobody is in it");
}

int pager_roster_parse(const char *data, size_t len, struct pager_roster *out, struct err *err)
{
	struct reader rd = { .r = &draft, .start = data, .err = err };
	const char *at = data, *end;
	int rc = 0;

	memset(&draft, 0, sizeof(draft));
	if (len > PAGER_ROSTER_MAX)
		return err_set(err, EBADMSG, "the roster has more than %d bytes", PAGER_ROSTER_MAX);
	while (rc == 0 && at < data + len) {
		end = memchr(at, '\n', (size_t)(data + len - at));
		if (!end) {
			rd.line++;
			rc = bad(&rd, "the last line is cut");
			break;
		}
		rc = line_read(&rd, at, (size_t)(end - at));
		at = end + 1;
	}
	if (rc == 0 && !rd.ended)
		rc = bad(&rd, "there is no end line: it is cut");
	if (rc == 0)
		rc = words_whole(&rd);
	if (rc == 0)
		rc = contacts_fit(&rd);
	if (rc == 0)
		memcpy(out, &draft, sizeof(*out));
	pager_roster_wipe(&draft);
	return rc;
}

void pager_roster_wipe(struct pager_roster *r)
{
	sodium_memzero(r, sizeof(*r));
}
