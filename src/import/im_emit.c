// SPDX-License-Identifier: AGPL-3.0-or-later
/* A planned graph as a .flow file, step by step. */
#include <ctype.h>
#include <stdio.h>

#include "import/im_int.h"
#include "text/text.h"
#include "base/mem.h"

enum { SILENCE_DFLT_S = 86400, RECORDING_MAX_S = 120, OPTION_SLUG = 24, TITLE_MAX = 80 };

struct out {
	struct im *im;
	struct im_flow *f;
	struct im_scope scope;
	char *text;			/* the file */
	char *later;			/* steps that a category needs, behind the node's own */
};

#define IN "    "

static void line(struct out *o, const char *fmt, ...) PRINTF(2, 3);
static void line(struct out *o, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = talloc_vasprintf(o->im->result, fmt, ap);
	va_end(ap);
	o->text = talloc_asprintf_append_buffer(o->text, "%s\n", s);
	talloc_free(s);
}

static const char *step_name(const struct out *o, int at)
{
	return at < 0 ? "end" : o->f->nodes[at].step;
}

/* What the translation left out, in the report. */
static void note_scope(struct out *o, const struct im_node *n, const char *what)
{
	if (o->scope.why)
		im_note(o->im, o->f, n, IMPORT_APPROXIMATED, what, "%s", o->scope.why);
	o->scope.why = NULL;
}

/* --- Words ---------------------------------------------------------------------------- */

/* The entries of a key in all languages; lines that set what they name go out first. */
static void words(struct out *o, const struct im_node *n, const struct im_action *a,
		  const char *key)
{
	char *sets = talloc_strdup(o->im->result, "");

	for (size_t i = 0; i < a->words.len; i++) {
		const struct im_text *t = &a->words.list[i];
		const char *text = im_placeholders(&o->scope, t->text, &sets, IN);
		char *comment = talloc_asprintf(o->im->result, "Imported, %s.%s%s", a->what,
						t->audio ? "\nRecording: " : "",
						t->audio ? t->audio : "");

		if (i == 0)
			note_scope(o, n, a->what);
		im_entry(o->im, key, t->lang, t->voice ? "voice" : NULL, text, comment);
	}
	o->text = talloc_strdup_append_buffer(o->text, sets);
}

static const char *say_key(struct out *o, const struct im_node *n, size_t i)
{
	return talloc_asprintf(o->im->result, "%s.%s.%zu", o->f->name, n->step, i + 1);
}

/* --- Actions --------------------------------------------------------------------------- */

static void carried(struct out *o, const struct im_node *n, const char *what)
{
	im_note(o->im, o->f, n, IMPORT_CARRIED, what, "%s", "");
}

static bool value_of(struct out *o, const struct im_node *n, const struct im_action *a,
		     const char **value)
{
	*value = im_template(&o->scope, a->value);
	if (!*value) {
		im_note(o->im, o->f, n, IMPORT_DROPPED, a->what, "%s", o->scope.why ?
			o->scope.why : "a value that cannot be said");
		o->scope.why = NULL;
		return false;
	}
	if (o->scope.near)
		note_scope(o, n, a->what);
	else
		carried(o, n, a->what);
	o->scope.why = NULL;
	return true;
}

static void emit_set(struct out *o, const struct im_node *n, const struct im_action *a)
{
	const char *value;

	if (!value_of(o, n, a, &value))
		value = "nothing";	/* somebody may ask for it */
	line(o, IN "set %s = %s", a->name, *a->value ? value : "nothing");
	if (a->category)
		line(o, IN "set %s_category = %s", a->name,
		     im_quote(o->im->result, im_slug(o->im->result, a->category, '-',
						     OPTION_SLUG)));
}

static void emit_keep(struct out *o, const struct im_node *n, const struct im_action *a)
{
	const char *value;

	if (!*a->value) {
		line(o, IN "do forget %s", a->name);
		carried(o, n, a->what);
	} else if (value_of(o, n, a, &value)) {
		line(o, IN "do keep %s {%s}", a->name, value);
	}
}

