// SPDX-License-Identifier: AGPL-3.0-or-later
/* The room's front: settings, the link's call-backs, the turn. */
#include "sms/sms_int.h"

static const struct cfg_key keys[] = {
	{ "bearerbox", CFG_STRING, offsetof(struct sms_values, bearerbox), 3, 100,
	  "127.0.0.1:13001", NULL, "Address of Kannel's bearerbox (smsbox-port), loopback only",
	  false },
	{ "box-name", CFG_STRING, offsetof(struct sms_values, box_name), 1, 30, "warmline", NULL,
	  "Our boxc-id; bearerbox needs a smsbox-route for it", false },
	{ "sender", CFG_STRING, offsetof(struct sms_values, sender), 1, 15, "40404", NULL,
	  "Short code or number that our texts come from", false },
	{ "region", CFG_STRING, offsetof(struct sms_values, region), 2, 2, "KE", NULL,
	  "Country (ISO 3166) in which numbers without a country code are read", false },
	{ "rate", CFG_INT, offsetof(struct sms_values, rate), 0, 100000, "0", NULL,
	  "Segments a second that the carrier takes; 0 for no limit", false },
	{ "window", CFG_INT, offsetof(struct sms_values, window), 1, 100000, "500", NULL,
	  "Segments on the way that no carrier has taken yet, at most", false },
	{ "crisis-window", CFG_INT, offsetof(struct sms_values, crisis_window), 1, 100000, "5000",
	  NULL, "The same for crisis texts, on top of the window: bearerbox sends them first",
	  false },
	{ "part-wait", CFG_DURATION, offsetof(struct sms_values, part_wait_ms), 1000,
	  MINUTES_MS(10), "30s", NULL, "How long the missing parts of a long text are waited for",
	  false },
};
static const struct cfg_table table = {
	"sms", "Texts: the link to bearerbox and its pace", keys, ARRAY_LEN(keys)
};

static void link_up(void *arg)
{
	struct sms *sms = arg;

	LOGP(DSMS, LOGL_NOTICE, "The link to bearerbox is up.\n");
	sms_pump_link(sms, true);
	if (sms->deps.hooks.link)
		sms->deps.hooks.link(sms->deps.hooks.arg, true);
}

static void link_down(void *arg, enum box_down_reason reason)
{
	struct sms *sms = arg;

	LOGP(DSMS, LOGL_ERROR, "The link to bearerbox is down%s.\n",
	     reason == BOX_DOWN_HOSTILE ? ": it sent what no bearerbox sends" :
	     reason == BOX_DOWN_ADMIN ? ": it said that it stops" :
	     reason == BOX_DOWN_MUTE ?
	     ": it took texts and did not answer, so we call it anew" : "");
	sms_pump_link(sms, false);
	if (sms->deps.hooks.link)
		sms->deps.hooks.link(sms->deps.hooks.arg, false);
}

static void link_sms(void *arg, const struct box_sms *m)
{
	if (m->sms_type == BOX_SMS_REPORT_MO || m->sms_type == BOX_SMS_REPORT_MT)
		sms_report_receive(arg, m);
	else
		sms_mo_receive(arg, m);
}

static void link_ack(void *arg, const char *id, enum box_ack_kind kind)
{
	sms_ack_receive(arg, id, kind);
}

static void link_admin(void *arg, enum box_command command)
{
	struct sms *sms = arg;

	LOGP(DSMS, LOGL_NOTICE, "bearerbox says: %s.\n", box_command_name((int32_t)command));
	if (command == BOX_CMD_SUSPEND || command == BOX_CMD_RESUME)
		sms_pump_suspend(sms, command == BOX_CMD_SUSPEND);
}

static const struct box_conn_ops link_ops = {
	.up = link_up, .sms = link_sms, .ack = link_ack, .admin = link_admin, .down = link_down,
};

struct sms *sms_new(void *ctx, const struct sms_deps *deps)
{
	struct sms *sms = talloc_zero(ctx, struct sms);

	if (!sms)
		base_oom();
	sms->deps = *deps;
	INIT_LLIST_HEAD(&sms->mos);
	INIT_LLIST_HEAD(&sms->held);
	INIT_LLIST_HEAD(&sms->words);
	cfg_register(sms, &table, &sms->values);
	sms->pump = sms_pump_new(sms);
	return sms;
}

void sms_set_store(struct sms *sms, struct store *store, struct store_batch *batch)
{
	sms->store = store;
	sms->batch = batch;
}

const char *sms_bearerbox(const struct sms *sms)
{
	return sms->values.bearerbox;
}

const char *sms_box_name(const struct sms *sms)
{
	return sms->values.box_name;
}

const char *sms_sender(const struct sms *sms)
{
	return sms->values.sender;
}

const char *sms_region(const struct sms *sms)
{
	return sms->values.region;
}

int sms_start(struct sms *sms, struct err *err)
{
	struct box_conn_config config = {
		.address = sms->values.bearerbox, .name = sms->values.box_name,
	};

	sms->numbers = text_numbers_new(sms, sms->values.region, err);
	if (!sms->numbers)
		return -EINVAL;
	sms->box = box_conn_new(sms, sms->deps.loop, &config, &link_ops, sms, err);
	return sms->box ? 0 : -EINVAL;
}

bool sms_has_work(struct sms *sms, int64_t now_ms)
{
	return !llist_empty(&sms->mos) || sms_next_send_ms(sms, now_ms) == 0;
}

int64_t sms_next_send_ms(struct sms *sms, int64_t now_ms)
{
	int64_t pump_ms = sms_pump_next_ms(sms, now_ms), words_ms = sms_words_next_ms(sms);

	return pump_ms < 0 || (words_ms >= 0 && words_ms < pump_ms) ? words_ms : pump_ms;
}

int sms_work(struct sms *sms, int64_t now_ms)
{
	void *mem = talloc_named_const(sms, 0, "sms turn");
	struct care_turn t;
	int rc;

	if (!mem)
		base_oom();
	care_turn_init(&t, sms->deps.care, mem, now_ms);
	rc = sms_reports_work(sms, &t);
	if (rc == 0)
		rc = sms_intake_work(sms, &t);
	if (rc == 0)
		rc = sms_pump_work(sms, &t);
	talloc_free(mem);
	return rc;
}

void sms_done(struct sms *sms, bool committed)
{
	sms_reports_done(sms, committed);
	sms_intake_done(sms, committed);
	sms_pump_done(sms, committed);
	TALLOC_FREE(sms->mem);
	sms_held_next(sms);
	sms_replay_next(sms);
}

void sms_acknowledge(struct sms *sms, const char *uuid)
{
	if (box_conn_send_ack(sms->box, uuid, BOX_ACK_SUCCESS) < 0)
		LOGP(DSMS, LOGL_INFO, "An acknowledgement waits for the link.\n");
}

struct sms_status sms_status(const struct sms *sms)
{
	struct sms_status out = { .link = sms->box ? box_conn_state(sms->box) : "not started" };
	struct llist_head *at;

	llist_for_each(at, &sms->held)
		out.held++;
	sms_pump_status(sms, &out);
	return out;
}
