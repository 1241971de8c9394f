/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/audit: who did what about whom, as entries that cannot be quietly edited
 * (store_audit.h), and what was learnt about the rules that raise alarms.
 *
 * One line where something is done, in the transaction that does it:
 *
 *	rc = care_audit(t, CARE_AUDIT_LOST, peer->id, by_id, NULL);
 *
 * `detail` may name a person (it is sealed: with the key of the one it is about, so that it
 * goes with them) but never holds what a member wrote.
 */
#include "care/care.h"
#include "store/store_audit.h"
#include "store/store_feedback.h"
#include "store/store_incident.h"

/* The words are stored: never change one, add at will. */
#define CARE_AUDIT_WHATS(X) \
	X(PERSON,		"person.roles",		"somebody was given roles") \
	X(OPENED,		"incident.opened",	"an incident was opened") \
	X(RAISED,		"incident.raised",	"an incident rose to tier A") \
	X(ACKED,		"incident.taken",	"somebody took an incident") \
	X(HANDED_BACK,		"incident.handedback",	"an incident was handed back") \
	X(TRIED,		"incident.tried",	"a try to reach the person") \
	X(CONTACT,		"incident.contact",	"contact was made") \
	X(PROPOSED,		"incident.unreachable",	"the first of two said: unreachable") \
	X(CLOSED,		"incident.closed",	"an incident was closed") \
	X(WITH,			"incident.with",	"staff texted with the person") \
	X(STOP,			"incident.stop",	"staff on call texted STOP") \
	X(REVEAL,		"number.revealed",	"a number was shown to staff") \
	X(REVEAL_ASKED,		"number.asked",		"somebody asked to see a number") \
	X(REVEAL_REVIEWED,	"number.reviewed",	"a manager looked at a reveal") \
	X(HANDING,		"incident.handing",	"somebody wants to hand an incident over") \
	X(TAKEN_OVER,		"incident.takenover",	"somebody took an incident over") \
	X(NOT_TAKEN,		"incident.nottaken", \
		"nobody took an incident over: calling begins again") \
	X(DRILL,		"drill.begun",		"a drill or a phone check began") \
	X(DRILL_OVER,		"drill.over", \
		"a drill was answered, or nobody answered it") \
	X(PHONE,		"phone.verified",	"a phone of the staff was verified") \
	X(LINE_SEEN,		"line.seen",		"somebody looks after the silent line") \
	X(SWAP,			"roster.swap",		"a shift was offered, taken over or kept") \
	X(ROSTER,		"roster.changed",	"the roster was changed") \
	X(LOST,			"phone.lost",		"a phone was reported lost") \
	X(FOUND,		"phone.found",		"a lost phone was given back its roles") \
	X(INBOX_SHOWN,		"inbox.shown",		"somebody looked at an unreadable text") \
	X(INBOX_CLOSED,		"inbox.closed",		"an unreadable text was closed") \
	X(ERASED,		"person.erased",	"a person was erased") \
	X(SETTING,		"setting.written",	"a setting was changed") \
	X(BACKUP,		"backup.begun",		"a copy was begun") \
	X(RESTORED,		"backup.restored",	"the database came from a backup") \
	X(LEXICON,		"lexicon.loaded",	"words, flows and lexicon were read anew") \
	X(MARKED,		"lexicon.marked", \
		"an alarm was said to be right, wrong or missed") \
	X(PROPOSAL,		"lexicon.proposed",	"a change of a rule was proposed") \
	X(AGREED,		"lexicon.agreed", \
		"a second person agreed to a change of a rule") \
	X(FLOW_APPROVED,	"flow.approved",	"a revision of a flow was approved") \
	X(FLOW_BACK,		"flow.rolledback",	"a flow was rolled back") \
	X(FLOW_SIGNED,		"flow.signed",		"a revision of a flow was signed") \
	X(READ,			"audit.read",		"the audit log was read") \
	X(VERIFIED,		"audit.verified",	"the audit log was verified") \
	X(HEAD,			"audit.head",		"the log's head was sent outside") \
	X(DESK_LOGIN,		"desk.login",		"somebody logged in") \
	X(DESK_ACCOUNT,		"desk.account",		"an account, or its keys, were changed") \
	X(DESK_REFUSED,		"desk.refused",		"a request was refused") \
	X(DESK_SEEN,		"desk.seen",		"somebody's data was read") \
	X(DESK_DID,		"desk.did",		"something was done at the desk") \
	X(DESK_TOKEN,		"desk.token",		"a token or a webhook was made or ended") \
	X(HEARD,		"recording.heard",	"somebody listened to a recording") \
	X(STORY,		"story.decided", \
		"a story was approved, refused or taken back") \
	X(DESK_EXPORT,		"desk.export", \
		"an export was asked for, agreed to or read")
