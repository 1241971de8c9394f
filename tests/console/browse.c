// SPDX-License-Identifier: AGPL-3.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "browse.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAIT_MS = 4000 };

void world_begin(struct world *w, const char *const *sets)
{
	struct err err = { "" };
	char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : TOP_SRCDIR;
	char *pair;

	*w = (struct world){ .ctx = talloc_new(NULL) };
	strcpy(w->dir, "/tmp/console_test.XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	w->loop = loop_new(NULL);
	w->desk = fake_desk_new(w->ctx, w->loop,
				talloc_asprintf(w->ctx, "unix:%s/desk.sock", w->dir),
				talloc_asprintf(w->ctx, "%s/tests/console/answers.json", top),
				&err);
	if (!w->desk)
		fail_msg("%s", err.text);
	w->settings = console_configure(w->ctx, NULL, &err);
	const char *const always[] = {
		"listen=127.0.0.1:0", "webhooks=no",
		talloc_asprintf(w->ctx, "desk=unix:%s/desk.sock", w->dir),
		talloc_asprintf(w->ctx, "prompts=%s/prompts/console", top),
		talloc_asprintf(w->ctx, "files=%s/src/console/static", top),
	};
	for (size_t i = 0; i < ARRAY_LEN(always) || (sets && *sets); i++) {
		pair = talloc_strdup(w->ctx, i < ARRAY_LEN(always) ? always[i] : *sets++);
		char *eq = strchr(pair, '=');

		*eq = 0;
		if (cfg_set(w->settings, pair, eq + 1, &err) < 0)
			fail_msg("%s", err.text);
	}
	w->con = console_new(w->ctx, w->loop, w->settings, &err);
	if (!w->con)
		fail_msg("%s", err.text);
	for (int i = 0; i < 200 && !console_desk_is_up(w->con); i++)
		loop_turn(w->loop, 10);
	assert_true(console_desk_is_up(w->con));
}

void world_end(struct world *w)
{
	char path[100];

	talloc_free(w->con);
	talloc_free(w->ctx);
	talloc_free(w->loop);
	snprintf(path, sizeof(path), "%s/desk.sock", w->dir);
	unlink(path);
	rmdir(w->dir);
}

void world_turns(struct world *w, int ms)
{
	int64_t until = clock_mono_ms() + ms;

	while (clock_mono_ms() < until)
		loop_turn(w->loop, 5);
}

int browse_connect(struct world *w)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
				  .sin_port = htons((uint16_t)console_port(w->con)) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}

void browse_write(int fd, const char *text)
{
	size_t len = strlen(text);

	while (len) {
		ssize_t n = send(fd, text, len, MSG_NOSIGNAL);

		if (n < 0)
			return;		/* it was closed: what the test wanted to know */
		text += n;
		len -= (size_t)n;
	}
}

/* Headers and as much body as they say. */
static bool is_whole(struct answer *a, const char *text, size_t len)
{
	const char *end = len ? strstr(text, "\r\n\r\n") : NULL, *l;

	if (!end)
		return false;
	l = strcasestr(text, "\r\nContent-Length:");
	return l && l < end && len >= (size_t)(end + 4 - text) + (size_t)atoi(l + 17);
}

struct answer browse_read(struct world *w, int fd, const char *until)
{
	struct answer a = { 0 };
	char *text = talloc_size(w->ctx, 1 << 20), *end;
	size_t len = 0;
	int64_t late = clock_mono_ms() + WAIT_MS;

	text[0] = 0;
	while (clock_mono_ms() < late &&
	       !(until ? strstr(text, until) != NULL : is_whole(&a, text, len))) {
		ssize_t n = recv(fd, text + len, (1 << 20) - 1 - len, MSG_DONTWAIT);

		if (n == 0 || (n < 0 && errno != EAGAIN)) {
			a.closed = true;
			break;
		}
		if (n > 0) {
			len += (size_t)n;
			text[len] = 0;
		}
		loop_turn(w->loop, n > 0 ? 0 : 2);
	}
	a.code = len > 12 ? atoi(text + 9) : 0;
	end = strstr(text, "\r\n\r\n");
	a.head = end ? talloc_strndup(w->ctx, text, (size_t)(end - text)) : text;
	a.body = end ? end + 4 : text + len;
	a.len = len - (size_t)(a.body - text);
	return a;
}

struct answer browse_get(struct world *w, const char *session, const char *path)
{
	int fd = browse_connect(w);
	struct answer a;

	browse_write(fd, talloc_asprintf(w->ctx, "GET %s HTTP/1.1\r\nHost: x\r\n"
					 "Cookie: wls=%s\r\n\r\n", path, session ? session : ""));
	a = browse_read(w, fd, NULL);
	close(fd);
	return a;
}

char *browse_csrf(struct world *w, const char *session)
{
	struct answer a = browse_get(w, session, "/");
	const char *at = strstr(a.body, "data-csrf=\"");

	assert_non_null(at);
	return talloc_strndup(w->ctx, at + 11, strcspn(at + 11, "\""));
}

struct answer browse_post(struct world *w, const char *session, const char *path, const char *form,
			  const char *more)
{
	char *csrf = browse_csrf(w, session), *body;
	int fd = browse_connect(w);
	struct answer a;

	body = strncmp(form, "csrf=", 5) == 0 ? talloc_strdup(w->ctx, form) :
		talloc_asprintf(w->ctx, "csrf=%s&%s", csrf, form);
	browse_write(fd, talloc_asprintf(w->ctx, "POST %s HTTP/1.1\r\nHost: x\r\n"
		"Cookie: wls=%s\r\n%sContent-Type: application/x-www-form-urlencoded\r\n"
		"Content-Length: %zu\r\n\r\n%s", path,
		session, more ? more : "", strlen(body), body));
	a = browse_read(w, fd, NULL);
	close(fd);
	return a;
}
