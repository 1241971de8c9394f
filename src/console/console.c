// SPDX-License-Identifier: AGPL-3.0-or-later
/* Settings, and putting the console together. */
#include "console/console_int.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdio.h>

#define AT(field) offsetof(struct console_values, field)
static const struct cfg_key keys[] = {
	{ "listen", CFG_STRING, AT(listen), 3, 100, "127.0.0.1:8480", NULL,
	  "Address and port for browsers; with a certificate HTTPS, else plain.", false },
	{ "desk", CFG_STRING, AT(desk), 3, 200, "unix:/var/lib/warmline/state/desk.sock", NULL,
	  "Where warmlined's desk listens: unix:/path or address:port.", false },
	{ "token-file", CFG_STRING, AT(token_file), 0, 200, "", NULL,
	  "File with the desk's token, where it asks for one.", false },
	{ "certificate", CFG_STRING, AT(certificate), 0, 200, "", NULL,
	  "PEM file with the certificate and those above it; empty: plain HTTP.", false },
	{ "key", CFG_STRING, AT(key), 0, 200, "", NULL, "PEM file with the certificate's key.",
	  false },
	{ "behind-proxy", CFG_BOOL, AT(behind_proxy), 0, 0, "no", NULL,
	  "Believe X-Forwarded-For and X-Forwarded-Proto: a proxy of ours is in front.", false },
	{ "proxy", CFG_STRING, AT(proxy), 0, 200, "127.0.0.1 ::1", NULL,
	  "With behind-proxy: its addresses; nobody else's X-Forwarded-For is believed.", false },
	{ "prompts", CFG_STRING, AT(prompts), 1, 200, WARMLINE_PKGDATADIR "/prompts/console", NULL,
	  "Folder with the words of the pages.", false },
	{ "files", CFG_STRING, AT(files), 1, 200, WARMLINE_PKGDATADIR "/console", NULL,
	  "Folder with style, scripts and pictures.", false },
	{ "title", CFG_STRING, AT(title), 1, 40, "Desk", NULL,
	  "What stands in the browser's tab: something that tells a stranger nothing.", false },
	{ "language", CFG_STRING, AT(language), 2, 10, "en", NULL,
	  "Language of the log-in page where the browser asks for none that we have.", false },
	{ "zone", CFG_STRING, AT(zone), 1, 60, "UTC", NULL,
	  "Time zone of times until somebody is logged in.", false },
	{ "webhooks", CFG_BOOL, AT(webhooks), 0, 0, "yes", NULL,
	  "Post webhooks; with several consoles, one of them is enough.", false },
	{ "connections", CFG_INT, AT(connections), 10, 20000, "1000", NULL,
	  "Connections at a time, in total; more wait in the kernel's queue.", false },
	{ "per-address", CFG_INT, AT(per_address), 1, 20000, "100", NULL,
	  "Connections at a time from one address (IPv6: one /64); not behind a proxy.", false },
	{ "streams", CFG_INT, AT(streams), 1, 20000, "600", NULL,
	  "Open event streams at a time, in total.", false },
	{ "streams-per-address", CFG_INT, AT(streams_per_address), 1, 20000, "60", NULL,
	  "Open event streams at a time of one address.", false },
	{ "header-bytes", CFG_INT, AT(header_bytes), 1024, 65536, "12288", NULL,
	  "Longest request line and headers.", false },
	{ "body-bytes", CFG_INT, AT(body_bytes), 4096, 200000, "65536", NULL,
	  "Longest body of a request.", false },
	{ "read-time", CFG_DURATION, AT(read_ms), 100, 120000, "15s", NULL,
	  "A request must have come whole within this time.", false },
	{ "answer-time", CFG_DURATION, AT(answer_ms), 1000, 300000, "40s", NULL,
	  "Its answer must have been taken within this time.", false },
	{ "idle-time", CFG_DURATION, AT(idle_ms), 100, 600000, "60s", NULL,
	  "How long a connection may stay open between requests.", false },
	{ "stream-time", CFG_DURATION, AT(stream_ms), 1000, 86400000, "1h", NULL,
	  "An event stream ends after this time; the browser comes back by itself.", false },
	{ "heartbeat", CFG_DURATION, AT(heartbeat_ms), 100, 120000, "20s", NULL,
	  "Something is sent on quiet event streams this often.", false },
};
const struct cfg_table console_table = {
	.node = "console", .help = "The pages of the staff", .keys = keys,
	.keys_len = ARRAY_LEN(keys),
};
enum { STREAM_QUEUE = 256 * 1024, TOKEN_LEN = 200 };

static struct console_values values;	/* one console a process, as cfg_first() has one list */

/* --- Settings ------------------------------------------------------------------------------ */

static int line_read(struct cfg_group *g, char *line, struct err *err)
{
	char *name = line + strspn(line, " \t"), *value;

	line[strcspn(line, "\r\n")] = 0;
	if (*name == 0 || *name == '#' || *name == '!')
		return 0;
	value = name + strcspn(name, " \t");
	if (*value)
		*value++ = 0;
	value += strspn(value, " \t");
	return cfg_set(g, name, value, err);
}

