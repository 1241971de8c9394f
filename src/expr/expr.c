// SPDX-License-Identifier: AGPL-3.0-or-later
/* The context and its environment; templates. */
#include <stdlib.h>

#include "text/text.h"
#include "expr/expr_int.h"
#include "base/mem.h"

/* --- The environment ------------------------------------------------------------- */

static const char *env_text(const struct xv *env, const char *name, const char *dflt)
{
	const struct xv *v;

	return xv_get(env, name, &v) && v && v->type == X_TEXT ? v->text : dflt;
}

static bool one_of(const char *s, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}

static int read_formats(struct xenv *e, const struct xv *env, struct err *err)
{
	static const char *const dates[] = { "DD-MM-YYYY", "MM-DD-YYYY", "YYYY-MM-DD", NULL };
	static const char *const times[] = {
		"tt:mm", "h:mm aa", "tt:mm:ss", "h:mm:ss aa", NULL
	};
	const char *collation = env_text(env, "input_collation", "default");
	const struct xv *nf;

	e->date_format = env_text(env, "date_format", dates[0]);
	e->time_format = env_text(env, "time_format", times[0]);
	if (!one_of(e->date_format, dates))
		return err_set(err, EINVAL, "__env__.date_format is none that there is");
	if (!one_of(e->time_format, times))
		return err_set(err, EINVAL, "__env__.time_format is none that there is");
	e->collation = strcmp(collation, "confusables") == 0 ? COLLATE_CONFUSABLES :
		strcmp(collation, "arabic_variants") == 0 ? COLLATE_ARABIC : COLLATE_DEFAULT;
	e->decimal = ".";
	e->grouping = ",";
	if (xv_get(env, "number_format", &nf) && nf && nf->type == X_OBJECT) {
		e->decimal = env_text(nf, "decimal_symbol", e->decimal);
		e->grouping = env_text(nf, "digit_grouping_symbol", e->grouping);
	}
	return 0;
}

static int read_env(struct expr *x, const struct xv *env, struct err *err)
{
	struct xenv *e = &x->env;
	const struct xv *langs = NULL;
	const char *why, *now;

	e->zone.name = env_text(env, "timezone", "America/Guayaquil");
	if (!zone_exists(e->zone.name))
		return err_set(err, EINVAL, "__env__.timezone is not in the tz database");
	e->country = env_text(env, "default_country", "");
	e->lang = "en";
	if (xv_get(env, "allowed_languages", &langs) && langs && langs->type == X_ARRAY &&
	    langs->array.len && langs->array.items[0] && langs->array.items[0]->type == X_TEXT)
		e->lang = langs->array.items[0]->text;
	if (!xv_get(env, "locations", &e->locations) || !e->locations ||
	    e->locations->type != X_ARRAY)
		e->locations = NULL;
	if (!xv_get(env, "prompts", &e->prompts) || !e->prompts || e->prompts->type != X_OBJECT)
		e->prompts = NULL;
	now = env_text(env, "now", NULL);
	e->has_now = now != NULL;
	if (now && !dates_parse(x, "YYYY-MM-DDTtt:mm:ssZ", now, e->zone, &e->now, &why))
		return err_set(err, EINVAL, "__env__.now is no date and time with an offset");
	if (now)
		e->now.zone = e->zone;
	return read_formats(e, env, err);
}

struct expr *expr_new(void *ctx, struct view json, struct err *err)
{
	struct expr *x = talloc_zero(ctx, struct expr);
	const struct xv *root = NULL, *env;

	x->mem = x;
	x->budget = INT64_MAX;
	if (json.len && (!xv_from_json(x, json, &root) || !root || root->type != X_OBJECT)) {
		err_set(err, EINVAL, "the context is not a JSON object");
		goto refuse;
	}
	x->root = root ? root : xv_object(x, NULL, 0);
	if (!xv_get(x->root, "__env__", &env) || !env || env->type != X_OBJECT)
		env = xv_object(x, NULL, 0);
	if (read_env(x, env, err) < 0)
		goto refuse;
	for (size_t i = 0; i < x->root->object.len; i++)
		if (strcmp(x->root->object.props[i].name, "__env__") == 0) {
			struct xprop *props = ((struct xv *)x->root)->object.props;

			memmove(props + i, props + i + 1,
				(x->root->object.len - i - 1) * sizeof(props[0]));
			((struct xv *)x->root)->object.len--;
		}
	return x;
refuse:
	talloc_free(x);
	return NULL;
}

/* --- Evaluating --------------------------------------------------------------------- */

