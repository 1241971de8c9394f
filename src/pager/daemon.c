// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The process around the deciding part: the socket that warmlined comes to,
 * the alarm connection, the files, the time.
 */
#include "pager/pager_int.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
	OUT_RECORDS = PAGER_INCIDENTS + 1024,
	READ_RECORDS = 256,		/* a turn */
	CONNS = 4,			/* warmlined, the next warmlined, --stop */
	DUTY_MS = 10 * 1000, ROSTER_MS = 60 * 1000,
};

struct conn {
	struct pager_daemon *d;
	int fd;				/* -1: free */
	struct loop_fd *watch;
};

struct pager_daemon {
	struct loop *loop;
	char *sock_path;
	int lock_fd, listen_fd;
	struct loop_fd *listen_watch;
	struct conn conn[CONNS];
	struct conn *warmlined;		/* who said hello last */
	struct box_conn *box;
	struct pager_voice *voice;
	struct pager_disk *disk;
	struct loop_timer *timer;
	struct loop_late *turn;
	void (*stop)(void *arg);
	void *stop_arg;
	bool roster_ok, was_away;
	int64_t duty_ms, roster_ms;
	/* Records that warmlined's socket did not take yet. */
	unsigned int out_at, out_len;
	uint8_t out[OUT_RECORDS][PAGER_RECORD_LEN];
	struct pager_roster roster;	/* being read */
	struct pager_line line;
	struct pager_core core;
};

/* --- To warmlined ------------------------------------------------------------------ */
static void conn_close(struct conn *conn)
{
	struct pager_daemon *d = conn->d;

	TALLOC_FREE(conn->watch);
	close(conn->fd);
	conn->fd = -1;
	if (d->warmlined != conn)
		return;
	d->warmlined = NULL;
	d->out_len = 0;		/* told anew when it says hello again */
	LOGP(DPAGER, LOGL_NOTICE, "warmlined has left; %u incidents are open.\n",
	     pager_core_open(&d->core));
}

static void out_flush(struct pager_daemon *d)
{
	ssize_t n;

	while (d->warmlined && d->out_len) {
		n = send(d->warmlined->fd, d->out[d->out_at], PAGER_RECORD_LEN,
			 MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0)
			break;		/* full, or broken: then the reader sees the end */
		d->out_at = (d->out_at + 1) % OUT_RECORDS;
		d->out_len--;
	}
	if (d->warmlined)
		loop_fd_want(d->warmlined->watch, LOOP_READ | (d->out_len ? LOOP_WRITE : 0));
}

static void tell(void *arg, const struct pager_record *rec)
{
	struct pager_daemon *d = arg;

	if (!d->warmlined || d->out_len == OUT_RECORDS)
		return;		/* a reader so slow is away, and hears all when it is back */
	pager_record_encode(d->out[(d->out_at + d->out_len++) % OUT_RECORDS], rec);
	out_flush(d);
}

static void tell_state(struct pager_daemon *d, enum pager_record_type type)
{
	struct pager_record rec = { .type = type, .ok = d->core.line_up,
				    .roster_ok = d->roster_ok };

	tell(d, &rec);
}

/* What became of warmlined's own texts, as far as it is still known. */
static void tell_reports(struct pager_daemon *d)
{
	struct pager_record rec = { .type = PAGER_REPORT };
	unsigned int i;

	for (i = 0; i < LINE_TEXTS; i++) {
		const struct line_text *t = &d->line.text[i];
		if (t->state == LINE_FREE || !t->outcome || t->alarm_id >> 63)
			continue;
		rec.alarm_id = t->alarm_id;
		rec.outcome = (uint8_t)t->outcome;
		tell(d, &rec);
	}
}

