/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The simulation: one seed is one life of a small warmline.  Members, peers,
 * on-call staff, the carrier, the disk and the clock all misbehave; after each
 * event the invariants of checks.c hold; then the faults stop, everybody does
 * their work, and all must come to rest.  See README.md here.
 *
 *	sim.c		making a world, time, deaths and starts, what phones hear
 *	people.c	what members, peers and staff do
 *	faults.c	what carrier, disk and clock do
 *	checks.c	what must be true after each event
 *	rest.c		the end: the faults stop
 *	doubles.c	functions of the house that the linker replaces (-Wl,--wrap):
 *			faults from outside, and the planted mistakes
 *	sim_test.c	seeds, one process each; planted mistakes must be found
 */
#include "world.h"
#include "store/store_int.h"

enum {
	SIM_MEMBERS = 6, SIM_PEERS = 3, SIM_STAFF = 6,
	SIM_PEOPLE = SIM_MEMBERS + SIM_PEERS + SIM_STAFF,
	SIM_LOG = 60, SIM_LOG_LEN = 200, SIM_DANGERS = 256, SIM_CODES = 64, SIM_SENT = 2048,
	SIM_GIVEN = 4096, SIM_KNOWN = 2048, SIM_ALARMS = 1 << 16, SIM_INCIDENTS = 1 << 17,
};

enum sim_kind { SIM_MEMBER, SIM_PEER, SIM_ONCALL, SIM_LEAD };
struct sim_code { char code[12]; int64_t mono_ms; };
struct sim_person {
	enum sim_kind kind;
	int index;
	struct world_phone *phone;
	int64_t heard_ms;		/* monotonic; the last text */
	int64_t rung_ms;		/* the last alarm call within a flood; 0: none */
	int serial;			/* of tagged words that this person wrote */
	struct sim_code codes[SIM_CODES];	/* alarms that this phone heard, a ring */
	int codes_n;
	struct sim_code concerns[SIM_CODES];	/* "C12": theirs to look at */
	int concerns_n;
	int order_epoch[SIM_PEOPLE], order_serial[SIM_PEOPLE];
};

/* A text with words that cannot be mistaken. */
struct sim_danger {
	struct sim_person *who;		/* NULL: of a flood */
	char number[24];
	char uuid[UUID_LEN + 1];	/* of its last part */
	int64_t at_ms;			/* monotonic: when the house read it first; 0: not yet */
	int64_t acked_ms;		/* 0: not yet */
	int64_t first_acked_ms;		/* of its first part */
	char first_uuid[UUID_LEN + 1];
	int64_t incident_id;
	char code[12], drawn[12];	/* the incident's; what the pager was told first */
	bool fresh;			/* nobody was being called for this person before */
	bool straddles;			/* the words are cut by a segment's border */
	bool busy;			/* many at once: digests, 60 s */
	bool alarm_due, answer_due;	/* still to be looked at */
	bool over, excused;		/* its time is over; the carrier was not well meanwhile */
	bool alarm_seen;		/* it was out in time */
	bool settled;
};

/* One segment that bearerbox was given by warmlined. */
struct sim_sent { int64_t row; int segment; int answer; unsigned int event; bool used; };
/* A message or part that a handset sent. */
struct sim_given { char uuid[UUID_LEN + 1]; bool acked, known; };

enum sim_carrier {
	SIM_CARRIER_WELL, SIM_CARRIER_REFUSES, SIM_CARRIER_TMP, SIM_CARRIER_BUFFERED,
	SIM_CARRIER_SILENT, SIM_CARRIER_ONE_BAD, SIM_CARRIER_KINDS
};
enum sim_commit { SIM_COMMIT_WELL, SIM_COMMIT_NOT, SIM_COMMIT_BUT };
enum sim_plant {
	SIM_PLANT_NONE, SIM_PLANT_EARLY_ACK, SIM_PLANT_CLOCK, SIM_PLANT_PART, SIM_PLANT_LEASE,
	SIM_PLANT_RESTART, SIM_PLANT_STORED, SIM_PLANTS
};
extern const char *const sim_plant_names[SIM_PLANTS];

