// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A message as it arrives from bearerbox.  Whatever comes in, something
 * readable comes out: the safety scan must have words to look at even when
 * half of them are damaged, and a human must be able to see the rest raw.
 */
#include <iconv.h>
#include <sodium.h>
#include <strings.h>

#include "text/text_int.h"

/* A buffer for a person's words: wiped when freed. */
struct scratch {
	char *text;
	size_t size, len;
};

static int scratch_wipe(struct scratch *s)
{
	sodium_memzero(s->text, s->size);
	return 0;
}

static struct scratch *scratch_new(void *ctx, size_t size)
{
	struct scratch *s = talloc_zero(ctx, struct scratch);

	if (!s)
		base_oom();
	s->text = talloc_size(s, size);
	if (!s->text)
		base_oom();
	s->size = size;
	talloc_set_destructor(s, scratch_wipe);
	return s;
}

static struct secret *scratch_finish(void *ctx, struct scratch *s)
{
	s->len = text_strip_control(s->text, s->len);
	return secret_new(ctx, s->text, s->len);
}

/* A half that cannot be mended does not make the whole one better. */
static void blame(struct text_mo *mo, enum text_mo_kind kind, const char *why)
{
	if (mo->kind == TEXT_MO_TEXT) {
		mo->kind = kind;
		mo->why = why;
	}
}

/* --- What can be read of bytes that are no good text ------------------------------ */
static struct scratch *salvage_utf8(void *ctx, const uint8_t *data, size_t len)
{
	struct scratch *s = scratch_new(ctx, len * 3 + 1);
	size_t pos = 0;

	while (pos < len) {
		uint32_t cp = text_utf8_next((const char *)data, len, &pos);

		s->len += text_utf8_put(cp == TEXT_BAD ? 0xfffd : cp, s->text + s->len);
	}
	return s;
}

/* NUL bytes are left out, so that UTF-16 sent as binary can be read, too. */
static struct scratch *salvage_ascii(void *ctx, const uint8_t *data, size_t len)
{
	struct scratch *s = scratch_new(ctx, len + 1);

	for (size_t i = 0; i < len; i++) {
		bool plain = data[i] >= 0x20 && data[i] < 0x7f;

		if (plain)
			s->text[s->len++] = (char)data[i];
		else if (data[i] && s->len && s->text[s->len - 1] != ' ')
			s->text[s->len++] = ' ';
	}
	return s;
}

/* --- By alphabet ---------------------------------------------------------------------- */
static struct scratch *read_utf8(void *ctx, struct text_mo *mo, const struct text_mo_in *in)
{
	const char *given = (const char *)in->msgdata.data;
	size_t len = in->msgdata.len;
	struct scratch *s;
	ssize_t n;

	if (!text_utf8_valid(given, len)) {
		blame(mo, TEXT_MO_UNDECODABLE, "it is not UTF-8");
		return salvage_utf8(ctx, in->msgdata.data, len);
	}
	s = scratch_new(ctx, len * 3 + 1);
	if (mo->udh.shift.locking || mo->udh.shift.single) {
		n = text_gsm_restore(given, len, mo->udh.shift, s->text, s->size, &mo->guessed);
		if (n >= 0) {
			s->len = (size_t)n;
			if (s->len != len || memcmp(s->text, given, len))
				mo->as_given = secret_new(mo, given, len);
			return s;
		}
	}
	memcpy(s->text, given, len);
	s->len = len;
	return s;
}

static struct scratch *read_septets(void *ctx, struct text_mo *mo, const struct text_mo_in *in)
{
	struct scratch *s = scratch_new(ctx, TEXT_UTF8_OF_GSM(in->msgdata.len));

	for (size_t i = 0; i < in->msgdata.len; i++)
		if (in->msgdata.data[i] > 0x7f)
			blame(mo, TEXT_MO_UNDECODABLE, "it has bytes that are no septets");
	s->len = (size_t)text_gsm_decode(in->msgdata.data, in->msgdata.len, mo->udh.shift,
					 s->text, s->size);
	return s;
}

static bool half_pair(const uint8_t *unit, uint8_t kind)
{
	return (unit[0] & 0xfc) == kind;
}

static uint16_t unit_of(const uint8_t *unit)
{
	return (uint16_t)(unit[0] << 8 | unit[1]);
}

