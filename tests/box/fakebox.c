// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fakebox.h"

#include <stdio.h>

/* A connected box. */
struct fakebox_link {
	struct fakebox_link *next;
	struct fakebox *fb;
	struct loop_stream *stream;
	char *name;			/* NULL until it said one */
	size_t pending;
	bool dead;
};

/* A message that has not been acknowledged: bearerbox's store. */
struct fakebox_msg {
	struct fakebox_msg *next;
	struct fakebox_link *out_to;	/* NULL: waiting */
	unsigned int times_out;
	char *box;			/* whom it is for; NULL: fb->route */
	struct box_sms sms;
};

/* --- Keeping ------------------------------------------------------------------ */
static void copy_view(void *ctx, struct view *v)
{
	uint8_t *data;

	if (!v->data)
		return;
	data = talloc_size(ctx, v->len + 1);
	MUST(data);
	memcpy(data, v->data, v->len);
	data[v->len] = '\0';
	v->data = data;
}

static void copy_texts(void *ctx, struct box_sms *s)
{
	struct view *texts[] = {
		&s->sender, &s->receiver, &s->udhdata, &s->msgdata, &s->smsc_id,
		&s->smsc_number, &s->foreign_id, &s->service, &s->account, &s->dlr_url,
		&s->charset, &s->boxc_id, &s->binfo, &s->meta_data,
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		copy_view(ctx, texts[i]);
}

static struct fakebox_msg *keep(struct fakebox *fb, const struct box_sms *sms, const char *box)
{
	struct fakebox_msg *msg = talloc_zero(fb, struct fakebox_msg), **at;

	MUST(msg);
	msg->sms = *sms;
	copy_texts(msg, &msg->sms);
	if (!msg->sms.id[0])
		rand_uuid(msg->sms.id);
	if (box)
		msg->box = talloc_strdup(msg, box);
	for (at = &fb->msgs; *at; at = &(*at)->next)
		;
	*at = msg;
	loop_late_arm(fb->late);
	return msg;
}

/* --- Handing out ----------------------------------------------------------------- */
static struct fakebox_link *link_for(struct fakebox *fb, const char *name)
{
	struct fakebox_link *link;

	for (link = fb->links; link; link = link->next)
		if (!link->dead && link->name && strcmp(link->name, name) == 0)
			return link;
	return NULL;
}

static void write_sms(struct fakebox_link *link, const struct box_sms *sms)
{
	struct box_buf buf = { .ctx = link };

	MUST(box_encode_sms(&buf, sms) == 0);
	if (loop_stream_send(link->stream, buf.data, buf.len) < 0)
		link->dead = true;
	talloc_free(buf.data);
}

static void drop_dead_links(struct fakebox *fb)
{
	struct fakebox_link **at = &fb->links;

	while (*at) {
		struct fakebox_link *link = *at;

		if (!link->dead) {
			at = &link->next;
			continue;
		}
		*at = link->next;
		talloc_free(link);
	}
}

/* What was out on a lost link waits again, newest first. */
static void take_back(struct fakebox *fb, struct fakebox_link *link)
{
	struct fakebox_msg *kept = NULL, **tail = &kept, *back = NULL, *msg = fb->msgs;

	while (msg) {
		struct fakebox_msg *next = msg->next;

		if (msg->out_to == link) {
			msg->out_to = NULL;
			msg->next = back;
			back = msg;
		} else {
			*tail = msg;
			tail = &msg->next;
		}
		msg = next;
	}
	*tail = NULL;
	for (tail = &back; *tail; tail = &(*tail)->next)
		;
	*tail = kept;
	fb->msgs = back;
	link->pending = 0;
}

static void hand_out(void *arg)
{
	struct fakebox *fb = arg;
	struct fakebox_link *link;
	struct fakebox_msg *msg;

	for (link = fb->links; link; link = link->next)
		if (link->dead)
			take_back(fb, link);
	drop_dead_links(fb);
	for (msg = fb->msgs; msg; msg = msg->next) {
		if (msg->out_to)
			continue;
		link = link_for(fb, msg->box ? msg->box : fb->route);
		if (!link || link->pending >= fb->max_pending)
			continue;
		msg->out_to = link;
		link->pending++;
		if (msg->times_out++)
			fb->redelivered++;
		write_sms(link, &msg->sms);
	}
}

/* --- Frames of a box ---------------------------------------------------------------- */
static void on_admin(struct fakebox_link *link, const struct box_admin *admin)
{
	struct fakebox *fb = link->fb;

	if (admin->command != BOX_CMD_IDENTIFY || !admin->boxc_id.data)
		return;
	talloc_free(link->name);
	link->name = talloc_strndup(link, (const char *)admin->boxc_id.data, admin->boxc_id.len);
	loop_late_arm(fb->late);
	if (fb->ops->named)
		fb->ops->named(fb->arg, link->name);
}

static void on_ack(struct fakebox_link *link, const struct box_ack *ack)
{
	struct fakebox *fb = link->fb;
	struct fakebox_msg **at, *msg;

	if (fb->deaf)
		return;
	for (at = &fb->msgs; (msg = *at); at = &msg->next)
		if (msg->out_to && strcmp(msg->sms.id, ack->id) == 0)
			break;
	if (!msg) {
		fb->unknown_acks++;
		return;
	}
	msg->out_to->pending--;
	msg->out_to = NULL;
	loop_late_arm(fb->late);
	if (ack->nack == BOX_ACK_FAILED_TMP) {
		fb->failed_tmp_acks++;	/* and it goes out again at once */
		return;
	}
	*at = msg->next;
	if (fb->ops->acked)
		fb->ops->acked(fb->arg, ack->id, (enum box_ack_kind)ack->nack);
	talloc_free(msg);
}

static void report_by_mask(struct fakebox *fb, const struct box_sms *sms)
{
	int bit;

	if (sms->dlr_mask == BOX_UNDEFINED)
		return;
	/* First the carrier's word (8, 16), then the handset's (1, 2). */
	for (bit = BOX_DLR_ACCEPTED; bit <= BOX_DLR_REJECTED; bit <<= 1)
		if (sms->dlr_mask & fb->reports & bit)
			fakebox_report(fb, sms, (enum box_dlr)bit);
	for (bit = BOX_DLR_DELIVERED; bit <= BOX_DLR_BUFFERED; bit <<= 1)
		if (sms->dlr_mask & fb->reports & bit)
			fakebox_report(fb, sms, (enum box_dlr)bit);
}

static void on_sms(struct fakebox_link *link, const struct box_sms *sms)
{
	struct fakebox *fb = link->fb;
	struct box_buf buf = { .ctx = link };
	struct box_ack ack;
	int kind = BOX_ACK_SUCCESS;

	if (fb->suspended)
		return;
	fb->texts++;
	if (fb->ops->sms)
		kind = fb->ops->sms(fb->arg, link->name ? link->name : "", sms);
	if (kind == FAKEBOX_NO_ACK)
		return;
	box_ack_init(&ack);
	ack.nack = kind;
	memcpy(ack.id, sms->id, sizeof(ack.id));
	MUST(box_encode_ack(&buf, &ack) == 0);
	if (loop_stream_send(link->stream, buf.data, buf.len) < 0)
		link->dead = true;
	talloc_free(buf.data);
	if (kind == BOX_ACK_SUCCESS)
		report_by_mask(fb, sms);
}

static void on_frame(struct fakebox_link *link, const struct box_frame *frame)
{
	switch (frame->type) {
	case BOX_TYPE_heartbeat:
		link->fb->heartbeats++;
		break;
	case BOX_TYPE_admin:
		on_admin(link, &frame->admin);
		break;
	case BOX_TYPE_sms:
		on_sms(link, &frame->sms);
		break;
	case BOX_TYPE_ack:
		on_ack(link, &frame->ack);
		break;
	}
}

static ssize_t link_data(void *arg, const uint8_t *data, size_t len)
{
	struct fakebox_link *link = arg;
	struct box_frame frame;
	size_t used = 0;

	while (used < len && !link->dead) {
		ssize_t n = box_decode(data + used, len - used, &frame, NULL);

		if (n < 0)
			link->fb->hostile++;
		if (n < 0)
			return n;
		if (n == 0)
			break;
		used += (size_t)n;
		on_frame(link, &frame);
	}
	return (ssize_t)used;
}

static void link_down(void *arg, int reason)
{
	struct fakebox_link *link = arg;

	link->dead = true;
	loop_late_arm(link->fb->late);
}

static const struct loop_stream_ops link_ops = {
	.name = "fakebox",
	.data = link_data,
	.down = link_down,
	.max_input = LOOP_READ_MAX + BOX_FRAME_MAX,
};

void fakebox_accept(struct fakebox *fb, int fd)
{
	struct fakebox_link *link = talloc_zero(fb, struct fakebox_link);

	MUST(link);
	link->fb = fb;
	link->stream = loop_stream_from_fd(link, fb->loop, fd, &link_ops, link);
	link->next = fb->links;
	fb->links = link;
}

static void accept_cb(void *arg, int fd)
{
	fakebox_accept(arg, fd);
}

/* --- What a test does ------------------------------------------------------------------ */
struct fakebox *fakebox_new(void *ctx, struct loop *loop, const char *address,
			    const struct fakebox_ops *ops, void *arg, struct err *err)
{
	struct fakebox *fb = talloc_zero(ctx, struct fakebox);

	MUST(fb);
	fb->max_pending = 1000;
	fb->route = "warmline";
	fb->loop = loop;
	fb->ops = ops;
	fb->arg = arg;
	fb->late = loop_late_new(fb, loop, "fakebox", hand_out, fb);
	if (!address)
		return fb;
	fb->address = talloc_strdup(fb, address);
	fb->listener = loop_listen(fb, loop, "fakebox", address, accept_cb, fb, err);
	if (!fb->listener)
		TALLOC_FREE(fb);
	return fb;
}

const char *fakebox_hand(struct fakebox *fb, const struct box_sms *sms)
{
	return keep(fb, sms, NULL)->sms.id;
}

const char *fakebox_hand_text(struct fakebox *fb, const char *sender, const char *receiver,
			      const char *text)
{
	struct box_sms sms;

	box_sms_init(&sms);
	sms.sender = VIEW_STR(sender);
	sms.receiver = VIEW_STR(receiver);
	sms.msgdata = VIEW_STR(text);
	sms.sms_type = BOX_SMS_MO;
	sms.coding = BOX_CODING_7BIT;
	sms.time = (int32_t)(clock_wall_ms() / 1000);
	sms.smsc_id = VIEW_STR("fake");
	return fakebox_hand(fb, &sms);
}

void fakebox_report(struct fakebox *fb, const struct box_sms *mt, enum box_dlr event)
{
	struct box_sms report;
	char box[64];

	box_sms_init(&report);
	report.sender = mt->sender;
	report.receiver = mt->receiver;
	report.dlr_url = mt->dlr_url;
	report.service = mt->service;
	report.boxc_id = mt->boxc_id;
	report.dlr_mask = (int32_t)event;
	report.sms_type = BOX_SMS_REPORT_MO;
	report.smsc_id = VIEW_STR("fake");
	report.foreign_id = VIEW_STR("f00d");
	report.time = (int32_t)(clock_wall_ms() / 1000);
	report.msgdata = event == BOX_DLR_REJECTED ? VIEW_STR("NACK/") : VIEW_STR("ACK/");
	snprintf(box, sizeof(box), "%.*s", (int)mt->boxc_id.len,
		 mt->boxc_id.data ? (const char *)mt->boxc_id.data : "");
	keep(fb, &report, box[0] ? box : NULL);
}

void fakebox_send_raw(struct fakebox *fb, const void *data, size_t len)
{
	struct fakebox_link *link;

	for (link = fb->links; link; link = link->next)
		if (!link->dead && loop_stream_send(link->stream, data, len) < 0)
			link->dead = true;
}

void fakebox_admin(struct fakebox *fb, enum box_command command)
{
	struct box_buf buf = { .ctx = fb };
	struct box_admin admin;

	box_admin_init(&admin);
	admin.command = (int32_t)command;
	MUST(box_encode_admin(&buf, &admin) == 0);
	fakebox_send_raw(fb, buf.data, buf.len);
	talloc_free(buf.data);
}

void fakebox_cut(struct fakebox *fb)
{
	struct fakebox_link *link;

	for (link = fb->links; link; link = link->next) {
		take_back(fb, link);
		link->dead = true;
		TALLOC_FREE(link->stream);
	}
	loop_late_arm(fb->late);
}

size_t fakebox_boxes(const struct fakebox *fb)
{
	const struct fakebox_link *link;
	size_t n = 0;

	for (link = fb->links; link; link = link->next)
		n += !link->dead && link->name;
	return n;
}

size_t fakebox_kept(const struct fakebox *fb)
{
	const struct fakebox_msg *msg;
	size_t n = 0;

	for (msg = fb->msgs; msg; msg = msg->next)
		n++;
	return n;
}

void fakebox_away(struct fakebox *fb, bool away)
{
	if (away) {
		TALLOC_FREE(fb->listener);
		fakebox_cut(fb);
		return;
	}
	if (!fb->listener)
		fb->listener = loop_listen(fb, fb->loop, "fakebox", fb->address,
					   accept_cb, fb, NULL);
	MUST(fb->listener);
}
