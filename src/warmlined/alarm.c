// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The wires between care/ and the pager.
 *
 * Why a crash is safe at each line.  Before the commit nothing of a turn was
 * told, and the pager's own 3 s run.  Between the commit and the telling: the
 * incident's row says `untold`, the alarm's row says "handed over, no word";
 * both are told again when the pager is next seen, and the pager knows an
 * alarm's id, so nobody is alarmed twice by that.
 */
#include "warmlined/alarm.h"

#include <stdio.h>

#include "care/care_incident.h"
#include "care/care_oncall.h"
#include "care/care_watch.h"
#include "store/store_oncall.h"
#include "warmlined/alarm_roster.h"

#define CONTACT_SLACK_MS HOURS_MS(1)
enum {
	SEND_MAX = 64,			/* alarm texts a turn */
	OPENS_MAX = 4096, REPORTS_MAX = 1024, PAGED_MAX = 1024, VOICE_ACKS_MAX = 64,
	UNTOLD_MAX = 256,
	AGAIN_MS = 1000,		/* an alarm that the pager did not take */
	ADOPT_MS = 4000,		/* a hit that is not stored yet: its message comes again */
	AWAY_MS = 5000,			/* no pager for so long: the ordinary way */
	UNHEARD_MS = 30 * 60 * 1000,
};

struct opened {
	struct pager_incident inc;
	bool told;
	int64_t at_ms;			/* monotonic: adopted then */
};
struct report { uint64_t alarm_id; enum pager_outcome outcome; };
struct paged { struct pager_key key; char handle[PAGER_HANDLE_LEN + 1]; };
struct voice_ack {
	uint64_t alarm_id;
	char code[PAGER_CODE_LEN + 1], handle[PAGER_HANDLE_LEN + 1];
};
struct told { struct pager_incident inc; enum store_incident_state state; int64_t contact_ms; };

struct alarm_wires {
	struct loop *loop;
	struct pager *pager;
	struct turn *turn;
	struct store *store;
	struct care *care;
	char *state_dir, *sender;
	bool line_up, roster_ok, just_up;
	int64_t down_since_ms;		/* monotonic; 0: up */
	int64_t hold_until_ms;		/* monotonic: a turn of ours went wrong, not sooner again */
	int64_t generation;		/* of the roster file that was written; -1: none yet */
	/* From the pager, until the next turn. */
	struct opened opens[OPENS_MAX];
	int opens_len;
	struct report reports[REPORTS_MAX];
	int reports_len;
	struct paged paged[PAGED_MAX];
	int paged_len;
	struct voice_ack voice_acks[VOICE_ACKS_MAX];
	int voice_acks_len;
	/* Of this turn, to be told after its commit. */
	void *mem;
	struct care_alarm_out out[SEND_MAX];
	int out_len;
	uint64_t refused[SEND_MAX];	/* handed over, and not taken */
	int refused_len;
	struct told tell[UNTOLD_MAX];
	int tell_len;
	bool by_outbox;
	struct care_roster_line *roster;
	size_t roster_len;
	int64_t roster_generation;
	bool roster_new;
};

COUNTER(count_hits, "alarm.hits",
	"Texts of tier A or B, or key 9, told to the pager before any storing.");
COUNTER(count_unheard_hits, "alarm.hits.full", "Hits that the pager's line could not take.");
COUNTER(count_wrong, "alarm.wrong", "Turns in which alarms could not be dealt with: a fault.");
COUNTER(count_lost, "alarm.reports.lost",
	"Words of the pager that found no room; it says them again.");

static void wake(struct alarm_wires *w)
{
	if (w->turn)
		turn_wake(w->turn);
}

static struct pager_key key_of(const uint8_t person[8], const char *uuid)
{
	struct pager_key key;

	pager_key_make(&key, person, uuid);
	return key;
}

static struct pager_incident incident_of(const struct store_incident *i)
{
	struct pager_incident inc = {
		.tier = i->tier == LEX_A ? PAGER_TIER_A : PAGER_TIER_B,
		.kind = (enum pager_kind)i->kind,
	};

	memcpy(inc.key.person, i->who, sizeof(inc.key.person));
	memcpy(inc.code, i->code, sizeof(inc.code));
	return inc;
}

/* --- From the pager ------------------------------------------------------------------ */

