// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The connection to bearerbox: one machine, one table (at the end of the
 * states), each state says what it waits for and what ends it.
 *
 *   WAITING    for its back-off          -> CONNECTING
 *   CONNECTING for TCP, 10 s at most     -> UP; on failure -> WAITING
 *   UP         for frames, for ever      -> WAITING when the link is lost, or when whoever
 *                                           uses it finds it mute (box_conn_again())
 *                                        -> LEAVING on shutdown or restart
 *   LEAVING    for BOX_LEAVE_MS, so that the commit of this turn can still
 *              acknowledge               -> WAITING
 *
 * bearerbox does not answer to our name: a box it does not want is simply
 * closed.  So a connection counts as good, and the back-off starts anew,
 * only when a frame came or it has held for GOOD_AFTER_MS.
 */
#include "box/box.h"

#include <osmocom/core/fsm.h>

enum {
	CONNECT_TIMEOUT_MS = 10 * 1000,
	GOOD_AFTER_MS = 10 * 1000,
	DFLT_HEARTBEAT_MS = 30 * 1000,
	DFLT_BACKOFF_MIN_MS = 1000,
	DFLT_BACKOFF_MAX_MS = 30 * 1000,
};

enum conn_state { ST_WAITING, ST_CONNECTING, ST_UP, ST_LEAVING };
enum conn_event {
	EV_TIMER,			/* what the state waits for is due */
	EV_CONNECTED,
	EV_LOST,			/* data: enum box_down_reason * */
	EV_LEAVE,			/* bearerbox goes away and said so */
};

struct box_conn {
	struct loop *loop;
	char *address, *name;
	char id[SHORT_ID_LEN + 1];	/* begins each log line */
	const struct box_conn_ops *ops;
	void *arg;
	int64_t heartbeat_ms, backoff_min_ms, backoff_max_ms;

	struct osmo_fsm_inst *fi;
	struct loop_stream *stream;	/* in CONNECTING, UP, LEAVING */
	struct loop_timer *state_timer, *heartbeat_timer;
	int64_t backoff_ms;		/* the next wait, before jitter */
	int64_t up_since_ms;
	bool hostile;			/* why data_cb() closes */
	bool *freed;			/* set by the destructor while data_cb() runs */
	struct box_buf out;
	struct box_conn_stats stats;
};

/* --- Leaving a state's things ------------------------------------------------ */
static void drop_stream(struct box_conn *conn)
{
	TALLOC_FREE(conn->stream);
	loop_timer_stop(conn->heartbeat_timer);
}

static void wait_backoff(struct box_conn *conn)
{
	int64_t wait_ms = conn->backoff_ms;

	/* Up to a quarter less: boxes that lost bearerbox together should not
	 * all come back together. */
	wait_ms -= rand_below((uint32_t)(wait_ms / 4) + 1);
	conn->backoff_ms *= 2;
	if (conn->backoff_ms > conn->backoff_max_ms)
		conn->backoff_ms = conn->backoff_max_ms;
	loop_timer_start(conn->state_timer, wait_ms);
}

static void link_is_good(struct box_conn *conn)
{
	conn->backoff_ms = conn->backoff_min_ms;
}

/* From UP or LEAVING back to WAITING. */
static void go_down(struct box_conn *conn, enum box_down_reason reason)
{
	if (clock_mono_ms() - conn->up_since_ms >= GOOD_AFTER_MS)
		link_is_good(conn);
	conn->stats.downs++;
	osmo_fsm_inst_state_chg(conn->fi, ST_WAITING, 0, 0);
	conn->ops->down(conn->arg, reason);
	/* conn may be gone */
}

/* --- Frames ---------------------------------------------------------------------- */
static void handle_sms(struct box_conn *conn, const struct box_frame *frame)
{
	if (frame->sms.sms_type == BOX_SMS_REPORT_MO || frame->sms.sms_type == BOX_SMS_REPORT_MT)
		conn->stats.reports_in++;
	else
		conn->stats.sms_in++;
	conn->ops->sms(conn->arg, &frame->sms);
}

static void handle_ack(struct box_conn *conn, const struct box_frame *frame)
{
	conn->stats.acks_in++;
	conn->ops->ack(conn->arg, frame->ack.id, (enum box_ack_kind)frame->ack.nack);
}

