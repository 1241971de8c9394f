// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The emergency journal (store_journal.h).
 *
 * The file: records of 1024 bytes.  The first and the last are the header,
 * twice: "WLJH", version, count, the public key, a sum.  Between them count
 * slots, zero or
 *
 *	  0  "WLJE"
 *	  4  kind (2 bytes), number of this record (1), of how many (1)
 *	  8  sequence of the entry
 *	 16  at_ms
 *	 24  UUID
 *	 40  length of this record's share of the sealed data (2 bytes), zeros to 48
 *	 48  sealed data (crypto_box_seal: X25519, XSalsa20-Poly1305), zeros
 *	1008 BLAKE2b-128 over bytes 0..1007
 *
 * An entry that needs more takes consecutive slots; it counts when all are
 * there.  A replayed one is overwritten with zeros, the last slot first, so
 * that half of one never looks whole.  A record that is neither zero nor sound
 * is kept, counted and not written over: it may have been somebody's message.
 */
#include "store/store_journal.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/disk.h"
#include "store/store_priv.h"

enum {
	REC = STORE_JOURNAL_RECORD, FORMAT = 1, SUM_LEN = 16, OFF_SUM = REC - SUM_LEN,
	OFF_DATA = 48, SHARE = OFF_SUM - OFF_DATA,
	PARTS_MAX = (STORE_JOURNAL_ENTRY_MAX + 48 + SHARE - 1) / SHARE,
	RECORDS_MAX = 1 << 20, WRITE_TRIES = 4,
};

enum slot_state { SLOT_FREE, SLOT_USED, SLOT_DAMAGED };

struct slot {
	uint64_t seq;
	uint8_t state, part, parts;
};

struct store_journal {
	int fd;
	int records;
	struct slot *slots;
	int cursor;			/* where to look for room first */
	uint64_t next_seq;
	struct store_journal_stats stats;
	uint8_t public_key[32];
	/* Room for one entry, so that appending needs no memory. */
	uint8_t sealed[STORE_JOURNAL_ENTRY_MAX + crypto_box_SEALBYTES];
	uint8_t image[PARTS_MAX * REC];
};

static void sum_of(const uint8_t *rec, uint8_t out[SUM_LEN])
{
	crypto_generichash(out, SUM_LEN, rec, OFF_SUM, NULL, 0);
}

static bool sum_right(const uint8_t *rec)
{
	uint8_t sum[SUM_LEN];

	sum_of(rec, sum);
	return memcmp(sum, rec + OFF_SUM, SUM_LEN) == 0;
}

static int64_t slot_at(int slot)
{
	return ((int64_t)slot + 1) * REC;
}

/* --- Making --------------------------------------------------------------------- */

static void header_make(uint8_t *rec, int records, const uint8_t public_key[32])
{
	memset(rec, 0, REC);
	memcpy(rec, "WLJH", 4);
	disk_put32(rec + 4, FORMAT);
	disk_put32(rec + 8, (uint32_t)records);
	memcpy(rec + 16, public_key, 32);
	sum_of(rec, rec + OFF_SUM);
}

/* Zeros are really written: a block that is only reserved may still need
 * another one, for the file system's own tree, at the first write. */
static int fill(int fd, int records, const uint8_t public_key[32])
{
	uint8_t rec[REC];
	int rc;

	header_make(rec, records, public_key);
	rc = disk_write(fd, rec, REC, 0);
	if (rc == 0)
		rc = disk_write(fd, rec, REC, slot_at(records));
	memset(rec, 0, REC);
	for (int i = 0; i < records && rc == 0; i++)
		rc = disk_write(fd, rec, REC, slot_at(i));
	if (rc == 0 && fsync(fd) < 0)
		rc = -errno;
	return rc;
}

int store_journal_create(const char *dir, int records, const uint8_t public_key[32],
			 struct err *err)
{
	char *path = talloc_asprintf(NULL, "%s/journal", dir);
	char *part = talloc_asprintf(path, "%s/journal.part", dir);
	int fd, rc;

