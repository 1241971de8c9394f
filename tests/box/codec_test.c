// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The codec against golden frames (packed once by Kannel 1.4.5 itself) and
 * against frames that nobody should send.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "box/box.h"

#define UUID "12345678-9abc-def0-1234-56789abcdef0"
#define UUID_HEX "00000024" \
	"31323334353637382d396162632d646566302d313233342d353637383961626364656630"
#define N "ffffffff"			/* undefined, or absent */
#define TYPE_SMS "00000002"

static const char golden_heartbeat[] = "00000008" "00000000" "00000007";
static const char golden_identify[] = "0000000f" "00000001" "00000003" "00000003" "677731";
static const char golden_shutdown[] = "0000000c" "00000001" "00000000" N;
static const char golden_ack[] = "00000034" "00000003" "00000003" "00000007" UUID_HEX;
static const char golden_sms[] = "000000c6" TYPE_SMS
	"00000008" "3135353530303031"	/* sender */
	"00000004" "33313134"		/* receiver */
	"00000006" "0500032a0201"	/* udhdata */
	"00000005" "636166c3a9"		/* msgdata */
	"6553f100"			/* time */
	"00000001" "73" N N		/* smsc_id, smsc_number, foreign_id */
	"00000000" N UUID_HEX		/* service (empty), account, id */
	"00000000" N N "00000000"	/* sms_type, mclass, mwi, coding */
	N N N N				/* compress, validity, deferred, dlr_mask */
	N N N N N N N N			/* dlr_url .. msg_left */
	N "00000000" N			/* priority, resend_try, resend_time */
	"0000000a" "3f736d70703f613d6226";	/* meta_data */
static const char golden_sms_empty[] = "000000a4" TYPE_SMS N N N N N N N N N N UUID_HEX
	N N N N N N N N N N N N N N N N N N N N;

static size_t unhex(const char *hex, uint8_t *out)
{
	size_t n;
	unsigned int byte;

	for (n = 0; sscanf(hex + 2 * n, "%2x", &byte) == 1; n++)
		out[n] = (uint8_t)byte;
	return n;
}

static void expect_frame(const struct box_buf *buf, const char *hex)
{
	uint8_t want[1024];
	size_t len = unhex(hex, want);

	assert_int_equal(buf->len, len);
	assert_memory_equal(buf->data, want, len);
}

static ssize_t decode_hex(const char *hex, struct box_frame *frame, struct err *err)
{
	static uint8_t data[1024];

	return box_decode(data, unhex(hex, data), frame, err);
}

static void expect_text(struct view v, const char *text)
{
	assert_non_null(v.data);
	assert_int_equal(v.len, strlen(text));
	assert_memory_equal(v.data, text, v.len);
}

static void test_encode_golden(void **state)
{
	struct box_buf buf = { .ctx = NULL };
	struct box_heartbeat beat = { .load = 7 };
	struct box_admin admin = { .command = BOX_CMD_IDENTIFY, .boxc_id = VIEW_STR("gw1") };
	struct box_ack ack = { .nack = BOX_ACK_BUFFERED, .time = 7, .id = UUID };
	struct box_sms sms;

	assert_int_equal(box_encode_heartbeat(&buf, &beat), 0);
	expect_frame(&buf, golden_heartbeat);
	buf.len = 0;
	assert_int_equal(box_encode_admin(&buf, &admin), 0);
	expect_frame(&buf, golden_identify);
	buf.len = 0;
	assert_int_equal(box_encode_ack(&buf, &ack), 0);
	expect_frame(&buf, golden_ack);

	buf.len = 0;
	box_sms_init(&sms);
	memcpy(sms.id, UUID, sizeof(sms.id));
	assert_int_equal(box_encode_sms(&buf, &sms), 0);
	expect_frame(&buf, golden_sms_empty);

	buf.len = 0;
	sms.sender = VIEW_STR("15550001");
	sms.receiver = VIEW_STR("3114");
	sms.udhdata = (struct view){ (const uint8_t *)"\x05\x00\x03\x2a\x02\x01", 6 };
	sms.msgdata = VIEW_STR("caf\xc3\xa9");
	sms.time = 1700000000;
	sms.smsc_id = VIEW_STR("s");
	sms.service = VIEW_STR("");
	sms.sms_type = BOX_SMS_MO;
	sms.coding = BOX_CODING_7BIT;
	sms.resend_try = 0;
	sms.meta_data = VIEW_STR("?smpp?a=b&");
	assert_int_equal(box_encode_sms(&buf, &sms), 0);
	expect_frame(&buf, golden_sms);
	talloc_free(buf.data);
}

