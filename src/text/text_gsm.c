// SPDX-License-Identifier: AGPL-3.0-or-later
/* Septets to UTF-8 and back (TS 23.038), packed or not. */
#include "text/text_int.h"

/* Where a conversion writes; full becomes true instead of writing beyond. */
struct sink {
	char *out;
	size_t size, len;
	bool full;
};

static void sink_put(struct sink *k, uint32_t cp)
{
	char ch[4];
	size_t n = text_utf8_put(cp, ch);

	if (k->len + n >= k->size) {
		k->full = true;
		return;
	}
	memcpy(k->out + k->len, ch, n);
	k->len += n;
}

static ssize_t sink_end(struct sink *k)
{
	if (k->full || k->len >= k->size)
		return -ENOSPC;
	k->out[k->len] = '\0';
	return (ssize_t)k->len;
}

/* The character behind an escape.  TS 23.038 6.2.1.1: one that the single
 * shift table lacks is shown as the default extension's or the main table's. */
static uint32_t escaped_char(struct text_shift shift, uint8_t septet)
{
	uint32_t cp = gsm_single(shift.single, septet);

	if (cp == TEXT_BAD)
		cp = gsm_single(TEXT_NLI_DEFAULT, septet);
	if (cp == TEXT_BAD)
		cp = gsm_main(shift.locking, septet);
	return cp == TEXT_BAD ? ' ' : cp;	/* a second escape, too */
}

ssize_t text_gsm_decode(const uint8_t *septets, size_t n, struct text_shift shift,
			char *out, size_t size)
{
	struct sink sink = { .out = out, .size = size };

	for (size_t i = 0; i < n; i++) {
		uint32_t cp;

		if (septets[i] > 0x7f) {
			cp = 0xfffd;
		} else if (septets[i] != GSM_ESC) {
			cp = gsm_main(shift.locking, septets[i]);
			if (cp == TEXT_BAD)
				cp = ' ';
		} else if (i + 1 < n && septets[i + 1] <= 0x7f) {
			cp = escaped_char(shift, septets[++i]);
		} else {
			cp = ' ';
		}
		sink_put(&sink, cp);
	}
	return sink_end(&sink);
}

unsigned text_gsm_cost(uint32_t cp)
{
	int septet = gsm_of(cp);

	return septet < 0 ? 0 : septet & GSM_ESCAPED ? 2 : 1;
}

ssize_t text_gsm_encode(const char *s, size_t len, uint8_t *out, size_t size,
			struct text_misfit *misfit)
{
	struct text_misfit miss = { 0 };
	size_t pos = 0, n = 0;

	while (pos < len) {
		size_t at = pos;
		uint32_t cp = text_utf8_next(s, len, &pos);
		int septet;

		if (cp == TEXT_BAD)
			return -EILSEQ;
		septet = gsm_of(cp);
		if (septet < 0) {
			if (!miss.count++) {
				miss.first = cp;
				miss.at = at;
			}
			septet = GSM_QUESTION;
		}
		if (n + (septet & GSM_ESCAPED ? 2 : 1) > size)
			return -ENOSPC;
		if (septet & GSM_ESCAPED)
			out[n++] = GSM_ESC;
		out[n++] = septet & 0x7f;
	}
	if (misfit)
		*misfit = miss;
	return (ssize_t)n;
}

/* --- Packed: septet i starts at bit 7 * i + fill, low bits first ---------------- */
ssize_t text_gsm_unpack(const uint8_t *in, size_t len, unsigned fill, uint8_t *out, size_t septets)
{
	if (fill > 6 || septets > (SIZE_MAX / 8) || septets * 7 + fill > len * 8)
		return -EINVAL;
	for (size_t i = 0; i < septets; i++) {
		size_t bit = i * 7 + fill, octet = bit / 8;
		unsigned word = in[octet];

		if (octet + 1 < len)
			word |= (unsigned)in[octet + 1] << 8;
		out[i] = word >> (bit % 8) & 0x7f;
	}
	return (ssize_t)septets;
}

ssize_t text_gsm_pack(const uint8_t *septets, size_t n, unsigned fill, uint8_t *out, size_t size)
{
	size_t octets = (n * 7 + fill + 7) / 8;

	if (fill > 6)
		return -EINVAL;
	if (octets > size)
		return -ENOSPC;
	memset(out, 0, octets);
	for (size_t i = 0; i < n; i++) {
		size_t bit = i * 7 + fill, octet = bit / 8;
		unsigned word = (unsigned)(septets[i] & 0x7f) << (bit % 8);

		out[octet] |= (uint8_t)word;
		if (word > 0xff)
			out[octet + 1] |= (uint8_t)(word >> 8);
	}
	return (ssize_t)octets;
}

/* --- What bearerbox has read with the wrong table -------------------------------- */
/* Is this '?' what is left of an escape?  Only if the next septet has an entry
 * in the national table and none in the default one: otherwise bearerbox
 * would have found that and left no '?'. */
static bool was_escape(const char *s, size_t len, size_t pos, uint8_t single, uint8_t *septet)
{
	int next;

	if (!single || single >= TEXT_NLIS || pos >= len)
		return false;
	next = gsm_of(text_utf8_next(s, len, &pos));
	if (next < 0 || next & GSM_ESCAPED)
		return false;
	*septet = (uint8_t)next;
	return gsm_single(TEXT_NLI_DEFAULT, *septet) == TEXT_BAD &&
	       gsm_single(single, *septet) != TEXT_BAD;
}

ssize_t text_gsm_restore(const char *s, size_t len, struct text_shift shift,
			 char *out, size_t size, bool *guessed)
{
	struct sink sink = { .out = out, .size = size };
	bool guess = false;
	size_t pos = 0;

	while (pos < len) {
		int septet = gsm_of(text_utf8_next(s, len, &pos));
		uint8_t next = 0;
		uint32_t cp;

		if (septet < 0)
			return -EILSEQ;
		if (septet == GSM_QUESTION && was_escape(s, len, pos, shift.single, &next)) {
			text_utf8_next(s, len, &pos);
			guess = true;
			cp = escaped_char(shift, next);
		} else if (septet & GSM_ESCAPED) {
			cp = escaped_char(shift, septet & 0x7f);
		} else {
			cp = gsm_main(shift.locking, (uint8_t)septet);
		}
		sink_put(&sink, cp == TEXT_BAD ? ' ' : cp);
	}
	if (guessed)
		*guessed = guess;
	return sink_end(&sink);
}
