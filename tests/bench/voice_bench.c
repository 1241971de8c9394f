// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What a call costs in the media engine, beside a program that sends and
 * receives the same packets with sendmmsg() and recvmmsg() and does nothing
 * else.  Callers, server and this program are processes of their own; only
 * the server's CPU time counts.
 *
 *   voice_bench [--calls "100 500 1000"] [--seconds 10] [--rounds 1] [--busy 0]
 *
 *   raw     one socket, packets from memory, headers counted up
 *   shared  the engine with one socket for all (behind a border controller)
 *   own     the engine with a socket for each call
 *   plain   as shared, but the thread that decides what a key does has no priority
 *   bridge  the engine passing pairs of calls through to each other (own sockets)
 *
 * --busy: so many processes that never rest run beside them, as builds would.
 */
#include "voice_load.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "voicebox/media_int.h"

enum kind { RAW, SHARED, PLAIN, OWN, BRIDGE };
static const char *const kinds[] = { "raw", "shared", "plain", "own", "bridge" };

static bool keys_pressed(enum kind kind)
{
	return kind == SHARED || kind == PLAIN || kind == OWN;
}

/* Written by the server when the callers have finished. */
struct server_result {
	int64_t cpu_us;
	int64_t bytes_per_call;
	int64_t tick_p99_us, tick_p999_us, tick_max_us;
	uint64_t missed, digits;
	bool realtime;
};

static int64_t cpu_us(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec +
		u.ru_stime.tv_usec;
}

static int64_t resident(void)
{
	long pages = 0, total;
	FILE *f = fopen("/proc/self/statm", "r");

	if (!f || fscanf(f, "%ld %ld", &total, &pages) != 2)
		abort();
	fclose(f);
	return pages * sysconf(_SC_PAGESIZE);
}

static struct sockaddr_storage loopback(uint16_t port)
{
	struct sockaddr_storage out = { 0 };
	struct sockaddr_in *a = (void *)&out;

	a->sin_family = AF_INET;
	a->sin_port = htons(port);
	a->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return out;
}

/* --- The engine ------------------------------------------------------------------- */
struct engine {
	struct media *m;
	struct loop *loop;
	char dir[64];
	uint64_t digits;
};
struct line {
	struct engine *e;
	struct media_stream *s;
	bool second;
};

static void play(struct line *l)
{
	struct media_item it = { .type = MEDIA_ITEM_PROMPT, .lang = "en",
				 .key = l->second ? "b" : "a" };

	if (media_play(l->s, 1, &it, 1, MEDIA_PLAY_LOOP | MEDIA_PLAY_INTERRUPT) < 0)
		abort();
}

static void told(void *arg, const struct media_event *ev)
{
	struct line *l = arg;

	if (ev->type != MEDIA_DIGIT)
		return;
	l->e->digits++;
	l->second = !l->second;
	play(l);
}

/* Ten seconds of one code. */
static void make_prompt(const char *dir, const char *name, uint8_t code)
{
	static uint8_t sound[10 * SOUND_RATE];
	size_t len;
	uint8_t *wav;
	char path[128];
	FILE *f;

	memset(sound, code, sizeof(sound));
	wav = sound_wav_make(&len, sound, sizeof(sound), SOUND_ULAW);
	snprintf(path, sizeof(path), "%s/en/%s.wav", dir, name);
	f = fopen(path, "wb");
	if (!wav || !f || fwrite(wav, 1, len, f) != len || fclose(f))
		abort();
	free(wav);
}

static void engine_open(struct engine *e, enum kind kind)
{
	struct media_config cfg = { .bind4 = "127.0.0.1", .threads = true, .realtime = true,
				    .shared = kind == SHARED || kind == PLAIN };
	void *ctx = talloc_new(NULL);
	struct err err;
	char path[128];

	strcpy(e->dir, "/tmp/warmline-bench-XXXXXX");
	if (!mkdtemp(e->dir))
		abort();
	snprintf(path, sizeof(path), "%s/en", e->dir);
	if (mkdir(path, 0700) < 0)
		abort();
	make_prompt(e->dir, "a", PROMPT_A);
	make_prompt(e->dir, "b", PROMPT_B);
	snprintf(path, sizeof(path), "%s/cache", e->dir);
	if (mkdir(path, 0700) < 0)
		abort();
	cfg.prompts[0] = e->dir;
	cfg.cache = path;
	e->loop = loop_new(ctx);
	e->m = media_new(ctx, e->loop, &cfg, &err);
	if (!e->m) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
}

