// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Every page, form and API path of the real console before the real desk in the real house,
 * for every role, with the id of something that is somebody else's: 403, a refusal in the
 * audit log, and none of its words on the page.  The tables of tests/desk/full.c say whose
 * everything is; a page without a row here fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "console/console_int.h"
#include "full.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <fcntl.h>
#include <unistd.h>

/* Pages that ask something: by which verb they show somebody's thing; NULL: nothing of one's. */
static const struct { const char *path, *verb; } shows[] = {
	{ "/", NULL }, { "/login", NULL }, { "/setup", NULL }, { "/setup/code", NULL },
	{ "/me", NULL },
	{ "/talks", NULL }, { "/talks/:id", "talk show" }, { "/incidents", NULL },
	{ "/incidents/:id", "incident show" }, { "/board", NULL }, { "/person", "person show" },
	{ "/concerns/:id", "concern show" }, { "/moderation/:id", "moderation show" },
	{ "/reports", NULL },
	{ "/reports/:id", NULL }, { "/lexicon", NULL }, { "/directory", NULL }, { "/work", NULL },
	{ "/recordings", NULL },
	{ "/words", NULL }, { "/words/rules", NULL }, { "/words/rule", NULL },
	{ "/flows", NULL }, { "/flows/:id", NULL }, { "/flows/:id/edit", NULL },
	{ "/flows/:id/check", NULL },
};

struct site {
	struct full *f;
	struct console *con;
	struct log_tail tail;
	int refusals;
};

/* --- A browser of a few lines -------------------------------------------------------------- */

struct page_read { int code; char *text; };

static int connected(struct site *s)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
				  .sin_port = htons((uint16_t)console_port(s->con)) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static bool is_whole(const char *text)
{
	const char *end = strstr(text, "\r\n\r\n"), *len = strcasestr(text, "\r\nContent-Length:");

	return end && len && len < end && strlen(end + 4) >= strtoul(len + 17, NULL, 10);
}

static struct page_read asked(struct site *s, const char *request)
{
	enum { MOST = 1 << 20, TURNS = 4000 };
	struct page_read r = { .text = talloc_zero_size(s->f, MOST) };
	int fd = connected(s), turns = 0;
	size_t len = 0;

	assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
	while (!is_whole(r.text) && turns++ < TURNS && len < MOST - 1) {
		ssize_t n = recv(fd, r.text + len, MOST - 1 - len, MSG_DONTWAIT);

		len += n > 0 ? (size_t)n : 0;
		loop_turn(s->f->d->w->loop, n > 0 ? 0 : 1);
	}
	close(fd);
	if (!is_whole(r.text))
		fail_msg("no answer to %.60s", request);
	r.code = atoi(r.text + 9);
	return r;
}

/* With a reason given for this page: what is missing then is the right. */
static struct page_read got(struct site *s, size_t i, const char *path)
{
	char *reason = http_url_encode(s->f, talloc_asprintf(s->f, "%s|I am curious", path));

	return asked(s, talloc_asprintf(s->f, "GET %s HTTP/1.1\r\nHost: x\r\n"
					"Cookie: wls=%s; wlr=%s\r\n\r\n",
					path, s->f->other[i]->session, reason));
}

/* The token hangs on the session: read from a page once for each. */
static char *token_of(struct site *s, size_t i)
{
	static char token[64], session[128];
	const char *at;

	if (strcmp(session, s->f->other[i]->session) != 0) {
		at = strstr(got(s, i, "/").text, "data-csrf=\"");
		assert_non_null(at);
		snprintf(token, sizeof(token), "%.*s", (int)strcspn(at + 11, "\""), at + 11);
		snprintf(session, sizeof(session), "%s", s->f->other[i]->session);
	}
	return token;
}

static struct page_read posted(struct site *s, size_t i, const char *path, const char *form)
{
	char *body = talloc_asprintf(s->f, "csrf=%s%s", token_of(s, i), form);

	return asked(s, talloc_asprintf(s->f, "POST %s HTTP/1.1\r\nHost: x\r\nCookie: wls=%s\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
		path, s->f->other[i]->session, strlen(body), body));
}

/* --- What is refused -------------------------------------------------------------------------- */

