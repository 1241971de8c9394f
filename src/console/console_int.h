/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Private to console/: a visit, and the tables that pages are made of.
 *
 * A visit is one request.  Its page asks the desk for all that it shows at once
 * (visit_ask), and is written when the last answer is there; a form asks one
 * verb and leads back to a page (POST, redirect, GET).  What may be asked is in
 * verbs.def, what a browser may post in the tables of actions, what it may read
 * in the tables of pages: tests walk them, so that nothing can be reached
 * without a row that says by whom.
 */
#include <jansson.h>

#include "base/base.h"
#include "console/console.h"
#include "console/html.h"
#include "console/http.h"
#include "link/link.h"
#include "loop/loop.h"
#include "words/words.h"

enum role {
	ROLE_P = 1, ROLE_S = 2, ROLE_O = 4, ROLE_C = 8, ROLE_G = 16, ROLE_M = 32, ROLE_A = 64,
	ROLE_K = 128, ROLE_U = 256, ROLE_L = 512, ROLE_ANY = 1023,
	ROLES_LEN = 10,
};
unsigned role_by_name(const char *name);	/* "peer"; 0: none of ours */
const char *role_name(unsigned role);		/* one bit */

struct console_values {
	const char *listen, *desk, *token_file, *certificate, *key, *prompts, *files, *title,
		*language, *zone, *metrics_token_file, *proxy;
	bool behind_proxy, webhooks;
	int64_t connections, per_address, streams, streams_per_address, header_bytes, body_bytes,
		read_ms, answer_ms, idle_ms, stream_ms, heartbeat_ms;
};
extern const struct cfg_table console_table;

struct live;
struct statics;
struct webhooks;
struct console {
	struct loop *loop;
	struct console_values *values;
	struct http *http;
	struct link_client *desk;
	struct words *words;
	struct statics *statics;
	struct live *live;
	struct webhooks *webhooks;
	int visits;
};

struct page;
struct action;
struct visit {
	struct console *con;
	struct http_req *req;
	const struct page *page;
	const struct action *action;
	const char *id;			/* what stood for ":id" in the path; NULL */
	const char *session;		/* from the cookie or the header; NULL: none */
	const char *csrf;
	json_t *answers;		/* slot -> what the desk said */
	json_t *whoami;			/* borrowed from answers; NULL: nobody is logged in */
	unsigned roles;
	struct words_for lang;
	const char *zone;
	int64_t now_ms;
	int waiting;
	void (*then)(struct visit *v);
	char error[LINK_CODE_LEN], *error_text, *error_verb;	/* the first that failed */
	bool again;			/* a form is shown once more, with what was typed */
	char again_error[LINK_CODE_LEN], *again_text;	/* and why */
	const char *notice;		/* words key */
	json_t *shown;			/* what a form's answer shows once; borrowed */
	bool part;			/* asked by our script: no frame needed */
};

/* --- A visit (visit.c) ------------------------------------------------------------------ */
struct visit *visit_new(struct console *con, struct http_req *req);
/* All answers are there, `then` runs; errors are in v->error. */
void visit_ask(struct visit *v, const char *slot, const char *verb, json_t *args);
/* The same, but its failure is no failure of the page: the slot stays empty.  Once
 * it is known who asks, what their roles may not have is not even asked. */
