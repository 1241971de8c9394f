// SPDX-License-Identifier: AGPL-3.0-or-later
/* The audit log: writing and reading (store_audit.h). */
#define STORE_FAMILY STORE_FAMILY_audit
#include "store/store_priv.h"
#include "store/audit_chain.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

#define HASH STORE_AUDIT_HASH_LEN

/* Further ahead of the key no honest log is: then a new chain begins. */
enum { AHEAD_MAX = 100000 };

enum { AUDIT_ADD, AUDIT_LAST, AUDIT_NEXT, AUDIT_ROW, AUDIT_END_SET, AUDIT_END_GET };
#define COLUMNS "seq, epoch, at_ms, what, about_id, by_id, key_id, by_name, detail, link, mac"
static const char *const sql[] = {
	[AUDIT_ADD] = "INSERT INTO audit_entry (" COLUMNS ") VALUES ($seq, $epoch, $at, $what,"
		" $about, $by, $key, $name, $detail, $link, $mac)",
	[AUDIT_LAST] = "SELECT seq, link FROM audit_entry ORDER BY seq DESC LIMIT 1",
	[AUDIT_NEXT] = "SELECT " COLUMNS " FROM audit_entry WHERE seq > $after AND at_ms >= $from"
		" ORDER BY seq LIMIT 1",
	[AUDIT_ROW] = "SELECT " COLUMNS " FROM audit_entry WHERE seq > $after ORDER BY seq LIMIT 1",
	[AUDIT_END_SET] = "INSERT INTO audit_end (one, seq, link, seal) VALUES (1, $seq, $link,"
		" $seal) ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, link = excluded.link,"
		" seal = excluded.seal",
	[AUDIT_END_GET] = "SELECT seq, link, seal FROM audit_end",
};

struct store_audit_chain {
	struct store *st;
	const char *dir;		/* of the keys */
	struct audit_pos pos;		/* of the next entry; as committed */
	bool begun;			/* pos is there */
	bool broken;			/* audit.key was there, but is not to be used */
	enum store_audit_fault seen;	/* by the start, not yet an entry; 0: nothing */
	int64_t last_seq;		/* in this transaction */
	uint8_t last_link[HASH];
	bool added, lost_count;		/* lost_count: a savepoint was rolled back meanwhile */
};

const struct audit_pos *audit_chain_pos(struct store *st)
{
	struct store_audit_chain *c = st->audit;

	return c->begun ? &c->pos : NULL;
}

const char *audit_chain_dir(struct store *st)
{
	return st->audit->dir;
}

/* --- The end of a transaction ----------------------------------------------------------- */

/* The key of what is committed is overwritten.  If that is missed, the next start does it;
 * if a savepoint took entries back, the next transaction does. */
static void ended(void *arg, enum store_end end)
{
	struct store_audit_chain *c = arg;

	if (end == STORE_SAVEPOINT_ROLLED_BACK) {
		c->lost_count = c->added;
		return;
	}
	if (end == STORE_COMMITTED && c->added && !c->lost_count) {
		audit_key_forward(c->pos.key, c->last_seq + 1 - c->pos.next);
		c->pos.next = c->last_seq + 1;
		memcpy(c->pos.link, c->last_link, HASH);
		c->seen = 0;
		if (audit_key_save(c->dir, &c->pos) < 0)
			LOGP(DSTORE, LOGL_ERROR, "audit.key cannot be written: entries since the "
			     "last time that it could are not protected by a key that is gone\n");
	}
	c->added = c->lost_count = false;
}

/* --- Rows ---------------------------------------------------------------------------------- */

static int last_row(struct store *st, int64_t *seq, uint8_t link[HASH])
{
	struct query *q = query(st, AUDIT_LAST);
	int rc = q_row(q);

	*seq = 0;
	memset(link, 0, HASH);
	if (rc != 1)
		return rc;
	*seq = q_col_int(q, 0);
	memcpy(link, q_col_view(q, 1).data, HASH);
	q_done(q);
	return 1;
}

