// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Flows: what is in force, a draft in a plain box, what the checker says beside
 * each line, what changes for whom, and the way to people by one name or two.
 * All of it works without scripts.
 */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

enum { TEXT_MAX = 20000, CONTEXT = 3 };
#define CM (ROLE_C | ROLE_M)
#define CMA (CM | ROLE_A)

static char *path(struct visit *v, const char *flow, const char *what)
{
	return talloc_asprintf(v, "/flows/%s%s", flow ? flow : "", what);
}

static void people(struct visit *v, struct html *h, const char *key, int64_t n)
{
	html_text(h, say_with(v, key, WORDS_ARGS(WORDS_NUMBER("n", n))));
}

static void short_revision(struct visit *v, struct html *h, const char *revision)
{
	if (revision)
		html_el(h, "code", talloc_asprintf(v, "%.8s", revision), "title", revision, NULL);
}

/* --- The list ------------------------------------------------------------------------------ */

static void ask_flows(struct visit *v)
{
	visit_ask(v, "flows", "flow list", NULL);
}

static void flow_row(struct visit *v, struct html *h, json_t *f)
{
	const char *state = js(f, "state");
	bool waits = state && strcmp(state, "one-name") == 0;

	html_open(h, "tr", NULL);
	html_open(h, "th", "scope", "row", NULL);
	html_el(h, "a", js(f, "name"), "href", path(v, js(f, "name"), ""), NULL);
	html_close(h);
	html_open(h, "td", NULL);
	el_badge(v, h, waits ? "warn" : "calm", say_value(v, "flow.state", state));
	if (jb(f, "danger"))
		el_badge(v, h, "warn", say(v, "ui.flow.danger"));
	html_close(h);
	html_open(h, "td", NULL);
	html_textf(h, "%" PRId64, ji(f, "waiting"));
	html_close(h);
	html_open(h, "td", NULL);
	if (js(f, "draft_by")) {
		html_words(h, js(f, "draft_by"));
		html_text(h, " · ");
		el_time(v, h, ji(f, "draft_at_ms"));
	}
	html_close(h);
	html_open(h, "td", NULL);
	short_revision(v, h, js(f, "revision"));
	html_close(h);
	html_close(h);
}

static void new_flow(struct visit *v, struct html *h)
{
	static const struct field name = { .name = "flow", .label = "ui.flow.name", .type = "text",
		.hint = "ui.flow.name.hint", .min = 1, .max = 40, .required = true };

	html_open(h, "section", "class", "add", NULL);
	el(v, h, "h2", "ui.flow.new");
	form_begin(v, h, "/flows/new", NULL);
	form_field(v, h, &name);
	form_button(v, h, "ui.flow.new", NULL);
	form_end(h);
	html_close(h);
}

static void show_flows(struct visit *v, struct html *h)
{
	static const char *const heads[] = { "ui.col.name", "ui.col.state", "ui.flow.people",
					     "ui.flow.draft", "ui.col.revision" };
	json_t *f, *items = json_object_get(visit_answer(v, "flows"), "items");
	size_t i;

	el(v, h, "p", "ui.flows.intro");
	part_begin(v, h, "all", "review", NULL);
	if (!empty(v, h, items, "ui.none")) {
		table_begin(v, h, "ui.flows.title", NULL);
		for (i = 0; i < ARRAY_LEN(heads); i++)
			table_head(v, h, heads[i]);
		table_body(h);
		json_array_foreach(items, i, f)
			flow_row(v, h, f);
		table_end(h);
	}
	part_end(h);
	if (v->roles & CMA)
		new_flow(v, h);
}

/* --- A text with numbered lines, and what the checker says below each ----- */

