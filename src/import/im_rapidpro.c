// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * RapidPro and TextIt: an export (an object with "flows") or one flow.  A node has
 * actions, perhaps a router with a wait, and exits; a router's cases lead to
 * categories, and these to exits.
 */
#include <stdlib.h>

#include "import/im_int.h"
#include "base/mem.h"

/* --- Words in other languages ------------------------------------------------------- */

/* localization: {"fra": {UUID: {"text": ["..."]}}} */
void im_localize(struct im *im, const struct im_flow *f, const json_t *localization,
		 const char *uuid, const char *name, struct im_words *out)
{
	const char *code;
	json_t *items;

	if (!uuid)
		return;
	json_object_foreach((json_t *)localization, code, items) {
		const json_t *texts = im_list(im_object(items, uuid), name);
		const char *text = im_text_of(im, json_array_get(texts, 0));
		const char *lang = im_lang(im->result, code);

		if (text && *text && strcmp(lang, f->lang) != 0)
			im_add_text(im, out, lang, text, false);
	}
}

/* --- Routers --------------------------------------------------------------------------- */

static int node_index(const struct im_flow *f, const char *uuid)
{
	for (size_t i = 0; uuid && i < f->nodes_len; i++)
		if (strcmp(f->nodes[i].id, uuid) == 0)
			return (int)i;
	return -1;
}

static int exit_to(struct im *im, const struct im_flow *f, const json_t *node, const char *uuid)
{
	const json_t *exit;
	size_t i;

	json_array_foreach(im_list(node, "exits"), i, exit) {
		const char *id = im_str(im, exit, "uuid");

		if (id && uuid && strcmp(id, uuid) == 0)
			return node_index(f, im_str(im, exit, "destination_uuid"));
	}
	return -1;
}

static int category_index(struct im *im, const json_t *router, const char *uuid)
{
	const json_t *category;
	size_t i;

	json_array_foreach(im_list(router, "categories"), i, category) {
		const char *id = im_str(im, category, "uuid");

		if (id && uuid && strcmp(id, uuid) == 0)
			return (int)i;
	}
	return -1;
}

static void read_categories(struct im *im, struct im_flow *f, struct im_node *n,
			    const json_t *node, const json_t *router, const json_t *localization)
{
	const json_t *list = im_list(router, "categories"), *category;
	size_t i;

	n->categories_len = json_array_size(list);
	n->categories = talloc_zero_array(im->result, struct im_category, n->categories_len + 1);
	json_array_foreach(list, i, category) {
		struct im_category *c = &n->categories[i];

		c->name = im_str(im, category, "name");
		if (!c->name || !*c->name)
			c->name = talloc_asprintf(im->result, "%zu", i + 1);
		c->to = exit_to(im, f, node, im_str(im, category, "exit_uuid"));
		im_add_text(im, &c->words, f->lang, c->name, false);
		im_localize(im, f, localization, im_str(im, category, "uuid"), "name", &c->words);
	}
}

static void read_case(struct im *im, struct im_flow *f, struct im_case *c, const json_t *item,
		      const json_t *localization)
{
	const json_t *args = im_list(item, "arguments");

	c->test = im_str(im, item, "type");
	if (!c->test)
		c->test = "";
	for (size_t i = 0; i < json_array_size(args) && c->len < ARRAY_LEN(c->args); i++) {
		const char *arg = im_text_of(im, json_array_get(args, i));

		c->args[c->len++] = arg ? arg : "";
	}
	if (c->len)
		im_add_text(im, &c->words, f->lang, c->args[0], false);
	im_localize(im, f, localization, im_str(im, item, "uuid"), "arguments", &c->words);
}

static int read_cases(struct im *im, struct im_flow *f, struct im_node *n, const json_t *router,
		      const json_t *localization)
{
	const json_t *list = im_list(router, "cases"), *item;
	size_t i;

	if (json_array_size(list) > IMPORT_CASES_MAX)
		return err_set(im->err, EINVAL, "node %s has more than %d cases", n->id,
			       IMPORT_CASES_MAX);
	n->cases = talloc_zero_array(im->result, struct im_case, json_array_size(list) + 1);
	json_array_foreach(list, i, item) {
		struct im_case *c = &n->cases[n->cases_len];

		c->category = category_index(im, router, im_str(im, item, "category_uuid"));
		if (c->category < 0)
			return err_set(im->err, EINVAL, "node %s: a case leads to no category",
				       n->id);
		read_case(im, f, c, item, localization);
		n->cases_len++;
	}
	return 0;
}

