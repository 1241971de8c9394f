// SPDX-License-Identifier: AGPL-3.0-or-later
/* The form of one message: lines, lengths, numbers, and what must be there once. */
#include "voicebox/guard.h"

#include <ctype.h>
#include <strings.h>

/* One header field, or the first line, as views into the message. */
struct field {
	const char *name, *value;
	size_t name_len, value_len;
};

struct message {
	const char *method;		/* NULL: a response */
	size_t method_len;
	unsigned int fields, seen[16];
	size_t body_len;
	bool has_length;
};

static bool is_token(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("-.!%*_+`'~", c));
}

/* 0..max in decimal with nothing around it. */
static bool number(const char *s, size_t len, uint64_t max, uint64_t *out)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]))
			return false;
		n = n * 10 + (uint64_t)(s[i] - '0');
		if (n > max)
			return false;
	}
	*out = n;
	return len > 0;
}

/* --- What fields must be ---------------------------------------------------------- */
static bool length_check(struct message *m, const struct field *f)
{
	uint64_t n;

	if (!number(f->value, f->value_len, GUARD_BODY_MAX, &n))
		return false;
	m->body_len = (size_t)n;
	m->has_length = true;
	return true;
}

/* "4711 INVITE"; of a request, its own method. */
static bool cseq_check(struct message *m, const struct field *f)
{
	size_t digits = 0, gap, i;
	uint64_t n;

	while (digits < f->value_len && isdigit((unsigned char)f->value[digits]))
		digits++;
	if (!number(f->value, digits, GUARD_NUMBER_MAX, &n))
		return false;
	for (gap = digits; gap < f->value_len && isspace((unsigned char)f->value[gap]); gap++)
		;
	if (gap == digits || gap == f->value_len || f->value_len - gap > GUARD_METHOD_MAX)
		return false;
	for (i = gap; i < f->value_len; i++)
		if (!is_token(f->value[i]))
			return false;
	return !m->method || (f->value_len - gap == m->method_len &&
			      memcmp(f->value + gap, m->method, m->method_len) == 0);
}

static bool forwards_check(struct message *m, const struct field *f)
{
	uint64_t n;

	return number(f->value, f->value_len, 255, &n);
}

static bool seconds_check(struct message *m, const struct field *f)
{
	uint64_t n;

	return number(f->value, f->value_len, UINT32_MAX, &n);
}

static bool has(const struct field *f, const char *text)
{
	size_t i, len = strlen(text);

	for (i = 0; i + len <= f->value_len; i++)
		if (strncasecmp(f->value + i, text, len) == 0)
			return true;
	return false;
}

/* maddr would send our answer to a third party. */
static bool via_check(struct message *m, const struct field *f)
{
	return f->value_len > 0 && !has(f, "maddr");
}

/* Quotes and brackets that do not close swallow what follows. */
static bool address_check(struct message *m, const struct field *f)
{
	bool quoted = false, angle = false;
	size_t i;

	for (i = 0; i < f->value_len; i++) {
		char c = f->value[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '<' || c == '>')) {
			if (angle != (c == '>'))
				return false;
			angle = !angle;
		} else if (angle && isspace((unsigned char)c))
			return false;
	}
	return !quoted && !angle && f->value_len > 0;
}

static bool call_id_check(struct message *m, const struct field *f)
{
	size_t i;

	for (i = 0; i < f->value_len; i++)
		if (isspace((unsigned char)f->value[i]))
			return false;
	return f->value_len > 0 && f->value_len <= 256;
}

static const struct rule {
	const char *name, *compact;
	unsigned int most;
	bool needed;
	bool (*check)(struct message *m, const struct field *f);
} rules[] = {
	{ "via", "v", GUARD_VIAS_MAX, true, via_check },
	{ "from", "f", 1, true, address_check },
	{ "to", "t", 1, true, address_check },
	{ "call-id", "i", 1, true, call_id_check },
	{ "cseq", NULL, 1, true, cseq_check },
	{ "contact", "m", 4, false, address_check },
	{ "content-length", "l", 1, false, length_check },
	{ "content-type", "c", 1, false, NULL },
	{ "max-forwards", NULL, 1, false, forwards_check },
	{ "expires", NULL, 1, false, seconds_check },
	{ "min-expires", NULL, 1, false, seconds_check },
	{ "session-expires", "x", 1, false, NULL },
	{ "route", NULL, GUARD_ROUTES_MAX, false, address_check },
	{ "record-route", NULL, GUARD_ROUTES_MAX, false, address_check },
};

static bool field_check(struct message *m, const struct field *f)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(rules); i++) {
		const struct rule *r = &rules[i];

		if (!(strlen(r->name) == f->name_len &&
		      strncasecmp(r->name, f->name, f->name_len) == 0) &&
		    !(r->compact && f->name_len == 1 &&
		      tolower((unsigned char)*f->name) == *r->compact))
			continue;
		return ++m->seen[i] <= r->most && (!r->check || r->check(m, f));
	}
	return true;
}

