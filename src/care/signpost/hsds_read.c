// SPDX-License-Identifier: AGPL-3.0-or-later
/* Services of a package, checked one by one. */
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uloc.h>

#include "care/signpost/signpost_int.h"
#include "text/text.h"
#include "text/text_fold.h"

enum {
	NAME_MAX_BYTES = 120, ADDRESS_MAX_BYTES = 160, PHONE_MAX_BYTES = 24, REF_MAX_BYTES = 150,
	AGE_MAX = 150, ENTRIES_MAX = 20000, LISTS_MAX = 64,
};

/* --- Fields ------------------------------------------------------------------------------ */

const char *hsds_str(const json_t *obj, const char *key)
{
	const json_t *v = json_object_get(obj, key);
	const char *s = json_string_value(v);
	static _Thread_local char number[4][32];
	static _Thread_local unsigned int turn;

	if (s) {
		while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
			s++;
		return s;
	}
	if (!json_is_number(v))
		return "";
	turn = (turn + 1) % 4;
	snprintf(number[turn], sizeof(number[turn]), "%.10g", json_number_value(v));
	return number[turn];
}

const char *hsds_where(const json_t *obj, const char *otherwise)
{
	const char *where = json_string_value(json_object_get(obj, HSDS_WHERE));

	return where ? where : otherwise;
}

/* Days from 1 January 1970 (Hinnant, days_from_civil). */
bool hsds_date(const char *text, int32_t *day)
{
	static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int y, m, d, used = 0;

	if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || y < 1970 || y > 2999 ||
	    m < 1 || m > 12 || d < 1 || d > lengths[m - 1] ||
	    (text[used] && text[used] != 'T' && text[used] != ' '))
		return false;
	if (m == 2 && d == 29 && (y % 4 || (y % 100 == 0 && y % 400)))
		return false;
	y -= m <= 2;
	*day = y / 400 * 146097 + y % 400 * 365 + y % 400 / 4 - y % 400 / 100 +
		(153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1 - 719468;
	return true;
}

/* A line for a screen: no controls, no line ends, at most max bytes; cut at a character. */
static char *line_of(void *ctx, const char *text, size_t max)
{
	char *line = talloc_strdup(ctx, text), *p;
	size_t len;

	if (!line)
		base_oom();
	len = text_strip_control(line, strlen(line));
	line[len] = '\0';
	for (p = line; *p; p++)
		if (*p == '\n')
			*p = ' ';
	if (len > max)
		len = text_utf8_cut(line, len, max);
	while (len && line[len - 1] == ' ')
		len--;
	line[len] = '\0';
	return line;
}

static char *line_field(void *ctx, const json_t *obj, const char *key, size_t max)
{
	return line_of(ctx, hsds_str(obj, key), max);
}

static const char *folded(void *ctx, const char *text)
{
	char key[500];

	if (text_fold_key(VIEW_STR(text), key, sizeof(key)) <= 0)
		return NULL;
	return talloc_strdup(ctx, key);
}

/* --- Reasons -------------------------------------------------------------- */

void signpost_remark(struct signpost_report *r, enum signpost_severity severity, const char *where,
		     const char *field, const char *fmt, ...)
{
	struct signpost_remark *m;
	va_list args;

	r->remarks_all++;
	if (r->remarks_len >= SIGNPOST_REMARKS_MAX)
		return;
	r->remarks = talloc_realloc(r, r->remarks, struct signpost_remark, r->remarks_len + 1);
	if (!r->remarks)
		base_oom();
	m = &r->remarks[r->remarks_len++];
	va_start(args, fmt);
	*m = (struct signpost_remark){
		.severity = severity, .where = talloc_strdup(r, where),
		.field = talloc_strdup(r, field), .why = talloc_vasprintf(r, fmt, args) };
	va_end(args);
}

/* One service while it is read. */
struct reading {
	struct hsds *h;
	const json_t *row;
	const char *where;
	const char *why_not, *why_field;	/* refused */
	struct store_service common;
};

static void refuse(struct reading *r, const char *field, const char *why)
{
	if (!r->why_not) {
		r->why_not = why;
		r->why_field = field;
	}
}

/* --- Languages, ages ------------------------------------------------------ */

