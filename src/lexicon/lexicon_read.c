/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Reads one .lex file.  A statement begins in the first column; indented lines
 * belong to the statement above; # begins a comment.  See docs/lexicon.md.
 *
 * A file is read twice: first its spellings (patterns are put into canonical
 * words as they are read, so all spellings must be known), then the rest.
 */
#include "lexicon/lexicon_int.h"

#include <stdio.h>

#define LINE_MAX_BYTES 4096

struct reader {
	struct lexicon *lex;
	struct lex_file *file;
	struct lex_rule *rule;		/* that indented lines belong to */
	const char *words_for;		/* slips, real, denials: that indented words belong to */
	struct lex_slot *slot;
	char *slot_text;		/* gathered over its lines */
	int slot_line;
	int line;
	struct err *err;
};

static int refuse(struct reader *r, const char *what)
{
	return err_set(r->err, EINVAL, "%s:%d: %s", r->file->path, r->line, what);
}

/* The next word of *s, cut off; "" at the end. */
static char *take_word(char **s)
{
	char *word = *s + strspn(*s, " ");
	size_t n = strcspn(word, " ");

	*s = word + n + (word[n] ? 1 : 0);
	word[n] = '\0';
	return word;
}

/* "quoted words" */
static char *take_quoted(struct reader *r, char **s)
{
	char *p = *s + strspn(*s, " "), *end;

	if (*p != '"')
		return NULL;
	end = strchr(p + 1, '"');
	if (!end)
		return NULL;
	*end = '\0';
	*s = end + 1;
	return talloc_strdup(r->file, p + 1);
}

static int read_text(struct reader *r, char *rest, const char **to)
{
	*to = take_quoted(r, &rest);
	return *to ? 0 : refuse(r, "quoted words are expected: keyword \"words\"");
}

/* --- Words -------------------------------------------------------------- */
static int read_words(struct reader *r, char *rest)
{
	struct lex_words *w = r->lex->words;

	for (char *word = take_word(&rest); *word; word = take_word(&rest)) {
		size_t n = strlen(word);

		if (n > LEX_WORD_MAX / 4)
			return refuse(r, "this word is too long");
		if (strcmp(r->words_for, "real") == 0)
			lex_words_add(w, word, n, word, LEX_WORD_REAL);
		else if (strcmp(r->words_for, "denials") == 0)
			lex_words_add(w, word, n, word, LEX_WORD_DENIAL | LEX_WORD_VOCAB);
		else
			lex_words_add(w, word, n, word, LEX_WORD_KEY | LEX_WORD_VOCAB);
	}
	return 0;
}

/* spell do not = dont | don't */
static int read_spell(struct reader *r, char *rest)
{
	char *eq = strstr(rest, " = "), *value = rest + strspn(rest, " ");

	if (!eq)
		return refuse(r, "write: spell word = spelling | spelling");
	*eq = '\0';
	for (char *p = eq + 3; p;) {
		char *bar = strchr(p, '|'), *word;
		const struct lex_entry *e;

		if (bar)
			*bar = '\0';
		word = take_word(&p);
		if (!*word || *take_word(&p))
			return refuse(r, "each spelling is one word");
		e = lex_words_find(r->lex->words, word, strlen(word));
		if (e && strcmp(e->value, value) != 0)
			return err_set(r->err, EINVAL, "%s:%d: \"%s\" already stands for \"%s\"",
				       r->file->path, r->line, word, e->value);
		lex_words_add(r->lex->words, word, strlen(word), value, LEX_WORD_SPELL);
		p = bar ? bar + 1 : NULL;
	}
	return 0;
}

/* --- Slots -------------------------------------------------------------- */
static int finish_slot(struct reader *r)
{
	if (!r->slot)
		return 0;
	r->slot->node = lex_pattern_parse(r->file, r->slot_line, r->slot_text, r->err);
	if (!r->slot->node)
		return -EINVAL;
	r->slot->next = r->file->slots;
	r->file->slots = r->slot;
	r->slot = NULL;
	return 0;
}

