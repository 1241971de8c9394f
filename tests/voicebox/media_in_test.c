// SPDX-License-Identifier: AGPL-3.0-or-later
/* What comes: keys, sources, and everything that is wrong with packets. */
#include "far.h"

#include <unistd.h>

static struct media_stats stats(struct far *f)
{
	struct media_stats st;

	media_stream_stats(f->s, &st);
	return st;
}

static void say(struct far *f, int packets)
{
	while (packets--) {
		far_say(f, 3000);
		house_run(f->h, 20);
	}
}

/* --- Keys ------------------------------------------------------------------------- */
static void keys_are_told_once(void **state)
{
	static const char keys[] = "0123456789*#ABCD";
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 5);
	for (const char *k = keys; *k; k++) {
		far_press(f, *k, 5);
		house_run(h, 100);
	}
	assert_string_equal(f->digits, keys);
	assert_int_equal(f->in_band_n, 0);
	assert_int_equal(stats(f).strange, 0);
	house_free(h);
}

static void send_event(struct far *f, uint32_t ts, uint8_t event, bool end, unsigned int duration)
{
	uint8_t e[4] = { event, end ? 0x8a : 10, (uint8_t)(duration >> 8), (uint8_t)duration };
	uint32_t kept = f->ts;

	f->ts = ts;
	far_send(f, 101, e, sizeof(e));
	f->ts = kept;
}

static void a_key_of_which_only_the_end_came(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 5);
	f->seq = (uint16_t)(f->seq + 6);	/* the start was lost */
	send_event(f, 5000, 7, true, 800);
	send_event(f, 5000, 7, true, 800);
	/* the same key again */
	send_event(f, 7000, 7, false, 160);
	house_run(h, 20);
	assert_string_equal(f->digits, "77");
	/* a straggler of the first one */
	send_event(f, 5000, 7, true, 800);
	house_run(h, 20);
	assert_string_equal(f->digits, "77");
	/* held for ten seconds: the second segment is the same press (RFC 4733 2.5.1.3) */
	send_event(f, 9000, 3, false, 160);
	send_event(f, 9000, 3, false, 0xffff);
	send_event(f, 9000 + 0xffff, 3, false, 160);
	send_event(f, 9000 + 0xffff, 3, true, 15000);
	house_run(h, 20);
	assert_string_equal(f->digits, "773");
	/* events that are no keys, and lengths that are none */
	send_event(f, 200000, 16, true, 800);
	send_event(f, 210000, 144, true, 800);
	house_run(h, 20);
	assert_string_equal(f->digits, "773");
	assert_int_equal(stats(f).strange, 0);
	far_send(f, 101, "\x01\x8a\x03", 3);
	far_send(f, 101, "", 0);
	house_run(h, 20);
	assert_string_equal(f->digits, "773");
	assert_int_equal(stats(f).strange, 2);
	house_free(h);
}

static void keys_survive_loss_and_disorder(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	uint32_t seed = 1, ts = 100000;
	char want[21] = "";

	say(f, 5);
	for (int k = 0; k < 20; k++, ts += 2400) {
		int order[8] = { 0, 1, 2, 3, 4, 5, 6, 7 }, kept = 0;
		uint16_t first = f->seq;

		for (int i = 7; i > 0; i--) {	/* neighbours change places, a third is lost */
			seed = seed * 1103515245 + 12345;
			if (seed >> 30 & 1) {
				int t = order[i];

				order[i] = order[i - 1];
				order[i - 1] = t;
			}
		}
		for (int i = 0; i < 8; i++) {
			seed = seed * 1103515245 + 12345;
			if ((seed >> 16) % 3 == 0 && (kept || i < 7))
				continue;
			kept++;
			f->seq = (uint16_t)(first + order[i]);
			send_event(f, ts, (uint8_t)(k % 10), order[i] > 4,
				   160u * (unsigned int)(order[i] + 1));
		}
		f->seq = (uint16_t)(first + 8);
		want[k] = (char)('0' + k % 10);
		house_run(h, 100);
	}
	assert_string_equal(f->digits, want);
	house_free(h);
}

