// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The alarm line: a text from "hand it over" to bearerbox's and the carrier's
 * word.  A text is handed over again after "queue full", and after a fall of
 * the connection when no report has come: an alarm twice is better than none.
 */
#include "pager/pager_int.h"
#include "text/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* bearerbox takes the newest second first and, within it, in order: with one
 * and the same second for all it is first in, first out. */
enum { CONSTANT_TIME = 1, PRIORITY = 3 };

static const char url_start[] = "alarm:";

void pager_line_init(struct pager_line *l, const struct pager_line_ops *ops, void *arg)
{
	memset(l, 0, sizeof(*l));
	l->ops = ops;
	l->arg = arg;
}

/* --- The table ----------------------------------------------------------------------- */
static struct line_text *find_id(struct pager_line *l, uint64_t alarm_id)
{
	unsigned int i;

	for (i = 0; i < LINE_TEXTS; i++) {
		if (l->text[i].state != LINE_FREE && l->text[i].alarm_id == alarm_id)
			return &l->text[i];
	}
	return NULL;
}

static struct line_text *find_uuid(struct pager_line *l, const char *uuid)
{
	unsigned int i;

	for (i = 0; i < LINE_TEXTS; i++) {
		if (l->text[i].state == LINE_OUT && strcmp(l->text[i].uuid, uuid) == 0)
			return &l->text[i];
	}
	return NULL;
}

/* A free place, or that of the text that was done with longest ago. */
static struct line_text *place(struct pager_line *l)
{
	struct line_text *old = NULL, *t;
	unsigned int i;

	for (i = 0; i < LINE_TEXTS; i++) {
		t = &l->text[i];
		if (t->state == LINE_FREE)
			return t;
		if (t->state == LINE_DONE && (!old || t->order < old->order))
			old = t;
	}
	return old;
}

static struct line_text *next_to_go(struct pager_line *l, int64_t now_ms)
{
	struct line_text *first = NULL, *t;
	unsigned int i;

	for (i = 0; i < LINE_TEXTS; i++) {
		t = &l->text[i];
		if ((t->state != LINE_QUEUED && t->state != LINE_LOST) || t->next_ms > now_ms)
			continue;
		if (!first || t->order < first->order)
			first = t;
	}
	return first;
}

/* Outcomes are told as they rise; a late ack after a report tells nothing new. */
static void became(struct pager_line *l, struct line_text *t, enum pager_outcome outcome,
		   int64_t now_ms)
{
	if (t->outcome == outcome || t->outcome == PAGER_DELIVERED)
		return;
	t->outcome = outcome;
	l->ops->report(l->arg, t->alarm_id, outcome, now_ms);
}

static void done(struct pager_line *l, struct line_text *t)
{
	if (t->state == LINE_OUT)
		l->out--;
	t->state = LINE_DONE;
	t->order = l->order++;
}

int pager_line_push(struct pager_line *l, uint64_t alarm_id, const char *number, const char *text,
		    int64_t now_ms)
{
	struct line_text *t = find_id(l, alarm_id);

	if (t) {
		if (t->outcome)
			l->ops->report(l->arg, alarm_id, t->outcome, now_ms);
		return 0;
	}
	t = place(l);
	if (!t || strlen(number) > PAGER_NUMBER_LEN || strlen(text) > PAGER_TEXT_LEN)
		return t ? -EMSGSIZE : -ENOBUFS;
	memset(t, 0, sizeof(*t));
	t->state = LINE_QUEUED;
	t->alarm_id = alarm_id;
	t->order = l->order++;
	t->made_ms = t->next_ms = now_ms;
	strcpy(t->number, number);
	strcpy(t->text, text);
	return 0;
}

/* --- Sending -------------------------------------------------------------------------------- */
static int hand_over(struct pager_line *l, struct line_text *t)
{
	uint8_t ucs2[TEXT_UTF16_OF_UTF8(PAGER_TEXT_LEN)];
	struct text_size size;
	struct box_sms sms;
	char url[32];
	ssize_t len;

	if (text_measure(t->text, strlen(t->text), TEXT_REF_8, &size) < 0)
		return -EINVAL;
	rand_uuid(t->uuid);
	snprintf(url, sizeof(url), "%s%016" PRIx64, url_start, t->alarm_id);
	box_sms_init(&sms);
	memcpy(sms.id, t->uuid, sizeof(sms.id));
	sms.sms_type = BOX_SMS_MT_PUSH;
	sms.sender = VIEW_STR(l->sender);
	sms.receiver = VIEW_STR(t->number);
	sms.msgdata = VIEW_STR(t->text);
	sms.coding = BOX_CODING_7BIT;
	if (size.coding == TEXT_UCS2) {
		len = text_to_utf16be(t->text, strlen(t->text), ucs2, sizeof(ucs2));
		if (len < 0)
			return (int)len;
		sms.msgdata = (struct view){ ucs2, (size_t)len };
		sms.coding = BOX_CODING_UCS2;
	}
	sms.time = CONSTANT_TIME;
	sms.priority = PRIORITY;
	sms.dlr_mask = BOX_DLR_DELIVERED | BOX_DLR_FAILED | BOX_DLR_BUFFERED |
		       BOX_DLR_ACCEPTED | BOX_DLR_REJECTED;
	sms.dlr_url = VIEW_STR(url);
	return l->ops->send(l->arg, &sms);
}

