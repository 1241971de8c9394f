/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Revisions of flows on their way to people: checked, approved by one name or
 * two, in force, put away; and signatures under a revision.  Who works here is
 * sealed by the service's key.
 *
 *	(a file)  -> CHECKED -> ONE_NAME -> IN_FORCE -> BEFORE
 *	                  '---------------------^
 *
 * Going back is the same way for what was BEFORE, in a row of its own.  A row without a
 * source (hash STORE_RELEASE_NOTHING) takes the flow out of force.
 *
 * Called by care/record (care_record.h says the rules); drafts by desk/.
 */
#include "store/store.h"

enum store_release_state {
	STORE_RELEASE_CHECKED = 1, STORE_RELEASE_ONE_NAME = 2, STORE_RELEASE_IN_FORCE = 3,
	STORE_RELEASE_BEFORE = 4
};
#define STORE_RELEASE_NOTHING "00000000"
struct store_release {
	int64_t id;
	char name[41], hash[65];
	const char *source;			/* child of the ctx that was given */
	enum store_release_state state;
	bool danger;				/* on the danger paths: two names */
	const struct secret *first, *second;	/* NULL: nobody yet */
	int64_t at_ms;				/* of its state */
};
/* Sets r->id. */
int store_release_add(struct store *st, struct store_release *r) MUST_CHECK;
/* State, names and time. */
int store_release_save(struct store *st, const struct store_release *r) MUST_CHECK;
int store_release_get(struct store *st, void *ctx, int64_t id,
		      struct store_release *out) MUST_CHECK;
/* A flow's newest in this state: 1 and *out, 0. */
int store_release_last(struct store *st, void *ctx, const char *name,
		       enum store_release_state state, struct store_release *out) MUST_CHECK;
/* What is in this state, after after_id: 1 and *out, 0. */
int store_release_next(struct store *st, void *ctx, enum store_release_state state,
		       int64_t after_id, struct store_release *out) MUST_CHECK;
/* Forgets what was checked and not published. */
int store_release_drop(struct store *st, const char *name) MUST_CHECK;
/* Were the files of the first start taken in?  1, 0; and: they are now. */
int store_release_installed(struct store *st) MUST_CHECK;
int store_release_install(struct store *st, int64_t now_ms) MUST_CHECK;

/* Again by another hand: that one counts. */
int store_flow_sign(struct store *st, const char *hash, const char *role, const struct secret *name,
		    int64_t now_ms) MUST_CHECK;
int store_flow_signed(struct store *st, const char *hash, const char *role) MUST_CHECK;	/* 1, 0 */

/* --- Drafts: what somebody writes in the browser ------------------------------------- */
struct store_flow_draft {
	char name[41];
	int64_t version;		/* new with each save, never used again */
	const char *source;		/* child of the ctx that was given */
	int64_t by_id, at_ms;		/* of the last save */
};
/* 1 and *out, 0. */
int store_flow_draft_get(struct store *st, void *ctx, const char *name,
			 struct store_flow_draft *out) MUST_CHECK;
/* The next by name ("": the first): 1, 0. */
int store_flow_draft_next(struct store *st, void *ctx, const char *after,
			  struct store_flow_draft *out) MUST_CHECK;
/* Where d->version is still the one that is kept (0: none is); sets the new one.  1; 0: it is
 * not, and nothing was written. */
int store_flow_draft_save(struct store *st, struct store_flow_draft *d) MUST_CHECK;
/* Likewise: 1; 0. */
int store_flow_draft_drop(struct store *st, const char *name, int64_t version) MUST_CHECK;
