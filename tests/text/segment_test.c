// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a text costs, how it is cut, and headers from strangers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/text.h"

/* `n` times `what`, then `tail`. */
static char *repeat(void *ctx, unsigned n, const char *what, const char *tail)
{
	char *s = talloc_strdup(ctx, "");

	while (n--)
		s = talloc_strdup_append_buffer(s, what);
	return talloc_strdup_append_buffer(s, tail);
}

struct cost_case {
	unsigned n;
	const char *what, *tail;
	enum text_ref ref;
	enum text_coding coding;
	unsigned units, segments, left;
};

static const struct cost_case costs[] = {
	{ 0, "", "", TEXT_REF_8, TEXT_GSM, 0, 1, 160 },
	{ 1, "a", "", TEXT_REF_8, TEXT_GSM, 1, 1, 159 },
	{ 160, "a", "", TEXT_REF_8, TEXT_GSM, 160, 1, 0 },
	{ 161, "a", "", TEXT_REF_8, TEXT_GSM, 161, 2, 145 },
	{ 306, "a", "", TEXT_REF_8, TEXT_GSM, 306, 2, 0 },
	{ 307, "a", "", TEXT_REF_8, TEXT_GSM, 307, 3, 152 },
	{ 304, "a", "", TEXT_REF_16, TEXT_GSM, 304, 2, 0 },
	{ 305, "a", "", TEXT_REF_16, TEXT_GSM, 305, 3, 151 },
	{ 80, "€", "", TEXT_REF_8, TEXT_GSM, 160, 1, 0 },
	{ 80, "€", "a", TEXT_REF_8, TEXT_GSM, 161, 2, 144 },	/* 76 fit in 153, one septet
								 * is lost */
	{ 152, "a", "€aaaaaaa", TEXT_REF_8, TEXT_GSM, 161, 2, 144 },
	{ 70, "я", "", TEXT_REF_8, TEXT_UCS2, 70, 1, 0 },
	{ 71, "я", "", TEXT_REF_8, TEXT_UCS2, 71, 2, 63 },
	{ 134, "я", "", TEXT_REF_8, TEXT_UCS2, 134, 2, 0 },
	{ 135, "я", "", TEXT_REF_8, TEXT_UCS2, 135, 3, 66 },
	{ 132, "я", "", TEXT_REF_16, TEXT_UCS2, 132, 2, 0 },
	{ 35, "😀", "", TEXT_REF_8, TEXT_UCS2, 70, 1, 0 },
	{ 35, "😀", "a", TEXT_REF_8, TEXT_UCS2, 71, 2, 62 },	/* 33 pairs in 67: one unit
								 * is lost */
	{ 66, "я", "😀яяя", TEXT_REF_8, TEXT_UCS2, 71, 2, 62 },
	{ 159, "a", "`", TEXT_REF_8, TEXT_UCS2, 160, 3, 41 },	/* one wrong quote costs
								 * two segments */
};

static void exact_cost(void **state)
{
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(costs); i++) {
		const struct cost_case *c = &costs[i];
		char *s = repeat(ctx, c->n, c->what, c->tail);
		struct text_size size;

		assert_int_equal(text_measure(s, strlen(s), c->ref, &size), 0);
		if (size.coding != c->coding || size.units != c->units ||
		    size.segments != c->segments || size.left != c->left)
			fail_msg("case %zu: coding %d, %u units, %u segments, %u left", i,
				 size.coding, size.units, size.segments, size.left);
	}
	talloc_free(ctx);
}

static void why_it_is_dear(void **state)
{
	struct text_size size;

	assert_int_equal(text_measure("it’s 10–12", 14, TEXT_REF_8, &size), 0);
	assert_int_equal(size.coding, TEXT_UCS2);
	assert_int_equal(size.misfit.count, 2);
	assert_int_equal(size.misfit.first, 0x2019);
	assert_int_equal(size.misfit.at, 2);
	assert_int_equal(text_measure("\xff", 1, TEXT_REF_8, &size), -EILSEQ);
}

