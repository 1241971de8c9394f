// SPDX-License-Identifier: AGPL-3.0-or-later
/* Messages as bearerbox hands them over, whole and damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/text.h"

#define BYTES(s) (struct view){ (const uint8_t *)(s), sizeof(s) - 1 }
#define NO_UDH BYTES("")

struct mo_case {
	const char *name;
	int coding;
	const char *charset;
	struct view udh, msgdata;
	enum text_mo_kind kind;
	const char *text, *as_given;
};

static const struct mo_case cases[] = {
	{ "plain", 0, NULL, NO_UDH, BYTES("I need to talk"), TEXT_MO_TEXT, "I need to talk", NULL },
	{ "no coding", -1, "", NO_UDH, BYTES("héllo €"), TEXT_MO_TEXT, "héllo €", NULL },
	{ "empty", 0, NULL, NO_UDH, { NULL, 0 }, TEXT_MO_TEXT, "", NULL },
	{ "empty ucs-2", 2, NULL, { NULL, 0 }, { NULL, 0 }, TEXT_MO_TEXT, "", NULL },
	{ "controls", 0, NULL, NO_UDH, BYTES("a\0b\r\nc\x1b[2J"), TEXT_MO_TEXT, "ab\nc[2J", NULL },
	{ "not utf-8", 0, NULL, NO_UDH, BYTES("I want to di\xe9 now"), TEXT_MO_UNDECODABLE,
	  "I want to di\uFFFD now", NULL },
	{ "ucs-2", 2, NULL, NO_UDH, BYTES("\x04\x1f\0!\xd8\x3d\xde\x00"), TEXT_MO_TEXT,
	  "П!😀", NULL },
	{ "ucs-2 with a mark", 2, NULL, NO_UDH, BYTES("\xfe\xff\0h\0i"), TEXT_MO_TEXT, "hi", NULL },
	{ "half a pair", 2, NULL, NO_UDH, BYTES("\0h\xd8\x3d\0i"), TEXT_MO_UNDECODABLE, "h\uFFFDi",
	  NULL },
	{ "odd length", 2, NULL, NO_UDH, BYTES("\0h\0i\0"), TEXT_MO_UNDECODABLE, "hi\uFFFD", NULL },
	{ "pair cut by the network, first part", 2, NULL, BYTES("\x05\x00\x03\x01\x02\x01"),
	  BYTES("\0h\xd8\x3d"), TEXT_MO_TEXT, "h", NULL },
	{ "pair cut by the network, last part", 2, NULL, BYTES("\x05\x00\x03\x01\x02\x02"),
	  BYTES("\xde\x00\0h"), TEXT_MO_TEXT, "h", NULL },
	{ "binary", 1, NULL, NO_UDH, BYTES("\x01\x02OK\xff\xfe" "end"), TEXT_MO_BINARY,
	  "OK end", NULL },
	{ "utf-16 as binary", 1, NULL, NO_UDH, BYTES("\0h\0e\0l\0p"), TEXT_MO_BINARY,
	  "help", NULL },
	{ "latin-1", 0, "ISO-8859-1", NO_UDH, BYTES("ni\xf1o"), TEXT_MO_TEXT, "niño", NULL },
	{ "windows", 1, "windows-1252", NO_UDH, BYTES("it\x92s"), TEXT_MO_TEXT, "it’s", NULL },
	{ "shift-jis, damaged", 0, "SHIFT_JIS", NO_UDH, BYTES("\x82\xa0\x82"), TEXT_MO_UNDECODABLE,
	  "あ\uFFFD", NULL },
	{ "named utf-8", 2, "utf-8", NO_UDH, BYTES("né"), TEXT_MO_TEXT, "né", NULL },
	{ "named ucs-2", 0, "UCS-2", NO_UDH, BYTES("\0h\0i"), TEXT_MO_TEXT, "hi", NULL },
	{ "named gsm", 0, "GSM", NO_UDH, BYTES("\0n\x05\x1b" "e"), TEXT_MO_TEXT, "@né€", NULL },
	{ "gsm with high bytes", 0, "GSM", NO_UDH, BYTES("a\x80"), TEXT_MO_UNDECODABLE,
	  "a\uFFFD", NULL },
	{ "no such charset", 0, "x-klingon", NO_UDH, BYTES("help \xff"), TEXT_MO_UNDECODABLE,
	  "help \uFFFD", NULL },
	{ "Turkish single shift", 0, NULL, BYTES("\x03\x24\x01\x01"), BYTES("ya?siyorum"),
	  TEXT_MO_TEXT,
	  "yaşiyorum", "ya?siyorum" },
	{ "Hindi locking shift", 0, NULL, BYTES("\x03\x25\x01\x06"), BYTES("=P/R"), TEXT_MO_TEXT,
	  "पानी", "=P/R" },
	{ "shift that changes nothing", 0, NULL, BYTES("\x03\x24\x01\x01"), BYTES("evet"),
	  TEXT_MO_TEXT,
	  "evet", NULL },
	{ "shift, but another alphabet", 0, NULL, BYTES("\x03\x25\x01\x06"), BYTES("пока"),
	  TEXT_MO_TEXT,
	  "пока", NULL },
	{ "shift of tomorrow", 0, NULL, BYTES("\x03\x25\x01\x2a"), BYTES("a?b"),
	  TEXT_MO_TEXT, "a?b", NULL },
};

static void each_case(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct mo_case *c = &cases[i];
		struct text_mo_in in = { c->coding, c->charset, c->udh, c->msgdata };
		struct text_mo *mo = text_decode_mo(NULL, &in);

		if (mo->kind != c->kind || strcmp(secret_reveal(mo->text), c->text))
			fail_msg("%s: kind %d, \"%s\"", c->name, mo->kind, secret_reveal(mo->text));
		assert_int_equal(secret_len(mo->text), strlen(c->text));
		assert_int_equal(!mo->as_given, !c->as_given);
		if (c->as_given)
			assert_string_equal(secret_reveal(mo->as_given), c->as_given);
		assert_int_equal(mo->why != NULL, mo->kind != TEXT_MO_TEXT);
		assert_false(mo->udh_broken);
		talloc_free(mo);
	}
}

static void headers_are_told(void **state)
{
	struct text_mo_in in = { 0, NULL, BYTES("\x05\x00\x03\x2a\x03\x02"), BYTES("x") };
	struct text_mo *mo = text_decode_mo(NULL, &in);

	assert_true(mo->udh.concat && mo->udh.part == 2);
	talloc_free(mo);
	in.udh = BYTES("\x09\x00\x03\x2a");
	mo = text_decode_mo(NULL, &in);
	assert_true(mo->udh_broken);
	assert_string_equal(secret_reveal(mo->text), "x");	/* the words stay */
	talloc_free(mo);
}