/* --- The first line ------------------------------------------------------------------- */
static bool status_line(const char *s, size_t len)
{
	uint64_t code;

	return len >= 12 && memcmp(s, "SIP/2.0 ", 8) == 0 && number(s + 8, 3, 699, &code) &&
	       code >= 100 && s[11] == ' ';
}

/* "METHOD uri SIP/2.0" with single spaces; the URI without brackets, quotes and
 * headers ("?Route=..."), which would become ours. */
static bool request_line(struct message *m, const char *s, size_t len)
{
	static const char version[] = " SIP/2.0";
	size_t i = 0, end;

	if (len < sizeof(version) + 4)
		return false;
	end = len - (sizeof(version) - 1);
	if (memcmp(s + end, version, sizeof(version) - 1) != 0)
		return false;
	while (i < end && is_token(s[i]))
		i++;
	if (i == 0 || i > GUARD_METHOD_MAX || i + 1 >= end || s[i] != ' ')
		return false;
	m->method = s;
	m->method_len = i;
	for (i++; i < end; i++)
		if ((unsigned char)s[i] <= ' ' || strchr("<>\"?\\^`{}|", s[i]))
			return false;
	return true;
}

/* --- Lines -------------------------------------------------------------------------------- */
/* The end of the line at `from` (its '\n'), or NULL.  *len without CR LF. */
static const char *line_end(const char *from, const char *end, size_t *len)
{
	const char *nl = memchr(from, '\n', (size_t)(end - from));

	if (!nl)
		return NULL;
	*len = (size_t)(nl - from);
	if (*len > 0 && from[*len - 1] == '\r')
		(*len)--;
	return nl;
}

static bool field_split(const char *s, size_t len, struct field *f)
{
	size_t i = 0;

	f->name = s;
	while (i < len && is_token(s[i]))
		i++;
	f->name_len = i;
	while (i < len && (s[i] == ' ' || s[i] == '\t'))
		i++;
	if (f->name_len == 0 || i == len || s[i] != ':')
		return false;
	for (i++; i < len && isspace((unsigned char)s[i]); i++)
		;
	while (len > i && isspace((unsigned char)s[len - 1]))
		len--;
	f->value = s + i;
	f->value_len = len - i;
	return true;
}

/* One field with the lines folded to it.  The position behind it; NULL: `verdict`. */
static const char *field_read(struct message *m, const char *from, const char *end,
			      enum guard_verdict *verdict)
{
	const char *nl = from - 1;
	struct field f;
	size_t len;

	*verdict = GUARD_MORE;
	do {
		nl = line_end(nl + 1, end, &len);
		if (!nl || nl + 1 == end)
			return NULL;
		if (nl - from > GUARD_FIELD_MAX) {
			*verdict = GUARD_BAD;
			return NULL;
		}
	} while (nl[1] == ' ' || nl[1] == '\t');
	*verdict = GUARD_BAD;
	if (++m->fields > GUARD_HEADERS_MAX || !field_split(from, (size_t)(nl - from), &f) ||
	    !field_check(m, &f))
		return NULL;
	return nl + 1;
}

static bool complete(const struct message *m)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(rules); i++)
		if (rules[i].needed && !m->seen[i])
			return false;
	return true;
}

static enum guard_verdict body_check(const struct message *m, size_t head, size_t *len, bool stream)
{
	size_t rest = *len - head;

	if (stream ? !m->has_length : rest > GUARD_BODY_MAX && !m->has_length)
		return GUARD_BAD;
	if (!m->has_length)
		return GUARD_OK;
	if (m->body_len > rest)
		return stream ? GUARD_MORE : GUARD_BAD;
	*len = head + m->body_len;
	return GUARD_OK;
}

enum guard_verdict guard_message(const char *data, size_t *len, bool stream)
{
	/* Of what has not ended yet, no more is kept than a message may have. */
	size_t seen = *len < GUARD_MESSAGE_MAX ? *len : GUARD_MESSAGE_MAX, line;
	const char *end = data + seen, *at = data;
	enum guard_verdict rest = !stream || *len >= GUARD_MESSAGE_MAX ? GUARD_BAD : GUARD_MORE;
	struct message m = { .body_len = 0 };
	enum guard_verdict verdict;

	if (!stream && *len > GUARD_MESSAGE_MAX)
		return GUARD_BAD;
	at = line_end(data, end, &line);
	if (!at)
		return seen > GUARD_FIELD_MAX ? GUARD_BAD : rest;
	if (line > GUARD_FIELD_MAX || (!status_line(data, line) && !request_line(&m, data, line)))
		return GUARD_BAD;
	for (at++; ; ) {
		const char *nl = line_end(at, end, &line);

		if (!nl)
			return rest;
		if (line == 0) {
			at = nl + 1;
			break;
		}
		at = field_read(&m, at, end, &verdict);
		if (!at)
			return verdict == GUARD_MORE ? rest : GUARD_BAD;
	}
	if (memchr(data, '\0', (size_t)(at - data)) || !complete(&m))
		return GUARD_BAD;
	return body_check(&m, (size_t)(at - data), len, stream);
}
