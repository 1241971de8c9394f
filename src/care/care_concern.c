// SPDX-License-Identifier: AGPL-3.0-or-later
/* Concerns: raised, told, taken, resolved; and what happens when nobody does. */
#include <stdio.h>
#include <stdlib.h>

#include "care/care_clock.h"
#include "care/care_concern.h"
#include "care/care_int.h"

COUNTER(count_raised, "concern.raised", "Concerns that were raised.");
COUNTER(count_unmet, "concern.unmet",
	"Times that a concern's clock passed before anybody took it.");
COUNTER(count_orphans, "concern.orphans", "Concerns for which no owner could be found.");

enum { LIST_MAX = 5, ROUNDS_SHORT = 2, ROUNDS_DOUBLED = 8 };
/* Untaken, the first rounds come by its clock; the later ones further and further
 * apart, for whoever is texted every ten minutes for a night reads none of them. */
#define ROUND_MAX_MS HOURS_MS(12)
/* Nobody could be found: asked again this soon. */
#define ORPHAN_MS MINUTES_MS(1)

/* How long until somebody must have taken it. */
static const int clock_min[STORE_CONCERN_KINDS] = {
	[STORE_CONCERN_OTHER] = 60,
	[STORE_CONCERN_DESPAIR] = 10,
	[STORE_CONCERN_UNCLEAR] = 10,
	[STORE_CONCERN_UNANSWERED] = 10,
	[STORE_CONCERN_MOOD] = 60,
	[STORE_CONCERN_MISSED_CHECKIN] = 60,
	[STORE_CONCERN_CHILD] = 10,
	[STORE_CONCERN_WORRIED] = 10,
	[STORE_CONCERN_UNREADABLE] = 30,
	[STORE_CONCERN_UNREACHABLE] = 30,
	[STORE_CONCERN_FLOW] = 30,
	[STORE_CONCERN_UNHEARD] = 60,
	[STORE_CONCERN_REPORT] = 60,
	[STORE_CONCERN_FEEDBACK] = 24 * 60,
	[STORE_CONCERN_DUTY] = 120,
	[STORE_CONCERN_MESSAGE] = 120,
};

static int64_t round_ms(const struct store_concern *c)
{
	int64_t ms = MINUTES_MS(clock_min[c->kind]);
	int doubled = c->rounds - ROUNDS_SHORT;

	if (c->rings || doubled <= 0)
		return ms;
	ms <<= doubled < ROUNDS_DOUBLED ? doubled : ROUNDS_DOUBLED;
	if (ms < ROUND_MAX_MS)
		return ms;
	return MINUTES_MS(clock_min[c->kind]) > ROUND_MAX_MS ? MINUTES_MS(clock_min[c->kind]) :
							     ROUND_MAX_MS;
}

/* --- Owners ------------------------------------------------------------------------- */

/* Those who may own it, reaching further with each round. */
static unsigned int roles_of(const struct store_concern *c)
{
	unsigned int first = c->kind == STORE_CONCERN_CHILD ? STORE_ROLE_SAFEGUARDING :
							     STORE_ROLE_COORDINATOR;

	if (c->rounds < 2)
		return first;
	if (c->rounds < 4)
		return first | STORE_ROLE_COORDINATOR | STORE_ROLE_SUPERVISOR;
	return STORE_ROLE_STAFF;
}

