// SPDX-License-Identifier: AGPL-3.0-or-later
/* A number is shown to staff: asked, agreed to, looked at, reviewed (care_reveal.h). */
#include "care/care_reveal.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>
#include "care/care_audit.h"
#include "care/care_concern.h"
#include "care/care_oncall.h"
#include "care/incident/incident_int.h"
#include "store/store_due.h"

COUNTER(count_asked, "reveal.asked", "Requests of staff to see a number.");
COUNTER(count_shown, "reveal.shown", "Numbers that were shown to staff.");
COUNTER(count_alone, "reveal.alone", "Of them: to one person alone, in tier A.");
COUNTER(count_unreviewed, "reveal.unreviewed", "Of those: not reviewed by a manager in time.");

enum { ASKERS = STORE_ROLE_ONCALL | STORE_ROLE_MANAGER,
       ANSWERERS = STORE_ROLE_ONCALL | STORE_ROLE_MANAGER | STORE_ROLE_COORDINATOR };

/* --- Small things --------------------------------------------------------------------- */

static int person_of(struct care_turn *t, int64_t id, struct store_person *out)
{
	int rc = store_people_by_id(t->store, id, out);

	return rc == -ENOKEY ? -ENOENT : rc;
}

static const char *name_of(struct care_turn *t, int64_t id)
{
	struct store_person p;

	return id && person_of(t, id, &p) == 0 ? talloc_strdup(t->mem, p.pseudonym) : "-";
}

static const char *number_words(struct care_turn *t, int64_t id)
{
	return talloc_asprintf(t->mem, "%lld", (long long)id);
}

static bool is_open(const struct store_incident *i)
{
	return i->state != STORE_INCIDENT_CLOSED;
}

static int audit(struct care_turn *t, enum care_audit_what what, const struct care_reveal_act *a,
		 int64_t by_id, const char *how)
{
	return care_audit(t, what, a->reveal.person_id, by_id, talloc_asprintf(t->mem,
		"reveal %lld, incident %s tier %s%s%s", (long long)a->reveal.id, a->incident.code,
		lexicon_tier_name((enum lexicon_tier)a->incident.tier), *how ? ": " : "", how));
}

/* The number, for who asked: from here on it is with a human. */
static int number_get(struct care_turn *t, struct care_reveal_act *a, enum care_reveal_did *did)
{
	struct secret *number;
	int rc = store_people_number(t->store, t->mem, a->reveal.person_id, &number);

	if (rc == -ENOENT || rc == -ENOKEY) {
		*did = CARE_REVEAL_NOBODY;
		return 0;
	}
	if (rc < 0)
		return rc;
	a->number = number;
	*did = CARE_REVEAL_SHOWN;
	return 0;
}

static int shown(struct care_turn *t, struct care_reveal_act *a, const char *how)
{
	int rc;

	counter_inc(&count_shown);
	rc = audit(t, CARE_AUDIT_REVEAL, a, a->reveal.asked_by, how);
	return rc < 0 ? rc : incident_step(t, &a->incident, STORE_STEP_REVEAL,
					   a->reveal.asked_by, 0);
}

/* --- Whom to tell ------------------------------------------------------------------------- */

/* Managers on duty and on call, or all of them; who may answer, but for `without_id`. */
static int answerers(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX * 2])
{
	int64_t list[CARE_LADDER_MAX];
	int levels[] = { STORE_LEVEL_MANAGER, STORE_LEVEL_ONCALL }, used = 0, n, k;
	struct store_person *people;
	size_t np = 0, j, l;

	for (l = 0; l < ARRAY_LEN(levels); l++) {
		n = care_oncall_duty(t, (enum store_level)levels[l], list);
		if (n < 0)
			return n;
		for (k = 0; k < n; k++)
			if (list[k] != without_id)
				out[used++] = list[k];
	}
	n = used ? 0 : store_people_by_role(t->store, t->mem, ANSWERERS, &people, &np);
	for (j = 0; n >= 0 && j < np && used < CARE_LADDER_MAX; j++)
		if (people[j].id != without_id)
			out[used++] = people[j].id;
	return n < 0 ? n : used;
}

