// SPDX-License-Identifier: AGPL-3.0-or-later
/* Log-in, first-run set-up, the second factor, step-up, and one's own account. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200, REASON_MAX_AGE_S = 1800 };

static const struct field field_name = { .name = "name", .label = "ui.login.name", .type = "text",
	.complete = "username", .max = 100, .required = true, .autofocus = true };
static const struct field field_password = { .name = "password", .label = "ui.login.password",
	.type = "password", .complete = "current-password", .max = PASSWORD_MAX, .required = true };
static const struct field field_code = { .name = "code", .label = "ui.code", .type = "text",
	.complete = "one-time-code", .max = 12, .hint = "ui.code.hint" };
static const struct field field_recovery = { .name = "recovery", .label = "ui.login.recovery",
	.type = "text", .max = 40, .hint = "ui.login.recovery.hint" };
static const struct field field_new = { .name = "password", .label = "ui.password.new",
	.type = "password", .complete = "new-password", .min = PASSWORD_MIN, .max = PASSWORD_MAX,
	.required = true, .hint = "ui.password.hint" };

/* --- Log-in ------------------------------------------------------------------------------ */

static void ask_login(struct visit *v)
{
	visit_form_ready(v);
}

static void show_login(struct visit *v, struct html *h)
{
	form_begin(v, h, "/login", NULL);
	form_hidden(h, "to", visit_typed(v, "to", visit_query(v, "to")));
	form_field(v, h, &field_name);
	form_field(v, h, &field_password);
	form_field(v, h, &field_code);
	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.login.lost");
	form_field(v, h, &field_recovery);
	html_close(h);
	form_button(v, h, "ui.login.go", NULL);
	form_end(h);
	html_open(h, "p", NULL);
	link_to(v, h, "/setup", "ui.login.invited", NULL);
	html_close(h);
}

static void put_if(json_t *args, const char *name, const char *value)
{
	if (value && *value)
		json_object_set_new(args, name, json_string(value));
}

static void to_state(struct visit *v, json_t *ok, const char *to)
{
	const char *state = js(ok, "state");

	http_set_cookie(v->req, "wls", js(ok, "session"), NULL, 0);
	http_set_cookie(v->req, "wlf", "", NULL, -1);
	if (state && strcmp(state, "enrol") == 0)
		visit_redirect(v, "/setup/code");
	else if (state && strcmp(state, "password") == 0)
		visit_redirect(v, "/setup/password");
	else
		visit_redirect(v, visit_path_ours(to) ? to : "/");
}

static void login_answered(struct visit *v)
{
	json_t *ok = visit_answer(v, "login");

	if (!ok) {
		action_again(v);
		return;
	}
	to_state(v, ok, http_get(&v->req->form, "to"));
}

static json_t *login_args(struct visit *v, const char *const *names)
{
	json_t *args = json_pack("{s:s}", "address", v->req->address);
	const char *agent = http_header(v->req, "User-Agent");

	for (; *names; names++)
		put_if(args, *names, http_get(&v->req->form, *names));
	if (agent && strcmp(names[-1], "recovery") == 0)
		put_if(args, "agent", talloc_strndup(v, html_clean(v, agent), 200));
	return args;
}

static void do_login(struct visit *v, json_t *unused)
{
	static const char *const names[] = { "name", "password", "code", "recovery", NULL };

	v->session = NULL;	/* whoever was logged in here before is not any more */
	visit_ask(v, "login", "login", login_args(v, names));
	visit_go(v, login_answered);
}

static void logged_out(struct visit *v)
{
	http_set_cookie(v->req, "wls", "", NULL, -1);
	/* Nothing of these pages stays in the browser. */
	http_add_header(v->req, "Clear-Site-Data", "\"cache\", \"storage\"");
	visit_redirect(v, "/login");
}

static void do_logout(struct visit *v, json_t *unused)
{
	visit_ask_softly(v, "out", "login out", NULL);
	visit_go(v, logged_out);
}

/* --- First run: a one-time code makes an account ------------------------------------------- */

static void show_setup(struct visit *v, struct html *h)
{
	static const struct field invite = { .name = "invite", .label = "ui.setup.invite",
		.type = "text", .max = 100, .required = true, .hint = "ui.setup.invite.hint" };

	el(v, h, "p", "ui.setup.intro");
	form_begin(v, h, "/setup", NULL);
	form_field(v, h, &invite);
	form_field(v, h, &field_name);
	form_field(v, h, &field_new);
	form_button(v, h, "ui.setup.go", NULL);
	form_end(h);
}

