// SPDX-License-Identifier: AGPL-3.0-or-later
/* One request: whose it is, what it asks the desk, and its answer. */
#include "console/console_int.h"
#include "base/mem.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>

enum { ASK_MS = 12000 };

struct ask {
	struct visit *v;
	char *slot, *verb;
	bool softly;
};

static int visit_destroy(struct visit *v)
{
	json_decref(v->answers);
	v->con->visits--;
	return 0;
}

/* What a form must send back.  It cannot be had without the cookie, and the
 * cookie cannot be had from it (BLAKE2b). */
static char *csrf_of(void *ctx, const char *secret)
{
	uint8_t hash[18];
	char text[40];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)secret, strlen(secret),
			   (const uint8_t *)"warmline-console form", 21);
	sodium_bin2base64(text, sizeof(text), hash, sizeof(hash),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return talloc_strdup(ctx, text);
}

/* The first language of the browser that we have words for. */
static const char *browser_language(struct visit *v)
{
	const char *list = http_header(v->req, "Accept-Language");
	const char *const *have = words_languages(v->con->words);

	while (list && *list) {
		size_t len = strcspn(list, ",;-");

		for (const char *const *l = have; *l; l++)
			if (strlen(*l) == len && strncasecmp(*l, list, len) == 0)
				return *l;
		list += strcspn(list, ",");
		list += strspn(list, ", ");
	}
	return v->con->values->language;
}

struct visit *visit_new(struct console *con, struct http_req *req)
{
	struct visit *v = talloc_zero(con, struct visit);
	const char *bearer = http_header(req, "Authorization");
	const char *form;

	v->con = con;
	v->req = talloc_steal(v, req);
	v->answers = json_object();
	v->now_ms = clock_wall_ms();
	v->zone = con->values->zone;
	con->visits++;
	talloc_set_destructor(v, visit_destroy);
	v->lang = (struct words_for){ .lang = browser_language(v), .channel = WORDS_SCREEN };
	v->part = http_header(req, "X-Part") != NULL;
	if (strncmp(req->path, "/api/", 5) == 0) {
		/* No cookies here: so no page can make a browser ask. */
		if (bearer && strncmp(bearer, "Bearer ", 7) == 0)
			v->session = talloc_strdup(v, bearer + 7);
		return v;
	}
	v->session = http_get(&req->cookies, "wls");
	if (v->session && !*v->session)
		v->session = NULL;
	form = v->session ? v->session : http_get(&req->cookies, "wlf");
	v->csrf = form ? csrf_of(v, form) : NULL;
	return v;
}

