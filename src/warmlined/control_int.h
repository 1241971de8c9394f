/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to the control_*.c files: each brings a table of verbs. */
#include "link/link.h"
#include "warmlined/control.h"
#include "warmlined/house_int.h"

struct control {
	struct house *house;
	struct link_server *server;
};

struct control_table {
	const struct link_command *commands;
	size_t len;
};
extern const struct control_table control_directory_verbs;
extern const struct control_table control_flows_verbs;
extern const struct control_table control_call_verbs, control_story_verbs, control_queue_verbs;
extern const struct control_table control_status_verbs, control_people_verbs,
	control_backup_verbs, control_inbox_verbs, control_incident_verbs, control_roster_verbs,
	control_audit_verbs, control_lexicon_verbs, control_watch_verbs,
	control_rotation_verbs;

/* An errno from care/ or store/ as an answer in words; returns true when rc was one. */
bool control_refused(struct link_request *req, int rc, const char *what);
/* "2026-11-23T08:00:00Z"; null for 0. */
json_t *control_time(int64_t at_ms);
