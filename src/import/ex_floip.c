// SPDX-License-Identifier: AGPL-3.0-or-later
/* Our flows as a FLOIP container, 1.0.0-rc4: a block for each line that does something. */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "import/ex_int.h"
#include "base/mem.h"

struct writer {
	struct ex x;
	json_t *blocks, *resources;
	struct ex_place at;
	const struct flow_view_stmt *s;
	json_t *exits;
};

/* --- Small parts -------------------------------------------------------------------- */

static const char *block_id(struct writer *w, struct ex_place p)
{
	return p.step < 0 ? NULL : ex_uuid(&w->x, "block %d %d", p.step, p.stmt);
}

static void add_exit(struct writer *w, const char *name, const char *test, struct ex_place to)
{
	const char *id = ex_uuid(&w->x, "exit %d %d %zu", w->at.step, w->at.stmt,
				 json_array_size(w->exits));
	json_t *e = ex_must(json_pack("{ss ss ss?}", "uuid", id, "name", name, "destination_block",
				      block_id(w, to)));

	if (test)
		json_object_set_new(e, "test", json_string(test));
	else
		json_object_set_new(e, "default", json_true());
	json_array_append_new(w->exits, e);
}

static void go_on(struct writer *w, int to)
{
	add_exit(w, "Default", NULL, ex_to(&w->x, w->at, to));
}

static void add_value(json_t *values, const char *lang, const char *text, const char *const *modes)
{
	json_t *list = ex_must(json_array());

	for (; *modes; modes++)
		json_array_append_new(list, json_string(*modes));
	json_array_append_new(values, ex_must(json_pack("{ss ss ss so ss}", "language_id",
				ex_lang(lang), "content_type", "TEXT", "mime_type", "text/plain",
				"modes", list, "value", text)));
}

/* The words of a key in all languages, as a resource.  NULL: nobody wrote any. */
static const char *resource(struct writer *w, const char *key, const struct flow_view_stmt *ask)
{
	static const char *const text[] = { "SMS", "USSD", "RICH_MESSAGING", "OFFLINE", NULL };
	static const char *const voice[] = { "IVR", NULL };
	const char *id = ex_uuid(&w->x, "words %s %d", key, ask != NULL);
	json_t *values = ex_must(json_array());

	for (const char *const *l = w->x.from->words->langs; *l; l++) {
		const char *s = ex_words(&w->x, *l, "sms", key, ask);
		const char *v = ex_words(&w->x, *l, "voice", key, ask);

		if (s)
			add_value(values, *l, s, text);
		if (v)
			add_value(values, *l, v, voice);
	}
	if (!json_array_size(values))
		ex_note(&w->x, IMPORT_APPROXIMATED, key, "nobody wrote these words");
	json_object_set_new(w->resources, id, ex_must(json_pack("{ss so}", "uuid", id, "values",
								values)));
	return id;
}

static void add_block(struct writer *w, const char *type, const char *name, json_t *config)
{
	const char *step = w->x.view->steps[w->at.step].name;

	json_array_append_new(w->blocks, ex_must(json_pack(
		"{ss ss ss ss s[] s{} s{s{si si}} so so}", "uuid", block_id(w, w->at), "type", type,
		"name", name ? ex_slug(&w->x, name, '_') :
		talloc_asprintf(w->x.ctx, "%s_%d", ex_slug(&w->x, step, '_'), w->at.stmt + 1),
		"label", step, "tags", "vendor_metadata", "ui_metadata", "canvas_coordinates", "x",
		w->at.step * 300, "y", w->at.stmt * 150, "config", config, "exits", w->exits)));
}

/* --- Questions ------------------------------------------------------------------------ */

static const char *asks_as(struct writer *w)
{
	return w->s->var ? w->s->var : ex_refers(&w->x, "answer") ? "answer" : NULL;
}

static struct ex_place way(struct writer *w, const struct flow_view_branch *b)
{
	return ex_to(&w->x, w->at, b->to);
}