static void send_next(struct pager_line *l, struct line_text *t, int64_t now_ms)
{
	int rc;

	if (now_ms - t->made_ms > LINE_STALE_MS) {
		done(l, t);
		became(l, t, PAGER_REJECTED, now_ms);
		return;
	}
	rc = hand_over(l, t);
	if (rc == 0) {
		t->state = LINE_OUT;
		t->next_ms = now_ms + LINE_ACK_MS;
		l->out++;
		l->pace_ms = now_ms + 1000 / LINE_RATE;
	} else if (rc == -ENOTCONN) {
		l->up = false;		/* "down" follows */
	} else {
		LOGP(DPAGER, LOGL_ERROR,
		     "An alarm text could not be encoded (%s); it is given up.\n",
		     strerror(-rc));
		done(l, t);
		became(l, t, PAGER_REJECTED, now_ms);
	}
}

static void acks_missing(struct pager_line *l, int64_t now_ms)
{
	unsigned int i;

	for (i = 0; i < LINE_TEXTS; i++) {
		struct line_text *t = &l->text[i];
		if (t->state != LINE_OUT || t->next_ms > now_ms)
			continue;
		done(l, t);
		became(l, t, PAGER_UNKNOWN, now_ms);
	}
}

void pager_line_tick(struct pager_line *l, int64_t now_ms)
{
	struct line_text *t;

	acks_missing(l, now_ms);
	while (l->up && !l->held && l->out < LINE_WINDOW && now_ms >= l->pace_ms &&
	       (t = next_to_go(l, now_ms)))
		send_next(l, t, now_ms);
}

int64_t pager_line_next_ms(const struct pager_line *l)
{
	int64_t next = INT64_MAX, at;
	unsigned int i;

	for (i = 0; i < LINE_TEXTS; i++) {
		const struct line_text *t = &l->text[i];
		bool waits = t->state == LINE_QUEUED || t->state == LINE_LOST;
		if (t->state != LINE_OUT && !(waits && l->up && !l->held && l->out < LINE_WINDOW))
			continue;
		at = waits && t->next_ms < l->pace_ms ? l->pace_ms : t->next_ms;
		if (at < next)
			next = at;
	}
	return next;
}

/* --- bearerbox's word ----------------------------------------------------- */
void pager_line_up(struct pager_line *l, bool up, int64_t now_ms)
{
	unsigned int i;

	l->up = up;
	l->held = false;
	for (i = 0; i < LINE_TEXTS; i++) {
		struct line_text *t = &l->text[i];
		if (!up && t->state == LINE_OUT) {
			t->state = LINE_LOST;
			t->next_ms = INT64_MAX;	/* until it is up again */
		} else if (up && t->state == LINE_LOST) {
			t->next_ms = now_ms + BOX_GRACE_MS;
		}
	}
	if (!up)
		l->out = 0;
}

void pager_line_hold(struct pager_line *l, bool hold)
{
	l->held = hold;
}

void pager_line_ack(struct pager_line *l, const char *uuid, enum box_ack_kind kind, int64_t now_ms)
{
	struct line_text *t = find_uuid(l, uuid);

	if (!t)
		return;
	if (kind == BOX_ACK_FAILED_TMP) {
		l->out--;
		t->state = LINE_QUEUED;
		t->next_ms = now_ms + LINE_AGAIN_MS;
		return;
	}
	done(l, t);
	if (kind == BOX_ACK_FAILED)
		became(l, t, PAGER_REJECTED, now_ms);
	else if (!t->outcome)
		became(l, t, kind == BOX_ACK_BUFFERED ? PAGER_BUFFERED : PAGER_ACCEPTED, now_ms);
}

static bool report_id(const struct view *url, uint64_t *id)
{
	char hex[17], *end;

	if (!url->data || url->len != sizeof(url_start) - 1 + 16 ||
	    memcmp(url->data, url_start, sizeof(url_start) - 1) != 0)
		return false;
	memcpy(hex, url->data + sizeof(url_start) - 1, 16);
	hex[16] = '\0';
	*id = strtoull(hex, &end, 16);
	return *end == '\0' && *id != 0;
}

static enum pager_outcome report_means(int32_t event)
{
	if (event < 0)
		return 0;
	if (event & BOX_DLR_DELIVERED)
		return PAGER_DELIVERED;
	if (event & (BOX_DLR_FAILED | BOX_DLR_REJECTED))
		return PAGER_REJECTED;
	return event & BOX_DLR_ACCEPTED ? PAGER_SENT : 0;
}

bool pager_line_report(struct pager_line *l, const struct box_sms *sms, int64_t now_ms)
{
	enum pager_outcome outcome = report_means(sms->dlr_mask);
	struct line_text *t;
	uint64_t id;

	if (!report_id(&sms->dlr_url, &id))
		return false;
	t = find_id(l, id);
	if (t && t->state != LINE_DONE)
		done(l, t);		/* a report proves that it got there */
	if (t && outcome)
		became(l, t, outcome, now_ms);
	else if (outcome)
		l->ops->report(l->arg, id, outcome, now_ms);
	return true;
}
