// SPDX-License-Identifier: AGPL-3.0-or-later
/* FLOIP's blocks, each by a small reader. */
#include "expr/expr.h"
#include "import/im_floip.h"
#include "base/mem.h"

static const json_t *config(const struct floip *p)
{
	return im_object(p->block, "config");
}

static void dropped(struct floip *p, const char *why)
{
	im_note(p->im, p->f, p->n, IMPORT_DROPPED, p->type, "%s", why);
}

/* --- Exits ---------------------------------------------------------------------------- */

static bool is_default(const json_t *exit)
{
	return json_is_true(json_object_get(exit, "default"));
}

static int exit_to(struct floip *p, const json_t *exit)
{
	return floip_node(p->f, im_str(p->im, exit, "destination_block"));
}

static const json_t *default_exit(const struct floip *p)
{
	const json_t *exits = im_list(p->block, "exits"), *exit;
	size_t i;

	json_array_foreach(exits, i, exit)
		if (is_default(exit))
			return exit;
	return json_array_get(exits, json_array_size(exits) - 1);
}

static void onward(struct floip *p)
{
	p->n->router = IM_ONWARD;
	p->n->to = exit_to(p, default_exit(p));
}

static int add_category(struct floip *p, const char *name, int to)
{
	struct im_node *n = p->n;

	n->categories = talloc_realloc(p->im->result, n->categories, struct im_category,
				       n->categories_len + 1);
	n->categories[n->categories_len] = (struct im_category){ .name = name, .to = to };
	return (int)n->categories_len++;
}

static struct im_case *add_case(struct floip *p, const char *test, const char *arg, int category)
{
	struct im_node *n = p->n;
	struct im_case *c;

	n->cases = talloc_realloc(p->im->result, n->cases, struct im_case, n->cases_len + 1);
	c = &n->cases[n->cases_len++];
	*c = (struct im_case){ .test = test, .args = { arg }, .len = 1, .category = category };
	return c;
}

/* Each exit with a test is a case; the default one is what is left. */
static int exits_as_cases(struct floip *p)
{
	const json_t *exits = im_list(p->block, "exits"), *exit;
	size_t i;

	p->n->other = -1;
	json_array_foreach(exits, i, exit) {
		const char *name = im_str(p->im, exit, "name"), *test = im_str(p->im, exit, "test");
		int category = add_category(p, name && *name ? name : "exit", exit_to(p, exit));

		if (is_default(exit) || !test)
			p->n->other = category;
		else
			add_case(p, "expression", test, category);
	}
	return 0;
}

/* --- Blocks without a question ------------------------------------------------------------ */

static int block_message(struct floip *p)
{
	const char *prompt = im_str(p->im, config(p), "prompt");
	struct im_action *a;

	if (!prompt)
		prompt = im_str(p->im, config(p), "message");
	onward(p);
	if (!prompt || !*prompt) {
		dropped(p, "a message without words");
		return 0;
	}
	a = im_add_action(p->im, p->n, IM_SAY, p->type);
	floip_words(p, prompt, p->name, &a->words);
	return 0;
}

static int block_case(struct floip *p)
{
	p->n->router = IM_SPLIT;
	return exits_as_cases(p);
}

static int block_run_flow(struct floip *p)
{
	const char *id = im_str(p->im, config(p), "flow_id");

	onward(p);
	if (!im_flow_by_id(p->im, id)) {
		dropped(p, "the flow that it runs is not in this file");
		return 0;
	}
	im_add_action(p->im, p->n, IM_CALL, p->type)->name = id;
	return 0;
}

static const char *as_template(struct floip *p, const char *expression)
{
	return strchr(expression, '@') ? expression :
		talloc_asprintf(p->im->result, "@(%s)", expression);
}

