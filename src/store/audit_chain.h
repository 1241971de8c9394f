/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Between store_audit.c (rows) and store_audit_check.c (verifying). */
#include "store/audit_key.h"

struct audit_stored {
	struct audit_row row;		/* without the sealed fields: they are in body */
	char what[STORE_AUDIT_WHAT_LEN + 1];
	uint8_t body[STORE_AUDIT_HASH_LEN], link[STORE_AUDIT_HASH_LEN], mac[STORE_AUDIT_HASH_LEN];
};
struct audit_end {
	int64_t seq;
	uint8_t link[STORE_AUDIT_HASH_LEN], seal[STORE_AUDIT_HASH_LEN];
};
/* The first row after this number: 1, 0. */
int audit_chain_row(struct store *st, int64_t after, struct audit_stored *out) MUST_CHECK;
int audit_chain_end(struct store *st, struct audit_end *out) MUST_CHECK;
/* NULL: no entry yet, or audit.key is gone. */
const struct audit_pos *audit_chain_pos(struct store *st);
const char *audit_chain_dir(struct store *st);
