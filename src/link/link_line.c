// SPDX-License-Identifier: AGPL-3.0-or-later
/* The grammar of a line: reading, checking against the table, writing. */
#include "link/link_int.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>

enum { STRING_MAX = 4096 };	/* where the table names no limit */

json_t *link_line_parse(const char *line, size_t len, struct err *err)
{
	json_error_t why;
	json_t *obj;

	/* jansson refuses invalid UTF-8, NUL in strings, numbers that do not
	 * fit, more than 2048 levels, and (asked for here) a name given twice. */
	obj = json_loadb(line, len, JSON_REJECT_DUPLICATES, &why);
	if (!obj) {
		err_set(err, EBADMSG, "The line is not JSON (at byte %d).", why.position);
		return NULL;
	}
	if (!json_is_object(obj)) {
		json_decref(obj);
		err_set(err, EBADMSG, "The line is JSON, but not an object.");
		return NULL;
	}
	return obj;
}

bool link_verb_valid(const char *verb)
{
	bool word = false;
	const char *c;

	for (c = verb; *c; c++) {
		if (*c == ' ') {
			if (!word)
				return false;
			word = false;
		} else if (*c >= 'a' && *c <= 'z') {
			word = true;
		} else if (!word || !((*c >= '0' && *c <= '9') || *c == '-')) {
			return false;
		}
	}
	return word;
}

const char *link_request_check(json_t *obj, struct err *err)
{
	const char *verb = json_string_value(json_object_get(obj, "do"));
	json_t *id = json_object_get(obj, "id"), *v = json_object_get(obj, "v");

	if (!json_is_integer(id) || json_integer_value(id) < 1 ||
	    json_integer_value(id) > (INT64_C(1) << 53)) {
		err_set(err, EBADMSG, "The request has no \"id\" from 1 to 2^53.");
		return LINK_E_BAD_LINE;
	}
	if (!json_is_integer(v) || json_integer_value(v) != LINK_VERSION) {
		err_set(err, EPROTO, "This program speaks version %d of the link only.",
			LINK_VERSION);
		return LINK_E_VERSION;
	}
	if (!verb || !link_verb_valid(verb)) {
		err_set(err, EBADMSG, "The request has no \"do\" with a verb of lower-case words.");
		return LINK_E_BAD_LINE;
	}
	return NULL;
}

/* --- Arguments ------------------------------------------------------------- */
static int check_string(const struct link_arg *arg, json_t *value, struct err *err)
{
	size_t len = json_string_length(value);
	int64_t max = arg->max ? arg->max : STRING_MAX;

	if (!json_is_string(value))
		return err_set(err, EINVAL, "%s must be a text.", arg->name);
	if ((int64_t)len < arg->min || (int64_t)len > max)
		return err_set(err, EINVAL, "%s must have %" PRId64 " to %" PRId64 " bytes.",
			       arg->name, arg->min, max);
	return 0;
}

static int check_int(const struct link_arg *arg, json_t *value, struct err *err)
{
	int64_t n = json_integer_value(value);

	if (!json_is_integer(value))
		return err_set(err, EINVAL, "%s must be a whole number.", arg->name);
	if ((arg->min || arg->max) && (n < arg->min || n > arg->max))
		return err_set(err, EINVAL, "%s must be from %" PRId64 " to %" PRId64 ".",
			       arg->name, arg->min, arg->max);
	return 0;
}

static int check_bool(const struct link_arg *arg, json_t *value, struct err *err)
{
	return json_is_boolean(value) ? 0 :
	       err_set(err, EINVAL, "%s must be true or false.", arg->name);
}

static int check_list(const struct link_arg *arg, json_t *value, struct err *err)
{
	return json_is_array(value) ? 0 : err_set(err, EINVAL, "%s must be a list.", arg->name);
}

static int check_object(const struct link_arg *arg, json_t *value, struct err *err)
{
	return json_is_object(value) ? 0 :
	       err_set(err, EINVAL, "%s must be an object.", arg->name);
}

static int (*const checks[])(const struct link_arg *, json_t *, struct err *) = {
	[LINK_STRING] = check_string,
	[LINK_INT] = check_int,
	[LINK_BOOL] = check_bool,
	[LINK_LIST] = check_list,
	[LINK_OBJECT] = check_object,
};

static const struct link_arg *arg_find(const struct link_command *cmd, const char *name)
{
	size_t i;

	for (i = 0; i < cmd->args_len; i++) {
		if (strcmp(cmd->args[i].name, name) == 0)
			return &cmd->args[i];
	}
	return NULL;
}

static bool reserved(const char *name)
{
	return !strcmp(name, "v") || !strcmp(name, "id") || !strcmp(name, "do");
}

/* A name that a stranger made up is not repeated to him or to the log. */
int link_args_check(const struct link_command *cmd, json_t *request, struct err *err)
{
	const struct link_arg *arg;
	const char *name;
	json_t *value;
	size_t i;
	int rc;

	json_object_foreach(request, name, value) {
		if (reserved(name))
			continue;
		arg = arg_find(cmd, name);
		if (!arg)
			return err_set(err, EINVAL, "\"%s\" takes no such argument.", cmd->verb);
		rc = checks[arg->type](arg, value, err);
		if (rc < 0)
			return rc;
	}
	for (i = 0; i < cmd->args_len; i++) {
		if (cmd->args[i].required && !json_object_get(request, cmd->args[i].name))
			return err_set(err, EINVAL, "%s is missing.", cmd->args[i].name);
	}
	return 0;
}

/* --- Writing ------------------------------------------------------------------ */
json_t *link_text(const char *text)
{
	json_t *s = json_string(text);
	char *plain, *c;

	if (s)
		return s;
	plain = strdup(text);
	if (!plain)
		base_oom();
	for (c = plain; *c; c++) {
		if (*c & 0x80)
			*c = '?';
	}
	s = json_string(plain);
	free(plain);
	if (!s)
		base_oom();
	return s;
}

static json_t *must(json_t *obj)
{
	if (!obj)
		base_oom();
	return obj;
}

json_t *link_answer_ok(json_t *id, json_t *result)
{
	return must(json_pack("{s:O, s:o}", "id", id, "ok", result ? result : json_object()));
}

json_t *link_answer_error(json_t *id, const char *code, const char *text)
{
	return must(json_pack("{s:O, s:{s:s, s:o}}", "id", id, "error", "code", code,
			      "text", link_text(text)));
}

int link_write(struct loop_stream *stream, json_t *obj, size_t max)
{
	char *line = json_dumps(obj, JSON_COMPACT);
	size_t len;
	int rc;

	json_decref(obj);
	if (!line)
		base_oom();
	len = strlen(line);
	if (len >= max) {
		rc = -E2BIG;
	} else {
		line[len] = '\n';	/* where the NUL was: nothing reads it as a string again */
		rc = loop_stream_send(stream, line, len + 1);
	}
	sodium_memzero(line, len + 1);	/* it may hold a person's words */
	free(line);
	return rc;
}
