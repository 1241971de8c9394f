// SPDX-License-Identifier: AGPL-3.0-or-later
/* The second factor (RFC 6238), recovery codes, step-up, and the log-ins of an account. */
#include "desk/desk_int.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>

#include "care/care_screen.h"

enum { TOTP_BYTES = 20, TOTP_STEP_S = 30, TOTP_WINDOW = 1, RECOVERY_CODES = 10, LOGINS_MAX = 20 };
#define STEP_UP_MS MINUTES_MS(5)

int desk_totp_right(struct desk_ask *a, const struct store_account *account, const char *code)
{
	const char *base32 = secret_reveal(account->totp);
	uint64_t counter = 0;
	size_t len = 0;
	char *key = NULL;
	int pos, rc;

	if (strlen(code) != 6 || strspn(code, "0123456789") != 6 ||
	    oath_base32_decode(base32, strlen(base32), &key, &len) != OATH_OK)
		return 0;
	rc = oath_totp_validate3(key, len, (time_t)(a->t->now_ms / 1000), TOTP_STEP_S, 0,
				 TOTP_WINDOW, &pos, &counter, code);
	sodium_memzero(key, len);
	free(key);	/* liboath's own */
	return rc < 0 ? 0 : store_account_totp_used(a->t->store, account->id, (int64_t)counter);
}

static int mine(struct desk_ask *a, struct store_account *out)
{
	int rc = store_account_get(a->t->store, a->t->mem, a->who.login.account_id, out);

	return rc < 0 ? rc : rc ? 0 : -ENOENT;
}

/* --- Setting it up ------------------------------------------------------------------------- */

static char *uri_part(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "");

	for (; *text; text++)
		out = strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._",
			     *text) ?
			talloc_asprintf_append(out, "%c", *text) :
			talloc_asprintf_append(out, "%%%02X", (unsigned char)*text);
	if (!out)
		base_oom();
	return out;
}

static int begin(struct desk_ask *a)
{
	struct store_account account;
	uint8_t key[TOTP_BYTES];
	char *base32 = NULL, *service;
	size_t len;
	int rc = mine(a, &account);

	if (rc < 0)
		return rc;
	/* of somebody who has one: whoever sits down at an open page must not replace it */
	if (account.totp_on && a->who.login.step_up_ms <= a->t->now_ms)
		return desk_refuse(a, DESK_E_STEP_UP, "Please give a code of the old one first");
	randombytes_buf(key, sizeof(key));
	if (oath_base32_encode((const char *)key, sizeof(key), &base32, &len) != OATH_OK)
		base_oom();
	sodium_memzero(key, sizeof(key));
	base32[strcspn(base32, "=")] = '\0';
	rc = store_account_totp(a->t->store, account.id, secret_str(a->t->mem, base32), false);
	service = uri_part(a->t->mem, a->desk->settings.service);
	a->answer = json_pack("{s:s, s:s}", "secret", base32, "uri",
		talloc_asprintf(a->t->mem, "otpauth://totp/%s:%s?secret=%s&issuer=%s", service,
				uri_part(a->t->mem, secret_reveal(account.name)), base32, service));
	free(base32);
	return rc;
}

static int recovery_new(struct desk_ask *a)
{
	struct store_token_hash hashes[RECOVERY_CODES];
	json_t *list = json_array();
	int i;

	for (i = 0; i < RECOVERY_CODES; i++) {
		char *code = desk_code_new(a->t->mem, 2);

		hashes[i] = desk_code_hash(a->t->store, code);
		json_array_append_new(list, json_string(code));
	}
	a->answer = json_pack("{s:o}", "recovery", list);
	return store_recovery_set(a->t->store, a->who.login.account_id, hashes, RECOVERY_CODES);
}

static int code_wrong(struct desk_ask *a)
{
	int rc = desk_tries_add(a, a->who.person.pseudonym, "session");

	return rc < 0 ? rc : desk_refuse_keep(a, LINK_E_DENIED, "The code is not right");
}

static int confirm_new(struct desk_ask *a)
{
	struct store_account account;
	int rc = desk_tries_check(a, a->who.person.pseudonym, "session");

	if (rc == 0)
		rc = mine(a, &account);
	if (rc < 0)
		return rc;
	if (account.totp_on || !account.totp)
		return desk_refuse(a, DESK_E_CONFLICT, "There is no new secret to be confirmed");
	rc = desk_totp_right(a, &account, desk_str(a, "code"));
	if (rc <= 0)
		return rc < 0 ? rc : code_wrong(a);
	rc = store_account_totp(a->t->store, account.id, account.totp, true);
	a->who.login.state = STORE_LOGIN_READY;
	a->who.login.step_up_ms = a->t->now_ms + STEP_UP_MS;
	if (rc == 0)
		rc = store_login_save(a->t->store, &a->who.login);
	if (rc == 0)
		rc = store_logins_end(a->t->store, account.id, a->who.login.id);
	if (rc == 0)
		rc = desk_noted(a, CARE_AUDIT_DESK_ACCOUNT, a->who.person.id, "second factor");
	return rc < 0 ? rc : recovery_new(a);
}