/* The own safeguarding worker or peer, before anybody was asked. */
static int owner_of_person(struct care_turn *t, const struct store_concern *c, int64_t *owner_id)
{
	struct store_person p;
	int rc;

	if (c->rounds || !c->person_id)
		return 0;
	rc = store_people_by_id(t->store, c->person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	*owner_id = rc < 0 ? 0 : p.owner_id;
	return rc < 0 ? rc : p.owner_id != 0;
}

/* By turns, and somebody else than the last time where there is one. */
static int owner_by_role(struct care_turn *t, const struct store_concern *c, int64_t *owner_id)
{
	unsigned int roles = roles_of(c);
	struct store_person *list;
	size_t n = 0, i;
	int rc = store_people_by_role(t->store, t->mem, roles, &list, &n);

	if (rc == 0 && n == 0)
		rc = store_people_by_role(t->store, t->mem, STORE_ROLE_STAFF, &list, &n);
	if (rc < 0 || n == 0)
		return rc;
	i = (size_t)(c->id + c->rounds) % n;
	if (list[i].id == c->owner_id)
		i = (i + 1) % n;
	*owner_id = list[i].id;
	talloc_free(list);
	return 1;
}

static int owner_find(struct care_turn *t, const struct store_concern *c, int64_t *owner_id)
{
	const struct care_owner_finder *f;
	int rc = owner_of_person(t, c, owner_id);

	for (f = care_owner_finders; f->name && rc == 0; f++)
		rc = f->find(t, c, owner_id);
	if (rc == 0)
		rc = owner_by_role(t, c, owner_id);
	return rc;
}

/* --- Telling -------------------------------------------------------------------------- */

static const char *pseudonym_of(struct care_turn *t, int64_t person_id)
{
	struct store_person p;

	if (!person_id || store_people_by_id(t->store, person_id, &p) < 0)
		return "-";
	return talloc_strdup(t->mem, p.pseudonym);
}

static char *code_of(struct care_turn *t, const struct store_concern *c)
{
	return talloc_asprintf(t->mem, "C%lld", (long long)c->id);
}

static int say_concern(struct care_turn *t, const struct store_person *owner,
		       const struct store_concern *c)
{
	const struct words_for who = { .lang = owner->lang, .channel = WORDS_SMS };
	const char *until = words_until(t->mem, care_deps(t->care)->words, &who, owner->zone,
				       t->now_ms, c->due_at_ms);
	const struct words_arg args[] = {
		WORDS_TEXT("pseudonym", pseudonym_of(t, c->person_id)),
		WORDS_TEXT("reason", c->why), WORDS_TEXT("until", until),
		WORDS_TEXT("code", code_of(t, c)), { .name = NULL } };

	return care_send(t, owner, CARE_DUTY, &(struct care_message){
		.key = c->person_id ? "coordinator.concern" : "coordinator.concern.nobody",
		.args = args, .topic = CARE_TOPIC_CONCERN, .topic_id = c->id });
}

/* One text now, or one with all the others a little later. */
static int tell(struct care_turn *t, const struct store_concern *c)
{
	struct store_person owner;
	int64_t told_ms;
	int rc;

	if (!c->owner_id)
		return 0;
	rc = store_people_by_id(t->store, c->owner_id, &owner);
	if (rc < 0)
		return rc == -ENOKEY ? 0 : rc;
	rc = store_concern_told_get(t->store, c->owner_id, &told_ms);
	if (rc < 0)
		return rc;
	if (care_clock_lately(t->now_ms, told_ms, CARE_CONCERN_QUIET_MS) && !c->rings)
		return store_due_arm(t->store, STORE_DUE_CONCERN_TELL, c->owner_id,
				     told_ms + CARE_CONCERN_QUIET_MS, 0);
	rc = store_concern_told_set(t->store, c->owner_id, t->now_ms);
	return rc < 0 ? rc : say_concern(t, &owner, c);
}

int care_concern_tell_due(struct care_turn *t, int64_t owner_id, int64_t arg)
{
	struct store_concern c;
	struct store_person owner;
	int64_t oldest_ms;
	int n, rc;

	rc = store_concern_count(t->store, owner_id, &n, &oldest_ms);
	if (rc < 0 || n == 0)
		return rc;
	rc = store_people_by_id(t->store, owner_id, &owner);
	if (rc < 0)
		return rc == -ENOKEY ? 0 : rc;
	rc = store_concern_told_set(t->store, owner_id, t->now_ms);
	if (rc < 0)
		return rc;
	if (n > 1)
		return care_say(t, &owner, CARE_DUTY, "concern.many",
				WORDS_ARGS(WORDS_NUMBER("n", n)));
	rc = store_concern_next(t->store, owner_id, 0, &c);
	while (rc == 1 && c.state != STORE_CONCERN_OPEN)
		rc = store_concern_next(t->store, owner_id, c.id, &c);
	return rc == 1 ? say_concern(t, &owner, &c) : rc;
}

/* --- Raising --------------------------------------------------------------------------- */

static int arm(struct care_turn *t, const struct store_concern *c)
{
	return store_due_arm(t->store, STORE_DUE_CONCERN, c->id, c->due_at_ms, 0);
}

static int add_note(struct care_turn *t, const struct store_concern *c, const struct secret *note)
{
	if (!note)
		return 0;
	return store_concern_note_add(t->store, c->id, c->person_id, t->now_ms, note);
}

static int raise_again(struct care_turn *t, struct store_concern *c,
		       const struct care_concern *like, int64_t due_ms)
{
	bool graver = like->rings && !c->rings;
	int rc;

	c->times++;
	c->rings |= like->rings;
	/* The same once more is no news to whoever was told again already. */
	if (c->state == STORE_CONCERN_OPEN && due_ms < c->due_at_ms && (c->rings || !c->rounds)) {
		c->due_at_ms = due_ms;
		rc = arm(t, c);
		if (rc < 0)
			return rc;
	}
	rc = store_concern_save(t->store, c);
	if (rc == 0)
		rc = add_note(t, c, like->note);
	return rc < 0 || !graver ? rc : tell(t, c);
}

static int raise_new(struct care_turn *t, struct store_concern *c, const struct care_concern *like)
{
	int rc;

	c->kind = like->kind;
	c->person_id = like->about ? like->about->id : 0;
	c->rings = like->rings;
	c->raised_at_ms = t->now_ms;
	snprintf(c->why, sizeof(c->why), "%s", like->why);
	rc = store_concern_add(t->store, c);
	if (rc < 0)
		return rc;
	c->owner_id = like->owner_id;
	rc = c->owner_id ? 1 : owner_find(t, c, &c->owner_id);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		counter_inc(&count_orphans);
		LOGP(DCARE, LOGL_ERROR, "concern %lld (%s) has no owner: there is no staff\n",
		     (long long)c->id, store_concern_kind_words(c->kind));
		c->due_at_ms = t->now_ms + ORPHAN_MS;
	}
	rc = store_concern_save(t->store, c);
	if (rc == 0)
		rc = arm(t, c);
	if (rc == 0)
		rc = add_note(t, c, like->note);
	return rc < 0 ? rc : tell(t, c);
}

