// SPDX-License-Identifier: AGPL-3.0-or-later
/* What staff text about incidents, and what they are answered. */
#include "care/care_int.h"
#include "care/care_audit.h"
#include "care/care_clock.h"
#include "care/care_reveal.h"
#include "care/care_safety.h"
#include "care/oncall/oncall_int.h"

#include <stdio.h>

enum { LIST_MAX = 12 };
#define STOP_TOLD_MS HOURS_MS(1)

COUNTER(count_voice_acks, "alarm.takenbyphone",
	"Alarms taken with 1 and the code, on a call.");
COUNTER(count_wrong, "oncall.wrongcode", "Answers of staff with a code that no incident has.");
COUNTER(count_late, "oncall.late", "Answers of staff that came after somebody else's.");
COUNTER(count_stop, "oncall.stop", "STOP from on-call staff: not obeyed, a manager told.");

/* --- What was done, in words ------------------------------------------------------- */

static const char *when(struct care_turn *t, const struct store_person *to, int64_t at_ms)
{
	const struct words_for who = { .lang = to->lang, .channel = WORDS_SMS };

	return words_until(t->mem, care_deps(t->care)->words, &who, to->zone, t->now_ms, at_ms);
}

/* The open codes, worst first: what they may have meant. */
char *oncall_codes(struct care_turn *t, int64_t by_id, int *n_out)
{
	struct store_incident i = { .id = 0 };
	char *list = talloc_strdup(t->mem, "");
	int n = 0, tier;

	for (tier = LEX_A; tier >= LEX_B; tier--)
		for (i.id = 0; store_incident_next(t->store, i.id, &i) == 1; )
			if (i.tier == tier && (!by_id || (i.acked_by == by_id &&
						i.state != STORE_INCIDENT_ALARMING)) &&
			    n++ < LIST_MAX)
				list = talloc_asprintf_append(list, "%s%s %s%s",
					*list ? ", " : "", i.code,
					lexicon_tier_name((enum lexicon_tier)tier),
					i.state == STORE_INCIDENT_ALARMING ? "!" : "");
	*n_out = n;
	return list;
}

static char *open_codes(struct care_turn *t, int *n_out)
{
	return oncall_codes(t, 0, n_out);
}

static int say_wrong(struct care_turn *t, const struct store_person *to, const char *code)
{
	int n;
	const char *list = open_codes(t, &n);

	counter_inc(&count_wrong);
	return oncall_say(t, to, n ? "oncall.ack.wrong" : "oncall.ack.none", WORDS_ARGS(
		WORDS_TEXT("code", code), WORDS_TEXT("list", list)));
}

/* Everything but "done". */
static int say_not(struct care_turn *t, const struct care_staff_act *a, enum care_did did)
{
	const struct store_incident *i = &a->incident;
	bool closed = did == CARE_DID_CLOSED;
	const char *key = closed ? "oncall.ack.closed" :
			  did == CARE_DID_BEFORE ? "oncall.ack.yours" :
			  did == CARE_DID_SELF ? "oncall.ack.self" :
			  did == CARE_DID_NOT_ACKED ? "oncall.notacked" :
			  did == CARE_DID_NOBODY ? "oncall.with.nobody" :
			  did == CARE_DID_TRIES ? "oncall.tries" :
			  did == CARE_DID_PROPOSED ? "oncall.proposed" : "oncall.ack.taken";
	int64_t missing[STORE_TRIES] = { 0 };

	if (did == CARE_DID_TRIES && care_incident_tries_missing(t, i, missing) < 0)
		return -EIO;
	if (did == CARE_DID_NONE)
		return say_wrong(t, a->by, a->code);
	if (closed || did == CARE_DID_OTHER)
		counter_inc(&count_late);
	return oncall_say(t, a->by, key, WORDS_ARGS(
		WORDS_TEXT("code", a->code),
		WORDS_TEXT("who", oncall_name(t, closed ? i->closed_by : i->acked_by)),
		WORDS_TEXT("when", when(t, a->by, closed ? i->closed_at_ms : i->acked_at_ms)),
		WORDS_NUMBER("done", i->tries), WORDS_NUMBER("needed", missing[STORE_TRY_ANY]),
		WORDS_NUMBER("texts", missing[STORE_TRY_TEXT]),
		WORDS_NUMBER("calls", missing[STORE_TRY_CALL]),
		WORDS_NUMBER("others", missing[STORE_TRY_OTHER])));
}

