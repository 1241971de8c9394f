// SPDX-License-Identifier: AGPL-3.0-or-later
/* The engine itself: its start and end, its tick, its events. */
#include "voicebox/media_int.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { STREAMS_DFLT = 4000, SPEECH_DFLT = 16 << 20 };

void media_lock(struct media *m)
{
	pthread_mutex_lock(&m->lock);
}

void media_unlock(struct media *m)
{
	pthread_mutex_unlock(&m->lock);
}

/* --- Events ----------------------------------------------------------------------- */
static void wake_loop(struct media *m)
{
	uint64_t one = 1;

	if (write(m->ev_fd, &one, sizeof(one)) < 0) { /* full: it is awake anyway */ }
}

void media_event_put(struct media *m, const struct media_event *ev)
{
	bool wake = false;
	unsigned int limit = ev->type == MEDIA_DIGIT ? EVENTS_MAX / 2 : EVENTS_MAX;

	pthread_mutex_lock(&m->ev_lock);
	if (m->ev_n < limit) {
		m->events[(m->ev_head + m->ev_n++) % EVENTS_MAX] = *ev;
		wake = m->ev_n == 1 && !m->ticking;
	}
	pthread_mutex_unlock(&m->ev_lock);
	if (wake)
		wake_loop(m);
}

void media_event_forget(struct media *m, const struct media_stream *s, int type)
{
	pthread_mutex_lock(&m->ev_lock);
	for (unsigned int i = 0; i < m->ev_n; i++) {
		struct media_event *ev = &m->events[(m->ev_head + i) % EVENTS_MAX];

		if (ev->stream == s && (type < 0 || ev->type == (enum media_event_type)type))
			ev->stream = NULL;
	}
	pthread_mutex_unlock(&m->ev_lock);
}

static bool next_event(struct media *m, struct media_event *ev)
{
	bool any;

	pthread_mutex_lock(&m->ev_lock);
	any = m->ev_n > 0;
	if (any) {
		*ev = m->events[m->ev_head];
		m->ev_head = (m->ev_head + 1) % EVENTS_MAX;
		m->ev_n--;
	}
	pthread_mutex_unlock(&m->ev_lock);
	return any;
}

/* Names of files that the disk thread put into an event are freed here. */
static void deliver_events(struct media *m)
{
	struct media_event ev;
	struct play *over;

	while (next_event(m, &ev)) {
		if (ev.stream && ev.type == MEDIA_PLAYED) {
			media_lock(m);
			over = ev.stream->play && ev.stream->play->token == ev.token &&
				ev.stream->play->at >= ev.stream->play->n ? ev.stream->play : NULL;
			if (over)
				ev.stream->play = NULL;
			media_unlock(m);
			play_free(m, over);
		}
		if (ev.stream && ev.stream->cb)
			ev.stream->cb(ev.stream->arg, &ev);
		if (ev.type == MEDIA_RECORDED)
			free((char *)ev.file);
	}
}

void media_events(struct media *m)
{
	prompts_collect(m->prompts);
	deliver_events(m);
}

static void events_ready(void *arg, int what)
{
	struct media *m = arg;
	uint64_t n;

	if (read(m->ev_fd, &n, sizeof(n)) < 0)
		return;
	media_events(m);
}

/* --- The tick --------------------------------------------------------------------- */

/* What a tick has to say is told when the tick has given the engine back: woken any earlier,
 * the loop's thread would ask for the engine at once and wait for the rest of the tick, on the
 * processor (a mutex with priority inheritance spins while its owner runs). */
static void tick_begin(struct media *m)
{
	media_lock(m);
	pthread_mutex_lock(&m->ev_lock);
	m->ticking = true;
	pthread_mutex_unlock(&m->ev_lock);
}

static void tick_end(struct media *m)
{
	bool wake;

	media_unlock(m);
	pthread_mutex_lock(&m->ev_lock);
	m->ticking = false;
	wake = m->ev_n > 0;
	pthread_mutex_unlock(&m->ev_lock);
	if (wake)
		wake_loop(m);
}

void media_turn(struct media *m, uint64_t slot, int64_t now_us)
{
	unsigned int which = (unsigned int)(slot % SLOTS);
	struct media_stream *s;

	m->now_us = now_us;
	m->slot = slot;
	rtp_receive(m);
	mix_slot(m, which);
	llist_for_each_entry(s, &m->slots[which], in_slot)
		rtp_out_slot(s, slot / SLOTS);
	rtp_flush(m);
}

/* At most CATCH_UP slots that were missed are done late; the rest is left out, and each
 * stream's timestamp passes over it (rtp_out_slot()). */
