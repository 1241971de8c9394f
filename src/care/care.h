/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * care/: all decisions.  What comes in (a text, a digit on a call, a time that
 * has come, a request of the staff) enters through one of the functions here,
 * inside a transaction that the caller has begun; what is decided is rows:
 * new state, outbox rows with their final words, due times, incidents, alarms.
 * The caller commits and only then tells the world.
 *
 * Care never sends, never opens a socket and never asks for the time: `now_ms`
 * (wall clock) comes in with the turn, randomness through base/.  So the same
 * code runs under a story's clock.  It keeps nothing in memory that a restart
 * would have to bring back.
 *
 * Each sub-room (safety, incident, oncall, people, queue, match, talk,
 * checkin, signpost, peers) has its own header care_<name>.h and hangs itself
 * into the tables below; care.c holds the tables and nothing else.
 *
 * Errors: 0, or a negative errno of the store.  An error means that the
 * message's savepoint is rolled back and the message is taken again alone; it
 * never means "refuse the person".  Whatever a person writes has an answer.
 */
#include "base/base.h"
#include "lexicon/lexicon.h"
#include "store/store.h"
#include "store/store_due.h"
#include "store/store_outbox.h"
#include "store/store_people.h"
#include "words/words.h"
#include "base/mem.h"

struct flow_action;
struct flow_arg;
struct flow_set;
struct store_recording;
struct flow_keyword_hit;
struct text_numbers;

/* What care works with.  All belong to the caller and outlive it.  numbers may
 * be NULL (tests): then nobody's country is known and no contact is found. */
struct care_deps {
	struct store *store;
	struct words *words;		/* swapped by care_set_words() on reload, and so on */
	struct lexicon *lexicon;
	struct flow_set *flows;
	struct text_numbers *numbers;
};
struct care;
struct care *care_new(void *ctx, const struct care_deps *deps);	/* registers its settings (cfg) */
/* The store opens after the settings were read: deps->store may be NULL in care_new(). */
void care_set_store(struct care *care, struct store *store);
void care_set_words(struct care *care, struct words *words);
void care_set_lexicon(struct care *care, struct lexicon *lexicon);
void care_set_flows(struct care *care, struct flow_set *flows);
const struct care_deps *care_deps(const struct care *care);

/* One event's turn.  Lives on the caller's stack; `mem` is freed after it.  A
 * savepoint around it: the turn of one message, or of one due step. */
struct care_turn {
	struct care *care;
	void *mem;			/* talloc context of this turn */
	int64_t now_ms;			/* wall clock */
	struct store *store;		/* = care_deps(care)->store */
	/* below: care's own, zeroed by care_turn_init() */
	const struct care_heard *heard;	/* the text that this turn is about, or NULL */
	unsigned int session_epoch;	/* counts sessions started or ended in this turn */
	int64_t before_ms;		/* when the sender's last text came before this one */
	int64_t erased_id;		/* erased in this turn: one last text may go ... */
	struct secret *erased_number;	/* ... to this number, sealed by the service's key */
	const struct flow_arg *brings;	/* variables that the effect which runs now gives its flow
					 * (flow_vocabulary: brings); NULL, or ends with a
					 * NULL name */
	unsigned int recalled;		/* care/record: what was said in this turn of what
					 * it recalls */
};
void care_turn_init(struct care_turn *t, struct care *care, void *mem, int64_t now_ms);

/* --- A text came in -------------------------------------------------------- */
enum care_sender { CARE_FROM_NUMBER, CARE_FROM_SHORT_CODE, CARE_FROM_NAME };
struct care_text {
	int64_t inbox_id;
	const char *uuid;		/* bearerbox's; also the effect's name: seen once */
	enum care_sender sender_kind;
	const char *sender;		/* E.164 with '+' for CARE_FROM_NUMBER; never logged */
	const char *service;		/* the short code or number that was texted */
	const struct secret *text;	/* UTF-8, or NULL: binary or undecodable, raw kept in
					 * the inbox */
	bool is_part;			/* one part of a longer text that is not whole yet: scanned
					 * and alarmed at once, answered only as far as
					 * safety goes */
	bool is_joined;			/* the whole text, its parts were seen before (also: cut
					 * off, 30 s passed) */
	const struct lexicon_result *scan;	/* of exactly this text; never NULL */
	bool spoken;			/* digits on a call (their text): whoever it is can be
					 * answered there, also somebody without a number */
	const char *incident_code;	/* digits drawn before the database was touched; an incident
					 * that this text opens gets it (the pager may have
					 * used it) */
	int64_t received_at_ms;
};
int care_text_in(struct care_turn *t, const struct care_text *text) MUST_CHECK;