void visit_ask_softly(struct visit *v, const char *slot, const char *verb, json_t *args);
void visit_go(struct visit *v, void (*then)(struct visit *v));
json_t *visit_answer(const struct visit *v, const char *slot);	/* borrowed; NULL */
void visit_reply(struct visit *v, int code, const char *type, const char *body, size_t len);
void visit_redirect(struct visit *v, const char *to);
void visit_json(struct visit *v, int code, json_t *body);	/* takes it over */
/* Did this page's own form send it?  Origin, Sec-Fetch-Site and the token. */
bool visit_csrf_good(const struct visit *v);
bool visit_same_origin(const struct visit *v);	/* ... without the token */
/* What was typed, when a form is shown again; else dflt. */
const char *visit_typed(const struct visit *v, const char *name, const char *dflt);
const char *visit_query(const struct visit *v, const char *name);	/* NULL */
void visit_know(struct visit *v);	/* from the answer of whoami: role, language, zone */
void visit_to_login(struct visit *v);
/* The desk wants a log-in, a second factor, a code or a reason first: leads there. */
bool visit_detour(struct visit *v);
int visit_error_code(const char *code);		/* of HTTP */
void show_confirm(struct visit *v, struct html *h);
int64_t visit_id(const struct visit *v);	/* of ":id"; 0: no number */
/* A form before the log-in needs a secret to hang its token on. */
void visit_form_ready(struct visit *v);
/* Path and query, to come back to; and whether somebody's `to` is such a one. */
char *visit_here(const struct visit *v);
bool visit_path_ours(const char *to);
/* Shows the form's page again with v->error. */
void action_again(struct visit *v);
/* The reason given for this page (cookie "wlr"), or NULL. */
const char *visit_reason(const struct visit *v);

/* --- What may be asked (verbs.c, verbs.def) ---------------------------------------------- */
struct verb_arg { char name[24]; char type; bool required; };	/* see verbs.def */
struct verb {
	const char *name;
	bool write;
	const char *letters;		/* "PSO"; "*": everybody */
	const char *args, *help;
};
unsigned verb_roles(const struct verb *verb);
const char *verb_scope(const struct verb *verb);	/* of an API token; NULL: none may */
extern const struct verb verbs[];
extern const size_t verbs_len;
const struct verb *verb_find(const char *name);
/* The next of "id:i! text:s"; false: no more. */
bool verb_arg_next(const char **at, struct verb_arg *out);
/* Typed by the table; -EINVAL: what was sent cannot be that. */
int verb_arg_put(const struct visit *v, json_t *args, const struct verb_arg *a, const char *value);

/* --- Pages and forms (route.c, action.c) --------------------------------------------------- */
enum { PAGE_OPEN = 1, PAGE_BARE = 2, PAGE_ANY_STATE = 4 };
struct list;
struct page {
	const char *path;		/* "/talks/:id" */
	const char *title;		/* words */
	unsigned roles, flags;		/* for whom it is shown; the desk decides */
	const char *nav;		/* words of its place in the menu; NULL: not in it */
	void (*ask)(struct visit *v);
	void (*show)(struct visit *v, struct html *h);
	const struct list *list;	/* instead of both */
};
struct action {
	const char *path;		/* "/talks/:id/say" */
	const char *verb;
	const char *fields;		/* names of verbs.def, of those the form has */
	const char *back;		/* a page's path; ":id" is filled in */
	const char *said;		/* words; NULL: nothing to say */
	void (*done)(struct visit *v, json_t *ok);	/* instead of going back */
	void (*fix)(struct visit *v, json_t *args);	/* before asking */
};
struct page_table { const struct page *list; const size_t *len; };
struct action_table { const struct action *list; const size_t *len; };
extern const struct page_table page_tables[];
extern const size_t page_tables_len;
extern const struct action_table action_tables[];
extern const size_t action_tables_len;
#define PAGE_FILES(X) \
	X(login) X(home) X(talk) X(incident) X(board) X(people) X(work) X(flow) X(lexicon) \
	X(report) X(admin) X(sound)
#define DECLARE(n) extern const struct page n##_pages[]; extern const size_t n##_pages_len; \
	extern const struct action n##_actions[]; extern const size_t n##_actions_len;
PAGE_FILES(DECLARE)
#undef DECLARE
#define DEFINE_TABLES(n) const size_t n##_pages_len = ARRAY_LEN(n##_pages); \
	const size_t n##_actions_len = ARRAY_LEN(n##_actions);

void route(void *console, struct http_req *req);
bool route_match(const char *pattern, const char *path, char id[64]);
const struct page *page_find(const char *path, char id[64]);
void page_serve(struct visit *v, const struct page *page);
void action_serve(struct visit *v, const struct action *action);
/* "/talks/:id", "/person?who=:who": with the visit's id, or what the form has. */
char *path_fill(const struct visit *v, const char *pattern);

