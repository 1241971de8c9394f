// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Verifying the audit log, some entries at a time.
 *
 * The links alone find a hand that does not know how they are made; the keys one that
 * does; the number in audit.key and the heads outside find what is not there any more.
 * A cut end and an older copy look alike in the entries.  audit_end tells them apart: it is
 * sealed by the key of the next entry, so a matching one for an earlier end can only be
 * old, never made.
 */
#include "store/store_audit.h"

#include <sodium.h>
#include <stdlib.h>

#include "store/audit_chain.h"

#define HASH STORE_AUDIT_HASH_LEN
enum { FIRSTS_MAX = 32, AHEAD_MAX = 100000 };

struct store_audit_check {
	struct store *st;
	struct store_audit_report report;
	struct store_audit_first firsts[FIRSTS_MAX];
	size_t firsts_len;
	struct store_audit_head *heads;
	size_t heads_len, heads_at;
	int64_t seq;			/* the last row that was read */
	uint8_t link[HASH];
	int64_t epoch;			/* of the key below; 0: no key */
	int64_t key_seq;
	uint8_t key[HASH];
	int64_t wrong_from, wrong_to;	/* a run of entries whose mac is wrong and whose link
					 * is right */
};

static int check_free(struct store_audit_check *c)
{
	sodium_memzero(c->key, sizeof(c->key));
	sodium_memzero(c->firsts, sizeof(c->firsts));
	return 0;
}

static int by_seq(const void *a, const void *b)
{
	const struct store_audit_head *x = a, *y = b;

	return (x->seq > y->seq) - (x->seq < y->seq);
}

struct store_audit_check *store_audit_check_new(void *ctx, struct store *st,
	const struct store_audit_first *firsts, size_t firsts_len,
	const struct store_audit_head *heads, size_t heads_len)
{
	struct store_audit_check *c = talloc_zero(ctx, struct store_audit_check);
	size_t i;
	int n;

	if (!c)
		base_oom();
	talloc_set_destructor(c, check_free);
	c->st = st;
	for (i = 0; i < firsts_len && c->firsts_len < FIRSTS_MAX / 2; i++)
		c->firsts[c->firsts_len++] = firsts[i];
	n = audit_key_firsts(audit_chain_dir(st), &c->firsts[c->firsts_len], FIRSTS_MAX / 2);
	c->report.first_key_here = n > 0;
	c->firsts_len += (size_t)n;
	if (heads_len)
		c->heads = talloc_memdup(c, heads, heads_len * sizeof(*heads));
	if (heads_len && !c->heads)
		base_oom();
	c->heads_len = heads_len;
	if (heads_len)
		qsort(c->heads, heads_len, sizeof(*heads), by_seq);
	return c;
}

static void found(struct store_audit_check *c, enum store_audit_fault fault, int64_t from,
		  int64_t to, const char *why)
{
	struct store_audit_report *r = &c->report;

	if (r->findings_len == STORE_AUDIT_FINDINGS_MAX) {
		r->more = true;
		return;
	}
	r->findings[r->findings_len++] = (struct store_audit_finding){
		.fault = fault, .from = from, .to = to, .why = why };
}

static void found_noted(struct store_audit_check *c, enum store_audit_fault fault, int64_t from,
			int64_t to, int64_t noted_seq)
{
	size_t before = c->report.findings_len;

	found(c, fault, from, to, "a start of the program saw it and wrote so into the log");
	if (c->report.findings_len > before)
		c->report.findings[before].noted_seq = noted_seq;
}

/* --- Keys ------------------------------------------------------------------------- */

static bool key_at(struct store_audit_check *c, int64_t epoch, int64_t seq)
{
	size_t i;

	if (c->epoch != epoch || c->key_seq > seq) {
		c->epoch = 0;
		/* the newest line of an epoch is the last */
		for (i = 0; i < c->firsts_len; i++) {
			if (c->firsts[i].epoch != epoch || c->firsts[i].from > seq)
				continue;
			c->epoch = epoch;
			c->key_seq = c->firsts[i].from;
			memcpy(c->key, c->firsts[i].key, HASH);
			break;
		}
	}
	if (c->epoch != epoch || seq - c->key_seq > AHEAD_MAX)
		return false;
	audit_key_forward(c->key, seq - c->key_seq);
	c->key_seq = seq;
	return true;
}

/* Links that fit and keys that do not: written by somebody who had no key. */
static void wrong_flush(struct store_audit_check *c, bool at_end)
{
	bool all = at_end || c->wrong_to > c->wrong_from;

	if (c->wrong_from)
		found(c, all ? STORE_AUDIT_REPLACED : STORE_AUDIT_ALTERED, c->wrong_from,
		      c->wrong_to,
		      "written without the key of that time, or this is not its first key");
	c->wrong_from = 0;
}

/* --- One entry ---------------------------------------------------------------------- */

