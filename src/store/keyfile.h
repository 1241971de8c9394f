/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * people.keys: fixed records of 128 bytes (so none crosses a disk sector),
 * appended.  Private to the store's keys; tests and fuzzing use it too.
 *
 *    0  "WLK1"
 *    4  kind: 1 a key, 2 a tombstone, 3 a key overwritten after a tombstone
 *    8  person id
 *   24  nonce, 48 bytes of sealed key (kind 1), else zero
 *  112  BLAKE2b-128 over bytes 0..111
 * Numbers are little-endian.  The key is sealed (XChaCha20-Poly1305) by the
 * wrapping key, bound to the person id.
 *
 * Erasing: the tombstone is appended and synced first, then the key's record
 * is overwritten and synced.  Dying in between leaves a tombstone, and the next
 * opening overwrites again.
 *
 * What a crash tears was never synced, so no row needs it: a torn tail is cut,
 * a hole (zeros: a later sector arrived, an earlier one did not) is passed over.
 * Any other damaged record is counted and left.
 */
#include "base/base.h"

enum { KEYFILE_RECORD = 128, KEYFILE_KEY = 32 };

struct keyfile;

/* Opens or makes it (mode 0600).  wrap: the wrapping key, must outlive it. */
struct keyfile *keyfile_open(void *ctx, const char *path, const uint8_t wrap[32], struct err *err);

/* The key of a person.  -ENOKEY: erased; -ENOENT: none (yet); -EBADMSG: damaged; -EIO. */
int keyfile_get(struct keyfile *kf, int64_t person_id, uint8_t key[KEYFILE_KEY]) MUST_CHECK;
/* Makes one; in memory until keyfile_sync(). */
int keyfile_new(struct keyfile *kf, int64_t person_id, uint8_t key[KEYFILE_KEY]) MUST_CHECK;
/* Appends what is new, and waits for the disk.  Nothing new: does nothing. */
int keyfile_sync(struct keyfile *kf) MUST_CHECK;
/* Destroys the key.  Also for a person who has none: no key can be made for
 * them then.  0 also when it was done before. */
int keyfile_erase(struct keyfile *kf, int64_t person_id) MUST_CHECK;
bool keyfile_erased(const struct keyfile *kf, int64_t person_id);

int64_t keyfile_max_person(const struct keyfile *kf);
struct keyfile_stats { int64_t live, erased, damaged; };
struct keyfile_stats keyfile_stats(const struct keyfile *kf);
int keyfile_fd(const struct keyfile *kf);
