/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to desk/. */
#include <osmocom/core/linuxlist.h>

#include "care/care_audit.h"
#include "desk/desk.h"
#include "store/store_desk.h"
#include "store/store_event.h"
#include "store/store_staff.h"

/* Error codes beyond link/'s; docs/desk.md says what a page does with each. */
#define DESK_E_LOGIN	"log-in"
#define DESK_E_SECOND	"second-factor"
#define DESK_E_STEP_UP	"step-up"
#define DESK_E_REASON	"reason"
#define DESK_E_WAIT	"wait"
#define DESK_E_CONFLICT	"conflict"
#define DESK_E_TWO	"two"

struct desk_settings {
	const char *address, *token, *service;
	int64_t idle_ms, most_ms;
};

struct desk {
	struct desk_deps deps;
	struct desk_settings settings;
	struct link_server *server;
	struct store_watch *watch;
	struct loop_late *push;		/* events were, or may have been, committed */
	struct loop_timer *tidy;
	struct llist_head listens;
	int64_t pushed;			/* every event up to this one went to who listens live */
	int64_t listen_next;
	bool dirty, recheck;
	/* lately begun (recording.c) */
	struct desk_played { int64_t person_id, recording_id; } played[64];
	unsigned int played_next;
};

/* --- Who asks ------------------------------------------------------------------------- */
#define DESK_P STORE_ROLE_PEER
#define DESK_S STORE_ROLE_SUPERVISOR
#define DESK_O STORE_ROLE_ONCALL
#define DESK_C STORE_ROLE_COORDINATOR
#define DESK_G STORE_ROLE_SAFEGUARDING
#define DESK_M STORE_ROLE_MANAGER
#define DESK_A STORE_ROLE_AUTHOR
#define DESK_K STORE_ROLE_COMMISSIONER
#define DESK_U STORE_ROLE_AUDITOR
#define DESK_L STORE_ROLE_CLINICIAN
#define DESK_ANY (DESK_P | DESK_S | DESK_O | DESK_C | DESK_G | DESK_M | DESK_A | DESK_K | DESK_U | \
		  DESK_L)

enum desk_scope {
	DESK_SCOPE_REPORT = 1 << 0, DESK_SCOPE_BOARD = 1 << 1, DESK_SCOPE_DIRECTORY = 1 << 2,
	DESK_SCOPE_ROSTER = 1 << 3, DESK_SCOPE_METRICS = 1 << 4,
};
struct desk_scope_name { const char *name; unsigned int bit; };
extern const struct desk_scope_name desk_scopes[5];

struct desk_who {
	bool known;			/* a session, or a program's token */
	struct store_login login;	/* id 0: a program */
	struct store_api_token token;
	struct store_person person;	/* id 0: a program */
	unsigned int roles;		/* as they are now */
};

/* --- A verb ------------------------------------------------------------------------------ */
enum {
	DESK_OPEN = 1 << 0,		/* without a session */
	DESK_HALF = 1 << 1,		/* also before the session is complete */
	DESK_STEP_UP = 1 << 2,
	DESK_REASON = 1 << 3,		/* `reason` must be given */
};
struct desk_ask;
struct desk_verb {
	const char *verb, *help;
	unsigned int roles, flags, scopes;
	const struct link_arg *args;
	size_t args_len;
	/* Within the transaction, after every check of the row.  0 with a->answer (NULL: {}),
	 * desk_refuse()'s result, or a store error; both roll back. */
	int (*run)(struct desk_ask *a);
};
struct desk_table { const struct desk_verb *verbs; size_t len; };
extern const struct desk_table desk_login_verbs, desk_totp_verbs, desk_live_verbs, desk_duty_verbs,
	desk_talk_verbs, desk_note_verbs, desk_incident_verbs, desk_concern_verbs,
	desk_board_verbs, desk_roster_verbs, desk_people_verbs, desk_account_verbs,
	desk_quality_verbs, desk_lexicon_verbs, desk_flow_verbs, desk_directory_verbs,
	desk_report_verbs,
	desk_export_verbs, desk_audit_verbs, desk_token_verbs, desk_reveal_verbs,
	desk_recording_verbs;
#define DESK_TABLE(name, list) \
	const struct desk_table name = { list, ARRAY_LEN(list) }
#define DESK_ARGS(list) .args = list, .args_len = ARRAY_LEN(list)

/* One request.  Lives until it is answered. */
struct desk_ask {
	struct desk *desk;
	struct link_request *req;
	const struct desk_verb *verb;
	struct desk_who who;
	struct care_turn *t;		/* only while run() runs */
	json_t *answer;
	const char *code;		/* of a refusal */
	char text[240];
	/* Set by run(): goes on after the commit, and answers by desk_answer() later. */
	void (*later)(struct desk_ask *a);
	void *job;			/* a talloc child of this ask */
	int (*step)(struct desk_ask *a);	/* of desk_again() */
};
/* Returns -ECANCELED. */
int desk_refuse(struct desk_ask *a, const char *code, const char *fmt, ...) PRINTF(3, 4);
/* The same, but what the transaction did stays (a wrong try is counted).  Returns 0. */
int desk_refuse_keep(struct desk_ask *a, const char *code, const char *fmt, ...) PRINTF(3, 4);
/* Another transaction of the same request, then its answer (or its later()). */
void desk_again(struct desk_ask *a, int (*step)(struct desk_ask *a));

