// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fake_desk.h"

#include "console/console_int.h"
#include "base/mem.h"

#include <stdlib.h>

enum { LISTENS_MAX = 400 };
struct fake_desk {
	struct link_server *srv;
	json_t *answers, *asked, *failing;
	struct link_command *commands;
	struct { struct link_conn *conn; int64_t number, since; } listens[LISTENS_MAX];
	int64_t next_listen, seq;
};
static const struct { const char *name, *args; } besides[] = {
	{ "login", "name:s! password:s! code:s recovery:s address:s! agent:s" },
	{ "login setup", "invite:s! name:s! password:s! address:s!" },
	{ "live listen", "since:i" }, { "live stop", "listen:i!" }, { "health", "" },
	{ "webhook due", "" }, { "webhook result", "post:i! code:i!" },
};

/* --- Answers -------------------------------------------------------------------------- */

static void times_move(json_t *v, int64_t now_ms)
{
	const char *key;
	json_t *one;
	size_t i;

	if (json_is_array(v))
		json_array_foreach(v, i, one)
			times_move(one, now_ms);
	if (!json_is_object(v))
		return;
	json_object_foreach(v, key, one) {
		size_t len = strlen(key);

		if (len > 6 && strcmp(key + len - 6, "_at_ms") == 0 && json_is_integer(one) &&
		    json_integer_value(one) <= 0 && json_integer_value(one) > -DAYS_MS(4000))
			json_integer_set(one, now_ms + json_integer_value(one));
		else
			times_move(one, now_ms);
	}
}

static json_t *whoami(const char *session)
{
	json_t *roles = json_array();

	for (unsigned bit = 1; bit < ROLE_ANY; bit <<= 1)
		if (strcmp(session, "s-all") == 0 || strcmp(session + 2, role_name(bit)) == 0)
			json_array_append_new(roles, json_string(role_name(bit)));
	return json_pack("{s:s, s:s, s:o, s:s, s:s, s:s, s:I, s:I, s:i, s:[], s:i}",
			 "name", "June O.",
			 "pseudonym", "Blue Heron", "roles", roles, "language", "en", "zone",
			 "Africa/Nairobi", "state", "ready",
			 "now_at_ms", (json_int_t)clock_wall_ms(),
			 "ends_at_ms", (json_int_t)clock_wall_ms() + 1000000, "recovery_left", 9,
			 "scopes", "seq", 100);
}

static bool may(const char *session, const struct verb *verb)
{
	return strcmp(session, "s-all") == 0 || (verb_roles(verb) & role_by_name(session + 2)) ||
		verb_roles(verb) == ROLE_ANY;
}

static void listen_add(struct fake_desk *d, struct link_request *req)
{
	for (size_t i = 0; i < LISTENS_MAX; i++) {
		if (d->listens[i].number)
			continue;
		d->listens[i].conn = link_req_conn(req);
		d->listens[i].number = ++d->next_listen;
		d->listens[i].since = link_req_int(req, "since", d->seq);
		link_ok(req, json_pack("{s:I, s:I, s:b}",
				       "listen", (json_int_t)d->next_listen, "seq",
				       (json_int_t)d->seq, "reset", 0));
		return;
	}
	link_fail(req, LINK_E_BUSY, "too many");
}

/* Each command has this, so that proceed() knows which verb it is. */
struct one { struct fake_desk *d; const char *verb; };

static void proceed(struct link_request *req, void *arg)
{
	struct one *o = arg;
	struct fake_desk *d = o->d;
	const struct verb *verb = verb_find(o->verb);
	const char *session = link_req_str(req, "session");
	json_t *fail = json_object_get(d->failing, o->verb), *answer, *copy = json_object();

	for (size_t i = 0; i < 15; i++) {
		static const char *const names[] = { "offer", "text", "key", "code", "yes",
			"reason", "who",
			"roles", "from_at_ms", "talk", "line", "name", "version", "revision",
			"kind" };

		if (link_req_json(req, names[i]))
			json_object_set(copy, names[i], link_req_json(req, names[i]));
	}
	json_object_set_new(d->asked, o->verb, copy);
	if (verb && (!session || strncmp(session, "s-", 2) != 0))
		link_fail(req, "log-in", "Log in first.");
	else if (fail)
		link_fail(req, js(fail, "code"), "%s", js(fail, "text"));
	else if (verb && !may(session, verb))
		link_fail(req, LINK_E_DENIED, "That is not yours.");
	else if (strcmp(o->verb, "whoami") == 0)
		link_ok(req, whoami(session));
	else if (strcmp(o->verb, "live listen") == 0)
		listen_add(d, req);
	else {
		answer = json_deep_copy(json_object_get(d->answers, o->verb));
		times_move(answer, clock_wall_ms());
		link_ok(req, answer);
	}
}

