// SPDX-License-Identifier: AGPL-3.0-or-later
/* Values: making them, writing them as text, comparing them. */
#include <stdio.h>
#include <stdlib.h>

#include <unicode/uchar.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

static const struct xv yes = { .type = X_BOOL, .truth = true }, no = { .type = X_BOOL };
const struct xv xv_too_complex = {
	.type = X_ERROR, .fatal = true, .text = "expression is too complex to evaluate"
};

static struct xv *make(struct expr *x, enum xtype type)
{
	struct xv *v = talloc_zero(x->mem, struct xv);

	v->type = type;
	return v;
}

const struct xv *xv_take(struct expr *x, char *text)
{
	struct xv *v = make(x, X_TEXT);

	v->text = text;
	return v;
}

const struct xv *xv_text(struct expr *x, const char *text)
{
	return xv_take(x, talloc_strdup(x->mem, text));
}

const struct xv *xv_textn(struct expr *x, const char *text, size_t len)
{
	return xv_take(x, talloc_strndup(x->mem, text, len));
}

const struct xv *xv_num(struct expr *x, const struct xnum *n)
{
	struct xv *v = make(x, X_NUMBER);

	v->num = *n;
	return v;
}

const struct xv *xv_int(struct expr *x, int64_t n)
{
	struct xnum num = num_int(n);

	return xv_num(x, &num);
}

const struct xv *xv_bool(struct expr *x, bool truth)
{
	return truth ? &yes : &no;
}

const struct xv *xv_moment(struct expr *x, const struct xmoment *m)
{
	struct xv *v = make(x, X_MOMENT);

	v->moment = *m;
	return v;
}

const struct xv *xv_date(struct expr *x, struct xdate d)
{
	struct xv *v = make(x, X_DATE);

	v->date = d;
	return v;
}

const struct xv *xv_tod(struct expr *x, struct xtod t)
{
	struct xv *v = make(x, X_TOD);

	v->tod = t;
	return v;
}

const struct xv *xv_array(struct expr *x, const struct xv **items, size_t len)
{
	struct xv *v = make(x, X_ARRAY);

	v->array.items = items;
	v->array.len = len;
	return v;
}

struct placed {
	struct xprop prop;
	size_t at;
};

static int by_name(const void *a, const void *b)
{
	const struct placed *p = a, *q = b;
	int rc = strcmp(p->prop.name, q->prop.name);

	return rc ? rc : (p->at > q->at) - (p->at < q->at);
}

const struct xv *xv_object(struct expr *x, struct xprop *props, size_t len)
{
	struct xv *v = make(x, X_OBJECT);
	struct placed *sorted = talloc_array(x->mem, struct placed, len + 1);

	for (size_t i = 0; i < len; i++)
		sorted[i] = (struct placed){ props[i], i };
	qsort(sorted, len, sizeof(sorted[0]), by_name);
	v->object.props = talloc_array(v, struct xprop, len + 1);
	for (size_t i = 0; i < len; i++) {
		if (i + 1 < len && strcmp(sorted[i].prop.name, sorted[i + 1].prop.name) == 0)
			continue;
		if (strcmp(sorted[i].prop.name, "__default__") == 0) {
			v->has_default = true;
			v->object.dflt = sorted[i].prop.value;
			continue;
		}
		v->object.props[v->object.len++] = sorted[i].prop;
	}
	talloc_free(sorted);
	return v;
}

const struct xv *xv_error(struct expr *x, const char *fmt, ...)
{
	struct xv *v = make(x, X_ERROR);
	va_list ap;

	va_start(ap, fmt);
	v->text = talloc_vasprintf(v, fmt, ap);
	va_end(ap);
	return v;
}

const struct xv *xv_number_error(struct expr *x, int rc)
{
	return xv_error(x, rc == -EDOM ? "division by zero" : "number value out of range");
}

bool xv_is_error(const struct xv *v)
{
	return v && v->type == X_ERROR;
}

const char *xv_type_name(const struct xv *v)
{
	static const char *const names[] = {
		"text", "number", "boolean", "datetime", "date", "time", "array", "object",
		"function", "error"
	};

	return v ? names[v->type] : "null";
}

/* --- As text ----------------------------------------------------------------------- */

/* In quotes, as in the messages of goflow. */
static const char *quoted(struct expr *x, const char *text)
{
	char *out = talloc_strdup(x->mem, "\"");

	for (const char *s = text; *s; s++) {
		const char *named = *s == '\n' ? "\\n" : *s == '\t' ? "\\t" : *s == '\r' ? "\\r" :
			*s == '"' ? "\\\"" : *s == '\\' ? "\\\\" : NULL;

		if (named)
			out = talloc_strdup_append_buffer(out, named);
		else if ((unsigned char)*s < 0x20 || *s == 0x7f)
			out = talloc_asprintf_append_buffer(out, "\\x%02x", (unsigned char)*s);
		else
			out = talloc_strndup_append_buffer(out, s, 1);
	}
	return talloc_strdup_append_buffer(out, "\"");
}