void visit_form_ready(struct visit *v)
{
	uint8_t random[18];
	char text[40];

	if (v->csrf)
		return;
	randombytes_buf(random, sizeof(random));
	sodium_bin2base64(text, sizeof(text), random, sizeof(random),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	http_set_cookie(v->req, "wlf", text, NULL, 0);
	v->csrf = csrf_of(v, text);
}

/* --- Asking --------------------------------------------------------------------------- */

static void failed(struct visit *v, const char *verb, const char *code, const char *text)
{
	if (v->error[0])
		return;
	snprintf(v->error, sizeof(v->error), "%s", code);
	v->error_text = text && *text ? talloc_strdup(v, text) : NULL;
	v->error_verb = talloc_strdup(v, verb);
}

static void settled(struct visit *v)
{
	if (v->waiting > 0 || !v->then)
		return;
	if (v->req->gone)
		talloc_free(v);
	else
		v->then(v);
}

static void answer_cb(void *arg, json_t *ok, const char *error, const char *text)
{
	struct ask *a = arg;
	struct visit *v = a->v;

	v->waiting--;
	if (!error)
		json_object_set(v->answers, a->slot, ok);
	else if (!a->softly || strcmp(error, "log-in") == 0)
		failed(v, a->verb, error, text);
	talloc_free(a);
	settled(v);
}

static void ask(struct visit *v, const char *slot, const char *verb, json_t *args, bool softly)
{
	struct ask *a = talloc_zero(v, struct ask);

	a->v = v;
	a->slot = talloc_strdup(a, slot);
	a->verb = talloc_strdup(a, verb);
	a->softly = softly;
	if (!args)
		args = json_object();
	if (v->session)
		json_object_set_new(args, "session", json_string(v->session));
	v->waiting++;
	if (link_client_request(v->con->desk, verb, args, ASK_MS, answer_cb, a) < 0) {
		v->waiting--;
		if (!softly)
			failed(v, verb, LINK_E_LOST, NULL);
		talloc_free(a);
	}
}

void visit_ask(struct visit *v, const char *slot, const char *verb, json_t *args)
{
	ask(v, slot, verb, args, false);
}

void visit_ask_softly(struct visit *v, const char *slot, const char *verb, json_t *args)
{
	const struct verb *known = verb_find(verb);

	if (known && v->whoami && !(verb_roles(known) & v->roles))
		json_decref(args);
	else
		ask(v, slot, verb, args, true);
}

void visit_go(struct visit *v, void (*then)(struct visit *v))
{
	v->then = then;
	settled(v);
}

json_t *visit_answer(const struct visit *v, const char *slot)
{
	return json_object_get(v->answers, slot);
}

/* --- What came with it ------------------------------------------------------------------- */

/* Sec-Fetch-Site is a browser's word that no page can change; Origin is older. */
bool visit_same_origin(const struct visit *v)
{
	const char *site = http_header(v->req, "Sec-Fetch-Site");
	const char *origin = http_header(v->req, "Origin");
	const char *host = http_header(v->req, "Host");
	const char *at = origin ? strstr(origin, "://") : NULL;

	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	return !origin || (at && host && strcasecmp(at + 3, host) == 0);
}

bool visit_csrf_good(const struct visit *v)
{
	const char *given = http_get(&v->req->form, "csrf");

	if (!given)
		given = http_header(v->req, "X-CSRF");
	return visit_same_origin(v) && v->csrf && given && strlen(given) == strlen(v->csrf) &&
		sodium_memcmp(given, v->csrf, strlen(given)) == 0;
}

const char *visit_typed(const struct visit *v, const char *name, const char *dflt)
{
	const char *typed = v->again ? http_get(&v->req->form, name) : NULL;

	return typed ? typed : dflt;
}

const char *visit_query(const struct visit *v, const char *name)
{
	return http_get(&v->req->query, name);
}

int64_t visit_id(const struct visit *v)
{
	char *end;
	long long n = v->id ? strtoll(v->id, &end, 10) : 0;

	return v->id && *end == 0 && n > 0 ? n : 0;
}

char *visit_here(const struct visit *v)
{
	char *out = talloc_strdup((void *)v, v->req->path);

	for (size_t i = 0; i < v->req->query.len; i++)
		out = talloc_asprintf((void *)v, "%s%c%s=%s", out, i ? '&' : '?',
				      http_url_encode((void *)v, v->req->query.list[i].name),
				      http_url_encode((void *)v, v->req->query.list[i].value));
	return out;
}

/* A reason is good for the very thing that it was given for. */
const char *visit_reason(const struct visit *v)
{
	const char *r = http_get(&v->req->cookies, "wlr");
	char *here = visit_here(v);
	size_t len = strlen(here);

	return r && strncmp(r, here, len) == 0 && r[len] == '|' && r[len + 1] ? r + len + 1 : NULL;
}

bool visit_path_ours(const char *to)
{
	char path[301];
	size_t len = to ? strcspn(to, "?") : 0;

	if (len == 0 || len > 300)
		return false;
	memcpy(path, to, len);
	path[len] = 0;
	for (const char *p = to + len; *p; p++)
		if (!isalnum((uint8_t)*p) && !strchr("?%=&-._~+", *p))
			return false;
	return http_path_good(path);
}

/* --- Answering: each frees the visit -------------------------------------- */

void visit_reply(struct visit *v, int code, const char *type, const char *body, size_t len)
{
	http_reply(v->req, code, type, body, len);
	talloc_free(v);
}

void visit_redirect(struct visit *v, const char *to)
{
	http_redirect(v->req, to);
	talloc_free(v);
}

void visit_json(struct visit *v, int code, json_t *body)
{
	char *text = json_dumps(body, JSON_COMPACT);

	json_decref(body);
	MUST(text);
	http_reply(v->req, code, "application/json", text, strlen(text));
	free(text);
	talloc_free(v);
}