static int block_output(struct floip *p)
{
	const char *value = im_str(p->im, config(p), "value");
	struct im_action *a;

	onward(p);
	a = im_add_action(p->im, p->n, IM_SET, p->type);
	a->name = im_variable(p->im->result, p->name);
	a->value = value ? as_template(p, value) : "";
	return 0;
}

static int block_log(struct floip *p)
{
	onward(p);
	dropped(p, "what people do is not logged in words");
	return 0;
}

static int block_set_property(struct floip *p)
{
	onward(p);
	return 0;		/* the properties themselves: any block may have them */
}

static void add_group(struct floip *p, const json_t *group, bool join)
{
	const char *name = im_str(p->im, group, "group_name");

	if (!name || !*name)
		name = im_str(p->im, group, "group_key");
	if (name)
		im_add_action(p->im, p->n, join ? IM_JOIN : IM_LEAVE, p->type)->name =
			im_slug(p->im->result, name, '-', 32);
}

static int block_set_group(struct floip *p)
{
	const json_t *group, *member = json_object_get(config(p), "is_member");
	bool join = !json_is_false(member);
	size_t i;

	onward(p);
	if (json_is_true(json_object_get(config(p), "clear")))
		dropped(p, "nobody is taken out of all groups at once: name them");
	json_array_foreach(im_list(config(p), "groups"), i, group)
		add_group(p, group, join);
	if (json_object_get(config(p), "group_key"))	/* rc3: one, without a list */
		add_group(p, config(p), join);
	return 0;
}

static int block_webhook(struct floip *p)
{
	onward(p);
	dropped(p,
		"nothing about a person is sent to another service; the way of a failure is taken");
	return 0;
}

/* --- Questions -------------------------------------------------------------------------------- */

static void ask(struct floip *p)
{
	const char *prompt = im_str(p->im, config(p), "question_prompt");
	struct im_action *a;

	p->n->router = IM_WAIT;
	p->n->what = p->type;
	p->n->result = p->name;
	p->n->timeout_category = -1;
	if (!prompt)
		prompt = im_str(p->im, config(p), "prompt");
	if (!prompt || !*prompt)
		return;
	a = im_add_action(p->im, p->n, IM_SAY, p->type);
	floip_words(p, prompt, p->name, &a->words);
}

/* Which exit a choice takes: the first whose test holds when block.value is its name. */
static int choice_to(struct floip *p, const char *name)
{
	char *quoted = expr_json_quote(p->im->result, name);
	char *json = talloc_asprintf(p->im->result, "{\"block\": {\"value\": %s, \"response\": %s, "
				     "\"__default__\": %s}}", quoted, quoted, quoted);
	struct expr *x = expr_new(p->im->result, VIEW_STR(json), NULL);
	const json_t *exits = im_list(p->block, "exits"), *exit;
	size_t i;

	json_array_foreach(exits, i, exit) {
		const char *test = im_str(p->im, exit, "test"), *tag = im_str(p->im, exit, "name");
		struct expr_result r = { .error = true };
		char *t = test ? talloc_strdup(p->im->result, test) : NULL;

		for (char *c = t; c && *c; c++)
			*c = *c == '\'' ? '"' : *c;
		if (t && x)
			expr_expression(x, p->im->result, talloc_asprintf(p->im->result,
					"if(%s, 1, 0)", t), 0, &r);
		if ((!r.error && strcmp(r.text, "1") == 0) ||
		    (r.error && !is_default(exit) && tag && strcmp(tag, name) == 0))
			return exit_to(p, exit);
	}
	return exit_to(p, default_exit(p));
}

/* The words that a test looks for: each literal in it. */
static void test_words(struct floip *p, const struct expr_node *n, int category, const char *lang)
{
	if (n->kind == EXPR_STRING || n->kind == EXPR_NUMBER) {
		struct im_case *c = add_case(p, "has_only_phrase", n->text, category);

		im_add_text(p->im, &c->words, lang, n->text, false);
	}
	for (size_t i = n->kind == EXPR_CALL; i < n->len; i++)
		if (n->kind == EXPR_OP || n->kind == EXPR_CALL)
			test_words(p, n->args[i], category, lang);
}