static void emit_hand_over(struct out *o, const struct im_node *n, const struct im_action *a)
{
	const char *said = a->value && *a->value ? im_template(&o->scope, a->value) : NULL;

	o->scope.why = NULL;
	line(o, IN "do hand-over %s%s%s%s", im_quote(o->im->result, a->name), said ? " {" : "",
	     said ? said : "", said ? "}" : "");
}

static bool blank(const char *s)
{
	return s[strspn(s, " \n\t.,!?")] == '\0';
}

static void emit_say(struct out *o, const struct im_node *n, size_t i)
{
	const struct im_action *a = &n->actions[i];
	char *unused = talloc_strdup(o->im->result, "");

	if (blank(im_placeholders(&o->scope, a->words.list[0].text, &unused, IN))) {
		im_note(o->im, o->f, n, IMPORT_DROPPED, a->what, "nothing is left of its words: %s",
			o->scope.why ? o->scope.why : a->words.list[0].text);
		return;
	}
	words(o, n, a, say_key(o, n, i));
	line(o, IN "say %s", say_key(o, n, i));
	carried(o, n, a->what);
}

static void emit_action(struct out *o, const struct im_node *n, size_t i)
{
	const struct im_action *a = &n->actions[i];

	switch (a->kind) {
	case IM_SAY:
		emit_say(o, n, i);
		break;
	case IM_SET:
		emit_set(o, n, a);
		break;
	case IM_KEEP:
		emit_keep(o, n, a);
		break;
	case IM_JOIN:
	case IM_LEAVE:
	case IM_TAG:
		line(o, IN "do %s %s", a->kind == IM_JOIN ? "join" : a->kind == IM_LEAVE ? "leave" :
		     "tag", a->name);
		carried(o, n, a->what);
		break;
	case IM_CALL:
		line(o, IN "call %s%s", im_flow_by_id(o->im, a->name)->name,
		     a->terminal ? " -> end" : "");
		carried(o, n, a->what);
		break;
	case IM_LANGUAGE:
		line(o, IN "do language %s", a->value);
		carried(o, n, a->what);
		break;
	case IM_HAND_OVER:
		emit_hand_over(o, n, a);
		break;
	case IM_NOTHING:
		break;
	}
}

static void emit_actions(struct out *o, const struct im_node *n)
{
	for (size_t i = 0; i < n->actions_len; i++)
		if (i + 1 != n->lends)
			emit_action(o, n, i);
}

/* --- Where a category leads ----------------------------------------------------------------- */

/* A step of its own when the category's name is asked for later. */
static const char *target(struct out *o, const struct im_node *n, int category)
{
	int to = category < 0 ? -1 : n->categories[category].to;
	char *step;

	if (category < 0 || !n->wants_category)
		return step_name(o, to);
	step = talloc_asprintf(o->im->result, "%s-c%d", n->step, category + 1);
	if (!strstr(o->later, talloc_asprintf(step, "  step %s\n", step)))
		o->later = talloc_asprintf_append_buffer(
			o->later, "\n  step %s\n" IN "set %s_category = %s\n" IN "%s%s\n", step,
				n->var,
			im_quote(step, im_slug(step, n->categories[category].name, '-',
					       OPTION_SLUG)),
			to < 0 ? "" : "-> ", step_name(o, to));
	return step;
}

static void go(struct out *o, const char *to)
{
	line(o, IN "%s%s", strcmp(to, "end") == 0 ? "" : "-> ", to);
}

static void drop_case(struct out *o, const struct im_node *n, const struct im_case *c)
{
	im_note(o->im, o->f, n, IMPORT_DROPPED, c->test, "the way to \"%.60s\" is never taken: %s",
		n->categories[c->category].name, o->scope.why ? o->scope.why : "no such test");
	o->scope.why = NULL;
}

