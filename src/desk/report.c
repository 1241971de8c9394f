// SPDX-License-Identifier: AGPL-3.0-or-later
/* Reports as tables: read from the counts that triggers keep, published cell by cell. */
#include "care/care_people.h"
#include "desk/report_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WEEKS_MAX = 160, BYS_MAX = 40, ROWS_MAX = 2000 };

struct table {
	struct desk_ask *a;
	const struct report_def *def;
	int64_t from, until;		/* days, whole blocks */
	int block;			/* days of a cell */
	int merge;			/* blocks of a row (months: 4) */
	enum store_tally_by by;
	bool hourly;			/* by hour of the day, the service's */
	struct report_part parts[REPORT_COLUMNS];
	int parts_len;
	char bys[BYS_MAX][48];
	int bys_len;
	json_t *columns, *rows;
	bool suppressed;
};

/* --- Cells as JSON ---------------------------------------------------------------------- */

static void column(struct table *t, const char *key, const char *title, const char *unit)
{
	json_array_append_new(t->columns, json_pack("{s:s, s:s, s:s}", "key", key, "title", title,
						    "unit", unit));
}

static json_t *cell(struct table *t, int64_t n)
{
	if (n != REPORT_HIDDEN)
		return json_integer(n);
	t->suppressed = true;
	return json_null();
}

static int blocks(const struct table *t)
{
	return (int)((t->until - t->from) / t->block);
}

static json_t *row_begin(struct table *t, int64_t day, const char *by)
{
	json_t *row = json_array();

	json_array_append_new(row, json_integer(day * DAYS_MS(1)));
	if (t->by)
		json_array_append_new(row, json_string(*by ? by : "not said"));
	return row;
}

/* --- What there is ---------------------------------------------------------------------------- */

static int part_of(struct table *t, const char *part)
{
	int i;

	for (i = 0; i < t->parts_len; i++)
		if (!strcmp(t->parts[i].part, part))
			return i;
	/* a closed list has no others; an open one as many as there is room for */
	if (t->def->parts || t->parts_len == REPORT_COLUMNS)
		return -1;
	t->parts[t->parts_len] = (struct report_part){ part, *part ? part : "Not known" };
	return t->parts_len++;
}

static int by_of(struct table *t, const char *by)
{
	int i;

	for (i = 0; i < t->bys_len; i++)
		if (!strcmp(t->bys[i], by))
			return i;
	if (t->bys_len == BYS_MAX)
		return -1;
	snprintf(t->bys[t->bys_len], sizeof(t->bys[0]), "%s", by);
	return t->bys_len++;
}

static int64_t *cells_new(struct table *t, int cols)
{
	int64_t *c = talloc_zero_array(t->a->t->mem, int64_t,
				       (size_t)blocks(t) * (size_t)t->bys_len * (size_t)cols + 1);

	if (!c)
		base_oom();
	return c;
}

static int64_t block_of(const struct table *t, const struct store_tally *r)
{
	return (r->block - t->from) / t->block;
}

static int read_rows(struct table *t, const char *metric, struct store_tally **rows)
{
	const struct store_tally_ask ask = { metric, t->from, t->until, t->block, t->by };
	int i, n = store_tally_read(t->a->t->store, t->a->t->mem, &ask, rows);

	for (i = 0; i < n; i++)
		by_of(t, (*rows)[i].by);
	if (!t->bys_len)
		by_of(t, "");
	return n;
}

/* --- Parts ---------------------------------------------------------------- */

static void parts_columns(struct table *t)
{
	bool one = t->parts_len == 1;
	int i;

	for (i = 0; i < t->parts_len; i++)
		column(t, t->parts[i].part[0] ? t->parts[i].part : "all",
		       t->parts[i].title, "count");
	if (!one)
		column(t, "sum", "Together, of what is shown", "count");
	if (t->def->share_of)
		column(t, "share", t->def->share_title, "percent");
}

