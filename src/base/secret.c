// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base.h"

#include <sodium.h>

struct secret {
	size_t len;
	char bytes[];
};

static int secret_wipe(struct secret *s)
{
	sodium_memzero(s->bytes, s->len);
	return 0;
}

struct secret *secret_new(void *ctx, const void *data, size_t len)
{
	struct secret *s = talloc_size(ctx, sizeof(*s) + len + 1);

	if (!s)
		base_oom();
	talloc_set_name_const(s, "struct secret");
	s->len = len;
	if (len)
		memcpy(s->bytes, data, len);
	s->bytes[len] = '\0';
	talloc_set_destructor(s, secret_wipe);
	return s;
}

struct secret *secret_str(void *ctx, const char *text)
{
	return secret_new(ctx, text, strlen(text));
}

const char *secret_reveal(const struct secret *s)
{
	return s ? s->bytes : "";
}

size_t secret_len(const struct secret *s)
{
	return s ? s->len : 0;
}

bool secret_equal(const struct secret *a, const struct secret *b)
{
	return secret_len(a) == secret_len(b) &&
	       sodium_memcmp(secret_reveal(a), secret_reveal(b), secret_len(a)) == 0;
}
