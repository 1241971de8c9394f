// SPDX-License-Identifier: AGPL-3.0-or-later
/* One request: from a line to a command, and its answer. */
#include "link/link_int.h"

#include <sodium.h>
#include <stdio.h>

/* --- What the asker gave ------------------------------------------------------ */
const char *link_req_str(const struct link_request *req, const char *name)
{
	return json_string_value(json_object_get(req->json, name));
}

int64_t link_req_int(const struct link_request *req, const char *name, int64_t dflt)
{
	json_t *value = json_object_get(req->json, name);

	return json_is_integer(value) ? json_integer_value(value) : dflt;
}

bool link_req_bool(const struct link_request *req, const char *name, bool dflt)
{
	json_t *value = json_object_get(req->json, name);

	return json_is_boolean(value) ? json_is_true(value) : dflt;
}

json_t *link_req_json(const struct link_request *req, const char *name)
{
	return json_object_get(req->json, name);
}

struct link_conn *link_req_conn(const struct link_request *req)
{
	return req->conn;
}

/* --- The answer ----------------------------------------------------------------- */
static int request_free(struct link_request *req)
{
	if (req->conn) {
		llist_del(&req->entry);
		req->conn->open--;
	}
	json_decref(req->json);
	return 0;
}

void link_ok(struct link_request *req, json_t *result)
{
	json_t *id = json_object_get(req->json, "id");

	if (!req->conn) {
		json_decref(result);
	} else if (link_conn_write(req->conn, link_answer_ok(id, result)) == -E2BIG) {
		link_fail(req, LINK_E_TOO_BIG, "The answer has more than %d MB; ask for less.",
			  LINK_ANSWER_MAX / 1024 / 1024);
		return;
	}
	talloc_free(req);
}

