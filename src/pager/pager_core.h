/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The deciding part of the pager: whom to tell what, and when.  No clock, no
 * socket, no file and no allocation: the time comes in (monotonic
 * milliseconds), texts, calls and records go out through struct
 * pager_transport.  A story can run it on its own clock; the process in
 * daemon.c runs it on the real one.
 *
 *            hit                3 s without "stored"
 *   (none) ------> WAITING ----------------------------> ALARMING
 *                     | stored             stored, acked |   ^
 *                     v                                  v   |  warmlined away:
 *                    HELD <------------------------- HELD, ACKED   HELD at once when its
 *                     | acked                                      next step is due, ACKED
 *                     v       contact time passed                  when contact is overdue
 *                   ACKED ------------------------> HELD (warmlined there) or ALARMING
 *
 *   HELD also becomes ALARMING when no text about it came within 60 s of
 *   "stored", and ALARMING becomes HELD when one comes from a living warmlined.
 *   closed, from any state -> (none).  A hit of the same person while HELD,
 *   ACKED or ALARMING joins; if it is not stored in time that alarms again.
 *   warmlined counts as away until its first beat that says commits work.
 *
 * Texts are not sent by incident but by phone: a step marks the phone as due
 * for the incident, and the pump makes of all that is due to one phone single
 * alarms or a digest, within that phone's limits (pager.h).
 */
#include "pager/pager.h"

enum pager_record_type {
	/* warmlined -> pager */
	PAGER_HELLO = 1, PAGER_HIT, PAGER_STORED, PAGER_ACK, PAGER_CLOSE, PAGER_SEND, PAGER_BEAT,
	PAGER_ROSTER, PAGER_GOODBYE, PAGER_STEP_DOWN, PAGER_TOLD, PAGER_RING,
	/* pager -> warmlined */
	PAGER_WELCOME = 32, PAGER_OPEN, PAGER_REPORT, PAGER_PAGED, PAGER_STATE, PAGER_VOICE_ACK,
	/* on disk */
	PAGER_SLOT = 64,
};
struct pager_record {
	enum pager_record_type type;
	struct pager_incident inc;	/* HIT, STORED, ACK, CLOSE (key), OPEN, PAGED (key), SLOT,
					 * SEND (key; all zero: about no incident),
					 * RING, VOICE_ACK */
	uint8_t state;			/* OPEN, SLOT: enum pager_state */
	uint8_t outcome;		/* REPORT */
	bool told;			/* OPEN, SLOT */
	bool ok;			/* BEAT: commits work; STATE: line is up */
	bool roster_ok;			/* STATE */
	uint64_t alarm_id;		/* SEND, RING, REPORT, VOICE_ACK (0: of the pager's
					 * own call) */
	int64_t wait_ms;		/* ACK: until contact */
	uint16_t people;		/* RING: how many nobody has taken */
	char number[PAGER_NUMBER_LEN + 1];	/* SEND, RING */
	char text[PAGER_TEXT_LEN + 1];		/* SEND; RING: the language */
	char handle[PAGER_HANDLE_LEN + 1];	/* PAGED, VOICE_ACK, SLOT: who took it by phone */
};

struct pager_call {
	const char *number, *lang;
	const struct pager_incident *inc;	/* the worst */
	unsigned int people;		/* nobody has taken so many */
};
struct pager_transport {
	/* 0: taken, its outcome follows through pager_core_outcome().  Negative:
	 * not taken, tried again with the next tick. */
	int (*text)(void *arg, uint64_t alarm_id, const char *number, const char *text);
	/* Rings a phone and says this alarm; only asked while pager_core_voice() said up. */
	int (*call)(void *arg, uint64_t alarm_id, const struct pager_call *call);
	void (*tell)(void *arg, const struct pager_record *rec);	/* to warmlined, if there */
	void (*dirty)(void *arg, unsigned int slot);	/* keep pager_core_slot() on disk */
};

