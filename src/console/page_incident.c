// SPDX-License-Identifier: AGPL-3.0-or-later
/* People in danger: both clocks, what was said, what a human asks, the number,
 * and how it ended. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

#define READERS (ROLE_O | ROLE_M | ROLE_S | ROLE_G)

/* --- The list ------------------------------------------------------------------------------ */

static void ask_list(struct visit *v)
{
	json_t *args = visit_query(v, "closed") ? json_pack("{s:b}", "closed", 1) : NULL;

	visit_ask(v, "incidents", "incident list", args);
}

/* A clock that runs says so in words; one that stopped says when it took. */
static void clock_cell(struct visit *v, struct html *h, const char *label, int64_t from_ms,
		       int64_t to_ms, int64_t due_ms)
{
	bool late = due_ms && !to_ms && v->now_ms > due_ms;

	html_open(h, "span", "class", to_ms ? "clock done" : late ? "clock late" : "clock runs",
		  NULL);
	html_el(h, "span", say(v, label), "class", "label", NULL);
	html_text(h, " ");
	if (!from_ms)
		html_text(h, say(v, "ui.clock.not"));
	else if (to_ms)
		html_text(h, say_span(v, to_ms - from_ms));
	else
		el_since(v, h, from_ms);
	if (!to_ms && due_ms && from_ms) {
		html_text(h, " ");
		html_text(h, say(v, late ? "ui.clock.late" : "ui.clock.due"));
		html_text(h, " ");
		el_time(v, h, due_ms);
	}
	html_close(h);
}

static void clocks(struct visit *v, struct html *h, json_t *i)
{
	html_open(h, "p", "class", "clocks", NULL);
	clock_cell(v, h, "ui.clock.alarm", ji(i, "opened_at_ms"), ji(i, "acked_at_ms"), 0);
	clock_cell(v, h, "ui.clock.contact", ji(i, "acked_at_ms"), ji(i, "contact_at_ms"),
		   ji(i, "contact_due_at_ms"));
	html_close(h);
}

static void badges(struct visit *v, struct html *h, json_t *i)
{
	const char *state = js(i, "state");

	html_text(h, " ");
	el_badge(v, h, "danger", say_value(v, "tier", js(i, "tier")));
	el_badge(v, h, state && strcmp(state, "alarming") == 0 ? "danger" : "calm",
		 say_value(v, "incident.state", state));
	if (jb(i, "drill"))
		el_badge(v, h, "calm", say(v, "ui.incident.drill"));
	if (jb(i, "other_is_danger"))
		el_badge(v, h, "warn", say(v, "ui.incident.other"));
}

static void show_one(struct visit *v, struct html *h, json_t *i)
{
	const char *code = js(i, "code");

	html_open(h, "li", "class", "incident", NULL);
	html_open(h, "h2", NULL);
	if (v->roles & READERS)
		html_el(h, "a", code, "href", talloc_asprintf(v, "/incidents/%s", code ? code : ""),
			NULL);
	else	/* a coordinator sees that it is, not what was said */
		html_text(h, code);
	badges(v, h, i);
	html_close(h);
	html_open(h, "p", NULL);
	html_words(h, js(i, "who"));
	html_text(h, " · ");
	el_time(v, h, ji(i, "opened_at_ms"));
	if (js(i, "with")) {
		html_text(h, " · ");
		html_text(h, say(v, "ui.incident.with"));
		html_text(h, " ");
		html_words(h, js(i, "with"));
	}
	html_close(h);
	clocks(v, h, i);
	html_close(h);
}

static void show_list(struct visit *v, struct html *h)
{
	json_t *i, *items = json_object_get(visit_answer(v, "incidents"), "items");
	bool closed = visit_query(v, "closed");
	size_t n;

	html_open(h, "p", NULL);
	link_to(v, h, closed ? "/incidents" : "/incidents?closed=yes",
		closed ? "ui.incidents.open" : "ui.incidents.closed", NULL);
	html_text(h, " · ");
	link_to(v, h, "/reveals", "ui.reveals.title", NULL);
	html_close(h);
	part_begin(v, h, "incidents", "incident", NULL);
	if (!empty(v, h, items, "ui.incidents.none")) {
		html_open(h, "ul", "class", "cards", NULL);
		json_array_foreach(items, n, i)
			show_one(v, h, i);
		html_close(h);
	}
	part_end(h);
}

/* --- One ------------------------------------------------------------------------------------ */

static void ask_one(struct visit *v)
{
	json_t *args = json_pack("{s:s}", "code", v->id);

	if (visit_reason(v))
		json_object_set_new(args, "reason", json_string(visit_reason(v)));
	else	/* asked with one that cannot be: so that the desk asks for a reason */
		json_object_set_new(args, "reason", json_string(""));
	visit_ask(v, "one", "incident show", args);
}