/* What happens next, and by when. */
static int say_taken(struct care_turn *t, const struct care_staff_act *a)
{
	const struct store_incident *i = &a->incident;
	const char *key = i->drill ? "oncall.drill.done" :
			  !i->person_id ? "oncall.ack.unknown" :
			  i->context & LEX_CTX_BY_OTHER ? "oncall.ack.other" :
			  i->kind == STORE_INCIDENT_PEER ? "oncall.ack.peer" : "oncall.ack";

	return oncall_say(t, a->by, key, WORDS_ARGS(
		WORDS_TEXT("code", i->code), WORDS_TEXT("who", oncall_name(t, i->person_id)),
		WORDS_TEXT("tier", lexicon_tier_name((enum lexicon_tier)i->tier)),
		WORDS_TEXT("until", when(t, a->by, i->contact_due_at_ms))));
}

static int say_did(struct care_turn *t, const struct care_staff_act *a, const char *key)
{
	return oncall_say(t, a->by, key, WORDS_ARGS(
		WORDS_TEXT("code", a->code), WORDS_NUMBER("done", a->incident.tries),
		WORDS_TEXT("until", when(t, a->by, a->incident.contact_due_at_ms))));
}

/* --- Digit and code ------------------------------------------------------------------ */

static int take(struct care_turn *t, struct care_staff_act *a, int arg, enum care_did *did)
{
	return care_incident_ack(t, a, did);
}

static int contact(struct care_turn *t, struct care_staff_act *a, int arg, enum care_did *did)
{
	return care_incident_contact(t, a, did);
}

static int close_with(struct care_turn *t, struct care_staff_act *a, int arg, enum care_did *did)
{
	return care_incident_close(t, a, (enum store_outcome)arg, did);
}

static int cannot(struct care_turn *t, struct care_staff_act *a, int arg, enum care_did *did)
{
	return care_incident_hand_back(t, a, did);
}

static int tried(struct care_turn *t, struct care_staff_act *a, int arg, enum care_did *did)
{
	return care_incident_tried_by(t, a, arg < STORE_TRIES ? (enum store_incident_try)arg :
				      STORE_TRY_ANY, did);
}

static const struct {
	int (*act)(struct care_turn *t, struct care_staff_act *a, int arg, enum care_did *did);
	const char *key;
} verbs[] = {
	[ONCALL_TAKE] = { take, NULL }, [ONCALL_CONTACT] = { contact, "oncall.contact" },
	[ONCALL_CLOSE] = { close_with, "oncall.closed" },
	[ONCALL_CANNOT] = { cannot, "oncall.declined" }, [ONCALL_TRIED] = { tried, "oncall.tried" },
};

static int verb_do(struct care_turn *t, const struct store_person *by,
		   const struct oncall_parsed *p)
{
	struct care_staff_act a = { .by = by, .code = p->code };
	enum care_did did;
	int rc;

	if (p->verb == ONCALL_CLOSE && (p->outcome < STORE_OUTCOME_SAFE_PLAN ||
					p->outcome > STORE_OUTCOME_UNREACHABLE))
		return oncall_say(t, by, "oncall.close.how",
				  WORDS_ARGS(WORDS_TEXT("code", p->code)));
	rc = verbs[p->verb].act(t, &a, p->outcome, &did);
	if (rc < 0)
		return rc;
	if (did == CARE_DID_OVER && a.incident.state == STORE_INCIDENT_CONTACT)
		return oncall_say(t, by, "oncall.handover.taken", WORDS_ARGS(
			WORDS_TEXT("code", p->code),
			WORDS_TEXT("who", oncall_name(t, a.incident.person_id))));
	if (did != CARE_DID && did != CARE_DID_OVER)
		return say_not(t, &a, did);
	return verbs[p->verb].key ? say_did(t, &a, verbs[p->verb].key) : say_taken(t, &a);
}

static bool code_known(void *arg, const char *code)
{
	struct care_turn *t = arg;
	struct store_incident i;

	return store_incident_by_code(t->store, code, &i) == 1;
}

/* A lone digit may answer another question; here it is one only for somebody who was
 * just called and has not said which. */
static int lone_digit(struct care_turn *t, const struct store_person *by)
{
	struct store_incident i = { .id = 0 };
	int n, rc;

	while ((rc = store_incident_next(t->store, i.id, &i)) == 1) {
		if (i.state != STORE_INCIDENT_ALARMING)
			continue;
		rc = store_alarm_told(t->store, i.id, by->id);
		if (rc)
			break;
	}
	if (rc != 1)
		return rc;
	rc = oncall_say(t, by, "oncall.code.needed",
			WORDS_ARGS(WORDS_TEXT("list", open_codes(t, &n)),
				   WORDS_TEXT("code", i.code)));
	return rc < 0 ? rc : 1;
}

