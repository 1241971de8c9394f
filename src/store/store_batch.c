// SPDX-License-Identifier: AGPL-3.0-or-later
/* Which messages are being worked on (store_batch.h). */
#include "store/store_batch.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/disk.h"

enum { SUSPECTS = 2048, POINTS_CRASH = 5, POINTS_SILENT = 2, POINTS_PARK = 10 };
static const char magic[8] = "WLBATCH1";

/* The file.  Plain stores in program order: it outlives the process because
 * the pages are the kernel's; torn by a power cut it is made anew. */
struct image {
	char magic[8];
	uint32_t crashed;		/* set by the signal handler */
	uint32_t len;			/* of the batch; written last, cleared first */
	uint32_t suspects;
	uint32_t next;			/* where to look for a place first */
	uint8_t batch[STORE_BATCH_MAX][16];
	struct {
		uint8_t uuid[16];
		uint32_t points;	/* 0: free */
	} suspect[SUSPECTS];
};

struct store_batch {
	struct image *image;
};

static struct image *volatile crash_image;

void store_batch_mark_crash(void)
{
	struct image *image = crash_image;

	if (image)
		*(volatile uint32_t *)&image->crashed = 1;
}

static int find(const struct store_batch *b, const uint8_t uuid[16])
{
	uint32_t seen = 0;

	for (int i = 0; i < SUSPECTS && seen < b->image->suspects; i++) {
		if (!b->image->suspect[i].points)
			continue;
		seen++;
		if (memcmp(b->image->suspect[i].uuid, uuid, 16) == 0)
			return i;
	}
	return -1;
}

/* A free place; else the next in turn of those with the fewest points. */
static int place(struct store_batch *b)
{
	struct image *m = b->image;
	int start = (int)(m->next++ % SUSPECTS), best = start;

	for (int i = 0; i < SUSPECTS; i++) {
		int at = (start + i) % SUSPECTS;

		if (m->suspects < SUSPECTS && !m->suspect[i].points)
			return i;
		if (m->suspect[at].points < m->suspect[best].points)
			best = at;
	}
	return best;
}

static void blame(struct store_batch *b, const uint8_t uuid[16], uint32_t points)
{
	int at = find(b, uuid);

	if (at < 0) {
		at = place(b);
		b->image->suspects += b->image->suspect[at].points == 0;
		memcpy(b->image->suspect[at].uuid, uuid, 16);
		b->image->suspect[at].points = 0;
	}
	b->image->suspect[at].points += points;
}

/* Whoever was in the room when the process before us died. */
static void take_over(struct store_batch *b)
{
	struct image *m = b->image;
	uint32_t n = m->len, points = m->crashed ? POINTS_CRASH : POINTS_SILENT;

	m->len = 0;
	m->crashed = 0;
	for (uint32_t i = 0; i < n; i++)
		blame(b, m->batch[i], points);
	if (n)
		LOGP(DSTORE, LOGL_NOTICE, "the last process died with %u messages in hand; each is "
		     "taken alone now\n", n);
}

static bool sound(const struct image *m)
{
	uint32_t used = 0;

	if (memcmp(m->magic, magic, sizeof(magic)) != 0 || m->len > STORE_BATCH_MAX)
		return false;
	for (int i = 0; i < SUSPECTS; i++)
		used += m->suspect[i].points != 0;
	return used == m->suspects;
}

static int batch_close(struct store_batch *b)
{
	if (b->image && crash_image == b->image)
		crash_image = NULL;
	if (b->image)
		munmap(b->image, sizeof(*b->image));
	return 0;
}

static int map(struct store_batch *b, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600), rc;
	void *p;

	if (fd < 0)
		return -errno;
	/* Allocated, not sparse: a full disk would otherwise be a SIGBUS later. */
	rc = -posix_fallocate(fd, 0, sizeof(struct image));
	p = rc < 0 ? MAP_FAILED : mmap(NULL, sizeof(struct image), PROT_READ | PROT_WRITE,
				       MAP_SHARED, fd, 0);
	if (rc == 0 && p == MAP_FAILED)
		rc = -errno;
	close(fd);
	if (rc == 0)
		b->image = p;
	return rc;
}

struct store_batch *store_batch_open(void *ctx, const char *dir, struct err *err)
{
	struct store_batch *b = talloc_zero(ctx, struct store_batch);
	char *path = talloc_asprintf(b, "%s/batch", dir);
	int rc;

	if (!b || !path)
		base_oom();
	talloc_set_destructor(b, batch_close);
	rc = map(b, path);
	if (rc < 0) {
		err_set(err, -rc, "%s cannot be mapped", path);
		talloc_free(b);
		errno = -rc;
		return NULL;
	}
	if (!sound(b->image)) {
		memset(b->image, 0, sizeof(*b->image));
		memcpy(b->image->magic, magic, sizeof(magic));
	}
	take_over(b);
	crash_image = b->image;
	return b;
}

enum store_batch_verdict store_batch_check(struct store_batch *b, const uint8_t uuid[16])
{
	int at = find(b, uuid);

	if (at < 0)
		return STORE_BATCH_CLEAN;
	return b->image->suspect[at].points >= POINTS_PARK ? STORE_BATCH_PARK : STORE_BATCH_ALONE;
}

bool store_batch_any_suspect(const struct store_batch *b)
{
	return b->image->suspects > 0;
}

void store_batch_note(struct store_batch *b, const uint8_t uuid[16])
{
	MUST(b->image->len < STORE_BATCH_MAX);
	memcpy(b->image->batch[b->image->len], uuid, 16);
	/* The compiler must not count it before it is there. */
	atomic_signal_fence(memory_order_seq_cst);
	b->image->len++;
	atomic_signal_fence(memory_order_seq_cst);
}

void store_batch_end(struct store_batch *b)
{
	uint32_t n = b->image->len;

	b->image->len = 0;
	atomic_signal_fence(memory_order_seq_cst);
	for (uint32_t i = 0; i < n && b->image->suspects; i++) {
		int at = find(b, b->image->batch[i]);

		if (at < 0)
			continue;
		b->image->suspect[at].points = 0;
		b->image->suspects--;
	}
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* RFC 4122, section 3: 8-4-4-4-12. */
static bool parse_strictly(const char *text, uint8_t out[16])
{
	int n = 0;

	for (int i = 0; i < UUID_LEN; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		int v = hex_value(text[i]);

		if (dash ? text[i] != '-' : v < 0)
			return false;
		if (dash)
			continue;
		out[n / 2] = (uint8_t)(n % 2 ? out[n / 2] | v : v << 4);
		n++;
	}
	return true;
}

bool store_uuid_parse(const char *text, uint8_t out[16])
{
	if (strlen(text) == UUID_LEN && parse_strictly(text, out))
		return true;
	crypto_generichash(out, 16, (const uint8_t *)text, strlen(text), NULL, 0);
	return false;
}
