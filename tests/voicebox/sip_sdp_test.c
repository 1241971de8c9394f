// SPDX-License-Identifier: AGPL-3.0-or-later
/* Session descriptions: what is taken, what is refused, what is answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sodium.h>
#include "voicebox/sdp.h"

#define HEAD \
	"v=0\r\no=secretname 1 1 IN IP4 192.0.2.9\r\ns=their secret\r\n" \
	"c=IN IP4 192.0.2.9\r\nt=0 0\r\n"
#define KEY "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"	/* RFC 4568's, 30 bytes */

static int read_srtp(const char *text, enum sdp_srtp srtp, struct sdp_remote *out)
{
	struct err err;

	return sdp_read(text, strlen(text), srtp, out, &err);
}

static int read_it(const char *text, struct sdp_remote *out)
{
	return read_srtp(text, SDP_SRTP_ALLOWED, out);
}

static struct sdp_local local_make(void)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(4000) };
	struct sockaddr_storage addr = { 0 };
	struct sdp_local l;

	inet_pton(AF_INET, "198.51.100.1", &in.sin_addr);
	memcpy(&addr, &in, sizeof(in));
	sdp_local_init(&l, &addr, MEDIA_PCMA, SDP_SRTP_ALLOWED);
	return l;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("lacks \"%s\":\n%s", part, text);
}

static void a_plain_offer_is_taken(void **state)
{
	struct sdp_local l = local_make();
	struct sdp_remote r;
	struct media_remote m;
	char text[SDP_TEXT_MAX];
	size_t len;

	assert_int_equal(read_it(HEAD "m=audio 49170 RTP/AVP 18 0 8 99\r\na=rtpmap:18 G729/8000\r\n"
				 "a=rtpmap:99 telephone-event/8000\r\na=fmtp:99 0-15\r\n"
				 "a=what is this\r\na=sendrecv", &r), 0);
	assert_int_equal(r.codec, MEDIA_PCMU);
	assert_int_equal(r.event_pt, 99);
	assert_int_equal(ntohs(((struct sockaddr_in *)&r.rtp)->sin_port), 49170);
	len = sdp_answer(&l, &r, text);
	assert_int_equal(len, strlen(text));
	assert_has(text, "m=audio 4000 RTP/AVP 0 99\r\n");
	assert_has(text, "a=rtpmap:99 telephone-event/8000\r\n");
	assert_has(text, "c=IN IP4 198.51.100.1\r\n");
	assert_null(strstr(text, "secret"));
	assert_null(strstr(text, "192.0.2.9"));
	sdp_agree(&l, &r, MEDIA_LATCH_PORT, &m);
	assert_true(m.send && m.receive);
	assert_int_equal(m.srtp.suite, MEDIA_SRTP_NONE);
}

static void mapped_types_and_second_sections(void **state)
{
	struct sdp_local l = local_make();
	struct sdp_remote r;
	char text[SDP_TEXT_MAX];

	assert_int_equal(read_it("v=0\nm=video 5000 RTP/AVP 96\nc=IN IP4 192.0.2.9\n"
				 "m=audio 5002 RTP/AVP 101 97\nc=IN IP6 2001:db8::1\n"
				 "a=rtpmap:97 pcma/8000\na=rtpmap:101 telephone-event/8000\n"
				 "m=audio 5004 RTP/AVP 0\nc=IN IP4 192.0.2.9\n", &r), 0);
	assert_int_equal(r.codec, MEDIA_PCMA);
	assert_int_equal(r.codec_pt, 97);
	assert_int_equal(r.rtp.ss_family, AF_INET6);
	sdp_answer(&l, &r, text);
	assert_has(text, "m=video 0 RTP/AVP 96\r\nm=audio 4000 RTP/AVP 97 101\r\n");
	assert_has(text, "m=audio 0 RTP/AVP 0\r\n");
}