static void a_flood_of_keys_is_cut(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 5);
	for (uint32_t i = 0; i < 200; i++)
		send_event(f, 3000 + i, 1, true, 1);
	house_run(h, 20);
	assert_in_range(f->digits_n, 15, 25);
	house_free(h);
}

static void no_events(struct media_remote *r)
{
	r->event_pt = -1;
}

static void keys_in_the_sound(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, no_events);
	dtmf_tx_state_t *tones = dtmf_tx_init(NULL);
	int16_t pcm[RTP_FRAME];
	uint8_t law[RTP_FRAME];

	say(f, 5);
	dtmf_tx_set_timing(tones, 60, 60);
	dtmf_tx_put(tones, "0123456789*#", -1);
	for (int i = 0; i < 100; i++) {
		int n = dtmf_tx(tones, pcm, RTP_FRAME);

		memset(pcm + n, 0, sizeof(pcm) - (size_t)n * sizeof(*pcm));
		sound_encode(law, pcm, RTP_FRAME, SOUND_ULAW);
		far_send(f, RTP_PT_PCMU, law, sizeof(law));
		f->ts += RTP_FRAME;
		house_run(h, 20);
	}
	dtmf_tx_free(tones);
	assert_string_equal(f->digits, "0123456789*#");
	assert_int_equal(f->in_band_n, 12);
	house_free(h);
}

/* Two engines would do; the far end's own ear is enough. */
static void keys_are_pressed(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL), *g = far_new(h, no_events);
	dtmf_rx_state_t *ear = dtmf_rx_init(NULL, NULL, NULL);
	int16_t pcm[RTP_FRAME];
	char heard[16];

	assert_int_equal(media_press(f->s, "12x"), -EINVAL);
	assert_int_equal(media_press(f->s, ""), -EINVAL);
	assert_int_equal(media_press(f->s, "5#"), 0);
	assert_int_equal(media_press(f->s, "6"), -EBUSY);
	assert_int_equal(media_press(g->s, "49*"), 0);
	house_run(h, 1000);
	assert_int_equal(f->pressed, 1);
	assert_int_equal(f->events, 14);	/* 5 and 2 more ends, twice */
	/* in the timestamps of sound, where the second was */
	assert_int_equal(f->gaps, 1);
	assert_int_equal(g->pressed, 1);
	assert_int_equal(g->events, 0);
	for (size_t at = 0; at + RTP_FRAME <= g->heard_n; at += RTP_FRAME) {
		sound_decode(pcm, g->heard + at, RTP_FRAME, SOUND_ULAW);
		dtmf_rx(ear, pcm, RTP_FRAME);
	}
	heard[dtmf_rx_get(ear, heard, sizeof(heard) - 1)] = '\0';
	assert_string_equal(heard, "49*");
	dtmf_rx_free(ear);
	house_free(h);
}

/* --- Sources ---------------------------------------------------------------------- */
static int other_socket(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	return fd;
}

/* n packets from another socket, numbers going on from seq. */
static void intrude(struct far *f, int fd, uint32_t ssrc, uint16_t seq, int n)
{
	for (int i = 0; i < n; i++) {
		struct rtp head = { .pt = 0, .seq = (uint16_t)(seq + i),
				    .ts = 160u * (unsigned int)i, .ssrc = ssrc };
		uint8_t packet[172] = { 0 };

		rtp_header(packet, &head);
		far_send_raw(f, fd, packet, sizeof(packet));
		house_run(f->h, 20);
	}
}

static bool got_something(int fd)
{
	char buf[2000];

	return recv(fd, buf, sizeof(buf), 0) > 0;
}

static void a_settled_source_stays(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	int fd = other_socket();

	assert_false(stats(f).frozen);
	say(f, 3);
	assert_true(stats(f).frozen);
	assert_int_equal(f->flows, 1);
	intrude(f, fd, 0x666, 1, 10);
	intrude(f, fd, f->ssrc, f->seq, 10);
	assert_int_equal(stats(f).strange, 20);
	assert_int_equal(stats(f).packets, 3);
	assert_false(got_something(fd));
	say(f, 3);
	assert_int_equal(stats(f).packets, 6);
	assert_int_equal(stats(f).loss_permille, 0);
	close(fd);
	house_free(h);
}