	if (!path || !part)
		base_oom();
	MUST(records >= PARTS_MAX && records <= RECORDS_MAX);
	fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	rc = fd < 0 ? -errno : fill(fd, records, public_key);
	if (fd >= 0)
		close(fd);
	if (rc == 0 && rename(part, path) < 0)
		rc = -errno;
	if (rc == 0)
		rc = disk_sync_dir(dir);
	else
		(void)unlink(part);
	if (rc < 0)
		rc = err_set(err, -rc, "%s cannot be made", path);
	talloc_free(path);
	return rc;
}

/* --- Opening ----------------------------------------------------------------------- */

static bool header_take(struct store_journal *j, const uint8_t *rec)
{
	uint32_t records = disk_get32(rec + 8);

	if (memcmp(rec, "WLJH", 4) != 0 || disk_get32(rec + 4) != FORMAT || !sum_right(rec) ||
	    records < PARTS_MAX || records > RECORDS_MAX)
		return false;
	j->records = (int)records;
	memcpy(j->public_key, rec + 16, 32);
	return true;
}

static int header_read(struct store_journal *j)
{
	uint8_t rec[REC];
	struct stat sb;
	ssize_t n;

	if (fstat(j->fd, &sb) < 0)
		return -errno;
	if (sb.st_size < 2 * REC)
		return -EUCLEAN;
	n = disk_read(j->fd, rec, REC, 0);
	if (n != REC || !header_take(j, rec)) {
		n = disk_read(j->fd, rec, REC, sb.st_size - REC);
		if (n != REC || !header_take(j, rec))
			return n < 0 ? (int)n : -EUCLEAN;
		LOGP(DSTORE, LOGL_ERROR,
		     "the journal's first header is damaged, the second is used\n");
	}
	return sb.st_size == slot_at(j->records) + REC ? 0 : -EUCLEAN;
}

/* Each start looks at all records: no secret hangs on how long that takes. */
static bool all_zero(const uint8_t *rec)
{
	return rec[0] == 0 && memcmp(rec, rec + 1, REC - 1) == 0;
}

static struct slot slot_of(const uint8_t *rec)
{
	struct slot s = { .state = SLOT_DAMAGED };

	if (all_zero(rec))
		s.state = SLOT_FREE;
	else if (memcmp(rec, "WLJE", 4) == 0 && sum_right(rec) && rec[6] < rec[7] &&
		 rec[7] <= PARTS_MAX && (rec[40] | rec[41] << 8) <= SHARE)
		s = (struct slot){ disk_get64(rec + 8), SLOT_USED, rec[6], rec[7] };
	return s;
}

/* Is the whole entry there whose first record is at `at`? */
static bool entry_whole(const struct store_journal *j, int at)
{
	const struct slot *first = &j->slots[at];

	if (first->state != SLOT_USED || first->part != 0 || at + first->parts > j->records)
		return false;
	for (int i = 1; i < first->parts; i++) {
		const struct slot *s = first + i;

		if (s->state != SLOT_USED || s->seq != first->seq || s->part != i ||
		    s->parts != first->parts)
			return false;
	}
	return true;
}

static void count(struct store_journal *j)
{
	bool *whole = talloc_zero_array(j, bool, (unsigned)j->records);

	if (!whole)
		base_oom();
	for (int i = 0; i < j->records; i++) {
		if (!entry_whole(j, i))
			continue;
		j->stats.entries++;
		memset(whole + i, true, j->slots[i].parts);
	}
	for (int i = 0; i < j->records; i++) {
		struct slot *s = &j->slots[i];

		if (s->state == SLOT_USED && s->seq >= j->next_seq)
			j->next_seq = s->seq + 1;
		/* A share of an entry that is not whole: torn, or half overwritten. */
		if (s->state == SLOT_USED && !whole[i])
			s->state = SLOT_DAMAGED;
		j->stats.used += s->state != SLOT_FREE;
		j->stats.damaged += s->state == SLOT_DAMAGED;
	}
	talloc_free(whole);
	j->stats.records = j->records;
	if (j->stats.damaged)
		LOGP(DSTORE, LOGL_ERROR, "%d records of the journal are damaged; they are kept\n",
		     j->stats.damaged);
}

