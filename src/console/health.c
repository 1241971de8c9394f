// SPDX-License-Identifier: AGPL-3.0-or-later
/* For monitoring: alive is not the same as able to alarm. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

/* 200: warmlined answers and an alarm could leave; 503: not.  A load balancer
 * that only wants to know whether pages are served asks /health?alive: answered at once. */
static void health_answer(struct visit *v)
{
	json_t *health = visit_answer(v, "health");
	bool able = jb(health, "able_to_alarm"), alive = jb(health, "alive");

	visit_json(v, able && alive ? 200 : 503,
		   json_pack("{s:b, s:b, s:b, s:s}", "console", true, "alive", alive,
			     "able_to_alarm",
			     able, "why", alive ? (js(health, "why") ? js(health, "why") : "") :
			     "warmlined does not answer"));
}

void health_serve(struct visit *v)
{
	v->session = NULL;
	if (visit_query(v, "alive")) {
		visit_json(v, 200, json_pack("{s:b}", "console", true));
		return;
	}
	visit_ask_softly(v, "health", "health", NULL);
	visit_go(v, health_answer);
}

static void metrics_answer(struct visit *v)
{
	const struct http_stats *st = http_stats(v->con->http);
	const char *desk = js(visit_answer(v, "metrics"), "text");
	char *text;

	if (v->error[0]) {
		int code = strcmp(v->error, "log-in") == 0 ? 401 : visit_error_code(v->error);

		visit_reply(v, code, "text/plain; charset=utf-8", "Refused.\n", 9);
		return;
	}
	text = talloc_asprintf(v, "%s"
		"# TYPE warmline_console_requests counter\nwarmline_console_requests %" PRIu64 "\n"
		"# TYPE warmline_console_refused counter\nwarmline_console_refused %" PRIu64 "\n"
		"# TYPE warmline_console_late counter\nwarmline_console_late %" PRIu64 "\n"
		"# TYPE warmline_console_streams_dropped counter\n"
		"warmline_console_streams_dropped %" PRIu64 "\n"
		"# TYPE warmline_console_connections gauge\nwarmline_console_connections %d\n"
		"# TYPE warmline_console_streams gauge\nwarmline_console_streams %d\n",
		desk ? desk : "", st->requests, st->refused + st->over_address, st->late,
		st->streams_dropped, st->conns, st->streams);
	visit_reply(v, 200, "text/plain; version=0.0.4; charset=utf-8", text, strlen(text));
}

/* Counters with a token of scope "metrics", or a coordinator's session. */
void metrics_serve(struct visit *v)
{
	const char *bearer = http_header(v->req, "Authorization");

	if (bearer && strncmp(bearer, "Bearer ", 7) == 0)
		v->session = talloc_strdup(v, bearer + 7);
	if (!v->session) {
		http_add_header(v->req, "WWW-Authenticate", "Bearer");
		visit_reply(v, 401, "text/plain; charset=utf-8", "Refused.\n", 9);
		return;
	}
	visit_ask(v, "metrics", "metrics", NULL);
	visit_go(v, metrics_answer);
}