static void latch_any(struct media_remote *r)
{
	struct sockaddr_in *a = (void *)&r->rtp;

	r->latch = MEDIA_LATCH_ANY;
	a->sin_addr.s_addr = htonl(0x7f000063);	/* a private address behind NAT: 127.0.0.99 */
	a->sin_port = htons(9);
}

static void latch_port(struct media_remote *r)
{
	latch_any(r);
	r->latch = MEDIA_LATCH_PORT;
}

static void latch_off(struct media_remote *r)
{
	latch_any(r);
	r->latch = MEDIA_LATCH_OFF;
}

static void a_source_behind_nat_is_learned_and_frozen(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, latch_any);
	int fd = other_socket();

	house_run(h, 60);
	assert_int_equal(f->packets, 0);	/* they went to the address of the SDP */
	say(f, 4);
	assert_false(stats(f).frozen);
	assert_int_equal(stats(f).packets, 0);
	/* somebody else's packets do not count for it, nor for themselves */
	intrude(f, fd, 0x666, 1, 1);
	say(f, 5);
	assert_true(stats(f).frozen);
	assert_in_range(f->packets, 1, 6);
	intrude(f, fd, 0x666, 2, 9);
	assert_false(got_something(fd));
	assert_int_equal(stats(f).strange, 9);
	/* a re-INVITE that says the same changes nothing */
	assert_int_equal(media_stream_remote(f->s, &f->remote), 0);
	assert_true(stats(f).frozen);
	f->packets = 0;
	house_run(h, 40);
	assert_int_equal(f->packets, 2);
	/* one that names another address begins anew */
	((struct sockaddr_in *)&f->remote.rtp)->sin_port = htons(19);
	assert_int_equal(media_stream_remote(f->s, &f->remote), 0);
	assert_false(stats(f).frozen);
	close(fd);
	house_free(h);
}

static void a_latch_that_is_off_learns_nothing(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, latch_off), *g = far_new(h, latch_port);

	say(f, 10);
	say(g, 10);
	assert_int_equal(stats(f).packets, 0);
	assert_int_equal(stats(f).strange, 10);
	assert_int_equal(stats(g).packets, 0);
	assert_int_equal(stats(g).strange, 10);
	house_free(h);
}

static void another_ssrc_needs_two_packets(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 10);
	f->ssrc = 0x77;			/* one stray packet */
	say(f, 1);
	f->ssrc = 0x1000;
	f->seq--;
	say(f, 1);
	assert_int_equal(stats(f).packets, 11);
	f->ssrc = 0x78;			/* a PBX passed the call on */
	f->seq = 100;
	say(f, 10);
	assert_int_equal(stats(f).packets, 11 + 9);
	assert_int_equal(stats(f).lost, 0);
	assert_int_equal(stats(f).strange, 0);
	house_free(h);
}

/* --- Numbers ---------------------------------------------------------------------- */
static void loss_disorder_and_copies_are_counted(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 10);
	f->seq = (uint16_t)(f->seq + 10);	/* ten lost */
	f->ts += 10 * RTP_FRAME;
	house_run(h, 200);
	say(f, 78);
	f->seq++;			/* 2 before 1 */
	say(f, 1);
	f->seq = (uint16_t)(f->seq - 2);
	say(f, 1);
	say(f, 1);			/* and 2 again */
	assert_int_equal(stats(f).packets, 90);
	assert_int_equal(stats(f).lost, 10);
	assert_int_equal(stats(f).loss_permille, 100);
	assert_int_equal(stats(f).reordered, 1);
	assert_int_equal(stats(f).duplicates, 1);
	/* far off: one is dropped, two are a restart and not 30,000 lost */
	f->seq = (uint16_t)(f->seq + 30000);
	say(f, 5);
	assert_int_equal(stats(f).packets, 94);
	assert_in_range(stats(f).lost, 0, 11);
	house_free(h);
}