static int read_slot(struct reader *r, char *rest)
{
	char *name = take_word(&rest), *eq = take_word(&rest);

	if (!*name || strcmp(eq, "=") != 0)
		return refuse(r, "write: slot name = word | other words");
	for (struct lex_slot *s = r->file->slots; s; s = s->next)
		if (strcmp(s->name, name) == 0)
			return refuse(r, "this slot is there already");
	r->slot = talloc_zero(r->file, struct lex_slot);
	r->slot->name = talloc_strdup(r->slot, name);
	r->slot_text = talloc_strdup(r->slot, rest);
	r->slot_line = r->line;
	return 0;
}

/* --- Rules, idioms, contexts -------------------------------------------- */
static const struct { const char *name; uint32_t bit; } context_names[] = {
	{ "negated", LEX_CTX_NEGATED }, { "past", LEX_CTX_PAST }, { "third", LEX_CTX_THIRD },
	{ "joking", LEX_CTX_JOKING },
};
static const char *const where_names[] = { "before", "inside", "after", "sentence", "near" };

static struct lex_rule *rule_new(struct reader *r, enum lex_kind kind, const char *name)
{
	struct lex_rule *rule = talloc_zero(r->lex, struct lex_rule);

	rule->kind = kind;
	rule->file = r->file->path;
	rule->line = r->line;
	rule->info.id = talloc_asprintf(rule, "%s.%s", r->file->code, name);
	rule->info.language = r->file->code;
	rule->info.author = r->file->author;
	rule->info.reviewer = r->file->reviewer;
	rule->info.reviewed = r->file->reviewed;
	r->rule = rule;
	return rule;
}

static bool reason_is_sentence(const char *s)
{
	size_t n = s ? strlen(s) : 0;

	return n > 12 && strchr(s, ' ') && s[n - 1] == '.';
}

static int read_rule(struct reader *r, char *rest)
{
	static const struct { const char *name; enum lexicon_tier tier; } tiers[] = {
		{ "A", LEX_A }, { "B", LEX_B }, { "C", LEX_C }, { "ask", LEX_ASK },
	};
	char *name = take_word(&rest), *tier = take_word(&rest);
	struct lex_rule *rule = rule_new(r, LEX_KIND_RULE, name);

	if (!r->file->author || !r->file->reviewed || !r->file->reviewer)
		return refuse(r, "author, reviewer and reviewed come before the first rule");
	for (size_t i = 0; i < ARRAY_LEN(tiers); i++)
		if (strcmp(tier, tiers[i].name) == 0)
			rule->info.tier = tiers[i].tier;
	if (!*name || rule->info.tier == LEX_NONE)
		return refuse(r, "write: rule name A|B|C|ask \"What it says, as a sentence.\"");
	rule->info.reason = take_quoted(r, &rest);
	if (!reason_is_sentence(rule->info.reason))
		return refuse(r, "a rule needs its reason as a sentence in quotes");
	if (lexicon_rule_find(r->lex, rule->info.id))
		return refuse(r, "a rule of this name is there already");
	r->lex->rules = talloc_realloc(r->lex, r->lex->rules, struct lex_rule *,
				       (unsigned)(r->lex->rules_len + 1));
	r->lex->rules[r->lex->rules_len++] = rule;
	r->file->rules++;
	return 0;
}

static int read_context(struct reader *r, char *rest)
{
	char *name = take_word(&rest), *where = take_word(&rest);
	struct lex_rule *rule = rule_new(r, LEX_KIND_CONTEXT, name);
	bool found = false;

	for (size_t i = 0; i < ARRAY_LEN(context_names); i++)
		if (strcmp(name, context_names[i].name) == 0)
			rule->context = context_names[i].bit;
	for (size_t i = 0; i < ARRAY_LEN(where_names); i++)
		if (strcmp(where, where_names[i]) == 0) {
			rule->where = (enum lex_where)i;
			found = true;
		}
	if (!rule->context || !found)
		return refuse(r, "write: context negated|past|third|joking "
				 "before|inside|after|sentence|near");
	return 0;
}