static void row_read(struct query *q, struct audit_stored *out)
{
	out->row = (struct audit_row){
		.seq = q_col_int(q, 0), .epoch = q_col_int(q, 1), .at_ms = q_col_int(q, 2),
		.what = q_col_text(q, 3), .about_id = q_col_int(q, 4), .by_id = q_col_int(q, 5),
		.key_id = q_col_int(q, 6), .by_name = q_col_view(q, 7), .detail = q_col_view(q, 8),
	};
	if (q_col_null(q, 7))
		out->row.by_name.data = NULL;
	if (q_col_null(q, 8))
		out->row.detail.data = NULL;
	audit_body(&out->row, out->body);
	memcpy(out->link, q_col_view(q, 9).data, HASH);
	memcpy(out->mac, q_col_view(q, 10).data, HASH);
	snprintf(out->what, sizeof(out->what), "%s", out->row.what);
	out->row.what = out->what;
	out->row.by_name = out->row.detail = (struct view){ NULL, 0 };
}

int audit_chain_row(struct store *st, int64_t after, struct audit_stored *out)
{
	struct query *q = query(st, AUDIT_ROW);
	int rc;

	q_int(q, "$after", after);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	row_read(q, out);
	q_done(q);
	return 1;
}

int audit_chain_end(struct store *st, struct audit_end *out)
{
	struct query *q = query(st, AUDIT_END_GET);
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	out->seq = q_col_int(q, 0);
	rc = q_col_view(q, 1).len == HASH && q_col_view(q, 2).len == HASH;
	if (rc) {
		memcpy(out->link, q_col_view(q, 1).data, HASH);
		memcpy(out->seal, q_col_view(q, 2).data, HASH);
	}
	q_done(q);
	return rc;
}

/* --- Adding --------------------------------------------------------------------------------- */

static int row_add(struct store *st, struct query *q, struct audit_row *r,
		   const uint8_t key[HASH], const uint8_t before[HASH])
{
	struct store_audit_chain *c = st->audit;
	uint8_t body[HASH], mac[HASH];
	int rc;

	audit_body(r, body);
	audit_link(before, body, c->last_link);
	audit_mac(key, c->last_link, body, mac);
	q_int(q, "$seq", r->seq);
	q_int(q, "$epoch", r->epoch);
	q_int(q, "$at", r->at_ms);
	q_text(q, "$what", r->what);
	q_int(q, "$about", r->about_id);
	q_int(q, "$by", r->by_id);
	q_int(q, "$key", r->key_id);
	if (r->by_name.data)
		q_blob(q, "$name", r->by_name.data, r->by_name.len);
	if (r->detail.data)
		q_blob(q, "$detail", r->detail.data, r->detail.len);
	q_blob(q, "$link", c->last_link, HASH);
	q_blob(q, "$mac", mac, HASH);
	rc = q_run(q);
	c->last_seq = r->seq;
	c->added = true;
	return rc < 0 ? rc : 0;
}

static int end_set(struct store *st, const uint8_t next_key[HASH])
{
	struct store_audit_chain *c = st->audit;
	struct query *q = query(st, AUDIT_END_SET);
	uint8_t seal[HASH];

	audit_seal(next_key, c->last_seq, c->last_link, seal);
	q_int(q, "$seq", c->last_seq);
	q_blob(q, "$link", c->last_link, HASH);
	q_blob(q, "$seal", seal, HASH);
	return q_do(q);
}

/* Sealed now: the hash is over what is stored. */
static int seal_into(struct store *st, void *ctx, struct store_place place,
		     const struct secret *value, struct view *out)
{
	int rc;

	if (!value)
		return 0;
	rc = store_seal(st, ctx, place,
			(struct view){ (const uint8_t *)secret_reveal(value), secret_len(value) },
			out);
	return rc == -ENOKEY ? 0 : rc;	/* erased: nothing about them is kept */
}

