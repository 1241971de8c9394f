// SPDX-License-Identifier: AGPL-3.0-or-later
/* Members of JSON objects that may be anything. */
#include "text/text.h"
#include "import/im_int.h"
#include "base/mem.h"

const char *im_text_of(struct im *im, const json_t *string)
{
	size_t len = json_is_string(string) ? json_string_length(string) : 0;
	char *s;

	if (!json_is_string(string))
		return NULL;
	if (len > IMPORT_TEXT_MAX)
		len = text_utf8_cut(json_string_value(string), len, IMPORT_TEXT_MAX);
	s = talloc_strndup(im->result, json_string_value(string), len);
	s[text_strip_control(s, strlen(s))] = '\0';
	return s;
}

const char *im_str(struct im *im, const json_t *o, const char *name)
{
	return im_text_of(im, json_object_get(o, name));
}

static json_t *nothing(bool list)
{
	static json_t *array, *object;

	if (!array) {
		array = json_array();
		object = json_object();
		if (!array || !object)
			base_oom();
	}
	return list ? array : object;
}

const json_t *im_list(const json_t *o, const char *name)
{
	const json_t *v = json_object_get(o, name);

	return json_is_array(v) ? v : nothing(true);
}

const json_t *im_object(const json_t *o, const char *name)
{
	const json_t *v = json_object_get(o, name);

	return json_is_object(v) ? v : nothing(false);
}

int64_t im_int(const json_t *o, const char *name, int64_t dflt)
{
	const json_t *v = json_object_get(o, name);

	return json_is_integer(v) ? json_integer_value(v) : dflt;
}

char *im_dump(void *ctx, json_t *value, size_t flags)
{
	char *text = value ? json_dumps(value, flags) : NULL, *out;

	if (!text)
		base_oom();
	out = talloc_strdup(ctx, text);
	free(text);
	json_decref(value);
	return out;
}
