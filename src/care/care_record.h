/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/record: what flows remember about somebody, and what happens to a flow
 * before anybody gets it.
 *
 * Remembered: tags, groups, their own words (a safety plan, goals, a journal),
 * dates, results of questionnaires.  Read by flows as tag.NAME, group.NAME,
 * kept.NAME, date.NAME, scored.NAME, follows.NAME.
 *
 * Series: `follow goals-nudge` is a row with a due time; the flow's `asks` line
 * says when.  A member who is in the middle of something is asked half an hour
 * later; who has stopped its purpose, paused, or is held by an incident is left
 * out that day.  Nothing is ever made up for, and nobody is told that they missed it.
 *
 * Releases: what the first start finds in the folder is in force, "as installed"; from
 * then on a flow file is a draft until somebody checks it in; who approves puts it in
 * force, and what touches danger needs a second name, also on the way back.  Sessions
 * stay on the revision that they started on.
 */
#include "care/care.h"
#include "store/store_publish.h"
#include "store/store_record.h"

struct flow;

extern const struct care_effect care_record_effects[];
/* "tag." and what else has any name behind the dot. */
struct care_variable_family {
	const char *prefix;
	int (*get)(struct care_turn *t, const struct store_person *person, const char *name,
		   struct flow_value *out);
};
extern const struct care_variable_family care_record_variables[];	/* ends with zeros */

int care_series_due(struct care_turn *t, int64_t series_id, int64_t arg) MUST_CHECK;
/* STOP, ERASE and a new owner end all series. */
int care_record_leave(struct care_turn *t, struct store_person *p,
		      enum care_leaving why) MUST_CHECK;

/* --- Live ------------------------------------------------------------------------- *
 * What a service that serves real people refuses to say; warmlined looks at each start
 * and reload (live.c). */
struct care_live_settings {
	bool words;			/* safety and consent: signed words only */
	bool voices;			/* ... and on calls recorded voices only */
};
extern const struct cfg_table care_live_cfg;
const struct care_live_settings *care_live_settings(const struct care *care);

/* --- Releases ------------------------------------------------------------------------ */
/* Does it speak of danger, consent or age, or measure how somebody is? */
bool care_flow_is_danger(const struct flow *f);
/* The draft of this name (in `drafts`: it and all that it calls) is checked and waits for
 * approval; two: it goes with others that want two names.  -ENOENT; -EALREADY: it is in
 * force; -EINVAL: *why says what the checker found (child of t->mem), and nothing is kept. */
int care_release_check(struct care_turn *t, const struct flow_set *drafts, const char *name,
		       bool two, struct store_release *out, char **why) MUST_CHECK;
/* By `who`: what was checked, also when the file was changed since.  1: in force, 0: a second
 * name is needed.  -ENOENT: nothing was checked; -EPERM: that is the first name again. */
int care_release_approve(struct care_turn *t, const char *name, const char *who,
			 struct store_release *out) MUST_CHECK;
/* What was checked and waits, with one name under it or none: 1, 0. */
int care_release_waits(struct store *st, void *mem, const char *name,
		       struct store_release *out) MUST_CHECK;
/* What going back would bring; "nothing" where there was no such flow before.  -ENOENT: what
 * is in force is what was installed.  Whoever calls looks at it as at a draft (vet/). */
int care_release_before(struct store *st, void *mem, const char *name,
			struct store_release *out) MUST_CHECK;
bool care_release_is_nothing(const struct store_release *r);
/* The first name under what the first start found. */
#define CARE_RELEASE_INSTALLED "as installed"
bool care_release_is_installed(const struct store_release *r);
/* What was in force before is again; what touches danger needs a second name here, too: the
 * same call by somebody else.  1: it is; 0: a second name is needed.  -ENOENT; -EPERM. */
int care_release_roll_back(struct care_turn *t, const char *name, const char *who,
			   struct store_release *out) MUST_CHECK;
/* `who` signs this very revision of a flow that `needs` it.  -ENOENT; -EINVAL: it needs none. */
int care_release_sign(struct care_turn *t, const struct flow *f, const char *who) MUST_CHECK;
/* The first start: what the folder holds is in force, as installed.  How many flows. */
int care_release_adopt(struct care_turn *t, const struct flow_set *files) MUST_CHECK;
/* What is in force, into `set`; a revision that cannot be read any more is the file's. */
int care_release_apply(struct store *st, const struct flow_set *files,
		       struct flow_set *set) MUST_CHECK;
/* 1: may be given to people; 0: it waits for its signature. */
int care_flow_allowed(struct care_turn *t, const struct flow *f) MUST_CHECK;
