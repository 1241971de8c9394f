// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/transcript.h"

static const struct transcript_capture *capture_find(const struct transcript *t, const char *name,
						     size_t len)
{
	int i;

	for (i = t->captures - 1; i >= 0; i--)	/* the latest of a name counts */
		if (strlen(t->capture[i].name) == len &&
		    strncmp(t->capture[i].name, name, len) == 0)
			return &t->capture[i];
	return NULL;
}

char *transcript_fill(void *ctx, const struct transcript *t, const char *text)
{
	const struct transcript_capture *c;
	char *out = talloc_strdup(ctx, "");
	const char *open, *close;

	while ((open = strchr(text, '{')) && (close = strchr(open, '}'))) {
		c = capture_find(t, open + 1, (size_t)(close - open - 1));
		out = talloc_strndup_append(out, text, (size_t)(open - text));
		out = c ? talloc_strdup_append(out, c->text)
			: talloc_strndup_append(out, open, (size_t)(close - open + 1));
		text = close + 1;
	}
	out = talloc_strdup_append(out, text);
	if (!out)
		base_oom();
	return out;
}

static bool match(struct transcript *t, const char *pattern, const char *text);

static bool match_capture(struct transcript *t, const char *pattern, const char *text)
{
	const char *close = strchr(pattern, '>');
	size_t len, name_len = (size_t)(close - pattern - 1);
	struct transcript_capture *c;
	int mark = t->captures;

	if (mark == TRANSCRIPT_CAPTURES || name_len >= sizeof(c->name))
		return false;
	c = &t->capture[mark];
	for (len = 1; text[len - 1] && len < sizeof(c->text); len++) {
		memcpy(c->name, pattern + 1, name_len);
		c->name[name_len] = '\0';
		memcpy(c->text, text, len);
		c->text[len] = '\0';
		t->captures = mark + 1;
		if (match(t, close + 1, text + len))
			return true;
		t->captures = mark;
	}
	return false;
}

static bool match_star(struct transcript *t, const char *pattern, const char *text)
{
	for (;; text++) {
		if (match(t, pattern, text))
			return true;
		if (!*text)
			return false;
	}
}

static bool same(char pattern, char text)
{
	return pattern == (text == '\n' ? ' ' : text);
}

static bool match(struct transcript *t, const char *pattern, const char *text)
{
	for (; *pattern; pattern++, text++) {
		if (*pattern == '*')
			return match_star(t, pattern + 1, text);
		if (*pattern == '<' && strchr(pattern, '>'))
			return match_capture(t, pattern, text);
		if (!same(*pattern, *text))
			return false;
	}
	return *text == '\0';
}

bool transcript_match(struct transcript *t, const char *pattern, const char *text)
{
	int mark = t->captures;
	bool matched = match(t, pattern, text);

	if (!matched)
		t->captures = mark;
	return matched;
}