static int load(struct store_journal *j)
{
	uint8_t rec[REC];
	int rc = header_read(j);

	if (rc < 0)
		return rc;
	j->next_seq = 1;
	j->slots = talloc_zero_array(j, struct slot, (unsigned)j->records);
	if (!j->slots)
		base_oom();
	for (int i = 0; i < j->records; i++) {
		ssize_t n = disk_read(j->fd, rec, REC, slot_at(i));

		/* A block that cannot be read is one damaged record, not the end. */
		j->slots[i] = n == REC ? slot_of(rec) : (struct slot){ .state = SLOT_DAMAGED };
	}
	count(j);
	return 0;
}

static int journal_close(struct store_journal *j)
{
	if (j->fd >= 0)
		close(j->fd);
	return 0;
}

struct store_journal *store_journal_open(void *ctx, const char *dir, struct err *err)
{
	struct store_journal *j = talloc_zero(ctx, struct store_journal);
	char *path = talloc_asprintf(j, "%s/journal", dir);
	int rc;

	if (!j || !path)
		base_oom();
	if (sodium_init() < 0)
		base_oom();
	talloc_set_destructor(j, journal_close);
	j->fd = open(path, O_RDWR | O_DSYNC | O_CLOEXEC | O_NOFOLLOW);
	rc = j->fd < 0 ? -errno : load(j);
	/* Whoever made it may have died before its name was on disk, and what is
	 * acknowledged because it is in here must not go with the name. */
	if (rc == 0)
		rc = disk_sync_dir(dir);
	if (rc == 0)
		return j;
	err_set(err, -rc, "the journal %s cannot be used", path);
	talloc_free(j);
	errno = -rc;
	return NULL;
}

struct store_journal_stats store_journal_stats(const struct store_journal *j)
{
	return j->stats;
}

/* --- Appending: no memory, no key, no new block ---------------------------------------- */

static int room_for(const struct store_journal *j, int parts)
{
	int run = 0;

	for (int i = 0; i < j->records + parts; i++) {
		int at = (j->cursor + i) % j->records;

		if (at == 0)
			run = 0;	/* an entry does not wrap round */
		run = j->slots[at].state == SLOT_FREE ? run + 1 : 0;
		if (run == parts)
			return at - parts + 1;
	}
	return -ENOSPC;
}

static int image_make(struct store_journal *j, enum store_journal_kind kind,
		      const uint8_t uuid[16], int64_t at_ms, size_t len)
{
	int parts = (int)((len + SHARE - 1) / SHARE);

	memset(j->image, 0, sizeof(j->image));
	for (int i = 0; i < parts; i++) {
		uint8_t *rec = j->image + (size_t)i * REC;
		size_t share = len - (size_t)i * SHARE;

		if (share > SHARE)
			share = SHARE;
		memcpy(rec, "WLJE", 4);
		rec[4] = (uint8_t)kind;
		rec[5] = (uint8_t)(kind >> 8);
		rec[6] = (uint8_t)i;
		rec[7] = (uint8_t)parts;
		disk_put64(rec + 8, j->next_seq);
		disk_put64(rec + 16, (uint64_t)at_ms);
		memcpy(rec + 24, uuid, 16);
		rec[40] = (uint8_t)share;
		rec[41] = (uint8_t)(share >> 8);
		memcpy(rec + OFF_DATA, j->sealed + (size_t)i * SHARE, share);
		sum_of(rec, rec + OFF_SUM);
	}
	return parts;
}