/* 'block.response' is each of these words. */
static json_t *text_tests(struct writer *w, const struct flow_view_branch *b)
{
	json_t *tests = ex_must(json_array());

	json_array_append_new(tests, ex_must(json_pack("{ss}", "test_expression",
		talloc_asprintf(w->x.ctx, "block.response = \"%" PRId64 "\"", b->low))));
	for (const char *const *l = w->x.from->words->langs; *l; l++)
		for (const char **word = ex_option_words(&w->x, *l, b->word); *word; word++)
			json_array_append_new(tests, ex_must(json_pack("{ss ss}", "language",
				ex_lang(*l), "test_expression",
				talloc_asprintf(w->x.ctx, "block.response = \"%s\"", *word))));
	return tests;
}

static void choice(struct writer *w)
{
	json_t *choices = ex_must(json_array());
	const struct flow_view_branch *other = NULL;

	for (size_t i = 0; i < w->s->branches_len; i++) {
		const struct flow_view_branch *b = &w->s->branches[i];
		const char *name = ex_last(b->word ? b->word : "");

		if (b->kind == FLOW_WAY_ELSE)
			other = b;
		if (b->kind != FLOW_WAY_OPTION)
			continue;
		json_array_append_new(choices, ex_must(json_pack("{ss ss s{ss} so}", "name", name,
			"prompt", resource(w, b->word, NULL), "ivr_test", "test_expression",
			talloc_asprintf(w->x.ctx, "block.response = \"%" PRId64 "\"", b->low),
			"text_tests", text_tests(w, b))));
		add_exit(w, name, talloc_asprintf(w->x.ctx, "block.value = \"%s\"", name),
			 way(w, b));
	}
	add_exit(w, "Default", NULL, other ? way(w, other) : ex_to(&w->x, w->at, w->s->retry_to));
	add_block(w, "MobilePrimitives.SelectOneResponse", asks_as(w),
		  ex_must(json_pack("{ss so}", "prompt", resource(w, w->s->key, w->s), "choices",
				    choices)));
}

static const char *range_test(struct writer *w, const struct flow_view_branch *b)
{
	if (b->low == INT64_MIN)
		return talloc_asprintf(w->x.ctx, "block.value <= %" PRId64, b->high);
	if (b->high == INT64_MAX)
		return talloc_asprintf(w->x.ctx, "block.value >= %" PRId64, b->low);
	return talloc_asprintf(w->x.ctx,
			       "AND(block.value >= %" PRId64 ", block.value <= %" PRId64 ")",
			       b->low, b->high);
}

/* Ranges and words as exits; then what is left. */
static void open_exits(struct writer *w)
{
	int rest = FLOW_VIEW_NEXT;

	for (size_t i = 0; i < w->s->branches_len; i++) {
		const struct flow_view_branch *b = &w->s->branches[i];
		const char **words;

		if (b->kind == FLOW_WAY_ELSE) {
			rest = b->to;
		} else if (b->kind == FLOW_WAY_RANGE) {
			add_exit(w, talloc_asprintf(w->x.ctx, "range_%zu", i + 1), range_test(w, b),
				 way(w, b));
		} else {
			words = ex_option_words(&w->x, w->x.from->words->langs[0], b->word);
			add_exit(w, ex_last(b->word), talloc_asprintf(w->x.ctx,
				 "block.response = \"%s\"", *words ? *words : ex_last(b->word)),
				 way(w, b));
		}
	}
	go_on(w, rest);
}

static void ask(struct writer *w)
{
	const struct flow_view_stmt *s = w->s;
	const char *prompt = s->ask == FLOW_ASK_CHOICE ? NULL : resource(w, s->key, s);

	if (s->retries > 0 && s->ask != FLOW_ASK_TEXT)
		ex_note(&w->x, IMPORT_APPROXIMATED, "retry",
			"a wrong answer takes the default exit at "
			"once");
	if (s->ask == FLOW_ASK_CHOICE) {
		choice(w);
		return;
	}
	if (s->term)
		ex_note(&w->x, IMPORT_APPROXIMATED, "keys-for", "its keys on a call are dropped");
	open_exits(w);
	if (s->ask == FLOW_ASK_NUMBER) {
		add_block(w, "MobilePrimitives.NumericResponse", asks_as(w),
			  ex_must(json_pack("{ss sI sI}", "prompt", prompt, "validation_minimum",
					    (json_int_t)s->low, "validation_maximum",
					    (json_int_t)s->high)));
		return;
	}
	if (s->ask == FLOW_ASK_PIN || s->ask == FLOW_ASK_NEW_PIN || s->ask == FLOW_ASK_DIGITS)
		ex_note(&w->x, IMPORT_APPROXIMATED, "ask",
			"digits and PINs are open answers there, "
			"and are not kept from anybody");
	add_block(w, "MobilePrimitives.OpenResponse", asks_as(w),
		  ex_must(s->ask == FLOW_ASK_RECORDING ?
			  json_pack("{ss s{sI}}", "prompt", prompt, "IVR", "max_duration_seconds",
				    (json_int_t)(s->high / 1000)) :
			  json_pack("{ss}", "prompt", prompt)));
}

