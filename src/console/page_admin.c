// SPDX-License-Identifier: AGPL-3.0-or-later
/* The read log, exports, tokens and webhooks. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

#define COLUMNS(a) .columns = a, .columns_len = ARRAY_LEN(a)
#define BUTTONS(a) .buttons = a, .buttons_len = ARRAY_LEN(a)
#define FORMS(a) .forms = a, .forms_len = ARRAY_LEN(a)

/* --- Who did and read what ------------------------------------------------------------------ */

static const struct column audit_columns[] = {
	{ "id", "ui.col.id", COL_INT, NULL }, { "at_ms", "ui.col.at", COL_TIME, NULL },
	{ "words", "ui.col.what", COL_TOLD, NULL }, { "about", "ui.col.about", COL_WORDS, NULL },
	{ "by", "ui.col.by", COL_WORDS, NULL }, { "detail", "ui.col.detail", COL_WORDS, NULL },
};

static void audit_more(struct visit *v, struct html *h)
{
	button(v, h, "/audit/verify", "ui.audit.verify", NULL);
}

static const struct list audit = {
	.verb = "audit list", .filters = "after who what", .intro = "ui.audit.intro",
	COLUMNS(audit_columns), .more = audit_more,
};

static void show_verified(struct visit *v, struct html *h)
{
	json_t *f, *findings = json_object_get(v->shown, "findings");
	size_t i;

	html_el(h, "p", say_with(v, "ui.audit.entries",
				 WORDS_ARGS(WORDS_NUMBER("n", ji(v->shown, "entries")))),
		NULL);
	if (!empty(v, h, findings, "ui.audit.fine")) {
		html_open(h, "ul", "class", "cards", NULL);
		json_array_foreach(findings, i, f) {
			html_open(h, "li", NULL);
			el_badge(v, h, "danger", js(f, "fault") ? js(f, "fault") : "");
			html_textf(h, " %" PRId64 " – %" PRId64 " ", ji(f, "from"), ji(f, "to"));
			html_text(h, js(f, "why"));
			html_close(h);
		}
		html_close(h);
	}
	html_open(h, "p", NULL);
	link_to(v, h, "/audit", "ui.back", "go");
	html_close(h);
}

static void done_verify(struct visit *v, json_t *ok)
{
	v->shown = ok;
	frame_page(v, 200, say(v, "ui.audit.verify"), show_verified);
}

/* --- Exports: two people -------------------------------------------------- */

static const struct column export_columns[] = {
	{ "what", "ui.col.what", COL_VALUE, "export.what" }, { "by", "ui.col.by", COL_WORDS, NULL },
	{ "from_at_ms", "ui.col.from", COL_TIME, NULL },
	{ "until_at_ms", "ui.col.until", COL_TIME, NULL },
	{ "reason", "ui.col.reason", COL_WORDS, NULL },
	{ "state", "ui.col.state", COL_VALUE, "export.state" },
};
static const struct row_button export_buttons[] = {
	{ "/exports/agree", "ui.export.agree", "export=id", "state", "asked" },
	{ "/exports/read", "ui.export.read", "export=id", "state", "agreed" },
};
static const struct list_field export_fields[] = {
	{ "what", "ui.col.what", NULL, "hours", "export.what", true, false },
	{ "from_at_ms", "ui.col.from", "date", NULL, NULL, true, false },
	{ "until_at_ms", "ui.col.until", "date", NULL, NULL, true, false },
	{ "reason", "ui.reason.label", "textarea", NULL, NULL, true, false },
};
static const struct list_form export_forms[] = {
	{ "/exports/ask", "ui.export.ask", "ui.export.ask", export_fields,
	  ARRAY_LEN(export_fields) },
};
static const struct list exports = {
	.verb = "export list", .intro = "ui.exports.intro", COLUMNS(export_columns),
	BUTTONS(export_buttons), FORMS(export_forms),
};

/* One slice a file: an export longer than that is read through the API. */
static void done_read(struct visit *v, json_t *ok)
{
	const char *csv = js(ok, "csv");

	http_add_header(v->req, "Content-Disposition", "attachment; filename=\"export.csv\"");
	visit_reply(v, 200, "text/csv; charset=utf-8", csv ? csv : "", csv ? strlen(csv) : 0);
}

/* --- Tokens and webhooks -------------------------------------------------- */

