// SPDX-License-Identifier: AGPL-3.0-or-later
/* Reports: counts, never people; what they cannot show stands on every page. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>
#include <math.h>

enum { COLUMNS_MAX = 24, ROWS_MAX = 400, DEFAULT_DAYS = 28 };

static void ask_list(struct visit *v)
{
	visit_ask(v, "reports", "report list", NULL);
}

static void show_list(struct visit *v, struct html *h)
{
	json_t *r, *items = json_object_get(visit_answer(v, "reports"), "items");
	size_t i;

	el(v, h, "p", "ui.reports.intro");
	html_open(h, "ul", "class", "cards", NULL);
	json_array_foreach(items, i, r) {
		html_open(h, "li", NULL);
		html_open(h, "h2", NULL);
		html_el(h, "a", say_told(v, js(r, "title")), "href",
			talloc_asprintf(v, "/reports/%s", js(r, "name")), NULL);
		html_close(h);
		html_el(h, "p", say_told(v, js(r, "about")), NULL);
		html_close(h);
	}
	html_close(h);
}

/* --- One: from when until when, in steps of what ------------------------------------------- */

/* Whole days of UTC, as the tables are kept; the day that runs is not whole. */
static void range(struct visit *v, int64_t *from_ms, int64_t *until_ms)
{
	const char *from = visit_query(v, "from"), *until = visit_query(v, "until"),
		*zone = v->zone;

	*until_ms = clock_wall_ms() / DAYS_MS(1) * DAYS_MS(1);
	v->zone = NULL;
	if (!until || say_parse_time(v, until, until_ms) < 0)
		*until_ms = clock_wall_ms() / DAYS_MS(1) * DAYS_MS(1);
	else
		*until_ms += DAYS_MS(1);	/* people name the last day, programs the end */
	if (!from || say_parse_time(v, from, from_ms) < 0)
		*from_ms = *until_ms - DAYS_MS(DEFAULT_DAYS);
	v->zone = zone;
}

static void ask_report(struct visit *v)
{
	json_t *args;
	int64_t from_ms, until_ms;
	const char *step = visit_query(v, "step"), *by = visit_query(v, "by");

	range(v, &from_ms, &until_ms);
	args = json_pack("{s:s, s:I, s:I}", "name", v->id, "from_at_ms", (json_int_t)from_ms,
			 "until_at_ms", (json_int_t)until_ms);
	if (step && *step)
		json_object_set_new(args, "step", json_string(step));
	if (by && *by)
		json_object_set_new(args, "by", json_string(by));
	visit_ask(v, "report", "report show", args);
	visit_ask_softly(v, "reports", "report list", NULL);
}

static json_t *about(struct visit *v)
{
	json_t *r;
	size_t i;

	json_array_foreach(json_object_get(visit_answer(v, "reports"), "items"), i, r)
		if (js(r, "name") && strcmp(js(r, "name"), v->id) == 0)
			return r;
	return NULL;
}

static char *utc_day(struct visit *v, int64_t at_ms)
{
	const char *zone = v->zone;
	char *day;

	v->zone = NULL;
	day = say_day(v, at_ms);
	v->zone = zone;
	return day;
}

static void show_range(struct visit *v, struct html *h, json_t *report)
{
	const struct choice steps[] = { { "week", say(v, "ui.step.week") },
					{ "month", say(v, "ui.step.month") } };
	struct choice by[8] = { { "", say(v, "ui.by.none") } };
	json_t *b;
	size_t i, n = 1;
	const char *step = visit_query(v, "step");

	json_array_foreach(json_object_get(about(v), "by"), i, b)
		if (n < ARRAY_LEN(by))
			by[n++] = (struct choice){ json_string_value(b),
						   say_value(v, "by", json_string_value(b)) };
	html_open(h, "form", "method", "get", "action", v->req->path, "class",
		  "range noprint", NULL);
	form_field(v, h, &(struct field){ .name = "from", .label = "ui.col.from", .type = "date",
		.value = utc_day(v, ji(report, "from_at_ms")), .required = true });
	form_field(v, h, &(struct field){ .name = "until", .label = "ui.report.last",
		.type = "date",
		.value = utc_day(v, ji(report, "until_at_ms") - DAYS_MS(1)), .required = true });
	form_select(v, h, &(struct question){
		"step", "ui.report.step", steps, ARRAY_LEN(steps), step ? step : "week" });
	form_select(v, h, &(struct question){ "by", "ui.report.by", by, n, visit_query(v, "by") });
	form_button(v, h, "ui.report.show", NULL);
	form_end(h);
}

/* --- The table ------------------------------------------------------------ */

static const char *cell_text(struct visit *v, json_t *cell, const json_t *column)
{
	const char *unit = js(column, "unit");

	if (json_is_null(cell))
		return say(v, "ui.report.hidden");
	if (unit && strcmp(unit, "date") == 0 && json_is_integer(cell))
		return utc_day(v, json_integer_value(cell));
	if (json_is_string(cell))
		return json_string_value(cell);
	if (unit && strcmp(unit, "ms") == 0)
		return say_span(v, (int64_t)json_number_value(cell));
	if (unit && strcmp(unit, "percent") == 0)
		return talloc_asprintf(v, "%.0f %%", json_number_value(cell));
	if (json_is_integer(cell))
		return talloc_asprintf(v, "%" JSON_INTEGER_FORMAT, json_integer_value(cell));
	return talloc_asprintf(v, "%.1f", json_number_value(cell));
}

