// SPDX-License-Identifier: AGPL-3.0-or-later
/* Keys in memory, sealing, the blind index, erasing. */
#include "store/store_priv.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sodium.h>

#include "store/disk.h"
#include "store/keyfile.h"
#include "store/masterkey.h"

enum { SEAL_VERSION = 1, NONCE_LEN = 24, TAG_LEN = 16, COLUMN_MAX = 60 };
enum { CACHE = 2048, NONCES = 64 };

/* Everything secret in one piece of guarded memory. */
struct vault {
	uint8_t service[STORE_KEY_LEN];
	uint8_t wrap[STORE_KEY_LEN];
	uint8_t cache[CACHE][STORE_KEY_LEN];	/* at person_id % CACHE */
};

struct store_keys {
	struct store *st;
	char *dir, *people_path, *list_path;
	struct masterkey *master;
	struct vault *vault;
	int64_t cached[CACHE];		/* whose key is there; 0: nobody's */
	struct keyfile *file;
	int64_t *erasing;		/* in this transaction */
	int erasing_len;
	int list_fd;			/* erased.list */
	uint8_t nonces[NONCES][NONCE_LEN];
	int nonces_left;
};

/* --- Opening ---------------------------------------------------------------------- */

static void derive(const struct store_keys *k, const char *purpose, uint8_t out[STORE_KEY_LEN])
{
	crypto_generichash(out, STORE_KEY_LEN, (const uint8_t *)purpose, strlen(purpose),
			   k->master->master, sizeof(k->master->master));
}

void store_keys_derive(struct store *st, const char *purpose, uint8_t out[STORE_KEY_LEN])
{
	char *name = talloc_asprintf(NULL, "for %s", purpose);

	if (!name)
		base_oom();
	derive(st->keys, name, out);
	talloc_free(name);
}

static int keys_free(struct store_keys *k)
{
	if (k->list_fd >= 0)
		close(k->list_fd);
	if (k->file)
		talloc_free(k->file);	/* before the key that wraps it */
	if (k->vault)
		sodium_free(k->vault);
	masterkey_free(k->master);
	return 0;
}

static int open_master(struct store_keys *k, bool create, struct err *err)
{
	char *path = talloc_asprintf(k, "%s/master.key", k->dir);
	int rc = 0;

	if (!path)
		base_oom();
	if (create && access(path, F_OK) < 0) {
		char *parent = talloc_asprintf(k, "%s/..", k->dir);

		if (!parent)
			base_oom();
		if (mkdir(k->dir, 0700) < 0 && errno != EEXIST)
			return err_set(err, errno, "%s cannot be made", k->dir);
		rc = disk_sync_dir(parent);
		rc = rc < 0 ? err_set(err, -rc, "%s cannot be synced", parent)
			    : masterkey_create(path, err);
		if (rc == 0)
			rc = disk_sync_dir(k->dir);
		if (rc < 0)
			return rc;
		LOGP(DSTORE, LOGL_NOTICE, "new keys were made: copy %s into the recovery kit\n",
		     path);
	}
	k->master = masterkey_load(path, err);
	return k->master ? 0 : -errno;
}

int store_keys_files(struct store *st, struct err *err)
{
	struct store_keys *k = st->keys;

	k->vault = sodium_malloc(sizeof(*k->vault));
	if (!k->vault)
		base_oom();
	derive(k, "service", k->vault->service);
	derive(k, "people.keys", k->vault->wrap);
	k->file = keyfile_open(k, k->people_path, k->vault->wrap, err);
	if (!k->file)
		return -errno;
	k->list_fd = open(k->list_path, O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND | O_NOFOLLOW, 0600);
	if (k->list_fd < 0)
		return err_set(err, errno, "%s cannot be opened", k->list_path);
	return disk_sync_dir(k->dir);
}

