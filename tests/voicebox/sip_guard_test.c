// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who may speak, and the form of a message before the library reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include "voicebox/guard.h"
#include "voicebox/sip.h"

#define HEAD "INVITE sip:+254700000001@192.0.2.1 SIP/2.0\r\n" \
	"Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKabc\r\n" \
	"From: <sip:+254711@192.0.2.9>;tag=1\r\nTo: <sip:+254700000001@192.0.2.1>\r\n" \
	"Call-ID: c1@192.0.2.9\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n"
#define CONTACT "Contact: <sip:x@192.0.2.9>\r\n"

static enum guard_verdict check(const char *text, bool stream)
{
	size_t len = strlen(text);

	return guard_message(text, &len, stream);
}

static void assert_verdict(const char *text, enum guard_verdict expected)
{
	enum guard_verdict got = check(text, false);

	if (got != expected)
		fail_msg("verdict %d, not %d, for:\n%s", got, expected, text);
}

static void good_messages_pass(void **state)
{
	assert_verdict(HEAD CONTACT "\r\n", GUARD_OK);
	assert_verdict(HEAD CONTACT "Content-Length: 0\r\n\r\n", GUARD_OK);
	assert_verdict(HEAD CONTACT "l: 4\r\n\r\nv=0\n", GUARD_OK);
	assert_verdict("SIP/2.0 200 \r\nv: SIP/2.0/UDP h;branch=z9hG4bK1\r\nf: <sip:a@b>;tag=1\r\n"
		       "t: <sip:c@d>;tag=2\r\ni: 1\r\nCSeq: 7 INVITE\r\n\r\n", GUARD_OK);
	/* A folded field is one field. */
	assert_verdict(HEAD "Subject: a\r\n b\r\n\tc\r\nl:0\r\n\r\n", GUARD_OK);
	assert_true(ua_message_reads(HEAD CONTACT "\r\n", strlen(HEAD CONTACT "\r\n")));
}

static void bad_messages_do_not(void **state)
{
	static const char *const bad[] = {
		"", "\r\n\r\n", "INVITE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
		HEAD,						/* no end */
		HEAD "Content-Length: -1\r\n\r\n", HEAD "Content-Length: 1x\r\n\r\n",
		HEAD "Content-Length: 5000\r\n\r\n", HEAD "Content-Length: 3\r\n\r\nab",
		HEAD "Content-Length: 0\r\nl: 0\r\n\r\n",
		HEAD "CSeq: 2 INVITE\r\n\r\n", HEAD "To: <sip:a@b>\r\n\r\n",
		HEAD "Max-Forwards: 70\r\n\r\n", HEAD "Expires: 4294967296\r\n\r\n",
		HEAD "Contact: \"Joe <sip:joe@example.org>\r\n\r\n",
		HEAD "Contact: <sip:joe@example.org\r\n\r\n", HEAD "no colon\r\n\r\n",
		HEAD ": no name\r\n\r\n",
		HEAD "Via: SIP/2.0/UDP h;branch=z9hG4bK2;maddr=192.0.2.7\r\n\r\n",
		"SIP/2.0 99 x\r\nVia: v\r\n\r\n", "SIP/2.0 4294967301 x\r\nVia: v\r\n\r\n",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++)
		assert_verdict(bad[i], GUARD_BAD);
}

/* The same head with one part changed. */
static void assert_changed_bad(const char *from, const char *to)
{
	const char *head = HEAD CONTACT "\r\n", *at = strstr(head, from);
	char text[2000];

	assert_non_null(at);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - head), head, to, at + strlen(from));
	assert_verdict(text, GUARD_BAD);
}

static void each_part_counts(void **state)
{
	assert_changed_bad("SIP/2.0\r\n", "SIP/7.0\r\n");
	assert_changed_bad("SIP/2.0\r\n", "SIP/2.0 \r\n");
	assert_changed_bad("INVITE sip", "INVITE  sip");
	assert_changed_bad("sip:+254700000001@192.0.2.1 S", "<sip:a@b> S");
	assert_changed_bad("sip:+254700000001@192.0.2.1 S", "sip:a@b?Route=%3Csip:evil%3E S");
	assert_changed_bad("1 INVITE", "1 OPTIONS");
	assert_changed_bad("1 INVITE", "2147483648 INVITE");
	assert_changed_bad("1 INVITE", "INVITE");
	assert_changed_bad("Max-Forwards: 70", "Max-Forwards: 256");
	assert_changed_bad("Call-ID: c1@192.0.2.9", "Call-ID: a b");
	assert_changed_bad("Call-ID: c1@192.0.2.9\r\n", "");
	assert_changed_bad("Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKabc\r\n", "");
}