int care_concern_raise(struct care_turn *t, const struct care_concern *like, int64_t *id_out)
{
	int64_t clock_ms = like->clock_ms ? like->clock_ms : MINUTES_MS(clock_min[like->kind]);
	struct store_concern c = { .id = 0 };
	int rc = 0;

	if (like->about && like->about->practice)
		return 0;
	if (like->about)
		rc = store_concern_find(t->store, like->about->id, like->kind, &c);
	if (rc < 0)
		return rc;
	counter_inc(&count_raised);
	if (rc == 1) {
		rc = raise_again(t, &c, like, t->now_ms + clock_ms);
	} else {
		memset(&c, 0, sizeof(c));
		c.due_at_ms = t->now_ms + clock_ms;
		rc = raise_new(t, &c, like);
	}
	if (id_out)
		*id_out = c.id;
	return rc < 0 ? rc : 0;
}

/* --- The clock passed ------------------------------------------------------------------- */

int care_concern_due(struct care_turn *t, int64_t concern_id, int64_t arg)
{
	const struct care_ringer *ringer;
	struct store_concern c;
	int64_t owner_id = 0;
	int rc = store_concern_get(t->store, concern_id, &c);

	if (rc <= 0 || c.state != STORE_CONCERN_OPEN)
		return rc < 0 ? rc : 0;
	counter_inc(&count_unmet);
	c.rounds++;
	rc = owner_find(t, &c, &owner_id);
	if (rc < 0)
		return rc;
	c.due_at_ms = t->now_ms + (owner_id ? round_ms(&c) : ORPHAN_MS);
	if (owner_id)
		c.owner_id = owner_id;
	rc = store_concern_save(t->store, &c);
	if (rc == 0)
		rc = arm(t, &c);
	if (rc == 0 && owner_id)
		rc = tell(t, &c);
	for (ringer = care_ringers; rc >= 0 && c.rings && ringer->name; ringer++)
		rc = ringer->ring(t, &c);
	return rc < 0 ? rc : 0;
}

/* --- Taking and resolving ------------------------------------------------------------------ */

int care_concern_take(struct care_turn *t, int64_t id, int64_t by_id)
{
	struct store_concern c;
	int rc = store_concern_get(t->store, id, &c);

	if (rc <= 0 || c.state != STORE_CONCERN_OPEN)
		return rc < 0 ? rc : 0;
	c.state = STORE_CONCERN_TAKEN;
	c.owner_id = by_id;
	c.taken_at_ms = t->now_ms;
	rc = store_concern_save(t->store, &c);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_CONCERN, id);
	return rc < 0 ? rc : 1;
}

static int resolve(struct care_turn *t, struct store_concern *c, int64_t by_id)
{
	int rc;

	c->state = STORE_CONCERN_RESOLVED;
	c->resolved_at_ms = t->now_ms;
	c->resolved_by = by_id;
	rc = store_concern_save(t->store, c);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_CONCERN, c->id);
	return rc < 0 ? rc : 1;
}