/* The cases as conditions on `value` (NULL: it cannot be had), then the rest. */
static void conditions(struct out *o, const struct im_node *n, const char *value)
{
	for (size_t i = 0; i < n->cases_len; i++) {
		const struct im_case *c = &n->cases[i];
		bool group = strcasecmp(c->test, "has_group") == 0;
		const char *cond = value || group ?
			im_test(&o->scope, value ? value : "nothing", c) : NULL;

		if (!cond) {
			drop_case(o, n, c);
			continue;
		}
		if (o->scope.near)
			note_scope(o, n, c->test);
		line(o, IN "if %s -> %s", cond, target(o, n, c->category));
		o->scope.why = NULL;
	}
	go(o, target(o, n, n->other));
}

/* --- Routers that ask nobody --------------------------------------------------------------- */

static void emit_split(struct out *o, const struct im_node *n)
{
	const char *value = n->operand ? im_template(&o->scope, n->operand) : "nothing";
	const char *why = o->scope.why;
	bool groups = n->cases_len && strcasecmp(n->cases[0].test, "has_group") == 0;

	if (value && o->scope.near)
		note_scope(o, n, n->what);
	else if (value || groups)
		carried(o, n, n->what);
	if (n->var)
		line(o, IN "set %s = %s", n->var, value ? value : "nothing");
	if (!value && !groups) {
		im_note(o->im, o->f, n, IMPORT_DROPPED, n->what, "it asks for %.60s (%s): the way "
			"for anything else is taken", n->operand, why ? why : "");
		o->scope.why = NULL;
		go(o, target(o, n, n->other));
		return;
	}
	o->scope.why = NULL;
	if (value && strchr(value, ' ') && value[0] != '(')
		value = talloc_asprintf(o->im->result, "(%s)", value);
	conditions(o, n, n->var && value ? n->var : value);
}

static void emit_random(struct out *o, const struct im_node *n)
{
	im_note(o->im, o->f, n, IMPORT_APPROXIMATED, n->what,
		"nothing is left to chance: the hour of the day decides");
	for (size_t i = 0; i + 1 < n->categories_len; i++)
		line(o, IN "if mod(now.hour, %zu) == %zu -> %s", n->categories_len, i,
		     target(o, n, (int)i));
	go(o, target(o, n, (int)n->categories_len - 1));
}

/* --- Questions -------------------------------------------------------------------------- */

static void waits(struct out *o, const struct im_node *n, const char *on_wrong)
{
	if (n->again && n->retry_with >= 0) {
		const struct im_node *r = &o->f->nodes[n->retry_with];
		const char *key = talloc_asprintf(o->im->result, "%s.%s.again", o->f->name,
						  n->step);
		char *before = o->text;

		o->text = talloc_strdup(o->im->result, "");
		words(o, r, &r->actions[0], key);
		o->text = before;	/* no room for `set` here: what it names stays as it was */
		line(o, IN "retry 2 say %s", key);
	} else if (n->again) {
		line(o, IN "retry 2");
	} else if (on_wrong) {
		line(o, IN "retry 0 -> %s", on_wrong);
	}
	if (n->timeout_s)
		line(o, IN "silence %s -> %s", duration_format(o->im->result, n->timeout_s * 1000),
		     target(o, n, n->timeout_category));
}

static const char *as(const struct out *o, const struct im_node *n)
{
	return n->var ? talloc_asprintf(o->im->result, " as %s", n->var) : "";
}

static bool reserved(const char *word)
{
	static const char *const words_of_house[] = { "stop", "help", "menu", "back", "start" };

	for (size_t i = 0; i < ARRAY_LEN(words_of_house); i++)
		if (strcasecmp(word, words_of_house[i]) == 0)
			return true;
	return word[strspn(word, "0123456789 ")] == '\0';
}

static char *add_word(char *list, const char *word, size_t len)
{
	char *one = talloc_strndup(list, word, len);

	if (!len || reserved(one))
		return list;
	return talloc_asprintf_append_buffer(list, "%s%s", *list ? ", " : "", one);
}

