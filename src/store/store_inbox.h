/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Texts that came in.  A row for each message of bearerbox, found by its UUID,
 * so that a redelivery has no second effect: the row is in the same
 * transaction as everything the message caused.  The words of an ordinary text
 * are not here (the family that they belong to keeps them, sealed); only what
 * could not be read, or was parked, is kept raw for a human.
 */
#include "store/store.h"

enum store_inbox_state {
	STORE_INBOX_NEW = 0,		/* accepted, waits for a human (undecodable) */
	STORE_INBOX_DONE = 1,		/* dealt with */
	STORE_INBOX_PARKED = 2,		/* killed the process twice; waits for a human */
};

struct store_inbox {
	int64_t id;
	uint8_t uuid[16];
	enum store_inbox_state state;
	int64_t person_id;		/* 0: not known; also whose key seals raw */
	int64_t received_at_ms;
	const char *why;		/* for NEW and PARKED: a word ("charset", "crash"),
					 * or NULL */
	struct secret *raw;		/* the bytes as they came (NULL: not kept) */
};

/* 1 if a message of this UUID is stored, else 0. */
int store_inbox_known(struct store *st, const uint8_t uuid[16]) MUST_CHECK;
/* Sets m->id.  -EEXIST: it is there already; nothing of it may be done again. */
int store_inbox_add(struct store *st, struct store_inbox *m) MUST_CHECK;
/* A person was found or made for it later in the same step. */
int store_inbox_set_person(struct store *st, int64_t id, int64_t person_id) MUST_CHECK;
/* A human has seen to it: done, raw bytes deleted.  1, or 0 if it was not open. */
int store_inbox_close(struct store *st, int64_t id) MUST_CHECK;

/* Those that wait for a human, after after_id; m and its parts are children of
 * ctx.  1, or 0 when there is none. */
int store_inbox_next_open(struct store *st, void *ctx, int64_t after_id,
			  struct store_inbox *m) MUST_CHECK;
int store_inbox_count_open(struct store *st, int64_t *n) MUST_CHECK;

/* UUIDs are kept for this long to recognise redeliveries (bearerbox sends
 * again what it had when it was down; a week of outage is a long one). */
#define STORE_INBOX_KEEP_MS DAYS_MS(14)
/* Deletes up to max done ones received before before_ms.  How many; fewer
 * than max means: all. */
int store_inbox_prune(struct store *st, int64_t before_ms, int max) MUST_CHECK;

/* --- Long texts (3GPP TS 23.040, 9.2.3.24.1 and .8: reference, total, number) ----- *
 * Each part is acted on at once (scanned, answered when it must be); here it
 * waits for its siblings.  A group is one sender, receiver, reference and
 * total.  When it is whole, or after 30 s (STORE_DUE_PARTS, subject: the
 * group), the caller joins and forgets it in one transaction. */
struct store_part {
	const struct secret *sender;	/* E.164, or what came */
	const char *receiver;		/* our short code */
	int reference;			/* 8 or 16 bits */
	bool wide;			/* 16 bits: a space of its own */
	int total, number;		/* 2..255, 1..total */
	int64_t person_id;		/* whose key seals it */
	int64_t inbox_id;
	int64_t received_at_ms;
	const struct secret *text;	/* decoded UTF-8 */
};
struct store_group {
	int64_t id;
	int64_t person_id;
	int total, have;
	bool duplicate;			/* this part was there already; nothing was added */
	int64_t first_at_ms;
};
/* -EINVAL: total or number out of range. */
int store_part_add(struct store *st, const struct store_part *p, struct store_group *out)
	MUST_CHECK;
/* 1 and *out, or 0 if it is gone. */
int store_group_get(struct store *st, int64_t group_id, struct store_group *out) MUST_CHECK;
/* text[number - 1], children of ctx, NULL where one is missing; a part whose
 * seal does not open counts as missing.  How many there are. */
int store_group_parts(struct store *st, void *ctx, int64_t group_id,
		      struct secret *text[255]) MUST_CHECK;
int store_group_forget(struct store *st, int64_t group_id) MUST_CHECK;