/* "sw", "swa", "Swahili" -> " sw"; a language that nobody knows stays as it was written, so
 * that its service is sent to nobody. */
static void add_language(struct reading *r, const json_t *row, char **langs)
{
	const char *code = hsds_str(row, "code"), *name = hsds_str(row, "name");
	char lang[12] = "", english[80], tag[16];
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[80];
	const char *const *all;

	if (!code[0])
		code = hsds_str(row, "language");
	if (code[0] && strlen(code) < sizeof(tag))
		uloc_getLanguage(code, lang, sizeof(lang), &status);
	if (strlen(lang) > 3)
		lang[0] = '\0';		/* no code: a word, perhaps the name */
	if (!lang[0] && !name[0])
		name = code;
	for (all = uloc_getISOLanguages(); !lang[0] && *all; all++) {
		status = U_ZERO_ERROR;
		uloc_getDisplayLanguage(*all, "en", wide, ARRAY_LEN(wide), &status);
		if (U_FAILURE(status))
			continue;
		u_strToUTF8(english, sizeof(english), NULL, wide, -1, &status);
		if (U_SUCCESS(status) && strcasecmp(english, name) == 0)
			snprintf(lang, sizeof(lang), "%s", *all);
	}
	if (!lang[0]) {
		signpost_remark(r->h->report, SIGNPOST_CHANGED, hsds_where(row, r->where), "code",
				"The language is not understood; give a code such as sw.");
		strcpy(lang, "?");
	}
	*langs = talloc_asprintf_append_buffer(*langs, "%s%s ", **langs ? "" : " ", lang);
}

static void languages(struct reading *r, const json_t *location)
{
	char *langs = talloc_strdup(r->h->import, "");
	const json_t *list = json_object_get(r->row, "languages");
	json_t *row;
	size_t i;

	if (!json_array_size(list))
		list = json_object_get(location, "languages");
	json_array_foreach(list, i, row)
		if (i < LISTS_MAX)
			add_language(r, row, &langs);
	r->common.langs = langs;
}

static int age_field(struct reading *r, const json_t *row, const char *key, int dflt)
{
	const char *text = hsds_str(row, key);
	char *end;
	double age = strtod(text, &end);

	if (!text[0])
		return dflt;
	if (end == text || *end || !(age >= 0 && age <= AGE_MAX)) {
		refuse(r, key, "an age is a number of years from 0 to 150");
		return dflt;
	}
	return (int)age;
}

static void ages(struct reading *r)
{
	const json_t *older = json_array_get(json_object_get(r->row, "eligibility"), 0);
	int min = age_field(r, older, "minimum_age", 0);
	int max = age_field(r, older, "maximum_age", AGE_MAX);

	r->common.min_age = age_field(r, r->row, "minimum_age", min);
	r->common.max_age = age_field(r, r->row, "maximum_age", max);
	if (r->common.max_age == 0)
		r->common.max_age = AGE_MAX;	/* what forms write for "none" */
	if (r->common.min_age > r->common.max_age)
		refuse(r, "maximum_age", "it is below the minimum age");
}

/* --- Phones --------------------------------------------------------------- */

/* Digits and what stands between them; "(ext. 5)" and words go. */
static char *phone_clean(struct reading *r, const char *text)
{
	char out[PHONE_MAX_BYTES + 1];
	size_t n = 0, digits = 0;

	for (; *text && n < PHONE_MAX_BYTES; text++) {
		bool digit = *text >= '0' && *text <= '9';

		if (digit || (*text == '+' && n == 0) || ((*text == ' ' || *text == '-') && n))
			out[n++] = *text;
		else if (*text != '"' && *text != '\'' && *text != '(' && *text != ')' &&
			 *text != '.' && *text != '/' && *text != ' ')
			break;
		digits += digit;
	}
	while (n && (out[n - 1] == ' ' || out[n - 1] == '-'))
		n--;
	out[n] = '\0';
	return digits >= 3 && digits <= 15 ? talloc_strdup(r->h->import, out) : NULL;
}

