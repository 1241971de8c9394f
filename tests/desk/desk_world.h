/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* A world with a console in it: the real house, asked over its real socket. */
#include <jansson.h>

#include "link/link.h"
#include "store/store_people.h"
#include "world.h"

struct desk_world {
	struct world *w;
	struct link_client *client;
	json_t *events;			/* that came and were not taken yet */
	json_t *answer;			/* of the last ask; NULL: refused */
	char code[LINK_CODE_LEN];	/* of the last ask; "" when it was done */
	bool answered;
};
struct desk_user {
	struct desk_world *d;
	char *session, *secret;		/* secret: base32, of the authenticator */
	int64_t person_id, code_step;
	char pseudonym[32];
};

struct desk_world *desk_world_new(void *ctx);
int desk_test_begin(void **state);	/* the test's state is one; ends with world_test_end() */
/* Asks and waits; true: done.  args is taken over. */
bool desk_ask_raw(struct desk_world *d, const char *verb, json_t *args);
bool desk_ask_as(struct desk_user *u, const char *verb, json_t *args);
/* Somebody with roles (and a phone, or NULL) who has logged in with everything. */
struct desk_user *desk_user_new(struct desk_world *d, const char *name, unsigned int roles,
				const char *number);
bool desk_login_again(struct desk_user *u, const char *name);
void desk_step_up(struct desk_user *u);
/* The code of now; moves the clock on if this one was used. */
char *desk_code(struct desk_user *u);
/* A member, known and of age. */
struct world_phone *desk_member(struct desk_world *d, const char *name, const char *number);
/* Of the last answer, by a path like "talk.id" or "items.0.id". */
json_t *desk_at_path(struct desk_world *d, const char *path);
int64_t desk_number(struct desk_world *d, const char *path);
const char *desk_string(struct desk_world *d, const char *path);
