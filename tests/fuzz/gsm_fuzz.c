// SPDX-License-Identifier: AGPL-3.0-or-later
/* Septets in any tables: the named worst case size is enough, the result is
 * UTF-8, and what the default tables read they can write again.  The first
 * two bytes choose the tables. */
#include <stdlib.h>

#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void *room(size_t size)
{
	void *p = malloc(size ? size : 1);

	MUST(p);
	return p;
}

/* Exactly the sizes that the header promises, so that a sanitizer sees more. */
static void there_and_back(const char *s, size_t len, struct text_shift shift)
{
	uint8_t *septets = room(TEXT_GSM_OF_UTF8(len)), *packed = room(TEXT_GSM_OF_UTF8(len));
	char *again = room(TEXT_UTF8_OF_GSM(len * 2)), *friendly = room(TEXT_FRIENDLY(len));
	struct text_misfit miss;
	ssize_t n = text_gsm_encode(s, len, septets, TEXT_GSM_OF_UTF8(len), &miss);
	ssize_t octets;

	MUST(n >= 0);
	octets = text_gsm_pack(septets, (size_t)n, 3, packed, TEXT_GSM_OF_UTF8(len));
	if (octets >= 0)
		MUST(text_gsm_unpack(packed, (size_t)octets, 3, septets, (size_t)n) == n);
	n = text_gsm_decode(septets, (size_t)n, (struct text_shift){ 0 }, again,
			    TEXT_UTF8_OF_GSM(len * 2));
	MUST(n >= 0);
	if (!miss.count)
		MUST((size_t)n == len && !memcmp(again, s, len));
	n = text_gsm_restore(s, len, shift, again, TEXT_UTF8_OF_GSM(len * 2), NULL);
	MUST(n >= 0 ? text_utf8_valid(again, (size_t)n) : n == -EILSEQ);
	n = text_gsm_friendly(s, len, friendly, TEXT_FRIENDLY(len));
	MUST(n >= 0 && text_utf8_valid(friendly, (size_t)n));
	free(septets);
	free(packed);
	free(again);
	free(friendly);
}

static void pieces(const char *s, size_t len)
{
	struct text_segments *all;
	struct text_size size;
	size_t cut = text_utf8_cut(s, len, len / 2);

	MUST(cut <= len / 2 && text_utf8_valid(s, cut));
	MUST(text_measure(s, len, TEXT_REF_16, &size) == 0);
	if (text_split(NULL, s, len, TEXT_REF_16, 1, &all) == 0) {
		MUST(all->count == size.segments);
		talloc_free(all);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text_shift shift = { 0 };
	size_t out_size;
	ssize_t n;
	char *out;

	if (size < 2 || size > 4096)
		return 0;
	shift.locking = data[0] % 16;
	shift.single = data[1] % 16;
	out_size = TEXT_UTF8_OF_GSM(size - 2);
	out = room(out_size);
	n = text_gsm_decode(data + 2, size - 2, shift, out, out_size);
	MUST(n >= 0 && text_utf8_valid(out, (size_t)n));
	there_and_back(out, (size_t)n, shift);
	pieces(out, (size_t)n);
	free(out);
	return 0;
}