/* Decodes each part, keeps it, and joins them; NULL data: a part that never came. */
static struct secret *joined(void *ctx, const struct text_mo_in *in, size_t count)
{
	struct secret *part[64] = { NULL };

	for (size_t i = 0; i < count; i++)
		if (in[i].msgdata.data)
			part[i] = text_part_keep(ctx, text_decode_mo(ctx, &in[i]));
	return text_parts_join(ctx, part, count, "[gap]");
}

static void parts_are_joined(void **state)
{
	struct text_mo_in utf16[] = {
		{ 2, NULL, BYTES("\x05\x00\x03\x01\x03\x01"), BYTES("\0a\xd8\x3d") },
		{ 2, NULL, BYTES("\x05\x00\x03\x01\x03\x02"), BYTES("\xde\x00\0b\xd8\x3d") },
		{ 2, NULL, BYTES("\x05\x00\x03\x01\x03\x03"), BYTES("\xde\x01") },
	};
	struct text_mo_in gsm[] = {
		{ 0, NULL, BYTES("\x08\x00\x03\x01\x02\x01\x24\x01\x01"), BYTES("ya?s") },
		{ 0, NULL, BYTES("\x05\x00\x03\x01\x02\x02"), BYTES("?s ") },
	};
	void *ctx = talloc_new(NULL);

	assert_string_equal(secret_reveal(joined(ctx, utf16, 3)), "a😀b😁");
	assert_string_equal(secret_reveal(joined(ctx, gsm, 2)), "yaş?s ");
	/* half an emoji whose other half never came is left out */
	utf16[1].msgdata = (struct view){ 0 };
	assert_string_equal(secret_reveal(joined(ctx, utf16, 3)), "a[gap]");
	assert_string_equal(secret_reveal(joined(ctx, utf16, 1)), "a");
	talloc_free(ctx);
}

/* A text of ours, cut, sent, and come back in parts, is the same text. */
static void our_own_come_back(void **state)
{
	static const char *const texts[] = {
		"short", "[{€}] exactly as it was ~ with | every \\ escape ^",
		"Привет 😀👩‍👩‍👧 как ты?",
	};
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		char *s = talloc_strdup(ctx, "");
		struct text_segments *all;
		struct text_mo_in in[64];

		for (unsigned k = 0; k < 20; k++)
			s = talloc_strdup_append(s, texts[i]);
		assert_int_equal(text_split(ctx, s, strlen(s), TEXT_REF_16, 7, &all), 0);
		for (unsigned k = 0; k < all->count; k++) {
			struct text_segment *seg = &all->segment[k];

			in[k] = (struct text_mo_in){ seg->coding, NULL, { seg->udh, seg->udh_len },
						     { seg->payload, seg->payload_len } };
		}
		assert_string_equal(secret_reveal(joined(ctx, in, all->count)), s);
	}
	talloc_free(ctx);
}

static void nothing_is_left_allocated(void **state)
{
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct text_mo_in in = { cases[i].coding, cases[i].charset, cases[i].udh,
					 cases[i].msgdata };
		struct text_mo *mo = text_decode_mo(ctx, &in);

		/* the result, its text, perhaps as_given: no scratch */
		assert_int_equal(talloc_total_blocks(mo), 2 + !!mo->as_given);
		talloc_free(mo);
	}
	assert_int_equal(talloc_total_blocks(ctx), 1);
	talloc_free(ctx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case),
		cmocka_unit_test(headers_are_told),
		cmocka_unit_test(parts_are_joined),
		cmocka_unit_test(our_own_come_back),
		cmocka_unit_test(nothing_is_left_allocated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
