// SPDX-License-Identifier: AGPL-3.0-or-later
/* Numbers: whose, from where; and what in a text leads to somebody.  All
 * numbers here are from ranges kept for fiction, or made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/text.h"
#include "text/text_number.h"

static struct text_numbers *kenya, *britain;

static int set_up(void **state)
{
	kenya = text_numbers_new(NULL, "KE", NULL);
	britain = text_numbers_new(NULL, "GB", NULL);
	return kenya && britain ? 0 : -1;
}

static int tear_down(void **state)
{
	talloc_free(kenya);
	talloc_free(britain);
	return 0;
}

static void senders(void **state)
{
	static const struct {
		const char *raw;
		enum text_sender kind;
		const char *e164, *region;
	} cases[] = {
		{ "+254700000001", TEXT_SENDER_E164, "+254700000001", "KE" },
		{ "254700000001", TEXT_SENDER_E164, "+254700000001", "KE" },
		{ "00254700000001", TEXT_SENDER_E164, "+254700000001", "KE" },
		{ "0700000001", TEXT_SENDER_E164, "+254700000001", "KE" },
		{ "0700 000 001", TEXT_SENDER_E164, "+254700000001", "KE" },
		{ " +254 700-000-001 ", TEXT_SENDER_E164, "+254700000001", "KE" },
		{ "700000001", TEXT_SENDER_E164, "+254700000001", "KE" },
		{ "+447700900123", TEXT_SENDER_E164, "+447700900123", "GB" },
		{ "+12025550123", TEXT_SENDER_E164, "+12025550123", "US" },
		{ "+14165550123", TEXT_SENDER_E164, "+14165550123", "CA" },
		{ "+34600000000", TEXT_SENDER_E164, "+34600000000", "ES" },
		/* a range of tomorrow */
		{ "+254999999999", TEXT_SENDER_E164, "+254999999999", "KE" },
		{ "21212", TEXT_SENDER_SHORT, "21212", "" },
		{ "3114", TEXT_SENDER_SHORT, "3114", "" },
		{ "100", TEXT_SENDER_SHORT, "100", "" },
		{ "*144#", TEXT_SENDER_SHORT, "144", "" },
		{ "MPESA", TEXT_SENDER_ALNUM, "", "" },
		{ "My Bank 24", TEXT_SENDER_ALNUM, "", "" },
		{ "Café", TEXT_SENDER_ALNUM, "", "" },
		{ "averylongsendername", TEXT_SENDER_INVALID, "", "" },
		{ "", TEXT_SENDER_INVALID, "", "" },
		{ "   ", TEXT_SENDER_INVALID, "", "" },
		{ "+", TEXT_SENDER_INVALID, "", "" },
		{ "1", TEXT_SENDER_INVALID, "", "" },
		{ "+12", TEXT_SENDER_INVALID, "", "" },
		{ "+999123456789", TEXT_SENDER_INVALID, "", "" },	/* no such country */
		{ "12345678901234567890", TEXT_SENDER_INVALID, "", "" },
		{ "0700000001;x=1", TEXT_SENDER_INVALID, "", "" },
	};

	for (int round = 0; round < 2; round++) {	/* again, from the cache */
		for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
			struct text_number n;
			enum text_sender kind = text_number_parse(kenya, cases[i].raw,
								  strlen(cases[i].raw), &n);

			if (kind != cases[i].kind || kind != n.kind ||
			    strcmp(n.e164, cases[i].e164) || strcmp(n.region, cases[i].region))
				fail_msg("\"%s\": kind %d, \"%s\", \"%s\"", cases[i].raw,
					 kind, n.e164, n.region);
		}
	}
}

static void home_country_decides(void **state)
{
	struct text_number n;

	text_number_parse(britain, "07700900123", 11, &n);
	assert_string_equal(n.e164, "+447700900123");
	assert_true(n.mobile);
	text_number_parse(britain, "02079460123", 11, &n);
	assert_string_equal(n.e164, "+442079460123");
	assert_false(n.mobile);
	text_number_wipe(&n);
	assert_int_equal(n.kind, TEXT_SENDER_INVALID);
	assert_string_equal(n.e164, "");
}

/* Austria has numbers of nearly any length, so nearly all could be its own. */
static void bare_international_digits(void **state)
{
	struct text_numbers *austria = text_numbers_new(NULL, "AT", NULL);
	static const struct { const char *raw, *e164; } cases[] = {
		{ "46846500400", "+46846500400" },	/* no range of Austria's in use */
		{ "254700000001", "+254700000001" },	/* 12 digits */
		{ "0254700000001", "+43254700000001" },	/* but not with a 0 before it */
		{ "12025550123", "+4312025550123" },	/* both; its own wins */
		{ "+12025550123", "+12025550123" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct text_number n;

		text_number_parse(austria, cases[i].raw, strlen(cases[i].raw), &n);
		assert_string_equal(n.e164, cases[i].e164);
	}
	talloc_free(austria);
}

static void unknown_country_is_refused(void **state)
{
	static const char *const bad[] = { "XX", "ke", "KEN", "", NULL };
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		err.text[0] = '\0';
		assert_null(text_numbers_new(NULL, bad[i], &err));
		assert_non_null(strstr(err.text, "no country"));
	}
}

