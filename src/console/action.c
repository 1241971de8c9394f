// SPDX-License-Identifier: AGPL-3.0-or-later
/* A form that was sent: one verb, then back to a page. */
#include "console/console_int.h"
#include "base/mem.h"

/* The page that the form was on, with what was typed and what was wrong. */
void action_again(struct visit *v)
{
	char id[64] = "", *path = path_fill(v, v->action->back ? v->action->back : "/");
	char *query = strchr(path, '?');
	const struct page *page;

	if (query) {
		*query++ = 0;
		if (http_form_parse(v, query, strlen(query), &v->req->query) < 0)
			v->req->query.len = 0;
	}
	page = page_find(path, id);
	MUST(page);
	v->req->path = path;
	snprintf(v->again_error, sizeof(v->again_error), "%s", v->error);
	v->again_text = v->error_text;
	v->again = true;
	v->error[0] = 0;
	v->error_text = NULL;
	json_object_clear(v->answers);
	v->whoami = NULL;
	v->id = *id ? talloc_strdup(v, id) : v->id;
	page_serve(v, page);
}

/* --- Logged out while they wrote ------------------------------------------------------- */

static const char *const written[] = { "text", "note", "change" };

static bool has_written(const struct visit *v)
{
	for (size_t i = 0; i < ARRAY_LEN(written); i++) {
		const char *text = http_get(&v->req->form, written[i]);

		if (text && strlen(text) > 20)
			return true;
	}
	return false;
}

static void show_kept(struct visit *v, struct html *h)
{
	el(v, h, "p", "ui.again.why");
	html_open(h, "p", NULL);
	html_el(h, "a", say(v, "ui.again.login"), "href", "/login", "target", "_blank", "class",
		"go", NULL);
	html_close(h);
	form_begin(v, h, v->req->path, NULL);
	for (size_t i = 0; i < v->req->form.len; i++) {
		const struct http_pair *p = &v->req->form.list[i];

		if (strcmp(p->name, "csrf") != 0 && strcmp(p->name, "step_code") != 0)
			form_hidden(h, p->name, p->value);
	}
	form_button(v, h, "ui.again.send", NULL);
	form_end(h);
	for (size_t i = 0; i < ARRAY_LEN(written); i++) {
		html_open(h, "blockquote", NULL);
		html_words(h, http_get(&v->req->form, written[i]));
		html_close(h);
	}
}

/* What somebody wrote for half an hour does not go because their log-in did. */
static void to_login(struct visit *v)
{
	if (!has_written(v) || v->part) {
		visit_to_login(v);
		return;
	}
	v->error[0] = 0;
	frame_page(v, 401, say(v, "ui.again.title"), show_kept);
}

static void action_answered(struct visit *v)
{
	json_t *ok = visit_answer(v, "done");

	visit_know(v);
	if (v->error[0]) {
		if (strcmp(v->error, "two") == 0) {
			http_set_cookie(v->req, "wln", "ui.said.two", NULL, 60);
			visit_redirect(v, path_fill(v, v->action->back));
			return;
		}
		if (strcmp(v->error, "log-in") == 0)
			to_login(v);
		else if (!visit_detour(v))
			action_again(v);
		return;
	}
	if (v->action->done) {
		v->action->done(v, ok);
		return;
	}
	if (v->part) {
		visit_json(v, 200, json_incref(ok));
		return;
	}
	if (v->action->said)
		http_set_cookie(v->req, "wln", v->action->said, NULL, 60);
	visit_redirect(v, path_fill(v, v->action->back));
}

static bool is_field(const char *fields, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = fields; p && (p = strstr(p, name)); p += len)
		if ((p == fields || p[-1] == ' ') && (p[len] == 0 || p[len] == ' '))
			return true;
	return false;
}

/* Fields of the form, typed by the verb's table; an empty one was not given. */
static int args_collect(struct visit *v, json_t *args)
{
	const struct verb *verb = verb_find(v->action->verb);
	const char *at;
	struct verb_arg a;
	bool first = true;

	MUST(verb);
	for (at = verb->args; verb_arg_next(&at, &a); first = false) {
		if (!is_field(v->action->fields, a.name))
			continue;
		/* The path names what the verb's first argument names. */
		if (first && v->id && strstr(v->action->path, ":id") &&
		    !http_get(&v->req->form, a.name)) {
			if (verb_arg_put(v, args, &a, v->id) < 0)
				return -EINVAL;
			continue;
		}
		for (size_t i = 0; i < v->req->form.len; i++) {
			const struct http_pair *p = &v->req->form.list[i];

			if (strcmp(p->name, a.name) == 0 && (*p->value || a.required) &&
			    verb_arg_put(v, args, &a, p->value) < 0)
				return -EINVAL;
		}
	}
	return 0;
}

static void action_do(struct visit *v)
{
	json_t *args;

	if (v->error[0]) {	/* the code was wrong: ask for it again */
		if (strcmp(v->error, "log-in") == 0)
			visit_to_login(v);
		else
			frame_page(v, 403, say(v, "ui.confirm.title"), show_confirm);
		return;
	}
	args = json_object();
	if (args_collect(v, args) < 0) {
		json_decref(args);
		snprintf(v->error, sizeof(v->error), "form");
		action_again(v);
		return;
	}
	if (v->action->fix)
		v->action->fix(v, args);
	visit_ask_softly(v, "whoami", "whoami", NULL);
	visit_ask(v, "done", v->action->verb, args);
	visit_go(v, action_answered);
}

void action_serve(struct visit *v, const struct action *action)
{
	const char *code = http_get(&v->req->form, "step_code");

	v->action = action;
	if (!visit_csrf_good(v)) {
		snprintf(v->error, sizeof(v->error), "form-old");
		/* From a page of ours, with the token of a log-in that has ended: nothing is done,
		 * but what was typed is shown again, to be sent by a hand. */
		if (v->session && visit_same_origin(v) && action->verb && has_written(v))
			action_again(v);
		else
			frame_message(v, 403, "ui.error.title");
		return;
	}
	if (!action->verb) {
		action->done(v, NULL);
		return;
	}
	if (code)
		visit_ask(v, "confirmed", "login confirm", json_pack("{s:s}", "code", code));
	visit_go(v, action_do);
}