/* --- Other lines ------------------------------------------------------------------------ */

static json_t *property(struct writer *w, const char *key, const char *value)
{
	return ex_must(json_pack("{s[{ss ss}]}", "set_contact_property", "property_key",
				 ex_slug(&w->x, key, '_'), "property_value", value));
}

static json_t *group(struct writer *w, bool member)
{
	const char *name = ex_arg(w->s, 0);

	return ex_must(json_pack("{s[{ss ss}] sb}", "groups", "group_key",
				 ex_id(&w->x, "group", name),
				 "group_name", name, "is_member", (int)member));
}

static bool effect_kept(struct writer *w)
{
	const char *e = w->s->key, *value;

	if (strcmp(e, "keep") == 0) {
		value = w->s->args_len > 1 ? ex_template(&w->x, w->s->args[1]) : NULL;
		if (!value)
			return false;
		add_block(w, "Core.SetContactProperty", NULL, property(w, ex_arg(w->s, 0), value));
	} else if (strcmp(e, "forget") == 0) {
		add_block(w, "Core.SetContactProperty", NULL, property(w, ex_arg(w->s, 0), ""));
	} else if (strcmp(e, "language") == 0) {
		add_block(w, "Core.SetContactProperty", NULL,
			  property(w, "language", ex_lang(ex_arg(w->s, 0))));
	} else if (strcmp(e, "tag") == 0 || strcmp(e, "untag") == 0) {
		add_block(w, "Core.SetContactProperty", NULL,
			  property(w, talloc_asprintf(w->x.ctx, "tag %s", ex_arg(w->s, 0)),
				   e[0] == 't' ? "true" : "false"));
	} else if (strcmp(e, "join") == 0 || strcmp(e, "leave") == 0) {
		add_block(w, "Core.SetGroupMembership", NULL, group(w, e[0] == 'j'));
	} else {
		return false;
	}
	ex_note(&w->x, IMPORT_CARRIED, e, "%s", "");
	return true;
}

/* Where an effect leads when nobody does it: `else`, or the first outcome. */
static int undone(const struct flow_view_stmt *s)
{
	int to = s->branches_len ? s->branches[0].to : FLOW_VIEW_NEXT;

	for (size_t i = 0; i < s->branches_len; i++)
		if (s->branches[i].kind == FLOW_WAY_ELSE)
			to = s->branches[i].to;
	return to;
}

static void effect(struct writer *w)
{
	go_on(w, undone(w->s));
	w->x.why = NULL;
	if (effect_kept(w))
		return;
	ex_note(&w->x, IMPORT_DROPPED, w->s->key, "%s", w->x.why ? w->x.why :
		"only this service can do it; a log block holds its place");
	add_block(w, "Core.Log", NULL, ex_must(json_pack("{ss}", "message",
		talloc_asprintf(w->x.ctx, "do %s", w->s->key))));
}

static void set(struct writer *w)
{
	const char *value = ex_term(&w->x, w->s->term);

	if (!value)
		ex_note(&w->x, IMPORT_DROPPED, "set", "%s: %s is left empty", w->x.why, w->s->var);
	go_on(w, FLOW_VIEW_NEXT);
	add_block(w, "Core.Output", w->s->var, ex_must(json_pack("{ss}", "value",
								 value ? value : "\"\"")));
}

static void branch(struct writer *w)
{
	const char *test = ex_term(&w->x, w->s->term);

	if (test)
		add_exit(w, "yes", test, ex_to(&w->x, w->at, w->s->to));
	else
		ex_note(&w->x, IMPORT_DROPPED, "if", "%s: this way is never taken", w->x.why);
	go_on(w, FLOW_VIEW_NEXT);
	add_block(w, "Core.Case", NULL, ex_must(json_object()));
}

