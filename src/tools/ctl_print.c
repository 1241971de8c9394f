// SPDX-License-Identifier: AGPL-3.0-or-later
/* Answers as a person at a terminal wants to read them. */
#include "tools/ctl.h"

#include <stdlib.h>
#include <wchar.h>
#include <wctype.h>

enum { COLUMNS = 32, CELL = 512 };

/* --- One value in one cell ------------------------------------------------------------- */
/* A person's words may hold an escape sequence; a terminal must not obey it. */
static void clean(char *text)
{
	mbstate_t state = { 0 };
	char *at = text;
	wchar_t wc;
	size_t n;

	while (*at) {
		n = mbrtowc(&wc, at, MB_CUR_MAX, &state);
		if (n == (size_t)-1 || n == (size_t)-2) {
			memset(&state, 0, sizeof(state));
			*at++ = '?';
			continue;
		}
		if (!iswprint((wint_t)wc))
			memset(at, '?', n);
		at += n;
	}
}

static void cell(const json_t *value, char out[CELL])
{
	char *text;

	if (json_is_string(value)) {
		snprintf(out, CELL, "%s", json_string_value(value));
	} else if (json_is_boolean(value)) {
		strcpy(out, json_is_true(value) ? "yes" : "no");
	} else if (json_is_null(value) || !value) {
		strcpy(out, "-");
	} else {
		text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
		snprintf(out, CELL, "%s", text ? text : "");
		free(text);
	}
	clean(out);
}

static int width(const char *text)
{
	wchar_t wide[CELL];
	size_t n = mbstowcs(wide, text, CELL);
	int columns = n == (size_t)-1 ? -1 : wcswidth(wide, n);

	return columns < 0 ? (int)strlen(text) : columns;
}

static void pad(FILE *to, const char *text, int columns)
{
	fprintf(to, "%s%*s", text, columns > width(text) ? columns - width(text) : 0, "");
}

/* --- Tables --------------------------------------------------------------------------------- */
struct table {
	const char *name[COLUMNS];
	int width[COLUMNS];
	int columns;
};

static void table_add(struct table *t, const char *name)
{
	int i;

	for (i = 0; i < t->columns && strcmp(t->name[i], name) != 0; i++)
		;
	if (i < t->columns || t->columns == COLUMNS)
		return;
	t->name[i] = name;
	t->width[i] = width(name);
	t->columns++;
}

static void table_measure(struct table *t, const json_t *rows)
{
	char text[CELL];
	const char *name;
	json_t *row, *value;
	size_t at;
	int i;

	json_array_foreach(rows, at, row) {
		json_object_foreach(row, name, value)
			table_add(t, name);
		for (i = 0; i < t->columns; i++) {
			cell(json_object_get(row, t->name[i]), text);
			t->width[i] = width(text) > t->width[i] ? width(text) : t->width[i];
		}
	}
}

static void table_row(FILE *to, const struct table *t, const json_t *row)
{
	char text[CELL];
	int i;

	for (i = 0; i < t->columns; i++) {
		if (row)
			cell(json_object_get(row, t->name[i]), text);
		else
			snprintf(text, sizeof(text), "%s", t->name[i]);
		if (i + 1 < t->columns)
			pad(to, text, t->width[i] + 2);
		else
			fprintf(to, "%s\n", text);
	}
}

static void print_table(FILE *to, const json_t *rows)
{
	struct table t = { .columns = 0 };
	json_t *row;
	size_t at;

	table_measure(&t, rows);
	table_row(to, &t, NULL);
	json_array_foreach(rows, at, row)
		table_row(to, &t, row);
}

static bool is_table(const json_t *value)
{
	return json_is_array(value) && json_is_object(json_array_get(value, 0));
}

static void print_list(FILE *to, const json_t *list, const char *indent)
{
	char text[CELL];
	json_t *value;
	size_t at;

	json_array_foreach(list, at, value) {
		cell(value, text);
		fprintf(to, "%s%s\n", indent, text);
	}
}

/* --- Objects -------------------------------------------------------------- */
static int names_width(const json_t *obj)
{
	const char *name;
	json_t *value;
	int w = 0;

	json_object_foreach((json_t *)obj, name, value) {
		if (!json_is_array(value) && !json_is_object(value) && width(name) > w)
			w = width(name);
	}
	return w;
}

static void print_fields(FILE *to, const json_t *obj, int indent)
{
	int w = names_width(obj);
	char text[CELL];
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)obj, name, value) {
		if (json_is_array(value) || json_is_object(value))
			continue;
		cell(value, text);
		fprintf(to, "%*s", indent, "");
		pad(to, name, w + 2);
		fprintf(to, "%s\n", text);
	}
	json_object_foreach((json_t *)obj, name, value) {
		if (!json_is_array(value) && !json_is_object(value))
			continue;
		fprintf(to, "\n%*s%s:%s\n", indent, "", name,
			json_is_array(value) && !json_array_size(value) ? " none" : "");
		if (is_table(value))
			print_table(to, value);
		else if (json_is_array(value))
			print_list(to, value, "  ");
		else
			print_fields(to, value, indent + 2);
	}
}

/* A long text is printed as it is, line by line. */
static void print_text(FILE *to, const char *text)
{
	char *copy = strdup(text), *line, *save = NULL;

	if (!copy)
		base_oom();
	for (line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		clean(line);
		fprintf(to, "%s\n", line);
	}
	free(copy);
}

static const json_t *only_member(const json_t *obj)
{
	return json_object_size(obj) == 1 ?
	       json_object_iter_value(json_object_iter((json_t *)obj)) : NULL;
}

void ctl_print(FILE *to, const json_t *answer)
{
	const json_t *only = only_member(answer);

	if (json_object_size(answer) == 0)
		fprintf(to, "Done.\n");
	else if (only && json_is_string(only))
		print_text(to, json_string_value(only));
	else if (only && is_table(only))
		print_table(to, only);
	else if (only && json_is_array(only) && !json_array_size(only))
		fprintf(to, "None.\n");
	else
		print_fields(to, answer, 0);
}

/* --- Help ----------------------------------------------------------------- */
static bool starts_with(const char *verb, char *const *words, int n)
{
	size_t len;
	int i;

	for (i = 0; i < n; i++) {
		len = strlen(words[i]);
		if (strncmp(verb, words[i], len) != 0)
			return false;
		verb += len;
		if (i + 1 < n && *verb++ != ' ')
			return false;
	}
	return true;
}

static const char *member(const json_t *obj, const char *name)
{
	const char *text = json_string_value(json_object_get(obj, name));

	return text ? text : "";
}

static void print_verb(FILE *to, const json_t *entry, bool with_args)
{
	const json_t *arg;
	size_t i;

	fprintf(to, "%-28s %s\n", member(entry, "verb"), member(entry, "help"));
	json_array_foreach(json_object_get(entry, "args"), i, arg) {
		if (with_args)
			fprintf(to, "    %-24s %s%s (%s)\n", member(arg, "name"),
				json_is_true(json_object_get(arg, "required")) ? "needed: " : "",
				member(arg, "help"), member(arg, "type"));
	}
}

void ctl_print_help(FILE *to, const json_t *help, char *const *words, int n)
{
	const json_t *commands = json_object_get(help, "commands"), *entry;
	size_t i, matches = 0;

	json_array_foreach(commands, i, entry)
		matches += starts_with(member(entry, "verb"), words, n);
	json_array_foreach(commands, i, entry) {
		if (starts_with(member(entry, "verb"), words, n))
			print_verb(to, entry, n > 0 && matches <= 3);
	}
}
