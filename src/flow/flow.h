/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * flow/: the language in which Warmline's conversations are written, its
 * checker and its runner.  The language itself is described, with examples
 * that are tests, in docs/flows.md.
 *
 * The room knows no SMS, no voice, no SQL and no catalogue: whoever runs a
 * flow (care/, a test, warmline-flow) lends it a struct flow_host with the words
 * and facts that it may look up, and carries out the actions that it returns.
 * The runner is pure: same state, same input, same now_ms, same actions.
 *
 *	text from a person
 *	  -> flow_escape_match()	0, 9, HELP, STOP, MENU, BACK: from every step
 *	  -> flow_trigger_match()	a new keyword always wins
 *	  -> flow_input()		the answer to the step that waits
 *
 * A state is small, and goes to and from JSON at every turn.  It may hold what a
 * person typed (answers in variables): seal it.  A PIN is never in it.
 */
#include <jansson.h>

#include "base/base.h"

/* --- Problems in a flow file ----------------------------------------------------- */
enum flow_severity { FLOW_NOTE, FLOW_WARNING, FLOW_ERROR };
struct flow_problem {
	enum flow_severity severity;
	const char *file;
	int line, column;		/* from 1; 0: the whole file */
	const char *text;		/* what is wrong, what was expected, the likely fix */
};
struct flow_problems {			/* start it as { 0 } and end with flow_problems_clear() */
	struct flow_problem *list;
	size_t len, errors;
};
void flow_problems_clear(struct flow_problems *problems);
void flow_problem_add(struct flow_problems *problems, enum flow_severity severity,
		      const char *file, int line, int column, const char *fmt, ...) PRINTF(6, 7);
/* "checkin.flow:12:5: error: ..." */
char *flow_problem_format(void *ctx, const struct flow_problem *p);

/* --- Values ------------------------------------------------------------------------ */
enum flow_type { FLOW_NOTHING, FLOW_BOOL, FLOW_NUMBER, FLOW_TEXT };
struct flow_value {
	enum flow_type type;
	bool truth;
	int64_t number;
	const char *text;
};
#define FLOW_TRUTH(b)  ((struct flow_value){ .type = FLOW_BOOL, .truth = (b) })
#define FLOW_INT(n)    ((struct flow_value){ .type = FLOW_NUMBER, .number = (n) })
#define FLOW_STRING(s) ((struct flow_value){ .type = FLOW_TEXT, .text = (s) })

/* --- What a flow may ask of its host -------------------------------------------------- *
 * The checker refuses what is not in these tables.  The standard vocabulary is
 * what the shipped flows use and care/ carries out; docs/flows.md lists it. */
struct flow_effect_spec {
	const char *name;		/* "consent", as in `do consent given` */
	int min_args, max_args;
	const char *const *first;	/* allowed first arguments, NULL-terminated; NULL: any */
	const char *const *outcomes;	/* NULL: the flow does not wait for it */
	const char *help;
};
struct flow_variable_spec {
	const char *name;		/* "member.age" */
	enum flow_type type;
	const char *help;
};
/* What an effect changes of what a flow can read: `tag x` makes `tag.x` true.  The lines
 * behind it see it at once, also in the same turn, before the host has carried it out. */
enum flow_gives { FLOW_GIVES_TRUE, FLOW_GIVES_FALSE, FLOW_GIVES_NOTHING, FLOW_GIVES_SECOND,
		  FLOW_GIVES_FIRST_TRUTH };
struct flow_change_spec {
	const char *effect, *first;	/* first: only with this first argument; NULL: any */
	const char *variable;		/* "tag.": the first argument stands behind it */
	enum flow_gives gives;
};
/* A variable of the flow's own that may come with an effect's outcome. */
struct flow_brings_spec {
	const char *effect, *variable;
};
/* Whom an effect tells, besides the person: what a further phone gets by text, if somebody is
 * there for it.  care/ does it; tests/stories/flow_tells_test holds each row against it. */