static char *text_of(void *ctx, json_t *value)
{
	if (json_is_string(value))
		return http_url_encode(ctx, json_string_value(value));
	if (json_is_boolean(value))
		return talloc_strdup(ctx, json_is_true(value) ? "yes" : "no");
	if (json_is_array(value))
		return text_of(ctx, json_array_get(value, 0));
	return talloc_asprintf(ctx, "%" PRId64, (int64_t)json_integer_value(value));
}

static char *form_of(struct site *s, const char *verb, json_t *args)
{
	char *form = talloc_strdup(s->f, "");
	const char *at = verb_find(verb)->args;
	struct verb_arg a;

	while (verb_arg_next(&at, &a)) {
		json_t *value = json_object_get(args, a.name);

		if (value)
			form = talloc_asprintf_append(form, "&%s=%s", a.name, a.type == 't' ?
				strncmp(a.name, "from", 4) ? "2026-11-20" : "2026-11-10" :
				text_of(s->f, value));
	}
	return form;
}

static char *path_with(struct site *s, const char *pattern, json_t *id)
{
	const char *at = strstr(pattern, ":id");

	return at ? talloc_asprintf(s->f, "%.*s%s%s", (int)(at - pattern), pattern,
				    text_of(s->f, id), at + 3) :
		talloc_strdup(s->f, pattern);
}

/* Words of people whose things these are: no page that refuses may hold one. */
static void has_no_words(struct site *s, struct page_read r, const char *path)
{
	static const char *const words[] = { "slept badly", "0722 123", "kill myself", "how are" };

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strstr(r.text, words[i]))
			fail_msg("%s: \"%s\" is on the page that refuses", path, words[i]);
}

static void is_refused(struct site *s, size_t i, const struct whose *w, const char *path,
		       struct page_read r)
{
	log_since(s->f, &s->tail);
	if (r.code != 403 || !s->tail.refused || s->tail.others ||
	    s->tail.by != s->f->other[i]->person_id)
		fail_msg("%s as %c, somebody else's %s: %d, %d refusals and %d others in the log",
			 path,
			 letters[i].letter, w->thing, r.code, s->tail.refused, s->tail.others);
	if (strcmp(s->tail.first, w->verb))
		fail_msg("%s as %c: \"%s\" was refused, not \"%s\"", path, letters[i].letter,
			 s->tail.first, w->verb);
	has_no_words(s, r, path);
	s->f->refused[i] += s->tail.refused;
	s->refusals++;
}

static void ready(struct site *s, size_t i)
{
	stay_welcome(s->f, i);
	token_of(s, i);
	log_since(s->f, &s->tail);
}

/* --- Tests ---------------------------------------------------------------- */

static const char *verb_shown(const char *path, bool *known)
{
	*known = false;
	for (size_t i = 0; i < ARRAY_LEN(shows); i++)
		if (strcmp(shows[i].path, path) == 0) {
			*known = true;
			return shows[i].verb;
		}
	return NULL;
}

static void page_for_all(struct site *s, const struct page *p, const char *verb)
{
	for (size_t k = 0; k < whose_len; k++) {
		const struct whose *w = &whose[k];
		char *path = path_with(s, p->path, id_of(s->f, w->thing));

		if (strcmp(w->verb, verb) != 0)
			continue;
		if (!strstr(p->path, ":id"))
			path = talloc_asprintf(s->f, "%s?%s=%s", path, w->arg,
					       text_of(s->f, id_of(s->f, w->thing)));
		for (size_t i = 0; i < ROLES; i++) {
			if (open_to(w, i))
				continue;
			ready(s, i);
			is_refused(s, i, w, path, got(s, i, path));
		}
	}
}

static void pages(void **state)
{
	struct site *s = *state;
	const char *verb;
	bool known;

	for (size_t t = 0; t < page_tables_len; t++)
		for (size_t i = 0; i < *page_tables[t].len; i++) {
			const struct page *p = &page_tables[t].list[i];

			verb = verb_shown(p->path, &known);
			if ((p->ask || strstr(p->path, ":id")) && !known)
				fail_msg("%s: say here whose things this page shows", p->path);
			if (verb)
				page_for_all(s, p, verb);
		}
	/* no page, but sound */
	page_for_all(s, &(struct page){ .path = "/recordings/:id/sound" }, "recording read");
	print_message("%d pages refused, each in the audit log\n", s->refusals);
	assert_true(s->refusals > 20);
}

/* Does this form send what the row is about? */
static bool sends(const struct action *a, const char *arg)
{
	const char *at = strstr(a->fields, arg);

	return at && (at == a->fields || at[-1] == ' ') && strchr(" ", at[strlen(arg)]);
}