/* More numbers than the cache holds: all right all the same. */
static void cache_overflow(void **state)
{
	for (unsigned round = 0; round < 2; round++) {
		for (unsigned i = 0; i < TEXT_NUMBER_CACHE * 2; i++) {
			struct text_number n;
			char raw[32], want[32];

			snprintf(raw, sizeof(raw), "07000%05u", i);
			snprintf(want, sizeof(want), "+2547000%05u", i);
			assert_int_equal(text_number_parse(kenya, raw, strlen(raw), &n),
					 TEXT_SENDER_E164);
			assert_string_equal(n.e164, want);
		}
	}
}

/* --- What leads to somebody ----------------------------------------------------------- */
static void contacts(void **state)
{
	static const char kinds[] = "PEUA";
	static const struct { const char *text, *want; } cases[] = {
		{ "how are you today", "" },
		{ "I feel 2 out of 10, since 3 days. Pills? no", "" },
		{ "call me 0700 000 001 ok", "P:0700 000 001" },
		{ "ni +254700000001", "P:+254700000001" },
		{ "né à 0700-000-001!", "P:0700-000-001" },
		{ "my no is 070 000 00 01 02", "P:070 000 00 01 02" },
		{ "number 12 34 56 78 90", "P:12 34 56 78 90" },
		{ "+44 7700 900123 or 0700000001", "P:+44 7700 900123|P:0700000001" },
		{ "write to jo.b@example.com.", "E:jo.b@example.com" },
		{ "meet @ 5.30", "" },
		{ "see http://example.org/x?y, ok", "U:http://example.org/x?y" },
		{ "(www.example.net)", "U:www.example.net" },
		{ "go to example.com/page now", "U:example.com/page" },
		{ "wa.me/254700000001", "U:wa.me/254700000001" },
		{ "ok.so i said no.then left", "" },
		{ "I live at 12 Moi Avenue, Nairobi", "A:12 Moi Avenue" },
		{ "come to 4b St. Mary road", "A:4b St. Mary road" },
		{ "Kenyatta Avenue 12", "A:Avenue 12" },
		{ "flat 4 behind the shop", "A:flat 4" },
		{ "P.O. Box 1234 Nakuru", "A:P.O. Box 1234" },
		{ "calle Mayor 5, piso 2", "A:calle Mayor 5|A:piso 2" },
		{ "rue de la Paix 10", "A:rue de la Paix 10" },
		{ "postcode is LS1 4DY", "A:LS1 4DY" },
		{ "sw1a1aa", "A:sw1a1aa" },
		{ "We met 12 times! Street food is good", "" },
		{ "a@b.org then 0700000001 then www.x.org",
		  "E:a@b.org|P:0700000001|U:www.x.org" },
		{ "نمرتي ٠٧٠٠٠٠٠٠٠١", "P:٠٧٠٠٠٠٠٠٠١" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *s = cases[i].text;
		struct text_found found[8];
		unsigned n = text_find_contacts(kenya, s, strlen(s), found, ARRAY_LEN(found));
		char got[256] = "";
		size_t len = 0;

		for (unsigned k = 0; k < n; k++)
			len += (size_t)snprintf(got + len, sizeof(got) - len, "%s%c:%.*s",
						k ? "|" : "",
						kinds[found[k].kind], (int)found[k].len,
						s + found[k].at);
		if (strcmp(got, cases[i].want))
			fail_msg("\"%s\": found \"%s\", not \"%s\"", s, got, cases[i].want);
	}
}

static void contacts_are_bounded(void **state)
{
	const char *s = "a@b.org c@d.org e@f.org 0700000001";
	struct text_found found[2];
	char *big = talloc_strdup(NULL, "");

	assert_int_equal(text_find_contacts(kenya, s, strlen(s), found, 2), 2);
	assert_int_equal(text_find_contacts(kenya, s, strlen(s), found, 0), 0);
	for (int i = 0; i < 2000; i++)
		big = talloc_strdup_append_buffer(big, "1 street @. ");
	assert_int_equal(text_find_contacts(kenya, big, strlen(big), found, 2), 2);
	talloc_free(big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(senders),
		cmocka_unit_test(home_country_decides),
		cmocka_unit_test(bare_international_digits),
		cmocka_unit_test(unknown_country_is_refused),
		cmocka_unit_test(cache_overflow),
		cmocka_unit_test(contacts),
		cmocka_unit_test(contacts_are_bounded),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
