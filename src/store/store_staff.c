// SPDX-License-Identifier: AGPL-3.0-or-later
/* Accounts, recovery codes, wrong tries, log-ins. */
#define STORE_FAMILY STORE_FAMILY_staff
#include "store/store_int.h"
#include "store/store_staff.h"

#include <ctype.h>
#include <stdio.h>

enum {
	ACCOUNT_ADD, ACCOUNT_AGAIN, ACCOUNT_GET, ACCOUNT_OF, ACCOUNT_BY_NAME, ACCOUNT_BY_INVITE,
	ACCOUNT_LIST, ACCOUNT_ANY, ACCOUNT_BEGIN, ACCOUNT_PASSWORD, ACCOUNT_TOTP, ACCOUNT_TOTP_USED,
	ACCOUNT_LOGIN, ACCOUNT_OFF, RECOVERY_CLEAR, RECOVERY_ADD, RECOVERY_USE, RECOVERY_LEFT,
	TRY_GET, TRY_SET, TRY_PRUNE,
	LOGIN_ADD, LOGIN_GET, LOGIN_BY_ID, LOGIN_LIST, LOGIN_SAVE, LOGIN_END, LOGINS_END,
	LOGINS_PRUNE,
};
#define ACCOUNT_COLS "SELECT id, person_id, state, totp_on, totp_last, invite_until_ms," \
	" made_at_ms, login_at_ms, name, password, totp FROM account "
#define LOGIN_COLS "SELECT l.id, l.account_id, a.person_id, l.state, l.since_ms, l.seen_ms," \
	" l.step_up_ms, l.refused, l.agent FROM login l JOIN account a ON a.id = l.account_id "
