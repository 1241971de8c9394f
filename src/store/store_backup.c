// SPDX-License-Identifier: AGPL-3.0-or-later
/* Copies (store_backup.h). */
#include "store/store_backup.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "store/disk.h"
#include "store/store_priv.h"

enum { SLICE_PAGES = 64, SLICE_BYTES = 256 * 1024 };

struct store_backup {
	struct store *st;
	char *path, *part;
	/* of the database */
	sqlite3 *to;
	sqlite3_backup *copy;
	/* of the other files */
	int from_fd, to_fd;
	int64_t at;
	bool renamed;
};

static int backup_free(struct store_backup *b)
{
	if (b->copy)
		sqlite3_backup_finish(b->copy);
	if (b->to)
		sqlite3_close(b->to);
	if (b->from_fd >= 0)
		close(b->from_fd);
	if (b->to_fd >= 0)
		close(b->to_fd);
	if (!b->renamed && b->part)
		(void)unlink(b->part);
	return 0;
}

static struct store_backup *backup_new(void *ctx, struct store *st, const char *path,
				       struct err *err)
{
	struct store_backup *b = talloc_zero(ctx, struct store_backup);

	if (!b)
		base_oom();
	b->st = st;
	b->from_fd = b->to_fd = -1;
	b->path = talloc_strdup(b, path);
	b->part = talloc_asprintf(b, "%s.part", path);
	if (!b->path || !b->part)
		base_oom();
	talloc_set_destructor(b, backup_free);
	b->to_fd = open(b->part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (b->to_fd >= 0)
		return b;
	err_set(err, errno, "%s cannot be made", b->part);
	talloc_free(b);
	return NULL;
}

/* Through SQLite's own VFS, whatever the store's is: this is another disk. */
struct store_backup *store_backup_database(void *ctx, struct store *st, const char *path,
					   struct err *err)
{
	struct store_backup *b = backup_new(ctx, st, path, err);
	int rc;

	if (!b)
		return NULL;
	rc = sqlite3_open_v2(b->part, &b->to, SQLITE_OPEN_READWRITE, NULL);
	if (rc == SQLITE_OK)
		b->copy = sqlite3_backup_init(b->to, "main", st->db, "main");
	if (b->copy)
		return b;
	err_set(err, EIO, "%s cannot be written: %s", b->part, sqlite3_errmsg(b->to));
	talloc_free(b);
	return NULL;
}

static struct store_backup *backup_file(void *ctx, struct store *st, const char *from,
					const char *path, struct err *err)
{
	struct store_backup *b = backup_new(ctx, st, path, err);

	if (!b)
		return NULL;
	b->from_fd = open(from, O_RDONLY | O_CLOEXEC);
	if (b->from_fd >= 0)
		return b;
	err_set(err, errno, "%s cannot be read", from);
	talloc_free(b);
	return NULL;
}

struct store_backup *store_backup_keys(void *ctx, struct store *st, const char *path,
				       struct err *err)
{
	return backup_file(ctx, st, store_keys_path(st), path, err);
}

struct store_backup *store_backup_erased(void *ctx, struct store *st, const char *path,
					 struct err *err)
{
	return backup_file(ctx, st, store_keys_list_path(st), path, err);
}

static int finish(struct store_backup *b, struct err *err)
{
	char *slash = strrchr(b->path, '/');
	char *dir = slash ? talloc_strndup(b, b->path, (size_t)(slash - b->path) + 1)
			  : talloc_strdup(b, ".");
	int rc = fsync(b->to_fd) < 0 ? -errno : 0;

	if (!dir)
		base_oom();
	if (rc == 0 && rename(b->part, b->path) < 0)
		rc = -errno;
	b->renamed = rc == 0;
	if (rc == 0)
		rc = disk_sync_dir(dir);
	return rc < 0 ? err_set(err, -rc, "%s cannot be finished", b->path) : 0;
}

static int step_database(struct store_backup *b, struct err *err)
{
	int rc = sqlite3_backup_step(b->copy, SLICE_PAGES);

	if (rc == SQLITE_OK)
		return 1;
	if (rc != SQLITE_DONE)
		return err_set(err, (rc & 0xff) == SQLITE_FULL ? ENOSPC : EIO,
			       "the copy of the database was given up: %s", sqlite3_errmsg(b->to));
	sqlite3_backup_finish(b->copy);
	b->copy = NULL;
	rc = sqlite3_close(b->to);
	b->to = NULL;
	return rc == SQLITE_OK ? finish(b, err) : err_set(err, EIO, "the copy cannot be closed");
}

/* A record that is written while we copy is whole or cut at the end, and the
 * opening of a key file cuts what is not whole. */
static int step_file(struct store_backup *b, struct err *err)
{
	uint8_t *buf = talloc_size(b, SLICE_BYTES);
	ssize_t n;
	int rc;

	if (!buf)
		base_oom();
	n = disk_read(b->from_fd, buf, SLICE_BYTES, b->at);
	rc = n < 0 ? (int)n : disk_write(b->to_fd, buf, (size_t)n, b->at);
	talloc_free(buf);
	if (rc < 0)
		return err_set(err, -rc, "the copy was given up");
	b->at += n;
	return n == SLICE_BYTES ? 1 : finish(b, err);
}

int store_backup_step(struct store_backup *b, struct err *err)
{
	MUST(!b->st->in_tx && !b->renamed);
	if (b->st->failed)
		return err_set(err, EIO, "the store has failed");
	return b->copy ? step_database(b, err) : step_file(b, err);
}
