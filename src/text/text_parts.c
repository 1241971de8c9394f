// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Parts of a long text on their way to being one.  Networks cut UTF-16 anywhere, also in the
 * middle of an emoji; the halves wait with the words of their part.
 */
#include <sodium.h>

#include "text/text_int.h"

enum { HALF_LEN = 3 };

/* UTF-8's own pattern for U+D800 .. U+DFFF, which UTF-8 itself forbids. */
static void half_put(uint16_t half, char *out)
{
	out[0] = (char)(0xe0 | half >> 12);
	out[1] = (char)(0x80 | (half >> 6 & 0x3f));
	out[2] = (char)(0x80 | (half & 0x3f));
}

/* The half at s, or 0. */
static uint16_t half_at(const char *s)
{
	const uint8_t *u = (const uint8_t *)s;

	return u[0] == 0xed && u[1] >= 0xa0 ?
	       (uint16_t)(0xd000 | (u[1] & 0x3f) << 6 | (u[2] & 0x3f)) : 0;
}

struct secret *text_part_keep(void *ctx, const struct text_mo *part)
{
	size_t len = secret_len(part->text), n = 0, size = len + 2 * HALF_LEN;
	char *buf = talloc_size(ctx, size);
	struct secret *kept;

	if (!buf)
		base_oom();
	if (part->half_before) {
		half_put(part->half_before, buf);
		n += HALF_LEN;
	}
	memcpy(buf + n, secret_reveal(part->text), len);
	n += len;
	if (part->half_after) {
		half_put(part->half_after, buf + n);
		n += HALF_LEN;
	}
	kept = secret_new(ctx, buf, n);
	sodium_memzero(buf, size);
	talloc_free(buf);
	return kept;
}

/* Appends one part's words; *high is the half that the part before ended with. */
static size_t part_append(char *out, const struct secret *part, uint16_t *high)
{
	const char *s = secret_reveal(part);
	size_t len = secret_len(part), n = 0;
	uint16_t before = len >= HALF_LEN ? half_at(s) : 0, after;

	if (before) {
		s += HALF_LEN;
		len -= HALF_LEN;
		if (*high)
			n = text_utf8_put(0x10000u + ((*high & 0x3ffu) << 10) + (before & 0x3ffu),
					  out);
	}
	after = len >= HALF_LEN ? half_at(s + len - HALF_LEN) : 0;
	if (after)
		len -= HALF_LEN;
	memcpy(out + n, s, len);
	*high = after;
	return n + len;
}

struct secret *text_parts_join(void *ctx, struct secret *const *parts, size_t count,
			       const char *gap)
{
	size_t size = 1, n = 0, i;
	struct secret *whole;
	uint16_t high = 0;
	char *buf;

	for (i = 0; i < count; i++)
		size += (parts[i] ? secret_len(parts[i]) : strlen(gap)) + 1;
	buf = talloc_size(ctx, size);
	if (!buf)
		base_oom();
	for (i = 0; i < count; i++) {
		if (parts[i]) {
			n += part_append(buf + n, parts[i], &high);
		} else {
			memcpy(buf + n, gap, strlen(gap));
			n += strlen(gap);
			high = 0;
		}
	}
	whole = secret_new(ctx, buf, n);
	sodium_memzero(buf, size);
	talloc_free(buf);
	return whole;
}
