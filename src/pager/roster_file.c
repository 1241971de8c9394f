// SPDX-License-Identifier: AGPL-3.0-or-later
/* The roster file on disk: written whole or not at all. */
#include "pager/pager_int.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char buffer[PAGER_ROSTER_MAX + 1];

struct out {
	size_t len;
	bool full;
};

static void PRINTF(2, 3) say(struct out *o, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(buffer + o->len, sizeof(buffer) - o->len, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof(buffer) - o->len)
		o->full = true;
	else
		o->len += (size_t)n;
}

static void say_person(struct out *o, const struct pager_person *p)
{
	static const char *const levels[] = { "oncall", "manager", "operator" };
	unsigned int i;

	say(o, "person %s %s %s from=%" PRId64 " until=%" PRId64, levels[p->level], p->handle,
	    p->lang, p->from_ms, p->until_ms);
	for (i = 0; i < p->contacts; i++)
		say(o, " %s=%s", p->contact[i].channel == PAGER_CH_CALL ? "call" : "text",
		    p->contact[i].number);
	say(o, "\n");
}

/* 0 with the file's bytes in `buffer`. */
static int format(const struct pager_roster *r, size_t *len, struct err *err)
{
	uint8_t sum[crypto_generichash_BYTES];
	struct out o = { 0 };
	unsigned int i;

	say(&o, "warmline-roster 1\nmade %" PRId64 "\nsender %s\n", r->made_at_ms, r->sender);
	for (i = 0; i < r->languages; i++) {
		const struct pager_words *w = &r->words[i];
		say(&o, "words %s alarm %s\nwords %s digest %s\nwords %s down %s\n",
		    w->lang, w->alarm, w->lang, w->digest, w->lang, w->down);
	}
	for (i = 0; i < r->persons; i++)
		say_person(&o, &r->person[i]);
	crypto_generichash(sum, sizeof(sum), (const uint8_t *)buffer, o.len, NULL, 0);
	say(&o, "end %u %02x%02x%02x%02x\n", r->persons, sum[0], sum[1], sum[2], sum[3]);
	if (o.full)
		return err_set(err, E2BIG, "the roster would have more than %d bytes",
			       PAGER_ROSTER_MAX);
	*len = o.len;
	return 0;
}

/* What the pager would refuse must not replace what it can read. */
static int check(const char *data, size_t len, struct err *err)
{
	struct pager_roster *back = malloc(sizeof(*back));
	int rc;

	if (!back)
		base_oom();
	rc = pager_roster_parse(data, len, back, err);
	pager_roster_wipe(back);
	free(back);
	return rc;
}

static int sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

	if (fd < 0)
		return -errno;
	rc = fsync(fd) < 0 ? -errno : 0;
	close(fd);
	return rc;
}

static int replace(const char *dir, const char *data, size_t len)
{
	char tmp[4096], final[4096];
	int fd, rc;

	snprintf(tmp, sizeof(tmp), "%s/roster.tmp", dir);
	snprintf(final, sizeof(final), "%s/roster", dir);
	unlink(tmp);		/* so that O_EXCL makes it anew, with our mode and no
				 * link followed */
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	rc = base_write(fd, data, len);
	if (rc == 0 && fsync(fd) < 0)
		rc = -errno;
	if (close(fd) < 0 && rc == 0)
		rc = -errno;
	if (rc == 0 && rename(tmp, final) < 0)
		rc = -errno;
	if (rc == 0)
		rc = sync_dir(dir);
	else
		unlink(tmp);
	return rc;
}

int pager_roster_write(const char *state_dir, const struct pager_roster *r, struct err *err)
{
	size_t len = 0;
	int rc;

	rc = format(r, &len, err);
	if (rc == 0)
		rc = check(buffer, len, err);
	if (rc == 0) {
		rc = replace(state_dir, buffer, len);
		if (rc < 0)
			err_set(err, -rc, "cannot write the roster in %s: %s", state_dir,
				strerror(-rc));
	}
	sodium_memzero(buffer, sizeof(buffer));
	return rc;
}

ssize_t pager_roster_load(const char *state_dir, char *to, size_t size)
{
	char path[4096];
	size_t len = 0;
	ssize_t n = 1;
	int fd, error = 0;

	snprintf(path, sizeof(path), "%s/roster", state_dir);
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	while (len < size && (n = read(fd, to + len, size - len)) > 0)
		len += (size_t)n;
	error = n < 0 ? errno : 0;
	close(fd);
	return error ? -error : (ssize_t)len;
}

int pager_roster_read(const char *state_dir, struct pager_roster *out, struct err *err)
{
	ssize_t len = pager_roster_load(state_dir, buffer, sizeof(buffer));
	int rc;

	if (len < 0)
		return err_set(err, (int)-len, "cannot read the roster in %s: %s", state_dir,
			       strerror((int)-len));
	rc = pager_roster_parse(buffer, (size_t)len, out, err);
	sodium_memzero(buffer, sizeof(buffer));
	return rc;
}
