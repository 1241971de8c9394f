// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Names, before anything is planned: of steps, of the variables that each flow sets,
 * of the results whose category somebody asks for.  Sets are JSON objects: a file of
 * strangers may have a million of them.
 */
#include "import/im_int.h"
#include "base/mem.h"

static json_t *set_new(void)
{
	json_t *set = json_object();

	if (!set)
		base_oom();
	return set;
}

static void set_add(json_t *set, const char *name)
{
	if (json_object_set_new(set, name, json_true()) < 0)
		base_oom();
}

/* --- Steps ---------------------------------------------------------------------------- */

/* Behind an arrow these words mean something else. */
static char *step_slug(struct im *im, const char *label)
{
	static const char *const taken[] = {
		"call", "end", "return", "do", "queue", "raise", "bridge", "call-back", "message"
	};
	char *name = im_slug(im->result, label, '-', 24);

	for (size_t i = 0; i < ARRAY_LEN(taken); i++)
		if (strcmp(name, taken[i]) == 0)
			return talloc_asprintf(im->result, "%s-part", name);
	return name;
}

/* "part", "part-2" ...: the value in the set is the number that was given last. */
static const char *unique(struct im *im, json_t *names, char *base)
{
	int n = (int)json_integer_value(json_object_get(names, base));
	char *name = base;

	while (json_object_get(names, name))
		name = talloc_asprintf(im->result, "%s-%d", base, ++n);
	json_object_set_new(names, base, json_integer(n ? n : 1));
	if (name != base)
		json_object_set_new(names, name, json_integer(1));
	return name;
}

static void name_steps(struct im *im, struct im_flow *f)
{
	json_t *names = set_new();

	for (size_t i = 0; i < f->nodes_len; i++) {
		struct im_node *n = &f->nodes[i];
		const char *base = n->label && *n->label ? n->label : n->result ? n->result :
			n->router == IM_WAIT ? "ask" : n->router == IM_ONWARD ? "part" : "split";

		n->step = unique(im, names, step_slug(im, base));
	}
	json_decref(names);
}

/* --- Variables -------------------------------------------------------------------------- */

static void list_variables(struct im *im, struct im_flow *f)
{
	f->sets = set_new();
	for (size_t i = 0; i < f->nodes_len; i++) {
		struct im_node *n = &f->nodes[i];

		if (n->result) {
			n->var = im_variable(im->result, n->result);
			set_add(f->sets, n->var);
		}
		for (size_t k = 0; k < n->actions_len; k++) {
			const struct im_action *a = &n->actions[k];

			if (a->kind == IM_SET)
				set_add(f->sets, a->name);
			if (a->kind == IM_SET && a->category)
				set_add(f->sets,
					talloc_asprintf(im->result, "%s_category", a->name));
		}
	}
	json_object_update(im->sets, f->sets);
}

bool im_flow_sets(const struct im_flow *f, const char *var)
{
	return json_object_get(f->sets, var) != NULL;
}

bool im_sets(const struct im *im, const char *var)
{
	return json_object_get(im->sets, var) != NULL;
}

/* --- Categories --------------------------------------------------------------------------- */

/* "results.NAME.category" in any template. */
static void list_asked(struct im *im, const char *template)
{
	const char *p = template;

	while (p && (p = strcasestr(p, "results."))) {
		size_t len;
		char *name;

		p += 8;
		len = strcspn(p, ".) ,=<>&+@");
		if (strncasecmp(p + len, ".category", 9) != 0)
			continue;
		name = talloc_strndup(NULL, p, len);
		set_add(im->asked, im_variable(name, name));
		talloc_free(name);
	}
}

static void list_asked_in(struct im *im, const struct im_node *n)
{
	list_asked(im, n->operand);
	for (size_t i = 0; i < n->actions_len; i++) {
		const struct im_action *a = &n->actions[i];

		list_asked(im, a->value);
		for (size_t j = 0; j < a->words.len; j++)
			list_asked(im, a->words.list[j].text);
	}
	for (size_t i = 0; i < n->cases_len; i++)
		for (size_t j = 0; j < n->cases[i].len; j++)
			list_asked(im, n->cases[i].args[j]);
}

void im_names_begin(struct im *im)
{
	im->sets = set_new();
	im->asked = set_new();
	for (size_t i = 0; i < im->flows_len; i++) {
		name_steps(im, &im->flows[i]);
		list_variables(im, &im->flows[i]);
		for (size_t j = 0; j < im->flows[i].nodes_len; j++)
			list_asked_in(im, &im->flows[i].nodes[j]);
	}
}

void im_names_end(struct im *im)
{
	for (size_t i = 0; i < im->flows_len; i++)
		json_decref(im->flows[i].sets);
	json_decref(im->sets);
	json_decref(im->asked);
}