int care_concern_resolve(struct care_turn *t, int64_t id, int64_t by_id)
{
	struct store_concern c;
	int rc = store_concern_get(t->store, id, &c);

	if (rc <= 0 || c.state == STORE_CONCERN_RESOLVED)
		return rc < 0 ? rc : 0;
	return resolve(t, &c, by_id);
}

int care_concern_met(struct care_turn *t, int64_t person_id, enum store_concern_kind kind)
{
	struct store_concern c;
	int rc = store_concern_find(t->store, person_id, kind, &c);

	return rc == 1 ? resolve(t, &c, 0) : rc;
}

/* Whoever erased themselves cannot be looked after any more. */
int care_concern_leave(struct care_turn *t, struct store_person *p, enum care_leaving why)
{
	int kind, rc = 0;

	if (why != CARE_LEAVE_ERASE)
		return 0;
	for (kind = 0; kind < STORE_CONCERN_KINDS && rc >= 0; kind++)
		rc = care_concern_met(t, p->id, (enum store_concern_kind)kind);
	return rc < 0 ? rc : 0;
}

/* --- By text -------------------------------------------------------------------------------- */

static int list_concerns(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_concern c = { .id = 0 };
	char *list = talloc_strdup(t->mem, "");
	int n = 0, rc;

	while ((rc = store_concern_next(t->store, h->from->id, c.id, &c)) == 1 && n < LIST_MAX) {
		n++;
		list = talloc_asprintf_append_buffer(list, "%s%s %s: %s", *list ? "; " : "",
						     code_of(t, &c), pseudonym_of(t, c.person_id),
						     c.why);
	}
	if (rc < 0)
		return rc;
	if (n == 0)
		return care_say(t, h->from, CARE_DUTY, "concern.none", NULL);
	return care_say(t, h->from, CARE_DUTY, "concern.list",
			WORDS_ARGS(WORDS_TEXT("list", list)));
}

/* "C12" -> 12; 0 when it is no code of ours. */
static int64_t code_parse(const char *rest)
{
	char *end;
	long long id;

	if ((*rest != 'c' && *rest != 'C') || rest[1] < '0' || rest[1] > '9')
		return 0;
	id = strtoll(rest + 1, &end, 10);
	return *end == '\0' || *end == ' ' || *end == '.' ? id : 0;
}

/* Staff see to any concern, a peer to their own. */
static int check_code(struct care_turn *t, struct care_heard *h, const char *rest)
{
	struct store_concern c;
	int rc = store_concern_get(t->store, code_parse(rest), &c);

	if (rc < 0)
		return rc;
	if (rc == 1 && ((h->from->roles & STORE_ROLE_STAFF) || c.owner_id == h->from->id))
		return 0;
	rc = care_say(t, h->from, CARE_DUTY, "concern.unknown", NULL);
	return rc < 0 ? rc : 1;
}

static int take_concern(struct care_turn *t, struct care_heard *h, const char *rest)
{
	int rc = care_concern_take(t, code_parse(rest), h->from->id);

	if (rc < 0)
		return rc;
	return care_say(t, h->from, CARE_DUTY, rc ? "concern.taken" : "concern.gone", NULL);
}

static int resolve_concern(struct care_turn *t, struct care_heard *h, const char *rest)
{
	int rc = care_concern_resolve(t, code_parse(rest), h->from->id);

	if (rc < 0)
		return rc;
	return care_say(t, h->from, CARE_DUTY, rc ? "concern.done" : "concern.gone", NULL);
}

const struct care_command care_concern_commands[] = {
	{ "keyword.concerns", STORE_ROLE_STAFF | STORE_ROLE_PEER, false, NULL, list_concerns },
	{ "keyword.take", STORE_ROLE_STAFF | STORE_ROLE_PEER, true, check_code, take_concern },
	{ "keyword.done", STORE_ROLE_STAFF | STORE_ROLE_PEER, true, check_code, resolve_concern },
};
const size_t care_concern_commands_len = ARRAY_LEN(care_concern_commands);

/* DONE and TAKE have other meanings too; here only with a concern's code. */
int care_concern_hear(struct care_turn *t, struct care_heard *h)
{
	if (!care_is_staff(h->from) || !h->hit)
		return 0;
	if (strcmp(h->hit->key, "keyword.concerns") != 0 && !code_parse(h->hit->rest))
		return 0;
	return care_command_hear(t, h, care_concern_commands, care_concern_commands_len);
}
