// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The router tests of places: a tree of country, states, districts and wards, each
 * {"name", "aliases", "children"}, in the environment.  A name is looked for as it
 * is, then without punctuation, then word by word, then in pairs of words.
 */
#include "expr/expr_int.h"
#include "base/mem.h"

enum { STATE = 1, DISTRICT = 2, WARD = 3, PLACES_MAX = 16 };

struct place {
	const struct xv *node;
	const char *path;
};
struct places {
	struct place list[PLACES_MAX];
	size_t len;
};

static const struct xv *member(const struct xv *v, const char *name, enum xtype type)
{
	const struct xv *out;

	if (!v || v->type != X_OBJECT || !xv_get(v, name, &out) || !out || out->type != type)
		return NULL;
	return out;
}

static bool named(struct expr *x, const struct xv *node, const char *key)
{
	const struct xv *name = member(node, "name", X_TEXT);
	const struct xv *aliases = member(node, "aliases", X_ARRAY);

	if (name && strcmp(collated(x, name->text), key) == 0)
		return true;
	for (size_t i = 0; aliases && i < aliases->array.len; i++)
		if (strcmp(collated(x, xv_render(x, aliases->array.items[i])), key) == 0)
			return true;
	return false;
}

/* Of the children of `top`, `levels` down. */
static void search(struct expr *x, const struct place *top, int levels, const char *key,
		   struct places *out)
{
	const struct xv *children = member(top->node, "children", X_ARRAY);

	x->budget -= EXPR_VALUE_COST;
	for (size_t i = 0; children && i < children->array.len && x->budget > 0; i++) {
		const struct xv *node = children->array.items[i];
		const struct xv *name = member(node, "name", X_TEXT);
		struct place p = { node, NULL };

		if (!name)
			continue;
		p.path = talloc_asprintf(x->mem, "%s > %s", top->path, name->text);
		if (levels > 1)
			search(x, &p, levels - 1, key, out);
		else if (named(x, node, key) && out->len < PLACES_MAX)
			out->list[out->len++] = p;
	}
}

static struct places find(struct expr *x, const char *name, int level, const struct place *parent)
{
	const struct xv *country = x->env.locations->array.len ?
		x->env.locations->array.items[0] : NULL;
	const struct xv *cname = member(country, "name", X_TEXT);
	struct place top = { country, cname ? cname->text : "" };
	struct places out = { 0 };

	if (parent)
		search(x, parent, 1, collated(x, name), &out);
	else if (cname)
		search(x, &top, level, collated(x, name), &out);
	return out;
}

static struct places find_fuzzy(struct expr *x, const char *text, int level,
				const struct place *parent)
{
	struct places out = find(x, text, level, parent);
	struct xregex *re = regex_new(x->mem, "[\\pL\\d]+(?:-[\\pL\\d]+)*", false);
	char *bare = talloc_strdup(x->mem, ""), *last = NULL;
	struct xspan spans[REGEX_GROUPS];
	struct xwords w = words_of(x, text, " \t\r\n.,;:!?\"'()-/\xc2\xa1\xc2\xbf");

	for (size_t i = 0; i < w.len; i++)
		bare = talloc_strdup_append_buffer(bare, w.list[i]);
	if (!out.len)
		out = find(x, bare, level, parent);
	for (int pairs = 0; pairs < 2; pairs++, last = NULL)
		for (size_t from = 0; !out.len && x->budget > 0 &&
		     regex_match(re, text, from, spans); from = spans[0].to) {
			char *word = talloc_strndup(x->mem, text + spans[0].from,
						    spans[0].to - spans[0].from);

			if (!pairs)
				out = find(x, word, level, parent);
			else if (last)
				out = find(x, talloc_asprintf(x->mem, "%s %s", last, word), level,
					   parent);
			last = word;
		}
	return out;
}

static const struct xv *hit(struct expr *x, const struct places *p)
{
	return test_true(x, xv_text(x, p->list[0].path), NULL);
}

static const struct xv *no_places(struct xcall *c)
{
	return xv_error(c->x, "can't find locations in environment which is not location enabled");
}

static const struct xv *fn_has_state(struct xcall *c)
{
	struct places p;

	if (!c->x->env.locations)
		return no_places(c);
	p = find_fuzzy(c->x, arg_text(c, 0), STATE, NULL);
	return p.len ? hit(c->x, &p) : test_false(c->x);
}

/* Within the parents that were named; or anywhere, when there is only one. */
static const struct xv *within(struct xcall *c, int level, const char *state,
			       const char *district)
{
	struct places p = find_fuzzy(c->x, state, STATE, NULL);

	if (p.len && level == WARD)
		p = find_fuzzy(c->x, district, DISTRICT, &p.list[0]);
	if (p.len)
		p = find_fuzzy(c->x, arg_text(c, 0), level, &p.list[0]);
	if (p.len)
		return hit(c->x, &p);
	if (*(level == WARD ? district : state))
		return test_false(c->x);
	p = find_fuzzy(c->x, arg_text(c, 0), level, NULL);
	return p.len == 1 ? hit(c->x, &p) : test_false(c->x);
}

static const struct xv *fn_has_district(struct xcall *c)
{
	if (!c->x->env.locations)
		return no_places(c);
	return within(c, DISTRICT, c->len > 1 ? arg_text(c, 1) : "", "");
}

/* has_ward(text, district, state), of which goflow reads the second as the state. */
static const struct xv *fn_has_ward(struct xcall *c)
{
	if (c->len == 2)
		return xv_error(c->x, "takes one or three arguments, got 2");
	if (!c->x->env.locations)
		return no_places(c);
	return within(c, WARD, c->len > 1 ? arg_text(c, 1) : "", c->len > 1 ? arg_text(c, 2) : "");
}

static const struct xfn list[] = {
	{ "has_district", "t|t", fn_has_district },
	{ "has_state", "t", fn_has_state },
	{ "has_ward", "t|tt", fn_has_ward },
};

const struct xfns expr_tests_place = { list, ARRAY_LEN(list) };
