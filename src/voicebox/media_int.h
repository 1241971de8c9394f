/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Inside the media engine.  One mutex (priority-inheriting) guards all that
 * the tick thread touches: the engine's lists and everything in a stream or
 * room that is not marked "loop only".  The tick thread holds it for a whole
 * turn, the loop's thread for as long as it takes to swap pointers; nothing
 * is allocated, freed, opened or logged under it by the tick thread, so the
 * two never wait long for each other.
 */
#include <netinet/in.h>
#include <pthread.h>

#include <osmocom/core/hashtable.h>
#include <osmocom/core/linuxlist.h>
#include <osmocom/core/utils.h>
#include <spandsp.h>
#include <srtp2/srtp.h>

#include "loop/loop.h"
#include "sound/sound.h"
#include "voicebox/dtmf.h"
#include "voicebox/media.h"
#include "voicebox/rtp.h"

enum { SLOTS = 4, SLOT_US = 5000, FRAME_US = SLOTS * SLOT_US, CATCH_UP = 2 };
enum {
	EVENTS_MAX = 8192, RX_BATCH = 64, TX_BATCH = 64,
	TX_MAX = RTP_PACKET_MAX + SRTP_MAX_TRAILER_LEN,
};
enum { SRTCP_TRAILER_MAX = SRTP_MAX_TRAILER_LEN + 4 };	/* its index */
enum { LATE_BUCKETS = 1000, LATE_STEP_US = 100 };	/* tick lateness, to 100 ms */

/* --- Clips: sound that is ready to be sent, in both laws -------------------------- */
enum clip_state { CLIP_FETCHING, CLIP_READY, CLIP_FAILED };
struct clip {
	struct hlist_node in_table;	/* loop only, as all but state, law and n */
	struct llist_head in_lru, in_queue;
	struct prompts *owner;
	char *name;			/* "en/menu.ask", "en@80:text"; NULL: not shared */
	char *lang, *key, *text;
	int speed;
	char *rec;
	uint8_t rec_key[SOUND_KEY_LEN];
	unsigned int refs;
	bool collected;			/* the fetching thread is through with it */
	int damaged, failed;		/* a file that could not be read; the whole */
	enum clip_state state;		/* under the engine's lock */
	const uint8_t *law[2];		/* mu, A */
	size_t n;			/* samples */
	void *mapped[2];		/* munmap() these */
	uint8_t *made[2];		/* or free() these */
	bool guarded;			/* made[] is libsodium's: a recording */
};
static inline int law_index(enum media_codec codec) { return codec == MEDIA_PCMA; }

/* --- What plays ------------------------------------------------------------------- */
struct play_item {
	struct clip *clip;		/* NULL: `quiet` samples of silence */
	size_t quiet;
	bool must;
};
struct play {
	uint32_t token;
	int flags;
	bool digit;			/* one was pressed: only `must` items are heard still */
	bool heard;			/* something in this round of a loop made a sound or
					 * a pause */
	unsigned int left_out;
	size_t n, at, pos;		/* items; the current one, and its next sample */
	struct play_item items[];
};

/* --- Jitter buffer: for mixing and recording -------------------------------------- */
enum { JITTER_RING = 2048 };
struct jitter {
	int16_t pcm[JITTER_RING];	/* by timestamp; silence where nothing came */
	uint32_t read_ts, end_ts;
	bool running;
	unsigned int dry;		/* frames in a row that were not there */
	int32_t least;			/* smallest depth of the last second */
	unsigned int pulls;
	int16_t frame[RTP_FRAME];	/* what was pulled last */
	bool voiced;			/* it came from the other side */
};
void jitter_reset(struct jitter *j);
void jitter_put(struct jitter *j, uint32_t ts, const uint8_t *data, size_t n,
		enum media_codec codec);
void jitter_pull(struct jitter *j);

/* --- Recording -------------------------------------------------------------------- */
struct record;

