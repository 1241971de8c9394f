// SPDX-License-Identifier: AGPL-3.0-or-later
/* Pages that are a list: a table, buttons a row, forms below. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

/* --- Asking ----------------------------------------------------------------------------- */

static void filters_put(struct visit *v, json_t *args, const struct list *l)
{
	const struct verb *verb = verb_find(l->verb);
	const char *at;
	struct verb_arg a;

	MUST(verb);
	for (at = verb->args; verb_arg_next(&at, &a); ) {
		const char *value = visit_query(v, a.name);

		if (strcmp(a.name, "reason") == 0 && visit_reason(v))
			value = visit_reason(v);
		else if (!l->filters || !strstr(l->filters, a.name))
			continue;
		if (value && *value)
			verb_arg_put(v, args, &a, value);
	}
}

static bool names_staff(const struct list *l)
{
	for (size_t i = 0; i < l->forms_len; i++)
		for (size_t k = 0; k < l->forms[i].fields_len; k++)
			if (l->forms[i].fields[k].type &&
			    strcmp(l->forms[i].fields[k].type, "who") == 0)
				return true;
	return false;
}

void list_ask(struct visit *v, const struct list *l)
{
	json_t *args = json_object();

	if (names_staff(l))
		visit_ask_softly(v, "staff", "person list", NULL);

	filters_put(v, args, l);
	visit_ask(v, "list", l->verb, args);
}

/* --- Showing ------------------------------------------------------------------------------- */

static char *as_text(struct visit *v, const json_t *value)
{
	if (json_is_integer(value))
		return talloc_asprintf(v, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_is_boolean(value))
		return talloc_strdup(v, json_is_true(value) ? "yes" : "no");
	return json_is_string(value) ? talloc_strdup(v, json_string_value(value)) : NULL;
}

static void list_cell(struct visit *v, struct html *h, json_t *value, const char *of)
{
	size_t i;
	json_t *one;

	json_array_foreach(value, i, one) {
		if (i)
			html_text(h, ", ");
		html_text(h, say_value(v, of ? of : "value", json_string_value(one)));
	}
}

static void cell(struct visit *v, struct html *h, json_t *row, const struct column *c)
{
	json_t *value = json_object_get(row, c->field);
	char *text = as_text(v, value), *href;
	const char *at;

	switch (c->kind) {
	case COL_WORDS: html_words(h, text); break;
	case COL_TIME: el_time(v, h, json_integer_value(value)); break;
	case COL_SINCE:
		if (json_integer_value(value))
			el_since(v, h, json_integer_value(value));
		break;
	case COL_YES: html_text(h, say(v, json_is_true(value) ? "ui.yes" : "ui.no")); break;
	case COL_VALUE: html_text(h, text ? say_value(v, c->of, text) : ""); break;
	case COL_LIST: list_cell(v, h, value, c->of); break;
	case COL_TOLD: html_words(h, text ? say_told(v, text) : NULL); break;
	case COL_SPAN: html_text(h, say_span(v, json_integer_value(value))); break;
	case COL_LINK:
		at = strstr(c->of, ":id");
		href = talloc_asprintf(v, "%.*s%s%s", (int)(at - c->of), c->of,
				       text ? http_url_encode(v, text) : "", at + 3);
		html_open(h, "a", "href", href, NULL);
		html_words(h, text);
		html_close(h);
		break;
	default: html_text(h, text);
	}
}

/* What the desk would refuse this role anyway has no button here. */
static bool may_send(const struct visit *v, const char *path)
{
	for (size_t t = 0; t < action_tables_len; t++)
		for (size_t i = 0; i < *action_tables[t].len; i++) {
			const struct action *a = &action_tables[t].list[i];

			if (strcmp(a->path, path) == 0)
				return !a->verb || verb_roles(verb_find(a->verb)) & v->roles;
		}
	return true;
}

/* "id who=pseudonym": what goes along, and under which name. */
static void row_button(struct visit *v, struct html *h, json_t *row, const struct row_button *b)
{
	const char *is = b->when ? as_text(v, json_object_get(row, b->when)) : NULL;

	if ((b->when && (!is || strcmp(is, b->is) != 0)) || !may_send(v, b->action))
		return;
	form_begin(v, h, b->action, "button");
	for (const char *p = b->sends; *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " "), eq = strcspn(p, "=");
		char *name = talloc_strndup(v, p, eq < len ? eq : len);
		char *from = eq < len ? talloc_strndup(v, p + eq + 1, len - eq - 1) : name;

		if (*from == '\'')	/* a value of its own: has='yes */
			form_hidden(h, name, from + 1);
		else
			form_hidden(h, name, as_text(v, json_object_get(row, from)));
		p += len;
	}
	form_button(v, h, b->label, NULL);
	form_end(h);
}

