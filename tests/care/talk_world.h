/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* A small world for the tests of queue, talk and peers: a real store in a
 * directory of its own, the real words and flows, people with phones, and a
 * clock that only moves when told. */
#include "tests/store/store_tests.h"
#include "care/care.h"
#include "care/care_people.h"
#include "care/care_peers.h"
#include "care/care_queue.h"
#include "care/care_talk.h"
#include "flow/flow.h"
#include "text/text_number.h"
#include <osmocom/core/application.h>

enum { PHONES_MAX = 40, TEXTS_MAX = 64 };
struct phone {
	struct store_person who;
	char number[20];
	char *texts[TEXTS_MAX];		/* what came and was not yet looked at */
	int first, last;
};
struct world {
	struct state *state;
	struct store *st;
	struct care *care;
	struct words *words;
	struct flow_set *flows;
	int64_t now_ms;
	struct phone phones[PHONES_MAX];
	int phones_len;
	int texts;
	struct care_turn t;
};

static inline void turn_begin(struct world *w)
{
	assert_int_equal(store_begin(w->st, w->now_ms), 0);
	care_turn_init(&w->t, w->care, talloc_new(w->care), w->now_ms);
}

static inline struct phone *phone_of(struct world *w, const char *number)
{
	for (int i = 0; i < w->phones_len; i++)
		if (!strcmp(w->phones[i].number, number))
			return &w->phones[i];
	fail_msg("a text to nobody's number");
	return NULL;
}

/* What lies in the outbox goes to the phones at once. */
static inline void pump(struct world *w)
{
	struct store_out out[16];
	int n;

	assert_int_equal(store_begin(w->st, w->now_ms), 0);
	while ((n = store_out_claim(w->st, w->t.mem, w->now_ms, STORE_CLASS_BULK, out, 16)) > 0) {
		for (int i = 0; i < n; i++) {
			struct phone *p;

			if (out[i].state != STORE_OUT_SENT)
				continue;
			p = phone_of(w, secret_reveal(out[i].to));
			p->texts[p->last++ % TEXTS_MAX] = talloc_strdup(w->state,
									secret_reveal(out[i].text));
			for (int s = 0; s < out[i].segments; s++)
				assert_true(store_out_accepted(w->st, out[i].id, s,
							       w->now_ms) >= 0);
		}
	}
	assert_true(n >= 0);
	assert_int_equal(store_commit(w->st), 0);
}

static inline void turn_end(struct world *w)
{
	assert_int_equal(store_commit(w->st), 0);
	pump(w);
	talloc_free(w->t.mem);
}

/* Time passes; whatever is due fires at its own moment. */
static inline void pass(struct world *w, int64_t ms)
{
	int64_t until = w->now_ms + ms, at;
	struct store_due due;

	for (int guard = 0; store_due_next(w->st, &at) == 1 && at <= until; guard++) {
		assert_true(guard < 20000);
		w->now_ms = at > w->now_ms ? at : w->now_ms;
		turn_begin(w);
		if (store_due_peek(w->st, w->now_ms, &due, 1) == 1 &&
		    store_due_take(w->st, &due) == 1)
			assert_true(care_due(&w->t, &due) >= 0);
		turn_end(w);
	}
	w->now_ms = until;
}

static inline struct phone *phone_new(struct world *w, unsigned int roles)
{
	struct phone *p = &w->phones[w->phones_len++];

	assert_true(w->phones_len <= PHONES_MAX);
	snprintf(p->number, sizeof(p->number), "+2547120000%02d", w->phones_len);
	turn_begin(w);
	assert_int_equal(care_people_make(&w->t, STORE_ADDR_NUMBER, p->number, &p->who), 0);
	p->who.roles |= STORE_ROLE_MEMBER | roles;
	p->who.age = STORE_AGE_ADULT;
	strcpy(p->who.band, "25-59");
	p->who.consent = STORE_CONSENT_GIVEN;
	p->who.safe_from_min = p->who.safe_to_min = 0;
	strcpy(p->who.lang, "en");
	assert_int_equal(store_people_save(w->st, &p->who), 0);
	turn_end(w);
	return p;
}

static inline void refresh(struct world *w, struct phone *p)
{
	assert_int_equal(store_people_by_id(w->st, p->who.id, &p->who), 0);
}

