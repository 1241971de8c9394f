// SPDX-License-Identifier: AGPL-3.0-or-later
/* The file of the people's keys; keyfile.h says how it looks and why. */
#include "store/keyfile.h"

#include <fcntl.h>
#include <unistd.h>
#include <sodium.h>
#include <sys/stat.h>

#include "store/pid_map.h"
#include "store/disk.h"

enum { KIND_KEY = 1, KIND_TOMBSTONE = 2, KIND_OVERWRITTEN = 3 };
enum { OFF_KIND = 4, OFF_PERSON = 8, OFF_NONCE = 24, OFF_SEALED = 48, OFF_SUM = 112, SUM_LEN = 16 };
enum { SLOT_ERASED = -2 };	/* in the map, in place of a record's number */
#define PERSON_MAX (UINT64_C(1) << 62)
static const char magic[4] = { 'W', 'L', 'K', '1' };

struct keyfile {
	int fd;
	const uint8_t *wrap;
	struct pid_map *slots;		/* person -> record, or SLOT_ERASED */
	int64_t records;		/* in the file */
	uint8_t *fresh;			/* not yet written */
	int fresh_len, fresh_cap;
	/* Found at the opening: records to overwrite, and records whose sum is wrong. */
	int64_t *unfinished, *bad;
	int unfinished_len, bad_len;
	int64_t max_person;
	struct keyfile_stats stats;
};

static void sum_of(const uint8_t *rec, uint8_t out[SUM_LEN])
{
	crypto_generichash(out, SUM_LEN, rec, OFF_SUM, NULL, 0);
}

static void record_make(uint8_t *rec, int kind, int64_t person_id)
{
	memset(rec, 0, KEYFILE_RECORD);
	memcpy(rec, magic, sizeof(magic));
	disk_put32(rec + OFF_KIND, (uint32_t)kind);
	disk_put64(rec + OFF_PERSON, (uint64_t)person_id);
}

static void record_finish(uint8_t *rec)
{
	sum_of(rec, rec + OFF_SUM);
}

static bool record_valid(const uint8_t *rec)
{
	uint8_t sum[SUM_LEN];
	uint32_t kind = disk_get32(rec + OFF_KIND);
	uint64_t person = disk_get64(rec + OFF_PERSON);

	if (memcmp(rec, magic, sizeof(magic)) != 0)
		return false;
	sum_of(rec, sum);
	return memcmp(sum, rec + OFF_SUM, SUM_LEN) == 0 && kind >= KIND_KEY &&
	       kind <= KIND_OVERWRITTEN && person > 0 && person < PERSON_MAX;
}

/* --- Opening --------------------------------------------------------------------- */

static int64_t *slot_add(struct keyfile *kf, int64_t *slots, int *len, int64_t slot)
{
	slots = talloc_realloc(kf, slots, int64_t, (unsigned)*len + 1);
	if (!slots)
		base_oom();
	slots[(*len)++] = slot;
	return slots;
}

static void unfinished_add(struct keyfile *kf, int64_t slot)
{
	kf->unfinished = slot_add(kf, kf->unfinished, &kf->unfinished_len, slot);
}

/* A key after its tombstone can only be an old file that was put over a new
 * one: the erased stay erased. */
static void take_record(struct keyfile *kf, const uint8_t *rec, int64_t slot)
{
	int64_t person = (int64_t)disk_get64(rec + OFF_PERSON);
	bool is_key = disk_get32(rec + OFF_KIND) == KIND_KEY;
	int64_t before = -1;

	if (person > kf->max_person)
		kf->max_person = person;
	(void)pid_map_get(kf->slots, person, &before);
	if (is_key && before == SLOT_ERASED)
		unfinished_add(kf, slot);
	if (!is_key && before >= 0)
		unfinished_add(kf, before);
	if (before != SLOT_ERASED)
		pid_map_set(kf->slots, person, is_key ? slot : SLOT_ERASED);
}

/* Reads all records; *valid_end is behind the last good one. */
static int scan(struct keyfile *kf, int64_t *valid_end)
{
	enum { CHUNK = 512 };
	uint8_t *buf = talloc_size(kf, CHUNK * KEYFILE_RECORD);
	int64_t slot = 0;
	ssize_t n;

	if (!buf)
		base_oom();
	*valid_end = 0;
	do {
		n = disk_read(kf->fd, buf, CHUNK * KEYFILE_RECORD, slot * KEYFILE_RECORD);
		for (ssize_t at = 0; at + KEYFILE_RECORD <= n; at += KEYFILE_RECORD, slot++) {
			if (record_valid(buf + at)) {
				take_record(kf, buf + at, slot);
				*valid_end = slot + 1;
			} else if (!sodium_is_zero(buf + at, KEYFILE_RECORD)) {
				kf->bad = slot_add(kf, kf->bad, &kf->bad_len, slot);
			}
		}
	} while (n == CHUNK * KEYFILE_RECORD);
	sodium_memzero(buf, CHUNK * KEYFILE_RECORD);
	talloc_free(buf);
	return n < 0 ? (int)n : 0;
}

