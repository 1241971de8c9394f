// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Answers as a FLOIP Flow Results data package (a descriptor and a row array) and as
 * CSV (RFC 4180).  Each line in is {"at_ms", "session", "member", "flow", "step",
 * "key", "ask", "answer"}.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "import/ex_int.h"
#include "base/mem.h"

enum { RESULTS_MAX = 1000000 };

struct collector {
	struct ex x;
	json_t *rows, *questions;
	char *csv;
	struct err *err;
	size_t n;
};

/* "2026-03-04T21:05:06.007+00:00" (RFC 3339; the specification wants no Z). */
static const char *stamp(void *ctx, int64_t ms)
{
	time_t seconds = ms / 1000;
	char text[40];
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	return talloc_asprintf(ctx, "%s.%03d+00:00", text, (int)(ms % 1000));
}

static const char *member(struct collector *c, const json_t *row, const char *name)
{
	const char *s = json_string_value(json_object_get(row, name));

	if (!s || !*s)
		err_set(c->err, EINVAL, "line %zu: no \"%s\"", c->n + 1, name);
	return s && *s ? s : NULL;
}

/* --- Questions ------------------------------------------------------------------------ */

static const struct flow_view_stmt *find_ask(struct collector *c, const char *key)
{
	for (size_t i = 0; i < c->x.from->len; i++) {
		const struct flow_view *v = flow_view(c->x.ctx, c->x.from->flows[i]);

		for (size_t j = 0; j < v->len; j++)
			for (size_t k = 0; k < v->steps[j].len; k++)
				if (v->steps[j].stmts[k].kind == FLOW_VIEW_ASK &&
				    strcmp(v->steps[j].stmts[k].key, key) == 0)
					return &v->steps[j].stmts[k];
	}
	return NULL;
}

static json_t *choices(const struct flow_view_stmt *s)
{
	json_t *list = ex_must(json_array());

	for (size_t i = 0; i < s->branches_len; i++)
		if (s->branches[i].kind == FLOW_WAY_OPTION)
			json_array_append_new(list, json_string(ex_last(s->branches[i].word)));
	return list;
}

static const char *type_of(const char *ask)
{
	static const char *const types[][2] = {
		{ "choice", "select_one" }, { "number", "numeric" }, { "recording", "audio" },
	};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (strcmp(ask, types[i][0]) == 0)
			return types[i][1];
	return "text";
}

/* Answers to a question whose words are ours; what people wrote may name somebody. */
static void add_question(struct collector *c, const char *key, const char *ask)
{
	const struct import_words *words = c->x.from->words;
	const struct flow_view_stmt *s;
	const char *label, *type = type_of(ask);
	json_t *options;

	if (json_object_get(c->questions, key))
		return;
	s = find_ask(c, key);
	label = words->word(words->arg, words->langs[0], "sms", key);
	options = s && strcmp(type, "select_one") == 0 ? json_pack("{so}", "choices", choices(s)) :
		s && strcmp(type, "numeric") == 0 ?
		json_pack("{s[II]}", "range", (json_int_t)s->low, (json_int_t)s->high) :
		json_object();
	json_object_set_new(c->questions, key, ex_must(json_pack("{ss ss so sb}", "type", type,
								 "label",
		label ? label : key, "type_options", ex_must(options), "is_personal_information",
		strcmp(type, "text") == 0 || strcmp(type, "audio") == 0)));
}

/* --- Rows ------------------------------------------------------------------------------- */

static char *csv_field(char *out, const char *text, bool last)
{
	out = talloc_strdup_append_buffer(out, "\"");
	for (; *text; text++)
		out = talloc_asprintf_append_buffer(out, *text == '"' ? "\"\"" : "%c", *text);
	return talloc_strdup_append_buffer(out, last ? "\"\r\n" : "\",");
}

static void csv_row(struct collector *c, const char *const *fields, size_t len)
{
	for (size_t i = 0; i < len; i++)
		c->csv = csv_field(c->csv, fields[i], i + 1 == len);
}