/* Other words for an option, of one language. */
static const char *also_words(struct out *o, const struct im_node *n, int category,
			      const char *lang)
{
	char *list = talloc_strdup(o->im->result, "");

	for (size_t i = 0; i < n->cases_len; i++) {
		const struct im_case *c = &n->cases[i];

		for (size_t j = 0; c->category == category && im_case_is_words(c) &&
		     j < c->words.len; j++) {
			const char *p = c->words.list[j].text;
			const char *parts = strcasecmp(c->test, "has_any_word") == 0 ? " ,\n" :
				",\n";

			if (strcmp(c->words.list[j].lang, lang) != 0)
				continue;
			while (*(p += strspn(p, parts)) != '\0') {
				size_t len = strcspn(p, parts);

				list = add_word(list, p, len);
				p += len;
			}
		}
	}
	return list;
}

static const struct im_text *in_language(const struct im_words *w, const char *lang)
{
	for (size_t i = 0; i < w->len; i++)
		if (strcmp(w->list[i].lang, lang) == 0)
			return &w->list[i];
	return NULL;
}

static void option_words(struct out *o, const struct im_node *n, int category, const char *key,
			 const char *const *from_menu, const char *lang)
{
	const struct im_category *c = &n->categories[category];
	const struct im_text *t = in_language(&c->words, lang);
	const char *text = from_menu ? from_menu[category] : t ? t->text : NULL;
	const char *also = also_words(o, n, category, lang);
	char *sets = talloc_strdup(o->im->result, "");

	if (text) {
		text = im_placeholders(&o->scope, text, &sets, IN);
		o->scope.why = NULL;
		im_entry(o->im, key, lang, NULL, text, "Imported: an answer.");
	}
	if (*also && (!text || strcasecmp(also, text) != 0))
		im_entry(o->im, talloc_asprintf(o->im->result, "%s.also", key), lang, NULL, also,
			 "Imported: other words for that answer.\nwords");
}

static const char *option_key(struct out *o, const struct im_node *n, int category)
{
	const char *slug = im_slug(o->im->result, n->categories[category].name, '-', OPTION_SLUG);
	int same = 0;

	for (int i = 0; i < category; i++)
		same += n->number[i] && strcmp(im_slug(o->im->result, n->categories[i].name, '-',
						       OPTION_SLUG), slug) == 0;
	return same ? talloc_asprintf(o->im->result, "%s.%s.%s-%d", o->f->name, n->step, slug,
				      category + 1) :
		talloc_asprintf(o->im->result, "%s.%s.%s", o->f->name, n->step, slug);
}

/* The question and its options in every language that either has. */
static void choice_words(struct out *o, const struct im_node *n, const char *key)
{
	const struct im_action *a = n->asks_with ? im_question(n) : NULL;
	const char **menu = talloc_zero_array(o->im->result, const char *, n->categories_len + 1);
	struct im_words langs = { 0 };
	struct im_action head = { 0 };

	for (size_t i = 0; a && i < a->words.len; i++)
		im_add_text(o->im, &langs, a->words.list[i].lang, "", false);
	for (size_t i = 0; i < n->categories_len; i++)
		for (size_t j = 0; j < n->categories[i].words.len; j++)
			im_add_text(o->im, &langs, n->categories[i].words.list[j].lang, "", false);
	if (a)
		head.what = a->what;
	for (size_t i = 0; i < langs.len; i++) {
		const char *lang = langs.list[i].lang, *rest;
		const struct im_text *t = a ? in_language(&a->words, lang) : NULL;
		bool split = t && im_menu_split(o->im->result, t->text, n, &rest, menu);

		if (t)
			im_add_text(o->im, &head.words, lang, split ? rest : t->text, false);
		if (t && !split && i == 0)
			im_note(o->im, o->f, n, IMPORT_APPROXIMATED, "menu", "the options are put "
				"behind the question, with their numbers: take them out of its "
				"words if they are there, too");
		for (size_t c = 0; c < n->categories_len; c++)
			if (n->number[c])
				option_words(o, n, (int)c, option_key(o, n, (int)c),
					     split ? menu : NULL, lang);
	}
	for (size_t i = 0; a && i < head.words.len; i++)
		if (a->words.list[0].audio && i == 0)
			head.words.list[i].audio = a->words.list[0].audio;
	words(o, n, &head, key);
}

