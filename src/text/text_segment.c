// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Segments: TS 23.040 9.2.3.24.  A segment carries 140 octets: 160 septets or
 * 70 16-bit units; with a header of 6 octets (IE 0x00) 153 or 67, of 7 octets
 * (IE 0x08) 152 or 66.  bearerbox reckons the same way ((140 - udh) * 8 / 7),
 * so a part that fits here is not cut again there.
 */
#include <sodium.h>

#include "text/text.h"

static unsigned units_alone(enum text_coding coding)
{
	return coding == TEXT_GSM ? 160 : 70;
}

static unsigned units_in_part(enum text_coding coding, enum text_ref ref)
{
	if (coding == TEXT_GSM)
		return ref == TEXT_REF_16 ? 152 : 153;
	return ref == TEXT_REF_16 ? 66 : 67;
}

static unsigned cost_of(enum text_coding coding, uint32_t cp)
{
	if (coding == TEXT_GSM)
		return text_gsm_cost(cp);
	return cp > 0xffff ? 2 : 1;
}

/* Which alphabet, and how much of it in all.  -EILSEQ. */
static int choose_coding(const char *s, size_t len, struct text_size *out)
{
	unsigned septets = 0, units = 0;
	size_t pos = 0;

	while (pos < len) {
		size_t at = pos;
		uint32_t cp = text_utf8_next(s, len, &pos);
		unsigned cost;

		if (cp == TEXT_BAD)
			return -EILSEQ;
		cost = text_gsm_cost(cp);
		if (!cost && !out->misfit.count++) {
			out->misfit.first = cp;
			out->misfit.at = at;
		}
		septets += cost;
		units += cost_of(TEXT_UCS2, cp);
	}
	out->coding = out->misfit.count ? TEXT_UCS2 : TEXT_GSM;
	out->units = out->misfit.count ? units : septets;
	return 0;
}

/* The end of the part that starts at `pos`; *used = its units. */
static size_t part_end(const char *s, size_t len, size_t pos, enum text_coding coding,
		       unsigned room, unsigned *used)
{
	*used = 0;
	while (pos < len) {
		size_t next = pos;
		unsigned cost = cost_of(coding, text_utf8_next(s, len, &next));

		if (*used + cost > room)
			break;
		*used += cost;
		pos = next;
	}
	return pos;
}

int text_measure(const char *s, size_t len, enum text_ref ref, struct text_size *out)
{
	unsigned room, used = 0;
	size_t pos = 0;
	int rc;

	*out = (struct text_size){ 0 };
	rc = choose_coding(s, len, out);
	if (rc)
		return rc;
	if (out->units <= units_alone(out->coding)) {
		out->segments = 1;
		out->left = units_alone(out->coding) - out->units;
		return 0;
	}
	room = units_in_part(out->coding, ref);
	while (pos < len) {
		pos = part_end(s, len, pos, out->coding, room, &used);
		out->segments++;
	}
	out->left = room - used;
	return 0;
}

static int wipe_segments(struct text_segments *all)
{
	for (unsigned i = 0; i < all->count; i++)
		if (all->segment[i].payload)
			sodium_memzero(all->segment[i].payload, all->segment[i].payload_len);
	return 0;
}

static void put_header(struct text_segment *seg, enum text_ref ref, uint16_t number,
		       unsigned total, unsigned part)
{
	uint8_t *h = seg->udh;

	*h++ = ref == TEXT_REF_16 ? 6 : 5;
	*h++ = ref == TEXT_REF_16 ? 0x08 : 0x00;
	*h++ = ref == TEXT_REF_16 ? 4 : 3;
	if (ref == TEXT_REF_16)
		*h++ = (uint8_t)(number >> 8);
	*h++ = (uint8_t)number;
	*h++ = (uint8_t)total;
	*h++ = (uint8_t)part;
	seg->udh_len = (uint8_t)(h - seg->udh);
}

static void put_payload(void *ctx, struct text_segment *seg, const char *s, size_t len)
{
	size_t size = seg->coding == TEXT_UCS2 ? TEXT_UTF16_OF_UTF8(len) : len;

	seg->payload = talloc_size(ctx, size + 1);
	if (!seg->payload)
		base_oom();
	if (seg->coding == TEXT_UCS2) {
		seg->payload_len = (size_t)text_to_utf16be(s, len, seg->payload, size);
	} else {
		memcpy(seg->payload, s, len);
		seg->payload_len = len;
	}
}

int text_split(void *ctx, const char *s, size_t len, enum text_ref ref, uint16_t number,
	       struct text_segments **out)
{
	struct text_segments *all;
	struct text_size size;
	unsigned room, used;
	size_t pos = 0;
	int rc = text_measure(s, len, ref, &size);

	if (rc)
		return rc;
	if (size.segments > TEXT_SEGMENTS_MAX)
		return -E2BIG;
	all = talloc_zero(ctx, struct text_segments);
	if (!all)
		base_oom();
	all->segment = talloc_zero_array(all, struct text_segment, size.segments);
	if (!all->segment)
		base_oom();
	talloc_set_destructor(all, wipe_segments);

	room = size.segments == 1 ? units_alone(size.coding) : units_in_part(size.coding, ref);
	for (unsigned i = 0; i < size.segments; i++) {
		struct text_segment *seg = &all->segment[i];
		size_t end = part_end(s, len, pos, size.coding, room, &used);

		seg->coding = size.coding;
		if (size.segments > 1)
			put_header(seg, ref, number, size.segments, i + 1);
		put_payload(all, seg, s + pos, end - pos);
		all->count++;
		pos = end;
	}
	*out = all;
	return 0;
}
