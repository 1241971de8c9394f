// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The codec, made from box_fields.def: for each message type one function
 * that gives the defaults, one that reads, one that measures and writes.
 * No allocation while reading; while writing only when the buffer grows.
 */
#include "box/box.h"

enum { HEAD_LEN = 4, TYPE_LEN = 4, INT_LEN = 4 };

/* --- Defaults --------------------------------------------------------------- */
#define BOX_MESSAGE(name, number) \
	void box_##name##_init(struct box_##name *msg) \
	{ \
		memset(msg, 0, sizeof(*msg));
#define BOX_INT(name) msg->name = BOX_UNDEFINED;
#define BOX_MESSAGE_END(name) }
#include "box/box_fields.def"

/* --- Reading ------------------------------------------------------------------ */
struct reader {
	const uint8_t *at, *end;
	const char *wrong;		/* the name of the first field that is wrong */
	const char *why;
};

static uint32_t get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool reader_fail(struct reader *r, const char *field, const char *why)
{
	r->wrong = field;
	r->why = why;
	return false;
}

static bool read_int(struct reader *r, const char *field, int32_t *out)
{
	if (r->end - r->at < INT_LEN)
		return reader_fail(r, field, "is cut off");
	*out = (int32_t)get_u32(r->at);
	r->at += INT_LEN;
	return true;
}

static bool read_text(struct reader *r, const char *field, struct view *out)
{
	int32_t len = 0;

	if (!read_int(r, field, &len))
		return false;
	if (len == -1) {
		*out = (struct view){ NULL, 0 };
		return true;
	}
	if (len < 0)
		return reader_fail(r, field, "has a negative length");
	if (len > r->end - r->at)
		return reader_fail(r, field, "is longer than its frame");
	*out = (struct view){ r->at, (size_t)len };
	r->at += len;
	return true;
}

/* RFC 4122 section 3: 8-4-4-4-12 hexadecimal digits. */
static bool uuid_valid(const char *uuid)
{
	static const char form[UUID_LEN + 1] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	int i;

	for (i = 0; i < UUID_LEN; i++) {
		char c = uuid[i];
		bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
			   (c >= 'A' && c <= 'F');

		if (form[i] == 'x' ? !hex : c != '-')
			return false;
	}
	return true;
}

static bool read_uuid(struct reader *r, const char *field, char out[UUID_LEN + 1])
{
	struct view v;

	if (!read_text(r, field, &v))
		return false;
	if (v.len != UUID_LEN || !uuid_valid((const char *)v.data))
		return reader_fail(r, field, "is no UUID");
	memcpy(out, v.data, UUID_LEN);
	out[UUID_LEN] = '\0';
	return true;
}

#define BOX_MESSAGE(name, number) \
	static bool read_##name(struct reader *r, struct box_##name *msg) \
	{ \
		return true
#define BOX_INT(name) && read_int(r, #name, &msg->name)
#define BOX_TEXT(name) && read_text(r, #name, &msg->name)
#define BOX_UUID(name) && read_uuid(r, #name, msg->name)
#define BOX_MESSAGE_END(name) ; }
#include "box/box_fields.def"

static bool read_body(struct reader *r, struct box_frame *out)
{
	switch ((int)out->type) {
#define BOX_MESSAGE(name, number) case number: return read_##name(r, &out->name);
#include "box/box_fields.def"
	case 4:
		return reader_fail(r, "type", "is wdp_datagram (4), which is for WAP");
	default:
		return reader_fail(r, "type", "is none that we know");
	}
}

ssize_t box_decode(const uint8_t *data, size_t len, struct box_frame *out, struct err *err)
{
	struct reader r = { 0 };
	int32_t type = 0;
	uint32_t payload;

	if (len < HEAD_LEN)
		return 0;
	/* The length is judged at once: waiting for a frame that is too long
	 * would only fill our memory. */
	payload = get_u32(data);
	if (payload > BOX_FRAME_MAX - HEAD_LEN)
		return err_set(err, EPROTO, "a frame of %u bytes is over the limit of %d",
			       payload, BOX_FRAME_MAX - HEAD_LEN);
	if (payload < TYPE_LEN)
		return err_set(err, EPROTO, "a frame of %u bytes has no room for its type",
			       payload);
	if (len - HEAD_LEN < payload)
		return 0;

	r.at = data + HEAD_LEN;
	r.end = r.at + payload;
	if (!read_int(&r, "type", &type))
		return err_set(err, EPROTO, "a frame has no type");
	out->type = (enum box_type)type;
	if (!read_body(&r, out))
		return err_set(err, EPROTO, "in a frame of type %d the field %s %s", type,
			       r.wrong, r.why);
	if (r.at != r.end)
		return err_set(err, EPROTO, "a frame of type %d has %td bytes too many", type,
			       r.end - r.at);
	return HEAD_LEN + (ssize_t)payload;
}

/* --- Writing ---------------------------------------------------------------------- */
static uint8_t *put_int(uint8_t *p, int32_t value)
{
	uint32_t v = (uint32_t)value;

	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
	return p + INT_LEN;
}

static uint8_t *put_text(uint8_t *p, struct view v)
{
	if (!v.data)
		return put_int(p, -1);
	p = put_int(p, (int32_t)v.len);
	memcpy(p, v.data, v.len);
	return p + v.len;
}

/* Room for `need` more bytes; NULL for a frame over the limit. */
static uint8_t *buf_reserve(struct box_buf *buf, size_t need)
{
	if (need > BOX_FRAME_MAX)
		return NULL;
	if (buf->size - buf->len < need) {
		size_t size = buf->size ? buf->size : 4096;

		while (size - buf->len < need)
			size *= 2;
		buf->data = talloc_realloc(buf->ctx, buf->data, uint8_t, size);
		if (!buf->data)
			base_oom();
		buf->size = size;
	}
	return buf->data + buf->len;
}

/* A text longer than a frame may not wrap the sum of all around. */
static size_t text_size(struct view v)
{
	return INT_LEN + (!v.data ? 0 : v.len < BOX_FRAME_MAX ? v.len : BOX_FRAME_MAX);
}

#define BOX_MESSAGE(name, number) \
	static size_t size_##name(const struct box_##name *msg) \
	{ \
		return HEAD_LEN + TYPE_LEN
#define BOX_INT(name) + INT_LEN
#define BOX_TEXT(name) + text_size(msg->name)
#define BOX_UUID(name) + INT_LEN + UUID_LEN
#define BOX_MESSAGE_END(name) ; }
#include "box/box_fields.def"

#define BOX_MESSAGE(name, number) \
	static bool uuids_valid_##name(const struct box_##name *msg) \
	{ \
		return true
#define BOX_UUID(name) && uuid_valid(msg->name)
#define BOX_MESSAGE_END(name) ; }
#include "box/box_fields.def"

#define BOX_MESSAGE(name, number) \
	int box_encode_##name(struct box_buf *buf, const struct box_##name *msg) \
	{ \
		size_t size = size_##name(msg); \
		uint8_t *p; \
\
		if (!uuids_valid_##name(msg)) \
			return -EINVAL; \
		p = buf_reserve(buf, size); \
		if (!p) \
			return -EMSGSIZE; \
		p = put_int(p, (int32_t)(size - HEAD_LEN)); \
		p = put_int(p, number);
#define BOX_INT(name) p = put_int(p, msg->name);
#define BOX_TEXT(name) p = put_text(p, msg->name);
#define BOX_UUID(name) p = put_text(p, (struct view){ (const uint8_t *)msg->name, UUID_LEN });
#define BOX_MESSAGE_END(name) \
		MUST(p == buf->data + buf->len + size); \
		buf->len += size; \
		return 0; \
	}
#include "box/box_fields.def"

/* --- Names -------------------------------------------------------------------------- */
const char *box_ack_name(int32_t nack)
{
	static const char *const names[] = { "success", "failed", "failed for now", "buffered" };

	return nack >= 0 && nack < (int32_t)ARRAY_LEN(names) ? names[nack] : "unknown";
}

const char *box_command_name(int32_t command)
{
	static const char *const names[] = { "shutdown", "suspend", "resume", "identify",
					     "restart", "feature" };

	return command >= 0 && command < (int32_t)ARRAY_LEN(names) ? names[command] : "unknown";
}
