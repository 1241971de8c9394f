// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What a voicebox reports, to the whole house over its socket: whatever comes,
 * the house stays up, and the next voicebox's hello is answered.  '@' in the
 * input is a name that is new each time, so that calls are not "seen before".
 */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <osmocom/core/application.h>

#include "world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A turn of a whole house takes a millisecond: so many of the driver's are enough. */
enum { INPUT_MAX = 8192, RUNS_MAX = 2500 };

static struct world *w;
static unsigned int runs;
static const char hello[] = "{\"v\":1,\"id\":1,\"do\":\"voice hello\",\"name\":\"after\","
	"\"instance\":\"after\",\"lines\":10,\"calls\":[]}\n";

static void house_start(void)
{
	struct err err = { "" };

	base_init(NULL, "voice_fuzz");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	w = world_new(NULL, 1);
	MUST(w && world_clock_set(w, "Africa/Nairobi", "2026-11-23 09:00") == 0);
	MUST(world_open(w, &err) == 0);
	world_settle(w);
}

static int voicebox_connect(void)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

	snprintf(a.sun_path, sizeof(a.sun_path), "%s/state/voice.sock", w->dir);
	MUST(fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0);
	return fd;
}

static size_t names_fill(const uint8_t *data, size_t size, char *out)
{
	size_t len = 0, i;

	for (i = 0; i < size && len + 16 < INPUT_MAX; i++)
		if (data[i] == '@')
			len += (size_t)snprintf(out + len, 16, "c%u", runs);
		else
			out[len++] = (char)data[i];
	out[len++] = '\n';
	return len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char in[INPUT_MAX], answer[16 * 1024];
	size_t len;
	ssize_t n;
	int fd;

	if (!w)
		house_start();
	if (runs++ >= RUNS_MAX)
		return 0;
	len = names_fill(data, size, in);
	fd = voicebox_connect();
	n = write(fd, in, len);
	world_settle(w);
	while (n >= 0 && recv(fd, answer, sizeof(answer), 0) > 0)
		;
	close(fd);
	fd = voicebox_connect();
	MUST(write(fd, hello, sizeof(hello) - 1) == (ssize_t)sizeof(hello) - 1);
	world_settle(w);
	n = recv(fd, answer, sizeof(answer) - 1, 0);
	MUST(n > 0);
	answer[n] = '\0';
	MUST(strstr(answer, "\"ok\""));
	close(fd);
	return 0;
}
