// SPDX-License-Identifier: AGPL-3.0-or-later
/* The first page: a peer worker's duty, offers and conversations; for the
 * others what waits for them. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

/* The desk refuses what a role may not ask; those parts stay away. */
static void ask_home(struct visit *v)
{
	visit_ask_softly(v, "duty", "duty show", NULL);
	visit_ask_softly(v, "offers", "offer list", NULL);
	visit_ask_softly(v, "talks", "talk list", NULL);
	visit_ask_softly(v, "helps", "help list", NULL);
	visit_ask_softly(v, "incidents", "incident list", NULL);
	visit_ask_softly(v, "concerns", "concern list", NULL);
	visit_ask_softly(v, "seconds", "second list", NULL);
}

/* --- Duty --------------------------------------------------------------------------------- */

static void mood(struct visit *v, struct html *h, const char *kind)
{
	form_begin(v, h, "/duty/mood", "mood");
	html_open(h, "fieldset", NULL);
	html_el(h, "legend", say_value(v, "mood.ask", kind), NULL);
	for (int i = 1; i <= 5; i++) {
		char n[2] = { (char)('0' + i), 0 };

		html_el(h, "button", say_value(v, "mood", n), "type", "submit", "name", "mood",
			"value", n, NULL);
	}
	html_close(h);
	form_end(h);
}

/* To which conversation do the words belong that they texted without a name? */
static void which_buttons(struct visit *v, struct html *h)
{
	json_t *t;
	size_t i;

	json_array_foreach(json_object_get(visit_answer(v, "talks"), "items"), i, t) {
		if (!jb(t, "open"))
			continue;
		html_open(h, "button", "type", "submit", "name", "talk", "value",
			  talloc_asprintf(v, "%" PRId64, ji(t, "id")), NULL);
		html_words(h, js(t, "pseudonym"));
		html_close(h);
	}
}