static int tell(struct care_turn *t, int64_t id, const char *key, const struct care_reveal_act *a)
{
	struct words_for who;
	struct store_person p;
	int rc = person_of(t, id, &p);

	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;
	who = (struct words_for){ .lang = p.lang, .channel = WORDS_SMS };
	return care_say(t, &p, CARE_SAFETY, key, WORDS_ARGS(
		WORDS_TEXT("n", number_words(t, a->reveal.id)),
		WORDS_TEXT("code", a->incident.code),
		WORDS_TEXT("who", name_of(t, a->reveal.asked_by)),
		WORDS_TEXT("reason", secret_reveal(a->reveal.reason)),
		WORDS_TEXT("until", words_until(t->mem, care_deps(t->care)->words, &who,
						p.zone, t->now_ms,
						t->now_ms + CARE_REVEAL_REVIEW_MS))));
}

/* Each person once, whatever roles they have. */
static int tell_all(struct care_turn *t, int64_t *to, int n, const char *key,
		    const struct care_reveal_act *a)
{
	int k, j, rc = 0;

	for (k = 0; rc == 0 && k < n; k++) {
		for (j = 0; j < k && to[j] != to[k]; j++)
			;
		if (j == k && to[k] != a->reveal.person_id)
			rc = tell(t, to[k], key, a);
	}
	return rc;
}

/* Who reviews: managers; the only one was it themselves: coordinators. */
static int reviewers(struct care_turn *t, int64_t without_id, int64_t out[CARE_LADDER_MAX])
{
	const unsigned int roles[] = { STORE_ROLE_MANAGER, STORE_ROLE_COORDINATOR };
	struct store_person *people;
	int used = 0, rc = 0;
	size_t n, k, r;

	for (r = 0; rc >= 0 && !used && r < ARRAY_LEN(roles); r++) {
		rc = store_people_by_role(t->store, t->mem, roles[r], &people, &n);
		for (k = 0; rc >= 0 && k < n && used < CARE_LADDER_MAX; k++)
			if (people[k].id != without_id)
				out[used++] = people[k].id;
	}
	return rc < 0 ? rc : used;
}

/* --- Asking -------------------------------------------------------------------------------- */

static int ask_check(struct care_turn *t, struct care_reveal_act *a, const char *code,
		     const struct secret *reason, enum care_reveal_did *did)
{
	int letters = 0, rc = store_incident_by_code(t->store, code, &a->incident);
	const char *c;

	if (rc < 0)
		return rc;
	for (c = secret_reveal(reason); *c; c++)
		letters += isalpha((unsigned char)*c) || ((unsigned char)*c & 0x80);
	*did = !(a->by->roles & ASKERS) ? CARE_REVEAL_RIGHT : rc == 0 ? CARE_REVEAL_NONE :
	       !is_open(&a->incident) ? CARE_REVEAL_CLOSED :
	       !a->incident.person_id || a->incident.drill ? CARE_REVEAL_NOBODY :
	       a->incident.person_id == a->by->id ? CARE_REVEAL_SELF :
	       letters < CARE_REASON_MIN ? CARE_REVEAL_REASON : CARE_REVEAL_ASKED;
	return 0;
}

/* Tier A, and this very person has taken it: nobody else needs to be waited for. */
static bool may_alone(const struct care_reveal_act *a)
{
	return a->incident.tier == LEX_A && (a->by->roles & STORE_ROLE_ONCALL) &&
	       a->incident.state != STORE_INCIDENT_ALARMING && a->incident.acked_by == a->by->id;
}

static int alone(struct care_turn *t, struct care_reveal_act *a, enum care_reveal_did *did)
{
	int64_t to[CARE_LADDER_MAX];
	int n, rc;

	counter_inc(&count_alone);
	n = reviewers(t, a->by->id, to);
	rc = n < 0 ? n : tell_all(t, to, n, "reveal.review", a);
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_REVEAL, a->reveal.id,
				   t->now_ms + CARE_REVEAL_REVIEW_MS, 0);
	if (rc == 0)
		rc = shown(t, a,
			   talloc_asprintf(t->mem, "alone: %s", secret_reveal(a->reveal.reason)));
	return rc < 0 ? rc : number_get(t, a, did);
}