static void parts_row(struct table *t, json_t *row, const int64_t *c)
{
	int64_t share = 0, sum = report_sum(c, t->parts_len, 1);
	int i;

	for (i = 0; i < t->parts_len; i++) {
		json_array_append_new(row, cell(t, c[i]));
		if (!(t->def->share_of & (1u << i)))
			continue;
		share = c[i] == REPORT_HIDDEN || share == REPORT_HIDDEN ? REPORT_HIDDEN :
			share + c[i];
	}
	if (t->parts_len != 1)
		json_array_append_new(row, cell(t, sum));
	if (t->def->share_of)
		json_array_append_new(row, cell(t, report_percent(share, sum)));
	json_array_append_new(t->rows, row);
}

static int parts(struct table *t)
{
	struct store_tally *rows;
	int64_t *cells, *merged;
	int i, k, b, n, cols;

	for (i = 0; i < (int)t->def->parts_len; i++)
		t->parts[t->parts_len++] = t->def->parts[i];
	n = read_rows(t, t->def->metric, &rows);
	if (n < 0)
		return n;
	for (i = 0; i < n; i++)
		part_of(t, rows[i].part);
	cols = t->parts_len;
	cells = cells_new(t, cols);
	for (i = 0; i < n; i++) {
		int p = part_of(t, rows[i].part), by = by_of(t, rows[i].by);

		if (p >= 0 && by >= 0)
			cells[(block_of(t, &rows[i]) * t->bys_len + by) * cols + p] += rows[i].n;
	}
	parts_columns(t);
	for (b = 0; b < blocks(t); b++)
		report_suppress(cells + (size_t)b * t->bys_len * cols, t->bys_len, cols, cols > 1,
				t->by && t->bys_len > 1);
	merged = cells_new(t, cols);
	for (b = 0; b < blocks(t); b += t->merge)
		for (k = 0; k < t->bys_len; k++) {
			int left = blocks(t) - b < t->merge ? blocks(t) - b : t->merge;

			for (i = 0; i < cols; i++)
				merged[i] = report_sum(cells +
						       ((size_t)b * t->bys_len + k) * cols + i,
						       left, t->bys_len * cols);
			parts_row(t, row_begin(t, t->from + (int64_t)b * t->block, t->bys[k]),
				  merged);
		}
	return 0;
}

/* --- Times ---------------------------------------------------------------- */

static int times(struct table *t)
{
	static const int ps[] = { 50, 80, 95 };
	size_t prefix = strlen(t->def->prefix), p;
	struct store_tally *rows;
	int64_t *cells;
	int i, k, b, n;

	n = read_rows(t, t->def->metric, &rows);
	if (n < 0)
		return n;
	cells = cells_new(t, STORE_BUCKETS);
	for (i = 0; i < n; i++) {
		int by = by_of(t, rows[i].by), bucket = atoi(rows[i].part + prefix);

		if (by >= 0 && !strncmp(rows[i].part, t->def->prefix, prefix) && bucket >= 0 &&
		    bucket < STORE_BUCKETS)
			cells[(block_of(t, &rows[i]) * t->bys_len + by) * STORE_BUCKETS + bucket] +=
				rows[i].n;
	}
	column(t, "cases", "Cases", "count");
	column(t, "p50", "Half of them within", "ms");
	column(t, "p80", "80 of 100 within", "ms");
	column(t, "p95", "95 of 100 within", "ms");
	for (b = 0; b < blocks(t); b++)
		for (k = 0; k < t->bys_len; k++) {
			const int64_t *c = cells + ((size_t)b * t->bys_len + k) * STORE_BUCKETS;
			json_t *row = row_begin(t, t->from + (int64_t)b * t->block, t->bys[k]);
			int64_t all = 0;

			for (i = 0; i < STORE_BUCKETS; i++)
				all += c[i];
			json_array_append_new(row, cell(t, report_publish(all)));
			for (p = 0; p < ARRAY_LEN(ps); p++)
				json_array_append_new(row, cell(t, report_percentile(c, ps[p])));
			json_array_append_new(t->rows, row);
		}
	return 0;
}

/* --- Sums of shifts, hours of the day ------------------------------------- */

static int64_t rounded_hours(int64_t ms, int64_t shifts)
{
	int64_t hours = (ms + HOURS_MS(1) / 2) / HOURS_MS(1);

	if (shifts == 0)
		return 0;
	return shifts <= REPORT_SMALL ? REPORT_HIDDEN : (hours + 2) / 5 * 5;
}