struct flow_tells_spec {
	const char *effect, *first;	/* as above */
	const char *who;		/* "peer": one on duty and free; "staff": who is on duty
					 * for it */
	const char *key;
	const char *kind, *kind_voice;	/* the words that fill {kind}; NULL */
	const char *reason;		/* what fills {reason} where no argument does */
	int reason_arg;			/* from 1: this argument; 0: none */
};
struct flow_vocabulary {
	const struct flow_effect_spec *effects;
	size_t effects_len;
	const struct flow_variable_spec *variables;	/* read through flow_host.get */
	size_t variables_len;
	const char *const *placeholders;	/* the host fills these in every text */
	const struct flow_change_spec *changes;
	size_t changes_len;
	const struct flow_tells_spec *tells;
	size_t tells_len;
	const struct flow_brings_spec *brings;
	size_t brings_len;
};
extern const struct flow_vocabulary flow_vocabulary_standard;

struct flow;

/* What a running flow may look up.  The call-backs may be NULL (then there are no
 * words and no facts).  langs: the person's own first, then all others. */
struct flow_host {
	const char *const *langs;			/* NULL-terminated */
	/* The words of this language alone, unfilled; NULL: none. */
	const char *(*word)(void *arg, const char *lang, const char *key);
	/* A variable with a dot in its name; false: unknown (reads as nothing).
	 * A text must live until the call into flow/ returns. */
	bool (*get)(void *arg, const char *name, struct flow_value *out);
	/* For coverage, may be NULL: the session came to this place (one of those that
	 * flow_each_point() names). */
	void (*came)(void *arg, const struct flow *flow, int line, int column);
	void *arg;
};

/* --- Flows and their revisions -------------------------------------------------------- *
 * A set holds any number of revisions of any number of flows; the newest of each
 * name is its current one, where new sessions start.  Running ones stay on
 * theirs: keep flow_source() by flow_hash() and give it back with
 * flow_set_add_old() after a restart. */
enum { FLOW_HASH_LEN = 32, FLOW_NAME_MAX = 40, FLOW_SOURCE_MAX = 256 * 1024 };
struct flow_set;
struct flow_set *flow_set_new(void *ctx, const struct flow_vocabulary *vocabulary);
/* Parses one flow file and makes it current.  NULL when it has errors (the one
 * that was current stays).  The same source again is the same revision. */
const struct flow *flow_set_add(struct flow_set *set, const char *file, struct view source,
				struct flow_problems *problems);
/* An older revision: only for sessions that are on it. */
const struct flow *flow_set_add_old(struct flow_set *set, struct view source,
				    struct flow_problems *problems);
/* Every *.flow of a folder.  0, or -EINVAL when any has errors (the others are
 * loaded), or -errno with a problem that says why. */
int flow_set_load_dir(struct flow_set *set, const char *dir,
		      struct flow_problems *problems) MUST_CHECK;
const struct flow *flow_set_find(const struct flow_set *set, const char *name);
const struct flow *flow_set_find_hash(const struct flow_set *set, const char *hash);
const struct flow *flow_set_next(const struct flow_set *set, const struct flow *after);
/* Nobody starts on it any more; who is on it goes on. */
void flow_set_retire(struct flow_set *set, const char *name);
void flow_set_drop(struct flow_set *set, const struct flow *old);	/* no session is on it */

const char *flow_name(const struct flow *f);
const char *flow_hash(const struct flow *f);	/* of the canonical source: comments do not count */
const char *flow_source(const struct flow *f);
const char *flow_purpose(const struct flow *f);	/* `purpose checkin`; "reply" unless said */
/* `asks ...`: when the host starts this flow of itself, for those who opted in
 * (`do follow NAME`, or as the host says). */