static void finding(struct visit *v, struct html *h, json_t *f, bool with_line)
{
	const char *severity = js(f, "severity");
	bool error = severity && strcmp(severity, "error") == 0;
	bool note = severity && strcmp(severity, "note") == 0;

	el_badge(v, h, error ? "danger" : note ? "calm" : "warn",
		 say_value(v, "finding", severity));
	html_text(h, " ");
	if (with_line && !jb(f, "own") && ji(f, "line")) {
		html_textf(h, "%s:%" PRId64 " ", js(f, "file") ? js(f, "file") : "", ji(f, "line"));
	} else if (with_line && ji(f, "line")) {
		html_el(h, "a",
			say_with(v, "ui.flow.line", WORDS_ARGS(WORDS_NUMBER("n", ji(f, "line")))),
			"href", talloc_asprintf(v, "#l%" PRId64, ji(f, "line")), NULL);
		html_text(h, " ");
	}
	html_words(h, js(f, "text"));
}

static void numbered(struct visit *v, struct html *h, const char *text, json_t *findings)
{
	int64_t line = 1;
	json_t *f;
	size_t i;

	html_open(h, "ol", "class", "code", "tabindex", "0", "aria-label",
		  say(v, "ui.flow.text"), NULL);
	while (text && *text) {
		size_t len = strcspn(text, "\n");

		html_open(h, "li", "id", findings ? talloc_asprintf(v, "l%" PRId64, line) :
			  NULL, NULL);
		html_open(h, "code", NULL);
		html_words(h, talloc_strndup(v, text, len));
		html_close(h);
		json_array_foreach(findings, i, f) {
			if (!jb(f, "own") || ji(f, "line") != line)
				continue;
			html_open(h, "p", "class", "finding", NULL);
			finding(v, h, f, false);
			html_close(h);
		}
		html_close(h);
		text += len + (text[len] == '\n');
		line++;
	}
	html_close(h);
}

/* --- What would change ---------------------------------------------------- */

static bool near_change(json_t *lines, size_t at)
{
	size_t from = at < CONTEXT ? 0 : at - CONTEXT, i;

	for (i = from; i <= at + CONTEXT && i < json_array_size(lines); i++)
		if (strcmp(js(json_array_get(lines, i), "kind"), " ") != 0)
			return true;
	return false;
}

static void diff_line(struct visit *v, struct html *h, json_t *l)
{
	const char *kind = js(l, "kind");
	const char *tag = *kind == '+' ? "ins" : *kind == '-' ? "del" : "span";
	int64_t line = ji(l, "after") ? ji(l, "after") : ji(l, "before");

	html_open(h, "li", NULL);
	html_open(h, tag, NULL);
	html_open(h, "code", NULL);
	html_textf(h, "%4" PRId64 " %s ", line, kind);
	html_words(h, js(l, "text"));
	html_close(h);
	html_close(h);
	html_close(h);
}

static void show_lines(struct visit *v, struct html *h, json_t *lines)
{
	int64_t same = 0;
	json_t *l;
	size_t i;

	html_open(h, "ul", "class", "diff", "tabindex", "0", "aria-label",
		  say(v, "ui.flow.diff"), NULL);
	json_array_foreach(lines, i, l) {
		bool last = i + 1 == json_array_size(lines), near = near_change(lines, i);

		same += !near;
		if (same && (near || last)) {
			html_open(h, "li", "class", "quiet", NULL);
			people(v, h, "ui.flow.same", same);
			html_close(h);
			same = 0;
		}
		if (near)
			diff_line(v, h, l);
	}
	html_close(h);
}

static void show_gone(struct visit *v, struct html *h, json_t *diff)
{
	json_t *g, *gone = json_object_get(diff, "gone");
	size_t i;

	if (!jb(diff, "readable")) {
		el(v, h, "p", "ui.flow.unreadable");
		return;
	}
	html_open(h, "p", "class", ji(diff, "at_gone") ? "notice" : "quiet", NULL);
	people(v, h, json_array_size(gone) ? "ui.flow.gone" : "ui.flow.gone.none",
	       ji(diff, "at_gone"));
	html_close(h);
	if (!json_array_size(gone))
		return;
	html_open(h, "ul", NULL);
	json_array_foreach(gone, i, g) {
		html_open(h, "li", NULL);
		html_el(h, "code", js(g, "step"), NULL);
		html_text(h, " · ");
		people(v, h, "ui.flow.there", ji(g, "waiting"));
		html_close(h);
	}
	html_close(h);
}

