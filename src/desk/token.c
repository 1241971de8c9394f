// SPDX-License-Identifier: AGPL-3.0-or-later
/* For programs: tokens with scopes, webhooks, counters. */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

#include "desk/desk_int.h"

enum { TOKENS_MAX = 50, HOOKS_MAX = 20, POSTS_MAX = 20 };

static const struct { const char *name; enum store_event_what what; } hook_events[] = {
	{ "incident", STORE_EVENT_INCIDENT }, { "concern", STORE_EVENT_CONCERN },
	{ "board", STORE_EVENT_BOARD },
};

/* --- Tokens -------------------------------------------------------------------------------- */

static unsigned int scopes_of(json_t *list)
{
	unsigned int bits = 0;
	size_t i, k;

	for (i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));

		for (k = 0; name && k < ARRAY_LEN(desk_scopes); k++)
			if (!strcmp(desk_scopes[k].name, name))
				break;
		if (!name || k == ARRAY_LEN(desk_scopes))
			return 0;
		bits |= desk_scopes[k].bit;
	}
	return bits;
}

static json_t *scopes_json(unsigned int bits)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < ARRAY_LEN(desk_scopes); i++)
		if (bits & desk_scopes[i].bit)
			json_array_append_new(list, json_string(desk_scopes[i].name));
	return list;
}

static int token_list(struct desk_ask *a)
{
	struct store_api_token rows[TOKENS_MAX];
	json_t *items = json_array();
	int i, n = store_api_tokens(a->t->store, a->t->now_ms, rows, TOKENS_MAX);

	for (i = 0; i < n; i++)
		json_array_append_new(items, json_pack("{s:I, s:o, s:o, s:I, s:I, s:o, s:o}",
			"id", (json_int_t)rows[i].id, "name", desk_text(rows[i].name), "scopes",
			scopes_json(rows[i].scopes), "made_at_ms", (json_int_t)rows[i].made_at_ms,
			"until_at_ms", (json_int_t)rows[i].until_ms, "seen_at_ms",
			desk_at(rows[i].seen_at_ms), "by", desk_name(a->t, rows[i].by_id)));
	a->answer = desk_list(items, n == TOKENS_MAX);
	return n < 0 ? n : 0;
}

static int token_add(struct desk_ask *a)
{
	struct store_api_token row = {
		.scopes = scopes_of(link_req_json(a->req, "scopes")), .by_id = a->who.person.id,
		.made_at_ms = a->t->now_ms,
		.until_ms = a->t->now_ms + DAYS_MS(desk_int(a, "days", 1)),
	};
	char *token = talloc_asprintf(a->t->mem, "wlt_%s", desk_token_new(a->t->mem));
	struct store_token_hash hash;
	int rc;

	if (!row.scopes)
		return desk_refuse(a, LINK_E_ARGS, "Scopes are a list of report, board, directory, "
				   "roster, metrics");
	snprintf(row.name, sizeof(row.name), "%s", desk_str(a, "name"));
	hash = desk_token_hash_of(a->t->store, token);
	rc = store_api_token_add(a->t->store, &hash, &row);
	if (rc == 0)
		rc = desk_noted(a, CARE_AUDIT_DESK_TOKEN, 0, row.name);
	a->answer = json_pack("{s:I, s:s}", "id", (json_int_t)row.id, "token", token);
	return rc;
}

static int token_end(struct desk_ask *a)
{
	int rc = store_api_token_end(a->t->store, desk_int(a, "token", 0), a->t->now_ms);

	if (rc <= 0)
		return rc < 0 ? rc : desk_refuse(a, LINK_E_NOT_FOUND, "There is no such token");
	return desk_noted(a, CARE_AUDIT_DESK_TOKEN, 0, "ended");
}

/* --- Webhooks ------------------------------------------------------------------------------- */