static const char *func_name(const struct xv *v)
{
	return v->func.fn ? v->func.fn->name : "<anon>";
}

const char *xv_describe(struct expr *x, const struct xv *v)
{
	if (!v)
		return "null";
	switch (v->type) {
	case X_TEXT:
		return quoted(x, v->text);
	case X_NUMBER:
	case X_BOOL:
		return xv_render(x, v);
	case X_FUNC:
		return talloc_asprintf(x->mem, "%s(...)", func_name(v));
	default:
		return xv_type_name(v);
	}
}

static const char *number_text(struct expr *x, const struct xnum *n)
{
	char buf[NUM_TEXT_MAX];

	num_format(n, buf);
	return talloc_strdup(x->mem, buf);
}

/* Everything within it counts against the budget: values can be shared many times
 * over, and their text is as large as if they were not. */
static bool render_into(struct expr *x, char **out, const struct xv *v)
{
	const char *s;

	if (v && v->type == X_OBJECT && v->has_default)
		return render_into(x, out, v->object.dflt);
	if (v && (v->type == X_ARRAY || v->type == X_OBJECT)) {
		bool list = v->type == X_ARRAY;
		size_t len = list ? v->array.len : v->object.len;

		*out = talloc_strdup_append_buffer(*out, list ? "[" : "{");
		for (size_t i = 0; i < len; i++) {
			if (i)
				*out = talloc_strdup_append_buffer(*out, ", ");
			if (!list)
				*out = talloc_asprintf_append_buffer(*out, "%s: ",
								     v->object.props[i].name);
			if (!render_into(x, out, list ? v->array.items[i] :
					 v->object.props[i].value))
				return false;
		}
		*out = talloc_strdup_append_buffer(*out, list ? "]" : "}");
		x->budget -= 2;
		return x->budget > 0;
	}
	s = xv_render(x, v);
	x->budget -= (int64_t)strlen(s) + 1;
	*out = talloc_strdup_append_buffer(*out, s);
	return x->budget > 0;
}

static const char *render_tree(struct expr *x, const struct xv *v)
{
	char *out = talloc_strdup(x->mem, "");

	if (!render_into(x, &out, v))
		return "";		/* the next charge ends the evaluation */
	return out;
}

const char *xv_render(struct expr *x, const struct xv *v)
{
	if (!v)
		return "";
	switch (v->type) {
	case X_TEXT:
	case X_ERROR:
		return v->text;
	case X_NUMBER:
		return number_text(x, &v->num);
	case X_BOOL:
		return v->truth ? "true" : "false";
	case X_MOMENT:
		return dates_iso(x, &v->moment);
	case X_DATE:
		return dates_iso_date(x, v->date);
	case X_TOD:
		return dates_iso_tod(x, v->tod);
	case X_FUNC:
		return func_name(v);
	case X_ARRAY:
	case X_OBJECT:
		break;
	}
	return render_tree(x, v);
}

/* --- As people write it ---------------------------------------------------------------- */

static char *indented(struct expr *x, const char *s, const char *first)
{
	char *out = talloc_strdup(x->mem, "");
	bool bol = true, any = false;

	for (; *s; s++) {
		if (bol && *s != '\n') {
			out = talloc_strdup_append_buffer(out, any ? "  " : first);
			any = true;
		}
		out = talloc_strndup_append_buffer(out, s, 1);
		bol = *s == '\n';
	}
	return out;
}

static const char *format_array(struct expr *x, const struct xv *v)
{
	const char **parts = talloc_array(x->mem, const char *, v->array.len + 1);
	char *out = talloc_strdup(x->mem, "");
	bool lines = false;

	for (size_t i = 0; i < v->array.len; i++) {
		parts[i] = xv_format(x, v->array.items[i]);
		lines = lines || strchr(parts[i], '\n');
	}
	for (size_t i = 0; i < v->array.len; i++) {
		if (i)
			out = talloc_strdup_append_buffer(out, lines ? "\n" : ", ");
		out = talloc_strdup_append_buffer(out, lines ? indented(x, parts[i], "- ") :
						  parts[i]);
	}
	return out;
}

static const char *format_object(struct expr *x, const struct xv *v)
{
	char *out = talloc_strdup(x->mem, "");

	for (size_t i = 0; i < v->object.len; i++) {
		const char *s = xv_format(x, v->object.props[i].value);
		bool lines = strchr(s, '\n') != NULL;

		out = talloc_asprintf_append_buffer(out, "%s%s:%s%s", i ? "\n" : "",
						    v->object.props[i].name, lines ? "\n" : " ",
						    lines ? indented(x, s, "  ") : s);
	}
	return out;
}