/* What a phone would have been asked, with a button for each digit. */
static void question(struct visit *v, struct html *h, const char *kind)
{
	static const struct { const char *kind; int digits; } questions[] = {
		{ "debrief", 2 }, { "minor", 2 }, { "abuse", 3 }, { "which", 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
		if (strcmp(questions[i].kind, kind) != 0)
			continue;
		form_begin(v, h, "/duty/answer", "mood");
		form_hidden(h, "kind", kind);
		html_open(h, "fieldset", NULL);
		html_el(h, "legend", say_value(v, "ask", kind), NULL);
		if (!questions[i].digits)
			which_buttons(v, h);
		for (int d = 1; d <= questions[i].digits; d++) {
			char n[2] = { (char)('0' + d), 0 };

			html_el(h, "button", say_value(v, talloc_asprintf(v, "ask.%s", kind), n),
				"type", "submit", "name", "answer", "value", n, NULL);
		}
		html_close(h);
		form_end(h);
	}
}

static void duty_buttons(struct visit *v, struct html *h, const char *state)
{
	bool on = strcmp(state, "on") == 0, off = strcmp(state, "off") == 0;

	html_open(h, "div", "class", "row", NULL);
	if (!on)
		button(v, h, "/duty/on", "ui.duty.go.on", NULL);
	if (on)
		button(v, h, "/duty/rest", "ui.duty.go.rest", NULL);
	if (!off)
		button(v, h, "/duty/off", "ui.duty.go.off", NULL);
	html_close(h);
}

static void show_duty(struct visit *v, struct html *h)
{
	json_t *duty = visit_answer(v, "duty"), *ask = json_object_get(duty, "ask");
	const char *state = js(duty, "state"), *kind = js(ask, "kind");

	if (!duty || !state)
		return;
	part_begin(v, h, "duty", "duty talk", "ui.duty.title");
	html_open(h, "p", NULL);
	el_badge(v, h, strcmp(state, "on") == 0 ? "ok" : "calm", say_value(v, "duty.state", state));
	if (ji(duty, "until_at_ms")) {
		html_text(h, " ");
		html_text(h, say(v, "ui.duty.until"));
		html_text(h, " ");
		el_time(v, h, ji(duty, "until_at_ms"));
	}
	html_close(h);
	if (!jb(duty, "trained"))
		html_el(h, "p", say(v, "ui.duty.untrained"), "class", "notice", NULL);
	if (kind && (strncmp(kind, "mood-", 5) == 0 || strcmp(kind, "day-after") == 0))
		mood(v, h, kind);
	else if (kind)
		question(v, h, kind);
	duty_buttons(v, h, state);
	html_el(h, "p",
		say_with(v, "ui.duty.today", WORDS_ARGS(WORDS_NUMBER("n", ji(duty, "today")),
		WORDS_NUMBER("cap", ji(duty, "cap")))), "class", "quiet", NULL);
	part_end(h);
}

/* --- Offers: who has waited longest stands first -------------------------- */

static int by_waiting(const void *a, const void *b)
{
	int64_t x = ji(*(json_t *const *)a, "since_at_ms"),
		y = ji(*(json_t *const *)b, "since_at_ms");

	return x < y ? -1 : x > y;
}

static void tier_badge(struct visit *v, struct html *h, const char *tier)
{
	if (!tier || strcmp(tier, "none") == 0)
		return;
	html_text(h, " ");
	el_badge(v, h, strcmp(tier, "A") == 0 || strcmp(tier, "B") == 0 ? "danger" : "warn",
		 say_value(v, "tier", tier));
}

/* "you speak Swahili": the desk gives a key and what it is about. */
static const char *reason(struct visit *v, json_t *r)
{
	return js(r, "key") ? say_with(v, talloc_asprintf(v, "ui.%s.%s", "why", js(r, "key")),
		WORDS_ARGS(WORDS_TEXT("what", js(r, "what")))) : NULL;
}

static const char *wish(struct visit *v, json_t *w)
{
	(void)v;
	return js(w, "what");
}

static char *joined(struct visit *v, json_t *items, const char *separator,
		    const char *(*text_of)(struct visit *v, json_t *item))
{
	char *out = talloc_strdup(v, "");
	json_t *item;
	size_t i;

	json_array_foreach(items, i, item) {
		const char *one = text_of(v, item);

		if (one)
			out = talloc_asprintf(v, "%s%s%s", out, *out ? separator : "", one);
	}
	return out;
}

static void why_line(struct visit *v, struct html *h, const char *label, const char *text)
{
	if (!*text)
		return;
	html_open(h, "p", "class", "why", NULL);
	html_text(h, say(v, label));
	html_text(h, " ");
	html_words(h, text);
	html_close(h);
}

static void show_offer(struct visit *v, struct html *h, json_t *o)
{
	char *id = talloc_asprintf(v, "%" PRId64, ji(o, "id"));

	html_open(h, "li", "class", "offer", NULL);
	html_open(h, "h3", NULL);
	html_words(h, js(o, "pseudonym"));
	tier_badge(v, h, js(o, "tier"));
	if (jb(o, "newcomer"))
		el_badge(v, h, "calm", say(v, "ui.offer.newcomer"));
	if (jb(o, "practice"))
		el_badge(v, h, "calm", say(v, "ui.offer.practice"));
	html_close(h);
	html_open(h, "p", NULL);
	html_text(h, say_value(v, "offer.kind", js(o, "kind")));
	html_text(h, " · ");
	html_text(h, say(v, "ui.waiting"));
	html_text(h, " ");
	el_since(v, h, ji(o, "since_at_ms"));
	if (ji(o, "until_at_ms")) {
		html_text(h, " · ");
		html_text(h, say(v, "ui.offer.left"));
		html_text(h, " ");
		el_left(v, h, ji(o, "until_at_ms"));
	}
	html_close(h);
	why_line(v, h, "ui.offer.why", joined(v, json_object_get(o, "why"), "; ", reason));
	why_line(v, h, "ui.offer.wishes", joined(v, json_object_get(o, "wishes"), ", ", wish));
	html_open(h, "div", "class", "row", NULL);
	button(v, h, "/offers/accept", "ui.offer.accept", "offer", id, "yes", "yes", NULL);
	button(v, h, "/offers/pass", "ui.offer.pass", "offer", id, "yes", "no", NULL);
	html_close(h);
	html_close(h);
}

static void show_offers(struct visit *v, struct html *h)
{
	json_t *items = json_object_get(visit_answer(v, "offers"), "items"), **sorted;
	size_t n = json_array_size(items);

	if (!visit_answer(v, "offers"))
		return;
	part_begin(v, h, "offers", "offer duty", "ui.offers.title");
	if (!empty(v, h, items, "ui.offers.none")) {
		sorted = talloc_array(v, json_t *, n);
		for (size_t i = 0; i < n; i++)
			sorted[i] = json_array_get(items, i);
		qsort(sorted, n, sizeof(*sorted), by_waiting);
		html_open(h, "ul", "class", "cards", NULL);
		for (size_t i = 0; i < n; i++)
			show_offer(v, h, sorted[i]);
		html_close(h);
	}
	part_end(h);
}

static void done_offer(struct visit *v, json_t *ok)
{
	int64_t talk = ji(ok, "talk");

	visit_redirect(v, talk ? talloc_asprintf(v, "/talks/%" PRId64, talk) : "/");
}

/* --- The others' parts ---------------------------------------------------- */

static void show_helps(struct visit *v, struct html *h)
{
	json_t *o, *items = json_object_get(visit_answer(v, "helps"), "items");
	size_t i;

	if (!visit_answer(v, "helps"))
		return;
	part_begin(v, h, "helps", "help talk", "ui.helps.title");
	if (!empty(v, h, items, "ui.helps.none")) {
		html_open(h, "ul", "class", "cards", NULL);
		json_array_foreach(items, i, o) {
			char *talk = talloc_asprintf(v, "%" PRId64, ji(o, "talk"));

			html_open(h, "li", NULL);
			html_open(h, "p", NULL);
			html_words(h, js(o, "peer"));
			html_text(h, " · ");
			html_words(h, js(o, "pseudonym"));
			html_text(h, " · ");
			el_since(v, h, ji(o, "since_at_ms"));
			html_close(h);
			html_open(h, "div", "class", "row", NULL);
			button(v, h, "/help/join", "ui.help.join", "talk", talk, "take_over",
			       "no", NULL);
			button(v, h, "/help/take", "ui.help.take", "talk", talk, "take_over",
			       "yes", NULL);
			html_close(h);
			html_close(h);
		}
		html_close(h);
	}
	part_end(h);
}

static void done_help(struct visit *v, json_t *ok)
{
	const char *talk = http_get(&v->req->form, "talk");

	visit_redirect(v, talk && *talk && http_path_good(talloc_asprintf(v, "/talks/%s", talk)) ?
		       talloc_asprintf(v, "/talks/%s", talk) : "/");
}

/* How many are open, and where to go; the page of its own shows them. */
static void show_count(struct visit *v, struct html *h, const char *slot, const char *events,
		       const char *href, const char *key)
{
	json_t *items = json_object_get(visit_answer(v, slot), "items");
	size_t n = json_array_size(items);

	if (!visit_answer(v, slot))
		return;
	part_begin(v, h, slot, events, NULL);
	html_open(h, "p", "class", n ? "count some" : "count", NULL);
	html_open(h, "a", "href", href, NULL);
	html_text(h, say_with(v, key, WORDS_ARGS(WORDS_NUMBER("n", (int64_t)n))));
	html_close(h);
	html_close(h);
	part_end(h);
}

/* Somebody waits for a second name: a flow, or a proposal about danger words. */
static void show_seconds(struct visit *v, struct html *h)
{
	json_t *s, *items = json_object_get(visit_answer(v, "seconds"), "items");
	size_t i;

	if (!visit_answer(v, "seconds"))
		return;
	part_begin(v, h, "seconds", "review", json_array_size(items) ? "ui.flow.waits" : NULL);
	html_open(h, "ul", NULL);
	json_array_foreach(items, i, s) {
		bool flow = js(s, "of") && strcmp(js(s, "of"), "flow") == 0;

		html_open(h, "li", NULL);
		html_open(h, "a", "href",
			  flow ? talloc_asprintf(v, "/flows/%s", js(s, "name")) : "/words", NULL);
		html_text(h, say_value(v, "second", js(s, "of")));
		html_text(h, " ");
		html_words(h, js(s, "name"));
		html_close(h);
		el_names(h, js(s, "by"), NULL);
		if (jb(s, "mine"))
			html_el(h, "span", say(v, "ui.propose.mine"), "class", "quiet", NULL);
		html_close(h);
	}
	html_close(h);
	part_end(h);
}

static void show_home(struct visit *v, struct html *h)
{
	show_count(v, h, "incidents", "incident", "/incidents", "ui.home.incidents");
	show_duty(v, h);
	show_offers(v, h);
	show_helps(v, h);
	if (visit_answer(v, "talks"))
		talk_list(v, h, visit_answer(v, "talks"), 0);
	show_count(v, h, "concerns", "concern", "/concerns", "ui.home.concerns");
	show_seconds(v, h);
	if (v->roles & ROLE_L) {
		html_open(h, "p", NULL);
		link_to(v, h, "/flows", "ui.flows.title", NULL);
		html_close(h);
	}
	if (v->roles & (ROLE_K | ROLE_C | ROLE_M)) {
		html_open(h, "p", NULL);
		link_to(v, h, "/reports", "ui.nav.reports", NULL);
		html_close(h);
	}
	if (v->roles & ROLE_U) {
		html_open(h, "p", NULL);
		link_to(v, h, "/audit", "ui.nav.audit", NULL);
		html_close(h);
	}
}

const struct page home_pages[] = {
	{ "/", "ui.home.title", ROLE_ANY, 0, "ui.nav.home", ask_home, show_home, NULL },
};
const struct action home_actions[] = {
	{ "/live/seen", "live seen", "seq", "/", NULL, NULL, NULL },
	{ "/duty/on", "duty on", "", "/", "ui.said.on", NULL, NULL },
	{ "/duty/off", "duty off", "", "/", "ui.said.off", NULL, NULL },
	{ "/duty/rest", "duty rest", "", "/", "ui.said.rest", NULL, NULL },
	{ "/duty/mood", "duty mood", "mood", "/", "ui.said.thanks", NULL, NULL },
	{ "/duty/answer", "duty answer", "kind answer talk", "/", "ui.said.thanks", NULL, NULL },
	{ "/offers/accept", "offer answer", "offer yes", "/", NULL, done_offer, NULL },
	{ "/offers/pass", "offer answer", "offer yes", "/", "ui.said.passed", done_offer, NULL },
	{ "/help/join", "help answer", "talk take_over", "/", NULL, done_help, NULL },
	{ "/help/take", "help answer", "talk take_over", "/", NULL, done_help, NULL },
};
DEFINE_TABLES(home)
