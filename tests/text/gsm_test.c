// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The GSM alphabet: every code point of every table there and back, packing
 * against octets that others made, and what bearerbox does to a text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/text_int.h"

static const struct text_shift plain;

static void check_decode(const char *septets, size_t n, struct text_shift shift, const char *want)
{
	char out[512];
	ssize_t len = text_gsm_decode((const uint8_t *)septets, n, shift, out, sizeof(out));

	assert_int_equal(len, strlen(want));
	assert_string_equal(out, want);
}
#define DECODES(septets, locking, single, want) \
	check_decode(septets, sizeof(septets) - 1, (struct text_shift){ locking, single }, want)

/* --- The default tables ------------------------------------------------------------ */
static void default_table_reads_as_printed(void **state)
{
	static const char *const rows[8] = {	/* TS 23.038 6.2.1, column by column */
		"@£$¥èéùìòÇ\nØø\rÅå", "Δ_ΦΓΛΩΠΨΣΘΞ\x1b" "ÆæßÉ", " !\"#¤%&'()*+,-./",
		"0123456789:;<=>?", "¡ABCDEFGHIJKLMNO", "PQRSTUVWXYZÄÖÑÜ§",
		"¿abcdefghijklmno", "pqrstuvwxyzäöñüà",
	};

	for (unsigned septet = 0; septet < 128; septet++) {
		const char *row = rows[septet / 16];
		size_t pos = 0;
		uint32_t want = 0;

		for (unsigned i = 0; i <= septet % 16; i++)
			want = text_utf8_next(row, strlen(row), &pos);
		if (septet == GSM_ESC)
			assert_int_equal(gsm_main(0, GSM_ESC), TEXT_BAD);
		else
			assert_int_equal(gsm_main(0, (uint8_t)septet), want);
	}
	DECODES("\x1b\x14\x1b\x28\x1b\x29\x1b\x2f\x1b\x3c\x1b\x3d\x1b\x3e\x1b\x40\x1b\x65\x1b\x0a",
		0, 0, "^{}\\[~]|€\f");
}

static void every_default_character_comes_back(void **state)
{
	unsigned one = 0, two = 0;

	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		unsigned cost = text_gsm_cost(cp);
		uint8_t septets[2];
		char ch[4], back[16];
		size_t len = text_utf8_put(cp, ch);
		struct text_misfit miss;
		ssize_t n;

		if (!len)
			continue;
		if (!cost) {
			assert_true(cp > 0x7e || cp < ' ' || cp == '`');
			continue;
		}
		one += cost == 1;
		two += cost == 2;
		n = text_gsm_encode(ch, len, septets, sizeof(septets), &miss);
		assert_int_equal(n, cost);
		assert_int_equal(miss.count, 0);
		assert_int_equal(text_gsm_decode(septets, (size_t)n, plain, back, sizeof(back)),
				 len);
		assert_memory_equal(back, ch, len);
	}
	assert_int_equal(one, 127);	/* 128 septets but the escape */
	assert_int_equal(two, 10);
}

/* --- The national tables --------------------------------------------------------------- */
/* Each table against a few words that only the right table makes. */
static void national_tables_read(void **state)
{
	DECODES("\x04\x07\x0b\x0c\x1c\x1d\x40\x60", TEXT_NLI_TURKISH, 0, "€ıĞğŞşİç");
	DECODES("\x1b" "G\x1b" "I\x1b" "S\x1b" "c\x1b" "g\x1b" "i\x1b" "s\x1b" "e", 0,
		TEXT_NLI_TURKISH, "ĞİŞçğış€");
	DECODES("\x1b\x09\x1b" "A\x1b" "I\x1b" "O\x1b" "U\x1b" "a\x1b" "i\x1b" "o\x1b" "u", 0,
		TEXT_NLI_SPANISH, "çÁÍÓÚáíóú");
	DECODES("\x04\x06\x07\x08\x09\x0e\x0f\x12\x15\x1a\x24\x5b\x5c\x60\x7b\x7c\x7d",
		TEXT_NLI_PORTUGUESE, 0, "êúíóçÁáª∞|ºÃÕ~ãõ`");
	DECODES("\x1b\x05\x1b\x0e\x1b\x12\x1b\x1f\x1b" "A\x1b" "a\x1b\x7b\x1b\x7f", 0,
		TEXT_NLI_PORTUGUESE, "êÁΦÊÀÂãâ");
	/* "water" in the scripts' own words, by their locking tables */
	DECODES("\x3d\x50\x2f\x52", TEXT_NLI_HINDI, 0, "पानी");
	DECODES("\x1d\x46", TEXT_NLI_BENGALI, 0, "জল");
	DECODES("\x05\x00\x4f\x59", TEXT_NLI_URDU, 0, "پانی");
}

