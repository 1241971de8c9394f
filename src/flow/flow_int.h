/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Inside flow/: a flow file as lines of tokens, as a tree, and a session. */
#include "flow/flow.h"
#include "flow/flow_look.h"

/* --- Lines and tokens (flow_lex.c) --------------------------------------------- */
enum flow_token_type { TOK_WORD, TOK_NUMBER, TOK_DURATION, TOK_STRING, TOK_OP, TOK_END };
struct flow_token {
	enum flow_token_type type;
	const char *text;		/* a string without its quotes */
	int64_t number;			/* NUMBER; DURATION in ms */
	int column;
};
struct flow_line {
	int number, indent, end_column;
	struct flow_token *tokens;
	size_t len;
};
struct flow_lines {
	const char *file;
	struct flow_line *list;
	size_t len;
};
/* Empty lines and comments are gone.  Problems are added; the lines that could
 * be read are there all the same, so that one look finds many errors. */
struct flow_lines *flow_lex(void *ctx, const char *file, struct view source,
			    struct flow_problems *problems);
/* What is hashed: the tokens, in lines.  Comments and spacing do not count. */
char *flow_canonical(void *ctx, const struct flow_lines *lines);

/* --- The tree (flow_parse*.c) ------------------------------------------------------ */
enum flow_op {
	OP_VALUE, OP_NAME, OP_CALL, OP_OR, OP_AND, OP_NOT, OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT,
	OP_GE, OP_ADD, OP_SUB, OP_MUL
};
enum { EXPR_ARGS_MAX = 4, EXPR_DEPTH_MAX = 40 };
struct flow_function;
struct flow_expr {
	enum flow_op op;
	struct flow_value value;
	const char *name;
	const struct flow_function *function;
	struct flow_expr *args[EXPR_ARGS_MAX];
	int args_len, line, column;
};

enum flow_to { TO_NEXT, TO_STEP, TO_END, TO_RETURN };
struct flow_target {
	enum flow_to to;
	const char *name;
	int step;			/* resolved after the whole file was read; -1: unknown */
	int line, column;
};

enum flow_branch_kind { BRANCH_RANGE, BRANCH_OPTION, BRANCH_WORD, BRANCH_ELSE };
struct flow_branch {
	enum flow_branch_kind kind;
	int64_t low, high;		/* RANGE (comparisons become ranges); OPTION: its number */
	const char *word;		/* WORD, OPTION: catalogue key; of an effect: the outcome */
	struct flow_target target;
	int line, column;
};

enum flow_stmt_kind {
	STMT_SAY, STMT_ASK, STMT_SET, STMT_IF, STMT_CALL, STMT_RETURN, STMT_END, STMT_GOTO,
	STMT_EFFECT
};
struct flow_stmt {
	enum flow_stmt_kind kind;
	int line, column;
	const char *key;		/* SAY, ASK; EFFECT and CALL: the name */
	const char *var;		/* SET; ASK, CALL ... as VAR */
	struct flow_expr *expr;		/* SET, IF; RETURN, ASK (`keys-for`): may be NULL */
	struct flow_expr **args;	/* EFFECT */
	size_t args_len;
	struct flow_target target;	/* IF, GOTO, CALL */
	/* ASK */
	enum flow_ask_kind ask;
	int64_t low, high;
	int64_t first_key_ms, next_key_ms;	/* 0: not said */
	bool must_hear;			/* SAY, ASK */
	struct flow_option *options;	/* the OPTION branches again, as the host wants them */
	size_t options_len;
	int64_t silence_ms;		/* 0: the flow's */
	struct flow_target silence;
	int retries;			/* -1: not said */
	const char *retry_key;
	struct flow_target retry;	/* TO_NEXT: not said */
	/* ASK, EFFECT */
	struct flow_branch *branches;
	size_t branches_len;
};

struct flow_step {
	const char *name;		/* "~12": made for an effect behind an arrow in line 12 */
	int line, column;
	struct flow_stmt *stmts;
	size_t len;
};

struct flow_trigger {
	const char *key;
	enum flow_match match;
	int line, column;
};

/* --- Questionnaires (flow_parse_score.c) ------------------------------------------- *
 * A block of the header that is turned into plain steps, so that whoever runs or
 * checks a flow need not know about it. */
