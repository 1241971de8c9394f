// SPDX-License-Identifier: AGPL-3.0-or-later
/* Conversations: the list, one of them with its lines, and all that can be done. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>

enum { TEXT_MAX = 1600, NOTE_MAX = 2000 };

/* --- The list ------------------------------------------------------------------------------ */

/* Who has waited longest stands first; then those who need nothing, as they came. */
static int by_waiting(const void *a, const void *b)
{
	json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	int64_t xs = ji(x, "waits_at_ms"), ys = ji(y, "waits_at_ms");

	if (xs && ys && xs != ys)
		return xs < ys ? -1 : 1;
	if (!xs != !ys)
		return xs ? -1 : 1;
	return ji(x, "id") < ji(y, "id") ? -1 : 1;
}

/* The digit of "L1" opens it with Alt: it stays the same while the list moves. */
static const char *digit_of(const char *handle)
{
	size_t len = handle ? strlen(handle) : 0;

	return len && handle[len - 1] >= '1' && handle[len - 1] <= '9' ? handle + len - 1 : NULL;
}

static void list_item(struct visit *v, struct html *h, json_t *t, int64_t here)
{
	int64_t id = ji(t, "id"), waits_ms = ji(t, "waits_at_ms");

	html_open(h, "li", "class", waits_ms ? "waits" : NULL, NULL);
	html_open(h, "a", "href", talloc_asprintf(v, "/talks/%" PRId64, id), "aria-current",
		  id == here ? "page" : NULL, "data-key",
		  jb(t, "open") ? digit_of(js(t, "handle")) : NULL, NULL);
	html_words(h, js(t, "pseudonym"));
	html_close(h);
	if (js(t, "handle"))
		html_el(h, "span", js(t, "handle"), "class", "quiet", NULL);
	if (js(t, "incident"))
		el_badge(v, h, "danger", say(v, "ui.talk.danger"));
	if (jb(t, "draft"))
		el_badge(v, h, "calm", say(v, "ui.talk.draft"));
	if (waits_ms) {
		html_open(h, "span", "class", "since", NULL);
		html_text(h, say(v, "ui.talk.answer"));
		html_text(h, " ");
		el_since(v, h, waits_ms);
		html_close(h);
	}
	html_close(h);
}

void talk_list(struct visit *v, struct html *h, json_t *answer, int64_t here)
{
	json_t *t, *items = json_object_get(answer, "items"), **open;
	size_t i, n = 0;

	part_begin(v, h, "talks", "talk line", "ui.talks.title");
	open = talloc_array(v, json_t *, json_array_size(items) + 1);
	json_array_foreach(items, i, t)
		if (jb(t, "open"))
			open[n++] = t;
	qsort(open, n, sizeof(*open), by_waiting);
	if (!n)
		html_el(h, "p", say(v, "ui.talks.none"), "class", "empty", NULL);
	html_open(h, "ul", "class", "talks", NULL);
	for (i = 0; i < n; i++)
		list_item(v, h, open[i], here);
	html_close(h);
	part_end(h);
}

static void ask_talks(struct visit *v)
{
	visit_ask(v, "talks", "talk list", NULL);
}

static void show_talks(struct visit *v, struct html *h)
{
	talk_list(v, h, visit_answer(v, "talks"), 0);
	if (v->roles & (ROLE_S | ROLE_O | ROLE_G)) {
		el(v, h, "h2", "ui.talks.open");
		form_begin(v, h, "/talks/open", NULL);
		form_field(v, h, &(struct field){ .name = "who", .label = "ui.col.who",
			.type = "text", .max = 100, .required = true });
		form_button(v, h, "ui.talks.open.go", NULL);
		form_end(h);
	}
}

static void done_open(struct visit *v, json_t *ok)
{
	visit_redirect(v, talloc_asprintf(v, "/talks/%" PRId64, ji(ok, "talk")));
}

/* --- Lines ------------------------------------------------------------------------------------ */

static void held_buttons(struct visit *v, struct html *h, const char *line, int64_t talk)
{
	const char *back = talloc_asprintf(v, "/talks/%" PRId64 "/held", talk);

	html_el(h, "p", say(v, "ui.line.held"), "class", "why", NULL);
	html_open(h, "div", "class", "row", NULL);
	button(v, h, back, "ui.line.send", "line", line, "send", "yes", NULL);
	button(v, h, back, "ui.line.drop", "line", line, "send", "no", NULL);
	html_close(h);
}

