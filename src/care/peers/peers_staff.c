// SPDX-License-Identifier: AGPL-3.0-or-later
/* What coordinators do about peers and members by text: LOST, FOUND, TRAINED,
 * CAP, LIMIT; and what the desk does: enrol, attributes. */
#include <stdlib.h>

#include "care/care_audit.h"
#include "care/care_oncall.h"
#include "care/peers/peers_int.h"

int care_peers_enrol(struct care_turn *t, struct store_person *person, bool trained)
{
	struct store_peer p;
	int rc = peers_get(t, person->id, &p);

	if (rc < 0)
		return rc;
	p.trained = trained;
	person->roles |= STORE_ROLE_PEER;
	rc = store_peer_save(t->store, &p);
	return rc < 0 ? rc : store_people_save(t->store, person);
}

int care_peers_attr(struct care_turn *t, int64_t person_id, const char *kind, const char *value,
		    bool has)
{
	int k = match_attr_kind_parse(kind), rc;
	struct store_peer p;
	uint16_t attr;

	if (k < 0)
		return -EINVAL;
	rc = store_attr_add(t->store, k, value, &attr);
	if (rc == 0)
		rc = peers_get(t, person_id, &p);
	if (rc == 0)
		rc = store_peer_save(t->store, &p);	/* attributes hang on its row */
	return rc < 0 ? rc : store_peer_attr_set(t->store, person_id, attr, has);
}

/* --- LOST, FOUND ---------------------------------------------------------------------- */

int care_peers_lost(struct care_turn *t, struct store_person *peer, int64_t by_id)
{
	struct store_peer p;
	struct store_ask a;
	int rc = peers_get(t, peer->id, &p);

	if (rc < 0)
		return rc;
	/* first the roles: from here on nothing of the work reaches this phone */
	if (!p.lost_at_ms)
		p.lost_roles = peer->roles;
	p.lost_at_ms = t->now_ms;
	p.lost_by = by_id;
	if (p.shift_id)
		rc = store_shift_close(t->store, p.shift_id, t->now_ms);
	p.shift_id = p.until_ms = p.practice_script = 0;
	p.state = STORE_PEER_OFF;
	if (rc == 0)
		rc = store_peer_save(t->store, &p);
	peer->roles = STORE_ROLE_MEMBER;
	if (rc == 0)
		rc = store_people_save(t->store, peer);
	if (rc == 0)
		rc = care_queue_take_back(t, peer->id);
	if (rc >= 0)
		rc = care_talk_hand_over_all(t, peer->id, STORE_CLOSED_LOST);
	if (rc >= 0)
		rc = store_ask_get(t->store, peer->id, &a);
	if (rc == 1)
		rc = care_ask_end(t, peer->id, a.kind, a.subject_id);
	/* what is still on its way there, members' words above all */
	if (rc >= 0)
		rc = store_out_cancel(t->store, peer->id, STORE_CLASS_HUMAN, t->now_ms);
	if (rc >= 0)
		rc = care_audit(t, CARE_AUDIT_LOST, peer->id, by_id, NULL);
	return rc < 0 ? rc : care_staff_changed(t);	/* it may have been on call as well */
}

int care_peers_found(struct care_turn *t, struct store_person *peer)
{
	struct store_peer p;
	int rc = peers_get(t, peer->id, &p);

	if (rc < 0 || !p.lost_at_ms)
		return rc;
	peer->roles |= p.lost_roles;
	p.lost_at_ms = p.lost_by = p.lost_roles = 0;
	rc = store_peer_save(t->store, &p);
	if (rc == 0)
		rc = store_people_save(t->store, peer);
	return rc < 0 ? rc : care_staff_changed(t);
}

int care_peers_leave(struct care_turn *t, struct store_person *person, enum care_leaving why)
{
	struct store_peer p;
	int rc;

	if (why == CARE_LEAVE_STOP || why == CARE_LEAVE_CHILD)
		return 0;	/* STOP is about what members get; work has OFF */
	rc = store_peer_get(t->store, person->id, &p);
	if (rc != 1)
		return rc;
	rc = p.shift_id ? store_shift_close(t->store, p.shift_id, t->now_ms) : 0;
	p.state = STORE_PEER_OFF;
	p.shift_id = p.practice_script = 0;
	if (rc == 0)
		rc = store_peer_save(t->store, &p);
	return rc < 0 ? rc : care_queue_take_back(t, person->id);
}

/* --- Commands --------------------------------------------------------------------------------- */