static int ask_others(struct care_turn *t, struct care_reveal_act *a, enum care_reveal_did *did)
{
	int64_t to[CARE_LADDER_MAX * 2];
	int n = answerers(t, a->by->id, to), rc;

	rc = n < 0 ? n : tell_all(t, to, n, "reveal.asks", a);
	*did = CARE_REVEAL_ASKED;
	return rc < 0 ? rc : store_due_arm(t->store, STORE_DUE_REVEAL, a->reveal.id,
					   t->now_ms + CARE_REVEAL_WAIT_MS, 0);
}

int care_reveal_ask(struct care_turn *t, struct care_reveal_act *a, const char *code,
		    const struct secret *reason, enum care_reveal_did *did)
{
	struct secret *number;
	int rc = ask_check(t, a, code, reason, did);

	if (rc < 0 || *did != CARE_REVEAL_ASKED)
		return rc;
	rc = store_reveal_of(t->store, t->mem, a->incident.id, a->by->id, &a->reveal);
	if (rc == 1)			/* asked before: seen once more, or still waited for */
		return a->reveal.state == STORE_REVEAL_SHOWN ?
		       care_reveal_look(t, a, a->reveal.id, did) : 0;
	if (rc == 0)
		rc = store_people_number(t->store, t->mem, a->incident.person_id, &number);
	if (rc == -ENOENT || rc == -ENOKEY)
		*did = CARE_REVEAL_NOBODY;
	if (rc < 0)
		return *did == CARE_REVEAL_NOBODY ? 0 : rc;
	a->reveal = (struct store_reveal){
		.incident_id = a->incident.id, .person_id = a->incident.person_id,
		.state = may_alone(a) ? STORE_REVEAL_SHOWN : STORE_REVEAL_ASKED,
		.alone = may_alone(a), .asked_by = a->by->id, .asked_at_ms = t->now_ms,
		.shown_at_ms = may_alone(a) ? t->now_ms : 0, .reason = reason,
	};
	counter_inc(&count_asked);
	rc = store_reveal_add(t->store, &a->reveal);
	if (rc == 0)
		rc = audit(t, CARE_AUDIT_REVEAL_ASKED, a, a->by->id, secret_reveal(reason));
	if (rc < 0)
		return rc;
	return a->reveal.alone ? alone(t, a, did) : ask_others(t, a, did);
}

/* --- The second person ---------------------------------------------------- */

static int find(struct care_turn *t, struct care_reveal_act *a, int64_t id,
		enum care_reveal_did *did)
{
	int rc = store_reveal_get(t->store, t->mem, id, &a->reveal);

	*did = CARE_REVEAL_NONE;
	if (rc == 1)
		rc = store_incident_get(t->store, a->reveal.incident_id, &a->incident);
	if (rc == 1)
		*did = CARE_REVEAL_ASKED;
	return rc < 0 ? rc : 0;
}

static int number_to(struct care_turn *t, const struct store_person *to,
		     const struct care_reveal_act *a)
{
	return care_say(t, to, CARE_SAFETY, a->incident.context & LEX_CTX_BY_OTHER ?
			"reveal.number.careful" : "reveal.number", WORDS_ARGS(
		WORDS_TEXT("code", a->incident.code),
		WORDS_TEXT("number", secret_reveal(a->number))));
}

static int approve(struct care_turn *t, struct care_reveal_act *a, enum care_reveal_did *did)
{
	struct store_person asker;
	int rc = number_get(t, a, did);

	if (rc < 0 || *did != CARE_REVEAL_SHOWN)
		return rc;
	a->reveal.state = STORE_REVEAL_SHOWN;
	a->reveal.shown_at_ms = t->now_ms;
	rc = store_reveal_save(t->store, &a->reveal);
	if (rc == 0)
		rc = shown(t, a, talloc_asprintf(t->mem, "%s agreed", a->by->pseudonym));
	if (rc == 0)
		rc = person_of(t, a->reveal.asked_by, &asker);
	if (rc == 0)
		rc = number_to(t, &asker, a);
	a->number = NULL;		/* for the one who asked, and for nobody else */
	return rc == -ENOENT ? 0 : rc;
}

static int refuse(struct care_turn *t, struct care_reveal_act *a, enum care_reveal_did *did)
{
	int rc;

	*did = CARE_REVEAL_REFUSED;
	a->reveal.state = STORE_REVEAL_OVER;
	rc = store_reveal_save(t->store, &a->reveal);
	if (rc == 0)
		rc = audit(t, CARE_AUDIT_REVEAL_ASKED, a, a->by->id, "refused");
	return rc < 0 ? rc : tell(t, a->reveal.asked_by, "reveal.refused", a);
}