static int read_flags(struct reader *r, char *rest)
{
	static const struct { const char *name; uint32_t context, ignores; } flags[] = {
		{ "by-other", LEX_CTX_BY_OTHER, LEX_CTX_THIRD },
		{ "to-other", LEX_CTX_TO_OTHER, 0 },
		{ "child", LEX_CTX_CHILD, 0 },
		{ "third", LEX_CTX_THIRD, LEX_CTX_THIRD },
		{ "no-negated", 0, LEX_CTX_NEGATED },
		{ "no-past", 0, LEX_CTX_PAST },
		{ "no-third", 0, LEX_CTX_THIRD },
	};

	for (char *word = take_word(&rest); *word; word = take_word(&rest)) {
		size_t i = 0;

		if (strcmp(word, "loose") == 0) {
			r->rule->info.loose = true;
			continue;
		}
		while (i < ARRAY_LEN(flags) && strcmp(word, flags[i].name) != 0)
			i++;
		if (i == ARRAY_LEN(flags))
			return refuse(r, "flags are: loose by-other to-other child third "
					 "no-negated no-past no-third");
		r->rule->info.context |= flags[i].context;
		r->rule->ignores |= flags[i].ignores;
	}
	return 0;
}

static int read_pattern(struct reader *r, const char *text)
{
	struct lexicon *lex = r->lex;
	bool context = r->rule->kind == LEX_KIND_CONTEXT;
	struct lex_pattern **list = context ? &lex->contexts : &lex->patterns;
	size_t *len = context ? &lex->contexts_len : &lex->patterns_len;
	struct lex_node *node = lex_pattern_parse(r->file, r->line, text, r->err);

	if (!node)
		return -EINVAL;
	if (*len >= UINT16_MAX)
		return refuse(r, "there are too many patterns");
	*list = talloc_realloc(lex, *list, struct lex_pattern, (unsigned)(*len + 1));
	(*list)[(*len)++] = (struct lex_pattern){
		.rule = r->rule, .file = r->file, .node = node, .line = r->line };
	r->rule->info.patterns++;
	return 0;
}

static int read_indented(struct reader *r, char *s)
{
	struct { const char *keyword; const char **to; } texts[] = {
		{ "author", r->rule ? &r->rule->info.author : NULL },
		{ "reviewer", r->rule ? &r->rule->info.reviewer : NULL },
		{ "reviewed", r->rule ? &r->rule->info.reviewed : NULL },
	};
	char *word;

	if (r->slot) {
		if (*s != '|')
			return refuse(r, "further lines of a slot begin with |");
		r->slot_text = talloc_asprintf_append(r->slot_text, " %s", s);
		return 0;
	}
	if (r->words_for)
		return read_words(r, s);
	if (!r->rule)
		return refuse(r, "an indented line belongs to nothing");
	if (s[0] == '-' && s[1] == ' ')
		return read_pattern(r, s + 2);
	word = take_word(&s);
	if (strcmp(word, "flags") == 0)
		return read_flags(r, s);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (strcmp(word, texts[i].keyword) == 0)
			return read_text(r, s, texts[i].to);
	return refuse(r, "a pattern begins with \"- \"");
}

/* --- Statements --------------------------------------------------------- */
static int read_language(struct reader *r, char *rest)
{
	r->file->code = talloc_strdup(r->file, take_word(&rest));
	r->file->name = take_quoted(r, &rest);
	return *r->file->code && r->file->name ? 0 : refuse(r, "write: language en \"English\"");
}

static int read_status(struct reader *r, char *rest)
{
	return read_text(r, rest, &r->file->status);
}
static int read_author(struct reader *r, char *rest)
{
	return read_text(r, rest, &r->file->author);
}
static int read_reviewer(struct reader *r, char *rest)
{
	return read_text(r, rest, &r->file->reviewer);
}
static int read_reviewed(struct reader *r, char *rest)
{
	return read_text(r, rest, &r->file->reviewed);
}
static int read_idiom(struct reader *r, char *rest)
{
	rule_new(r, LEX_KIND_IDIOM, take_word(&rest));
	return 0;
}

