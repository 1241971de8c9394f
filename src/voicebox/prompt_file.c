// SPDX-License-Identifier: AGPL-3.0-or-later
/* Prompts from files: found, encoded once, mapped ever after; and sealed recordings. */
#include "voicebox/prompt_int.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 100 << 20, NAME_MAX_LEN = 100 };

bool prompt_name_ok(const char *name)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
	size_t n = strlen(name);

	return n && n <= NAME_MAX_LEN && name[0] != '.' &&
		strspn(name, letters) == n;
}

/* --- Memory ----------------------------------------------------------------------- */
void fetched_free(struct fetched *f)
{
	for (int i = 0; i < 2; i++) {
		if (f->mapped[i])
			munmap(f->mapped[i], f->n);
		if (f->guarded)
			sodium_free(f->made[i]);
		else
			free(f->made[i]);
	}
	*f = (struct fetched){ 0 };
}

int prompt_encode(struct fetched *out, const int16_t *pcm, size_t n)
{
	for (int i = 0; i < 2; i++) {
		out->made[i] = malloc(n + 1);
		if (!out->made[i]) {
			fetched_free(out);
			return -ENOMEM;
		}
		sound_encode(out->made[i], pcm, n, i ? SOUND_ALAW : SOUND_ULAW);
		out->law[i] = out->made[i];
	}
	out->n = n;
	return 0;
}

/* --- Reading ---------------------------------------------------------------------- */
static int map_file(const char *path, void **map, size_t *len, struct stat *st)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = 0;

	*map = NULL;
	*len = 0;
	if (fd < 0)
		return -errno;
	if (fstat(fd, st) < 0)
		rc = -errno;
	else if (!S_ISREG(st->st_mode) || st->st_size < 1 || st->st_size > FILE_MAX)
		rc = -EBADMSG;
	if (!rc) {
		/* read now, by this thread: the tick thread must not wait for a disk */
		*map = mmap(NULL, (size_t)st->st_size, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
		*len = (size_t)st->st_size;
		if (*map == MAP_FAILED) {
			*map = NULL;
			rc = -errno;
		}
	}
	close(fd);
	return rc;
}

static int read_wav(struct fetched *out, const char *path, int speed, struct stat *st)
{
	int16_t *pcm, *other;
	void *file;
	size_t len, n;
	int rc = map_file(path, &file, &len, st);

	if (rc < 0)
		return rc;
	rc = sound_wav_load(&pcm, &n, file, len, NULL);
	munmap(file, len);
	if (rc < 0)
		return rc;
	if (speed != 100) {
		other = sound_speed(&n, pcm, n, speed);
		free(pcm);
		pcm = other;
	}
	rc = pcm ? prompt_encode(out, pcm, n) : -ENOMEM;
	free(pcm);
	return rc;
}

/* --- The cache of encoded prompts -------------------------------------------------- *
 * CACHE/<lang>.<key>.ulaw and .alaw bear the time of the .wav they were made
 * from; one with another time is made again. */
static const char *const suffix[2] = { "ulaw", "alaw" };

static int cached(struct fetched *out, const char *cache, const char *name, const struct stat *wav)
{
	char path[512];
	struct stat st;
	size_t len[2];
	int rc = 0;

	for (int i = 0; i < 2 && !rc; i++) {
		snprintf(path, sizeof(path), "%s/%s.%s", cache, name, suffix[i]);
		rc = map_file(path, &out->mapped[i], &len[i], &st);
		if (!rc && (st.st_mtim.tv_sec != wav->st_mtim.tv_sec ||
			    st.st_mtim.tv_nsec != wav->st_mtim.tv_nsec))
			rc = -ESTALE;
		out->law[i] = out->mapped[i];
	}
	if (!rc && len[0] != len[1])
		rc = -ESTALE;
	if (rc < 0) {
		for (int i = 0; i < 2; i++)
			if (out->mapped[i])
				munmap(out->mapped[i], len[i]);
		*out = (struct fetched){ 0 };
		return rc;
	}
	out->n = len[0];
	return 0;
}

