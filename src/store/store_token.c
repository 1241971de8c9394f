// SPDX-License-Identifier: AGPL-3.0-or-later
/* Tokens of programs, and webhooks. */
#define STORE_FAMILY STORE_FAMILY_token
#include "store/store_int.h"
#include "store/store_staff.h"

#include <stdio.h>

#define WEBHOOK_AGE_MS HOURS_MS(24)

enum {
	TOKEN_ADD, TOKEN_GET, TOKEN_SEEN, TOKEN_LIST, TOKEN_END,
	HOOK_ADD, HOOK_LIST, HOOK_END, HOOK_RESULT, POST_DUE, POST_LATER, POST_GET, POST_DROP,
	POSTS_DROP,
};
#define TOKEN_COLS \
	"SELECT id, by_id, made_at_ms, until_ms, seen_at_ms, scopes, name FROM api_token "
static const char *const sql[] = {
	[TOKEN_ADD] = "INSERT INTO api_token (id, token, name, scopes, by_id, made_at_ms, until_ms)"
		" VALUES ($id, $token, $name, $scopes, $by, $made, $until)",
	[TOKEN_GET] = TOKEN_COLS "WHERE token = $token AND ended_at_ms IS NULL AND until_ms > $now",
	[TOKEN_SEEN] = "UPDATE api_token SET seen_at_ms = $now WHERE id = $id",
	[TOKEN_LIST] = TOKEN_COLS "WHERE ended_at_ms IS NULL AND until_ms > $now"
		" ORDER BY id LIMIT $max",
	[TOKEN_END] = "UPDATE api_token SET ended_at_ms = $now WHERE id = $id"
		" AND ended_at_ms IS NULL",
	[HOOK_ADD] = "INSERT INTO webhook (id, url, secret, events, by_id, made_at_ms, failures)"
		" VALUES ($id, $url, $secret, $events, $by, $made, 0)",
	[HOOK_LIST] = "SELECT id, by_id, made_at_ms, last_at_ms, events, failures, last_code, url"
		" FROM webhook WHERE ended_at_ms IS NULL ORDER BY id LIMIT $max",
	[HOOK_END] = "UPDATE webhook SET ended_at_ms = $now WHERE id = $id AND ended_at_ms IS NULL",
	[HOOK_RESULT] = "UPDATE webhook SET last_at_ms = $now, last_code = $code,"
		" failures = iif($good, 0, failures + 1) WHERE id = $id",
	[POST_DUE] = "SELECT p.id, p.webhook_id, p.made_at_ms, p.tries, w.url, p.body, w.secret"
		" FROM webhook_post p JOIN webhook w ON w.id = p.webhook_id"
		" WHERE p.due_at_ms <= $now ORDER BY p.due_at_ms LIMIT $max",
	[POST_LATER] = "UPDATE webhook_post SET due_at_ms = $due, tries = tries + 1 WHERE id = $id",
	[POST_GET] = "SELECT webhook_id, made_at_ms FROM webhook_post WHERE id = $id",
	[POST_DROP] = "DELETE FROM webhook_post WHERE id = $id",
	[POSTS_DROP] = "DELETE FROM webhook_post WHERE webhook_id = $id",
};
static const char *const tables[] = { "api_token", "webhook", NULL };
const struct store_family store_family_token = {
	.name = "token", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Tokens ---------------------------------------------------------------------------- */

int store_api_token_add(struct store *st, const struct store_token_hash *token,
			struct store_api_token *t)
{
	struct query *q;

	t->id = store_new_id(st, "api_token");
	q = query(st, TOKEN_ADD);
	q_int(q, "$id", t->id);
	q_blob(q, "$token", token->b, sizeof(token->b));
	q_text(q, "$name", t->name);
	q_int(q, "$scopes", t->scopes);
	q_int(q, "$by", t->by_id);
	q_int(q, "$made", t->made_at_ms);
	q_int(q, "$until", t->until_ms);
	return q_do(q);
}

static int token_read(struct query *q, struct store_api_token *t)
{
	int rc = q_row(q);

	if (rc <= 0)
		return rc;
	*t = (struct store_api_token){
		.id = q_col_int(q, 0), .by_id = q_col_int(q, 1), .made_at_ms = q_col_int(q, 2),
		.until_ms = q_col_int(q, 3), .seen_at_ms = q_col_int(q, 4),
		.scopes = (unsigned int)q_col_int(q, 5),
	};
	snprintf(t->name, sizeof(t->name), "%s", q_col_text(q, 6));
	return 1;
}

int store_api_token_get(struct store *st, const struct store_token_hash *token, int64_t now_ms,
			struct store_api_token *out)
{
	struct query *q = query(st, TOKEN_GET);
	int rc;

	q_blob(q, "$token", token->b, sizeof(token->b));
	q_int(q, "$now", now_ms);
	rc = token_read(q, out);
	if (rc == 1)
		q_done(q);
	return rc;
}

int store_api_token_seen(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, TOKEN_SEEN);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_api_tokens(struct store *st, int64_t now_ms, struct store_api_token *out, int max)
{
	struct query *q = query(st, TOKEN_LIST);
	int n = 0, rc = 0;

	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while (n < max && (rc = token_read(q, &out[n])) == 1)
		n++;
	if (rc == 1)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_api_token_end(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, TOKEN_END);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

/* --- Webhooks ---------------------------------------------------------------------------- */

int store_webhook_add(struct store *st, const struct secret *secret, struct store_webhook *w)
{
	struct query *q;

	w->id = store_new_id(st, "webhook");
	q = query(st, HOOK_ADD);
	q_int(q, "$id", w->id);
	q_text(q, "$url", w->url);
	q_seal(q, "$secret", (struct store_place){ "webhook.secret", w->id, STORE_SERVICE },
	       secret);
	q_int(q, "$events", w->events);
	q_int(q, "$by", w->by_id);
	q_int(q, "$made", w->made_at_ms);
	return q_do(q);
}

int store_webhooks(struct store *st, struct store_webhook *out, int max)
{
	struct query *q = query(st, HOOK_LIST);
	int n = 0, rc = 0;

	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1) {
		struct store_webhook *w = &out[n++];

		*w = (struct store_webhook){
			.id = q_col_int(q, 0), .by_id = q_col_int(q, 1),
			.made_at_ms = q_col_int(q, 2),
			.last_at_ms = q_col_int(q, 3), .events = (unsigned int)q_col_int(q, 4),
			.failures = (int)q_col_int(q, 5), .last_code = (int)q_col_int(q, 6),
		};
		snprintf(w->url, sizeof(w->url), "%s", q_col_text(q, 7));
	}
	if (rc == 1)
		q_done(q);
	return rc < 0 ? rc : n;
}

int store_webhook_end(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, POSTS_DROP);
	int rc;

	q_int(q, "$id", id);
	rc = q_do(q);
	if (rc < 0)
		return rc;
	q = query(st, HOOK_END);
	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return q_did(q);
}