/* Whose it is stands in words, for the side and the colour are not for everybody. */
void talk_line(struct visit *v, struct html *h, const json_t *line)
{
	const char *state = js(line, "state"), *delivery = js(line, "delivery");
	bool mine = jb(line, "mine"), held = mine && state && strcmp(state, "held") == 0;
	char *id = talloc_asprintf(v, "%" PRId64, ji(line, "id"));

	html_open(h, "li", "class", mine ? "mine" : "theirs", "data-line", id, "tabindex",
		  "-1", NULL);
	html_open(h, "p", "class", "who", NULL);
	if (mine)
		html_text(h, say(v, "ui.line.me"));
	else
		html_words(h, js(line, "who"));
	html_text(h, " ");
	el_time(v, h, ji(line, "at_ms"));
	if (mine)
		html_el(h, "span", delivery ? say_value(v, "delivery", delivery) : "", "class",
			"delivery", NULL);
	html_close(h);
	html_open(h, "p", "class", "text", NULL);
	if (js(line, "text"))
		html_words(h, js(line, "text"));
	else
		html_el(h, "i", say(v, "ui.line.erased"), NULL);
	html_close(h);
	if (held)
		held_buttons(v, h, id, ji(line, "talk") ? ji(line, "talk") : visit_id(v));
	html_close(h);
}

static void ask_talk(struct visit *v)
{
	const char *after = visit_query(v, "after"), *reason = visit_reason(v);
	json_t *args = json_pack("{s:I}", "talk", (json_int_t)visit_id(v));

	if (after)
		verb_arg_put(v, args, &(struct verb_arg){ .name = "after", .type = 'i' }, after);
	if (reason)
		json_object_set_new(args, "reason", json_string(reason));
	visit_ask(v, "talk", "talk show", args);
	visit_ask_softly(v, "talks", "talk list", NULL);
	visit_ask_softly(v, "phrases", "phrase list", NULL);
	visit_ask_softly(v, "notes", "note list",
			 json_pack("{s:I}", "talk", (json_int_t)visit_id(v)));
}

static void show_head(struct visit *v, struct html *h, json_t *t)
{
	const char *code = js(t, "incident"), *tier = js(t, "tier");

	part_begin(v, h, "head", "talk incident", NULL);
	html_open(h, "p", "class", "talkhead", NULL);
	html_words(h, js(t, "pseudonym"));
	html_textf(h, " · %s · ", js(t, "handle") ? js(t, "handle") : "");
	html_text(h, say_value(v, "language", js(t, "language")));
	if (js(t, "peer") && !jb(t, "mine")) {
		html_text(h, " · ");
		html_text(h, say(v, "ui.talk.with"));
		html_text(h, " ");
		html_words(h, js(t, "peer"));
	}
	if (jb(t, "practice"))
		el_badge(v, h, "calm", say(v, "ui.offer.practice"));
	if (tier && strcmp(tier, "none") != 0)
		el_badge(v, h, strcmp(tier, "A") == 0 || strcmp(tier, "B") == 0 ? "danger" : "warn",
			 say_value(v, "tier", tier));
	if (!jb(t, "open"))
		el_badge(v, h, "calm", say(v, "ui.talk.over"));
	html_close(h);
	if (code) {
		html_open(h, "p", "class", "danger", NULL);
		html_text(h, say(v, "ui.talk.incident"));
		html_text(h, " ");
		if (v->roles & (ROLE_O | ROLE_M | ROLE_S | ROLE_G))
			html_el(h, "a", code, "href", talloc_asprintf(v, "/incidents/%s", code),
				NULL);
		html_close(h);
	}
	part_end(h);
}

static void show_lines(struct visit *v, struct html *h, json_t *talk)
{
	json_t *line, *note = json_object_get(talk, "note");
	size_t i;

	if (js(note, "text")) {
		html_open(h, "blockquote", "class", "handed", NULL);
		html_text(h, say(v, "ui.talk.handed"));
		html_text(h, " ");
		html_words(h, js(note, "from"));
		html_text(h, ": ");
		html_words(h, js(note, "text"));
		html_close(h);
	}
	html_open(h, "ol", "id", "lines", "class", "lines", "data-talk", v->id, "aria-label",
		  say(v, "ui.talk.lines"), "tabindex", "0", NULL);
	json_array_foreach(json_object_get(talk, "lines"), i, line)
		talk_line(v, h, line);
	html_close(h);
}

/* --- Writing -------------------------------------------------------------- */

static const char *phrase(struct visit *v, const char *key)
{
	json_t *p;
	size_t i;

	json_array_foreach(json_object_get(visit_answer(v, "phrases"), "items"), i, p)
		if (key && js(p, "key") && strcmp(js(p, "key"), key) == 0)
			return js(p, "text");
	return NULL;
}

static void show_phrases(struct visit *v, struct html *h)
{
	json_t *p, *items = json_object_get(visit_answer(v, "phrases"), "items");
	size_t i;

	if (!json_array_size(items))
		return;
	html_open(h, "details", "id", "phrases", NULL);
	el(v, h, "summary", "ui.phrases.title");
	html_open(h, "ul", "class", "phrases", NULL);
	json_array_foreach(items, i, p) {
		html_open(h, "li", NULL);
		html_el(h, "a", js(p, "text"), "href", talloc_asprintf(v,
			"/talks/%s?phrase=%s", v->id,
			http_url_encode(v, js(p, "key") ? js(p, "key") : "")), "data-phrase",
			HTML_YES, NULL);
		html_close(h);
	}
	html_close(h);
	html_close(h);
}