int care_reveal_answer(struct care_turn *t, struct care_reveal_act *a, int64_t reveal_id, bool yes,
		       enum care_reveal_did *did)
{
	int rc = find(t, a, reveal_id, did);

	if (rc < 0 || *did != CARE_REVEAL_ASKED)
		return rc;
	*did = !(a->by->roles & ANSWERERS) ? CARE_REVEAL_RIGHT :
	       a->reveal.asked_by == a->by->id ? CARE_REVEAL_SAME :
	       a->reveal.person_id == a->by->id ? CARE_REVEAL_SELF :
	       a->reveal.state != STORE_REVEAL_ASKED ? CARE_REVEAL_OVER :
	       !is_open(&a->incident) ? CARE_REVEAL_CLOSED : CARE_REVEAL_ASKED;
	if (*did != CARE_REVEAL_ASKED)
		return 0;
	a->reveal.answered_by = a->by->id;
	a->reveal.answered_at_ms = t->now_ms;
	rc = store_due_disarm(t->store, STORE_DUE_REVEAL, reveal_id);
	if (rc < 0)
		return rc;
	return yes ? approve(t, a, did) : refuse(t, a, did);
}

int care_reveal_look(struct care_turn *t, struct care_reveal_act *a, int64_t reveal_id,
		     enum care_reveal_did *did)
{
	int rc = find(t, a, reveal_id, did);

	if (rc < 0 || *did != CARE_REVEAL_ASKED)
		return rc;
	*did = a->reveal.asked_by != a->by->id || !(a->by->roles & ASKERS) ? CARE_REVEAL_RIGHT :
	       !is_open(&a->incident) ? CARE_REVEAL_CLOSED :
	       a->reveal.state == STORE_REVEAL_OVER ? CARE_REVEAL_OVER : CARE_REVEAL_ASKED;
	if (*did != CARE_REVEAL_ASKED || a->reveal.state == STORE_REVEAL_ASKED)
		return 0;
	rc = shown(t, a, "once more");
	return rc < 0 ? rc : number_get(t, a, did);
}

/* --- The review ----------------------------------------------------------- */

static int may_review(struct care_turn *t, const struct care_reveal_act *a)
{
	int64_t list[CARE_LADDER_MAX];
	int n = reviewers(t, a->reveal.asked_by, list), k;

	for (k = 0; k < n; k++)
		if (list[k] == a->by->id)
			return 1;
	return n < 0 ? n : 0;
}

int care_reveal_review(struct care_turn *t, struct care_reveal_act *a,
		       int64_t reveal_id, bool right, enum care_reveal_did *did)
{
	int rc = find(t, a, reveal_id, did), may;

	if (rc < 0 || *did != CARE_REVEAL_ASKED)
		return rc;
	may = may_review(t, a);
	if (may < 0)
		return may;
	*did = a->reveal.asked_by == a->by->id ? CARE_REVEAL_SAME : !may ? CARE_REVEAL_RIGHT :
	       !a->reveal.alone || a->reveal.review ? CARE_REVEAL_OVER : CARE_REVEAL_REVIEWED;
	if (*did != CARE_REVEAL_REVIEWED)
		return 0;
	a->reveal.review = right ? STORE_REVEAL_REVIEW_RIGHT : STORE_REVEAL_REVIEW_WRONG;
	a->reveal.reviewed_by = a->by->id;
	a->reveal.reviewed_at_ms = t->now_ms;
	rc = store_reveal_save(t->store, &a->reveal);
	if (rc == 0)
		rc = store_due_disarm(t->store, STORE_DUE_REVEAL, reveal_id);
	return rc < 0 ? rc : audit(t, CARE_AUDIT_REVEAL_REVIEWED, a, a->by->id,
				   right ? "it was right" : "it was NOT right");
}

/* --- A time has come ------------------------------------------------------ */

static int unreviewed(struct care_turn *t, struct care_reveal_act *a)
{
	struct care_concern c = { .kind = STORE_CONCERN_DUTY };
	int64_t to[CARE_LADDER_MAX];
	int n = reviewers(t, a->reveal.asked_by, to);

	if (n < 0)
		return n;
	counter_inc(&count_unreviewed);
	c.why = talloc_asprintf(t->mem, "reveal %lld waits for a review (REVEAL OK %lld)",
				(long long)a->reveal.id, (long long)a->reveal.id);
	c.owner_id = n ? to[0] : 0;
	return care_concern_raise(t, &c, NULL);
}