static struct line *engine_lines(struct engine *e, struct load_plan *plan, enum kind kind)
{
	struct line *lines = calloc((size_t)plan->calls, sizeof(*lines));
	struct media_room *room = NULL;

	for (int i = 0; i < plan->calls; i++) {
		struct media_remote r = { .rtp = loopback(plan->ports[i]), .event_pt = 101,
					  .send = true, .receive = true };

		lines[i].e = e;
		if (media_stream_open(e->m, e->m, AF_INET, told, &lines[i], &lines[i].s) < 0 ||
		    media_stream_remote(lines[i].s, &r) < 0)
			abort();
		plan->ports[i] = media_stream_port(lines[i].s);
		if (kind != BRIDGE) {
			play(&lines[i]);
			continue;
		}
		if (i % 2 == 0)
			room = media_room_new(e->m, e->m);
		if (media_join(lines[i].s, room, &(struct media_join){ 0 }) < 0)
			abort();
	}
	return lines;
}

static int pipe_ready(int fd)
{
	fd_set set;
	struct timeval none = { 0 };

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return select(fd + 1, &set, NULL, NULL, &none) > 0;
}

static void serve_engine(enum kind kind, struct load_plan *plan, int from, int to)
{
	struct server_result r = { 0 };
	struct media_engine_stats st;
	struct engine e = { 0 };
	int64_t before, cpu;
	char byte = 0, command[128];
	uint64_t missed;

	engine_open(&e, kind);
	before = resident();
	engine_lines(&e, plan, kind);
	if (kind != PLAIN)
		media_loop_realtime(e.m);
	if (write(to, plan, sizeof(*plan)) != sizeof(*plan))
		abort();
	while (!pipe_ready(from))
		loop_turn(e.loop, 20);
	if (read(from, &byte, 1) != 1)	/* the callers have warmed up */
		abort();
	media_engine_stats(e.m, &st, true);
	missed = st.missed;
	cpu = cpu_us();
	while (!pipe_ready(from))
		loop_turn(e.loop, 100);
	r.cpu_us = cpu_us() - cpu;
	r.bytes_per_call = (resident() - before) / plan->calls;
	media_engine_stats(e.m, &st, false);
	r.tick_p99_us = st.late_p99_us;
	r.tick_p999_us = st.late_p999_us;
	r.tick_max_us = st.late_max_us;
	r.missed = st.missed - missed;
	r.realtime = st.realtime;
	r.digits = e.digits;
	if (write(to, &r, sizeof(r)) != sizeof(r))
		abort();
	snprintf(command, sizeof(command), "rm -rf '%s'", e.dir);
	if (system(command)) { /* it lies in /tmp */ }
	_exit(0);
}

/* --- The raw program -------------------------------------------------------------- */
enum { BATCH = 64, ROOM = 2048 };

struct raw {
	int fd, timer;
	struct sockaddr_in to[CALLS_MAX];
	uint8_t head[CALLS_MAX][RTP_HEADER_LEN];
	uint16_t seq;
	uint8_t sound[PAYLOAD], in[BATCH][ROOM];
};

static void raw_open(struct raw *w, struct load_plan *plan)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	int size = 4 << 20;
	struct itimerspec every = { .it_interval = { .tv_nsec = SLOT_EVERY_US * 1000 },
				    .it_value = { .tv_nsec = SLOT_EVERY_US * 1000 } };

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	w->fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	setsockopt(w->fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	setsockopt(w->fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size));
	if (bind(w->fd, (struct sockaddr *)&a, sizeof(a)) < 0 ||
	    getsockname(w->fd, (struct sockaddr *)&a, &len) < 0)
		abort();
	for (int i = 0; i < plan->calls; i++) {
		struct sockaddr_storage to = loopback(plan->ports[i]);

		memcpy(&w->to[i], &to, sizeof(w->to[i]));
		plan->ports[i] = ntohs(a.sin_port);
	}
	memset(w->sound, PROMPT_A, sizeof(w->sound));
	w->timer = timerfd_create(CLOCK_MONOTONIC, 0);
	timerfd_settime(w->timer, 0, &every, NULL);
}

static void raw_receive(struct raw *w)
{
	struct mmsghdr msgs[BATCH];
	struct iovec iov[BATCH];
	struct sockaddr_in from[BATCH];
	int n;

	do {
		for (int i = 0; i < BATCH; i++) {
			iov[i] = (struct iovec){ w->in[i], ROOM };
			msgs[i].msg_hdr = (struct msghdr){ .msg_iov = &iov[i], .msg_iovlen = 1,
				.msg_name = &from[i], .msg_namelen = sizeof(from[i]) };
		}
		n = recvmmsg(w->fd, msgs, BATCH, MSG_DONTWAIT, NULL);
	} while (n == BATCH);
}