/* The same key twice is said once: a line that fell may be tried again. */
static void show_compose(struct visit *v, struct html *h, json_t *talk)
{
	const char *put = phrase(v, visit_query(v, "phrase"));
	const char *draft = js(talk, "draft"), *text;
	char key[UUID_LEN + 1];

	rand_uuid(key);
	text = put && draft && *draft ? talloc_asprintf(v, "%s\n%s", draft, put) :
		put ? put : draft;
	form_begin(v, h, talloc_asprintf(v, "/talks/%s/say", v->id), "compose");
	form_hidden(h, "key", visit_typed(v, "key", key));
	html_el(h, "label", say(v, "ui.compose.label"), "for", "text", NULL);
	html_el(h, "textarea", visit_typed(v, "text", text ? text : ""), "id", "text",
		"name", "text",
		"rows", "3", "maxlength", talloc_asprintf(v, "%d", TEXT_MAX), "required", HTML_YES,
		"dir", "auto", "aria-describedby", "compose-hint", NULL);
	html_open(h, "div", "class", "row", NULL);
	form_button(v, h, "ui.compose.send", "go");
	html_el(h, "span", say(v, "ui.compose.hint"), "id", "compose-hint", "class", "hint", NULL);
	html_el(h, "span", NULL, "id", "compose-state", "role", "status", "class", "hint",
		"data-saved", say(v, "ui.compose.saved"), "data-failed",
		say(v, "ui.compose.failed"),
		"data-sending", say(v, "ui.compose.sending"), NULL);
	html_close(h);
	form_end(h);
	show_phrases(v, h);
}

/* --- All that can be done besides ----------------------------------------- */

static void more_form(struct visit *v, struct html *h, const char *what, const char *summary,
		      const char *why, const struct field *f)
{
	html_open(h, "details", NULL);
	el(v, h, "summary", summary);
	el(v, h, "p", why);
	form_begin(v, h, talloc_asprintf(v, "/talks/%s/%s", v->id, what), NULL);
	if (f)
		form_field(v, h, f);
	form_button(v, h, summary, NULL);
	form_end(h);
	html_close(h);
}

static void show_abuse(struct visit *v, struct html *h)
{
	const struct choice kinds[] = {
		{ "sexual", say(v, "ui.abuse.sexual") }, { "abuse", say(v, "ui.abuse.abuse") },
	};

	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.talk.abuse");
	el(v, h, "p", "ui.talk.abuse.why");
	form_begin(v, h, talloc_asprintf(v, "/talks/%s/abuse", v->id), NULL);
	form_radios(v, h, &(struct question){
		"kind", "ui.talk.abuse.kind", kinds, ARRAY_LEN(kinds), NULL });
	form_button(v, h, "ui.talk.abuse", NULL);
	form_end(h);
	html_close(h);
}

static void show_more(struct visit *v, struct html *h)
{
	static const struct field note = { .name = "note", .label = "ui.talk.handover.note",
		.type = "textarea", .max = NOTE_MAX };
	static const struct field what = { .name = "text", .label = "ui.talk.report.text",
		.type = "textarea", .max = NOTE_MAX, .required = true };

	html_open(h, "section", "class", "more", "aria-labelledby", "more-title", NULL);
	html_el(h, "h2", say(v, "ui.talk.more"), "id", "more-title", NULL);
	if (v->roles & ROLE_P) {
		more_form(v, h, "help", "ui.talk.help", "ui.talk.help.why", NULL);
		more_form(v, h, "handover", "ui.talk.handover", "ui.talk.handover.why", &note);
		more_form(v, h, "minor", "ui.talk.minor", "ui.talk.minor.why", NULL);
		show_abuse(v, h);
		more_form(v, h, "block", "ui.talk.block", "ui.talk.block.why", NULL);
		more_form(v, h, "report", "ui.talk.report", "ui.talk.report.why", &what);
	}
	more_form(v, h, "end", "ui.talk.end", "ui.talk.end.why", NULL);
	html_close(h);
}

