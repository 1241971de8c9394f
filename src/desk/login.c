// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Logging in.  Whatever is wrong (the name, the password, the code, an account that is
 * off) has one answer, after the same work: the password's hash is computed for unknown
 * names too, on the worker.  Wrong tries are counted by name, by address and by
 * both, for names that are none as for those that are.
 */
#include "desk/desk_int.h"

#include <sodium.h>
#include <stdio.h>

COUNTER(count_logins, "desk.logins", "Log-ins.");
COUNTER(count_wrong, "desk.wrong", "Log-ins that failed.");

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200 };
/* Argon2id: OWASP's table asks for 19 MiB and two passes at least. */
enum { PASSWORD_OPS = 3, PASSWORD_MIB = 64 };
#define INVITE_MS HOURS_MS(48)

/* A hash that no password has. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct password_job {
	char hash[crypto_pwhash_STRBYTES];
	struct secret *password;
	int64_t account_id;		/* 0: nobody */
	bool right;
	int failed;
};

/* --- Wrong tries ------------------------------------------------------------------------- */

struct limit { int free; };
static const struct limit limits[] = {
	{ 5 },		/* one name from one address */
	{ 50 },		/* one name: somebody who knows it shall not lock its owner out */
	{ 30 },		/* one address: a whole office may sit behind it */
};

static struct store_index limit_key(struct desk_ask *a, int i, const char *name,
				    const char *address)
{
	char *folded = talloc_strdup(a->t->mem, name), *p;

	for (p = folded; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p += 'a' - 'A';
	return store_try_key(a->t->store, talloc_asprintf(a->t->mem, "%d\n%s\n%s", i,
			     i == 2 ? "" : folded, i == 1 ? "" : address));
}

static const char *address_of(const struct desk_ask *a)
{
	const char *address = desk_str(a, "address");

	return address ? address : "-";
}

int desk_tries_check(struct desk_ask *a, const char *name, const char *address)
{
	int64_t until_ms = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(limits); i++) {
		struct store_index key = limit_key(a, (int)i, name, address);
		struct store_try tr;
		int rc = store_try_get(a->t->store, &key, &tr);

		if (rc < 0)
			return rc;
		if (tr.until_ms > until_ms)
			until_ms = tr.until_ms;
	}
	if (until_ms <= a->t->now_ms)
		return 0;
	return desk_refuse(a, DESK_E_WAIT, "Too many tries; please wait %lld seconds",
			   (long long)(until_ms - a->t->now_ms + 999) / 1000);
}

int desk_tries_add(struct desk_ask *a, const char *name, const char *address)
{
	int64_t now_ms = a->t->now_ms;
	size_t i;
	int rc = 0;

	counter_inc(&count_wrong);
	for (i = 0; i < ARRAY_LEN(limits) && rc >= 0; i++) {
		struct store_index key = limit_key(a, (int)i, name, address);
		struct store_try tr;
		int64_t over, wait_ms;

		rc = store_try_get(a->t->store, &key, &tr);
		if (rc < 0)
			return rc;
		if (tr.at_ms < now_ms - HOURS_MS(1))
			tr.fails = 0;
		tr.fails++;
		tr.at_ms = now_ms;
		over = tr.fails - limits[i].free;
		wait_ms = over < 0 ? 0 : over < 6 ? SECONDS_MS(15) << over : MINUTES_MS(15);
		tr.until_ms = over < 0 ? 0 : now_ms + wait_ms;
		rc = store_try_set(a->t->store, &key, &tr);
	}
	return rc;
}

int desk_tries_forget(struct desk_ask *a, const char *name, const char *address)
{
	struct store_index key = limit_key(a, 0, name, address);

	return store_try_set(a->t->store, &key, &(struct store_try){ .at_ms = a->t->now_ms });
}

/* --- The password, on the worker ----------------------------------------------------------- */

static void verify_work(void *arg)
{
	struct password_job *job = ((struct desk_ask *)arg)->job;

	job->right = crypto_pwhash_str_verify(job->hash, secret_reveal(job->password),
					      secret_len(job->password)) == 0;
}