/* --- One flow ------------------------------------------------------------- */

static void ask_flow(struct visit *v)
{
	visit_ask(v, "one", "flow show", json_pack("{s:s}", "flow", v->id));
	visit_ask_softly(v, "diff", "flow diff", json_pack("{s:s}", "flow", v->id));
}

static void release_line(struct visit *v, struct html *h, json_t *r)
{
	const char *origin = js(r, "origin");

	html_open(h, "p", "class", "quiet", NULL);
	if (origin && strcmp(origin, "nothing") == 0)
		html_text(h, say(v, "ui.flow.nothing"));
	else
		short_revision(v, h, js(r, "revision"));
	html_text(h, " · ");
	el_time(v, h, ji(r, "at_ms"));
	if (origin && strcmp(origin, "installed") == 0)
		el_names(h, say(v, "ui.flow.installed"), NULL);
	el_names(h, js(r, "first"), js(r, "second"));
	html_close(h);
}

/* The second person sees what they agree to, and that it is another one's. */
static void show_waits(struct visit *v, struct html *h, json_t *one)
{
	json_t *waits = json_object_get(one, "waits"), *diff = visit_answer(v, "diff");
	bool here = json_is_object(waits), back = jb(waits, "back"), mine = jb(waits, "mine");

	/* Also when nothing waits: here it appears. */
	part_begin(v, h, "waits", "review", !here ? NULL : back ? "ui.flow.waits.back" :
		   "ui.flow.waits");
	if (!here) {
		part_end(h);
		return;
	}
	release_line(v, h, waits);
	if (diff && js(diff, "of") && strcmp(js(diff, "of"), "waits") == 0) {
		show_gone(v, h, diff);
		show_lines(v, h, json_object_get(diff, "lines"));
	}
	el(v, h, "p", back ? mine ? "ui.flow.waits.back.mine" : "ui.flow.waits.back.other" :
	   mine ? "ui.flow.waits.mine" : "ui.flow.waits.other");
	if (v->roles & CM) {
		html_open(h, "div", "class", "row", NULL);
		if (!mine)
			button(v, h, path(v, v->id, "/agree"),
			       back ? "ui.flow.agree.back" : "ui.flow.agree", "revision",
			       js(waits, "revision"), NULL);
		button(v, h, path(v, v->id, "/withdraw"), "ui.flow.withdraw", NULL);
		html_close(h);
	}
	part_end(h);
}

static void show_draft(struct visit *v, struct html *h, json_t *one)
{
	json_t *draft = json_object_get(one, "draft");

	part_begin(v, h, "draft", NULL, "ui.flow.draft");
	if (!json_is_object(draft)) {
		html_open(h, "p", NULL);
		link_to(v, h, path(v, v->id, "/edit"), "ui.flow.begin", "go");
		html_close(h);
		part_end(h);
		return;
	}
	html_open(h, "p", "class", "quiet", NULL);
	html_words(h, js(draft, "by"));
	html_text(h, " · ");
	el_time(v, h, ji(draft, "at_ms"));
	html_close(h);
	html_open(h, "div", "class", "row", NULL);
	link_to(v, h, path(v, v->id, "/edit"), "ui.flow.edit", "go");
	link_to(v, h, path(v, v->id, "/check"), "ui.flow.check", "go");
	button(v, h, path(v, v->id, "/drop"), "ui.flow.drop", "version",
	       talloc_asprintf(v, "%" PRId64, ji(draft, "version")), NULL);
	html_close(h);
	part_end(h);
}

static void outline_leads(struct visit *v, struct html *h, json_t *leads)
{
	json_t *l;
	size_t i;

	json_array_foreach(leads, i, l) {
		if (i)
			html_void(h, "br", NULL);
		if (js(l, "label") && *js(l, "label"))
			html_textf(h, "%s ", js(l, "label"));
		html_textf(h, "→ %s", js(l, "to"));
	}
}