/* --- Words and times (say.c) ------------------------------------------------------------------ */
const char *say(const struct visit *v, const char *key);
const char *say_with(const struct visit *v, const char *key, const struct words_arg *args);
/* "ui.PREFIX.VALUE", or the value itself where nobody wrote words for it. */
const char *say_value(const struct visit *v, const char *prefix, const char *value);
/* The desk's own English sentences and titles: from the catalogue, or as they are.  Names in
 * quotes and numbers are filled in: "ui.told.has-an-account", {a}. */
const char *say_told(const struct visit *v, const char *english);
/* Local times as "14:05" (today) or "2026-11-22 14:05", in the viewer's zone. */
char *say_time(const struct visit *v, int64_t at_ms);
char *say_day(const struct visit *v, int64_t at_ms);		/* 2026-11-22 */
char *say_input_time(const struct visit *v, int64_t at_ms);	/* 2026-11-22T14:05 */
char *say_span(const struct visit *v, int64_t ms);		/* "4 min", "2 h 5 min" */
/* "2026-11-22" or "2026-11-22T14:05" in the viewer's zone; -EINVAL. */
int say_parse_time(const struct visit *v, const char *text, int64_t *at_ms) MUST_CHECK;

/* --- Writing (frame.c, parts.c) ------------------------------------------- */
void frame_begin(struct visit *v, struct html *h, const char *title);
void frame_end(struct visit *v, struct html *h);
/* The whole page with `show` between; replies. */
void frame_page(struct visit *v, int code, const char *title,
		void (*show)(struct visit *v, struct html *h));
void frame_message(struct visit *v, int code, const char *key);

void el(struct visit *v, struct html *h, const char *tag,
	const char *key);	/* say(key) in tag */
void el_time(struct visit *v, struct html *h, int64_t at_ms);
/* Counted on by the script: "waiting 4 min". */
void el_since(struct visit *v, struct html *h, int64_t since_ms);
void el_left(struct visit *v, struct html *h, int64_t until_ms);
/* " · first, second": who answers for it; either may be NULL. */
void el_names(struct html *h, const char *first, const char *second);
/* A word in a box, with a class for its colour: never the colour alone. */
void el_badge(struct visit *v, struct html *h, const char *class, const char *text);
/* A part that the script fetches again when one of these events comes. */
void part_begin(struct visit *v, struct html *h, const char *id, const char *events,
		const char *title_key);
void part_end(struct html *h);
void form_begin(struct visit *v, struct html *h, const char *action, const char *class);
void form_end(struct html *h);
void form_hidden(struct html *h, const char *name, const char *value);
void form_hidden_int(struct html *h, const char *name, int64_t value);
void form_button(struct visit *v, struct html *h, const char *key, const char *class);
/* type: "text", "password", "number", "date", "datetime-local", "textarea". */
struct field {
	const char *name, *label, *type, *value, *hint, *complete;
	const char *list;		/* id of a datalist; NULL */
	int64_t min, max;		/* length of texts, value of numbers */
	bool required, autofocus;
};
void form_field(struct visit *v, struct html *h, const struct field *f);
struct choice { const char *value, *text; };
/* What is asked with choices; chosen: a value (of checks several, with blanks), NULL: none. */
struct question {
	const char *name, *label;
	const struct choice *choices;
	size_t len;
	const char *chosen;
};
void form_select(struct visit *v, struct html *h, const struct question *q);
void form_checks(struct visit *v, struct html *h, const struct question *q);
void form_radios(struct visit *v, struct html *h, const struct question *q);
/* A form that is one button; pairs of name and value, ended by NULL. */
void button(struct visit *v, struct html *h, const char *action, const char *key, ...)
	__attribute__((sentinel));
/* A link with a key. */
void link_to(struct visit *v, struct html *h, const char *href, const char *key, const char *class);
/* "Nothing here", when items are empty; true then. */
bool empty(struct visit *v, struct html *h, json_t *items, const char *key);

