// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Recordings.  The tick thread fills chunks of one second and hands them to
 * the disk thread, which seals and writes them; a disk that is seven seconds
 * behind ends the recording as failed (nothing waits for a disk here).  The
 * disk thread owns file and key; the last chunk ends both.
 */
#include "voicebox/media_int.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { RECORDS_MAX = 256, CHUNKS = 8, SYNC_EACH = 10, NAME_LEN = 64, END_DIGITS_LEN = 16 };
enum { MAX_DFLT_MS = 5 * 60 * 1000, MAX_MS = 30 * 60 * 1000 };
#define SPOOL_RESERVE ((uint64_t)16 << 20)	/* of the file system, for others */
/* A voice is three times the noise; below -47 dBov nothing is. */
enum { VOICE_MIN = 150, NOISE_START = 80, NOISE_MIN = 50, NOISE_RISE_FRAMES = 25 };

struct chunk {
	struct llist_head in_list;
	struct record *rec;
	size_t n;
	bool last;
	uint8_t data[SOUND_CHUNK_MAX];
};

struct record {
	struct recorder *owner;
	struct llist_head in_all;	/* both under the engine's lock */
	struct media_stream *stream;	/* NULL: it has gone */
	char name[NAME_LEN + 1];

	/* the tick thread's */
	enum sound_law law;
	struct chunk *cur;
	uint32_t samples, samples_max, voice, quiet, quiet_max;
	int noise;
	unsigned int frames;
	char end_digits[END_DIGITS_LEN];
	enum media_why why;

	/* the disk thread's */
	int fd;
	struct sound_sealer *sealer;
	uint8_t header[SOUND_SEAL_HEADER];
	int64_t bytes;
	unsigned int chunks;

	/* under the recorder's lock */
	struct llist_head spare;
	bool failed;
	struct chunk pool[CHUNKS];
};

struct recorder {
	struct media *m;
	pthread_t thread;
	pthread_mutex_t lock;		/* taken after the engine's */
	pthread_cond_t more;
	struct llist_head todo;
	struct llist_head all;		/* under the engine's lock: also those that are
					 * being finished */
	unsigned int n;			/* of them */
	int dir;
	bool running, stop;
};

/* --- The disk thread -------------------------------------------------------------- */
static int write_chunk(struct record *r, const struct chunk *c)
{
	uint8_t out[SOUND_CHUNK_MAX + SOUND_SEAL_EXTRA];
	size_t n = sound_seal(r->sealer, out, c->data, c->n, c->last);
	int rc = 0;

	if (!r->bytes) {
		rc = base_write(r->fd, r->header, sizeof(r->header));
		r->bytes += (int64_t)sizeof(r->header);
	}
	if (!rc)
		rc = base_write(r->fd, out, n);
	r->bytes += (int64_t)n;
	if (!rc && ++r->chunks % SYNC_EACH == 0 && fdatasync(r->fd) < 0)
		rc = -errno;
	return rc;
}

/* Under its own name only once it is on the disk.  link() would refuse to replace; the name
 * was free when the recording began, and is random. */
static int finish_file(struct record *r)
{
	char part[NAME_LEN + 8], whole[NAME_LEN + 8];
	int dir = r->owner->dir;

	snprintf(part, sizeof(part), "%s.part", r->name);
	snprintf(whole, sizeof(whole), "%s.wlr", r->name);
	if (fsync(r->fd) < 0 || renameat(dir, part, dir, whole) < 0 || fsync(dir) < 0)
		return -errno;
	return 0;
}

static void report(struct record *r)
{
	struct media *m = r->owner->m;
	struct media_event ev = {
		.type = MEDIA_RECORDED, .why = r->failed ? MEDIA_FAILED : r->why,
		.length_ms = r->samples / (RTP_RATE / 1000), .bytes = r->bytes,
		.voice_ms = r->voice / (RTP_RATE / 1000),
	};
	char *file = NULL;

	if (asprintf(&file, "%s.%s", r->name, r->failed ? "part" : "wlr") < 0)
		base_oom();
	ev.file = file;
	media_lock(m);
	llist_del(&r->in_all);
	r->owner->n--;
	ev.stream = r->stream;		/* NULL: nobody is told, but the name is freed there */
	media_event_put(m, &ev);
	media_unlock(m);
}

static void record_end(struct record *r)
{
	sound_sealer_free(r->sealer);	/* wipes the key */
	if (!r->failed && finish_file(r) < 0)
		r->failed = true;
	close(r->fd);
	report(r);
	sodium_memzero(r, sizeof(*r));
	free(r);
}

