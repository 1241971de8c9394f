// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Speaking by espeak-ng.  It runs as a program of its own, once for each
 * text: a text that crashes it ends no call.  The text goes through a pipe,
 * for the argument list is everybody's to read.
 */
#include "sound/sound.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { OUTPUT_MAX = 16 << 20, SPEAK_MAX_MS = 3000, WORDS_A_MINUTE = 150, LANG_MAX = 16 };

/* Voices that sound better than the plain code of the language. */
static const struct { const char *lang, *voice; } voices[] = {
	{ "en", "en-gb" }, { "fr", "fr-fr" }, { "es", "es-419" },
};

static const char *voice_of(const char *lang)
{
	for (size_t i = 0; i < ARRAY_LEN(voices); i++)
		if (!strcmp(voices[i].lang, lang))
			return voices[i].voice;
	return lang;
}

struct child {
	pid_t pid;
	int in, out;
};

static int spawn(struct child *c, const char *program, const char *lang, int speed)
{
	char rate[16];
	const char *argv[] = { program, "--stdin", "--stdout", "-b", "1", "-z", "-v",
			       voice_of(lang),
			       "-s", rate, NULL };
	posix_spawn_file_actions_t fds;
	posix_spawnattr_t attr;
	sigset_t none;
	int in[2], out[2], rc;

	snprintf(rate, sizeof(rate), "%d", WORDS_A_MINUTE * speed / 100);
	if (pipe2(in, O_CLOEXEC) < 0)
		return -errno;
	if (pipe2(out, O_CLOEXEC) < 0) {
		rc = -errno;
		close(in[0]);
		close(in[1]);
		return rc;
	}
	posix_spawn_file_actions_init(&fds);
	posix_spawn_file_actions_adddup2(&fds, in[0], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&fds, out[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&fds, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_init(&attr);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attr, &none);	/* this thread blocks all */
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	rc = posix_spawnp(&c->pid, program, &fds, &attr, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&fds);
	posix_spawnattr_destroy(&attr);
	close(in[0]);
	close(out[1]);
	if (rc) {
		close(in[1]);
		close(out[0]);
		return -rc;
	}
	c->in = in[1];
	c->out = out[0];
	return 0;
}

/* All it says until it closes, or -ETIMEDOUT. */
static int read_all(int fd, uint8_t **data, size_t *len)
{
	int64_t until_ms = clock_mono_us() / 1000 + SPEAK_MAX_MS;
	size_t room = 0;
	ssize_t n;

	*data = NULL;
	*len = 0;
	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int64_t left_ms = until_ms - clock_mono_us() / 1000;

		if (*len == room) {
			uint8_t *more;

			room = room ? 2 * room : 64 * 1024;
			more = room > OUTPUT_MAX ? NULL : realloc(*data, room);
			if (!more)
				return -EFBIG;
			*data = more;
		}
		if (left_ms <= 0 || !poll(&p, 1, (int)left_ms))
			return -ETIMEDOUT;
		n = read(fd, *data + *len, room - *len);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (!n)
			return 0;
		if (n > 0)
			*len += (size_t)n;
	}
}

static int converse(struct child *c, const char *text, uint8_t **wav, size_t *len)
{
	size_t n = strlen(text);
	int rc = 0, status;

	/* less than a pipe holds, so this never waits; EPIPE if it has died */
	if (write(c->in, text, n) != (ssize_t)n)
		rc = -EPIPE;
	close(c->in);
	*wav = NULL;
	if (!rc)
		rc = read_all(c->out, wav, len);
	close(c->out);
	if (rc < 0)
		kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!rc && (!WIFEXITED(status) || WEXITSTATUS(status)))
		rc = -EIO;
	return rc;
}

static bool lang_ok(const char *lang)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	size_t n = strlen(lang);

	return n && n <= LANG_MAX && lang[0] != '-' &&
		strspn(lang, letters) == n;
}

int sound_speak(int16_t **pcm, size_t *n, const char *program, const char *lang, const char *text,
		int percent)
{
	struct child c;
	uint8_t *wav = NULL;
	size_t len;
	int rc;

	if (!lang_ok(lang) || strlen(text) > SOUND_TEXT_MAX)
		return -EINVAL;
	rc = spawn(&c, program ? program : "espeak-ng", lang, percent);
	if (rc < 0)
		return rc;
	rc = converse(&c, text, &wav, &len);
	if (!rc)
		rc = sound_wav_load(pcm, n, wav, len, NULL);
	free(wav);
	if (rc < 0)
		return rc;
	if (!*n) {
		free(*pcm);
		return -ENODATA;
	}
	sound_level(*pcm, *n);
	return 0;
}