struct flow_item {
	const char *key;
	int64_t low, high;		/* as it is asked */
	int64_t less;			/* ... and so much less is its score */
	bool turned;			/* a high answer scores low */
	bool has_rule;			/* the safety rule: */
	int64_t above;			/* a score above this leads at once to ... */
	struct flow_target target;
	int line, column;
};
struct flow_band {
	const char *name;
	int64_t low, high;		/* of the whole score */
	struct flow_target target;
	int line, column;
};
struct flow_questionnaire {
	const char *name, *version;
	struct flow_item *items;
	size_t items_len;
	struct flow_band *bands;
	size_t bands_len;
	struct flow_branch *words;	/* answers that any item takes: `stop -> end` */
	size_t words_len;
	int64_t times;
	bool used;
	int line, column;
};

struct flow {
	struct flow *next;
	struct flow *next_name, *next_hash;	/* in the set's buckets */
	struct flow_set *set;
	char *name, *source, *file;
	char hash[FLOW_HASH_LEN + 1];
	bool current;
	const char *purpose, *needs, *expires;
	int expires_line;
	struct flow_schedule schedule;
	struct flow_questionnaire *questionnaires;
	size_t questionnaires_len;
	int64_t age_ms;
	int64_t silence_ms;		/* 0: none */
	struct flow_target silence;
	const char **takes;
	size_t takes_len;
	struct flow_trigger *triggers;
	size_t triggers_len;
	struct flow_step *steps;
	size_t steps_len;
};

enum { FLOW_BUCKETS = 4096 };
struct flow_set {
	const struct flow_vocabulary *vocabulary;
	struct flow *first, **last;
	struct flow *by_name[FLOW_BUCKETS], *by_hash[FLOW_BUCKETS];
};

/* Walks over the tokens of one line. */
struct flow_cursor {
	const struct flow_line *line;
	size_t at;
};
struct flow_parser {
	struct flow *flow;
	const struct flow_lines *lines;
	struct flow_problems *problems;
	int depth;			/* of the expression being read */
};
/* TOK_END behind the last */
const struct flow_token *flow_peek(const struct flow_cursor *c);
bool flow_accept(struct flow_cursor *c, const char *text);	/* a word or an operator */
void flow_expected(struct flow_parser *p, const struct flow_cursor *c, const char *what,
		   const char *const *candidates);
bool flow_at_end(struct flow_parser *p, struct flow_cursor *c);	/* else a problem */
/* NULL with a problem. */
struct flow_expr *flow_parse_expr(struct flow_parser *p, struct flow_cursor *c);
bool flow_parse_target(struct flow_parser *p, struct flow_cursor *c, struct flow_target *t);
const char *flow_parse_name(struct flow_parser *p, struct flow_cursor *c, const char *what);
/* An effect, `queue ...` or `raise ...`, with its arguments. */
bool flow_parse_effect(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s);
/* One statement of a step and the lines under it: first is its line, the ones
 * up to `end` are deeper. */
void flow_parse_stmt(struct flow_parser *p, struct flow_step *step, size_t first, size_t end);
/* Index behind the last line that is deeper than lines->list[at]. */
size_t flow_block_end(const struct flow_lines *lines, size_t at);
/* Walks over the direct children of a block; *at starts at the block's first
 * line.  False at the end.  A child that stands at another indent is a problem. */
bool flow_next_child(struct flow_parser *p, size_t *at, size_t block_end, size_t *child,
		     size_t *child_end);
struct flow_step *flow_step_add(struct flow_parser *p, const char *name, int line, int column);
struct flow_stmt *flow_stmt_add(struct flow_parser *p, struct flow_step *step,
				enum flow_stmt_kind kind, int line, int column);

/* A word that stands under an answer: `yes` is choice.yes. */
const char *flow_word_key(struct flow_parser *p, const char *word);
bool flow_parse_range(struct flow_parser *p, struct flow_cursor *c, int64_t *low, int64_t *high);
/* `questionnaire ...` and the lines under it; the steps that it stands for, when all
 * others were read; `score NAME`. */
void flow_parse_questionnaire(struct flow_parser *p, size_t at, size_t end);
void flow_build_questionnaires(struct flow_parser *p);
void flow_parse_score(struct flow_parser *p, struct flow_cursor *c, struct flow_stmt *s);

/* Parses into a new flow; NULL with problems. */
struct flow *flow_parse(void *ctx, const char *file, struct view source,
			struct flow_problems *problems);
int flow_step_find(const struct flow *f, const char *name);	/* -1: none */

/* --- Expressions (flow_expr.c) -------------------------------------------------------- */
typedef bool (*flow_lookup_fn)(void *arg, const char *name, struct flow_value *out);
struct flow_value flow_eval(void *ctx, const struct flow_expr *e, flow_lookup_fn lookup,
			    void *arg);