int store_journal_append(struct store_journal *j, enum store_journal_kind kind,
			 const uint8_t uuid[16], int64_t at_ms, struct view data)
{
	int parts, at, rc = -EIO;

	if (data.len > STORE_JOURNAL_ENTRY_MAX)
		return -EMSGSIZE;
	if (crypto_box_seal(j->sealed, data.data ? data.data : j->sealed, data.len,
			    j->public_key) != 0)
		return -EIO;
	parts = image_make(j, kind, uuid, at_ms, data.len + crypto_box_SEALBYTES);
	/* A bad block spoils one place, not the journal: try a few others. */
	for (int tries = 0; tries < WRITE_TRIES && rc < 0; tries++) {
		at = room_for(j, parts);
		if (at < 0)
			return tries ? -EIO : at;
		rc = disk_write(j->fd, j->image, (size_t)parts * REC, slot_at(at));
		for (int i = 0; i < parts; i++)
			j->slots[at + i] = (struct slot){ j->next_seq,
				rc == 0 ? SLOT_USED : SLOT_DAMAGED, (uint8_t)i, (uint8_t)parts };
		j->stats.used += parts;
		j->stats.damaged += rc == 0 ? 0 : parts;
		j->cursor = (at + parts) % j->records;
	}
	if (rc < 0)
		return -EIO;
	j->next_seq++;
	j->stats.entries++;
	return 0;
}

/* --- Replaying -------------------------------------------------------------------------- */

static int slot_after(const struct store_journal *j, uint64_t seq)
{
	int best = -1;

	for (int i = 0; i < j->records; i++) {
		const struct slot *s = &j->slots[i];

		if (s->state == SLOT_USED && s->part == 0 && s->seq > seq &&
		    (best < 0 || s->seq < j->slots[best].seq))
			best = i;
	}
	return best;
}

static int entry_read(struct store_journal *j, int at, size_t *len)
{
	size_t parts = j->slots[at].parts;
	ssize_t n = disk_read(j->fd, j->image, parts * REC, slot_at(at));

	if (n != (ssize_t)(parts * REC))
		return n < 0 ? (int)n : -EIO;
	*len = 0;
	for (size_t i = 0; i < parts; i++) {
		const uint8_t *rec = j->image + i * REC;
		size_t share = (size_t)(rec[40] | rec[41] << 8);

		if (slot_of(rec).state != SLOT_USED || *len + share > sizeof(j->sealed))
			return -EBADMSG;
		memcpy(j->sealed + *len, rec + OFF_DATA, share);
		*len += share;
	}
	return *len >= crypto_box_SEALBYTES ? 0 : -EBADMSG;
}

int store_journal_read(struct store_journal *j, const uint8_t public_key[32],
		       const uint8_t secret_key[32], void *ctx, uint64_t *pos,
		       struct store_journal_entry *out)
{
	int at = slot_after(j, *pos), rc;
	size_t len = 0;

	if (at < 0)
		return 0;
	*pos = j->slots[at].seq;
	rc = entry_read(j, at, &len);
	if (rc < 0)
		return -EBADMSG;
	*out = (struct store_journal_entry){
		.seq = *pos,
		.kind = (enum store_journal_kind)(j->image[4] | j->image[5] << 8),
		.at_ms = (int64_t)disk_get64(j->image + 16),
	};
	memcpy(out->uuid, j->image + 24, 16);
	/* The room for the image takes the words, and is wiped. */
	rc = crypto_box_seal_open(j->image, j->sealed, len, public_key, secret_key);
	if (rc == 0)
		out->data = secret_new(ctx, j->image, len - crypto_box_SEALBYTES);
	sodium_memzero(j->image, len);
	return rc == 0 ? 1 : -EBADMSG;
}

int store_journal_next(struct store_journal *j, struct store *st, void *ctx, uint64_t *pos,
		       struct store_journal_entry *out)
{
	uint8_t public_key[32], secret_key[32];
	int rc;

	store_keys_journal(st, public_key, secret_key);
	rc = store_journal_read(j, public_key, secret_key, ctx, pos, out);
	sodium_memzero(secret_key, sizeof(secret_key));
	return rc;
}

int store_journal_replayed(struct store_journal *j, uint64_t seq)
{
	static const uint8_t zero[REC];
	int at = seq ? slot_after(j, seq - 1) : -1;
	int rc = 0;

	if (at < 0 || j->slots[at].seq != seq)
		return -ENOENT;
	j->stats.entries--;
	for (int i = j->slots[at].parts - 1; i >= 0 && rc == 0; i--) {
		rc = disk_write(j->fd, zero, REC, slot_at(at + i));
		if (rc == 0) {
			j->slots[at + i] = (struct slot){ .state = SLOT_FREE };
			j->stats.used--;
		}
	}
	return rc;
}