/* The person whom a command names: 0, or 1: said that there is none. */
static int named(struct care_turn *t, struct care_heard *h, const char *rest,
		 struct store_person *out)
{
	int rc = *rest ? store_people_by_pseudonym(t->store, rest, out) : -ENOENT;

	if (rc != -ENOENT && rc != -ENOKEY)
		return rc;
	rc = care_say(t, h->from, CARE_DUTY, "coordinator.who", NULL);
	return rc < 0 ? rc : 1;
}

static int done(struct care_turn *t, struct care_heard *h, int rc, const char *key,
		const struct store_person *p)
{
	return rc ? rc < 0 ? rc : 0 : care_say(t, h->from, CARE_DUTY, key,
					       WORDS_ARGS(WORDS_TEXT("peer", p->pseudonym)));
}

static int do_lost(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_person peer;
	char *list;
	int n = 0, rc = named(t, h, rest, &peer);

	if (rc == 0)
		rc = care_talk_list(t, peer.id, &list, &n);
	if (rc == 0)
		rc = care_peers_lost(t, &peer, h->from->id);
	return rc ? rc < 0 ? rc : 0 : care_say(t, h->from, CARE_DUTY, "coordinator.lost.ok",
					       WORDS_ARGS(
		WORDS_TEXT("peer", peer.pseudonym), WORDS_NUMBER("n", n)));
}

static int do_found(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_person peer;
	int rc = named(t, h, rest, &peer);

	if (rc == 0)
		rc = care_peers_found(t, &peer);
	if (rc == 0)
		rc = care_audit(t, CARE_AUDIT_FOUND, peer.id, h->from->id, NULL);
	return done(t, h, rc, "coordinator.found", &peer);
}

static int do_trained(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_person peer;
	int rc = named(t, h, rest, &peer);

	if (rc == 0 && !(peer.roles & STORE_ROLE_PEER))
		return care_say(t, h->from, CARE_DUTY, "coordinator.who", NULL);
	if (rc == 0)
		rc = care_peers_enrol(t, &peer, true);
	if (rc == 0)
		rc = care_say(t, &peer, CARE_DUTY, "peer.trained", NULL);
	return done(t, h, rc, "coordinator.trained", &peer);
}

/* LIMIT 2 Blue Heron: for 30 days at most two conversations a day. */
static int do_limit(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_person member;
	char *name;
	long n = strtol(rest, &name, 10);
	int rc;

	if (name == rest || n < 1 || n > 20)
		return care_say(t, h->from, CARE_DUTY, "coordinator.limit.how", NULL);
	rc = named(t, h, name + strspn(name, " "), &member);
	if (rc == 0)
		rc = store_limit_set(t->store, member.id, n, t->now_ms + DAYS_MS(30), h->from->id,
				     t->now_ms);
	return done(t, h, rc, "coordinator.limited", &member);
}

int care_peers_cap(struct care_turn *t, int64_t peer_id, int cap)
{
	struct store_peer p;
	int rc = peers_get(t, peer_id, &p);

	if (rc < 0)
		return rc;
	p.cap = cap;
	rc = store_peer_save(t->store, &p);
	return rc < 0 ? rc : care_queue_stir(t);
}

/* CAP 2 Robin: how many conversations at a time. */
static int do_cap(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_person peer;
	char *name;
	long n = strtol(rest, &name, 10);
	int rc;

	if (name == rest || n < 1 || n > PEERS_CAP_MAX)
		return care_say(t, h->from, CARE_DUTY, "coordinator.cap.how", NULL);
	rc = named(t, h, name + strspn(name, " "), &peer);
	if (rc == 0)
		rc = care_peers_cap(t, peer.id, n);
	return rc ? rc < 0 ? rc : 0 : care_say(t, h->from, CARE_DUTY, "coordinator.cap", WORDS_ARGS(
		WORDS_TEXT("peer", peer.pseudonym), WORDS_NUMBER("n", n)));
}

#define COORDINATORS (STORE_ROLE_COORDINATOR | STORE_ROLE_MANAGER)
const struct care_command care_peers_staff_commands[] = {
	{ "keyword.lost", COORDINATORS | STORE_ROLE_SUPERVISOR, true, NULL, do_lost },
	{ "keyword.found", COORDINATORS, true, NULL, do_found },
	{ "keyword.trained", COORDINATORS, true, NULL, do_trained },
	{ "keyword.limit", COORDINATORS, true, NULL, do_limit },
	{ "keyword.cap", COORDINATORS, true, NULL, do_cap },
};
const size_t care_peers_staff_commands_len = ARRAY_LEN(care_peers_staff_commands);