static const struct column token_columns[] = {
	{ "name", "ui.col.name", COL_WORDS, NULL },
	{ "scopes", "ui.col.scopes", COL_LIST, "scope" },
	{ "by", "ui.col.by", COL_WORDS, NULL }, { "made_at_ms", "ui.col.at", COL_TIME, NULL },
	{ "until_at_ms", "ui.col.until", COL_TIME, NULL },
	{ "seen_at_ms", "ui.col.last", COL_TIME, NULL },
};
static const struct row_button token_buttons[] = { { "/tokens/end", "ui.remove", "token=id",
						     NULL, NULL } };
static const struct list_field token_fields[] = {
	{ "name", "ui.col.name", "text", NULL, NULL, true, false },
	{ "scopes", "ui.col.scopes", NULL, "report board directory roster metrics", "scope",
	  true, true },
	{ "days", "ui.token.days", "number", NULL, NULL, true, false },
};
static const struct list_form token_forms[] = {
	{ "/tokens/add", "ui.token.add", "ui.add", token_fields, ARRAY_LEN(token_fields) },
};
static const struct list tokens = {
	.verb = "token list", .intro = "ui.tokens.intro", COLUMNS(token_columns),
	BUTTONS(token_buttons), FORMS(token_forms),
};
static const struct column webhook_columns[] = {
	{ "url", "ui.col.url", COL_TEXT, NULL }, { "events", "ui.col.events", COL_LIST, "hook" },
	{ "failures", "ui.col.failures", COL_INT, NULL },
	{ "last_at_ms", "ui.col.last", COL_TIME, NULL },
	{ "last_code", "ui.col.code", COL_INT, NULL }, { "off", "ui.col.off", COL_YES, NULL },
};
static const struct row_button webhook_buttons[] = { { "/webhooks/end", "ui.remove", "webhook=id",
						       NULL, NULL } };
static const struct list_field webhook_fields[] = {
	{ "url", "ui.col.url", "url", NULL, NULL, true, false },
	{ "events", "ui.col.events", NULL, "incident concern board", "hook", true, true },
};
static const struct list_form webhook_forms[] = {
	{ "/webhooks/add", "ui.webhook.add", "ui.add", webhook_fields, ARRAY_LEN(webhook_fields) },
};
static const struct list webhooks = {
	.verb = "webhook list", .intro = "ui.webhooks.intro", COLUMNS(webhook_columns),
	BUTTONS(webhook_buttons), FORMS(webhook_forms),
};

static void show_secret(struct visit *v, struct html *h)
{
	const char *secret = js(v->shown, "token") ? js(v->shown, "token") : js(v->shown, "secret");

	el(v, h, "p", "ui.secret.intro");
	html_open(h, "p", NULL);
	html_el(h, "code", secret, "class", "secret", NULL);
	html_close(h);
	html_open(h, "p", NULL);
	link_to(v, h, v->action->back, "ui.back", "go");
	html_close(h);
}

static void done_secret(struct visit *v, json_t *ok)
{
	v->shown = ok;
	frame_page(v, 200, say(v, "ui.secret.title"), show_secret);
}

#define CM (ROLE_C | ROLE_M)
const struct page admin_pages[] = {
	{ "/audit", "ui.audit.title", ROLE_U, 0, "ui.nav.audit", NULL, NULL, &audit },
	{ "/exports", "ui.exports.title", CM, 0, NULL, NULL, NULL, &exports },
	{ "/tokens", "ui.tokens.title", CM, 0, NULL, NULL, NULL, &tokens },
	{ "/webhooks", "ui.webhooks.title", CM, 0, NULL, NULL, NULL, &webhooks },
};
const struct action admin_actions[] = {
	{ "/audit/verify", "audit verify", "", "/audit", NULL, done_verify, NULL },
	{ "/exports/ask", "export ask", "what from_at_ms until_at_ms reason", "/exports",
	  "ui.said.two",
	  NULL, NULL },
	{ "/exports/agree", "export agree", "export", "/exports", "ui.said.done", NULL, NULL },
	{ "/exports/read", "export read", "export", "/exports", NULL, done_read, NULL },
	{ "/tokens/add", "token add", "name scopes days", "/tokens", NULL, done_secret, NULL },
	{ "/tokens/end", "token end", "token", "/tokens", "ui.said.done", NULL, NULL },
	{ "/webhooks/add", "webhook add", "url events", "/webhooks", NULL, done_secret, NULL },
	{ "/webhooks/end", "webhook end", "webhook", "/webhooks", "ui.said.done", NULL, NULL },
};
DEFINE_TABLES(admin)
