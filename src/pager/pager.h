/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * pager/: a small process that can alarm when the rest cannot.
 *
 * `warmline-pager` is a program of its own (libexec), not a fork of warmlined:
 * it holds no key, no database and none of warmlined's memory, starts small,
 * and outlives warmlined.  It listens on STATE/pager.sock; warmlined is only
 * its client.  pager_new() connects, and starts the program when nobody
 * listens (in a session of its own; a lock file lets only one live).  So
 * after a crash of warmlined nothing need be handed over: the new one
 * connects and is told what is open.  Under systemd give it its own unit, or
 * KillMode=process, or it dies with warmlined's control group.
 *
 * It holds the alarm connection to bearerbox (box "warmline-alarm"), so every
 * alarm text leaves through it, also in ordinary times:
 *
 *   hit     sms/ finds tier A or B in a text, before any database work:
 *           pager_hit().  The pager's 3 s start.
 *   stored  after the commit that holds the incident and the rows of its
 *           alarm: pager_stored().  From now on care/oncall decides whom to
 *           alarm and when; the pager only keeps the incident in mind.
 *   send    the pump has a due alarm row: pager_send(); the answer is a
 *           pager_report.  The pager's own schedule counts it as done.
 *   acked   a human took it: pager_acked(), with the time until contact must
 *           be made.  closed: a named human closed it: pager_closed().
 *
 * The pager goes on by itself, from the roster file, when
 *   - a hit is not "stored" within PAGER_STORED_MS (database hung, loop stuck,
 *     process dead, journal lane), or
 *   - it was stored, but no text about that person was handed over within
 *     PAGER_SENT_MS (told "stored" too early, a pump that does not pump), or
 *   - warmlined is away – line closed, no beat for PAGER_AWAY_MS, or commits
 *     failing for as long – and an incident is open whose next step is due.
 * Its steps are care/oncall's: first person at once (tier A: rung as well),
 * next channel after 60 s, next person after 180 s, round again without end,
 * the whole roster and the managers after 10 min.  It stops for an incident
 * when warmlined says stored, acked or closed.  When warmlined comes back, or
 * beats again, every open incident is told to it (ops->open): what it has no
 * row for it opens; then it says stored, and the two are one.
 *
 * Acknowledgements are read by warmlined alone (a staff member's text is
 * routed to its box).  While it is away they wait in bearerbox, and the pager
 * goes on: too many alarms are the safe side, at most one text a person in
 * 3 min about what that person was told before.
 *
 * In a flood each staff phone gets single alarms up to PAGER_BURST, one more
 * every PAGER_REFILL_MS; beyond that digests: how many people, and the codes,
 * whom no phone was told of first, then tier A, as many as one text holds,
 * until each code was in a text – within 60 s for some 600 people.
 *
 * With nothing open and warmlined away for PAGER_DOWN_MS (15 min after a
 * clean stop) the roster's operators are told "gateway down", every 30 min.
 *
 * Memory: the pager's tables are static, touched and locked (mlockall) at
 * start; its core allocates nothing.  Disk: open incidents are kept in
 * STATE/pager.state (O_DSYNC, by a second thread: a hung disk delays no
 * alarm), the roster is read there too and the last good one stays in memory.
 * On our side a record is written to a ring that is there from the start,
 * without allocation; it leaves in the same call when the socket takes it.
 *
 * Times in records are durations; each side has its own monotonic clock.
 * After a restart of the pager all clocks of open incidents are due at once.
 */
#include "base/base.h"
#include "loop/loop.h"