static void directions_mirror(void **state)
{
	static const struct { const char *said, *answer; bool send, receive; } rows[] = {
		{ "sendrecv", "sendrecv", true, true }, { "sendonly", "recvonly", false, true },
		{ "recvonly", "sendonly", true, false }, { "inactive", "inactive", false, false },
	};
	struct sdp_local l = local_make();
	char offer[400], text[SDP_TEXT_MAX], line[40];
	struct media_remote m;
	struct sdp_remote r;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		snprintf(offer, sizeof(offer), HEAD "a=%s\r\nm=audio 4 RTP/AVP 8\r\n",
			 rows[i].said);
		assert_int_equal(read_it(offer, &r), 0);
		sdp_answer(&l, &r, text);
		snprintf(line, sizeof(line), "a=%s\r\n", rows[i].answer);
		assert_has(text, line);
		sdp_agree(&l, &r, MEDIA_LATCH_OFF, &m);
		assert_int_equal(m.send, rows[i].send);
		assert_int_equal(m.receive, rows[i].receive);
	}
}

static void keys_are_taken_where_the_trunk_may(void **state)
{
	const char *offer = HEAD "m=audio 4 RTP/SAVP 0\r\n"
		"a=crypto:1 AES_CM_128_NULL_AUTH inline:" KEY "\r\n"
		"a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" KEY "|2^20|1:4\r\n"
		"a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:" KEY "|2^31 UNENCRYPTED_SRTP\r\n"
		"a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" KEY "|2^31\r\n";
	struct sdp_local l = local_make();
	struct media_remote m;
	struct sdp_remote r;
	char text[SDP_TEXT_MAX];

	assert_int_equal(read_it(offer, &r), 0);
	assert_true(r.secure);
	assert_int_equal(r.crypto_tag, 4);	/* no weakened ones, no MKI */
	sdp_answer(&l, &r, text);
	assert_has(text, "RTP/SAVP 0\r\n");
	assert_has(text, "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:");
	assert_null(strstr(text, KEY));
	sdp_agree(&l, &r, MEDIA_LATCH_OFF, &m);
	assert_int_equal(m.srtp.suite, MEDIA_SRTP_AES128_SHA1_80);
	assert_memory_equal(m.srtp.theirs, "YS__", 4);
	assert_int_equal(read_srtp(offer, SDP_SRTP_NEVER, &r), -ENOTSUP);
	assert_int_equal(read_srtp(HEAD "m=audio 4 RTP/AVP 0\r\n", SDP_SRTP_NEEDED, &r), -ENOTSUP);
	/* An offer of keys over plain RTP is answered plainly, a SAVP one without keys not
	 * at all. */
	assert_int_equal(read_it(HEAD "m=audio 4 RTP/SAVP 0\r\n", &r), -ENOTSUP);
}

static void what_does_not_fit_is_refused(void **state)
{
	static const char *const unfit[] = {
		HEAD "m=audio 4 RTP/AVP 18\r\n", HEAD "m=video 4 RTP/AVP 0\r\n", HEAD,
		HEAD "m=audio 0 RTP/AVP 0\r\n", HEAD "m=audio 4 RTP/AVPF 0\r\n",
		HEAD "m=audio 4/2 RTP/AVP 0\r\n",
		"v=0\r\nm=audio 4 RTP/AVP 0\r\n",			/* no address */
		"v=0\r\nc=IN IP4 224.0.0.1\r\nm=audio 4 RTP/AVP 0\r\n",
		"v=0\r\nc=IN IP4 example.org\r\nm=audio 4 RTP/AVP 0\r\n",
		HEAD "m=audio 4 RTP/AVP 0\r\na=rtpmap:0 G729/8000\r\n",
	};
	static const char *const broken[] = {
		"", "v=1\r\n", "hello", HEAD "m=audio\r\n", HEAD "m=audio 99999 RTP/AVP 0\r\n",
		HEAD "m=audio 4 RTP/AVP\r\n", HEAD "m=au<dio 4 RTP/AVP 0\r\n", HEAD "x\r\n",
	};
	struct sdp_remote r;
	size_t i;

	for (i = 0; i < ARRAY_LEN(unfit); i++)
		if (read_it(unfit[i], &r) != -ENOTSUP)
			fail_msg("taken, or thought broken: %s", unfit[i]);
	for (i = 0; i < ARRAY_LEN(broken); i++)
		if (read_it(broken[i], &r) != -EBADMSG)
			fail_msg("not thought broken: %s", broken[i]);
}