enum care_audit_what {
#define X(name, stored, words) CARE_AUDIT_##name,
	CARE_AUDIT_WHATS(X)
#undef X
	CARE_AUDIT_WHATS_LEN
};

/* about, by: ids of people, 0: nobody, or not known here.  detail: NULL or words. */
int care_audit(struct care_turn *t, enum care_audit_what what, int64_t about_id, int64_t by_id,
	       const char *detail) MUST_CHECK;
/* By a human who has no row (warmlinectl): `name` is sealed with the entry. */
int care_audit_named(struct care_turn *t, enum care_audit_what what, int64_t about_id,
		     const char *name, const char *detail) MUST_CHECK;
/* A step of an incident, if it is one that belongs here; detail as the step's: for what staff
 * did without a row of theirs, their name. */
int care_audit_step(struct care_turn *t, const struct store_incident *i, enum store_step what,
		    int64_t by_id, const char *detail) MUST_CHECK;
/* A drill is over: by whom it was answered, or a name ("nobody answered"). */
int care_audit_drill(struct care_turn *t, const struct store_incident *i, int64_t by_id,
		     const char *name) MUST_CHECK;
/* "incident.taken" -> "somebody took an incident"; also the store's own; the text itself
 * when it is not known. */
const char *care_audit_words(const char *stored);
/* "altered", "removed", "truncated", "replaced". */
const char *care_audit_fault_words(enum store_audit_fault fault);

/* --- The head that goes outside, each day ------------------------------------------------- */
/* "warmline-audit 2026-11-22T01:00:00Z 620 <64 hex digits>": 1 and *line (child of ctx), 0 while
 * the log is empty. */
int care_audit_head_line(struct care_turn *t, void *ctx, char **line) MUST_CHECK;
/* Such a line, or the "620 <hex>" of it: true. */
bool care_audit_head_parse(const char *line, struct store_audit_head *out);
/* It is a day since the last one went: 1, 0. */
int care_audit_head_due(struct care_turn *t) MUST_CHECK;
int care_audit_head_sent(struct care_turn *t, int64_t seq) MUST_CHECK;

extern const struct cfg_table care_audit_cfg;
struct care_audit_settings {
	const char *head_command;	/* absolute; "" none.  The line comes on its
					 * standard input */
	const char *head_file;		/* absolute, outside the state directory; "" none */
};
const struct care_audit_settings *care_audit_settings(const struct care *care);

/* --- Feedback: was the alarm right? ----------------------------------------------------------- *
 * Kept by rule id and lexicon version, without words.  Closing an incident marks it: "a false
 * alarm" says wrong, every other outcome but "unreachable" and a drill says right; a mark by
 * hand takes its place. */
int care_feedback_closed(struct care_turn *t, const struct store_incident *i) MUST_CHECK;
struct care_mark {
	const char *code;		/* of the incident; right and wrong */
	const char *who;		/* pseudonym; missed */
	enum store_verdict verdict;
	enum store_reason reason;	/* of wrong */
	const char *name;		/* who says so */
	const char *rule;		/* missed: the rule that should have heard it; NULL:
					 * not known */
};
/* -ENOENT: no such incident or person.  -EINVAL: a drill, or one without any rule. */
int care_feedback_mark(struct care_turn *t, const struct care_mark *m) MUST_CHECK;
const char *care_reason_words(enum store_reason reason);

/* A change of a rule needs two names.  Nothing is changed by the program: it keeps what
 * was agreed, and a human edits the file. */
struct care_proposal {
	enum store_propose kind;
	const char *rule;		/* an id; of a change also "new" */
	const char *change, *name;	/* what and why, in words; who says so */
};
/* -ENOENT: no such rule. */
int care_proposal_add(struct care_turn *t, const struct care_proposal *p, int64_t *id) MUST_CHECK;
/* -EPERM: the same name (spelling and case do not matter); -EALREADY: agreed before; -ENOENT. */
int care_proposal_agree(struct care_turn *t, int64_t id, const char *name) MUST_CHECK;