struct core_incident {
	uint8_t state;			/* enum pager_state; 0: the slot is free */
	bool told;			/* by the pager itself */
	struct pager_incident inc;
	uint64_t order;			/* of arrival */
	/* All monotonic. */
	int64_t first_told_ms, last_told_ms;	/* 0: nobody yet; warmlined's texts count */
	int64_t next_ms;		/* ALARMING: next step */
	int64_t person_ms;		/* the present person's turn began */
	int64_t everybody_ms;		/* next time for the whole roster */
	int64_t contact_ms;		/* ACKED */
	int64_t text_by_ms;		/* HELD, nobody told yet: a text must have come; 0: none is
					 * waited for (its first alarm was before our time) */
	unsigned int person_pos;	/* in the ladder, counted on and on */
	unsigned int channel_pos;	/* that person's next channel; 0: turn not begun */
	uint64_t due, was_told;		/* a bit a contact */
	char acked_by[PAGER_HANDLE_LEN + 1];	/* by phone, while warmlined was away */
};
struct core_hit {			/* not yet stored */
	bool used;
	int64_t deadline_ms;
	struct pager_incident inc;
};
struct core_contact {
	struct pager_contact at;
	char handle[PAGER_HANDLE_LEN + 1];
	char lang[PAGER_LANG_LEN + 1];
	uint8_t levels;			/* a bit an enum pager_level */
	bool down_due;			/* "gateway down" is to be told */
	bool overflow_due;		/* so are people who have no slot */
	int64_t last_ms;		/* last text or call; 0: never */
	int64_t digest_ms, fresh_since_ms, tokens_ms, bad_until_ms;
	unsigned int tokens;
};
enum { CORE_SENT = 256 };
struct core_sent { uint64_t alarm_id; uint8_t contact; };

struct pager_core {
	const struct pager_transport *transport;
	void *arg;
	bool line_up, voice_up;
	int64_t good_ms;		/* last beat of a warmlined whose commits work */
	int64_t down_ms;		/* operators are told then */
	uint64_t order, alarm_id;
	unsigned int overflow;		/* people beyond PAGER_INCIDENTS, until the table empties */
	unsigned int incidents_top, hits_top;	/* no used slot at or above */
	unsigned int contacts, ladder_len, sent_at;
	uint8_t person_contact[PAGER_PERSONS][PAGER_CHANNELS];
	uint16_t ladder[PAGER_PERSONS];	/* indices of roster.person, in paging order */
	struct pager_roster roster;
	struct core_contact contact[PAGER_CONTACTS];
	struct core_sent sent[CORE_SENT];
	struct core_incident incident[PAGER_INCIDENTS];
	struct core_hit hit[PAGER_INCIDENTS];
};

/* first_alarm_id: of the pager's own texts; at random with bit 63 set, so that
 * no late report of an earlier pager is taken for ours. */
void pager_core_init(struct pager_core *c, const struct pager_transport *transport, void *arg,
		     uint64_t first_alarm_id, int64_t now_ms);
void pager_core_roster(struct pager_core *c, const struct pager_roster *r, int64_t wall_ms);
/* Who is on duty; asked now and then, for it follows the wall clock. */
void pager_core_duty(struct pager_core *c, int64_t wall_ms);
void pager_core_line(struct pager_core *c, bool up);
void pager_core_voice(struct pager_core *c, bool up);
/* Somebody who was rung has pressed 1 and this code.  warmlined is told; while it is away
 * the pager takes it for itself, and tells it later. */
void pager_core_voice_ack(struct pager_core *c, uint64_t alarm_id, const char *code,
			  int64_t now_ms);
void pager_core_record(struct pager_core *c, const struct pager_record *rec, int64_t now_ms);
void pager_core_outcome(struct pager_core *c, uint64_t alarm_id, enum pager_outcome outcome,
			int64_t now_ms);
void pager_core_tick(struct pager_core *c, int64_t now_ms);
/* When tick is due next: in a quarter of a second while anything is open. */
int64_t pager_core_next_ms(const struct pager_core *c, int64_t now_ms);
bool pager_core_away(const struct pager_core *c, int64_t now_ms);
/* Incidents that are not closed. */
unsigned int pager_core_open(const struct pager_core *c);

/* For the disk: false when the slot is free. */
bool pager_core_slot(const struct pager_core *c, unsigned int slot, struct pager_record *rec);
void pager_core_restore(struct pager_core *c, const struct pager_record *rec, int64_t now_ms);

/* Between core.c, core_steps.c and core_pump.c. */
void core_begin(struct pager_core *c, struct core_incident *i, int64_t now_ms);
void core_take_over(struct pager_core *c, struct core_incident *i, int64_t now_ms);
void core_step(struct pager_core *c, struct core_incident *i, int64_t now_ms);
void core_everybody(struct pager_core *c, struct core_incident *i, int64_t now_ms);
void core_pump(struct pager_core *c, int64_t now_ms);
void core_changed(struct pager_core *c, const struct core_incident *i);