static void late_packets_are_counted(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);

	say(f, 50);
	assert_int_equal(stats(f).jitter_ms, 0);
	for (int i = 0; i < 5; i++) {
		house_run(h, 100);	/* 100 ms of nothing, then six at once */
		for (int k = 0; k < 5; k++)
			far_say(f, 100);
		say(f, 1);
	}
	assert_in_range(stats(f).late, 5, 30);
	assert_in_range(stats(f).jitter_ms, 2, 100);
	house_free(h);
}

static void nothing_strange_ends_a_call(void **state)
{
	static const uint8_t rubbish[][16] = {
		{ 0 }, { 0x80 /* well-formed, of another SSRC: waits */ },
		{ 0x40, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1 },
		/* 15 CSRCs that are not there */
		{ 0x8f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1 },
		{ 0x90, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0xff, 0xff },
		{ 0xa0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0xff },
		/* a codec nobody agreed to */
		{ 0x80, 77, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1 },
	};
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	static uint8_t huge[9000];

	say(f, 5);
	for (size_t i = 0; i < ARRAY_LEN(rubbish); i++)
		far_send_raw(f, f->fd, rubbish[i], sizeof(rubbish[i]));
	far_send_raw(f, f->fd, "", 0);
	huge[0] = 0x80;
	far_send_raw(f, f->fd, huge, sizeof(huge));
	far_send_raw(f, f->fd, huge, 1613);
	far_send_raw(f, f->fd_rtcp, huge, 100);
	house_run(h, 60);
	assert_int_equal(stats(f).strange, ARRAY_LEN(rubbish) + 3);
	/* comfort noise is life, and nothing else */
	far_send(f, RTP_PT_CN, "\x40", 1);
	say(f, 5);
	assert_int_equal(stats(f).packets, 11);
	house_free(h);
}

static void silence_of_the_line_is_told_once(void **state)
{
	struct media_config cfg = { .lost_ms = 500 };
	struct house *h = house_new(&cfg);
	struct far *f = far_new(h, NULL);

	say(f, 5);
	house_run(h, 400);
	assert_int_equal(f->lost, 0);
	house_run(h, 400);
	assert_int_equal(f->lost, 1);
	house_run(h, 1000);
	assert_int_equal(f->lost, 1);
	say(f, 1);
	house_run(h, 600);
	assert_int_equal(f->lost, 2);
	say(f, 1);
	media_stream_hold(f->s, true);
	house_run(h, 2000);
	assert_int_equal(f->lost, 2);
	house_free(h);
}

static void receive_only(struct media_remote *r)
{
	r->send = false;
}

static void a_play_waits_while_nothing_is_sent(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, receive_only);
	struct media_item it = { .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "hello" };

	house_prompt(h, "hello", 320);
	far_play(f, 1, &it, 1, 0);
	house_run(h, 200);
	assert_int_equal(f->packets, 0);
	assert_int_equal(f->played, 0);
	f->remote.send = true;
	assert_int_equal(media_stream_remote(f->s, &f->remote), 0);
	house_run(h, 100);
	far_expect_ramp(f, 0, 320);
	assert_int_equal(f->played, 1);
	house_free(h);
}

/* --- RTCP and SRTP ---------------------------------------------------------------- */
static void reports_go_both_ways(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, NULL);
	struct rtcp_out out = { .ssrc = f->ssrc, .packets = 10, .octets = 1600, .has_report = true,
				.ntp = 0x1234567800000000u };
	struct rtcp_in in;
	uint8_t data[RTCP_OUT_MAX];
	const char *cname;
	struct media_stats st;

	say(f, 50);
	assert_in_range(f->rtcp, 1, 2);
	assert_int_equal(rtcp_parse(&in, f->last_rtcp, f->last_rtcp_len, f->ssrc), 0);
	assert_true(in.sr && in.has_report);
	assert_int_equal(in.report.lost, 0);
	strcpy(out.cname, "somebody");
	out.report = (struct rtcp_report){ .ssrc = f->their_ssrc, .fraction = 64, .jitter = 80,
					   .lsr = in.ntp_mid };
	far_send_raw(f, f->fd_rtcp, data, rtcp_build(data, &out));
	say(f, 1);
	st = stats(f);
	assert_int_equal(st.far_loss_permille, 250);
	assert_int_equal(st.far_jitter_ms, 10);
	assert_in_range(st.round_trip_ms, 1, 3000);
	/* their BYE ends nothing; ours is sent at the end */
	out.bye = true;
	far_send_raw(f, f->fd_rtcp, data, rtcp_build(data, &out));
	say(f, 500);
	assert_in_range(f->rtcp, 2, 8);
	assert_int_equal(rtcp_parse(&in, f->last_rtcp, f->last_rtcp_len, f->ssrc), 0);
	assert_int_not_equal(in.report.lsr, 0);
	assert_int_equal(f->byes, 0);
	far_close(f);
	far_listen(f);
	assert_int_equal(f->byes, 1);
	/* CNAME, 16 characters: hexadecimal, so neither a name nor an address */
	cname = memmem(f->last_rtcp, f->last_rtcp_len, "\x01\x10", 2);
	assert_non_null(cname);
	assert_int_equal(strspn(cname + 2, "0123456789abcdef"), 16);
	house_free(h);
}