static void do_setup(struct visit *v, json_t *unused)
{
	static const char *const names[] = { "invite", "name", "password", NULL };

	v->session = NULL;
	visit_ask(v, "login", "login setup", login_args(v, names));
	visit_go(v, login_answered);
}

/* --- The second factor ------------------------------------------------------------------------ */

/* After a wrong code the secret stays the one that is in the phone already. */
static void ask_code(struct visit *v)
{
	if (!visit_typed(v, "secret", NULL))
		visit_ask(v, "totp", "login totp begin", NULL);
}

static void show_code(struct visit *v, struct html *h)
{
	json_t *totp = visit_answer(v, "totp");
	const char *secret = visit_typed(v, "secret", js(totp, "secret"));
	const char *uri = visit_typed(v, "uri", js(totp, "uri"));
	struct field code = field_code;

	code.required = code.autofocus = true;
	code.hint = NULL;
	el(v, h, "p", "ui.totp.intro");
	qr_svg(v, h, uri);
	html_open(h, "p", NULL);
	html_el(h, "code", secret, "class", "secret", NULL);
	html_close(h);
	html_open(h, "p", NULL);
	link_to(v, h, uri ? uri : "#", "ui.totp.open", NULL);
	html_close(h);
	form_begin(v, h, "/setup/code", NULL);
	form_hidden(h, "secret", secret);
	form_hidden(h, "uri", uri);
	form_field(v, h, &code);
	form_button(v, h, "ui.totp.go", NULL);
	form_end(h);
}

static void show_recovery(struct visit *v, struct html *h)
{
	size_t i;
	json_t *code;

	el(v, h, "p", "ui.recovery.intro");
	html_open(h, "ul", "class", "codes", NULL);
	json_array_foreach(v->shown, i, code) {
		html_open(h, "li", NULL);
		html_el(h, "code", json_string_value(code), NULL);
		html_close(h);
	}
	html_close(h);
	html_open(h, "p", NULL);
	link_to(v, h, "/", "ui.recovery.go", "go");
	html_close(h);
}

static void done_recovery(struct visit *v, json_t *ok)
{
	v->shown = json_object_get(ok, "recovery");
	frame_page(v, 200, say(v, "ui.recovery.title"), show_recovery);
}

static void show_password(struct visit *v, struct html *h)
{
	struct field old = field_password, new = field_new;

	old.name = "old";
	old.label = "ui.password.old";
	new.name = "new";
	form_begin(v, h, v->page && strcmp(v->page->path, "/me") == 0 ? "/me/password" :
		   "/setup/password", NULL);
	form_field(v, h, &old);
	form_field(v, h, &new);
	form_button(v, h, "ui.password.go", NULL);
	form_end(h);
}

static void done_home(struct visit *v, json_t *ok)
{
	visit_redirect(v, "/");
}

/* --- Step-up and reasons: back to the page that wanted them --------------- */

static void confirmed(struct visit *v)
{
	const char *to = http_get(&v->req->form, "to");

	if (v->error[0]) {
		visit_know(v);
		if (strcmp(v->error, "log-in") == 0)
			visit_to_login(v);
		else
			frame_page(v, 403, say(v, "ui.confirm.title"), show_confirm);
		return;
	}
	visit_redirect(v, visit_path_ours(to) ? to : "/");
}

static void do_confirm(struct visit *v, json_t *unused)
{
	const char *code = http_get(&v->req->form, "step_code");

	visit_ask_softly(v, "whoami", "whoami", NULL);
	visit_ask(v, "confirmed", "login confirm", json_pack("{s:s}", "code", code ? code : ""));
	visit_go(v, confirmed);
}

static void do_reason(struct visit *v, json_t *unused)
{
	const char *to = http_get(&v->req->form, "to"), *reason = http_get(&v->req->form, "reason");
	char path[301];

	if (!visit_path_ours(to) || !reason || strlen(reason) < 3 || strlen(reason) > 900) {
		snprintf(v->error, sizeof(v->error), "form");
		frame_message(v, 400, "ui.error.title");
		return;
	}
	snprintf(path, sizeof(path), "%.*s", (int)strcspn(to, "?"), to);
	http_set_cookie(v->req, "wlr", talloc_asprintf(v, "%s|%s", to, reason), path,
			REASON_MAX_AGE_S);
	visit_redirect(v, to);
}

/* --- One's own account ---------------------------------------------------- */

static void ask_me(struct visit *v)
{
	visit_ask(v, "sessions", "login sessions", NULL);
}

