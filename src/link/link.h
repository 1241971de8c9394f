/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * link/: the line between our programs and tools.  warmlined listens; a
 * warmlinectl, a voicebox, a console connects.  One JSON object (RFC 8259) a
 * line, UTF-8, "\n" at its end, over a Unix socket or – on a private network,
 * with a token – TCP:
 *
 *   -> {"v":1,"id":7,"do":"incident show","code":"4821"}
 *   <- {"id":7,"ok":{...}}
 *   <- {"id":7,"error":{"code":"not-found","text":"No incident has the code 4821."}}
 *   <- {"event":"incident","is":{...}}
 *
 * "id" is the asker's own number (1 .. 2^53); answers may come in any order.
 * A verb is one or more lower-case words with one space between.  Each verb
 * is one `struct link_command`: what it takes, who may (check), what it does
 * (proceed).  "help" is answered by the room itself, with every verb, so a
 * tool need not be changed when a server learns one.
 *
 * What a stranger can do to a server: nothing but be refused.  A line longer
 * than LINK_LINE_MAX, LINK_BAD_MAX lines that are no request, more than
 * LINK_OPEN_MAX requests under way, or an answer queue longer than
 * LINK_QUEUE_MAX (the reader is too slow) closes that connection with one
 * line in the log; the others do not notice.  Nothing of a line is logged: it
 * may hold a person's words.
 *
 * Rights: a Unix socket has mode 0600, and the peer's uid is read from the
 * kernel (SO_PEERCRED, unix(7)).  A TCP server is refused without a token of
 * at least LINK_TOKEN_MIN bytes, and its clients say it first:
 * {"v":1,"id":1,"do":"hello","token":"..."}; until then every other verb is
 * "denied".  There is no encryption: TCP is for a wire that is ours.
 *
 * Call-backs run from the loop, never inside the call that causes them – but
 * for link_client_request() returning an error, when none comes at all.
 */
#include <jansson.h>

#include "base/base.h"
#include "loop/loop.h"

enum {
	LINK_VERSION = 1,
	LINK_LINE_MAX = 256 * 1024,	/* bytes of a request */
	LINK_ANSWER_MAX = 8 * 1024 * 1024, /* bytes of an answer or event; longer: "too-big" */
	LINK_QUEUE_MAX = 16 * 1024 * 1024, /* bytes not yet read by the other side */
	LINK_BAD_MAX = 5,		/* bad lines until the connection is closed */
	LINK_OPEN_MAX = 256,		/* requests of one connection not yet answered */
	LINK_TOKEN_MIN = 16,
};

/* Error codes that the room itself uses; a command may use others, in the
 * same spelling (lower-case words joined by "-"). */
#define LINK_E_BAD_LINE	 "bad-line"	/* no JSON object, no id, no verb */
#define LINK_E_VERSION	 "version"	/* "v" is missing or not ours */
#define LINK_E_UNKNOWN	 "unknown-verb"
#define LINK_E_ARGS	 "bad-args"	/* missing, wrong type, out of range, not known */
#define LINK_E_DENIED	 "denied"	/* check() said no */
#define LINK_E_NOT_FOUND "not-found"
#define LINK_E_BUSY	 "busy"		/* try again later */
#define LINK_E_FAILED	 "failed"
#define LINK_E_TOO_BIG	 "too-big"
#define LINK_E_LOST	 "lost"		/* client side only: line fell or time passed; not known
					 * whether it was done */

/* --- Commands --------------------------------------------------------------- */
struct link_request;
struct link_conn;
struct link_server;

enum link_type { LINK_STRING, LINK_INT, LINK_BOOL, LINK_LIST, LINK_OBJECT };
struct link_arg {
	const char *name;
	enum link_type type;
	bool required;
	int64_t min, max;	/* INT: value, both 0 = any; STRING: bytes, max 0 = 4096 */
	const char *help;	/* a sentence */
};
struct link_command {
	const char *verb;	/* "roster check" */
	const char *help;	/* a sentence; shown by `warmlinectl help` */
	const struct link_arg *args;
	size_t args_len;
	/* May this one?  0, or a negative errno with a sentence in err: answered
	 * "denied".  NULL: whoever got through the door (0600, token) may.
	 * Changes nothing. */
	int (*check)(struct link_request *req, void *arg, struct err *err);
	/* Does it and answers with link_ok() or link_fail(), now or later, once.
	 * Arguments have been checked against the table. */
	void (*proceed)(struct link_request *req, void *arg);
};

/* Arguments; valid until the request is answered.  Not given: NULL, `dflt`. */
const char *link_req_str(const struct link_request *req, const char *name);
int64_t link_req_int(const struct link_request *req, const char *name, int64_t dflt);
bool link_req_bool(const struct link_request *req, const char *name, bool dflt);
json_t *link_req_json(const struct link_request *req, const char *name);	/* borrowed */
/* NULL when the asker has gone meanwhile: answer all the same, it is dropped. */
struct link_conn *link_req_conn(const struct link_request *req);

/* The answer.  `result` is taken over (a NULL becomes {}); req is freed.  A
 * request that is never answered costs its connection one of LINK_OPEN_MAX. */
void link_ok(struct link_request *req, json_t *result);
void link_fail(struct link_request *req, const char *code, const char *fmt, ...) PRINTF(3, 4);