enum {
	PAGER_STORED_MS = 3000,		/* hit -> "stored" */
	PAGER_SENT_MS = 60 * 1000,	/* stored -> the first text about it */
	PAGER_BEAT_MS = 1000,
	PAGER_AWAY_MS = 3000,
	PAGER_NEXT_CHANNEL_MS = 60 * 1000,
	PAGER_NEXT_PERSON_MS = 180 * 1000,
	PAGER_EVERYBODY_MS = 600 * 1000,
	PAGER_REPEAT_MS = 180 * 1000,	/* per phone: between texts that say nothing new */
	PAGER_BURST = 5,		/* per phone: single alarms at once */
	PAGER_REFILL_MS = 10 * 1000,
	PAGER_DIGEST_WAIT_MS = 5000,	/* how long a digest collects */
	PAGER_DIGEST_GAP_MS = 2000,
	PAGER_CONTACT_MS = 300 * 1000,	/* taken by phone while warmlined is away: until contact */
	PAGER_DOWN_MS = 60 * 1000,
	PAGER_DOWN_CLEAN_MS = 15 * 60 * 1000,
	PAGER_DOWN_REPEAT_MS = 30 * 60 * 1000,

	PAGER_INCIDENTS = 4096,		/* open at a time; beyond it only their count is told */
	PAGER_CODE_LEN = 8,		/* digits of an incident's code at most */
	PAGER_NUMBER_LEN = 20,
	PAGER_TEXT_LEN = 320,		/* bytes of UTF-8; one segment is read, more may not be */
};

/* --- What a record says ------------------------------------------------------ */
/* The person half is cut from the blind index of the number (so the pager can
 * tell one person's second message from a second person's first, and nothing
 * else); the message half from bearerbox's UUID (so a redelivered message is
 * the same hit).  Where the index key is missing, any keyed hash of the number
 * that is stable within the process will do. */
struct pager_key {
	uint8_t person[8];
	uint8_t message[8];
};
/* message half = first 8 bytes of BLAKE2b of the UUID's text. */
void pager_key_make(struct pager_key *key, const uint8_t person[8], const char *uuid);

enum pager_tier { PAGER_TIER_A = 1, PAGER_TIER_B = 2 };
enum pager_kind { PAGER_MEMBER = 1, PAGER_PEER = 2, PAGER_CALLER = 3 };

/* One person in danger. */
struct pager_incident {
	struct pager_key key;
	enum pager_tier tier;
	enum pager_kind kind;
	/* What the on-call person types.  It must be drawn without the database
	 * (a hit comes first), and be the one that the incident's row gets. */
	char code[PAGER_CODE_LEN + 1];
};

enum pager_outcome {
	PAGER_ACCEPTED = 1,	/* bearerbox has it (stored there) */
	PAGER_BUFFERED,		/* so, but no carrier is up: ring instead, if anything can */
	PAGER_SENT,		/* a carrier took it */
	PAGER_DELIVERED,	/* on the phone */
	PAGER_REJECTED,		/* final: it will not arrive */
	PAGER_BUSY,		/* not taken; hand it over again later */
	PAGER_UNKNOWN,		/* no answer for 2 min: it may arrive or not */
};

enum pager_state {
	PAGER_WAITING = 1,	/* a hit, not yet stored */
	PAGER_ALARMING,		/* the pager pages */
	PAGER_HELD,		/* stored: warmlined pages */
	PAGER_ACKED,		/* a human has it; waiting for contact */
};

/* --- warmlined's side ------------------------------------------------------------ */
struct pager;
struct pager_ops {
	/* Connected, at start and again after the pager was restarted: call
	 * pager_stored() for every open incident, pager_acked() where one is. */
	void (*up)(void *arg);
	/* An incident that the pager holds open, one call each, after `up`, and
	 * again when warmlined was away and beats again.  `told`: the pager has
	 * alarmed somebody about it by itself.  Open it if there is no row for
	 * it, then say pager_stored(), pager_acked() or pager_closed(). */
	void (*open)(void *arg, const struct pager_incident *inc, enum pager_state state,
		     bool told);
	/* About a pager_send(); may come more than once as it rises, and again
	 * after a reconnect (the last 256 are told again). */
	void (*report)(void *arg, uint64_t alarm_id, enum pager_outcome outcome);
	/* The pager alarmed somebody by itself; for the incident's journal.
	 * `handle` is the roster's, never a name. */
	void (*paged)(void *arg, const struct pager_key *key, const char *handle);
	/* Somebody took it by phone: 1 and the code.  alarm_id: of the pager_ring(), or 0:
	 * it was the pager's own call, and `handle` says who (also told late, when it
	 * happened while warmlined was away).  Decide, and say pager_acked(). */
	void (*voice_ack)(void *arg, const struct pager_incident *inc, uint64_t alarm_id,
			  const char *handle);
	/* For the operator: the alarm line is up, the roster file is good. */
	void (*state)(void *arg, bool line_up, bool roster_ok);
	void (*down)(void *arg);	/* the pager died; a new one is being started */
};
struct pager_config {
	const char *state_dir;		/* pager.sock, pager.state, pager.lock, roster */
	const char *program;		/* absolute path of warmline-pager; NULL: never start one */
	const char *bearerbox;		/* "127.0.0.1:13001" */
	const char *box;		/* NULL: "warmline-alarm" */
};
/* Call it first of all, before the database is opened.  Returns at once; the
 * line comes up from the loop.  NULL with err only for a wrong configuration. */
