// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * /api/v1: every verb of verbs.def as JSON, for scripts and other systems.
 * GET /api/v1/report/show?name=... reads, POST with a JSON object changes; who
 * may what is checked by the desk, by the token or session that comes as
 * "Authorization: Bearer ...".  Cookies count for nothing here.
 */
#include "console/console_int.h"
#include "base/mem.h"

#include <stdlib.h>

static const char prefix[] = "/api/v1/";

static void api_error(struct visit *v, int http, const char *code, const char *text)
{
	visit_json(v, http, json_pack("{s:{s:s, s:s}}", "error", "code", code, "text",
				      text ? text : ""));
}

/* "/api/v1/offer/answer" is the verb "offer answer". */
static const struct verb *verb_of(struct visit *v)
{
	char *name = talloc_strdup(v, v->req->path + sizeof(prefix) - 1);

	for (char *p = name; *p; p++)
		if (*p == '/')
			*p = ' ';
	return verb_find(name);
}

static void api_answer(struct visit *v)
{
	if (v->error[0]) {
		int code = strcmp(v->error, "log-in") == 0 ? 401 :
			strcmp(v->error, "reason") == 0 || strcmp(v->error, "step-up") == 0 ||
			strcmp(v->error, "second-factor") == 0 ? 403 : visit_error_code(v->error);

		if (code == 401)
			http_add_header(v->req, "WWW-Authenticate", "Bearer");
		api_error(v, code, v->error, v->error_text);
		return;
	}
	visit_json(v, 200, json_incref(visit_answer(v, "api")));
}

/* Arguments of a GET are text; the table says what they are. */
static json_t *args_of_query(struct visit *v, const struct verb *verb)
{
	json_t *args = json_object();
	const char *at;
	struct verb_arg a;

	v->zone = NULL;		/* moments without a zone are UTC */
	for (at = verb->args; verb_arg_next(&at, &a); ) {
		const char *value = visit_query(v, a.name);

		if (value && verb_arg_put(v, args, &a, value) < 0) {
			json_decref(args);
			return NULL;
		}
	}
	return args;
}

static json_t *args_of_body(struct visit *v)
{
	json_t *args = json_loadb(v->req->body ? v->req->body : "", v->req->body_len,
				  JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(args)) {
		json_object_del(args, "session");	/* the header's, not the body's */
		return args;
	}
	json_decref(args);
	return NULL;
}

void api_serve(struct visit *v)
{
	bool post = strcmp(v->req->method, "POST") == 0;
	const struct verb *verb;
	const char *reason;
	json_t *args;

	if (strcmp(v->req->path, "/api/v1/openapi.json") == 0) {
		char *doc = openapi_document(v);

		visit_reply(v, 200, "application/json", doc, strlen(doc));
		return;
	}
	verb = strncmp(v->req->path, prefix, sizeof(prefix) - 1) == 0 ? verb_of(v) : NULL;
	if (!verb) {
		api_error(v, 404, "not-found", "There is nothing here: see /api/v1/openapi.json.");
	} else if (verb->write && !post) {
		http_add_header(v->req, "Allow", "POST");
		api_error(v, 405, "method", "This changes something: send it with POST.");
	} else if (!v->session) {
		http_add_header(v->req, "WWW-Authenticate", "Bearer");
		api_error(v, 401, "log-in", "Send \"Authorization: Bearer TOKEN\".");
	} else if (!(args = post ? args_of_body(v) : args_of_query(v, verb))) {
		api_error(v, 400, "bad-args", "This is not what the document says.");
	} else {
		/* A reason does not belong into addresses: they are in proxies' logs. */
		reason = http_header(v->req, "X-Reason");
		if (reason && strstr(verb->args, "reason:s") && !json_object_get(args, "reason"))
			json_object_set_new(args, "reason", json_string(reason));
		visit_ask(v, "api", verb->name, args);
		visit_go(v, api_answer);
	}
}

/* --- The document: OpenAPI 3.1, made from the same table ------------------------------- */

static json_t *schema(char type)
{
	switch (type) {
	case 'i': return json_pack("{s:s}", "type", "integer");
	case 't': return json_pack("{s:s, s:s}", "type", "integer", "description",
				   "milliseconds since 1970 UTC");
	case 'b': return json_pack("{s:s}", "type", "boolean");
	case 'c': return json_pack("{s:s, s:s}", "type", "string", "description",
				   "separated by commas");
	case 'l': return json_pack("{s:s, s:{s:s}}", "type", "array", "items", "type", "string");
	default: return json_pack("{s:s}", "type", "string");
	}
}

