/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Inside sip_*.c, the only files that see libre.  Everything of struct
 * ua_side and struct ua_call belongs to the SIP thread; only the two queues
 * and the counters are shared.
 */
#include "voicebox/guard.h"
#include "voicebox/sip.h"

#include <pthread.h>
#include <stdatomic.h>
/* Both have a rand_bytes(), and mean the same by it: libre is served by ours. */
#define rand_bytes re_rand_bytes
#include <re.h>
#undef rand_bytes
#include <osmocom/core/linuxlist.h>

#define UA_ALLOW "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS\r\n"

enum { UA_URI_MAX = 400, UA_TOKEN_MAX = 20, UA_HEADERS_MAX = 256, UA_REASON_MAX = 40 };

/* --- What goes from thread to thread: malloc()ed, wiped when used up --------- */
enum ua_command_type { UA_DO_ANSWER, UA_DO_REJECT, UA_DO_DIAL, UA_DO_HANGUP, UA_DO_STOP };
struct ua_command {
	struct llist_head entry;
	enum ua_command_type type;
	ua_id call;
	uint16_t rtp_port;
	enum ua_reject reject;
	unsigned int trunk;
	char to[UA_NUMBER_MAX], from[UA_NUMBER_MAX];
};
struct ua_news {
	struct llist_head entry;
	struct ua_event event;		/* from, to: of this struct */
	char to[UA_NUMBER_MAX], from[UA_NUMBER_MAX];
};

/* --- The SIP thread's side ------------------------------------------------------ */
struct ua_side;
struct ua_trunk_side {
	struct ua_side *ua;
	const struct ua_trunk *cfg;
	struct sipreg *reg;
	int told;			/* the last UA_TRUNK: 1 up, 0 down, -1 none yet */
};
struct ua_counters {
	atomic_ullong strangers, bad, fast, refused, requests, responses;
	atomic_uint calls;
};
struct ua_side {
	const struct ua_config *cfg;	/* the copy in struct ua */
	struct guard *guard;
	struct sip *sip;
	struct sipsess_sock *sock;
	struct sip_lsnr *requests, *rest, *responses;
	struct dnsc *dns;
	struct tls *tls;
	struct mqueue *wake;
	struct hash *calls;
	struct ua_trunk_side trunks[UA_TRUNKS_MAX];
	struct ua_counters count;
	struct tmr stop;
	bool stopping;
	int64_t invites_at_ms;		/* the bucket of new calls */
	int64_t invites_milli;

	pthread_mutex_t lock;		/* of the two lists */
	struct llist_head commands, news;
	int news_fd;			/* eventfd: something is in `news` */

	pthread_t thread;
	pthread_cond_t started_cond;
	bool started;
	int started_rc;
	struct err started_err;
};

struct ua_call {
	struct le le;			/* in ua->calls, by id */
	struct ua_side *ua;
	ua_id id;
	unsigned int trunk;
	struct sipsess *sess;
	char contact[UA_TOKEN_MAX];	/* user part of our Contact: the id in hex */
	char headers[UA_HEADERS_MAX];	/* sent with Contact: session timer (sip_timer.c) */
	struct sa source, local;	/* incoming: where it came from and to */
	bool ours, late_offer, established, rang, early, have_local, have_remote, secret_from;
	struct sdp_local sdp;
	struct sdp_remote remote;
	struct mbuf *offer;		/* of our INVITE */
	char to[UA_NUMBER_MAX], from[UA_NUMBER_MAX];
	enum ua_end end;		/* why we end it */
	bool ending;
	struct tmr ring, timer;
	uint32_t interval_s;		/* session timer; 0: none */
	uint32_t min_se_s;		/* what a 422 asked for */
	bool we_refresh, refreshing;
};

/* sip_thread.c */
void ua_tell(struct ua_side *ua, const struct ua_event *ev);
/* sip_door.c: the doors that libre goes through.  Opened around sip_transp_add(). */
void door_open(struct ua_side *ua);
bool door_used(void);
void door_close(void);
/* sip_listen.c */
int ua_transports_add(struct ua_side *ua, struct err *err);
int ua_listeners_add(struct ua_side *ua, struct err *err);
void ua_refuse(struct ua_side *ua, const struct sip_msg *msg, uint16_t code, const char *reason,
	       const char *headers);
/* sip_call.c */
int ua_calls_init(struct ua_side *ua);
struct ua_call *ua_call_find(struct ua_side *ua, ua_id id);
void ua_call_do(struct ua_side *ua, const struct ua_command *cmd);
void ua_calls_end(struct ua_side *ua);
void ua_call_end(struct ua_call *call, enum ua_end end);
int ua_call_contact(struct ua_side *ua, struct re_printf *pf, const struct sip_contact *contact);
void ua_invite(const struct sip_msg *msg, void *arg);
/* sip_media.c: offers and answers of one call */
int ua_media_local(struct ua_call *call, uint16_t rtp_port);
int ua_media_read(struct ua_call *call, const struct sip_msg *msg);
struct mbuf *ua_media_text(struct ua_call *call, bool offer);
void ua_media_tell(struct ua_call *call, enum ua_event_type type);
/* sip_out.c */
void ua_call_dial(struct ua_side *ua, const struct ua_command *cmd);
enum ua_end ua_end_of_code(int code, bool rang);
int ua_auth(char **user, char **password, const char *realm, void *arg);
/* The session's handlers (sip_call.c), which both directions use. */
int ua_on_offer(struct mbuf **descp, const struct sip_msg *msg, void *arg);
int ua_on_answer(const struct sip_msg *msg, void *arg);
void ua_on_established(const struct sip_msg *msg, void *arg);
void ua_on_closed(int err, const struct sip_msg *msg, void *arg);
struct ua_call *ua_call_new(struct ua_side *ua, ua_id id, unsigned int trunk);
/* sip_timer.c (RFC 4028) */
enum { TIMER_MIN_S = 90, TIMER_MAX_S = 86400 };
struct timer_header { uint32_t seconds; int refresher; };	/* 'c' uac, 's' uas, 0 unsaid */
bool timer_header_read(const char *text, size_t len, struct timer_header *out);
/* A request that sets up or refreshes: false when it asks for too little (422 is
 * sent).  Sets call->headers for the answer. */
bool timer_request(struct ua_call *call, const struct sip_msg *msg);
void timer_offer(struct ua_call *call);			/* headers for our INVITE */
void timer_response(struct ua_call *call, const struct sip_msg *msg);	/* 2xx to ours */
void timer_start(struct ua_call *call);
bool timer_too_short(const struct sip_msg *msg);	/* 422 rule, before there is a call */
/* sip_trunk.c */
int ua_trunks_start(struct ua_side *ua);
void ua_trunks_stop(struct ua_side *ua);