static void turns_until(struct media *m, uint64_t slot, int64_t now_us)
{
	uint64_t from = m->started ? m->slot + 1 : slot;

	m->started = true;
	m->st.ticks++;
	if (slot > from + CATCH_UP) {
		m->st.missed += slot - CATCH_UP - from;
		from = slot - CATCH_UP;
	}
	for (; from <= slot; from++)
		media_turn(m, from, now_us);
}

void media_tick(struct media *m, int64_t now_us)
{
	tick_begin(m);
	if (!m->started)
		m->zero_us = now_us;
	turns_until(m, (uint64_t)(now_us - m->zero_us) / SLOT_US, now_us);
	tick_end(m);
}

static void note_late(struct media *m, int64_t late_us)
{
	int64_t bucket = late_us / LATE_STEP_US;

	if (late_us > m->st.late_max_us)
		m->st.late_max_us = late_us;
	m->late[bucket < 0 ? 0 : bucket < LATE_BUCKETS ? bucket : LATE_BUCKETS]++;
}

static void *tick_main(void *arg)
{
	struct media *m = arg;
	struct rusage use;
	uint64_t expired;
	int64_t now_us;

	while (read(m->timer, &expired, sizeof(expired)) == sizeof(expired) || errno == EINTR) {
		tick_begin(m);
		if (m->stop) {
			tick_end(m);
			break;
		}
		now_us = clock_mono_us();
		note_late(m, (now_us - m->zero_us) % SLOT_US +
			  (m->started && expired > 1 ? (int64_t)(expired - 1) * SLOT_US : 0));
		turns_until(m, (uint64_t)(now_us - m->zero_us) / SLOT_US, now_us);
		if (m->st.ticks % 200 == 0 && !getrusage(RUSAGE_THREAD, &use))	/* each second */
			m->st.busy_us = (uint64_t)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) *
				1000000 + (uint64_t)(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
		tick_end(m);
	}
	return NULL;
}

/* --- Start ------------------------------------------------------------------------ */
void media_lock_init(pthread_mutex_t *lock)
{
	pthread_mutexattr_t attr;

	/* or a normal thread that holds it keeps a realtime one waiting for as
	 * long as others want the processor */
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT);
	pthread_mutex_init(lock, &attr);
	pthread_mutexattr_destroy(&attr);
}

static int start_timer(struct media *m)
{
	struct itimerspec every = { .it_interval = { .tv_nsec = SLOT_US * 1000 } };
	int64_t first_us;

	m->zero_us = clock_mono_us();
	first_us = m->zero_us + SLOT_US;
	every.it_value.tv_sec = first_us / 1000000;
	every.it_value.tv_nsec = first_us % 1000000 * 1000;
	m->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (m->timer < 0)
		return -errno;
	return timerfd_settime(m->timer, TFD_TIMER_ABSTIME, &every, NULL) < 0 ? -errno : 0;
}

static int start_thread(struct media *m, struct err *err)
{
	sigset_t all, old;
	int rc = start_timer(m);

	if (rc < 0)
		return err_set(err, -rc, "no timer for the sound: %s", strerror(-rc));
	/* signals are the loop's */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(&m->thread, NULL, tick_main, m);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (rc)
		return err_set(err, rc, "no thread for the sound: %s", strerror(rc));
	pthread_setname_np(m->thread, "media");
	m->running = true;
	m->st.realtime = m->cfg.realtime && media_tick_realtime(m);
	if (m->cfg.realtime && !m->st.realtime)
		LOGP(DVOICE, LOGL_NOTICE, "No realtime priority for the sound (LimitRTPRIO=2): "
		     "neighbours on this machine may make it stutter\n");
	return 0;
}

static void copy_config(struct media *m, const struct media_config *cfg)
{
	struct media_config *c = &m->cfg;

	*c = *cfg;
	for (size_t i = 0; i < ARRAY_LEN(c->prompts); i++)
		c->prompts[i] = talloc_strdup(m, cfg->prompts[i]);
	c->cache = talloc_strdup(m, cfg->cache);
	c->spool = talloc_strdup(m, cfg->spool);
	c->bind4 = talloc_strdup(m, cfg->bind4 ? cfg->bind4 : "0.0.0.0");
	c->bind6 = talloc_strdup(m, cfg->bind6 ? cfg->bind6 : "::");
	c->espeak = talloc_strdup(m, cfg->espeak ? cfg->espeak : "espeak-ng");
	if (!c->streams_max)
		c->streams_max = STREAMS_DFLT;
	if (!c->lost_ms)
		c->lost_ms = SECONDS_MS(60);
	if (!c->speech_max)
		c->speech_max = SPEECH_DFLT;
}