static void told_check(int rc)
{
	/* The ring is full: the pager hangs and is being replaced; its successor is
	 * told everything at `up`. */
	if (rc < 0)
		counter_inc(&count_lost);
}

static void tell_state(struct alarm_wires *w, const struct told *t)
{
	if (t->state == STORE_INCIDENT_CLOSED) {
		told_check(pager_closed(w->pager, &t->inc.key));
		return;
	}
	told_check(pager_stored(w->pager, &t->inc));
	if (t->state != STORE_INCIDENT_ALARMING)
		told_check(pager_acked(w->pager, &t->inc, t->contact_ms));
}

static struct told told_of(const struct alarm_wires *w, const struct store_incident *i)
{
	int64_t left = i->contact_due_at_ms - clock_wall_ms();

	/* After contact its clock is the reminder to close, and each reminder says it anew: the
	 * pager calls by itself only when none came. */
	if (i->state == STORE_INCIDENT_CONTACT)
		left = care_incident_settings(w->care)->close_ms + CONTACT_SLACK_MS;
	return (struct told){ incident_of(i), i->state, left > 0 ? left : 0 };
}

static void on_up(void *arg)
{
	struct alarm_wires *w = arg;
	struct store_incident i = { .id = 0 };
	struct told t;

	w->down_since_ms = 0;
	w->just_up = true;
	while (w->store && !store_failed(w->store) &&
	       store_incident_next(w->store, i.id, &i) == 1) {
		if (i.drill)
			continue;
		t = told_of(w, &i);
		tell_state(w, &t);
	}
	pager_roster_changed(w->pager);
	wake(w);
}

static void on_down(void *arg)
{
	struct alarm_wires *w = arg;

	w->down_since_ms = clock_mono_ms();
	w->line_up = false;
	wake(w);
}

static void on_open(void *arg, const struct pager_incident *inc, enum pager_state state, bool told)
{
	struct alarm_wires *w = arg;
	bool waits = state == PAGER_WAITING && !told;
	int i;

	for (i = 0; i < w->opens_len; i++)
		if (memcmp(w->opens[i].inc.key.person, inc->key.person, 8) == 0)
			return;
	if (w->opens_len == OPENS_MAX) {
		counter_inc(&count_lost);
		return;
	}
	w->opens[w->opens_len++] = (struct opened){
		*inc, told, clock_mono_ms() + (waits ? ADOPT_MS : 0) };
	wake(w);
}

static void on_report(void *arg, uint64_t alarm_id, enum pager_outcome outcome)
{
	struct alarm_wires *w = arg;

	if (w->reports_len == REPORTS_MAX) {
		counter_inc(&count_lost);
		return;
	}
	w->reports[w->reports_len++] = (struct report){ alarm_id, outcome };
	wake(w);
}

static void on_paged(void *arg, const struct pager_key *key, const char *handle)
{
	struct alarm_wires *w = arg;

	if (w->paged_len == PAGED_MAX)
		return;
	w->paged[w->paged_len].key = *key;
	snprintf(w->paged[w->paged_len++].handle, PAGER_HANDLE_LEN + 1, "%s", handle);
	wake(w);
}

static void on_voice_ack(void *arg, const struct pager_incident *inc, uint64_t alarm_id,
			 const char *handle)
{
	struct alarm_wires *w = arg;
	struct voice_ack *a = &w->voice_acks[w->voice_acks_len];

	if (w->voice_acks_len == VOICE_ACKS_MAX) {
		counter_inc(&count_lost);
		return;
	}
	w->voice_acks_len++;
	a->alarm_id = alarm_id;
	snprintf(a->code, sizeof(a->code), "%s", inc->code);
	snprintf(a->handle, sizeof(a->handle), "%s", handle);
	wake(w);
}

static void on_state(void *arg, bool line_up, bool roster_ok)
{
	struct alarm_wires *w = arg;

	w->line_up = line_up;
	w->roster_ok = roster_ok;
}

static const struct pager_ops ops = {
	.up = on_up, .open = on_open, .report = on_report, .paged = on_paged,
	.voice_ack = on_voice_ack, .state = on_state, .down = on_down,
};

/* --- In the turn ----------------------------------------------------------------------- */

