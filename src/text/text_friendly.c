// SPDX-License-Identifier: AGPL-3.0-or-later
/* Near misses put into the GSM alphabet, so that a prompt costs one segment
 * and not three.  Never used on a person's words without being asked to. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "text/text.h"

static const struct near_miss {
	uint32_t cp;
	const char *to;
} near_misses[] = {			/* sorted by cp */
	{ '`', "'" },
	{ 0x00a0, " " }, { 0x00a2, "c" }, { 0x00a8, "\"" }, { 0x00a9, "(c)" }, { 0x00ab, "\"" },
	{ 0x00ad, "" }, { 0x00ae, "(r)" }, { 0x00b0, "o" }, { 0x00b4, "'" }, { 0x00b7, "-" },
	{ 0x00bb, "\"" }, { 0x00bc, "1/4" }, { 0x00bd, "1/2" }, { 0x00be, "3/4" }, { 0x00d7, "x" },
	{ 0x0131, "i" }, { 0x0141, "L" }, { 0x0142, "l" }, { 0x0152, "OE" }, { 0x0153, "oe" },
	{ 0x200b, "" }, { 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" },
	{ 0x2014, "-" }, { 0x2015, "-" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201a, "," },
	{ 0x201b, "'" }, { 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x201f, "\"" },
	{ 0x2022, "-" }, { 0x2026, "..." }, { 0x202f, " " }, { 0x2032, "'" }, { 0x2033, "\"" },
	{ 0x2039, "'" }, { 0x203a, "'" }, { 0x2044, "/" }, { 0x2060, "" }, { 0x2122, "tm" },
	{ 0x2212, "-" }, { 0x3000, " " }, { 0xfeff, "" },
};

static const char *near_miss_of(uint32_t cp)
{
	size_t low = 0, high = ARRAY_LEN(near_misses);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (near_misses[mid].cp == cp)
			return near_misses[mid].to;
		if (near_misses[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return u_charType((UChar32)cp) == U_SPACE_SEPARATOR ? " " : NULL;
}

static bool is_accent(uint32_t cp)
{
	return cp >= 0x300 && cp <= 0x36f;
}

/* A Latin letter without its accent, or TEXT_BAD. */
static uint32_t without_accent(uint32_t cp)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&err);
	UChar parts[8];
	int32_t n;

	if (uscript_getScript((UChar32)cp, &err) != USCRIPT_LATIN || U_FAILURE(err))
		return TEXT_BAD;
	n = unorm2_getDecomposition(nfkd, (UChar32)cp, parts, ARRAY_LEN(parts), &err);
	if (U_FAILURE(err) || n < 2 || !is_accent(parts[1]) || !text_gsm_cost(parts[0]))
		return TEXT_BAD;
	return parts[0];
}

/* Base letter and accent typed as two: one letter if the alphabet has it. */
static uint32_t with_accent(uint32_t base, uint32_t accent)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&err);
	UChar32 cp;

	if (U_FAILURE(err))
		return TEXT_BAD;
	cp = unorm2_composePair(nfc, (UChar32)base, (UChar32)accent);
	return cp >= 0 && text_gsm_cost((uint32_t)cp) ? (uint32_t)cp : TEXT_BAD;
}

ssize_t text_gsm_friendly(const char *s, size_t len, char *out, size_t size)
{
	size_t pos = 0, n = 0, base_at = 0;
	uint32_t base = TEXT_BAD;

	while (pos < len) {
		uint32_t cp = text_utf8_next(s, len, &pos), plain;
		const char *to = NULL;
		char ch[4];
		size_t ch_len;

		if (cp == TEXT_BAD)
			return -EILSEQ;
		if (base != TEXT_BAD && is_accent(cp)) {
			plain = with_accent(base, cp);
			if (plain == TEXT_BAD)
				continue;	/* the letter without it */
			n = base_at;
			cp = plain;
		} else if (!text_gsm_cost(cp)) {
			to = near_miss_of(cp);
			plain = to ? TEXT_BAD : without_accent(cp);
			cp = plain != TEXT_BAD ? plain : cp;
		}
		base = !to && cp < 0x250 && u_isalpha((UChar32)cp) ? cp : TEXT_BAD;
		base_at = n;
		ch_len = to ? strlen(to) : text_utf8_put(cp, ch);
		if (n + ch_len >= size)
			return -ENOSPC;
		memcpy(out + n, to ? to : ch, ch_len);
		n += ch_len;
	}
	if (n >= size)
		return -ENOSPC;
	out[n] = '\0';
	return (ssize_t)n;
}