static void limits_hold(void **state)
{
	static char text[SDP_BODY_MAX + 100];
	struct sdp_remote r;
	int i;

	strcpy(text, HEAD);
	for (i = 0; i < SDP_LINES_MAX; i++)
		strcat(text, "a=x\n");
	assert_int_equal(read_it(text, &r), -EBADMSG);
	strcpy(text, HEAD);
	for (i = 0; i <= SDP_SECTIONS_MAX; i++)
		strcat(text, "m=audio 4 RTP/AVP 0\n");
	assert_int_equal(read_it(text, &r), -EBADMSG);
	strcpy(text, HEAD "m=audio 4 RTP/AVP");
	for (i = 0; i <= SDP_FORMATS_MAX; i++)
		strcat(text, " 0");
	assert_int_equal(read_it(text, &r), -EBADMSG);
	strcpy(text, HEAD "a=");
	memset(text + strlen(text), 'y', SDP_LINE_MAX);
	assert_int_equal(read_it(text, &r), -EBADMSG);
	memset(text, 'v', SDP_BODY_MAX + 1);
	assert_int_equal(read_it(text, &r), -EBADMSG);
}

/* The longest answer that limits allow fits what is written into. */
static void the_longest_answer_fits(void **state)
{
	struct sdp_local l = local_make();
	char text[SDP_TEXT_MAX], offer[SDP_BODY_MAX];
	struct sdp_remote r;
	int i;

	strcpy(offer, HEAD "m=audio 4 RTP/SAVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
	       "a=rtcp-mux\r\na=crypto:999999999 AES_CM_128_HMAC_SHA1_80 inline:" KEY "\r\n");
	for (i = 1; i < SDP_SECTIONS_MAX; i++)
		strcat(offer, "m=fifteen-letters 1 twenty-three-characters 1234567\r\n");
	assert_int_equal(read_it(offer, &r), 0);
	inet_pton(AF_INET6, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		  &((struct sockaddr_in6 *)&l.addr)->sin6_addr);
	l.addr.ss_family = AF_INET6;
	assert_true(sdp_answer(&l, &r, text) < SDP_TEXT_MAX);
}

static unsigned long version_of(const char *text)
{
	unsigned long long id;
	unsigned long version;

	assert_int_equal(sscanf(strstr(text, "o=- "), "o=- %llu %lu ", &id, &version), 2);
	return version;
}

static void the_version_rises_with_changes_only(void **state)
{
	struct sdp_local l = local_make();
	char text[SDP_TEXT_MAX];
	struct sdp_remote r;
	unsigned long first;

	sdp_offer(&l, text);
	first = version_of(text);
	assert_has(text, "m=audio 4000 RTP/AVP 8 0 101\r\n");
	sdp_offer(&l, text);
	assert_int_equal(version_of(text), first);
	assert_int_equal(read_it(HEAD "m=audio 4 RTP/AVP 0\r\n", &r), 0);
	sdp_answer(&l, &r, text);
	assert_int_equal(version_of(text), first + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_offer_is_taken),
		cmocka_unit_test(mapped_types_and_second_sections),
		cmocka_unit_test(directions_mirror),
		cmocka_unit_test(keys_are_taken_where_the_trunk_may),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(the_longest_answer_fits),
		cmocka_unit_test(the_version_rises_with_changes_only),
	};

	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