/* --- Commands from verbs.def --------------------------------------------------------------- */

static enum link_type type_of(char t)
{
	return t == 'i' || t == 't' ? LINK_INT : t == 'b' ? LINK_BOOL : t == 'l' ? LINK_LIST :
		LINK_STRING;
}

static void command_make(struct fake_desk *d, struct link_command *c, const char *name,
			 const char *args)
{
	struct link_arg *list = talloc_zero_array(d, struct link_arg, 12);
	struct one *o = talloc_zero(d, struct one);
	struct verb_arg a;
	size_t n = 0;

	list[n++] = (struct link_arg){ .name = "session", .type = LINK_STRING, .help = "who" };
	while (verb_arg_next(&args, &a))
		list[n++] = (struct link_arg){ .name = talloc_strdup(d, a.name),
					       .type = type_of(a.type),
					       .required = a.required,
					       .help = "as in docs/desk.md" };
	*o = (struct one){ d, name };
	*c = (struct link_command){ .verb = name, .help = "a copy", .args = list, .args_len = n,
				    .proceed = proceed };
	link_server_add(d->srv, c, 1, o);
}

static void closed(void *arg, struct link_conn *conn)
{
	struct fake_desk *d = arg;

	for (size_t i = 0; i < LISTENS_MAX; i++)
		if (d->listens[i].conn == conn)
			d->listens[i].number = 0;
}

static int desk_free(struct fake_desk *d)
{
	json_decref(d->answers);
	json_decref(d->asked);
	json_decref(d->failing);
	return 0;
}

struct fake_desk *fake_desk_new(void *ctx, struct loop *loop, const char *address,
				const char *answers_path, struct err *err)
{
	struct fake_desk *d = talloc_zero(ctx, struct fake_desk);
	struct link_server_spec spec = { .kind = "console", .address = address,
					 .closed = closed, .arg = d };
	json_error_t why;
	size_t n = 0;

	d->answers = json_load_file(answers_path, 0, &why);
	d->asked = json_object();
	d->failing = json_object();
	d->seq = 100;
	talloc_set_destructor(d, desk_free);
	if (!d->answers) {
		err_set(err, EINVAL, "%s:%d: %s", answers_path, why.line, why.text);
		return NULL;
	}
	d->srv = link_server_new(d, loop, &spec, err);
	if (!d->srv)
		return NULL;
	d->commands = talloc_zero_array(d, struct link_command, verbs_len + ARRAY_LEN(besides));
	for (size_t i = 0; i < verbs_len; i++)
		command_make(d, &d->commands[n++], verbs[i].name, verbs[i].args);
	for (size_t i = 0; i < ARRAY_LEN(besides); i++)
		command_make(d, &d->commands[n++], besides[i].name, besides[i].args);
	return d;
}

json_t *fake_desk_asked(struct fake_desk *d, const char *verb)
{
	return json_object_get(d->asked, verb);
}

void fake_desk_forget(struct fake_desk *d)
{
	json_object_clear(d->asked);
}

void fake_desk_fail(struct fake_desk *d, const char *verb, const char *code, const char *text)
{
	if (code)
		json_object_set_new(d->failing, verb,
				    json_pack("{s:s, s:s}", "code", code, "text", text));
	else
		json_object_del(d->failing, verb);
}

void fake_desk_says(struct fake_desk *d, const char *verb, json_t *answer)
{
	json_object_set_new(d->answers, verb, answer);
}

void fake_desk_event(struct fake_desk *d, int64_t seq, const char *what, json_t *more)
{
	d->seq = seq;
	for (size_t i = 0; i < LISTENS_MAX; i++) {
		json_t *is;

		if (!d->listens[i].number)
			continue;
		is = more ? json_deep_copy(more) : json_object();
		json_object_set_new(is, "listen", json_integer(d->listens[i].number));
		json_object_set_new(is, "seq", json_integer(seq));
		json_object_set_new(is, "what", json_string(what));
		json_object_set_new(is, "at_ms", json_integer(clock_wall_ms()));
		link_conn_event(d->listens[i].conn, "live", is);
	}
	json_decref(more);
}

static void drop_one(void *arg, struct link_conn *conn)
{
	talloc_free(conn);
}

void fake_desk_drop(struct fake_desk *d)
{
	link_server_each(d->srv, drop_one, NULL);
}
