// SPDX-License-Identifier: AGPL-3.0-or-later
#include "console/html.h"
#include "base/mem.h"

#include <stdio.h>

const char HTML_YES[] = "";

struct html *html_new(void *ctx)
{
	struct html *h = talloc_zero(ctx, struct html);

	if (!h)
		base_oom();
	return h;
}

static void put(struct html *h, const char *data, size_t len)
{
	if (h->len + len + 1 > h->size) {
		h->size = (h->len + len + 1) * 2 + 4000;
		h->data = talloc_realloc_size(h, h->data, h->size);
		if (!h->data)
			base_oom();
	}
	memcpy(h->data + h->len, data, len);
	h->len += len;
}

static void puts_raw(struct html *h, const char *s)
{
	put(h, s, strlen(s));
}

/* --- Characters ------------------------------------------------------------------ */

/* One character of UTF-8 (RFC 3629): its length, 0 when it is broken. */
static size_t character(const char *s, uint32_t *out)
{
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	const uint8_t *p = (const uint8_t *)s;
	size_t n = p[0] < 0x80 ? 1 : p[0] >> 5 == 6 ? 2 : p[0] >> 4 == 14 ? 3 :
		p[0] >> 3 == 30 ? 4 : 0;
	uint32_t c;

	if (n == 0)
		return 0;
	c = n == 1 ? p[0] : p[0] & (0x7f >> n);
	for (size_t i = 1; i < n; i++) {
		if (p[i] >> 6 != 2)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*out = c;
	return n;
}

/* Neither seen nor harmless: controls but tab and newline, overrides and
 * embeddings without an end, line separators, noncharacters, tags. */
static bool is_unseen(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) ||
		(c >= 0x202a && c <= 0x202e) || c == 0x2028 || c == 0x2029 ||
		(c >= 0x2066 && c <= 0x2069) || (c >= 0xfff9 && c <= 0xfffb) || c == 0xfeff ||
		(c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe ||
		(c >= 0xe0000 && c <= 0xe007f);
}

static void put_char(struct html *h, const char *s, size_t len)
{
	switch (*s) {
	case '&': puts_raw(h, "&amp;"); break;
	case '<': puts_raw(h, "&lt;"); break;
	case '>': puts_raw(h, "&gt;"); break;
	case '"': puts_raw(h, "&quot;"); break;
	case '\'': puts_raw(h, "&#39;"); break;
	default: put(h, s, len);
	}
}

/* Cleans always: what is "ours" may hold a pseudonym or a service's name. */
static size_t put_next(struct html *h, const char *s, size_t *units)
{
	uint32_t c = 0;
	size_t n = character(s, &c);

	*units = n == 4 ? 2 : 1;
	if (n == 0 || is_unseen(c)) {
		if (c != '\r')
			puts_raw(h, "\xef\xbf\xbd");
		return n ? n : 1;
	}
	put_char(h, s, n);
	return n;
}

static void put_escaped(struct html *h, const char *s)
{
	size_t units;

	while (s && *s)
		s += put_next(h, s, &units);
}

char *html_clean(void *ctx, const char *text)
{
	struct html *h = html_new(ctx);
	uint32_t c;
	size_t n;

	for (const char *s = text ? text : ""; *s; s += n ? n : 1) {
		n = character(s, &c);
		if (n == 0 || is_unseen(c))
			puts_raw(h, "\xef\xbf\xbd");
		else
			put(h, s, n);
	}
	put(h, "", 1);
	return h->data;
}

/* --- Elements ---------------------------------------------------------------------- */

bool html_link_allowed(const char *url)
{
	static const char *const schemes[] = { "tel:+", "otpauth://totp/" };

	for (const char *p = url; *p; p++)
		if ((uint8_t)*p <= 0x20 || *p == '\\' || *p == 0x7f)
			return false;
	if (url[0] == '#' || (url[0] == '/' && url[1] != '/'))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (strncmp(url, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

static bool is_name(const char *s)
{
	return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-BoxA")] == 0;
}

static bool takes_link(const char *name)
{
	return strcmp(name, "href") == 0 || strcmp(name, "action") == 0 ||
		strcmp(name, "src") == 0 || strcmp(name, "formaction") == 0;
}

static void put_tag(struct html *h, const char *tag, va_list ap)
{
	const char *name, *value;

	MUST(is_name(tag));
	puts_raw(h, "<");
	puts_raw(h, tag);
	while ((name = va_arg(ap, const char *))) {
		value = va_arg(ap, const char *);
		MUST(is_name(name) && strncmp(name, "on", 2) != 0 && strcmp(name, "style") != 0);
		if (!value)
			continue;
		puts_raw(h, " ");
		puts_raw(h, name);
		if (value == HTML_YES)
			continue;
		puts_raw(h, "=\"");
		put_escaped(h, takes_link(name) && !html_link_allowed(value) ? "#" : value);
		puts_raw(h, "\"");
	}
	puts_raw(h, ">");
}

void html_open(struct html *h, const char *tag, ...)
{
	va_list ap;

	MUST(h->depth < HTML_DEPTH);
	va_start(ap, tag);
	put_tag(h, tag, ap);
	va_end(ap);
	h->open[h->depth++] = tag;
}

void html_close(struct html *h)
{
	MUST(h->depth > 0);
	puts_raw(h, "</");
	puts_raw(h, h->open[--h->depth]);
	puts_raw(h, ">");
}

void html_close_to(struct html *h, int depth)
{
	while (h->depth > depth)
		html_close(h);
}

void html_void(struct html *h, const char *tag, ...)
{
	va_list ap;

	va_start(ap, tag);
	put_tag(h, tag, ap);
	va_end(ap);
}

void html_el(struct html *h, const char *tag, const char *text, ...)
{
	va_list ap;

	va_start(ap, text);
	put_tag(h, tag, ap);
	va_end(ap);
	put_escaped(h, text);
	puts_raw(h, "</");
	puts_raw(h, tag);
	puts_raw(h, ">");
}

void html_text(struct html *h, const char *text)
{
	put_escaped(h, text);
}

void html_textf(struct html *h, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = talloc_vasprintf(h, fmt, ap);
	va_end(ap);
	put_escaped(h, text);
	talloc_free(text);
}

void html_words_marked(struct html *h, const char *text, const struct html_mark *marks,
		       size_t marks_len)
{
	size_t at = 0, units, i = 0;
	bool marked = false;

	if (!text)
		return;
	puts_raw(h, "<bdi dir=\"auto\" class=\"words\">");
	while (*text) {
		while (i < marks_len && !marked && at >= marks[i].start + marks[i].len)
			i++;
		if (i < marks_len && !marked && at >= marks[i].start) {
			puts_raw(h, "<mark>");
			marked = true;
		}
		text += put_next(h, text, &units);
		at += units;
		if (marked && at >= marks[i].start + marks[i].len) {
			puts_raw(h, "</mark>");
			marked = false;
			i++;
		}
	}
	puts_raw(h, marked ? "</mark></bdi>" : "</bdi>");
}

void html_words(struct html *h, const char *text)
{
	html_words_marked(h, text, NULL, 0);
}

void html_begin(struct html *h)
{
	puts_raw(h, "<!doctype html>\n");
}

const char *html_done(struct html *h)
{
	MUST(h->depth == 0);
	put(h, "", 1);
	h->len--;
	return h->data;
}