/* Every place of every table as the standard prints it (tests/text/gsm_tables.txt). */
static void all_places_of_the_standard(void **state)
{
	FILE *f = fopen(TOP_SRCDIR "/tests/text/gsm_tables.txt", "r");
	unsigned nli, first, lines = 0;
	char line[256], table;
	int used;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		const char *p = line;

		if (line[0] == '#')
			continue;
		assert_int_equal(sscanf(p, "%u %*s %c %x: %n", &nli, &table, &first, &used), 3);
		for (unsigned i = first; i < first + 16; i++) {
			uint32_t got = table == 'm' ? gsm_main((uint8_t)nli, (uint8_t)i)
						    : gsm_single((uint8_t)nli, (uint8_t)i);
			char want[16], have[16] = "-";

			p += used;
			assert_int_equal(sscanf(p, "%15s %n", want, &used), 1);
			if (got != TEXT_BAD)
				snprintf(have, sizeof(have), "%04x", got);
			if (strcmp(want, have))
				fail_msg("language %u, table %c, 0x%02x: %s, not %s", nli, table, i,
					 have, want);
		}
		lines++;
	}
	fclose(f);
	assert_int_equal(lines, 27 * 8);
}

/* No two places of a locking table hold the same letter (a misprint would),
 * and all tables keep the line ends, the digits and the escape. */
static void national_tables_hold_together(void **state)
{
	for (uint8_t nli = 0; nli < TEXT_NLIS; nli++) {
		assert_int_equal(gsm_main(nli, 0x0a), '\n');
		assert_int_equal(gsm_main(nli, 0x0d), '\r');
		assert_int_equal(gsm_main(nli, 0x20), ' ');
		assert_int_equal(gsm_main(nli, 0x3f), '?');
		assert_int_equal(gsm_main(nli, GSM_ESC), TEXT_BAD);
		assert_int_equal(gsm_single(nli, GSM_ESC), TEXT_BAD);
		for (uint8_t d = '0'; d <= '9'; d++)
			assert_int_equal(gsm_main(nli, d), d);
		for (unsigned a = 0; a < 128; a++)
			for (unsigned b = 0; b < a; b++)
				if (gsm_main(nli, (uint8_t)a) != TEXT_BAD)
					assert_int_not_equal(gsm_main(nli, (uint8_t)a),
							     gsm_main(nli, (uint8_t)b));
		/* All single shift tables keep the ten of the default extension. */
		for (unsigned a = 0; a < 128; a++)
			if (gsm_single(0, (uint8_t)a) != TEXT_BAD)
				assert_int_equal(gsm_single(nli, (uint8_t)a),
						 gsm_single(0, (uint8_t)a));
	}
}

static void unknown_languages_are_default(void **state)
{
	DECODES("\x04\x1b" "c", 14, 200, "èc");
	DECODES("\x04", TEXT_NLI_SPANISH, 0, "è");	/* Spanish has no locking table */
}

static void damaged_septets(void **state)
{
	char out[8];

	DECODES("a\x1b", 0, 0, "a ");			/* an escape at the end */
	DECODES("a\x1b\x1b" "e", 0, 0, "a e");		/* a second escape: reserved */
	DECODES("a\x1b" "b", 0, 0, "ab");		/* no such entry */
	DECODES("a\xff" "b", 0, 0, "a\uFFFD" "b");
	DECODES("\x0c", TEXT_NLI_BENGALI, 0, " ");	/* a gap */
	assert_int_equal(text_gsm_decode((const uint8_t *)"\x1b" "e", 2, plain, out, 3), -ENOSPC);
	assert_int_equal(text_gsm_decode((const uint8_t *)"\x1b" "e", 2, plain, out, 4), 3);
	assert_int_equal(text_gsm_decode((const uint8_t *)"", 0, plain, out, 0), -ENOSPC);
}