static int entry_add(struct store *st, struct store_audit_entry *e, int64_t seq,
		     const uint8_t before[HASH])
{
	struct store_audit_chain *c = st->audit;
	void *ctx = talloc_new(NULL);
	struct audit_row r = {
		.seq = seq, .epoch = c->pos.epoch, .at_ms = e->at_ms, .what = e->what,
		.about_id = e->about_id, .by_id = e->by_id, .key_id = e->about_id,
	};
	uint8_t key[HASH];
	int rc;

	if (!ctx)
		base_oom();
	memcpy(key, c->pos.key, HASH);
	audit_key_forward(key, seq - c->pos.next);
	rc = seal_into(st, ctx, (struct store_place){ "audit_entry.by_name", seq, STORE_SERVICE },
		       e->by_name, &r.by_name);
	if (rc == 0)
		rc = seal_into(st, ctx, (struct store_place){ "audit_entry.detail", seq, r.key_id },
			       e->detail, &r.detail);
	if (rc == 0)
		rc = row_add(st, query(st, AUDIT_ADD), &r, key, before);
	audit_key_forward(key, 1);
	if (rc == 0)
		rc = end_set(st, key);
	sodium_memzero(key, sizeof(key));
	talloc_free(ctx);
	e->seq = seq;
	return rc;
}

/* The first entry of all, or audit.key is gone while there is a log. */
static int chain_begin(struct store *st, int64_t last_seq, const uint8_t link[HASH])
{
	struct store_audit_chain *c = st->audit;
	struct audit_stored last;
	int rc = last_seq ? audit_chain_row(st, last_seq - 1, &last) : 0;

	if (rc < 0)
		return rc;
	c->pos.epoch = rc == 1 ? (int)last.row.epoch + 1 : c->broken ? 2 : 1;
	c->pos.next = last_seq + 1;
	memcpy(c->pos.link, link, HASH);
	rc = audit_key_begin(c->dir, &c->pos);
	if (rc < 0)
		return rc;
	c->begun = true;
	return 0;
}

static int note_add(struct store *st, const char *what, int64_t seq, int64_t at_ms,
		    const uint8_t before[HASH])
{
	struct store_audit_entry e = { .at_ms = at_ms };

	snprintf(e.what, sizeof(e.what), "%s", what);
	return entry_add(st, &e, seq, before);
}