/* Before any database work, on the received bytes; no heap.  Fills `scan`, adds
 * key 9 and its spelled forms.  True for tier A or B: tell the pager now. */
bool care_scan(const struct care *care, struct view text, struct lexicon_result *scan);
/* The one sentence of the emergency lane, in the service's language; needs no store. */
char *care_lane_words(void *ctx, const struct care *care, bool danger);

/* What a sub-room hears: the text, who sent it, and what safety found. */
struct care_heard {
	const struct care_text *in;
	struct store_person *from;	/* never NULL; made at first contact (also for names and
					 * short codes) */
	bool first_contact;
	enum lexicon_tier tier;		/* after context: the person's role, a
					 * running conversation */
	bool safety_answered;		/* safety words are already in the outbox: do not answer on
					 * top of them, only do what must be done (relay, keep) */
	bool unreachable;		/* a name or short code: no answer can or should be given */
	const struct flow_keyword_hit *hit;	/* the keyword that it is, or begins with;
						 * or NULL */
	char key[80];			/* text_fold_key() of the whole message, "" if longer */
};
/* Asked in the order of the table until one takes it: 1 taken, 0 not mine,
 * negative: store error.  Safety is first and never takes it away. */
struct care_hearer {
	const char *name;
	int (*hear)(struct care_turn *t, struct care_heard *h);
};

/* --- A time has come ---------------------------------------------------------- */
struct care_due_handler {
	enum store_due_kind kind;
	const char *name;
	int (*fire)(struct care_turn *t, int64_t subject_id, int64_t arg);
	bool fires_when_behind;		/* see care_clock_behind() */
};
int care_due(struct care_turn *t, const struct store_due *due) MUST_CHECK;
/* A start found the wall clock behind what was last seen: nobody knows how late it is,
 * so every open incident's clock fires now. */
int care_clock_behind(struct care_turn *t) MUST_CHECK;

/* --- A text on its way out -------------------------------------------------------- */
/* Asked by the pump for each row at the moment of sending (quiet hours, STOP,
 * PAUSE may have changed since it was written, the link may have been down for
 * hours).  Never rewords.  A store error is LATER.  Do it by store_out_hold(row->id,
 * later_at_ms) and store_out_failed(). */
enum care_sending { CARE_SEND, CARE_SEND_LATER, CARE_SEND_DROP };
enum care_sending care_may_send(struct care_turn *t, const struct store_out *row,
				int64_t *later_at_ms);
/* A report or a final failure raised a row's state (row as store_out_get() gives
 * it).  Its topic says whose it is. */
enum care_topic {
	CARE_TOPIC_NONE, CARE_TOPIC_ALARM, CARE_TOPIC_INCIDENT, CARE_TOPIC_TALK,
	CARE_TOPIC_OFFER, CARE_TOPIC_CHECKIN, CARE_TOPIC_CONCERN, CARE_TOPIC_FIND,
	CARE_TOPICS
};
int care_outbox_changed(struct care_turn *t, const struct store_out *row) MUST_CHECK;
struct care_outbox_listener {
	enum care_topic topic;
	const char *name;
	int (*changed)(struct care_turn *t, const struct store_out *row);
};

/* --- Saying something ------------------------------------------------------------- *
 * Renders `key` in the person's language and wording (discreet unless they
 * chose plain words) and writes the outbox row.  `purpose` is one word for
 * STOP per purpose, quiet hours, budgets and reports.  Crisis words ignore
 * STOP, quiet hours and budgets; nothing else does.  Returns 0 also when the
 * person has stopped this purpose (counted, logged by pseudonym).
 * args: WORDS_ARGS(WORDS_TEXT("pseudonym", name), ...), or NULL. */
enum care_purpose {
	CARE_SAFETY, CARE_TALK, CARE_REPLY, CARE_CHECKIN, CARE_REMINDER, CARE_SURVEY,
	CARE_DUTY,			/* to peers and staff about their work */
	CARE_NOTICE,			/* the answer to STOP, ERASE, PRIVACY: also after a STOP */
	CARE_PURPOSES
};
int care_say(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
	     const char *key, const struct words_arg *args) MUST_CHECK;
/* Somebody's own words, unedited, behind a short prefix ("Heron: "). */
int care_relay(struct care_turn *t, const struct store_person *to, const char *prefix,
	       const struct secret *text) MUST_CHECK;
/* The same with everything that may be said about a text.  Zero is the default
 * of each field.  Exactly one of key and text. */
