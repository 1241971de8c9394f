// SPDX-License-Identifier: AGPL-3.0-or-later
/* See disk.h.  The real operations are made by syscall(2). */
#include "tests/faults/disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FDS = 1024, NAMES = 512, SECTOR = 512 };

struct pending {
	struct pending *next;
	bool cut_to;			/* ftruncate(at); else a write */
	size_t at, len;
	uint8_t data[];
};

struct file {
	struct file *next;		/* of all, so that they can be freed */
	uint8_t *synced;
	size_t synced_len;
	struct pending *first, **last;
};

struct name {
	char path[PATH_MAX];
	struct file *file;		/* NULL: it is not there */
};

/* A change of the names that is not synced yet; `with_next`: one change with
 * the following one (a rename). */
struct change {
	struct change *next;
	bool with_next;
	struct name name;
};

static char watched[PATH_MAX];
static struct name now[NAMES], lasting[NAMES];
static struct change *changes, **changes_last = &changes;
static struct file *files;
static struct { struct file *file; char *dir; const char *path; } fds[FDS];
static enum disk_fault fault;
static unsigned int strike_at, operations;
static uint64_t fault_seed;
static bool fired, off;
static const char *left_out;

/* The pager writes from a thread of its own.  Whoever strikes keeps the lock
 * until the process is gone: nobody writes into a cut. */
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static void unlock(bool *locked)
{
	pthread_mutex_unlock(&lock);
}
#define WITH_LOCK \
	__attribute__((cleanup(unlock))) bool locked = pthread_mutex_lock(&lock) == 0

const char *disk_fault_name(enum disk_fault f)
{
	static const char *const names[DISK_FAULTS] = {
		[DISK_NONE] = "nothing", [DISK_KILL] = "kill", [DISK_KILL_HALF] = "kill in a write",
		[DISK_CUT] = "power cut", [DISK_EIO] = "EIO once",
		[DISK_EIO_ALL] = "EIO from there on",
		[DISK_FULL] = "disk full", [DISK_READ_ONLY] = "read-only disk",
	};

	return names[f];
}

static void *grab(size_t len)
{
	void *p = calloc(1, len ? len : 1);

	if (!p)
		abort();
	return p;
}

/* --- Real operations ------------------------------------------------------------- */

