// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Members, peers and staff who do anything at any moment, from one seed.  After
 * each step: two peers never have one person, nobody falls between, everything
 * that waits has a clock; and no word reaches anybody who is not in that
 * conversation.
 */
#include "tests/care/talk_world.h"

enum { MEMBERS = 8, PEERS = 4, STEPS = 900 };

struct sim {
	struct world *w;
	struct phone *members[MEMBERS], *peers[PEERS], *lead;
	int words;
};

static bool waits(struct world *w, enum store_due_kind kind, int64_t id)
{
	struct store_due due;

	return store_due_get(w->st, kind, id, &due) == 1;
}

static void check_member(struct world *w, struct phone *m)
{
	struct store_conversation c;
	struct store_request r;
	struct store_offer o;
	int talks = store_conversation_of_member(w->st, m->who.id, &c);

	if (talks) {
		assert_true(waits(w, STORE_DUE_TALK_IDLE, c.id));
		assert_int_not_equal(c.peer_id, m->who.id);
	}
	if (store_request_open_of(w->st, m->who.id, &r) != 1)
		return;
	switch (r.state) {
	case STORE_REQUEST_WAITING:
		assert_false(talks);
		assert_true(waits(w, STORE_DUE_UNANSWERED, r.id));
		break;
	case STORE_REQUEST_OFFERED:
		assert_false(talks);
		assert_int_equal(store_offer_get(w->st, r.offer_id, &o), 1);
		assert_int_equal(o.state, STORE_OFFER_OPEN);
		assert_true(waits(w, STORE_DUE_OFFER, o.id));
		assert_true(waits(w, STORE_DUE_UNANSWERED, r.id));
		break;
	case STORE_REQUEST_TAKEN:
		assert_true(talks);
		assert_int_equal(c.request_id, r.id);
		break;
	default:
		fail_msg("an open request in state %d", (int)r.state);
	}
}

static void check_peer(struct world *w, struct phone *p)
{
	struct store_conversation open[8];
	struct store_request r;
	struct store_offer o;
	struct store_peer row;
	int n = store_conversations_of_peer(w->st, p->who.id, open, 8);

	assert_int_equal(store_peer_get(w->st, p->who.id, &row), 1);
	assert_true(n <= row.cap);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(open[i].handle, open[k].handle);
	if (store_offer_of_peer(w->st, p->who.id, &o) == 1) {
		assert_int_equal(store_request_get(w->st, o.request_id, &r), 1);
		assert_int_equal(r.state, STORE_REQUEST_OFFERED);
		assert_int_equal(r.offer_id, o.id);
		assert_int_equal(row.state, STORE_PEER_ON);
	}
	if (row.state == STORE_PEER_OFF)
		assert_int_equal(row.shift_id, 0);
}

/* A word names its writer and, for peers, for whom it is: it may only be read by
 * those two (and a lead). */
static void check_words(struct sim *s)
{
	for (int i = 0; i < s->w->phones_len; i++) {
		struct phone *p = &s->w->phones[i];

		for (; p->first < p->last; p->first++) {
			const char *at = strstr(p->texts[p->first % TEXTS_MAX], "word from ");
			long from, to;

			if (!at || p == s->lead)
				continue;
			from = strtol(at + 10, (char **)&at, 10);
			to = strtol(at + 4, NULL, 10);
			if (p->who.id != to)
				fail_msg("%s read what %ld wrote to %ld",
					 p->who.pseudonym, from, to);
		}
	}
}

static void member_acts(struct sim *s, struct phone *m)
{
	struct store_conversation c;
	char text[80];

	switch (rand_below(10)) {
	case 0: case 1: case 2:
		joins(s->w, m);
		break;
	case 3:
		says(s->w, m, "END");
		break;
	case 4:
		says(s->w, m, rand_below(8) ? "0" : "BLOCK");
		break;
	case 5:
		turn_begin(s->w);
		assert_true(care_queue_withdraw(&s->w->t, m->who.id) >= 0);
		turn_end(s->w);
		break;
	default:
		if (store_conversation_of_member(s->w->st, m->who.id, &c) == 1) {
			snprintf(text, sizeof(text), "word from %lld to %lld",
				 (long long)m->who.id, (long long)c.peer_id);
			says(s->w, m, text);
		}
	}
}

