// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Posting lists as bits: for each attribute the set of peers who have it, so
 * that hard wishes are a few ANDs and ORs a request, however many wait.
 */
#include <stdlib.h>

#include "care/match/match_int.h"

static int cmp_id(const void *x, const void *y)
{
	const struct match_by_id *a = x, *b = y;

	return (a->id > b->id) - (a->id < b->id);
}

static inline void set_bit(uint64_t *set, size_t i)
{
	set[i / 64] |= UINT64_C(1) << (i % 64);
}

static int number_postings(struct match_index *ix, struct err *err)
{
	for (size_t i = 0; i < ix->peers_len; i++) {
		const struct match_peer *p = &ix->peers[i];

		for (size_t k = 0; k < p->attrs_len; k++) {
			if (!p->attrs[k])
				return err_set(err, ERANGE, "attribute 0 of a peer");
			if (!ix->posting_of[p->attrs[k]])
				ix->posting_of[p->attrs[k]] = ix->postings_len++;
		}
	}
	return 0;
}

int match_index_build(struct match_index *ix, void *ctx, const struct match_peer *peers,
		      size_t len, struct err *err)
{
	int rc;

	*ix = (struct match_index){ .peers = peers, .peers_len = len, .postings_len = 1,
				    .words = (len + 63) / 64 + !len };
	ix->posting_of = talloc_zero_array(ctx, uint16_t, MATCH_ATTRS_MAX + 1);
	if (!ix->posting_of)
		base_oom();
	rc = number_postings(ix, err);
	if (rc < 0)
		return rc;
	ix->postings = talloc_zero_array(ctx, uint64_t, ix->postings_len * ix->words);
	ix->by_id = talloc_array(ctx, struct match_by_id, len ? len : 1);
	if (!ix->postings || !ix->by_id)
		base_oom();
	for (int k = 0; k < MATCH_KINDS; k++) {
		ix->by_kind[k] = talloc_zero_array(ctx, uint64_t, ix->words);
		if (!ix->by_kind[k])
			base_oom();
	}
	for (size_t i = 0; i < len; i++) {
		const struct match_peer *p = &peers[i];

		ix->by_id[i] = (struct match_by_id){ p->id, i };
		for (size_t k = 0; k < p->attrs_len; k++)
			set_bit(&ix->postings[ix->posting_of[p->attrs[k]] * ix->words], i);
		for (int k = 0; k < MATCH_KINDS; k++)
			if (p->trained && p->free && (p->kinds & (1 << k)))
				set_bit(ix->by_kind[k], i);
	}
	qsort(ix->by_id, len, sizeof(ix->by_id[0]), cmp_id);
	return 0;
}

long match_index_find(const struct match_index *ix, int64_t id)
{
	size_t lo = 0, hi = ix->peers_len;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (ix->by_id[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < ix->peers_len && ix->by_id[lo].id == id ? (long)ix->by_id[lo].at : -1;
}

const uint64_t *match_index_posting(const struct match_index *ix, uint16_t attr)
{
	return &ix->postings[ix->posting_of[attr] * ix->words];
}

/* out &= (any of the hard wishes of this kind) */
static void and_kind(const struct match_index *ix, const struct match_request *r, int kind,
		     uint64_t *out)
{
	const uint64_t *any[MATCH_WISHES_MAX];
	size_t any_len = 0;

	for (size_t k = 0; k < r->wishes_len; k++)
		if (r->wishes[k].hard && r->wishes[k].kind == kind)
			any[any_len++] = match_index_posting(ix, r->wishes[k].attr);
	for (size_t w = 0; any_len && w < ix->words; w++) {
		uint64_t have = 0;

		for (size_t k = 0; k < any_len; k++)
			have |= any[k][w];
		out[w] &= have;
	}
}

static void only_peer(const struct match_index *ix, long at, uint64_t *out)
{
	for (size_t w = 0; w < ix->words; w++)
		out[w] &= at >= 0 && w == (size_t)at / 64 ? UINT64_C(1) << (at % 64) : 0;
}

static void drop_untrained(const struct match_index *ix, uint32_t needs, uint64_t *out)
{
	for (size_t i = 0; i < ix->peers_len; i++)
		if ((ix->peers[i].training & needs) != needs)
			out[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

bool match_index_candidates(const struct match_index *ix, const struct match_request *r,
			    const uint64_t *alive, uint64_t *out)
{
	uint32_t kinds = 0;
	uint64_t any = 0;

	for (size_t w = 0; w < ix->words; w++)
		out[w] = ix->by_kind[r->kind][w] & alive[w];
	for (size_t k = 0; k < r->wishes_len; k++)
		if (r->wishes[k].hard)
			kinds |= 1u << r->wishes[k].kind;
	for (int kind = 0; kind < MATCH_ATTR_KINDS; kind++)
		if (kinds & (1u << kind))
			and_kind(ix, r, kind, out);
	if (r->only_last_peer)
		only_peer(ix, match_index_find(ix, r->last_peer), out);
	if (r->needs)
		drop_untrained(ix, r->needs, out);
	for (size_t k = 0; k < r->blocked_len; k++) {
		long at = match_index_find(ix, r->blocked[k]);

		if (at >= 0)
			out[at / 64] &= ~(UINT64_C(1) << (at % 64));
	}
	for (size_t w = 0; w < ix->words; w++)
		any |= out[w];
	return any;
}