static const char *phone_of(struct reading *r, const json_t *holder)
{
	static const char *const kinds[] = { "", "voice", "cell", "mobile", "hotline",
					     "sms", "text",
					     "phone" };
	json_t *row;
	char *number;
	size_t i, k;

	json_array_foreach(json_object_get(holder, "phones"), i, row) {
		const char *kind = hsds_str(row, "type");

		for (k = 0; k < ARRAY_LEN(kinds) && strcasecmp(kinds[k], kind) != 0; k++)
			;
		if (k == ARRAY_LEN(kinds))
			continue;	/* fax, pager */
		number = phone_clean(r, hsds_str(row, "number"));
		if (number)
			return number;
		signpost_remark(r->h->report, SIGNPOST_REFUSED, hsds_where(row, r->where), "number",
				"The number was left out: it is no telephone number.");
	}
	return NULL;
}

static const char *first_of(const char *a, const char *b, const char *c, const char *d)
{
	return a ? a : b ? b : c ? c : d ? d : "";
}

/* --- Places --------------------------------------------------------------- */

static void add_place(struct reading *r, struct signpost_entry *e, const char *text, bool town)
{
	struct store_service_place *list = (void *)e->keys.places;
	const char *key = folded(r->h->import, text);
	size_t i;

	if (!key || e->keys.places_len >= LISTS_MAX)
		return;
	for (i = 0; i < e->keys.places_len; i++)
		if (strcmp(list[i].place, key) == 0) {
			list[i].town |= town;
			return;
		}
	list = talloc_realloc(r->h->import, list, struct store_service_place, (unsigned)i + 1);
	if (!list)
		base_oom();
	list[i] = (struct store_service_place){ key, town };
	e->keys.places = list;
	e->keys.places_len++;
}

static void add_everywhere(struct reading *r, struct signpost_entry *e)
{
	struct store_service_place *list = (void *)e->keys.places;
	size_t n = e->keys.places_len;

	list = talloc_realloc(r->h->import, list, struct store_service_place, (unsigned)n + 1);
	if (!list)
		base_oom();
	list[n] = (struct store_service_place){ STORE_PLACE_EVERYWHERE, false };
	e->keys.places = list;
	e->keys.places_len++;
}

static bool is_whole_country(const struct signpost_reading *how, const json_t *area)
{
	static const char *const names[] = { "national", "nationwide", "countrywide", "everywhere",
					     "whole country", "all counties" };
	const char *name = hsds_str(area, "name");
	size_t i;

	if (strcasecmp(hsds_str(area, "extent_type"), "country") == 0)
		return true;
	if (how->country[0] && strcasecmp(name, how->country) == 0)
		return true;
	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

/* "Nakuru, Naivasha and Molo" is three places; a sentence is none. */
static void add_area(struct reading *r, struct signpost_entry *e, const json_t *area)
{
	char *copy = line_field(r->h->import, area, "name", 300), *save = NULL, *part;

	if (is_whole_country(r->h->how, area)) {
		add_everywhere(r, e);
		return;
	}
	for (part = strtok_r(copy, ",;/", &save); part; part = strtok_r(NULL, ",;/", &save)) {
		part += strspn(part, " ");
		if (strncasecmp(part, "and ", 4) == 0)
			part += 4;
		if (text_word_count(part, strlen(part)) > 4)
			signpost_remark(r->h->report, SIGNPOST_CHANGED, hsds_where(area, r->where),
					"name", "An area is the name of a place; this is a "
					"sentence and nobody will find it.");
		else
			add_place(r, e, part, false);
	}
}

static void areas(struct reading *r, struct signpost_entry *e, const json_t *holder)
{
	json_t *area;
	size_t i;

	json_array_foreach(json_object_get(holder, "service_areas"), i, area)
		if (i < LISTS_MAX)
			add_area(r, e, area);
}

static const json_t *address_of(const json_t *location)
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(location, "addresses"), i, row)
		if (strcasecmp(hsds_str(row, "address_type"), "postal") != 0 &&
		    strcasecmp(hsds_str(row, "address_type"), "virtual") != 0)
			return row;
	return NULL;
}

/* "Karanja Path 9, Kibera": the quarter is what people ask for.  What has a digit is none. */
static void add_quarter(struct reading *r, struct signpost_entry *e, const char *text)
{
	const char *comma = strrchr(text, ',');

	if (comma)
		text = comma + 1;
	text += strspn(text, " ");
	if (*text && !strpbrk(text, "0123456789") && text_word_count(text, strlen(text)) <= 3)
		add_place(r, e, text, true);
}

