// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Danger words: which rules cried wolf, which missed, which no clinician has
 * signed; was an alarm right; and what two people agree to change.
 */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

#define CM (ROLE_C | ROLE_M)
#define CMA (CM | ROLE_A)
#define REASONS "idiom other past denied quote spelling joke not-said"

static char *rule_path(struct visit *v, const char *rule)
{
	return talloc_asprintf(v, "/words/rule?rule=%s", http_url_encode(v, rule ? rule : ""));
}

/* "a b c" as choices, with the words of a prefix. */
static size_t choices_of(struct visit *v, struct choice *out, size_t most, const char *values,
			 const char *prefix)
{
	size_t len = 0;

	for (const char *p = values; *p && len < most; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");
		char *value = talloc_strndup(v, p, n);

		out[len++] = (struct choice){ value, say_value(v, prefix, value) };
		p += n;
	}
	return len;
}

/* --- The page ---------------------------------------------------------------------------- */

static void ask_words(struct visit *v)
{
	visit_ask(v, "review", "lexicon review", NULL);
	visit_ask_softly(v, "alarms", "lexicon alarms", NULL);
}

static void show_state(struct visit *v, struct html *h, json_t *lexicon)
{
	json_t *l;
	size_t i;

	html_open(h, "p", "class", ji(lexicon, "unsigned") ? "cannot" : "quiet", NULL);
	html_text(h, say_with(v, "ui.lexicon.state", WORDS_ARGS(WORDS_NUMBER("rules",
		ji(lexicon, "rules")),
		WORDS_NUMBER("unsigned", ji(lexicon, "unsigned")),
		WORDS_TEXT("version", js(lexicon, "version")))));
	html_text(h, " ");
	link_to(v, h, "/words/rules?unsigned=yes", "ui.lexicon.unsigned", NULL);
	html_text(h, " · ");
	link_to(v, h, "/words/rules", "ui.lexicon.all", NULL);
	html_close(h);
	html_open(h, "ul", "class", "quiet", NULL);
	json_array_foreach(json_object_get(lexicon, "languages"), i, l) {
		html_open(h, "li", NULL);
		html_el(h, "a", js(l, "name"), "href", talloc_asprintf(v,
			"/words/rules?language=%s",
			http_url_encode(v, js(l, "code") ? js(l, "code") : "")), NULL);
		html_textf(h, " · %" PRId64 " · %s", ji(l, "rules"),
			   js(l, "status") ? js(l, "status") : "");
		html_close(h);
	}
	html_close(h);
}

static void scores(struct visit *v, struct html *h, json_t *items, const char *title)
{
	static const char *const heads[] = { "ui.col.rule", "ui.col.wrong", "ui.col.right",
					     "ui.col.missed" };
	json_t *r;
	size_t i;

	el(v, h, "h2", title);
	if (empty(v, h, items, "ui.none"))
		return;
	table_begin(v, h, title, "numbers");
	for (i = 0; i < ARRAY_LEN(heads); i++)
		table_head(v, h, heads[i]);
	table_body(h);
	json_array_foreach(items, i, r) {
		html_open(h, "tr", NULL);
		html_open(h, "th", "scope", "row", NULL);
		if (js(r, "rule") && *js(r, "rule"))
			html_el(h, "a", js(r, "rule"), "href", rule_path(v, js(r, "rule")), NULL);
		else
			html_text(h, say(v, "ui.lexicon.norule"));
		html_close(h);
		html_el(h, "td", talloc_asprintf(v, "%" PRId64, ji(r, "wrong")), NULL);
		html_el(h, "td", talloc_asprintf(v, "%" PRId64, ji(r, "right")), NULL);
		html_el(h, "td", talloc_asprintf(v, "%" PRId64, ji(r, "missed")), NULL);
		html_close(h);
	}
	table_end(h);
}

static void proposal(struct visit *v, struct html *h, json_t *p)
{
	bool open = js(p, "state") && strcmp(js(p, "state"), "open") == 0;

	html_open(h, "li", NULL);
	html_open(h, "p", NULL);
	el_badge(v, h, open ? "warn" : "calm", say_value(v, "propose.state", js(p, "state")));
	html_text(h, " ");
	html_text(h, say_value(v, "propose.kind", js(p, "kind")));
	html_text(h, " ");
	html_el(h, "a", js(p, "rule"), "href", rule_path(v, js(p, "rule")), NULL);
	el_names(h, js(p, "by"), js(p, "agreed_by"));
	html_close(h);
	html_open(h, "p", NULL);
	html_words(h, js(p, "change"));
	html_close(h);
	if (open && !jb(p, "mine"))
		button(v, h, "/words/agree", "ui.lexicon.agree", "proposal",
		       talloc_asprintf(v, "%" PRId64, ji(p, "id")), NULL);
	else if (open)
		html_el(h, "p", say(v, "ui.propose.mine"), "class", "quiet", NULL);
	html_close(h);
}

