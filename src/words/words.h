/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * words/: everything that Warmline says, by language, channel and style.
 *
 * The words live in prompts/<language>.po, gettext catalogues whose msgid is
 * a key ("welcome.first"); the English text stands in en.po.  msgctxt says
 * for whom a wording is meant:
 *
 *	(none)			what everybody gets: discreet, for text and voice
 *	"sms", "voice"		where one channel needs its own wording
 *	"plain", "sms.plain", "voice.plain"
 *				only for a person who chose plain words
 *
 * So the default is discreet: a variant that nobody wrote can only make a
 * screen say less.  Order of search, for a text to a person with plain words:
 * "sms.plain", "plain", "sms", none; else "sms", none.  This is tried in the
 * person's language, its parent ("sw-KE" -> "sw"), the service's default
 * language and English, then in a small table built into the program, and the
 * very last resort is a sentence that always tells what to do next.  Rendering
 * never fails and never gives an empty text.
 *
 * Fuzzy entries are not used.  Plurals: msgid_plural is the placeholder whose
 * number chooses the form, as in msgid "queue.ahead" msgid_plural "{people}".
 * Placeholders are named: "{minutes}"; a literal brace is "{{" or "}}".
 *
 * Comments that the program reads ("#." in en.po, which is the reference):
 *	#. max-segments: 1		longest text, in segments, in each language
 *	#. words			a list of keywords, separated by commas
 * and per language (they survive msgmerge, being translators' comments):
 *	# numbers: feminine		or masculine, ordinal: how its numbers are spoken
 *	# signed: NAME 2026-03-01 1f00ba5e
 * where the last word is words_entry.seal: it changes with the text, so that a
 * signature never covers words that its owner has not seen.
 *
 * For texts, letters that GSM 7-bit lacks but has a plain sister for (á, ç, ê,
 * curly quotes) are simplified when that keeps the whole text in GSM 7-bit:
 * "sábado" as UCS-2 would cost two segments instead of one.  Only our words
 * are touched, never what is filled in for a placeholder.
 *
 * Loaded once at the start (and again on a reload, into a new struct words);
 * never changed while in use.  Nothing here waits, stores or knows a clock.
 */
#include "base/base.h"

struct words;

/* SCREEN: a page of the console: the wording of VOICE, and numbers stay digits. */
enum words_channel { WORDS_SMS, WORDS_VOICE, WORDS_SCREEN, WORDS_CHANNELS };

/* For whom. */
struct words_for {
	const char *lang;		/* "sw", "sw-KE"; NULL: the service's default */
	enum words_channel channel;
	bool plain;			/* the person chose plain words; default: discreet */
};

/* What is filled in.  An array ends with a NULL name: use WORDS_ARGS. */
struct words_arg {
	const char *name;
	const char *text;		/* NULL: use number */
	int64_t number;
};
#define WORDS_TEXT(n, t)   { .name = (n), .text = (t) ? (t) : "" }
#define WORDS_NUMBER(n, v) { .name = (n), .number = (v) }
#define WORDS_ARGS(...)    ((const struct words_arg[]){ __VA_ARGS__, { .name = NULL } })

/* --- Loading ----------------------------------------------------------------- */
struct words *words_new(void *ctx);
/* Every <language>.po in the folder.  en.po must be there.  An error names file
 * and line; the caller keeps what it had before. */
struct words *words_load(void *ctx, const char *dir, struct err *err);
/* The same; a catalogue whose file is still what `before` (may be NULL) read is not read
 * again but shared with it: whichever of the two is freed last takes it along. */
struct words *words_load_since(void *ctx, const char *dir, const struct words *before,
			       struct err *err);
/* One catalogue.  Adding a language twice replaces it. */
int words_add_file(struct words *w, const char *lang, const char *path, struct err *err) MUST_CHECK;
int words_add_text(struct words *w, const char *lang, const char *name, struct view po,
		   struct err *err) MUST_CHECK;
/* The service's default language; "en" until set.  -ENOENT: no such catalogue. */
int words_set_default(struct words *w, const char *lang) MUST_CHECK;
/* A placeholder that is the same for everybody ({service}, {keep_days}).  The
 * caller's own argument of that name goes first. */
void words_set_fact(struct words *w, const char *name, const char *text);
/* The loaded languages, NULL-terminated, English first. */
const char *const *words_languages(const struct words *w);

/* --- Saying ------------------------------------------------------------------- *
 * A talloc child of ctx; never NULL, never empty.  args may be NULL.  A missing
 * argument is shown as nothing and logged by key and name. */
char *words_render(void *ctx, const struct words *w, const struct words_for *who, const char *key,
		   const struct words_arg *args);
/* A question with numbered options: "{options}" in its text is replaced by
 * "1 Yes, 2 Later" (text) or "For yes, press 1. ..." (voice: key voice.option);
 * without that placeholder the options follow on lines of their own. */
struct words_option {
	int number;
	const char *key;
};
char *words_render_choice(void *ctx, const struct words *w, const struct words_for *who,
			  const char *key, const struct words_arg *args,
			  const struct words_option *options, size_t options_len);
/* The unfilled text, with all fall-backs but the built-in ones; NULL: nobody
 * wrote this key. */
const char *words_raw(const struct words *w, const struct words_for *who, const char *key);
/* Only what this very language has (any channel), for keyword lists: the lists
 * of all languages are in force at once, so none may fall back. */
const char *words_own(const struct words *w, const char *lang, const char *key);

/* --- Numbers and times in words ------------------------------------------------ *
 * "about 10 to 15 minutes", "about 2 hours" (rounded outwards to what is honest). */
char *words_wait(void *ctx, const struct words *w, const struct words_for *who,
		 int64_t low_ms, int64_t high_ms);
/* "20 minutes", "3 hours", "2 days": the largest unit that is right within a tenth;
 * from two hours on the nearest hour. */
char *words_duration(void *ctx, const struct words *w, const struct words_for *who, int64_t ms);
/* For {when}: "at 14:00", "tomorrow at 08:00", "Monday at 08:00", "on 3 May at
 * 08:00", seen from now_ms in this IANA time zone.  An unknown zone is read as
 * UTC, and logged. */
char *words_when(void *ctx, const struct words *w, const struct words_for *who, const char *zone,
		 int64_t now_ms, int64_t at_ms);
/* For {until}, behind "by" and "until": "14:00", "tomorrow 08:00", "Monday 08:00". */
char *words_until(void *ctx, const struct words *w, const struct words_for *who, const char *zone,
		  int64_t now_ms, int64_t at_ms);

/* For a voice: "twenty-three"; digits where ICU has no words for the language.  Numbers that
 * are filled in for the channel "voice" are spelled so, but for {number}, a key to press. */
char *words_number(void *ctx, const char *lang, int64_t n);
/* "eight in the morning": a minute of the day. */
char *words_clock(void *ctx, const struct words *w, const struct words_for *who, int minute);

/* --- Looking into the catalogues (checker, console, tools) ---------------------- */
enum words_numbers { WORDS_COUNTED, WORDS_FEMININE, WORDS_MASCULINE, WORDS_ORDINAL };
struct words_entry {
	const char *lang, *context, *key;	/* context "" = none */
	int line;				/* of its msgid in the catalogue; 0: unknown */
	const char *plural;			/* the placeholder that counts, or NULL */
	const char *const *text;		/* one, or one a plural form; NULL-terminated */
	bool fuzzy, missing;			/* not used; text is empty */
	int max_segments;			/* 0: no limit (from the reference, en) */
	bool is_list;				/* keywords */
	enum words_numbers numbers;		/* as a voice says them here: "una hora",
						 * "un minuto" */
	const char *comments;			/* "#." lines: who hears it, when */
	const char *signed_by, *signed_on;	/* NULL: nobody, or the text changed since */
	char seal[9];
};
/* Calls back for each entry of one language in the catalogue's order (NULL: each
 * language), until it returns non-zero, which is returned. */
int words_each(const struct words *w, const char *lang,
	       int (*cb)(void *arg, const struct words_entry *e), void *arg);
/* Names of the placeholders in a text, NULL-terminated; NULL with err when a
 * brace is not closed. */
const char *const *words_placeholders(void *ctx, const char *text, struct err *err);
/* What a live service may not use yet: entries under these prefixes ("safety.",
 * "consent.") that are unsigned.  Returns how many; list may be NULL. */
size_t words_unsigned(void *ctx, const struct words *w, const char *const *prefixes,
		      char ***list);
/* Problems between the catalogues: missing and fuzzy entries, placeholders that
 * the reference does not have, a count of plural forms that is wrong.  Calls
 * back with one sentence each and returns how many were errors.  about: the entry
 * that it is about (of another language where this one has none), or NULL. */
enum words_severity { WORDS_NOTE, WORDS_WARNING, WORDS_ERROR };
size_t words_check(const struct words *w,
		   void (*cb)(void *arg, enum words_severity severity,
			      const struct words_entry *about, const char *sentence),
		   void *arg);