static int hear_digits(struct care_turn *t, struct care_heard *h)
{
	struct oncall_parsed p;
	int rc;

	oncall_parse(secret_reveal(h->in->text), secret_len(h->in->text), code_known, t, &p);
	if (p.verb == ONCALL_NOTHING)
		return 0;
	if (p.verb == ONCALL_DIGIT_ALONE)
		return lone_digit(t, h->from);
	if (p.verb == ONCALL_SHIFT)
		rc = roster_take_text(t, h->from, p.shift);
	else if (p.verb == ONCALL_CODE_ALONE)
		rc = oncall_say(t, h->from, "oncall.digit.needed",
				WORDS_ARGS(WORDS_TEXT("code", p.code)));
	else
		rc = verb_do(t, h->from, &p);
	return rc < 0 ? rc : 1;
}

/* --- Words ------------------------------------------------------------------------------ */

/* "4821 she has gone home" -> the code, and what follows. */
static bool code_first(const char *rest, char code[STORE_CODE_LEN + 1], const char **words)
{
	size_t n = strspn(rest, "0123456789");

	if (n < 3 || n > STORE_CODE_LEN)
		return false;
	snprintf(code, STORE_CODE_LEN + 1, "%.*s", (int)n, rest);
	*words = rest + n + strspn(rest + n, " ,.:-\n");
	return true;
}

static int list_open(struct care_turn *t, struct care_heard *h, const char *rest)
{
	int n;
	const char *list = open_codes(t, &n);

	return oncall_say(t, h->from, n ? "oncall.list" : "oncall.list.none",
			  WORDS_ARGS(WORDS_TEXT("list", list), WORDS_NUMBER("n", n)));
}

static int note(struct care_turn *t, struct care_heard *h, const char *rest)
{
	char code[STORE_CODE_LEN + 1] = "";
	struct care_staff_act a = { .by = h->from, .code = code };
	const char *words;
	enum care_did did;
	int rc;

	if (!code_first(rest, code, &words) || !*words)
		return oncall_say(t, h->from, "oncall.note.how", NULL);
	rc = care_incident_note(t, &a, secret_str(t->mem, words), &did);
	if (rc < 0)
		return rc;
	return did == CARE_DID ? say_did(t, &a, "oncall.noted") : say_not(t, &a, did);
}

static int with_code(struct care_turn *t, struct care_heard *h, const char *rest, bool take_over)
{
	char code[STORE_CODE_LEN + 1] = "";
	struct care_staff_act a = { .by = h->from, .code = code };
	const char *words;
	enum care_did did;
	int rc;

	if (!code_first(rest, code, &words))
		return oncall_say(t, h->from, "oncall.with.how", NULL);
	rc = care_incident_with(t, &a, take_over, &did);
	return rc < 0 ? rc : did == CARE_DID ? 0 : say_not(t, &a, did);
}

static int with(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return with_code(t, h, rest, false);
}

/* The peer who is with the person goes, with thanks. */
static int with_me(struct care_turn *t, struct care_heard *h, const char *rest)
{
	return with_code(t, h, rest, true);
}

static int missed(struct care_turn *t, struct care_heard *h, const char *rest)
{
	const struct care_mark m = {
		.who = rest, .verdict = STORE_VERDICT_MISSED, .name = h->from->pseudonym };
	int rc = *rest ? care_feedback_mark(t, &m) : -ENOENT;

	if (rc < 0 && rc != -ENOENT && rc != -EINVAL)
		return rc;
	return oncall_say(t, h->from, rc < 0 ? "oncall.missed.how" : "oncall.missed",
			  WORDS_ARGS(WORDS_TEXT("who", rest)));
}

const struct care_command care_oncall_commands[] = {
	{ "keyword.list", STORE_ROLE_STAFF, false, NULL, list_open },
	{ "keyword.note", STORE_ROLE_STAFF, true, NULL, note },
	{ "keyword.with", STORE_ROLE_STAFF, true, NULL, with },
	{ "keyword.withme", STORE_ROLE_STAFF, true, NULL, with_me },
	{ "keyword.reveal", STORE_ROLE_STAFF, true, NULL, care_reveal_command },
	{ "keyword.swap", STORE_ROLE_ONCALL | STORE_ROLE_MANAGER, true, NULL, roster_swap_text },
	{ "keyword.shifts", STORE_ROLE_ONCALL | STORE_ROLE_MANAGER, false, NULL,
	  roster_shifts_text },
	{ "keyword.missed", STORE_ROLE_STAFF, true, NULL, missed },
};
const size_t care_oncall_commands_len = ARRAY_LEN(care_oncall_commands);

/* --- STOP --------------------------------------------------------------------------------- */

