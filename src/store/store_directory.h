/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The directory of services (care_signpost.h), and what people said of them.
 *
 * A directory is an edition.  An import writes a new one beside the one in
 * force, some hundred services at a time and in as many transactions, and then
 * puts it in force by changing one number: nobody ever searches half of one,
 * and a crash in between leaves the old one as it was.  What is no longer in
 * force is deleted in slices.
 *
 * Nothing here is secret but who was told what: a follow-up is sealed by the
 * person's key.  What somebody searched for is not kept at all.
 *
 * Places and words are folded (text_fold_key()); days are days since 1970 of
 * the directory's own calendar.
 */
#include "store/store.h"

#define STORE_PLACE_EVERYWHERE "*"	/* serves the whole country: a phone line */
enum { STORE_DAY_MIN = -1000000, STORE_DAY_MAX = 1000000 };	/* no limit */

/* When a service is open: an RFC 5545 rule for the days, and two times. */
struct store_hours {
	bool closed;			/* shut on all days from_day .. to_day, whatever
					 * else says */
	const char *rule;		/* "FREQ=WEEKLY;BYDAY=MO,TU"; "": every day */
	int32_t start_day;		/* DTSTART */
	int32_t from_day, to_day;	/* valid on these days only, both included */
	int opens_min, closes_min;	/* minutes of the local day, 0..1440; an end at or before
					 * the beginning is the next day's */
};
struct store_service {
	int64_t id;			/* of this edition only */
	const char *ref;		/* the source's own id: the same in each edition */
	const char *name, *alternate, *phone, *address, *place;	/* "" when not known */
	const char *langs;		/* " en sw ", each between spaces; "": not said */
	int min_age, max_age;		/* years, 0 and 150: no limit */
	int32_t assured_day;
	bool hours_known;		/* false: "call first" */
	unsigned int topics;		/* a bit each (care/signpost/topic.c) */
	bool everywhere;		/* found because it serves the whole country */
	const struct store_hours *hours;
	size_t hours_len;
};
struct store_service_place { const char *place; bool town; };
struct store_service_keys {		/* by what it is found */
	const struct store_service_place *places;
	size_t places_len;
	const char *const *words;
	size_t words_len;
};

/* --- Editions ----------------------------------------------------------------------- */
int store_directory_new(struct store *st, int64_t *edition) MUST_CHECK;
/* Sets s->id.  -EEXIST: this ref is in the edition already. */
int store_directory_add(struct store *st, int64_t edition, struct store_service *s,
			const struct store_service_keys *keys) MUST_CHECK;
/* From now on this one is searched. */
int store_directory_use(struct store *st, int64_t edition, int64_t now_ms) MUST_CHECK;
/* Deletes up to max services that are not of the edition in force, nor of `keep`
 * (one that is being written; 0: none).  How many. */
int store_directory_prune(struct store *st, int64_t keep, int max) MUST_CHECK;
struct store_directory_info {
	int64_t edition;		/* 0: there is no directory */
	int64_t since_ms;
	int services, places;
	int32_t oldest_day, newest_day;	/* assured */
};
int store_directory_info(struct store *st, struct store_directory_info *out) MUST_CHECK;

/* --- Searching the one in force ---------------------------------------------------------- */
struct store_search {
	unsigned int topics;		/* any of these bits; 0: all */
	const char *const *words;	/* each must be there */
	size_t words_len;
	const char *place;		/* folded; NULL: anywhere */
	int32_t assured_from;		/* assured on this day or later */
};
/* Those of the place (town before area before everywhere), the newest assured
 * first.  Children of ctx, without hours.  *more: there were more than max. */
int store_directory_search(struct store *st, void *ctx, const struct store_search *search,
			   int max, struct store_service **out, size_t *n_out, bool *more)
	MUST_CHECK;
int store_directory_hours(struct store *st, void *ctx, struct store_service *s) MUST_CHECK;
/* The service of this ref in force: 1, or 0. */
int store_directory_get(struct store *st, void *ctx, const char *ref, struct store_service *out)
	MUST_CHECK;
/* Up to max after *after_id (0 at first; goes in and out).  1: there may be more. */
int store_directory_list(struct store *st, void *ctx, int64_t *after_id, int max,
			 struct store_service **out, size_t *n_out) MUST_CHECK;
/* 1 known, 0 not. */
int store_directory_place(struct store *st, const char *place) MUST_CHECK;
int store_directory_word(struct store *st, const char *word) MUST_CHECK;
/* All places that begin with this letter (or letters), for those who mistype.  Children of ctx. */
int store_directory_places(struct store *st, void *ctx, const char *prefix, const char ***out,
			   size_t *n_out) MUST_CHECK;

/* --- Did it help? --------------------------------------------------------------------- */
/* What one person was told of last; one row a person. */
struct store_followup {
	int64_t person_id;
	int64_t told_at_ms;
	int times;			/* how often they were asked */
	const struct secret *refs;	/* parted by newlines; sealed */
};
int store_followup_put(struct store *st, const struct store_followup *f) MUST_CHECK;
int store_followup_get(struct store *st, void *ctx, int64_t person_id,
		       struct store_followup *out) MUST_CHECK;	/* 1, 0; -ENOKEY */
int store_followup_end(struct store *st, int64_t person_id) MUST_CHECK;	/* 1, 0 */

/* One more yes or no; *noes: how many since the last review was closed. */
int store_verdict_add(struct store *st, const char *ref, bool helped, int64_t now_ms, int *noes)
	MUST_CHECK;
struct store_review {
	const char *ref, *name;		/* name "": no longer in the directory */
	int yes, no;
	int64_t opened_at_ms;
};
/* 1: opened now; 0: it was open. */
int store_review_open(struct store *st, const char *ref, int64_t now_ms) MUST_CHECK;
/* Somebody has looked: the noes begin anew.  1, or 0: none was open. */
int store_review_close(struct store *st, const char *ref) MUST_CHECK;
int store_reviews(struct store *st, void *ctx, struct store_review **out, size_t *n_out) MUST_CHECK;