static void handle_admin(struct box_conn *conn, const struct box_frame *frame)
{
	enum box_command command = (enum box_command)frame->admin.command;
	bool leave = command == BOX_CMD_SHUTDOWN || command == BOX_CMD_RESTART;

	conn->stats.admins_in++;
	LOGP(DBOX, LOGL_NOTICE, "%s bearerbox says %s to %s.\n", conn->id,
	     box_command_name((int32_t)command), conn->name);
	if (leave && conn->fi->state == ST_UP)
		osmo_fsm_inst_dispatch(conn->fi, EV_LEAVE, NULL);
	if (conn->ops->admin)
		conn->ops->admin(conn->arg, command);
}

static void handle_heartbeat(struct box_conn *conn, const struct box_frame *frame)
{
}

static void handle_frame(struct box_conn *conn, const struct box_frame *frame)
{
	static void (*const handlers[])(struct box_conn *, const struct box_frame *) = {
#define BOX_MESSAGE(name, number) [number] = handle_##name,
#include "box/box_fields.def"
	};

	handlers[frame->type](conn, frame);
}

/* Hands over every whole frame; the stream calls again while there is more. */
static ssize_t data_cb(void *arg, const uint8_t *data, size_t len)
{
	struct box_conn *conn = arg;
	struct box_frame frame;
	struct err err;
	size_t used = 0;
	ssize_t n = 0;
	bool freed = false;

	conn->freed = &freed;
	while (used < len) {
		n = box_decode(data + used, len - used, &frame, &err);
		if (n <= 0)
			break;
		used += (size_t)n;
		link_is_good(conn);
		handle_frame(conn, &frame);
		if (freed)
			return (ssize_t)used;
	}
	conn->freed = NULL;
	if (n < 0) {
		LOGP(DBOX, LOGL_ERROR, "%s what calls itself bearerbox sent nonsense, "
		     "we close: %s.\n", conn->id, err.text);
		conn->stats.hostile++;
		conn->hostile = true;
		return n;
	}
	return (ssize_t)used;
}

/* --- The stream's other call-backs become events ------------------------------------- */
static void up_cb(void *arg)
{
	struct box_conn *conn = arg;

	osmo_fsm_inst_dispatch(conn->fi, EV_CONNECTED, NULL);
}

static void down_cb(void *arg, int reason)
{
	struct box_conn *conn = arg;
	enum box_down_reason why = conn->hostile ? BOX_DOWN_HOSTILE : BOX_DOWN_CLOSED;

	if (!conn->hostile)
		LOGP(DBOX, LOGL_NOTICE, "%s no link from %s to bearerbox at %s: %s.\n", conn->id,
		     conn->name, conn->address, reason ? strerror(-reason) : "it closed");
	conn->hostile = false;
	osmo_fsm_inst_dispatch(conn->fi, EV_LOST, &why);
}

static void state_timer_cb(void *arg)
{
	struct box_conn *conn = arg;

	osmo_fsm_inst_dispatch(conn->fi, EV_TIMER, NULL);
}

static const struct loop_stream_ops stream_ops = {
	.name = "box",
	.up = up_cb,
	.data = data_cb,
	.down = down_cb,
	.max_input = LOOP_READ_MAX + BOX_FRAME_MAX,
};

/* --- States ------------------------------------------------------------------------------ */
static void waiting_enter(struct osmo_fsm_inst *fi, uint32_t prev_state)
{
	struct box_conn *conn = fi->priv;

	drop_stream(conn);
	wait_backoff(conn);
}

static void waiting(struct osmo_fsm_inst *fi, uint32_t event, void *data)
{
	osmo_fsm_inst_state_chg(fi, ST_CONNECTING, 0, 0);
}

static void connecting_enter(struct osmo_fsm_inst *fi, uint32_t prev_state)
{
	struct box_conn *conn = fi->priv;
	struct err err;

	conn->stream = loop_stream_connect(conn, conn->loop, conn->address, &stream_ops, conn,
					   &err);
	/* Failed at once (no descriptor left, no such Unix socket): the timer ends it next turn. */
	loop_timer_start(conn->state_timer, conn->stream ? CONNECT_TIMEOUT_MS : 0);
	if (!conn->stream)
		LOGP(DBOX, LOGL_ERROR, "%s cannot connect %s to bearerbox: %s.\n", conn->id,
		     conn->name, err.text);
}

