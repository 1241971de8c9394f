// SPDX-License-Identifier: AGPL-3.0-or-later
/* The numbers to ring, by country: flows/emergency.conf (care_safety.h). */
#include "care/care_people.h"
#include "care/safety/safety_int.h"

#include <ctype.h>
#include <stdio.h>
#include <time.h>

enum { FIELDS = 5, NUMBER_MAX = 20, NAME_MAX_LEN = 60 };
enum kind { CRISIS, MEDICAL, POLICE, KINDS };
static const char *const kind_names[KINDS] = { "crisis", "medical", "police" };

struct number {
	char country[3];
	enum kind kind;
	char number[NUMBER_MAX + 1], name[NAME_MAX_LEN + 1];
	int64_t tested_ms;		/* 0: never */
};
struct care_emergency {
	struct number *list;
	size_t n;
};

/* "2026-11-01" -> ms, "never" -> 0; -1: neither. */
static int64_t date_parse(const char *text)
{
	struct tm tm = { 0 };
	const char *end;

	if (strcmp(text, "never") == 0)
		return 0;
	end = strptime(text, "%Y-%m-%d", &tm);
	return end && !*end ? (int64_t)timegm(&tm) * 1000 : -1;
}

static int kind_parse(const char *text)
{
	int k;

	for (k = 0; k < KINDS; k++)
		if (strcmp(text, kind_names[k]) == 0)
			return k;
	return -1;
}

static const char *line_parse(const char *line, struct number *out)
{
	char country[8], kind[12], tested[12], date[12];
	int at = 0, k;

	if (sscanf(line, "%7s %11s %20s %11s %11s %n", country, kind, out->number, tested, date,
		   &at) != FIELDS || !at)
		return "a line is: country, kind, number, 'tested', date or 'never', name";
	if (strlen(country) != 2 || !isupper((unsigned char)country[0]) ||
	    !isupper((unsigned char)country[1]))
		return "the country is two capital letters (ISO 3166)";
	k = kind_parse(kind);
	if (k < 0)
		return "the kind is crisis, medical or police";
	if (strspn(out->number, "+0123456789") != strlen(out->number))
		return "the number has digits only, as it is dialled there";
	if (strcmp(tested, "tested") != 0)
		return "'tested' and a date, or 'tested never', come after the number";
	out->tested_ms = date_parse(date);
	if (out->tested_ms < 0)
		return "the date is written 2026-11-01";
	if (!line[at] || strlen(line + at) > NAME_MAX_LEN)
		return "the name, of at most 60 bytes, comes last";
	memcpy(out->country, country, 3);
	out->kind = (enum kind)k;
	snprintf(out->name, sizeof(out->name), "%s", line + at);
	return NULL;
}

struct care_emergency *care_emergency_load(void *ctx, const char *path, struct err *err)
{
	struct care_emergency *e = talloc_zero(ctx, struct care_emergency);
	char line[256], *text;
	const char *wrong = NULL;
	FILE *f = fopen(path, "re");
	int lineno = 0;

	if (!e)
		base_oom();
	if (!f) {
		err_set(err, errno, "%s: %s", path, strerror(errno));
		talloc_free(e);
		return NULL;
	}
	while (!wrong && fgets(line, sizeof(line), f)) {
		lineno++;
		line[strcspn(line, "\n")] = '\0';
		text = line + strspn(line, " \t");
		if (!*text || *text == '#')
			continue;
		e->list = talloc_realloc(e, e->list, struct number, e->n + 1);
		if (!e->list)
			base_oom();
		wrong = line_parse(text, &e->list[e->n++]);
	}
	fclose(f);
	if (!wrong)
		return e;
	err_set(err, EINVAL, "%s:%d: %s", path, lineno, wrong);
	talloc_free(e);
	return NULL;
}

void care_emergency_set(struct care *care, const struct care_emergency *e)
{
	((struct care_safety_settings *)care_settings(care, &care_safety_cfg))->emergency = e;
}

/* Crisis before medical; never the police by itself. */
static const struct number *find(const struct care_emergency *e, const char *country)
{
	const struct number *best = NULL;
	size_t i;

	for (i = 0; e && i < e->n; i++)
		if (strcmp(e->list[i].country, country) == 0 && e->list[i].kind != POLICE &&
		    (!best || e->list[i].kind < best->kind))
			best = &e->list[i];
	return best;
}

const char *care_emergency_find(const struct care_emergency *e, const char *country)
{
	static char text[NAME_MAX_LEN + NUMBER_MAX + 2];
	const struct number *n = find(e, country);

	if (!n)
		return NULL;
	snprintf(text, sizeof(text), "%s %s", n->name, n->number);
	return text;
}

int care_emergency_check(const struct care_emergency *e, int64_t now_ms, int64_t max_age_ms,
			 void (*cb)(void *arg, const char *sentence), void *arg)
{
	char sentence[200];
	size_t i;
	int n = 0;

	for (i = 0; e && i < e->n; i++) {
		const struct number *x = &e->list[i];

		if (x->tested_ms && now_ms - x->tested_ms <= max_age_ms)
			continue;
		snprintf(sentence, sizeof(sentence), "%s %s number of %s: %s.", x->country,
			 kind_names[x->kind], x->name,
			 x->tested_ms ? "its last test is too long ago" : "nobody has tested it");
		cb(arg, sentence);
		n++;
	}
	return n;
}

static const char *emergency(struct care_turn *t, const struct store_person *to)
{
	const struct care_emergency *e = care_safety_settings(t->care)->emergency;
	const char *country = to->country[0] ? to->country :
					       care_people_settings(t->care)->country;
	const char *found = care_emergency_find(e, country);

	return found ? talloc_strdup(t->mem, found) :
		       care_render(t, to, WORDS_SMS, "safety.number.local", NULL);
}

const struct care_placeholder care_safety_placeholders[] = { { "emergency", emergency }, { 0 } };
