// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What a console that has been taken over may ask: every verb of the desk with arguments of
 * every type, missing, huge, nested and not asked for, in the real house with everybody's
 * things in it, by somebody with every role.  Each request has an answer, never "failed";
 * and no answer but the reveal's holds anybody's number.
 *
 * An input that begins with '{' is a request as JSON ("do" is the verb); of any other one the
 * bytes choose the verb and what goes into it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "full.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { VERBS_MAX = 300 };
static struct full *f;
static struct desk_user *all;
static const struct desk_verb *verbs[VERBS_MAX];
static size_t verbs_len;
static unsigned long inputs, done, refused, users;

struct bytes { const uint8_t *at, *end; uint32_t after; };

/* After the last byte it goes on by what it has read: the same each time. */
static unsigned int next(struct bytes *b, unsigned int limit)
{
	b->after = b->after * 1664525u + 1013904223u + (b->at < b->end ? *b->at : 0);
	return (b->at < b->end ? *b->at++ : b->after >> 16) % limit;
}

/* --- What goes in -------------------------------------------------------------------------- */

static json_t *long_text(struct bytes *b)
{
	static const char *const parts[] = { "x", "\xf0\x9f\x92\x94", "\xe2\x80\xae", "'; --", "\\",
					     "%s%n", "\n", "\xcd\xa1" };
	const char *part = parts[next(b, ARRAY_LEN(parts))];
	size_t len = strlen(part), most = (size_t)(next(b, 251) + 1) * 280;
	char *text = talloc_zero_size(NULL, most + 1);
	json_t *j;

	for (size_t n = 0; n + len <= most; n += len)
		memcpy(text + n, part, len);
	j = json_string(text);
	talloc_free(text);
	return j;
}

static json_t *some_text(struct bytes *b)
{
	static const char *const texts[] = {
		"", " ", "0", "-1", "a", "..//..", "'; DROP TABLE person; --",
		"<script>alert(1)</script>",
		"\x01\x1b[31m\r\n\t", "\xe2\x80\xae\xe2\x81\xa6", "peer,oncall,nobody", "auditor",
		"+254711000003",
		"wlt_", "https://[", "http://127.0.0.1:1/", "yes", "2026-02-30", "en",
		"Africa/Nairobi",
	};
	char own[32] = "";
	size_t i, n = next(b, 24);

	if (n < ARRAY_LEN(texts))
		return json_string(texts[n]);
	for (i = 0; i < sizeof(own) - 1 && b->at < b->end; i++)
		own[i] = (char)(*b->at++ & 0x7f);
	return json_string(own);
}

static json_t *deep(struct bytes *b)
{
	unsigned int n = next(b, 255) * 2;
	json_t *j = json_null();

	while (n-- > 0)
		j = n & 1 ? json_pack("[o]", j) : json_pack("{s:o}", "a", j);
	return j;
}

static json_t *number(struct bytes *b)
{
	static const json_int_t numbers[] = {
		0, 1, 2, 5, 7, -1, 100, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN,
		1763000000000, 1e15,
	};

	return json_integer(numbers[next(b, ARRAY_LEN(numbers))]);
}

/* Half of the time something that is there, or of the kind that is asked for. */
static json_t *value(struct bytes *b, const struct link_arg *x)
{
	switch (next(b, 14)) {
	case 0: return json_null();
	case 1: return json_boolean(next(b, 2));
	case 2: return number(b);
	case 3: return json_real(next(b, 2) ? 1e308 : -0.5);
	case 4: return some_text(b);
	case 5: return long_text(b);
	case 6: return deep(b);
	case 7: return json_pack("[s, i, n, []]", "board", 7);
	case 8: case 9: return json_incref(f->things[next(b, (unsigned int)f->things_len)].id);
	}
	if (x->type == LINK_INT)
		return x->max ? json_integer(x->min + next(b, 8)) : number(b);
	if (x->type == LINK_BOOL)
		return json_boolean(next(b, 2));
	if (x->type == LINK_LIST)
		return json_pack("[s]", next(b, 2) ? "board" : "incident");
	return some_text(b);
}