int store_keys_open(struct store *st, bool create, struct err *err)
{
	struct store_keys *k = talloc_zero(st, struct store_keys);

	if (!k)
		base_oom();
	k->st = st;
	k->list_fd = -1;
	k->dir = st->options.keys_dir ? talloc_strdup(k, st->options.keys_dir)
				      : talloc_asprintf(k, "%s/keys", st->options.dir);
	k->people_path = talloc_asprintf(k, "%s/people.keys", k->dir);
	k->list_path = talloc_asprintf(k, "%s/erased.list", k->dir);
	if (!k->dir || !k->people_path || !k->list_path)
		base_oom();
	talloc_set_destructor(k, keys_free);
	st->keys = k;
	return open_master(k, create, err);
}

bool store_keys_have_people(struct store *st)
{
	struct stat sb;

	return stat(st->keys->people_path, &sb) == 0 && sb.st_size > 0;
}

const char *store_keys_list_path(struct store *st)
{
	return st->keys->list_path;
}

const char *store_keys_path(struct store *st)
{
	return st->keys->people_path;
}

void store_keys_journal(struct store *st, uint8_t public_key[32], uint8_t secret_key[32])
{
	uint8_t seed[STORE_KEY_LEN];

	derive(st->keys, "journal", seed);
	crypto_box_seed_keypair(public_key, secret_key, seed);
	sodium_memzero(seed, sizeof(seed));
}

int64_t store_keys_max_person(struct store *st)
{
	return keyfile_max_person(st->keys->file);
}

struct store_keys_stats store_keys_stats(struct store *st)
{
	struct keyfile_stats s = keyfile_stats(st->keys->file);

	return (struct store_keys_stats){ s.live, s.erased, s.damaged };
}

/* --- One person's key ----------------------------------------------------------------- */

/* *key stays valid until the next call. */
static int key_of(struct store_keys *k, int64_t person_id, bool make, const uint8_t **key)
{
	int at = (int)(person_id % CACHE);
	int rc = 0;

	MUST(person_id >= 0);
	*key = person_id == STORE_SERVICE ? k->vault->service : k->vault->cache[at];
	if (person_id == STORE_SERVICE || k->cached[at] == person_id)
		return 0;
	k->cached[at] = 0;
	rc = keyfile_get(k->file, person_id, k->vault->cache[at]);
	if (rc == -ENOENT)
		rc = make ? keyfile_new(k->file, person_id, k->vault->cache[at]) : -EBADMSG;
	if (rc == -EIO)
		return store_fail(k->st, EIO, "reading the key file");
	if (rc == 0)
		k->cached[at] = person_id;
	return rc;
}

static void forget(struct store_keys *k, int64_t person_id)
{
	int at = (int)(person_id % CACHE);

	if (k->cached[at] != person_id)
		return;
	sodium_memzero(k->vault->cache[at], STORE_KEY_LEN);
	k->cached[at] = 0;
}

/* --- Sealing ------------------------------------------------------------------------------ *
 * version (1), nonce (24), ciphertext and tag (16).  Bound to: version, column,
 * a NUL, row id and person id, little-endian. */

static size_t aad_make(const struct store_place *p, uint8_t *aad)
{
	size_t n = strlen(p->column);

	MUST(n < COLUMN_MAX && strchr(p->column, '.'));
	aad[0] = SEAL_VERSION;
	memcpy(aad + 1, p->column, n + 1);
	disk_put64(aad + n + 2, (uint64_t)p->row_id);
	disk_put64(aad + n + 10, (uint64_t)p->person_id);
	return n + 18;
}

/* Asking the kernel for 24 bytes at a time costs more than the sealing. */
static const uint8_t *nonce(struct store_keys *k)
{
	if (k->nonces_left == 0) {
		randombytes_buf(k->nonces, sizeof(k->nonces));
		k->nonces_left = NONCES;
	}
	return k->nonces[--k->nonces_left];
}

int store_seal(struct store *st, void *ctx, struct store_place place, struct view plain,
	       struct view *out)
{
	uint8_t aad[COLUMN_MAX + 20];
	const uint8_t *key;
	uint8_t *blob;
	int rc;