static bool pager_long_away(const struct alarm_wires *w)
{
	return w->down_since_ms && clock_mono_ms() - w->down_since_ms >= AWAY_MS;
}

static bool can_hand(const struct alarm_wires *w)
{
	return pager_is_up(w->pager) || pager_long_away(w);
}

static int64_t opens_due_ms(const struct alarm_wires *w)
{
	int64_t due = -1, left;
	int i;

	for (i = 0; i < w->opens_len; i++) {
		left = w->opens[i].at_ms - clock_mono_ms();
		left = left > 0 ? left : 0;
		due = due < 0 || left < due ? left : due;
	}
	return due;
}

static bool roster_stale(struct alarm_wires *w)
{
	int64_t n;

	return store_roster_generation(w->store, &n) == 0 && n != w->generation;
}

/* The next alarm, or words about the link: 1, 0. */
static int next_out(struct alarm_wires *w, int64_t *at_ms)
{
	int64_t notice_ms;
	int alarm = store_alarm_next(w->store, at_ms);

	if (store_notice_next(w->store, &notice_ms) != 1)
		return alarm;
	if (alarm != 1 || notice_ms < *at_ms)
		*at_ms = notice_ms;
	return 1;
}

static bool wires_has_work(void *arg, int64_t now_ms)
{
	struct alarm_wires *w = arg;
	struct store_incident i;
	int64_t at_ms;

	if (w->hold_until_ms > clock_mono_ms())
		return false;
	if (w->reports_len || w->paged_len || w->voice_acks_len || w->refused_len || w->just_up ||
	    opens_due_ms(w) == 0)
		return true;
	if (can_hand(w) && next_out(w, &at_ms) == 1 && at_ms <= now_ms)
		return true;
	return store_incident_next_untold(w->store, 0, &i) == 1 || roster_stale(w);
}

static int64_t wires_next_ms(void *arg, int64_t now_ms)
{
	struct alarm_wires *w = arg;
	int64_t next = opens_due_ms(w), at_ms, wait;

	if (w->hold_until_ms > clock_mono_ms())
		return w->hold_until_ms - clock_mono_ms();
	if (next_out(w, &at_ms) != 1)
		return next;
	wait = at_ms > now_ms ? at_ms - now_ms : 0;
	if (!can_hand(w) && wait < AGAIN_MS)
		wait = AGAIN_MS;
	return next < 0 || wait < next ? wait : next;
}

static const enum store_alarm_state outcome_states[] = {
	[PAGER_ACCEPTED] = STORE_ALARM_ACCEPTED, [PAGER_BUFFERED] = STORE_ALARM_BUFFERED,
	[PAGER_SENT] = STORE_ALARM_ACCEPTED, [PAGER_DELIVERED] = STORE_ALARM_DELIVERED,
	[PAGER_REJECTED] = STORE_ALARM_FAILED, [PAGER_UNKNOWN] = STORE_ALARM_UNKNOWN,
};

static int send_again(struct alarm_wires *w, uint64_t id, int64_t at_ms)
{
	int rc = store_alarm_again(w->store, (int64_t)id, at_ms);

	return rc ? rc : store_notice_again(w->store, (int64_t)id, at_ms);
}

static int reports_work(struct alarm_wires *w, struct care_turn *t)
{
	int i, rc = 0;

	for (i = 0; rc >= 0 && i < w->reports_len; i++) {
		const struct report *r = &w->reports[i];

		if (r->outcome == PAGER_BUSY)
			rc = send_again(w, r->alarm_id, t->now_ms + AGAIN_MS);
		else if ((size_t)r->outcome < ARRAY_LEN(outcome_states))
			rc = care_oncall_report(t, (int64_t)r->alarm_id,
						outcome_states[r->outcome]);
	}
	for (i = 0; rc >= 0 && i < w->refused_len; i++)
		rc = send_again(w, w->refused[i], t->now_ms + AGAIN_MS);
	return rc < 0 ? rc : 0;
}

/* A pager that is new knows nothing of what its predecessor was handed. */
static int unheard_work(struct alarm_wires *w, struct care_turn *t)
{
	int rc = w->just_up ? store_alarm_unheard(w->store, t->now_ms - UNHEARD_MS, t->now_ms) : 0;

	return rc < 0 ? rc : 0;
}