static json_t *args_of(struct bytes *b, const struct desk_verb *v)
{
	json_t *args = json_object();
	const struct whose *w;

	for (size_t i = 0; i < v->args_len; i++) {
		const char *name = v->args[i].name, *plain = plain_value(v->verb, name);

		if (next(b, 12) == 0)
			continue;
		w = whose_of(v->verb, name);
		if (next(b, 5) == 0)
			json_object_set_new(args, name, value(b, &v->args[i]));
		else if (plain)
			json_object_set_new(args, name, json_loads(plain, JSON_DECODE_ANY, NULL));
		else if (w)
			json_object_set(args, name, id_of(f, w->thing));
	}
	if (next(b, 8) == 1)
		json_object_set_new(args, "nobody asked", deep(b));
	return args;
}

/* --- The house -------------------------------------------------------------------------------- */

/* A fuzzer that reaches nothing finds nothing. */
static void end(void)
{
	printf("%lu requests, %lu done, %lu refused, %lu people\n", inputs, done, refused, users);
	MUST(inputs < 1000 || (done > inputs / 20 && refused > inputs / 20));
	clock_set_source(NULL);
}

/* Whoever fuzzes long enough takes all their own rights away. */
static void user_new(void)
{
	char *name = talloc_asprintf(f, "all-%lu", ++users);

	all = desk_user_new(f->d, name, DESK_ANY, NULL);
}

static void begin(void)
{
	const struct desk_verb *v = NULL;

	f = full_new(NULL);
	while ((v = desk_verb_next(v))) {
		MUST(verbs_len < VERBS_MAX);
		verbs[verbs_len++] = v;
	}
	user_new();
	atexit(end);
}

static void check(const char *verb)
{
	static const char *const codes[] = {
		"log-in", "denied", "second-factor", "step-up", "reason", "wait", "conflict",
		"two", "bad-args",
		"unknown-verb", "not-found", "too-big", "busy",
	};
	static const char *const numbers[] = { "711000003", "711000004", "711000005", "722 123" };
	char *text = f->d->answer ? json_dumps(f->d->answer, 0) : NULL;
	bool known = text != NULL;

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		known = known || !strcmp(codes[i], f->d->code);
	if (!known)
		fail_msg("\"%s\" was answered with %s", verb, f->d->code);
	for (size_t i = 0; text && i < ARRAY_LEN(numbers); i++)
		if (strcmp(verb, "incident reveal") && strcmp(verb, "talk show") &&
		    strstr(text, numbers[i]))
			fail_msg("\"%s\" says a number: %.200s", verb, text);
	free(text);
	json_array_clear(f->d->events);
}

static void ask(const char *verb, json_t *args)
{
	inputs++;
	if (desk_ask_as(all, verb, args))
		done++;
	else
		refused++;
	check(verb);
	if (!strcmp(f->d->code, "log-in") || !strcmp(f->d->code, "second-factor"))
		user_new();
	else if (!strcmp(f->d->code, "step-up"))
		desk_step_up(all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes b = { .at = data, .end = data + size };
	const struct desk_verb *v;
	const char *verb;
	json_t *args;

	if (!f)
		begin();
	if (size && data[0] == '{') {
		args = json_loadb((const char *)data, size, JSON_DISABLE_EOF_CHECK, NULL);
		verb = json_string_value(json_object_get(args, "do"));
		/* what is no verb at all is link_fuzz's */
		if (verb && verb_of(verb)) {
			char *copy = talloc_strdup(NULL, verb);

			json_object_del(args, "do");
			ask(copy, args);
			talloc_free(copy);
		} else {
			json_decref(args);
		}
		return 0;
	}
	v = verbs[(next(&b, 256) + 256 * next(&b, 2)) % verbs_len];
	ask(v->verb, args_of(&b, v));
	return 0;
}