static void gap(struct store_audit_check *c, const struct audit_stored *r, bool fits)
{
	int64_t from = c->seq + 1, to = r->row.seq - 1;
	enum store_audit_fault noted = strcmp(r->what, "audit.truncated") == 0 ?
				       STORE_AUDIT_TRUNCATED :
				       strcmp(r->what, "audit.replaced") == 0 ?
				       STORE_AUDIT_REPLACED : 0;

	if (noted && fits)
		found_noted(c, noted, from, to < from ? from : to, r->row.seq);
	else if (to >= from)
		found(c, STORE_AUDIT_REMOVED, from, to, "these numbers are not there");
}

static void head_compare(struct store_audit_check *c, const struct audit_stored *r)
{
	for (; c->heads_at < c->heads_len && c->heads[c->heads_at].seq <= r->row.seq;
	     c->heads_at++) {
		const struct store_audit_head *h = &c->heads[c->heads_at];

		c->report.heads++;
		if (h->seq == r->row.seq && memcmp(h->link, r->link, HASH) != 0)
			found(c, STORE_AUDIT_REPLACED, h->seq, h->seq,
			      "it is not the entry whose head was sent outside");
	}
}

static void row_check(struct store_audit_check *c, const struct audit_stored *r)
{
	bool hole = r->row.seq != c->seq + 1, link_ok, mac_ok = true;
	uint8_t link[HASH], mac[HASH];

	audit_link(c->link, r->body, link);
	link_ok = memcmp(link, r->link, HASH) == 0;
	if (key_at(c, r->row.epoch, r->row.seq)) {
		c->report.keyed++;
		audit_mac(c->key, r->link, r->body, mac);
		mac_ok = memcmp(mac, r->mac, HASH) == 0;
	}
	gap(c, r, link_ok && mac_ok);
	if (!link_ok && !hole) {
		wrong_flush(c, false);
		found(c, STORE_AUDIT_ALTERED, r->row.seq, r->row.seq,
		      "it does not fit to its link");
	} else if (!mac_ok) {
		c->wrong_to = r->row.seq;
		c->wrong_from = c->wrong_from ? c->wrong_from : r->row.seq;
	} else {
		wrong_flush(c, false);
	}
	head_compare(c, r);
	c->report.entries++;
	c->seq = r->row.seq;
	memcpy(c->link, r->link, HASH);
}

/* --- The end ----------------------------------------------------------------------------- */

/* The seal is right for this earlier end: it was made then, so it is an old copy.  Without
 * the first key we can only say that it looks so. */
static bool end_is_old(struct store_audit_check *c, const struct audit_end *end)
{
	uint8_t key[HASH], seal[HASH];
	bool ok;

	if (!c->seq || end->seq != c->seq || memcmp(end->link, c->link, HASH) != 0)
		return false;
	if (!c->epoch || c->key_seq != c->seq)
		return true;
	memcpy(key, c->key, HASH);
	audit_key_forward(key, 1);
	audit_seal(key, end->seq, end->link, seal);
	ok = memcmp(seal, end->seal, HASH) == 0;
	sodium_memzero(key, sizeof(key));
	return ok;
}

static int end_check(struct store_audit_check *c)
{
	const struct audit_pos *pos = audit_chain_pos(c->st);
	struct audit_end end = { 0 };
	int64_t should = pos ? pos->next - 1 : 0;
	int rc = audit_chain_end(c->st, &end);
	bool old = rc == 1 && end_is_old(c, &end);

	if (rc < 0)
		return rc;
	for (; c->heads_at < c->heads_len; c->heads_at++, c->report.heads++)
		if (c->heads[c->heads_at].seq > should)
			should = c->heads[c->heads_at].seq;
	if (should <= c->seq && end.seq > c->seq)
		should = end.seq;
	if (should > c->seq)
		found(c, old ? STORE_AUDIT_REPLACED : STORE_AUDIT_TRUNCATED, c->seq + 1, should,
		      old ? "an older copy of the whole log stands here" :
			    "the end was cut off: so far the log had gone");
	else if (pos && pos->next == c->seq + 1 && c->seq && memcmp(pos->link, c->link, HASH) != 0)
		found(c, STORE_AUDIT_REPLACED, c->seq, c->seq,
		      "its last entry is not the one that was written last");
	else if (pos && pos->next <= c->seq)
		found(c, STORE_AUDIT_REPLACED, pos->next, c->seq,
		      "this program never wrote entries with these numbers");
	return 0;
}

int store_audit_check_step(struct store_audit_check *c, int max)
{
	struct audit_stored r;
	int rc = 1;

	while (max-- > 0 && (rc = audit_chain_row(c->st, c->seq, &r)) == 1)
		row_check(c, &r);
	if (rc != 0)
		return rc;
	wrong_flush(c, true);
	c->report.last_seq = c->seq;
	return end_check(c);
}

const struct store_audit_report *store_audit_check_report(const struct store_audit_check *c)
{
	return &c->report;
}