enum flow_schedule_kind { FLOW_NOT_SCHEDULED, FLOW_EVERY_DAYS, FLOW_AFTER_EVENT, FLOW_AROUND_DATE };
struct flow_schedule {
	enum flow_schedule_kind kind;
	int every_days;			/* 1: once a day; 7: once a week */
	int weekday;			/* 1 Monday .. 7 Sunday; 0: any */
	int times;			/* so often, then no more; 0: until they end it */
	const char *at;			/* variable with the minute of the day, "member.hour" */
	int64_t after_ms;		/* AFTER_EVENT, AROUND_DATE: this long after (negative:
					 * before) ... */
	const char *event;		/* ... "conversation", "find"; or a date: "date.birth" */
};
const struct flow_schedule *flow_schedule(const struct flow *f);
/* `needs clinician`: whoever must sign this very revision before anybody gets it; or NULL. */
const char *flow_needs(const struct flow *f);
/* `expires 2027-01-31`: the last day on which what it says is true; or NULL. */
const char *flow_expires(const struct flow *f);
int flow_expires_line(const struct flow *f);
const char *flow_file(const struct flow *f);
/* Steps and statements as the file has them, for whoever draws or counts: see flow_look.h. */

/* --- Keywords and escapes -------------------------------------------------------------- *
 * One index for all words that mean something at any time: the escapes, the
 * flows' triggers and the host's own commands (`keyword.start`, `keyword.on`).
 * The words are lists in the catalogues ("TALK, CHAT, I WANT TO TALK"), and the
 * lists of all languages are in force at once.  Texts are folded (case, accents,
 * spaces, punctuation around): give them as they came.  Build a new one when
 * flows or catalogues were reloaded. */
enum flow_escape {			/* only ever the whole message */
	FLOW_ESCAPE_NONE, FLOW_ESCAPE_SAFETY, FLOW_ESCAPE_PERSON, FLOW_ESCAPE_STOP,
	FLOW_ESCAPE_HELP, FLOW_ESCAPE_MENU, FLOW_ESCAPE_BACK
};
enum flow_match {
	FLOW_MATCH_WHOLE,		/* the whole message is the keyword */
	FLOW_MATCH_LEADING,		/* ... or begins with it: "FIND food" */
	FLOW_MATCH_ANYWHERE		/* ... or has it somewhere */
};
struct flow_set;
struct flow_state;
struct flow_keywords;
/* langs: all languages, NULL-terminated.  word: the list of a key in one language
 * alone; NULL: none.  9 and 0 (and the letter O), STOP and HELP in English work
 * without any catalogue. */
struct flow_keywords *flow_keywords_new(void *ctx, const char *const *langs,
					const char *(*word)(void *arg, const char *lang,
							    const char *key),
					void *arg);
void flow_keywords_add(struct flow_keywords *kw, const char *key, enum flow_match match);
void flow_keywords_add_flows(struct flow_keywords *kw, const struct flow_set *set);
struct flow_keyword_hit {
	enum flow_escape escape;	/* NONE: a trigger or a command */
	const char *key;		/* "keyword.find" */
	const char *flow;		/* the name of the flow that it starts; NULL: the host's */
	const char *lang;		/* whose word it was; "" for 0 and 9: a first guess at the
					 * language of somebody new */
	char *rest;			/* what followed (LEADING), as typed; "" ; talloc child */
};
/* False: no keyword.  Escapes go before all else; then words of `lang` (the
 * person's; may be NULL) before those of others, whole messages before leading
 * words, longer ones before shorter.  current (may be NULL) is the session that
 * waits: where it waits for free text, only a whole message is a keyword. */
bool flow_keyword_match(void *ctx, const struct flow_keywords *kw, const char *lang,
			const struct flow_state *current, const char *text,
			struct flow_keyword_hit *hit);

/* Is the folded text (text_fold_key()) one of a list of words, "YES, Y, OK"?  list: or NULL. */
bool flow_list_has(const char *list, const char *folded);

/* --- Running ---------------------------------------------------------------------------- */
enum flow_ask_kind {
	FLOW_ASK_NUMBER, FLOW_ASK_CHOICE, FLOW_ASK_DIGITS, FLOW_ASK_TEXT,
	FLOW_ASK_PIN, FLOW_ASK_NEW_PIN,
	FLOW_ASK_RECORDING		/* on a call a recording (its name is the answer), else
					 * a text */
};
struct flow_option {
	int number;			/* 1 .. 8, never 0 or 9 */
	const char *key;		/* catalogue key of the word */
};
struct flow_arg {			/* NULL name: positional (effects) */
	const char *name;
	struct flow_value value;
};
enum flow_end {
	FLOW_END_DONE,			/* the flow says so */
	FLOW_END_SILENT,		/* nobody answered in time and the flow names no step
					 * for it */
	FLOW_END_NO_ANSWER,		/* too many answers that were none */
	FLOW_END_TOO_LONG,		/* more statements in one turn than any honest flow has */
	FLOW_END_TOO_OLD,		/* the session's age limit */
	FLOW_END_REVISION_GONE,		/* its source was not given back */
	FLOW_END_BROKEN			/* the state or the flow makes no sense (logged) */
};
const char *flow_end_name(enum flow_end end);	/* "done", "silent", ...: for counters and rows */

