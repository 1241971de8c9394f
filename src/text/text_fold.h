/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * text_fold: one plain form for the many ways in which people's phones write
 * the same words.  Used by lexicon/ (before anything is looked for) and by
 * whoever compares a text with a keyword (flow/ choices, STOP, DUTY ON ...).
 *
 * What folding does, character by character:
 *   - lower case (Unicode simple folding), compatibility forms to their plain
 *     ones (full-width, ligatures, circled and "fancy font" letters: NFKD)
 *   - accents and other combining marks on Latin, Greek and Cyrillic letters
 *     go; in other scripts marks are vowels and stay
 *   - letters that Unicode does not decompose: ss for sharp s, ae, oe, o for
 *     o-slash, l, d, h, t with strokes, hooked b d k y of Hausa, dotless i
 *   - curly and prime quotes become ' and ", every dash becomes -
 *   - every space, tab, line end becomes one space or '\n'; NUL and other
 *     control characters become a space
 *   - zero-width characters, joiners, soft hyphens, direction marks and
 *     variation selectors go
 *   - decimal digits of any script become 0-9
 *   - bytes that are no UTF-8 are read as Windows-1252, which is what phones
 *     and gateways that get it wrong most often send
 * Emoji, punctuation and everything else stay as they are, in UTF-8.
 *
 * Nothing here allocates, fails or keeps state: the caller brings the memory.
 */
#include "base/base.h"

/* One input character never becomes more than this many output bytes (longer
 * compatibility forms are cut), so `size = 12 * input bytes` always suffices;
 * a size of twice the input does for every real text. */
#define TEXT_FOLD_MAX_EXPANSION 12

struct text_folded {
	/* set by the caller */
	char *out;			/* size bytes; NUL-terminated on return */
	uint32_t *map;			/* size entries or NULL: map[i] is the offset in the input
					 * of the character that out[i] comes from; map[len] is
					 * where reading stopped */
	size_t size;			/* > TEXT_FOLD_MAX_EXPANSION */
	/* set by text_fold() */
	size_t len;			/* bytes in out, without the NUL */
	size_t consumed;		/* input bytes read; less than in.len: out was full */
};
void text_fold(struct view in, struct text_folded *f);

/* The form in which keywords are compared: folded; spaces, punctuation, symbols and emoji
 * around it trimmed; inner white space collapsed to one space; inner punctuation kept.
 *   " Stop!! "    -> "stop"        "Ça  va?" -> "ca va"        "*9#" -> "9"
 * Returns the length; 0 when nothing is left (an emoji, a full stop); -ENOSPC when it does
 * not fit in size, and then it is no keyword (out is ""). */
int text_fold_key(struct view in, char *out, size_t size) MUST_CHECK;
/* Is this text, folded as a key, the same as this keyword, folded as a key? */
bool text_fold_key_equal(struct view in, const char *keyword);