static void test_decode_golden(void **state)
{
	struct box_frame f;
	struct err err;

	assert_int_equal(decode_hex(golden_heartbeat, &f, &err), 12);
	assert_int_equal(f.type, BOX_TYPE_heartbeat);
	assert_int_equal(f.heartbeat.load, 7);
	assert_int_equal(decode_hex(golden_identify, &f, &err), 19);
	assert_int_equal(f.admin.command, BOX_CMD_IDENTIFY);
	expect_text(f.admin.boxc_id, "gw1");
	assert_int_equal(decode_hex(golden_shutdown, &f, &err), 16);
	assert_int_equal(f.admin.command, BOX_CMD_SHUTDOWN);
	assert_null(f.admin.boxc_id.data);
	assert_int_equal(decode_hex(golden_ack, &f, &err), 56);
	assert_int_equal(f.ack.nack, BOX_ACK_BUFFERED);
	assert_string_equal(f.ack.id, UUID);

	assert_int_equal(decode_hex(golden_sms, &f, &err), 4 + 0xc6);
	assert_int_equal(f.type, BOX_TYPE_sms);
	expect_text(f.sms.sender, "15550001");
	expect_text(f.sms.msgdata, "caf\xc3\xa9");
	assert_int_equal(f.sms.udhdata.len, 6);
	assert_int_equal(f.sms.time, 1700000000);
	expect_text(f.sms.service, "");
	assert_null(f.sms.account.data);
	assert_int_equal(f.sms.sms_type, BOX_SMS_MO);
	assert_int_equal(f.sms.dlr_mask, BOX_UNDEFINED);
	assert_string_equal(f.sms.id, UUID);
	expect_text(f.sms.meta_data, "?smpp?a=b&");
}

/* Every prefix of a good frame asks for more; two frames in a row are two. */
static void test_decode_needs_more(void **state)
{
	uint8_t data[512];
	size_t len = unhex(golden_sms, data), i;
	struct box_frame f;
	struct err err;

	for (i = 0; i < len; i++)
		assert_int_equal(box_decode(data, i, &f, &err), 0);
	memcpy(data + len, data, len);
	assert_int_equal(box_decode(data, 2 * len, &f, &err), len);
}

static void test_decode_hostile(void **state)
{
	static const struct {
		const char *hex, *says;
	} cases[] = {
		{ "ffffffff", "over the limit" },
		{ "7fffffff" "00000002", "over the limit" },
		{ "00000000", "no room" },
		{ "00000003" "000000", "no room" },
		{ "00000004" "00000002", "sender is cut off" },
		{ "00000008" "00000002" "fffffff9", "sender has a negative length" },
		{ "00000008" "00000002" "7fffffff", "sender is longer than its frame" },
		{ "00000008" "00000002" "00000001", "sender is longer than its frame" },
		{ "00000008" "00000003" "00000000", "time is cut off" },
		{ "0000000c" "00000001" "00000000" "00000001", "boxc_id is longer" },
		{ "0000000d" "00000000" "00000007" "0000000000", "5 bytes too many" },
		{ "00000004" "00000004", "wdp_datagram" },
		{ "00000004" "00000005", "none that we know" },
		{ "00000004" "ffffffff", "none that we know" },
		{ "00000010" "00000003" "00000000" "00000007" N, "id is no UUID" },
		{ "00000011" "00000003" "00000000" "00000007" "00000001" "31", "id is no UUID" },
		{ "00000034" "00000003" "00000003" "00000007" "00000024"
		  "31323334353637382d396162632d646566302d313233342d3536373839616263646566"
		  "7a", "id is no UUID" },
	};
	struct box_frame f;
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		err.text[0] = '\0';
		assert_int_equal(decode_hex(cases[i].hex, &f, &err), -EPROTO);
		if (!strstr(err.text, cases[i].says))
			fail_msg("case %zu says: %s", i, err.text);
	}
}

/* What would kill bearerbox never leaves us, and leaves nothing behind. */
static void test_encode_refuses(void **state)
{
	struct box_buf buf = { .ctx = NULL };
	struct box_heartbeat beat = { .load = 7 };
	struct box_sms sms;
	uint8_t *big = talloc_zero_size(NULL, BOX_FRAME_MAX);

	assert_int_equal(box_encode_heartbeat(&buf, &beat), 0);
	box_sms_init(&sms);
	assert_int_equal(box_encode_sms(&buf, &sms), -EINVAL);
	memcpy(sms.id, UUID, sizeof(sms.id));
	sms.msgdata = (struct view){ big, BOX_FRAME_MAX };
	assert_int_equal(box_encode_sms(&buf, &sms), -EMSGSIZE);
	sms.msgdata.len = SIZE_MAX;
	assert_int_equal(box_encode_sms(&buf, &sms), -EMSGSIZE);
	expect_frame(&buf, golden_heartbeat);

	/* the largest that fits: goes out, and comes in again */
	buf.len = 0;
	sms.msgdata.len = BOX_FRAME_MAX - (4 + 0xa4);
	assert_int_equal(box_encode_sms(&buf, &sms), 0);
	assert_int_equal(buf.len, BOX_FRAME_MAX);
	struct box_frame f;
	assert_int_equal(box_decode(buf.data, buf.len, &f, NULL), BOX_FRAME_MAX);
	assert_int_equal(f.sms.msgdata.len, sms.msgdata.len);
	talloc_free(buf.data);
	talloc_free(big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encode_golden),
		cmocka_unit_test(test_decode_golden),
		cmocka_unit_test(test_decode_needs_more),
		cmocka_unit_test(test_decode_hostile),
		cmocka_unit_test(test_encode_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
