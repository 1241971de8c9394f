// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a coordinator looks after: concerns, moderation, the directory,
 * texts for a human, texts that expire. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

#define COLUMNS(a) .columns = a, .columns_len = ARRAY_LEN(a)
#define BUTTONS(a) .buttons = a, .buttons_len = ARRAY_LEN(a)
#define FORMS(a) .forms = a, .forms_len = ARRAY_LEN(a)

/* --- Concerns: each has an owner and a clock ------------------------------------------------- */

static const struct column concern_columns[] = {
	{ "id", "ui.col.id", COL_LINK, "/concerns/:id" },
	{ "kind", "ui.col.kind", COL_TOLD, NULL }, { "who", "ui.col.who", COL_WORDS, NULL },
	{ "owner", "ui.col.owner", COL_WORDS, NULL },
	{ "state", "ui.col.state", COL_VALUE, "concern.state" },
	{ "raised_at_ms", "ui.col.since", COL_SINCE, NULL },
	{ "due_at_ms", "ui.col.due", COL_TIME, NULL },
};
static const struct row_button concern_buttons[] = {
	{ "/concerns/take", "ui.concern.take", "concern=id", NULL, NULL },
	{ "/concerns/done", "ui.concern.done", "concern=id", NULL, NULL },
};
static const struct list concerns = {
	.verb = "concern list", .filters = "after", .intro = "ui.concerns.intro",
	.none = "ui.concerns.none", .events = "concern", COLUMNS(concern_columns),
	BUTTONS(concern_buttons),
};

static void ask_concern(struct visit *v)
{
	const char *reason = visit_reason(v);

	visit_ask(v, "concern", "concern show", json_pack("{s:I, s:s}",
							  "concern", (json_int_t)visit_id(v),
							  "reason", reason ? reason : ""));
}

static void show_concern(struct visit *v, struct html *h)
{
	json_t *n, *c = visit_answer(v, "concern");
	size_t i;

	html_open(h, "p", "class", "talkhead", NULL);
	html_text(h, say_told(v, js(c, "kind")));
	html_text(h, " · ");
	html_words(h, js(c, "who"));
	html_text(h, " · ");
	el_since(v, h, ji(c, "raised_at_ms"));
	html_close(h);
	html_open(h, "p", NULL);
	html_words(h, say_told(v, js(c, "why")));
	html_close(h);
	json_array_foreach(json_object_get(c, "notes"), i, n) {
		html_open(h, "blockquote", NULL);
		html_words(h, json_is_string(n) ? json_string_value(n) : js(n, "text"));
		html_close(h);
	}
	html_open(h, "div", "class", "row", NULL);
	button(v, h, "/concerns/take", "ui.concern.take", "concern", v->id, NULL);
	button(v, h, "/concerns/done", "ui.concern.done", "concern", v->id, NULL);
	if (js(c, "who") && (v->roles & (ROLE_S | ROLE_O | ROLE_G)))
		button(v, h, "/talks/open", "ui.talks.open.go", "who", js(c, "who"), NULL);
	html_close(h);
}

/* --- Moderation ----------------------------------------------------------- */

static const struct column moderation_columns[] = {
	{ "id", "ui.col.id", COL_LINK, "/moderation/:id" },
	{ "kind", "ui.col.kind", COL_VALUE, "moderation.kind" },
	{ "who", "ui.col.who", COL_WORDS, NULL },
	{ "peer", "ui.col.peer", COL_WORDS, NULL }, { "by", "ui.col.by", COL_WORDS, NULL },
	{ "at_ms", "ui.col.at", COL_TIME, NULL }, { "has_text", "ui.col.text", COL_YES, NULL },
};
static const struct row_button moderation_buttons[] = {
	{ "/moderation/done", "ui.moderation.done", "report=id", NULL, NULL },
};
static const struct list moderation = {
	.verb = "moderation list", .filters = "after", .none = "ui.moderation.none",
	COLUMNS(moderation_columns), BUTTONS(moderation_buttons),
};

static void ask_moderation(struct visit *v)
{
	const char *reason = visit_reason(v);

	visit_ask(v, "one", "moderation show", json_pack("{s:I, s:s}",
							 "report", (json_int_t)visit_id(v),
							 "reason", reason ? reason : ""));
}

static void show_moderation(struct visit *v, struct html *h)
{
	json_t *m = visit_answer(v, "one");

	html_open(h, "p", "class", "talkhead", NULL);
	html_text(h, say_value(v, "moderation.kind", js(m, "kind")));
	html_text(h, " · ");
	html_words(h, js(m, "who"));
	html_text(h, " · ");
	html_words(h, js(m, "peer"));
	html_close(h);
	html_open(h, "blockquote", NULL);
	html_words(h, js(m, "text"));
	html_close(h);
	button(v, h, "/moderation/done", "ui.moderation.done", "report", v->id, NULL);
}

/* --- The directory -------------------------------------------------------- */

static const struct column directory_columns[] = {
	{ "name", "ui.col.name", COL_WORDS, NULL }, { "place", "ui.col.place", COL_WORDS, NULL },
	{ "phone", "ui.col.phone", COL_WORDS, NULL },
	{ "assured_at_ms", "ui.col.assured", COL_TIME, NULL },
	{ "not_sent", "ui.col.notsent", COL_TOLD, NULL },
};

