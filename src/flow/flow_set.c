// SPDX-License-Identifier: AGPL-3.0-or-later
/* The flows that are known, each in any number of revisions. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/flow_int.h"
#include "base/mem.h"

struct flow_set *flow_set_new(void *ctx, const struct flow_vocabulary *vocabulary)
{
	struct flow_set *set = talloc_zero(ctx, struct flow_set);

	set->vocabulary = vocabulary;
	set->last = &set->first;
	return set;
}

/* FNV-1a, 32 bits. */
static unsigned int bucket(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (uint8_t)*s) * 16777619u;
	return h % FLOW_BUCKETS;
}

const struct flow *flow_set_find(const struct flow_set *set, const char *name)
{
	for (const struct flow *f = set->by_name[bucket(name)]; f; f = f->next_name)
		if (f->current && strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

const struct flow *flow_set_find_hash(const struct flow_set *set, const char *hash)
{
	for (const struct flow *f = set->by_hash[bucket(hash)]; f; f = f->next_hash)
		if (strcmp(f->hash, hash) == 0)
			return f;
	return NULL;
}

const struct flow *flow_set_next(const struct flow_set *set, const struct flow *after)
{
	const struct flow *f = after ? after->next : set->first;

	while (f && !f->current)
		f = f->next;
	return f;
}

/* The flow that was parsed, or the same revision that is there already. */
static struct flow *add(struct flow_set *set, const char *file, struct view source,
			struct flow_problems *problems)
{
	struct flow *f = flow_parse(set, file, source, problems);
	struct flow *same;

	if (!f)
		return NULL;
	same = (struct flow *)flow_set_find_hash(set, f->hash);
	if (same) {
		talloc_free(f);
		return same;
	}
	f->set = set;
	*set->last = f;
	set->last = &f->next;
	f->next_name = set->by_name[bucket(f->name)];
	set->by_name[bucket(f->name)] = f;
	f->next_hash = set->by_hash[bucket(f->hash)];
	set->by_hash[bucket(f->hash)] = f;
	return f;
}

const struct flow *flow_set_add(struct flow_set *set, const char *file, struct view source,
				struct flow_problems *problems)
{
	struct flow *f = add(set, file, source, problems);

	if (!f)
		return NULL;
	flow_set_retire(set, f->name);
	f->current = true;
	return f;
}

void flow_set_retire(struct flow_set *set, const char *name)
{
	for (struct flow *old = set->by_name[bucket(name)]; old; old = old->next_name)
		if (old->current && strcmp(old->name, name) == 0)
			old->current = false;
}

const struct flow *flow_set_add_old(struct flow_set *set, struct view source,
				    struct flow_problems *problems)
{
	return add(set, "an older revision", source, problems);
}

static void unhook(struct flow **p, const struct flow *old, size_t link)
{
	while (*p && *p != old)
		p = (struct flow **)((char *)*p + link);
	if (*p)
		*p = *(struct flow *const *)((const char *)old + link);
}

void flow_set_drop(struct flow_set *set, const struct flow *old)
{
	unhook(&set->by_name[bucket(old->name)], old, offsetof(struct flow, next_name));
	unhook(&set->by_hash[bucket(old->hash)], old, offsetof(struct flow, next_hash));
	for (struct flow **p = &set->first; *p; p = &(*p)->next) {
		if (*p != old)
			continue;
		*p = old->next;
		if (set->last == &old->next)
			set->last = p;
		talloc_free((void *)old);
		return;
	}
}

static int add_file(struct flow_set *set, const char *path, struct flow_problems *problems)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = -EINVAL;
	const char *name = strrchr(path, '/') + 1;
	uint8_t *buf = NULL;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ||
	    st.st_size > FLOW_SOURCE_MAX) {
		flow_problem_add(problems, FLOW_ERROR, name, 0, 0, "cannot be read, or is larger "
				 "than %d bytes", FLOW_SOURCE_MAX);
		goto out;
	}
	buf = talloc_size(set, st.st_size + 1);
	if (read(fd, buf, st.st_size) != st.st_size) {
		flow_problem_add(problems, FLOW_ERROR, name, 0, 0, "changed while it was read");
		goto out;
	}
	if (flow_set_add(set, name, (struct view){ buf, st.st_size }, problems))
		rc = 0;
out:
	if (fd >= 0)
		close(fd);
	talloc_free(buf);
	return rc;
}

static int is_flow(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return dot && dot != d->d_name && strcmp(dot, ".flow") == 0;
}

int flow_set_load_dir(struct flow_set *set, const char *dir, struct flow_problems *problems)
{
	struct dirent **names = NULL;
	int n = scandir(dir, &names, is_flow, alphasort), rc = 0;

	if (n < 0) {
		rc = -errno;
		flow_problem_add(problems, FLOW_ERROR, dir, 0, 0, "this folder cannot be read: %s",
				 strerror(errno));
		return rc;
	}
	for (int i = 0; i < n; i++) {
		char *path = talloc_asprintf(set, "%s/%s", dir, names[i]->d_name);

		if (add_file(set, path, problems) < 0)
			rc = -EINVAL;
		talloc_free(path);
		free(names[i]);
	}
	free(names);
	return rc;
}

const char *flow_name(const struct flow *f)
{
	return f->name;
}

const char *flow_hash(const struct flow *f)
{
	return f->hash;
}

const char *flow_source(const struct flow *f)
{
	return f->source;
}

const char *flow_purpose(const struct flow *f)
{
	return f->purpose;
}

const char *flow_needs(const struct flow *f)
{
	return f->needs;
}

const char *flow_expires(const struct flow *f)
{
	return f->expires;
}

int flow_expires_line(const struct flow *f)
{
	return f->expires_line;
}

const char *flow_file(const struct flow *f)
{
	return f->file;
}

const struct flow_schedule *flow_schedule(const struct flow *f)
{
	return &f->schedule;
}

const struct flow_effect_spec *flow_effect_find(const struct flow_vocabulary *v, const char *name)
{
	for (size_t i = 0; v && i < v->effects_len; i++)
		if (strcmp(v->effects[i].name, name) == 0)
			return &v->effects[i];
	return NULL;
}