static void place(struct reading *r, struct signpost_entry *e, const json_t *location)
{
	const json_t *a = address_of(location);
	char *street = line_field(r->h->import, a, "address_1", ADDRESS_MAX_BYTES);

	if (strchr(street, ','))
		add_quarter(r, e, street);
	add_quarter(r, e, hsds_str(a, "address_2"));
	e->service.place = line_field(r->h->import, a, "city", NAME_MAX_BYTES);
	e->service.address = street;
	add_place(r, e, e->service.place, true);
	add_place(r, e, hsds_str(a, "region"), false);
	add_place(r, e, hsds_str(a, "state_province"), false);
}

/* --- Words ---------------------------------------------------------------- */

static void add_word(struct reading *r, struct signpost_entry *e, const char *word)
{
	const char **list = (void *)e->keys.words;
	size_t i;

	for (i = 0; i < e->keys.words_len; i++)
		if (strcmp(list[i], word) == 0)
			return;
	list = talloc_realloc(r->h->import, list, const char *, (unsigned)i + 1);
	if (!list)
		base_oom();
	list[i] = talloc_strdup(list, word);
	e->keys.words = list;
	e->keys.words_len++;
}

static void add_label(struct reading *r, struct signpost_entry *e, const char *text, bool is_topic)
{
	struct signpost_words w;
	int i;

	if (!text[0] || e->labels_len >= LISTS_MAX || e->keys.words_len >= 4 * LISTS_MAX)
		return;
	signpost_words(text, &w);
	for (i = 0; i < w.n; i++)
		if (strlen(w.word[i]) >= 3)
			add_word(r, e, w.word[i]);
	if (!is_topic)
		return;
	e->labels = talloc_realloc(r->h->import, e->labels, const char *,
				   (unsigned)e->labels_len + 1);
	if (!e->labels)
		base_oom();
	e->labels[e->labels_len++] = talloc_strdup(e->labels, text);
}

static void labels(struct reading *r, struct signpost_entry *e)
{
	const json_t *org = json_object_get(r->row, "organization"), *term;
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(r->row, "attributes"), i, row) {
		term = json_object_get(row, "taxonomy_term");
		add_label(r, e, hsds_str(json_is_object(term) ? term : row, "name"), true);
		add_label(r, e, hsds_str(row, "label"), true);
		add_label(r, e, hsds_str(row, "value"), true);
	}
	json_array_foreach(json_object_get(r->row, "taxonomy_terms"), i, row)
		add_label(r, e, hsds_str(row, "name"), true);
	add_label(r, e, r->common.name, true);
	add_label(r, e, r->common.alternate, true);
	add_label(r, e, hsds_str(org, "name"), false);
	add_label(r, e, hsds_str(org, "alternate_name"), false);
}

/* --- An entry: one place of a service ------------------------------------- */

static void hours(struct reading *r, struct signpost_entry *e, const json_t *at,
		  const json_t *location)
{
	const json_t *holders[] = { at, r->row, location };
	struct store_hours *list = NULL;
	size_t i, n = 0, k;
	bool good = false;

	for (i = 0; i < ARRAY_LEN(holders); i++) {
		const json_t *schedules = json_object_get(holders[i], "schedules");
		const json_t *days = json_object_get(holders[i], "holiday_schedules");

		if (!json_array_size(schedules))
			continue;
		if (!json_array_size(days))
			days = json_object_get(r->row, "holiday_schedules");
		good = hsds_hours(r->h, schedules, days, r->where, &list, &n);
		break;
	}
	for (k = 0; k < n && list[k].closed; k++)
		;
	e->service.hours = list;
	e->service.hours_len = n;
	e->service.hours_known = good && k < n;
}

