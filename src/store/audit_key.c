// SPDX-License-Identifier: AGPL-3.0-or-later
/* The audit log's hashes, keys and files. */
#include "store/audit_key.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/disk.h"

#define HASH STORE_AUDIT_HASH_LEN
/* magic 8, epoch 4, zero 4, next 8, key 32, link 32, sum 16: within one sector, so that
 * it is replaced whole or not at all. */
enum { FILE_LEN = 104, SUM_LEN = 16, SUM_AT = FILE_LEN - SUM_LEN, FIRST_MAX = 4096 };
static const char magic[8] = "WLAUDIT1";

/* --- Hashes ------------------------------------------------------------------------- */

void audit_key_forward(uint8_t key[HASH], int64_t n)
{
	static const uint8_t next[] = "audit: next key";

	while (n-- > 0)
		crypto_generichash(key, HASH, next, sizeof(next), key, HASH);
}

static void add_int(crypto_generichash_state *s, int64_t v)
{
	uint8_t b[8];

	disk_put64(b, (uint64_t)v);
	crypto_generichash_update(s, b, sizeof(b));
}

/* With its length, so that two fields cannot be shifted into each other; NULL is not "". */
static void add_bytes(crypto_generichash_state *s, struct view v)
{
	add_int(s, v.data ? (int64_t)v.len : -1);
	if (v.len)
		crypto_generichash_update(s, v.data, v.len);
}

void audit_body(const struct audit_row *r, uint8_t out[HASH])
{
	crypto_generichash_state s;

	crypto_generichash_init(&s, NULL, 0, HASH);
	add_int(&s, r->seq);
	add_int(&s, r->epoch);
	add_int(&s, r->at_ms);
	add_bytes(&s, VIEW_STR(r->what));
	add_int(&s, r->about_id);
	add_int(&s, r->by_id);
	add_int(&s, r->key_id);
	add_bytes(&s, r->by_name);
	add_bytes(&s, r->detail);
	crypto_generichash_final(&s, out, HASH);
}

void audit_link(const uint8_t before[HASH], const uint8_t body[HASH], uint8_t out[HASH])
{
	crypto_generichash_state s;

	crypto_generichash_init(&s, NULL, 0, HASH);
	crypto_generichash_update(&s, before, HASH);
	crypto_generichash_update(&s, body, HASH);
	crypto_generichash_final(&s, out, HASH);
}

void audit_mac(const uint8_t key[HASH], const uint8_t link[HASH], const uint8_t body[HASH],
	       uint8_t out[HASH])
{
	crypto_generichash_state s;

	crypto_generichash_init(&s, key, HASH, HASH);
	crypto_generichash_update(&s, link, HASH);
	crypto_generichash_update(&s, body, HASH);
	crypto_generichash_final(&s, out, HASH);
}

void audit_seal(const uint8_t key[HASH], int64_t seq, const uint8_t link[HASH], uint8_t out[HASH])
{
	crypto_generichash_state s;

	crypto_generichash_init(&s, key, HASH, HASH);
	crypto_generichash_update(&s, (const uint8_t *)"end", 3);
	add_int(&s, seq);
	crypto_generichash_update(&s, link, HASH);
	crypto_generichash_final(&s, out, HASH);
}

/* --- audit.key ---------------------------------------------------------------------------- */

static void path_of(char out[4096], const char *dir, const char *name)
{
	MUST(snprintf(out, 4096, "%s/%s", dir, name) < 4096);
}

static void sum_of(const uint8_t buf[FILE_LEN], uint8_t out[SUM_LEN])
{
	crypto_generichash(out, SUM_LEN, buf, SUM_AT, NULL, 0);
}

int audit_key_load(const char *dir, struct audit_pos *out)
{
	uint8_t buf[FILE_LEN], sum[SUM_LEN];
	char path[4096];
	ssize_t n;
	int fd;

	path_of(path, dir, "audit.key");
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? 0 : -errno;
	n = disk_read(fd, buf, sizeof(buf), 0);
	close(fd);
	if (n < 0)
		return (int)n;
	sum_of(buf, sum);
	if (n != FILE_LEN || memcmp(buf, magic, sizeof(magic)) != 0 ||
	    memcmp(sum, buf + SUM_AT, SUM_LEN) != 0)
		return -EUCLEAN;
	out->epoch = (int)disk_get32(buf + 8);
	out->next = (int64_t)disk_get64(buf + 16);
	memcpy(out->key, buf + 24, HASH);
	memcpy(out->link, buf + 56, HASH);
	sodium_memzero(buf, sizeof(buf));
	return 1;
}