static int opens_work(struct alarm_wires *w, struct care_turn *t)
{
	struct store_incident row;
	int i, rc = 0;

	for (i = 0; rc >= 0 && i < w->opens_len; i++) {
		const struct opened *o = &w->opens[i];

		if (o->at_ms > clock_mono_ms())
			continue;
		rc = care_incident_adopt(t, o->inc.key.person, o->inc.tier == PAGER_TIER_A,
					 (enum store_incident_kind)o->inc.kind,
					 o->inc.code, o->told);
		if (rc < 0 || w->tell_len == UNTOLD_MAX)
			continue;
		/* By its full key, so that the hit too is settled. */
		rc = store_incident_open_who(w->store, o->inc.key.person, &row);
		if (rc == 1) {
			w->tell[w->tell_len] = told_of(w, &row);
			w->tell[w->tell_len++].inc.key = o->inc.key;
		}
	}
	for (i = 0; rc >= 0 && i < w->paged_len; i++)
		rc = care_incident_paged(t, w->paged[i].key.person, w->paged[i].handle);
	return rc < 0 ? rc : 0;
}

/* The roster file's handles are ours: "p<id>" (alarm_roster.c). */
static int voice_acks_work(struct alarm_wires *w, struct care_turn *t)
{
	long long id;
	int i, rc = 0;

	for (i = 0; rc >= 0 && i < w->voice_acks_len; i++) {
		const struct voice_ack *a = &w->voice_acks[i];

		if (a->alarm_id)
			rc = care_oncall_voice_ack_of(t, (int64_t)a->alarm_id, a->code);
		else if (sscanf(a->handle, "p%lld", &id) == 1)
			rc = care_oncall_voice_ack(t, id, a->code);
	}
	return rc < 0 ? rc : 0;
}

static int alarms_work(struct alarm_wires *w, struct care_turn *t)
{
	int n, i, rc = 0;

	w->out_len = 0;
	if (!can_hand(w))
		return 0;
	n = care_oncall_claim(t, w->mem, w->out, SEND_MAX);
	if (n < 0)
		return n;
	rc = care_watch_claim(t, w->mem, w->out + n, SEND_MAX - n);
	if (rc < 0)
		return rc;
	n += rc;
	rc = 0;
	w->by_outbox = !pager_is_up(w->pager);
	for (i = 0; rc == 0 && w->by_outbox && i < n; i++)
		rc = care_oncall_by_outbox(t, &w->out[i]);
	w->out_len = w->by_outbox ? 0 : n;
	return rc;
}

static int untold_work(struct alarm_wires *w)
{
	struct store_incident i = { .id = 0 };
	int rc = 0;

	while (w->tell_len < UNTOLD_MAX &&
	       (rc = store_incident_next_untold(w->store, i.id, &i)) == 1) {
		if (!i.drill)		/* no pager shall take a drill for the real thing */
			w->tell[w->tell_len++] = told_of(w, &i);
		rc = store_incident_told(w->store, i.id);
		if (rc < 0)
			break;
	}
	return rc < 0 ? rc : 0;
}

static int roster_work(struct alarm_wires *w, struct care_turn *t)
{
	int rc;

	w->roster_new = false;
	if (!roster_stale(w))
		return 0;
	rc = care_roster_generation(t, &w->roster_generation);
	if (rc == 0)
		rc = care_roster_lines(t, w->mem, &w->roster, &w->roster_len);
	w->roster_new = rc == 0;
	return rc;
}

static int all_work(struct alarm_wires *w, struct care_turn *t)
{
	int rc = reports_work(w, t);

	if (rc == 0)
		rc = unheard_work(w, t);
	if (rc == 0)
		rc = opens_work(w, t);
	if (rc == 0)		/* after what the pager holds was adopted: it may be about that */
		rc = voice_acks_work(w, t);
	if (rc == 0)
		rc = alarms_work(w, t);
	if (rc == 0)
		rc = untold_work(w);
	return rc < 0 ? rc : roster_work(w, t);
}

/* What goes wrong here must not take the turn's messages with it: it is rolled
 * back alone and tried again.  The store's own failure is everybody's. */
