/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Private to console/: the only way by which a page is written.
 *
 * Every value is escaped where it is written, so there is no "safe string" to
 * be mistaken about; names of elements and attributes are literals of ours.
 * What a stranger wrote goes through html_words(): control characters and
 * direction overrides become U+FFFD (the stories of 2021 about source code,
 * CVE-2021-42574, hold for a chat too: an override can turn "do not 021" around),
 * broken UTF-8 likewise, and the whole stands in <bdi dir="auto">, so that a
 * right-to-left mark cannot reach what is beside it (Unicode UAX #9).  Marks
 * that people need to write Arabic, Urdu or Hebrew stay.
 */
#include "base/base.h"

enum { HTML_DEPTH = 40 };
struct html {
	char *data;			/* talloc; not NUL-terminated: use html_done() */
	size_t len, size;
	const char *open[HTML_DEPTH];	/* literals */
	int depth;
};

struct html *html_new(void *ctx);
/* Attributes are pairs of name and value, ended by NULL.  A value of NULL leaves
 * that attribute out; HTML_YES writes the name alone (disabled, checked). */
extern const char HTML_YES[];
void html_open(struct html *h, const char *tag, ...) __attribute__((sentinel));
void html_close(struct html *h);			/* the innermost */
void html_close_to(struct html *h, int depth);		/* all above */
/* An element without content (input, br, meta). */
void html_void(struct html *h, const char *tag, ...) __attribute__((sentinel));
/* Open, text, close. */
void html_el(struct html *h, const char *tag, const char *text, ...) __attribute__((sentinel));
/* Ours: escaped. */
void html_text(struct html *h, const char *text);
void html_textf(struct html *h, const char *fmt, ...) PRINTF(2, 3);
/* A stranger's: escaped, cleaned and isolated.  NULL: nothing. */
void html_words(struct html *h, const char *text);
/* The same with parts marked: pairs of start and length in UTF-16 units. */
struct html_mark { size_t start, len; };
void html_words_marked(struct html *h, const char *text, const struct html_mark *marks,
		       size_t marks_len);
/* What may follow "href" and "action": a path of our own, a fragment, tel: and
 * otpauth:.  Everything else is written as "#". */
bool html_link_allowed(const char *url);
/* The doctype, once, first. */
void html_begin(struct html *h);
/* The text so far, NUL-terminated; everything has to be closed (MUST). */
const char *html_done(struct html *h);
/* A stranger's text without control characters and overrides, for attributes. */
char *html_clean(void *ctx, const char *text);
