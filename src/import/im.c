// SPDX-License-Identifier: AGPL-3.0-or-later
/* The graph: names, languages, notes; from a file of theirs to files of ours. */
#include <ctype.h>
#include <stdlib.h>

#include <unicode/uloc.h>

#include "text/text.h"
#include "import/im_int.h"
#include "base/mem.h"

enum { NAME_MAX_LEN = 32 };

char *im_slug(void *ctx, const char *text, char sep, size_t max)
{
	char *out = talloc_array(ctx, char, max + 2);
	size_t n = 0;

	if (!isalpha((unsigned char)text[strspn(text, " ")]))
		out[n++] = 'x';		/* a name begins with a letter */
	for (const char *s = text; *s && n < max; s++) {
		if (isalnum((unsigned char)*s))
			out[n++] = (char)tolower((unsigned char)*s);
		else if (n && out[n - 1] != sep)
			out[n++] = sep;
	}
	while (n > 1 && out[n - 1] == sep)
		n--;
	out[n] = '\0';
	return out;
}

char *im_variable(void *ctx, const char *text)
{
	static const char *const taken[] = {
		"answer", "result", "rest", "or", "and", "not", "true", "false", "nothing", "end",
		"options"
	};
	char *name = im_slug(ctx, text, '_', NAME_MAX_LEN);

	for (size_t i = 0; i < ARRAY_LEN(taken); i++)
		if (strcmp(name, taken[i]) == 0)
			return talloc_strdup_append_buffer(name, "_");
	return name;
}

const char *im_lang(void *ctx, const char *code)
{
	static const char *const library[][2] = {	/* ISO 639-2/B, which FLOIP has too */
		{ "fre", "fr" }, { "ger", "de" }, { "dut", "nl" }, { "chi", "zh" }, { "per", "fa" },
		{ "may", "ms" }, { "bur", "my" }, { "rum", "ro" }, { "gre", "el" }, { "slo", "sk" },
	};
	char lang[12] = "";
	UErrorCode st = U_ZERO_ERROR;
	char *two;

	if (!code || !*code || strncmp(code, "und", 3) == 0 || strcmp(code, "base") == 0)
		return "en";
	two = talloc_strndup(ctx, code, strcspn(code, "-_"));
	for (size_t i = 0; i < ARRAY_LEN(library); i++)
		if (strcasecmp(two, library[i][0]) == 0)
			return library[i][1];
	if (uloc_getLanguage(two, lang, sizeof(lang), &st) >= (int32_t)sizeof(lang) ||
	    !U_SUCCESS(st))
		lang[0] = '\0';
	/* it becomes the name of a file: nothing but letters and digits */
	return im_slug(ctx, lang[0] ? lang : two, '-', 8);
}

void im_note(struct im *im, const struct im_flow *f, const struct im_node *n,
	     enum import_outcome outcome, const char *what, const char *fmt, ...)
{
	struct import_report *r = &im->result->report;
	va_list ap;
	char *why;

	if (r->len % 64 == 0) {
		r->list = talloc_realloc(im->result, r->list, struct import_note, r->len + 64);
		im->places = talloc_realloc(im->result, im->places, struct im_place, r->len + 64);
	}
	im->places[r->len] = (struct im_place){ f, n };
	va_start(ap, fmt);
	why = talloc_vasprintf(im->result, fmt, ap);
	va_end(ap);
	r->list[r->len++] = (struct import_note){
		outcome, f ? f->name : "", n ? n->id : "", n && n->step ? n->step : "", what, why
	};
	r->counts[outcome]++;
}

struct sortable {
	struct import_note note;
	struct im_place place;
	size_t at;
};

static int by_place(const void *a, const void *b)
{
	const struct sortable *p = a, *q = b;

	if (p->place.flow != q->place.flow)
		return p->place.flow < q->place.flow ? -1 : 1;
	if (p->place.node != q->place.node)
		return p->place.node < q->place.node ? -1 : 1;
	return (p->at > q->at) - (p->at < q->at);
}