static void question_words(struct out *o, const struct im_node *n, const char *key)
{
	const struct im_node *p = n->asks_with;

	if (!p) {
		im_note(o->im, o->f, n, IMPORT_APPROXIMATED, "question", "nothing is asked before "
			"this wait: write the question under `%s`", key);
		im_entry(o->im, key, "en", NULL, "Please answer now.",
			 "Imported: a wait without a question. Write one.");
	} else if (n->form != IM_FORM_CHOICE) {
		struct im_action *a = im_question(n);

		for (size_t i = 0; i < a->words.len && n->doubles; i++)
			a->words.list[i].text = im_menu_doubled(o->im->result,
								a->words.list[i].text, n);
		words(o, p, a, key);
	}
	if (p)
		carried(o, p, im_question(n)->what);
	if (n->form == IM_FORM_CHOICE)
		choice_words(o, n, key);
}

static void emit_choice(struct out *o, const struct im_node *n, const char *key)
{
	line(o, IN "ask choice %s%s", key, as(o, n));
	for (int k = 1; k <= 8; k++)
		for (size_t c = 0; c < n->categories_len; c++)
			if (n->number[c] == k)
				line(o, IN "  %d %s -> %s", k, option_key(o, n, (int)c),
				     target(o, n, (int)c));
	if (!n->again && n->other >= 0 && !n->spoken_choices)
		line(o, IN "  else -> %s", target(o, n, n->other));
	waits(o, n, n->spoken_choices && n->other >= 0 ? target(o, n, n->other) : NULL);
}

/* "2..4", "<= 3": a case of a number as a condition. */
static const char *range_of(struct out *o, const struct im_case *c)
{
	int64_t whole;
	static const char *const ops[][2] = {
		{ "has_number_lt", "< " }, { "has_number_lte", "<= " }, { "has_number_gt", "> " },
		{ "has_number_gte", ">= " }, { "has_number_eq", "" },
	};

	if (strcasecmp(c->test, "has_number_between") == 0 && c->len == 2)
		return strcmp(c->args[0], c->args[1]) == 0 ? c->args[0] :
			talloc_asprintf(o->im->result, "%s..%s", c->args[0], c->args[1]);
	if (im_case_is_words(c) && im_whole(c->args[0], &whole))
		return talloc_asprintf(o->im->result, "%lld", (long long)whole);
	for (size_t i = 0; i < ARRAY_LEN(ops); i++)
		if (strcasecmp(c->test, ops[i][0]) == 0 && c->len == 1)
			return talloc_asprintf(o->im->result, "%s%s", ops[i][1], c->args[0]);
	return NULL;
}

/* Does every number of the range lead somewhere? */
static bool covered(const struct im_node *n)
{
	for (int64_t k = n->low; k <= n->high; k++) {
		bool hit = false;

		for (size_t i = 0; i < n->cases_len && !hit; i++) {
			int64_t low, high;

			hit = im_case_range(&n->cases[i], &low, &high) && k >= low && k <= high;
		}
		if (!hit)
			return false;
	}
	return true;
}

/* 0..3, asked as 1..4, and what it was again before anybody looks at it. */
static void emit_shifted(struct out *o, const struct im_node *n, const char *key)
{
	const char *var = n->var ? n->var : im_variable(o->im->result, n->step);

	line(o, IN "ask number %s %lld..%lld as %s", key, (long long)n->low, (long long)n->high,
	     var);
	waits(o, n, n->other >= 0 && !n->again ? target(o, n, n->other) : NULL);
	line(o, IN "set %s = answer %c %lld", var, n->shift > 0 ? '-' : '+',
	     (long long)(n->shift > 0 ? n->shift : -n->shift));
	conditions(o, n, var);
}