enum flow_action_type {
	FLOW_SAY,			/* key, args */
	FLOW_WAIT,			/* an ask: key, args, ask; again_key on a retry */
	FLOW_EFFECT,			/* effect, args; waits: answer with flow_effect_done() */
	FLOW_END			/* end; always the last one */
};
/* Everything points into the state, the flow or the actions' own memory: use it
 * before the next call. */
struct flow_action {
	enum flow_action_type type;
	const char *key;
	const char *again_key;		/* FLOW_WAIT: say this (a text) or this and key (a call) */
	const char *effect;
	bool waits;
	struct flow_arg *args;		/* SAY, WAIT: all variables of the session,
					 * for placeholders */
	size_t args_len;
	enum flow_ask_kind ask;		/* FLOW_WAIT ... */
	int64_t low, high;		/* a number's range; how many digits; RECORDING: high
					 * in ms */
	int64_t first_key_ms, next_key_ms;	/* on a call; 0: as the operator set */
	bool must_hear;			/* SAY, WAIT: no key interrupts it on a call (9 and 0 do) */
	const struct flow_option *options;
	size_t options_len;
	/* `keys-for {...}`: on a call these names are the answers to 1, 2, ...; `more`: the digit
	 * for those after them (0: these are all).  A text is answered as without it. */
	const char *const *names;
	size_t names_len;
	int more;
	int64_t silence_at_ms;		/* call flow_silence() then (also for an effect
					 * that waits) */
	enum flow_end end;
	const char *flow, *step;	/* where this came from: logs, coverage */
	int line;
};
/* What this effect changes by the table of changes, a child of ctx; false: nothing. */
bool flow_effect_change(void *ctx, const struct flow_vocabulary *v, const struct flow_action *a,
			struct flow_arg *out);
/* What comes with its outcome; NULL: nothing. */
const char *flow_effect_brings(const struct flow_vocabulary *v, const char *effect);
/* Whom it tells: the row behind `after` (NULL: the first) that fits, or NULL.  An outcome
 * other than the best (`closed`) tells nobody; NULL: not known or none. */
const struct flow_tells_spec *flow_effect_tells(const struct flow_vocabulary *v,
						const struct flow_action *a, const char *outcome,
						const struct flow_tells_spec *after);
/* ... as a FLOW_SAY for that phone, a child of ctx.  kind: the words of row->kind, or NULL. */
struct flow_action *flow_tells_say(void *ctx, const struct flow_tells_spec *row,
				   const struct flow_action *a, const char *kind);
struct flow_actions {
	void *ctx;			/* set by flow_actions_new() */
	struct flow_action *list;
	size_t len;
};
struct flow_actions *flow_actions_new(void *ctx);

enum flow_waiting { FLOW_WAITS_NOT, FLOW_WAITS_ANSWER, FLOW_WAITS_EFFECT };

/* Starts a session.  vars (may be NULL, ends with a NULL name) are its first
 * variables.  Actions are appended to out.  Never NULL: a session that is over at
 * once has flow_state_waiting() == FLOW_WAITS_NOT. */
struct flow_state *flow_start(void *ctx, struct flow_set *set, const struct flow *flow,
			      const struct flow_host *host, const struct flow_arg *vars,
			      int64_t now_ms, struct flow_actions *out);
/* An answer: the text as it came, or the digits that were pressed.  False: the
 * session does not wait for a person now (nothing was changed or returned). */
bool flow_input(struct flow_state *st, const struct flow_host *host, const char *text,
		int64_t now_ms, struct flow_actions *out);
