// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What changed between two texts of a flow, line by line: the longest common
 * subsequence of what is left between the equal beginning and the equal end.
 */
#include "flow/flow_int.h"
#include "flow/flow_look.h"
#include "base/mem.h"

enum { CELLS_MAX = 4 * 1000 * 1000 };	/* more is shown as all gone, all new */

struct lines { char **list; size_t len; };

static struct lines split(void *ctx, const char *text)
{
	struct lines l = { 0 };
	size_t n = 1;

	for (const char *p = text; *p; p++)
		n += *p == '\n';
	l.list = talloc_array(ctx, char *, n);
	while (*text) {
		size_t len = strcspn(text, "\n");

		l.list[l.len++] = talloc_strndup(ctx, text,
						 len && text[len - 1] == '\r' ? len - 1 : len);
		text += len + (text[len] == '\n');
	}
	return l;
}

static bool same(const struct lines *a, size_t i, const struct lines *b, size_t j)
{
	return strcmp(a->list[i], b->list[j]) == 0;
}

struct diff {
	struct lines a, b;
	size_t first, a_end, b_end;	/* between them they differ */
	struct flow_diff_line *out;
	size_t len;
};

static void put(struct diff *d, char kind, size_t i, size_t j)
{
	d->out[d->len++] = (struct flow_diff_line){
		.kind = kind, .before = kind == '+' ? 0 : (int)i + 1,
		.after = kind == '-' ? 0 : (int)j + 1,
		.text = kind == '+' ? d->b.list[j] : d->a.list[i],
	};
}

/* longest[i][j]: how many lines the rests from i and j have in common. */
static uint16_t *longest_of(void *ctx, const struct diff *d, size_t rows, size_t cols)
{
	uint16_t *t = talloc_zero_array(ctx, uint16_t, (rows + 1) * (cols + 1));

	for (size_t i = rows; i-- > 0; )
		for (size_t j = cols; j-- > 0; ) {
			uint16_t down = t[(i + 1) * (cols + 1) + j],
				right = t[i * (cols + 1) + j + 1];

			t[i * (cols + 1) + j] = same(&d->a, d->first + i, &d->b, d->first + j) ?
				t[(i + 1) * (cols + 1) + j + 1] + 1 : down >= right ? down : right;
		}
	return t;
}

static void middle(void *ctx, struct diff *d)
{
	size_t rows = d->a_end - d->first, cols = d->b_end - d->first, i = 0, j = 0;
	bool big = (rows + 1) * (cols + 1) > CELLS_MAX;
	uint16_t *t = big ? NULL : longest_of(ctx, d, rows, cols);

	while (i < rows || j < cols) {
		bool both = i < rows && j < cols;

		if (both && t && same(&d->a, d->first + i, &d->b, d->first + j)) {
			put(d, ' ', d->first + i, d->first + j);
			i++, j++;
		} else if (i < rows && (j == cols || !t || t[(i + 1) * (cols + 1) + j] >=
					t[i * (cols + 1) + j + 1])) {
			put(d, '-', d->first + i, 0);
			i++;
		} else {
			put(d, '+', 0, d->first + j);
			j++;
		}
	}
	talloc_free(t);
}

struct flow_diff_line *flow_diff(void *ctx, const char *before, const char *after, size_t *len)
{
	struct diff d = { .a = split(ctx, before), .b = split(ctx, after) };
	size_t i;

	d.out = talloc_zero_array(ctx, struct flow_diff_line, d.a.len + d.b.len + 1);
	d.a_end = d.a.len;
	d.b_end = d.b.len;
	while (d.first < d.a_end && d.first < d.b_end && same(&d.a, d.first, &d.b, d.first))
		d.first++;
	while (d.a_end > d.first && d.b_end > d.first && same(&d.a, d.a_end - 1, &d.b, d.b_end - 1))
		d.a_end--, d.b_end--;
	for (i = 0; i < d.first; i++)
		put(&d, ' ', i, i);
	middle(ctx, &d);
	for (i = d.a_end; i < d.a.len; i++)
		put(&d, ' ', i, d.b_end + i - d.a_end);
	*len = d.len;
	return d.out;
}
