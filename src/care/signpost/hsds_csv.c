// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * CSV as in RFC 4180 and as spreadsheets write it: a byte order mark, quotes
 * within fields, CR LF or LF, empty lines.  A row that is broken is refused
 * with its line and the next line is read afresh.
 */
#include "care/signpost/signpost_int.h"
#include "text/text.h"

struct csv {
	const char *p, *end;
	int line;			/* where the next row begins */
	char *cell;
	size_t cell_len, cell_size;
};

static void cell_put(struct csv *c, char ch)
{
	if (c->cell_len + 1 >= c->cell_size) {
		c->cell_size = c->cell_size ? c->cell_size * 2 : 256;
		c->cell = talloc_realloc(NULL, c->cell, char, c->cell_size);
		if (!c->cell)
			base_oom();
	}
	c->cell[c->cell_len++] = ch;
}

/* A field in quotes, behind the first one; false: the closing quote is missing. */
static bool quoted(struct csv *c)
{
	for (; c->p < c->end; c->p++) {
		if (*c->p == '"' && c->p + 1 < c->end && c->p[1] == '"') {
			c->p++;
		} else if (*c->p == '"') {
			c->p++;
			return true;
		}
		if (*c->p == '\n')
			c->line++;
		cell_put(c, *c->p);
	}
	return false;
}

static void plain(struct csv *c)
{
	while (c->p < c->end && *c->p != ',' && *c->p != '\n' && *c->p != '\r')
		cell_put(c, *c->p++);
}

/* One field, and what ends it: ',' or '\n'.  0: it is broken. */
static char field(struct csv *c, const char **why)
{
	c->cell_len = 0;
	*why = NULL;
	while (c->p < c->end && *c->p == ' ')
		c->p++;
	if (c->p < c->end && *c->p == '"') {
		c->p++;
		if (!quoted(c))
			*why = "a quote is not closed";
		while (c->p < c->end && *c->p == ' ')
			c->p++;
	} else {
		plain(c);
	}
	cell_put(c, '\0');
	c->cell_len--;
	if (c->p < c->end && *c->p == '\r')
		c->p++;
	if (!*why && c->p < c->end && *c->p != ',' && *c->p != '\n')
		*why = "something stands behind a closing quote";
	if (!*why && c->cell_len > HSDS_CELL_MAX)
		*why = "a field is too long";
	if (!*why && !text_utf8_valid(c->cell, c->cell_len))
		*why = "it is not UTF-8";
	if (!*why && memchr(c->cell, '\0', c->cell_len))
		*why = "it holds a NUL byte";
	if (*why)
		return 0;
	if (c->p >= c->end || *c->p == '\n')
		return '\n';
	c->p++;
	return ',';
}

static void next_line(struct csv *c)
{
	while (c->p < c->end && *c->p != '\n')
		c->p++;
	if (c->p < c->end)
		c->p++;
	c->line++;
}

/* The names of the columns; NULL with err. */
static json_t *header(struct csv *c, const char *file, struct err *err)
{
	json_t *names = json_array();
	const char *why;
	char end;

	do {
		end = field(c, &why);
		if (!end) {
			json_decref(names);
			err_set(err, EINVAL, "%s: the header cannot be read: %s", file, why);
			return NULL;
		}
		json_array_append_new(names, json_string(c->cell));
	} while (end == ',' && json_array_size(names) < HSDS_COLUMNS_MAX);
	next_line(c);
	return names;
}

/* NULL: broken, and the report says so. */
static json_t *row(struct csv *c, json_t *names, const char *where, struct signpost_report *report)
{
	size_t n = 0, columns = json_array_size(names);
	json_t *obj = json_object();
	const char *why;
	char end;

	do {
		end = field(c, &why);
		if (end && n >= columns && c->cell_len)
			why = "there are more fields than columns";
		if (why) {
			signpost_remark(report, SIGNPOST_REFUSED, where, "",
					"The row was left out: %s.", why);
			json_decref(obj);
			next_line(c);
			return NULL;
		}
		if (n < columns && c->cell_len)
			json_object_set_new(obj, json_string_value(json_array_get(names, n)),
					    json_string(c->cell));
		n++;
	} while (end == ',');
	next_line(c);
	return obj;
}

json_t *hsds_csv(struct view text, const char *file, struct signpost_report *report,
		 struct err *err)
{
	struct csv c = { (const char *)text.data, (const char *)text.data + text.len, 1,
			 NULL, 0, 0 };
	json_t *rows = json_array(), *names, *obj;
	char where[200];

	if (text.len >= 3 && memcmp(c.p, "\xef\xbb\xbf", 3) == 0)
		c.p += 3;
	names = header(&c, file, err);
	while (names && c.p < c.end) {
		if (*c.p == '\n' || *c.p == '\r') {
			next_line(&c);
			continue;
		}
		snprintf(where, sizeof(where), "%s:%d", file, c.line);
		if (json_array_size(rows) >= HSDS_ROWS_MAX) {
			signpost_remark(report, SIGNPOST_REFUSED, where, "",
					"The rest was left out: there are too many rows.");
			break;
		}
		obj = row(&c, names, where, report);
		if (!obj)
			continue;
		json_object_set_new(obj, HSDS_WHERE, json_string(where));
		json_array_append_new(rows, obj);
	}
	talloc_free(c.cell);
	if (!names) {
		json_decref(rows);
		return NULL;
	}
	json_decref(names);
	return rows;
}