static const char *format_moment(struct expr *x, const struct xv *v)
{
	struct xmoment m = v->type == X_MOMENT ? moment_in(&v->moment, x->env.zone) :
		moment_of(v->type == X_DATE ? v->date : (struct xdate){ 1, 1, 1 },
			  v->type == X_TOD ? v->tod : (struct xtod){ 0 },
			  (struct xzone){ "UTC", 0 });
	const char *layout = v->type == X_DATE ? x->env.date_format :
		v->type == X_TOD ? x->env.time_format :
		talloc_asprintf(x->mem, "%s %s", x->env.date_format, x->env.time_format);
	const char *why, *s = dates_format(x, &m, layout, LAYOUT_BOTH, &why);

	return s ? s : "";
}

static const char *format_number(struct expr *x, const struct xv *v)
{
	const struct xv *args[] = { v };
	struct xcall c = { x, args, 1 };

	return expr_fn_find("format_number")->run(&c)->text;
}

const char *xv_format(struct expr *x, const struct xv *v)
{
	if (!v || v->type == X_ERROR || x->budget < 0)
		return "";
	x->budget -= 8;
	switch (v->type) {
	case X_NUMBER:
		return format_number(x, v);
	case X_MOMENT:
	case X_DATE:
	case X_TOD:
		return format_moment(x, v);
	case X_ARRAY:
		return format_array(x, v);
	case X_OBJECT:
		return v->has_default ? xv_format(x, v->object.dflt) : format_object(x, v);
	default:
		return xv_render(x, v);
	}
}

/* --- Truth and order ---------------------------------------------------------------------- */

bool xv_truthy(const struct xv *v)
{
	if (!v)
		return false;
	switch (v->type) {
	case X_TEXT:
		return v->text[0] && strcasecmp(v->text, "false") != 0;
	case X_NUMBER:
		return v->num.coef != 0;
	case X_BOOL:
		return v->truth;
	case X_MOMENT:		/* the year 1 is Go's "never" */
		return v->moment.sec != civil_days(1, 1, 1) * 86400 || v->moment.nanos;
	case X_TOD:
		return v->tod.hour || v->tod.minute || v->tod.second || v->tod.nanos;
	case X_ARRAY:
		return v->array.len > 0;
	case X_OBJECT:
		return v->has_default ? xv_truthy(v->object.dflt) : v->object.len > 0;
	default:
		return v->type != X_ERROR;
	}
}

bool xv_comparable(const struct xv *v)
{
	return v && (v->type == X_TEXT || v->type == X_NUMBER || v->type == X_BOOL ||
		     v->type == X_MOMENT || v->type == X_DATE || v->type == X_TOD);
}

int xv_compare(const struct xv *a, const struct xv *b)
{
	switch (a->type) {
	case X_TEXT: {
		int rc = strcmp(a->text, b->text);

		return (rc > 0) - (rc < 0);
	}
	case X_NUMBER:
		return num_cmp(&a->num, &b->num);
	case X_BOOL:
		return (int)a->truth - (int)b->truth;
	case X_MOMENT:
		return moment_cmp(&a->moment, &b->moment);
	case X_DATE:
		return date_cmp(&a->date, &b->date);
	default:
		return tod_cmp(&a->tod, &b->tod);
	}
}

static bool objects_equal(struct expr *x, const struct xv *a, const struct xv *b)
{
	if ((a->has_default || b->has_default) &&
	    !xv_equal(x, a->has_default ? a->object.dflt : a, b->has_default ? b->object.dflt : b))
		return false;
	if (a->object.len != b->object.len)
		return false;
	for (size_t i = 0; i < a->object.len; i++)
		if (strcmp(a->object.props[i].name, b->object.props[i].name) != 0 ||
		    !xv_equal(x, a->object.props[i].value, b->object.props[i].value))
			return false;
	return true;
}

bool xv_equal(struct expr *x, const struct xv *a, const struct xv *b)
{
	if (!a || !b || a == b)
		return a == b;
	if (a->type != b->type || x->budget-- < 0)
		return false;
	if (xv_comparable(a))
		return xv_compare(a, b) == 0;
	if (a->type == X_ERROR)
		return strcmp(a->text, b->text) == 0;
	if (a->type == X_FUNC)
		return a->func.fn && a->func.fn == b->func.fn;
	if (a->type == X_OBJECT)
		return objects_equal(x, a, b);
	if (a->array.len != b->array.len)
		return false;
	for (size_t i = 0; i < a->array.len; i++)
		if (!xv_equal(x, a->array.items[i], b->array.items[i]))
			return false;
	return true;
}

/* --- Properties ------------------------------------------------------------------------------ */

static bool same_name(const char *a, const char *b)
{
	size_t i = 0, j = 0, la = strlen(a), lb = strlen(b);

	while (i < la && j < lb)
		if (u_tolower((UChar32)text_utf8_next(a, la, &i)) !=
		    u_tolower((UChar32)text_utf8_next(b, lb, &j)))
			return false;
	return i == la && j == lb;
}

bool xv_get(const struct xv *object, const char *name, const struct xv **out)
{
	for (size_t i = 0; i < object->object.len; i++)
		if (same_name(object->object.props[i].name, name)) {
			*out = object->object.props[i].value;
			return true;
		}
	*out = NULL;
	return false;
}
