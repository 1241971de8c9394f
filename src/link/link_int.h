/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to link/.  What the files of this room share. */
#include "link/link.h"

#include <osmocom/core/linuxlist.h>

struct link_table {
	struct llist_head entry;
	const struct link_command *commands;
	size_t len;
	void *arg;
};

struct link_server {
	struct loop *loop;
	struct link_server_spec spec;
	struct loop_listener *listener;
	struct llist_head tables, conns;
	struct link_server_stats stats;
};

struct link_conn {
	struct llist_head entry;	/* in srv->conns */
	struct link_server *srv;
	struct loop_stream *stream;
	struct loop_late *close_late;	/* closes at the turn's end what may not be closed
					 * at once */
	struct llist_head requests;	/* not yet answered */
	struct link_peer peer;
	char id[SHORT_ID_LEN + 1];
	void *data;
	unsigned int open, bad;
	bool admitted;			/* needs no token, or has said it */
	bool listens, closing;
};

struct link_request {
	struct llist_head entry;	/* in conn->requests while conn is there */
	struct link_server *srv;
	struct link_conn *conn;
	const struct link_command *command;
	void *arg;
	json_t *json;			/* the whole line */
	json_int_t id;
};

/* Writes one line; `obj` is taken over.  -E2BIG when it is over `max` bytes
 * (nothing was written), else what the stream says. */
int link_write(struct loop_stream *stream, json_t *obj, size_t max) MUST_CHECK;
/* A JSON string of what may not be UTF-8 throughout. */
json_t *link_text(const char *text);
/* New references of the two answers. */
json_t *link_answer_ok(json_t *id, json_t *result);
json_t *link_answer_error(json_t *id, const char *code, const char *text);
/* Checks "v", "id" and "do".  Returns NULL when all is well, else the error
 * code, with a sentence in err. */
const char *link_request_check(json_t *obj, struct err *err);
/* All commands of a server as the answer to "help". */
json_t *link_help(const struct link_server *srv);
const struct link_command *link_command_find(const struct link_server *srv, const char *verb,
					     void **arg);
/* Handles one line.  May free the connection. */
void link_conn_line(struct link_conn *conn, const char *line, size_t len);
/* To a connection; drops the line and closes at the turn's end what reads too
 * slowly.  `obj` is taken over. */
int link_conn_write(struct link_conn *conn, json_t *obj);
void link_conn_close_soon(struct link_conn *conn);
