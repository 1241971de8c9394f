// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/masterkey.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sodium.h>

#include "store/disk.h"

enum { CHECK_LEN = 4, FILE_MAX_LEN = 4096 };

static void check_of(const struct masterkey *mk, uint8_t out[CHECK_LEN])
{
	uint8_t sum[16];

	crypto_generichash(sum, sizeof(sum), mk->master, sizeof(*mk), NULL, 0);
	memcpy(out, sum, CHECK_LEN);
}

/* One "name hex" line.  Spaces within the digits are allowed: people group them. */
static bool line_take(const char *text, const char *name, uint8_t *out, size_t len)
{
	const char *p = text;
	size_t n = strlen(name), got = 0;

	while (p && !(strncmp(p, name, n) == 0 && (p[n] == ' ' || p[n] == '\t'))) {
		p = strchr(p, '\n');
		p = p ? p + 1 : NULL;
	}
	if (!p)
		return false;
	p += n;
	return sodium_hex2bin(out, len, p, strcspn(p, "\r\n"), " \t", &got, NULL) == 0 &&
		got == len;
}

static int parse(const char *text, struct masterkey *mk)
{
	uint8_t said[CHECK_LEN], is[CHECK_LEN];

	if (!line_take(text, "master", mk->master, sizeof(mk->master)) ||
	    !line_take(text, "index", mk->index, sizeof(mk->index)) ||
	    !line_take(text, "check", said, sizeof(said)))
		return -EKEYREJECTED;
	check_of(mk, is);
	return memcmp(said, is, CHECK_LEN) == 0 ? 0 : -EKEYREJECTED;
}

struct masterkey *masterkey_load(const char *path, struct err *err)
{
	struct masterkey *mk = sodium_malloc(sizeof(*mk));
	char *text = sodium_malloc(FILE_MAX_LEN + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc;
	struct stat sb;
	ssize_t n;

	if (!mk || !text)
		base_oom();
	if (fd < 0) {
		rc = err_set(err, errno == ENOENT ? ENOKEY : errno, "%s cannot be opened", path);
		goto out;
	}
	if (fstat(fd, &sb) == 0 && (sb.st_mode & 077)) {
		rc = err_set(err, EKEYREJECTED, "%s can be read by others: chmod 600", path);
		goto out;
	}
	n = disk_read(fd, text, FILE_MAX_LEN, 0);
	text[n < 0 ? 0 : n] = '\0';
	rc = n < 0 ? (int)n : parse(text, mk);
	if (rc < 0)
		rc = err_set(err, -rc, "%s is not a key file, or a digit of it is wrong", path);
out:
	if (fd >= 0)
		close(fd);
	sodium_free(text);
	if (rc == 0)
		return mk;
	sodium_free(mk);
	errno = -rc;
	return NULL;
}

static int write_text(int fd, const struct masterkey *mk)
{
	char *text = sodium_malloc(FILE_MAX_LEN), hex[2][65], check_hex[CHECK_LEN * 2 + 1];
	uint8_t check[CHECK_LEN];
	int n, rc;

	if (!text)
		base_oom();
	check_of(mk, check);
	sodium_bin2hex(hex[0], sizeof(hex[0]), mk->master, sizeof(mk->master));
	sodium_bin2hex(hex[1], sizeof(hex[1]), mk->index, sizeof(mk->index));
	sodium_bin2hex(check_hex, sizeof(check_hex), check, sizeof(check));
	n = snprintf(text, FILE_MAX_LEN,
		     "# Warmline: the keys of this service. Without them nothing can be read.\n"
		     "# Keep a copy in the recovery kit; never in a backup, never in a mail.\n"
		     "master %s\nindex %s\ncheck %s\n", hex[0], hex[1], check_hex);
	rc = disk_write(fd, text, (size_t)n, 0);
	sodium_memzero(hex, sizeof(hex));
	sodium_free(text);
	return rc == 0 ? disk_sync(fd) : rc;
}

/* Under another name first: a half-written key must never look like one. */
int masterkey_create(const char *path, struct err *err)
{
	struct masterkey *mk = sodium_malloc(sizeof(*mk));
	char *part = talloc_asprintf(NULL, "%s.part", path);
	int fd, rc;

	if (!mk || !part)
		base_oom();
	randombytes_buf(mk, sizeof(*mk));
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	rc = fd < 0 ? -errno : write_text(fd, mk);
	if (fd >= 0)
		close(fd);
	/* link(), not rename(): never over an existing key */
	if (rc == 0 && link(part, path) < 0)
		rc = -errno;
	(void)unlink(part);
	sodium_free(mk);
	talloc_free(part);
	return rc < 0 ? err_set(err, -rc, "%s cannot be made", path) : 0;
}

void masterkey_free(struct masterkey *mk)
{
	if (mk)
		sodium_free(mk);
}