/* --- From warmlined --------------------------------------------------------------------- */
static void roster_read(void *arg, const char *data, ssize_t len)
{
	struct pager_daemon *d = arg;
	struct err err = { "" };
	bool ok;

	if (len < 0)
		err_set(&err, (int)-len, "the roster cannot be read: %s", strerror((int)-len));
	ok = len >= 0 && pager_roster_parse(data, (size_t)len, &d->roster, &err) == 0;
	if (ok) {
		pager_core_roster(&d->core, &d->roster, clock_wall_ms());
		memcpy(d->line.sender, d->roster.sender, sizeof(d->line.sender));
		pager_roster_wipe(&d->roster);
	}
	if (ok != d->roster_ok)
		LOGP(DPAGER, ok ? LOGL_NOTICE : LOGL_ERROR, "%s%s\n", ok ? "The roster is good." :
		     err.text, ok || !d->core.contacts ? "" : "; the last good one is kept.");
	d->roster_ok = ok;
	tell_state(d, PAGER_STATE);
	loop_late_arm(d->turn);
}

static void hello(struct pager_daemon *d, struct conn *conn, const struct pager_record *rec)
{
	struct conn *old = d->warmlined;

	if (old && old != conn)
		conn_close(old);	/* the newest is the living one */
	d->warmlined = conn;
	d->out_len = 0;
	LOGP(DPAGER, LOGL_NOTICE, "warmlined is here; %u incidents are open.\n",
	     pager_core_open(&d->core));
	tell_state(d, PAGER_WELCOME);
	tell_reports(d);
	pager_core_record(&d->core, rec, clock_mono_ms());
}

static void record(struct pager_daemon *d, struct conn *conn, const struct pager_record *rec)
{
	if (rec->type == PAGER_HELLO) {
		hello(d, conn, rec);
	} else if (rec->type == PAGER_STEP_DOWN) {
		LOGP(DPAGER, LOGL_NOTICE, "Told to step down; %u open incidents stay on disk.\n",
		     pager_core_open(&d->core));
		d->stop(d->stop_arg);
	} else if (rec->type == PAGER_ROSTER) {
		pager_disk_roster(d->disk, roster_read, d);
	} else {
		pager_core_record(&d->core, rec, clock_mono_ms());
		if (rec->type == PAGER_BEAT)
			tell_state(d, PAGER_STATE);	/* the answer: we live too */
	}
	loop_late_arm(d->turn);
}

/* One of another version understands WELCOME and STEP_DOWN all the same. */
static bool conn_record(struct conn *conn, const uint8_t *data, size_t len)
{
	struct pager_daemon *d = conn->d;
	struct pager_record rec;
	int rc = pager_record_decode(data, len, &rec);

	if (rc == -EPROTO && (rec.type == PAGER_HELLO || rec.type == PAGER_STEP_DOWN))
		rc = 0;
	if (rc == 0)
		record(d, conn, &rec);
	else
		LOGP(DPAGER, LOGL_ERROR, "A record that is none came in. Closing that line.\n");
	return rc == 0 && conn->fd >= 0;
}

static void conn_ready(void *arg, int what)
{
	uint8_t data[PAGER_RECORD_LEN + 1];	/* one more, so that a longer one is seen */
	struct conn *conn = arg;
	ssize_t n;
	int i;

	if (what & LOOP_WRITE)
		out_flush(conn->d);
	for (i = 0; i < READ_RECORDS; i++) {
		n = recv(conn->fd, data, sizeof(data), MSG_DONTWAIT);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0 || !conn_record(conn, data, (size_t)n)) {
			if (conn->fd >= 0)
				conn_close(conn);
			return;
		}
	}
}

static void conn_accept(void *arg, int what)
{
	struct pager_daemon *d = arg;
	struct ucred cred = { 0 };
	socklen_t len = sizeof(cred);
	int fd = accept4(d->listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK), i;

	if (fd < 0)
		return;
	for (i = 0; i < CONNS && d->conn[i].fd >= 0; i++)
		;
	/* The socket has mode 0600 already; this is for a directory gone wrong. */
	if (i == CONNS || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len) < 0 ||
	    (cred.uid != geteuid() && cred.uid != 0)) {
		close(fd);
		return;
	}
	d->conn[i].d = d;
	d->conn[i].fd = fd;
	d->conn[i].watch = loop_fd_new(d, d->loop, "pager line", fd, LOOP_READ, conn_ready,
				       &d->conn[i]);
}