static void raw_send(struct raw *w, int calls, int slot)
{
	struct mmsghdr msgs[BATCH];
	struct iovec iov[BATCH][2];
	int n = 0;

	for (int i = slot; i < calls; i += SLOTS_OF_20MS) {
		struct rtp head = { .seq = w->seq, .ts = w->seq * 160u, .ssrc = (uint32_t)i };

		rtp_header(w->head[i], &head);
		iov[n][0] = (struct iovec){ w->head[i], RTP_HEADER_LEN };
		iov[n][1] = (struct iovec){ w->sound, PAYLOAD };
		msgs[n++].msg_hdr = (struct msghdr){ .msg_name = &w->to[i],
			.msg_namelen = sizeof(w->to[i]), .msg_iov = iov[n], .msg_iovlen = 2 };
		msgs[n - 1].msg_hdr.msg_iov = iov[n - 1];
		if (n == BATCH) {
			sendmmsg(w->fd, msgs, (unsigned int)n, 0);
			n = 0;
		}
	}
	if (n)
		sendmmsg(w->fd, msgs, (unsigned int)n, 0);
}

static void serve_raw(struct load_plan *plan, int from, int to)
{
	static struct raw w;
	struct server_result r = { .realtime = be_realtime() };
	int64_t before = resident(), cpu = 0;
	uint64_t expired, slot = 0;
	int bytes = 0;
	char byte;

	raw_open(&w, plan);
	if (write(to, plan, sizeof(*plan)) != sizeof(*plan))
		abort();
	while (bytes < 2 && read(w.timer, &expired, sizeof(expired)) == sizeof(expired)) {
		raw_receive(&w);
		for (; expired--; slot++) {
			w.seq = (uint16_t)(w.seq + (slot % SLOTS_OF_20MS == 0));
			raw_send(&w, plan->calls, (int)(slot % SLOTS_OF_20MS));
		}
		if (slot % 200 == 0 && pipe_ready(from) && read(from, &byte, 1) == 1 && !bytes++)
			cpu = cpu_us();
	}
	r.cpu_us = cpu_us() - cpu;
	r.bytes_per_call = (resident() - before) / plan->calls;
	if (write(to, &r, sizeof(r)) != sizeof(r))
		abort();
	_exit(0);
}

/* --- One run ---------------------------------------------------------------------- */
static void whole(int fd, void *data, size_t n)
{
	for (size_t at = 0; at < n; ) {
		ssize_t got = read(fd, (char *)data + at, n - at);

		if (got <= 0) {
			fprintf(stderr, "a process of the bench has gone\n");
			exit(1);
		}
		at += (size_t)got;
	}
}

static void callers(struct load_plan plan, const int *fds, int to)
{
	struct load_result r;

	be_realtime();
	load_run(&plan, fds, &r);
	if (write(to, &r, sizeof(r)) != sizeof(r))
		abort();
	_exit(0);
}

static void measure(const struct load_plan *plan, const int *fds, int seconds,
		    struct load_result *out)
{
	struct load_plan p = *plan;
	int pipes[2];
	pid_t pid;

	p.seconds = seconds;
	p.salt = (uint32_t)now_us() << 8;
	if (pipe(pipes) < 0)
		abort();
	pid = fork();
	if (!pid)
		callers(p, fds, pipes[1]);
	whole(pipes[0], out, sizeof(*out));
	waitpid(pid, NULL, 0);
	close(pipes[0]);
	close(pipes[1]);
}

static void show(enum kind kind, const struct load_plan *plan, int seconds,
		 const struct server_result *s, const struct load_result *l)
{
	double minutes = plan->calls * seconds / 60.0;

	printf("%-7s %5d calls  %6.2f ms CPU a call-minute (%.1f %% of a core)",
	       kinds[kind], plan->calls, (double)s->cpu_us / 1000 / minutes,
	       (double)s->cpu_us / 10000 / seconds);
	if (kind != BRIDGE)		/* there the callers' own schedule is passed on */
		printf("  late p99 %.2f p99.9 %.2f max %.2f ms, %llu over 20 ms",
		       (double)l->late_p99_us / 1000, (double)l->late_p999_us / 1000,
		       (double)l->late_max_us / 1000, (unsigned long long)l->late_20ms);
	if (kind != RAW)
		printf("  own tick p99.9 %.2f max %.2f ms, missed %llu",
		       (double)s->tick_p999_us / 1000,
		       (double)s->tick_max_us / 1000, (unsigned long long)s->missed);
	if (keys_pressed(kind))
		printf("  key to next prompt p50 %.1f p99 %.1f max %.1f ms (%llu of "
		       "%llu)  %.1f kB a call",
		       (double)l->answer_p50_us / 1000, (double)l->answer_p99_us / 1000,
		       (double)l->answer_max_us / 1000, (unsigned long long)l->answered,
		       (unsigned long long)l->pressed, (double)s->bytes_per_call / 1024);
	if (kind == BRIDGE)
		printf("  mouth to ear p50 %.2f p99 %.2f max %.2f ms",
		       (double)l->answer_p50_us / 1000,
		       (double)l->answer_p99_us / 1000, (double)l->answer_max_us / 1000);
	printf("  callers' tick max %.2f ms%s\n", (double)l->tick_max_us / 1000,
	       s->realtime ? "" : "  NO REALTIME");
	fflush(stdout);
}