static int recovery(struct desk_ask *a)
{
	int rc = desk_noted(a, CARE_AUDIT_DESK_ACCOUNT, a->who.person.id, "recovery codes");

	return rc < 0 ? rc : recovery_new(a);
}

/* --- Step-up ---------------------------------------------------------------------------------- */

static int step_up(struct desk_ask *a)
{
	struct store_account account;
	int rc = desk_tries_check(a, a->who.person.pseudonym, "session");

	if (rc == 0)
		rc = mine(a, &account);
	if (rc == 0)
		rc = account.totp_on ? desk_totp_right(a, &account, desk_str(a, "code")) : 0;
	if (rc <= 0)
		return rc < 0 ? rc : code_wrong(a);
	a->who.login.step_up_ms = a->t->now_ms + STEP_UP_MS;
	a->answer = json_pack("{s:I}", "step_up_at_ms", (json_int_t)a->who.login.step_up_ms);
	rc = desk_tries_forget(a, a->who.person.pseudonym, "session");
	return rc < 0 ? rc : store_login_save(a->t->store, &a->who.login);
}

/* --- Log-ins -------------------------------------------------------------- */

static int sessions(struct desk_ask *a)
{
	struct store_login list[LOGINS_MAX];
	int i, n = store_logins(a->t->store, a->who.login.account_id, list, LOGINS_MAX);
	json_t *items = json_array();

	for (i = 0; i < n; i++)
		json_array_append_new(items, json_pack("{s:I, s:I, s:I, s:o, s:b}",
			"id", (json_int_t)list[i].id, "since_at_ms", (json_int_t)list[i].since_ms,
			"seen_at_ms", (json_int_t)list[i].seen_ms,
			"agent", desk_text(list[i].agent),
			"this", list[i].id == a->who.login.id));
	a->answer = desk_list(items, false);
	return n < 0 ? n : 0;
}

static int end_one(struct desk_ask *a, int64_t id)
{
	int rc = store_login_end(a->t->store, id, a->who.login.account_id);

	if (rc <= 0)
		return rc < 0 ? rc : desk_refuse(a, LINK_E_DENIED, "That is no log-in of yours");
	desk_live_recheck(a->desk);
	return care_screen_gone(a->t, a->who.person.id);
}

static int end(struct desk_ask *a) { return end_one(a, desk_int(a, "login", 0)); }
static int out(struct desk_ask *a) { return end_one(a, a->who.login.id); }

static int profile(struct desk_ask *a)
{
	const char *zone = desk_str(a, "zone"), *language = desk_str(a, "language");
	struct store_person *p = &a->who.person;
	struct zone_span span;

	if (zone &&
	    (strlen(zone) >= sizeof(p->zone) || zone_span(zone, a->t->now_ms, &span) == -ENOENT))
		return desk_refuse(a, LINK_E_ARGS, "A zone looks like Africa/Nairobi");
	if (language && (strlen(language) >= sizeof(p->lang) ||
			 strspn(language, "abcdefghijklmnopqrstuvwxyz-") != strlen(language)))
		return desk_refuse(a, LINK_E_ARGS, "A language looks like en");
	if (zone)
		strcpy(p->zone, zone);
	if (language)
		strcpy(p->lang, language);
	return store_people_save(a->t->store, p);
}

static const struct link_arg code_args[] = {
	{ "code", LINK_STRING, true, 6, 6, "Six digits of the authenticator." },
};
static const struct link_arg end_args[] = {
	{ "login", LINK_INT, true, 1, INT64_MAX, "Of login sessions." },
};
static const struct link_arg profile_args[] = {
	{ "zone", LINK_STRING, false, 1, 39, "IANA time zone." },
	{ "language", LINK_STRING, false, 2, 7, "Language of pages and texts." },
};
static const struct desk_verb verbs[] = {
	{ "login totp begin", "A new secret for the authenticator.", DESK_ANY, DESK_HALF,
	  .run = begin },
	{ "login totp confirm", "The first code: from now on it is asked for.", DESK_ANY, DESK_HALF,
	  DESK_ARGS(code_args), .run = confirm_new },
	{ "login recovery", "Ten new recovery codes.", DESK_ANY, DESK_STEP_UP, .run = recovery },
	{ "login confirm", "Step-up: a code, for what shows or changes much.", DESK_ANY, 0,
	  DESK_ARGS(code_args), .run = step_up },
	{ "login sessions", "Where this account is logged in.", DESK_ANY, 0, .run = sessions },
	{ "login end", "Ends another log-in of this account.", DESK_ANY, 0, DESK_ARGS(end_args),
	  .run = end },
	{ "login out", "Ends this log-in.", DESK_ANY, DESK_HALF, .run = out },
	{ "profile set", "Time zone and language.", DESK_ANY, 0, DESK_ARGS(profile_args),
	  .run = profile },
};
DESK_TABLE(desk_totp_verbs, verbs);