void prompt_keep(const struct fetched *f, const char *cache)
{
	struct timespec times[2] = { f->mtime, f->mtime };
	char path[512], temp[540];
	int fd, rc = 0;

	for (int i = 0; i < 2 && !rc; i++) {
		snprintf(path, sizeof(path), "%s/%s.%s", cache, f->keep_as, suffix[i]);
		snprintf(temp, sizeof(temp), "%s.%d", path, (int)getpid());
		fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		if (fd < 0)
			return;
		rc = base_write(fd, f->law[i], f->n);
		if (!rc && (futimens(fd, times) < 0 || rename(temp, path) < 0))
			rc = -errno;
		if (rc < 0)
			unlink(temp);
		close(fd);
	}
}

/* --- Prompts ---------------------------------------------------------------------- */
static int fetch_one(struct fetched *out, const char *cache, const char *path, const char *name,
		     int speed)
{
	struct stat st;
	int rc;

	if (stat(path, &st) < 0)
		return -errno;
	if (!cache || speed != 100)
		return read_wav(out, path, speed, &st);
	if (!cached(out, cache, name, &st))
		return 0;
	rc = read_wav(out, path, speed, &st);
	if (!rc) {
		snprintf(out->keep_as, sizeof(out->keep_as), "%s", name);
		out->mtime = st.st_mtim;
	}
	return rc;
}

int prompt_fetch_file(struct fetched *out, const struct media_config *cfg, const char *lang,
		      const char *key, int speed)
{
	char path[512], name[256];
	int rc = -ENOENT;

	if (!prompt_name_ok(key) || (lang && !prompt_name_ok(lang)))
		return -ENOENT;
	snprintf(name, sizeof(name), "%s.%s", lang ? lang : "all", key);
	for (size_t i = 0; i < ARRAY_LEN(cfg->prompts) && cfg->prompts[i]; i++) {
		if (lang)
			snprintf(path, sizeof(path), "%s/%s/%s.wav", cfg->prompts[i], lang, key);
		else
			snprintf(path, sizeof(path), "%s/%s.wav", cfg->prompts[i], key);
		*out = (struct fetched){ 0 };
		rc = fetch_one(out, cfg->cache, path, name, speed);
		if (rc != -ENOENT && rc != -ENOTDIR)
			return rc;	/* one that is damaged is not replaced by an older one */
	}
	return -ENOENT;
}

/* --- Sealed recordings ------------------------------------------------------------ */
/* The other law beside the one it was recorded in. */
static int both_laws(struct fetched *out, struct sound_recording *r)
{
	int law = r->law == SOUND_ALAW;
	uint8_t *other = sodium_malloc(r->n + 1);

	if (!other)
		return -ENOMEM;
	for (size_t i = 0; i < r->n; i++)
		other[i] = law ? sound_to_ulaw(sound_from_alaw(r->g711[i]))
			       : sound_to_alaw(sound_from_ulaw(r->g711[i]));
	out->guarded = true;
	out->law[law] = out->made[law] = r->g711;
	out->law[!law] = out->made[!law] = other;
	out->n = r->n;
	return 0;
}

int prompt_fetch_recording(struct fetched *out, const char *spool, const char *rec,
			   const uint8_t key[SOUND_KEY_LEN])
{
	static const char *const kinds[] = { "wlr", "part" };
	struct sound_recording r;
	char path[512];
	struct stat st;
	void *file;
	size_t len;
	int rc = -ENOENT;

	*out = (struct fetched){ 0 };
	if (!spool || !prompt_name_ok(rec))
		return -ENOENT;
	for (size_t i = 0; i < ARRAY_LEN(kinds) && rc == -ENOENT; i++) {
		snprintf(path, sizeof(path), "%s/%s.%s", spool, rec, kinds[i]);
		rc = map_file(path, &file, &len, &st);
	}
	if (rc < 0)
		return rc;
	rc = sound_unseal(&r, file, len, key);
	munmap(file, len);
	if (rc < 0)
		return rc;
	rc = both_laws(out, &r);
	if (rc < 0)
		sound_recording_free(&r);
	return rc;
}
