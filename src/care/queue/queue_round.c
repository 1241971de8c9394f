// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A round of matching, a slice at a time.  What is half done is kept in memory
 * only: each slice arms the next one in its own transaction, so after a crash
 * the row rings and a new round begins.  Offers are made by compare-and-set,
 * so a result that is some turns old can only do too little.
 */
#include "care/queue/queue_int.h"

enum {
	CHUNK = 256,			/* requests read at a time */
	READ_MAX = 4096,		/* requests in a slice: about 10 ms of SQL */
	STEPS = 200 * 1000,
	STEPS_MAX = 5 * 1000 * 1000,
	SMALL = 512,			/* after so few there is time for offers in the
					 * same slice */
	OFFERS_MAX = 40,		/* in a slice: each is some statements and a sealed text */
};

struct queue_round {
	struct queue_round *next;
	struct care *care;
	struct store *store;
	struct match_rules rules;
	struct match_peer *peers;
	struct match *match;
	struct store_request *raw;	/* CHUNK of them, read anew each time */
	struct match_request *chunk;	/* those that are now handed out */
	int chunk_len, chunk_at;
	int64_t rank_ms, id;		/* where the line was read to */
	size_t read;			/* in this slice */
	bool end, calculated, stirred;
	size_t pair_at;
	int error;
};
static struct queue_round *rounds;	/* one a struct care; more than one only in tests */

static int unlink_round(struct queue_round *r)
{
	for (struct queue_round **p = &rounds; *p; p = &(*p)->next)
		if (*p == r) {
			*p = r->next;
			break;
		}
	return 0;
}

static struct queue_round *find_round(const struct care *care)
{
	struct queue_round *r = rounds;

	while (r && r->care != care)
		r = r->next;
	return r;
}

bool queue_round_stirred(const struct care *care)
{
	struct queue_round *r = find_round(care);

	if (r)
		r->stirred = true;
	return r != NULL;
}

/* --- The line, as matching wants it ---------------------------------------------- */

/* Copies wishes and peers to avoid: they must live as long as the round. */
static void convert(struct queue_round *round, const struct store_request *r,
		    struct match_request *out)
{
	struct match_wish *wishes = talloc_array(round->chunk, struct match_wish,
						 r->wishes_len + 1);

	if (!wishes)
		base_oom();
	for (size_t i = 0; i < r->wishes_len; i++)
		wishes[i] = (struct match_wish){ r->wishes[i].attr, r->wishes[i].kind,
						 r->wishes[i].hard };
	*out = (struct match_request){
		.id = r->id, .since_ms = r->since_ms, .last_peer = r->last_peer, .wishes = wishes,
		.wishes_len = r->wishes_len, .tier = r->tier, .kind = r->kind, .age = r->age,
		.newcomer = r->newcomer, .only_last_peer = r->only_last, .needs = r->needs,
		.blocked_len = r->avoid_len,
	};
	if (r->avoid_len)
		out->blocked = talloc_memdup(round->chunk, r->avoid,
					     r->avoid_len * sizeof(r->avoid[0]));
}

static bool read_chunk(struct queue_round *r)
{
	int n;

	if (r->end || r->error)
		return false;
	n = store_request_line(r->store, r->rank_ms, r->id, r->raw, CHUNK);
	if (n < 0) {
		r->error = n;
		return false;
	}
	r->chunk = talloc_array(r, struct match_request, CHUNK);
	if (!r->chunk)
		base_oom();
	for (int i = 0; i < n; i++)
		convert(r, &r->raw[i], &r->chunk[i]);
	r->end = n < CHUNK;
	r->chunk_len = n;
	r->chunk_at = 0;
	if (n) {
		r->rank_ms = r->raw[n - 1].rank_ms;
		r->id = r->raw[n - 1].id;
	}
	return n > 0;
}

static bool next_request(void *arg, const struct match_request **out)
{
	struct queue_round *r = arg;

	if (r->chunk_at == r->chunk_len && !read_chunk(r))
		return false;
	*out = &r->chunk[r->chunk_at++];
	r->read++;
	return true;
}

/* --- Begin, calculate, offer ------------------------------------------------------- */

static int load_peers(struct care_turn *t, struct queue_round *r, size_t *n_out)
{
	struct store_peer_duty *duty;
	int n = store_peers_ready(t->store, r, t->now_ms, &duty, MATCH_PEERS_MAX);

	if (n < 0)
		return n;
	r->peers = talloc_zero_array(r, struct match_peer, n ? n : 1);
	if (!r->peers)
		base_oom();
	for (int i = 0; i < n; i++)
		r->peers[i] = (struct match_peer){
			.id = duty[i].person_id, .attrs = duty[i].attrs,
			.attrs_len = duty[i].attrs_len, .free = 1, .busy = duty[i].busy,
			.today = duty[i].today, .kinds = duty[i].kinds, .trained = true,
			.training = duty[i].training,
		};
	*n_out = n;
	return 0;
}

/* 1 and *out; 0: nobody is ready, there is nothing to calculate. */
static int begin(struct care_turn *t, struct queue_round **out)
{
	struct queue_round *r = talloc_zero(t->care, struct queue_round);
	struct err err;
	size_t n;
	int rc;

	if (!r)
		base_oom();
	r->care = t->care;
	r->store = t->store;
	r->rules = queue_rules(t);
	r->rank_ms = INT64_MIN;
	rc = load_peers(t, r, &n);
	if (rc < 0 || !n) {
		talloc_free(r);
		return rc;
	}
	r->match = match_begin(r, &r->rules, r->peers, n, &err);
	if (!r->match) {
		LOGP(DCARE, LOGL_ERROR, "A round of matching cannot be calculated: %s\n", err.text);
		talloc_free(r);
		return 0;
	}
	r->raw = talloc_array(r, struct store_request, CHUNK);
	if (!r->raw)
		base_oom();
	match_from(r->match, next_request, r);
	r->next = rounds;
	rounds = r;
	talloc_set_destructor(r, unlink_round);
	*out = r;
	return 1;
}

static void calculate(struct queue_round *r)
{
	int64_t until = match_stats(r->match)->steps + STEPS_MAX;

	r->read = 0;
	while (!r->calculated && r->read < READ_MAX && match_stats(r->match)->steps < until)
		r->calculated = match_slice(r->match, STEPS);
}

/* 1: all offers are made. */
static int make_offers(struct care_turn *t, struct queue_round *r)
{
	size_t n;
	const struct match_pair *pairs = match_result(r->match, &n);

	for (int k = 0; r->pair_at < n && k < OFFERS_MAX; k++, r->pair_at++) {
		const struct match_pair *p = &pairs[r->pair_at];
		int rc = queue_offer(t, p->request->id, p->peer->id, p->points);

		if (rc < 0)
			return rc;
	}
	return r->pair_at == n;
}

int care_queue_due_match(struct care_turn *t, int64_t subject_id, int64_t arg)
{
	struct queue_round *r = find_round(t->care);
	int rc = r ? 1 : begin(t, &r);
	bool stirred;

	if (rc != 1)
		return rc;
	rc = 0;
	if (!r->calculated)
		calculate(r);
	if (r->error)
		rc = r->error;
	else if (r->calculated && r->read < SMALL)
		rc = make_offers(t, r);
	r->read = 0;
	if (!rc)
		return store_due_arm(t->store, STORE_DUE_MATCH, QUEUE_THE_LINE, t->now_ms, 0);
	/* done; or failed: then this row is postponed and a new round begins */
	stirred = r->stirred;
	talloc_free(r);
	if (rc == 1 && stirred)
		return care_queue_stir(t);
	return rc < 0 ? rc : 0;
}