/* Some were made before the steps had names, and in another order than the file's. */
void im_sort_notes(struct im *im)
{
	struct import_report *r = &im->result->report;
	struct sortable *s = talloc_array(NULL, struct sortable, r->len + 1);
	size_t kept = 0;

	for (size_t i = 0; i < r->len; i++)
		s[i] = (struct sortable){ r->list[i], im->places[i], i };
	qsort(s, r->len, sizeof(s[0]), by_place);
	for (size_t i = 0; i < r->len; i++) {
		const struct im_node *n = s[i].place.node;

		if (n && n->cut && strcmp(s[i].note.what, "node") != 0) {
			r->counts[s[i].note.outcome]--;	/* it went with its node */
			continue;
		}
		r->list[kept] = s[i].note;
		r->list[kept++].step = n && n->step && n->reached && !n->cut ? n->step : "";
	}
	r->len = kept;
	talloc_free(s);
}

struct im_action *im_add_action(struct im *im, struct im_node *n, enum im_kind kind,
				const char *what)
{
	struct im_action *a;

	n->actions = talloc_realloc(im->result, n->actions, struct im_action, n->actions_len + 1);
	a = &n->actions[n->actions_len++];
	*a = (struct im_action){ .kind = kind, .what = what };
	return a;
}

/* Texts of one language and channel are one, on lines of their own. */
void im_add_text(struct im *im, struct im_words *w, const char *lang, const char *text, bool voice)
{
	for (size_t i = 0; i < w->len; i++) {
		if (strcmp(w->list[i].lang, lang) == 0 && w->list[i].voice == voice) {
			w->list[i].text = talloc_asprintf(im->result, "%s\n%s", w->list[i].text,
							  text);
			return;
		}
	}
	w->list = talloc_realloc(im->result, w->list, struct im_text, w->len + 1);
	w->list[w->len++] = (struct im_text){ .lang = lang, .text = text, .voice = voice };
}

struct im_flow *im_flow_by_id(struct im *im, const char *id)
{
	for (size_t i = 0; i < im->flows_len; i++)
		if (id && strcmp(im->flows[i].id, id) == 0)
			return &im->flows[i];
	return NULL;
}

void im_name_flows(struct im *im)
{
	for (size_t i = 0; i < im->flows_len; i++) {
		char *base = im_slug(im->result, im->flows[i].title, '-', NAME_MAX_LEN);
		char *name = base;

		for (size_t j = 0, n = 2; j < i; j++)
			if (strcmp(im->flows[j].name, name) == 0) {
				name = talloc_asprintf(im->result, "%s-%zu", base, n++);
				j = (size_t)-1;		/* from the start with the new name */
			}
		im->flows[i].name = name;
	}
}

static int read_graph(struct im *im, const json_t *root)
{
	if (!json_is_object(root))
		return err_set(im->err, EINVAL, "this is JSON, but no object");
	return im_floip_is(root) ? im_floip_read(im, root) : im_rapidpro_read(im, root);
}

struct import_result *import_read(void *ctx, struct view json, struct err *err)
{
	struct im im = { .result = talloc_zero(ctx, struct import_result), .err = err };
	json_error_t je;
	json_t *root;

	if (json.len > IMPORT_FILE_MAX) {
		err_set(err, EFBIG, "larger than %d MB", IMPORT_FILE_MAX / 1024 / 1024);
		goto refuse;
	}
	root = json_loadb((const char *)json.data, json.len, JSON_REJECT_DUPLICATES, &je);
	if (!root) {
		err_set(err, EINVAL, "line %d: %.200s", je.line, je.text);
		goto refuse;
	}
	if (read_graph(&im, root) < 0) {
		json_decref(root);
		goto refuse;
	}
	json_decref(root);
	im_names_begin(&im);
	for (size_t i = 0; i < im.flows_len; i++) {
		im_plan(&im, &im.flows[i]);
		im_emit(&im, &im.flows[i]);
	}
	im_catalogues(&im);
	im_sort_notes(&im);
	json_decref(im.seen);
	im_names_end(&im);
	return im.result;
refuse:
	talloc_free(im.result);
	return NULL;
}
