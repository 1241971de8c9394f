/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * text/: text as the network carries it and as people type it.
 *
 * sms/ decodes what arrives (text_decode_mo) and cuts what leaves
 * (text_split); words/ and the tools count cost (text_measure); care/ reads
 * short answers (text_digits_only).  Telephone numbers: text_number.h.
 * Folding of spelling for the lexicon: text_fold.h.
 *
 * All functions here are pure: no state, no clock, no log.  Text is UTF-8
 * with a length (it may hold no NUL, see text_decode_mo).  Conversions write
 * to the caller's buffer, whose worst case size a macro names, so that
 * nothing of a person's text is left behind in freed memory.  They return
 * bytes or units written, or a negative errno: -ENOSPC (buffer too small),
 * -EILSEQ (not UTF-8).
 *
 * Sources: 3GPP TS 23.038 (alphabets), TS 23.040 section 9.2.3.24 (user data
 * header), RFC 3629 (UTF-8), UAX #29 (graphemes), Kannel 1.4.5's behaviour.
 */
#include "base/base.h"

/* --- UTF-8 ------------------------------------------------------------------- */
#define TEXT_BAD UINT32_MAX		/* "not a character here" */
/* The code point at *pos (< len); moves *pos on.  TEXT_BAD for a malformed
 * byte (overlong forms, surrogates and > U+10FFFF too): *pos moves by one. */
uint32_t text_utf8_next(const char *s, size_t len, size_t *pos);
/* Bytes written (1-4); 0 for a surrogate or above U+10FFFF. */
size_t text_utf8_put(uint32_t cp, char out[4]);
bool text_utf8_valid(const char *s, size_t len);
size_t text_utf8_count(const char *s, size_t len);	/* code points */
/* The longest prefix of at most max_bytes that ends where a reader sees a
 * character end: accents, emoji sequences and flags stay whole.  0 when the
 * first such character is longer. */
size_t text_utf8_cut(const char *s, size_t len, size_t max_bytes);
/* In place; returns the new length.  Takes out controls (line ends become
 * '\n', a tab a space), bidi overrides and the byte order mark; keeps ZWJ and
 * ZWNJ, which Indic scripts need.  A malformed byte becomes nothing. */
size_t text_strip_control(char *s, size_t len);

/* --- UTF-16BE (what coding 2 carries) ------------------------------------------ */
#define TEXT_UTF8_OF_UTF16(bytes) (((bytes) / 2 + 1) * 3 + 1)
#define TEXT_UTF16_OF_UTF8(bytes) ((bytes) * 2)
/* A lone surrogate or an odd last byte becomes U+FFFD and is counted in
 * *faults (may be NULL): the caller keeps the raw bytes.  NUL-terminates. */
ssize_t text_from_utf16be(const uint8_t *in, size_t len, char *out, size_t size, unsigned *faults);
ssize_t text_to_utf16be(const char *s, size_t len, uint8_t *out, size_t size);

/* --- The GSM 7-bit alphabet ------------------------------------------------------ *
 * One byte a septet ("unpacked") unless it says packed.  National language
 * identifiers as in TS 23.038 6.2.1.2.4; Spanish has no locking table. */
enum text_nli {
	TEXT_NLI_DEFAULT, TEXT_NLI_TURKISH, TEXT_NLI_SPANISH, TEXT_NLI_PORTUGUESE,
	TEXT_NLI_BENGALI, TEXT_NLI_GUJARATI, TEXT_NLI_HINDI, TEXT_NLI_KANNADA,
	TEXT_NLI_MALAYALAM, TEXT_NLI_ORIYA, TEXT_NLI_PUNJABI, TEXT_NLI_TAMIL,
	TEXT_NLI_TELUGU, TEXT_NLI_URDU, TEXT_NLIS
};
struct text_shift {
	uint8_t locking, single;	/* enum text_nli; an unknown one counts as default */
};
#define TEXT_UTF8_OF_GSM(septets) ((septets) * 3 + 1)
#define TEXT_GSM_OF_UTF8(bytes)   ((bytes) * 2)
/* Septets -> UTF-8, NUL-terminated.  What the tables leave empty reads as
 * TS 23.038 says: an unknown escape as the main table's character, a second
 * escape as a space.  A byte above 0x7f becomes U+FFFD. */
