// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What a stranger sends to the console: bytes of a connection go through the
 * real server, router, forms and pages, with the fake desk behind them.  It must
 * neither fall nor answer without its headers, and must serve the next one.
 */
#include "../console/fake_desk.h"
#include "console/console_int.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { QUIET_TURNS = 25 };	/* from socket to desk and back takes a few */
static struct loop *loop;
static struct console *con;
static unsigned long inputs, answered;

/* A fuzzer that reaches nothing finds nothing. */
static void reached(void)
{
	MUST(inputs < 1000 || answered > inputs / 4);
}

static void set(struct cfg_group *g, const char *name, const char *value)
{
	struct err err;

	MUST(cfg_set(g, name, value, &err) == 0);
}

static void begin(void)
{
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : TOP_SRCDIR;
	char dir[] = "/tmp/http_fuzz.XXXXXX";
	void *ctx = talloc_new(NULL);
	struct cfg_group *g;
	struct err err;
	char *address;

	base_init(ctx, "http_fuzz");
	MUST(mkdtemp(dir));
	address = talloc_asprintf(ctx, "unix:%s/desk.sock", dir);
	loop = loop_new(ctx);
	MUST(fake_desk_new(ctx, loop, address,
			   talloc_asprintf(ctx, "%s/tests/console/answers.json", top), &err));
	g = console_configure(ctx, NULL, &err);
	set(g, "listen", "127.0.0.1:0");
	set(g, "desk", address);
	set(g, "prompts", talloc_asprintf(ctx, "%s/prompts/console", top));
	set(g, "files", talloc_asprintf(ctx, "%s/src/console/static", top));
	set(g, "webhooks", "no");
	set(g, "per-address", "20000");
	set(g, "read-time", "100ms");
	con = console_new(ctx, loop, g, &err);
	MUST(con);
	for (int i = 0; i < 100 && !console_desk_is_up(con); i++)
		loop_turn(loop, 5);
	MUST(console_desk_is_up(con));
	atexit(reached);
	unlink(address + 5);
	rmdir(dir);
}

/* What evhttp itself refuses has its own few words; ours have every header. */
static void check(const char *text)
{
	MUST(strncmp(text, "HTTP/", 5) == 0);	/* evhttp repeats the version that it was given */
	if (strstr(text, "<h1>") || strstr(text, "application/json"))
		MUST(strstr(text, "Content-Security-Policy: default-src 'none'"));
	MUST(!strstr(text, "<script>"));
	answered++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[1 << 18];
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct linger now = { 1, 0 };	/* no ports left waiting after thousands of rounds */
	size_t len = 0;
	int fd, quiet = 0;

	if (!con)
		begin();
	inputs++;
	to.sin_port = htons((uint16_t)console_port(con));
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	MUST(fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	MUST(send(fd, data, size, MSG_NOSIGNAL | MSG_DONTWAIT) <= (ssize_t)size);
	while (quiet < QUIET_TURNS) {
		ssize_t n = recv(fd, text + len, sizeof(text) - 1 - len, MSG_DONTWAIT);

		if (n == 0)
			break;
		loop_turn(loop, 0);
		quiet = n > 0 ? 0 : quiet + 1;
		len += n > 0 ? (size_t)n : 0;
		if (len >= sizeof(text) - 1)
			break;
	}
	close(fd);
	text[len] = 0;
	if (len)
		check(text);
	return 0;
}
