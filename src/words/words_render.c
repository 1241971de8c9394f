// SPDX-License-Identifier: AGPL-3.0-or-later
/* From a key to the words that go out: plural form, placeholders, options. */
#include <inttypes.h>

#include "words/words_int.h"
#include "base/mem.h"

/* The next piece of a template: literal text, or a placeholder's name.  False
 * at the end.  An open brace that nobody closes was refused at load. */
struct piece {
	const char *at;
	size_t len;
	bool name;
};

static bool next_piece(const char **p, struct piece *out)
{
	const char *s = *p;
	size_t len;

	if (!*s)
		return false;
	if ((s[0] == '{' || s[0] == '}') && s[1] == s[0]) {
		*out = (struct piece){ s, 1, false };
		*p = s + 2;
	} else if (s[0] == '{' && strchr(s, '}')) {
		len = strcspn(s, "}");
		*out = (struct piece){ s + 1, len - 1, true };
		*p = s + len + 1;
	} else {
		len = 1 + strcspn(s + 1, "{}");
		*out = (struct piece){ s, len, false };
		*p = s + len;
	}
	return true;
}

static bool name_good(const char *s, size_t len)
{
	return len > 0 && len <= 40 &&
		strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") >= len;
}

const char *const *words_placeholders(void *ctx, const char *text, struct err *err)
{
	const char **names = talloc_zero_array(ctx, const char *, 1);
	size_t len = 0;
	struct piece piece;

	while (next_piece(&text, &piece)) {
		if (!piece.name) {
			if (piece.len && (*piece.at == '{' || *piece.at == '}') &&
			    text == piece.at + piece.len) {
				err_set(err, EINVAL, "a single brace: write {{ or }} for a "
					"brace, {name} for a placeholder");
				goto bad;
			}
			continue;
		}
		if (!name_good(piece.at, piece.len)) {
			err_set(err, EINVAL, "`{%.*s}` is no placeholder: a-z, 0-9 and _",
				(int)(piece.len > 40 ? 40 : piece.len), piece.at);
			goto bad;
		}
		size_t i = 0;
		while (i < len && (strlen(names[i]) != piece.len ||
				   memcmp(names[i], piece.at, piece.len) != 0))
			i++;
		if (i < len)
			continue;
		names = talloc_realloc(ctx, names, const char *, len + 2);
		names[len++] = talloc_strndup(names, piece.at, piece.len);
		names[len] = NULL;
	}
	return names;
bad:
	talloc_free(names);
	return NULL;
}

static const struct words_arg *arg_find(const struct words_arg *args, const char *name, size_t len)
{
	for (; args && args->name; args++)
		if (strlen(args->name) == len && memcmp(args->name, name, len) == 0)
			return args;
	return NULL;
}

static bool is_key_to_press(const struct piece *name)
{
	return name->len == 6 && memcmp(name->at, "number", 6) == 0;
}

/* The text to fill, and how the language that it is in says numbers there. */
struct template {
	const char *text, *key;
	const char *lang;		/* NULL: numbers are written */
	enum words_numbers numbers;
};

static char *append_number(char *out, const struct template *t, const struct piece *name, int64_t n)
{
	char *spelled;

	if (!t->lang || is_key_to_press(name))
		return talloc_asprintf_append_buffer(out, "%" PRId64, n);
	spelled = words_number_as(out, t->lang, n, t->numbers);
	return talloc_strdup_append_buffer(out, spelled);
}

static char *append_value(char *out, const struct words *w, const struct template *t,
			  const struct piece *name, const struct words_arg *args)
{
	const struct words_arg *arg = arg_find(args, name->at, name->len);

	if (arg && arg->text)
		return talloc_strdup_append_buffer(out, arg->text);
	if (arg)
		return append_number(out, t, name, arg->number);
	for (size_t i = 0; i < w->facts_len; i++)
		if (strlen(w->facts[i].name) == name->len &&
		    memcmp(w->facts[i].name, name->at, name->len) == 0)
			return talloc_strdup_append_buffer(out, w->facts[i].text);
	LOGP(DWORDS, LOGL_ERROR, "%s: nobody gave a value for {%.*s}\n", t->key, (int)name->len,
	     name->at);
	return out;
}