/* --- Addresses: what sockaddr_storage says, in 28 bytes instead of 128 ------------ */
union address {
	sa_family_t family;		/* 0: none */
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* --- Streams ---------------------------------------------------------------------- */
struct srtp_pair {
	srtp_t in, out;
};
/* -EINVAL: a suite or key that libsrtp refuses. */
int srtp_pair_make(struct srtp_pair *out, const struct media_srtp_keys *keys) MUST_CHECK;
void srtp_pair_free(struct srtp_pair *p);

struct source {
	union address addr;	/* where it comes from */
	uint32_t ssrc;
	uint16_t seq;
	unsigned int good;		/* in order, in a row */
	bool used;
};
struct forward {			/* what the other leg's numbers are in ours */
	bool active;
	uint32_t in_ssrc, in_ts, out_ts;
	uint16_t in_seq, out_seq;
	int64_t last_us;
};
/* struct media_remote, small */
struct remote {
	union address rtp;
	uint8_t codec_pt;
	int8_t event_pt;
	bool mux, send, receive;
	enum media_codec codec;
	enum media_latch latch;
	uint32_t event_clock;
};
struct media_stream {
	/* What each packet looks at comes first and close together: with a thousand streams
	 * every line of memory is a cache miss. */
	struct hlist_node in_ports;	/* shared sockets: by the remote's address */
	struct remote r;
	bool ready;			/* there is somewhere to send to */
	bool held, frozen, have_in, flowed, lost;
	struct media *m;
	struct media_room *room;
	struct record *rec;
	dtmf_rx_state_t *in_band;
	struct srtp_pair srtp;
	int64_t last_in_us;
	uint32_t packets, strange;
	struct rtp_source in;

	/* out, each 20 ms */
	struct llist_head in_slot;
	union address dst;
	uint32_t ssrc, ts, ts_end, octets, sent;
	uint16_t seq;
	bool started, has_mixed;
	int fd, fd_rtcp;		/* -1 where shared */
	uint64_t round;			/* of the last slot */
	int64_t slot_us;		/* when that was due */
	int64_t rtcp_due_us;
	struct play *play;
	struct forward fwd;
	struct dtmf_out keys_out;

	/* seldom */
	struct llist_head in_all, in_room;
	unsigned int slot;
	int family;
	uint16_t port;
	media_event_cb cb;		/* loop only */
	void *arg;
	struct media_srtp_keys keys;	/* to see when they change; wiped at the end */
	union address their_rtcp;	/* as the SDP has it; family 0: it does not say */
	union address dst_rtcp;
	struct source settled, candidate;
	struct rtp_source probe;	/* a new SSRC from the settled source */
	bool have_probe;
	uint32_t lost_before, expected_before;	/* of sources that were replaced */
	struct dtmf_in keys_in;
	int64_t digit_us;
	unsigned int digit_credit;
	dtmf_tx_state_t *tones_out;
	char cname[17];
	int64_t sr_in_us;
	uint32_t sr_in_mid, far_fraction, far_jitter, round_trip_ms;
	bool listen;			/* in its room */
	struct media_stream *whisper_to;
	uint8_t mixed[RTP_FRAME];	/* also what must stay until the batch is flushed */
	struct jitter jitter;
};
struct media_room {
	struct media *m;
	struct llist_head in_all, members;
	unsigned int slot, n;
	struct media_stream *direct[2];	/* two legs that are passed through; NULL: mixed */
};

/* --- The engine ------------------------------------------------------------------- */
struct tx_packet {
	struct iovec iov[2];
	union address to;
	uint8_t buf[TX_MAX];
};
struct tx_batch {			/* for one shared socket */
	int fd;
	unsigned int n;
	struct tx_packet packets[TX_BATCH];
	struct mmsghdr msgs[TX_BATCH];
};
struct rx_batch {
	uint8_t buf[RX_BATCH][RTP_PACKET_MAX];
	union address from[RX_BATCH];
	struct iovec iov[RX_BATCH];
	struct mmsghdr msgs[RX_BATCH];
};
struct shared_socket {
	int fd, fd_rtcp;		/* -1: none of this family */
	unsigned int streams;
	uint16_t port;
	struct tx_batch *tx;
};
struct prompts;
struct recorder;
/* media_realtime.c: false: no priority was granted. */
bool media_tick_realtime(struct media *m);

struct media {
	struct loop *loop;
	struct media_config cfg;
	pthread_mutex_t lock;
	pthread_t thread;
	bool running, stop;
	int tick_priority;		/* SCHED_FIFO; 0: none */
	int timer, epoll;
	int64_t zero_us;		/* of slot 0 */
	uint64_t slot;			/* the last one done */
	bool started;
	int64_t now_us;			/* of this turn */