static void step_words(struct visit *v, struct html *h, json_t *step)
{
	struct html_mark marks[32];
	size_t n = 0, i;
	json_t *m;

	json_array_foreach(json_object_get(step, "marks"), i, m)
		if (n < ARRAY_LEN(marks))
			marks[n++] = (struct html_mark){
				(size_t)json_integer_value(json_array_get(m, 0)),
				(size_t)json_integer_value(json_array_get(m, 1)) };
	html_open(h, "p", "class", "said", NULL);
	html_words_marked(h, js(step, "text"), marks, n);
	html_close(h);
}

static void show_steps(struct visit *v, struct html *h, json_t *one)
{
	json_t *s;
	size_t i;

	part_begin(v, h, "steps", "incident", "ui.incident.steps");
	html_open(h, "ol", "class", "steps", NULL);
	json_array_foreach(json_object_get(one, "steps"), i, s) {
		html_open(h, "li", NULL);
		el_time(v, h, ji(s, "at_ms"));
		html_text(h, " ");
		html_text(h, js(s, "words") ? say_told(v, js(s, "words")) : js(s, "what"));
		if (js(s, "by")) {
			html_text(h, " · ");
			html_words(h, js(s, "by"));
		}
		if (js(s, "detail") && *js(s, "detail")) {
			html_text(h, " · ");
			html_words(h, js(s, "detail"));
		}
		if (jb(s, "ladder"))
			html_textf(h, " · %s", say(v, "ui.ladder.title"));
		else if (js(s, "text"))
			step_words(v, h, s);
		html_close(h);
	}
	html_close(h);
	part_end(h);
}

static const char *path(struct visit *v, const char *what)
{
	return talloc_asprintf(v, "/incidents/%s/%s", v->id, what);
}

/* The protocol counts each way of trying: before "unreachable" all have to be used. */
static void tried_form(struct visit *v, struct html *h)
{
	const struct choice hows[] = {
		{ "2", say(v, "ui.tried.call") }, { "1", say(v, "ui.tried.text") },
		{ "3", say(v, "ui.tried.other") },
	};

	form_begin(v, h, path(v, "tried"), "inline");
	form_select(v, h, &(struct question){ "how", "ui.tried.how", hows, ARRAY_LEN(hows), "2" });
	form_button(v, h, "ui.incident.tried", NULL);
	form_end(h);
}

/* What can be done next stands first. */
static void show_next(struct visit *v, struct html *h, json_t *one)
{
	const char *state = js(one, "state");
	bool alarming = state && strcmp(state, "alarming") == 0, mine = jb(one, "mine");
	char *talk = ji(one, "talk") ? talloc_asprintf(v, "/talks/%" PRId64, ji(one, "talk")) :
		NULL;

	part_begin(v, h, "next", "incident", "ui.incident.next");
	if (jb(one, "other_is_danger"))
		html_el(h, "p", say(v, "ui.incident.other.why"), "class", "error", NULL);
	html_open(h, "div", "class", "row", NULL);
	if (!mine)
		button(v, h, path(v, "ack"), alarming ? "ui.incident.ack" : "ui.incident.ack.too",
		       NULL);
	if (mine) {
		button(v, h, path(v, "with"), "ui.incident.write", NULL);
		if (js(one, "peer"))
			button(v, h, path(v, "with"), "ui.incident.over", "take_over", "yes", NULL);
		button(v, h, path(v, "contact"), "ui.incident.contact", NULL);
		button(v, h, path(v, "back"), "ui.incident.back", NULL);
	}
	html_close(h);
	if (mine)
		tried_form(v, h);
	if (talk) {
		html_open(h, "p", NULL);
		link_to(v, h, talk, "ui.incident.talk", NULL);
		html_close(h);
	}
	html_el(h, "p",
		say_with(v, "ui.incident.tries", WORDS_ARGS(WORDS_NUMBER("n", ji(one, "tries")))),
		"class", "quiet", NULL);
	part_end(h);
}

static void ladder_question(struct visit *v, struct html *h, const char *name, const char *label)
{
	static const char *const when[] = { "now", "today", "later", "unclear", "not-asked" };
	static const char *const yes[] = { "yes", "no", "unclear", "not-asked" };
	bool times = strcmp(name, "when") == 0;
	const char *const *values = times ? when : yes;
	size_t len = times ? ARRAY_LEN(when) : ARRAY_LEN(yes);
	struct choice choices[5];

	for (size_t i = 0; i < len; i++)
		choices[i] = (struct choice){ values[i], say_value(v, "ladder", values[i]) };
	form_radios(v, h, &(struct question){ name, label, choices, len, "not-asked" });
}

