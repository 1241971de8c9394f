/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * The media engine of voicebox: RTP in and out, prompts, digits, recordings,
 * rooms in which legs hear each other.  It knows no SIP, no SDP and no link:
 * the control side (SIP and the orders of warmlined) opens a stream for each
 * call leg, tells it where to send, and hears events.
 *
 * Threads.  Every function here is called from the loop's thread, and every
 * event is delivered there (through an eventfd), never inside a call into
 * this header.  Behind it run: one tick thread for all streams (a turn each
 * 5 ms; SCHED_FIFO 2 where the system allows it, RLIMIT_RTPRIO), two that
 * fetch sound (files, espeak-ng, sealed recordings) and one that writes
 * recordings.  The tick thread allocates nothing (but what libsrtp does for a
 * new SSRC that has shown its key), opens nothing and logs nothing.  A call
 * here may wait for the end of the tick thread's turn (1 to 2 ms at 1,000
 * streams).
 *
 * Who owns what.  Streams, rooms and the engine are talloc children of what
 * they were made in; talloc_free() ends one (also in a call-back of its own),
 * and no event of it is delivered after that.  All structs and strings that are
 * passed in are copied before the call returns; strings in an event live
 * until its call-back returns.  Streams and rooms must be freed before their
 * engine.
 *
 * Sound is G.711 at 8 kHz in 20 ms packets (RFC 3551 §4.5.14).  Other packet
 * lengths, up to 200 ms, are accepted.
 */
#include <sys/socket.h>
#include <netinet/in.h>

#include "base/base.h"

struct loop;
struct media;
struct media_stream;
struct media_room;
struct media_event;

/* --- The engine --------------------------------------------------------------- */
struct media_config {
	/* PROMPTS/<lang>/<key>.wav is looked for in these, in this order: what was
	 * recorded, then what the build spoke.  NULL ends the list early. */
	const char *prompts[2];
	/* Encoded prompts are kept here (<lang>.<key>.ulaw, .alaw; made on first
	 * use, mapped from then on, renewed when the .wav is another).  NULL: kept
	 * in memory, within speech_max. */
	const char *cache;
	const char *spool;		/* sealed recordings; NULL: none can be made */
	const char *bind4, *bind6;	/* local addresses, numeric; NULL: "0.0.0.0", "::" */
	uint16_t port_min, port_max;	/* RTP on even ports, RTCP on the next; 0: the
					 * system's choice */
	/* One socket (and port) for all streams of an address family, with batched
	 * sends and receives: only behind a fixed border controller, which uses a
	 * port of its own for each call and sends from the one in its SDP. */
	bool shared;
	bool realtime;			/* try SCHED_FIFO; media_engine_stats() says whether
					 * it came */
	/* False: no tick thread; the owner calls media_tick() (tests, tools). */
	bool threads;
	unsigned int streams_max;	/* more are refused with -ENOSPC; 0: 4000 */
	int64_t lost_ms;		/* MEDIA_LOST after so long without a packet; 0: 60 s */
	size_t speech_max;		/* bytes of spoken text kept in memory; 0: 16 MB */
	const char *espeak;		/* the program; NULL: "espeak-ng" on the PATH */
};
/* Starts the threads.  NULL with err when a folder or socket is not to be had. */
struct media *media_new(void *ctx, struct loop *loop, const struct media_config *cfg,
			struct err *err);
/* talloc_free() ends the threads; recordings in progress are finished as far as they came. */
/* Without threads: does what is due at `now_us` (a clock of the caller's that
 * never steps back; the first call sets its zero), then call media_events(). */
void media_tick(struct media *m, int64_t now_us);
/* Delivers what is waiting.  The loop does this by itself; only tests call it. */
void media_events(struct media *m);

/* --- Streams --------------------------------------------------------------------- *
 * One for each call leg.  From media_stream_remote() on, a packet leaves each
 * 20 ms: a prompt, the room, or silence (which keeps NAT bindings and the
 * other side's clock alive). */
typedef void (*media_event_cb)(void *arg, const struct media_event *ev);

/* family: AF_INET or AF_INET6.  -ENOSPC: too many, or no port is free. */
int media_stream_open(void *ctx, struct media *m, int family, media_event_cb cb, void *arg,
		      struct media_stream **out) MUST_CHECK;
/* For the SDP: the RTP port; RTCP is the next one unless `mux` was agreed. */
uint16_t media_stream_port(const struct media_stream *s);
/* talloc_free(stream) sends RTCP BYE and ends its play, its recording (the file is finished,
 * but no event comes) and its place in a room. */

enum media_codec { MEDIA_PCMU = 0, MEDIA_PCMA = 8 };	/* their static payload types */
/* RFC 4568.  Lengths of key and salt together: 30 (AES-128) or 46 (AES-256). */
enum media_srtp { MEDIA_SRTP_NONE, MEDIA_SRTP_AES128_SHA1_80, MEDIA_SRTP_AES128_SHA1_32,
		  MEDIA_SRTP_AES256_SHA1_80, MEDIA_SRTP_AES256_SHA1_32 };
