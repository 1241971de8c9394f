// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/fake_smsc.h"
#include "text/text.h"

#include <ctype.h>
#include <stdio.h>

enum { RETRY_MS = 500, LINE_MAX_LEN = 64 * 1024 };

struct fake_smsc {
	struct loop *loop;
	char *address;
	const struct fake_smsc_ops *ops;
	void *arg;
	struct loop_stream *stream;
	struct loop_timer *retry;
	bool up;
	/* The text that came last, until the turn ends: bearerbox writes a
	 * message at once, so the rest of its lines are here by then. */
	char *held;
	struct loop_late *held_late;
};

/* --- URL encoding (RFC 3986 section 2.1; Kannel writes a space as "+") -------- */
static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* In place; returns the length. */
static size_t url_decode(char *text)
{
	char *out = text, *at;

	for (at = text; *at; at++) {
		if (*at == '%' && hex_digit(at[1]) >= 0 && hex_digit(at[2]) >= 0) {
			*out++ = (char)(hex_digit(at[1]) << 4 | hex_digit(at[2]));
			at += 2;
		} else {
			*out++ = *at == '+' ? ' ' : *at;
		}
	}
	*out = '\0';
	return (size_t)(out - text);
}

static char *url_encode(void *ctx, struct view v)
{
	char *out = talloc_size(ctx, v.len * 3 + 1);
	size_t i;

	if (!out)
		base_oom();
	for (i = 0; i < v.len; i++)
		snprintf(out + 3 * i, 4, "%%%02x", v.data[i]);
	out[3 * v.len] = '\0';
	return out;
}

/* --- Lines of bearerbox ---------------------------------------------------------- */
struct line {
	char *from, *to, *kind, *rest;
};

enum line_kind { KIND_TEXT, KIND_UCS2, KIND_DATA, KIND_UDH, KIND_NONE };

static enum line_kind line_kind(const char *word)
{
	static const char *const words[] = { "text", "ucs-2", "data", "udh" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(word, words[i]) == 0)
			break;
	return (enum line_kind)i;
}

/* Cuts at single spaces; `rest` may be empty and may hold spaces. */
static bool line_split(char *text, struct line *out)
{
	char **words[] = { &out->from, &out->to, &out->kind };
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		char *space = strchr(text, ' ');

		if (!space || space == text)
			return false;
		*space = '\0';
		*words[i] = text;
		text = space + 1;
	}
	out->rest = text;
	return line_kind(out->kind) != KIND_NONE;
}

static bool starts_message(const char *text)
{
	char *copy = talloc_strdup(NULL, text);
	struct line line;
	bool is = copy && line_split(copy, &line);

	talloc_free(copy);
	return is;
}

/* Takes "HEADER data " off the front. */
static void cut_header(struct line *line, struct view *udh)
{
	static const char word[] = "data ";
	char *space = strchr(line->rest, ' ');

	if (!space)
		return;
	*space = '\0';
	udh->data = (uint8_t *)line->rest;
	udh->len = url_decode(line->rest);
	line->rest = space + 1;
	if (strncmp(line->rest, word, strlen(word)) == 0)
		line->rest += strlen(word);
}

static bool looks_like_text(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((uint8_t)text[i] < ' ' && text[i] != '\n' && text[i] != '\r')
			return false;
	return text_utf8_valid(text, len);
}

static void deliver(struct fake_smsc *s, char *text)
{
	struct fake_smsc_text out = { 0 };
	enum line_kind kind;
	struct line line;
	size_t len, size;
	char *utf8;

	if (!line_split(text, &line))
		return;
	out.from = line.from;
	out.to = line.to;
	kind = line_kind(line.kind);
	if (kind == KIND_UDH)
		cut_header(&line, &out.udh);
	len = kind == KIND_TEXT ? strlen(line.rest) : url_decode(line.rest);
	if (kind == KIND_UDH && !looks_like_text(line.rest, len))
		kind = KIND_UCS2;
	out.binary = kind == KIND_DATA;
	out.body = (struct view){ (uint8_t *)line.rest, len };
	if (kind == KIND_UCS2) {
		size = TEXT_UTF8_OF_UTF16(len);
		utf8 = talloc_size(text, size);
		if (!utf8)
			base_oom();
		out.body.data = (uint8_t *)utf8;
		out.body.len = (size_t)text_from_utf16be((uint8_t *)line.rest, len, utf8, size,
							 NULL);
	}
	s->ops->text(s->arg, &out);
}