static bool url_good(const char *url)
{
	const char *rest = !strncmp(url, "https://", 8) ? url + 8 : NULL;
	size_t i;

	if (!strncmp(url, "http://127.0.0.1", 16) && strchr(":/", url[16]) && url[16])
		rest = url + 7;
	if (!strncmp(url, "http://[::1]", 12) && url[12] && strchr(":/", url[12]))
		rest = url + 7;
	for (i = 0; rest && rest[i]; i++)
		if ((unsigned char)rest[i] <= ' ' || (unsigned char)rest[i] > '~' ||
		    strchr("\"<>\\^`{|}", rest[i]))
			return false;
	/* no name and password in a list that staff see */
	return rest && *rest && !strchr(rest, '@');
}

static int hook_list(struct desk_ask *a)
{
	struct store_webhook rows[HOOKS_MAX];
	json_t *items = json_array(), *events;
	int i, n = store_webhooks(a->t->store, rows, HOOKS_MAX);
	size_t k;

	for (i = 0; i < n; i++) {
		events = json_array();
		for (k = 0; k < ARRAY_LEN(hook_events); k++)
			if (rows[i].events & (1u << hook_events[k].what))
				json_array_append_new(events, json_string(hook_events[k].name));
		json_array_append_new(items, json_pack("{s:I, s:o, s:o, s:I, s:i, s:o, s:i, s:o}",
			"id", (json_int_t)rows[i].id, "url", desk_text(rows[i].url),
			"events", events,
			"made_at_ms", (json_int_t)rows[i].made_at_ms, "failures", rows[i].failures,
			"last_at_ms", desk_at(rows[i].last_at_ms), "last_code", rows[i].last_code,
			"by", desk_name(a->t, rows[i].by_id)));
	}
	a->answer = desk_list(items, n == HOOKS_MAX);
	return n < 0 ? n : 0;
}

static unsigned int hook_events_of(json_t *list)
{
	unsigned int bits = 0;
	size_t i, k;

	for (i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));

		for (k = 0; name && k < ARRAY_LEN(hook_events); k++)
			if (!strcmp(hook_events[k].name, name))
				break;
		if (!name || k == ARRAY_LEN(hook_events))
			return 0;
		bits |= 1u << hook_events[k].what;
	}
	return bits;
}

static int hook_add(struct desk_ask *a)
{
	struct store_webhook rows[HOOKS_MAX], row = {
		.events = hook_events_of(link_req_json(a->req, "events")),
		.by_id = a->who.person.id, .made_at_ms = a->t->now_ms,
	};
	const char *url = desk_str(a, "url");
	char *secret = talloc_asprintf(a->t->mem, "whs_%s", desk_token_new(a->t->mem));
	int rc;

	if (!row.events || !url_good(url))
		return desk_refuse(a, LINK_E_ARGS, "An https address (http only on this machine), "
				   "and a list of incident, concern, board");
	if (store_webhooks(a->t->store, rows, HOOKS_MAX) >= HOOKS_MAX)
		return desk_refuse(a, DESK_E_CONFLICT, "There are %d webhooks; end one first",
				   HOOKS_MAX);
	snprintf(row.url, sizeof(row.url), "%s", url);
	rc = store_webhook_add(a->t->store, secret_str(a->t->mem, secret), &row);
	if (rc == 0)
		rc = desk_noted(a, CARE_AUDIT_DESK_TOKEN, 0, "webhook");
	a->answer = json_pack("{s:I, s:s}", "id", (json_int_t)row.id, "secret", secret);
	return rc;
}

static int hook_end(struct desk_ask *a)
{
	int rc = store_webhook_end(a->t->store, desk_int(a, "webhook", 0), a->t->now_ms);

	if (rc <= 0)
		return rc < 0 ? rc : desk_refuse(a, LINK_E_NOT_FOUND, "There is no such webhook");
	return desk_noted(a, CARE_AUDIT_DESK_TOKEN, 0, "webhook ended");
}