static void mux(struct media_remote *r)
{
	r->mux = true;
}

static void both_on_one_port(void **state)
{
	struct house *h = house_new(NULL);
	struct far *f = far_new(h, mux);
	struct rtcp_out out = { .ssrc = 1, .packets = 1, .has_report = true, .cname = "x" };
	uint8_t data[RTCP_OUT_MAX];

	say(f, 50);
	assert_in_range(f->rtcp, 1, 2);		/* came to the sound's port */
	out.report = (struct rtcp_report){ .ssrc = f->their_ssrc, .fraction = 128 };
	far_send_raw(f, f->fd, data, rtcp_build(data, &out));
	say(f, 1);
	assert_int_equal(stats(f).far_loss_permille, 500);
	assert_int_equal(stats(f).strange, 0);
	house_free(h);
}

static void ipv6(void **state)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct media_remote r = { .event_pt = 101, .send = true, .receive = true };
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	socklen_t len = sizeof(a);
	struct house *h;
	struct media_stream *s;
	struct media_stats st;
	uint8_t packet[172];

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof(a)) < 0)
		skip();			/* none on this machine */
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	memcpy(&r.rtp, &a, sizeof(a));
	h = house_new(NULL);
	assert_int_equal(media_stream_open(h, h->m, AF_INET6, NULL, NULL, &s), 0);
	assert_int_equal(media_stream_remote(s, &r), 0);
	house_run(h, 40);
	assert_int_equal(recv(fd, packet, sizeof(packet), 0), 172);
	a.sin6_port = htons(media_stream_port(s));
	for (uint16_t i = 0; i < 5; i++) {
		struct rtp head = { .seq = i, .ts = 160u * i, .ssrc = 5 };

		rtp_header(packet, &head);
		assert_int_equal(sendto(fd, packet, 172, 0, (struct sockaddr *)&a, sizeof(a)), 172);
		house_run(h, 20);
	}
	media_stream_stats(s, &st);
	assert_int_equal(st.packets, 5);
	assert_true(st.frozen);
	r.rtp.ss_family = AF_INET;
	assert_int_equal(media_stream_remote(s, &r), -EINVAL);
	talloc_free(s);
	close(fd);
	house_free(h);
}

static void aes128(struct media_remote *r)
{
	r->srtp.suite = MEDIA_SRTP_AES128_SHA1_80;
	memset(r->srtp.ours, 1, 30);
	memset(r->srtp.theirs, 2, 30);
}

static void aes256(struct media_remote *r)
{
	r->srtp.suite = MEDIA_SRTP_AES256_SHA1_32;
	memset(r->srtp.ours, 1, 46);
	memset(r->srtp.theirs, 2, 46);
}