static void emit_number(struct out *o, const struct im_node *n, const char *key)
{
	bool ranges = n->cases_len && range_of(o, &n->cases[0]);

	if (n->shift) {
		emit_shifted(o, n, key);
		return;
	}
	line(o, IN "ask number %s %lld..%lld%s", key, (long long)n->low, (long long)n->high,
	     as(o, n));
	for (size_t i = 0; i < n->cases_len && ranges; i++)
		line(o, IN "  %s -> %s", range_of(o, &n->cases[i]),
		     target(o, n, n->cases[i].category));
	if (!n->again && n->other >= 0 && ranges)
		line(o, IN "  else -> %s", target(o, n, n->other));
	waits(o, n, n->other >= 0 && !n->again ? target(o, n, n->other) : NULL);
	if (!ranges)
		conditions(o, n, n->var ? n->var : "answer");
	else if (n->again && !covered(n))
		go(o, "end");
}

static void emit_open(struct out *o, const struct im_node *n, const char *key)
{
	const char *value = n->var ? n->var : "answer";

	if (n->form == IM_FORM_RECORDING)
		line(o, IN "ask recording %s %ds%s", key, RECORDING_MAX_S, as(o, n));
	else if (n->form == IM_FORM_DIGITS)
		line(o, IN "ask digits %s %d..%d%s", key, n->digits, n->digits, as(o, n));
	else
		line(o, IN "ask text %s%s", key, as(o, n));
	waits(o, n, NULL);
	if (n->bounded)
		line(o, IN "if not between(number(%s), %lld, %lld) -> %s", value, (long long)n->low,
		     (long long)n->high, target(o, n, n->other));
	if (n->form == IM_FORM_RECORDING || n->hint == IM_HINT_MEDIA)
		go(o, target(o, n, n->cases_len ? n->cases[0].category : n->other));
	else
		conditions(o, n, value);
}

static void emit_wait(struct out *o, const struct im_node *n)
{
	const char *key = talloc_asprintf(o->im->result, "%s.%s", o->f->name, n->step);

	o->scope.answer = n->var ? n->var : "answer";
	question_words(o, n, key);
	if (n->hint == IM_HINT_MEDIA)
		im_note(o->im, o->f, n, IMPORT_APPROXIMATED, n->what,
			"pictures, films and places cannot be sent here: a text is asked for");
	else
		carried(o, n, n->what);
	if (n->form == IM_FORM_CHOICE)
		emit_choice(o, n, key);
	else if (n->form == IM_FORM_NUMBER)
		emit_number(o, n, key);
	else
		emit_open(o, n, key);
	o->scope.answer = NULL;
}

/* --- The file --------------------------------------------------------------------------- */

static void emit_node(struct out *o, const struct im_node *n)
{
	line(o, "\n  step %s", n->step);
	emit_actions(o, n);
	if (n->actions_len && n->actions[n->actions_len - 1].terminal)
		return;
	switch (n->router) {
	case IM_ONWARD:
		go(o, step_name(o, n->to));
		break;
	case IM_WAIT:
		emit_wait(o, n);
		break;
	case IM_SPLIT:
		emit_split(o, n);
		break;
	case IM_RANDOM:
		emit_random(o, n);
		break;
	}
	o->text = talloc_strdup_append_buffer(o->text, o->later);
	o->later = talloc_strdup(o->im->result, "");
}

static void emit_triggers(struct out *o)
{
	const char *key = talloc_asprintf(o->im->result, "keyword.%s", o->f->name);
	char *list = talloc_strdup(o->im->result, "");
	bool rest = false;

	for (size_t i = 0; i < o->f->triggers_len; i++) {
		const char *p = o->f->triggers[i].words;

		rest = rest || o->f->triggers[i].first_word;
		while (*(p += strspn(p, " ,\n")) != '\0') {
			size_t len = strcspn(p, ",\n");

			list = add_word(list, p, len);
			p += len;
		}
	}
	if (o->f->triggers_len && !*list)
		im_note(o->im, o->f, NULL, IMPORT_DROPPED, "trigger", "its words are those that "
			"work everywhere: 0, 9, STOP, HELP, MENU, BACK");
	if (!*list)
		return;
	line(o, "  trigger %s%s", key, rest ? " with rest" : "");
	im_entry(o->im, key, o->f->lang, NULL, list, "Imported: starts that flow.\nwords");
	im_note(o->im, o->f, NULL, IMPORT_CARRIED, "trigger", "%s", "");
}

