// SPDX-License-Identifier: AGPL-3.0-or-later
#include <time.h>

#include "desk/desk.h"
#include "warmlined/control_int.h"

static const struct control_table *const tables[] = {
	&control_directory_verbs, &control_call_verbs, &control_story_verbs,
	&control_queue_verbs,
	&control_flows_verbs,
	&control_status_verbs, &control_backup_verbs, &control_people_verbs, &control_inbox_verbs,
	&control_incident_verbs, &control_roster_verbs, &control_audit_verbs,
	&control_lexicon_verbs, &control_watch_verbs, &control_rotation_verbs,
};

json_t *control_time(int64_t at_ms)
{
	time_t s = (time_t)(at_ms / 1000);
	char text[32];
	struct tm tm;

	if (!at_ms)
		return json_null();
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&s, &tm));
	return json_string(text);
}

struct control *control_new(void *ctx, struct loop *loop, struct house *house,
			    const char *address, struct err *err)
{
	struct control *c = talloc_zero(ctx, struct control);
	struct link_server_spec spec = { .kind = "control", .address = address };
	size_t i;

	if (!c)
		base_oom();
	c->house = house;
	if (!address)
		spec.address = talloc_asprintf(c, "unix:%s/control.sock", house->options.state_dir);
	c->server = link_server_new(c, loop, &spec, err);
	if (!c->server)
		return NULL;
	for (i = 0; i < ARRAY_LEN(tables); i++)
		link_server_add(c->server, tables[i]->commands, tables[i]->len, c);
	link_server_add(c->server, desk_control_commands, desk_control_commands_len, house->desk);
	return c;
}

bool control_refused(struct link_request *req, int rc, const char *what)
{
	if (rc >= 0)
		return false;
	if (rc == -ENOENT)
		link_fail(req, LINK_E_NOT_FOUND, "There is no such %s", what);
	else if (rc == -EEXIST)
		link_fail(req, LINK_E_FAILED, "There is such a %s already", what);
	else
		link_fail(req, LINK_E_FAILED, "The %s could not be dealt with: %s", what,
			  strerror(-rc));
	return true;
}