/* --- Texts ---------------------------------------------------------------------------------- */
static int send_text(void *arg, uint64_t alarm_id, const char *number, const char *text)
{
	struct pager_daemon *d = arg;

	return pager_line_push(&d->line, alarm_id, number, text, clock_mono_ms());
}

static int line_send(void *arg, const struct box_sms *sms)
{
	return box_conn_send_sms(((struct pager_daemon *)arg)->box, sms);
}

static void line_report(void *arg, uint64_t alarm_id, enum pager_outcome outcome, int64_t now_ms)
{
	struct pager_record rec = { .type = PAGER_REPORT, .alarm_id = alarm_id,
				    .outcome = (uint8_t)outcome };
	struct pager_daemon *d = arg;

	if (alarm_id >> 63)
		pager_core_outcome(&d->core, alarm_id, outcome, now_ms);
	else
		tell(d, &rec);
}

static const struct pager_line_ops line_ops = { line_send, line_report };

static void box_line(struct pager_daemon *d, bool up)
{
	pager_line_up(&d->line, up, clock_mono_ms());
	pager_core_line(&d->core, up);
	LOGP(DPAGER, LOGL_NOTICE, "The alarm line to bearerbox is %s.\n", up ? "up" : "down");
	tell_state(d, PAGER_STATE);
	loop_late_arm(d->turn);
}

static void box_up(void *arg)
{
	box_line(arg, true);
}

static void box_down(void *arg, enum box_down_reason reason)
{
	box_line(arg, false);
}

static void box_sms(void *arg, const struct box_sms *sms)
{
	struct pager_daemon *d = arg;

	if (sms->sms_type != BOX_SMS_REPORT_MO && sms->sms_type != BOX_SMS_REPORT_MT) {
		/* Acknowledging it would lose somebody's message. */
		LOGP(DPAGER, LOGL_ERROR, "bearerbox routes people's texts to the alarm line: "
		     "give it no smsbox-route. The text stays in bearerbox.\n");
		return;
	}
	pager_line_report(&d->line, sms, clock_mono_ms());
	/* Lost if we die now; the steps do not depend on it. */
	if (box_conn_send_ack(d->box, sms->id, BOX_ACK_SUCCESS) < 0)
		LOGP(DPAGER, LOGL_INFO, "A report will come again: the line fell.\n");
	loop_late_arm(d->turn);
}

static void box_ack(void *arg, const char *id, enum box_ack_kind kind)
{
	struct pager_daemon *d = arg;

	pager_line_ack(&d->line, id, kind, clock_mono_ms());
	loop_late_arm(d->turn);
}

static void box_admin(void *arg, enum box_command command)
{
	struct pager_daemon *d = arg;

	pager_line_hold(&d->line, command == BOX_CMD_SUSPEND);
	loop_late_arm(d->turn);
}

static const struct box_conn_ops box_ops = { box_up, box_sms, box_ack, box_admin, box_down };

/* --- Calls ------------------------------------------------------------------------------------ */
static int send_call(void *arg, uint64_t alarm_id, const struct pager_call *call)
{
	struct pager_daemon *d = arg;

	return pager_voice_call(d->voice, alarm_id, call);
}

static void voice_line(void *arg, bool up)
{
	struct pager_daemon *d = arg;

	if (up != d->core.voice_up)
		LOGP(DPAGER, LOGL_NOTICE, "Alarms by phone are %s.\n",
		     up ? "possible" : "not possible: no voicebox answers");
	pager_core_voice(&d->core, up);
	loop_late_arm(d->turn);
}

