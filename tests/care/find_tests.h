/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* What the tests of check-ins and of signposts share. */
#include "care_tests.h"

struct world_make { const char *number; unsigned int roles; struct store_person p; };

static inline int world_make_step(struct care_turn *t, void *arg)
{
	struct world_make *m = arg;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, m->number, &m->p);

	m->p.roles |= m->roles;
	m->p.consent = STORE_CONSENT_GIVEN;
	return rc < 0 ? rc : store_people_save(t->store, &m->p);
}

/* Somebody who has agreed already. */
static inline struct store_person world_member(struct world *w, const char *number)
{
	struct world_make m = { .number = number };

	world_do(w, world_make_step, &m);
	return m.p;
}

static inline struct store_person world_coordinator(struct world *w, const char *number)
{
	struct world_make m = { .number = number, .roles = STORE_ROLE_COORDINATOR };

	world_do(w, world_make_step, &m);
	return m.p;
}

static inline int world_save_step(struct care_turn *t, void *arg)
{
	return store_people_save(t->store, arg);
}

static inline int world_setup(void **state)
{
	static bool base_is_there;

	if (!base_is_there)
		base_init(NULL, "test");
	base_is_there = true;
	*state = world_shipped();
	return 0;
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