static void hash_work(void *arg)
{
	struct password_job *job = ((struct desk_ask *)arg)->job;

	job->failed = crypto_pwhash_str_alg(job->hash, secret_reveal(job->password),
					    secret_len(job->password), PASSWORD_OPS,
					    (size_t)PASSWORD_MIB << 20,
					    crypto_pwhash_ALG_ARGON2ID13);
}

static int busy(struct desk_ask *a)
{
	return desk_refuse(a, LINK_E_BUSY, "Too many are logging in; please try again");
}

static void work(struct desk_ask *a, void (*fn)(void *), void (*done)(void *))
{
	if (loop_work(a->desk->deps.loop, "a password", fn, done, a) < 0)
		desk_again(a, busy);
}

static struct password_job *job_new(struct desk_ask *a, const char *password)
{
	struct password_job *job = talloc_zero(a, struct password_job);

	if (!job)
		base_oom();
	job->password = secret_str(job, password);
	a->job = job;
	return job;
}

static int password_good(struct desk_ask *a, const char *name, const char *password)
{
	if (strlen(password) < PASSWORD_MIN || strlen(password) > PASSWORD_MAX)
		return desk_refuse(a, LINK_E_ARGS, "A password has %d to %d characters",
				   PASSWORD_MIN, PASSWORD_MAX);
	if (strcasestr(password, name) || strspn(password,
						 password[0] ? (char[]){ password[0], 0 } :
						 "") == strlen(password))
		return desk_refuse(a, LINK_E_ARGS, "A password is not one letter again and again, "
				   "and does not hold the name");
	return 0;
}

/* --- login ------------------------------------------------------------------------------------ */

int desk_login_begin(struct desk_ask *a, const struct store_account *account, const char *agent)
{
	struct store_login *l = &a->who.login;
	struct store_token_hash hash;
	char *token = desk_token_new(a->t->mem);
	int rc;

	*l = (struct store_login){
		.account_id = account->id, .person_id = account->person_id,
		.state = account->totp_on ? STORE_LOGIN_READY : STORE_LOGIN_ENROL,
		.since_ms = a->t->now_ms, .seen_ms = a->t->now_ms,
	};
	snprintf(l->agent, sizeof(l->agent), "%.79s", agent ? agent : "");
	hash = desk_token_hash_of(a->t->store, token);
	rc = store_login_add(a->t->store, &hash, l);
	if (rc == 0)
		rc = store_account_login(a->t->store, account->id, a->t->now_ms);
	if (rc == 0)
		rc = desk_noted(a, CARE_AUDIT_DESK_LOGIN, account->person_id, NULL);
	if (rc < 0)
		return rc;
	counter_inc(&count_logins);
	a->answer = json_pack("{s:s, s:s, s:o}", "session", token, "state",
			      l->state == STORE_LOGIN_READY ? "ready" : "enrol", "who",
			      desk_whoami(a));
	return 0;
}

static int wrong(struct desk_ask *a)
{
	int rc = desk_tries_add(a, desk_str(a, "name"), address_of(a));

	return rc < 0 ? rc : desk_refuse_keep(a, LINK_E_DENIED,
					      "The name, the password or the code is not right");
}

/* 1: the second factor is right, or there is none to be asked for yet. */
static int second(struct desk_ask *a, const struct store_account *account)
{
	const char *code = desk_str(a, "code"), *recovery = desk_str(a, "recovery");
	struct store_token_hash hash;

	if (!account->totp_on)
		return 1;
	if (recovery) {
		hash = desk_code_hash(a->t->store, recovery);
		return store_recovery_use(a->t->store, account->id, &hash);
	}
	return code ? desk_totp_right(a, account, code) : 0;
}

static int login_finish(struct desk_ask *a)
{
	struct password_job *job = a->job;
	struct store_account account;
	int rc;

	if (!job->right || !job->account_id)
		return wrong(a);
	rc = store_account_get(a->t->store, a->t->mem, job->account_id, &account);
	if (rc == 1 && account.state == STORE_ACCOUNT_ACTIVE)
		rc = store_people_by_id(a->t->store, account.person_id, &a->who.person);
	else
		rc = rc < 0 ? rc : -ENOENT;
	if (rc < 0)
		return rc == -ENOENT || rc == -ENOKEY ? wrong(a) : rc;
	a->who.roles = a->who.person.roles & DESK_ANY;
	rc = second(a, &account);
	if (rc < 0)
		return rc;
	if (rc == 0 || !a->who.roles)
		return wrong(a);
	rc = desk_tries_forget(a, desk_str(a, "name"), address_of(a));
	return rc < 0 ? rc : desk_login_begin(a, &account, desk_str(a, "agent"));
}

