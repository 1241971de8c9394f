/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * lexicon/: hears danger in a text.  It loads flows/lexicon/<language>.lex
 * (a language made to be read and reviewed by clinicians: docs/lexicon.md),
 * compiles it once, and answers for each text a tier and the reasons.  It
 * knows no person, no store and no transport.  Every message is scanned with
 * every language, for people mix them.
 *
 * Who calls it: care/safety (each part, the joined text and a sliding join,
 * see below), the pager's fallback lane, `warmline-lexicon` (the very same
 * lexicon_scan()), nobody else.
 *
 * Key `9`, quiet hours, who is told and when are care's matters, not ours.
 * Rules only ever raise attention: nothing here can say "safe".
 */
#include "base/base.h"

struct lexicon;

/* In rising order, so that the larger of two is the one that counts. */
enum lexicon_tier {
	LEX_NONE,
	LEX_ASK,		/* unclear, denied, past, about someone else, or an engine fault */
	LEX_C,			/* despair without danger words */
	LEX_B,			/* danger */
	LEX_A,			/* danger now: act, means, time */
};
const char *lexicon_tier_name(enum lexicon_tier tier);	/* "-", "ask", "C", "B", "A" */

/* What the words around a hit say.  The first three have lowered the tier to ask. */
enum lexicon_context {
	LEX_CTX_NEGATED = 1 << 0,	/* "I would never kill myself" */
	LEX_CTX_PAST = 1 << 1,		/* "when I was 15 I wanted to die" */
	LEX_CTX_THIRD = 1 << 2,		/* about somebody else: ask for them */
	LEX_CTX_BY_OTHER = 1 << 3,	/* another is the danger: "he has a knife" */
	LEX_CTX_TO_OTHER = 1 << 4,	/* the writer may harm another */
	LEX_CTX_CHILD = 1 << 5,		/* a child is, or may be, in danger */
	LEX_CTX_JOKING = 1 << 6,	/* laughter beside a phrase that is often a figure of
					 * speech; lowers to ask only rules that are
					 * marked `loose` */
};

#define LEXICON_MAX_HITS 16
struct lexicon_hit {
	const char *rule;		/* stable id, "en.want-to-die"; lives as long as
					 * the lexicon */
	enum lexicon_tier tier;		/* after context */
	enum lexicon_tier rule_tier;	/* what the rule says without context */
	uint32_t context;		/* enum lexicon_context bits */
	uint32_t begin, end;		/* bytes of the text as given; whole words */
};
struct lexicon_result {
	enum lexicon_tier tier;		/* the highest of all hits, also of those not listed */
	size_t hits_len;
	struct lexicon_hit hits[LEXICON_MAX_HITS];	/* highest tier first */
	bool truncated;			/* more rules or places than were looked at or listed; a
					 * text that was not looked at to its end is at
					 * least LEX_ASK */
	bool engine_fault;		/* a rule could not be run (see below): at least LEX_ASK */
	const char *fault_rule;		/* which, or NULL; log it, and never the text */
};

/* Reads all *.lex of the folder, in the order of their names.  Refuses (NULL, err holds
 * "file:line: what") what does not parse, unknown slots, double ids, rules without reason,
 * author or date, a rule of which the reason is no sentence, and a pattern that can blow up
 * (with the text that does it).  Takes about a quarter of a second and 70 MB: start and
 * reload only, never in the loop's turn of a message. */
struct lexicon *lexicon_load(void *ctx, const char *dir, struct err *err);
/* The same; where the files are still what `before` (may be NULL) was made from, it is that one,
 * kept for ctx as well: trying every pattern takes half a second. */
struct lexicon *lexicon_load_since(void *ctx, const char *dir, struct lexicon *before,
				   struct err *err);

/* Tries every line of an example file (TSV: expected tier, text; "#" comments) and
 * returns how many are not heard as expected (0: all good), or a negative errno if the
 * file cannot be read.  The first that fails is named in err by file and line.
 *
 * Hot reload is the caller's: load a second lexicon, lexicon_check_examples() on it, swap
 * the pointer between two messages, talloc_free() the old one.  A refused one changes nothing. */
int lexicon_check_examples(struct lexicon *lex, const char *tsv, struct err *err) MUST_CHECK;

/* The scan.  Never allocates from the heap (all memory is reserved by lexicon_load(), so it
 * works when memory is short), never fails, never blocks; bounded in time (docs/lexicon.md: a
 * text of ten segments stays under 1 ms).  Texts beyond LEXICON_WINDOW bytes are scanned in
 * overlapping windows.  Any bytes will do: NUL, invalid UTF-8, nothing at all.
 * An engine error (match limit, JIT stack) is a hit of tier LEX_ASK with rule "engine-fault" and
 * engine_fault set: the caller logs it as a fault with lex version and rule.
 * Uses scratch memory inside `lex`: one scan at a time per lexicon.
 *
 * Which texts to hand in (care/safety does all three; the results are joined with
 * lexicon_result_join(), which only ever raises):
 *   1. each part of a long message, as it comes in, before it is stored;
 *   2. the joined text of all parts that are there (cut words become whole);
 *   3. a sliding join: the person's last texts within a few minutes (5 texts, 10 minutes),
 *      oldest first, with LEXICON_JOIN between: "i want to" / "kill myself".  Rules reach
 *      over LEXICON_JOIN but not over a full stop, so hits that are new here count. */
void lexicon_scan(struct lexicon *lex, struct view utf8, struct lexicon_result *out);
#define LEXICON_WINDOW 2048
#define LEXICON_JOIN "\n"
/* The sliding join of parts in one call (at most LEXICON_WINDOW bytes, the newest kept whole).
 * Spans in the result are of that joined text and so mean nothing to the caller: begin = end
 * = 0. */
void lexicon_scan_joined(struct lexicon *lex, const struct view *parts, size_t parts_len,
			 struct lexicon_result *out);
/* Raises `into` by what `more` holds; the same rule is listed once. */
void lexicon_result_join(struct lexicon_result *into, const struct lexicon_result *more);

/* --- What is needed to explain and to review ---------------------------- */
/* "7f3a…" (16 hex digits): BLAKE2b of all file names and contents.  Stored with each incident. */
const char *lexicon_version(const struct lexicon *lex);
struct lexicon_rule_info {
	const char *id;			/* stable: feedback ("right", "wrong", "missed") is kept
					 * by it */
	const char *language;		/* "en" */
	enum lexicon_tier tier;
	uint32_t context;		/* BY_OTHER, TO_OTHER, CHILD, THIRD, as the rule says */
	bool loose;			/* often a figure of speech: laughter lowers it to ask */
	const char *reason;		/* in words, for the on-call screen and for reviewers */
	const char *author, *reviewer;	/* reviewer "none yet" until a clinician has signed */
	const char *reviewed;		/* "2026-01-31"; "none yet" */
	size_t patterns;
};
size_t lexicon_rules(const struct lexicon *lex);
const struct lexicon_rule_info *lexicon_rule(const struct lexicon *lex, size_t i);
const struct lexicon_rule_info *lexicon_rule_find(const struct lexicon *lex, const char *id);
/* Rules that no clinician has signed.  Live mode's check (elsewhere) refuses or warns. */
size_t lexicon_unreviewed(const struct lexicon *lex);
/* The languages loaded, their names, and whether native speakers have validated them. */
struct lexicon_language {
	const char *code, *name, *status;
	size_t rules;
};
size_t lexicon_languages(const struct lexicon *lex);
const struct lexicon_language *lexicon_language(const struct lexicon *lex, size_t i);
