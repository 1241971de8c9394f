// SPDX-License-Identifier: AGPL-3.0-or-later
#include "smpp_smsc.h"
#include "text/text.h"

#include <stdio.h>
#include <smpp34.h>

enum {
	SLOTS = 4096,			/* in flight by sequence number; the window is smaller */
	AGAIN_MS = 1000,
	PACE_TICK_MS = 10,
};

/* A submit_sm that `pace` holds back. */
struct held {
	struct held *next;
	struct session *session;
	uint32_t sequence;
};

struct session {
	struct session *next;
	struct smsc *smsc;
	struct loop_stream *stream;
	bool bound, dead;
	uint32_t sequence;
	struct mo *in_flight[SLOTS];
	unsigned int in_flight_count;
};

/* 5.1.3 command_status */
static const struct mode modes[] = {
	{ .name = "ok" },
	{ .name = "throttle", .status = 0x58 },	/* ESME_RTHROTTLED */
	{ .name = "full", .status = 0x14 },	/* ESME_RMSGQFUL */
	{ .name = "reject", .status = 0x0b },	/* ESME_RINVDSTADR */
	{ .name = "silent", .silent = true },
	{ .name = "drop", .drop = true },
};

const struct mode *smsc_mode(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(modes); i++)
		if (strcmp(name, modes[i].name) == 0)
			return &modes[i];
	return NULL;
}

/* --- Texts for bearerbox ---- */
static struct session *bound_session(const struct smsc *s)
{
	struct session *session;

	for (session = s->sessions; session; session = session->next)
		if (session->bound && !session->dead)
			return session;
	return NULL;
}

static void session_send(struct session *session, const uint8_t *pdu, size_t len)
{
	if (loop_stream_send(session->stream, pdu, len) < 0)
		session->dead = true;
}

static void queue_put(struct smsc *s, struct mo *mo, bool first)
{
	if (first) {
		mo->next = s->queue;
		s->queue = mo;
		if (!mo->next)
			s->queue_tail = &mo->next;
	} else {
		mo->next = NULL;
		*s->queue_tail = mo;
		s->queue_tail = &mo->next;
	}
	s->queued++;
}

static void deliver_one(struct smsc *s, struct session *session)
{
	struct mo *mo = s->queue;
	uint8_t pdu[SMPP_PDU_MAX];

	s->queue = mo->next;
	if (!s->queue)
		s->queue_tail = &s->queue;
	s->queued--;
	do {
		session->sequence = (session->sequence + 1) & 0x7fffffff;
	} while (!session->sequence || session->in_flight[session->sequence % SLOTS]);
	session->in_flight[session->sequence % SLOTS] = mo;
	session->in_flight_count++;
	session_send(session, pdu, smpp_deliver(pdu, session->sequence, &mo->text));
}

void smsc_pump(struct smsc *s)
{
	struct session *session = bound_session(s);

	while (session && !session->dead && s->queue && session->in_flight_count < s->window)
		deliver_one(s, session);
}

static void again_cb(void *arg)
{
	struct smsc *s = arg;

	smsc_pump(s);
	driver_kick(s->driver);
}

struct mo *smsc_mo_new(struct smsc *s, int n, const char *from, const char *to)
{
	struct mo *mo = talloc_zero(s->ctx, struct mo);

	MUST(mo);
	mo->n = n;
	snprintf(mo->text.from, sizeof(mo->text.from), "%s", from);
	snprintf(mo->text.to, sizeof(mo->text.to), "%s", to);
	return mo;
}

/* --- The ends of a link ---- */
static void take_back(struct smsc *s, struct session *session)
{
	unsigned int i;

	/* From the newest to the oldest, each to the front: the old order. */
	for (i = 0; i < SLOTS; i++) {
		uint32_t slot = (session->sequence - i) % SLOTS;
		struct mo *mo = session->in_flight[slot];

		if (!mo)
			continue;
		if (mo->n >= 0)
			ledger_sent(driver_ledger(s->driver), (unsigned int)mo->n);
		session->in_flight[slot] = NULL;
		queue_put(s, mo, true);
	}
}

static void drop_held_of(struct smsc *s, struct session *session)
{
	struct held **at = &s->held, *held;

	while ((held = *at)) {
		if (held->session == session) {
			*at = held->next;
			talloc_free(held);
		} else {
			at = &held->next;
		}
	}
	s->held_tail = at;
}

static void sweep_cb(void *arg)
{
	struct smsc *s = arg;
	struct session **at = &s->sessions, *session;

	while ((session = *at)) {
		if (!session->dead) {
			at = &session->next;
			continue;
		}
		*at = session->next;
		take_back(s, session);
		drop_held_of(s, session);
		talloc_free(session);
	}
	smsc_pump(s);
	driver_kick(s->driver);
}

static void session_end(struct session *session)
{
	session->dead = true;
	loop_late_arm(session->smsc->sweep);
}

