// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * smpp-smsc: a carrier over SMPP 3.4, for tests.  bearerbox binds to it.
 *
 *	smpp-smsc [--listen 127.0.0.1:PORT] [--to 3114] [--prefix 2547] [--persons N]
 *
 * What a handset sent is given to bearerbox until it says ESME_ROK: again
 * after a second when it says anything else, again over the next bind when
 * the link broke.  What bearerbox submits is answered as told, and counted.
 *
 * Commands: those of driver.h, and
 *	send FROM TO TEXT      as many segments as it needs, with a UDH
 *	deliver FROM TO DCS ESM HEX   one deliver_sm as it stands: any coding, any UDH
 *	window N               deliver_sm in flight (100)
 *	mode KIND [N]          what the next N submit_sm get (0 or none: until changed):
 *	                       ok | throttle | full | reject | silent | drop
 *	pace N                 at most N submit_sm answered a second (0: at once)
 *	receipts STAT          DELIVRD, UNDELIV, EXPIRED, ... for each text that asks; none
 *	cut                    loses every link
 *	submits                counts of submit_sm, one line
 */
#include "smpp_smsc.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { WINDOW_MAX = 2047 };		/* half of smpp_smsc.c's slots */

/* --- What the driver asks ---- */
static bool carrier_up(void *arg)
{
	return smsc_bound(arg);
}

static bool carrier_ready(void *arg)
{
	return smsc_window_open(arg);
}

static int carrier_send(void *arg, unsigned int n, const char *from, const char *to,
			const char *text)
{
	struct smsc *s = arg;
	struct mo *mo = smsc_mo_new(s, (int)n, from, to);

	mo->text.len = strlen(text);	/* letters, digits and #: the same in GSM 03.38 */
	memcpy(mo->text.data, text, mo->text.len);
	smsc_enqueue(s, mo);
	smsc_pump(s);
	return 0;
}

/* --- Commands ---- */
static void queue_segment(struct smsc *s, const char *from, const char *to,
			  const struct text_segment *seg)
{
	struct mo *mo = smsc_mo_new(s, -1, from, to);
	uint8_t *at = mo->text.data + seg->udh_len;
	ssize_t len = (ssize_t)seg->payload_len;

	memcpy(mo->text.data, seg->udh, seg->udh_len);
	mo->text.esm_class = seg->udh_len ? 0x40 : 0;
	if (seg->coding == TEXT_UCS2) {
		mo->text.data_coding = 8;
		memcpy(at, seg->payload, seg->payload_len);
	} else {
		len = text_gsm_encode((const char *)seg->payload, seg->payload_len, at,
				      SMPP_TEXT_MAX - seg->udh_len, NULL);
		MUST(len >= 0);
	}
	mo->text.len = seg->udh_len + (size_t)len;
	smsc_enqueue(s, mo);
}

static void cmd_send(void *arg, char *rest)
{
	struct smsc *s = arg;
	const char *from = driver_word(&rest), *to = driver_word(&rest);
	struct text_segments *parts;
	unsigned int i;

	if (text_split(s->ctx, rest, strlen(rest), TEXT_REF_8, (uint16_t)++s->ids, &parts) < 0) {
		driver_err("that is no text");
		return;
	}
	for (i = 0; i < parts->count; i++)
		queue_segment(s, from, to, &parts->segment[i]);
	driver_ok("%u segments", parts->count);
	talloc_free(parts);
	smsc_pump(s);
}

static void cmd_deliver(void *arg, char *rest)
{
	struct smsc *s = arg;
	const char *from = driver_word(&rest), *to = driver_word(&rest);
	struct mo *mo = smsc_mo_new(s, -1, from, to);
	unsigned int byte;

	mo->text.data_coding = (uint8_t)strtoul(driver_word(&rest), NULL, 0);
	mo->text.esm_class = (uint8_t)strtoul(driver_word(&rest), NULL, 0);
	while (mo->text.len < SMPP_TEXT_MAX && sscanf(rest, "%2x", &byte) == 1) {
		mo->text.data[mo->text.len++] = (uint8_t)byte;
		rest += 2;
	}
	smsc_enqueue(s, mo);
	driver_ok("queued");
	smsc_pump(s);
}

static void cmd_window(void *arg, char *rest)
{
	struct smsc *s = arg;
	unsigned long n = strtoul(rest, NULL, 10);

	if (n < 1 || n > WINDOW_MAX) {
		driver_err("a window is 1 to %d", WINDOW_MAX);
		return;
	}
	s->window = (unsigned int)n;
	driver_ok("window %u", s->window);
}

static void cmd_mode(void *arg, char *rest)
{
	struct smsc *s = arg;
	const char *name = driver_word(&rest);
	const struct mode *mode = smsc_mode(name);

	if (!mode) {
		driver_err("no such mode");
		return;
	}
	s->mode = mode;
	s->mode_count = (unsigned int)strtoul(rest, NULL, 10);
	driver_ok("%s", name);
}

static void cmd_pace(void *arg, char *rest)
{
	struct smsc *s = arg;

	smsc_set_pace(s, (unsigned int)strtoul(rest, NULL, 10));
	driver_ok("pace %u", s->pace);
}

static void cmd_receipts(void *arg, char *rest)
{
	struct smsc *s = arg;

	if (strlen(rest) >= sizeof(s->receipts)) {
		driver_err("a state has seven letters (appendix B)");
		return;
	}
	snprintf(s->receipts, sizeof(s->receipts), "%s", strcmp(rest, "none") ? rest : "");
	driver_ok("receipts %s", rest);
}

static void cmd_cut(void *arg, char *rest)
{
	smsc_cut(arg);
	driver_ok("cut");
}

static void cmd_submits(void *arg, char *rest)
{
	struct smsc *s = arg;

	driver_ok("submits=%u ok=%u refused=%u silent=%u earlier_parts=%u binds=%u queued=%u",
		  s->submits, s->ok, s->refused, s->silent, s->segments, s->binds, s->queued);
}

static const struct driver_command commands[] = {
	{ "send", cmd_send }, { "deliver", cmd_deliver }, { "window", cmd_window },
	{ "mode", cmd_mode }, { "pace", cmd_pace }, { "receipts", cmd_receipts },
	{ "cut", cmd_cut }, { "submits", cmd_submits },
};

static const struct driver_carrier carrier = {
	.ready = carrier_ready, .up = carrier_up, .send = carrier_send,
	.commands = commands, .commands_len = ARRAY_LEN(commands),
};

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "smpp-smsc");
	struct driver_options options = { 0 };
	const char *address = "127.0.0.1:2775";
	struct smsc s = { .ctx = ctx };
	struct err err;
	int i;

	base_init(ctx, "smpp-smsc");
	for (i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--listen") == 0)
			address = argv[i + 1];
		else if (!driver_option(&options, argv[i], argv[i + 1]))
			break;
	}
	if (i < argc) {
		fprintf(stderr, "usage: smpp-smsc [--listen HOST:PORT] [--to NUMBER] "
			"[--prefix DIGITS] [--persons N]\n");
		return 2;
	}
	s.loop = loop_new(ctx);
	s.driver = driver_new(ctx, s.loop, &options, &carrier, &s);
	if (smsc_start(&s, address, &err) < 0) {
		fprintf(stderr, "smpp-smsc: %s\n", err.text);
		return 1;
	}
	loop_run(s.loop);
	talloc_free(ctx);
	return 0;
}