/* The drawing, as a table: it can be read aloud, and needs nothing to be drawn. */
static void show_outline(struct visit *v, struct html *h, json_t *steps)
{
	json_t *s, *n;
	size_t i, k;

	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.flow.outline");
	table_begin(v, h, "ui.flow.outline", NULL);
	table_head(v, h, "ui.flow.step");
	table_head(v, h, "ui.flow.says");
	table_head(v, h, "ui.flow.leads");
	table_head(v, h, "ui.flow.people");
	table_body(h);
	json_array_foreach(steps, i, s) {
		html_open(h, "tr", NULL);
		html_el(h, "th", js(s, "step"), "scope", "row", NULL);
		html_open(h, "td", NULL);
		json_array_foreach(json_object_get(s, "says"), k, n) {
			html_open(h, "p", NULL);
			html_textf(h, "%s ", js(n, "kind"));
			html_el(h, "code", js(n, "key"), NULL);
			if (js(n, "text")) {
				html_void(h, "br", NULL);
				html_words(h, js(n, "text"));
			}
			html_close(h);
		}
		html_close(h);
		html_open(h, "td", NULL);
		outline_leads(v, h, json_object_get(s, "leads"));
		html_close(h);
		html_open(h, "td", NULL);
		html_textf(h, "%" PRId64, ji(s, "waiting"));
		html_close(h);
		html_close(h);
	}
	table_end(h);
	html_close(h);
}

static void show_back(struct visit *v, struct html *h, json_t *one)
{
	json_t *before = json_object_get(one, "before");

	if (!json_is_object(before) || !(v->roles & CM))
		return;
	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.flow.back");
	el(v, h, "p", jb(one, "danger") ? "ui.flow.back.two" : "ui.flow.back.why");
	release_line(v, h, before);
	numbered(v, h, js(before, "text"), NULL);
	button(v, h, path(v, v->id, "/rollback"), "ui.flow.back", "revision",
	       js(json_object_get(one, "in_force"), "revision"), NULL);
	html_close(h);
}

/* A clinician reads and signs; others see that it waits for that. */
static void show_signing(struct visit *v, struct html *h, json_t *list)
{
	json_t *s;
	size_t i;

	if (!json_array_size(list))
		return;
	part_begin(v, h, "signing", NULL, "ui.flow.sign.title");
	el(v, h, "p", "ui.flow.sign.why");
	html_open(h, "ul", NULL);
	json_array_foreach(list, i, s) {
		html_open(h, "li", NULL);
		html_text(h, say_value(v, "flow.sign", js(s, "of")));
		html_text(h, " ");
		short_revision(v, h, js(s, "revision"));
		html_text(h, " · ");
		html_text(h, jb(s, "signed") ? say(v, "ui.flow.signed") :
			  say_value(v, "flow.sign.needs", js(s, "needs")));
		if (!jb(s, "signed") && jb(s, "may")) {
			numbered(v, h, js(s, "text"), NULL);
			button(v, h, path(v, v->id, "/sign"), "ui.flow.sign", "revision",
			       js(s, "revision"), NULL);
		}
		html_close(h);
	}
	html_close(h);
	part_end(h);
}

static void show_flow(struct visit *v, struct html *h)
{
	json_t *one = visit_answer(v, "one"), *live = json_object_get(one, "in_force");

	html_open(h, "p", "class", "talkhead", NULL);
	html_text(h, js(one, "name"));
	html_text(h, " ");
	if (jb(one, "danger"))
		el_badge(v, h, "warn", say(v, "ui.flow.danger"));
	if (js(one, "needs"))
		el_badge(v, h, jb(one, "signed") ? "calm" : "warn",
			 say(v, jb(one, "signed") ? "ui.flow.signed" : "ui.flow.unsigned"));
	html_close(h);
	show_waits(v, h, one);
	show_signing(v, h, json_object_get(one, "signing"));
	if (v->roles & CMA)
		show_draft(v, h, one);
	part_begin(v, h, "force", "review", "ui.flow.force");
	if (json_is_object(live)) {
		release_line(v, h, live);
		numbered(v, h, js(live, "text"), NULL);
		show_back(v, h, one);
	} else {
		el(v, h, "p", "ui.flow.force.none");
	}
	part_end(h);
	show_outline(v, h, json_object_get(one, "outline"));
}

