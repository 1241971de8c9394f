// SPDX-License-Identifier: AGPL-3.0-or-later
/* The listening side: connections, their limits, events. */
#include "link/link_int.h"

#include <sys/socket.h>
#include <unistd.h>

/* --- Connections ----------------------------------------------------------------- */
static int conn_free(struct link_conn *conn)
{
	struct link_request *req, *next;

	llist_for_each_entry_safe(req, next, &conn->requests, entry) {
		llist_del(&req->entry);
		req->conn = NULL;	/* its answer will be dropped */
	}
	llist_del(&conn->entry);
	if (conn->srv->spec.closed)
		conn->srv->spec.closed(conn->srv->spec.arg, conn);
	return 0;
}

static void conn_close_now(void *arg)
{
	struct link_conn *conn = arg;

	loop_stream_flush(conn->stream);	/* so that the reason still goes out */
	talloc_free(conn);
}

void link_conn_close_soon(struct link_conn *conn)
{
	conn->closing = true;
	loop_late_arm(conn->close_late);
}

static ssize_t conn_data(void *arg, const uint8_t *data, size_t len)
{
	struct link_conn *conn = arg;
	const uint8_t *end;
	size_t n;

	if (conn->closing)
		return (ssize_t)len;
	end = memchr(data, '\n', len);
	n = end ? (size_t)(end - data) : len;
	if (n > LINK_LINE_MAX) {
		conn->srv->stats.closed_bad++;
		LOGP(DLINK, LOGL_NOTICE,
		     "%s sent a line of more than %d bytes to %s. Closing it.\n",
		     conn->id, LINK_LINE_MAX, conn->srv->spec.kind);
		return -EMSGSIZE;
	}
	if (!end)
		return 0;
	link_conn_line(conn, (const char *)data, n);	/* may free conn */
	return (ssize_t)n + 1;
}

static void conn_down(void *arg, int reason)
{
	talloc_free(arg);
}

static const struct loop_stream_ops conn_ops = {
	.name = "link connection",
	.data = conn_data,
	.down = conn_down,
	.max_input = LINK_LINE_MAX + LOOP_READ_MAX,
};

static void peer_read(struct link_conn *conn, int fd)
{
	struct sockaddr_storage self;
	socklen_t len = sizeof(self);
	struct ucred cred;

	rand_short_id(conn->id);
	conn->peer.id = conn->id;
	if (getsockname(fd, (struct sockaddr *)&self, &len) < 0 || self.ss_family != AF_UNIX)
		return;
	len = sizeof(cred);
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len) < 0)
		return;
	conn->peer.local = true;
	conn->peer.uid = cred.uid;
	conn->peer.gid = cred.gid;
	conn->peer.pid = cred.pid;
}

static void server_accepted(void *arg, int fd)
{
	struct link_server *srv = arg;
	struct link_conn *conn = talloc_zero(srv, struct link_conn);

	if (!conn)
		base_oom();
	conn->srv = srv;
	INIT_LLIST_HEAD(&conn->requests);
	llist_add_tail(&conn->entry, &srv->conns);
	peer_read(conn, fd);
	conn->admitted = !srv->spec.token;
	conn->stream = loop_stream_from_fd(conn, srv->loop, fd, &conn_ops, conn);
	conn->close_late = loop_late_new(conn, srv->loop, "link close", conn_close_now, conn);
	talloc_set_destructor(conn, conn_free);
	srv->stats.opened++;
	LOGP(DLINK, LOGL_INFO, "%s connected to %s.\n", conn->id, srv->spec.kind);
	if (srv->spec.opened)
		srv->spec.opened(srv->spec.arg, conn);
}

int link_conn_write(struct link_conn *conn, json_t *obj)
{
	if (conn->closing) {
		json_decref(obj);
		return 0;
	}
	if (loop_stream_queued(conn->stream) > LINK_QUEUE_MAX) {
		json_decref(obj);
		conn->srv->stats.closed_slow++;
		LOGP(DLINK, LOGL_NOTICE, "%s does not read what %s tells it. Closing it.\n",
		     conn->id, conn->srv->spec.kind);
		link_conn_close_soon(conn);
		return 0;
	}
	return link_write(conn->stream, obj, LINK_ANSWER_MAX);
}