static int overwrite(struct keyfile *kf, int64_t person_id, int64_t slot)
{
	uint8_t rec[KEYFILE_RECORD];

	record_make(rec, KIND_OVERWRITTEN, person_id);
	record_finish(rec);
	return disk_write(kf->fd, rec, sizeof(rec), slot * KEYFILE_RECORD);
}

static int person_at(struct keyfile *kf, int64_t slot, int64_t *person)
{
	uint8_t rec[KEYFILE_RECORD];
	ssize_t n = disk_read(kf->fd, rec, sizeof(rec), slot * KEYFILE_RECORD);

	*person = (int64_t)disk_get64(rec + OFF_PERSON);
	sodium_memzero(rec, sizeof(rec));
	return n < 0 ? (int)n : n == sizeof(rec) ? 0 : -EIO;
}

/* A wrong sum in the middle: we died while overwriting an erased key (half of
 * it may still be there, so again), or the disk has spoilt a record. */
static int sort_bad(struct keyfile *kf, int64_t end)
{
	int rc = 0;

	for (int i = 0; i < kf->bad_len && kf->bad[i] < end && rc == 0; i++) {
		int64_t person;

		rc = person_at(kf, kf->bad[i], &person);
		if (rc == 0 && person > 0 && keyfile_erased(kf, person))
			unfinished_add(kf, kf->bad[i]);
		else
			kf->stats.damaged++;
	}
	if (kf->stats.damaged)
		LOGP(DSTORE, LOGL_ERROR, "%lld records of the key file are damaged; what those "
		     "keys sealed cannot be read\n", (long long)kf->stats.damaged);
	return rc;
}

/* Keys that have a tombstone but were not overwritten before we died. */
static int finish_erasing(struct keyfile *kf)
{
	int rc = 0;

	for (int i = 0; i < kf->unfinished_len && rc == 0; i++) {
		int64_t person;

		rc = person_at(kf, kf->unfinished[i], &person);
		if (rc == 0)
			rc = overwrite(kf, person, kf->unfinished[i]);
	}
	if (rc == 0 && kf->unfinished_len)
		rc = disk_sync(kf->fd);
	kf->unfinished_len = kf->bad_len = 0;
	return rc;
}

static int load(struct keyfile *kf, const char *path, struct err *err)
{
	struct stat sb;
	int64_t end;
	int rc = scan(kf, &end);

	if (rc < 0 || fstat(kf->fd, &sb) < 0)
		return err_set(err, rc < 0 ? -rc : errno, "%s cannot be read", path);
	if (sb.st_size != end * KEYFILE_RECORD) {
		LOGP(DSTORE, LOGL_NOTICE, "the key file's tail was never finished: cut\n");
		if (ftruncate(kf->fd, end * KEYFILE_RECORD) < 0)
			return err_set(err, errno, "%s cannot be shortened", path);
		rc = disk_sync(kf->fd);
	}
	kf->records = end;
	kf->stats.erased = pid_map_count(kf->slots, SLOT_ERASED);
	kf->stats.live = pid_map_len(kf->slots) - kf->stats.erased;
	if (rc == 0)
		rc = sort_bad(kf, end);
	if (rc == 0)
		rc = finish_erasing(kf);
	return rc < 0 ? err_set(err, -rc, "%s cannot be written", path) : 0;
}

static int keyfile_close(struct keyfile *kf)
{
	if (kf->fd >= 0)
		close(kf->fd);
	if (kf->fresh)
		sodium_memzero(kf->fresh, (size_t)kf->fresh_cap * KEYFILE_RECORD);
	return 0;
}

struct keyfile *keyfile_open(void *ctx, const char *path, const uint8_t wrap[32], struct err *err)
{
	struct keyfile *kf = talloc_zero(ctx, struct keyfile);
	int rc;

	if (!kf)
		base_oom();
	kf->wrap = wrap;
	kf->slots = pid_map_new(kf);
	kf->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	talloc_set_destructor(kf, keyfile_close);
	if (kf->fd < 0)
		rc = err_set(err, errno, "%s cannot be opened", path);
	else
		rc = load(kf, path, err);
	if (rc == 0)
		return kf;
	talloc_free(kf);
	errno = -rc;
	return NULL;
}

/* --- Keys ----------------------------------------------------------------------------- */

