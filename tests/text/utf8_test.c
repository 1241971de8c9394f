// SPDX-License-Identifier: AGPL-3.0-or-later
/* UTF-8, UTF-16BE, cutting and cleaning, short answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/text.h"

static void every_code_point_comes_back(void **state)
{
	for (uint32_t cp = 0; cp <= 0x110000; cp++) {
		bool surrogate = cp >= 0xd800 && cp <= 0xdfff;
		char ch[4], back[8];
		uint8_t utf16[4];
		size_t len = text_utf8_put(cp, ch), pos = 0;
		unsigned faults = 1;
		ssize_t n;

		if (surrogate || cp > 0x10ffff) {
			assert_int_equal(len, 0);
			continue;
		}
		assert_int_equal(text_utf8_next(ch, len, &pos), cp);
		assert_int_equal(pos, len);
		n = text_to_utf16be(ch, len, utf16, sizeof(utf16));
		assert_int_equal(n, cp > 0xffff ? 4 : 2);
		assert_int_equal(text_from_utf16be(utf16, (size_t)n, back, sizeof(back), &faults),
				 len);
		assert_memory_equal(back, ch, len);
		assert_int_equal(faults, 0);
	}
}

static void malformed_utf8_is_seen(void **state)
{
	static const struct { const char *s; size_t len; } bad[] = {
		{ "\x80", 1 }, { "\xc0\x80", 2 }, { "\xc1\xbf", 2 }, { "\xc3", 1 }, { "\xc3(", 2 },
		{ "\xe0\x80\x80", 3 }, { "\xe0\x9f\xbf", 3 }, { "\xe2\x82", 2 }, { "\xe2(\xac", 3 },
		{ "\xed\xa0\x80", 3 }, { "\xed\xbf\xbf", 3 }, { "\xf0\x80\x80\x80", 4 },
		{ "\xf0\x8f\xbf\xbf", 4 }, { "\xf4\x90\x80\x80", 4 }, { "\xf5\x80\x80\x80", 4 },
		{ "\xff", 1 }, { "\xf0\x9f\x98", 3 },
	};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		size_t pos = 0;

		assert_false(text_utf8_valid(bad[i].s, bad[i].len));
		assert_int_equal(text_utf8_next(bad[i].s, bad[i].len, &pos), TEXT_BAD);
		assert_int_equal(pos, 1);
	}
	assert_true(text_utf8_valid("", 0));
	assert_true(text_utf8_valid("a\0b€😀", 10));
	assert_int_equal(text_utf8_count("aé€😀\xff", 11), 5);
}

static void cut_at_what_a_reader_sees(void **state)
{
	static const struct { const char *s; size_t max, want; } cases[] = {
		{ "hello", 9, 5 }, { "hello", 5, 5 }, { "hello", 3, 3 }, { "hello", 0, 0 },
		{ "héllo", 2, 1 }, { "héllo", 3, 3 },
		{ "e\u0301x", 2, 0 }, { "e\u0301x", 3, 3 }, { "ae\u0301", 3, 1 },
		{ "a👩‍👩‍👧b", 18, 1 }, { "a👩‍👩‍👧b", 19, 19 },		/* family: ZWJ sequence */
		{ "👍🏽x", 5, 0 }, { "👍🏽x", 8, 8 },			/* skin tone */
		{ "🇰🇪🇺🇬", 12, 8 }, { "🇰🇪🇺🇬", 4, 0 },		/* flags go by two */
		{ "1️⃣2", 6, 0 }, { "1️⃣2", 7, 7 },			/* keycap */
		{ "नमस्ते", 9, 6 },					/* virama joins */
		/* Hangul jamo */
		{ "\u1100\u1161\u11a8x", 8, 0 },
		{ "a\r\nb", 2, 1 },
		{ "\xff\xff\xff", 2, 2 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t got = text_utf8_cut(cases[i].s, strlen(cases[i].s), cases[i].max);

		if (got != cases[i].want)
			fail_msg("case %zu: %zu, not %zu", i, got, cases[i].want);
	}
}

static void controls_go(void **state)
{
	static const struct { const char *in, *out; size_t len; } cases[] = {
		{ "plain", "plain", 5 },
		{ "a\0b", "ab", 3 },
		{ "a\r\nb\rc\nd\fe", "a\nb\nc\nd\ne", 10 },
		{ "\x1b[31mred", "[31mred", 8 },
		{ "a\tb", "a b", 3 },
		{ "\ufeffabc", "abc", 6 },
		{ "a\u202eb\u2066c", "abc", 9 },
		{ "क\u094d\u200dष", "क\u094d\u200dष", 12 },
		{ "a\xff\xfe" "b", "ab", 4 },
		{ "x\xc2\x85y\u2028z", "x\ny\nz", 8 },
		{ "a\r", "a\n", 2 },
		{ "\x7f\xc2\x9f", "", 3 },
		{ "\uffff\ufdd0\uffff", "", 9 },
	};
	char work[64];

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t n;

		memcpy(work, cases[i].in, cases[i].len);
		n = text_strip_control(work, cases[i].len);
		work[n] = '\0';
		assert_string_equal(work, cases[i].out);
	}
}