static void voice_outcome(void *arg, uint64_t alarm_id, enum pager_outcome outcome)
{
	line_report(arg, alarm_id, outcome, clock_mono_ms());
	loop_late_arm(((struct pager_daemon *)arg)->turn);
}

static void voice_acked(void *arg, uint64_t alarm_id, const char *code)
{
	struct pager_daemon *d = arg;

	pager_core_voice_ack(&d->core, alarm_id, code, clock_mono_ms());
	loop_late_arm(d->turn);
}

static const struct pager_voice_ops voice_ops = { voice_line, voice_outcome, voice_acked };

/* --- Time ------------------------------------------------------------------------------------- */
static void say_away(struct pager_daemon *d, int64_t now_ms)
{
	bool away = pager_core_away(&d->core, now_ms);

	if (away != d->was_away)
		LOGP(DPAGER, LOGL_NOTICE, away ? "warmlined is away; the pager goes on alone.\n" :
		     "warmlined is alive and its commits work.\n");
	d->was_away = away;
}

static void turn(void *arg)
{
	struct pager_daemon *d = arg;
	int64_t now_ms = clock_mono_ms(), next, line_next;

	if (now_ms >= d->duty_ms) {
		pager_core_duty(&d->core, clock_wall_ms());
		d->duty_ms = now_ms + DUTY_MS;
	}
	if (now_ms >= d->roster_ms) {
		pager_disk_roster(d->disk, roster_read, d);
		d->roster_ms = now_ms + ROSTER_MS;
	}
	say_away(d, now_ms);
	pager_core_tick(&d->core, now_ms);
	pager_line_tick(&d->line, now_ms);
	next = pager_core_next_ms(&d->core, now_ms);
	line_next = pager_line_next_ms(&d->line);
	next = line_next < next ? line_next : next;
	next = d->duty_ms < next ? d->duty_ms : next;
	loop_timer_start(d->timer, next > now_ms ? next - now_ms : 0);
}

static void dirty(void *arg, unsigned int slot)
{
	struct pager_daemon *d = arg;
	struct pager_record rec;

	pager_disk_put(d->disk, slot, pager_core_slot(&d->core, slot, &rec) ? &rec : NULL);
}

static const struct pager_transport transport = {
	.text = send_text, .call = send_call, .tell = tell, .dirty = dirty,
};

/* --- Start ---------------------------------------------------------------- */
static int take_lock(struct pager_daemon *d, const char *state_dir, struct err *err)
{
	char *path = talloc_asprintf(d, "%s/pager.lock", state_dir);

	d->lock_fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (d->lock_fd < 0)
		return err_set(err, errno, "cannot open %s: %s", path, strerror(errno));
	if (flock(d->lock_fd, LOCK_EX | LOCK_NB) < 0)
		return err_set(err, EALREADY, "another pager serves %s", state_dir);
	return 0;
}

static int listen_at(struct pager_daemon *d, const char *state_dir, struct err *err)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	mode_t old;
	int rc;

	d->sock_path = talloc_asprintf(d, "%s/pager.sock", state_dir);
	if (strlen(d->sock_path) >= sizeof(at.sun_path))
		return err_set(err, ENAMETOOLONG, "%s is too long for a socket", d->sock_path);
	strcpy(at.sun_path, d->sock_path);
	d->listen_fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (d->listen_fd < 0)
		return err_set(err, errno, "no socket: %s", strerror(errno));
	unlink(d->sock_path);	/* nobody listens there: we hold the lock */
	old = umask(0177);
	rc = bind(d->listen_fd, (struct sockaddr *)&at, sizeof(at));
	umask(old);
	if (rc < 0 || listen(d->listen_fd, CONNS) < 0)
		return err_set(err, errno, "cannot listen at %s: %s", d->sock_path,
			       strerror(errno));
	d->listen_watch = loop_fd_new(d, d->loop, "pager socket", d->listen_fd, LOOP_READ,
				      conn_accept, d);
	return 0;
}