static void show_notes(struct visit *v, struct html *h)
{
	static const struct field text = { .name = "text", .label = "ui.note.text",
		.type = "textarea", .max = NOTE_MAX, .required = true };
	json_t *n, *items = json_object_get(visit_answer(v, "notes"), "items");
	size_t i;

	if (!visit_answer(v, "notes"))
		return;
	html_open(h, "section", "class", "notes", "aria-labelledby", "notes-title", NULL);
	html_el(h, "h2", say(v, "ui.notes.title"), "id", "notes-title", NULL);
	html_open(h, "ul", "class", "cards", NULL);
	json_array_foreach(items, i, n) {
		html_open(h, "li", NULL);
		html_words(h, js(n, "text"));
		html_open(h, "p", "class", "quiet", NULL);
		html_words(h, js(n, "by"));
		html_text(h, " · ");
		html_text(h, say(v, "ui.note.until"));
		html_text(h, " ");
		html_text(h, say_day(v, ji(n, "until_at_ms")));
		html_close(h);
		if (jb(n, "mine"))
			button(v, h, talloc_asprintf(v, "/talks/%s/note/drop", v->id),
			       "ui.note.drop", "note",
			       talloc_asprintf(v, "%" PRId64, ji(n, "id")), NULL);
		html_close(h);
	}
	html_close(h);
	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.note.add");
	form_begin(v, h, talloc_asprintf(v, "/talks/%s/note", v->id), NULL);
	form_field(v, h, &text);
	form_field(v, h, &(struct field){ .name = "days", .label = "ui.note.days", .type = "number",
		.value = "14", .min = 1, .max = 90, .required = true });
	form_button(v, h, "ui.note.add", NULL);
	form_end(h);
	html_close(h);
	html_close(h);
}

static void show_talk(struct visit *v, struct html *h)
{
	json_t *talk = visit_answer(v, "talk"), *t = json_object_get(talk, "talk");
	bool part = jb(t, "mine") || jb(t, "joined");

	html_open(h, "div", "class", "twocol", NULL);
	html_open(h, "aside", "aria-label", say(v, "ui.talks.title"), NULL);
	if (visit_answer(v, "talks"))
		talk_list(v, h, visit_answer(v, "talks"), ji(t, "id"));
	html_close(h);
	html_open(h, "div", NULL);
	show_head(v, h, t);
	show_lines(v, h, talk);
	if (jb(t, "open") && part)
		show_compose(v, h, talk);
	if (part && !jb(t, "open") && js(t, "why") && (strcmp(js(t, "why"), "abuse") == 0 ||
						       strcmp(js(t, "why"), "sexual") == 0))
		button(v, h, talloc_asprintf(v, "/talks/%s/mistake", v->id),
		       "ui.talk.mistake", NULL);
	if (jb(t, "open") && part)
		show_more(v, h);
	show_notes(v, h);
	html_close(h);
	html_close(h);
}

/* --- Forms ---------------------------------------------------------------- */

/* An empty draft deletes it, so "" must be sent. */
static void fix_draft(struct visit *v, json_t *args)
{
	if (!json_object_get(args, "text"))
		json_object_set_new(args, "text", json_string(""));
}

const struct page talk_pages[] = {
	{ "/talks", "ui.talks.title", ROLE_P | ROLE_S | ROLE_O | ROLE_G, 0,
	  "ui.nav.talks", ask_talks,
	  show_talks, NULL },
	{ "/talks/:id", "ui.talk.title", ROLE_P | ROLE_S | ROLE_O | ROLE_G | ROLE_C | ROLE_M, 0,
	  NULL, ask_talk, show_talk, NULL },
};
#define BACK "/talks/:id"
const struct action talk_actions[] = {
	{ "/talks/open", "talk open", "who", "/talks", NULL, done_open, NULL },
	{ "/talks/:id/say", "talk say", "talk text key", BACK, NULL, NULL, NULL },
	{ "/talks/:id/held", "talk held", "line send", BACK, NULL, NULL, NULL },
	{ "/talks/:id/draft", "draft save", "talk text", BACK, NULL, NULL, fix_draft },
	{ "/talks/:id/handover", "talk handover", "talk note", BACK, "ui.said.handed", NULL, NULL },
	{ "/talks/:id/help", "talk help", "talk", BACK, "ui.said.help", NULL, NULL },
	{ "/talks/:id/minor", "talk minor", "talk", BACK, "ui.said.minor", NULL, NULL },
	{ "/talks/:id/abuse", "talk abuse", "talk kind", BACK, "ui.said.ended", NULL, NULL },
	{ "/talks/:id/mistake", "talk mistake", "talk", BACK, "ui.said.done", NULL, NULL },
	{ "/talks/:id/block", "talk block", "talk", BACK, "ui.said.blocked", NULL, NULL },
	{ "/talks/:id/report", "talk report", "talk text", BACK, "ui.said.reported", NULL, NULL },
	{ "/talks/:id/end", "talk end", "talk", BACK, "ui.said.ended", NULL, NULL },
	{ "/talks/:id/note", "note add", "talk text days", BACK, "ui.said.saved", NULL, NULL },
	{ "/talks/:id/note/drop", "note drop", "note", BACK, "ui.said.done", NULL, NULL },
};
DEFINE_TABLES(talk)