static int64_t put_off(int tries)
{
	int64_t ms = SECONDS_MS(10) << (tries < 9 ? tries : 9);

	return ms < HOURS_MS(1) ? ms : HOURS_MS(1);
}

/* Put off before it is given out: a console that dies with it loses nothing. */
static int later(struct store *st, const struct store_webhook_post *p, int64_t now_ms)
{
	struct query *q = query(st, POST_LATER);

	q_int(q, "$id", p->id);
	q_int(q, "$due", now_ms + put_off(p->tries));
	return q_do(q);
}

int store_webhook_due(struct store *st, void *ctx, int64_t now_ms, struct store_webhook_post *out,
		      int max)
{
	struct query *q = query(st, POST_DUE);
	int n = 0, i, rc = 0;

	q_int(q, "$now", now_ms);
	q_int(q, "$max", max);
	while (n < max && (rc = q_row(q)) == 1) {
		struct store_webhook_post *p = &out[n++];

		*p = (struct store_webhook_post){
			.id = q_col_int(q, 0), .webhook_id = q_col_int(q, 1),
			.made_at_ms = q_col_int(q, 2), .tries = (int)q_col_int(q, 3),
		};
		snprintf(p->url, sizeof(p->url), "%s", q_col_text(q, 4));
		snprintf(p->body, sizeof(p->body), "%s", q_col_text(q, 5));
		rc = q_col_unseal(q, 6, ctx, (struct store_place){ "webhook.secret", p->webhook_id,
				  STORE_SERVICE }, &p->secret);
		if (rc < 0)
			break;
	}
	if (rc != 0)
		q_done(q);
	for (i = 0; i < n && rc >= 0; i++)
		rc = later(st, &out[i], now_ms);
	return rc < 0 ? rc : n;
}

int store_webhook_result(struct store *st, int64_t post_id, int code, int64_t now_ms)
{
	bool good = code >= 200 && code < 300;
	struct query *q = query(st, POST_GET);
	int64_t hook, made_at_ms;
	int rc;

	q_int(q, "$id", post_id);
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	hook = q_col_int(q, 0);
	made_at_ms = q_col_int(q, 1);
	q_done(q);
	q = query(st, HOOK_RESULT);
	q_int(q, "$id", hook);
	q_int(q, "$now", now_ms);
	q_int(q, "$code", code);
	q_int(q, "$good", good);
	rc = q_do(q);
	if (rc < 0 || (!good && now_ms - made_at_ms < WEBHOOK_AGE_MS))
		return rc;
	q = query(st, POST_DROP);
	q_int(q, "$id", post_id);
	return q_do(q);
}