enum { MEDIA_SRTP_KEY_MAX = 46 };
struct media_srtp_keys {
	enum media_srtp suite;
	uint8_t ours[MEDIA_SRTP_KEY_MAX];	/* what we encrypt with */
	uint8_t theirs[MEDIA_SRTP_KEY_MAX];
};
size_t media_srtp_key_len(enum media_srtp suite);	/* 0 for NONE */

enum media_latch {
	MEDIA_LATCH_OFF,	/* only from the address and port of the SDP */
	MEDIA_LATCH_PORT,	/* from its address, any port, until frozen */
	MEDIA_LATCH_ANY,	/* any source, until frozen: behind NAT */
};
/* What the SDP exchange agreed.  May be called again (re-INVITE): the source is
 * frozen anew if address or port changed, sending goes on without a gap. */
struct media_remote {
	struct sockaddr_storage rtp;	/* port 0 or an unspecified address: send nothing yet */
	struct sockaddr_storage rtcp;	/* family 0: the port after `rtp` */
	bool mux;			/* RTCP on the RTP port (RFC 5761) */
	enum media_codec codec;		/* what we send; both are understood */
	uint8_t codec_pt;		/* its payload type: 0 or 8, or as mapped */
	int event_pt;			/* telephone-event: 96..127; -1: not agreed, then digits are
					 * listened for in the sound (RFC 4733 wins, never both) */
	uint32_t event_clock;		/* its clock; 0: 8000 */
	enum media_latch latch;
	struct media_srtp_keys srtp;
	bool send, receive;		/* a=sendrecv: both; false: nothing is sent (but RTCP), or
					 * what comes is thrown away, and silence is not "lost" */
};
int media_stream_remote(struct media_stream *s, const struct media_remote *r) MUST_CHECK;

/* Our hold: what comes is not passed on; the held side hears its play or
 * silence; MEDIA_LOST rests.  The room's others no longer hear it. */
void media_stream_hold(struct media_stream *s, bool held);

struct media_stats {
	uint32_t packets;		/* received and used */
	uint32_t sent;
	uint32_t lost;			/* by sequence numbers, RFC 3550 A.3 */
	uint32_t loss_permille;		/* lost of expected */
	uint32_t jitter_ms;		/* RFC 3550 A.8, rounded up */
	uint32_t late;			/* came more than 60 ms behind the fastest lately */
	uint32_t duplicates, reordered;
	uint32_t strange;		/* wrong source, version, length, type or key: dropped */
	uint32_t far_loss_permille, far_jitter_ms;	/* what their RTCP says of ours; else 0 */
	uint32_t round_trip_ms;				/* by RTCP; 0: not known */
	bool frozen;			/* the source is settled */
};
void media_stream_stats(struct media_stream *s, struct media_stats *out);

/* --- Playing ----------------------------------------------------------------------- *
 * Items follow each other without a gap.  A prompt that is neither recorded
 * nor built is spoken; so is a `vary` item.  Fetching takes 1 to 200 ms, the
 * first time, and starts with the order: while an item is not ready yet,
 * silence is sent.  An item that cannot be had (no file and no text, or
 * espeak-ng failed) is left out, and said in `left_out` of MEDIA_PLAYED. */
enum media_item_type { MEDIA_ITEM_PROMPT, MEDIA_ITEM_PAUSE, MEDIA_ITEM_BEEP, MEDIA_ITEM_MUSIC,
		       MEDIA_ITEM_REC };
struct media_item {
	enum media_item_type type;
	const char *lang, *key, *text;	/* PROMPT; "[a-z0-9_.-]+" each, or it is not looked for */
	bool vary;			/* PROMPT: never a file, always the text */
	bool must;			/* a digit does not cut it off */
	int speed;			/* PROMPT, percent, 50..150; 0: 100 */
	int pause_ms;			/* PAUSE: up to a minute */
	const char *rec;		/* REC: the name it was recorded under */
	uint8_t rec_key[32];
};
enum { MEDIA_ITEMS_MAX = 64, MEDIA_TEXT_MAX = 2000 };
enum { MEDIA_PLAY_LOOP = 1,		/* from the start again until stopped */
       MEDIA_PLAY_INTERRUPT = 2 };	/* a digit ends it: at once, or after `must` items */
/* Replaces what plays, without a gap and without an event for the old one.
 * `token` comes back in MEDIA_PLAYED, which comes once for each play that was
 * not replaced.  -EINVAL: more items or text than allowed. */
int media_play(struct media_stream *s, uint32_t token, const struct media_item *items, size_t n,
	       int flags) MUST_CHECK;