static char *fill(void *ctx, const struct words *w, const struct template *t,
		  const struct words_arg *args)
{
	char *out = talloc_strdup(ctx, "");
	const char *text = t->text;
	struct piece piece;

	while (next_piece(&text, &piece)) {
		if (piece.name)
			out = append_value(out, w, t, &piece, args);
		else
			out = talloc_strndup_append_buffer(out, piece.at, piece.len);
	}
	return out;
}

/* Which of the plural forms: by the argument that the entry names. */
static size_t form_of(const struct words_message *m, const struct words_catalogue *c,
		      const struct words_arg *args)
{
	const struct words_arg *arg;
	unsigned form;

	if (!m->entry.plural)
		return 0;
	arg = arg_find(args, m->entry.plural, strlen(m->entry.plural));
	form = c->plural->form(arg && !arg->text ?
			       (uint64_t)(arg->number < 0 ? -arg->number : arg->number) : 2);
	return m->entry.text[form] ? form : 0;
}

/* text NULL: nobody wrote this key. */
static struct template template_for(const struct words *w, const struct words_for *who,
				    const char *key, const struct words_arg *args)
{
	const struct words_catalogue *c;
	const struct words_message *m = words_message_for(w, who, key, &c);
	struct template t = { .key = key };

	if (!m)
		return t;
	size_t form = form_of(m, c, args);
	t.text = who->channel == WORDS_SMS ? m->sms[form] : m->entry.text[form];
	t.lang = who->channel == WORDS_VOICE ? c->lang : NULL;
	t.numbers = m->entry.numbers;
	return t;
}

static bool blank(const char *s)
{
	return s[strspn(s, " \t\r\n")] == 0;
}

char *words_render(void *ctx, const struct words *w, const struct words_for *who, const char *key,
		   const struct words_arg *args)
{
	struct template t = template_for(w, who, key, args);
	struct template builtin = { .text = words_builtin(key), .key = key };
	char *out;

	if (!t.text)
		LOGP(DWORDS, LOGL_ERROR, "%s: no words in any language; saying what is built in\n",
		     key);
	out = fill(ctx, w, t.text ? &t : &builtin, args);
	if (!blank(out))
		return out;
	/* All of it was placeholders, and they were empty. */
	talloc_free(out);
	return fill(ctx, w, &builtin, args);
}

static char *render_options(void *ctx, const struct words *w, const struct words_for *who,
			    const struct words_option *options, size_t n, const char *between)
{
	char *out = talloc_strdup(ctx, "");

	for (size_t i = 0; i < n; i++) {
		char *word = words_render(out, w, who, options[i].key, NULL);
		char *one = who->channel == WORDS_SMS ?
			talloc_asprintf(word, "%d %s", options[i].number, word) :
			words_render(word, w, who, "voice.option",
				     WORDS_ARGS(WORDS_TEXT("word", word),
						WORDS_NUMBER("number", options[i].number)));

		out = talloc_asprintf_append_buffer(out, "%s%s", i ? between : "", one);
		talloc_free(word);
	}
	return out;
}

char *words_render_choice(void *ctx, const struct words *w, const struct words_for *who,
			  const char *key, const struct words_arg *args,
			  const struct words_option *options, size_t options_len)
{
	const char *text = template_for(w, who, key, args).text;
	bool inside = text && strstr(text, "{options}");
	const char *between = who->channel == WORDS_VOICE ? " " : inside ? ", " : "\n";
	char *list = render_options(ctx, w, who, options, options_len, between);
	size_t n = 0;
	char *out;

	while (args && args[n].name)
		n++;
	struct words_arg *all = talloc_zero_array(list, struct words_arg, n + 2);
	all[0] = (struct words_arg)WORDS_TEXT("options", list);	/* first: ours counts */
	if (n)
		memcpy(&all[1], args, n * sizeof(all[0]));
	out = words_render(ctx, w, who, key, all);
	if (!inside && options_len)
		out = talloc_asprintf_append_buffer(out, "%s%s",
						    who->channel == WORDS_VOICE ? " " : "\n", list);
	talloc_free(list);
	return out;
}
