// SPDX-License-Identifier: AGPL-3.0-or-later
/* The configuration table: typed keys over plain structs. */
#include "base/base.h"

#include <inttypes.h>
#include <stdlib.h>
#include <osmocom/core/linuxlist.h>

struct cfg_group {
	struct llist_head entry;
	const struct cfg_table *table;
	char *values;
};

static LLIST_HEAD(groups);
static LLIST_HEAD(watches);

static int cfg_group_unlink(struct cfg_group *g)
{
	llist_del(&g->entry);
	return 0;
}

static const struct cfg_key *key_find(const struct cfg_group *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->table->keys_len; i++)
		if (strcmp(g->table->keys[i].name, name) == 0)
			return &g->table->keys[i];
	return NULL;
}

static int range_check(const struct cfg_key *k, int64_t n, const char *shown, struct err *err)
{
	char *lo, *hi;

	if (n >= k->min && n <= k->max)
		return 0;
	if (k->type == CFG_DURATION) {
		lo = duration_format(NULL, k->min);
		hi = duration_format(NULL, k->max);
	} else {
		lo = talloc_asprintf(NULL, "%" PRId64, k->min);
		hi = talloc_asprintf(NULL, "%" PRId64, k->max);
	}
	err_set(err, ERANGE, "%s: %s is not between %s and %s", k->name, shown, lo, hi);
	talloc_free(lo);
	talloc_free(hi);
	return -ERANGE;
}

static int set_int(const struct cfg_key *k, void *at, const char *value, struct err *err)
{
	char *end;
	int64_t n;
	int rc;

	errno = 0;
	n = strtoll(value, &end, 10);
	if (errno || end == value || *end)
		return err_set(err, EINVAL, "%s: '%s' is not a whole number", k->name, value);
	rc = range_check(k, n, value, err);
	if (rc == 0)
		*(int64_t *)at = n;
	return rc;
}

static int set_duration(const struct cfg_key *k, void *at, const char *value, struct err *err)
{
	int64_t n;
	int rc;

	if (duration_parse(value, &n) < 0)
		return err_set(err, EINVAL, "%s: '%s' is not a duration such as 20s, 15m or 2h",
			       k->name, value);
	rc = range_check(k, n, value, err);
	if (rc == 0)
		*(int64_t *)at = n;
	return rc;
}

static int set_bool(const struct cfg_key *k, void *at, const char *value, struct err *err)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return err_set(err, EINVAL, "%s: '%s' is neither yes nor no", k->name, value);
	*(bool *)at = strcmp(value, "yes") == 0;
	return 0;
}

static int set_string(const struct cfg_group *g, const struct cfg_key *k, void *at,
		      const char *value, struct err *err)
{
	const char **str = at;
	char *copy;
	int rc = range_check(k, (int64_t)strlen(value), "its length", err);

	if (rc < 0)
		return rc;
	copy = talloc_strdup(g, value);
	if (!copy)
		base_oom();
	talloc_free((void *)*str);
	*str = copy;
	return 0;
}

static int set_choice(const struct cfg_key *k, void *at, const char *value, struct err *err)
{
	int i;

	for (i = 0; k->choices[i]; i++) {
		if (strcmp(k->choices[i], value) == 0) {
			*(int *)at = i;
			return 0;
		}
	}
	return err_set(err, EINVAL, "%s: '%s' is not one of its choices", k->name, value);
}

struct cfg_watch {
	struct llist_head entry;
	void (*cb)(void *arg, const char *node, const char *key);
	void *arg;
};

static int cfg_watch_unlink(struct cfg_watch *w)
{
	llist_del(&w->entry);
	return 0;
}

struct cfg_watch *cfg_watch_new(void *ctx, void (*cb)(void *arg, const char *node, const char *key),
				void *arg)
{
	struct cfg_watch *w = talloc_zero(ctx, struct cfg_watch);

	if (!w)
		base_oom();
	w->cb = cb;
	w->arg = arg;
	llist_add_tail(&w->entry, &watches);
	talloc_set_destructor(w, cfg_watch_unlink);
	return w;
}

static int value_set(struct cfg_group *g, const char *key, const char *value, struct err *err)
{
	const struct cfg_key *k = key_find(g, key);
	void *at;

	if (!k)
		return err_set(err, ENOENT, "%s: no such setting in '%s'", key, g->table->node);
	at = g->values + k->offset;
	switch (k->type) {
	case CFG_INT:
		return set_int(k, at, value, err);
	case CFG_DURATION:
		return set_duration(k, at, value, err);
	case CFG_BOOL:
		return set_bool(k, at, value, err);
	case CFG_STRING:
		return set_string(g, k, at, value, err);
	case CFG_CHOICE:
		return set_choice(k, at, value, err);
	}
	return -EINVAL;
}

int cfg_set(struct cfg_group *g, const char *key, const char *value, struct err *err)
{
	struct cfg_watch *w, *next;
	int rc = value_set(g, key, value, err);

	if (rc == 0)
		llist_for_each_entry_safe(w, next, &watches, entry)
			w->cb(w->arg, g->table->node, key);
	return rc;
}

char *cfg_get(void *ctx, const struct cfg_group *g, const char *key)
{
	const struct cfg_key *k = key_find(g, key);
	const void *at;

	if (!k)
		return NULL;
	at = g->values + k->offset;
	switch (k->type) {
	case CFG_INT:
		return talloc_asprintf(ctx, "%" PRId64, *(const int64_t *)at);
	case CFG_DURATION:
		return duration_format(ctx, *(const int64_t *)at);
	case CFG_BOOL:
		return talloc_strdup(ctx, *(const bool *)at ? "yes" : "no");
	case CFG_STRING:
		return talloc_strdup(ctx, *(const char *const *)at);
	case CFG_CHOICE:
		return talloc_strdup(ctx, k->choices[*(const int *)at]);
	}
	return NULL;
}

bool cfg_is_default(const struct cfg_group *g, const char *key)
{
	const struct cfg_key *k = key_find(g, key);
	char *now = cfg_get(NULL, g, key);
	bool same;

	MUST(k && now);
	if (k->type == CFG_DURATION) {	/* "60s" and "1m" are one value */
		int64_t ms = 0;
		same = duration_parse(k->dflt, &ms) == 0 &&
		       ms == *(const int64_t *)(g->values + k->offset);
	} else {
		same = strcmp(now, k->dflt) == 0;
	}
	talloc_free(now);
	return same;
}

struct cfg_group *cfg_register(void *ctx, const struct cfg_table *table, void *values)
{
	struct cfg_group *g = talloc_zero(ctx, struct cfg_group);
	struct err err;
	size_t i;

	if (!g)
		base_oom();
	g->table = table;
	g->values = values;
	for (i = 0; i < table->keys_len; i++) {
		const struct cfg_key *k = &table->keys[i];
		if (k->type == CFG_STRING)
			*(const char **)(g->values + k->offset) = NULL;
		if (value_set(g, k->name, k->dflt, &err) < 0)
			base_must_failed(err.text, table->node, 0);
	}
	llist_add_tail(&g->entry, &groups);
	talloc_set_destructor(g, cfg_group_unlink);
	return g;
}

struct cfg_group *cfg_first(void)
{
	return llist_empty(&groups) ? NULL : llist_entry(groups.next, struct cfg_group, entry);
}

struct cfg_group *cfg_next(struct cfg_group *g)
{
	return g->entry.next == &groups ? NULL :
		llist_entry(g->entry.next, struct cfg_group, entry);
}

const struct cfg_table *cfg_table(const struct cfg_group *g)
{
	return g->table;
}
