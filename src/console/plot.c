// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Lines over time as SVG, drawn here: no script, prints well, scales with the
 * letters.  Series differ in colour, dash and mark, so that no colour is needed;
 * a hidden or missing value is a gap, never a zero.  The table below says the same.
 */
#include "console/console_int.h"
#include "base/mem.h"

#include <math.h>

enum { WIDTH = 640, HEIGHT = 240, LEFT = 52, RIGHT = 12, TOP = 12, BOTTOM = 34, TICKS = 4 };

static double top_of(const struct plot *p)
{
	double most = 0, unit;

	for (size_t s = 0; s < p->series_len; s++)
		for (size_t i = 0; i < p->points; i++)
			if (!isnan(p->series[s].values[i]) && p->series[s].values[i] > most)
				most = p->series[s].values[i];
	if (p->most)
		return p->most;
	if (most <= 0)
		return 1;
	/* The next of 1, 2, 5, 10, ... that four steps reach. */
	unit = pow(10, floor(log10(most / TICKS)));
	for (int i = 0; i < 4; i++) {
		static const double steps[] = { 1, 2, 5, 10 };

		if (steps[i] * unit * TICKS >= most)
			return steps[i] * unit * TICKS;
	}
	return most;
}

static double x_of(const struct plot *p, size_t i)
{
	return LEFT + (double)(WIDTH - LEFT - RIGHT) * (double)i / (double)(p->points - 1);
}

static double y_of(double value, double top)
{
	return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
}

static const char *num(struct visit *v, double n)
{
	return talloc_asprintf(v, "%.1f", n);
}

static void axes(struct visit *v, struct html *h, const struct plot *p, double top)
{
	size_t every = p->points > 7 ? (p->points + 5) / 6 : 1;

	for (int i = 0; i <= TICKS; i++) {
		double value = top * i / TICKS, y = y_of(value, top);

		html_el(h, "line", NULL, "class", "grid", "x1", num(v, LEFT), "x2",
			  num(v, WIDTH - RIGHT),
			  "y1", num(v, y), "y2", num(v, y), NULL);
		html_el(h, "text", talloc_asprintf(v, "%g", value), "class", "tick", "x",
			num(v, LEFT - 6),
			"y", num(v, y + 4), "text-anchor", "end", NULL);
	}
	for (size_t i = 0; i < p->points; i += every)
		html_el(h, "text", p->labels[i], "class", "tick", "x", num(v, x_of(p, i)), "y",
			num(v, HEIGHT - 12), "text-anchor",
			i == 0 ? "start" : i + every >= p->points && i + 1 == p->points ? "end" :
			"middle", NULL);
}

static void one_series(struct visit *v, struct html *h, const struct plot *p, size_t s, double top)
{
	const double *values = p->series[s].values;
	char *path = talloc_strdup(v, "");
	bool pen = false;

	for (size_t i = 0; i < p->points; i++) {
		if (isnan(values[i])) {
			pen = false;
			continue;
		}
		path = talloc_asprintf_append_buffer(path, "%c%.1f %.1f",
						     pen ? 'L' : 'M', x_of(p, i),
						     y_of(values[i], top));
		pen = true;
	}
	html_el(h, "path", NULL, "d", path, "class", talloc_asprintf(v, "line s%zu", s), NULL);
	for (size_t i = 0; i < p->points && p->points <= 60; i++)
		if (!isnan(values[i]))
			html_el(h, "circle", NULL, "class", talloc_asprintf(v, "dot s%zu", s), "r",
				"3",
				"cx", num(v, x_of(p, i)), "cy", num(v, y_of(values[i], top)), NULL);
}

static void legend(struct visit *v, struct html *h, const struct plot *p)
{
	html_open(h, "ul", "class", "legend", NULL);
	for (size_t s = 0; s < p->series_len; s++) {
		html_open(h, "li", NULL);
		html_open(h, "svg", "viewBox", "0 0 36 10", "class", "key", "aria-hidden",
			  "true", NULL);
		html_el(h, "path", NULL, "d", "M0 5L36 5", "class",
			talloc_asprintf(v, "line s%zu", s), NULL);
		html_close(h);
		html_text(h, p->series[s].name);
		html_close(h);
	}
	html_close(h);
}

void plot_svg(struct visit *v, struct html *h, const struct plot *p)
{
	double top = top_of(p);

	html_open(h, "figure", "class", "plot", NULL);
	html_el(h, "figcaption", p->title, NULL);
	html_open(h, "svg", "viewBox", talloc_asprintf(v, "0 0 %d %d", WIDTH, HEIGHT),
		  "role", "img",
		  "aria-label", talloc_asprintf(v, "%s. %s", p->title, say(v, "ui.report.below")),
		  NULL);
	axes(v, h, p, top);
	for (size_t s = 0; s < p->series_len; s++)
		one_series(v, h, p, s, top);
	html_close(h);
	legend(v, h, p);
	html_close(h);
}
