// SPDX-License-Identifier: AGPL-3.0-or-later
/* What browsers send as text: forms, cookies, paths. */
#include "console/http.h"
#include "base/mem.h"

#include <ctype.h>

const char *http_get(const struct http_pairs *p, const char *name)
{
	for (size_t i = 0; i < p->len; i++)
		if (strcmp(p->list[i].name, name) == 0)
			return p->list[i].value;
	return NULL;
}

static int add(void *ctx, struct http_pairs *p, const char *name, const char *value)
{
	if (p->len >= HTTP_PAIRS_MAX)
		return -E2BIG;
	if (!p->list)
		p->list = talloc_zero_array(ctx, struct http_pair, HTTP_PAIRS_MAX);
	p->list[p->len++] = (struct http_pair){ name, value };
	return 0;
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
		c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* NULL: a broken escape or a NUL byte. */
static char *decode(void *ctx, const char *s, size_t len)
{
	char *out = talloc_size(ctx, len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		int c = (uint8_t)s[i];

		if (c == '%') {
			if (i + 2 >= len || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
				goto bad;
			c = hex(s[i + 1]) << 4 | hex(s[i + 2]);
			i += 2;
		} else if (c == '+') {
			c = ' ';
		}
		if (c == 0)
			goto bad;
		while (c == '\n' && n && out[n - 1] == '\r')
			n--;
		out[n++] = (char)c;
	}
	out[n] = 0;
	return out;
bad:
	talloc_free(out);
	return NULL;
}

int http_form_parse(void *ctx, const char *text, size_t len, struct http_pairs *out)
{
	const char *end = text + len;
	int rc = 0;

	*out = (struct http_pairs){ 0 };
	while (text < end && rc == 0) {
		const char *amp = memchr(text, '&', (size_t)(end - text));
		const char *stop = amp ? amp : end;
		const char *eq = memchr(text, '=', (size_t)(stop - text));

		if (stop > text) {
			char *name = decode(ctx, text, (size_t)((eq ? eq : stop) - text));
			char *value = eq ? decode(ctx, eq + 1, (size_t)(stop - eq - 1)) :
				talloc_strdup(ctx, "");

			if (!name || !value)
				return -EINVAL;
			rc = add(ctx, out, name, value);
		}
		text = stop + 1;
	}
	return rc;
}

void http_cookies_parse(void *ctx, const char *header, struct http_pairs *out)
{
	*out = (struct http_pairs){ 0 };
	while (header && *header) {
		const char *stop = header + strcspn(header, ";");
		const char *eq = memchr(header, '=', (size_t)(stop - header));

		header += strspn(header, " \t");
		if (eq && eq > header) {
			char *name = talloc_strndup(ctx, header, (size_t)(eq - header));
			char *value = decode(ctx, eq + 1, (size_t)(stop - eq - 1));

			if (value && add(ctx, out, name, value) < 0)
				return;
		}
		header = *stop ? stop + 1 : stop;
	}
}

char *http_url_encode(void *ctx, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = talloc_size(ctx, strlen(text) * 3 + 1), *p = out;

	for (; *text; text++) {
		if (isalnum((uint8_t)*text) || strchr("-._~", *text)) {
			*p++ = *text;
		} else {
			*p++ = '%';
			*p++ = digits[(uint8_t)*text >> 4];
			*p++ = digits[(uint8_t)*text & 15];
		}
	}
	*p = 0;
	return out;
}

bool http_path_good(const char *path)
{
	if (path[0] != '/' || path[1] == '/' || strlen(path) > 300)
		return false;
	for (const char *p = path; *p; p++)
		if (!isalnum((uint8_t)*p) && !strchr("/-._~", *p))
			return false;
	return !strstr(path, "..") && !strstr(path, "//");
}
