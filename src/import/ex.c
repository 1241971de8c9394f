// SPDX-License-Identifier: AGPL-3.0-or-later
/* What the writers of other formats share: ids, words, places. */
#include <sodium.h>
#include <stdio.h>

#include <unicode/uloc.h>

#include "import/ex_int.h"
#include "import/im_int.h"
#include "base/mem.h"

const char *ex_uuid(struct ex *x, const char *fmt, ...)
{
	uint8_t h[16];
	char *name;
	va_list ap;

	va_start(ap, fmt);
	name = talloc_vasprintf(x->ctx, fmt, ap);
	va_end(ap);
	name = talloc_asprintf(x->ctx, "warmline:%s:%s", x->view ? flow_name(x->view->flow) : "",
			       name);
	if (crypto_generichash(h, sizeof(h), (const uint8_t *)name, strlen(name), NULL, 0) != 0)
		base_oom();
	h[6] = (h[6] & 0x0f) | 0x50;	/* RFC 4122 4.3: made from a name */
	h[8] = (h[8] & 0x3f) | 0x80;
	return talloc_asprintf(x->ctx, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
			       "%02x%02x%02x%02x%02x%02x", h[0], h[1], h[2], h[3], h[4], h[5], h[6],
			       h[7], h[8], h[9], h[10], h[11], h[12], h[13], h[14], h[15]);
}

const char *ex_id(struct ex *x, const char *kind, const char *name)
{
	const struct flow_view *view = x->view;
	const char *id;

	x->view = NULL;
	id = ex_uuid(x, "%s %s", kind, name);
	x->view = view;
	return id;
}

json_t *ex_must(json_t *j)
{
	if (!j)
		base_oom();
	return j;
}

const char *ex_arg(const struct flow_view_stmt *s, size_t i)
{
	const struct flow_term *t = i < s->args_len ? s->args[i] : NULL;

	return t && strcmp(t->op, "value") == 0 && t->value.type == FLOW_TEXT ? t->value.text : "";
}

bool ex_is_choice(const struct ex *x, const char *var)
{
	for (size_t i = 0; i < x->view->len; i++)
		for (size_t j = 0; j < x->view->steps[i].len; j++) {
			const struct flow_view_stmt *s = &x->view->steps[i].stmts[j];

			if (s->kind == FLOW_VIEW_ASK && s->ask == FLOW_ASK_CHOICE && s->var &&
			    strcmp(s->var, var) == 0)
				return true;
		}
	return false;
}

static bool names(const struct flow_term *t, const char *var)
{
	if (t && strcmp(t->op, "name") == 0 && strcmp(t->name, var) == 0)
		return true;
	for (int i = 0; t && i < t->args_len; i++)
		if (names(t->args[i], var))
			return true;
	return false;
}

bool ex_refers(const struct ex *x, const char *var)
{
	for (size_t i = 0; i < x->view->len; i++)
		for (size_t j = 0; j < x->view->steps[i].len; j++) {
			const struct flow_view_stmt *s = &x->view->steps[i].stmts[j];

			if (names(s->term, var))
				return true;
			for (size_t k = 0; k < s->args_len; k++)
				if (names(s->args[k], var))
					return true;
		}
	return false;
}

void ex_note(struct ex *x, enum import_outcome outcome, const char *what, const char *fmt, ...)
{
	struct import_report *r = x->report;
	va_list ap;
	char *why;

	va_start(ap, fmt);
	why = talloc_vasprintf(x->ctx, fmt, ap);
	va_end(ap);
	if (r->len % 64 == 0)
		r->list = talloc_realloc(x->ctx, r->list, struct import_note, r->len + 64);
	r->list[r->len++] = (struct import_note){
		outcome, x->view ? flow_name(x->view->flow) : "", "", x->step ? x->step : "", what,
			why
	};
	r->counts[outcome]++;
}

const char *ex_lang(const char *lang)
{
	const char *three = uloc_getISO3Language(lang);

	return *three ? three : "und";
}

const struct flow *ex_flow(const struct ex *x, const char *name)
{
	for (size_t i = 0; i < x->from->len; i++)
		if (strcmp(flow_name(x->from->flows[i]), name) == 0)
			return x->from->flows[i];
	return NULL;
}

const char *ex_slug(struct ex *x, const char *text, char sep)
{
	return im_slug(x->ctx, text, sep, 60);
}

