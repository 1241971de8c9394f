/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * vet/: flows and words together: are they fit for people?  The room flow/ knows
 * no catalogue and words/ no flow; here the two meet, with the lexicon (questions
 * about danger), the recordings and the day's date.
 *
 * Who calls it: `warmline-flow check`, for a whole folder; warmlined, before it
 * lets a flow be published or rolled back, for that flow, and at its first start for
 * all (by the same functions, so that `publish` refuses what `check` refuses); desk/,
 * for drafts; and the tests.
 *
 * It reads recordings from disk and nothing else; it changes nothing.  An error
 * means: not for people.  A warning can wait (a translation that is missing is
 * spoken in another language); a note costs or could be better.
 *
 * Problems about words stand at the line of the catalogue that has them, those
 * about a flow at the flow's.
 */
#include "flow/flow.h"
#include "lexicon/lexicon.h"
#include "words/words.h"

struct vet {
	const struct flow_set *flows;	/* all that a flow may call or follow */
	const struct words *words;
	const char *prompts_dir;	/* where recordings are, LANG/KEY.wav; NULL: not
					 * looked at */
	const char *po_dir;		/* as problems name the catalogues; NULL: "prompts" */
	struct lexicon *lexicon;	/* NULL: only marked items count as being about danger */
	int64_t now_ms;			/* the wall clock: what has expired */
};

/* Everything: the structure of each flow, its words, and all words that no flow says. */
void vet_all(const struct vet *v, struct flow_problems *problems);
/* Only what concerns this flow: its file, and the words that it says itself. */
void vet_flow(const struct vet *v, const struct flow *flow, struct flow_problems *problems);
/* The same for each of them at once: vet_all() without the words that no flow says. */
void vet_flows(const struct vet *v, struct flow_problems *problems);

/* Where one of these flows leads to a flow `name` that is not among them: the first place, as
 * a sentence and a child of ctx; NULL: nowhere. */
char *vet_missed(void *ctx, const struct flow_set *flows, const char *name);

/* --- Parts that others use -------------------------------------------------------- */
/* The words as flow_check() wants them; they must outlive it.  A child of ctx. */
struct flow_check_words *vet_words(void *ctx, const struct words *words);
/* What the service fills in, at its longest: an array that ends with a NULL name. */
const struct words_arg *vet_samples(void);
/* In what a call says of this key, something that can be done by text alone: a keyword in
 * capitals, a phrase of the list `voice.avoid`; a child of ctx.  NULL: nothing, or a comment
 * `names-texts:` says why. */
char *vet_texts_only(void *ctx, const struct words *words, const char *lang, const char *key);
/* How hard a text is to read (LIX; below 40 is easy); 0: too short to say. */
int vet_lix(const char *text);
