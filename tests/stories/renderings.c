// SPDX-License-Identifier: AGPL-3.0-or-later
/* The linker puts these in the place of words/'s own (-Wl,--wrap=NAME). */
#include "tests/stories/renderings.h"

#include <ctype.h>
#include <stdio.h>

char *__real_words_render(void *ctx, const struct words *w, const struct words_for *who,
			  const char *key, const struct words_arg *args);
char *__wrap_words_render(void *ctx, const struct words *w, const struct words_for *who,
			  const char *key, const struct words_arg *args);
char *__real_words_render_choice(void *ctx, const struct words *w, const struct words_for *who,
				 const char *key, const struct words_arg *args,
				 const struct words_option *options, size_t options_len);
char *__wrap_words_render_choice(void *ctx, const struct words *w, const struct words_for *who,
				 const char *key, const struct words_arg *args,
				 const struct words_option *options, size_t options_len);

static void *mem;
static const struct rendering *newest;
static bool paused;

void renderings_forget(void)
{
	TALLOC_FREE(mem);
	newest = NULL;
}

void renderings_pause(bool pause)
{
	paused = pause;
}

static char *trimmed(void *ctx, const char *text)
{
	size_t len = strlen(text);

	while (len && isspace((unsigned char)text[len - 1]))
		len--;
	return talloc_strndup(ctx, text, len);
}

static struct rendering *note(const struct words_for *who, const char *key, const char *text,
			      const struct words_arg *args)
{
	struct rendering *r;

	if (!mem)
		mem = talloc_new(NULL);
	r = talloc_zero(mem, struct rendering);
	snprintf(r->lang, sizeof(r->lang), "%s", who->lang ? who->lang : "");
	snprintf(r->key, sizeof(r->key), "%s", key);
	r->channel = who->channel;
	r->text = trimmed(r, text);
	for (; args && args->name && r->args < RENDERING_ARGS; args++)
		if (args->text)
			r->arg[r->args++] = talloc_strdup(r, args->text);
	r->next = newest;
	newest = r;
	return r;
}

char *__wrap_words_render(void *ctx, const struct words *w, const struct words_for *who,
			  const char *key, const struct words_arg *args)
{
	char *text = __real_words_render(ctx, w, who, key, args);

	if (!paused)
		note(who, key, text, args);
	return text;
}

char *__wrap_words_render_choice(void *ctx, const struct words *w, const struct words_for *who,
				 const char *key, const struct words_arg *args,
				 const struct words_option *options, size_t options_len)
{
	char *text = __real_words_render_choice(ctx, w, who, key, args, options, options_len);
	struct words_option *copy;
	struct rendering *r;
	size_t i;

	if (paused)
		return text;
	r = note(who, key, text, args);
	copy = talloc_array(r, struct words_option, (unsigned int)options_len);
	for (i = 0; i < options_len; i++)
		copy[i] = (struct words_option){ options[i].number,
						 talloc_strdup(copy, options[i].key) };
	r->options = copy;
	r->options_len = options_len;
	return text;
}

const struct rendering *rendering_of(const char *lang, const char *text)
{
	const struct rendering *r;

	for (r = newest; r; r = r->next)
		if ((!lang || strcmp(r->lang, lang) == 0) && strcmp(r->text, text) == 0)
			return r;
	return NULL;
}