static void show_proposals(struct visit *v, struct html *h, json_t *items)
{
	json_t *p;
	size_t i;

	part_begin(v, h, "proposals", "review", "ui.lexicon.proposals");
	el(v, h, "p", "ui.lexicon.proposals.why");
	if (!empty(v, h, items, "ui.none")) {
		html_open(h, "ul", "class", "cards", NULL);
		json_array_foreach(items, i, p)
			proposal(v, h, p);
		html_close(h);
	}
	part_end(h);
}

/* --- Was it right? -------------------------------------------------------------------------- */

void lexicon_mark_form(struct visit *v, struct html *h, const char *action, const char *code)
{
	struct choice choices[10];
	size_t len = choices_of(v, choices, ARRAY_LEN(choices), "right wrong", "verdict");

	form_begin(v, h, action, NULL);
	form_hidden(h, "code", code);
	form_radios(v, h, &(struct question){ "verdict", "ui.verdict.title", choices, len, NULL });
	choices[0] = (struct choice){ "", say(v, "ui.verdict.noreason") };
	len = 1 + choices_of(v, choices + 1, ARRAY_LEN(choices) - 1, REASONS, "verdict.reason");
	form_select(v, h, &(struct question){ "reason", "ui.verdict.why", choices, len, NULL });
	form_button(v, h, "ui.save", NULL);
	form_end(h);
}

static void alarm_row(struct visit *v, struct html *h, json_t *a)
{
	json_t *rule;
	size_t i;

	html_open(h, "li", NULL);
	html_open(h, "p", NULL);
	html_el(h, "strong", js(a, "code"), NULL);
	html_text(h, " ");
	el_badge(v, h, "calm", say_value(v, "tier", js(a, "tier")));
	el_time(v, h, ji(a, "closed_at_ms"));
	html_text(h, " · ");
	if (js(a, "verdict")) {
		html_text(h, say_value(v, "verdict", js(a, "verdict")));
		if (js(a, "reason"))
			html_textf(h, ": %s", say_value(v, "verdict.reason", js(a, "reason")));
		if (!jb(a, "by_hand"))
			html_textf(h, " (%s)", say(v, "ui.verdict.byend"));
	} else {
		html_text(h, say(v, "ui.verdict.none"));
	}
	html_close(h);
	html_open(h, "p", "class", "quiet", NULL);
	json_array_foreach(json_object_get(a, "rules"), i, rule) {
		if (i)
			html_text(h, " · ");
		html_el(h, "a", json_string_value(rule), "href",
			rule_path(v, json_string_value(rule)), NULL);
	}
	html_close(h);
	html_open(h, "details", NULL);
	html_el(h, "summary",
		talloc_asprintf(v, "%s %s", say(v, "ui.verdict.title"), js(a, "code")), NULL);
	lexicon_mark_form(v, h, "/words/mark", js(a, "code"));
	html_close(h);
	html_close(h);
}

static void show_missed(struct visit *v, struct html *h)
{
	static const struct field who = { .name = "who", .label = "ui.verdict.who", .type = "text",
		.min = 2, .max = 31, .required = true };
	static const struct field rule = { .name = "rule", .label = "ui.verdict.rule",
		.type = "text", .hint = "ui.verdict.rule.hint", .min = 2, .max = 60 };

	html_open(h, "section", "class", "add", NULL);
	el(v, h, "h2", "ui.verdict.missed.title");
	form_begin(v, h, "/words/mark", NULL);
	form_hidden(h, "verdict", "missed");
	form_field(v, h, &who);
	form_field(v, h, &rule);
	form_button(v, h, "ui.save", NULL);
	form_end(h);
	html_close(h);
}

static void show_words(struct visit *v, struct html *h)
{
	json_t *review = visit_answer(v, "review"), *alarms = visit_answer(v, "alarms"), *a;
	json_t *items = json_object_get(alarms, "items");
	size_t i;

	el(v, h, "p", "ui.lexicon.intro");
	show_state(v, h, json_object_get(review, "lexicon"));
	scores(v, h, json_object_get(review, "by_noise"), "ui.lexicon.noise");
	scores(v, h, json_object_get(review, "by_misses"), "ui.lexicon.misses");
	show_proposals(v, h, json_object_get(review, "proposals"));
	if (!(v->roles & CM))
		return;
	el(v, h, "h2", "ui.verdict.all");
	if (!empty(v, h, items, "ui.none")) {
		html_open(h, "ul", "class", "cards", NULL);
		json_array_foreach(items, i, a)
			alarm_row(v, h, a);
		html_close(h);
	}
	show_missed(v, h);
}

