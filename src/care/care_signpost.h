/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/signpost: a place that can help, and is open.  FIND food, FIND shelter
 * Nakuru, or by menu (flows/find.flow).
 *
 * What is never sent: a service that is not active; one whose facts nobody has
 * assured for longer than the setting `assured-within`; one for another age or in
 * other languages; one that is shut, unless the text says when it opens.  At
 * most three, one segment each, in this order: open now, then what opens
 * soonest, then those that one must call first; a town before its area before
 * what serves everywhere.  Each says how fresh it is.
 *
 * Words: the lists find.words.<topic> of all catalogues say what belongs to a
 * topic; the same lists read what a person typed and, at import, what a
 * service is called.  What no list knows is looked for among the names.
 *
 * Discreet wording shows no name of a service for trouble at home (its
 * alternate name, if there is one): who reads along learns nothing.
 *
 * A day later the flow find-helped asks whether it helped; a second "no" about
 * a service opens a review: a concern for the coordinator, and a line in
 * `warmlinectl directory reviews`.
 *
 * What somebody looks for is kept nowhere; which services they were told of is
 * sealed by their key until they have said whether it helped.
 *
 * The directory comes from a package in the form of the Open Referral Human
 * Services Data Specification (HSDS 3.x, and 2.0 where that is unambiguous):
 * one JSON file or a folder of CSV tables.  docs/directory.md says what is read.
 */
#include "care/care.h"
#include "store/store_directory.h"

/* Settings, node "find". */
struct care_signpost_settings {
	const char *zone;		/* IANA zone of the directory's opening hours */
	int64_t assured_within_days;
	int64_t max_results;		/* 1..3 */
	int64_t helped_after_ms;	/* 0: as the flow find-helped says */
	int64_t noes;			/* so many open a review */
};
extern const struct cfg_table care_signpost_cfg;

/* --- Import ------------------------------------------------------------------------------- */
enum signpost_severity { SIGNPOST_REFUSED, SIGNPOST_CHANGED, SIGNPOST_NOTE };
struct signpost_remark {
	enum signpost_severity severity;
	const char *where;		/* "schedules.csv:14", "services[3].schedules[0]" */
	const char *field;		/* "byday"; "" the whole row */
	const char *why;		/* one sentence */
};
enum { SIGNPOST_REMARKS_MAX = 1000 };
struct signpost_report {
	struct signpost_remark *remarks;	/* the first SIGNPOST_REMARKS_MAX */
	size_t remarks_len, remarks_all;
	int rows, refused;		/* services in the package; of them not taken */
	int not_active;			/* not taken because they said so themselves */
	int entries;			/* taken: one for each place of a service */
};
struct signpost_import;
struct signpost_reading {
	char country[60];		/* "Kenya": an area of this name is everywhere */
	int winter_min, summer_min;	/* its UTC offsets this year, for times that have one */
	int32_t today;			/* days since 1970 there */
};
void care_signpost_reading(const struct care *care, int64_t now_ms, struct signpost_reading *out);
/* Reads a .json file or a folder.  Pure but for the files: may run on the worker
 * thread with a ctx of its own.  NULL with err when there is nothing to take; the
 * report is there in both cases (child of ctx). */
struct signpost_import *care_signpost_read(void *ctx, const char *path,
					   const struct signpost_reading *how,
					   struct signpost_report **report, struct err *err);
/* The same from memory: one JSON document (tests, fuzzing). */
struct signpost_import *care_signpost_read_json(void *ctx, struct view json,
						const struct signpost_reading *how,
						struct signpost_report **report, struct err *err);
/* Writes the next slice; call it in one transaction after another.  1: there is
 * more; 0: it is in force now (the rest of the old one goes with care_signpost_tidy()). */
int care_signpost_import(struct care_turn *t, struct signpost_import *import,
			 struct signpost_report *report) MUST_CHECK;
/* Deletes a slice of what is no longer in force.  1: there is more. */
int care_signpost_tidy(struct care_turn *t, const struct signpost_import *writing) MUST_CHECK;

/* --- Opening hours ------------------------------------------------------------------------- */
enum { SIGNPOST_HORIZON_DAYS = 14 };
struct signpost_open {
	bool now;
	int64_t until_ms;		/* now: when it shuts; 0: not within the horizon */
	int64_t opens_at_ms;		/* not now: when it opens; 0: not within the horizon */
};
void care_signpost_open(const struct store_service *s, const char *zone, int64_t now_ms,
			struct signpost_open *out);

/* --- For care.c ------------------------------------------------------------------------------- */
extern const struct care_effect care_signpost_effects[];	/* find, find-helped */
int care_signpost_due(struct care_turn *t, int64_t person_id, int64_t arg) MUST_CHECK;
int care_signpost_leave(struct care_turn *t, struct store_person *p, enum care_leaving why)
	MUST_CHECK;