static void show_table(struct visit *v, struct html *h, json_t *report)
{
	json_t *columns = json_object_get(report, "columns"), *row, *c;
	size_t i, k;

	table_begin(v, h, "ui.report.table", "numbers");
	json_array_foreach(columns, i, c)
		html_el(h, "th", say_told(v, js(c, "title")), "scope", "col", NULL);
	table_body(h);
	json_array_foreach(json_object_get(report, "rows"), i, row) {
		html_open(h, "tr", NULL);
		json_array_foreach(row, k, c) {
			html_open(h, k ? "td" : "th", k ? NULL : "scope", "row", "class",
				  json_is_null(c) ? "hidden" : NULL, NULL);
			html_words(h, cell_text(v, c, json_array_get(columns, k)));
			html_close(h);
		}
		html_close(h);
	}
	table_end(h);
}

/* --- Plots: one for each unit, over the first column ---------------------- */

static double value_of(json_t *cell, const char *unit)
{
	if (!json_is_number(cell))
		return NAN;
	return strcmp(unit, "ms") == 0 ? json_number_value(cell) / MINUTES_MS(1) :
		json_number_value(cell);
}

static void show_plot(struct visit *v, struct html *h, json_t *report, const char *unit)
{
	json_t *columns = json_object_get(report, "columns"),
		*rows = json_object_get(report, "rows"), *c;
	struct plot p = { .unit = say_value(v, "unit", unit), .points = json_array_size(rows) };
	size_t k;

	p.title = talloc_asprintf(v, "%s: %s", say_told(v, js(report, "title")), p.unit);
	if (p.points < 2 || p.points > ROWS_MAX)
		return;
	p.most = strcmp(unit, "percent") == 0 ? 100 : 0;
	p.labels = talloc_array(v, const char *, p.points);
	for (size_t i = 0; i < p.points; i++)
		p.labels[i] = cell_text(v, json_array_get(json_array_get(rows, i), 0),
					json_array_get(columns, 0));
	json_array_foreach(columns, k, c) {
		double *values;

		if (k == 0 || !js(c, "unit") || strcmp(js(c, "unit"), unit) != 0 ||
		    p.series_len >= ARRAY_LEN(p.series))
			continue;
		values = talloc_array(v, double, p.points);
		for (size_t i = 0; i < p.points; i++)
			values[i] = value_of(json_array_get(json_array_get(rows, i), k), unit);
		p.series[p.series_len].name = say_told(v, js(c, "title"));
		p.series[p.series_len++].values = values;
	}
	if (p.series_len)
		plot_svg(v, h, &p);
}

static void show_csv(struct visit *v, struct html *h, json_t *report)
{
	html_open(h, "div", "class", "row noprint", NULL);
	form_begin(v, h, talloc_asprintf(v, "/reports/%s/csv", v->id), "button");
	form_hidden_int(h, "from_at_ms", ji(report, "from_at_ms"));
	form_hidden_int(h, "until_at_ms", ji(report, "until_at_ms"));
	form_hidden(h, "step", visit_query(v, "step"));
	form_hidden(h, "by", visit_query(v, "by"));
	form_button(v, h, "ui.report.csv", NULL);
	form_end(h);
	html_el(h, "button", say(v, "ui.report.print"), "type", "button", "data-print",
		HTML_YES, "hidden", HTML_YES, NULL);
	html_close(h);
}

static void show_report(struct visit *v, struct html *h)
{
	static const char *const units[] = { "count", "percent", "ms", "number" };
	json_t *report = visit_answer(v, "report");

	html_open(h, "p", "class", "talkhead", NULL);
	html_text(h, say_told(v, js(report, "title")));
	html_textf(h, " · %s – %s", utc_day(v, ji(report, "from_at_ms")),
		   utc_day(v, ji(report, "until_at_ms") - DAYS_MS(1)));
	html_close(h);
	html_open(h, "div", "class", "cannot", NULL);
	html_el(h, "strong", say(v, "ui.report.cannot"), NULL);
	html_text(h, " ");
	html_text(h, say_told(v, js(report, "cannot")));
	if (jb(report, "suppressed")) {
		html_text(h, " ");
		html_text(h, say(v, "ui.report.suppressed"));
	}
	html_close(h);
	show_range(v, h, report);
	if (!empty(v, h, json_object_get(report, "rows"), "ui.report.none")) {
		for (size_t i = 0; i < ARRAY_LEN(units); i++)
			show_plot(v, h, report, units[i]);
		show_table(v, h, report);
	}
	show_csv(v, h, report);
}

static void done_csv(struct visit *v, json_t *ok)
{
	const char *csv = js(ok, "csv");

	http_add_header(v->req, "Content-Disposition",
			talloc_asprintf(v, "attachment; filename=\"%s.csv\"", v->id));
	visit_reply(v, 200, "text/csv; charset=utf-8", csv ? csv : "", csv ? strlen(csv) : 0);
}

#define WHO (ROLE_K | ROLE_C | ROLE_M)
const struct page report_pages[] = {
	{ "/reports", "ui.reports.title", WHO, 0, "ui.nav.reports", ask_list, show_list, NULL },
	{ "/reports/:id", "ui.report.title", WHO, 0, NULL, ask_report, show_report, NULL },
};
const struct action report_actions[] = {
	{ "/reports/:id/csv", "report csv", "name from_at_ms until_at_ms step by",
	  "/reports/:id", NULL,
	  done_csv, NULL },
};
DEFINE_TABLES(report)