const char *ex_last(const char *key)
{
	const char *dot = strrchr(key, '.');

	return dot ? dot + 1 : key;
}

/* --- Words ------------------------------------------------------------------------- */

static const char *raw_words(struct ex *x, const char *lang, const char *channel, const char *key)
{
	return x->from->words->word(x->from->words->arg, lang, channel, key);
}

static char *options_text(struct ex *x, const char *lang, const char *channel,
			  const struct flow_view_stmt *ask)
{
	char *out = talloc_strdup(x->ctx, "");

	for (size_t i = 0; i < ask->branches_len; i++) {
		const struct flow_view_branch *b = &ask->branches[i];
		const char *word;

		if (b->kind != FLOW_WAY_OPTION)
			continue;
		word = ex_words(x, lang, channel, b->word, NULL);
		out = talloc_asprintf_append_buffer(out, "%s%d %s", *out ? ", " : "", (int)b->low,
						    word ? word : ex_last(b->word));
	}
	return out;
}


const char *ex_words(struct ex *x, const char *lang, const char *channel, const char *key,
		     const struct flow_view_stmt *ask)
{
	const char *s = raw_words(x, lang, channel, key);
	char *out = talloc_strdup(x->ctx, "");
	bool options = ask && ask->ask == FLOW_ASK_CHOICE, said = false;

	if (!s)
		return NULL;
	while (*s) {
		size_t len = *s == '{' && s[1] != '{' ? strcspn(s, "}") : 0;
		char *name;

		if (!len || !s[len]) {
			out = *s == '@' ? talloc_strdup_append_buffer(out, "@@") :
				talloc_strndup_append_buffer(out, s, 1);
			s += (s[0] == '{' && s[1] == '{') || (s[0] == '}' && s[1] == '}') ? 2 : 1;
			continue;
		}
		name = talloc_strndup(x->ctx, s + 1, len - 1);
		said = said || strcmp(name, "options") == 0;
		out = talloc_strdup_append_buffer(out, strcmp(name, "options") == 0 && ask ?
						  options_text(x, lang, channel, ask) :
						  ex_name(x, name));
		s += len + 1;
	}
	if (options && !said)
		out = talloc_asprintf_append_buffer(out, "\n%s",
						    options_text(x, lang, channel, ask));
	return out;
}

static size_t add_words(struct ex *x, const char ***list, size_t n, const char *words)
{
	while (words && *(words += strspn(words, " ,\n")) != '\0') {
		size_t len = strcspn(words, ",\n");

		*list = talloc_realloc(x->ctx, *list, const char *, n + 2);
		(*list)[n++] = talloc_strndup(x->ctx, words, len);
		words += len;
	}
	return n;
}

const char **ex_option_words(struct ex *x, const char *lang, const char *key)
{
	const char **list = talloc_zero_array(x->ctx, const char *, 2);
	const char *word = raw_words(x, lang, "sms", key);
	size_t n = 0;

	if (word)
		list[n++] = word;
	n = add_words(x, &list, n, raw_words(x, lang, "sms",
					     talloc_asprintf(x->ctx, "%s.also", key)));
	list[n] = NULL;
	return list;
}

/* --- Places --------------------------------------------------------------------------- */

/* As many arrows as there are steps lead nowhere but round. */
struct ex_place ex_real(const struct ex *x, int step, int stmt)
{
	const struct flow_view *v = x->view;

	for (size_t hops = 0; step >= 0 && hops <= v->len; hops++) {
		const struct flow_view_stmt *s;

		if ((size_t)stmt >= v->steps[step].len)
			break;
		s = &v->steps[step].stmts[stmt];
		if (s->kind == FLOW_VIEW_END || s->kind == FLOW_VIEW_RETURN)
			break;
		if (s->kind != FLOW_VIEW_GOTO)
			return (struct ex_place){ step, stmt };
		step = s->to;
		stmt = 0;
	}
	return (struct ex_place){ -1, 0 };
}

struct ex_place ex_to(const struct ex *x, struct ex_place from, int to)
{
	if (to == FLOW_VIEW_NEXT)
		return ex_real(x, from.step, from.stmt + 1);
	return to == FLOW_VIEW_OVER ? (struct ex_place){ -1, 0 } : ex_real(x, to, 0);
}