/* ms CPU a call-minute */
static double run(enum kind kind, int calls, int seconds)
{
	static struct load_plan plan;
	static int fds[CALLS_MAX];
	struct load_result warm, l;
	struct server_result s;
	int down[2], up[2];
	pid_t pid;

	plan = (struct load_plan){ .calls = calls, .press = keys_pressed(kind),
				   .stamp = kind == BRIDGE };
	if (load_open(&plan, fds) < 0 || pipe(down) < 0 || pipe(up) < 0) {
		perror("sockets");
		exit(1);
	}
	pid = fork();
	if (!pid) {
		/* the callers' sockets are not the server's */
		for (int i = 0; i < calls; i++)
			close(fds[i]);
		if (kind == RAW)
			serve_raw(&plan, down[0], up[1]);
		serve_engine(kind, &plan, down[0], up[1]);
	}
	whole(up[0], &plan, sizeof(plan));
	measure(&plan, fds, 2, &warm);
	if (write(down[1], "", 1) != 1)
		abort();
	measure(&plan, fds, seconds, &l);
	if (write(down[1], "", 1) != 1)
		abort();
	whole(up[0], &s, sizeof(s));
	waitpid(pid, NULL, 0);
	show(kind, &plan, seconds, &s, &l);
	for (int i = 0; i < calls; i++)
		close(fds[i]);
	for (int i = 0; i < 2; i++) {
		close(down[i]);
		close(up[i]);
	}
	return (double)s.cpu_us / 1000 / (calls * seconds / 60.0);
}

/* Until this program ends. */
static void burn(void)
{
	volatile unsigned int n = 0;

	if (fork())
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;)
		n++;
}

static void load_average(void)
{
	double load[1] = { 0 };

	if (getloadavg(load, 1) == 1)
		printf("load of the machine before: %.2f (a busy one shows as late ticks "
		       "on both sides)\n", load[0]);
}

static int usage(int rc)
{
	fprintf(rc ? stderr : stdout,
		"voice_bench [--calls \"100 500 1000\"] [--seconds 10] [--rounds 1] [--busy 0]\n"
		"What a call costs the sound engine, beside a program that only sends "
		"and receives.\n");
	return rc;
}

int main(int argc, char **argv)
{
	const char *counts = "100 500 1000";
	int seconds = 10, rounds = 1, busy = 0;
	char *end;

	for (int i = 1; i < argc; i += 2) {
		if (i + 1 < argc && !strcmp(argv[i], "--calls"))
			counts = argv[i + 1];
		else if (i + 1 < argc && !strcmp(argv[i], "--seconds"))
			seconds = atoi(argv[i + 1]);
		else if (i + 1 < argc && !strcmp(argv[i], "--rounds"))
			rounds = atoi(argv[i + 1]);
		else if (i + 1 < argc && !strcmp(argv[i], "--busy"))
			busy = atoi(argv[i + 1]);
		else
			return usage(strcmp(argv[i], "--help") != 0);
	}
	base_init(NULL, "voice_bench");
	for (int i = 0; i < busy; i++)
		burn();
	load_average();
	for (int round = 0; round < rounds; round++)
		for (const char *at = counts; ; at = end) {
			int calls = (int)strtol(at, &end, 10);
			double raw, shared;

			if (end == at || calls < 1 || calls > CALLS_MAX)
				break;
			raw = run(RAW, calls, seconds);
			shared = run(SHARED, calls, seconds);
			run(PLAIN, calls, seconds);
			run(OWN, calls, seconds);
			run(BRIDGE, calls & ~1, seconds);
			printf("shared is %.2f times raw\n", shared / raw);
		}
	return 0;
}
