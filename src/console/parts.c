// SPDX-License-Identifier: AGPL-3.0-or-later
/* What pages are put together from: times, badges, forms, live parts. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>

const char *js(const json_t *o, const char *name)
{
	return json_string_value(json_object_get(o, name));
}

int64_t ji(const json_t *o, const char *name)
{
	return json_integer_value(json_object_get(o, name));
}

bool jb(const json_t *o, const char *name)
{
	return json_is_true(json_object_get(o, name));
}

void el(struct visit *v, struct html *h, const char *tag, const char *key)
{
	html_el(h, tag, say(v, key), NULL);
}

static char *machine_time(struct visit *v, int64_t at_ms)
{
	const char *zone = v->zone;
	char *text;

	v->zone = NULL;
	text = talloc_asprintf(v, "%sZ", say_input_time(v, at_ms));
	v->zone = zone;
	return text;
}

void el_time(struct visit *v, struct html *h, int64_t at_ms)
{
	if (at_ms)
		html_el(h, "time", say_time(v, at_ms), "datetime", machine_time(v, at_ms), NULL);
}

static void el_clock(struct visit *v, struct html *h, const char *name, int64_t at_ms, int64_t ms)
{
	html_el(h, "time", say_span(v, ms), "datetime", machine_time(v, at_ms),
		name, talloc_asprintf(v, "%" PRId64, at_ms), NULL);
}

void el_since(struct visit *v, struct html *h, int64_t since_ms)
{
	el_clock(v, h, "data-since", since_ms, v->now_ms - since_ms);
}

void el_left(struct visit *v, struct html *h, int64_t until_ms)
{
	el_clock(v, h, "data-until", until_ms, until_ms - v->now_ms);
}

void el_names(struct html *h, const char *first, const char *second)
{
	if (first) {
		html_text(h, " · ");
		html_words(h, first);
	}
	if (second) {
		html_text(h, ", ");
		html_words(h, second);
	}
}

void el_badge(struct visit *v, struct html *h, const char *class, const char *text)
{
	html_text(h, " ");
	html_el(h, "span", text, "class", talloc_asprintf(v, "badge %s", class), NULL);
}

void part_begin(struct visit *v, struct html *h, const char *id, const char *events,
		const char *title_key)
{
	html_open(h, "section", "id", id, "data-live", events, "aria-labelledby",
		  title_key ? talloc_asprintf(v, "%s-title", id) : NULL, NULL);
	if (title_key)
		html_el(h, "h2", say(v, title_key), "id", talloc_asprintf(v, "%s-title", id), NULL);
}

void part_end(struct html *h)
{
	html_close(h);
}

bool empty(struct visit *v, struct html *h, json_t *items, const char *key)
{
	if (json_array_size(items))
		return false;
	html_el(h, "p", say(v, key), "class", "empty", NULL);
	return true;
}

/* Wide tables scroll by themselves, also with the keyboard. */
void table_begin(struct visit *v, struct html *h, const char *title_key, const char *class)
{
	html_open(h, "div", "class", "wide", "tabindex", "0", "role", "group", "aria-label",
		  say(v, title_key), NULL);
	html_open(h, "table", "class", class, NULL);
	html_open(h, "thead", NULL);
	html_open(h, "tr", NULL);
}

void table_head(struct visit *v, struct html *h, const char *key)
{
	html_el(h, "th", say(v, key), "scope", "col", NULL);
}

void table_body(struct html *h)
{
	html_close(h);
	html_close(h);
	html_open(h, "tbody", NULL);
}

void table_end(struct html *h)
{
	html_close(h);
	html_close(h);
	html_close(h);
}

/* --- Forms --------------------------------------------------------------------------------- */

void form_hidden(struct html *h, const char *name, const char *value)
{
	html_void(h, "input", "type", "hidden", "name", name, "value", value ? value : "", NULL);
}

void form_hidden_int(struct html *h, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, value);
	form_hidden(h, name, text);
}

void form_begin(struct visit *v, struct html *h, const char *action, const char *class)
{
	html_open(h, "form", "method", "post", "action", action, "class", class,
		  "accept-charset", "utf-8", NULL);
	form_hidden(h, "csrf", v->csrf);
}

void form_end(struct html *h)
{
	html_close(h);
}

void form_button(struct visit *v, struct html *h, const char *key, const char *class)
{
	html_el(h, "button", say(v, key), "type", "submit", "class", class, NULL);
}

static const char *number(struct visit *v, int64_t n)
{
	return n ? talloc_asprintf(v, "%" PRId64, n) : NULL;
}

