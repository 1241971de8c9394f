/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The audit log: who did what about whom, in a way that cannot be quietly edited.
 *
 * Each entry has
 *	link	BLAKE2b over the link before it and all its fields as stored (sealed ones
 *		sealed, so that erasing a person breaks nothing).  Anybody can compute it: it
 *		ties the log to the heads that were sent outside.
 *	mac	keyed BLAKE2b over the link, with the entry's own key.
 * The key moves forward: key n+1 = H(key n), and key n is overwritten once entry n is
 * committed (Bellare and Yee, "Forward-Security in Private-Key Cryptography", 2003; Schneier
 * and Kelsey, "Secure Audit Logs to Support Computer Forensics", 1999).  So whoever takes
 * the machine can write what comes, and cannot rewrite what was.
 *
 * Two files in the keys directory, made with the first entry:
 *	audit.first	the first key, one line, for the recovery kit.  To be taken away: while
 *			it lies here, root can forge the log.  (Not derived from the master key:
 *			that one must be on the machine, and so would be the whole chain.)
 *	audit.key	the next entry's number and key, and the last link.  Written after the
 *			commit; if that was missed (killed), the next start catches up.  It never
 *			runs ahead of the database, so a log that is shorter has been cut.
 *
 * What the start finds wrong is logged, and is itself the next entry ("audit.truncated",
 * "audit.replaced", "audit.newkey"); numbering goes on behind the gap.
 *
 * Limits: what a disk keeps of overwritten blocks (and a copy of audit.key in an image of
 * the machine) holds older keys; entries since then could be forged with them.  The heads
 * outside are for that.
 */
#include "store/store.h"

enum { STORE_AUDIT_WHAT_LEN = 39, STORE_AUDIT_HASH_LEN = 32 };

struct store_audit_entry {
	int64_t seq;			/* out */
	int64_t at_ms;
	char what[STORE_AUDIT_WHAT_LEN + 1];
	int64_t about_id, by_id;	/* ids of people; 0: nobody, or somebody without a row */
	const struct secret *by_name;	/* NULL: none */
	const struct secret *detail;	/* sealed by the key of `about`; NULL: none, or erased */
	bool erased;			/* out: there was a detail; it went with its person */
};
/* Inside a transaction. */
int store_audit_add(struct store *st, struct store_audit_entry *e) MUST_CHECK;
/* The next entry after this number, not before from_ms: 1 (children of ctx), or 0. */
int store_audit_next(struct store *st, void *ctx, int64_t after_seq, int64_t from_ms,
		     struct store_audit_entry *out) MUST_CHECK;

/* The last entry's number and link: 1; 0 while the log is empty. */
struct store_audit_head {
	int64_t seq;
	uint8_t link[STORE_AUDIT_HASH_LEN];
};
int store_audit_head(struct store *st, struct store_audit_head *out) MUST_CHECK;
/* When one was last sent outside; 0: never. */
int store_audit_sent(struct store *st, int64_t *at_ms) MUST_CHECK;
int store_audit_sent_set(struct store *st, int64_t at_ms) MUST_CHECK;

/* --- Verifying ------------------------------------------------------------------------ */
enum store_audit_fault {
	STORE_AUDIT_ALTERED = 1,	/* this entry is not as it was written */
	STORE_AUDIT_REMOVED,		/* entries are missing in the middle */
	STORE_AUDIT_TRUNCATED,		/* the end was cut off */
	STORE_AUDIT_REPLACED,		/* an older copy, or another log, stands in its place */
};
struct store_audit_finding {
	enum store_audit_fault fault;
	int64_t from, to;		/* entries */
	int64_t noted_seq;		/* the program saw it at a start and wrote this entry; 0 */
	const char *why;		/* a sentence */
};
/* A first key, as audit.first holds it: "1:1:<64 hex digits>" (epoch, first entry, key). */
struct store_audit_first {
	int epoch;
	int64_t from;
	uint8_t key[STORE_AUDIT_HASH_LEN];
};
int store_audit_first_parse(const char *text, struct store_audit_first *out) MUST_CHECK;

struct store_audit_check;
/* heads (in any order) were sent outside; firsts: from the recovery kit.  Those that still lie
 * in audit.first are used too.  Both are copied. */
struct store_audit_check *store_audit_check_new(void *ctx, struct store *st,
	const struct store_audit_first *firsts, size_t firsts_len,
	const struct store_audit_head *heads, size_t heads_len);
/* A slice of at most max entries, outside of a transaction: 1 there is more, 0 done. */
int store_audit_check_step(struct store_audit_check *c, int max) MUST_CHECK;
enum { STORE_AUDIT_FINDINGS_MAX = 100 };
struct store_audit_report {
	int64_t entries, last_seq, keyed;	/* keyed: whose mac could be checked */
	size_t heads;				/* that were compared */
	bool first_key_here;			/* audit.first is still on the machine */
	size_t findings_len;
	struct store_audit_finding findings[STORE_AUDIT_FINDINGS_MAX];
	bool more;				/* findings beyond those */
};
const struct store_audit_report *store_audit_check_report(const struct store_audit_check *c);