static int read_mixes(struct reader *r, char *rest)
{
	r->file->mixes = talloc_strdup(r->file, take_word(&rest));
	return *r->file->mixes ? 0 : refuse(r, "write: mixes en");
}

static const struct statement {
	const char *keyword;
	int (*read)(struct reader *r, char *rest);
	bool words;			/* spelling: the first reading */
} statements[] = {
	{ "language", read_language, false }, { "status", read_status, false },
	{ "author", read_author, false }, { "reviewer", read_reviewer, false },
	{ "reviewed", read_reviewed, false }, { "mixes", read_mixes, false },
	{ "spell", read_spell, true }, { "slips", read_words, true },
	{ "real", read_words, true }, { "denials", read_words, true },
	{ "slot", read_slot, false }, { "rule", read_rule, false },
	{ "idiom", read_idiom, false }, { "context", read_context, false },
};

static int read_statement(struct reader *r, char *s, bool words)
{
	char *keyword;
	const struct statement *st = NULL;
	int rc = finish_slot(r);

	if (rc)
		return rc;
	r->rule = NULL;
	r->words_for = NULL;
	keyword = take_word(&s);
	for (size_t i = 0; i < ARRAY_LEN(statements); i++)
		if (strcmp(keyword, statements[i].keyword) == 0)
			st = &statements[i];
	if (!st)
		return refuse(r, "unknown statement");
	if (!r->file->code && st->read != read_language && !words)
		return refuse(r, "a file begins with its language");
	if (st->read == read_words)
		r->words_for = st->keyword;
	return st->words == words ? st->read(r, s) : 0;
}

/* Folded (the words), but quoted texts as they are: they are for readers. */
static void fold_line(const char *in, char *out, size_t size)
{
	struct text_folded f = { .out = out, .size = size };
	const char *quote = strchr(in, '"');
	size_t n = quote ? (size_t)(quote - in) : strlen(in);

	text_fold((struct view){ (const uint8_t *)in, n }, &f);
	if (quote && strlen(quote) + f.len < size)
		strcpy(out + f.len, quote);
}

/* Comments have a line of their own: "#" within a pattern is a number. */
static void strip(char *line)
{
	size_t n = strlen(line);

	if (line[strspn(line, " \t")] == '#')
		n = 0;
	while (n && strchr(" \t\r\n", line[n - 1]))
		n--;
	line[n] = '\0';
}

/* "A" is a tier; it must not be folded with the rest of its line. */
static void keep_tier(const char *raw, char *line)
{
	size_t i = 0;

	if (strncmp(raw, "rule ", 5) != 0)
		return;
	i = 5 + strcspn(raw + 5, " ");
	if (raw[i] == ' ' && strlen(line) > i + 1 && (raw[i + 2] == ' ' || !raw[i + 2]))
		line[i + 1] = raw[i + 1];
}

static int read_line(struct reader *r, char *raw, bool words)
{
	char line[LINE_MAX_BYTES * 2];

	strip(raw);
	if (!*raw)
		return 0;
	fold_line(raw, line, sizeof(line));
	keep_tier(raw, line);
	if (raw[0] != ' ' && raw[0] != '\t')
		return read_statement(r, line, words);
	/* indented lines of the other reading's statements are passed over */
	if (words ? !r->words_for : r->words_for != NULL)
		return 0;
	return read_indented(r, line + strspn(line, " "));
}

int lex_read_lines(struct lexicon *lex, struct lex_file *file, struct view text, bool words,
		   struct err *err)
{
	struct reader r = { .lex = lex, .file = file, .err = err };
	const char *p = (const char *)text.data, *end = p + text.len;
	char raw[LINE_MAX_BYTES];

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl ? nl : end) - p);
		int rc;

		r.line++;
		if (n >= sizeof(raw) || memchr(p, '\0', n))
			return refuse(&r, "a line of at most 4000 characters is expected");
		memcpy(raw, p, n);
		raw[n] = '\0';
		rc = read_line(&r, raw, words);
		if (rc)
			return rc;
		p += n + 1;
	}
	if (!words && !file->code)
		return refuse(&r, "the file does not say its language");
	return finish_slot(&r);
}
