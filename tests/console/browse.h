/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* A console with a fake desk on one loop, and a browser of a few lines. */
#include "fake_desk.h"
#include "console/console_int.h"

struct world {
	void *ctx;
	struct loop *loop;
	struct fake_desk *desk;
	struct cfg_group *settings;
	struct console *con;
	char dir[64];
};
/* `sets`: "name=value" strings, ended by NULL. */
void world_begin(struct world *w, const char *const *sets);
void world_end(struct world *w);
void world_turns(struct world *w, int ms);

struct answer {
	int code;
	char *head, *body;
	size_t len;
	bool closed;
};
/* A connection; bytes as they are. */
int browse_connect(struct world *w);
void browse_write(int fd, const char *text);
/* Waits for the end of one answer, of a chunk that holds `until`, or of the connection. */
struct answer browse_read(struct world *w, int fd, const char *until);
/* One request on a connection of its own. */
struct answer browse_get(struct world *w, const char *session, const char *path);
/* With the right token, unless the form begins with one; `more` are further header lines, each
 * with "\r\n". */
struct answer browse_post(struct world *w, const char *session, const char *path, const char *form,
			  const char *more);
char *browse_csrf(struct world *w, const char *session);
