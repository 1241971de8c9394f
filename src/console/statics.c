// SPDX-License-Identifier: AGPL-3.0-or-later
/* Our style, scripts and pictures: read at the start, sent from memory.  Their
 * address holds a hash of what they are, so a browser may keep them for ever. */
#include "console/console_int.h"
#include "base/mem.h"

#include <sodium.h>
#include <stdio.h>

struct file {
	const char *name, *type;
	char *data, *url;
	size_t len;
};
static const struct { const char *name, *type; } shipped[] = {
	{ "console.css", "text/css; charset=utf-8" },
	{ "console.js", "text/javascript; charset=utf-8" },
	{ "live.js", "text/javascript; charset=utf-8" },
	{ "talk.js", "text/javascript; charset=utf-8" },
	{ "bell.js", "text/javascript; charset=utf-8" },
	{ "icon.svg", "image/svg+xml" },
};
struct statics { struct file files[ARRAY_LEN(shipped)]; char hash[12]; };

enum { FILE_MAX = 64 * 1024 };

static int file_read(struct statics *s, struct file *f, const char *dir, struct err *err)
{
	char *path = talloc_asprintf(s, "%s/%s", dir, f->name);
	FILE *in = fopen(path, "r");

	if (!in)
		return err_set(err, ENOENT, "%s: %s", path, strerror(errno));
	f->data = talloc_size(s, FILE_MAX);
	f->len = fread(f->data, 1, FILE_MAX, in);
	fclose(in);
	return f->len && f->len < FILE_MAX ? 0 :
		err_set(err, EFBIG, "%s is empty or too long", path);
}

/* One hash over all: modules name each other without one of their own. */
static void hash_all(struct statics *s)
{
	crypto_generichash_state st;
	uint8_t hash[8];

	crypto_generichash_init(&st, NULL, 0, 16);
	for (size_t i = 0; i < ARRAY_LEN(s->files); i++)
		crypto_generichash_update(&st, (const uint8_t *)s->files[i].data, s->files[i].len);
	uint8_t full[16];
	crypto_generichash_final(&st, full, sizeof(full));
	memcpy(hash, full, sizeof(hash));
	sodium_bin2base64(s->hash, sizeof(s->hash), hash, sizeof(hash),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

struct statics *statics_load(void *ctx, const char *dir, struct err *err)
{
	struct statics *s = talloc_zero(ctx, struct statics);

	for (size_t i = 0; i < ARRAY_LEN(shipped); i++) {
		s->files[i] = (struct file){ .name = shipped[i].name, .type = shipped[i].type };
		if (file_read(s, &s->files[i], dir, err) < 0) {
			talloc_free(s);
			return NULL;
		}
	}
	hash_all(s);
	for (size_t i = 0; i < ARRAY_LEN(shipped); i++)
		s->files[i].url = talloc_asprintf(s, "/static/%s/%s", s->hash, s->files[i].name);
	return s;
}

const char *statics_url(const struct statics *s, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(s->files); i++)
		if (strcmp(s->files[i].name, name) == 0)
			return s->files[i].url;
	MUST(!"a file that is not shipped");
	return NULL;
}

/* /static/HASH/NAME; an old hash gets today's file, and must ask again. */
void statics_serve(struct visit *v)
{
	const struct statics *s = v->con->statics;
	const char *name = strrchr(v->req->path, '/') + 1;
	bool now = strstr(v->req->path, s->hash) != NULL;

	if (strcmp(name, "favicon.ico") == 0)
		name = "icon.svg";
	for (size_t i = 0; i < ARRAY_LEN(s->files); i++) {
		const struct file *f = &s->files[i];

		if (strcmp(f->name, name) != 0)
			continue;
		http_add_header(v->req, "Cache-Control",
				now ? "public, max-age=31536000, immutable" : "no-cache");
		visit_reply(v, 200, f->type, f->data, f->len);
		return;
	}
	visit_reply(v, 404, "text/plain; charset=utf-8", "Not here.\n", 10);
}