static void connecting(struct osmo_fsm_inst *fi, uint32_t event, void *data)
{
	osmo_fsm_inst_state_chg(fi, event == EV_CONNECTED ? ST_UP : ST_WAITING, 0, 0);
}

static int send_out(struct box_conn *conn, int rc)
{
	if (!rc)
		rc = loop_stream_send(conn->stream, conn->out.data, conn->out.len);
	conn->out.len = 0;
	return rc;
}

static void up_enter(struct osmo_fsm_inst *fi, uint32_t prev_state)
{
	struct box_conn *conn = fi->priv;
	struct box_admin identify;

	loop_timer_stop(conn->state_timer);
	box_admin_init(&identify);
	identify.command = BOX_CMD_IDENTIFY;
	identify.boxc_id = VIEW_STR(conn->name);
	/* If this fails the stream is down already and says so next turn. */
	if (send_out(conn, box_encode_admin(&conn->out, &identify)) < 0)
		LOGP(DBOX, LOGL_ERROR, "%s could not say its name to bearerbox.\n", conn->id);
	conn->up_since_ms = clock_mono_ms();
	conn->stats.connects++;
	loop_timer_start(conn->heartbeat_timer, conn->heartbeat_ms);
	LOGP(DBOX, LOGL_NOTICE, "%s %s is connected to bearerbox at %s.\n", conn->id, conn->name,
	     conn->address);
	conn->ops->up(conn->arg);
	/* conn may be gone */
}

static void up(struct osmo_fsm_inst *fi, uint32_t event, void *data)
{
	if (event == EV_LEAVE)
		osmo_fsm_inst_state_chg(fi, ST_LEAVING, 0, 0);
	else
		go_down(fi->priv, event == EV_TIMER ? BOX_DOWN_MUTE :
			*(enum box_down_reason *)data);
}

static void leaving_enter(struct osmo_fsm_inst *fi, uint32_t prev_state)
{
	struct box_conn *conn = fi->priv;

	loop_timer_start(conn->state_timer, BOX_LEAVE_MS);
}

static void leaving(struct osmo_fsm_inst *fi, uint32_t event, void *data)
{
	struct box_conn *conn = fi->priv;

	if (event == EV_TIMER)
		loop_stream_flush(conn->stream);
	go_down(conn, BOX_DOWN_ADMIN);
}

#define S(x) (1u << (x))
static const struct osmo_fsm_state states[] = {
	[ST_WAITING] = {
		.name = "waiting",
		.in_event_mask = S(EV_TIMER),
		.out_state_mask = S(ST_CONNECTING),
		.onenter = waiting_enter,
		.action = waiting,
	},
	[ST_CONNECTING] = {
		.name = "connecting",
		.in_event_mask = S(EV_CONNECTED) | S(EV_LOST) | S(EV_TIMER),
		.out_state_mask = S(ST_UP) | S(ST_WAITING),
		.onenter = connecting_enter,
		.action = connecting,
	},
	[ST_UP] = {
		.name = "up",
		.in_event_mask = S(EV_LOST) | S(EV_LEAVE) | S(EV_TIMER),
		.out_state_mask = S(ST_WAITING) | S(ST_LEAVING),
		.onenter = up_enter,
		.action = up,
	},
	[ST_LEAVING] = {
		.name = "leaving",
		.in_event_mask = S(EV_LOST) | S(EV_TIMER),
		.out_state_mask = S(ST_WAITING),
		.onenter = leaving_enter,
		.action = leaving,
	},
};

static const struct value_string event_names[] = {
	{ EV_TIMER, "timer" },
	{ EV_CONNECTED, "connected" },
	{ EV_LOST, "lost" },
	{ EV_LEAVE, "leave" },
	{ 0, NULL }
};

static struct osmo_fsm conn_fsm = {
	.name = "box",
	.states = states,
	.num_states = ARRAY_LEN(states),
	.event_names = event_names,
	.log_subsys = DBOX,
};

static __attribute__((constructor)) void conn_fsm_init(void)
{
	MUST(osmo_fsm_register(&conn_fsm) == 0);
}

/* --- Sending -------------------------------------------------------------------------------- */
static void heartbeat_cb(void *arg)
{
	struct box_conn *conn = arg;
	struct box_heartbeat beat = { .load = 0 };

	/* bearerbox only notes it; it keeps a firewall between us awake. */
	if (send_out(conn, box_encode_heartbeat(&conn->out, &beat)) == 0)
		conn->stats.heartbeats_out++;
	loop_timer_start(conn->heartbeat_timer, conn->heartbeat_ms);
}

