// SPDX-License-Identifier: AGPL-3.0-or-later
/* A file from anywhere: it is refused with a reason, or what is made of it can be read
 * by our own parser and written for others, and the report is JSON. */
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>
#include <osmocom/core/application.h>

#include "import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *word(void *arg, const char *lang, const char *channel, const char *key)
{
	return "Words {x} {options}";
}

/* What we made can be written for others, too. */
static void send_on(void *ctx, struct flow_set *set)
{
	static const char *const langs[] = { "en", "sw", NULL };
	const struct import_words words = { langs, word, NULL };
	struct import_report report = { 0 };

	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f)) {
		const struct import_source from = { &f, 1, &words };
		char *floip = import_write_floip(ctx, &from, 0, &report);
		char *rapidpro = import_write_rapidpro(ctx, &from, &report);
		json_t *a = json_loads(floip, 0, NULL), *b = json_loads(rapidpro, 0, NULL);

		MUST(a && b);
		json_decref(a);
		json_decref(b);
	}
}

static void judge(void *ctx, const struct import_result *r)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	json_t *j = json_loads(import_report_json(ctx, &r->report), 0, NULL);

	MUST(j);
	json_decref(j);
	import_report_text(ctx, &r->report);
	for (size_t i = 0; i < r->flows_len; i++)
		if (!flow_set_add(set, r->flows[i].name, VIEW_STR(r->flows[i].text), &problems)) {
			fprintf(stderr, "%s\n%s\n", r->flows[i].text,
				flow_problem_format(ctx, &problems.list[problems.len - 1]));
			MUST(!"an imported flow can be read");
		}
	flow_problems_clear(&problems);
	send_on(ctx, set);
}

/* --- Trees ------------------------------------------------------------------------ *
 * Most mutations of bytes are no JSON any more.  Those become the seed of mutations of
 * the last file that was: somewhere in it a value is another one. */
static uint64_t seed;

static size_t below(size_t limit)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(seed >> 33) % limit;
}

static json_t *strange(json_t *old)
{
	static const char *const texts[] = {
		"", "0", "9", "call", "@(", "@results.x.category", "has_any_word", "\"\\{{}}\n",
		"@(1 / 0)", "1. a 2. b 0. c", "1.0.0-rc3", "13.9.9", "end", "has_number_between",
		"\u00e9\u0301\u200f", "block.value = 'x'", "random", "-5", "99999999999999999999"
	};

	switch (below(8)) {
	case 0: return json_null();
	case 1: return json_true();
	case 2: return json_integer((json_int_t)below(30) - 10);
	case 3: return json_real(1e300);
	case 4: return json_array();
	case 5: return json_object();
	case 6: return json_incref(old);
	default: return json_string(texts[below(ARRAY_LEN(texts))]);
	}
}

static json_t *child(json_t *at, size_t i, const char **key)
{
	void *iter = json_is_object(at) ? json_object_iter(at) : NULL;

	if (json_is_array(at))
		return json_array_get(at, i);
	while (iter && i--)
		iter = json_object_iter_next(at, iter);
	*key = iter ? json_object_iter_key(iter) : "";
	return iter ? json_object_iter_value(iter) : NULL;
}

static void mutate(json_t *root)
{
	json_t *at = root, *other = root;

	for (int depth = 0; depth < 20; depth++) {
		size_t len = json_is_object(at) ? json_object_size(at) : json_array_size(at);
		size_t i = len ? below(len) : 0;
		const char *key = "";
		json_t *c = len ? child(at, i, &key) : NULL, *with;

		if (!c)
			return;
		if (below(5) == 0 || (!json_is_object(c) && !json_is_array(c))) {
			with = below(3) && other != root ? json_deep_copy(other) : strange(c);
			if (json_is_array(at))
				json_array_set_new(at, i, with);
			else
				json_object_set_new(at, key, with);
			return;
		}
		other = at != root && below(2) ? c : other;
		at = c;
	}
}

static void fuzz_tree(const json_t *file, const uint8_t *data, size_t size)
{
	json_t *root = json_deep_copy(file);
	void *ctx = talloc_new(NULL);
	struct err err = { "" };
	struct import_result *r;
	char *text;

	seed = size;
	for (size_t i = 0; i < size; i++)
		seed = (seed ^ data[i]) * 1099511628211u;
	for (size_t n = 1 + below(4); n; n--)
		mutate(root);
	text = json_dumps(root, 0);
	json_decref(root);
	r = import_read(ctx, VIEW_STR(text), &err);
	MUST(r || err.text[0]);
	if (r)
		judge(ctx, r);
	free(text);
	talloc_free(ctx);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool started;
	static json_t *last;
	json_t *now = json_loadb((const char *)data, size, 0, NULL);
	void *ctx = talloc_new(NULL);
	struct err err = { "" };
	struct import_result *r;

	if (!started)
		base_init(NULL, "fuzz");
	started = true;
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	if (!now && last)
		fuzz_tree(last, data, size);
	if (now)
		json_decref(last);
	last = now ? now : last;
	r = import_read(ctx, (struct view){ data, size }, &err);
	MUST(r || err.text[0]);
	if (r)
		judge(ctx, r);
	talloc_free(ctx);
	return 0;
}
