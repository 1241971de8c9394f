/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The many spellings of one word, and the way back to the bytes as they came. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/text_fold.h"

static void check_fold(const char *in, size_t len, const char *expect)
{
	char out[256];
	uint32_t map[256];
	struct text_folded f = { .out = out, .map = map, .size = sizeof(out) };

	text_fold((struct view){ (const uint8_t *)in, len }, &f);
	assert_string_equal(out, expect);
	assert_int_equal(f.consumed, len);
	assert_int_equal(map[f.len], len);
	for (size_t i = 1; i <= f.len; i++)
		assert_true(map[i] >= map[i - 1]);
}

static void fold_table(void **state)
{
	static const struct { const char *in, *out; } t[] = {
		{ "", "" },
		{ "Hello THERE", "hello there" },
		{ "Ça va très bien", "ca va tres bien" },
		{ "I\u2019m \u201cfine\u201d \u2014 ok", "i'm \"fine\" - ok" },
		{ "\uff28\uff45\uff4c\uff50\u3000\uff11", "help 1" },
		{ "he\u200blp\u00ad me\ufeff", "help me" },
		{ "Stra\u00dfe \u0141\u00f3d\u017a \u00d8re", "strasse lodz ore" },
		{ "\u0199asa \u0257aya", "kasa daya" },
		{ "\U0001d421\U0001d41e\U0001d425\U0001d429", "help" },
		{ "\u0130stanbul", "istanbul" },
		{ "\ufb01ne \u2026", "fine ..." },
		{ "\u0669 \u096a", "9 4" },
		{ "\u0928\u0939\u0940\u0902", "\u0928\u0939\u0940\u0902" },
		{ "a\tb\r\nc", "a b\n\nc" },
		{ "bye \U0001f480\ufe0f", "bye \U0001f480" },
		{ "\u041f\u0440\u0438\u0432\u0415\u0442", "\u043f\u0440\u0438\u0432\u0435\u0442" },
	};

	for (size_t i = 0; i < ARRAY_LEN(t); i++)
		check_fold(t[i].in, strlen(t[i].in), t[i].out);
}

static void bytes_that_are_no_utf8(void **state)
{
	check_fold("caf\xe9", 4, "cafe");
	check_fold("don\x92t", 5, "don't");
	check_fold("a\0b", 3, "a b");
	check_fold("\xe2\x82", 2, "a'");	/* cut in a euro sign: a-circumflex, low quote */
	check_fold("\xf0\x9f\x92", 3, "dy'");
}

static void map_leads_back(void **state)
{
	const char *in = "\u00c6\u00e9 \u201cx\u201d";
	char out[64];
	uint32_t map[64];
	struct text_folded f = { .out = out, .map = map, .size = sizeof(out) };
	const uint32_t expect[] = { 0, 0, 2, 4, 5, 8, 9, 12 };

	text_fold(VIEW_STR(in), &f);
	assert_string_equal(out, "aee \"x\"");
	assert_memory_equal(map, expect, sizeof(expect));
}

static void a_full_buffer_says_how_far_it_came(void **state)
{
	char out[TEXT_FOLD_MAX_EXPANSION + 4];
	struct text_folded f = { .out = out, .size = sizeof(out) };
	struct view in = VIEW_STR("abcdefgh");

	text_fold(in, &f);
	assert_int_equal(f.consumed, 4);
	assert_string_equal(out, "abcd");
	in.data += f.consumed;
	in.len -= f.consumed;
	text_fold(in, &f);
	assert_string_equal(out, "efgh");
	/* the longest compatibility form there is stays inside */
	text_fold(VIEW_STR("\ufdfa"), &f);
	assert_true(f.len <= TEXT_FOLD_MAX_EXPANSION);
}

static void keys(void **state)
{
	static const struct { const char *in, *out; } t[] = {
		{ " Stop!! ", "stop" }, { "\u201cOui\u201d.", "oui" }, { "Ça  va?", "ca va" },
		{ "*9#", "9" }, { "\u0669", "9" },
		{ "\U0001f64f yes please \U0001f64f", "yes please" },
		{ "opt-out", "opt-out" }, { "\U0001f480", "" }, { "...", "" }, { "", "" },
		{ "D\u00c9TRUIRE", "detruire" }, { "a\n\n b", "a b" }, { "1.", "1" },
		{ "(2)", "2" },
	};
	char out[64];

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		assert_int_equal(text_fold_key(VIEW_STR(t[i].in), out, sizeof(out)),
				 strlen(t[i].out));
		assert_string_equal(out, t[i].out);
	}
	assert_int_equal(text_fold_key(VIEW_STR("stop"), out, 4), -ENOSPC);
	assert_string_equal(out, "");
	assert_true(text_fold_key_equal(VIEW_STR("  ST\u00d3P. "), "Stop"));
	assert_false(text_fold_key_equal(VIEW_STR("stop it"), "stop"));
	assert_false(text_fold_key_equal(VIEW_STR("!"), "!"));
}

static void every_byte_pair_is_survived(void **state)
{
	char out[64];
	uint32_t map[64];
	uint8_t in[3];
	struct text_folded f = { .out = out, .map = map, .size = sizeof(out) };

	for (unsigned i = 0; i < 0x10000; i++) {
		in[0] = (uint8_t)(i >> 8);
		in[1] = (uint8_t)i;
		in[2] = 'Z';
		text_fold((struct view){ in, 3 }, &f);
		assert_int_equal(f.consumed, 3);
		assert_null(memchr(out, '\0', f.len));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fold_table),
		cmocka_unit_test(bytes_that_are_no_utf8),
		cmocka_unit_test(map_leads_back),
		cmocka_unit_test(a_full_buffer_says_how_far_it_came),
		cmocka_unit_test(keys),
		cmocka_unit_test(every_byte_pair_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