static int real_open(const char *path, int flags, mode_t mode)
{
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

static ssize_t real_pwrite(int fd, const void *buf, size_t len, off_t at)
{
	return syscall(SYS_pwrite64, fd, buf, len, at);
}

/* --- Names ------------------------------------------------------------------------- */

static bool is_watched(const char *path)
{
	size_t n = strlen(watched);

	return !off && n && strncmp(path, watched, n) == 0 && (path[n] == '/' || !path[n]);
}

static struct name *name_find(struct name *table, const char *path)
{
	for (int i = 0; i < NAMES; i++)
		if (table[i].path[0] && strcmp(table[i].path, path) == 0)
			return &table[i];
	return NULL;
}

static void name_set(struct name *table, const char *path, struct file *file)
{
	struct name *n = name_find(table, path);

	for (int i = 0; !n && i < NAMES; i++)
		if (!table[i].path[0])
			n = &table[i];
	if (!n)
		abort();
	snprintf(n->path, sizeof(n->path), "%s", path);
	n->file = file;
}

static struct file *file_of(const char *path)
{
	struct name *n = name_find(now, path);

	return n ? n->file : NULL;
}

static void name_change(const char *path, struct file *file, bool with_next)
{
	struct change *c = grab(sizeof(*c));

	name_set(now, path, file);
	snprintf(c->name.path, sizeof(c->name.path), "%s", path);
	c->name.file = file;
	c->with_next = with_next;
	*changes_last = c;
	changes_last = &c->next;
}

static bool in_dir(const char *path, const char *dir)
{
	const char *slash = strrchr(path, '/');

	return slash && (size_t)(slash - path) == strlen(dir) &&
	       strncmp(path, dir, strlen(dir)) == 0;
}

static void dir_synced(const char *dir)
{
	struct change **at = &changes, *c;

	while ((c = *at)) {
		if (!in_dir(c->name.path, dir)) {
			at = &c->next;
			continue;
		}
		name_set(lasting, c->name.path, c->name.file);
		*at = c->next;
		free(c);
	}
	changes_last = at;
}

static struct file *file_new(void)
{
	struct file *f = grab(sizeof(*f));

	f->last = &f->first;
	f->next = files;
	files = f;
	return f;
}

/* --- Bytes ---------------------------------------------------------------------------- */

static void pending_add(struct file *f, bool cut_to, const void *data, size_t len, size_t at)
{
	struct pending *p = grab(sizeof(*p) + len);

	p->cut_to = cut_to;
	p->at = at;
	p->len = len;
	if (len)
		memcpy(p->data, data, len);
	*f->last = p;
	f->last = &p->next;
}

static void grow(struct file *f, size_t len)
{
	f->synced = realloc(f->synced, len ? len : 1);
	if (!f->synced)
		abort();
	if (len > f->synced_len)
		memset(f->synced + f->synced_len, 0, len - f->synced_len);
	f->synced_len = len;
}

static void bytes_put(struct file *f, const uint8_t *data, size_t len, size_t at)
{
	if (at + len > f->synced_len)
		grow(f, at + len);
	memcpy(f->synced + at, data, len);
}

static uint32_t below(uint64_t *seed, uint32_t limit)
{
	*seed ^= *seed << 13;		/* xorshift64 (Marsaglia 2003) */
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (uint32_t)(*seed >> 33) % limit;
}

static void sectors_put(struct file *f, const struct pending *p, uint64_t *seed)
{
	for (size_t done = 0; done < p->len; ) {
		size_t n = SECTOR - (p->at + done) % SECTOR;

		if (n > p->len - done)
			n = p->len - done;
		if (!seed || below(seed, 2))
			bytes_put(f, p->data + done, n, p->at + done);
		done += n;
	}
}

enum survives { SURVIVES_NONE, SURVIVES_ALL, SURVIVES_TORN, SURVIVES_ANY };

static void pending_end(struct file *f, enum survives how, uint64_t *seed)
{
	struct pending *p, *next;

	for (p = f->first; p; p = next) {
		bool torn = how == SURVIVES_ANY || (how == SURVIVES_TORN && !p->next);

		next = p->next;
		if (how != SURVIVES_NONE && p->cut_to && (!torn || below(seed, 2)))
			grow(f, p->at);
		else if (how != SURVIVES_NONE && !p->cut_to)
			sectors_put(f, p, torn ? seed : NULL);
		free(p);
	}
	f->first = NULL;
	f->last = &f->first;
}

/* --- The power cut ------------------------------------------------------------------------ */

static void names_cut(uint64_t *seed)
{
	struct change *c, *next;
	uint32_t n = 0, keep;
	bool open_end = false;

	for (c = changes; c; c = c->next)
		n++;
	keep = below(seed, n + 1);
	for (c = changes; c; c = next) {
		next = c->next;
		if (keep || open_end) {
			name_set(lasting, c->name.path, c->name.file);
			keep -= keep > 0;
			open_end = c->with_next;
		}
		free(c);
	}
	changes = NULL;
	changes_last = &changes;
}

static void file_write_out(const char *path, const struct file *f)
{
	int fd = real_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	size_t done = 0;

	while (fd >= 0 && done < f->synced_len) {
		ssize_t n = real_pwrite(fd, f->synced + done, f->synced_len - done, (off_t)done);

		if (n <= 0)
			abort();
		done += (size_t)n;
	}
	if (fd < 0)
		abort();
	syscall(SYS_close, fd);
}

void disk_cut(uint64_t seed)
{
	WITH_LOCK;
	/* A bad seed of xorshift is 0 alone. */
	uint64_t s = (seed + 1) * 0x9e3779b97f4a7c15u | 1;
	enum survives how = (enum survives)(seed % 4);

	names_cut(&s);
	for (int i = 0; i < NAMES; i++)
		if (now[i].path[0])
			(void)syscall(SYS_unlink, now[i].path);
	for (int i = 0; i < NAMES; i++) {
		if (lasting[i].file) {
			pending_end(lasting[i].file, how, &s);
			file_write_out(lasting[i].path, lasting[i].file);
		}
	}
	memcpy(now, lasting, sizeof(now));
	for (int i = 0; i < FDS; i++)
		fds[i].file = NULL;
}

/* --- Watching --------------------------------------------------------------------------------- */

static void take_file(const char *path)
{
	struct file *f = file_new();
	struct stat sb;
	int fd = real_open(path, O_RDONLY, 0);

	if (fd < 0 || fstat(fd, &sb) < 0)
		abort();
	grow(f, (size_t)sb.st_size);
	for (size_t done = 0; done < f->synced_len; ) {
		ssize_t n = pread(fd, f->synced + done, f->synced_len - done, (off_t)done);

		if (n <= 0)
			abort();
		done += (size_t)n;
	}
	syscall(SYS_close, fd);
	name_set(now, path, f);
	name_set(lasting, path, f);
}

static void take_dir(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		char path[PATH_MAX];
		struct stat sb;

		if (snprintf(path, sizeof(path), "%s/%s", dir, e->d_name) >= (int)sizeof(path))
			abort();
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
		    lstat(path, &sb) < 0)
			continue;
		if (S_ISDIR(sb.st_mode))
			take_dir(path);
		else if (S_ISREG(sb.st_mode))
			take_file(path);
	}
	if (d)
		closedir(d);
}