int store_audit_add(struct store *st, struct store_audit_entry *e)
{
	struct store_audit_chain *c = st->audit;
	uint8_t link[HASH];
	const char *note = c->seen == STORE_AUDIT_TRUNCATED ? "audit.truncated" :
			   c->seen == STORE_AUDIT_REPLACED ? "audit.replaced" : NULL;
	int64_t seq;
	int rc = last_row(st, &seq, link);

	MUST(st->in_tx);
	if (rc >= 0 && (!c->begun || seq - c->pos.next > AHEAD_MAX)) {
		rc = chain_begin(st, seq, link);
		note = !note && (seq || c->broken) ? "audit.newkey" : note;
	}
	if (rc < 0)
		return rc;
	/* Never a number twice: whoever has cut the log leaves a hole. */
	seq = seq + 1 > c->pos.next ? seq + 1 : c->pos.next;
	if (note && !c->added) {
		rc = note_add(st, note, seq++, e->at_ms, link);
		memcpy(link, c->last_link, HASH);
	}
	return rc < 0 ? rc : entry_add(st, e, seq, link);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static int unseal(struct query *q, int col, void *ctx, struct store_place place,
		  const struct secret **out, bool *erased)
{
	struct secret *s = NULL;
	int rc = q_col_unseal(q, col, ctx, place, &s);

	if (rc == -ENOKEY || rc == -EBADMSG) {	/* altered: verifying says so */
		*erased = true;
		rc = 0;
	}
	*out = s;
	return rc;
}

int store_audit_next(struct store *st, void *ctx, int64_t after_seq, int64_t from_ms,
		     struct store_audit_entry *out)
{
	struct query *q = query(st, AUDIT_NEXT);
	int rc;

	q_int(q, "$after", after_seq);
	q_int(q, "$from", from_ms);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	*out = (struct store_audit_entry){
		.seq = q_col_int(q, 0), .at_ms = q_col_int(q, 2),
		.about_id = q_col_int(q, 4), .by_id = q_col_int(q, 5),
	};
	snprintf(out->what, sizeof(out->what), "%s", q_col_text(q, 3));
	rc = unseal(q, 7, ctx,
		    (struct store_place){ "audit_entry.by_name", out->seq, STORE_SERVICE },
		    &out->by_name, &out->erased);
	if (rc == 0)
		rc = unseal(q, 8, ctx, (struct store_place){ "audit_entry.detail", out->seq,
							     q_col_int(q, 6) },
			    &out->detail, &out->erased);
	q_done(q);
	return rc < 0 ? rc : 1;
}

int store_audit_head(struct store *st, struct store_audit_head *out)
{
	return last_row(st, &out->seq, out->link);
}

int store_audit_sent(struct store *st, int64_t *at_ms)
{
	*at_ms = 0;
	return store_meta_get_int(st, "audit_sent_ms", at_ms);
}

int store_audit_sent_set(struct store *st, int64_t at_ms)
{
	return store_meta_set_int(st, "audit_sent_ms", at_ms);
}

/* --- Opening -------------------------------------------------------------- */

/* Entries that were committed, and the process died before the key moved on. */
static int catch_up(struct store_audit_chain *c)
{
	struct audit_stored r;
	uint8_t mac[HASH], link[HASH];
	int rc;

	while ((rc = audit_chain_row(c->st, c->pos.next - 1, &r)) == 1) {
		audit_link(c->pos.link, r.body, link);
		audit_mac(c->pos.key, link, r.body, mac);
		if (r.row.seq != c->pos.next || memcmp(link, r.link, HASH) != 0 ||
		    memcmp(mac, r.mac, HASH) != 0) {
			c->seen = STORE_AUDIT_REPLACED;
			return 0;
		}
		audit_key_forward(c->pos.key, 1);
		c->pos.next++;
		memcpy(c->pos.link, link, HASH);
	}
	return rc;
}

/* How the end of the log fits to the key; what it says is an entry from then on. */
static int compare(struct store_audit_chain *c)
{
	struct audit_stored at;
	struct audit_end end = { 0 };
	uint8_t link[HASH];
	int64_t last;
	int rc = last_row(c->st, &last, link);

	if (rc >= 0 && last + 1 < c->pos.next) {
		rc = audit_chain_end(c->st, &end);
		c->seen = rc == 1 && last && end.seq == last && memcmp(end.link, link, HASH) == 0 ?
			  STORE_AUDIT_REPLACED : STORE_AUDIT_TRUNCATED;
		return rc;
	}
	if (rc < 0 || c->pos.next == 1)
		return rc < 0 ? rc : catch_up(c);
	rc = audit_chain_row(c->st, c->pos.next - 2, &at);
	if (rc == 1 && at.row.seq == c->pos.next - 1 && memcmp(at.link, c->pos.link, HASH) == 0)
		return catch_up(c);
	c->seen = STORE_AUDIT_REPLACED;
	return rc;
}

static int audit_opened(struct store *st, struct err *err)
{
	struct store_audit_chain *c = talloc_zero(st, struct store_audit_chain);
	int64_t next;
	int rc;

	if (!c)
		base_oom();
	c->st = st;
	c->dir = st->options.keys_dir ? st->options.keys_dir
				      : talloc_asprintf(c, "%s/keys", st->options.dir);
	st->audit = c;
	if (!c->dir || !store_watch_new(c, st, ended, c))
		base_oom();
	rc = audit_key_load(c->dir, &c->pos);
	c->begun = rc == 1;
	c->broken = rc < 0;
	if (rc < 0)
		LOGP(DSTORE, LOGL_ERROR, "audit.key cannot be read (%s): the audit log begins a "
		     "new chain\n", strerror(-rc));
	next = c->pos.next;
	rc = c->begun ? compare(c) : 0;
	if (rc < 0)
		return err_set(err, -rc, "the audit log cannot be read");
	if (c->seen)
		LOGP(DSTORE, LOGL_ERROR, "The audit log is not as it was left: %s. Run: "
		     "warmlinectl audit verify\n",
		     c->seen == STORE_AUDIT_TRUNCATED ? "its end was cut off" :
		     "an older copy or another log is in its place");
	else if (c->begun && c->pos.next != next && audit_key_save(c->dir, &c->pos) < 0)
		LOGP(DSTORE, LOGL_ERROR, "audit.key cannot be written\n");
	return 0;
}

const struct store_family store_family_audit = {
	.name = "audit", .sql = sql, .sql_len = ARRAY_LEN(sql), .opened = audit_opened,
};
