/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Many small telephones behind one trunk: they ring, answer, listen, press
 * keys, speak, and are cut off.  What a phone does follows from the words that it
 * hears: speak-bits takes espeak-ng's place in voicebox and sends each text as
 * bits (the sign of a sample), so a phone reads what a person would hear, out
 * of RTP.  Phones speak in the same way: who hears whom is plain.
 *
 * The plan (a file):
 *
 *	role NAME			what follows belongs to it
 *	line OUT IN DUP LATE		percent lost each way, doubled, held back (to 60 ms)
 *	on "WORDS" ACTION...		when a text with these words was heard; the first that fits
 *	after WORD			the rule above it only holds right after told:WORD
 *	phone +NUMBER ROLE		answers; rings by itself if its role says "rings"
 *	slots +NUMBER COUNT ROLE	COUNT phones; each that is done becomes a new number
 *	rings
 *
 * Actions, one after the other: press:KEYS  wait:MS  say:MS  told:WORD
 * speak (its number, until the call ends)  hang  done (its task; hangs up)  await (hangs up, and
 * rings no more: it will be called)
 *
 * The ledger (standard output): "MS +NUMBER EVENT DETAIL".
 */
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/base.h"

enum { ROLES_MAX = 16, RULES_MAX = 24, PHONES_MAX = 128, TEXT_MAX = 1024, KEYS_MAX = 32,
       NUMBER_MAX = 24, SLOTS_MAX = 10, ACTIONS_MAX = 160, PACKET_MAX = 400, TICK_MS = 20,
       SAMPLES = 160, EVENT_PT = 101 };

struct rule { char words[80], after[24], actions[ACTIONS_MAX]; };
struct role {
	char name[24];
	bool rings;
	int lost_out, lost_in, doubled, late;	/* percent */
	struct rule rules[RULES_MAX];
	int rules_len;
};

struct address { struct sockaddr_storage sa; socklen_t len; };

/* Samples to text; see speak-bits. */
struct ear { int state, ones, bit; uint8_t byte; size_t len; char text[TEXT_MAX]; };
/* Text to samples. */
struct mouth { const char *text; size_t at; int phase; };

struct held { uint16_t seq; int64_t at_ms; size_t len; uint8_t data[SAMPLES]; };
struct late { bool used, in; int64_t due_ms; size_t len; uint8_t data[PACKET_MAX]; };

struct sound {
	int fd, port;
	struct address to;
	bool known;			/* where to send */
	uint16_t seq;
	uint32_t ts, ssrc;
	char keys[KEYS_MAX];		/* to be pressed; the first one is on its way */
	int key_step;			/* packets of it that were sent; 0: not begun */
	uint32_t key_ts;
	int pause;			/* ticks between two keys */
	int say;			/* packets of something that is no text (for a recording) */
	struct mouth mouth;
	struct ear ear;
	struct held held[16];
	int held_len;
	bool began;
	uint16_t next;
	int64_t packet_ms;		/* when a packet came */
	int quiet;			/* samples in a row that were silence */
	struct late late[16];
};

enum phone_state { IDLE, CALLING, RINGING, ANSWERING, UP };
struct phone {
	char number[NUMBER_MAX];
	char words[TEXT_MAX];		/* what it speaks */
	char told[ACTIONS_MAX];		/* the last told:WORD of this number */
	const struct role *role;
	bool slot, done, over, owed;	/* over: no more of it; owed: was cut off or promised */
	bool mute_told;
	enum phone_state state;
	int64_t next_ms, since_ms, again_ms;	/* next thing to do; in this state; retransmit */
	int backoff_ms;
	/* the dialog */
	char id[64], tag[24], branch[24], to[200], from[200], target[200];
	char cut_id[64];		/* the call that was cut off: its BYE is not answered yet */
	char invite[2400], answer[1600];	/* as they came: answered from */
	bool ours, ringing, promised;
	int cseq;
	char actions[ACTIONS_MAX];
	int64_t act_ms;
	struct sound sound;
};

struct phones {
	struct phone phone[PHONES_MAX];
	int len;
	struct role roles[ROLES_MAX];
	int roles_len;
	int fd;
	struct address box;
	char host[64], box_host[64];	/* "127.0.0.1:5070" or "[::1]:5070" */
	char ip[64];			/* for SDP */
	bool v6;
	int64_t now_ms, more_until_ms;
	uint32_t fresh;			/* of numbers */
};
extern struct phones all;

void ledger(const struct phone *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void phone_heard(struct phone *p, const char *text);	/* a whole text */
void phone_ended(struct phone *p, const char *why);
void phone_was_not_cut(struct phone *p);	/* voicebox was there, but slower than we */
void phone_is_up(struct phone *p);

/* phone_sip.c */
void sip_ring(struct phone *p);
void sip_hang_up(struct phone *p);	/* whatever it is in: CANCEL, BYE, 486 */
void sip_cut_off(struct phone *p);	/* as the network does when no sound comes: BYE */
void sip_read(void);
void sip_tick(struct phone *p);

/* phone_sound.c */
int sound_open(struct phone *p);
void sound_close(struct phone *p);
void sound_read(struct phone *p);
void sound_tick(struct phone *p);
int address_set(struct address *a, const char *host, int port);
/* The next sample's sign: 1, -1, 0 (nothing to say). */
int mouth_next(struct mouth *m);