static void release_held(void *arg)
{
	struct fake_smsc *s = arg;
	char *text = s->held;

	if (!text)
		return;
	s->held = NULL;
	deliver(s, text);
	talloc_free(text);
}

/* A line that does not look like a message belongs to the text before it. */
static void take_line(struct fake_smsc *s, const uint8_t *data, size_t len)
{
	char *text = talloc_strndup(s, (const char *)data, len);

	if (!text)
		base_oom();
	if (s->held && !starts_message(text)) {
		s->held = talloc_asprintf_append(s->held, "\n%s", text);
		talloc_free(text);
	} else {
		release_held(s);
		s->held = text;
	}
	loop_late_arm(s->held_late);
}

static ssize_t data_cb(void *arg, const uint8_t *data, size_t len)
{
	struct fake_smsc *s = arg;
	const uint8_t *end = memchr(data, '\n', len);

	if (!end)
		return 0;
	take_line(s, data, (size_t)(end - data));
	return end - data + 1;
}

static void up_cb(void *arg)
{
	struct fake_smsc *s = arg;

	s->up = true;
	if (s->ops->up)
		s->ops->up(s->arg);
}

static void down_cb(void *arg, int reason)
{
	struct fake_smsc *s = arg;
	bool was_up = s->up;

	s->up = false;
	TALLOC_FREE(s->stream);
	loop_timer_start(s->retry, RETRY_MS);
	if (was_up && s->ops->down)
		s->ops->down(s->arg);
}

static const struct loop_stream_ops stream_ops = {
	.name = "fake smsc",
	.up = up_cb,
	.data = data_cb,
	.down = down_cb,
	.max_input = LINE_MAX_LEN,
};

static void connect_cb(void *arg)
{
	struct fake_smsc *s = arg;
	struct err err;

	s->stream = loop_stream_connect(s, s->loop, s->address, &stream_ops, s, &err);
	if (!s->stream) {
		LOGP(DTOOL, LOGL_ERROR, "No line to bearerbox: %s.\n", err.text);
		loop_timer_start(s->retry, RETRY_MS);
	}
}

struct fake_smsc *fake_smsc_new(void *ctx, struct loop *loop, const char *address,
				const struct fake_smsc_ops *ops, void *arg)
{
	struct fake_smsc *s = talloc_zero(ctx, struct fake_smsc);

	if (!s)
		base_oom();
	s->loop = loop;
	s->address = talloc_strdup(s, address);
	s->ops = ops;
	s->arg = arg;
	s->retry = loop_timer_new(s, loop, "fake smsc connect", connect_cb, s);
	s->held_late = loop_late_new(s, loop, "fake smsc text", release_held, s);
	loop_timer_start(s->retry, 0);
	return s;
}

bool fake_smsc_up(const struct fake_smsc *s)
{
	return s->up;
}

static int send_line(struct fake_smsc *s, const char *from, const char *to, const char *kind,
		     const char *rest)
{
	char *line;
	int rc;

	if (!s->up)
		return -ENOTCONN;
	if (!*from || !*to || strpbrk(from, " \n") || strpbrk(to, " \n"))
		return -EINVAL;
	line = talloc_asprintf(s, "%s %s %s %s", from, to, kind, rest);
	if (!line)
		base_oom();
	for (char *at = line; (at = strpbrk(at, "\r\n")); )
		*at = ' ';
	rc = loop_stream_send(s->stream, line, strlen(line));
	if (rc == 0)
		rc = loop_stream_send(s->stream, "\n", 1);
	talloc_free(line);
	return rc;
}

int fake_smsc_send_text(struct fake_smsc *s, const char *from, const char *to, const char *text)
{
	return send_line(s, from, to, "text", text);
}

int fake_smsc_send_data(struct fake_smsc *s, const char *from, const char *to, struct view udh,
			struct view body)
{
	char *bytes = url_encode(s, body), *rest = bytes;
	int rc;

	if (udh.data)
		rest = talloc_asprintf(bytes, "%s %s", url_encode(bytes, udh), bytes);
	rc = send_line(s, from, to, udh.data ? "udh" : "data", rest);
	talloc_free(bytes);
	return rc;
}