/* has("date", answer) (flow_has.c): the first value is a test's name, then the text. */
struct flow_has_test {
	const char *name;
	int args;			/* behind the text */
};
const struct flow_has_test *flow_has_find(const char *name);	/* NULL: none */
const char *const *flow_has_names(void);
/* What fits, as a text; a date as 2026-12-31; nothing. */
struct flow_value flow_has(void *ctx, const struct flow_value *args);
const char *flow_function_name(const struct flow_function *fn);
bool flow_truth(const struct flow_value *v);
/* Calls back for each variable that the expression reads. */
void flow_expr_names(const struct flow_expr *e,
		     void (*cb)(void *arg, const struct flow_expr *name), void *arg);

const struct flow_effect_spec *flow_effect_find(const struct flow_vocabulary *v, const char *name);

/* --- A session (flow_state.c, flow_run.c) ----------------------------------------------- */
enum {
	FLOW_FRAMES_MAX = 8, FLOW_BACK_MAX = 12, FLOW_VARS_MAX = 64, FLOW_TEXT_MAX = 2000,
	FLOW_STEPS_PER_TURN = 200, FLOW_NAMES_PAGE = 8
};
struct flow_frame {
	const struct flow *flow;
	int step, stmt;
};
struct flow_asked {
	int depth, step, stmt;		/* which frame asked, and where */
};
struct flow_state {
	struct flow_set *set;
	struct flow_frame frames[FLOW_FRAMES_MAX];
	int depth;			/* frames in use; 0: over */
	struct flow_asked asked[FLOW_BACK_MAX];
	int asked_len;
	enum flow_waiting waiting;
	int64_t started_at_ms, silence_at_ms;
	int retries;
	int page;			/* of the names behind `keys-for` */
	struct flow_arg *vars;		/* names and texts are its children */
	size_t vars_len;
};
const struct flow_stmt *flow_state_stmt(const struct flow_state *st);	/* NULL: behind the last */
void flow_state_set(struct flow_state *st, const char *name, const struct flow_value *value);
const struct flow_value *flow_state_get(const struct flow_state *st, const char *name);

/* --- Answers (flow_answer.c) --------------------------------------------------------------- */
struct flow_answer {
	int64_t number;			/* NUMBER, CHOICE */
	const char *text;		/* digits, text; the last part of an option's key */
	const struct flow_branch *branch;	/* the option or the word; NULL: by the number */
};
/* False: it is none. */
bool flow_answer_read(void *ctx, const struct flow_stmt *ask, const struct flow_host *host,
		      const char *text, struct flow_answer *out);

/* --- Looking at the tree (flow_walk.c) ------------------------------------------------------- */
void flow_each_target(const struct flow *f, const struct flow_stmt *s,
		      void (*cb)(void *arg, const struct flow_target *t), void *arg);
/* Can the statement behind it be reached from it? */
bool flow_goes_on(const struct flow_vocabulary *v, const struct flow_stmt *s);
bool flow_has_outcome(const struct flow_stmt *s, const char *outcome);	/* by name or `else` */
enum flow_use { USE_SAY, USE_ASK, USE_WORD, USE_TRIGGER };
struct flow_key_use {
	const char *key;
	int line, column;
	enum flow_use use;
	const struct flow_stmt *stmt;	/* NULL for a trigger */
};
void flow_each_key(const struct flow *f, void (*cb)(void *arg, const struct flow_key_use *use),
		   void *arg);

/* --- The checker's parts -------------------------------------------------- */
struct flow_checker {
	const struct flow_set *set;
	const struct flow *flow;
	struct flow_problems *problems;
	const struct flow_check_words *words;
};
void flow_complain(struct flow_checker *ck, enum flow_severity severity, int line, int column,
		   const char *fmt, ...) PRINTF(5, 6);
void flow_check_graph(struct flow_checker *ck);	/* ends, reach, menus */
void flow_check_triggers(struct flow_checker *ck);	/* of all flows at once */
void flow_check_names(struct flow_checker *ck);	/* effects, variables, flows */
void flow_check_texts(struct flow_checker *ck);	/* words */
void flow_check_scores(struct flow_checker *ck);	/* questionnaires */
/* Does any way from this target reach a human (raise, queue, hand-over, safety, ...)? */
bool flow_reaches_human(const struct flow_set *set, const struct flow *f,
			const struct flow_target *t);
/* Is it a variable of this flow (set, asked for, taken or given by an effect)? */
bool flow_variable_known(const struct flow *f, const char *name);

/* flow_expr.c: as a text in an expression; "" for nothing.  Child of ctx. */
char *flow_value_text(void *ctx, const struct flow_value *v);
