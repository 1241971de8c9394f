// SPDX-License-Identifier: AGPL-3.0-or-later
/* The user data header: TS 23.040 9.2.3.24.  A table of elements that we read;
 * all others are skipped by their length. */
#include "text/text.h"

static void put_concat(struct text_udh *udh, uint16_t ref, bool ref16, const uint8_t *parts)
{
	/* 9.2.3.24.1: an impossible one is ignored as if it were not there. */
	if (!parts[0] || !parts[1] || parts[1] > parts[0])
		return;
	udh->concat = true;
	udh->ref16 = ref16;
	udh->ref = ref;
	udh->total = parts[0];
	udh->part = parts[1];
}

static void read_concat8(struct text_udh *udh, const uint8_t *d)
{
	put_concat(udh, d[0], false, d + 1);
}

static void read_concat16(struct text_udh *udh, const uint8_t *d)
{
	put_concat(udh, (uint16_t)(d[0] << 8 | d[1]), true, d + 2);
}

static void read_ports8(struct text_udh *udh, const uint8_t *d)
{
	udh->ports = true;
	udh->dest_port = d[0];
	udh->source_port = d[1];
}

static void read_ports16(struct text_udh *udh, const uint8_t *d)
{
	udh->ports = true;
	udh->dest_port = (uint16_t)(d[0] << 8 | d[1]);
	udh->source_port = (uint16_t)(d[2] << 8 | d[3]);
}

static void read_single(struct text_udh *udh, const uint8_t *d)
{
	udh->shift.single = d[0];
}

static void read_locking(struct text_udh *udh, const uint8_t *d)
{
	udh->shift.locking = d[0];
}

static const struct element {
	uint8_t id, len;
	void (*read)(struct text_udh *udh, const uint8_t *data);
} elements[] = {
	{ 0x00, 3, read_concat8 },
	{ 0x04, 2, read_ports8 },
	{ 0x05, 4, read_ports16 },
	{ 0x08, 4, read_concat16 },
	{ 0x24, 1, read_single },
	{ 0x25, 1, read_locking },
};

/* An element of a known kind with another length than its own says nothing. */
static void read_element(struct text_udh *udh, const uint8_t *element)
{
	for (size_t i = 0; i < ARRAY_LEN(elements); i++) {
		if (elements[i].id != element[0])
			continue;
		if (elements[i].len == element[1])
			elements[i].read(udh, element + 2);
		else
			udh->unknown++;
		return;
	}
	udh->unknown++;
}

int text_udh_parse(const uint8_t *udh, size_t len, struct text_udh *out)
{
	size_t end, pos = 1;

	*out = (struct text_udh){ 0 };
	if (!len)
		return 0;
	end = (size_t)udh[0] + 1;
	if (end > len)
		end = len;
	while (end - pos >= 2 && end - pos - 2 >= udh[pos + 1]) {
		read_element(out, udh + pos);
		pos += 2u + udh[pos + 1];
	}
	return pos == end && end == (size_t)udh[0] + 1 && len == end ? 0 : -EBADMSG;
}
