// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-flow draw --card: one page for members, A6, to be printed and put in
 * a pocket.  Discreet: it names no topic.  On it stand the keywords that have a
 * line of their own in the catalogues (card.talk for keyword.talk), 0 and 9.
 */
#include <stdio.h>

#include "flow/flow_look.h"
#include "tools/flow_tool.h"
#include "base/mem.h"

enum { CARD_W = 420, CARD_H = 595, LEFT = 28, TEXT_LEFT = 150, CHARS = 33, ROWS_MAX = 12 };

struct card {
	void *ctx;
	struct words *words;
	const char *lang;
	char *svg;
	int y, rows;
};

static char *escape(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "");

	for (; *text; text++)
		out = *text == '&' ? talloc_strdup_append_buffer(out, "&amp;") :
			*text == '<' ? talloc_strdup_append_buffer(out, "&lt;") :
			talloc_strndup_append_buffer(out, text, 1);
	return out;
}

static void line(struct card *c, int x, int size, bool bold, const char *text)
{
	c->svg = talloc_asprintf_append_buffer(c->svg, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s>"
		"%s</text>\n", x, c->y, size, bold ? " font-weight=\"bold\"" : "",
		escape(c->ctx, text));
}

/* Some lines, broken between words. */
static void block(struct card *c, int x, int size, int chars, const char *text)
{
	char *copy = talloc_strdup(c->ctx, text), *save = NULL, *out = talloc_strdup(c->ctx, "");
	int width = 0;

	for (char *word = strtok_r(copy, " \n", &save); word; word = strtok_r(NULL, " \n", &save)) {
		if (width && width + (int)strlen(word) >= chars) {
			line(c, x, size, false, out);
			c->y += size + 4;
			out = talloc_strdup(c->ctx, "");
			width = 0;
		}
		out = talloc_asprintf_append_buffer(out, "%s%s", width ? " " : "", word);
		width += (int)strlen(word) + 1;
	}
	line(c, x, size, false, out);
	c->y += size + 4;
}

static char *say(struct card *c, const char *key, const struct words_arg *args)
{
	const struct words_for who = { .lang = c->lang };

	return words_render(c->ctx, c->words, &who, key, args);
}

static void row(struct card *c, const char *what, const char *text)
{
	line(c, LEFT, 16, true, what);
	block(c, TEXT_LEFT, 13, CHARS, text);
	c->y += 6;
	c->rows++;
}

static void keyword(struct card *c, const char *key)
{
	const char *list = words_own(c->words, c->lang, key), *dot = strchr(key, '.');
	char *on_card = talloc_asprintf(c->ctx, "card.%s", dot ? dot + 1 : key);

	if (!list || !words_own(c->words, c->lang, on_card) || c->rows == ROWS_MAX)
		return;
	row(c, talloc_strndup(c->ctx, list, strcspn(list, ",")), say(c, on_card, NULL));
}

char *flow_tool_card_svg(void *ctx, const struct flow_set *set, struct words *words,
			 const char *lang, const char *number)
{
	struct card c = { .ctx = ctx, .words = words, .lang = lang, .y = 44 };
	const struct words_arg *args = WORDS_ARGS(WORDS_TEXT("number", number));

	c.svg = talloc_asprintf(ctx, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"105mm\" height=\"148mm\" "
		"viewBox=\"0 0 %d %d\" font-family=\"Helvetica, Arial, sans-serif\">\n"
		"<rect x=\"8\" y=\"8\" width=\"%d\" height=\"%d\" rx=\"14\" fill=\"none\" "
		"stroke=\"black\"/>\n", CARD_W, CARD_H, CARD_W - 16, CARD_H - 16);
	block(&c, LEFT, 18, 36, say(&c, "card.title", args));
	c.y += 14;
	for (const struct flow *f = flow_set_next(set, NULL); f; f = flow_set_next(set, f))
		for (const char *const *key = flow_trigger_keys(ctx, f); *key; key++)
			keyword(&c, *key);
	keyword(&c, "keyword.stop");
	c.y += 10;
	row(&c, "0", say(&c, "card.zero", NULL));
	row(&c, "9", say(&c, "card.nine", NULL));
	c.y = CARD_H - 48;
	block(&c, LEFT, 11, 60, say(&c, "card.foot", NULL));
	return talloc_strdup_append_buffer(c.svg, "</svg>\n");
}

int flow_tool_card(void *ctx, const struct flow_set *set, struct words *words,
		   const struct flow_tool_options *opt)
{
	char *svg = flow_tool_card_svg(ctx, set, words, opt->lang ? opt->lang : "en",
				       opt->number ? opt->number : "________");
	FILE *f = opt->out ? fopen(opt->out, "w") : stdout;

	if (!f) {
		fprintf(stderr, "%s: %s\n", opt->out, strerror(errno));
		return 2;
	}
	fputs(svg, f);
	return f != stdout && fclose(f) != 0 ? 2 : 0;
}