static int add_row(struct collector *c, const json_t *row)
{
	const char *session = member(c, row, "session"), *who = member(c, row, "member");
	const char *key = member(c, row, "key"), *ask = member(c, row, "ask");
	const json_t *at = json_object_get(row, "at_ms"), *answer = json_object_get(row, "answer");
	const char *when, *id, *text;
	json_t *response;

	if (!session || !who || !key || !ask)
		return -EINVAL;
	if (!json_is_integer(at) || json_integer_value(at) < 0 ||
	    json_integer_value(at) > 253402300799999)
		return err_set(c->err, EINVAL, "line %zu: no \"at_ms\"", c->n + 1);
	if (!json_is_string(answer) && !json_is_integer(answer))
		return err_set(c->err, EINVAL, "line %zu: no \"answer\"", c->n + 1);
	add_question(c, key, ask);
	when = stamp(c->x.ctx, json_integer_value(at));
	id = ex_uuid(&c->x, "row %s %s %" JSON_INTEGER_FORMAT " %zu", session, key,
		     json_integer_value(at), c->n);
	text = json_is_string(answer) ? json_string_value(answer) :
		talloc_asprintf(c->x.ctx, "%" JSON_INTEGER_FORMAT, json_integer_value(answer));
	response = strcmp(type_of(ask), "numeric") == 0 ? json_integer(strtoll(text, NULL, 10)) :
		json_string(text);
	json_array_append_new(c->rows, ex_must(json_pack("[ssssso{}]", when, id, who, session, key,
							 ex_must(response))));
	csv_row(c, (const char *const[]){ when, id, who, session, key, text, "" }, 7);
	return 0;
}

static int read_line(struct collector *c, const char *s, size_t len)
{
	json_error_t je;
	json_t *row;
	int rc;

	if (len == 0)
		return 0;
	row = json_loadb(s, len, JSON_REJECT_DUPLICATES, &je);
	if (!json_is_object(row)) {
		json_decref(row);
		return err_set(c->err, EINVAL, "line %zu is no JSON object", c->n + 1);
	}
	rc = c->n >= RESULTS_MAX ? err_set(c->err, EFBIG, "more than %d answers", RESULTS_MAX) :
		add_row(c, row);
	json_decref(row);
	c->n++;
	return rc;
}

/* --- The descriptor ------------------------------------------------------------------------ */

static json_t *fields(void)
{
	static const char *const list[][3] = {
		{ "timestamp", "Timestamp", "datetime" }, { "row_id", "Row ID", "string" },
		{ "contact_id", "Contact ID", "string" }, { "session_id", "Session ID", "string" },
		{ "question_id", "Question ID", "string" }, { "response", "Response", "any" },
		{ "response_metadata", "Response Metadata", "object" },
	};
	json_t *out = ex_must(json_array());

	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		json_array_append_new(out, ex_must(json_pack("{ss ss ss}", "name", list[i][0],
							     "title",
							     list[i][1], "type", list[i][2])));
	return out;
}

static char *descriptor(struct collector *c, const char *data, int64_t now_ms)
{
	const char *when = stamp(c->x.ctx, now_ms);

	return im_dump(c->x.ctx, json_pack(
		"{ss ss ss ss ss ss ss s[{ss ss ss ss s{ss so so}}]}",
		"profile", "flow-results-package",
		"flow_results_specification_version", "1.0.0-rc1",
		"created", when, "modified", when, "id", ex_uuid(&c->x, "results %s", when),
		"name", "warmline-results", "title", "Answers to Warmline's flows",
		"resources", "path", data, "name", "responses",
		"mediatype", "application/json", "encoding", "utf-8",
		"schema", "language", ex_lang(c->x.from->words->langs[0]), "fields", fields(),
		"questions", json_incref(c->questions)), JSON_INDENT(1));
}

struct import_results *import_write_results(void *ctx, struct view lines,
					    const struct import_source *from, const char *data,
					    int64_t now_ms, struct err *err)
{
	static const char *const head[] = {
		"timestamp", "row_id", "contact_id", "session_id", "question_id", "response",
		"response_metadata"
	};
	struct import_results *out = talloc_zero(ctx, struct import_results);
	struct collector c = { .x = { .ctx = out, .from = from },
			       .rows = ex_must(json_array()), .questions = ex_must(json_object()),
			       .csv = talloc_strdup(out, ""), .err = err };
	const char *s = (const char *)lines.data, *end = s + lines.len;
	int rc = 0;

	csv_row(&c, head, ARRAY_LEN(head));
	while (s < end && rc == 0) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));

		rc = read_line(&c, s, (size_t)((nl ? nl : end) - s));
		s = nl ? nl + 1 : end;
	}
	if (rc == 0) {
		out->len = c.n;
		out->csv = c.csv;
		out->descriptor = descriptor(&c, data, now_ms);
		out->rows = im_dump(out, json_incref(c.rows), JSON_COMPACT);
	}
	json_decref(c.rows);
	json_decref(c.questions);
	if (rc < 0)
		talloc_free(out);
	return rc < 0 ? NULL : out;
}
