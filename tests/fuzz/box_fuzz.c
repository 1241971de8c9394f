// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The box decoder: whatever comes, it stays within the frame; what it takes,
 * the encoder gives back byte for byte.
 */
#include "box/box.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void touch(struct view v, const uint8_t *data, size_t len)
{
	MUST(!v.data || (v.data >= data && v.data + v.len <= data + len));
}

static int encode(struct box_buf *buf, const struct box_frame *frame)
{
	switch (frame->type) {
#define BOX_MESSAGE(name, number) \
	case BOX_TYPE_##name: return box_encode_##name(buf, &frame->name);
#include "box/box_fields.def"
	}
	return -EINVAL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct box_buf buf;
	struct box_frame frame;
	struct err err = { "" };
	ssize_t n = box_decode(data, size, &frame, &err);

	if (n < 0)
		MUST(n == -EPROTO && err.text[0]);
	if (n <= 0)
		return 0;
	if (frame.type == BOX_TYPE_sms) {
		touch(frame.sms.msgdata, data, size);
		touch(frame.sms.meta_data, data, size);
	}
	buf.len = 0;
	MUST(encode(&buf, &frame) == 0);
	MUST(buf.len == (size_t)n);
	MUST(memcmp(buf.data, data, buf.len) == 0);
	return 0;
}
