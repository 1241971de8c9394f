// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Time zones as the system's tz database has them (TZif, RFC 8536).  Not ICU's
 * own copy: a stable distribution updates tzdata when a country changes its
 * mind, and ICU's data never.
 */
#include "base/base.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER = 44, FILE_MAX = 64 * 1024 };

struct tzif {
	const uint8_t *times, *types, *offsets, *footer, *end;
	uint32_t n, types_n;
};

static uint32_t be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t be64(const uint8_t *p)
{
	return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

/* "Africa/Nairobi", never a path out of the folder. */
static bool name_good(const char *name)
{
	static const char chars[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-";

	return name[0] >= 'A' && name[0] <= 'Z' && strlen(name) < 64 &&
		strspn(name, chars) == strlen(name);
}

static ssize_t slurp(const char *name, uint8_t *out, size_t size)
{
	const char *set = getenv("TZDIR"), *dir = set && *set ? set : "/usr/share/zoneinfo";
	char path[512];
	ssize_t n;
	int fd;

	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
		return -ENAMETOOLONG;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return -errno;
	n = read(fd, out, size);
	if (n < 0)
		n = -errno;
	close(fd);
	return n;
}

/* Bytes of a block's data; `wide`: its times have eight bytes. */
static uint64_t block_len(const uint8_t *h, unsigned int wide)
{
	return (uint64_t)be32(h + 32) * (wide + 1) + (uint64_t)be32(h + 36) * 6 + be32(h + 40) +
		(uint64_t)be32(h + 28) * (wide + 4) + be32(h + 24) + be32(h + 20);
}

/* The second block, with eight-byte times (RFC 8536, section 3). */
static int tzif_parse(const uint8_t *data, size_t len, struct tzif *z)
{
	const uint8_t *h = data;
	uint64_t skip;

	if (len < 2 * HEADER || memcmp(h, "TZif", 4) != 0 || h[4] < '2')
		return -EBADMSG;
	skip = HEADER + block_len(h, 4);
	if (skip > len - HEADER)
		return -EBADMSG;
	h = data + skip;
	if (memcmp(h, "TZif", 4) != 0 || block_len(h, 8) > len - skip - HEADER)
		return -EBADMSG;
	z->n = be32(h + 32);
	z->types_n = be32(h + 36);
	z->times = h + HEADER;
	z->types = z->times + (size_t)z->n * 8;
	z->offsets = z->types + z->n;
	z->footer = h + HEADER + block_len(h, 8);
	z->end = data + len;
	return z->types_n ? 0 : -EBADMSG;
}

int zone_span(const char *name, int64_t at_ms, struct zone_span *out)
{
	uint8_t data[FILE_MAX];
	struct tzif z;
	const int64_t at_s = (at_ms - (at_ms % 1000 < 0 ? 1000 : 0)) / 1000;	/* rounded down */
	uint32_t low = 0, high, mid, type = 0;
	ssize_t len = name_good(name) ? slurp(name, data, sizeof(data)) : -ENOENT;
	int rc = len < 0 ? (int)len : tzif_parse(data, (size_t)len, &z);

	if (rc < 0)
		return rc;
	for (high = z.n; low < high;) {		/* the first change after at_ms */
		mid = low + (high - low) / 2;
		if (be64(z.times + (size_t)mid * 8) <= at_s)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == z.n && memchr(z.footer, ',', (size_t)(z.end - z.footer)))
		return -ERANGE;			/* a rule goes on from here: not read */
	if (low)
		type = z.types[low - 1];
	if (type >= z.types_n)
		return -EBADMSG;
	out->offset_ms = (int64_t)(int32_t)be32(z.offsets + (size_t)type * 6) * 1000;
	out->from_ms = low ? be64(z.times + (size_t)(low - 1) * 8) * 1000 : INT64_MIN;
	out->to_ms = low < z.n ? be64(z.times + (size_t)low * 8) * 1000 : INT64_MAX;
	return 0;
}
