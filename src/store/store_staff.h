/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Accounts of those who work at the console, their log-ins, wrong tries, and the
 * tokens of programs.  Called by desk/ alone.  Tokens, invitations and recovery
 * codes are kept as hashes that the caller makes; names are found by their blind
 * index; password hashes and TOTP secrets are sealed by the person's key.
 */
#include "store/store.h"

enum { STORE_TOKEN_LEN = 32 };
struct store_token_hash {
	uint8_t b[STORE_TOKEN_LEN];
};

/* --- Accounts ------------------------------------------------------------------------ */
enum store_account_state { STORE_ACCOUNT_INVITED = 1, STORE_ACCOUNT_ACTIVE, STORE_ACCOUNT_OFF };
struct store_account {
	int64_t id, person_id;
	enum store_account_state state;
	bool totp_on;
	int64_t totp_last;		/* counter of the last code used */
	int64_t invite_until_ms, made_at_ms, login_at_ms;
	/* children of ctx; NULL: none */
	struct secret *name, *password, *totp;
};
/* Makes an invited one, or invites anew (password, TOTP, recovery codes and logins go).
 * *id is set. */
int store_account_invite(struct store *st, int64_t person_id, const struct store_token_hash *invite,
			 int64_t until_ms, int64_t now_ms, int64_t *id) MUST_CHECK;
/* 1 and *out, or 0. */
int store_account_get(struct store *st, void *ctx, int64_t id,
		      struct store_account *out) MUST_CHECK;
int store_account_of(struct store *st, void *ctx, int64_t person_id, struct store_account *out)
	MUST_CHECK;
int store_account_by_name(struct store *st, void *ctx, const char *name, struct store_account *out)
	MUST_CHECK;
int store_account_by_invite(struct store *st, void *ctx, const struct store_token_hash *invite,
			    int64_t now_ms, struct store_account *out) MUST_CHECK;
/* In order of id, after after_id.  How many. */
int store_accounts(struct store *st, void *ctx, int64_t after_id, struct store_account *out,
		   int max)
	MUST_CHECK;
/* Any coordinator who could log in?  1, 0. */
int store_account_any(struct store *st, unsigned int roles) MUST_CHECK;
/* The invitation is used up: name and password are set, active.  -EEXIST: the name is taken. */
int store_account_begin(struct store *st, int64_t id, const char *name,
			const struct secret *password) MUST_CHECK;
int store_account_password(struct store *st, int64_t id, const struct secret *password) MUST_CHECK;
int store_account_totp(struct store *st, int64_t id, const struct secret *totp, bool on) MUST_CHECK;
/* 1; 0: this code, or a later one, was used before. */
int store_account_totp_used(struct store *st, int64_t id, int64_t counter) MUST_CHECK;
int store_account_login(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;
/* Off: its logins end. */
int store_account_off(struct store *st, int64_t id) MUST_CHECK;

int store_recovery_set(struct store *st, int64_t account_id, const struct store_token_hash *codes,
		       int n) MUST_CHECK;
int store_recovery_use(struct store *st, int64_t account_id, const struct store_token_hash *code)
	MUST_CHECK;							/* 1, 0 */
int store_recovery_left(struct store *st, int64_t account_id, int64_t *n) MUST_CHECK;

/* --- Wrong tries --------------------------------------------------------------------- */
struct store_try {
	int64_t fails, until_ms, at_ms;		/* until: no further try before; 0 */
};
struct store_index store_try_key(struct store *st, const char *what);
int store_try_get(struct store *st, const struct store_index *key,
		  struct store_try *out) MUST_CHECK;
int store_try_set(struct store *st, const struct store_index *key, const struct store_try *t)
	MUST_CHECK;
int store_try_prune(struct store *st, int64_t before_ms) MUST_CHECK;

/* --- Log-ins -------------------------------------------------------------------------- */
enum store_login_state { STORE_LOGIN_READY = 1, STORE_LOGIN_ENROL };
struct store_login {
	int64_t id, account_id, person_id;
	enum store_login_state state;
	int64_t since_ms, seen_ms, step_up_ms;
	int refused;
	char agent[80];
};
int store_login_add(struct store *st, const struct store_token_hash *token, struct store_login *l)
	MUST_CHECK;
/* Of an active account: 1 and *out, or 0. */
int store_login_get(struct store *st, const struct store_token_hash *token, struct store_login *out)
	MUST_CHECK;
int store_login_by_id(struct store *st, int64_t id, struct store_login *out) MUST_CHECK;
int store_logins(struct store *st, int64_t account_id, struct store_login *out, int max) MUST_CHECK;
/* Writes state, seen, step_up, refused. */
int store_login_save(struct store *st, const struct store_login *l) MUST_CHECK;
int store_login_end(struct store *st, int64_t id, int64_t account_id) MUST_CHECK;	/* 1, 0 */
/* All of an account but one (0: all). */
int store_logins_end(struct store *st, int64_t account_id, int64_t but_id) MUST_CHECK;
int store_logins_prune(struct store *st, int64_t seen_before_ms,
		       int64_t since_before_ms) MUST_CHECK;

/* --- Tokens of programs (store_token.c) -------------------------------------------------- */
struct store_api_token {
	int64_t id, by_id, made_at_ms, until_ms, seen_at_ms;
	unsigned int scopes;
	char name[64];
};
int store_api_token_add(struct store *st, const struct store_token_hash *token,
			struct store_api_token *t) MUST_CHECK;
int store_api_token_get(struct store *st, const struct store_token_hash *token, int64_t now_ms,
			struct store_api_token *out) MUST_CHECK;	/* 1, 0 */
int store_api_token_seen(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;
int store_api_tokens(struct store *st, int64_t now_ms, struct store_api_token *out, int max)
	MUST_CHECK;
int store_api_token_end(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;	/* 1, 0 */

/* --- Webhooks (store_token.c): rows are made by the triggers of 1-event.sql ---------------- */
struct store_webhook {
	int64_t id, by_id, made_at_ms, last_at_ms;
	unsigned int events;		/* bit (1 << enum store_event_what) */
	int failures, last_code;
	char url[400];
};
int store_webhook_add(struct store *st, const struct secret *secret, struct store_webhook *w)
	MUST_CHECK;
int store_webhooks(struct store *st, struct store_webhook *out, int max) MUST_CHECK;
int store_webhook_end(struct store *st, int64_t id, int64_t now_ms) MUST_CHECK;		/* 1, 0 */
struct store_webhook_post {
	int64_t id, webhook_id, made_at_ms;
	int tries;
	char url[400], body[400];
	struct secret *secret;
};
/* Due ones; each is put off to again_ms (times its tries) before it is given out. */
int store_webhook_due(struct store *st, void *ctx, int64_t now_ms, struct store_webhook_post *out,
		      int max) MUST_CHECK;
/* code: HTTP's, 0 none.  2xx or too old: the row goes. */
int store_webhook_result(struct store *st, int64_t post_id, int code, int64_t now_ms) MUST_CHECK;
