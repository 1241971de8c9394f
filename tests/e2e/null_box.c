// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The null box: acknowledges every text and answers it at once, and stores
 * nothing.  It says what bearerbox and the protocol cost by themselves; the
 * bench measures warmlined against it.
 *
 *	null-box HOST:PORT [NAME [stamped | chained | reports]]
 *
 * The answer is "re: " and the text, sent as warmlined sends: with a constant
 * `time`, so that bearerbox keeps the order.  "stamped" gives each the time
 * of day, which is wrong: bearerbox then takes the newest second first, and
 * a test of order must see that.
 *
 * Acknowledging first loses a text when bearerbox is killed between its ack
 * and the answer.  "chained" acknowledges a text when its answer has been
 * acknowledged: nothing is lost, with nothing stored.  The answer's UUID is
 * the text's with one bit turned over, so that the way back needs no table.
 *
 * "reports" asks for the carrier's word about each answer (mask 24), as
 * warmlined must; it says what that costs bearerbox.
 */
#include "box/box.h"

#include <signal.h>
#include <stdio.h>

struct null_box {
	struct loop *loop;
	struct box_conn *conn;
	bool stamped, chained, reports;
};

static void on_up(void *arg)
{
}

/* Twice is once back. */
static void turn_uuid(char *id)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = strchr(digits, id[0] | (id[0] >= 'A' ? 0x20 : 0));

	id[0] = digits[(at ? at - digits : 0) ^ 8];
}

static void acknowledge(struct null_box *box, const char *id)
{
	/* A failure means that the link is down: bearerbox gives it again. */
	if (box_conn_send_ack(box->conn, id, BOX_ACK_SUCCESS) < 0)
		LOGP(DBOX, LOGL_NOTICE, "An acknowledgement could not be sent.\n");
}

static void on_sms(void *arg, const struct box_sms *sms)
{
	struct null_box *box = arg;
	struct box_sms reply;
	uint8_t text[2048];
	size_t len = sms->msgdata.len < sizeof(text) - 4 ? sms->msgdata.len : sizeof(text) - 4;

	if (!box->chained || sms->sms_type != BOX_SMS_MO)
		acknowledge(box, sms->id);
	if (sms->sms_type != BOX_SMS_MO)
		return;
	memcpy(text, "re: ", 4);
	if (len)
		memcpy(text + 4, sms->msgdata.data, len);
	box_sms_init(&reply);
	memcpy(reply.id, sms->id, sizeof(reply.id));
	turn_uuid(reply.id);
	reply.sender = sms->receiver;
	reply.receiver = sms->sender;
	reply.msgdata = (struct view){ text, len + 4 };
	reply.sms_type = BOX_SMS_MT_PUSH;
	reply.coding = sms->coding;
	if (box->reports) {
		reply.dlr_mask = BOX_DLR_ACCEPTED | BOX_DLR_REJECTED;
		reply.dlr_url = VIEW_STR(reply.id);
	}
	reply.time = box->stamped ? (int32_t)(clock_wall_ms() / 1000) : 1;
	if (box_conn_send_sms(box->conn, &reply) < 0)
		LOGP(DBOX, LOGL_ERROR, "An answer could not be sent.\n");
}

static void on_ack(void *arg, const char *id, enum box_ack_kind kind)
{
	struct null_box *box = arg;
	char text_id[UUID_LEN + 1];

	if (kind != BOX_ACK_SUCCESS && kind != BOX_ACK_BUFFERED)
		LOGP(DBOX, LOGL_ERROR, "bearerbox refused an answer: %s.\n",
		     box_ack_name((int32_t)kind));
	if (!box->chained)
		return;
	memcpy(text_id, id, sizeof(text_id));
	turn_uuid(text_id);
	acknowledge(box, text_id);
}

static void on_down(void *arg, enum box_down_reason reason)
{
}

static void on_signal(void *arg, int signum)
{
	loop_stop(((struct null_box *)arg)->loop);
}

static const struct box_conn_ops ops = {
	.up = on_up, .sms = on_sms, .ack = on_ack, .down = on_down,
};

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "null-box");
	struct box_conn_config config = { .name = argc > 2 ? argv[2] : "warmline" };
	const char *how = argc > 3 ? argv[3] : "";
	struct null_box box = {
		.stamped = strcmp(how, "stamped") == 0, .chained = strcmp(how, "chained") == 0,
		.reports = strcmp(how, "reports") == 0,
	};
	struct err err = { "usage: null-box HOST:PORT [NAME [stamped | chained | reports]]" };

	base_init(ctx, "null-box");
	box.loop = loop_new(ctx);
	config.address = argc > 1 ? argv[1] : NULL;
	box.conn = config.address ? box_conn_new(ctx, box.loop, &config, &ops, &box, &err) : NULL;
	if (!box.conn) {
		fprintf(stderr, "null-box: %s\n", err.text);
		return 2;
	}
	loop_signal_new(ctx, box.loop, SIGTERM, on_signal, &box);
	loop_signal_new(ctx, box.loop, SIGINT, on_signal, &box);
	loop_run(box.loop);
	talloc_free(ctx);
	return 0;
}
