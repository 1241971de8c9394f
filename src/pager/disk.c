// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The pager's two files, touched by the worker thread alone: a disk that
 * hangs holds that thread, not the alarms.  One job of each kind at a time;
 * what changes meanwhile waits for the next.
 */
#include "pager/pager_int.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH = 64 };

/* What the worker touches.  It outlives the disk while a job is under way, so
 * that a hung disk cannot hold up the end of the process either. */
struct disk_job {
	struct pager_disk *disk;	/* NULL: has gone meanwhile */
	char *state_dir;
	int fd;				/* of pager.state; -1: memory only */
	bool writing, reading;
	unsigned int batch, batch_slot[BATCH];
	uint8_t batch_data[BATCH][PAGER_RECORD_LEN];
	int batch_errno;
	char roster[PAGER_ROSTER_MAX + 1];
	ssize_t roster_len;
};

struct pager_disk {
	struct loop *loop;
	struct disk_job *job;
	bool told;
	/* What the file should hold. */
	uint8_t slot[PAGER_INCIDENTS][PAGER_RECORD_LEN];
	bool dirty[PAGER_INCIDENTS];
	void (*roster_done)(void *arg, const char *data, ssize_t len);
	void *roster_arg;
};

static int job_free(struct disk_job *j)
{
	if (j->fd >= 0)
		close(j->fd);
	sodium_memzero(j->roster, sizeof(j->roster));
	return 0;
}

/* After a job: true when the disk is still there. */
static bool job_wanted(struct disk_job *j)
{
	if (!j->disk && !j->writing && !j->reading)
		talloc_free(j);
	else if (j->disk)
		return true;
	return false;
}

/* --- Slots --------------------------------------------------------------------- */
static void batch_write(void *job)
{
	struct disk_job *j = job;
	unsigned int i;

	j->batch_errno = 0;
	for (i = 0; i < j->batch; i++) {
		ssize_t n = pwrite(j->fd, j->batch_data[i], PAGER_RECORD_LEN,
				   (off_t)j->batch_slot[i] * PAGER_RECORD_LEN);
		if (n != PAGER_RECORD_LEN)
			j->batch_errno = n < 0 ? errno : EIO;
	}
}

static void batch_start(struct pager_disk *d);

static void batch_done(void *job)
{
	struct disk_job *j = job;

	j->writing = false;
	if (!job_wanted(j))
		return;
	if (j->batch_errno && !j->disk->told)
		LOGP(DPAGER, LOGL_ERROR, "Open alarms cannot be kept on disk: %s. They go on, but "
		     "would not survive a restart of the pager.\n", strerror(j->batch_errno));
	j->disk->told = j->batch_errno != 0;
	batch_start(j->disk);
}

static void batch_start(struct pager_disk *d)
{
	struct disk_job *j = d->job;
	unsigned int i;

	if (j->writing || j->fd < 0)
		return;
	j->batch = 0;
	for (i = 0; i < PAGER_INCIDENTS && j->batch < BATCH; i++) {
		if (!d->dirty[i])
			continue;
		memcpy(j->batch_data[j->batch], d->slot[i], PAGER_RECORD_LEN);
		j->batch_slot[j->batch++] = i;
		d->dirty[i] = false;
	}
	if (j->batch && loop_work(d->loop, "pager disk", batch_write, batch_done, j) == 0)
		j->writing = true;
}

void pager_disk_put(struct pager_disk *d, unsigned int slot, const struct pager_record *rec)
{
	if (rec)
		pager_record_encode(d->slot[slot], rec);
	else
		memset(d->slot[slot], 0, PAGER_RECORD_LEN);
	d->dirty[slot] = true;
	batch_start(d);
}

static bool empty(const uint8_t *slot)
{
	unsigned int i;

	for (i = 0; i < PAGER_RECORD_LEN && !slot[i]; i++)
		;
	return i == PAGER_RECORD_LEN;
}

unsigned int pager_disk_load(struct pager_disk *d,
			     void (*fn)(void *arg, unsigned int slot,
					const struct pager_record *rec), void *arg)
{
	unsigned int i, damaged = 0;
	struct pager_record rec;
	ssize_t n = d->job->fd < 0 ? 0 : pread(d->job->fd, d->slot, sizeof(d->slot), 0);

	if (n < 0)
		n = 0;
	memset((uint8_t *)d->slot + n, 0, sizeof(d->slot) - (size_t)n);
	for (i = 0; i < PAGER_INCIDENTS; i++) {
		if (empty(d->slot[i]))
			continue;
		if (pager_record_decode(d->slot[i], PAGER_RECORD_LEN, &rec) == 0 &&
		    rec.type == PAGER_SLOT)
			fn(arg, i, &rec);
		else
			damaged++;
	}
	return damaged;
}

bool pager_disk_idle(const struct pager_disk *d)
{
	return !d->job->writing || d->job->fd < 0;
}

/* --- The roster ----------------------------------------------------------------- */
static void roster_load(void *job)
{
	struct disk_job *j = job;

	j->roster_len = pager_roster_load(j->state_dir, j->roster, sizeof(j->roster));
}

static void roster_loaded(void *job)
{
	struct disk_job *j = job;

	j->reading = false;
	if (!job_wanted(j))
		return;
	j->disk->roster_done(j->disk->roster_arg, j->roster, j->roster_len);
	sodium_memzero(j->roster, sizeof(j->roster));
}

void pager_disk_roster(struct pager_disk *d, void (*done)(void *arg, const char *data,
							  ssize_t len), void *arg)
{
	if (d->job->reading)
		return;		/* that one will see the new file, or the next minute's will */
	d->roster_done = done;
	d->roster_arg = arg;
	if (loop_work(d->loop, "pager roster", roster_load, roster_loaded, d->job) == 0)
		d->job->reading = true;
}

/* --- Opening ------------------------------------------------------------------------ */
static int disk_close(struct pager_disk *d)
{
	d->job->disk = NULL;
	job_wanted(d->job);
	return 0;
}

static int state_open(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_DSYNC | O_NOFOLLOW | O_CLOEXEC, 0600), rc;

	if (fd < 0)
		return -errno;
	rc = posix_fallocate(fd, 0, sizeof(((struct pager_disk *)0)->slot));
	if (rc == 0)
		return fd;
	close(fd);
	return -rc;
}

/* Never fails: a pager that cannot remember is better than none. */
struct pager_disk *pager_disk_open(void *ctx, struct loop *loop, const char *state_dir)
{
	struct pager_disk *d = talloc_zero(ctx, struct pager_disk);
	struct disk_job *j = talloc_zero(NULL, struct disk_job);
	char *path = talloc_asprintf(j, "%s/pager.state", state_dir);

	if (!d || !j || !path)
		base_oom();
	d->loop = loop;
	d->job = j;
	j->disk = d;
	j->state_dir = talloc_strdup(j, state_dir);
	j->fd = state_open(path);
	if (j->fd < 0)
		LOGP(DPAGER, LOGL_ERROR, "%s cannot be used: %s. Open alarms are kept in memory "
		     "only.\n", path, strerror(-j->fd));
	talloc_set_destructor(j, job_free);
	talloc_set_destructor(d, disk_close);
	return d;
}