struct pager *pager_new(void *ctx, struct loop *loop, const struct pager_config *config,
			const struct pager_ops *ops, void *arg, struct err *err);
bool pager_is_up(const struct pager *p);

/* All of these: no allocation, no wait.  0, also when the pager is away (kept
 * in the ring, told when it is back); -ENOBUFS when the ring is full: a hit
 * that gets this must be alarmed by care/oncall all the same. */
int pager_hit(struct pager *p, const struct pager_incident *inc) MUST_CHECK;
/* Where care decides that a hit is no incident (a peer who quotes), say
 * pager_closed() instead. */
int pager_stored(struct pager *p, const struct pager_incident *inc) MUST_CHECK;
/* contact_ms: until contact must have been made; then the pager alarms again
 * if warmlined is away or sends nothing for PAGER_SENT_MS.  Say it again
 * whenever that clock is moved (contact made: until the case's next clock). */
int pager_acked(struct pager *p, const struct pager_incident *inc, int64_t contact_ms) MUST_CHECK;
int pager_closed(struct pager *p, const struct pager_key *key) MUST_CHECK;
/* alarm_id: the row's id, 1 .. 2^62.  Repeating one that the pager has seen
 * sends nothing and is answered from memory.  key NULL: about no incident (a
 * drill, the roster).  -EMSGSIZE: longer than PAGER_TEXT_LEN; -EINVAL: no
 * number; -ENOTCONN: the pager is away (the row stays due). */
int pager_send(struct pager *p, uint64_t alarm_id, const struct pager_key *key,
	       const struct secret *number, const struct secret *text) MUST_CHECK;
/* Rings the phone: the code is spoken, 1 and the code take it (ops->voice_ack).
 * people: of how many nobody has taken; more than one is said first, and the code
 * is the worst one's.  Reported like a text; PAGER_UNKNOWN when there is no
 * voicebox, nobody answered, or nobody is known to have listened. */
struct pager_phone { const struct secret *number; const char *lang; /* of the words */ };
int pager_ring(struct pager *p, uint64_t alarm_id, const struct pager_incident *inc, int people,
	       const struct pager_phone *phone) MUST_CHECK;
/* A text with that incident's code has gone out in another way: in a digest
 * (pager_send() with key NULL).  As if it had been its own; else the pager goes
 * to the next person by itself. */
int pager_told(struct pager *p, const struct pager_key *key) MUST_CHECK;
/* The store's word after each commit: false = it failed.  Goes out with the
 * beats, which pager_new() arms by itself: one a second, from the loop.  Until
 * the first true – say it when the store is open and care runs – the pager
 * counts warmlined as away. */
void pager_commit_ok(struct pager *p, bool ok);
/* The roster file was written anew. */
void pager_roster_changed(struct pager *p);
/* A clean stop of warmlined: the operators are not told for 15 min.  Nothing
 * else changes: open incidents go on. */
void pager_goodbye(struct pager *p);
/* Ends the pager itself (quickstart --stop, an upgrade with other records).
 * What is open stays in its file. */