/* Ends the play with MEDIA_PLAYED `stopped`; nothing happens if none plays. */
void media_stop(struct media_stream *s);
bool media_playing(const struct media_stream *s);
/* Forgets what was fetched: recordings that were added or replaced are heard from the next
 * play on.  Music and beep stay. */
void media_prompts_reload(struct media *m);
/* MUSIC is PROMPTS/music.wav; without it, two soft notes every ten seconds. */

/* Presses keys at the other side ("0-9*#A-D", at most 32, 100 ms each and 100
 * between): telephone-event where agreed, tones else.  -EBUSY: still pressing. */
int media_press(struct media_stream *s, const char *digits) MUST_CHECK;

/* --- Recording --------------------------------------------------------------------- *
 * What the other side says, sealed while it is written (sound/sound.h), to
 * SPOOL/<rec>.part, renamed to SPOOL/<rec>.wlr once it is synced.  The key is
 * wiped when the file ends; nothing unsealed touches the disk.  A process that
 * is killed leaves a .part that can be read up to the last whole second but one. */
struct media_record {
	const char *rec;		/* "[a-z0-9_-]{1,64}" */
	uint8_t key[32];
	int64_t max_ms;			/* up to 30 min; 0: 5 min */
	int64_t silence_ms;		/* so long without a voice ends it; 0: never */
	const char *end_digits;		/* any of these ends it (and comes as MEDIA_DIGIT
					 * as well) */
};
/* -EBUSY: one is under way; -ENOSPC: 256 are, or the spool is full; -EEXIST: the name is taken. */
int media_record(struct media_stream *s, const struct media_record *r) MUST_CHECK;
void media_record_stop(struct media_stream *s);	/* MEDIA_RECORDED follows once it is synced */

/* --- Rooms ------------------------------------------------------------------------- *
 * Whoever is in a room hears all others of it, except those who only listen.
 * Two legs alone are passed through packet by packet (at most 5 ms more);
 * three and more, and whispers, are mixed over a small jitter buffer.  SSRC,
 * sequence, timestamp and CNAME are always our own: nothing of one leg but
 * its sound reaches another; keys pressed do not.  A play wins over the room. */
struct media_room *media_room_new(void *ctx, struct media *m);	/* talloc_free(): all leave */
struct media_join {
	bool listen;			/* hears, is not heard */
	struct media_stream *whisper_to;/* only this one of the room hears it; NULL: all */
};
/* Joining again changes the terms.  Leaves another room first.  -ENOSPC: 8 are in it. */
int media_join(struct media_stream *s, struct media_room *room,
	       const struct media_join *how) MUST_CHECK;
void media_leave(struct media_stream *s);
struct media_room *media_room_of(const struct media_stream *s);	/* NULL: alone */
enum { MEDIA_ROOM_MAX = 8 };

/* --- Events ----------------------------------------------------------------------- */
enum media_event_type {
	MEDIA_FLOWS,		/* the first good packet of this stream came */
	MEDIA_DIGIT,		/* one key: 0-9 * # A-D */
	MEDIA_PLAYED,
	MEDIA_RECORDED,
	MEDIA_LOST,		/* nothing came for lost_ms; once, until something comes again */
	MEDIA_PRESSED,		/* media_press() is through */
};
enum media_why { MEDIA_DONE, MEDIA_BY_DIGIT, MEDIA_STOPPED,	/* PLAYED and RECORDED */
		 MEDIA_SILENCE, MEDIA_FULL, MEDIA_FAILED };	/* RECORDED */
struct media_event {
	enum media_event_type type;
	struct media_stream *stream;
	char digit;
	bool in_band;			/* DIGIT: heard in the sound */
	bool playing;			/* DIGIT: pressed while something played */
	uint32_t token;			/* PLAYED */
	enum media_why why;
	unsigned int left_out;		/* PLAYED: items that could not be had */
	const char *file;		/* RECORDED: "<rec>.wlr", or "<rec>.part" when FAILED */
	int64_t length_ms, bytes;	/* RECORDED: of sound, of file */
	int64_t voice_ms;		/* RECORDED: of it with a voice; 0: nobody spoke */
};
/* The calling thread, which must be the loop's, goes before everybody but the tick from now on
 * (SCHED_RR; it loses that if it never rests).  False: the system does not allow it. */
bool media_loop_realtime(struct media *m);
/* "done", "digit", "stopped", "silence", "full", "failed": as docs/voicebox.md has them. */
const char *media_why_name(enum media_why why);

/* --- How the engine does ---------------------------------------------------------- */
struct media_engine_stats {
	unsigned int streams;
	bool realtime;
	uint64_t ticks, missed;			/* slots left out because the thread came
						 * too late */
	int64_t late_p99_us, late_p999_us, late_max_us;	/* of the tick, since the last reset */
	uint64_t sent, send_failed, received, strange;
	uint64_t busy_us;			/* CPU time of the tick thread */
	uint64_t spoken, speech_failed;
};
void media_engine_stats(struct media *m, struct media_engine_stats *out, bool reset);
