/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The audit log's keys: the hash chain, the key that moves forward, and the two
 * files (store_audit.h says why).  Knows no SQL.
 */
#include "store/store_audit.h"

struct audit_pos {			/* what audit.key holds */
	int epoch;
	int64_t next;			/* number of the next entry */
	uint8_t key[STORE_AUDIT_HASH_LEN];	/* its key */
	uint8_t link[STORE_AUDIT_HASH_LEN];	/* of the entry before; zeros at the start */
};

/* key := H(key), n times; the old ones are gone. */
void audit_key_forward(uint8_t key[STORE_AUDIT_HASH_LEN], int64_t n);
/* 1, 0 there is none, or negative: -EUCLEAN it is damaged. */
int audit_key_load(const char *dir, struct audit_pos *out) MUST_CHECK;
int audit_key_save(const char *dir, const struct audit_pos *pos) MUST_CHECK;
/* A new first key for this epoch: appended to audit.first and synced, then audit.key. */
int audit_key_begin(const char *dir, struct audit_pos *pos) MUST_CHECK;
/* What still lies in audit.first; how many. */
int audit_key_firsts(const char *dir, struct store_audit_first *out, int max);

/* One entry as stored. */
struct audit_row {
	int64_t seq, epoch, at_ms, about_id, by_id, key_id;
	const char *what;
	struct view by_name, detail;
};
void audit_body(const struct audit_row *r, uint8_t out[STORE_AUDIT_HASH_LEN]);
void audit_link(const uint8_t before[STORE_AUDIT_HASH_LEN],
		const uint8_t body[STORE_AUDIT_HASH_LEN], uint8_t out[STORE_AUDIT_HASH_LEN]);
void audit_mac(const uint8_t key[STORE_AUDIT_HASH_LEN], const uint8_t link[STORE_AUDIT_HASH_LEN],
	       const uint8_t body[STORE_AUDIT_HASH_LEN], uint8_t out[STORE_AUDIT_HASH_LEN]);
/* Of the end of the log, with the key of the entry that is to come. */
void audit_seal(const uint8_t key[STORE_AUDIT_HASH_LEN], int64_t seq,
		const uint8_t link[STORE_AUDIT_HASH_LEN], uint8_t out[STORE_AUDIT_HASH_LEN]);