static void login_verified(void *arg)
{
	desk_again(arg, login_finish);
}

static void login_later(struct desk_ask *a)
{
	work(a, verify_work, login_verified);
}

static int login(struct desk_ask *a)
{
	struct password_job *job;
	struct store_account account;
	int rc = desk_tries_check(a, desk_str(a, "name"), address_of(a));

	if (rc == 0)
		rc = store_account_by_name(a->t->store, a->t->mem, desk_str(a, "name"), &account);
	if (rc < 0)
		return rc;
	job = job_new(a, desk_str(a, "password"));
	if (rc == 1)
		job->account_id = account.id;
	snprintf(job->hash, sizeof(job->hash), "%s",
		 rc == 1 ? secret_reveal(account.password) : nobody);
	a->later = login_later;
	return 0;
}

/* --- login setup: an invitation becomes an account ------------------------ */

int desk_invite(struct care_turn *t, int64_t person_id, char **code, int64_t *until_ms)
{
	struct store_token_hash hash;
	int64_t id;

	*code = desk_code_new(t->mem, 4);
	*until_ms = t->now_ms + INVITE_MS;
	hash = desk_code_hash(t->store, *code);
	return store_account_invite(t->store, person_id, &hash, *until_ms, t->now_ms, &id);
}

static int invited(struct desk_ask *a, struct store_account *out)
{
	struct store_token_hash hash = desk_code_hash(a->t->store, desk_str(a, "invite"));

	return store_account_by_invite(a->t->store, a->t->mem, &hash, a->t->now_ms, out);
}

static int setup_finish(struct desk_ask *a)
{
	struct password_job *job = a->job;
	struct store_account account;
	int rc = invited(a, &account);

	if (rc == 1 && job->failed)
		rc = -ENOMEM;
	if (rc == 1)
		rc = store_account_begin(a->t->store, account.id, desk_str(a, "name"),
					 secret_str(a->t->mem, job->hash));
	if (rc == -EEXIST)
		return desk_refuse(a, DESK_E_CONFLICT,
				   "Somebody has this name; please take another");
	if (rc == 0)
		rc = store_people_by_id(a->t->store, account.person_id, &a->who.person);
	if (rc < 0)
		return rc;
	a->who.roles = a->who.person.roles & DESK_ANY;
	rc = desk_noted(a, CARE_AUDIT_DESK_ACCOUNT, account.person_id, "begun");
	return rc < 0 ? rc : desk_login_begin(a, &account, desk_str(a, "agent"));
}

static void setup_hashed(void *arg)
{
	desk_again(arg, setup_finish);
}

static void setup_later(struct desk_ask *a)
{
	work(a, hash_work, setup_hashed);
}

static int setup(struct desk_ask *a)
{
	struct store_account account;
	int rc = desk_tries_check(a, "", address_of(a));

	if (rc == 0)
		rc = password_good(a, desk_str(a, "name"), desk_str(a, "password"));
	if (rc == 0)
		rc = invited(a, &account);
	if (rc == 0) {
		rc = desk_tries_add(a, "", address_of(a));
		return rc < 0 ? rc : desk_refuse_keep(a, LINK_E_DENIED,
			"This invitation is not known, was used, or is too old");
	}
	if (rc < 0)
		return rc;
	job_new(a, desk_str(a, "password"));
	a->later = setup_later;
	return 0;
}

/* --- login password ------------------------------------------------------- */

static int password_finish(struct desk_ask *a)
{
	struct password_job *job = a->job;
	int rc;

	if (job->failed)
		return -ENOMEM;
	rc = store_account_password(a->t->store, a->who.login.account_id,
				    secret_str(a->t->mem, job->hash));
	if (rc == 0)
		rc = store_logins_end(a->t->store, a->who.login.account_id, a->who.login.id);
	desk_live_recheck(a->desk);
	return rc < 0 ? rc : desk_noted(a, CARE_AUDIT_DESK_ACCOUNT, a->who.person.id, "password");
}

