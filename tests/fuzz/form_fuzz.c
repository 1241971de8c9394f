// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What a browser sends as text, straight into the parsers of forms, cookies and paths (http_fuzz
 * goes through the whole server, and is slower by far).  What they take is text without NUL, of
 * bounded number, and says the same again when it is written and read once more.
 */
#include "console/http.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void written_and_read_again(void *ctx, const struct http_pairs *pairs)
{
	char *text = talloc_strdup(ctx, "");
	struct http_pairs again;

	for (size_t i = 0; i < pairs->len; i++)
		text = talloc_asprintf_append(text, "%s%s=%s", i ? "&" : "",
					      http_url_encode(ctx, pairs->list[i].name),
					      http_url_encode(ctx, pairs->list[i].value));
	MUST(http_form_parse(ctx, text, strlen(text), &again) == 0);
	MUST(again.len == pairs->len);
	for (size_t i = 0; i < pairs->len; i++)
		MUST(strcmp(again.list[i].name, pairs->list[i].name) == 0 &&
		     strcmp(again.list[i].value, pairs->list[i].value) == 0);
}

static void look(void *ctx, const struct http_pairs *pairs)
{
	MUST(pairs->len <= HTTP_PAIRS_MAX);
	for (size_t i = 0; i < pairs->len; i++) {
		MUST(pairs->list[i].name && pairs->list[i].value);
		MUST(!strstr(pairs->list[i].value, "\r\n"));
		MUST(http_get(pairs, pairs->list[i].name) != NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = talloc_new(NULL);
	char *text = talloc_strndup(ctx, (const char *)data, size);
	struct http_pairs form, cookies;

	if (http_form_parse(ctx, (const char *)data, size, &form) == 0) {
		look(ctx, &form);
		written_and_read_again(ctx, &form);
	}
	http_cookies_parse(ctx, text, &cookies);
	look(ctx, &cookies);
	if (http_path_good(text)) {
		MUST(text[0] == '/' && text[1] != '/' && !strstr(text, "..") &&
		     strlen(text) <= 300);
		for (const char *p = text; *p; p++)
			MUST(*p > ' ' && *p < 0x7f);
	}
	talloc_free(ctx);
	return 0;
}
