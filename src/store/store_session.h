/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Sessions: where somebody is in a flow.  One row a person: the session
 * belongs to the person, not to the channel, and survives every restart.  And
 * the flow files that running sessions stand on: a session stays on the
 * revision that it started with, however often the file is changed.
 *
 * Called by care/ only (care_session.c).  Waits (silence) are rows of
 * store_due.h, kind SESSION, subject: the person.
 */
#include "store/store.h"

struct store_session {
	int64_t person_id;
	const char *flow, *step;	/* where it waits: for `show`, and for whoever changes it */
	const char *revisions;		/* the hashes that the state needs, parted by spaces */
	const struct secret *state;	/* flow_state_save(), JSON; sealed by the person's key */
	int64_t started_at_ms, updated_at_ms;
};
/* 1 and *out (strings are children of ctx), 0: none. */
int store_session_get(struct store *st, void *ctx, int64_t person_id,
		      struct store_session *out) MUST_CHECK;
/* Makes it or replaces it. */
int store_session_put(struct store *st, const struct store_session *s) MUST_CHECK;
/* 1, or 0 if there was none. */
int store_session_end(struct store *st, int64_t person_id) MUST_CHECK;
/* How many there are, by flow, for `show`: calls back until non-zero. */
int store_session_each_flow(struct store *st,
			    int (*cb)(void *arg, const char *flow, int64_t n),
			    void *arg) MUST_CHECK;

/* How many wait at each step of a flow, likewise. */
int store_session_each_step(struct store *st, const char *flow,
			    int (*cb)(void *arg, const char *step, int64_t n),
			    void *arg) MUST_CHECK;

/* Keeps the source under its hash, as used today; nothing is written when that is
 * known.  What no session came to for STORE_REVISION_KEEP_MS goes: no session
 * lives that long (flow/ allows 60 days). */
#define STORE_REVISION_KEEP_MS DAYS_MS(90)
int store_revision_keep(struct store *st, const char *hash, const char *source,
			int64_t now_ms) MUST_CHECK;
/* 1 and the source (child of ctx), 0: none. */
int store_revision_get(struct store *st, void *ctx, const char *hash, char **source) MUST_CHECK;