static void misfits_are_told(void **state)
{
	struct text_misfit miss;
	uint8_t out[32];

	assert_int_equal(text_gsm_encode("né`😀x", 9, out, sizeof(out), &miss), 5);
	assert_memory_equal(out, "n\x05??x", 5);
	assert_int_equal(miss.count, 2);
	assert_int_equal(miss.first, '`');
	assert_int_equal(miss.at, 3);
	assert_int_equal(text_gsm_encode("a\xc3", 2, out, sizeof(out), &miss), -EILSEQ);
	assert_int_equal(text_gsm_encode("a€", 4, out, 2, &miss), -ENOSPC);
}

/* --- bearerbox -------------------------------------------------------------------------- */
/* What Kannel 1.4.5 does to septets (checked against its own library). */
static size_t as_bearerbox(const uint8_t *septets, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t cp;

		if (septets[i] > 0x7f)
			continue;
		cp = gsm_main(0, septets[i]);
		if (septets[i] == GSM_ESC) {
			cp = i + 1 < n ? gsm_single(0, septets[i + 1]) : TEXT_BAD;
			if (cp == TEXT_BAD)
				cp = '?';	/* the next one is read by itself */
			else
				i++;
		}
		len += text_utf8_put(cp, out + len);
	}
	return len;
}

/* Every pair of tables, every septet: what the phone meant is what we read. */
static void restored_from_what_bearerbox_made(void **state)
{
	for (uint8_t nli = 1; nli < TEXT_NLIS; nli++) {
		struct text_shift shift = { .locking = nli, .single = nli };

		for (unsigned septet = 0; septet < 128; septet++) {
			uint8_t sent[5] = { 'a', (uint8_t)septet, 'b', GSM_ESC, (uint8_t)septet };
			char want[32], given[32], got[64];
			size_t len;
			bool guessed;

			if (septet == GSM_ESC || septet == GSM_QUESTION)
				continue;
			if (gsm_single(nli, (uint8_t)septet) == TEXT_BAD)
				sent[3] = ' ';
			assert_true(text_gsm_decode(sent, 5, shift, want, sizeof(want)) > 0);
			len = as_bearerbox(sent, 5, given);
			assert_true(text_gsm_restore(given, len, shift, got, sizeof(got),
						     &guessed) > 0);
			assert_string_equal(got, want);
			assert_int_equal(guessed, sent[3] == GSM_ESC &&
					 gsm_single(0, (uint8_t)septet) == TEXT_BAD);
		}
	}
}

static void restore_guesses_only_where_it_can(void **state)
{
	struct text_shift turkish = { .single = TEXT_NLI_TURKISH };
	char out[64];
	bool guessed;

	assert_int_equal(text_gsm_restore("why? ok", 7, turkish, out, sizeof(out), &guessed), 7);
	assert_string_equal(out, "why? ok");
	assert_false(guessed);
	text_gsm_restore("ne?se", 5, turkish, out, sizeof(out), &guessed);
	assert_string_equal(out, "neşe");
	assert_true(guessed);
	text_gsm_restore("?(a", 3, turkish, out, sizeof(out), &guessed);
	assert_string_equal(out, "?(a");
	text_gsm_restore("a?", 2, turkish, out, sizeof(out), &guessed);
	assert_string_equal(out, "a?");
	assert_int_equal(text_gsm_restore("\u0430", 2, turkish, out, sizeof(out), NULL), -EILSEQ);
	assert_int_equal(text_gsm_restore("abc", 3, turkish, out, 3, NULL), -ENOSPC);
}

/* --- Near misses ---------------------------------------------------------------------------- */
static void friendly(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "plain", "plain" },
		{ "“It’s ok” – really…", "\"It's ok\" - really..." },
		{ "a\u00a0b\u202fc\u2009d\u200be", "a b c de" },
		{ "fête, garçon, être, ça", "fete, garcon, etre, ca" },
		{ "El niño está aquí", "El niño esta aqui" },
		{ "cafe\u0301 e\u0302", "café e" },		/* accents typed apart */
		{ "½ • x", "1/2 - x" },
		{ "Привет 😀", "Привет 😀" },			/* another script stays */
		{ "`", "'" },
		{ "ﬁ Ł", "ﬁ L" },
	};
	char out[128];

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		ssize_t n = text_gsm_friendly(cases[i].in, strlen(cases[i].in), out, sizeof(out));

		assert_int_equal(n, strlen(cases[i].out));
		assert_string_equal(out, cases[i].out);
		assert_true(strlen(cases[i].out) < TEXT_FRIENDLY(strlen(cases[i].in)));
	}
	assert_int_equal(text_gsm_friendly("ab", 2, out, 2), -ENOSPC);
	assert_int_equal(text_gsm_friendly("\xff", 1, out, sizeof(out)), -EILSEQ);
}

