// SPDX-License-Identifier: AGPL-3.0-or-later
/* Whose request it is: a log-in's token, or a program's. */
#include "desk/desk_int.h"

#include <ctype.h>
#include <sodium.h>

#include "store/store_keys.h"

enum { SEEN_EACH_MS = 60 * 1000 };	/* a request a second must not be a write a second */
static const char program_mark[] = "wlt_";

const struct desk_scope_name desk_scopes[5] = {
	{ "report", DESK_SCOPE_REPORT }, { "board", DESK_SCOPE_BOARD },
	{ "directory", DESK_SCOPE_DIRECTORY }, { "roster", DESK_SCOPE_ROSTER },
	{ "metrics", DESK_SCOPE_METRICS },
};

/* --- Tokens ------------------------------------------------------------------------------ */

struct store_token_hash desk_token_hash_of(struct store *st, const char *token)
{
	struct store_token_hash h;
	uint8_t key[STORE_KEY_LEN];

	store_keys_derive(st, "desk tokens", key);
	crypto_generichash(h.b, sizeof(h.b), (const uint8_t *)token, strlen(token), key,
			   sizeof(key));
	sodium_memzero(key, sizeof(key));
	return h;
}

/* As somebody types it: capitals or not, with or without what parts the groups. */
struct store_token_hash desk_code_hash(struct store *st, const char *code)
{
	char clean[64];
	size_t n = 0;

	for (; *code && n < sizeof(clean) - 1; code++)
		if (isalnum((unsigned char)*code))
			clean[n++] = (char)toupper((unsigned char)*code);
	clean[n] = '\0';
	return desk_token_hash_of(st, clean);
}

char *desk_token_new(void *ctx)
{
	uint8_t bytes[32];
	char text[sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
	char *out;

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(text, sizeof(text), bytes, sizeof(bytes),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	out = talloc_strdup(ctx, text);
	if (!out)
		base_oom();
	sodium_memzero(bytes, sizeof(bytes));
	sodium_memzero(text, sizeof(text));
	return out;
}

char *desk_code_new(void *ctx, int groups)
{
	static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
	char *out = talloc_zero_size(ctx, (size_t)groups * 6);
	int i;

	if (!out)
		base_oom();
	for (i = 0; i < groups * 6 - 1; i++)
		out[i] = i % 6 == 5 ? '-' : letters[randombytes_uniform(32)];
	talloc_set_name_const(out, "code");
	return out;
}

/* --- Who ------------------------------------------------------------------------------------ */

static int program(struct desk_ask *a, const struct store_token_hash *hash)
{
	int rc = store_api_token_get(a->t->store, hash, a->t->now_ms, &a->who.token);

	if (rc != 1)
		return rc < 0 ? rc : desk_refuse(a, DESK_E_LOGIN, "This token is not known");
	a->who.known = true;
	if (a->who.token.seen_at_ms > a->t->now_ms - SEEN_EACH_MS)
		return 0;
	return store_api_token_seen(a->t->store, a->who.token.id, a->t->now_ms);
}

/* Roles are read anew each time, so a change counts at once. */
static int person(struct desk_ask *a)
{
	struct desk_who *w = &a->who;
	int rc = store_people_by_id(a->t->store, w->login.person_id, &w->person);

	if (rc < 0 && rc != -ENOENT && rc != -ENOKEY)
		return rc;
	w->roles = rc < 0 ? 0 : w->person.roles & DESK_ANY;
	if (!w->roles)
		return desk_refuse(a, DESK_E_LOGIN, "Please log in again");
	w->known = true;
	return 0;
}

static bool at_work(struct desk_ask *a)
{
	struct store_peer p;

	if (a->who.roles & DESK_O)
		return true;
	return store_peer_get(a->t->store, a->who.person.id, &p) == 1 && p.state != STORE_PEER_OFF;
}

int desk_session(struct desk_ask *a, const char *token)
{
	const struct desk_settings *s = &a->desk->settings;
	struct store_token_hash hash = desk_token_hash_of(a->t->store, token);
	struct store_login *l = &a->who.login;
	int64_t now_ms = a->t->now_ms;
	int rc;

	if (!strncmp(token, program_mark, strlen(program_mark)))
		return program(a, &hash);
	rc = store_login_get(a->t->store, &hash, l);
	if (rc < 0)
		return rc;
	if (rc == 0 || l->seen_ms + s->idle_ms <= now_ms || l->since_ms + s->most_ms <= now_ms) {
		*l = (struct store_login){ 0 };
		return desk_refuse(a, DESK_E_LOGIN, "Please log in again");
	}
	rc = person(a);
	if (rc < 0 || l->seen_ms > now_ms - SEEN_EACH_MS)
		return rc;
	/* a page that is only left open keeps nobody logged in, but for those at work */
	if (!strncmp(a->verb->verb, "live ", 5) && !at_work(a))
		return 0;
	l->seen_ms = now_ms;
	return store_login_save(a->t->store, l);
}

json_t *desk_whoami(struct desk_ask *a)
{
	const struct desk_settings *s = &a->desk->settings;
	const struct store_login *l = &a->who.login;
	const struct store_person *p = &a->who.person;
	struct store_account account = { 0 };
	int64_t left = 0, seq = 0;
	json_t *scopes = json_array();
	size_t i;

	for (i = 0; i < ARRAY_LEN(desk_scopes); i++)
		if (a->who.token.scopes & desk_scopes[i].bit)
			json_array_append_new(scopes, json_string(desk_scopes[i].name));
	if (l->id && (store_account_get(a->t->store, a->t->mem, l->account_id, &account) < 0 ||
		      store_recovery_left(a->t->store, l->account_id, &left) < 0))
		left = 0;
	if (store_event_last(a->t->store, &seq) < 0)
		seq = 0;
	return json_pack("{s:o, s:s, s:o, s:s, s:s, s:s, s:I, s:o, s:o, s:o, s:I, s:o, s:I}",
		"name", l->id ? desk_words(account.name) : desk_text(a->who.token.name),
		"pseudonym", p->pseudonym, "roles", desk_roles_json(a->who.roles),
		"language", p->lang, "zone", p->zone,
		"state", l->id && l->state != STORE_LOGIN_READY ? "enrol" : "ready",
		"now_at_ms", (json_int_t)a->t->now_ms,
		"idle_at_ms", desk_at(l->id ? l->seen_ms + s->idle_ms : 0),
		"ends_at_ms", desk_at(l->id ? l->since_ms + s->most_ms : a->who.token.until_ms),
		"step_up_at_ms", desk_at(l->step_up_ms > a->t->now_ms ? l->step_up_ms : 0),
		"recovery_left", (json_int_t)left, "scopes", scopes, "seq", (json_int_t)seq);
}