static int wires_work(void *arg, int64_t now_ms)
{
	struct alarm_wires *w = arg;
	struct care_turn t;
	int rc;

	if (!wires_has_work(w, now_ms))
		return 0;
	w->mem = talloc_named_const(w, 0, "alarms of this turn");
	if (!w->mem)
		base_oom();
	w->tell_len = 0;
	care_turn_init(&t, w->care, w->mem, now_ms);
	if (store_savepoint(w->store) < 0)
		return -EIO;
	rc = all_work(w, &t);
	if (rc == 0)
		return store_savepoint_release(w->store);
	store_savepoint_rollback(w->store);
	if (store_failed(w->store))
		return -EIO;
	counter_inc(&count_wrong);
	LOGP(DMAIN, LOGL_FATAL, "Alarms could not be dealt with (%s); tried again in a second.\n",
	     strerror(-rc));
	w->hold_until_ms = clock_mono_ms() + AGAIN_MS;
	TALLOC_FREE(w->mem);
	return 0;
}

/* --- After the commit --------------------------------------------------------------------- */

static int hand_one(struct alarm_wires *w, const struct care_alarm_out *o,
		    const struct pager_key *key)
{
	struct pager_incident inc = {
		.tier = o->tier_a ? PAGER_TIER_A : PAGER_TIER_B, .kind = PAGER_MEMBER };

	if (!o->call)
		return pager_send(w->pager, (uint64_t)o->id, key, o->number, o->text);
	if (key)
		inc.key = *key;
	snprintf(inc.code, sizeof(inc.code), "%s", o->code);
	return pager_ring(w->pager, (uint64_t)o->id, &inc, o->people,
			  &(struct pager_phone){ o->number, o->lang });
}

/* Else the pager would go on alone about those whom a digest names.  When it
 * cannot be told it does: the safe side. */
static void digest_told(struct alarm_wires *w, const struct care_alarm_out *o)
{
	struct pager_key key = { { 0 }, { 0 } };
	int i, rc = 0;

	for (i = 0; rc >= 0 && i < o->told_len; i++) {
		memcpy(key.person, o->told[i], sizeof(key.person));
		rc = pager_told(w->pager, &key);
	}
}

static void alarms_hand(struct alarm_wires *w)
{
	static const uint8_t several[8];
	struct pager_key key = { { 0 }, { 0 } };
	int i, rc;

	for (i = 0; i < w->out_len; i++) {
		const struct care_alarm_out *o = &w->out[i];
		bool one = memcmp(o->who, several, sizeof(several)) != 0;

		memcpy(key.person, o->who, sizeof(key.person));
		rc = hand_one(w, o, one ? &key : NULL);
		if (rc == -EINVAL || rc == -EMSGSIZE)
			on_report(w, (uint64_t)o->id, PAGER_REJECTED);
		else if (rc < 0)
			w->refused[w->refused_len++] = (uint64_t)o->id;
		else
			digest_told(w, o);
	}
	w->out_len = 0;
}

static void roster_write(struct alarm_wires *w)
{
	struct err err;

	if (!w->roster_new)
		return;
	w->generation = w->roster_generation;
	if (!w->roster_len) {
		LOGP(DMAIN, LOGL_NOTICE, "Nobody is on the roster: no alarm can reach anybody. "
		     "warmlinectl person add ... roles=oncall\n");
		return;
	}
	if (alarm_roster_write(w->state_dir, w->sender, care_deps(w->care)->words, w->roster,
			       w->roster_len, &err) < 0) {
		LOGP(DMAIN, LOGL_ERROR,
		     "The roster file was not written, the last one stays: %s.\n",
		     err.text);
		return;
	}
	LOGP(DMAIN, LOGL_NOTICE, "The roster file was written: %zu lines.\n", w->roster_len);
	pager_roster_changed(w->pager);
}

static void opens_settled(struct alarm_wires *w)
{
	int i, n = 0;

	for (i = 0; i < w->opens_len; i++)
		if (w->opens[i].at_ms > clock_mono_ms())
			w->opens[n++] = w->opens[i];
	w->opens_len = n;
}

static void wires_done(void *arg, bool committed)
{
	struct alarm_wires *w = arg;
	int i;

	if (!w->mem)
		return;
	if (committed) {
		w->reports_len = w->paged_len = w->voice_acks_len = w->refused_len = 0;
		w->just_up = false;
		opens_settled(w);
		/* First whose incident it is, then the texts about it. */
		for (i = 0; i < w->tell_len; i++)
			tell_state(w, &w->tell[i]);
		alarms_hand(w);
		roster_write(w);
	}
	w->tell_len = 0;
	w->out_len = 0;
	TALLOC_FREE(w->mem);
}