static struct scratch *read_utf16(void *ctx, struct text_mo *mo, const struct text_mo_in *in)
{
	const uint8_t *data = in->msgdata.data;
	size_t len = in->msgdata.len;
	struct scratch *s = scratch_new(ctx, TEXT_UTF8_OF_UTF16(len));
	unsigned faults;

	if (mo->udh.concat && mo->udh.part > 1 && len >= 2 && half_pair(data, 0xdc)) {
		mo->half_before = unit_of(data);
		data += 2;
		len -= 2;
	}
	if (mo->udh.concat && mo->udh.part < mo->udh.total && len >= 2 && len % 2 == 0 &&
	    half_pair(data + len - 2, 0xd8)) {
		len -= 2;
		mo->half_after = unit_of(data + len);
	}
	s->len = (size_t)text_from_utf16be(data, len, s->text, s->size, &faults);
	if (faults)
		blame(mo, TEXT_MO_UNDECODABLE, "its UTF-16 is damaged");
	return s;
}

static struct scratch *read_binary(void *ctx, struct text_mo *mo, const struct text_mo_in *in)
{
	blame(mo, TEXT_MO_BINARY, "it is binary");
	return salvage_ascii(ctx, in->msgdata.data, in->msgdata.len);
}

/* Any charset that glibc knows.  Its longest growth is one byte to four. */
static struct scratch *read_iconv(void *ctx, struct text_mo *mo, const struct text_mo_in *in)
{
	struct scratch *s = scratch_new(ctx, in->msgdata.len * 4 + 16);
	char *from = (char *)in->msgdata.data, *to = s->text;
	size_t from_left = in->msgdata.len, to_left = s->size;
	iconv_t cd = iconv_open("UTF-8", in->charset);

	if (cd == (iconv_t)-1) {
		talloc_free(s);
		blame(mo, TEXT_MO_UNDECODABLE, "its charset is unknown here");
		return salvage_utf8(ctx, in->msgdata.data, in->msgdata.len);
	}
	while (from_left && iconv(cd, &from, &from_left, &to, &to_left) == (size_t)-1) {
		blame(mo, TEXT_MO_UNDECODABLE, "it does not fit the charset it names");
		if (errno == E2BIG || to_left < 3)
			break;
		to += text_utf8_put(0xfffd, to);
		to_left -= 3;
		from++;
		from_left--;
	}
	iconv(cd, NULL, NULL, &to, &to_left);
	iconv_close(cd);
	s->len = (size_t)(to - s->text);
	return s;
}

typedef struct scratch *(*reader)(void *ctx, struct text_mo *mo, const struct text_mo_in *in);

/* Charset names that we read ourselves: glibc's "UCS-2" has the machine's
 * byte order, and it does not know GSM. */
static const struct charset {
	const char *name;
	reader read;
} charsets[] = {
	{ "UTF-8", read_utf8 }, { "UTF8", read_utf8 },
	{ "UTF-16BE", read_utf16 }, { "UTF-16", read_utf16 }, { "UCS-2BE", read_utf16 },
	{ "UCS-2", read_utf16 }, { "UCS2", read_utf16 }, { "ISO-10646-UCS-2", read_utf16 },
	{ "GSM", read_septets }, { "GSM-7", read_septets }, { "GSM0338", read_septets },
};

static reader reader_of(const struct text_mo_in *in)
{
	if (in->charset && in->charset[0]) {
		for (size_t i = 0; i < ARRAY_LEN(charsets); i++)
			if (!strcasecmp(charsets[i].name, in->charset))
				return charsets[i].read;
		return read_iconv;
	}
	switch (in->coding) {
	case TEXT_BINARY: return read_binary;
	case TEXT_UCS2:   return read_utf16;
	default:          return read_utf8;	/* bearerbox has converted it */
	}
}

struct text_mo *text_decode_mo(void *ctx, const struct text_mo_in *in)
{
	struct text_mo *mo = talloc_zero(ctx, struct text_mo);
	struct text_mo_in given = *in;
	struct scratch *s;

	if (!mo)
		base_oom();
	if (!given.msgdata.data)
		given.msgdata = VIEW_STR("");
	mo->udh_broken = text_udh_parse(in->udh.data, in->udh.len, &mo->udh) != 0;
	s = reader_of(&given)(mo, mo, &given);
	mo->text = scratch_finish(mo, s);
	talloc_free(s);
	return mo;
}