static void disk_chunk(struct recorder *rr, struct chunk *c)
{
	struct record *r = c->rec;
	bool last = c->last, failed = r->failed || write_chunk(r, c) < 0;

	sodium_memzero(c->data, sizeof(c->data));
	pthread_mutex_lock(&rr->lock);
	r->failed |= failed;		/* hand_over() may have said so meanwhile */
	llist_add_tail(&c->in_list, &r->spare);
	pthread_mutex_unlock(&rr->lock);
	if (last)
		record_end(r);
}

static void *disk_main(void *arg)
{
	struct recorder *rr = arg;
	struct chunk *c;

	pthread_mutex_lock(&rr->lock);
	for (;;) {
		if (llist_empty(&rr->todo)) {
			if (rr->stop)
				break;
			pthread_cond_wait(&rr->more, &rr->lock);
			continue;
		}
		c = llist_first_entry(&rr->todo, struct chunk, in_list);
		llist_del(&c->in_list);
		pthread_mutex_unlock(&rr->lock);
		disk_chunk(rr, c);
		pthread_mutex_lock(&rr->lock);
	}
	pthread_mutex_unlock(&rr->lock);
	return NULL;
}

/* --- Under the engine's lock ------------------------------------------------------ */
/* Hands the current chunk over.  False: the disk is behind or broken. */
static bool hand_over(struct record *r, bool last)
{
	struct recorder *rr = r->owner;
	bool fine;

	r->cur->last = last;
	pthread_mutex_lock(&rr->lock);
	fine = !r->failed && (last || !llist_empty(&r->spare));
	if (!fine && !last) {
		r->failed = true;
		r->cur->last = true;
	}
	llist_add_tail(&r->cur->in_list, &rr->todo);
	r->cur = NULL;
	if (fine && !last) {
		r->cur = llist_first_entry(&r->spare, struct chunk, in_list);
		llist_del(&r->cur->in_list);
		r->cur->n = 0;
	}
	pthread_cond_signal(&rr->more);
	pthread_mutex_unlock(&rr->lock);
	return fine;
}

static void record_stop(struct media_stream *s, enum media_why why)
{
	struct record *r = s->rec;

	s->rec = NULL;
	r->why = why;
	hand_over(r, true);		/* from here on it is the disk thread's */
}

/* The noise of the line: falls at once (but the perfect silence of a lost packet says nothing
 * of it), rises slowly. */
static bool has_voice(struct record *r, const struct jitter *j)
{
	int rms;

	if (!j->voiced)
		return false;
	rms = sound_rms(j->frame, RTP_FRAME);
	if (rms < r->noise && rms >= NOISE_MIN)
		r->noise = rms;
	else if (++r->frames % NOISE_RISE_FRAMES == 0)
		r->noise += r->noise / 16 + 1;
	return rms > VOICE_MIN && rms > 3 * r->noise;
}

void record_frame(struct media_stream *s)
{
	struct record *r = s->rec;

	sound_encode(r->cur->data + r->cur->n, s->jitter.frame, RTP_FRAME, r->law);
	r->cur->n += RTP_FRAME;
	r->samples += RTP_FRAME;
	if (has_voice(r, &s->jitter)) {
		r->voice += RTP_FRAME;
		r->quiet = 0;
	} else {
		r->quiet += RTP_FRAME;
	}
	if (r->samples >= r->samples_max)
		record_stop(s, MEDIA_FULL);
	else if (r->quiet_max && r->quiet >= r->quiet_max)
		record_stop(s, MEDIA_SILENCE);
	else if (r->cur->n + RTP_FRAME > sizeof(r->cur->data) && !hand_over(r, false))
		s->rec = NULL;
}

void record_digit(struct media_stream *s, char digit)
{
	if (strchr(s->rec->end_digits, digit))
		record_stop(s, MEDIA_BY_DIGIT);
}

/* One that has been stopped may still be on its way to the disk. */
void record_drop(struct media_stream *s)
{
	struct record *r;

	if (s->rec)
		record_stop(s, MEDIA_STOPPED);
	llist_for_each_entry(r, &s->m->recorder->all, in_all)
		if (r->stream == s)
			r->stream = NULL;
}

/* --- In the loop's thread --------------------------------------------------------- */
static bool name_ok(const char *name)
{
	size_t n = strlen(name);

	return n && n <= NAME_LEN && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == n;
}

