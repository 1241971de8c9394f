// SPDX-License-Identifier: AGPL-3.0-or-later
/* UTF-8 and UTF-16BE: read, write, cut, clean. */
#include "text/text.h"

/* RFC 3629's table: what the second byte may be, by the first. */
static bool second_ok(uint8_t first, uint8_t second)
{
	switch (first) {
	case 0xe0: return second >= 0xa0 && second <= 0xbf;	/* overlong below */
	case 0xed: return second >= 0x80 && second <= 0x9f;	/* surrogates above */
	case 0xf0: return second >= 0x90 && second <= 0xbf;	/* overlong below */
	case 0xf4: return second >= 0x80 && second <= 0x8f;	/* > U+10FFFF above */
	default:   return (second & 0xc0) == 0x80;
	}
}

uint32_t text_utf8_next(const char *s, size_t len, size_t *pos)
{
	const uint8_t *p = (const uint8_t *)s + *pos;
	size_t left = len - *pos, want;
	uint32_t cp;

	(*pos)++;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return TEXT_BAD;
	want = p[0] < 0xe0 ? 1 : p[0] < 0xf0 ? 2 : 3;
	if (left <= want || !second_ok(p[0], p[1]))
		return TEXT_BAD;
	cp = p[0] & (0x3f >> want);
	for (size_t i = 1; i <= want; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return TEXT_BAD;
		cp = cp << 6 | (p[i] & 0x3f);
	}
	*pos += want;
	return cp;
}

size_t text_utf8_put(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if ((cp >= 0xd800 && cp <= 0xdfff) || cp > 0x10ffff)
		return 0;
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool text_utf8_valid(const char *s, size_t len)
{
	size_t pos = 0;

	while (pos < len)
		if (text_utf8_next(s, len, &pos) == TEXT_BAD)
			return false;
	return true;
}

size_t text_utf8_count(const char *s, size_t len)
{
	size_t pos = 0, n = 0;

	while (pos < len) {
		text_utf8_next(s, len, &pos);
		n++;
	}
	return n;
}

/* --- Controls -------------------------------------------------------------------- */
/* What becomes of a character that a screen, a log or a scan could be fooled
 * with: itself, another one, or 0 for nothing. */
static uint32_t cleaned(uint32_t cp)
{
	switch (cp) {
	case '\n': case '\v': case '\f': case '\r': case 0x85: case 0x2028: case 0x2029:
		return '\n';
	case '\t':
		return ' ';
	case 0x200e: case 0x200f: case 0x061c:			/* bidi marks */
	case 0x202a: case 0x202b: case 0x202c: case 0x202d: case 0x202e:
	case 0x2066: case 0x2067: case 0x2068: case 0x2069:
	case 0xfeff: case TEXT_BAD:
		return 0;
	}
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return 0;
	if ((cp & 0xfffe) == 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef))
		return 0;					/* noncharacters */
	return cp;
}

size_t text_strip_control(char *s, size_t len)
{
	size_t pos = 0, out = 0;

	while (pos < len) {
		bool cr = s[pos] == '\r';
		uint32_t cp;

		if ((uint8_t)s[pos] >= 0x20 && (uint8_t)s[pos] < 0x7f) {
			s[out++] = s[pos++];
			continue;
		}
		cp = cleaned(text_utf8_next(s, len, &pos));
		if (cr && pos < len && s[pos] == '\n')
			continue;			/* the '\n' speaks for both */
		if (cp)
			out += text_utf8_put(cp, s + out);	/* never longer than it was */
	}
	return out;
}

/* --- UTF-16BE ---------------------------------------------------------------------- */
static uint32_t utf16_next(const uint8_t *in, size_t len, size_t *pos, unsigned *faults)
{
	uint32_t unit, low;

	if (len - *pos < 2) {
		*pos = len;
		(*faults)++;
		return 0xfffd;
	}
	unit = (uint32_t)in[*pos] << 8 | in[*pos + 1];
	*pos += 2;
	if (unit < 0xd800 || unit > 0xdfff)
		return unit;
	if (unit <= 0xdbff && len - *pos >= 2) {
		low = (uint32_t)in[*pos] << 8 | in[*pos + 1];
		if (low >= 0xdc00 && low <= 0xdfff) {
			*pos += 2;
			return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
		}
	}
	(*faults)++;
	return 0xfffd;
}

ssize_t text_from_utf16be(const uint8_t *in, size_t len, char *out, size_t size, unsigned *faults)
{
	size_t pos = 0, n = 0;
	unsigned count = 0;

	while (pos < len) {
		char ch[4];
		size_t ch_len = text_utf8_put(utf16_next(in, len, &pos, &count), ch);

		if (n + ch_len >= size)
			return -ENOSPC;
		memcpy(out + n, ch, ch_len);
		n += ch_len;
	}
	if (n >= size)
		return -ENOSPC;
	out[n] = '\0';
	if (faults)
		*faults = count;
	return (ssize_t)n;
}

static void put_unit(uint8_t *out, uint32_t unit)
{
	out[0] = (uint8_t)(unit >> 8);
	out[1] = (uint8_t)unit;
}

ssize_t text_to_utf16be(const char *s, size_t len, uint8_t *out, size_t size)
{
	size_t pos = 0, n = 0;

	while (pos < len) {
		uint32_t cp = text_utf8_next(s, len, &pos);
		size_t bytes = cp > 0xffff ? 4 : 2;

		if (cp == TEXT_BAD)
			return -EILSEQ;
		if (n + bytes > size)
			return -ENOSPC;
		if (cp > 0xffff) {
			cp -= 0x10000;
			put_unit(out + n, 0xd800 + (cp >> 10));
			put_unit(out + n + 2, 0xdc00 + (cp & 0x3ff));
		} else {
			put_unit(out + n, cp);
		}
		n += bytes;
	}
	return (ssize_t)n;
}