static void read_wait(struct im *im, struct im_flow *f, struct im_node *n, const json_t *wait,
		      const json_t *router)
{
	const char *type = im_str(im, wait, "type"), *hint;
	const json_t *timeout = im_object(wait, "timeout");

	n->timeout_category = -1;
	if (!type)
		return;
	n->router = IM_WAIT;
	n->timeout_s = im_int(timeout, "seconds", 0);
	if (n->timeout_s < 0 || n->timeout_s > 365 * 86400)
		n->timeout_s = 0;
	n->timeout_category = category_index(im, router, im_str(im, timeout, "category_uuid"));
	if (strcmp(type, "dial") == 0) {
		n->router = IM_SPLIT;		/* nobody is called: the other way is taken */
		n->cases_len = 0;
		im_note(im, f, n, IMPORT_DROPPED, "dial", "calls are only connected between a "
			"caller and a peer (`do bridge`); the way for \"anything else\" is taken");
		return;
	}
	hint = im_str(im, im_object(wait, "hint"), "type");
	n->hint = !hint ? IM_HINT_NONE : strcmp(hint, "digits") == 0 ? IM_HINT_DIGITS :
		strcmp(hint, "audio") == 0 ? IM_HINT_AUDIO : IM_HINT_MEDIA;
	n->digits = (int)im_int(im_object(wait, "hint"), "count", 0);
	if (n->digits < 0 || n->digits > 20)
		n->digits = 0;
}

static int read_router(struct im *im, struct im_flow *f, struct im_node *n, const json_t *node,
		       const json_t *localization)
{
	const json_t *router = json_object_get(node, "router");
	const char *type = im_str(im, router, "type");

	n->other = n->timeout_category = -1;
	n->to = -1;
	if (!json_is_object(router)) {
		const json_t *first = json_array_get(im_list(node, "exits"), 0);

		n->to = node_index(f, im_str(im, first, "destination_uuid"));
		return 0;
	}
	if (!type || (strcmp(type, "switch") != 0 && strcmp(type, "random") != 0))
		return err_set(im->err, EINVAL, "node %s has a router of no type that is known",
			       n->id);
	n->what = type;
	n->router = strcmp(type, "random") == 0 ? IM_RANDOM : IM_SPLIT;
	n->operand = im_str(im, router, "operand");
	n->result = im_str(im, router, "result_name");
	if (n->result && !*n->result)
		n->result = NULL;
	if (json_array_size(im_list(router, "categories")) > IMPORT_CASES_MAX ||
	    json_array_size(im_list(node, "exits")) > 2 * IMPORT_CASES_MAX)
		return err_set(im->err, EINVAL, "node %s has too many ways", n->id);
	read_categories(im, f, n, node, router, localization);
	if (n->categories_len == 0)
		return err_set(im->err, EINVAL, "node %s: a router without categories", n->id);
	if (read_cases(im, f, n, router, localization) < 0)
		return -EINVAL;
	n->other = category_index(im, router, im_str(im, router, "default_category_uuid"));
	if (n->router == IM_SPLIT)
		read_wait(im, f, n, im_object(router, "wait"), router);
	return 0;
}

/* --- Nodes and flows ------------------------------------------------------------------------ */

static int read_nodes(struct im *im, struct im_flow *f, const json_t *flow)
{
	const json_t *nodes = im_list(flow, "nodes"),
		*localization = im_object(flow, "localization");
	const json_t *node, *action;
	size_t i, j;

	if (json_object_size(localization) > IMPORT_LANGS_MAX)
		return err_set(im->err, EINVAL, "\"%.60s\" has more than %d languages", f->title,
			       IMPORT_LANGS_MAX);
	if (json_array_size(nodes) > IMPORT_NODES_MAX)
		return err_set(im->err, EINVAL, "\"%.60s\" has more than %d nodes", f->title,
			       IMPORT_NODES_MAX);
	f->nodes_len = json_array_size(nodes);
	f->nodes = talloc_zero_array(im->result, struct im_node, f->nodes_len + 1);
	json_array_foreach(nodes, i, node) {
		f->nodes[i].id = im_str(im, node, "uuid");
		if (!f->nodes[i].id)
			return err_set(im->err, EINVAL, "\"%.60s\": node %zu has no uuid", f->title,
				       i + 1);
		if (node_index(f, f->nodes[i].id) < (int)i)
			return err_set(im->err, EINVAL, "\"%.60s\": two nodes are %.60s", f->title,
				       f->nodes[i].id);
	}
	json_array_foreach(nodes, i, node) {
		struct im_node *n = &f->nodes[i];

		if (read_router(im, f, n, node, localization) < 0)
			return -EINVAL;
		if (json_array_size(im_list(node, "actions")) > IMPORT_ACTIONS_MAX)
			return err_set(im->err, EINVAL, "node %s has more than %d actions", n->id,
				       IMPORT_ACTIONS_MAX);
		json_array_foreach(im_list(node, "actions"), j, action)
			im_rapidpro_action(im, f, n, action, localization);
	}
	f->first = f->nodes_len ? 0 : -1;
	return 0;
}