/* A peer writes what is meant for one conversation: with its handle, or without
 * when there is only one, as people do. */
static void peer_writes(struct sim *s, struct phone *p)
{
	struct store_conversation open[8];
	int n = store_conversations_of_peer(s->w->st, p->who.id, open, 8), i;
	char text[100];

	if (n <= 0)
		return;
	i = rand_below(n);
	snprintf(text, sizeof(text), "%s%sword from %lld to %lld", n > 1 ? open[i].handle : "",
		 n > 1 ? " " : "", (long long)p->who.id, (long long)open[i].member_id);
	says(s->w, p, text);
}

static void peer_acts(struct sim *s, struct phone *p)
{
	static const char *const words[] = { "ON", "OFF", "REST", "END", "END", "END", "END",
		"HANDOVER a note", "HANDOVER", "1", "2", "4", "8", "HELP", "lost words", "H1" };
	struct store_peer row;
	struct store_offer o;

	if (store_offer_of_peer(s->w->st, p->who.id, &o) == 1 && rand_below(4))
		says(s->w, p, "1");
	else if (store_peer_get(s->w->st, p->who.id, &row) == 1 && row.state != STORE_PEER_ON) {
		says(s->w, p, "ON");
		says(s->w, p, "4");
	} else if (rand_below(3) == 0) {
		says(s->w, p, words[rand_below(ARRAY_LEN(words))]);
	} else {
		peer_writes(s, p);
	}
}

static void coordinator_acts(struct sim *s, struct phone *p)
{
	turn_begin(s->w);
	refresh(s->w, p);
	if (p->who.roles & STORE_ROLE_PEER)
		assert_int_equal(care_peers_lost(&s->w->t, &p->who, s->lead->who.id), 0);
	else
		assert_int_equal(care_peers_found(&s->w->t, &p->who), 0);
	turn_end(s->w);
}

static void anything_at_any_moment(void **state)
{
	struct sim s = { .w = *state };
	int64_t begun = 0;

	s.lead = phone_new(s.w, STORE_ROLE_SUPERVISOR);
	for (int i = 0; i < MEMBERS; i++)
		s.members[i] = member(s.w);
	for (int i = 0; i < PEERS; i++)
		s.peers[i] = peer_on(s.w, 1 + i % 3);
	for (int step = 0; step < STEPS; step++) {
		switch (rand_below(8)) {
		case 0: case 1: case 2:
			member_acts(&s, s.members[rand_below(MEMBERS)]);
			break;
		case 3: case 4: case 5:
			peer_acts(&s, s.peers[rand_below(PEERS)]);
			break;
		case 6:
			pass(s.w, SECONDS_MS(rand_below(10)));
			break;
		default:
			if (!rand_below(40))
				coordinator_acts(&s, s.peers[rand_below(PEERS)]);
			else
				pass(s.w, MINUTES_MS(rand_below(6)));
		}
		for (int i = 0; i < MEMBERS; i++)
			check_member(s.w, s.members[i]);
		for (int i = 0; i < PEERS; i++)
			check_peer(s.w, s.peers[i]);
		check_words(&s);
	}
	turn_begin(s.w);
	begun = store_conversation_id(s.w->st);
	turn_end(s.w);
	if (begun < 12)	/* the seed must tell a story */
		fail_msg("only %lld conversations", (long long)begun);
}

int main(void)
{
	const struct CMUnitTest tests[] = { WORLD_TEST(anything_at_any_moment) };

	return cmocka_run_group_tests_name("care: talk, simulated", tests, NULL, NULL);
}