/* A table: its heads after table_begin(), its rows between table_body() and table_end(). */
void table_begin(struct visit *v, struct html *h, const char *title_key, const char *class);
void table_head(struct visit *v, struct html *h, const char *key);
void table_body(struct html *h);
void table_end(struct html *h);

/* --- Lists (list.c): a verb's items as a table, with buttons a row --------------------------- */
enum column_kind { COL_TEXT, COL_WORDS, COL_TIME, COL_SINCE, COL_YES, COL_VALUE, COL_LIST, COL_INT,
		   COL_LINK, COL_SPAN, COL_TOLD };
struct column {
	const char *field, *label;
	enum column_kind kind;
	const char *of;			/* COL_VALUE: words prefix; COL_LINK: "/people/:id" */
};
struct row_button {
	const char *action, *label;
	const char *sends;		/* fields of the row sent along: "id" or "who=pseudonym" */
	const char *when, *is;		/* only where that field has this value; NULL: always */
};
struct list_field {
	const char *name, *label, *type;	/* type "who": a pseudonym of the staff,
						 * to choose */
	const char *choices;		/* "a b c": a choice; words prefix in `of` */
	const char *of;
	bool required, many;
};
struct list_form {
	const char *action, *title, *button;
	const struct list_field *fields;
	size_t fields_len;
};
struct list {
	const char *verb;
	const char *intro, *none;	/* words */
	const char *events;		/* live events that change it */
	const char *filters;		/* fields of the query that are passed on */
	const struct column *columns;
	size_t columns_len;
	const struct row_button *buttons;
	size_t buttons_len;
	const struct list_form *forms;
	size_t forms_len;
	void (*more)(struct visit *v, struct html *h);	/* below; may be NULL */
	const char *items;		/* the answer's list; NULL: "items" */
};
void list_ask(struct visit *v, const struct list *l);
void list_show(struct visit *v, struct html *h, const struct list *l);
void list_table(struct visit *v, struct html *h, json_t *items, const struct list *l);

/* --- Json, shortly (parts.c) ------------------------------------------------------------------ */
const char *js(const json_t *o, const char *name);	/* NULL: not a string */
int64_t ji(const json_t *o, const char *name);		/* 0: not a number */
bool jb(const json_t *o, const char *name);

/* "Was the alarm right?" (page_lexicon.c), also on the page of an incident. */
void lexicon_mark_form(struct visit *v, struct html *h, const char *action, const char *code);

/* --- Lines of a conversation (page_talk.c), also for the live stream ------ */
void talk_list(struct visit *v, struct html *h, json_t *answer, int64_t here);
void talk_line(struct visit *v, struct html *h, const json_t *line);

/* --- Live (live.c) ---------------------------------------------------------------------------- */
struct live *live_new(void *ctx, struct console *con);
void live_serve(struct visit *v);
void live_event(struct live *l, const char *event, json_t *is);
void live_down(struct live *l);		/* the line to the desk fell: readers come back
					 * by themselves */

/* --- Others ----------------------------------------------------------------------------------- */
struct statics *statics_load(void *ctx, const char *dir, struct err *err);
void statics_serve(struct visit *v);
const char *statics_url(const struct statics *s, const char *name);	/* with its hash */
void api_serve(struct visit *v);
char *openapi_document(void *ctx);	/* JSON */
void health_serve(struct visit *v);
void sound_serve(struct visit *v);	/* "/recordings/:id/sound" */
void metrics_serve(struct visit *v);
/* plot.c: SVG; columns of whole numbers over labels.  NAN is a gap. */
struct plot {
	const char *title, *unit;
	const char **labels;
	size_t points;
	double most;			/* top of the scale; 0: by what there is */
	struct { const char *name; const double *values; } series[6];
	size_t series_len;
};
void plot_svg(struct visit *v, struct html *h, const struct plot *p);
/* A QR code as SVG; nothing where it does not fit. */
void qr_svg(struct visit *v, struct html *h, const char *text);
struct webhooks *webhooks_new(void *ctx, struct console *con);