/* A pager that its bearer can switch off by one word is none. */
static int hear_stop(struct care_turn *t, struct care_heard *h)
{
	struct store_phone phone;
	int rc = store_phone_get(t->store, h->from->id, &phone);

	counter_inc(&count_stop);
	if (rc == 0)
		rc = care_audit(t, CARE_AUDIT_STOP, h->from->id, h->from->id, "alarms go on");
	if (rc == 0)
		rc = oncall_say(t, h->from, "oncall.stop", NULL);
	if (rc < 0 || care_clock_lately(t->now_ms, phone.stop_told_ms, STOP_TOLD_MS))
		return rc < 0 ? rc : 1;
	phone.stop_told_ms = t->now_ms;
	rc = store_phone_save(t->store, &phone);
	if (rc == 0)
		rc = oncall_tell_managers(t, h->from->id, "oncall.stop.manager",
					  WORDS_ARGS(WORDS_TEXT("who", h->from->pseudonym)));
	return rc < 0 ? rc : 1;
}

/* END also ends a conversation: then it is not meant for the pager. */
static int is_stop(struct care_turn *t, const struct care_heard *h)
{
	int busy;

	if (!h->hit || *h->hit->rest ||
	    !(h->from->roles & (STORE_ROLE_ONCALL | STORE_ROLE_MANAGER)))
		return 0;
	if (h->hit->escape == FLOW_ESCAPE_STOP)
		return 1;
	if (!h->hit->key || strcmp(h->hit->key, "keyword.end") != 0)
		return 0;
	busy = care_conversation_busy(t, h->from->id);
	return busy < 0 ? busy : !busy;
}

static int say_nothing_held(struct care_turn *t, const struct store_person *to)
{
	int rc = oncall_say(t, to, "oncall.handover.none", NULL);

	return rc < 0 ? rc : 1;
}

/* HANDOVER means a conversation while they are in one, and incidents while they have any. */
static int hear_hand_over(struct care_turn *t, struct care_heard *h)
{
	int n, rc;

	if (!h->hit || !h->hit->key || strcmp(h->hit->key, "keyword.handover") != 0 ||
	    *h->hit->rest)
		return 0;
	(void)oncall_codes(t, h->from->id, &n);
	if (n == 0 && !(h->from->roles & (STORE_ROLE_ONCALL | STORE_ROLE_MANAGER)))
		return 0;
	if (n == 0) {
		rc = care_conversation_busy(t, h->from->id);
		return rc ? rc < 0 ? rc : 0 : say_nothing_held(t, h->from);
	}
	rc = care_incident_hand_over(t, h->from, false, &n);
	if (rc == 0 && n == 0)		/* offered before, and waited for */
		rc = oncall_say(t, h->from, "oncall.handover.waits", NULL);
	return rc < 0 ? rc : 1;
}

/* "Missed you yesterday" to somebody they write with is said to that person, not to us: 1. */
static int said_to_person(struct care_turn *t, const struct care_heard *h)
{
	const char *key = h->hit ? h->hit->key : NULL, *rest = key ? h->hit->rest : "";
	struct store_person p;
	bool ours = true;

	if (!key || !*rest)
		return 0;
	if (strcmp(key, "keyword.missed") == 0)
		ours = store_people_by_pseudonym(t->store, rest, &p) == 0;
	else if (strcmp(key, "keyword.swap") == 0 || strcmp(key, "keyword.note") == 0)
		ours = *rest >= '0' && *rest <= '9';
	else if (strcmp(key, "keyword.reveal") == 0)
		ours = strpbrk(rest, "0123456789") != NULL;
	return ours ? 0 : care_conversation_busy(t, h->from->id);
}

int care_oncall_hear(struct care_turn *t, struct care_heard *h)
{
	int rc;

	if (!(h->from->roles & STORE_ROLE_STAFF) || h->in->is_part || !h->in->text)
		return 0;
	rc = hear_digits(t, h);
	if (rc == 0)
		rc = hear_hand_over(t, h);
	if (rc)
		return rc;
	rc = said_to_person(t, h);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = care_command_hear(t, h, care_oncall_commands, care_oncall_commands_len);
	if (rc)
		return rc;
	rc = is_stop(t, h);
	return rc == 1 ? hear_stop(t, h) : rc;
}

/* --- Taken by phone -------------------------------------------------------------------------- */

int care_oncall_voice_ack(struct care_turn *t, int64_t person_id, const char *code)
{
	struct store_person by;
	struct care_staff_act act = { .by = &by, .code = code };
	enum care_did did;
	int rc = oncall_person(t, person_id, &by);

	if (rc < 0)
		return rc == -ENOENT ? 0 : rc;
	counter_inc(&count_voice_acks);
	rc = care_incident_ack(t, &act, &did);
	if (rc < 0)
		return rc;
	return did == CARE_DID ? say_taken(t, &act) : say_not(t, &act, did);	/* in writing */
}

int care_oncall_voice_ack_of(struct care_turn *t, int64_t alarm_id, const char *code)
{
	struct store_alarm a;
	int rc = store_alarm_get(t->store, alarm_id, &a);

	return rc == 1 ? care_oncall_voice_ack(t, a.person_id, code) : rc;
}