	struct llist_head streams, rooms, slots[SLOTS];
	unsigned int streams_n, slot_n[SLOTS];
	uint16_t next_port;
	struct shared_socket shared[2];	/* IPv4, IPv6 */
	DECLARE_HASHTABLE(by_port, 12);
	struct rx_batch *rx;
	struct tx_packet tx;		/* for a socket of its own */

	/* events wait here for the loop; ev_lock is taken last of all */
	pthread_mutex_t ev_lock;
	struct media_event *events;
	unsigned int ev_head, ev_n;
	bool ticking;			/* under ev_lock: the loop is woken when the tick is over */
	int ev_fd;
	struct loop_fd *ev_watch;

	struct prompts *prompts;	/* loop only */
	struct recorder *recorder;
	struct media_engine_stats st;
	uint32_t late[LATE_BUCKETS + 1];
};

/* Every lock that the tick thread takes is one of these. */
void media_lock_init(pthread_mutex_t *lock);
void media_lock(struct media *m);
void media_unlock(struct media *m);
/* From any thread.  Digits are dropped when the loop is far behind; nothing else is. */
void media_event_put(struct media *m, const struct media_event *ev);
/* Those of one type, or (-1) all. */
void media_event_forget(struct media *m, const struct media_stream *s, int type);
/* One slot: what came, then what is due in it. */
void media_turn(struct media *m, uint64_t slot, int64_t now_us);

/* rtp_socket.c */
int rtp_sockets_open(struct media_stream *s);
void rtp_sockets_close(struct media_stream *s);
int rtp_shared_open(struct media *m, struct err *err);
void rtp_shared_close(struct media *m);
void rtp_shared_index(struct media_stream *s);	/* after s->r changed */
/* stays: the payload is still there when the batch is flushed, so it need not be copied. */
void rtp_socket_send(struct media_stream *s, const struct rtp *head, bool stays);
void rtp_send_rtcp(struct media_stream *s, uint8_t *data, size_t len, size_t room);
void rtp_flush(struct media *m);
void rtp_receive(struct media *m);
bool address_equal(const union address *a, const union address *b, bool port);
socklen_t address_len(const union address *a);
union address address_next_port(const union address *a);

/* rtp_in.c */
void rtp_in_packet(struct media_stream *s, uint8_t *data, size_t len,
		   const union address *from);
void rtp_in_rtcp(struct media_stream *s, uint8_t *data, size_t len,
		 const union address *from);
/* rtp_out.c */
void rtp_out_slot(struct media_stream *s, uint64_t round);
void rtp_out_rtcp(struct media_stream *s, bool bye);
void rtp_out_forward(struct media_stream *to, const struct rtp *p, enum media_codec codec);

/* media_play.c: in the tick thread */
/* The next 20 ms: a pointer into a clip, or `scratch` filled; NULL: nothing plays. */
const uint8_t *play_frame(struct media_stream *s, uint8_t scratch[RTP_FRAME]);
void play_digit(struct media_stream *s);
void play_free(struct media *m, struct play *p);	/* loop only, not under the lock */

/* media_digit.c */
void digit_pressed(struct media_stream *s, char digit, bool in_band);
void digit_listen(struct media_stream *s, const int16_t *pcm, size_t n);

/* prompt.c (loop only) */
struct prompts *prompts_new(struct media *m, struct err *err);
void prompts_free(struct prompts *p);
/* A reference; fetched by and by. */
struct clip *prompt_get(struct prompts *p, const struct media_item *item);
void prompt_put(struct clip *c);
void prompts_collect(struct prompts *p);	/* takes over what was fetched */

/* record.c */
struct recorder *recorder_new(struct media *m, struct err *err);
void recorder_free(struct recorder *r);
void record_frame(struct media_stream *s);	/* s->jitter.frame was pulled */
void record_digit(struct media_stream *s, char digit);
void record_drop(struct media_stream *s);	/* the stream goes; loop only, under the lock */

/* mix.c */
void mix_slot(struct media *m, unsigned int slot);
void mix_room_changed(struct media_room *room);
void mix_leave(struct media_stream *s);
static inline struct media_stream *mix_partner(const struct media_stream *s)
{
	if (!s->room || !s->room->direct[0])
		return NULL;
	return s->room->direct[0] == s ? s->room->direct[1] : s->room->direct[0];
}
static inline bool jitter_wanted(const struct media_stream *s)
{
	return s->rec || (s->room && !s->room->direct[0]);
}