/* --- What nothing leads to after all -------------------------------------------------------- */

static int step_at(const struct im_flow *f, const char *name, size_t len)
{
	for (size_t i = 0; i < f->nodes_len; i++)
		if (strlen(f->nodes[i].step) == len && memcmp(f->nodes[i].step, name, len) == 0)
			return (int)i;
	return -1;
}

static void follow(const struct im_flow *f, char *const *chunks, int at, bool *seen)
{
	int *todo = talloc_array(NULL, int, f->nodes_len + 1);
	size_t len = 0;

	seen[at] = true;
	todo[len++] = at;
	while (len) {
		const char *s = chunks[todo[--len]];

		while (s && (s = strstr(s, "-> "))) {
			int to = step_at(f, s + 3, strcspn(s + 3, " \n"));

			s += 3;
			if (to >= 0 && !seen[to]) {
				seen[to] = true;
				todo[len++] = to;
			}
		}
	}
	talloc_free(todo);
}

/* Behind a way that was dropped there may be nodes that no other way leads to. */
static void join_chunks(struct out *o, char **chunks)
{
	struct im_flow *f = o->f;
	bool *seen = talloc_zero_array(o->im->result, bool, f->nodes_len + 1);

	follow(f, chunks, f->first, seen);
	o->text = talloc_strdup(o->im->result, chunks[f->first]);
	for (size_t i = 0; i < f->nodes_len; i++) {
		struct im_node *n = &f->nodes[i];

		if (!chunks[i] || (int)i == f->first)
			continue;
		n->cut = !seen[i];
		if (seen[i])
			o->text = talloc_strdup_append_buffer(o->text, chunks[i]);
		else
			im_note(o->im, f, n, IMPORT_DROPPED, "node",
				"the ways that led to it are gone");
	}
}

static void emit_nodes(struct out *o)
{
	struct im_flow *f = o->f;
	char **chunks = talloc_zero_array(o->im->result, char *, f->nodes_len + 1);

	for (size_t i = 0; i < f->nodes_len; i++) {
		if (!f->nodes[i].reached && (int)i != f->first)
			continue;
		o->text = talloc_strdup(o->im->result, "");
		o->im->emitting = &f->nodes[i];
		emit_node(o, &f->nodes[i]);
		chunks[i] = o->text;
	}
	o->im->emitting = NULL;
	join_chunks(o, chunks);
}

void im_emit(struct im *im, struct im_flow *f)
{
	struct out o = {
		.im = im, .f = f, .scope = { .im = im, .flow = f },
		.text = talloc_strdup(im->result, ""),
		.later = talloc_strdup(im->result, "")
	};
	struct import_result *r = im->result;
	char *title = talloc_strdup(r, f->title), *steps;

	for (char *c = title; *c; c++)
		if (iscntrl((unsigned char)*c))
			*c = ' ';
	title[text_utf8_cut(title, strlen(title), TITLE_MAX)] = '\0';	/* a line has its limit */
	if (f->first < 0)
		line(&o, "\n  step start\n" IN "end");
	else
		emit_nodes(&o);
	steps = o.text;
	o.text = talloc_strdup(r, "");
	line(&o, "# Imported from %s: %s", r->format, title);
	line(&o, "flow %s", f->name);
	emit_triggers(&o);
	if (o.scope.takes)
		line(&o, "  takes %s", o.scope.takes + 2);
	line(&o, "  silence %s -> end",
	     duration_format(r, (f->expires_s ? f->expires_s : SILENCE_DFLT_S) * 1000));
	o.text = talloc_strdup_append_buffer(o.text, steps);
	r->flows = talloc_realloc(r, r->flows, struct import_file, r->flows_len + 1);
	r->flows[r->flows_len++] = (struct import_file){ talloc_asprintf(r, "%s.flow", f->name),
							 o.text };
}