static void a_long_one_is_cut_off(void **state)
{
	static char text[40000];
	size_t n = strlen(HEAD), len;
	int i;

	strcpy(text, HEAD "Subject: ");
	memset(text + strlen(text), 'x', GUARD_FIELD_MAX);
	strcpy(text + n + 9 + GUARD_FIELD_MAX, "\r\n\r\n");
	assert_verdict(text, GUARD_BAD);
	strcpy(text, HEAD);
	for (i = 0; i < GUARD_HEADERS_MAX; i++)
		strcat(text, "X: y\r\n");
	strcat(text, "\r\n");
	assert_verdict(text, GUARD_BAD);
	strcpy(text, HEAD);
	for (i = 0; i < GUARD_VIAS_MAX; i++)
		strcat(text, "v: SIP/2.0/UDP h;branch=z9hG4bK3\r\n");
	strcat(text, "\r\n");
	assert_verdict(text, GUARD_BAD);
	/* A stream that never ends a message is closed, not kept. */
	memset(text, 'A', sizeof(text));
	len = GUARD_MESSAGE_MAX;
	assert_int_equal(guard_message(text, &len, true), GUARD_BAD);
	len = 100;
	assert_int_equal(guard_message(text, &len, true), GUARD_MORE);
}

static void streams_wait_for_the_rest(void **state)
{
	const char *whole = HEAD "Content-Length: 4\r\n\r\nv=0\nNEXT";
	size_t all = strlen(whole) - 4, len, i;

	for (i = 1; i < all; i++) {
		len = i;
		assert_int_equal(guard_message(whole, &len, true), GUARD_MORE);
	}
	len = strlen(whole);
	assert_int_equal(guard_message(whole, &len, true), GUARD_OK);
	assert_int_equal(len, all);
	assert_int_equal(check(HEAD "\r\n", true), GUARD_BAD);	/* no Content-Length */
}

static void a_datagram_ends_with_its_body(void **state)
{
	const char *two = HEAD "l: 0\r\n\r\n" HEAD "l: 0\r\n\r\n";
	size_t len = strlen(two);

	assert_int_equal(guard_message(two, &len, false), GUARD_OK);
	assert_int_equal(len, strlen(two) / 2);
	len = strlen(HEAD) + 3;
	assert_int_equal(guard_message(HEAD "X\0: y\r\n\r\n", &len, false), GUARD_BAD);
}

static void a_reinvite_without_a_branch_is_refused(void **state)
{
	static const char text[] = "INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK\r\n"
		"From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: 1\r\n"
		"CSeq: 1 INVITE\r\n\r\n";

	assert_verdict(text, GUARD_OK);
	assert_false(ua_message_reads(text, strlen(text)));
}

/* --- Sources ----------------------------------------------------------------------------- */
static int trunk_of(const struct guard *g, const char *address)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr_in four = { .sin_family = AF_INET };

	if (inet_pton(AF_INET, address, &four.sin_addr) == 1)
		return guard_trunk(g, (struct sockaddr *)&four);
	assert_int_equal(inet_pton(AF_INET6, address, &six.sin6_addr), 1);
	return guard_trunk(g, (struct sockaddr *)&six);
}

static void only_trunks_come_in(void **state)
{
	static struct guard g;
	struct err err;

	assert_int_equal(guard_add(&g, "192.0.2.1 198.51.100.0/24", 0, &err), 0);
	assert_int_equal(guard_add(&g, "2001:db8::/32, 198.51.100.7", 1, &err), 0);
	assert_int_equal(trunk_of(&g, "192.0.2.1"), 0);
	assert_int_equal(trunk_of(&g, "192.0.2.2"), -1);
	assert_int_equal(trunk_of(&g, "198.51.100.255"), 0);
	assert_int_equal(trunk_of(&g, "198.51.100.7"), 1);	/* the longest prefix */
	assert_int_equal(trunk_of(&g, "198.51.101.0"), -1);
	assert_int_equal(trunk_of(&g, "2001:db8:1::1"), 1);
	assert_int_equal(trunk_of(&g, "2001:db9::1"), -1);
	assert_int_equal(trunk_of(&g, "::ffff:192.0.2.1"), 0);
	assert_int_equal(guard_add(&g, "example.org", 0, &err), -EINVAL);
	assert_int_equal(guard_add(&g, "192.0.2.0/33", 0, &err), -EINVAL);
	assert_int_equal(guard_add(&g, "0.0.0.0/0", 0, &err), -EINVAL);
}

static void a_flood_is_thinned(void **state)
{
	static struct guard g = { .per_second = 10 };
	struct sockaddr_in from = { .sin_family = AF_INET };
	int i, let = 0;

	for (i = 0; i < 100; i++)
		let += guard_rate(&g, (struct sockaddr *)&from, 1000);
	assert_int_equal(let, 20);
	for (i = 0; i < 100; i++)
		let += guard_rate(&g, (struct sockaddr *)&from, 2000);
	assert_int_equal(let, 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_messages_pass),
		cmocka_unit_test(bad_messages_do_not),
		cmocka_unit_test(each_part_counts),
		cmocka_unit_test(a_long_one_is_cut_off),
		cmocka_unit_test(streams_wait_for_the_rest),
		cmocka_unit_test(a_datagram_ends_with_its_body),
		cmocka_unit_test(a_reinvite_without_a_branch_is_refused),
		cmocka_unit_test(only_trunks_come_in),
		cmocka_unit_test(a_flood_is_thinned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