static int sums(struct table *t)
{
	static const char *const metrics[] = {
		"shift.work", "shift.rest", "shift.pause", "shift.talks",
	};
	int64_t n[WEEKS_MAX][ARRAY_LEN(metrics)] = { { 0 } }, shifts[WEEKS_MAX] = { 0 };
	struct store_tally *rows;
	int i, b, count;
	size_t m;

	for (m = 0; m < ARRAY_LEN(metrics); m++) {
		count = read_rows(t, metrics[m], &rows);
		if (count < 0)
			return count;
		for (i = 0; i < count; i++) {
			n[block_of(t, &rows[i])][m] += rows[i].sum;
			if (m == 0)
				shifts[block_of(t, &rows[i])] += rows[i].n;
		}
	}
	column(t, "shifts", "Shifts", "count");
	column(t, "work", "Hours of work", "number");
	column(t, "rest", "Hours of rest beyond the paid ones", "number");
	column(t, "pause", "Hours of pauses after hard conversations", "number");
	column(t, "talks", "Conversations", "count");
	for (b = 0; b < blocks(t); b++) {
		json_t *row = row_begin(t, t->from + (int64_t)b * t->block, "");

		json_array_append_new(row, cell(t, report_publish(shifts[b])));
		for (m = 0; m < 3; m++)
			json_array_append_new(row, cell(t, rounded_hours(n[b][m], shifts[b])));
		json_array_append_new(row, cell(t, shifts[b] && shifts[b] <= REPORT_SMALL ?
						REPORT_HIDDEN : report_publish(n[b][3])));
		json_array_append_new(t->rows, row);
	}
	return 0;
}

struct hours_read { struct table *t; int64_t *cells; const char *zone; struct zone_span span; };

/* The hour of the day where the service is, for every asker alike: zones of their own would
 * cut the same hours in two ways, and what lies between could be had by subtracting.  Counted
 * are whole hours of UTC: where the clock is half an hour off, 15 is from 15:30 to 16:30. */
static int local_hour(struct hours_read *h, int64_t hour)
{
	int64_t at_ms = hour * HOURS_MS(1);

	if (h->zone && (at_ms < h->span.from_ms || at_ms >= h->span.to_ms) &&
	    zone_span(h->zone, at_ms, &h->span) < 0)
		h->zone = NULL;
	return (int)((h->zone ? at_ms + h->span.offset_ms : at_ms) / HOURS_MS(1) % 24);
}

static void hour_read(void *arg, int64_t hour, int64_t n)
{
	struct hours_read *h = arg;

	h->cells[(hour / 24 - h->t->from) / h->t->block * 24 + local_hour(h, hour)] += n;
}

/* A block of four weeks each: one row an hour would say when somebody wrote. */
static int hours(struct table *t)
{
	struct hours_read h = { .t = t, .zone = care_people_settings(t->a->t->care)->zone };
	char key[8], title[16];
	int i, b, rc;

	by_of(t, "");
	h.cells = cells_new(t, 24);
	rc = store_tally_hours(t->a->t->store, t->def->metric, t->from * 24,
			       t->until * 24, hour_read, &h);
	if (rc < 0)
		return rc;
	for (i = 0; i < 24; i++) {
		snprintf(key, sizeof(key), "h%02d", i);
		snprintf(title, sizeof(title), "%02d:00", i);
		column(t, key, title, "count");
	}
	for (b = 0; b < blocks(t); b++) {
		json_t *row = row_begin(t, t->from + (int64_t)b * t->block, "");

		report_suppress(h.cells + (size_t)b * 24, 1, 24, true, false);
		for (i = 0; i < 24; i++)
			json_array_append_new(row, cell(t, h.cells[b * 24 + i]));
		json_array_append_new(t->rows, row);
	}
	return 0;
}

/* --- The verbs ------------------------------------------------------------ */