/* --- Rules ------------------------------------------------------------------------------------ */

static const struct column rule_columns[] = {
	{ "rule", "ui.col.rule", COL_LINK, "/words/rule?rule=:id" },
	{ "tier", "ui.col.tier", COL_VALUE, "tier" },
	{ "reason", "ui.col.why", COL_TEXT, NULL }, { "author", "ui.col.by", COL_TEXT, NULL },
	{ "signed", "ui.col.signed", COL_YES, NULL },
	{ "reviewer", "ui.col.reviewer", COL_TEXT, NULL },
	{ "wrong", "ui.col.wrong", COL_INT, NULL }, { "missed", "ui.col.missed", COL_INT, NULL },
	{ "proposed", "ui.col.proposed", COL_VALUE, "propose.kind" },
};
static const struct list rules = {
	.verb = "lexicon rules", .filters = "language unsigned", .intro = "ui.lexicon.rules.intro",
	.columns = rule_columns, .columns_len = ARRAY_LEN(rule_columns),
};

static void ask_rule(struct visit *v)
{
	const char *rule = visit_query(v, "rule");

	visit_ask(v, "rules", "lexicon rules",
		  json_pack("{s:s}", "rule", rule && *rule ? rule : "?"));
}

static void show_propose(struct visit *v, struct html *h, const char *rule)
{
	static const struct field change = { .name = "change", .label = "ui.propose.change",
		.type = "textarea", .hint = "ui.propose.hint", .min = 5, .max = 1000,
		.required = true };
	struct choice kinds[3];
	size_t len = choices_of(v, kinds, ARRAY_LEN(kinds), "change sign retire", "propose.kind");

	html_open(h, "section", "class", "add", NULL);
	el(v, h, "h2", "ui.lexicon.propose");
	form_begin(v, h, "/words/propose", NULL);
	form_hidden(h, "rule", rule);
	form_radios(v, h, &(struct question){ "kind", "ui.propose.what", kinds, len, "change" });
	form_field(v, h, &change);
	form_button(v, h, "ui.lexicon.propose", NULL);
	form_end(h);
	html_close(h);
}

static void rule_fact(struct visit *v, struct html *h, const char *label, const char *text)
{
	html_open(h, "p", NULL);
	html_el(h, "strong", say(v, label), NULL);
	html_text(h, ": ");
	html_text(h, text);
	html_close(h);
}

static void show_rule(struct visit *v, struct html *h)
{
	json_t *r = json_array_get(json_object_get(visit_answer(v, "rules"), "items"), 0);

	html_open(h, "p", "class", "talkhead", NULL);
	html_text(h, js(r, "rule"));
	html_text(h, " ");
	el_badge(v, h, "calm", say_value(v, "tier", js(r, "tier")));
	el_badge(v, h, jb(r, "signed") ? "calm" : "warn",
		 say(v, jb(r, "signed") ? "ui.rule.signed" : "ui.rule.unsigned"));
	if (js(r, "proposed"))
		el_badge(v, h, "warn", say_value(v, "propose.kind", js(r, "proposed")));
	html_close(h);
	rule_fact(v, h, "ui.col.why", js(r, "reason"));
	rule_fact(v, h, "ui.col.by", js(r, "author"));
	if (jb(r, "signed"))
		rule_fact(v, h, "ui.col.reviewer", talloc_asprintf(v, "%s, %s", js(r, "reviewer"),
								    js(r, "reviewed")));
	html_open(h, "p", NULL);
	html_text(h, say_with(v, "ui.rule.scores", WORDS_ARGS(WORDS_NUMBER("wrong", ji(r, "wrong")),
		WORDS_NUMBER("right", ji(r, "right")), WORDS_NUMBER("missed", ji(r, "missed")))));
	html_close(h);
	html_open(h, "p", NULL);
	link_to(v, h, "/words", "ui.back", NULL);
	html_close(h);
	show_propose(v, h, js(r, "rule"));
}

const struct page lexicon_pages[] = {
	{ "/words", "ui.lexicon.title", CMA, 0, NULL, ask_words, show_words, NULL },
	{ "/words/rules", "ui.lexicon.rules", CMA, 0, NULL, NULL, NULL, &rules },
	{ "/words/rule", "ui.lexicon.rule", CMA, 0, NULL, ask_rule, show_rule, NULL },
};
const struct action lexicon_actions[] = {
	{ "/words/propose", "lexicon propose", "rule change kind", "/words", "ui.said.saved",
	  NULL, NULL },
	{ "/words/agree", "lexicon agree", "proposal", "/words", "ui.said.done", NULL, NULL },
	{ "/words/mark", "lexicon mark", "verdict code reason who rule", "/words", "ui.said.saved",
	  NULL, NULL },
};
DEFINE_TABLES(lexicon)