/* Splitting agrees with measuring, every part fits, and the parts together are the text. */
static void parts_are_the_text(void **state)
{
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(costs); i++) {
		const struct cost_case *c = &costs[i];
		char *s = repeat(ctx, c->n, c->what, c->tail), joined[2048];
		struct text_segments *all;
		size_t len = 0;

		assert_int_equal(text_split(ctx, s, strlen(s), c->ref, 0x1234, &all), 0);
		assert_int_equal(all->count, c->segments);
		for (unsigned k = 0; k < all->count; k++) {
			struct text_segment *seg = &all->segment[k];
			struct text_udh udh;
			struct text_size alone;
			uint8_t septets[256];
			size_t octets = seg->payload_len;

			assert_int_equal(seg->coding, c->coding);
			assert_int_equal(text_udh_parse(seg->udh, seg->udh_len, &udh), 0);
			assert_int_equal(udh.concat, all->count > 1);
			if (udh.concat) {
				assert_int_equal(udh.ref, c->ref == TEXT_REF_16 ? 0x1234 : 0x34);
				assert_int_equal(udh.total, all->count);
				assert_int_equal(udh.part, k + 1);
				assert_int_equal(udh.ref16, c->ref == TEXT_REF_16);
			}
			if (seg->coding == TEXT_GSM) {
				ssize_t n = text_gsm_encode((char *)seg->payload,
							    seg->payload_len, septets,
							    sizeof(septets), NULL);

				assert_true(n >= 0);
				octets = ((size_t)n * 7 + 7) / 8;
				/* what bearerbox allows before it cuts again */
				assert_true((size_t)n <= (140u - seg->udh_len) * 8 / 7);
				memcpy(joined + len, seg->payload, seg->payload_len);
				len += seg->payload_len;
				assert_int_equal(text_measure((char *)seg->payload,
							      seg->payload_len,
							      TEXT_REF_8, &alone), 0);
			} else {
				unsigned faults;

				len += (size_t)text_from_utf16be(seg->payload, seg->payload_len,
								 joined + len,
								 sizeof(joined) - len, &faults);
				assert_int_equal(faults, 0);	/* no pair was cut */
			}
			assert_true(octets + seg->udh_len <= 140);
		}
		assert_int_equal(len, strlen(s));
		assert_memory_equal(joined, s, len);
		talloc_free(all);
	}
	talloc_free(ctx);
}

static void headers_of_ours(void **state)
{
	void *ctx = talloc_new(NULL);
	char *s = repeat(ctx, 200, "a", "");
	struct text_segments *all;

	assert_int_equal(text_split(ctx, s, 200, TEXT_REF_8, 0x4a, &all), 0);
	assert_int_equal(all->segment[0].udh_len, 6);
	assert_memory_equal(all->segment[0].udh, "\x05\x00\x03\x4a\x02\x01", 6);
	assert_int_equal(text_split(ctx, s, 200, TEXT_REF_16, 0x014a, &all), 0);
	assert_int_equal(all->segment[1].udh_len, 7);
	assert_memory_equal(all->segment[1].udh, "\x06\x08\x04\x01\x4a\x02\x02", 7);
	assert_int_equal(text_split(ctx, "hi", 2, TEXT_REF_16, 1, &all), 0);
	assert_int_equal(all->segment[0].udh_len, 0);
	talloc_free(ctx);
}

static void too_long(void **state)
{
	void *ctx = talloc_new(NULL);
	struct text_segments *all;
	char *s = repeat(ctx, 255 * 153, "a", "");

	assert_int_equal(text_split(ctx, s, strlen(s), TEXT_REF_8, 1, &all), 0);
	assert_int_equal(all->count, 255);
	s = repeat(ctx, 255 * 153 + 1, "a", "");
	assert_int_equal(text_split(ctx, s, strlen(s), TEXT_REF_8, 1, &all), -E2BIG);
	assert_int_equal(text_split(ctx, "\xc3", 1, TEXT_REF_8, 1, &all), -EILSEQ);
	talloc_free(ctx);
}

/* --- Headers from strangers ------------------------------------------------------------- */
#define UDH(bytes) (const uint8_t *)bytes, sizeof(bytes) - 1