/* 13.0 to 14.4: what a migration of theirs would not have to touch, or only in
 * actions and operands that are read either way here. */
static int check_version(struct im *im, const char *version)
{
	long major, minor = 0;
	char *end;

	if (!version)
		return err_set(im->err, EINVAL, "a flow has no spec_version; flows from before "
			       "spec 13 are not read: export them from a newer RapidPro");
	major = strtol(version, &end, 10);
	if (*end == '.')
		minor = strtol(end + 1, &end, 10);
	if (major == 13 || (major == 14 && minor <= 4))
		return 0;
	return err_set(im->err, EINVAL, "spec version %.20s is not read: 13.x to 14.4 are",
		       version);
}

static int read_flow(struct im *im, struct im_flow *f, const json_t *flow)
{
	const char *type = im_str(im, flow, "type"), *version = im_str(im, flow, "spec_version");

	if (check_version(im, version) < 0)
		return -EINVAL;
	if (!im->result->format)
		im->result->format = talloc_asprintf(im->result, "RapidPro %s", version);
	f->id = im_str(im, flow, "uuid");
	f->title = im_str(im, flow, "name");
	if (!f->id || !f->title)
		return err_set(im->err, EINVAL, "a flow has no uuid or no name");
	f->lang = im_lang(im->result, im_str(im, flow, "language"));
	f->voice = type && strcmp(type, "voice") == 0;
	f->expires_s = im_int(flow, "expire_after_minutes", 0) * 60;
	if (f->expires_s < 0 || f->expires_s > 365 * 86400)
		f->expires_s = 0;
	return 0;
}

/* {"trigger_type": "K", "keyword": "join", "match_type": "F", "flow": {...}} */
static void read_triggers(struct im *im, const json_t *root)
{
	const json_t *t;
	size_t i, j;

	json_array_foreach(im_list(root, "triggers"), i, t) {
		const char *type = im_str(im, t, "trigger_type"),
			*match = im_str(im, t, "match_type");
		struct im_flow *f = im_flow_by_id(im, im_str(im, im_object(t, "flow"), "uuid"));
		const char *words = im_str(im, t, "keyword");
		const json_t *word;

		json_array_foreach(im_list(t, "keywords"), j, word)
			if (im_text_of(im, word))
				words = talloc_asprintf(im->result, "%s%s%s", words ? words : "",
							words ? ", " : "", im_text_of(im, word));
		if (!f || !type || strcmp(type, "K") != 0 || !words) {
			im_note(im, f, NULL, IMPORT_DROPPED, "trigger", "only keywords start a "
				"flow here; others (schedules, missed calls, catch-all) belong to "
				"the service");
			continue;
		}
		f->triggers = talloc_realloc(im->result, f->triggers, struct im_trigger,
					     f->triggers_len + 1);
		f->triggers[f->triggers_len++] = (struct im_trigger){
			words, !match || strcmp(match, "O") != 0
		};
	}
}

static void note_campaigns(struct im *im, const json_t *root)
{
	size_t n = json_array_size(im_list(root, "campaigns"));

	if (n)
		im_note(im, NULL, NULL, IMPORT_DROPPED, "campaigns", "%zu of them: write `asks 3d "
			"after date.NAME` into the flow that an event starts", n);
}

int im_rapidpro_read(struct im *im, const json_t *root)
{
	const json_t *flows = im_list(root, "flows"), *flow;
	bool one = json_is_array(json_object_get(root, "nodes"));
	size_t i;

	im->flows_len = one ? 1 : json_array_size(flows);
	if (im->flows_len == 0)
		return err_set(im->err, EINVAL,
			       "there is no flow in this: neither a RapidPro export "
			       "nor a FLOIP container");
	if (im->flows_len > IMPORT_FLOWS_MAX)
		return err_set(im->err, EINVAL, "more than %d flows", IMPORT_FLOWS_MAX);
	im->flows = talloc_zero_array(im->result, struct im_flow, im->flows_len);
	for (i = 0; i < im->flows_len; i++) {
		flow = one ? root : json_array_get(flows, i);
		if (read_flow(im, &im->flows[i], flow) < 0)
			return -EINVAL;
	}
	im_name_flows(im);
	for (i = 0; i < im->flows_len; i++)
		if (read_nodes(im, &im->flows[i], one ? root : json_array_get(flows, i)) < 0)
			return -EINVAL;
	read_triggers(im, root);
	note_campaigns(im, root);
	return 0;
}