static void directory_more(struct visit *v, struct html *h)
{
	html_open(h, "p", NULL);
	link_to(v, h, "/directory?shut=yes", "ui.directory.shut", NULL);
	html_text(h, " · ");
	link_to(v, h, "/directory/review", "ui.review.title", NULL);
	html_close(h);
}

static const struct list directory = {
	.verb = "directory list", .filters = "shut after", .intro = "ui.directory.intro",
	.none = "ui.directory.none", COLUMNS(directory_columns), .more = directory_more,
};
static const struct column review_columns[] = {
	{ "name", "ui.col.name", COL_WORDS, NULL }, { "helped", "ui.col.helped", COL_INT, NULL },
	{ "did_not", "ui.col.didnot", COL_INT, NULL },
	{ "opened_at_ms", "ui.col.since", COL_TIME, NULL },
};
static const struct row_button review_buttons[] = {
	{ "/directory/review/done", "ui.moderation.done", "ref", NULL, NULL },
};
static const struct list review = {
	.verb = "review list", .intro = "ui.review.intro", COLUMNS(review_columns),
	BUTTONS(review_buttons),
};

/* --- Texts for a human, texts that expire --------------------------------- */

static const struct column inbox_columns[] = {
	{ "id", "ui.col.id", COL_TEXT, NULL }, { "why", "ui.col.why", COL_TOLD, NULL },
	{ "at_ms", "ui.col.at", COL_TIME, NULL },
};
static const struct list inbox = { .verb = "inbox list",
				   .intro = "ui.inbox.intro", COLUMNS(inbox_columns) };
static const struct column expiring_columns[] = {
	{ "who", "ui.col.who", COL_WORDS, NULL }, { "class", "ui.col.class", COL_VALUE, "class" },
	{ "purpose", "ui.col.purpose", COL_VALUE, "purpose" },
	{ "state", "ui.col.state", COL_VALUE, "delivery" },
	{ "expires_at_ms", "ui.col.expires", COL_TIME, NULL },
};
static const struct list expiring = {
	.verb = "expiring list", .intro = "ui.expiring.intro", COLUMNS(expiring_columns),
};

/* What has no place of its own in the menu: a phone's menu is short. */
static void show_work(struct visit *v, struct html *h)
{
	static const struct { const char *href, *key; unsigned roles; } links[] = {
		{ "/moderation", "ui.moderation.title", ROLE_C | ROLE_M | ROLE_S },
		{ "/flows", "ui.flows.title", ROLE_C | ROLE_M | ROLE_A },
		{ "/words", "ui.lexicon.title", ROLE_C | ROLE_M | ROLE_A },
		{ "/directory", "ui.directory.title", ROLE_C | ROLE_M },
		{ "/directory/review", "ui.review.title", ROLE_C | ROLE_M },
		{ "/inbox", "ui.inbox.title", ROLE_C | ROLE_M | ROLE_S },
		{ "/expiring", "ui.expiring.title", ROLE_C | ROLE_M },
		{ "/accounts", "ui.accounts.title", ROLE_C | ROLE_M },
		{ "/reveals", "ui.reveals.title", ROLE_C | ROLE_M },
		{ "/exports", "ui.exports.title", ROLE_C | ROLE_M },
		{ "/tokens", "ui.tokens.title", ROLE_C | ROLE_M },
		{ "/webhooks", "ui.webhooks.title", ROLE_C | ROLE_M },
	};

	html_open(h, "ul", "class", "cards", NULL);
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		if (!(links[i].roles & v->roles))
			continue;
		html_open(h, "li", NULL);
		link_to(v, h, links[i].href, links[i].key, NULL);
		html_close(h);
	}
	html_close(h);
}

#define CM (ROLE_C | ROLE_M)
const struct page work_pages[] = {
	{ "/concerns", "ui.concerns.title", CM | ROLE_S | ROLE_G | ROLE_P, 0,
	  "ui.nav.concerns", NULL, NULL,
	  &concerns },
	{ "/concerns/:id", "ui.concern.title", CM | ROLE_S | ROLE_G, 0, NULL, ask_concern,
	  show_concern, NULL },
	{ "/work", "ui.work.title", CM | ROLE_S | ROLE_A, 0, "ui.nav.work", NULL, show_work, NULL },
	{ "/moderation", "ui.moderation.title", CM | ROLE_S, 0, NULL, NULL, NULL, &moderation },
	{ "/moderation/:id", "ui.moderation.title", CM | ROLE_S, 0, NULL, ask_moderation,
	  show_moderation, NULL },
	{ "/directory", "ui.directory.title", CM, 0, NULL, NULL, NULL, &directory },
	{ "/directory/review", "ui.review.title", CM, 0, NULL, NULL, NULL, &review },
	{ "/inbox", "ui.inbox.title", CM | ROLE_S, 0, NULL, NULL, NULL, &inbox },
	{ "/expiring", "ui.expiring.title", CM, 0, NULL, NULL, NULL, &expiring },
};
const struct action work_actions[] = {
	{ "/concerns/take", "concern take", "concern", "/concerns", "ui.said.yours", NULL, NULL },
	{ "/concerns/done", "concern done", "concern", "/concerns", "ui.said.done", NULL, NULL },
	{ "/moderation/done", "moderation done", "report", "/moderation", "ui.said.done",
	  NULL, NULL },
	{ "/directory/review/done", "review done", "ref", "/directory/review", "ui.said.done",
	  NULL, NULL },
};
DEFINE_TABLES(work)