/* In place: a new file would leave the old key in a block that nobody overwrites. */
int audit_key_save(const char *dir, const struct audit_pos *pos)
{
	uint8_t buf[FILE_LEN] = { 0 };
	char path[4096];
	int fd, rc;

	path_of(path, dir, "audit.key");
	memcpy(buf, magic, sizeof(magic));
	disk_put32(buf + 8, (uint32_t)pos->epoch);
	disk_put64(buf + 16, (uint64_t)pos->next);
	memcpy(buf + 24, pos->key, HASH);
	memcpy(buf + 56, pos->link, HASH);
	sum_of(buf, buf + SUM_AT);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	rc = fd < 0 ? -errno : disk_write(fd, buf, sizeof(buf), 0);
	sodium_memzero(buf, sizeof(buf));
	if (fd >= 0)
		close(fd);
	return rc;
}

static int sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = fd < 0 ? -errno : disk_sync(fd);

	if (fd >= 0)
		close(fd);
	return rc;
}

/* --- audit.first ----------------------------------------------------------------------------- */

int store_audit_first_parse(const char *text, struct store_audit_first *out)
{
	char *end;
	size_t got;

	out->epoch = (int)strtol(text, &end, 10);
	if (end == text || *end != ':')
		return -EINVAL;
	text = end + 1;
	out->from = strtoll(text, &end, 10);
	if (end == text || *end != ':' || out->epoch < 1 || out->from < 1)
		return -EINVAL;
	text = end + 1;
	if (sodium_hex2bin(out->key, HASH, text, strcspn(text, " \r\n"), NULL, &got, NULL) < 0 ||
	    got != HASH)
		return -EINVAL;
	return 0;
}

static const char kit_words[] =
	"# Warmline: first key of the audit log. Put this line into the recovery kit and "
	"delete this\n"
	"# file: whoever finds it here can forge the log, and without it nobody can check the "
	"log whole.\n";

static int first_append(const char *path, const struct audit_pos *pos)
{
	char line[200], hex[HASH * 2 + 1];
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	int n, rc = 0;

	if (fd < 0)
		return -errno;
	sodium_bin2hex(hex, sizeof(hex), pos->key, HASH);
	n = snprintf(line, sizeof(line), "%d:%" PRId64 ":%s\n", pos->epoch, pos->next, hex);
	if (lseek(fd, 0, SEEK_END) == 0 &&
	    write(fd, kit_words, sizeof(kit_words) - 1) != (ssize_t)sizeof(kit_words) - 1)
		rc = -EIO;
	if (rc == 0 && write(fd, line, (size_t)n) != n)
		rc = -EIO;
	sodium_memzero(line, sizeof(line));
	sodium_memzero(hex, sizeof(hex));
	if (rc == 0)
		rc = disk_sync(fd);
	close(fd);
	return rc;
}

int audit_key_begin(const char *dir, struct audit_pos *pos)
{
	char first[4096], key[4096];
	int rc;

	path_of(first, dir, "audit.first");
	path_of(key, dir, "audit.key");
	randombytes_buf(pos->key, HASH);
	rc = first_append(first, pos);
	if (rc == 0)
		rc = audit_key_save(dir, pos);
	if (rc == 0)
		rc = sync_file(key);
	return rc == 0 ? disk_sync_dir(dir) : rc;
}

int audit_key_firsts(const char *dir, struct store_audit_first *out, int max)
{
	char path[4096], text[FIRST_MAX + 1] = "", *save = NULL, *line;
	int fd, n = 0;
	ssize_t len;

	path_of(path, dir, "audit.first");
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return 0;
	len = disk_read(fd, text, FIRST_MAX, 0);
	close(fd);
	text[len < 0 ? 0 : len] = '\0';
	for (line = strtok_r(text, "\n", &save); line && n < max;
	     line = strtok_r(NULL, "\n", &save))
		if (store_audit_first_parse(line, &out[n]) == 0)
			n++;
	sodium_memzero(text, sizeof(text));
	return n;
}
