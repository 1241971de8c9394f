// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The spool folder: a sealed file whose recording's row is gone opens for nobody, and
 * goes too.  Some names each time that a voicebox says something about a recording, from where
 * the last look ended.  Whatever is younger than a day is left alone.
 */
#include "voice/voice_int.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_AT_ONCE = 50 };
#define OLD_MS DAYS_MS(1)

COUNTER(count_spool, "voice.spool.removed", "Sealed files without a key that were removed.");

static int spool_close(struct voice_spool *s)
{
	closedir(s->dir);
	return 0;
}

static struct voice_spool *spool_open(struct voice *v)
{
	const char *name = care_call_settings(v->deps.care)->recordings;
	struct voice_spool *s = talloc_zero(v, struct voice_spool);
	char *path;

	if (!s)
		base_oom();
	path = *name ? talloc_strdup(s, name) :
		talloc_asprintf(s, "%s/recordings", v->deps.state_dir);
	s->dir = opendir(path);
	talloc_free(path);
	if (!s->dir) {		/* on another machine: that one's operator looks after it */
		talloc_free(s);
		return NULL;
	}
	talloc_set_destructor(s, spool_close);
	return s;
}

/* "rab12cd34.wlr" or ".part", as care/call names them; *rec: without the ending. */
static bool is_ours(const char *file, char rec[STORE_CALL_NAME_MAX + 1])
{
	const char *dot = strchr(file, '.');
	size_t len = dot ? (size_t)(dot - file) : 0;

	if (file[0] != 'r' || len < 2 || len > STORE_CALL_NAME_MAX ||
	    (strcmp(dot, ".wlr") != 0 && strcmp(dot, ".part") != 0) ||
	    strspn(file, "abcdefghijklmnopqrstuvwxyz0123456789") != len)
		return false;
	memcpy(rec, file, len);
	rec[len] = '\0';
	return true;
}

static int look_at(struct voice *v, struct care_turn *t, const char *file)
{
	char rec[STORE_CALL_NAME_MAX + 1];
	struct store_recording r;
	struct stat st;
	int fd = dirfd(v->spool->dir), rc;

	if (!is_ours(file, rec) || fstatat(fd, file, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISREG(st.st_mode) || (int64_t)st.st_mtime * 1000 > t->now_ms - OLD_MS)
		return 0;
	rc = store_recording_by_name(v->store, t->mem, rec, &r);
	if (rc == 1 || (rc < 0 && rc != -ENOKEY))
		return rc < 0 ? rc : 0;
	if (unlinkat(fd, file, 0) == 0)
		counter_inc(&count_spool);
	return 0;
}

int voice_spool_tidy(struct voice *v, struct care_turn *t)
{
	struct dirent *e;
	int i, rc = 0;

	if (!v->spool)
		v->spool = spool_open(v);
	for (i = 0; v->spool && rc == 0 && i < NAMES_AT_ONCE; i++) {
		e = readdir(v->spool->dir);
		if (!e) {	/* from the start again next time, with what is new by then */
			TALLOC_FREE(v->spool);
			break;
		}
		rc = look_at(v, t, e->d_name);
	}
	return rc;
}
