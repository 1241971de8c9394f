/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/watch: silence as a fault, and what comes after.
 *
 * The text to ourselves.  Each `interval` a text of one segment ("wlcheck" and
 * a token) goes out through the carrier to `number`, which the carrier routes
 * back to us.  It comes in as any other text does, is known by its token, and is
 * nobody: no person is made, nothing is answered.  One that is not back after
 * `wait` is missed, and the next is sent at once; after `missed` in a row the
 * carrier counts as silent: the managers on duty and the first person on call are
 * told by the other route (the pager's own line; `alarm-command`, run by
 * warmlined), again each `again`, until one comes back.  That is an alarm about
 * the link, not about a person: it is not an incident.  LINK says that somebody looks after it:
 * then it is said again only after four times `again`.
 * While it lasts the dead-man signal rests, so that an outside watcher, which
 * needs neither us nor the carrier, notices too.
 *
 * Drills ring the staff's phones through the whole chain: a scheduled one is
 * announced the day before, an unannounced one comes at a time that nobody
 * knows.  Each says DRILL.  None begins while somebody is in danger; one that
 * begins before goes on.  One that nobody answers within `drill-limit` ends as
 * failed, and a manager hears it: the only thing here that ends by time, for
 * nobody is in danger in it.  A roll call asks each phone of the staff for one
 * answer: the number is verified (as by taking a drill or an alarm).
 *
 * Afterwards.  The peers who wrote with somebody while an incident was open are
 * offered a debrief when it is closed (they have had their pause, care/peers),
 * and asked the next day how they are; a low answer is a concern with an owner.
 * The person gets one discreet text the next day: at the hour that they agreed to
 * with whoever spoke with them ("FOLLOWUP 4821 18"), else within the hours that
 * they chose.  Not after "FOLLOWUP 4821 NO", a STOP, a false alarm, or where
 * another person may read it; never while an incident is open.
 */
#include "care/care.h"
#include "care/care_concern.h"
#include "care/care_incident.h"
#include "care/care_oncall.h"
#include "store/store_watch.h"

/* --- The text to ourselves ------------------------------------------------------------ */
/* Arms what the settings ask for and is not armed yet (or stands too far away, the
 * setting having become shorter).  Called at the start and now and then after it. */
int care_watch_arm(struct care_turn *t) MUST_CHECK;
/* Would care_watch_arm() change anything?  Reads only. */
bool care_watch_wants_arming(struct care_turn *t);
/* First of all in care_text_in(): 1 it is our own text and dealt with. */
int care_watch_own(struct care_turn *t, const struct care_text *in) MUST_CHECK;
/* One goes out now, besides (`watch now`).  -ENOENT: no number is set. */
int care_watch_send(struct care_turn *t) MUST_CHECK;

struct care_watch_state {
	struct store_watch_state now;
	int64_t texts_a_month;		/* as configured; 0: switched off */
	double cost_a_month;		/* negative: no price is set */
	char currency[16];
};
int care_watch_state(struct care_turn *t, struct care_watch_state *out) MUST_CHECK;

/* --- For the wires: notices ride with the alarms ------------------------------------------ *
 * Ids are of the same series as alarms', so that the pager tells them apart. */
int care_watch_claim(struct care_turn *t, void *ctx, struct care_alarm_out *out,
		     int max) MUST_CHECK;
int care_watch_report(struct care_turn *t, int64_t id, enum store_alarm_state state) MUST_CHECK;

/* --- Drills ----------------------------------------------------------------------------------- */
/* -EBUSY: somebody is in danger now; -EALREADY: a drill is on. */
int care_watch_drill(struct care_turn *t, enum store_drill_how how, const char *by,
		     struct store_incident *out) MUST_CHECK;
/* Asks the phones of staff for an answer: all, or those that nobody verified within
 * `verify`.  How many. */
int care_watch_roll_call(struct care_turn *t, bool all, const char *by) MUST_CHECK;
/* Asks those of on call and managers that nobody verified and that were not asked within each_ms
 * (0: asks none).  How many are not verified, asked now or before. */
int care_watch_ask_phones(struct care_turn *t, int64_t each_ms) MUST_CHECK;
/* Was this phone verified within `verify`? */
bool care_watch_verified(struct care_turn *t, const struct store_phone *p);

/* --- How long it took ------------------------------------------------------ *
 * Nearest rank of those that got so far; `waiting` did not.  Milliseconds. */
struct care_times { int64_t n, waiting, p50, p90, p99; };
enum care_stage { CARE_STAGE_ALARM, CARE_STAGE_ACK, CARE_STAGE_CONTACT, CARE_STAGES };
/* Incidents opened since then, at most CARE_TIMES_MAX of them, the last ones; tier 0: all. */
enum { CARE_TIMES_MAX = 5000 };
int care_watch_times(struct care_turn *t, int64_t since_ms, int tier,
		     struct care_times out[CARE_STAGES]) MUST_CHECK;

/* --- Afterwards ----------------------------------------------------------- */
enum { CARE_NO_FOLLOW_UP = -1 };
/* What was agreed with the person: hour 0..23 of their day, or CARE_NO_FOLLOW_UP.  by_id 0:
 * the desk.  *at_ms: when it will go, if the incident is closed (or were, now). */
int care_watch_agree(struct care_turn *t, const struct store_incident *i, int hour, int64_t by_id,
		     int64_t *at_ms) MUST_CHECK;
/* An answer of a peer (care/talk's questions). */
int care_watch_debrief_answer(struct care_turn *t, const struct store_person *peer, bool yes)
	MUST_CHECK;
int care_watch_check_answer(struct care_turn *t, const struct store_person *peer,
			    int mood) MUST_CHECK;

/* --- What care.c hangs into its tables ------------------------------------ */
int care_watch_hear(struct care_turn *t, struct care_heard *h);	/* before on-call */
int care_watch_text_due(struct care_turn *t, int64_t subject_id, int64_t arg);
int care_watch_back_due(struct care_turn *t, int64_t text_id, int64_t arg);
int care_watch_drill_due(struct care_turn *t, int64_t how, int64_t arg);
int care_watch_drill_end_due(struct care_turn *t, int64_t incident_id, int64_t arg);
int care_watch_follow_up_due(struct care_turn *t, int64_t person_id, int64_t arg);
int care_watch_debrief_due(struct care_turn *t, int64_t peer_id, int64_t arg);
int care_watch_check_due(struct care_turn *t, int64_t peer_id, int64_t arg);
/* care_incident_listener, care_leaver */
int care_watch_incident(struct care_turn *t, int64_t person_id, enum lexicon_tier tier,
			bool is_open);
int care_watch_leave(struct care_turn *t, struct store_person *person, enum care_leaving why);
extern const struct care_command care_watch_commands[];	/* FOLLOWUP 4821 18, LINK */
extern const size_t care_watch_commands_len;

extern const struct cfg_table care_watch_cfg;
struct care_watch_settings {
	const char *number;		/* texts to ourselves go there; "": none do */
	int64_t interval_ms, wait_ms, missed, again_ms;
	const char *price;		/* of a segment: "0.80 KES" */
	const char *dead_man, *alarm_command;	/* for warmlined/watch.c */
	int64_t command_timeout_ms;
	int64_t drill_every_ms, drill_hour, surprise_ms, drill_limit_ms, verify_ms;
	int64_t debrief_ms, check_hour;
};
const struct care_watch_settings *care_watch_settings(const struct care *care);