/* Arguments. */
const char *desk_str(const struct desk_ask *a, const char *name);	/* NULL: not given */
int64_t desk_int(const struct desk_ask *a, const char *name, int64_t dflt);
/* A wall time; what no calendar has becomes the nearest that one has. */
int64_t desk_moment(const struct desk_ask *a, const char *name, int64_t dflt);
bool desk_bool(const struct desk_ask *a, const char *name, bool dflt);
/* An errno of the store or of care as a refusal: -ENOENT "denied", others go through. */
int desk_found(struct desk_ask *a, int rc, const char *what);
/* Somebody by the pseudonym in `name`: 0, or a refusal. */
int desk_person(struct desk_ask *a, const char *name, struct store_person *out) MUST_CHECK;

/* --- Answers --------------------------------------------------------------------------------- */
json_t *desk_at(int64_t at_ms);				/* 0: null */
json_t *desk_words(const struct secret *text);		/* NULL: null; never invalid UTF-8 */
json_t *desk_text(const char *text);
/* A pseudonym; null for nobody and for the erased. */
json_t *desk_name(struct care_turn *t, int64_t person_id);
json_t *desk_roles_json(unsigned int roles);
/* 0: one of them is none. */
unsigned int desk_roles_parse(const char *text);
char *desk_roles_text(void *ctx, unsigned int roles);
/* {"items": items, "more": more}; items is taken over. */
json_t *desk_list(json_t *items, bool more);
/* For lists: at most this many, and one more to know that there is more. */
enum { DESK_PAGE = 50 };

/* "Somebody's data was read", with the reason that was given. */
int desk_seen(struct desk_ask *a, int64_t about_id) MUST_CHECK;
int desk_noted(struct desk_ask *a, enum care_audit_what what, int64_t about_id, const char *detail)
	MUST_CHECK;

/* --- Sessions (session.c) ------------------------------------------------- */
/* Keyed: a stolen database alone tests no guess. */
struct store_token_hash desk_token_hash_of(struct store *st, const char *token);
struct store_token_hash desk_code_hash(struct store *st, const char *code);
/* 32 random bytes, base64url; child of ctx. */
char *desk_token_new(void *ctx);
/* Groups of five: "7KQ2M-XW4RT"; child of ctx. */
char *desk_code_new(void *ctx, int groups);
/* Who that is now; 0, or a refusal. */
int desk_session(struct desk_ask *a, const char *token) MUST_CHECK;
json_t *desk_whoami(struct desk_ask *a);

/* A fresh log-in of this account: answers {session, state, who}. */
int desk_login_begin(struct desk_ask *a, const struct store_account *account, const char *agent)
	MUST_CHECK;
/* Is this the code of now (or of the 30 s before or after), not used before?  1, 0. */
int desk_totp_right(struct desk_ask *a, const struct store_account *account, const char *code)
	MUST_CHECK;
/* Wrong tries: 0, or refused for a while; then one more, or all forgotten. */
int desk_tries_check(struct desk_ask *a, const char *name, const char *address) MUST_CHECK;
int desk_tries_add(struct desk_ask *a, const char *name, const char *address) MUST_CHECK;
int desk_tries_forget(struct desk_ask *a, const char *name, const char *address) MUST_CHECK;
/* Somebody of the staff; number NULL: known by none.  The roles are added. */
int desk_person_make(struct care_turn *t, unsigned int roles, const char *number,
		     struct store_person *out) MUST_CHECK;
/* Invites: the code, valid until *until_ms. */
int desk_invite(struct care_turn *t, int64_t person_id, char **code, int64_t *until_ms) MUST_CHECK;

/* --- Live (live.c) -------------------------------------------------------- */
void desk_live_open(struct desk *desk);
void desk_live_closed(struct desk *desk, struct link_conn *conn);
/* Sessions ended, or roles changed: who still listens is looked at again. */
void desk_live_recheck(struct desk *desk);

/* --- Shared by pages ------------------------------------------------------ */
struct store_conversation;
struct store_desk_line;
json_t *desk_talk_json(struct desk_ask *a, const struct store_conversation *c);
json_t *desk_line_json(struct care_turn *t, int64_t viewer_id, const struct store_conversation *c,
		       const struct store_desk_line *l);
const char *desk_tier_name(int match_tier);
struct store_concern;
json_t *desk_concern_json(struct care_turn *t, const struct store_concern *c);
