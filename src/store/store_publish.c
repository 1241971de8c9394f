// SPDX-License-Identifier: AGPL-3.0-or-later
/* Revisions of flows on their way to people (store_publish.h). */
#define STORE_FAMILY STORE_FAMILY_publish
#include "store/store_int.h"
#include "store/store_publish.h"

#include <stdio.h>

enum { ADD, SAVE, GET, LAST, NEXT, DROP, INSTALLED, INSTALL, SIGN, SIGNED,
	DRAFT_GET, DRAFT_NEXT, DRAFT_NEW, DRAFT_SAVE, DRAFT_DROP };
#define RELEASE "SELECT id, name, hash, source, state, danger, by_first, by_second, at_ms" \
	" FROM flow_release"
#define DRAFT "SELECT name, version, source, by_id, at_ms FROM flow_draft"
static const char *const sql[] = {
	[ADD] = "INSERT INTO flow_release (id, name, hash, source, state, danger, by_first,"
		" by_second, at_ms) VALUES ($id, $name, $hash, $source, $state, $danger, $first,"
		" $second, $at)",
	[SAVE] = "UPDATE flow_release SET state = $state, by_first = $first, by_second = $second,"
		" at_ms = $at WHERE id = $id",
	[GET] = RELEASE " WHERE id = $id",
	[LAST] = RELEASE " WHERE name = $name AND state = $state ORDER BY at_ms DESC, id DESC"
		" LIMIT 1",
	[NEXT] = RELEASE " WHERE state = $state AND id > $after ORDER BY id LIMIT 1",
	[DROP] = "DELETE FROM flow_release WHERE name = $name AND state IN (1, 2)",
	[INSTALLED] = "SELECT 1 FROM store_meta WHERE name = 'flows_installed_ms'",
	[INSTALL] = "INSERT INTO store_meta (name, value) VALUES ('flows_installed_ms', $at)",
	[SIGN] = "INSERT INTO flow_sign (hash, role, by_name, at_ms)"
		" VALUES ($hash, $role, $by, $at) ON CONFLICT (hash, role) DO UPDATE SET"
		" by_name = excluded.by_name, at_ms = excluded.at_ms",
	[SIGNED] = "SELECT 1 FROM flow_sign WHERE hash = $hash AND role = $role",
	[DRAFT_GET] = DRAFT " WHERE name = $name",
	[DRAFT_NEXT] = DRAFT " WHERE name > $name ORDER BY name LIMIT 1",
	[DRAFT_NEW] = "INSERT INTO flow_draft (name, version, source, by_id, at_ms)"
		" VALUES ($name, $version, $source, $by, $at) ON CONFLICT (name) DO NOTHING",
	[DRAFT_SAVE] = "UPDATE flow_draft SET version = $version, source = $source, by_id = $by,"
		" at_ms = $at WHERE name = $name AND version = $was",
	[DRAFT_DROP] = "DELETE FROM flow_draft WHERE name = $name AND version = $was",
};
static const char *const tables[] = { "flow_release", "flow_draft", NULL };
const struct store_family store_family_publish = {
	.name = "publish", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static struct store_place place_of(const char *column, int64_t id)
{
	return (struct store_place){ column, id, STORE_SERVICE };
}

static void bind_names(struct query *q, const struct store_release *r)
{
	q_seal(q, "$first", place_of("flow_release.by_first", r->id), r->first);
	q_seal(q, "$second", place_of("flow_release.by_second", r->id), r->second);
}

int store_release_add(struct store *st, struct store_release *r)
{
	struct query *q;

	r->id = store_new_id(st, "flow_release");
	q = query(st, ADD);
	q_int(q, "$id", r->id);
	q_text(q, "$name", r->name);
	q_text(q, "$hash", r->hash);
	q_text(q, "$source", r->source);
	q_int(q, "$state", r->state);
	q_int(q, "$danger", r->danger);
	bind_names(q, r);
	q_int(q, "$at", r->at_ms);
	return q_do(q);
}

int store_release_save(struct store *st, const struct store_release *r)
{
	struct query *q = query(st, SAVE);

	q_int(q, "$id", r->id);
	q_int(q, "$state", r->state);
	bind_names(q, r);
	q_int(q, "$at", r->at_ms);
	return q_do(q);
}

static int read_release(struct query *q, void *ctx, struct store_release *out)
{
	struct secret *first = NULL, *second = NULL;
	int64_t id;
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	id = q_col_int(q, 0);
	*out = (struct store_release){
		.id = id, .source = q_col_strdup(q, 3, ctx),
		.state = (enum store_release_state)q_col_int(q, 4), .danger = q_col_int(q, 5),
		.at_ms = q_col_int(q, 8) };
	snprintf(out->name, sizeof(out->name), "%s", q_col_text(q, 1));
	snprintf(out->hash, sizeof(out->hash), "%s", q_col_text(q, 2));
	rc = q_col_unseal(q, 6, ctx, place_of("flow_release.by_first", id), &first);
	if (rc == 0)
		rc = q_col_unseal(q, 7, ctx, place_of("flow_release.by_second", id), &second);
	out->first = first;
	out->second = second;
	q_done(q);
	return rc < 0 ? rc : 1;
}

int store_release_get(struct store *st, void *ctx, int64_t id, struct store_release *out)
{
	struct query *q = query(st, GET);

	q_int(q, "$id", id);
	return read_release(q, ctx, out);
}

int store_release_last(struct store *st, void *ctx, const char *name,
		       enum store_release_state state, struct store_release *out)
{
	struct query *q = query(st, LAST);

	q_text(q, "$name", name);
	q_int(q, "$state", state);
	return read_release(q, ctx, out);
}

int store_release_next(struct store *st, void *ctx, enum store_release_state state,
		       int64_t after_id, struct store_release *out)
{
	struct query *q = query(st, NEXT);

	q_int(q, "$state", state);
	q_int(q, "$after", after_id);
	return read_release(q, ctx, out);
}

int store_release_drop(struct store *st, const char *name)
{
	struct query *q = query(st, DROP);

	q_text(q, "$name", name);
	return q_run(q);
}

int store_release_installed(struct store *st)
{
	int64_t one;

	return q_get_int(query(st, INSTALLED), &one);
}

int store_release_install(struct store *st, int64_t now_ms)
{
	struct query *q = query(st, INSTALL);

	q_int(q, "$at", now_ms);
	return q_do(q);
}

int store_flow_sign(struct store *st, const char *hash, const char *role, const struct secret *name,
		    int64_t now_ms)
{
	struct query *q = query(st, SIGN);

	q_text(q, "$hash", hash);
	q_text(q, "$role", role);
	q_seal(q, "$by", place_of("flow_sign.by_name", 0), name);
	q_int(q, "$at", now_ms);
	return q_do(q);
}

int store_flow_signed(struct store *st, const char *hash, const char *role)
{
	struct query *q = query(st, SIGNED);
	int64_t one;

	q_text(q, "$hash", hash);
	q_text(q, "$role", role);
	return q_get_int(q, &one);
}

/* --- Drafts -------------------------------------------------------------------------- */

static int read_draft(struct query *q, void *ctx, struct store_flow_draft *out)
{
	int rc = q_row(q);

	if (rc != 1)
		return rc;
	*out = (struct store_flow_draft){
		.version = q_col_int(q, 1), .source = q_col_strdup(q, 2, ctx),
		.by_id = q_col_int(q, 3), .at_ms = q_col_int(q, 4) };
	snprintf(out->name, sizeof(out->name), "%s", q_col_text(q, 0));
	q_done(q);
	return 1;
}

int store_flow_draft_get(struct store *st, void *ctx, const char *name,
			 struct store_flow_draft *out)
{
	struct query *q = query(st, DRAFT_GET);

	q_text(q, "$name", name);
	return read_draft(q, ctx, out);
}

int store_flow_draft_next(struct store *st, void *ctx, const char *after,
			  struct store_flow_draft *out)
{
	struct query *q = query(st, DRAFT_NEXT);

	q_text(q, "$name", after);
	return read_draft(q, ctx, out);
}

int store_flow_draft_save(struct store *st, struct store_flow_draft *d)
{
	int64_t was = d->version, version = store_new_id(st, "flow_draft");
	struct query *q = query(st, was ? DRAFT_SAVE : DRAFT_NEW);
	int rc;

	q_text(q, "$name", d->name);
	q_int(q, "$version", version);
	q_text(q, "$source", d->source);
	q_int(q, "$by", d->by_id);
	q_int(q, "$at", d->at_ms);
	if (was)
		q_int(q, "$was", was);
	rc = q_run(q);
	if (rc == 1)
		d->version = version;
	return rc;
}

int store_flow_draft_drop(struct store *st, const char *name, int64_t version)
{
	struct query *q = query(st, DRAFT_DROP);

	q_text(q, "$name", name);
	q_int(q, "$was", version);
	return q_run(q);
}
