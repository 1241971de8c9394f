/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Reading and writing that does not stop half way; 0 (or a count) or a negative errno. */
#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "base/base.h"

static inline void disk_put32(uint8_t *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

static inline void disk_put64(uint8_t *p, uint64_t v)
{
	for (int i = 0; i < 8; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

static inline uint32_t disk_get32(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t disk_get64(const uint8_t *p)
{
	return disk_get32(p) | (uint64_t)disk_get32(p + 4) << 32;
}

/* How much was there: less than len only at the end of the file. */
static inline MUST_CHECK ssize_t disk_read(int fd, void *buf, size_t len, int64_t at)
{
	size_t have = 0;

	while (have < len) {
		ssize_t n = pread(fd, (char *)buf + have, len - have, at + (int64_t)have);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		have += (size_t)n;
	}
	return (ssize_t)have;
}

static inline MUST_CHECK int disk_write(int fd, const void *buf, size_t len, int64_t at)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = pwrite(fd, (const char *)buf + done, len - done, at + (int64_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : -EIO;
		done += (size_t)n;
	}
	return 0;
}

static inline MUST_CHECK int disk_sync(int fd)
{
	return fdatasync(fd) < 0 ? -errno : 0;
}

/* The entry of a new file is only there after its directory is synced. */
int disk_sync_dir(const char *dir) MUST_CHECK;