struct care_message {
	const char *key;
	const struct words_arg *args;	/* ends with a NULL name */
	const struct words_option *options;	/* a question with numbered answers */
	size_t options_len;
	const struct secret *text;	/* somebody's own words */
	const char *prefix;
	enum care_topic topic;
	int64_t topic_id;
	int64_t not_before_ms;
	int64_t expires_at_ms;		/* 0: as its purpose says (care_say.c) */
	const struct flow_action *ask;	/* the flow's own: what a call takes as an answer */
	int64_t *out_id;		/* the row's id; 0 when nothing was written (stopped,
					 * no number) */
};
int care_send(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
	      const struct care_message *m) MUST_CHECK;
/* The words alone, for a voice menu, a screen or another text.  Child of t->mem. */
char *care_render(struct care_turn *t, const struct store_person *to, enum words_channel channel,
		  const char *key, const struct words_arg *args);

/* --- On the phone ------------------------------------------------------------------ *
 * What care_say() and care_send() would write to somebody who is on a call with
 * us now is spoken there instead, in the wording of the channel "voice"; it
 * obeys no quiet hours, STOP or budget, for they rang, or took our call.
 * Somebody's own words (care_relay(), .text) stay texts; what they said on a call
 * is played.
 *
 * voice/ lends one speaker a person on the phone, and plays what it gathered
 * at the end of the turn.  `asks`: the last thing said waits for digits. */
struct care_spoken {
	const char *key, *lang, *text;	/* children of the speaker's mem */
	bool vary;			/* holds something of this moment */
	bool must;			/* safety: digits do not interrupt it */
	const struct store_recording *rec;	/* this is played, nothing is said; or NULL */
};
/* The board (care_story.h): done by voice/ when all has been said. */
enum care_story_wish { CARE_STORY_NONE, CARE_STORY_LISTEN, CARE_STORY_RECORD, CARE_STORY_TEAM };
struct care_speaker {
	int64_t person_id;
	void *mem;			/* talloc; freed with what was said */
	struct care_spoken *said;
	size_t said_len;
	bool asks, asks_text;		/* asks_text: words, that is a recording ... */
	int64_t text_ms;		/* ... of at most so long; 0: as the operator set */
	int digits_min, digits_max;
	int64_t first_key_ms, next_key_ms;	/* as the flow wants them; 0: as the operator set */
	bool message;			/* they want to leave a message */
	enum care_story_wish story;
};
struct care_voice {
	/* person_id 0: whose digits are being heard.  NULL: not on the phone, or in the middle of
	 * talking to a person. */
	struct care_speaker *(*of)(void *arg, int64_t person_id);
	/* Is there a line to call out on? */
	bool (*able)(void *arg);
	void *arg;
};
/* Copied; NULL: there is no telephone. */
void care_set_voice(struct care *care, const struct care_voice *voice);
struct care_speaker *care_speaker_of(const struct care_turn *t, int64_t person_id);
/* By which channel this person hears us now: for waits and times within a text. */
enum words_channel care_channel(const struct care_turn *t, int64_t person_id);
/* A text with telephone numbers, the way one says them: digit by digit. */
char *care_speak_digits(void *ctx, const char *text);
/* Their own words, said once on a call (care_call.h): what a flow's words name as
 * CARE_SPOKEN_MARK name CARE_SPOKEN_MARK is played at that place. */
#define CARE_SPOKEN_MARK '\x1e'
int care_speak_recording(struct care_turn *t, struct care_speaker *s,
			 const struct store_recording *r) MUST_CHECK;
/* One prompt, said on a call in the person's language. */
int care_speak(struct care_turn *t, const struct store_person *to, struct care_speaker *s,
	       const struct care_message *m, bool must) MUST_CHECK;

/* --- Commands by text (peers, on-call, coordinators, members) ------------------------ *
 * check: may this person do that now?  (0 yes; 1: it has said why not; negative: error)
 * proceed: do it.  Permission and effect never mix. */
struct care_command {
	const char *words_key;		/* "keyword.on": the catalogue's forms in every language */
	unsigned int roles;		/* any of these STORE_ROLE_... bits */
	bool takes_rest;		/* words may follow ("SWAP 12") */
	int (*check)(struct care_turn *t, struct care_heard *h, const char *rest);
	int (*proceed)(struct care_turn *t, struct care_heard *h, const char *rest);
};
/* 1 when one matched (and was done or refused with words), 0 none, negative error.
 * Words only count if the table is in care_command_tables; those of staff and peers are
 * no keywords for members.  check may be NULL. */
int care_command_hear(struct care_turn *t, struct care_heard *h,
		      const struct care_command *commands, size_t n) MUST_CHECK;