static bool has_buttons(const struct visit *v, const struct list *l)
{
	for (size_t b = 0; b < l->buttons_len; b++)
		if (may_send(v, l->buttons[b].action))
			return true;
	return false;
}

static void table_row(struct visit *v, struct html *h, json_t *row, const struct list *l)
{
	html_open(h, "tr", NULL);
	for (size_t c = 0; c < l->columns_len; c++) {
		html_open(h, c ? "td" : "th", c ? NULL : "scope", "row", NULL);
		cell(v, h, row, &l->columns[c]);
		html_close(h);
	}
	if (has_buttons(v, l)) {
		html_open(h, "td", "class", "buttons", NULL);
		for (size_t b = 0; b < l->buttons_len; b++)
			row_button(v, h, row, &l->buttons[b]);
		html_close(h);
	}
	html_close(h);
}

void list_table(struct visit *v, struct html *h, json_t *items, const struct list *l)
{
	size_t i;
	json_t *row;

	if (empty(v, h, items, l->none ? l->none : "ui.none"))
		return;
	table_begin(v, h, v->page->title, NULL);
	for (size_t c = 0; c < l->columns_len; c++)
		table_head(v, h, l->columns[c].label);
	if (has_buttons(v, l))
		table_head(v, h, "ui.col.do");
	table_body(h);
	json_array_foreach(items, i, row)
		table_row(v, h, row, l);
	table_end(h);
}

static void one_field(struct visit *v, struct html *h, const struct list_field *f)
{
	struct choice choices[16];
	size_t len = 0;

	if (!f->choices) {
		bool who = strcmp(f->type, "who") == 0;

		form_field(v, h, &(struct field){ .name = f->name, .label = f->label,
			.type = who ? "text" : f->type, .list = who ? "staff" : NULL,
			.required = f->required, .max = strcmp(f->type, "number") == 0 ? 0 : 200 });
		return;
	}
	for (const char *p = f->choices; *p && len < ARRAY_LEN(choices); p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");
		char *value = talloc_strndup(v, p, n);

		choices[len++] = (struct choice){ value, say_value(v, f->of, value) };
		p += n;
	}
	(f->many ? form_checks : form_select)(v, h,
		&(struct question){ f->name, f->label, choices, len, NULL });
}

static void list_form(struct visit *v, struct html *h, const struct list_form *f)
{
	html_open(h, "section", "class", "add", NULL);
	el(v, h, "h2", f->title);
	form_begin(v, h, path_fill(v, f->action), NULL);
	for (size_t i = 0; i < f->fields_len; i++)
		one_field(v, h, &f->fields[i]);
	form_button(v, h, f->button, NULL);
	form_end(h);
	html_close(h);
}

/* "Further", when there is more than one page of it. */
static void further(struct visit *v, struct html *h, json_t *answer, json_t *items)
{
	size_t n = json_array_size(items);
	json_t *after = json_object_get(answer, "after");	/* a list that says it itself */
	char *last = as_text(v, after ? after : n ?
			     json_object_get(json_array_get(items, n - 1), "id") : NULL);

	if (!jb(answer, "more") || !last)
		return;
	html_open(h, "p", NULL);
	link_to(v, h, talloc_asprintf(v, "%s?after=%s", v->req->path, http_url_encode(v, last)),
		"ui.further", NULL);
	html_close(h);
}

/* Pseudonyms to choose from while one types. */
static void staff_names(struct visit *v, struct html *h)
{
	json_t *p;
	size_t i;

	html_open(h, "datalist", "id", "staff", NULL);
	json_array_foreach(json_object_get(visit_answer(v, "staff"), "items"), i, p)
		html_el(h, "option", NULL, "value", js(p, "pseudonym"), NULL);
	html_close(h);
}

void list_show(struct visit *v, struct html *h, const struct list *l)
{
	json_t *answer = visit_answer(v, "list");
	json_t *items = json_object_get(answer, l->items ? l->items : "items");

	if (l->intro)
		el(v, h, "p", l->intro);
	part_begin(v, h, "list", l->events, NULL);
	list_table(v, h, items, l);
	further(v, h, answer, items);
	part_end(h);
	if (l->more)
		l->more(v, h);
	for (size_t i = 0; i < l->forms_len; i++)
		if (may_send(v, l->forms[i].action))
			list_form(v, h, &l->forms[i]);
	if (visit_answer(v, "staff"))
		staff_names(v, h);
}