/* A text, with what safety found in it. */
static inline void says_tier(struct world *w, struct phone *p, const char *words,
			     enum lexicon_tier tier)
{
	struct lexicon_result scan = { .tier = tier };
	char uuid[UUID_LEN + 1];
	struct care_text in = {
		.inbox_id = ++w->texts, .uuid = uuid, .sender_kind = CARE_FROM_NUMBER,
		.sender = p->number, .service = "20880", .scan = &scan,
		.incident_code = "1234", .received_at_ms = w->now_ms,
	};

	rand_uuid(uuid);
	turn_begin(w);
	in.text = secret_str(w->t.mem, words);
	assert_int_equal(care_text_in(&w->t, &in), 0);
	turn_end(w);
}

static inline void says(struct world *w, struct phone *p, const char *words)
{
	says_tier(w, p, words, LEX_NONE);
}

/* The next text on this phone holds these words. */
static inline void hears(struct phone *p, const char *words)
{
	const char *text = p->first < p->last ? p->texts[p->first++ % TEXTS_MAX] : NULL;

	if (!text || !strstr(text, words))
		fail_msg("%s heard \"%s\", not \"%s\"", p->who.pseudonym,
			 text ? text : "nothing", words);
}

/* Somewhere in what has not been looked at yet; that is then looked at. */
static inline bool heard(struct phone *p, const char *words)
{
	bool found = false;

	while (p->first < p->last)
		found |= strstr(p->texts[p->first++ % TEXTS_MAX], words) != NULL;
	return found;
}

static inline void hears_nothing(struct phone *p)
{
	if (p->first < p->last)
		fail_msg("%s heard \"%s\"", p->who.pseudonym, p->texts[p->first % TEXTS_MAX]);
}

static inline void forget_texts(struct phone *p)
{
	p->first = p->last;
}

/* --- People ------------------------------------------------------------------ */

static inline struct phone *member(struct world *w)
{
	return phone_new(w, 0);
}

static inline struct phone *peer_off(struct world *w, bool trained)
{
	struct phone *p = phone_new(w, STORE_ROLE_PEER);

	turn_begin(w);
	assert_int_equal(care_peers_enrol(&w->t, &p->who, trained), 0);
	turn_end(w);
	return p;
}

static inline struct phone *peer_on(struct world *w, int cap)
{
	struct phone *p = peer_off(w, true);
	struct store_peer row;

	turn_begin(w);
	assert_int_equal(store_peer_get(w->st, p->who.id, &row), 1);
	row.cap = cap;
	assert_int_equal(store_peer_save(w->st, &row), 0);
	turn_end(w);
	says(w, p, "ON");
	says(w, p, "4");
	forget_texts(p);
	return p;
}

static inline void joins(struct world *w, struct phone *p)
{
	enum care_joined joined;

	turn_begin(w);
	refresh(w, p);
	assert_int_equal(care_queue_join(&w->t, &p->who, MATCH_TEXT, MATCH_TIER_NONE, &joined), 0);
	turn_end(w);
}

/* The two are in conversation, and have heard so. */
static inline void talk(struct world *w, struct phone *m, struct phone *p)
{
	joins(w, m);
	pass(w, SECONDS_MS(5));
	assert_true(heard(p, m->who.pseudonym));
	says(w, p, "1");
	assert_true(heard(p, m->who.pseudonym));
	assert_true(heard(m, p->who.pseudonym));
}

static inline int open_conversations(struct world *w, struct phone *p)
{
	struct store_conversation open[8];

	return store_conversations_of_peer(w->st, p->who.id, open, 8);
}

static inline int world_setup(void **out)
{
	static const uint8_t seed[32] = { 3 };
	struct world *w;
	struct care_deps deps = { 0 };
	struct flow_problems problems = { 0 };
	struct err err = { "" };
	void *s;

	if (state_setup(&s) < 0)
		return -1;
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	rand_set_seed(seed);
	w = talloc_zero(((struct state *)s)->ctx, struct world);
	w->state = s;
	w->st = w->state->st;
	w->now_ms = NOW;
	w->words = words_load(w, TOP_SRCDIR "/prompts", &err);
	if (!w->words)
		fail_msg("%s", err.text);
	w->flows = flow_set_new(w, &flow_vocabulary_standard);
	assert_int_equal(flow_set_load_dir(w->flows, TOP_SRCDIR "/flows", &problems), 0);
	deps.store = w->st;
	deps.words = w->words;
	deps.flows = w->flows;
	deps.numbers = text_numbers_new(w, "KE", &err);
	w->care = care_new(w, &deps);
	*out = w;
	return 0;
}

static inline int world_teardown(void **in)
{
	struct world *w = *in;
	void *s = w->state;

	talloc_free(w);
	return state_teardown(&s);
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
