// SPDX-License-Identifier: AGPL-3.0-or-later
/* A line of the link: whatever comes is refused with a sentence or is a request. */
#include "link/link_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct link_arg args[] = {
	{ .name = "code", .type = LINK_STRING, .required = true, .min = 1, .max = 8 },
	{ .name = "days", .type = LINK_INT, .min = 1, .max = 14 },
	{ .name = "all", .type = LINK_BOOL },
	{ .name = "list", .type = LINK_LIST },
	{ .name = "is", .type = LINK_OBJECT },
};
static const struct link_command command = { .verb = "incident show", .args = args,
					     .args_len = ARRAY_LEN(args) };

static void check(json_t *obj)
{
	struct err err = { "" };
	const char *code = link_request_check(obj, &err);
	int64_t days;

	if (code) {
		MUST(err.text[0]);
		return;
	}
	if (link_args_check(&command, obj, &err) < 0) {
		MUST(err.text[0]);
		return;
	}
	MUST(json_string_length(json_object_get(obj, "code")) >= 1);
	MUST(json_string_length(json_object_get(obj, "code")) <= 8);
	days = json_integer_value(json_object_get(obj, "days"));
	MUST(!json_object_get(obj, "days") || (days >= 1 && days <= 14));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', size);
	struct err err = { "" };
	json_t *obj;

	obj = link_line_parse((const char *)data, end ? (size_t)(end - data) : size, &err);
	if (!obj) {
		MUST(err.text[0]);
		return 0;
	}
	MUST(json_is_object(obj));
	check(obj);
	json_decref(obj);
	return 0;
}
