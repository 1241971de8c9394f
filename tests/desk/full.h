/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A house full of other people's things, and the table of what names what: for tests that
 * try every verb, or every page and form, with the id of something that is somebody else's.
 */
#include "desk/desk_int.h"
#include "desk_world.h"

/* --- What arguments are ------------------------------------------------------------------ */

/* Whose is it?  "" : its owner's alone.  Letters: also everybody's with such a role. */
struct whose { const char *verb, *arg, *thing, *everyones; };
extern const struct whose whose[];
extern const size_t whose_len;
/* the first; NULL: it names nothing */
const struct whose *whose_of(const char *verb, const char *arg);
/* JSON that every verb accepts, of an argument that names nothing of anybody's; NULL. */
const char *plain_value(const char *verb, const char *name);
const struct desk_verb *verb_of(const char *name);

/* --- The house ------------------------------------------------------------------------------ */

enum { THINGS_MAX = 32, ROLES = 10 };
extern const struct role_letter { char letter; unsigned int role; } letters[ROLES];
struct full {
	struct desk_world *d;
	struct desk_user *june, *kit, *ola, *carol, *max;	/* whose things they are */
	struct desk_user *other[ROLES];				/* who tries, a role each */
	char name[ROLES][16];
	int refused[ROLES];
	int64_t stepped_ms[ROLES];
	struct { const char *name; json_t *id; } things[THINGS_MAX];
	size_t things_len;
	struct store_person zed;
};
struct full *full_new(void *ctx);
void thing(struct full *f, const char *name, json_t *id);
json_t *id_of(struct full *f, const char *thing);	/* borrowed */
bool open_to(const struct whose *w, size_t role);
/* All that the verb takes, and `id` for the one argument. */
json_t *args_with(struct full *f, const struct whose *w, json_t *id);
void must(struct desk_user *u, const char *verb, json_t *args);
/* Fifty refusals end a log-in, and a code counts for five minutes: those are other tests. */
void stay_welcome(struct full *f, size_t role);

/* What the audit log has since the last look. */
/* the first refused verb */
struct log_tail { int64_t after, by; int refused, others; char first[64]; };
void log_since(struct full *f, struct log_tail *tail);