static void forget_all(void)
{
	for (struct change *c = changes, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	for (struct file *f = files, *next; f; f = next) {
		next = f->next;
		pending_end(f, SURVIVES_NONE, NULL);
		free(f->synced);
		free(f);
	}
	files = NULL;
	changes = NULL;
	changes_last = &changes;
}

void disk_watch(const char *dir)
{
	WITH_LOCK;
	off = true;
	forget_all();
	memset(now, 0, sizeof(now));
	memset(lasting, 0, sizeof(lasting));
	memset(fds, 0, sizeof(fds));
	snprintf(watched, sizeof(watched), "%s", dir);
	take_dir(dir);
	off = false;
}

void disk_arm(enum disk_fault f, unsigned int n, uint64_t seed)
{
	WITH_LOCK;
	fault = f;
	strike_at = n;
	fault_seed = seed;
	operations = 0;
	fired = false;
}

unsigned int disk_operations(void)
{
	return operations;
}

bool disk_fired(void)
{
	return fired;
}

void disk_leave_out_sync(const char *ending)
{
	left_out = ending;
}

/* --- The faults ----------------------------------------------------------- */

enum operation { OP_WRITE, OP_SYNC, OP_NAME };

static void die(void)
{
	_exit(DISK_DIED);
}

/* Counts; 0: do it; an errno: fail with it; -1: do half of it and die. */
static int strikes(enum operation op, bool grows)
{
	bool here = ++operations == strike_at;

	fired |= here;
	if (!strike_at || operations < strike_at)
		return 0;
	switch (fault) {
	case DISK_KILL:
		die();
		return 0;
	case DISK_KILL_HALF:
		if (op == OP_WRITE)
			return -1;
		die();
		return 0;
	case DISK_CUT:
		disk_cut(fault_seed);
		die();
		return 0;
	case DISK_EIO:
		return here ? EIO : 0;
	case DISK_EIO_ALL:
		return EIO;
	case DISK_FULL:
		return grows ? ENOSPC : 0;
	case DISK_READ_ONLY:
		return EROFS;
	default:
		return 0;
	}
}

static int fails(int code)
{
	errno = code;
	return -1;
}

static struct file *watched_fd(int fd)
{
	return fd >= 0 && fd < FDS && !off ? fds[fd].file : NULL;
}

static bool grows(int fd, off_t end)
{
	struct stat sb;

	return fstat(fd, &sb) == 0 && end > sb.st_size;
}

/* --- What the program calls ----------------------------------------------- */

static int open_watched(const char *path, int flags, mode_t mode)
{
	WITH_LOCK;
	bool makes = (flags & O_CREAT) && !file_of(path);
	struct stat sb;
	int code, fd;

	if (makes && access(path, F_OK) < 0 && (code = strikes(OP_NAME, true)) > 0)
		return fails(code);
	if ((flags & O_ACCMODE) != O_RDONLY && fault == DISK_READ_ONLY && strike_at &&
	    operations >= strike_at)
		return fails(EROFS);
	fd = real_open(path, flags & ~O_DSYNC, mode);
	if (fd < 0 || fd >= FDS || fstat(fd, &sb) < 0)
		return fd;
	if (S_ISDIR(sb.st_mode)) {
		fds[fd].dir = strdup(path);
		return fd;
	}
	if (!S_ISREG(sb.st_mode))
		return fd;
	if (!file_of(path))
		name_change(path, file_new(), false);
	fds[fd].file = file_of(path);
	fds[fd].path = name_find(now, path)->path;
	if (flags & O_DSYNC)
		fds[fd].dir = strdup("O_DSYNC");
	if (flags & O_TRUNC)
		pending_add(fds[fd].file, true, NULL, 0, 0);
	return fd;
}

int open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return is_watched(path) ? open_watched(path, flags, mode) : real_open(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int close(int fd)
{
	WITH_LOCK;
	if (fd >= 0 && fd < FDS) {
		free(fds[fd].dir);
		memset(&fds[fd], 0, sizeof(fds[fd]));
	}
	return (int)syscall(SYS_close, fd);
}

static bool sync_left_out(int fd)
{
	size_t n = left_out ? strlen(left_out) : 0, len;

	if (!n || !fds[fd].path)
		return false;
	len = strlen(fds[fd].path);
	return len >= n && strcmp(fds[fd].path + len - n, left_out) == 0;
}

ssize_t pwrite(int fd, const void *buf, size_t len, off_t at)
{
	WITH_LOCK;
	struct file *f = watched_fd(fd);
	ssize_t n;
	int code;

	if (!f)
		return real_pwrite(fd, buf, len, at);
	code = strikes(OP_WRITE, grows(fd, at + (off_t)len));
	if (code > 0)
		return fails(code);
	n = real_pwrite(fd, buf, code < 0 ? len / 2 : len, at);
	if (code < 0)
		die();
	if (n > 0)
		pending_add(f, false, buf, (size_t)n, (size_t)at);
	/* O_DSYNC: the write is its own sync. */
	if (n > 0 && fds[fd].dir && !sync_left_out(fd))
		pending_end(f, SURVIVES_ALL, NULL);
	return n;
}

ssize_t pwrite64(int fd, const void *buf, size_t len, off_t at) __attribute__((alias("pwrite")));

static ssize_t write_watched(int fd, const void *buf, size_t len)
{
	WITH_LOCK;
	off_t at = lseek(fd, 0, SEEK_CUR);
	ssize_t n = pwrite(fd, buf, len, at);

	if (n > 0)
		(void)lseek(fd, at + n, SEEK_SET);
	return n;
}

/* A pipe may block, and must not block everybody else. */
ssize_t write(int fd, const void *buf, size_t len)
{
	return watched_fd(fd) ? write_watched(fd, buf, len) : syscall(SYS_write, fd, buf, len);
}

int fdatasync(int fd)
{
	WITH_LOCK;
	struct file *f = watched_fd(fd);
	bool dir = fd >= 0 && fd < FDS && !f && fds[fd].dir;
	int code;

	if (!f && !dir)
		return (int)syscall(SYS_fdatasync, fd);
	if (f && sync_left_out(fd))
		return 0;
	code = strikes(OP_SYNC, false);
	if (code > 0) {
		if (f)
			pending_end(f, SURVIVES_NONE, NULL);
		return fails(code);
	}
	if (f)
		pending_end(f, SURVIVES_ALL, NULL);
	else
		dir_synced(fds[fd].dir);
	return 0;
}

int fsync(int fd) __attribute__((alias("fdatasync")));

int ftruncate(int fd, off_t len)
{
	WITH_LOCK;
	struct file *f = watched_fd(fd);
	int code = f ? strikes(OP_NAME, grows(fd, len)) : 0;

	if (code > 0)
		return fails(code);
	if (f)
		pending_add(f, true, NULL, 0, (size_t)len);
	return (int)syscall(SYS_ftruncate, fd, len);
}

int ftruncate64(int fd, off_t len) __attribute__((alias("ftruncate")));

int unlink(const char *path)
{
	WITH_LOCK;
	bool ours = is_watched(path) && file_of(path);
	int code = ours ? strikes(OP_NAME, false) : 0;

	if (code > 0)
		return fails(code);
	if (ours)
		name_change(path, NULL, false);
	return (int)syscall(SYS_unlink, path);
}

int rename(const char *from, const char *to)
{
	WITH_LOCK;
	bool ours = is_watched(from) && file_of(from);
	int code = ours ? strikes(OP_NAME, false) : 0;

	if (code > 0)
		return fails(code);
	if (ours) {
		name_change(to, file_of(from), true);
		name_change(from, NULL, false);
	}
	return (int)syscall(SYS_rename, from, to);
}

int link(const char *from, const char *to)
{
	WITH_LOCK;
	bool ours = is_watched(from) && file_of(from);
	int code = ours ? strikes(OP_NAME, true) : 0;

	if (code > 0)
		return fails(code);
	if (ours)
		name_change(to, file_of(from), false);
	return (int)syscall(SYS_link, from, to);
}