void pager_step_down(struct pager *p);
struct pager_stats { uint64_t hits, stored, sends, reports, starts, dropped; };
const struct pager_stats *pager_stats(const struct pager *p);
/* talloc_free() closes the line without a goodbye. */

/* --- The roster file ------------------------------------------------------------------ *
 * STATE/roster, mode 0600, UTF-8, one thing a line, words parted by one space:
 *
 *   warmline-roster 1
 *   made 1732230000000                   wall ms; newer wins nothing, it is shown
 *   sender 40404                         what alarms come from
 *   words en alarm Warmline: alarm {code}, tier {tier}. Reply 1 {code} to take it.
 *   words en digest Warmline: {count} people in danger: {codes}. Reply 1 and a code.
 *   words en down Warmline: the gateway does not answer. Please look.
 *   person oncall ann en from=0 until=0 text=+254700000001 call=+254700000001
 *   person manager mo sw from=0 until=0 text=+254700000009
 *   end 2 9f1c2a77                       persons; of all lines before, the first 4
 *                                        bytes of BLAKE2b-256, hex
 *
 * Order of lines is order of paging; channels of a person likewise.  `from`
 * and `until` (wall ms, 0 = open) say when that person is on duty, so that a
 * shift changes also while warmlined is away.  Nobody on duty: everybody of
 * that level; nobody there: the level above (oncall, manager, operator).
 * A file that breaks any rule is refused whole and the last good one kept. */
enum pager_level { PAGER_ONCALL, PAGER_MANAGER, PAGER_OPERATOR, PAGER_LEVELS };
enum pager_channel { PAGER_CH_TEXT, PAGER_CH_CALL };
enum {
	PAGER_PERSONS = 256,		/* lines; one person may have one for each shift */
	PAGER_CONTACTS = 64,		/* different numbers and channels among them */
	PAGER_CHANNELS = 4, PAGER_LANGUAGES = 16,
	PAGER_HANDLE_LEN = 24, PAGER_LANG_LEN = 8, PAGER_WORDS_LEN = 320,
	PAGER_ROSTER_MAX = 128 * 1024,
};
struct pager_contact {
	enum pager_channel channel;
	char number[PAGER_NUMBER_LEN + 1];	/* E.164 with "+" */
};
struct pager_person {
	enum pager_level level;
	char handle[PAGER_HANDLE_LEN + 1];	/* [a-z0-9-]; no name: it is in logs */
	char lang[PAGER_LANG_LEN + 1];
	int64_t from_ms, until_ms;		/* wall; 0: open */
	struct pager_contact contact[PAGER_CHANNELS];
	uint8_t contacts;
};
struct pager_words {
	char lang[PAGER_LANG_LEN + 1];
	char alarm[PAGER_WORDS_LEN + 1];	/* must hold {code}; may {tier} */
	char digest[PAGER_WORDS_LEN + 1];	/* must hold {count} and {codes} */
	char down[PAGER_WORDS_LEN + 1];
};
/* Numbers of staff stand in it in the clear (as in the file: the pager has no
 * key); wipe it with pager_roster_wipe() and print nothing of it. */
struct pager_roster {
	int64_t made_at_ms;
	char sender[PAGER_NUMBER_LEN + 1];
	struct pager_words words[PAGER_LANGUAGES];	/* [0] also serves unknown languages */
	uint8_t languages;
	struct pager_person person[PAGER_PERSONS];
	uint16_t persons;
};
/* Checks it by the reader's own rules, then STATE/roster.tmp, fsync, rename,
 * fsync of the directory.  The old file stays whole if anything fails. */
int pager_roster_write(const char *state_dir, const struct pager_roster *r,
		       struct err *err) MUST_CHECK;
/* -EBADMSG with the line number; then *out is untouched.  err never quotes the
 * file: it holds numbers.  Allocates nothing. */
int pager_roster_parse(const char *data, size_t len, struct pager_roster *out,
		       struct err *err) MUST_CHECK;
int pager_roster_read(const char *state_dir, struct pager_roster *out, struct err *err) MUST_CHECK;
void pager_roster_wipe(struct pager_roster *r);
