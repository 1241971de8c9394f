/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The people: members, peers, on-call staff, coordinators, safeguarding
 * workers.  One row a phone number; roles are bits, for a peer may be a member
 * too.  The number is sealed and found by its blind index; everything that
 * somebody told us (name, notes, wishes in words) is sealed with the person's
 * own key, so that erasing the key erases them.
 *
 * Called by care/ only, inside a transaction.  A struct store_person is a copy
 * for this turn; store_people_save() writes back what a caller changed.
 */
#include "store/store.h"

enum {
	STORE_ROLE_MEMBER = 1 << 0,
	STORE_ROLE_PEER = 1 << 1,
	STORE_ROLE_SUPERVISOR = 1 << 2,		/* of peers: joins, takes over */
	STORE_ROLE_ONCALL = 1 << 3,
	STORE_ROLE_COORDINATOR = 1 << 4,
	STORE_ROLE_SAFEGUARDING = 1 << 5,	/* owns whoever is under age */
	STORE_ROLE_MANAGER = 1 << 6,		/* last in every alarm's round */
	STORE_ROLE_AUTHOR = 1 << 7,
	STORE_ROLE_COMMISSIONER = 1 << 8,
	STORE_ROLE_AUDITOR = 1 << 9,
	STORE_ROLE_CLINICIAN = 1 << 10,		/* signs flows that need it */
	STORE_ROLE_STAFF = STORE_ROLE_SUPERVISOR | STORE_ROLE_ONCALL | STORE_ROLE_COORDINATOR |
			   STORE_ROLE_SAFEGUARDING | STORE_ROLE_MANAGER,
};
enum store_consent {
	STORE_CONSENT_NONE, STORE_CONSENT_ASKED, STORE_CONSENT_GIVEN, STORE_CONSENT_REFUSED,
};
enum store_age {
	STORE_AGE_UNKNOWN, STORE_AGE_UNDER, STORE_AGE_YOUNG, STORE_AGE_ADULT, STORE_AGE_OLDER,
};
enum store_address { STORE_ADDR_NUMBER, STORE_ADDR_SHORT_CODE, STORE_ADDR_NAME };

struct store_person {
	int64_t id;
	enum store_address address_kind;
	char pseudonym[32];		/* "Blue Heron": not secret, unique, never reused */
	unsigned int roles;
	char lang[8];			/* "en" */
	char line[16];			/* our short code that the person texts: answers come
					 * from it */
	enum store_consent consent;
	enum store_age age;
	char band[8];			/* as answered: "16-17"; "" not asked yet */
	bool plain_words;		/* chose to see plain words; default is discreet */
	unsigned int stopped;		/* bit per enum care_purpose: STOP is per purpose
					 * and sticky */
	int64_t paused_until_ms;	/* PAUSE: nothing but answers and safety before; 0: none */
	char zone[40];			/* IANA time zone, "Africa/Nairobi" */
	char country[4];		/* ISO 3166, for the emergency numbers; "" unknown */
	int safe_from_min, safe_to_min;	/* minutes of the local day in which we may text first;
					 * equal: always */
	bool pin_needed;		/* number may have a new owner (WRONG, 90 silent days):
					 * nothing resumes without PIN */
	int pin_fails;			/* wrong ones in a row */
	int64_t pin_locked_until_ms;
	int misses;			/* answers in a row that we could not use */
	int64_t first_at_ms, last_in_at_ms;
	int64_t owner_id;		/* safeguarding worker or peer who is this person's owner,
					 * 0: none */
	bool erasing;			/* ERASE confirmed, waits for an open incident */
	bool practice;			/* a practice texter: nothing counts, nothing alarms
					 * for real */
};

/* The person of this address; -ENOENT.  `sender` as in struct care_text. */
int store_people_by_address(struct store *st, enum store_address kind, const char *sender,
			    struct store_person *out) MUST_CHECK;
int store_people_by_id(struct store *st, int64_t id, struct store_person *out) MUST_CHECK;
/* Case does not matter.  Also finds the erased: -ENOKEY (the name is taken). */
int store_people_by_pseudonym(struct store *st, const char *pseudonym,
			      struct store_person *out) MUST_CHECK;
/* Makes the row, the key and the sealed number.  Fills out->id; out's other fields are taken as
 * they are.  -EEXIST: the pseudonym or the address is taken. */
int store_people_add(struct store *st, enum store_address kind, const char *sender,
		     struct store_person *person) MUST_CHECK;
int store_people_save(struct store *st, const struct store_person *person) MUST_CHECK;
/* One of store_people_save()'s fields alone, for every text: last_in_at_ms. */
int store_people_seen(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;
/* The number: for the outbox pump, the roster file and a reveal, nothing else.  -ENOKEY: erased;
 * -ENOENT: the number is somebody else's now. */
int store_people_number(struct store *st, void *ctx, int64_t id, struct secret **out) MUST_CHECK;
/* All with any of these roles, in order of id; the array is a talloc child of ctx. */
int store_people_by_role(struct store *st, void *ctx, unsigned int roles,
			 struct store_person **out, size_t *n_out) MUST_CHECK;
/* The number has a new owner: takes it from this row, so that the next text from it makes a new
 * person.  Nothing else of the old one is lost; staff may give the number back. */
int store_people_unlink(struct store *st, int64_t id) MUST_CHECK;
/* Destroys the key (at the commit) and every row that is only about this person (person_rows.def);
 * what must stay (incidents, counts) stays without them: of the person a row with the pseudonym. */
int store_people_erase(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;
/* One more automatic reply on this day (days since 1970 where the person is): how many now. */
int store_people_count_reply(struct store *st, int64_t id, int64_t day, int *n_out) MUST_CHECK;

/* Sealed facts by name: "pin", "wish.tags", "name", "note.<n>", flow variables
 * ("member.<x>").  NULL text deletes.  -ENOENT when there is none. */
int store_people_fact_set(struct store *st, int64_t id, const char *name,
			  const struct secret *text) MUST_CHECK;
int store_people_fact_get(struct store *st, void *ctx, int64_t id, const char *name,
			  struct secret **out) MUST_CHECK;
/* 1 there is one, 0 none: without opening it. */
int store_people_fact_has(struct store *st, int64_t id, const char *name) MUST_CHECK;