static int open_part(const struct recorder *rr, const char *name)
{
	char part[NAME_LEN + 8], whole[NAME_LEN + 8];
	struct statvfs fs;
	int fd;

	if (rr->dir < 0 || (!fstatvfs(rr->dir, &fs) &&
			    (uint64_t)fs.f_bavail * fs.f_frsize < SPOOL_RESERVE))
		return -ENOSPC;
	snprintf(part, sizeof(part), "%s.part", name);
	snprintf(whole, sizeof(whole), "%s.wlr", name);
	if (!faccessat(rr->dir, whole, F_OK, 0))
		return -EEXIST;
	fd = openat(rr->dir, part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return fd < 0 ? -errno : fd;
}

static struct record *record_new(struct recorder *rr, struct media_stream *s,
				 const struct media_record *how, int fd)
{
	int64_t max_ms = how->max_ms > 0 ? how->max_ms : MAX_DFLT_MS;
	struct record *r = calloc(1, sizeof(*r));

	if (!r)
		base_oom();
	r->owner = rr;
	r->stream = s;
	snprintf(r->name, sizeof(r->name), "%s", how->rec);
	snprintf(r->end_digits, sizeof(r->end_digits), "%s",
		 how->end_digits ? how->end_digits : "");
	r->law = s->r.codec == MEDIA_PCMA ? SOUND_ALAW : SOUND_ULAW;
	r->samples_max = (uint32_t)(max_ms * RTP_RATE / 1000);
	r->quiet_max = (uint32_t)(how->silence_ms * RTP_RATE / 1000);
	r->noise = NOISE_START;
	r->fd = fd;
	r->sealer = sound_sealer_new(r->law, how->key, r->header);
	if (!r->sealer)
		base_oom();
	INIT_LLIST_HEAD(&r->spare);
	for (int i = 0; i < CHUNKS; i++) {
		r->pool[i].rec = r;
		if (i)
			llist_add_tail(&r->pool[i].in_list, &r->spare);
	}
	r->cur = &r->pool[0];
	return r;
}

int media_record(struct media_stream *s, const struct media_record *how)
{
	struct media *m = s->m;
	struct recorder *rr = m->recorder;
	struct record *r;
	bool busy, full;
	int fd;

	if (!how->rec || !name_ok(how->rec) || how->max_ms < 0 || how->max_ms > MAX_MS ||
	    how->silence_ms < 0 || how->silence_ms > MAX_MS ||
	    (how->end_digits && strlen(how->end_digits) >= END_DIGITS_LEN))
		return -EINVAL;
	media_lock(m);
	busy = s->rec;
	full = rr->n >= RECORDS_MAX;
	media_unlock(m);
	if (busy || full)
		return busy ? -EBUSY : -ENOSPC;
	fd = open_part(rr, how->rec);
	if (fd < 0)
		return fd;
	r = record_new(rr, s, how, fd);
	media_lock(m);
	rr->n++;
	llist_add_tail(&r->in_all, &rr->all);
	if (!jitter_wanted(s))
		jitter_reset(&s->jitter);
	s->rec = r;
	media_unlock(m);
	return 0;
}

void media_record_stop(struct media_stream *s)
{
	media_lock(s->m);
	if (s->rec)
		record_stop(s, MEDIA_STOPPED);
	media_unlock(s->m);
}

struct recorder *recorder_new(struct media *m, struct err *err)
{
	struct recorder *rr = talloc_zero(m, struct recorder);
	sigset_t all, old;
	int rc;

	if (!rr)
		base_oom();
	rr->m = m;
	rr->dir = -1;
	INIT_LLIST_HEAD(&rr->todo);
	INIT_LLIST_HEAD(&rr->all);
	media_lock_init(&rr->lock);
	pthread_cond_init(&rr->more, NULL);
	if (m->cfg.spool) {
		rr->dir = open(m->cfg.spool, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (rr->dir < 0) {
			err_set(err, errno, "the folder for recordings, %s: %s", m->cfg.spool,
				strerror(errno));
			recorder_free(rr);
			return NULL;
		}
	}
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(&rr->thread, NULL, disk_main, rr);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	rr->running = !rc;
	if (rc) {
		err_set(err, rc, "no thread for recordings: %s", strerror(rc));
		recorder_free(rr);
		return NULL;
	}
	pthread_setname_np(rr->thread, "recordings");
	return rr;
}

/* What was handed over is written first. */
void recorder_free(struct recorder *rr)
{
	if (!rr)
		return;
	if (rr->running) {
		pthread_mutex_lock(&rr->lock);
		rr->stop = true;
		pthread_cond_signal(&rr->more);
		pthread_mutex_unlock(&rr->lock);
		pthread_join(rr->thread, NULL);
	}
	if (rr->dir >= 0)
		close(rr->dir);
	pthread_mutex_destroy(&rr->lock);
	pthread_cond_destroy(&rr->more);
	talloc_free(rr);
}
