// SPDX-License-Identifier: AGPL-3.0-or-later
/* From a path to a page or a form, and what is shown when the desk says no. */
#include "console/console_int.h"
#include "base/mem.h"

#include <ctype.h>

#define PAGES_OF(n) { n##_pages, &n##_pages_len },
#define ACTIONS_OF(n) { n##_actions, &n##_actions_len },
const struct page_table page_tables[] = { PAGE_FILES(PAGES_OF) };
const struct action_table action_tables[] = { PAGE_FILES(ACTIONS_OF) };
const size_t page_tables_len = ARRAY_LEN(page_tables);
const size_t action_tables_len = ARRAY_LEN(action_tables);

/* ":id" stands for one part of letters, digits and hyphens. */
bool route_match(const char *pattern, const char *path, char id[64])
{
	while (*pattern && *path) {
		if (strncmp(pattern, ":id", 3) == 0) {
			size_t n = 0;

			while (isalnum((uint8_t)path[n]) || path[n] == '-' || path[n] == '_')
				n++;
			if (n == 0 || n > 63)
				return false;
			memcpy(id, path, n);
			id[n] = 0;
			pattern += 3;
			path += n;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *pattern == 0 && *path == 0;
}

const struct page *page_find(const char *path, char id[64])
{
	for (size_t t = 0; t < page_tables_len; t++)
		for (size_t i = 0; i < *page_tables[t].len; i++)
			if (route_match(page_tables[t].list[i].path, path, id))
				return &page_tables[t].list[i];
	return NULL;
}

static const struct action *action_find(const char *path, char id[64])
{
	for (size_t t = 0; t < action_tables_len; t++)
		for (size_t i = 0; i < *action_tables[t].len; i++)
			if (route_match(action_tables[t].list[i].path, path, id))
				return &action_tables[t].list[i];
	return NULL;
}

char *path_fill(const struct visit *v, const char *pattern)
{
	const char *at = strchr(pattern, ':'), *value;
	size_t len = at ? strcspn(at + 1, "/?&") : 0;
	char *name;

	if (!at)
		return talloc_strdup((void *)v, pattern);
	name = talloc_strndup((void *)v, at + 1, len);
	value = strcmp(name, "id") == 0 && v->id ? v->id : http_get(&v->req->form, name);
	if (!value)
		value = http_get(&v->req->query, name);
	return talloc_asprintf((void *)v, "%.*s%s%s", (int)(at - pattern), pattern,
			       http_url_encode((void *)v, value ? value : ""), at + 1 + len);
}

/* --- When the desk says no ------------------------------------------------------------- */

void show_confirm(struct visit *v, struct html *h)
{
	static const struct field code = { .name = "step_code", .label = "ui.code", .type = "text",
		.complete = "one-time-code", .max = 12, .required = true, .autofocus = true };

	el(v, h, "p", "ui.confirm.why");
	form_begin(v, h, v->action ? v->req->path : "/confirm", NULL);
	/* What was asked is asked again, with the code. */
	for (size_t i = 0; i < v->req->form.len; i++) {
		const struct http_pair *p = &v->req->form.list[i];

		if (strcmp(p->name, "csrf") != 0 && strcmp(p->name, "step_code") != 0)
			form_hidden(h, p->name, p->value);
	}
	if (!v->action)
		form_hidden(h, "to", visit_here(v));
	form_field(v, h, &code);
	form_button(v, h, "ui.confirm.go", NULL);
	form_end(h);
}

static void show_reason(struct visit *v, struct html *h)
{
	static const struct field reason = { .name = "reason", .label = "ui.reason.label",
		.type = "textarea", .min = 3, .max = 300, .required = true };

	el(v, h, "p", "ui.reason.why");
	form_begin(v, h, "/reason", NULL);
	form_hidden(h, "to", visit_here(v));
	form_field(v, h, &reason);
	form_button(v, h, "ui.reason.go", NULL);
	form_end(h);
}

void visit_to_login(struct visit *v)
{
	char *to = talloc_asprintf(v, "/login?to=%s", http_url_encode(v, visit_here(v)));

	http_set_cookie(v->req, "wls", "", NULL, -1);
	if (v->part)	/* the script shows it where the person is */
		visit_reply(v, 401, "text/plain; charset=utf-8", "log-in\n", 7);
	else
		visit_redirect(v, strcmp(v->req->path, "/") == 0 ||
			       strcmp(v->req->method, "POST") == 0 ? "/login" : to);
}

int visit_error_code(const char *code)
{
	static const struct { const char *name; int http; } codes[] = {
		{ "denied", 403 }, { "not-found", 404 }, { "wait", 429 }, { "conflict", 409 },
		{ "bad-args", 400 }, { "form", 400 }, { "form-old", 403 },
		{ "busy", 503 }, { "lost", 503 }, { "two", 202 },
	};

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (strcmp(codes[i].name, code) == 0)
			return codes[i].http;
	return 500;
}

bool visit_detour(struct visit *v)
{
	if (strcmp(v->error, "log-in") == 0)
		visit_to_login(v);
	else if (strcmp(v->error, "second-factor") == 0)
		visit_redirect(v, "/setup/code");
	else if (strcmp(v->error, "step-up") == 0)
		frame_page(v, 403, say(v, "ui.confirm.title"), show_confirm);
	else if (strcmp(v->error, "reason") == 0)
		frame_page(v, 403, say(v, "ui.reason.title"), show_reason);
	else
		return false;
	return true;
}

static void answer_error(struct visit *v)
{
	if (strcmp(v->error, "wait") == 0 || strcmp(v->error, "lost") == 0)
		http_add_header(v->req, "Retry-After", "10");
	frame_message(v, visit_error_code(v->error), "ui.error.title");
}

/* --- Pages ------------------------------------------------------------------------------- */

/* Who is it, in which language, where? */
void visit_know(struct visit *v)
{
	const char *lang, *zone;
	json_t *role;
	size_t i;

	v->whoami = visit_answer(v, "whoami");
	if (!v->whoami)
		return;
	v->roles = 0;
	json_array_foreach(json_object_get(v->whoami, "roles"), i, role)
		v->roles |= role_by_name(json_string_value(role));
	lang = js(v->whoami, "language");
	zone = js(v->whoami, "zone");
	if (lang && *lang)
		v->lang.lang = lang;
	if (zone && *zone)
		v->zone = zone;
	if (ji(v->whoami, "now_at_ms"))
		v->now_ms = ji(v->whoami, "now_at_ms");
}

/* Notices of forms come as a key in a cookie, once. */
static void notice_read(struct visit *v)
{
	const char *said = http_get(&v->req->cookies, "wln");

	if (!said || !*said)
		return;
	http_set_cookie(v->req, "wln", "", NULL, -1);
	if (strncmp(said, "ui.", 3) == 0 && words_raw(v->con->words, &v->lang, said))
		v->notice = said;
}

static void page_show(struct visit *v, struct html *h)
{
	if (v->page->list)
		list_show(v, h, v->page->list);
	else
		v->page->show(v, h);
}

static void page_answer(struct visit *v)
{
	const char *state;

	visit_know(v);
	state = js(v->whoami, "state");
	if (v->error[0]) {
		if (!visit_detour(v))
			answer_error(v);
		return;
	}
	if (v->whoami && state && strcmp(state, "ready") != 0 &&
	    !(v->page->flags & (PAGE_ANY_STATE | PAGE_OPEN))) {
		visit_redirect(v, strcmp(state, "password") == 0 ? "/setup/password" :
			       "/setup/code");
		return;
	}
	if (v->again) {
		snprintf(v->error, sizeof(v->error), "%s", v->again_error);
		v->error_text = v->again_text;
	} else {
		notice_read(v);
	}
	frame_page(v, v->again ? visit_error_code(v->error) : 200,
		   say(v, v->page->title), page_show);
}

/* Who it is first: a session that asks for too much of what it may not is ended. */
static void page_ask(struct visit *v)
{
	visit_know(v);
	if (!v->error[0] && v->page->list)
		list_ask(v, v->page->list);
	else if (!v->error[0] && v->page->ask)
		v->page->ask(v);
	visit_go(v, page_answer);
}

void page_serve(struct visit *v, const struct page *page)
{
	v->page = page;
	if (!(page->flags & PAGE_OPEN) && !v->session) {
		visit_to_login(v);
		return;
	}
	if (v->session && !(page->flags & PAGE_OPEN))
		visit_ask(v, "whoami", "whoami", NULL);
	visit_go(v, page_ask);
}

/* --- Everything that comes in --------------------------------------------- */

static bool serve_special(struct visit *v)
{
	static const struct { const char *path; void (*serve)(struct visit *v); } specials[] = {
		{ "/live", live_serve }, { "/health", health_serve }, { "/metrics", metrics_serve },
	};
	char id[64];

	if (strncmp(v->req->path, "/static/", 8) == 0 ||
	    strcmp(v->req->path, "/favicon.ico") == 0) {
		statics_serve(v);
		return true;
	}
	if (strncmp(v->req->path, "/api/", 5) == 0) {
		api_serve(v);
		return true;
	}
	if (route_match("/recordings/:id/sound", v->req->path, id)) {
		v->id = talloc_strdup(v, id);
		sound_serve(v);
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(specials); i++)
		if (strcmp(specials[i].path, v->req->path) == 0) {
			specials[i].serve(v);
			return true;
		}
	return false;
}

void route(void *console, struct http_req *req)
{
	struct visit *v = visit_new(console, req);
	bool post = strcmp(req->method, "POST") == 0;
	const struct action *action;
	const struct page *page;
	char id[64] = "";

	if (serve_special(v))
		return;
	page = post ? NULL : page_find(req->path, id);
	action = post ? action_find(req->path, id) : NULL;
	if (*id)
		v->id = talloc_strdup(v, id);
	if (page) {
		page_serve(v, page);
	} else if (action) {
		action_serve(v, action);
	} else {
		snprintf(v->error, sizeof(v->error), "not-found");
		frame_message(v, 404, "ui.error.title");
	}
}
