// SPDX-License-Identifier: AGPL-3.0-or-later
#include "canary.h"

#include <fcntl.h>
#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "text/text.h"

enum { FORM_MAX = 160, HEADS = 65536 };

struct needle {
	struct needle *next;		/* that begins with the same two bytes */
	const char *form;
	size_t canary, len;
	uint8_t bytes[FORM_MAX];
};
struct canaries {
	size_t n;
	struct needle *head[HEADS];
};

/* --- The forms --------------------------------------------------------------------- */

static size_t plain(const char *s, int k, uint8_t *out)
{
	memcpy(out, s, strlen(s));
	return strlen(s);
}

static size_t url(const char *s, int k, uint8_t *out)
{
	size_t n = 0;

	for (; *s; s++) {
		if (*s != ' ')
			out[n++] = (uint8_t)*s;
		else if (k)
			out[n++] = '+';
		else
			n += (size_t)sprintf((char *)out + n, "%%20");
	}
	return n;
}

static size_t ucs2(const char *s, int k, uint8_t *out)
{
	size_t n = 0;

	for (; *s; s++, n += 2) {
		out[n + !k] = (uint8_t)*s;
		out[n + k] = 0;
	}
	return n;
}

/* Without the bytes at both ends, which neighbours share. */
static size_t septets(const char *s, int k, uint8_t *out)
{
	uint8_t packed[FORM_MAX];
	ssize_t n = text_gsm_pack((const uint8_t *)s, strlen(s), (unsigned int)k, packed,
				  sizeof(packed));

	MUST(n > 2);
	memcpy(out, packed + 1, (size_t)n - 2);
	return (size_t)n - 2;
}

static size_t base64(const char *s, int k, uint8_t *out)
{
	char padded[FORM_MAX] = "", text[FORM_MAX];
	size_t skip = k ? 4 : 0, n;

	snprintf(padded, sizeof(padded), "%.*s%s", k, "..", s);
	sodium_bin2base64(text, sizeof(text), (const uint8_t *)padded, strlen(padded),
			  sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	n = strlen(padded) / 3 * 4;		/* whole groups only */
	memcpy(out, text + skip, n - skip);
	return n - skip;
}

static size_t hex(const char *s, int k, uint8_t *out)
{
	size_t n = 0;

	for (; *s; s++)
		n += (size_t)sprintf((char *)out + n, k ? "%02X" : "%02x", (unsigned char)*s);
	return n;
}

static const struct form {
	const char *name;
	size_t (*make)(const char *s, int k, uint8_t *out);
	int variants;
} forms[] = {
	{ "plain", plain, 1 }, { "url", url, 2 }, { "ucs-2", ucs2, 2 },
	{ "packed septets", septets, 7 }, { "base64", base64, 3 }, { "hex", hex, 2 },
};

/* --- Adding ----------------------------------------------------------------------------- */

struct canaries *canaries_new(void *ctx)
{
	return talloc_zero(ctx, struct canaries);
}

void canary_add(struct canaries *c, const char *text)
{
	size_t f;
	int k;

	for (f = 0; f < ARRAY_LEN(forms); f++)
		for (k = 0; k < forms[f].variants; k++) {
			struct needle *n = talloc_zero(c, struct needle), **at;

			n->form = forms[f].name;
			n->canary = c->n;
			n->len = forms[f].make(text, k, n->bytes);
			at = &c->head[n->bytes[0] << 8 | n->bytes[1]];
			n->next = *at;
			*at = n;
		}
	c->n++;
}

size_t canary_count(const struct canaries *c)
{
	return c->n;
}

/* --- Looking ------------------------------------------------------------------------------ */

static const struct canaries *looking;
static char *found_at;

static bool look_in(const uint8_t *data, size_t len, const char *path)
{
	const struct needle *n;
	size_t i;

	for (i = 0; i + 1 < len; i++)
		for (n = looking->head[data[i] << 8 | data[i + 1]]; n; n = n->next)
			if (n->len <= len - i && memcmp(data + i, n->bytes, n->len) == 0) {
				snprintf(found_at, CANARY_FOUND, "canary %zu as %s in %s at %zu",
					 n->canary, n->form, path, i);
				return true;
			}
	return false;
}

static int look_file(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	const char *name = path + ftw->base;
	uint8_t *data;
	bool found;
	int fd;

	if (type != FTW_F || !S_ISREG(st->st_mode) || st->st_size == 0 ||
	    strncmp(name, "roster", 6) == 0)
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	data = mmap(NULL, (size_t)st->st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	MUST(data != MAP_FAILED);
	found = look_in(data, (size_t)st->st_size, path);
	munmap(data, (size_t)st->st_size);
	return found;
}

bool canary_look(struct canaries *c, const char *dir, char found[CANARY_FOUND])
{
	looking = c;
	found_at = found;
	return nftw(dir, look_file, 16, FTW_PHYS) > 0;
}

bool canary_plant(const struct canaries *c, size_t which, size_t form, const char *path)
{
	const struct needle *n;
	FILE *f;
	size_t i, at = 0;

	for (i = 0; i < HEADS; i++)
		for (n = c->head[i]; n; n = n->next) {
			if (n->canary != which || at++ != form)
				continue;
			f = fopen(path, "w");
			MUST(f);
			fputs("something before ", f);
			fwrite(n->bytes, 1, n->len, f);
			fputs(" and behind", f);
			fclose(f);
			return true;
		}
	return false;
}