const struct link_peer *link_conn_peer(const struct link_conn *conn)
{
	return &conn->peer;
}

void link_conn_set_data(struct link_conn *conn, void *talloc_data)
{
	TALLOC_FREE(conn->data);
	conn->data = talloc_steal(conn, talloc_data);
}

void *link_conn_data(const struct link_conn *conn)
{
	return conn->data;
}

void link_conn_listen(struct link_conn *conn, bool yes)
{
	conn->listens = yes;
}

static json_t *event_line(const char *event, json_t *is)
{
	json_t *obj = json_pack("{s:s, s:o}", "event", event, "is", is ? is : json_object());

	if (!obj)
		base_oom();
	return obj;
}

void link_conn_event(struct link_conn *conn, const char *event, json_t *is)
{
	if (link_conn_write(conn, event_line(event, is)) == -E2BIG)
		LOGP(DLINK, LOGL_ERROR, "The event \"%s\" is too long for the link; dropped.\n",
		     event);
}

/* --- Server ------------------------------------------------------------------------- */
void link_server_event(struct link_server *srv, const char *event, json_t *is)
{
	struct link_conn *conn;

	if (!is)
		is = json_object();
	llist_for_each_entry(conn, &srv->conns, entry) {
		if (conn->listens && conn->admitted)
			link_conn_event(conn, event, json_incref(is));
	}
	json_decref(is);
}

void link_server_each(struct link_server *srv, void (*fn)(void *arg, struct link_conn *conn),
		      void *arg)
{
	struct link_conn *conn, *next;

	llist_for_each_entry_safe(conn, next, &srv->conns, entry)
		fn(arg, conn);
}

const struct link_server_stats *link_server_stats(const struct link_server *srv)
{
	return &srv->stats;
}

void link_server_add(struct link_server *srv, const struct link_command *commands, size_t len,
		     void *arg)
{
	struct link_table *table = talloc_zero(srv, struct link_table);
	void *other;
	size_t i;

	if (!table)
		base_oom();
	for (i = 0; i < len; i++) {
		MUST(link_verb_valid(commands[i].verb));
		MUST(commands[i].help && commands[i].proceed);
		MUST(!link_command_find(srv, commands[i].verb, &other));
	}
	table->commands = commands;
	table->len = len;
	table->arg = arg;
	llist_add_tail(&table->entry, &srv->tables);
}

/* Connections go first, each with its `closed`; talloc's own order would free
 * the tables under them. */
static int server_free(struct link_server *srv)
{
	struct link_conn *conn, *next;

	TALLOC_FREE(srv->listener);
	llist_for_each_entry_safe(conn, next, &srv->conns, entry)
		talloc_free(conn);
	return 0;
}

static void spec_copy(struct link_server *srv, const struct link_server_spec *spec)
{
	srv->spec = *spec;
	srv->spec.kind = talloc_strdup(srv, spec->kind);
	srv->spec.address = talloc_strdup(srv, spec->address);
	srv->spec.token = spec->token ? talloc_strdup(srv, spec->token) : NULL;
	if (!srv->spec.kind || !srv->spec.address || (spec->token && !srv->spec.token))
		base_oom();
}

struct link_server *link_server_new(void *ctx, struct loop *loop,
				    const struct link_server_spec *spec, struct err *err)
{
	bool local = strncmp(spec->address, "unix:", 5) == 0;
	struct link_server *srv;

	if (!local && (!spec->token || strlen(spec->token) < LINK_TOKEN_MIN)) {
		err_set(err, EPERM, "the %s link on %s needs a token of at least %d bytes",
			spec->kind, spec->address, LINK_TOKEN_MIN);
		return NULL;
	}
	srv = talloc_zero(ctx, struct link_server);
	if (!srv)
		base_oom();
	srv->loop = loop;
	INIT_LLIST_HEAD(&srv->tables);
	INIT_LLIST_HEAD(&srv->conns);
	spec_copy(srv, spec);
	srv->listener = loop_listen(srv, loop, "link listener", spec->address, server_accepted,
				    srv, err);
	if (!srv->listener) {
		talloc_free(srv);
		return NULL;
	}
	talloc_set_destructor(srv, server_free);
	return srv;
}