ssize_t text_gsm_decode(const uint8_t *septets, size_t n, struct text_shift shift,
			char *out, size_t size);
/* UTF-8 -> septets by the default tables.  A character that has none becomes
 * '?' and is reported, never dropped silently. */
struct text_misfit {
	unsigned count;			/* characters that do not fit; 0 = all did */
	uint32_t first;			/* the first of them, and its byte offset */
	size_t at;
};
ssize_t text_gsm_encode(const char *s, size_t len, uint8_t *out, size_t size,
			struct text_misfit *misfit);
/* What one character costs in septets: 1, 2, or 0 when it does not fit. */
unsigned text_gsm_cost(uint32_t cp);
/* Packed octets (TS 23.038 6.1.2.1); fill = 0-6 fill bits, as after a header. */
ssize_t text_gsm_unpack(const uint8_t *in, size_t len, unsigned fill, uint8_t *out, size_t septets);
ssize_t text_gsm_pack(const uint8_t *septets, size_t n, unsigned fill, uint8_t *out, size_t size);
/*
 * bearerbox knows no national table: it has read the septets with the default
 * one.  This puts them back and reads them again.  Locking tables are restored
 * exactly (every septet but the escape has a character of its own).  Of the
 * escape nothing is left but '?' when the default extension table has no such
 * entry (an entry it has, such as '^', gives its escape away): so a '?' right
 * before a character that the single table has an entry for is taken as the
 * escape, and *guessed is set, for somebody may have typed "ok?Si" with it.
 * Lost for good: the escape at the very end, bytes above 0x7f (bearerbox drops
 * them).  -EILSEQ when the text holds a character outside the default tables,
 * i.e. bearerbox had another alphabet set (alt-charset): keep it as it is.
 */
ssize_t text_gsm_restore(const char *s, size_t len, struct text_shift shift,
			 char *out, size_t size, bool *guessed);
/* Near misses put into the alphabet: curly quotes, dashes, ellipsis, odd
 * spaces, bullets, accents that have no septet (ê -> e) -- never a change of
 * script.  Only ever called on purpose; a person's words are relayed unedited.
 * Output is at most TEXT_FRIENDLY(len) bytes. */
#define TEXT_FRIENDLY(bytes) ((bytes) * 3 + 1)
ssize_t text_gsm_friendly(const char *s, size_t len, char *out, size_t size);

/* --- Segments -------------------------------------------------------------------- */
enum text_coding { TEXT_GSM = 0, TEXT_BINARY = 1, TEXT_UCS2 = 2 };	/* Kannel's numbers */
enum text_ref { TEXT_REF_8, TEXT_REF_16 };	/* IE 0x00 (153/67) or IE 0x08 (152/66) */
enum { TEXT_SEGMENTS_MAX = 255 };
struct text_size {
	enum text_coding coding;	/* the cheapest that carries every character */
	unsigned units;			/* septets, or 16-bit units; escapes and pairs count 2 */
	unsigned segments;		/* what it costs; an empty text costs 1 */
	unsigned left;			/* units still free in the last segment */
	struct text_misfit misfit;	/* why it is not GSM */
};
/* Exact: escapes and surrogate pairs are never cut in two. -EILSEQ. */
int text_measure(const char *s, size_t len, enum text_ref ref, struct text_size *out) MUST_CHECK;