/* "t=1764000000,v1=<hex>": HMAC-SHA-256 over "t.body", as others do it. */
static char *signature(struct desk_ask *a, const struct store_webhook_post *p)
{
	uint8_t mac[crypto_auth_hmacsha256_BYTES];
	char hex[2 * sizeof(mac) + 1], *text;
	crypto_auth_hmacsha256_state h;
	int64_t now_s = a->t->now_ms / 1000;

	text = talloc_asprintf(a->t->mem, "%" PRId64 ".%s", now_s, p->body);
	crypto_auth_hmacsha256_init(&h, (const uint8_t *)secret_reveal(p->secret),
				    secret_len(p->secret));
	crypto_auth_hmacsha256_update(&h, (const uint8_t *)text, strlen(text));
	crypto_auth_hmacsha256_final(&h, mac);
	sodium_bin2hex(hex, sizeof(hex), mac, sizeof(mac));
	return talloc_asprintf(a->t->mem, "t=%" PRId64 ",v1=%s", now_s, hex);
}

static int hook_due(struct desk_ask *a)
{
	struct store_webhook_post *rows = talloc_array(a->t->mem,
						       struct store_webhook_post, POSTS_MAX);
	json_t *items = json_array();
	int i, n;

	if (!rows)
		base_oom();
	n = store_webhook_due(a->t->store, a->t->mem, a->t->now_ms, rows, POSTS_MAX);
	for (i = 0; i < n; i++)
		json_array_append_new(items, json_pack("{s:I, s:i, s:s, s:s, s:s}", "id",
			(json_int_t)rows[i].id, "try", rows[i].tries + 1,
			"url", rows[i].url, "body",
			rows[i].body, "signature", signature(a, &rows[i])));
	a->answer = desk_list(items, n == POSTS_MAX);
	return n < 0 ? n : 0;
}

static int hook_result(struct desk_ask *a)
{
	return store_webhook_result(a->t->store, desk_int(a, "post", 0),
				    (int)desk_int(a, "code", 0), a->t->now_ms);
}

static int metrics(struct desk_ask *a)
{
	char *text = a->desk->deps.metrics(a->desk->deps.arg, a->t->mem);

	a->answer = json_pack("{s:s}", "text", text);
	return 0;
}

static const struct link_arg token_args[] = {
	{ "name", LINK_STRING, true, 1, 60, "Of the program." },
	{ "scopes", LINK_LIST, true, 0, 0, "report, board, directory, roster, metrics." },
	{ "days", LINK_INT, true, 1, 400, "Until it ends." },
};
static const struct link_arg token_end_args[] = {
	{ "token", LINK_INT, true, 1, INT64_MAX, "Of token list." },
};
static const struct link_arg hook_args[] = {
	{ "url", LINK_STRING, true, 1, 390, "https://..." },
	{ "events", LINK_LIST, true, 0, 0, "incident, concern, board." },
};
static const struct link_arg hook_end_args[] = {
	{ "webhook", LINK_INT, true, 1, INT64_MAX, "Of webhook list." },
};
static const struct link_arg result_args[] = {
	{ "post", LINK_INT, true, 1, INT64_MAX, "Of webhook due." },
	{ "code", LINK_INT, true, 0, 999, "HTTP's answer; 0: none came." },
};
static const struct desk_verb verbs[] = {
	{ "token list", "Tokens of programs.", DESK_C | DESK_M, 0, .run = token_list },
	{ "token add", "A token: shown once.", DESK_C | DESK_M, DESK_STEP_UP, DESK_ARGS(token_args),
	  .run = token_add },
	{ "token end", "It counts no more.", DESK_C | DESK_M, 0, DESK_ARGS(token_end_args),
	  .run = token_end },
	{ "webhook list", "Who is told of what.", DESK_C | DESK_M, 0, .run = hook_list },
	{ "webhook add", "Tells another program.", DESK_C | DESK_M, DESK_STEP_UP,
	  DESK_ARGS(hook_args),
	  .run = hook_add },
	{ "webhook end", "It is told no more.", DESK_C | DESK_M, 0, DESK_ARGS(hook_end_args),
	  .run = hook_end },
	{ "webhook due", "For the console: what is to be posted now.", .flags = DESK_OPEN,
	  .run = hook_due },
	{ "webhook result", "For the console: what came of it.", .flags = DESK_OPEN,
	  DESK_ARGS(result_args), .run = hook_result },
	{ "metrics", "Counters in Prometheus' text format.", DESK_C | DESK_M, 0, DESK_SCOPE_METRICS,
	  .run = metrics },
};
DESK_TABLE(desk_token_verbs, verbs);