static int media_destroy(struct media *m)
{
	MUST(llist_empty(&m->streams) && llist_empty(&m->rooms));
	if (m->running) {
		media_lock(m);
		m->stop = true;
		media_unlock(m);
		pthread_join(m->thread, NULL);
	}
	recorder_free(m->recorder);
	prompts_free(m->prompts);
	deliver_events(m);		/* frees what they hold; their streams are gone */
	rtp_shared_close(m);
	TALLOC_FREE(m->ev_watch);
	close(m->ev_fd);
	close(m->epoll);
	if (m->timer >= 0)
		close(m->timer);
	pthread_mutex_destroy(&m->lock);
	pthread_mutex_destroy(&m->ev_lock);
	return 0;
}

static struct media *media_alloc(void *ctx, struct loop *loop, const struct media_config *cfg)
{
	struct media *m = talloc_zero(ctx, struct media);

	if (!m)
		base_oom();
	m->loop = loop;
	copy_config(m, cfg);
	m->events = talloc_array(m, struct media_event, EVENTS_MAX);
	m->rx = talloc(m, struct rx_batch);
	if (!m->events || !m->rx)
		base_oom();
	media_lock_init(&m->lock);
	media_lock_init(&m->ev_lock);
	INIT_LLIST_HEAD(&m->streams);
	INIT_LLIST_HEAD(&m->rooms);
	for (int i = 0; i < SLOTS; i++)
		INIT_LLIST_HEAD(&m->slots[i]);
	hash_init(m->by_port);
	m->timer = -1;
	m->shared[0] = m->shared[1] = (struct shared_socket){ .fd = -1, .fd_rtcp = -1 };
	m->epoll = epoll_create1(EPOLL_CLOEXEC);
	m->ev_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	MUST(m->epoll >= 0 && m->ev_fd >= 0);
	m->ev_watch = loop_fd_new(m, loop, "media events", m->ev_fd, LOOP_READ, events_ready, m);
	talloc_set_destructor(m, media_destroy);
	return m;
}

/* Once in a process: a second time it complains. */
static bool srtp_ready(void)
{
	static bool done;

	if (!done)
		done = srtp_init() == srtp_err_status_ok;
	return done;
}

struct media *media_new(void *ctx, struct loop *loop, const struct media_config *cfg,
			struct err *err)
{
	struct media *m = media_alloc(ctx, loop, cfg);

	if (!srtp_ready()) {
		err_set(err, EIO, "libsrtp's own test of itself failed");
		goto fail;
	}
	m->prompts = prompts_new(m, err);
	if (!m->prompts)
		goto fail;
	m->recorder = recorder_new(m, err);
	if (!m->recorder)
		goto fail;
	if (m->cfg.shared && rtp_shared_open(m, err) < 0)
		goto fail;
	if (m->cfg.threads && start_thread(m, err) < 0)
		goto fail;
	return m;
fail:
	talloc_free(m);
	return NULL;
}

/* --- How it does ------------------------------------------------------------------ */
static int64_t late_at(const struct media *m, uint64_t total, uint64_t permille)
{
	uint64_t seen = 0, want = (total * permille + 999) / 1000;

	for (int i = 0; i < LATE_BUCKETS; i++) {
		seen += m->late[i];
		if (seen >= want)
			return (i + 1) * LATE_STEP_US < m->st.late_max_us
				? (i + 1) * LATE_STEP_US : m->st.late_max_us;
	}
	return m->st.late_max_us;
}

void media_engine_stats(struct media *m, struct media_engine_stats *out, bool reset)
{
	uint64_t total = 0;

	media_lock(m);
	for (int i = 0; i <= LATE_BUCKETS; i++)
		total += m->late[i];
	*out = m->st;
	out->streams = m->streams_n;
	out->late_p99_us = total ? late_at(m, total, 990) : 0;
	out->late_p999_us = total ? late_at(m, total, 999) : 0;
	if (reset) {
		m->st.late_max_us = 0;
		memset(m->late, 0, sizeof(m->late));
	}
	media_unlock(m);
}

const char *media_why_name(enum media_why why)
{
	static const char *const names[] = {
		[MEDIA_DONE] = "done", [MEDIA_BY_DIGIT] = "digit", [MEDIA_STOPPED] = "stopped",
		[MEDIA_SILENCE] = "silence", [MEDIA_FULL] = "full", [MEDIA_FAILED] = "failed",
	};

	return names[why];
}