/* --- Effects that flows may ask for ("do find food", "raise concern", "queue talk") ------ *
 * One for each row of flow_vocabulary_standard (src/flow/flow_vocabulary.c), which
 * says what arguments and outcomes it has; the tests walk that table. */
struct care_effect {
	const char *name;		/* "find" */
	/* args: numbers as digits; "" for nothing.  Writes the name of the outcome, where the
	 * vocabulary lists any.  -EINPROGRESS: it comes later through care_effect_done() (the
	 * flow waits; its silence still runs).  May change *person and must save it. */
	int (*run)(struct care_turn *t, struct store_person *person,
		   const char *const *args, unsigned int nargs, const char **outcome);
};
const struct care_effect *care_effect_find(const char *name);
int care_effect_done(struct care_turn *t, struct store_person *person,
		     const char *outcome) MUST_CHECK;
/* Starts a flow for a person, ending what ran before (a new one always wins).  An
 * unknown flow is logged and 0: the person has been answered with the menu's words. */
int care_flow_start(struct care_turn *t, struct store_person *person, const char *flow) MUST_CHECK;
/* What they said on a call after a question for words: `words` names the recording; NULL: they
 * would not say it.  1: the flow went on with it; 0: it does not ask for words (any more). */
int care_session_spoken(struct care_turn *t, struct store_person *person, const char *words)
	MUST_CHECK;
/* The question that waits, once more (a call goes on with what a text began): 1; 0: there is
 * none. */
int care_session_again(struct care_turn *t, struct store_person *person) MUST_CHECK;
/* 1: they are in a conversation, or a session of theirs went on within the last `within_ms`:
 * what is not urgent waits. */
int care_in_the_middle(struct care_turn *t, int64_t person_id, int64_t within_ms) MUST_CHECK;
/* Ends the person's session without a word. */
int care_flow_end(struct care_turn *t, struct store_person *person) MUST_CHECK;

/* --- What flows may read, what texts may name ---------------------------------------------- */
struct flow_value;
/* "member.checkin", "service.open": those of flow_vocabulary_standard. */
struct care_variable {
	const char *name;
	/* 0, or a store error.  A text lives in t->mem. */
	int (*get)(struct care_turn *t, const struct store_person *person, struct flow_value *out);
};
/* {opens}, {emergency}: looked up only when a text names it.  Never NULL; "" when unknown. */
struct care_placeholder {
	const char *name;
	const char *(*text)(struct care_turn *t, const struct store_person *to);
};

/* --- When somebody leaves, or may not ------------------------------------- */
enum care_leaving { CARE_LEAVE_STOP, CARE_LEAVE_ERASE, CARE_LEAVE_NEW_OWNER, CARE_LEAVE_CHILD };
struct care_leaver {			/* ends requests, conversations, check-ins, ... */
	const char *name;
	int (*leave)(struct care_turn *t, struct store_person *person, enum care_leaving why);
};
int care_leave(struct care_turn *t, struct store_person *person, enum care_leaving why) MUST_CHECK;
struct care_hold {			/* 1: this person cannot be erased or unlinked now (an
					 * open incident) */
	const char *name;
	int (*holds)(struct care_turn *t, int64_t person_id);
};
int care_held(struct care_turn *t, int64_t person_id) MUST_CHECK;

/* The tables; defined in care.c from what the sub-rooms declare.  Each ends with
 * an entry of zeros. */
extern const struct care_hearer care_hearers[];
extern const struct care_due_handler care_due_handlers[];
extern const struct care_effect *const care_effects[];	/* one array a sub-room; NULL at the end */
extern const struct care_variable *const care_variables[];
extern const struct care_variable care_speak_variables[];	/* member.on_phone */
extern const struct care_placeholder *const care_placeholders[];
extern const struct care_leaver care_leavers[];
extern const struct care_hold care_holds[];
extern const struct care_outbox_listener care_outbox_listeners[];
struct care_command_table { const struct care_command *commands; const size_t *n; };
extern const struct care_command_table care_command_tables[];

/* --- Settings -------------------------------------------------------------- *
 * Each sub-room that has any adds a line to care_settings_tables; care_new()
 * registers them, care_settings() gives the values (a struct of `size`). */
struct care_settings_table { const struct cfg_table *table; size_t size; };
extern const struct care_settings_table care_settings_tables[];
void *care_settings(const struct care *care, const struct cfg_table *table);
/* Telephone numbers: deps' own, else made at first use for the country of node "people". */
struct text_numbers *care_numbers(struct care *care);