static void call(struct writer *w)
{
	if (!ex_flow(&w->x, w->s->key))
		ex_note(&w->x, IMPORT_APPROXIMATED, "call", "the flow `%s` is not exported with it",
			w->s->key);
	go_on(w, w->s->to);
	add_block(w, "Core.RunFlow", NULL, ex_must(json_pack("{ss}", "flow_id",
						  ex_id(&w->x, "flow", w->s->key))));
}

static void say(struct writer *w)
{
	go_on(w, FLOW_VIEW_NEXT);
	add_block(w, "MobilePrimitives.Message", NULL, ex_must(json_pack("{ss}", "prompt",
						  resource(w, w->s->key, NULL))));
}

static void statement(struct writer *w)
{
	w->exits = ex_must(json_array());
	w->x.why = NULL;
	switch (w->s->kind) {
	case FLOW_VIEW_SAY: say(w); break;
	case FLOW_VIEW_ASK: ask(w); break;
	case FLOW_VIEW_SET: set(w); break;
	case FLOW_VIEW_IF: branch(w); break;
	case FLOW_VIEW_CALL: call(w); break;
	case FLOW_VIEW_DO: effect(w); return;
	default: json_decref(w->exits); return;
	}
	ex_note(&w->x, IMPORT_CARRIED, w->s->kind == FLOW_VIEW_SAY ? "say" : w->s->kind ==
		FLOW_VIEW_ASK ? "ask" : w->s->kind == FLOW_VIEW_SET ? "set" : w->s->kind ==
		FLOW_VIEW_IF ? "if" : "call", "%s", w->s->key ? w->s->key : "");
}

/* --- Flows ---------------------------------------------------------------------------------- */

static json_t *languages(const struct import_words *words)
{
	json_t *list = ex_must(json_array());

	for (const char *const *l = words->langs; *l; l++)
		json_array_append_new(list, ex_must(json_pack("{ss ss ss sn ss}", "id", ex_lang(*l),
			"label", *l, "iso_639_3", ex_lang(*l), "variant", "bcp_47", *l)));
	return list;
}

static json_t *write_flow(struct writer *w, const struct flow *f, const char *when)
{
	struct ex_place first;

	w->x.view = flow_view(w->x.ctx, f);
	w->blocks = ex_must(json_array());
	w->resources = ex_must(json_object());
	for (size_t i = 0; i < w->x.view->len; i++)
		for (size_t j = 0; j < w->x.view->steps[i].len; j++) {
			w->at = (struct ex_place){ (int)i, (int)j };
			w->s = &w->x.view->steps[i].stmts[j];
			w->x.step = w->x.view->steps[i].name;
			statement(w);
		}
	w->x.step = NULL;
	first = ex_real(&w->x, 0, 0);
	if (w->x.view->triggers[0])
		ex_note(&w->x, IMPORT_DROPPED, "trigger", "keywords are set up on the platform");
	return ex_must(json_pack("{ss ss ss ss sI s[sss] s{} ss? so so so}", "uuid",
		ex_id(&w->x, "flow", flow_name(f)), "name", flow_name(f), "label", flow_name(f),
		"last_modified", when, "interaction_timeout",
		(json_int_t)(w->x.view->silence_ms ? w->x.view->silence_ms / 1000 : 86400),
		"supported_modes", "SMS", "USSD", "IVR", "vendor_metadata", "first_block_id",
		block_id(w, first), "languages", languages(w->x.from->words), "blocks", w->blocks,
		"resources", w->resources));
}

char *import_write_floip(void *ctx, const struct import_source *from, int64_t now_ms,
			 struct import_report *report)
{
	struct writer w = { .x = { .ctx = ctx, .from = from, .report = report, .floip = true } };
	const char *first = from->len ? flow_name(from->flows[0]) : "";
	time_t seconds = now_ms / 1000;
	json_t *list = ex_must(json_array());
	char when[40];
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	for (size_t i = 0; i < from->len; i++)
		json_array_append_new(list, write_flow(&w, from->flows[i], when));
	w.x.view = NULL;
	return im_dump(ctx, json_pack("{ss ss ss ss s{} so}", "specification_version", "1.0.0-rc4",
		"uuid", ex_id(&w.x, "container", first), "name", "Warmline flows",
		"description", "Exported from Warmline", "vendor_metadata", "flows", list),
		JSON_INDENT(1));
}