static json_t *query_of(const struct verb *verb)
{
	json_t *out = json_array();
	const char *at;
	struct verb_arg a;

	for (at = verb->args; verb_arg_next(&at, &a); )
		if (strcmp(a.name, "reason") == 0)
			json_array_append_new(out, json_pack("{s:s, s:s, s:b, s:o}",
				"name", "X-Reason",
				"in", "header", "required", a.required, "schema", schema(a.type)));
		else
			json_array_append_new(out, json_pack("{s:s, s:s, s:b, s:o}", "name", a.name,
				"in", "query", "required", a.required, "schema", schema(a.type)));
	return out;
}

static json_t *body_of(const struct verb *verb)
{
	json_t *properties = json_object(), *required = json_array(), *object;
	const char *at;
	struct verb_arg a;

	for (at = verb->args; verb_arg_next(&at, &a); ) {
		json_object_set_new(properties, a.name, schema(a.type));
		if (a.required)
			json_array_append_new(required, json_string(a.name));
	}
	object = json_pack("{s:s, s:o, s:b}", "type", "object", "properties", properties,
			   "additionalProperties", false);
	if (json_array_size(required))
		json_object_set(object, "required", required);
	json_decref(required);
	return json_pack("{s:b, s:{s:{s:o}}}", "required", true, "content", "application/json",
			 "schema", object);
}

static json_t *operation(const struct verb *verb)
{
	static const struct { const char *code, *ref; } answers[] = {
		{ "400", "error" }, { "401", "error" }, { "403", "error" }, { "404", "error" },
		{ "409", "error" }, { "429", "error" }, { "503", "error" },
	};
	json_t *responses = json_pack("{s:{s:s, s:{s:{s:{s:s}}}}}", "200", "description",
		"What docs/desk.md says of this verb.", "content", "application/json", "schema",
		"type", "object");
	json_t *op, *roles = json_array();

	for (unsigned bit = 1; bit < ROLE_ANY; bit <<= 1)
		if (verb_roles(verb) & bit)
			json_array_append_new(roles, json_string(role_name(bit)));
	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		json_object_set_new(responses, answers[i].code, json_pack("{s:s}", "$ref",
			"#/components/responses/error"));
	op = json_pack("{s:s, s:o, s:o}", "summary", verb->help, "x-roles", roles, "responses",
		       responses);
	if (verb_scope(verb))
		json_object_set_new(op, "x-scope", json_string(verb_scope(verb)));
	if (verb->write)
		json_object_set_new(op, "requestBody", body_of(verb));
	else
		json_object_set_new(op, "parameters", query_of(verb));
	return op;
}

char *openapi_document(void *ctx)
{
	json_t *paths = json_object(), *doc;
	char *text, *out;

	for (size_t i = 0; i < verbs_len; i++) {
		char *path = talloc_asprintf(ctx, "/%s", verbs[i].name);
		json_t *op = operation(&verbs[i]);

		for (char *p = path; *p; p++)
			if (*p == ' ')
				*p = '/';
		json_object_set_new(op, "operationId", json_string(verbs[i].name));
		json_object_set_new(paths, path,
				    json_pack("{s:o}", verbs[i].write ? "post" : "get", op));
		talloc_free(path);
	}
	doc = json_pack("{s:s, s:{s:s, s:s, s:s}, s:[{s:s}], s:[{s:[]}], s:o, s:{s:{s:{s:s, s:s}},"
			"s:{s:{s:s, s:{s:{s:{s:s, s:{s:{s:s, s:{s:{s:s}, s:{s:s}}}}}}}}}}}",
			"openapi", "3.1.0",
			"info", "title", "Warmline", "version", "1",
			"description", "What the console's pages can do, for programs. Rights are "
			"those of the session or token; times are milliseconds since 1970 UTC; "
			"people are pseudonyms. Answers: docs/desk.md.",
			"servers", "url", "/api/v1",
			"security", "token",
			"paths", paths,
			"components", "securitySchemes", "token", "type", "http",
			"scheme", "bearer",
			"responses", "error", "description", "Refused, and why.", "content",
			"application/json", "schema", "type", "object", "properties", "error",
			"type", "object", "properties", "code", "type", "string", "text", "type",
			"string");
	MUST(doc);
	text = json_dumps(doc, JSON_INDENT(1));
	json_decref(doc);
	out = talloc_asprintf(ctx, "%s\n", text);
	free(text);
	return out;
}
