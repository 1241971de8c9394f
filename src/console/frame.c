// SPDX-License-Identifier: AGPL-3.0-or-later
/* What is around every page, and pages that are only a message. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

static void head(struct visit *v, struct html *h, const char *title)
{
	const struct statics *s = v->con->statics;

	html_open(h, "head", NULL);
	html_void(h, "meta", "charset", "utf-8", NULL);
	html_void(h, "meta", "name", "viewport", "content",
		  "width=device-width, initial-scale=1", NULL);
	html_void(h, "meta", "name", "color-scheme", "content", "light dark", NULL);
	html_open(h, "title", NULL);
	/* Who looks over a shoulder or at a list of tabs learns nothing. */
	html_textf(h, "%s", v->con->values->title);
	html_close(h);
	html_void(h, "link", "rel", "stylesheet", "href", statics_url(s, "console.css"), NULL);
	html_void(h, "link", "rel", "icon", "href", statics_url(s, "icon.svg"), NULL);
	html_el(h, "script", NULL, "type", "module", "src", statics_url(s, "console.js"), NULL);
	html_close(h);
}

/* The open page is named; deeper pages belong to the one above them. */
static bool is_here(const struct visit *v, const struct page *p)
{
	size_t len = strlen(p->path);

	return v->page && strncmp(v->page->path, p->path, len) == 0 &&
		(v->page->path[len] == 0 || (len > 1 && v->page->path[len] == '/'));
}

static void nav(struct visit *v, struct html *h)
{
	html_open(h, "nav", "aria-label", say(v, "ui.nav.pages"), NULL);
	html_open(h, "ul", NULL);
	for (size_t t = 0; t < page_tables_len; t++)
		for (size_t i = 0; i < *page_tables[t].len; i++) {
			const struct page *p = &page_tables[t].list[i];

			if (!p->nav || !(p->roles & v->roles))
				continue;
			html_open(h, "li", NULL);
			html_el(h, "a", say(v, p->nav), "href", p->path,
				"aria-current", is_here(v, p) ? "page" : NULL, NULL);
			html_close(h);
		}
	html_close(h);
	html_close(h);
}

static void header(struct visit *v, struct html *h)
{
	html_open(h, "header", NULL);
	nav(v, h);
	html_open(h, "div", "class", "account", NULL);
	html_el(h, "button", say(v, "ui.bell.off"), "type", "button", "id", "bell",
		"hidden", HTML_YES,
		"data-on", say(v, "ui.bell.on"), "data-off", say(v, "ui.bell.off"),
		"aria-pressed", "false", NULL);
	html_open(h, "a", "href", "/me", NULL);
	html_words(h, js(v->whoami, "pseudonym"));
	html_close(h);
	button(v, h, "/logout", "ui.logout", NULL);
	html_close(h);
	html_close(h);
}

/* Above everything: what cannot wait.  The script fills it. */
static void alarm_box(struct visit *v, struct html *h)
{
	html_open(h, "div", "id", "alarm", "role", "alert", "hidden", HTML_YES,
		  "data-text", say(v, "ui.alarm.text"), "data-open", say(v, "ui.alarm.open"),
		  "data-hush", say(v, "ui.alarm.hush"), NULL);
	html_close(h);
	if (v->roles & (ROLE_C | ROLE_M | ROLE_A))
		html_el(h, "p", NULL, "id", "second", "role", "status", "hidden", HTML_YES,
			"data-flow", say_value(v, "second", "flow"),
			"data-words", say_value(v, "second", "words"), NULL);
	html_el(h, "p", say(v, "ui.line.lost"), "id", "offline", "role", "status",
		"hidden", HTML_YES,
		NULL);
}

void frame_begin(struct visit *v, struct html *h, const char *title)
{
	bool in = v->whoami && !(v->page && (v->page->flags & PAGE_BARE));
	char seq[24];

	snprintf(seq, sizeof(seq), "%" PRId64, ji(v->whoami, "seq"));
	html_begin(h);
	html_open(h, "html", "lang", v->lang.lang, NULL);
	head(v, h, title);
	html_open(h, "body", "data-csrf", v->csrf, "data-seq", in ? seq : NULL,
		  "data-now", talloc_asprintf(v, "%" PRId64, v->now_ms),
		  "data-seen",
		  in && (v->roles & (ROLE_P | ROLE_S | ROLE_O | ROLE_G)) ? "yes" : NULL,
		  "data-rings", in && (v->roles & (ROLE_O | ROLE_M)) ? "incident" : NULL, NULL);
	html_el(h, "a", say(v, "ui.skip"), "class", "skip", "href", "#main", NULL);
	if (in)
		header(v, h);
	if (in)
		alarm_box(v, h);
	html_open(h, "main", "id", "main", "tabindex", "-1", "class", in ? NULL : "narrow", NULL);
	html_el(h, "h1", title, NULL);
	if (v->notice)
		html_el(h, "p", say(v, v->notice), "class", "notice", "role", "status", NULL);
}

void frame_end(struct visit *v, struct html *h)
{
	html_close(h);		/* main */
	html_el(h, "div", NULL, "id", "said", "role", "status", "class", "unseen", NULL);
	html_el(h, "div", NULL, "id", "sung", "aria-live", "polite", "class", "unseen",
		"data-line", say(v, "ui.live.line"), "data-offer", say(v, "ui.live.offer"), NULL);
	html_close_to(h, 0);
}

/* Times stand beside the error that made them: the text is the desk's. */
static void error_box(struct visit *v, struct html *h)
{
	html_open(h, "div", "class", "error", "role", "alert", "tabindex", "-1", NULL);
	html_el(h, "p", say_value(v, "error", v->error), NULL);
	if (v->error_text && strcmp(v->error, "log-in") != 0)
		html_el(h, "p", say_told(v, v->error_text), "class", "detail", NULL);
	html_close(h);
}

void frame_page(struct visit *v, int code, const char *title,
		void (*show)(struct visit *v, struct html *h))
{
	struct html *h = html_new(v);
	int depth;

	frame_begin(v, h, title);
	depth = h->depth;
	if (v->error[0] && (v->again || !show))
		error_box(v, h);
	if (show)
		show(v, h);
	html_close_to(h, depth);
	frame_end(v, h);
	html_done(h);
	visit_reply(v, code, "text/html; charset=utf-8", h->data, h->len);
}

void frame_message(struct visit *v, int code, const char *key)
{
	frame_page(v, code, say(v, key), NULL);
}
