// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Where a reader sees a character end: UAX #29 without the Hangul rules' finer
 * points.  Apart from text_utf8.c so that a small program that never cuts (the
 * pager, whose memory is locked) need not carry ICU's tables.
 */
#include "text/text.h"

#include <unicode/uchar.h>

struct border {
	uint32_t prev;
	bool pict_zwj;			/* pictograph, extenders, ZWJ: the next one joins */
	bool pict;
	unsigned flags;			/* regional indicators in a row before this place */
};

static bool is_extender(int gcb)
{
	return gcb == U_GCB_EXTEND || gcb == U_GCB_SPACING_MARK || gcb == U_GCB_ZWJ;
}

static bool hangul_joins(int prev, int next)
{
	if (prev == U_GCB_L)
		return next == U_GCB_L || next == U_GCB_V || next == U_GCB_LV || next == U_GCB_LVT;
	if (prev == U_GCB_LV || prev == U_GCB_V)
		return next == U_GCB_V || next == U_GCB_T;
	return prev == U_GCB_LVT && next == U_GCB_T;
}

/* May a text end before `cp`?  Keeps what it must remember in *b. */
static bool border_before(struct border *b, uint32_t cp)
{
	int prev = b->prev == TEXT_BAD ? U_GCB_CONTROL
		: u_getIntPropertyValue((UChar32)b->prev, UCHAR_GRAPHEME_CLUSTER_BREAK);
	int next = u_getIntPropertyValue((UChar32)cp, UCHAR_GRAPHEME_CLUSTER_BREAK);
	bool pict = u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC);
	bool border = true;

	if (b->prev == '\r' && cp == '\n')
		border = false;
	else if (prev == U_GCB_CONTROL || prev == U_GCB_CR || prev == U_GCB_LF)
		border = true;
	else if (is_extender(next) || prev == U_GCB_PREPEND || hangul_joins(prev, next))
		border = false;
	else if (pict && b->pict_zwj)
		border = false;
	else if (next == U_GCB_REGIONAL_INDICATOR && b->flags % 2 == 1)
		border = false;

	b->pict_zwj = b->pict && next == U_GCB_ZWJ;
	b->pict = pict || (b->pict && next == U_GCB_EXTEND);
	b->flags = next == U_GCB_REGIONAL_INDICATOR ? b->flags + 1 : 0;
	b->prev = cp;
	return border;
}

size_t text_utf8_cut(const char *s, size_t len, size_t max_bytes)
{
	struct border b = { .prev = TEXT_BAD };
	size_t pos = 0, cut = 0;

	if (len <= max_bytes)
		return len;
	while (pos < len && pos <= max_bytes) {
		size_t at = pos;
		uint32_t cp = text_utf8_next(s, len, &pos);

		if (cp == TEXT_BAD || border_before(&b, cp))
			cut = at;
		if (cp == TEXT_BAD)
			b = (struct border){ .prev = TEXT_BAD };
	}
	return cut;
}