static void add_test(struct floip *p, const json_t *test, int category)
{
	const char *expression = im_str(p->im, test, "test_expression");
	const char *lang = im_str(p->im, test, "language");
	const struct expr_node *n;
	char *t;

	if (!expression || p->n->cases_len >= IMPORT_CASES_MAX)
		return;
	t = talloc_strdup(p->im->result, expression);
	for (char *c = t; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	n = expr_read(p->im->result, t, NULL);
	if (n)
		test_words(p, n, category, lang ? im_lang(p->im->result, lang) : p->f->lang);
}

static void add_choice(struct floip *p, const char *name, const json_t *choice)
{
	int category = add_category(p, name, choice_to(p, name));
	const char *prompt = json_is_string(choice) ? im_text_of(p->im, choice) :
		im_str(p->im, choice, "prompt");
	const json_t *test;
	size_t i;

	if (prompt && *prompt)
		floip_words(p, prompt, name, &p->n->categories[category].words);
	else
		im_add_text(p->im, &p->n->categories[category].words, p->f->lang, name, false);
	json_array_foreach(im_list(choice, "text_tests"), i, test)
		add_test(p, test, category);
	if (!json_array_size(im_list(choice, "text_tests")))
		add_test(p, im_object(choice, "ivr_test"), category);
	if (!p->n->cases_len || p->n->cases[p->n->cases_len - 1].category != category)
		add_case(p, "has_only_phrase", name, category);
}

static int block_select_one(struct floip *p)
{
	const json_t *choices = json_object_get(config(p), "choices"), *choice;
	const char *key;
	json_t *value;
	size_t i;

	ask(p);
	if (json_array_size(choices) + json_object_size(choices) > 50)
		return err_set(p->im->err, EINVAL, "block %s has more than 50 choices", p->n->id);
	p->n->spoken_choices = true;
	p->n->other = -1;
	json_array_foreach(choices, i, choice) {
		const char *name = im_str(p->im, choice, "name");

		if (name && *name)
			add_choice(p, name, choice);
	}
	json_object_foreach((json_t *)choices, key, value)	/* before rc3: name -> resource */
		add_choice(p, talloc_strdup(p->im->result, key), value);
	if (!p->n->categories_len)
		return err_set(p->im->err, EINVAL, "block %s offers no choice", p->n->id);
	p->n->other = add_category(p, "Default", exit_to(p, default_exit(p)));
	return 0;
}

static int block_select_many(struct floip *p)
{
	im_note(p->im, p->f, p->n, IMPORT_APPROXIMATED, p->type,
		"one answer is taken, not several: ask again for more");
	return block_select_one(p);
}

static int block_numeric(struct floip *p)
{
	const json_t *c = config(p);

	ask(p);
	p->n->low = im_int(c, "validation_minimum", 0);
	p->n->high = im_int(c, "validation_maximum", 999999999);
	p->n->bounded = json_object_get(c, "validation_minimum") ||
		json_object_get(c, "validation_maximum");
	return exits_as_cases(p);
}

static int block_open(struct floip *p)
{
	ask(p);
	p->n->hint = p->f->voice ? IM_HINT_AUDIO : IM_HINT_NONE;
	return exits_as_cases(p);
}

static int block_device(struct floip *p)
{
	ask(p);
	p->n->hint = IM_HINT_MEDIA;
	return exits_as_cases(p);
}

static const struct {
	const char *type;
	int (*read)(struct floip *p);
} readers[] = {
	{ "MobilePrimitives.Message", block_message },
	{ "MobilePrimitives.SelectOneResponse", block_select_one },
	{ "MobilePrimitives.SelectManyResponse", block_select_many },
	{ "MobilePrimitives.SelectManyResponses", block_select_many },
	{ "MobilePrimitives.NumericResponse", block_numeric },
	{ "MobilePrimitives.OpenResponse", block_open },
	{ "Core.Case", block_case }, { "Core.RunFlow", block_run_flow },
	{ "Core.Output", block_output }, { "Core.Log", block_log },
	{ "Core.SetContactProperty", block_set_property },
	{ "Core.SetGroupMembership", block_set_group }, { "Core.Webhook", block_webhook },
	{ "SmartDevices.LocationResponse", block_device },
	{ "SmartDevices.PhotoResponse", block_device },
};

/* --- Properties, which any block may set before it is left ---------------------------------- */

static void keep(struct floip *p, struct im_node *n, const json_t *property)
{
	const char *key = im_str(p->im, property, "property_key");
	const char *value = im_str(p->im, property, "property_value"), *at;
	struct im_action *a;

	if (!key || !value)
		return;
	at = strstr(value, "block.");
	if (at && (strncmp(at, "block.value", 11) == 0 || strncmp(at, "block.response", 14) == 0)) {
		char *name = talloc_asprintf(p->im->result, "results.%s", p->name);
		size_t skip = strncmp(at, "block.value", 11) == 0 ? 11 : 14;

		value = talloc_asprintf(p->im->result, "%.*s%s%s", (int)(at - value), value, name,
					at + skip);
		value = as_template(p, value);
	}
	a = im_add_action(p->im, n, IM_KEEP, "set_contact_property");
	a->name = im_variable(p->im->result, key);
	a->value = value;
}

static void keep_all(struct floip *p, struct im_node *n, const json_t *properties)
{
	const json_t *property;
	size_t i;

	if (json_is_object(properties))		/* rc3: one */
		keep(p, n, properties);
	json_array_foreach(properties, i, property)
		keep(p, n, property);
}

/* After a question its ways lead through a node that keeps what was answered. */
static void keep_after(struct floip *p, const json_t *properties)
{
	struct im_flow *f = p->f;

	for (size_t i = 0; i < p->n->categories_len; i++) {
		struct im_node *n = &f->nodes[f->nodes_len++];

		*n = (struct im_node){
			.id = talloc_asprintf(p->im->result, "%s+%zu", p->n->id, i),
				.label = "keep",
			.router = IM_ONWARD, .to = p->n->categories[i].to, .other = -1,
			.timeout_category = -1
		};
		keep_all(p, n, properties);
		p->n->categories[i].to = (int)(n - f->nodes);
	}
}

int floip_block(struct floip *p)
{
	const json_t *properties = json_object_get(config(p), "set_contact_property");
	int rc = 0;
	size_t i = 0;

	p->type = im_str(p->im, p->block, "type");
	p->name = im_str(p->im, p->block, "name");
	if (!p->type)
		return err_set(p->im->err, EINVAL, "block %s has no type", p->n->id);
	if (json_array_size(im_list(p->block, "exits")) > IMPORT_CASES_MAX)
		return err_set(p->im->err, EINVAL, "block %s has more than %d exits", p->n->id,
			       IMPORT_CASES_MAX);
	if (!p->name || !*p->name)
		p->name = "block";
	p->n->label = p->name;
	p->n->other = p->n->timeout_category = p->n->to = -1;
	p->n->what = p->type;
	while (i < ARRAY_LEN(readers) && strcmp(readers[i].type, p->type) != 0)
		i++;
	if (i < ARRAY_LEN(readers)) {
		rc = readers[i].read(p);
	} else {
		onward(p);
		dropped(p, "a block that is not known");
	}
	if (rc == 0 && properties && p->n->router == IM_WAIT &&
	    p->n->categories_len <= json_array_size(im_list(p->block, "exits")) + 51)
		keep_after(p, properties);
	else if (rc == 0 && properties)
		keep_all(p, p->n, properties);
	return rc;
}