static const char *const sql[] = {
	[ACCOUNT_ADD] = "INSERT INTO account (id, person_id, state, totp_on, totp_last, invite,"
		" invite_until_ms, made_at_ms) VALUES ($id, $person, 1, 0, 0,"
		" $invite, $until, $now)",
	[ACCOUNT_AGAIN] = "UPDATE account SET state = 1, name_index = NULL, name = NULL,"
		" password = NULL, totp = NULL, totp_on = 0, invite = $invite,"
		" invite_until_ms = $until WHERE id = $id",
	[ACCOUNT_GET] = ACCOUNT_COLS "WHERE id = $id",
	[ACCOUNT_OF] = ACCOUNT_COLS "WHERE person_id = $person",
	[ACCOUNT_BY_NAME] = ACCOUNT_COLS "WHERE name_index = $name AND state = 2",
	[ACCOUNT_BY_INVITE] = ACCOUNT_COLS "WHERE invite = $invite AND state = 1"
		" AND invite_until_ms > $now",
	[ACCOUNT_LIST] = ACCOUNT_COLS "WHERE id > $after ORDER BY id LIMIT $max",
	[ACCOUNT_ANY] = "SELECT 1 FROM account a JOIN person p ON p.id = a.person_id"
		" WHERE a.state = 2 AND p.roles & $roles <> 0 LIMIT 1",
	[ACCOUNT_BEGIN] = "UPDATE account SET state = 2, name_index = $index, name = $name,"
		" password = $password, invite = NULL WHERE id = $id AND state = 1",
	[ACCOUNT_PASSWORD] = "UPDATE account SET password = $password WHERE id = $id",
	[ACCOUNT_TOTP] = "UPDATE account SET totp = $totp, totp_on = $on WHERE id = $id",
	[ACCOUNT_TOTP_USED] = "UPDATE account SET totp_last = $counter WHERE id = $id"
		" AND totp_last < $counter",
	[ACCOUNT_LOGIN] = "UPDATE account SET login_at_ms = $now WHERE id = $id",
	[ACCOUNT_OFF] = "UPDATE account SET state = 3, invite = NULL WHERE id = $id",
	[RECOVERY_CLEAR] = "DELETE FROM account_recovery WHERE account_id = $id",
	[RECOVERY_ADD] = "INSERT INTO account_recovery (account_id, code) VALUES ($id, $code)",
	[RECOVERY_USE] = "DELETE FROM account_recovery WHERE account_id = $id AND code = $code",
	[RECOVERY_LEFT] = "SELECT count(*) FROM account_recovery WHERE account_id = $id",
	[TRY_GET] = "SELECT fails, until_ms, at_ms FROM login_try WHERE key = $key",
	[TRY_SET] = "INSERT INTO login_try (key, fails, until_ms, at_ms)"
		" VALUES ($key, $fails, $until, $at) ON CONFLICT (key) DO UPDATE SET"
		" fails = excluded.fails, until_ms = excluded.until_ms, at_ms = excluded.at_ms",
	[TRY_PRUNE] = "DELETE FROM login_try WHERE at_ms < $before AND until_ms < $before",
	[LOGIN_ADD] = "INSERT INTO login (id, account_id, token, state, since_ms, seen_ms,"
		" step_up_ms, refused, agent) VALUES ($id, $account, $token, $state, $since,"
		" $seen, 0, 0, $agent)",
	[LOGIN_GET] = LOGIN_COLS "WHERE l.token = $token AND a.state = 2",
	[LOGIN_BY_ID] = LOGIN_COLS "WHERE l.id = $id AND a.state = 2",
	[LOGIN_LIST] = LOGIN_COLS "WHERE l.account_id = $account ORDER BY l.id DESC LIMIT $max",
	[LOGIN_SAVE] = "UPDATE login SET state = $state, seen_ms = $seen, step_up_ms = $step_up,"
		" refused = $refused WHERE id = $id",
	[LOGIN_END] = "DELETE FROM login WHERE id = $id AND account_id = $account",
	[LOGINS_END] = "DELETE FROM login WHERE account_id = $account AND id <> $but",
	[LOGINS_PRUNE] = "DELETE FROM login WHERE seen_ms < $seen OR since_ms < $since",
};
static const char *const tables[] = { "account", "login", NULL };
const struct store_family store_family_staff = {
	.name = "staff", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* A name is the same in capitals and with blanks around it. */
static struct store_index name_index(struct store *st, const char *name)
{
	char *folded = talloc_strdup(NULL, name + strspn(name, " "));
	struct store_index index;
	struct secret *s;
	size_t i, len = strlen(folded);

	while (len && folded[len - 1] == ' ')
		folded[--len] = '\0';
	for (i = 0; i < len; i++)
		folded[i] = (char)tolower((unsigned char)folded[i]);
	s = secret_str(folded, folded);
	index = store_index(st, "account", s);
	talloc_free(folded);
	return index;
}

/* --- Accounts ------------------------------------------------------------------------- */

static int account_read(struct query *q, void *ctx, struct store_account *out)
{
	static const char *const columns[] = { "account.name", "account.password", "account.totp" };
	struct secret **to[] = { &out->name, &out->password, &out->totp };
	int rc = q_row(q);
	size_t i;

	if (rc <= 0)
		return rc;
	*out = (struct store_account){
		.id = q_col_int(q, 0), .person_id = q_col_int(q, 1),
		.state = (enum store_account_state)q_col_int(q, 2), .totp_on = q_col_int(q, 3),
		.totp_last = q_col_int(q, 4), .invite_until_ms = q_col_int(q, 5),
		.made_at_ms = q_col_int(q, 6), .login_at_ms = q_col_int(q, 7),
	};
	for (i = 0; i < ARRAY_LEN(columns); i++) {
		rc = q_col_unseal(q, 8 + (int)i, ctx, (struct store_place){ columns[i], out->id,
				  out->person_id }, to[i]);
		if (rc < 0) {
			q_done(q);
			return rc;
		}
	}
	return 1;
}

static int account_one(struct query *q, void *ctx, struct store_account *out)
{
	int rc = account_read(q, ctx, out);

	if (rc == 1)
		q_done(q);
	return rc;
}

static int clear(struct store *st, int64_t id)
{
	struct query *q = query(st, RECOVERY_CLEAR);
	int rc;

	q_int(q, "$id", id);
	rc = q_do(q);
	return rc < 0 ? rc : store_logins_end(st, id, 0);
}

int store_account_invite(struct store *st, int64_t person_id, const struct store_token_hash *invite,
			 int64_t until_ms, int64_t now_ms, int64_t *id)
{
	struct store_account a;
	void *ctx = talloc_named_const(NULL, 0, "invite");
	int rc = store_account_of(st, ctx, person_id, &a);
	struct query *q;

	talloc_free(ctx);
	if (rc < 0)
		return rc;
	*id = rc ? a.id : store_new_id(st, "account");
	if (rc) {
		rc = clear(st, a.id);
		if (rc < 0)
			return rc;
		q = query(st, ACCOUNT_AGAIN);
	} else {
		q = query(st, ACCOUNT_ADD);
		q_int(q, "$person", person_id);
		q_int(q, "$now", now_ms);
	}
	q_int(q, "$id", *id);
	q_blob(q, "$invite", invite->b, sizeof(invite->b));
	q_int(q, "$until", until_ms);
	return q_do(q);
}

int store_account_get(struct store *st, void *ctx, int64_t id, struct store_account *out)
{
	struct query *q = query(st, ACCOUNT_GET);

	q_int(q, "$id", id);
	return account_one(q, ctx, out);
}

int store_account_of(struct store *st, void *ctx, int64_t person_id, struct store_account *out)
{
	struct query *q = query(st, ACCOUNT_OF);

	q_int(q, "$person", person_id);
	return account_one(q, ctx, out);
}

int store_account_by_name(struct store *st, void *ctx, const char *name, struct store_account *out)
{
	struct store_index index = name_index(st, name);
	struct query *q = query(st, ACCOUNT_BY_NAME);

	q_index(q, "$name", &index);
	return account_one(q, ctx, out);
}

int store_account_by_invite(struct store *st, void *ctx, const struct store_token_hash *invite,
			    int64_t now_ms, struct store_account *out)
{
	struct query *q = query(st, ACCOUNT_BY_INVITE);

	q_blob(q, "$invite", invite->b, sizeof(invite->b));
	q_int(q, "$now", now_ms);
	return account_one(q, ctx, out);
}

int store_accounts(struct store *st, void *ctx, int64_t after_id, struct store_account *out,
		   int max)
{
	struct query *q = query(st, ACCOUNT_LIST);
	int n = 0, rc = 0;

	q_int(q, "$after", after_id);
	q_int(q, "$max", max);
	while (n < max && (rc = account_read(q, ctx, &out[n])) == 1)
		n++;
	if (rc == 1)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_account_any(struct store *st, unsigned int roles)
{
	struct query *q = query(st, ACCOUNT_ANY);
	int64_t one_is;

	q_int(q, "$roles", roles);
	return q_get_int(q, &one_is);
}

static int person_of(struct store *st, int64_t id, int64_t *person_id)
{
	struct store_account a;
	void *ctx = talloc_named_const(NULL, 0, "account");
	int rc = store_account_get(st, ctx, id, &a);

	*person_id = rc == 1 ? a.person_id : 0;
	talloc_free(ctx);
	return rc < 0 ? rc : rc ? 0 : -ENOENT;
}

int store_account_begin(struct store *st, int64_t id, const char *name,
			const struct secret *password)
{
	struct store_index index = name_index(st, name);
	void *ctx = talloc_named_const(NULL, 0, "account");
	int64_t person_id;
	struct query *q;
	int rc = person_of(st, id, &person_id);

	if (rc == 0) {
		q = query(st, ACCOUNT_BEGIN);
		q_int(q, "$id", id);
		q_index(q, "$index", &index);
		q_seal(q, "$name", (struct store_place){ "account.name", id, person_id },
		       secret_str(ctx, name));
		q_seal(q, "$password", (struct store_place){ "account.password", id, person_id },
		       password);
		rc = q_run(q);
		rc = rc < 0 ? rc : rc ? 0 : -ENOENT;
	}
	talloc_free(ctx);
	return rc;
}

int store_account_password(struct store *st, int64_t id, const struct secret *password)
{
	int64_t person_id;
	struct query *q;
	int rc = person_of(st, id, &person_id);

	if (rc < 0)
		return rc;
	q = query(st, ACCOUNT_PASSWORD);
	q_int(q, "$id", id);
	q_seal(q, "$password", (struct store_place){ "account.password", id, person_id }, password);
	return q_do(q);
}

int store_account_totp(struct store *st, int64_t id, const struct secret *totp, bool on)
{
	int64_t person_id;
	struct query *q;
	int rc = person_of(st, id, &person_id);

	if (rc < 0)
		return rc;
	q = query(st, ACCOUNT_TOTP);
	q_int(q, "$id", id);
	q_int(q, "$on", on);
	q_seal(q, "$totp", (struct store_place){ "account.totp", id, person_id }, totp);
	return q_do(q);
}

int store_account_totp_used(struct store *st, int64_t id, int64_t counter)
{
	struct query *q = query(st, ACCOUNT_TOTP_USED);

	q_int(q, "$id", id);
	q_int(q, "$counter", counter);
	return q_did(q);
}

int store_account_login(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, ACCOUNT_LOGIN);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_account_off(struct store *st, int64_t id)
{
	struct query *q = query(st, ACCOUNT_OFF);
	int rc;

	q_int(q, "$id", id);
	rc = q_do(q);
	return rc < 0 ? rc : store_logins_end(st, id, 0);
}

/* --- Recovery codes --------------------------------------------------------------------- */

int store_recovery_set(struct store *st, int64_t account_id, const struct store_token_hash *codes,
		       int n)
{
	struct query *q = query(st, RECOVERY_CLEAR);
	int i, rc;

	q_int(q, "$id", account_id);
	rc = q_do(q);
	for (i = 0; i < n && rc == 0; i++) {
		q = query(st, RECOVERY_ADD);
		q_int(q, "$id", account_id);
		q_blob(q, "$code", codes[i].b, sizeof(codes[i].b));
		rc = q_do(q);
	}
	return rc;
}

int store_recovery_use(struct store *st, int64_t account_id, const struct store_token_hash *code)
{
	struct query *q = query(st, RECOVERY_USE);

	q_int(q, "$id", account_id);
	q_blob(q, "$code", code->b, sizeof(code->b));
	return q_did(q);
}

int store_recovery_left(struct store *st, int64_t account_id, int64_t *n)
{
	struct query *q = query(st, RECOVERY_LEFT);
	int rc;

	q_int(q, "$id", account_id);
	rc = q_get_int(q, n);
	return rc < 0 ? rc : 0;
}

/* --- Wrong tries -------------------------------------------------------------------------- */

struct store_index store_try_key(struct store *st, const char *what)
{
	struct secret *s = secret_str(NULL, what);
	struct store_index index = store_index(st, "login try", s);

	talloc_free(s);
	return index;
}

int store_try_get(struct store *st, const struct store_index *key, struct store_try *out)
{
	struct query *q = query(st, TRY_GET);
	int rc;

	*out = (struct store_try){ 0 };
	q_index(q, "$key", key);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	*out = (struct store_try){ q_col_int(q, 0), q_col_int(q, 1), q_col_int(q, 2) };
	q_done(q);
	return 1;
}

int store_try_set(struct store *st, const struct store_index *key, const struct store_try *t)
{
	struct query *q = query(st, TRY_SET);

	q_index(q, "$key", key);
	q_int(q, "$fails", t->fails);
	q_int(q, "$until", t->until_ms);
	q_int(q, "$at", t->at_ms);
	return q_do(q);
}

int store_try_prune(struct store *st, int64_t before_ms)
{
	struct query *q = query(st, TRY_PRUNE);

	q_int(q, "$before", before_ms);
	return q_do(q);
}

/* --- Log-ins -------------------------------------------------------------------------------- */

int store_login_add(struct store *st, const struct store_token_hash *token, struct store_login *l)
{
	struct query *q;

	l->id = store_new_id(st, "login");
	q = query(st, LOGIN_ADD);
	q_int(q, "$id", l->id);
	q_int(q, "$account", l->account_id);
	q_blob(q, "$token", token->b, sizeof(token->b));
	q_int(q, "$state", l->state);
	q_int(q, "$since", l->since_ms);
	q_int(q, "$seen", l->seen_ms);
	q_text(q, "$agent", l->agent);
	return q_do(q);
}

static int login_read(struct query *q, struct store_login *out)
{
	int rc = q_row(q);

	if (rc <= 0)
		return rc;
	*out = (struct store_login){
		.id = q_col_int(q, 0), .account_id = q_col_int(q, 1), .person_id = q_col_int(q, 2),
		.state = (enum store_login_state)q_col_int(q, 3), .since_ms = q_col_int(q, 4),
		.seen_ms = q_col_int(q, 5), .step_up_ms = q_col_int(q, 6),
		.refused = (int)q_col_int(q, 7),
	};
	snprintf(out->agent, sizeof(out->agent), "%s", q_col_text(q, 8));
	return 1;
}

static int login_one(struct query *q, struct store_login *out)
{
	int rc = login_read(q, out);

	if (rc == 1)
		q_done(q);
	return rc;
}

int store_login_get(struct store *st, const struct store_token_hash *token, struct store_login *out)
{
	struct query *q = query(st, LOGIN_GET);

	q_blob(q, "$token", token->b, sizeof(token->b));
	return login_one(q, out);
}

int store_login_by_id(struct store *st, int64_t id, struct store_login *out)
{
	struct query *q = query(st, LOGIN_BY_ID);

	q_int(q, "$id", id);
	return login_one(q, out);
}

int store_logins(struct store *st, int64_t account_id, struct store_login *out, int max)
{
	struct query *q = query(st, LOGIN_LIST);
	int n = 0, rc = 0;

	q_int(q, "$account", account_id);
	q_int(q, "$max", max);
	while (n < max && (rc = login_read(q, &out[n])) == 1)
		n++;
	if (rc == 1)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_login_save(struct store *st, const struct store_login *l)
{
	struct query *q = query(st, LOGIN_SAVE);

	q_int(q, "$id", l->id);
	q_int(q, "$state", l->state);
	q_int(q, "$seen", l->seen_ms);
	q_int(q, "$step_up", l->step_up_ms);
	q_int(q, "$refused", l->refused);
	return q_do(q);
}

int store_login_end(struct store *st, int64_t id, int64_t account_id)
{
	struct query *q = query(st, LOGIN_END);

	q_int(q, "$id", id);
	q_int(q, "$account", account_id);
	return q_did(q);
}

int store_logins_end(struct store *st, int64_t account_id, int64_t but_id)
{
	struct query *q = query(st, LOGINS_END);

	q_int(q, "$account", account_id);
	q_int(q, "$but", but_id);
	return q_do(q);
}

int store_logins_prune(struct store *st, int64_t seen_before_ms, int64_t since_before_ms)
{
	struct query *q = query(st, LOGINS_PRUNE);

	q_int(q, "$seen", seen_before_ms);
	q_int(q, "$since", since_before_ms);
	return q_do(q);
}
