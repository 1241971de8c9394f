// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-check-store FILE
 *
 * To be run before each start of a bearerbox with `store-type = file`, and
 * only while none runs.  A crash or a full disk can leave the last record of
 * the store incomplete; bearerbox 1.4.5 then reads it over and over and never
 * starts (bb_store_file.c: one to three bytes at the end are enough).  This
 * cuts such an end off, and keeps it beside the file as FILE.cut-<offset>.
 *
 * A record is a frame of the box protocol.  One that is whole but has nonsense
 * in it is left alone: bearerbox skips it with a line in its log.
 *
 * bearerbox reads FILE, FILE.new or FILE.bak, so all three are looked at.
 * Ends with 0 when the store can be read now, 1 when it cannot be helped.
 */
#include "base/base.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LENGTH_SIZE = 4 };

/* How many bytes from the start are whole records. */
static size_t whole_records(const uint8_t *data, size_t size)
{
	size_t at = 0;

	while (size - at >= LENGTH_SIZE) {
		size_t len = (size_t)data[at] << 24 | (size_t)data[at + 1] << 16 |
			     (size_t)data[at + 2] << 8 | data[at + 3];

		if (len > INT32_MAX || len > size - at - LENGTH_SIZE)
			break;
		at += LENGTH_SIZE + len;
	}
	return at;
}

/* The end is safe on disk before it is cut off. */
static int keep_end(const char *path, const uint8_t *end, size_t len, size_t offset)
{
	char copy[4096];
	int fd, rc = -1;

	snprintf(copy, sizeof(copy), "%s.cut-%zu", path, offset);
	fd = open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, end, len) != (ssize_t)len || fsync(fd) < 0)
		fprintf(stderr, "%s: %s\n", copy, strerror(errno));
	else
		rc = 0;
	if (fd >= 0)
		close(fd);
	return rc;
}

static int check_open_file(const char *path, int fd, size_t size)
{
	const uint8_t *data = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	size_t whole;
	int rc = 0;

	if (data == MAP_FAILED) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	whole = whole_records(data, size);
	if (whole < size)
		rc = keep_end(path, data + whole, size - whole, whole);
	munmap((void *)data, size);
	if (whole == size || rc < 0)
		return rc;
	if (ftruncate(fd, (off_t)whole) < 0 || fsync(fd) < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	fprintf(stderr, "%s: its last record was incomplete; %zu bytes cut off at %zu and kept "
		"in %s.cut-%zu\n", path, size - whole, whole, path, whole);
	return 0;
}

static int check_file(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CLOEXEC), rc = 0;

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 || fstat(fd, &st) < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		rc = -1;
	} else if (st.st_size > 0) {
		rc = check_open_file(path, fd, (size_t)st.st_size);
	}
	if (fd >= 0)
		close(fd);
	return rc;
}

int main(int argc, char **argv)
{
	static const char *const endings[] = { "", ".new", ".bak" };
	char path[4000];
	int rc = 0;
	size_t i;

	if (argc != 2) {
		fprintf(stderr, "usage: warmline-check-store FILE\n");
		return 1;
	}
	for (i = 0; i < ARRAY_LEN(endings); i++) {
		snprintf(path, sizeof(path), "%s%s", argv[1], endings[i]);
		rc |= check_file(path);
	}
	return rc ? 1 : 0;
}