static const struct turn_part part = {
	.name = "alarms", .has_work = wires_has_work, .work = wires_work, .done = wires_done,
	.next_ms = wires_next_ms,
};

/* --- From sms/ -------------------------------------------------------------------------------- */

void alarm_danger(struct alarm_wires *w, const struct sms_danger *danger)
{
	struct pager_incident inc = {
		.key = key_of(danger->person, danger->uuid),
		.tier = danger->tier_a ? PAGER_TIER_A : PAGER_TIER_B, .kind = PAGER_MEMBER,
	};

	counter_inc(&count_hits);
	strncpy(inc.code, danger->code, PAGER_CODE_LEN);
	if (pager_hit(w->pager, &inc) < 0)
		counter_inc(&count_unheard_hits);
}

static void open_forget(struct alarm_wires *w, const uint8_t person[8])
{
	int i;

	for (i = 0; i < w->opens_len; i++)
		if (memcmp(w->opens[i].inc.key.person, person, 8) == 0)
			w->opens[i--] = w->opens[--w->opens_len];
}

/* Its own code may have been in use, or it joined an older incident: the row
 * says.  No row: care/ found that nobody is in danger (a peer's question, a lone
 * 9 that was asked about), so what the pager holds for it is over. */
void alarm_danger_stored(struct alarm_wires *w, const struct sms_danger *danger)
{
	struct pager_key key = key_of(danger->person, danger->uuid);
	struct store_incident row;
	struct pager_incident inc = { .key = key, .tier = PAGER_TIER_B, .kind = PAGER_MEMBER };
	int rc = store_incident_open_who(w->store, danger->person, &row);

	open_forget(w, danger->person);
	if (rc < 0)
		return;			/* the store has failed: let the pager call */
	if (rc == 1)
		inc = incident_of(&row);
	else
		strncpy(inc.code, danger->code, PAGER_CODE_LEN);
	inc.key = key;
	told_check(pager_stored(w->pager, &inc));
	if (rc == 1 && row.state != STORE_INCIDENT_ALARMING)
		told_check(pager_acked(w->pager, &inc, told_of(w, &row).contact_ms));
	if (rc == 0)
		told_check(pager_closed(w->pager, &key));
}

/* --- For the house ---------------------------------------------------------------------------- */

struct alarm_wires *alarm_wires_new(void *ctx, struct loop *loop, const struct pager_config *config,
				    struct err *err)
{
	struct alarm_wires *w = talloc_zero(ctx, struct alarm_wires);

	if (!w)
		base_oom();
	w->loop = loop;
	w->generation = -1;
	w->down_since_ms = clock_mono_ms() ? clock_mono_ms() : 1;
	w->state_dir = talloc_strdup(w, config->state_dir);
	w->pager = pager_new(w, loop, config, &ops, w, err);
	if (!w->pager) {
		talloc_free(w);
		return NULL;
	}
	return w;
}

void alarm_wires_attach(struct alarm_wires *w, struct turn *turn, struct store *store,
			struct care *care, const char *sender)
{
	w->sender = talloc_strdup(w, sender);
	w->turn = turn;
	w->store = store;
	w->care = care;
	turn_add(turn, &part, w);
	if (pager_is_up(w->pager))
		on_up(w);
}

void alarm_committed(struct alarm_wires *w, bool ok)
{
	pager_commit_ok(w->pager, ok);
}

void alarm_goodbye(struct alarm_wires *w)
{
	pager_goodbye(w->pager);
}

void alarm_roster_again(struct alarm_wires *w)
{
	w->generation = -1;
	wake(w);
}

struct alarm_status alarm_status(const struct alarm_wires *w)
{
	struct alarm_status s = {
		.pager_up = pager_is_up(w->pager), .line_up = w->line_up, .roster_ok = w->roster_ok,
	};
	struct store_incident_counts counts;

	if (w->store && store_incident_counts(w->store, 0, &counts) == 0)
		s.waiting = counts.alarming;
	return s;
}
