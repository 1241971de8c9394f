// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Danger spread over several texts: "i want to" / "kill myself".  The last five
 * of ten minutes are scanned together with the new one; only what reaches from
 * an earlier text into the new one counts, for all else was heard in its turn.
 */
#include "care/safety/safety_int.h"

#include <sodium.h>
#include "store/store_due.h"

enum { PRUNE_SLICE = 500 };

COUNTER(count_joined, "safety.slidingjoin", "Hits that only several texts together showed.");

struct window {
	char buf[LEXICON_WINDOW];
	size_t len, newest;	/* where the new text begins */
};

/* The newest is kept whole (to its last bytes), the oldest go first. */
static void window_fill(struct window *w, struct secret *const *earlier, int n,
			const struct secret *text)
{
	size_t room, len = secret_len(text), sep = strlen(LEXICON_JOIN);
	int i, first = n;

	room = len + sep < sizeof(w->buf) ? sizeof(w->buf) - len - sep : 0;
	for (; first > 0 && secret_len(earlier[first - 1]) + sep <= room; first--)
		room -= secret_len(earlier[first - 1]) + sep;
	w->len = 0;
	for (i = first; i < n; i++) {
		memcpy(w->buf + w->len, secret_reveal(earlier[i]), secret_len(earlier[i]));
		w->len += secret_len(earlier[i]);
		memcpy(w->buf + w->len, LEXICON_JOIN, sep);
		w->len += sep;
	}
	w->newest = w->len;
	if (len > sizeof(w->buf) - w->len)
		len = sizeof(w->buf) - w->len;
	memcpy(w->buf + w->len, secret_reveal(text), len);
	w->len += len;
}

/* What is told of the join is not where in the text it stands. */
static void keep_crossing(struct lexicon_result *r, size_t newest)
{
	struct lexicon_result only = { .tier = LEX_NONE };
	size_t i;

	for (i = 0; i < r->hits_len; i++) {
		struct lexicon_hit hit = r->hits[i];

		if (hit.begin >= newest || hit.end <= newest)
			continue;
		hit.begin = hit.end = 0;
		only.hits[only.hits_len++] = hit;
		if (hit.tier > only.tier)
			only.tier = hit.tier;
	}
	*r = only;
}

static int scan_window(struct safety *s, struct secret *const *earlier, int n)
{
	struct lexicon *lex = care_deps(s->t->care)->lexicon;
	struct lexicon_result joined;
	struct window w;

	if (!lex || !n)
		return 0;
	window_fill(&w, earlier, n, s->h->in->text);
	if (w.newest)
		lexicon_scan(lex, (struct view){ (const uint8_t *)w.buf, w.len }, &joined);
	sodium_memzero(w.buf, sizeof(w.buf));
	if (!w.newest)
		return 0;
	keep_crossing(&joined, w.newest);
	if (joined.tier > s->result.tier) {
		counter_inc(&count_joined);
		lexicon_result_join(&s->result, &joined);
	}
	return 0;
}

static int forget_later(struct care_turn *t)
{
	struct store_due due;
	int rc = store_due_get(t->store, STORE_DUE_RECENT, 0, &due);

	return rc ? rc :
		store_due_arm(t->store, STORE_DUE_RECENT, 0, t->now_ms + STORE_RECENT_MS, 0);
}

int safety_join(struct safety *s)
{
	const struct care_text *in = s->h->in;
	struct secret *earlier[STORE_RECENT_MAX] = { NULL };
	int n, rc;

	if (!in->text || in->is_joined)	/* its parts were here before */
		return 0;
	n = s->h->first_contact ? 0 :
	    store_recent_list(s->t->store, s->t->mem, s->h->from->id,
			      s->t->now_ms - STORE_RECENT_MS, earlier);
	if (n < 0)
		return n;
	rc = scan_window(s, earlier, n);
	if (rc == 0)
		rc = store_recent_add(s->t->store, s->h->from->id, s->t->now_ms, in->text,
				      n == STORE_RECENT_MAX);
	if (rc == 0)
		rc = forget_later(s->t);
	return rc < 0 ? rc : 0;
}

int care_safety_forget_due(struct care_turn *t, int64_t subject_id, int64_t arg)
{
	int64_t oldest_ms;
	int n = store_recent_prune(t->store, t->now_ms - STORE_RECENT_MS, PRUNE_SLICE), rc;

	if (n < 0)
		return n;
	rc = store_recent_oldest(t->store, &oldest_ms);
	if (rc <= 0)
		return rc;
	return store_due_arm(t->store, STORE_DUE_RECENT, 0, t->now_ms +
			     (n == PRUNE_SLICE ? SECONDS_MS(1) : STORE_RECENT_MS), 0);
}
