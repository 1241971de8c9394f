/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/: all decisions.  What comes in (a text, a digit on a call, a time that
 * has come, a request of the staff) enters through one of the functions here,
 * inside a transaction that the caller has begun; what is decided is rows:
 * new state, outbox rows with their final words, due times, incidents, alarms.
 * The caller commits and only then tells the world.
 *
 * Care never sends, never opens a socket and never asks for the time: `now_ms`
 * (wall clock) comes in with the turn, randomness through base/.  So the same
 * code runs under a story's clock.  It keeps nothing in memory that a restart
 * would have to bring back.
 *
 * Each sub-room (safety, incident, oncall, people, queue, match, talk,
 * checkin, signpost, peers) has its own header care_<name>.h and hangs itself
 * into the tables below; care.c holds the tables and nothing else.
 *
 * Errors: 0, or a negative errno of the store.  An error means that the
 * message's savepoint is rolled back and the message is taken again alone; it
 * never means "refuse the person".  Whatever a person writes has an answer.
 */
#include "base/base.h"
#include "lexicon/lexicon.h"
#include "store/store.h"
#include "store/store_due.h"
#include "store/store_outbox.h"
#include "store/store_people.h"
#include "words/words.h"

struct flow_set;

/* What care works with.  All belong to the caller and outlive it. */
struct care_deps {
	struct store *store;
	struct words *words;
	struct lexicon *lexicon;	/* swapped by care_set_lexicon() on reload */
	struct flow_set *flows;
};
struct care;
struct care *care_new(void *ctx, const struct care_deps *deps);	/* registers its settings (cfg) */
void care_set_lexicon(struct care *care, struct lexicon *lexicon);
void care_set_flows(struct care *care, struct flow_set *flows);
const struct care_deps *care_deps(const struct care *care);

/* One event's turn.  Lives on the caller's stack; `mem` is freed after it. */
struct care_turn {
	struct care *care;
	void *mem;			/* talloc context of this turn */
	int64_t now_ms;			/* wall clock */
};

/* --- A text came in -------------------------------------------------------- */
enum care_sender { CARE_FROM_NUMBER, CARE_FROM_SHORT_CODE, CARE_FROM_NAME };
struct care_text {
	int64_t inbox_id;
	const char *uuid;		/* bearerbox's; also the effect's name: seen once */
	enum care_sender sender_kind;
	const char *sender;		/* E.164 with '+' for CARE_FROM_NUMBER; never logged */
	const char *service;		/* the short code or number that was texted */
	const struct secret *text;	/* UTF-8, or NULL: binary or undecodable, raw kept in the inbox */
	bool is_part;			/* one part of a longer text that is not whole yet: scanned and
					 * alarmed at once, answered only as far as safety goes */
	bool is_joined;			/* the whole text, its parts were seen before (also: cut off, 30 s passed) */
	const struct lexicon_result *scan;	/* of exactly this text; never NULL */
	int64_t received_at_ms;
};
int care_text_in(struct care_turn *t, const struct care_text *text) MUST_CHECK;

/* Before any database work, on the received bytes; no heap.  Fills `scan`, adds
 * key 9 and its spelled forms.  True for tier A or B: tell the pager now. */
bool care_scan(const struct care *care, struct view text, struct lexicon_result *scan);

/* What a sub-room hears: the text, who sent it, and what safety found. */
struct care_heard {
	const struct care_text *in;
	struct store_person *from;	/* never NULL; made at first contact (also for names and short codes) */
	bool first_contact;
	enum lexicon_tier tier;		/* after context: the person's role, a running conversation */
	bool safety_answered;		/* safety words are already in the outbox: do not answer on top
					 * of them, only do what must be done (relay, keep) */
	char key[80];			/* text_fold_key() of the whole message, "" if longer */
};
/* Asked in the order of the table until one takes it: 1 taken, 0 not mine,
 * negative: store error.  Safety is first and never takes it away. */
struct care_hearer {
	const char *name;
	int (*hear)(struct care_turn *t, struct care_heard *h);
};

/* --- A time has come ---------------------------------------------------------- */
struct care_due_handler {
	enum store_due_kind kind;
	const char *name;
	int (*fire)(struct care_turn *t, int64_t subject_id, int64_t arg);
};
int care_due(struct care_turn *t, const struct store_due *due) MUST_CHECK;

/* --- A delivery report or a final failure changed an outbox row ------------------ */
int care_outbox_changed(struct care_turn *t, const struct store_outbox_change *change) MUST_CHECK;

/* --- Saying something ------------------------------------------------------------- *
 * Renders `key` in the person's language and wording (discreet unless they
 * chose plain words) and writes the outbox row.  `purpose` is one word for
 * STOP per purpose, quiet hours, budgets and reports.  Crisis words ignore
 * STOP, quiet hours and budgets; nothing else does.  Returns 0 also when the
 * person has stopped this purpose (counted, logged by pseudonym). */
enum care_purpose {
	CARE_SAFETY, CARE_TALK, CARE_REPLY, CARE_CHECKIN, CARE_REMINDER, CARE_SURVEY,
	CARE_DUTY,			/* to peers and staff about their work */
	CARE_PURPOSES
};
int care_say(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
	     const char *key, const struct words_arg *args) MUST_CHECK;
/* Somebody's own words, unedited, behind a short prefix ("Heron: "). */
int care_relay(struct care_turn *t, const struct store_person *to, const char *prefix,
	       const struct secret *text) MUST_CHECK;
/* Args on the spot: CARE_ARGS({ "pseudonym", name }, { "code", code }) */
#define CARE_ARGS(...) ((const struct words_arg[]){ __VA_ARGS__, { 0 } })

/* --- Commands by text (peers, on-call, coordinators, members) ------------------------ *
 * check: may this person do that now?  (0 yes; 1: it has said why not; negative: error)
 * proceed: do it.  Permission and effect never mix. */
struct care_command {
	const char *words_key;		/* "keyword.on": the catalogue's forms in every language */
	unsigned int roles;		/* any of these STORE_ROLE_... bits */
	bool takes_rest;		/* words may follow ("SWAP 12") */
	int (*check)(struct care_turn *t, struct care_heard *h, const char *rest);
	int (*proceed)(struct care_turn *t, struct care_heard *h, const char *rest);
};
/* 1 when one matched (and was done or refused with words), 0 none, negative error. */
int care_command_hear(struct care_turn *t, struct care_heard *h,
		      const struct care_command *commands, size_t n);

/* --- Effects that flows may ask for ("do find food", "raise concern", "queue talk") ------ */
struct care_effect {
	const char *name;		/* "find" */
	unsigned int min_args, max_args;
	const char *const *outcomes;	/* NULL-terminated; NULL: none */
	/* Writes the outcome's index; -EINPROGRESS: it comes later through
	 * care_effect_done() (the flow waits; its silence still runs). */
	int (*run)(struct care_turn *t, struct store_person *person,
		   const char *const *args, unsigned int nargs, unsigned int *outcome);
};
int care_effect_done(struct care_turn *t, struct store_person *person, unsigned int outcome) MUST_CHECK;
/* Starts a flow for a person, ending what ran before (a new one always wins). */
int care_flow_start(struct care_turn *t, struct store_person *person, const char *flow) MUST_CHECK;

/* The tables; defined in care.c from what the sub-rooms declare. */
extern const struct care_hearer care_hearers[];
extern const struct care_due_handler care_due_handlers[];
extern const struct care_effect *const care_effects[];
/* For the flow checker and the runner: the same effects as flow/ wants them. */
struct flow_effect_spec;
const struct flow_effect_spec *care_flow_effects(size_t *n_out);