static void show_profile(struct visit *v, struct html *h)
{
	const char *const *langs = words_languages(v->con->words);
	struct choice choices[12];
	size_t len = 0;

	for (; langs[len] && len < ARRAY_LEN(choices); len++)
		choices[len] = (struct choice){ langs[len], say_value(v, "language", langs[len]) };
	form_begin(v, h, "/me/profile", NULL);
	form_select(v, h, &(struct question){
		"language", "ui.me.language", choices, len, v->lang.lang });
	form_field(v, h, &(struct field){ .name = "zone", .label = "ui.me.zone", .type = "text",
		.value = js(v->whoami, "zone"), .max = 60, .required = true,
		.hint = "ui.me.zone.hint" });
	form_button(v, h, "ui.save", NULL);
	form_end(h);
}

static void show_sessions(struct visit *v, struct html *h)
{
	json_t *s, *items = json_object_get(visit_answer(v, "sessions"), "items");
	size_t i;

	html_open(h, "ul", "class", "cards", NULL);
	json_array_foreach(items, i, s) {
		html_open(h, "li", NULL);
		html_words(h, js(s, "agent"));
		html_text(h, " ");
		el_time(v, h, ji(s, "seen_at_ms"));
		if (jb(s, "this"))
			el_badge(v, h, "ok", say(v, "ui.me.this"));
		else
			button(v, h, "/me/session", "ui.me.end", "login",
			       talloc_asprintf(v, "%" PRId64, ji(s, "id")), NULL);
		html_close(h);
	}
	html_close(h);
}

static void show_me(struct visit *v, struct html *h)
{
	html_open(h, "p", NULL);
	html_words(h, js(v->whoami, "name"));
	html_text(h, " · ");
	for (unsigned bit = 1, n = 0; bit < ROLE_ANY; bit <<= 1)
		if (v->roles & bit)
			html_textf(h, "%s%s", n++ ? ", " : "",
				   say_value(v, "role", role_name(bit)));
	html_close(h);
	el(v, h, "h2", "ui.me.profile");
	show_profile(v, h);
	el(v, h, "h2", "ui.me.sessions");
	show_sessions(v, h);
	el(v, h, "h2", "ui.me.password");
	show_password(v, h);
	el(v, h, "h2", "ui.me.recovery");
	html_el(h, "p", say_with(v, "ui.me.recovery.left", WORDS_ARGS(WORDS_NUMBER("n",
		ji(v->whoami, "recovery_left")))), NULL);
	button(v, h, "/me/recovery", "ui.me.recovery.go", NULL);
}

const struct page login_pages[] = {
	{ "/login", "ui.login.title", ROLE_ANY, PAGE_OPEN | PAGE_BARE, NULL, ask_login,
	  show_login, NULL },
	{ "/setup", "ui.setup.title", ROLE_ANY, PAGE_OPEN | PAGE_BARE, NULL, ask_login,
	  show_setup, NULL },
	{ "/setup/code", "ui.totp.title", ROLE_ANY, PAGE_BARE | PAGE_ANY_STATE, NULL, ask_code,
	  show_code, NULL },
	{ "/setup/password", "ui.password.title", ROLE_ANY, PAGE_BARE | PAGE_ANY_STATE, NULL, NULL,
	  show_password, NULL },
	{ "/me", "ui.me.title", ROLE_ANY, 0, NULL, ask_me, show_me, NULL },
};
const struct action login_actions[] = {
	{ "/login", NULL, NULL, "/login", NULL, do_login, NULL },
	{ "/logout", NULL, NULL, NULL, NULL, do_logout, NULL },
	{ "/setup", NULL, NULL, "/setup", NULL, do_setup, NULL },
	{ "/setup/code", "login totp confirm", "code", "/setup/code", NULL, done_recovery, NULL },
	{ "/setup/password", "login password", "old new", "/setup/password", NULL,
	  done_home, NULL },
	{ "/confirm", NULL, NULL, NULL, NULL, do_confirm, NULL },
	{ "/reason", NULL, NULL, NULL, NULL, do_reason, NULL },
	{ "/me/profile", "profile set", "zone language", "/me", "ui.said.saved", NULL, NULL },
	{ "/me/session", "login end", "login", "/me", "ui.said.done", NULL, NULL },
	{ "/me/password", "login password", "old new", "/me", "ui.said.saved", NULL, NULL },
	{ "/me/recovery", "login recovery", "", "/me", NULL, done_recovery, NULL },
};
DEFINE_TABLES(login)