static int daemon_free(struct pager_daemon *d)
{
	int i;

	for (i = 0; i < CONNS; i++) {
		if (d->conn[i].fd >= 0)
			conn_close(&d->conn[i]);
	}
	TALLOC_FREE(d->listen_watch);
	if (d->listen_fd >= 0) {
		close(d->listen_fd);
		unlink(d->sock_path);
	}
	if (d->lock_fd >= 0)
		close(d->lock_fd);
	pager_roster_wipe(&d->core.roster);
	return 0;
}

static void restore(void *arg, unsigned int slot, const struct pager_record *rec)
{
	struct pager_daemon *d = arg;

	/* Its new slot is never above its old one, so nothing unread is
	 * overwritten; and it is written before the old one is freed. */
	pager_core_restore(&d->core, rec, clock_mono_ms());
	dirty(d, slot);
}

bool pager_daemon_idle(const struct pager_daemon *d)
{
	return pager_disk_idle(d->disk);
}

static void load(struct pager_daemon *d, const char *state_dir)
{
	unsigned int damaged;
	uint64_t first = 0;
	struct err err;

	rand_bytes(&first, sizeof(first));
	pager_core_init(&d->core, &transport, d, (first >> 1) | UINT64_C(1) << 63,
			clock_mono_ms());
	pager_line_init(&d->line, &line_ops, d);
	damaged = pager_disk_load(d->disk, restore, d);
	if (damaged)
		LOGP(DPAGER, LOGL_ERROR, "%u open alarms on disk are damaged and could not be "
		     "taken up: look into every incident of the last day.\n", damaged);
	if (pager_core_open(&d->core))
		LOGP(DPAGER, LOGL_NOTICE, "%u open incidents were taken up again.\n",
		     pager_core_open(&d->core));
	d->roster_ok = pager_roster_read(state_dir, &d->roster, &err) == 0;
	if (d->roster_ok) {
		pager_core_roster(&d->core, &d->roster, clock_wall_ms());
		memcpy(d->line.sender, d->roster.sender, sizeof(d->line.sender));
		pager_roster_wipe(&d->roster);
	} else {
		LOGP(DPAGER, LOGL_ERROR, "There is nobody to alarm: %s.\n", err.text);
	}
	d->roster_ms = clock_mono_ms() + ROSTER_MS;
}

struct pager_daemon *pager_daemon_new(void *ctx, struct loop *loop,
				      const struct pager_daemon_config *config,
				      void (*stop)(void *arg), void *arg, int *rc,
				      struct err *err)
{
	struct pager_daemon *d = talloc_zero(ctx, struct pager_daemon);
	struct box_conn_config box = { .address = config->bearerbox, .name = config->box,
				       .backoff_max_ms = SECONDS_MS(5) };
	int i;

	if (!d)
		base_oom();
	d->loop = loop;
	d->stop = stop;
	d->stop_arg = arg;
	d->lock_fd = d->listen_fd = -1;
	for (i = 0; i < CONNS; i++)
		d->conn[i].fd = -1;
	talloc_set_destructor(d, daemon_free);
	*rc = take_lock(d, config->state_dir, err);
	if (*rc < 0)
		goto fail;
	d->timer = loop_timer_new(d, loop, "pager clock", turn, d);
	d->turn = loop_late_new(d, loop, "pager turn", turn, d);
	d->disk = pager_disk_open(d, loop, config->state_dir);
	load(d, config->state_dir);
	d->voice = pager_voice_new(d, loop, config->state_dir, &voice_ops, d);
	d->box = box_conn_new(d, loop, &box, &box_ops, d, err);
	*rc = d->box ? listen_at(d, config->state_dir, err) : -EINVAL;
	if (*rc < 0)
		goto fail;
	loop_late_arm(d->turn);
	return d;
fail:
	talloc_free(d);
	return NULL;
}