static int file_read(struct cfg_group *g, const char *path, struct err *err)
{
	FILE *f = fopen(path, "r");
	char line[600];
	int rc = 0, n = 0;

	if (!f)
		return err_set(err, errno, "%s: %s", path, strerror(errno));
	while (rc == 0 && fgets(line, sizeof(line), f)) {
		n++;
		rc = line_read(g, line, err);
	}
	fclose(f);
	if (rc < 0)
		err_prefix(err, "%s:%d", path, n);
	return rc;
}

struct cfg_group *console_configure(void *ctx, const char *file, struct err *err)
{
	struct cfg_group *g = cfg_register(ctx, &console_table, &values);

	if (file && file_read(g, file, err) < 0)
		return NULL;
	return g;
}

/* --- The line to the desk ------------------------------------------------- */

static void desk_up(void *arg)
{
	LOGP(DCONSOLE, LOGL_NOTICE, "The line to the desk is up.\n");
}

static void desk_down(void *arg, const char *why)
{
	struct console *con = arg;

	LOGP(DCONSOLE, LOGL_NOTICE, "The line to the desk is down: %s.\n", why);
	live_down(con->live);
}

static void desk_event(void *arg, const char *event, json_t *is)
{
	struct console *con = arg;

	live_event(con->live, event, is);
}

static int token_read(struct console *con, char out[TOKEN_LEN], struct err *err)
{
	FILE *f = fopen(con->values->token_file, "r");

	if (!f || !fgets(out, TOKEN_LEN, f)) {
		err_set(err, errno ? errno : ENODATA, "%s: no token there",
			con->values->token_file);
		if (f)
			fclose(f);
		return -ENODATA;
	}
	fclose(f);
	out[strcspn(out, "\r\n")] = 0;
	return 0;
}

static int desk_open(struct console *con, struct err *err)
{
	char token[TOKEN_LEN] = "";
	struct link_client_spec spec = {
		.address = con->values->desk, .up = desk_up, .down = desk_down, .event = desk_event,
		.arg = con,
	};

	if (*con->values->token_file) {
		if (token_read(con, token, err) < 0)
			return -ENODATA;
		spec.token = token;
	}
	con->desk = link_client_new(con, con->loop, &spec);
	return 0;
}

/* --- All of it ------------------------------------------------------------ */

static struct http_conf http_conf_of(const struct console_values *c)
{
	return (struct http_conf){
		.listen = c->listen, .certificate = *c->certificate ? c->certificate : NULL,
		.key = c->key, .behind_proxy = c->behind_proxy, .proxy = c->proxy,
		.connections = c->connections,
		.per_address = c->per_address, .streams = c->streams,
		.streams_per_address = c->streams_per_address, .header_bytes = c->header_bytes,
		.body_bytes = c->body_bytes, .read_ms = c->read_ms, .answer_ms = c->answer_ms,
		.idle_ms = c->idle_ms, .stream_ms = c->stream_ms, .stream_queue = STREAM_QUEUE,
	};
}

static bool is_loopback(const char *listen)
{
	return strncmp(listen, "127.", 4) == 0 || strncmp(listen, "[::1]", 5) == 0;
}

/* Browsers first: their streams still say goodbye to the desk.  Then nothing is
 * answered any more, and visits under way end as memory. */
static int console_destroy(struct console *con)
{
	TALLOC_FREE(con->http);
	TALLOC_FREE(con->desk);
	return 0;
}

struct console *console_new(void *ctx, struct loop *loop, struct cfg_group *settings,
			    struct err *err)
{
	struct console *con = talloc_zero(ctx, struct console);
	struct http_conf conf;

	con->loop = loop;
	con->values = &values;
	if (!*values.certificate && !values.behind_proxy && !is_loopback(values.listen)) {
		err_set(err, EPERM, "listen %s without a certificate: passwords would be heard by "
			"everybody. Give certificate and key, or behind-proxy", values.listen);
		goto bad;
	}
	con->words = words_load(con, values.prompts, err);
	con->statics = con->words ? statics_load(con, values.files, err) : NULL;
	if (!con->statics)
		goto bad;
	if (words_set_default(con->words, values.language) < 0) {
		err_set(err, ENOENT, "language: there is no %s in %s", values.language,
			values.prompts);
		goto bad;
	}
	con->live = live_new(con, con);
	if (desk_open(con, err) < 0)
		goto bad;
	conf = http_conf_of(&values);
	con->http = http_new(con, loop, &conf, route, con, err);
	if (!con->http)
		goto bad;
	talloc_set_destructor(con, console_destroy);
	if (values.webhooks)
		con->webhooks = webhooks_new(con, con);
	return con;
bad:
	talloc_free(con);
	return NULL;
}

int console_port(const struct console *con) { return http_port(con->http); }
bool console_desk_is_up(const struct console *con) { return link_client_is_up(con->desk); }