static int unwrap(struct keyfile *kf, const uint8_t *rec, uint8_t key[KEYFILE_KEY])
{
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(key, NULL, NULL, rec + OFF_SEALED,
			KEYFILE_KEY + crypto_aead_xchacha20poly1305_ietf_ABYTES,
			rec + OFF_PERSON, 8, rec + OFF_NONCE, kf->wrap) != 0)
		return -EBADMSG;
	return 0;
}

int keyfile_get(struct keyfile *kf, int64_t person_id, uint8_t key[KEYFILE_KEY])
{
	uint8_t rec[KEYFILE_RECORD];
	int64_t slot;
	ssize_t n;
	int rc;

	if (!pid_map_get(kf->slots, person_id, &slot))
		return -ENOENT;
	if (slot == SLOT_ERASED)
		return -ENOKEY;
	if (slot >= kf->records)
		return unwrap(kf, kf->fresh + (slot - kf->records) * KEYFILE_RECORD, key);
	n = disk_read(kf->fd, rec, sizeof(rec), slot * KEYFILE_RECORD);
	if (n < 0)
		return (int)n;
	if (n != KEYFILE_RECORD || !record_valid(rec) ||
	    (int64_t)disk_get64(rec + OFF_PERSON) != person_id)
		return -EBADMSG;
	rc = unwrap(kf, rec, key);
	sodium_memzero(rec, sizeof(rec));
	return rc;
}

static uint8_t *fresh_record(struct keyfile *kf)
{
	if (kf->fresh_len == kf->fresh_cap) {
		kf->fresh_cap = kf->fresh_cap ? kf->fresh_cap * 2 : 16;
		kf->fresh = talloc_realloc_size(kf, kf->fresh,
						(size_t)kf->fresh_cap * KEYFILE_RECORD);
		if (!kf->fresh)
			base_oom();
	}
	return kf->fresh + (size_t)kf->fresh_len++ * KEYFILE_RECORD;
}

int keyfile_new(struct keyfile *kf, int64_t person_id, uint8_t key[KEYFILE_KEY])
{
	uint8_t *rec;
	int64_t slot;

	MUST(person_id > 0);
	if (pid_map_get(kf->slots, person_id, &slot))
		return slot == SLOT_ERASED ? -ENOKEY : -EEXIST;
	rec = fresh_record(kf);
	record_make(rec, KIND_KEY, person_id);
	randombytes_buf(key, KEYFILE_KEY);
	randombytes_buf(rec + OFF_NONCE, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(rec + OFF_SEALED, NULL, key, KEYFILE_KEY,
						   rec + OFF_PERSON, 8, NULL, rec + OFF_NONCE,
						   kf->wrap);
	record_finish(rec);
	pid_map_set(kf->slots, person_id, kf->records + kf->fresh_len - 1);
	kf->stats.live++;
	if (person_id > kf->max_person)
		kf->max_person = person_id;
	return 0;
}

int keyfile_sync(struct keyfile *kf)
{
	int rc;

	if (!kf->fresh_len)
		return 0;
	rc = disk_write(kf->fd, kf->fresh, (size_t)kf->fresh_len * KEYFILE_RECORD,
			kf->records * KEYFILE_RECORD);
	if (rc == 0)
		rc = disk_sync(kf->fd);
	if (rc < 0)
		return rc;
	kf->records += kf->fresh_len;
	kf->fresh_len = 0;
	return 0;
}

int keyfile_erase(struct keyfile *kf, int64_t person_id)
{
	int64_t slot = -1;
	uint8_t *rec;
	int rc;

	MUST(person_id > 0);
	if (pid_map_get(kf->slots, person_id, &slot) && slot == SLOT_ERASED)
		return 0;
	rec = fresh_record(kf);
	record_make(rec, KIND_TOMBSTONE, person_id);
	record_finish(rec);
	rc = keyfile_sync(kf);
	if (rc == 0 && slot >= 0) {
		rc = overwrite(kf, person_id, slot);
		if (rc == 0)
			rc = disk_sync(kf->fd);
		kf->stats.live--;
	}
	if (rc < 0)
		return rc;
	pid_map_set(kf->slots, person_id, SLOT_ERASED);
	kf->stats.erased++;
	if (person_id > kf->max_person)
		kf->max_person = person_id;
	return 0;
}

bool keyfile_erased(const struct keyfile *kf, int64_t person_id)
{
	int64_t slot;

	return pid_map_get(kf->slots, person_id, &slot) && slot == SLOT_ERASED;
}

int64_t keyfile_max_person(const struct keyfile *kf)
{
	return kf->max_person;
}

struct keyfile_stats keyfile_stats(const struct keyfile *kf)
{
	return kf->stats;
}

int keyfile_fd(const struct keyfile *kf)
{
	return kf->fd;
}