/* --- Packing -------------------------------------------------------------- */
static void packing(void **state)
{
	/* "hellohello", the example in every description of it */
	static const uint8_t packed[] = { 0xe8, 0x32, 0x9b, 0xfd, 0x46, 0x97, 0xd9, 0xec, 0x37 };
	uint8_t out[512], back[512], septets[300];

	assert_int_equal(text_gsm_pack((const uint8_t *)"hellohello", 10, 0, out, sizeof(out)), 9);
	assert_memory_equal(out, packed, 9);
	for (unsigned i = 0; i < sizeof(septets); i++)
		septets[i] = (uint8_t)((i * 37 + 11) & 0x7f);
	for (unsigned fill = 0; fill <= 6; fill++) {
		for (size_t n = 0; n <= sizeof(septets); n++) {
			ssize_t octets = text_gsm_pack(septets, n, fill, out, sizeof(out));

			assert_int_equal(octets, (n * 7 + fill + 7) / 8);
			assert_int_equal(text_gsm_unpack(out, (size_t)octets, fill, back, n), n);
			assert_memory_equal(back, septets, n);
		}
	}
	assert_int_equal(text_gsm_unpack(out, 7, 0, back, 9), -EINVAL);
	assert_int_equal(text_gsm_unpack(out, 7, 7, back, 1), -EINVAL);
	assert_int_equal(text_gsm_pack(septets, 8, 0, out, 6), -ENOSPC);
}

static size_t read_hex(const char *s, uint8_t *out, size_t size)
{
	size_t n = 0;
	int used;
	unsigned byte;

	while (n < size && sscanf(s, " %2x%n", &byte, &used) == 1) {
		out[n++] = (uint8_t)byte;
		s += used;
	}
	return n;
}

/* Octets that another implementation packed (its test's expected output). */
static void packing_against_corpus(void **state)
{
	const char *dir = getenv("WARMLINE_CORPORA");
	char path[512], line[512];
	uint8_t original[64], want[64], got[64];
	size_t n = 0, want_len, checked = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/gsm/ussd_test.ok", dir ? dir : TOP_SRCDIR
		 "/../shared/corpora");
	f = fopen(path, "r");
	if (!f) {
		print_message("skipped: no corpora (set WARMLINE_CORPORA)\n");
		skip();
	}
	while (fgets(line, sizeof(line), f)) {
		if (!strncmp(line, "original = ", 11)) {
			n = read_hex(line + 11, original, sizeof(original));
		} else if (!strncmp(line, "encoded = ", 10) && n) {
			want_len = read_hex(line + 10, want, sizeof(want));
			assert_int_equal(text_gsm_unpack(want, want_len, 0, got, n), n);
			assert_memory_equal(got, original, n);
			/* USSD fills the last 7 spare bits with a CR: not part of a text. */
			if (n % 8 == 7)
				want[want_len - 1] &= 1;
			n = (size_t)text_gsm_pack(original, n, 0, got, sizeof(got));
			assert_memory_equal(got, want, n);
			checked++;
			n = 0;
		}
	}
	fclose(f);
	assert_true(checked >= 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(default_table_reads_as_printed),
		cmocka_unit_test(every_default_character_comes_back),
		cmocka_unit_test(national_tables_read),
		cmocka_unit_test(all_places_of_the_standard),
		cmocka_unit_test(national_tables_hold_together),
		cmocka_unit_test(unknown_languages_are_default),
		cmocka_unit_test(damaged_septets),
		cmocka_unit_test(misfits_are_told),
		cmocka_unit_test(restored_from_what_bearerbox_made),
		cmocka_unit_test(restore_guesses_only_where_it_can),
		cmocka_unit_test(friendly),
		cmocka_unit_test(packing),
		cmocka_unit_test(packing_against_corpus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