static void entry(struct reading *r, const json_t *at, bool only)
{
	const json_t *location = json_object_get(at, "location");
	struct signpost_import *import = r->h->import;
	struct signpost_entry e = { .service = r->common };
	const char *id = hsds_str(r->row, "id"), *place_id = hsds_str(location, "id");

	e.service.ref = only || !place_id[0] ? talloc_strdup(import, id)
					     : talloc_asprintf(import, "%s@%s", id, place_id);
	place(r, &e, location);
	areas(r, &e, r->row);
	areas(r, &e, at);
	e.service.phone = first_of(phone_of(r, at), phone_of(r, r->row), phone_of(r, location),
				   phone_of(r, json_object_get(r->row, "organization")));
	hours(r, &e, at, location);
	if (!e.service.phone[0] && !e.service.place[0])
		refuse(r, "phones", "there is neither a telephone number nor a place");
	else if (!e.service.phone[0] && !e.service.hours_known)
		refuse(r, "schedules", "nobody can know when it is open, and there is no number to "
		       "ask");
	else if (!e.keys.places_len)
		add_everywhere(r, &e);		/* a telephone line */
	if (json_object_get(r->h->seen, e.service.ref))
		refuse(r, "id", "this id is there already");
	if (import->n >= ENTRIES_MAX)
		refuse(r, "", "there are too many services");
	if (r->why_not)
		return;
	labels(r, &e);
	json_object_set_new(r->h->seen, e.service.ref, json_true());
	import->entries = talloc_realloc(import, import->entries, struct signpost_entry,
					 (unsigned)import->n + 1);
	if (!import->entries)
		base_oom();
	import->entries[import->n++] = e;
	r->h->report->entries++;
}

static void common(struct reading *r)
{
	struct signpost_import *import = r->h->import;
	const char *assured = hsds_str(r->row, "assured_date");

	r->common.name = line_field(import, r->row, "name", NAME_MAX_BYTES);
	r->common.alternate = line_field(import, r->row, "alternate_name", NAME_MAX_BYTES);
	if (!r->common.name[0])
		refuse(r, "name", "it has no name");
	if (!hsds_str(r->row, "id")[0] || strlen(hsds_str(r->row, "id")) > REF_MAX_BYTES)
		refuse(r, "id", "it has no id, or a very long one");
	if (!assured[0])
		refuse(r, "assured_date", "it does not say when somebody last made sure that this "
		       "is true");
	else if (!hsds_date(assured, &r->common.assured_day))
		refuse(r, "assured_date", "a date is written 2026-03-31");
	else if (r->common.assured_day > r->h->how->today + 1)
		refuse(r, "assured_date", "it lies in the future");
	ages(r);
}

static void say_why_not(struct reading *r)
{
	signpost_remark(r->h->report, SIGNPOST_REFUSED, r->where, r->why_field,
			"The service was left out: %s.", r->why_not);
	r->why_not = NULL;
}

/* One place that cannot be taken does not keep the others out. */
static int entry_or_reason(struct reading *r, const json_t *at, bool only)
{
	entry(r, at, only);
	if (!r->why_not)
		return 1;
	say_why_not(r);
	return 0;
}

static void service(struct hsds *h, const json_t *row, const char *where)
{
	struct reading r = { .h = h, .row = row, .where = where };
	const json_t *list = json_object_get(row, "service_at_locations");
	const char *status = hsds_str(row, "status");
	size_t i, n = json_array_size(list);
	int taken = 0;

	h->report->rows++;
	if (!json_is_object(row)) {
		refuse(&r, "", "it is no object");
	} else if (status[0] && strcasecmp(status, "active") != 0) {
		h->report->not_active++;
		return;
	} else {
		if (!status[0])
			refuse(&r, "status", "it does not say whether it is active");
		common(&r);
		languages(&r, json_object_get(json_array_get(list, 0), "location"));
	}
	if (!r.why_not && n == 0)
		taken += entry_or_reason(&r, NULL, true);
	for (i = 0; n && !r.why_not && i < n && i < LISTS_MAX * 8; i++)
		taken += entry_or_reason(&r, json_array_get(list, i), n == 1);
	if (r.why_not)
		say_why_not(&r);
	h->report->refused += !taken;
}

void hsds_services(struct hsds *h, json_t *services)
{
	char where[40];
	json_t *row;
	size_t i;

	json_array_foreach(services, i, row) {
		snprintf(where, sizeof(where), "services[%zu]", i);
		service(h, row, hsds_where(row, where));
	}
}