void form_field(struct visit *v, struct html *h, const struct field *f)
{
	bool area = strcmp(f->type, "textarea") == 0, count = strcmp(f->type, "number") == 0;
	const char *value = strcmp(f->type, "password") == 0 ? NULL :
		visit_typed(v, f->name, f->value);
	const char *id = talloc_asprintf(v, "f-%s-%zu", f->name, h->len);
	const char *hint = f->hint ? talloc_asprintf(v, "%s-hint", id) : NULL;

	html_open(h, "p", "class", "field", NULL);
	html_open(h, "label", "for", id, NULL);
	html_text(h, say(v, f->label));
	if (!f->required)
		html_el(h, "span", say(v, "ui.form.optional"), "class", "optional", NULL);
	html_close(h);
	if (area)
		html_el(h, "textarea", value ? value : "", "id", id, "name", f->name, "rows", "3",
			"maxlength", number(v, f->max), "minlength", number(v, f->min),
			"dir", "auto",
			"required", f->required ? HTML_YES : NULL, "aria-describedby", hint, NULL);
	else
		html_void(h, "input", "id", id, "name", f->name, "type", f->type, "value", value,
			  count ? "min" : "minlength", number(v, f->min),
			  count ? "max" : "maxlength", number(v, f->max),
			  "autocomplete", f->complete ? f->complete : "off",
			  "inputmode", f->complete && strcmp(f->complete, "one-time-code") == 0 ?
			  "numeric" : NULL, "dir", strcmp(f->type, "text") == 0 ? "auto" : NULL,
			  "required", f->required ? HTML_YES : NULL, "list", f->list,
			  "autofocus", f->autofocus ? HTML_YES : NULL, "aria-describedby",
			  hint, NULL);
	if (hint)
		html_el(h, "span", say(v, f->hint), "id", hint, "class", "hint", NULL);
	html_close(h);
}

void form_select(struct visit *v, struct html *h, const struct question *q)
{
	const char *id = talloc_asprintf(v, "f-%s-%zu", q->name, h->len);
	const char *chosen = visit_typed(v, q->name, q->chosen);

	html_open(h, "p", "class", "field", NULL);
	html_el(h, "label", say(v, q->label), "for", id, NULL);
	html_open(h, "select", "id", id, "name", q->name, NULL);
	for (size_t i = 0; i < q->len; i++) {
		const struct choice *c = &q->choices[i];

		html_el(h, "option", c->text, "value", c->value, "selected",
			chosen && strcmp(chosen, c->value) == 0 ? HTML_YES : NULL, NULL);
	}
	html_close(h);
	html_close(h);
}

static bool chosen_has(const char *list, const char *value)
{
	size_t len = strlen(value);

	while (list && (list = strstr(list, value))) {
		if (list[len] == 0 || list[len] == ' ')
			return true;
		list += len;
	}
	return false;
}

static void options(struct visit *v, struct html *h, const char *type, const struct question *q,
		    const char *chosen)
{
	html_open(h, "fieldset", "class", "options", NULL);
	html_el(h, "legend", say(v, q->label), NULL);
	for (size_t i = 0; i < q->len; i++) {
		const struct choice *c = &q->choices[i];

		html_open(h, "label", NULL);
		html_void(h, "input", "type", type, "name", q->name, "value", c->value,
			  "required", strcmp(type, "radio") == 0 ? HTML_YES : NULL,
			  "checked", chosen_has(chosen, c->value) ? HTML_YES : NULL, NULL);
		html_text(h, " ");
		html_text(h, c->text);
		html_close(h);
	}
	html_close(h);
}

void form_checks(struct visit *v, struct html *h, const struct question *q)
{
	options(v, h, "checkbox", q, q->chosen);
}

void form_radios(struct visit *v, struct html *h, const struct question *q)
{
	options(v, h, "radio", q, visit_typed(v, q->name, q->chosen));
}

void button(struct visit *v, struct html *h, const char *action, const char *key, ...)
{
	const char *name;
	va_list ap;

	form_begin(v, h, action, "button");
	va_start(ap, key);
	while ((name = va_arg(ap, const char *)))
		form_hidden(h, name, va_arg(ap, const char *));
	va_end(ap);
	form_button(v, h, key, NULL);
	form_end(h);
}

void link_to(struct visit *v, struct html *h, const char *href, const char *key, const char *class)
{
	html_el(h, "a", say(v, key), "href", href, "class", class, NULL);
}