static void begin(struct expr *x, void *ctx, int64_t now_ms)
{
	int64_t sec = now_ms / 1000 - (now_ms % 1000 < 0);

	x->mem = talloc_new(ctx);
	x->budget = EXPR_BUDGET;
	x->now = x->env.has_now ? x->env.now :
		(struct xmoment){ sec, (int)(now_ms - sec * 1000) * 1000000, x->env.zone };
}

static void end(struct expr *x, const struct xv *v, struct expr_result *out)
{
	x->budget = EXPR_BUDGET;
	*out = (struct expr_result){ .error = xv_is_error(v), .type = xv_type_name(v) };
	out->text = xv_render(x, v);
	if (x->budget <= 0) {
		v = &xv_too_complex;
		*out = (struct expr_result){ true, v->text, xv_type_name(v), "null" };
	}
	out->json = xv_to_json(x, v);
	x->mem = x;
}

static const struct xv *evaluate(struct expr *x, const char *text)
{
	const char *why;
	const struct xnode *n = expr_parse(x, text, &why);

	return n ? expr_run(x, n, NULL) : xv_error(x, "%s", why);
}

static const struct xv *too_long(struct expr *x, const char *text)
{
	size_t len = strlen(text);

	if (len > EXPR_TEXT_MAX)
		return xv_error(x, "this is longer than %d bytes", EXPR_TEXT_MAX);
	return text_utf8_valid(text, len) ? NULL : xv_error(x, "this is not UTF-8");
}

void expr_expression(struct expr *x, void *ctx, const char *expression, int64_t now_ms,
		     struct expr_result *out)
{
	const struct xv *v;

	begin(x, ctx, now_ms);
	v = too_long(x, expression);
	end(x, v ? v : evaluate(x, expression), out);
}

/* The names that may begin a @name here. */
static const char *const *roots(struct expr *x)
{
	const char **list = talloc_array(x->mem, const char *, x->root->object.len + 1);
	size_t n = 0;

	for (; n < x->root->object.len; n++)
		list[n] = x->root->object.props[n].name;
	list[n] = NULL;
	return list;
}

/* Says which expression it was. */
static char *error_line(struct expr *x, const struct expr_piece *p, const struct xv *v)
{
	bool name = p->kind == EXPR_NAME;

	return talloc_asprintf(x->mem, "error evaluating %s%s%s: %s", name ? "@" : "@(", p->text,
			       name ? "" : ")", v->text);
}

static const struct xv *fill(struct expr *x, const char *template)
{
	const char *const *known = roots(x);
	char *out = talloc_strdup(x->mem, ""), *errors = talloc_strdup(x->mem, "");
	struct expr_piece piece;
	size_t pos = 0;

	while (expr_next_piece(x->mem, template, known, &pos, &piece)) {
		const struct xv *v = piece.kind == EXPR_PLAIN ? xv_text(x, piece.text) :
			evaluate(x, piece.text);

		if (xv_is_error(v))
			errors = talloc_asprintf_append_buffer(errors, "%s%s", *errors ? ", " : "",
							       error_line(x, &piece, v));
		else
			out = talloc_strdup_append_buffer(out, xv_render(x, v));
		if (strlen(out) > EXPR_BUDGET)
			return &xv_too_complex;
	}
	return *errors ? xv_error(x, "%s", errors) : xv_take(x, out);
}

/* One expression and nothing else? */
static bool alone(struct expr *x, const char *template, struct expr_piece *first)
{
	struct expr_piece second;
	size_t pos = 0;

	return expr_next_piece(x->mem, template, roots(x), &pos, first) &&
		first->kind != EXPR_PLAIN &&
		!expr_next_piece(x->mem, template, NULL, &pos, &second);
}

void expr_template(struct expr *x, void *ctx, const char *template, int64_t now_ms,
		   struct expr_result *out)
{
	struct expr_piece only;
	const struct xv *v;

	begin(x, ctx, now_ms);
	v = too_long(x, template);
	if (!v && alone(x, template, &only)) {
		v = evaluate(x, only.text);
		if (xv_is_error(v) && !v->fatal)
			v = xv_error(x, "%s", error_line(x, &only, v));
	} else if (!v) {
		v = fill(x, template);
	}
	end(x, v, out);
}

int expr_check(const char *expression, struct err *err)
{
	struct expr *x = talloc_zero(NULL, struct expr);
	const char *why;
	int rc = 0;

	x->mem = x;
	x->budget = EXPR_BUDGET;
	if (strlen(expression) > EXPR_TEXT_MAX)
		rc = err_set(err, EINVAL, "longer than %d bytes", EXPR_TEXT_MAX);
	else if (!expr_parse(x, expression, &why))
		rc = err_set(err, EINVAL, "%s", why);
	talloc_free(x);
	return rc;
}
