/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * text/: telephone numbers, through libphonenumber (its tables, not ours).
 *
 * sms/ asks who sent a text (text_number_parse); care/ picks emergency numbers
 * by text_number.region and asks text_find_contacts() before a number or an
 * address is passed on to a stranger.
 *
 * A number is a person: a struct text_number is the caller's, is never logged,
 * and is wiped (text_number_wipe) when it is not needed any more.  The cache
 * of a struct text_numbers lives in this process only, holds
 * TEXT_NUMBER_CACHE numbers, and an entry is zeroed before it is used again
 * and when the object is freed.  One thread.
 */
#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum text_sender {
	TEXT_SENDER_INVALID,		/* empty, or no number anybody could answer */
	TEXT_SENDER_E164,		/* a telephone: can be a member */
	TEXT_SENDER_SHORT,		/* a short code: a service, not a person */
	TEXT_SENDER_ALNUM,		/* a name such as "MPESA": cannot be answered */
};
#define TEXT_E164_MAX 16		/* '+' and at most 15 digits (ITU-T E.164) */
struct text_number {
	enum text_sender kind;
	char e164[TEXT_E164_MAX + 1];	/* E164: "+254712345678"; SHORT: its digits; else "" */
	char region[3];			/* E164: ISO 3166 "KE", "001" numbers and unknown
					 * ones: "" */
	bool mobile;			/* may receive texts, as far as the number tells */
};
enum { TEXT_NUMBER_CACHE = 8192 };

struct text_numbers;
/* default_region: ISO 3166, of the line's own country: decides what "0712..."
 * means.  NULL with err when libphonenumber does not know it. */
struct text_numbers *text_numbers_new(void *ctx, const char *default_region, struct err *err);
/* What an SMSC, a SIP From or a form gave: with +, 00, or national.  Always
 * fills *out; returns its kind.  A known number costs well under 1 us.
 * International digits without + ("254700000001") are understood too, but where
 * both readings are numbers and fewer than 12 digits, the national one wins:
 * have the SMSC say "international", then bearerbox writes the +. */
enum text_sender text_number_parse(struct text_numbers *n, const char *raw, size_t len,
				   struct text_number *out);
void text_number_wipe(struct text_number *number);

/* For imported data and expressions, which belong to no line.  Could this be a number
 * (its length fits; region: ISO 3166, "" or unknown: only with a +)?  Its E.164. */
bool text_number_possible(const char *raw, size_t len, const char *region,
			  char e164[TEXT_E164_MAX + 1]);
/* "+254712345678" as it is written at home, "0712 345678".  false: none, or no room. */
bool text_number_national(const char *e164, char *out, size_t size);

enum text_found_kind { TEXT_FOUND_PHONE, TEXT_FOUND_EMAIL, TEXT_FOUND_URL, TEXT_FOUND_ADDRESS };
struct text_found {
	enum text_found_kind kind;
	size_t at, len;			/* bytes */
};
/* Finds what could lead a stranger to somebody, in order of place, not
 * overlapping; returns how many (at most max).  Rather one too many: its only
 * effect is a question.  Costs about 1 us without a digit, 2-5 us with a few,
 * 40 us with seven between two letters: only then libphonenumber looks, at
 * the first 2000 bytes.  A text made to be slow costs up to 10 ms (max = 8). */
unsigned text_find_contacts(struct text_numbers *n, const char *s, size_t len,
			    struct text_found *found, unsigned max);

#ifdef __cplusplus
}
#endif