static bool may_ack(const struct box_conn *conn)
{
	return conn->fi->state == ST_UP || conn->fi->state == ST_LEAVING;
}

int box_conn_send_sms(struct box_conn *conn, const struct box_sms *sms)
{
	int rc;

	if (conn->fi->state != ST_UP)
		return -ENOTCONN;
	if (sms->boxc_id.data) {
		rc = box_encode_sms(&conn->out, sms);
	} else {
		struct box_sms named = *sms;

		named.boxc_id = VIEW_STR(conn->name);
		rc = box_encode_sms(&conn->out, &named);
	}
	rc = send_out(conn, rc);
	if (rc == 0)
		conn->stats.sms_out++;
	return rc;
}

int box_conn_send_ack(struct box_conn *conn, const char *id, enum box_ack_kind kind)
{
	struct box_ack ack;
	int rc;

	if (!may_ack(conn))
		return -ENOTCONN;
	box_ack_init(&ack);
	ack.nack = (int32_t)kind;
	if (strnlen(id, UUID_LEN + 1) == UUID_LEN)
		memcpy(ack.id, id, UUID_LEN);
	rc = send_out(conn, box_encode_ack(&conn->out, &ack));
	if (rc == 0)
		conn->stats.acks_out++;
	return rc;
}

void box_conn_again(struct box_conn *conn)
{
	if (conn->fi->state == ST_UP)
		loop_timer_start(conn->state_timer, 0);
}

size_t box_conn_queued(const struct box_conn *conn)
{
	return conn->stream ? loop_stream_queued(conn->stream) : 0;
}

void box_conn_flush(struct box_conn *conn)
{
	if (may_ack(conn))
		loop_stream_flush(conn->stream);
}

bool box_conn_up(const struct box_conn *conn)
{
	return conn->fi->state == ST_UP;
}

const char *box_conn_state(const struct box_conn *conn)
{
	return states[conn->fi->state].name;
}

const struct box_conn_stats *box_conn_stats(const struct box_conn *conn)
{
	return &conn->stats;
}

/* --- Life --- */
static int conn_destroy(struct box_conn *conn)
{
	if (conn->freed)
		*conn->freed = true;
	box_conn_flush(conn);
	/* Not as a mere child: it stands in libosmocore's list of machines. */
	osmo_fsm_inst_free(conn->fi);
	return 0;
}

struct box_conn *box_conn_new(void *ctx, struct loop *loop, const struct box_conn_config *config,
			      const struct box_conn_ops *ops, void *arg, struct err *err)
{
	struct box_conn *conn;

	if (!config->address || !strchr(config->address, ':') || !config->name ||
	    !*config->name) {
		err_set(err, EINVAL, "a box needs an address like 127.0.0.1:13001 and a name");
		return NULL;
	}
	conn = talloc_zero(ctx, struct box_conn);
	if (!conn)
		base_oom();
	conn->loop = loop;
	conn->address = talloc_strdup(conn, config->address);
	conn->name = talloc_strdup(conn, config->name);
	conn->ops = ops;
	conn->arg = arg;
	conn->out.ctx = conn;
	conn->heartbeat_ms = config->heartbeat_ms ?: DFLT_HEARTBEAT_MS;
	conn->backoff_min_ms = config->backoff_min_ms ?: DFLT_BACKOFF_MIN_MS;
	conn->backoff_max_ms = config->backoff_max_ms ?: DFLT_BACKOFF_MAX_MS;
	conn->backoff_ms = conn->backoff_min_ms;
	rand_short_id(conn->id);
	conn->state_timer = loop_timer_new(conn, loop, "box state", state_timer_cb, conn);
	conn->heartbeat_timer = loop_timer_new(conn, loop, "box heartbeat", heartbeat_cb, conn);
	conn->fi = osmo_fsm_inst_alloc(&conn_fsm, conn, conn, LOGL_DEBUG, conn->id);
	if (!conn->address || !conn->name || !conn->fi)
		base_oom();
	talloc_set_destructor(conn, conn_destroy);
	loop_timer_start(conn->state_timer, 0);
	return conn;
}