/* "Thoughts: yes · Plan: no · ...", and their words. */
static void ladder_answers(struct visit *v, struct html *h, json_t *l)
{
	static const char *const names[] = { "thoughts", "plan", "means", "when" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		html_textf(h, " · %s %s", say_value(v, "ladder.short", names[i]),
			   say_value(v, "ladder", js(l, names[i])));
	if (js(l, "text") && *js(l, "text")) {
		html_text(h, " · ");
		html_words(h, js(l, "text"));
	}
}

static void show_ladder(struct visit *v, struct html *h, json_t *one)
{
	static const struct field text = { .name = "text", .label = "ui.ladder.text",
		.type = "textarea", .max = 2000 };
	json_t *l;
	size_t i;

	html_open(h, "section", "aria-labelledby", "ladder-title", NULL);
	html_el(h, "h2", say(v, "ui.ladder.title"), "id", "ladder-title", NULL);
	el(v, h, "p", "ui.ladder.why");
	json_array_foreach(json_object_get(one, "ladder"), i, l) {
		html_open(h, "p", "class", "quiet", NULL);
		el_time(v, h, ji(l, "at_ms"));
		html_text(h, " · ");
		html_words(h, js(l, "by"));
		ladder_answers(v, h, l);
		html_close(h);
	}
	form_begin(v, h, path(v, "ladder"), "ladder");
	ladder_question(v, h, "thoughts", "ui.ladder.thoughts");
	ladder_question(v, h, "plan", "ui.ladder.plan");
	ladder_question(v, h, "means", "ui.ladder.means");
	ladder_question(v, h, "when", "ui.ladder.when");
	form_field(v, h, &text);
	form_button(v, h, "ui.save", NULL);
	form_end(h);
	html_close(h);
}

/* One discreet text the day after, at the hour they agreed to; none, if they want none. */
static void show_followup(struct visit *v, struct html *h)
{
	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.followup.title");
	el(v, h, "p", "ui.followup.why");
	form_begin(v, h, path(v, "followup"), NULL);
	form_field(v, h, &(struct field){ .name = "hour", .label = "ui.followup.hour",
		.type = "number", .min = 0, .max = 23 });
	form_button(v, h, "ui.save", NULL);
	form_end(h);
	html_close(h);
}

static void show_rest(struct visit *v, struct html *h, json_t *one)
{
	static const struct field note = { .name = "text", .label = "ui.incident.note",
		.type = "textarea", .max = 2000, .required = true };
	static const struct field reason = { .name = "reason", .label = "ui.reason.label",
		.type = "textarea", .min = 3, .max = 300, .required = true };
	struct choice outcomes[5];
	static const char *const n[] = { "1", "2", "3", "4", "5" };

	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.incident.note");
	form_begin(v, h, path(v, "note"), NULL);
	form_field(v, h, &note);
	form_button(v, h, "ui.save", NULL);
	form_end(h);
	html_close(h);
	show_followup(v, h);
	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.reveal.title");
	html_el(h, "p", say(v, strcmp(js(one, "tier") ? js(one, "tier") : "", "A") == 0 ?
			    "ui.reveal.why.a" : "ui.reveal.why.b"), NULL);
	form_begin(v, h, path(v, "reveal"), NULL);
	form_field(v, h, &reason);
	form_button(v, h, "ui.reveal.go", NULL);
	form_end(h);
	html_close(h);
	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.incident.close");
	for (size_t i = 0; i < ARRAY_LEN(outcomes); i++)
		outcomes[i] = (struct choice){ n[i], say_value(v, "outcome", n[i]) };
	form_begin(v, h, path(v, "close"), NULL);
	form_radios(v, h, &(struct question){
		"outcome", "ui.incident.how", outcomes, ARRAY_LEN(outcomes), NULL });
	form_button(v, h, "ui.incident.close", NULL);
	form_end(h);
	html_close(h);
}

static void show_incident(struct visit *v, struct html *h)
{
	json_t *one = visit_answer(v, "one");
	const char *state = js(one, "state");
	bool closed = state && strcmp(state, "closed") == 0;

	part_begin(v, h, "what", "incident", NULL);
	html_open(h, "p", "class", "talkhead", NULL);
	html_text(h, v->id);
	html_text(h, " · ");
	html_words(h, js(one, "who"));
	badges(v, h, one);
	html_close(h);
	clocks(v, h, one);
	if (closed)
		html_el(h, "p", say_told(v, js(one, "outcome")), NULL);
	part_end(h);
	if (!closed && (v->roles & (ROLE_O | ROLE_M)))
		show_next(v, h, one);
	show_steps(v, h, one);
	if (closed && (v->roles & (ROLE_O | ROLE_M | ROLE_C))) {
		html_open(h, "details", NULL);
		el(v, h, "summary", "ui.verdict.title");
		lexicon_mark_form(v, h, path(v, "mark"), v->id);
		html_close(h);
	}
	if (!closed && (v->roles & (ROLE_O | ROLE_M))) {
		show_ladder(v, h, one);
		show_rest(v, h, one);
	}
}

/* --- The number: once, on a page of its own, never in an address or a cache ------------------- */

static void show_number(struct visit *v, struct html *h)
{
	const char *number = js(v->shown, "number");

	el(v, h, "p", "ui.reveal.shown");
	html_open(h, "p", "class", "number", NULL);
	html_el(h, "a", number, "href", talloc_asprintf(v, "tel:%s", number ? number : ""), NULL);
	html_close(h);
	html_open(h, "p", NULL);
	link_to(v, h, talloc_asprintf(v, "/incidents/%s", v->id), "ui.back", "go");
	html_close(h);
}

static void done_reveal(struct visit *v, json_t *ok)
{
	v->shown = ok;
	frame_page(v, 200, say(v, "ui.reveal.title"), show_number);
}

static void done_with(struct visit *v, json_t *ok)
{
	visit_redirect(v, talloc_asprintf(v, "/talks/%" PRId64, ji(ok, "talk")));
}

/* --- Numbers that were asked for ------------------------------------------ */

static const struct column reveal_columns[] = {
	{ "code", "ui.col.incident", COL_LINK, "/incidents/:id" },
	{ "by", "ui.col.by", COL_WORDS, NULL }, { "at_ms", "ui.col.at", COL_TIME, NULL },
	{ "state", "ui.col.state", COL_VALUE, "reveal.state" },
	{ "reason", "ui.col.reason", COL_WORDS, NULL },
};
static const struct row_button reveal_buttons[] = {
	{ "/reveals/agree", "ui.reveal.agree", "reveal=id", "state", "asked" },
	{ "/reveals/review", "ui.reveal.fine", "reveal=id fine='yes", "state", "shown" },
	{ "/reveals/review", "ui.reveal.bad", "reveal=id fine='no", "state", "shown" },
};
static const struct list reveals = {
	.verb = "reveal list", .intro = "ui.reveals.intro", .columns = reveal_columns,
	.columns_len = ARRAY_LEN(reveal_columns), .buttons = reveal_buttons,
	.buttons_len = ARRAY_LEN(reveal_buttons), .events = "incident",
};

#define WHO (ROLE_O | ROLE_M | ROLE_S | ROLE_C | ROLE_G)
#define BACK "/incidents/:id"
const struct page incident_pages[] = {
	{ "/incidents", "ui.incidents.title", WHO, 0, "ui.nav.incidents", ask_list,
	  show_list, NULL },
	{ "/incidents/:id", "ui.incident.title", READERS, 0, NULL, ask_one, show_incident, NULL },
	{ "/reveals", "ui.reveals.title", ROLE_O | ROLE_M | ROLE_C | ROLE_U, 0, NULL, NULL,
	  NULL, &reveals },
};
const struct action incident_actions[] = {
	{ "/incidents/:id/ack", "incident ack", "code", BACK, "ui.said.yours", NULL, NULL },
	{ "/incidents/:id/contact", "incident contact", "code", BACK, "ui.said.contact",
	  NULL, NULL },
	{ "/incidents/:id/tried", "incident tried", "code how", BACK, "ui.said.tried", NULL, NULL },
	{ "/incidents/:id/followup", "incident followup", "code hour", BACK, "ui.said.saved",
	  NULL, NULL },
	{ "/incidents/:id/back", "incident back", "code", BACK, "ui.said.back", NULL, NULL },
	{ "/incidents/:id/note", "incident note", "code text", BACK, "ui.said.saved", NULL, NULL },
	{ "/incidents/:id/ladder", "incident ladder", "code thoughts plan means when text", BACK,
	  "ui.said.saved", NULL, NULL },
	{ "/incidents/:id/with", "incident with", "code take_over", BACK, NULL, done_with, NULL },
	{ "/incidents/:id/mark", "lexicon mark", "verdict code reason", BACK, "ui.said.saved",
	  NULL, NULL },
	{ "/incidents/:id/close", "incident close", "code outcome", BACK, "ui.said.closed",
	  NULL, NULL },
	{ "/incidents/:id/reveal", "incident reveal", "code reason", BACK, NULL,
	  done_reveal, NULL },
	{ "/reveals/agree", "reveal agree", "reveal", "/reveals", "ui.said.done", NULL, NULL },
	{ "/reveals/review", "reveal review", "reveal fine", "/reveals", "ui.said.saved",
	  NULL, NULL },
};
DEFINE_TABLES(incident)
