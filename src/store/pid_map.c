// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/pid_map.h"

struct place {
	int64_t person_id;	/* 0: empty */
	int64_t value;
};

struct pid_map {
	struct place *places;
	size_t cap;		/* a power of two */
	size_t len;
};

static struct place *places_new(struct pid_map *m, size_t cap)
{
	struct place *p = talloc_zero_array(m, struct place, cap);

	if (!p)
		base_oom();
	return p;
}

struct pid_map *pid_map_new(void *ctx)
{
	struct pid_map *m = talloc_zero(ctx, struct pid_map);

	if (!m)
		base_oom();
	m->cap = 1024;
	m->places = places_new(m, m->cap);
	return m;
}

/* Fibonacci hashing: the ids are our own counters, nobody chooses them. */
static struct place *find(const struct pid_map *m, int64_t person_id)
{
	size_t i = (size_t)(((uint64_t)person_id * 0x9e3779b97f4a7c15u) >> 20) & (m->cap - 1);

	while (m->places[i].person_id && m->places[i].person_id != person_id)
		i = (i + 1) & (m->cap - 1);
	return &m->places[i];
}

static void grow(struct pid_map *m)
{
	struct place *old = m->places;
	size_t old_cap = m->cap;

	m->cap *= 2;
	m->places = places_new(m, m->cap);
	for (size_t i = 0; i < old_cap; i++)
		if (old[i].person_id)
			*find(m, old[i].person_id) = old[i];
	talloc_free(old);
}

void pid_map_set(struct pid_map *m, int64_t person_id, int64_t value)
{
	struct place *p;

	MUST(person_id > 0);
	if (m->len * 3 >= m->cap * 2)
		grow(m);
	p = find(m, person_id);
	if (!p->person_id)
		m->len++;
	*p = (struct place){ person_id, value };
}

bool pid_map_get(const struct pid_map *m, int64_t person_id, int64_t *value)
{
	const struct place *p = find(m, person_id);

	if (!p->person_id || person_id <= 0)
		return false;
	*value = p->value;
	return true;
}

int64_t pid_map_len(const struct pid_map *m)
{
	return (int64_t)m->len;
}

int64_t pid_map_count(const struct pid_map *m, int64_t value)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->cap; i++)
		n += m->places[i].person_id && m->places[i].value == value;
	return n;
}