static void form_for_all(struct site *s, const struct action *a)
{
	for (size_t k = 0; k < whose_len; k++) {
		const struct whose *w = &whose[k];
		json_t *args;
		char *path;

		if (strcmp(w->verb, a->verb) != 0 || !sends(a, w->arg))
			continue;
		args = args_with(s->f, w, id_of(s->f, w->thing));
		path = path_with(s, a->path, id_of(s->f, w->thing));
		for (size_t i = 0; i < ROLES; i++)
			if (!open_to(w, i)) {
				ready(s, i);
				is_refused(s, i, w, path,
					   posted(s, i, path, form_of(s, a->verb, args)));
			}
		json_decref(args);
	}
}

static void forms(void **state)
{
	struct site *s = *state;

	for (size_t t = 0; t < action_tables_len; t++)
		for (size_t i = 0; i < *action_tables[t].len; i++)
			if (action_tables[t].list[i].verb)
				form_for_all(s, &action_tables[t].list[i]);
	print_message("%d forms refused, each in the audit log\n", s->refusals);
	assert_true(s->refusals > 300);
}

static struct page_read api(struct site *s, size_t i, const struct whose *w, const char **path)
{
	json_t *args = args_with(s->f, w, id_of(s->f, w->thing));
	char *at = talloc_asprintf(s->f, "/api/v1/%s", w->verb), *text = json_dumps(args, 0);
	struct page_read r;

	for (char *p = at; *p; p++)
		*p = *p == ' ' ? '/' : *p;
	*path = at;
	if (verb_find(w->verb)->write)
		r = asked(s, talloc_asprintf(s->f, "POST %s HTTP/1.1\r\nHost: x\r\n"
			"Authorization: Bearer %s\r\n"
			"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", at,
			s->f->other[i]->session, strlen(text), text));
	else
		r = asked(s, talloc_asprintf(s->f, "GET %s?x=1%s HTTP/1.1\r\nHost: x\r\n"
			"Authorization: Bearer %s\r\n"
			"X-Reason: I am curious\r\n\r\n", at, form_of(s, w->verb, args),
			s->f->other[i]->session));
	json_decref(args);
	free(text);
	return r;
}

static void api_paths(void **state)
{
	struct site *s = *state;
	const char *path;

	for (size_t k = 0; k < whose_len; k++)
		for (size_t i = 0; i < ROLES; i++) {
			struct page_read r;

			/* live listen and stop are the console's own, for its streams */
			if (open_to(&whose[k], i) || !verb_find(whose[k].verb))
				continue;
			ready(s, i);
			r = api(s, i, &whose[k], &path);
			is_refused(s, i, &whose[k], path, r);
			assert_non_null(strstr(r.text, "\"denied\""));
		}
	print_message("%d API requests refused, each in the audit log\n", s->refusals);
	assert_true(s->refusals > 500);
}

/* --- The console in the house --------------------------------------------- */

static int begin(void **state)
{
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : TOP_SRCDIR;
	struct full *f = full_new(NULL);
	struct site *s = talloc_zero(f, struct site);
	struct err err = { "" };
	struct cfg_group *g = console_configure(f, NULL, &err);
	const char *const sets[][2] = {
		{ "listen", "127.0.0.1:0" }, { "webhooks", "no" },
		{ "desk", talloc_asprintf(f, "unix:%s/state/desk.sock", f->d->w->dir) },
		{ "prompts", talloc_asprintf(f, "%s/prompts/console", top) },
		{ "files", talloc_asprintf(f, "%s/src/console/static", top) },
	};

	for (size_t i = 0; i < ARRAY_LEN(sets); i++)
		assert_int_equal(cfg_set(g, sets[i][0], sets[i][1], &err), 0);
	s->f = f;
	s->con = console_new(f, f->d->w->loop, g, &err);
	if (!s->con)
		fail_msg("%s", err.text);
	for (int i = 0; i < 100 && !console_desk_is_up(s->con); i++)
		world_settle(f->d->w);
	assert_true(console_desk_is_up(s->con));
	*state = s;
	return 0;
}

static int end(void **state)
{
	struct site *s = *state;

	clock_set_source(NULL);
	TALLOC_FREE(s->con);
	talloc_free(s->f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
		T(pages), T(forms), T(api_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