struct sim {
	struct world *w;
	uint64_t seed, random;
	int events, event;
	bool verbose, flooded;
	enum sim_plant plant;
	struct sim_person people[SIM_PEOPLE];
	/* faults */
	enum sim_carrier carrier;
	int64_t carrier_until_ms, line_ok_ms;	/* monotonic */
	int64_t trouble_ms;		/* the last time the carrier was not well */
	struct sim_person *carrier_victim;
	enum sim_commit commit;
	int commit_in;			/* commits from now */
	int64_t db_bad_until_ms, dead_until_ms, lane_until_ms;
	int64_t pager_dead_until_ms;
	int64_t up_since_ms;		/* monotonic; 0: no house with a store */
	bool faults_over;
	/* what the harness knows */
	struct sim_danger dangers[SIM_DANGERS];
	int dangers_n;
	struct sim_sent sent[SIM_SENT];
	unsigned int cuts;		/* events in which answers may have been lost */
	unsigned int cut_event;
	int order_epoch;
	struct sim_given given[SIM_GIVEN];
	int given_n;
	char said_closed[SIM_KNOWN][12];	/* codes of "3 code n" that anybody texted */
	int said_closed_n;
	bool closed_ok[SIM_INCIDENTS];	/* by id: closed, and somebody said so */
	struct sim_code alarms[SIM_ALARMS];	/* codes that any staff phone heard */
	int alarms_n;
	int64_t alarm_any_ms;
	int rung;			/* alarm calls within a flood */
	bool real_rung;			/* one of them said a code of tier A */
	struct sim_person *rung_twice;	/* within a minute */
	int64_t opened_ms[8];		/* when the last fresh dangers came */
	int opened_n;
	char log[SIM_LOG][SIM_LOG_LEN];
	int log_n;
	uint64_t hash;			/* of all that phones heard: a run repeats exactly */
};
extern struct sim *sim;			/* the one that runs, for the doubles */

/* sim.c */
struct sim *sim_new(void *ctx, uint64_t seed, int events);
void sim_note(struct sim *s, const char *fmt, ...) PRINTF(2, 3);
void sim_fail(struct sim *s, const char *fmt, ...) PRINTF(2, 3) __attribute__((noreturn));
void sim_log_print(struct sim *s);
uint32_t sim_below(struct sim *s, uint32_t limit);
bool sim_chance(struct sim *s, uint32_t one_in);
int64_t sim_mono(struct sim *s);
bool sim_up(struct sim *s);		/* the house with its store */
void sim_settle(struct sim *s);
void sim_turns(struct sim *s, int n);
void sim_pass(struct sim *s, int64_t ms);
void sim_leap(struct sim *s, int64_t ms);	/* the whole machine slept */
void sim_die(struct sim *s, const char *why, int64_t away_ms);
void sim_start(struct sim *s);
void sim_say(struct sim *s, struct sim_person *p, const char *text);
void sim_say_raw(struct sim *s, struct sim_person *p, const struct box_sms *sms);
void sim_say_danger(struct sim *s, struct sim_person *p, const char *text, bool straddles);
struct sim_danger *sim_number_danger(struct sim *s, const char *number, const char *text);
void sim_number_flood(struct sim *s, const char *number, const char *text);
struct sim_person *sim_any(struct sim *s, int first, int n);
int64_t sim_sql(struct sim *s, const char *sql);	/* one number; -1: no row */
int sim_staff_given(struct sim *s);

/* doubles.c */

/* people.c, faults.c: one event */
void sim_event(struct sim *s);
void sim_phrases_check(void);
void sim_flood(struct sim *s, int numbers, int times);
const char *sim_danger_words(struct sim *s);
void sim_carrier_begin(struct sim *s, enum sim_carrier kind, int64_t ms);
void sim_carrier_well(struct sim *s);
extern const struct sim_act { const char *name; int weight; void (*run)(struct sim *s); }
	sim_people_acts[], sim_fault_acts[];

/* checks.c */
void sim_check(struct sim *s);
void sim_heard(struct sim *s, struct sim_person *p, const char *text);
int sim_carrier_says(void *arg, const char *box, const struct box_sms *sms);
void sim_acked(void *arg, const char *id);
void sim_danger_read(struct sim *s, const char *uuid, const char *code);

/* rest.c */
void sim_rest(struct sim *s);
/* At a desk, by name, one after the other, as warmlinectl does: all but every keep-th (0: all). */
void sim_desk_closes(struct sim *s, int keep);