struct text_segment {
	enum text_coding coding;
	uint8_t udh[7], udh_len;	/* 0 when the text has only one */
	uint8_t *payload;		/* as bearerbox wants it: UTF-8 or UTF-16BE */
	size_t payload_len;
};
struct text_segments {
	unsigned count;
	struct text_segment *segment;	/* with payloads, talloc children; wiped when freed */
};
/* -EILSEQ; -E2BIG above 255 segments.  `number` is cut to 8 bits for
 * TEXT_REF_8.  Parts fit exactly: bearerbox does not split them again. */
int text_split(void *ctx, const char *s, size_t len, enum text_ref ref, uint16_t number,
	       struct text_segments **out) MUST_CHECK;

/* --- The user data header (with its length byte, as in bearerbox's udhdata) -------- */
struct text_udh {
	bool concat, ref16;
	uint16_t ref;
	uint8_t total, part;		/* part 1 .. total */
	bool ports;			/* meant for an application, not for a person */
	uint16_t dest_port, source_port;
	struct text_shift shift;
	unsigned unknown;		/* elements of other kinds, skipped */
};
/* 0, also for an empty one; -EBADMSG when a length does not fit (what came
 * before it is kept).  Impossible parts (0, or part > total) are ignored and
 * of a repeated element the last counts, as TS 23.040 says. */
int text_udh_parse(const uint8_t *udh, size_t len, struct text_udh *out);

/* --- A message as it arrives --------------------------------------------------------- */
enum text_mo_kind {
	TEXT_MO_TEXT,
	TEXT_MO_BINARY,			/* coding 1: no text in it for us */
	TEXT_MO_UNDECODABLE,		/* a text, but we cannot read all of it */
};
struct text_mo_in {
	int coding;			/* Kannel's; -1 = not given */
	const char *charset;		/* NULL or "": by the coding */
	struct view udh, msgdata;
};
struct text_mo {
	enum text_mo_kind kind;
	/* Never NULL; controls stripped, no NUL in it.  Of an undecodable one
	 * it is what could be read (the rest U+FFFD), of a binary one the runs
	 * of ASCII: for the safety scan and for a human, not for care. */
	struct secret *text;
	/* What bearerbox gave, when `text` is another reading of it (national
	 * tables); else NULL.  The safety scan reads both. */
	struct secret *as_given;
	struct text_udh udh;
	bool udh_broken;
	uint16_t half_before, half_after;	/* of a surrogate pair that was cut at the part's
						 * border; 0: none.  Not in `text` */
	bool guessed;			/* see text_gsm_restore() */
	const char *why;		/* not TEXT: a constant half-sentence for the log */
};
/* Always answers; the caller keeps the raw bytes.  Half a surrogate pair at
 * the border of a part is no fault (networks cut there): it is left out. */
struct text_mo *text_decode_mo(void *ctx, const struct text_mo_in *in);
/* A part as it is kept until the others come: its text, with the halves at its borders
 * as three bytes each that are no UTF-8 (WTF-8, Sapin 2016).  Only for text_parts_join(). */
struct secret *text_part_keep(void *ctx, const struct text_mo *part);
/* The whole text of parts in their order; NULL stands for one that never came and reads
 * as gap.  A pair that was cut in two is whole again; a half alone is left out. */
struct secret *text_parts_join(void *ctx, struct secret *const *parts, size_t count,
			       const char *gap);

/* --- Short answers ------------------------------------------------------------------- */
/* Nothing but white space, invisible characters and controls. */
bool text_is_blank(const char *s, size_t len);
/* The digits of an answer that is nothing else, forgiving: spaces, leading and
 * trailing punctuation and quotes, O for 0 and l for 1 next to a digit or alone
 * (only O), any script's digits, full-width and keycap digits.  Writes ASCII
 * and NUL; returns how many, 0 when it is something else or longer than
 * size - 1.  "3.5" and "1-2" are something else. */
size_t text_digits_only(const char *s, size_t len, char *out, size_t size);
/* Words by white space: the next one from *pos on; false at the end. */
bool text_word_next(const char *s, size_t len, size_t *pos, struct view *word);
unsigned text_word_count(const char *s, size_t len);