static int range(struct table *t)
{
	const char *step = desk_str(t->a, "step"), *by = desk_str(t->a, "by");
	int64_t from = desk_moment(t->a, "from_at_ms", 0) / DAYS_MS(1);
	int64_t until = (desk_moment(t->a, "until_at_ms", 0) + DAYS_MS(1) - 1) / DAYS_MS(1);
	bool month = step && !strcmp(step, "month");

	if (step && !month && strcmp(step, "week"))
		return desk_refuse(t->a, LINK_E_ARGS, "A step is week or month (four weeks)");
	t->hourly = t->def->sort == REPORT_HOURS;
	if (by && !strcmp(by, "hour") && t->def->sort == REPORT_PARTS)
		t->hourly = true;
	else if (by && (!t->def->by || (strcmp(by, "area") && strcmp(by, "language"))))
		return desk_refuse(t->a, LINK_E_ARGS, "This report is not split by \"%s\"", by);
	t->by = !by || t->hourly ? STORE_TALLY_ALL : !strcmp(by, "area") ? STORE_TALLY_AREA :
		STORE_TALLY_LANG;
	t->block = t->by || t->hourly ? REPORT_BLOCK : REPORT_WEEK;
	/* only counts add up; percentiles and sums stay with their week */
	t->merge = month && t->block == REPORT_WEEK && t->def->sort == REPORT_PARTS ?
		REPORT_BLOCK / REPORT_WEEK : 1;
	/* whole blocks, counted from the same Monday for everybody */
	if (from < REPORT_MONDAY)
		from = REPORT_MONDAY;
	t->from = REPORT_MONDAY + (from - REPORT_MONDAY) / REPORT_BLOCK * REPORT_BLOCK;
	if (t->block == REPORT_WEEK && t->merge == 1)
		t->from = REPORT_MONDAY + (from - REPORT_MONDAY) / REPORT_WEEK * REPORT_WEEK;
	t->until = t->from + (until - t->from + t->block * t->merge - 1) / (t->block * t->merge) *
		(t->block * t->merge);
	if (until <= from || t->until - t->from > WEEKS_MAX * REPORT_WEEK)
		return desk_refuse(t->a, LINK_E_ARGS,
				   "At most three years, and the end comes after the beginning");
	/* a block that is not over yet would be asked for again each day */
	while (t->until > t->from && t->until * DAYS_MS(1) > t->a->t->now_ms)
		t->until -= (int64_t)t->block * t->merge;
	return 0;
}

static const struct report_def *def_of(const char *name)
{
	size_t i;

	for (i = 0; i < report_defs_len; i++)
		if (!strcmp(report_defs[i].name, name))
			return &report_defs[i];
	return NULL;
}

static int build(struct desk_ask *a, struct table *t)
{
	static int (*const builders[])(struct table *t) = {
		[REPORT_PARTS] = parts, [REPORT_TIMES] = times, [REPORT_SUMS] = sums,
		[REPORT_HOURS] = hours,
	};
	int rc;

	*t = (struct table){ .a = a, .def = def_of(desk_str(a, "name")) };
	if (!t->def)
		return desk_refuse(a, LINK_E_NOT_FOUND, "There is no such report");
	rc = range(t);
	if (rc < 0)
		return rc;
	t->columns = json_array();
	t->rows = json_array();
	column(t, "period", "From", "date");
	if (t->by)
		column(t, "by", t->by == STORE_TALLY_AREA ? "Area" : "Language", "text");
	rc = t->hourly ? hours(t) : builders[t->def->sort](t);
	if (rc < 0) {
		json_decref(t->columns);
		json_decref(t->rows);
	}
	return rc;
}

static int show(struct desk_ask *a)
{
	struct table *t = talloc_zero(a->t->mem, struct table);
	int rc;

	if (!t)
		base_oom();
	rc = build(a, t);
	if (rc < 0)
		return rc;
	a->answer = json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:b, s:I, s:I}", "name", t->def->name,
		"title", t->def->title, "about", t->def->about, "cannot", t->def->cannot,
		"columns", t->columns, "rows", t->rows, "suppressed", t->suppressed,
		"from_at_ms", (json_int_t)t->from * DAYS_MS(1),
		"until_at_ms", (json_int_t)t->until * DAYS_MS(1));
	return 0;
}