/* --- What bearerbox submits ---- */
static void text_of(const struct smpp_text *t, char *out, size_t size)
{
	size_t skip = t->esm_class & 0x40 ? (size_t)t->data[0] + 1 : 0;
	const uint8_t *data = t->data + skip;
	ssize_t len = -1;

	if (skip > t->len)
		skip = t->len;
	if (t->data_coding == 8)
		len = text_from_utf16be(data, t->len - skip, out, size, NULL);
	else if (t->data_coding == 0)
		len = text_gsm_decode(data, t->len - skip, (struct text_shift){ 0, 0 }, out, size);
	if (len < 0)
		snprintf(out, size, "(%zu bytes)", t->len - skip);
}

/* Only the last part of a long text counts as an answer. */
static bool ends_text(const struct smpp_text *t)
{
	struct text_udh udh;

	if (!(t->esm_class & 0x40))
		return true;
	return text_udh_parse(t->data, t->len, &udh) < 0 || !udh.concat || udh.part == udh.total;
}

static void queue_receipt(struct smsc *s, const struct smpp_text *submit, const char *id)
{
	struct mo *mo = smsc_mo_new(s, -1, submit->to, submit->from);
	bool delivered = strcmp(s->receipts, "DELIVRD") == 0;

	/* Appendix B; bearerbox reads id, stat and err */
	mo->text.len = (size_t)snprintf((char *)mo->text.data, sizeof(mo->text.data),
		"id:%s sub:001 dlvrd:%03d submit date:2401010000 done date:2401010001 "
		"stat:%s err:%03d text:", id, delivered, s->receipts, delivered ? 0 : 1);
	mo->text.esm_class = 0x04;
	snprintf(mo->receipted_id, sizeof(mo->receipted_id), "%s", id);
	mo->text.receipted_id = mo->receipted_id;
	queue_put(s, mo, false);
}

static void answer_submit(struct session *session, uint32_t sequence)
{
	uint8_t pdu[SMPP_PDU_MAX];
	char id[16];

	snprintf(id, sizeof(id), "%08x", ++session->smsc->ids);
	session_send(session, pdu, smpp_submit_resp(pdu, sequence, 0, id));
}

static const struct mode *next_mode(struct smsc *s)
{
	const struct mode *mode = s->mode;

	if (s->mode_count && --s->mode_count == 0)
		s->mode = &modes[0];
	return mode;
}

static void accept_submit(struct session *session, const struct smpp_head *head,
			  const struct smpp_text *t)
{
	struct smsc *s = session->smsc;
	char text[TEXT_UTF8_OF_GSM(SMPP_TEXT_MAX)], id[16];

	s->ok++;
	if (s->pace) {
		struct held *held = talloc_zero(s->ctx, struct held);

		MUST(held);
		held->session = session;
		held->sequence = head->sequence;
		*s->held_tail = held;
		s->held_tail = &held->next;
	} else {
		answer_submit(session, head->sequence);
		if (s->receipts[0] && (t->registered & 3)) {
			snprintf(id, sizeof(id), "%08x", s->ids);
			queue_receipt(s, t, id);
			smsc_pump(s);
		}
	}
	if (!ends_text(t)) {
		s->segments++;
		return;
	}
	text_of(t, text, sizeof(text));
	driver_received(s->driver, t->from, t->to, text);
}

static void on_submit(struct session *session, const struct smpp_head *head, const uint8_t *data)
{
	struct smsc *s = session->smsc;
	const struct mode *mode = next_mode(s);
	struct smpp_text t = { 0 };
	uint8_t pdu[SMPP_PDU_MAX];

	s->submits++;
	if (!smpp_read_submit(data, head->length, &t)) {
		session_send(session, pdu, smpp_plain(pdu, GENERIC_NACK, 0x02, head->sequence));
		return;
	}
	if (mode->drop) {
		session_end(session);
	} else if (mode->silent) {
		s->silent++;
	} else if (mode->status) {
		s->refused++;
		session_send(session, pdu, smpp_submit_resp(pdu, head->sequence, mode->status, ""));
	} else {
		accept_submit(session, head, &t);
	}
}

static void pace_cb(void *arg)
{
	struct smsc *s = arg;
	struct held *held;

	s->pace_credit_ms += PACE_TICK_MS * s->pace;
	while (s->pace_credit_ms >= 1000 && (held = s->held)) {
		s->held = held->next;
		if (!s->held)
			s->held_tail = &s->held;
		answer_submit(held->session, held->sequence);
		talloc_free(held);
		s->pace_credit_ms -= 1000;
	}
	if (!s->held)
		s->pace_credit_ms = 0;
	if (s->pace || s->held)
		loop_timer_start(s->pace_timer, PACE_TICK_MS);
}

/* --- PDUs ---- */
static void on_bind(struct session *session, const struct smpp_head *head, const uint8_t *data)
{
	uint8_t pdu[SMPP_PDU_MAX];

	/* A transmitter gets no texts from handsets (4.1.1). */
	session->bound = head->command != BIND_TRANSMITTER;
	session->smsc->binds++;
	session_send(session, pdu,
		     smpp_bind_resp(pdu, head->command | 0x80000000u, head->sequence));
	smsc_pump(session->smsc);
	driver_kick(session->smsc->driver);
}