/* The same for what was pressed on a call, where a question may have names for keys. */
bool flow_press(struct flow_state *st, const struct flow_host *host, const char *digits,
		int64_t now_ms, struct flow_actions *out);
/* On a call they would not say it: where `skip` leads, else silence. */
bool flow_skip(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
	       struct flow_actions *out);
/* The waiting time is over.  False: it is not (a late timer), nothing happened. */
bool flow_silence(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
		  struct flow_actions *out);
/* What came of the effect that the session waits for, and (may be NULL) variables
 * that it brought.  False: it waits for none. */
bool flow_effect_done(struct flow_state *st, const struct flow_host *host, const char *outcome,
		      const struct flow_arg *vars, int64_t now_ms, struct flow_actions *out);
/* One question back; at the first one, the same question again. */
bool flow_back(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
	       struct flow_actions *out);
/* The question that waits, once more (after HELP, or when a call takes over). */
bool flow_again(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
		struct flow_actions *out);

enum flow_waiting flow_state_waiting(const struct flow_state *st);
int64_t flow_state_silence_at_ms(const struct flow_state *st);	/* 0: waits for nothing */
const struct flow *flow_state_flow(const struct flow_state *st);	/* innermost */
const char *flow_state_step(const struct flow_state *st);
/* "what answers can it take": of the ask that waits; false if none does. */
bool flow_state_ask(const struct flow_state *st, enum flow_ask_kind *kind, const char **key);
/* Is this text one of the answers that the question offers (an option by number or word), and
 * so nothing of the person's own? */
bool flow_state_offers(const struct flow_state *st, const struct flow_host *host, const char *text);
/* Is it any answer at all that the question can take? */
bool flow_state_takes(const struct flow_state *st, const struct flow_host *host, const char *text);

/* The revisions that a saved state needs: give each back before loading it. */
const char *const *flow_json_hashes(void *ctx, const json_t *saved);
json_t *flow_state_save(const struct flow_state *st);
/* NULL with a reason in *why: FLOW_END_REVISION_GONE or FLOW_END_BROKEN.  The
 * host says so kindly (key flow.lost) and offers the menu. */
struct flow_state *flow_state_load(void *ctx, struct flow_set *set, const json_t *saved,
				   enum flow_end *why);

/* --- Checking ------------------------------------------------------------------------------ *
 * What a parser cannot see of one file: steps out of reach, waits and steps
 * without an end, menus too deep or too wide, unknown flows, effects and
 * variables, and with `words` also missing words, placeholders that nobody
 * fills, texts that are too long or leave GSM 7-bit. */
struct flow_text_size {
	int segments, limit;		/* limit 0: none */
	char alien[8];			/* the first letter that GSM 7-bit lacks; "" */
};
struct flow_check_words {
	const char *const *langs;	/* NULL-terminated, the reference first */
	/* 0: there; 1: only by fall-back from another language; -ENOENT. */
	int (*has)(void *arg, const char *lang, const char *key);
	/* Placeholders of the text, NULL-terminated. */
	const char *const *(*placeholders)(void *arg, void *ctx, const char *lang, const char *key);
	/* What the text costs with these options, everything filled in at its longest. */
	void (*size)(void *arg, const char *lang, const char *key,
		     const struct flow_option *options, size_t options_len,
		     struct flow_text_size *out);
	const char *(*word)(void *arg, const char *lang, const char *key);
	void *arg;
};
/* Checks the current revision of every flow.  words may be NULL. */
void flow_check(const struct flow_set *set, const struct flow_check_words *words,
		struct flow_problems *problems);
/* Only this one of them. */
void flow_check_one(const struct flow_set *set, const struct flow *flow,
		    const struct flow_check_words *words, struct flow_problems *problems);
/* The functions of expressions, NULL-terminated, for the manual's test. */
const char *const *flow_function_names(void);
/* Keys that the set's current flows use: prompts to translate and to record.
 * NULL-terminated, sorted, each once. */
const char *const *flow_keys(void *ctx, const struct flow_set *set);
const char *const *flow_keys_of(void *ctx, const struct flow *flow);	/* ... this one alone */