/* RFC 4180; a text that a spreadsheet would take for a formula gets a quote before it. */
static char *csv_text(char *out, const char *text)
{
	out = talloc_asprintf_append(out, "\"%s", strchr("=+-@\t", *text) && *text ? "'" : "");
	for (; *text; text++)
		out = talloc_asprintf_append(out, *text == '"' ? "\"\"" : "%c", *text);
	return talloc_asprintf_append(out, "\"");
}

static char *csv_value(char *out, const char *unit, json_t *v)
{
	char day[16];
	struct tm tm;
	time_t s;

	if (json_is_null(v))
		return talloc_asprintf_append(out, "hidden");
	if (json_is_string(v))
		return csv_text(out, json_string_value(v));
	if (strcmp(unit, "date"))
		return talloc_asprintf_append(out, "%lld", (long long)json_integer_value(v));
	s = (time_t)(json_integer_value(v) / 1000);
	strftime(day, sizeof(day), "%Y-%m-%d", gmtime_r(&s, &tm));
	return talloc_asprintf_append(out, "%s", day);
}

static int csv(struct desk_ask *a)
{
	struct table *t = talloc_zero(a->t->mem, struct table);
	char *out;
	size_t i, k;
	int rc;

	if (!t)
		base_oom();
	rc = build(a, t);
	if (rc < 0)
		return rc;
	out = talloc_strdup(a->t->mem, "");
	for (k = 0; k < json_array_size(t->columns); k++) {
		json_t *c = json_array_get(t->columns, k);

		out = csv_text(talloc_asprintf_append(out, "%s", k ? "," : ""),
			       json_string_value(json_object_get(c, "title")));
	}
	out = talloc_asprintf_append(out, "\r\n");
	for (i = 0; i < json_array_size(t->rows); i++) {
		json_t *row = json_array_get(t->rows, i);

		for (k = 0; k < json_array_size(row); k++)
			out = csv_value(talloc_asprintf_append(out, "%s", k ? "," : ""),
				json_string_value(json_object_get(json_array_get(t->columns, k),
			"unit")),
				json_array_get(row, k));
		out = talloc_asprintf_append(out, "\r\n");
	}
	if (!out)
		base_oom();
	a->answer = json_pack("{s:s+, s:s}", "name", t->def->name, ".csv", "csv", out);
	json_decref(t->columns);
	json_decref(t->rows);
	return 0;
}

static json_t *splits(const struct report_def *d)
{
	json_t *by = d->by ? json_pack("[s, s]", "area", "language") : json_array();

	if (d->sort == REPORT_PARTS)
		json_array_append_new(by, json_string("hour"));
	return by;
}

static int list(struct desk_ask *a)
{
	json_t *items = json_array();
	size_t i;

	for (i = 0; i < report_defs_len; i++) {
		const struct report_def *d = &report_defs[i];

		json_array_append_new(items, json_pack("{s:s, s:s, s:s, s:s, s:o}", "name", d->name,
			"title", d->title, "about", d->about, "cannot", d->cannot,
			"by", splits(d)));
	}
	a->answer = desk_list(items, false);
	return 0;
}

static const struct link_arg show_args[] = {
	{ "name", LINK_STRING, true, 1, 40, "Of report list." },
	{ "from_at_ms", LINK_INT, true, 0, 0, "From; taken back to a Monday." },
	{ "until_at_ms", LINK_INT, true, 0, 0, "Until." },
	{ "step", LINK_STRING, false, 1, 10, "week (default), or month: four weeks." },
	{ "by", LINK_STRING, false, 1, 10, "area, language or hour; in blocks of four weeks." },
};
static const struct desk_verb verbs[] = {
	{ "report list", "What can be counted, and what that cannot show.",
	  DESK_K | DESK_C | DESK_M, 0, DESK_SCOPE_REPORT, .run = list },
	{ "report show", "One as a table.", DESK_K | DESK_C | DESK_M, 0, DESK_SCOPE_REPORT,
	  DESK_ARGS(show_args), .run = show },
	{ "report csv", "The same as CSV.", DESK_K | DESK_C | DESK_M, 0, DESK_SCOPE_REPORT,
	  DESK_ARGS(show_args), .run = csv },
};
DESK_TABLE(desk_report_verbs, verbs);