	if (st->failed)
		return -EIO;
	rc = key_of(st->keys, place.person_id, true, &key);
	if (rc < 0)
		return rc;
	blob = talloc_size(ctx, plain.len + STORE_SEAL_OVERHEAD);
	if (!blob)
		base_oom();
	blob[0] = SEAL_VERSION;
	memcpy(blob + 1, nonce(st->keys), NONCE_LEN);
	crypto_aead_xchacha20poly1305_ietf_encrypt(blob + 1 + NONCE_LEN, NULL, plain.data,
						   plain.len, aad, aad_make(&place, aad), NULL,
						   blob + 1, key);
	*out = (struct view){ blob, plain.len + STORE_SEAL_OVERHEAD };
	return 0;
}

int store_unseal(struct store *st, void *ctx, struct store_place place, struct view sealed,
		 struct secret **out)
{
	uint8_t aad[COLUMN_MAX + 20];
	const uint8_t *key;
	struct secret *s;
	int rc;

	*out = NULL;
	if (st->failed)
		return -EIO;
	rc = key_of(st->keys, place.person_id, false, &key);
	if (rc < 0)
		return rc;
	if (sealed.len < STORE_SEAL_OVERHEAD || sealed.data[0] != SEAL_VERSION)
		return -EBADMSG;
	s = secret_new(ctx, sealed.data + STORE_SEAL_OVERHEAD, sealed.len - STORE_SEAL_OVERHEAD);
	/* Into its own bytes: no copy of the words is left behind anywhere. */
	if (crypto_aead_xchacha20poly1305_ietf_decrypt((uint8_t *)(uintptr_t)secret_reveal(s),
			NULL, NULL, sealed.data + 1 + NONCE_LEN, sealed.len - 1 - NONCE_LEN,
			aad, aad_make(&place, aad), sealed.data + 1, key) != 0) {
		talloc_free(s);
		return -EBADMSG;
	}
	*out = s;
	return 0;
}

static struct store_index index_of(const struct masterkey *mk, const char *purpose,
				   const struct secret *value)
{
	struct store_index out;
	crypto_generichash_state h;

	crypto_generichash_init(&h, mk->index, sizeof(mk->index), sizeof(out.b));
	crypto_generichash_update(&h, (const uint8_t *)purpose, strlen(purpose) + 1);
	crypto_generichash_update(&h, (const uint8_t *)secret_reveal(value), secret_len(value));
	crypto_generichash_final(&h, out.b, sizeof(out.b));
	return out;
}

struct store_index store_index(struct store *st, const char *purpose, const struct secret *value)
{
	return index_of(st->keys->master, purpose, value);
}

struct store_indexer {
	struct masterkey *master;
};

static int indexer_close(struct store_indexer *x)
{
	masterkey_free(x->master);
	return 0;
}

struct store_indexer *store_indexer_open(void *ctx, const char *dir, const char *keys_dir)
{
	struct store_indexer *x = talloc_zero(ctx, struct store_indexer);
	char *path = keys_dir ? talloc_asprintf(x, "%s/master.key", keys_dir)
			      : talloc_asprintf(x, "%s/keys/master.key", dir);
	struct err err;

	if (!x || !path)
		base_oom();
	x->master = masterkey_load(path, &err);
	if (!x->master) {
		talloc_free(x);
		return NULL;
	}
	talloc_set_destructor(x, indexer_close);
	return x;
}

struct store_index store_indexer_of(const struct store_indexer *x, const char *purpose,
				    const struct secret *value)
{
	return index_of(x->master, purpose, value);
}

/* --- Transactions ----------------------------------------------------------------------------- */

int store_keys_sync(struct store *st)
{
	int rc = keyfile_sync(st->keys->file);

	return rc < 0 ? store_fail(st, -rc, "syncing the key file") : 0;
}

/* The line on the list first: it is what a restore goes by. */
static int destroy(struct store_keys *k, int64_t person_id, int64_t at_ms)
{
	char line[64];
	int n = snprintf(line, sizeof(line), "%lld %lld\n", (long long)person_id,
			 (long long)at_ms);
	off_t end = lseek(k->list_fd, 0, SEEK_END);
	int rc = end < 0 ? -errno : disk_write(k->list_fd, line, (size_t)n, end);

	forget(k, person_id);
	if (rc == 0)
		rc = disk_sync(k->list_fd);
	if (rc == 0)
		rc = keyfile_erase(k->file, person_id);
	return rc < 0 ? store_fail(k->st, -rc, "destroying a key") : 0;
}

