// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Practice: a conversation with a scripted texter.  The script's words are
 * prompts ("practice.1.1", "practice.1.2", ...); what the peer writes goes to
 * nobody and is not kept.  At the end the coordinators hear of it; it is they
 * who say TRAINED.
 */
#include "care/peers/peers_int.h"

enum { SCRIPTS_MAX = 9 };

static const char *line_key(struct care_turn *t, int script, int line)
{
	return talloc_asprintf(t->mem, "practice.%d.%d", script, line);
}

static bool exists(struct care_turn *t, const struct store_person *peer, int script, int line)
{
	const struct words_for who = { peer->lang, WORDS_SMS, peer->plain_words };

	return words_raw(care_deps(t->care)->words, &who, line_key(t, script, line));
}

int peers_practice_start(struct care_turn *t, struct store_person *person, bool *started)
{
	struct store_peer p;
	int scripts = 0, rc = peers_get(t, person->id, &p);

	*started = false;
	if (rc < 0)
		return rc;
	while (scripts < SCRIPTS_MAX && exists(t, person, scripts + 1, 1))
		scripts++;
	/* never while somebody real may be offered to them */
	if (!(person->roles & STORE_ROLE_PEER) || p.state != STORE_PEER_OFF || !scripts)
		return care_say(t, person, CARE_DUTY, "practice.later", NULL);
	*started = true;
	p.practice_script = 1 + rand_below(scripts);
	p.practice_line = 1;
	rc = store_peer_save(t->store, &p);
	if (rc == 0)
		rc = care_say(t, person, CARE_DUTY, "practice.start", WORDS_ARGS(
			WORDS_TEXT("pseudonym",
				   care_render(t, person, WORDS_SMS, "practice.name", NULL))));
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_PRACTICE, person->id,
					   t->now_ms + peers_cfg(t)->practice_ms, 0);
}

static int finish(struct care_turn *t, const struct store_person *peer, struct store_peer *p,
		  bool whole)
{
	int rc;

	p->practice_script = p->practice_line = 0;
	rc = store_peer_save(t->store, p);
	if (rc == 0)
		rc = care_say(t, peer, CARE_DUTY, "practice.end", WORDS_ARGS(WORDS_TEXT("lead",
			care_render(t, peer, WORDS_SMS, "practice.lead", NULL))));
	if (rc == 0 && whole)
		rc = care_tell_roles(t, STORE_ROLE_COORDINATOR, "coordinator.practice",
				     WORDS_ARGS(WORDS_TEXT("peer", peer->pseudonym)));
	return rc < 0 ? rc : 0;
}

int peers_practice_hear(struct care_turn *t, struct care_heard *h, struct store_peer *p)
{
	int rc;

	if (!strcmp(h->key, "0") || !strcmp(h->key, "9"))
		return 0;
	if (h->hit && (!strcmp(h->hit->key, "keyword.end") || !strcmp(h->hit->key, "keyword.off") ||
		       !strcmp(h->hit->key, "keyword.on"))) {
		rc = store_due_disarm(t->store, STORE_DUE_PRACTICE, h->from->id);
		if (rc >= 0)
			rc = finish(t, h->from, p, false);
		return rc < 0 ? rc : 1;
	}
	rc = store_due_arm(t->store, STORE_DUE_PRACTICE, h->from->id,
			   t->now_ms + peers_cfg(t)->practice_ms, 0);
	return rc < 0 ? rc : 1;
}

int care_peers_due_practice(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct store_person peer;
	struct store_peer p;
	int rc = peers_get(t, person_id, &p);

	if (rc < 0 || !p.practice_script)
		return rc;
	rc = store_people_by_id(t->store, person_id, &peer);
	if (rc < 0)
		return rc;
	if (!exists(t, &peer, p.practice_script, p.practice_line))
		return finish(t, &peer, &p, true);
	rc = care_send(t, &peer, CARE_DUTY, &(struct care_message){
		.prefix = talloc_asprintf(t->mem, "%s: ", care_render(t, &peer, WORDS_SMS,
								      "practice.name", NULL)),
		.text = secret_str(t->mem, care_render(t, &peer, WORDS_SMS,
				line_key(t, p.practice_script, p.practice_line), NULL)) });
	p.practice_line++;
	return rc < 0 ? rc : store_peer_save(t->store, &p);
}

static int run_practice(struct care_turn *t, struct store_person *person, const char *const *args,
			unsigned int nargs, const char **outcome)
{
	bool started;
	int rc = peers_practice_start(t, person, &started);

	*outcome = started ? "started" : "refused";
	return rc;
}

const struct care_effect care_peers_effects[] = {
	{ "practice", run_practice },
	{ 0 },
};
