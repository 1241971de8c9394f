// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Copies while it runs, and what must be done once after a restore.  A copy is
 * made in slices between turns of the loop, so nobody's text waits for it.
 */
#include "care/care_audit.h"
#include "care/care_people.h"
#include "store/store_backup.h"
#include "store/store_keys.h"
#include "warmlined/control_int.h"

typedef struct store_backup *(*backup_begin)(void *ctx, struct store *st, const char *path,
					     struct err *err);
static const struct part {
	const char *name;
	backup_begin begin;
} data_parts[] = {
	{ "warmline.db", store_backup_database }, { "erased.list", store_backup_erased }, { 0 }
}, key_parts[] = {
	{ "people.keys", store_backup_keys }, { "erased.list", store_backup_erased }, { 0 }
};

struct backup {
	struct control *control;
	struct link_request *req;
	const struct part *part;
	struct store_backup *running;
	struct loop_timer *timer;
	char *dir;
};

static void backup_fail(struct backup *b, const struct err *err)
{
	link_fail(b->req, LINK_E_FAILED, "The copy was given up: %s", err->text);
	talloc_free(b);
}

/* One slice, or the beginning of the next part. */
static void backup_slice(void *arg)
{
	struct backup *b = arg;
	struct err err;
	int rc = 1;

	if (!b->running) {
		char *path = talloc_asprintf(b, "%s/%s", b->dir, b->part->name);

		b->running = b->part->begin(b, house_store(b->control->house), path, &err);
		if (!b->running) {
			backup_fail(b, &err);
			return;
		}
	} else {
		rc = store_backup_step(b->running, &err);
	}
	if (rc < 0) {
		backup_fail(b, &err);
		return;
	}
	if (rc == 0) {
		TALLOC_FREE(b->running);
		b->part++;
	}
	if (b->part->name) {
		loop_timer_start(b->timer, 0);
		return;
	}
	link_ok(b->req, json_pack("{s:s}", "done", b->dir));
	talloc_free(b);
}

static int backup_noted(struct care_turn *t, void *arg)
{
	return care_audit_named(t, CARE_AUDIT_BACKUP, 0, "desk",
				arg == key_parts ? "keys" : "data");
}

static void backup_start(struct control *c, struct link_request *req, const struct part *parts)
{
	struct backup *b;

	if (control_refused(req, house_do(c->house, backup_noted, (void *)parts), "backup"))
		return;
	b = talloc_zero(c, struct backup);
	if (!b)
		base_oom();
	b->control = c;
	b->req = req;
	b->part = parts;
	b->dir = talloc_strdup(b, link_req_str(req, "dir"));
	b->timer = loop_timer_new(b, c->house->loop, "slice of a backup", backup_slice, b);
	loop_timer_start(b->timer, 0);
}

static void backup_data_proceed(struct link_request *req, void *arg)
{
	backup_start(arg, req, data_parts);
}

static void backup_keys_proceed(struct link_request *req, void *arg)
{
	backup_start(arg, req, key_parts);
}

/* Whoever was erased after the copy was made is erased again. */
static int restored(struct care_turn *t, void *arg)
{
	int64_t id = 0, *n = arg;
	int rc = store_backup_restored(t->store);

	while (rc >= 0 && (rc = store_keys_next_unerased(t->store, id, &id)) == 1) {
		rc = store_people_erase(t->store, id, t->now_ms);
		*n += 1;
	}
	return rc < 0 ? rc : care_audit_named(t, CARE_AUDIT_RESTORED, 0, "desk", NULL);
}

static void restored_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	int64_t n = 0;
	int rc = house_do(c->house, restored, &n);

	if (!control_refused(req, rc, "restored database"))
		link_ok(req, json_pack("{s:I}", "erased_again", (json_int_t)n));
}

static const struct link_arg dir_args[] = {
	{ "dir", LINK_STRING, true, 1, 1000, "An existing folder; files of these names in it "
	  "are replaced." },
};
static const struct link_command commands[] = {
	{ "backup data", "Copy the database (and the list of the erased) while it runs.", dir_args,
	  ARRAY_LEN(dir_args), NULL, backup_data_proceed },
	{ "backup keys", "Copy the people's keys; keep these copies for days only.", dir_args,
	  ARRAY_LEN(dir_args), NULL, backup_keys_proceed },
	{ "restored", "Say once that this database came from a backup: erases the erased again.",
	  NULL, 0, NULL, restored_proceed },
};
const struct control_table control_backup_verbs = { commands, ARRAY_LEN(commands) };