static void sealed_streams(void **state)
{
	static void (*const suites[])(struct media_remote *r) = { aes128, aes256 };

	for (size_t i = 0; i < ARRAY_LEN(suites); i++) {
		struct house *h = house_new(NULL);
		struct far *f = far_new(h, suites[i]);
		struct media_srtp_keys turned = f->remote.srtp;
		struct media_item it = { .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "hello" };
		struct srtp_pair pair;
		uint8_t packet[400];
		int len;

		memcpy(turned.ours, f->remote.srtp.theirs, sizeof(turned.ours));
		memcpy(turned.theirs, f->remote.srtp.ours, sizeof(turned.theirs));
		assert_int_equal(srtp_pair_make(&pair, &turned), 0);
		house_prompt(h, "hello", 160);
		far_play(f, 1, &it, 1, 0);
		house_run(h, 15);
		/* not readable on the way, and the prompt behind the seal */
		assert_int_not_equal(f->heard[0], sound_to_ulaw(ramp(0)));
		len = (int)f->last_len;
		assert_in_range(len, 172 + 4, 172 + 10);
		assert_int_equal(srtp_unprotect(pair.in, f->last_packet, &len), 0);
		assert_int_equal(len, 172);
		assert_int_equal(f->last_packet[12], sound_to_ulaw(ramp(0)));
		/* in the clear it is strange; sealed it is heard; once */
		say(f, 3);
		assert_int_equal(stats(f).packets, 0);
		assert_int_equal(stats(f).strange, 3);
		for (int k = 0; k < 5; k++) {
			struct rtp head = { .pt = 0, .seq = (uint16_t)(100 + k), .ssrc = 9 };

			memset(packet, 0, sizeof(packet));
			rtp_header(packet, &head);
			len = 172;
			assert_int_equal(srtp_protect(pair.out, packet, &len), 0);
			far_send_raw(f, f->fd, packet, (size_t)len);
			house_run(h, 20);
		}
		assert_int_equal(stats(f).packets, 5);
		far_send_raw(f, f->fd, packet, (size_t)len);
		house_run(h, 20);
		assert_int_equal(stats(f).packets, 5);
		srtp_pair_free(&pair);
		house_free(h);
	}
}

/* --- One socket for all ----------------------------------------------------------- */
static void one_socket_for_all(void **state)
{
	struct media_config cfg = { .shared = true };
	struct house *h = house_new(&cfg);
	struct far *f = far_new(h, NULL), *g = far_new(h, NULL);
	struct media_item it = { .type = MEDIA_ITEM_PROMPT, .lang = "en", .key = "hello" };
	int fd = other_socket();

	assert_int_equal(media_stream_port(f->s), media_stream_port(g->s));
	house_prompt(h, "hello", 330);
	far_play(f, 1, &it, 1, 0);
	far_play(g, 1, &it, 1, 0);
	house_run(h, 100);
	far_expect_ramp(f, 0, 330);
	far_expect_ramp(g, 0, 330);
	assert_int_equal(f->gaps + g->gaps, 0);
	say(f, 5);
	assert_int_equal(stats(f).packets, 5);
	assert_int_equal(stats(g).packets, 0);
	far_press(g, '4', 5);
	say(f, 1);
	assert_string_equal(f->digits, "");
	assert_string_equal(g->digits, "4");
	intrude(f, fd, 1, 1, 5);
	assert_int_equal(stats(f).packets, 6);
	close(fd);
	house_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_told_once),
		cmocka_unit_test(a_key_of_which_only_the_end_came),
		cmocka_unit_test(keys_survive_loss_and_disorder),
		cmocka_unit_test(a_flood_of_keys_is_cut),
		cmocka_unit_test(keys_in_the_sound),
		cmocka_unit_test(keys_are_pressed),
		cmocka_unit_test(a_settled_source_stays),
		cmocka_unit_test(a_source_behind_nat_is_learned_and_frozen),
		cmocka_unit_test(a_latch_that_is_off_learns_nothing),
		cmocka_unit_test(another_ssrc_needs_two_packets),
		cmocka_unit_test(loss_disorder_and_copies_are_counted),
		cmocka_unit_test(late_packets_are_counted),
		cmocka_unit_test(nothing_strange_ends_a_call),
		cmocka_unit_test(silence_of_the_line_is_told_once),
		cmocka_unit_test(a_play_waits_while_nothing_is_sent),
		cmocka_unit_test(reports_go_both_ways),
		cmocka_unit_test(both_on_one_port),
		cmocka_unit_test(ipv6),
		cmocka_unit_test(sealed_streams),
		cmocka_unit_test(one_socket_for_all),
	};

	base_init(NULL, "media_in_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