static void utf16_damage_is_counted(void **state)
{
	static const struct {
		const char *in;
		size_t len;
		const char *out;
		unsigned faults;
	} cases[] = {
		{ "\0h\0i", 4, "hi", 0 },
		{ "\xd8\x3d\xde\x00", 4, "😀", 0 },
		{ "\xd8\x3d\0a", 4, "\uFFFDa", 1 },
		{ "\xde\x00\0a", 4, "\uFFFDa", 1 },
		{ "\0a\xd8\x3d", 4, "a\uFFFD", 1 },
		{ "\xd8\x3d\xd8\x3d\xde\x00", 6, "\uFFFD😀", 1 },
		{ "\0a\0", 3, "a\uFFFD", 1 },
		{ "", 0, "", 0 },
	};
	char out[64];
	uint8_t small[2];
	unsigned faults;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t size = TEXT_UTF8_OF_UTF16(cases[i].len);
		ssize_t n = text_from_utf16be((const uint8_t *)cases[i].in, cases[i].len, out, size,
					      &faults);

		assert_int_equal(n, strlen(cases[i].out));
		assert_string_equal(out, cases[i].out);
		assert_int_equal(faults, cases[i].faults);
	}
	assert_int_equal(text_from_utf16be((const uint8_t *)"\0a", 2, out, 1, NULL), -ENOSPC);
	assert_int_equal(text_to_utf16be("😀", 4, small, sizeof(small)), -ENOSPC);
	assert_int_equal(text_to_utf16be("\xff", 1, small, sizeof(small)), -EILSEQ);
}

/* --- Short answers --------------------------------------------------------------- */
static void digits_of_any_kind(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "3", "3" }, { " 3 ", "3" }, { "3.", "3" }, { "3!!", "3" }, { "(2)", "2" },
		{ "\"4\"", "4" }, { "#5", "5" }, { "1)", "1" }, { "“2”", "2" }, { "3\n", "3" },
		{ "0", "0" }, { "O", "0" }, { "o", "0" }, { "o.", "0" }, { "1O", "10" },
		{ "OO7", "007" }, { "l2", "12" }, { "2I", "21" }, { "４", "4" }, { "٤", "4" },
		{ "۴", "4" }, { "४", "4" }, { "৪", "4" }, { "4️⃣", "4" }, { "9⃣", "9" },
		{ "🔟", "10" }, { "48 21", "4821" }, { "4821.", "4821" }, { "3\u200b", "3" },
		{ "\u200e3", "3" },
		/* something else */
		{ "", "" }, { " ", "" }, { "no", "" }, { "OO", "" }, { "l", "" }, { "I", "" },
		{ "3a", "" }, { "3.5", "" }, { "1-2", "" }, { "-1", "" }, { "+3", "" },
		{ "1/2", "" },
		{ "?", "" }, { "3 pm", "" }, { "👍", "" }, { "3\xff", "" }, { "oo", "" },
		{ "lO", "" },
		{ "123456789012345678", "" },
	};
	char out[12];

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t n = text_digits_only(cases[i].in, strlen(cases[i].in), out, sizeof(out));

		if (n != strlen(cases[i].out) || strcmp(out, cases[i].out))
			fail_msg("\"%s\" reads \"%s\", not \"%s\"", cases[i].in, out, cases[i].out);
	}
}

static void blank(void **state)
{
	assert_true(text_is_blank("", 0));
	assert_true(text_is_blank(" \t\r\n", 4));
	assert_true(text_is_blank("\u00a0\u200b\u3000\ufe0f\ufeff", 14));
	assert_true(text_is_blank("\0\x01", 2));
	assert_false(text_is_blank(" . ", 3));
	assert_false(text_is_blank("\xff", 1));
	assert_false(text_is_blank("👍", 4));
}

static void words(void **state)
{
	static const struct { const char *s; unsigned n; } cases[] = {
		{ "", 0 }, { "  ", 0 }, { "a", 1 }, { " a  b\nc ", 3 }, { "1 4821", 2 },
		{ "one\u00a0two", 2 }, { "don't-stop", 1 }, { "\xff \xff", 2 },
	};
	struct view word;
	size_t pos = 0;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(text_word_count(cases[i].s, strlen(cases[i].s)), cases[i].n);
	assert_true(text_word_next(" 1 4821 ", 8, &pos, &word));
	assert_int_equal(word.len, 1);
	assert_true(text_word_next(" 1 4821 ", 8, &pos, &word));
	assert_int_equal(word.len, 4);
	assert_memory_equal(word.data, "4821", 4);
	assert_false(text_word_next(" 1 4821 ", 8, &pos, &word));
	assert_int_equal(pos, 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(malformed_utf8_is_seen),
		cmocka_unit_test(cut_at_what_a_reader_sees),
		cmocka_unit_test(controls_go),
		cmocka_unit_test(utf16_damage_is_counted),
		cmocka_unit_test(digits_of_any_kind),
		cmocka_unit_test(blank),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