/* --- Server ------------------------------------------------------------------- */
struct link_server_spec {
	const char *kind;		/* "control", "voicebox", "console": in help and log */
	const char *address;		/* "unix:/path" or "host:port" */
	const char *token;		/* TCP: needed; Unix: NULL, or asked for as well */
	/* All may be NULL.  `closed` comes before the connection's data is freed. */
	void (*opened)(void *arg, struct link_conn *conn);
	void (*closed)(void *arg, struct link_conn *conn);
	void *arg;
};
/* The spec's strings are copied.  NULL with err. */
struct link_server *link_server_new(void *ctx, struct loop *loop,
				    const struct link_server_spec *spec, struct err *err);
/* A room's table; `commands` must outlive the server.  A verb that is there
 * already, or is no verb, ends the program (MUST): it is our mistake. */
void link_server_add(struct link_server *srv, const struct link_command *commands, size_t len,
		     void *arg);
/* To every connection that listens (link_conn_listen).  `is` is taken over. */
void link_server_event(struct link_server *srv, const char *event, json_t *is);
/* fn may free the connection it is given. */
void link_server_each(struct link_server *srv, void (*fn)(void *arg, struct link_conn *conn),
		      void *arg);
struct link_server_stats { uint64_t opened, refused_lines, closed_bad, closed_slow, requests; };
const struct link_server_stats *link_server_stats(const struct link_server *srv);
/* talloc_free() closes the listener and every connection. */

struct link_peer {
	bool local;			/* Unix socket: uid, gid, pid are the kernel's word */
	uid_t uid;
	gid_t gid;
	pid_t pid;
	const char *id;			/* short random id, for logs */
};
const struct link_peer *link_conn_peer(const struct link_conn *conn);
/* Anything per connection (a log-in): stolen onto the connection, freed with it. */
void link_conn_set_data(struct link_conn *conn, void *talloc_data);
void *link_conn_data(const struct link_conn *conn);
void link_conn_listen(struct link_conn *conn, bool yes);
/* Queued; a connection that has become too slow is closed at the end of the
 * turn.  `is` is taken over. */
void link_conn_event(struct link_conn *conn, const char *event, json_t *is);
/* talloc_free(conn) closes it.  Its requests stay valid until answered (or
 * until the server is freed). */

/* --- Client on the loop --------------------------------------------------------- */
struct link_client;
struct link_client_spec {
	const char *address;
	const char *token;		/* NULL: none */
	void (*up)(void *arg);		/* also after each reconnect; hello is done */
	void (*down)(void *arg, const char *why);
	void (*event)(void *arg, const char *event, json_t *is);	/* borrowed */
	void *arg;
};
/* Connects from the loop, and again for ever after 0.2 s, doubling to 10 s,
 * with jitter.  talloc_free() ends it; open requests get no call-back then. */
struct link_client *link_client_new(void *ctx, struct loop *loop,
				    const struct link_client_spec *spec);
bool link_client_is_up(const struct link_client *c);
/* Exactly one call-back per request that was taken: done (error NULL), not
 * done (any code), or not known (LINK_E_LOST).  `ok` is borrowed. */
typedef void (*link_answer_cb)(void *arg, json_t *ok, const char *error, const char *text);
/* `args` (an object or NULL) is taken over in any case.  -ENOTCONN while the
 * line is down (nothing is kept back for later: whoever asks decides), -EAGAIN
 * with LINK_OPEN_MAX open.  timeout_ms 0: 30 s. */
int link_client_request(struct link_client *c, const char *verb, json_t *args,
			int64_t timeout_ms, link_answer_cb cb, void *arg) MUST_CHECK;

/* --- Client for tools: it waits (on a loop of its own; not for servers) ----------------- */
struct link_tool;
struct link_tool *link_tool_open(void *ctx, const char *address, const char *token,
				 struct err *err);
/* Asks and waits.  0 and *ok (the caller's; json_decref), or a negative errno
 * with a sentence; then `code` (32 bytes, may be NULL) holds the link's error
 * code, "" when the line itself failed.  Events that come meanwhile are kept
 * for link_tool_event() (the last 64). */
enum { LINK_CODE_LEN = 32 };
int link_tool_call(struct link_tool *t, const char *verb, json_t *args, int64_t timeout_ms,
		   json_t **ok, char *code, struct err *err) MUST_CHECK;
/* The next event line, the whole object; -ETIMEDOUT; -EPIPE when the server went. */
int link_tool_event(struct link_tool *t, int64_t timeout_ms, json_t **event) MUST_CHECK;
/* Open, ask once, close. */
int link_call(const char *address, const char *verb, json_t *args, int64_t timeout_ms,
	      json_t **ok, struct err *err) MUST_CHECK;

/* --- The grammar, for tests and fuzzing ------------------------------------------------ */
/* One line without its "\n".  A new reference, or NULL with a sentence. */
json_t *link_line_parse(const char *line, size_t len, struct err *err);
/* 0, or -EINVAL with a sentence that names the argument.  Unknown names are refused. */
int link_args_check(const struct link_command *cmd, json_t *request, struct err *err) MUST_CHECK;
/* Lower-case words [a-z][a-z0-9-]* with single spaces between. */
bool link_verb_valid(const char *verb);