int store_keys_erase(struct store *st, int64_t person_id, int64_t now_ms)
{
	struct store_keys *k = st->keys;
	int rc = store_core_erased_add(st, person_id, now_ms);

	MUST(st->in_tx && person_id > 0);
	if (rc < 0)
		return rc;
	k->erasing = talloc_realloc(k, k->erasing, int64_t, k->erasing_len + 1);
	if (!k->erasing)
		base_oom();
	k->erasing[k->erasing_len++] = person_id;
	return 0;
}

bool store_keys_erased(struct store *st, int64_t person_id)
{
	return keyfile_erased(st->keys->file, person_id);
}

/* What the database says now decides, so savepoints that were rolled back
 * need no bookkeeping here. */
int store_keys_ended(struct store *st, enum store_end end)
{
	struct store_keys *k = st->keys;
	int rc = 0;

	for (int i = 0; i < k->erasing_len && end == STORE_COMMITTED && rc >= 0; i++) {
		int64_t id, at_ms;

		rc = store_core_erased_next(st, k->erasing[i] - 1, &id, &at_ms);
		if (rc == 1 && id == k->erasing[i])
			rc = destroy(k, id, at_ms);
	}
	k->erasing_len = 0;
	return rc < 0 ? rc : 0;
}

/* --- After a crash or a restore ------------------------------------------- */

/* The next whole line of erased.list: 1, 0 at the end.  What is not a line of
 * ours is passed over. */
static int list_next(FILE *f, int64_t *id)
{
	char line[128];
	long long person, at;

	while (fgets(line, sizeof(line), f)) {
		if (strchr(line, '\n') && sscanf(line, "%lld %lld", &person, &at) == 2 &&
		    person > 0) {
			*id = person;
			return 1;
		}
	}
	return 0;
}

/* A line that was cut by a crash must not swallow the one that follows. */
static int list_finish_line(struct store_keys *k)
{
	off_t end = lseek(k->list_fd, 0, SEEK_END);
	char last = '\n';

	if (end > 0 && disk_read(k->list_fd, &last, 1, end - 1) != 1)
		return -EIO;
	return last == '\n' ? 0 : disk_write(k->list_fd, "\n", 1, end);
}

/* Keys that should be gone: of those whom the list names (the key file is a
 * restored one), and whom the database names (we died after its commit). */
int store_keys_replay(struct store *st, struct err *err)
{
	struct store_keys *k = st->keys;
	int64_t id = 0, at_ms;
	int rc = list_finish_line(k);
	FILE *f = fopen(k->list_path, "re");

	while (rc == 0 && f && list_next(f, &id) == 1)
		if (!keyfile_erased(k->file, id))
			rc = keyfile_erase(k->file, id);
	if (f)
		fclose(f);
	for (id = 0; rc == 0 && (rc = store_core_erased_next(st, id, &id, &at_ms)) == 1; )
		rc = keyfile_erased(k->file, id) ? 0 : destroy(k, id, at_ms);
	return rc < 0 ? err_set(err, -rc, "keys of the erased cannot be destroyed") : 0;
}

int store_keys_next_unerased(struct store *st, int64_t after_id, int64_t *id)
{
	FILE *f = fopen(st->keys->list_path, "re");
	int64_t at, best = INT64_MAX;
	int rc = 0;

	if (!f)
		return -errno;
	while (rc >= 0 && list_next(f, &at) == 1) {
		if (at <= after_id || at >= best)
			continue;
		rc = store_core_erased_has(st, at);
		if (rc == 0)
			best = at;
	}
	fclose(f);
	if (rc < 0 || best == INT64_MAX)
		return rc < 0 ? rc : 0;
	*id = best;
	return 1;
}