void link_fail(struct link_request *req, const char *code, const char *fmt, ...)
{
	char text[sizeof(((struct err *)0)->text)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (req->conn)
		link_conn_write(req->conn, link_answer_error(json_object_get(req->json, "id"),
							     code, text));
	talloc_free(req);
}

/* --- The verbs of the room itself ------------------------------------------------ */
static void help_proceed(struct link_request *req, void *arg)
{
	link_ok(req, link_help(req->srv));
}

static const struct link_command help_command = {
	.verb = "help",
	.help = "Lists every verb with its arguments.",
	.proceed = help_proceed,
};

static const struct link_arg hello_args[] = {
	{ .name = "token", .type = LINK_STRING, .min = 1, .max = 1024,
	  .help = "What this server was told to ask for." },
};

static bool token_right(const char *want, const char *given)
{
	uint8_t a[crypto_generichash_BYTES], b[crypto_generichash_BYTES];

	/* Compared as hashes, so that the time taken tells nothing of the length. */
	crypto_generichash(a, sizeof(a), (const uint8_t *)want, strlen(want), NULL, 0);
	crypto_generichash(b, sizeof(b), (const uint8_t *)given, strlen(given), NULL, 0);
	return sodium_memcmp(a, b, sizeof(a)) == 0;
}

static void hello_proceed(struct link_request *req, void *arg)
{
	const char *token = link_req_str(req, "token");
	struct link_conn *conn = req->conn;
	json_t *kind = json_pack("{s:s, s:i}", "kind", req->srv->spec.kind, "v", LINK_VERSION);

	if (!conn->admitted && (!token || !token_right(req->srv->spec.token, token))) {
		json_decref(kind);
		link_fail(req, LINK_E_DENIED, "The token is missing or wrong.");
		link_conn_close_soon(conn);	/* one guess a connection */
		return;
	}
	conn->admitted = true;
	link_ok(req, kind);
}

static const struct link_command hello_command = {
	.verb = "hello",
	.help = "Says the token where one is asked for; answers what this server is.",
	.args = hello_args,
	.args_len = ARRAY_LEN(hello_args),
	.proceed = hello_proceed,
};

static const struct link_command *const own_commands[] = { &hello_command, &help_command };

const struct link_command *link_command_find(const struct link_server *srv, const char *verb,
					     void **arg)
{
	struct link_table *table;
	size_t i;

	*arg = NULL;
	for (i = 0; i < ARRAY_LEN(own_commands); i++) {
		if (strcmp(own_commands[i]->verb, verb) == 0)
			return own_commands[i];
	}
	llist_for_each_entry(table, &srv->tables, entry) {
		*arg = table->arg;
		for (i = 0; i < table->len; i++) {
			if (strcmp(table->commands[i].verb, verb) == 0)
				return &table->commands[i];
		}
	}
	return NULL;
}

/* --- Help: what a tool needs to know to ask anything --------------------------------- */
static const char *const type_names[] = {
	[LINK_STRING] = "string", [LINK_INT] = "int", [LINK_BOOL] = "bool",
	[LINK_LIST] = "list", [LINK_OBJECT] = "object",
};

static json_t *help_entry(const struct link_command *cmd)
{
	json_t *args = json_array(), *entry;
	size_t i;

	for (i = 0; i < cmd->args_len; i++) {
		const struct link_arg *a = &cmd->args[i];
		json_array_append_new(args, json_pack("{s:s, s:s, s:b, s:s}", "name", a->name,
			"type", type_names[a->type], "required", a->required,
			"help", a->help ? a->help : ""));
	}
	entry = json_pack("{s:s, s:s, s:o}", "verb", cmd->verb, "help", cmd->help, "args", args);
	if (!entry)
		base_oom();
	return entry;
}

json_t *link_help(const struct link_server *srv)
{
	json_t *list = json_array(), *help;
	struct link_table *table;
	size_t i;

	json_array_append_new(list, help_entry(&help_command));
	llist_for_each_entry(table, &srv->tables, entry) {
		for (i = 0; i < table->len; i++)
			json_array_append_new(list, help_entry(&table->commands[i]));
	}
	help = json_pack("{s:s, s:o}", "kind", srv->spec.kind, "commands", list);
	if (!help)
		base_oom();
	return help;
}

/* --- From line to command --------------------------------------------------------------- */
/* An answer without a request: the line was none, or may not become one. */
static void refuse(struct link_conn *conn, json_t *id, const char *code, const char *text)
{
	conn->srv->stats.refused_lines++;
	conn->bad++;
	link_conn_write(conn, link_answer_error(id, code, text));
	if (conn->bad < LINK_BAD_MAX || conn->closing)
		return;
	conn->srv->stats.closed_bad++;
	LOGP(DLINK, LOGL_NOTICE, "%s sent %u bad lines to %s; the last: %s Closing it.\n",
	     conn->id, conn->bad, conn->srv->spec.kind, code);
	link_conn_close_soon(conn);
}

static struct link_request *request_new(struct link_conn *conn, json_t *obj)
{
	struct link_request *req = talloc_zero(conn->srv, struct link_request);

	if (!req)
		base_oom();
	req->srv = conn->srv;
	req->conn = conn;
	req->json = json_incref(obj);
	llist_add_tail(&req->entry, &conn->requests);
	conn->open++;
	talloc_set_destructor(req, request_free);
	return req;
}

static void run(struct link_conn *conn, const struct link_command *cmd, json_t *obj, void *arg)
{
	struct link_request *req;
	struct err err = { "" };

	if (link_args_check(cmd, obj, &err) < 0) {
		link_conn_write(conn, link_answer_error(json_object_get(obj, "id"), LINK_E_ARGS,
							err.text));
		return;
	}
	conn->srv->stats.requests++;
	req = request_new(conn, obj);
	if (cmd->check && cmd->check(req, arg, &err) < 0)
		link_fail(req, LINK_E_DENIED, "%s",
			  err.text[0] ? err.text : "You may not do that.");
	else
		cmd->proceed(req, arg);
}

static void dispatch(struct link_conn *conn, json_t *obj)
{
	const char *verb = json_string_value(json_object_get(obj, "do"));
	json_t *id = json_object_get(obj, "id");
	const struct link_command *cmd;
	void *arg;

	cmd = link_command_find(conn->srv, verb, &arg);
	if (!conn->admitted && cmd != &hello_command)
		refuse(conn, id, LINK_E_DENIED, "Say hello with the token first.");
	else if (!cmd)
		link_conn_write(conn, link_answer_error(id, LINK_E_UNKNOWN,
			"There is no such verb; ask \"help\" for those there are."));
	else if (conn->open >= LINK_OPEN_MAX)
		link_conn_write(conn, link_answer_error(id, LINK_E_BUSY,
			"Too many of your requests are not answered yet."));
	else
		run(conn, cmd, obj, arg);
}

void link_conn_line(struct link_conn *conn, const char *line, size_t len)
{
	struct err err = { "" };
	const char *code = LINK_E_BAD_LINE;
	json_t *obj, *id;

	obj = link_line_parse(line, len, &err);
	if (obj)
		code = link_request_check(obj, &err);
	if (!code) {
		dispatch(conn, obj);	/* conn may be gone after this */
		json_decref(obj);
		return;
	}
	id = obj ? json_object_get(obj, "id") : NULL;
	id = json_is_integer(id) ? json_incref(id) : json_null();
	refuse(conn, id, code, err.text);
	json_decref(id);
	json_decref(obj);
}