static void on_deliver_resp(struct session *session, const struct smpp_head *head,
			    const uint8_t *data)
{
	struct smsc *s = session->smsc;
	struct mo *mo = session->in_flight[head->sequence % SLOTS];

	if (!mo)
		return;
	session->in_flight[head->sequence % SLOTS] = NULL;
	session->in_flight_count--;
	if (head->status) {		/* not now: once more in a second */
		queue_put(s, mo, false);
		loop_timer_start(s->again, AGAIN_MS);
		return;
	}
	if (mo->n >= 0)
		ledger_accepted(driver_ledger(s->driver), (unsigned int)mo->n);
	talloc_free(mo);
	if (!loop_timer_running(s->again))
		smsc_pump(s);
	driver_kick(s->driver);
}

static void on_plain(struct session *session, const struct smpp_head *head, const uint8_t *data)
{
	uint8_t pdu[SMPP_PDU_MAX];

	session_send(session, pdu, smpp_plain(pdu, head->command | 0x80000000u, 0, head->sequence));
}

static void on_nothing(struct session *session, const struct smpp_head *head, const uint8_t *data)
{
}

static const struct {
	uint32_t command;
	void (*handle)(struct session *session, const struct smpp_head *head, const uint8_t *data);
} handlers[] = {
	{ SUBMIT_SM, on_submit },
	{ DELIVER_SM_RESP, on_deliver_resp },
	{ ENQUIRE_LINK, on_plain },
	{ ENQUIRE_LINK_RESP, on_nothing },
	{ BIND_TRANSCEIVER, on_bind },
	{ BIND_RECEIVER, on_bind },
	{ BIND_TRANSMITTER, on_bind },
	{ UNBIND, on_plain },
	{ GENERIC_NACK, on_nothing },
};

static void handle_pdu(struct session *session, const struct smpp_head *head, const uint8_t *data)
{
	uint8_t pdu[SMPP_PDU_MAX];
	size_t i;

	for (i = 0; i < ARRAY_LEN(handlers); i++)
		if (handlers[i].command == head->command) {
			handlers[i].handle(session, head, data);
			return;
		}
	/* 5.1.3: 3 is ESME_RINVCMDID */
	session_send(session, pdu, smpp_plain(pdu, GENERIC_NACK, 3, head->sequence));
}

static ssize_t data_cb(void *arg, const uint8_t *data, size_t len)
{
	struct session *session = arg;
	struct smpp_head head;
	size_t used = 0;

	while (!session->dead) {
		ssize_t n = smpp_head(data + used, len - used, &head);

		if (n < 0)
			return n;
		if (n == 0)
			break;
		handle_pdu(session, &head, data + used);
		used += (size_t)n;
	}
	return session->dead ? -ECONNABORTED : (ssize_t)used;
}

static void down_cb(void *arg, int reason)
{
	session_end(arg);
}

static const struct loop_stream_ops session_ops = {
	.name = "smpp", .data = data_cb, .down = down_cb, .max_input = 1024 * 1024,
};

static void accept_cb(void *arg, int fd)
{
	struct smsc *s = arg;
	struct session *session = talloc_zero(s->ctx, struct session);

	MUST(session);
	session->smsc = s;
	session->stream = loop_stream_from_fd(session, s->loop, fd, &session_ops, session);
	session->next = s->sessions;
	s->sessions = session;
}

/* --- For smpp_main.c ---- */
bool smsc_bound(const struct smsc *s)
{
	return bound_session(s) != NULL;
}

bool smsc_window_open(const struct smsc *s)
{
	const struct session *session = bound_session(s);

	return session && session->in_flight_count + s->queued < s->window;
}

void smsc_enqueue(struct smsc *s, struct mo *mo)
{
	queue_put(s, mo, false);
}

void smsc_set_pace(struct smsc *s, unsigned int per_second)
{
	s->pace = per_second;
	if (!s->pace) {			/* what is held goes out now */
		s->pace_credit_ms = UINT32_MAX / 2;
		pace_cb(s);
	} else {
		loop_timer_start(s->pace_timer, PACE_TICK_MS);
	}
}

void smsc_cut(struct smsc *s)
{
	struct session *session;

	for (session = s->sessions; session; session = session->next)
		session_end(session);
}

int smsc_start(struct smsc *s, const char *address, struct err *err)
{
	s->window = 100;
	s->mode = &modes[0];
	s->queue_tail = &s->queue;
	s->held_tail = &s->held;
	s->again = loop_timer_new(s->ctx, s->loop, "again", again_cb, s);
	s->pace_timer = loop_timer_new(s->ctx, s->loop, "pace", pace_cb, s);
	s->sweep = loop_late_new(s->ctx, s->loop, "sweep", sweep_cb, s);
	return loop_listen(s->ctx, s->loop, "smpp", address, accept_cb, s, err) ? 0 : -EIO;
}
