// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmlined's side.  Records go into a ring that is there from the start and
 * leave at once when the socket takes them; nothing here allocates after
 * pager_new() but the watch of a new connection.
 */
#include "pager/pager_int.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	RING = 2048, READ_RECORDS = 512,
	RETRY_MS = 100,			/* while nobody listens */
	START_EVERY_MS = 2000,		/* one that dies at once is not started in a circle */
	BEATS_UNANSWERED = 10,		/* the pager hangs: end it, start another */
};

struct pager {
	struct loop *loop;
	const struct pager_ops *ops;
	void *arg;
	char *state_dir, *program, *bearerbox, *box;
	struct sockaddr_un at;
	int fd;
	struct loop_fd *watch;
	struct loop_timer *retry, *beat;
	pid_t starter;			/* of ours, detaching itself; 0: none */
	pid_t peer;			/* the pager's, by the kernel's word */
	int64_t started_ms;
	bool up;			/* it has said welcome */
	bool commit_ok, line_up, roster_ok, state_known;
	unsigned int unanswered;
	struct pager_stats stats;
	unsigned int ring_at, ring_len;
	uint8_t ring[RING][PAGER_RECORD_LEN];
};

extern char **environ;

/* --- Writing ------------------------------------------------------------------------ */
static void flush(struct pager *p)
{
	while (p->up && p->ring_len &&
	       send(p->fd, p->ring[p->ring_at], PAGER_RECORD_LEN,
		    MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
		p->ring_at = (p->ring_at + 1) % RING;
		p->ring_len--;
	}
	if (p->watch)
		loop_fd_want(p->watch, LOOP_READ | (p->up && p->ring_len ? LOOP_WRITE : 0));
}

static int push(struct pager *p, const struct pager_record *rec)
{
	if (p->ring_len == RING) {
		p->stats.dropped++;
		return -ENOBUFS;
	}
	pager_record_encode(p->ring[(p->ring_at + p->ring_len++) % RING], rec);
	flush(p);
	return 0;
}

/* Outside the ring: before welcome, or to one of another version. */
static void say_now(struct pager *p, enum pager_record_type type)
{
	struct pager_record rec = { .type = type };
	uint8_t data[PAGER_RECORD_LEN];

	pager_record_encode(data, &rec);
	if (send(p->fd, data, sizeof(data), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		LOGP(DPAGER, LOGL_INFO, "The pager does not take a record: %s.\n", strerror(errno));
}

/* --- Starting one ------------------------------------------------------------------------ */
static void starter_reap(struct pager *p)
{
	if (p->starter && waitpid(p->starter, NULL, WNOHANG) != 0)
		p->starter = 0;
}

/* posix_spawn does not copy our memory, and the child gets none of our
 * descriptors but 0, 1, 2: no database, no keys, no sockets. */
static void start_one(struct pager *p)
{
	char *argv[] = { p->program, (char *)"--state", p->state_dir, (char *)"--bearerbox",
			 p->bearerbox, (char *)"--box", p->box, (char *)"--detach", NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none;
	int rc;

	if (!p->program || p->starter ||
	    (p->started_ms && clock_mono_ms() - p->started_ms < START_EVERY_MS))
		return;
	p->started_ms = clock_mono_ms();
	sigemptyset(&none);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
	rc = posix_spawn(&p->starter, p->program, &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	if (rc) {
		p->starter = 0;
		LOGP(DPAGER, LOGL_ERROR, "%s cannot be started: %s. Nobody is alarmed if we die.\n",
		     p->program, strerror(rc));
		return;
	}
	p->stats.starts++;
	LOGP(DPAGER, LOGL_NOTICE, "Nobody listened at %s; a pager is being started.\n",
	     p->at.sun_path);
}

/* --- The line ------------------------------------------------------------------------------- */
static void line_down(struct pager *p)
{
	bool was_up = p->up;

	TALLOC_FREE(p->watch);
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	p->up = false;
	p->peer = 0;
	loop_timer_start(p->retry, RETRY_MS);
	if (!was_up)
		return;
	LOGP(DPAGER, LOGL_ERROR, "The pager has gone.\n");
	if (p->ops->down)
		p->ops->down(p->arg);
}

static void on_welcome(struct pager *p, const struct pager_record *rec)
{
	p->up = true;
	p->unanswered = 0;
	LOGP(DPAGER, LOGL_NOTICE, "The pager is there.\n");
	flush(p);
	if (p->ops->up)
		p->ops->up(p->arg);
}

static void on_state(struct pager *p, const struct pager_record *rec)
{
	p->unanswered = 0;
	if (p->state_known && p->line_up == rec->ok && p->roster_ok == rec->roster_ok)
		return;
	p->state_known = true;
	p->line_up = rec->ok;
	p->roster_ok = rec->roster_ok;
	if (p->ops->state)
		p->ops->state(p->arg, rec->ok, rec->roster_ok);
}

static void on_open(struct pager *p, const struct pager_record *rec)
{
	if (p->ops->open)
		p->ops->open(p->arg, &rec->inc, rec->state, rec->told);
}

static void on_report(struct pager *p, const struct pager_record *rec)
{
	p->stats.reports++;
	if (p->ops->report)
		p->ops->report(p->arg, rec->alarm_id, rec->outcome);
}

static void on_paged(struct pager *p, const struct pager_record *rec)
{
	if (p->ops->paged)
		p->ops->paged(p->arg, &rec->inc.key, rec->handle);
}

static void on_voice_ack(struct pager *p, const struct pager_record *rec)
{
	if (p->ops->voice_ack)
		p->ops->voice_ack(p->arg, &rec->inc, rec->alarm_id, rec->handle);
}

static void line_record(struct pager *p, const struct pager_record *rec)
{
	static void (*const handlers[])(struct pager *, const struct pager_record *) = {
		[PAGER_WELCOME] = on_welcome, [PAGER_STATE] = on_state, [PAGER_OPEN] = on_open,
		[PAGER_REPORT] = on_report, [PAGER_PAGED] = on_paged,
		[PAGER_VOICE_ACK] = on_voice_ack,
	};

	if ((size_t)rec->type < ARRAY_LEN(handlers) && handlers[rec->type])
		handlers[rec->type](p, rec);
}

/* Returns false when the line has gone. */
static bool line_read(struct pager *p)
{
	uint8_t data[PAGER_RECORD_LEN + 1];
	struct pager_record rec;
	ssize_t n = recv(p->fd, data, sizeof(data), MSG_DONTWAIT);
	int rc;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	rc = n > 0 ? pager_record_decode(data, (size_t)n, &rec) : -EPIPE;
	if (rc == 0) {
		line_record(p, &rec);
		return p->fd >= 0;
	}
	if (rc == -EPROTO) {
		LOGP(DPAGER, LOGL_NOTICE, "The pager is of another version; it is replaced.\n");
		say_now(p, PAGER_STEP_DOWN);
	}
	line_down(p);
	return false;
}

static void line_ready(void *arg, int what)
{
	struct pager *p = arg;
	int i;

	if (what & LOOP_WRITE)
		flush(p);
	for (i = 0; i < READ_RECORDS && line_read(p); i++)
		;
}

static void line_connect(void *arg)
{
	struct pager *p = arg;
	struct ucred cred = { 0 };
	socklen_t len = sizeof(cred);

	starter_reap(p);
	p->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (p->fd < 0 || connect(p->fd, (struct sockaddr *)&p->at, sizeof(p->at)) < 0) {
		if (p->fd >= 0 && (errno == ENOENT || errno == ECONNREFUSED))
			start_one(p);
		line_down(p);
		return;
	}
	if (getsockopt(p->fd, SOL_SOCKET, SO_PEERCRED, &cred, &len) == 0)
		p->peer = cred.pid;
	p->unanswered = 0;
	p->watch = loop_fd_new(p, p->loop, "pager", p->fd, LOOP_READ, line_ready, p);
	say_now(p, PAGER_HELLO);
}

/* One that hangs holds the socket and the lock: it must end before another
 * can start.  What it had open is on disk, and is told again besides. */
static void pager_hangs(struct pager *p)
{
	LOGP(DPAGER, LOGL_ERROR, "The pager has not answered %u beats; it is ended.\n",
	     p->unanswered);
	if (p->peer > 0 && p->peer != getpid())
		kill(p->peer, SIGKILL);
	line_down(p);
}

static void beat(void *arg)
{
	struct pager *p = arg;
	struct pager_record rec = { .type = PAGER_BEAT, .ok = p->commit_ok };

	loop_timer_start(p->beat, PAGER_BEAT_MS);
	starter_reap(p);
	if (p->fd < 0)
		return;
	if (p->unanswered++ >= BEATS_UNANSWERED)
		pager_hangs(p);
	else if (p->up && !p->ring_len && push(p, &rec) < 0)
		return;		/* cannot be: the ring was empty */
}

/* --- For care/oncall and sms/ --------------------------------------------- */
int pager_hit(struct pager *p, const struct pager_incident *inc)
{
	struct pager_record rec = { .type = PAGER_HIT, .inc = *inc };

	p->stats.hits++;
	return push(p, &rec);
}

int pager_stored(struct pager *p, const struct pager_incident *inc)
{
	struct pager_record rec = { .type = PAGER_STORED, .inc = *inc };

	p->stats.stored++;
	return push(p, &rec);
}

int pager_acked(struct pager *p, const struct pager_incident *inc, int64_t contact_ms)
{
	struct pager_record rec = { .type = PAGER_ACK, .inc = *inc,
				    .wait_ms = contact_ms > 0 ? contact_ms : 0 };

	return push(p, &rec);
}

int pager_closed(struct pager *p, const struct pager_key *key)
{
	struct pager_record rec = { .type = PAGER_CLOSE, .inc.key = *key };

	return push(p, &rec);
}

int pager_told(struct pager *p, const struct pager_key *key)
{
	struct pager_record rec = { .type = PAGER_TOLD, .inc.key = *key };

	return push(p, &rec);
}

int pager_send(struct pager *p, uint64_t alarm_id, const struct pager_key *key,
	       const struct secret *number, const struct secret *text)
{
	struct pager_record rec = { .type = PAGER_SEND, .alarm_id = alarm_id };
	int rc;

	if (!p->up)
		return -ENOTCONN;
	if (secret_len(number) == 0 || secret_len(number) > PAGER_NUMBER_LEN || !alarm_id ||
	    alarm_id >> 62)
		return -EINVAL;
	if (secret_len(text) == 0 || secret_len(text) > PAGER_TEXT_LEN)
		return -EMSGSIZE;
	if (key)
		rec.inc.key = *key;
	memcpy(rec.number, secret_reveal(number), secret_len(number));
	memcpy(rec.text, secret_reveal(text), secret_len(text));
	p->stats.sends++;
	rc = push(p, &rec);
	explicit_bzero(&rec, sizeof(rec));
	return rc;
}

int pager_ring(struct pager *p, uint64_t alarm_id, const struct pager_incident *inc, int people,
	       const struct pager_phone *phone)
{
	struct pager_record rec = { .type = PAGER_RING, .alarm_id = alarm_id, .inc = *inc,
				    .people = (uint16_t)(people > 9999 ? 9999 : people) };
	const struct secret *number = phone->number;
	int rc;

	if (!p->up)
		return -ENOTCONN;
	if (secret_len(number) == 0 || secret_len(number) > PAGER_NUMBER_LEN || !alarm_id ||
	    alarm_id >> 62 || strlen(phone->lang) > PAGER_LANG_LEN)
		return -EINVAL;
	memcpy(rec.number, secret_reveal(number), secret_len(number));
	strcpy(rec.text, phone->lang);
	p->stats.sends++;
	rc = push(p, &rec);
	explicit_bzero(&rec, sizeof(rec));
	return rc;
}

void pager_commit_ok(struct pager *p, bool ok)
{
	p->commit_ok = ok;
}

static void say(struct pager *p, enum pager_record_type type)
{
	struct pager_record rec = { .type = type };

	if (p->up && push(p, &rec) < 0)
		LOGP(DPAGER, LOGL_ERROR, "The pager reads too slowly to be told anything.\n");
}

void pager_roster_changed(struct pager *p)
{
	say(p, PAGER_ROSTER);
}

void pager_goodbye(struct pager *p)
{
	say(p, PAGER_GOODBYE);
}

void pager_step_down(struct pager *p)
{
	say(p, PAGER_STEP_DOWN);
}

bool pager_is_up(const struct pager *p)
{
	return p->up;
}

const struct pager_stats *pager_stats(const struct pager *p)
{
	return &p->stats;
}

/* --- Start ---------------------------------------------------------------- */
static int pager_free(struct pager *p)
{
	TALLOC_FREE(p->watch);
	if (p->fd >= 0)
		close(p->fd);
	explicit_bzero(p->ring, sizeof(p->ring));
	return 0;
}

static char *copy(struct pager *p, const char *text)
{
	char *s = text ? talloc_strdup(p, text) : NULL;

	if (text && !s)
		base_oom();
	return s;
}

struct pager *pager_new(void *ctx, struct loop *loop, const struct pager_config *config,
			const struct pager_ops *ops, void *arg, struct err *err)
{
	struct pager *p = talloc_zero(ctx, struct pager);
	int n;

	if (!p)
		base_oom();
	p->loop = loop;
	p->ops = ops;
	p->arg = arg;
	p->fd = -1;
	p->state_dir = copy(p, config->state_dir);
	p->program = copy(p, config->program);
	p->bearerbox = copy(p, config->bearerbox);
	p->box = copy(p, config->box ? config->box : "warmline-alarm");
	p->at.sun_family = AF_UNIX;
	n = snprintf(p->at.sun_path, sizeof(p->at.sun_path), "%s/pager.sock", config->state_dir);
	if ((size_t)n >= sizeof(p->at.sun_path)) {
		err_set(err, ENAMETOOLONG, "%s/pager.sock is too long for a socket",
			config->state_dir);
		talloc_free(p);
		return NULL;
	}
	talloc_set_destructor(p, pager_free);
	p->retry = loop_timer_new(p, loop, "pager connect", line_connect, p);
	p->beat = loop_timer_new(p, loop, "pager beat", beat, p);
	loop_timer_start(p->retry, 0);
	loop_timer_start(p->beat, PAGER_BEAT_MS);
	return p;
}