static void password_hashed(void *arg) { desk_again(arg, password_finish); }
static void password_hash(struct desk_ask *a) { work(a, hash_work, password_hashed); }

static int password_verified_step(struct desk_ask *a)
{
	struct password_job *job = a->job;
	int rc;

	if (!job->right) {
		rc = desk_tries_add(a, a->who.person.pseudonym, "session");
		return rc < 0 ? rc :
			desk_refuse_keep(a, LINK_E_DENIED, "The password is not right");
	}
	talloc_free(job);
	job_new(a, desk_str(a, "new"));
	a->later = password_hash;
	return 0;
}

static void password_verified(void *arg) { desk_again(arg, password_verified_step); }
static void password_later(struct desk_ask *a) { work(a, verify_work, password_verified); }

static int password(struct desk_ask *a)
{
	struct store_account account;
	struct password_job *job;
	int rc = desk_tries_check(a, a->who.person.pseudonym, "session");

	if (rc == 0)
		rc = store_account_get(a->t->store, a->t->mem, a->who.login.account_id, &account);
	if (rc != 1)
		return rc < 0 ? rc : -ENOENT;
	rc = password_good(a, secret_reveal(account.name), desk_str(a, "new"));
	if (rc < 0)
		return rc;
	job = job_new(a, desk_str(a, "old"));
	snprintf(job->hash, sizeof(job->hash), "%s", secret_reveal(account.password));
	a->later = password_later;
	return 0;
}

static int health(struct desk_ask *a)
{
	struct desk_health h = { 0 };

	a->desk->deps.health(a->desk->deps.arg, &h);
	a->answer = json_pack("{s:b, s:b, s:s, s:I}", "alive", 1, "able_to_alarm", h.able_to_alarm,
			      "why", h.why, "now_at_ms", (json_int_t)a->t->now_ms);
	return 0;
}

static int whoami(struct desk_ask *a)
{
	a->answer = desk_whoami(a);
	return 0;
}

static const struct link_arg login_args[] = {
	{ "name", LINK_STRING, true, 1, 60, "As it was chosen." },
	{ "password", LINK_STRING, true, 1, PASSWORD_MAX, "The password." },
	{ "code", LINK_STRING, false, 0, 10, "Six digits of the authenticator." },
	{ "recovery", LINK_STRING, false, 0, 40, "A recovery code instead." },
	{ "address", LINK_STRING, true, 1, 64, "The browser's address, as the console sees it." },
	{ "agent", LINK_STRING, false, 0, 300, "What the browser calls itself." },
};
static const struct link_arg setup_args[] = {
	{ "invite", LINK_STRING, true, 1, 40, "The one-time code." },
	{ "name", LINK_STRING, true, 2, 60, "The name to log in with." },
	{ "password", LINK_STRING, true, 1, PASSWORD_MAX, "12 characters or more." },
	{ "address", LINK_STRING, true, 1, 64, "The browser's address." },
	{ "agent", LINK_STRING, false, 0, 300, "What the browser calls itself." },
};
static const struct link_arg password_args[] = {
	{ "old", LINK_STRING, true, 1, PASSWORD_MAX, "The password until now." },
	{ "new", LINK_STRING, true, 1, PASSWORD_MAX, "The new one." },
};
static const struct desk_verb verbs[] = {
	{ "login", "Name, password and code.", .flags = DESK_OPEN, DESK_ARGS(login_args),
	  .run = login },
	{ "login setup", "An invitation becomes an account.", .flags = DESK_OPEN,
	  DESK_ARGS(setup_args), .run = setup },
	{ "health", "Alive, and able to alarm?", .flags = DESK_OPEN, .run = health },
	{ "whoami", "Who this session is.", DESK_ANY, DESK_HALF,
	  DESK_SCOPE_REPORT | DESK_SCOPE_BOARD | DESK_SCOPE_DIRECTORY | DESK_SCOPE_ROSTER |
	  DESK_SCOPE_METRICS, .run = whoami },
	{ "login password", "A new password.", DESK_ANY, 0, DESK_ARGS(password_args),
	  .run = password },
};
DESK_TABLE(desk_login_verbs, verbs);