/* --- Writing -------------------------------------------------------------- */

static void ask_edit(struct visit *v)
{
	/* Who may read a flow to sign it may not write: the desk says so here, not after
	 * the work. */
	visit_ask(v, "seconds", "second list", NULL);
	visit_ask(v, "one", "flow show", json_pack("{s:s}", "flow", v->id));
}

/* Somebody saved meanwhile: theirs is shown below, and what is sent now takes its place. */
static void show_edit(struct visit *v, struct html *h)
{
	json_t *one = visit_answer(v, "one"), *draft = json_object_get(one, "draft");
	bool theirs = v->again && strcmp(v->again_error, "conflict") == 0 && json_is_object(draft);
	const char *text = js(draft, "text"), *live = js(json_object_get(one, "in_force"), "text");
	char *now = talloc_asprintf(v, "%" PRId64, ji(draft, "version"));

	el(v, h, "p", theirs ? "ui.flow.theirs" : "ui.flow.edit.intro");
	form_begin(v, h, path(v, v->id, "/save"), NULL);
	form_hidden(h, "version", theirs ? now : visit_typed(v, "version", now));
	html_open(h, "p", "class", "field", NULL);
	html_el(h, "label", say(v, "ui.flow.text"), "for", "flow-text", NULL);
	html_el(h, "textarea", visit_typed(v, "text", text ? text : live ? live : ""), "id",
		"flow-text",
		"name", "text", "class", "code", "rows", "24", "spellcheck", "false",
		"autocomplete", "off",
		"maxlength", talloc_asprintf(v, "%d", TEXT_MAX), "required", HTML_YES, NULL);
	html_close(h);
	form_button(v, h, theirs ? "ui.flow.save.over" : "ui.flow.save", NULL);
	form_end(h);
	if (!theirs)
		return;
	html_el(h, "h2", say(v, "ui.flow.saved.now"), NULL);
	numbered(v, h, text, NULL);
}

/* A beginning that the checker has nothing against but the words. */
static void fix_new(struct visit *v, json_t *args)
{
	const char *name = js(args, "flow");

	json_object_set_new(args, "text", json_sprintf("flow %s\n  silence 24h -> end\n\n"
		"  step start\n"
		"    say %s.hello\n    end\n", name ? name : "", name ? name : ""));
	json_object_del(args, "version");
}

static void done_new(struct visit *v, json_t *ok)
{
	visit_redirect(v, path_fill(v, "/flows/:flow/edit"));
}

static void done_save(struct visit *v, json_t *ok)
{
	http_set_cookie(v->req, "wln", "ui.said.saved", NULL, 60);
	visit_redirect(v, path(v, v->id, "/check"));
}

/* --- Checking, and the way to people -------------------------------------- */

static void ask_check(struct visit *v)
{
	visit_ask(v, "one", "flow show", json_pack("{s:s}", "flow", v->id));
	visit_ask(v, "check", "flow check", json_pack("{s:s}", "flow", v->id));
	visit_ask_softly(v, "diff", "flow diff",
			 json_pack("{s:s, s:s}", "flow", v->id, "of", "draft"));
}

static void show_publish(struct visit *v, struct html *h, json_t *check)
{
	if (ji(check, "errors")) {
		el(v, h, "p", "ui.flow.mistakes");
		return;
	}
	el(v, h, "p", ji(check, "names") == 2 ? "ui.flow.names.two" : "ui.flow.names.one");
	if (v->roles & CM)
		button(v, h, path(v, v->id, "/publish"), "ui.flow.publish", "version",
		       talloc_asprintf(v, "%" PRId64, ji(check, "version")), NULL);
	else
		el(v, h, "p", "ui.flow.author");
}