static void elements_are_read(void **state)
{
	struct text_udh u;

	assert_int_equal(text_udh_parse(UDH(""), &u), 0);
	assert_false(u.concat);
	assert_int_equal(text_udh_parse(UDH("\x00"), &u), 0);
	assert_int_equal(text_udh_parse(UDH("\x05\x00\x03\x2a\x03\x02"), &u), 0);
	assert_true(u.concat && !u.ref16 && u.ref == 0x2a && u.total == 3 && u.part == 2);
	assert_int_equal(text_udh_parse(UDH("\x06\x08\x04\x12\x34\x03\x02"), &u), 0);
	assert_true(u.concat && u.ref16 && u.ref == 0x1234);
	assert_int_equal(text_udh_parse(UDH("\x06\x05\x04\x0b\x84\x23\xf0"), &u), 0);
	assert_true(u.ports && u.dest_port == 2948 && u.source_port == 9200);
	assert_int_equal(text_udh_parse(UDH("\x04\x04\x02\xf0\x01"), &u), 0);
	assert_true(u.ports && u.dest_port == 0xf0 && u.source_port == 1);
	assert_int_equal(text_udh_parse(UDH("\x0b\x24\x01\x01\x25\x01\x06\x00\x03\x01\x02\x01"),
					&u), 0);
	assert_true(u.shift.single == 1 && u.shift.locking == 6 && u.concat);
	/* others are stepped over and counted */
	assert_int_equal(text_udh_parse(UDH("\x09\x70\x02\xaa\xbb\x00\x03\x01\x02\x02"), &u), 0);
	assert_true(u.concat && u.unknown == 1);
	/* of two, the last */
	assert_int_equal(text_udh_parse(UDH("\x0a\x00\x03\x01\x02\x01\x00\x03\x09\x04\x03"), &u),
			 0);
	assert_true(u.ref == 9 && u.total == 4 && u.part == 3);
}

static void impossible_elements_are_ignored(void **state)
{
	struct text_udh u;

	assert_int_equal(text_udh_parse(UDH("\x05\x00\x03\x2a\x00\x01"), &u), 0);
	assert_false(u.concat);
	assert_int_equal(text_udh_parse(UDH("\x05\x00\x03\x2a\x02\x00"), &u), 0);
	assert_false(u.concat);
	assert_int_equal(text_udh_parse(UDH("\x05\x00\x03\x2a\x02\x03"), &u), 0);
	assert_false(u.concat);
	assert_int_equal(text_udh_parse(UDH("\x04\x00\x02\x2a\x02"), &u), 0);	/* a wrong length */
	assert_true(!u.concat && u.unknown == 1);
}

static void broken_headers_keep_what_came_before(void **state)
{
	struct text_udh u;

	/* longer than it is */
	assert_int_equal(text_udh_parse(UDH("\x06\x00\x03\x2a\x03\x02"), &u), -EBADMSG);
	assert_true(u.concat && u.part == 2);
	/* an element beyond the end */
	assert_int_equal(text_udh_parse(UDH("\x07\x00\x03\x2a\x03\x02\x24\x01"), &u), -EBADMSG);
	assert_true(u.concat && !u.shift.single);
	/* bytes left over, inside and behind */
	assert_int_equal(text_udh_parse(UDH("\x06\x00\x03\x2a\x03\x02\x24"), &u), -EBADMSG);
	assert_int_equal(text_udh_parse(UDH("\x05\x00\x03\x2a\x03\x02\x24"), &u), -EBADMSG);
	assert_int_equal(text_udh_parse(UDH("\xff"), &u), -EBADMSG);
	assert_int_equal(text_udh_parse(UDH("\x02\x00\xff"), &u), -EBADMSG);
	assert_false(u.concat);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_cost),
		cmocka_unit_test(why_it_is_dear),
		cmocka_unit_test(parts_are_the_text),
		cmocka_unit_test(headers_of_ours),
		cmocka_unit_test(too_long),
		cmocka_unit_test(elements_are_read),
		cmocka_unit_test(impossible_elements_are_ignored),
		cmocka_unit_test(broken_headers_keep_what_came_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