int care_reveal_due(struct care_turn *t, int64_t reveal_id, int64_t arg)
{
	struct care_reveal_act a = { .by = NULL };
	enum care_reveal_did did;
	int rc = find(t, &a, reveal_id, &did);

	if (rc < 0 || did != CARE_REVEAL_ASKED)
		return rc;
	if (a.reveal.state == STORE_REVEAL_SHOWN)
		return a.reveal.alone && !a.reveal.review ? unreviewed(t, &a) : 0;
	if (a.reveal.state != STORE_REVEAL_ASKED)
		return 0;
	a.reveal.state = STORE_REVEAL_OVER;
	rc = store_reveal_save(t->store, &a.reveal);
	return rc < 0 || !is_open(&a.incident) ? rc : tell(t, a.reveal.asked_by, "reveal.late", &a);
}

/* --- By text -------------------------------------------------------------- */

static const char *const said[] = {
	[CARE_REVEAL_ASKED] = "reveal.asked", [CARE_REVEAL_REFUSED] = "reveal.noted",
	[CARE_REVEAL_REVIEWED] = "reveal.reviewed", [CARE_REVEAL_NONE] = "reveal.none",
	[CARE_REVEAL_CLOSED] = "reveal.closed", [CARE_REVEAL_NOBODY] = "reveal.nobody",
	[CARE_REVEAL_RIGHT] = "reveal.right", [CARE_REVEAL_SELF] = "oncall.ack.self",
	[CARE_REVEAL_SAME] = "reveal.same", [CARE_REVEAL_REASON] = "reveal.how",
	[CARE_REVEAL_OVER] = "reveal.over",
};

static int say(struct care_turn *t, const struct care_reveal_act *a, const char *key,
	       const char *code, int64_t id)
{
	return care_say(t, a->by, CARE_SAFETY, key, WORDS_ARGS(
		WORDS_TEXT("code", code), WORDS_TEXT("n", number_words(t, id))));
}

/* "REVEAL OK 12": agreed to; was it shown already: reviewed. */
static int answer_text(struct care_turn *t, struct care_heard *h, bool yes, int64_t id)
{
	struct care_reveal_act a = { .by = h->from };
	enum care_reveal_did did;
	int rc = find(t, &a, id, &did);

	if (rc == 0 && did == CARE_REVEAL_ASKED)
		rc = a.reveal.state == STORE_REVEAL_SHOWN ?
			care_reveal_review(t, &a, id, yes, &did) :
			care_reveal_answer(t, &a, id, yes, &did);
	if (rc < 0)
		return rc;
	return say(t, &a, did == CARE_REVEAL_SHOWN ? "reveal.noted" : said[did],
		   a.incident.code, id);
}

static int ask_text(struct care_turn *t, struct care_heard *h, const char *code, const char *words)
{
	struct care_reveal_act a = { .by = h->from };
	enum care_reveal_did did;
	int rc = care_reveal_ask(t, &a, code, secret_str(t->mem, words), &did);

	if (rc < 0)
		return rc;
	return did == CARE_REVEAL_SHOWN ? number_to(t, h->from, &a) :
					  say(t, &a, said[did], code, a.reveal.id);
}

int care_reveal_command(struct care_turn *t, struct care_heard *h, const char *rest)
{
	char code[STORE_CODE_LEN + 1];
	size_t n = strspn(rest, "0123456789");
	const char *digits = rest + strcspn(rest, "0123456789");
	bool yes = strncasecmp(rest, "ok", 2) == 0 || strncasecmp(rest, "yes", 3) == 0;

	if (yes || strncasecmp(rest, "no", 2) == 0)
		return answer_text(t, h, yes, strtoll(digits, NULL, 10));
	if (n < 3 || n > STORE_CODE_LEN)
		return care_say(t, h->from, CARE_SAFETY, "reveal.how",
				WORDS_ARGS(WORDS_TEXT("code", "4821")));
	memcpy(code, rest, n);
	code[n] = '\0';
	return ask_text(t, h, code, rest + n + strspn(rest + n, " ,.:-\n"));
}