static bool is_note(json_t *f)
{
	return js(f, "severity") && strcmp(js(f, "severity"), "note") == 0;
}

static void show_findings(struct visit *v, struct html *h, json_t *items, bool notes)
{
	json_t *f;
	size_t i;

	html_open(h, "ul", "class", "findings", NULL);
	json_array_foreach(items, i, f) {
		if (is_note(f) != notes)
			continue;
		html_open(h, "li", NULL);
		finding(v, h, f, true);
		html_close(h);
	}
	html_close(h);
}

static void show_check(struct visit *v, struct html *h)
{
	json_t *check = visit_answer(v, "check"), *diff = visit_answer(v, "diff");
	json_t *items = json_object_get(check, "items");
	int64_t serious = ji(check, "errors") + ji(check, "warnings");

	html_open(h, "p", "class", "talkhead", NULL);
	html_text(h, say_with(v, "ui.flow.found", WORDS_ARGS(WORDS_TEXT("flow", v->id),
		WORDS_NUMBER("errors", ji(check, "errors")),
		WORDS_NUMBER("warnings", ji(check, "warnings")))));
	html_close(h);
	if (serious)
		show_findings(v, h, items, false);
	else
		el(v, h, "p", "ui.flow.found.none");
	if ((int64_t)json_array_size(items) > serious) {
		html_open(h, "details", NULL);
		el(v, h, "summary", "ui.flow.notes");
		show_findings(v, h, items, true);
		html_close(h);
	}
	html_open(h, "p", NULL);
	link_to(v, h, path(v, v->id, "/edit"), "ui.flow.edit", "go");
	html_close(h);
	if (diff) {
		part_begin(v, h, "diff", NULL, "ui.flow.diff");
		show_gone(v, h, diff);
		show_lines(v, h, json_object_get(diff, "lines"));
		part_end(h);
	}
	part_begin(v, h, "publish", NULL, "ui.flow.publish");
	show_publish(v, h, check);
	part_end(h);
	el(v, h, "h2", "ui.flow.text");
	numbered(v, h, js(json_object_get(visit_answer(v, "one"), "draft"), "text"), items);
}

#define BACK "/flows/:id"
const struct page flow_pages[] = {
	{ "/flows", "ui.flows.title", CMA | ROLE_L, 0, NULL, ask_flows, show_flows, NULL },
	{ "/flows/:id", "ui.flow.title", CMA | ROLE_L, 0, NULL, ask_flow, show_flow, NULL },
	{ "/flows/:id/edit", "ui.flow.edit", CMA, 0, NULL, ask_edit, show_edit, NULL },
	{ "/flows/:id/check", "ui.flow.check", CMA, 0, NULL, ask_check, show_check, NULL },
};
const struct action flow_actions[] = {
	{ "/flows/new", "flow save", "flow text", "/flows", NULL, done_new, fix_new },
	{ "/flows/:id/save", "flow save", "flow text version", "/flows/:id/edit", NULL,
	  done_save, NULL },
	{ "/flows/:id/drop", "flow drop", "flow version", "/flows", "ui.said.done", NULL, NULL },
	{ "/flows/:id/publish", "flow publish", "flow version", BACK, "ui.said.published",
	  NULL, NULL },
	{ "/flows/:id/agree", "flow agree", "flow revision", BACK, "ui.said.published",
	  NULL, NULL },
	{ "/flows/:id/withdraw", "flow withdraw", "flow", BACK, "ui.said.done", NULL, NULL },
	{ "/flows/:id/sign", "flow sign", "flow revision", BACK, "ui.said.signed", NULL, NULL },
	{ "/flows/:id/rollback", "flow rollback", "flow revision", BACK, "ui.said.back.again",
	  NULL, NULL },
};
DEFINE_TABLES(flow)
