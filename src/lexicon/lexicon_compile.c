/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From what was read to what can be run: regular expressions with JIT, the
 * groups of required words, the prefilter, and the trial that refuses what
 * can blow up.
 */
#include "lexicon/lexicon_int.h"

/* Per start of a match; the worst pattern that is let in stays under it by the trial. */
#define MATCH_LIMIT 4000
#define TRIAL_LIMIT 1000
#define TRIAL_BYTES 1200

/* --- Memory for the scan -------------------------------------------------------------- *
 * JIT needs its stack only; PCRE2's interpreter (where the kernel forbids JIT) asks for
 * frames.  Both come from memory that is there already; none left is an engine fault. */
static void *arena_alloc(size_t n, void *arg)
{
	struct lex_scratch *s = arg;
	void *p = s->arena + s->arena_used;

	n = (n + 15) & ~(size_t)15;
	if (n > LEX_ARENA_SIZE - s->arena_used)
		return NULL;
	s->arena_used += n;
	return p;
}

static void arena_free(void *p, void *arg)
{
	struct lex_scratch *s = arg;

	/* PCRE2 grows its frames by one new block and one free: give back what was last. */
	if (p && (uint8_t *)p == s->arena + s->arena_used)
		s->arena_used = 0;
}

static int scratch_free(struct lex_scratch *s)
{
	if (s->stack)
		pcre2_jit_stack_free(s->stack);
	return 0;
}

static int scratch_new(struct lexicon *lex, struct err *err)
{
	struct lex_scratch *s = talloc_zero(lex, struct lex_scratch);
	pcre2_general_context *g;

	lex->scratch = s;
	s->arena = talloc_zero_size(s, LEX_ARENA_SIZE);
	s->seen.seen = talloc_zero_array(s, struct lex_seen, (unsigned)lex->groups_len + 1);
	s->seen.list = talloc_zero_array(s, uint16_t, (unsigned)lex->groups_len + 1);
	s->candidates = talloc_zero_array(s, uint64_t, (unsigned)lex->patterns_len / 64 + 1);
	g = pcre2_general_context_create(arena_alloc, arena_free, s);
	s->md = g ? pcre2_match_data_create(1, g) : NULL;
	s->mctx = g ? pcre2_match_context_create(g) : NULL;
	s->stack = pcre2_jit_stack_create(64 * 1024, 256 * 1024, NULL);
	talloc_set_destructor(s, scratch_free);
	if (!s->md || !s->mctx || !s->stack)
		return err_set(err, ENOMEM, "no memory for the scan");
	pcre2_set_match_limit(s->mctx, MATCH_LIMIT);
	pcre2_set_heap_limit(s->mctx, LEX_ARENA_SIZE / 2 / 1024);
	pcre2_jit_stack_assign(s->mctx, NULL, s->stack);
	return 0;
}

/* --- One pattern -------------------------------------------------------- */
static int where(const struct lex_pattern *p, struct err *err)
{
	err_prefix(err, "%s:%d", p->rule->file, p->line);
	return -EINVAL;
}

static int code_free(struct lex_pattern *list)
{
	size_t n = talloc_array_length(list);

	for (size_t i = 0; i < n; i++)
		pcre2_code_free(list[i].code);
	return 0;
}

static int compile_one(struct lexicon *lex, struct lex_pattern *p, struct err *err)
{
	void *tmp = talloc_new(lex);
	char *regex = lex_pattern_regex(tmp, p->node), message[120];
	int code, reach, rc = -EINVAL;
	uint32_t options = PCRE2_DOLLAR_ENDONLY;
	PCRE2_SIZE at;

	if (p->rule->kind == LEX_KIND_CONTEXT && p->rule->where == LEX_BEFORE)
		regex = talloc_asprintf(tmp, "(?:%s)\\z", regex);
	/* Anchored here, for JIT cannot be told so at the match. */
	if (p->rule->kind == LEX_KIND_CONTEXT && p->rule->where == LEX_AFTER)
		options |= PCRE2_ANCHORED;
	p->code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, options, &code, &at,
				NULL);
	if (!p->code) {
		pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof(message));
		rc = err_set(err, EINVAL, "the pattern does not compile: %s", message);
		goto out;
	}
	p->jit = pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0;
	p->has_negation = lex_pattern_denies(lex->words, p->node);
	reach = lex_pattern_reach(p->node);
	if (reach > 60) {
		rc = err_set(err, EINVAL, "the pattern can span %d words; 60 are the most", reach);
		goto out;
	}
	p->reach = (uint16_t)reach;
	rc = 0;
out:
	talloc_free(tmp);
	return rc;
}

/* Can it blow up?  Texts that begin like a match again and again and never end as one are
 * the worst for open places; a pattern that needs many steps for one of them is refused. */
static int try_one(struct lexicon *lex, struct lex_pattern *p, struct err *err)
{
	int parts = lex_pattern_parts(p->node), rc = 0;
	struct lex_scratch *s = lex->scratch;

	if (lex_pattern_gaps(p->node) < 2)
		return 0;
	pcre2_set_match_limit(s->mctx, TRIAL_LIMIT);
	for (int k = 1; k < parts && !rc; k++) {
		char *piece = lex_pattern_sample(NULL, p->node, k);
		char *text = talloc_strdup(piece, " "), *shown;

		while (*piece && strlen(text) < TRIAL_BYTES)
			text = talloc_strdup_append_buffer(text, piece);
		rc = pcre2_match(p->code, (PCRE2_SPTR)text, strlen(text), 0, 0, s->md, s->mctx);
		if (rc < 0 && rc != PCRE2_ERROR_NOMATCH) {
			shown = talloc_strndup(text, text + 1, 60);
			rc = err_set(err, EINVAL, "the pattern can blow up; it does on \"%s...\"",
				     shown);
		} else {
			rc = 0;
		}
		talloc_free(piece);
	}
	pcre2_set_match_limit(s->mctx, MATCH_LIMIT);
	return rc;
}

/* --- Groups ------------------------------------------------------------- */
struct group_key { char *key; uint16_t id; };

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct group_key *)a)->key, ((const struct group_key *)b)->key);
}

/* All (pattern, group) pairs, sorted by content, so that equal groups get one number. */
struct pair {
	struct group_key k;
	struct lex_pattern *pattern;
	int place;
	struct lex_group *group;
};

static void add_groups(struct lexicon *lex, struct pair *pairs, size_t n)
{
	qsort(pairs, n, sizeof(*pairs), by_key);
	for (size_t i = 0; i < n; i++) {
		struct pair *p = &pairs[i];

		if (i == 0 || strcmp(p->k.key, pairs[i - 1].k.key) != 0) {
			for (size_t j = 0; j < p->group->len; j++)
				lex_ac_add(lex->ac, p->group->literals[j],
					   (uint16_t)lex->groups_len);
			lex->groups_len++;
		}
		p->pattern->groups[p->place] = (uint16_t)(lex->groups_len - 1);
	}
}

/* The pairs of one pattern; how many. */
static size_t pairs_of(void *tmp, struct lex_pattern *p, struct pair *pairs)
{
	struct lex_group *groups;

	p->groups_len = (uint8_t)lex_pattern_groups(tmp, p->node, &groups);
	for (int g = 0; g < p->groups_len; g++) {
		char *key = talloc_strdup(tmp, "");

		for (size_t j = 0; j < groups[g].len; j++)
			key = talloc_asprintf_append_buffer(key, "%s|", groups[g].literals[j]);
		pairs[g] = (struct pair){ { key, 0 }, p, g, &groups[g] };
	}
	return p->groups_len;
}

static int make_groups(struct lexicon *lex, struct err *err)
{
	void *tmp = talloc_new(NULL);
	size_t most = (lex->patterns_len + lex->contexts_len) * LEX_PATTERN_GROUPS, n = 0;
	struct pair *pairs = talloc_array(tmp, struct pair, (unsigned)most + 1);
	int rc;

	for (size_t i = 0; i < lex->patterns_len; i++)
		n += pairs_of(tmp, &lex->patterns[i], pairs + n);
	for (size_t i = 0; i < lex->contexts_len; i++)
		n += pairs_of(tmp, &lex->contexts[i], pairs + n);
	lex->ac = lex_ac_new(lex);
	add_groups(lex, pairs, n);
	rc = lex->groups_len >= UINT16_MAX
		     ? err_set(err, E2BIG, "the lexicon has too many groups of words")
		     : lex_ac_finish(lex->ac, err);
	talloc_free(tmp);
	return rc;
}

static void index_groups(struct lexicon *lex)
{
	lex->by_group = talloc_zero_size(lex, (lex->groups_len + 1) * sizeof(*lex->by_group));
	lex->always = talloc_array(lex, uint16_t, (unsigned)lex->patterns_len + 1);
	for (size_t i = 0; i < lex->patterns_len; i++) {
		struct lex_pattern *p = &lex->patterns[i];
		size_t *len;
		uint16_t **list;

		if (!p->groups_len) {
			lex->always[lex->always_len++] = (uint16_t)i;
			continue;
		}
		list = &lex->by_group[p->groups[0]].patterns;
		len = &lex->by_group[p->groups[0]].len;
		*list = talloc_realloc(lex, *list, uint16_t, (unsigned)(*len + 1));
		(*list)[(*len)++] = (uint16_t)i;
	}
}

/* Idioms first (they mask), then the rules with the highest tier. */
static int by_importance(const void *a, const void *b)
{
	const struct lex_pattern *pa = a, *pb = b;
	int ka = pa->rule->kind == LEX_KIND_IDIOM ? 100 : (int)pa->rule->info.tier;
	int kb = pb->rule->kind == LEX_KIND_IDIOM ? 100 : (int)pb->rule->info.tier;

	if (ka != kb)
		return kb - ka;
	return strcmp(pa->rule->file, pb->rule->file) ? strcmp(pa->rule->file, pb->rule->file)
						      : pa->line - pb->line;
}

static int split(struct lexicon *lex, struct lex_pattern **list, size_t *len, struct err *err)
{
	struct lex_pattern *out = NULL;
	size_t n = 0;

	for (size_t i = 0; i < *len; i++) {
		struct lex_pattern *p = &(*list)[i];
		struct lex_node **nodes = NULL;
		size_t k;

		if (lex_pattern_resolve(p->file, p->node, err))
			return where(p, err);
		k = lex_pattern_split(lex, p->node, &nodes, 0);
		if (n + k >= UINT16_MAX) {
			err_set(err, E2BIG, "there are too many patterns");
			return where(p, err);
		}
		out = talloc_realloc(lex, out, struct lex_pattern, (unsigned)(n + k));
		for (size_t j = 0; j < k; j++) {
			out[n + j] = *p;
			out[n + j].node = nodes[j];
		}
		n += k;
		talloc_free(nodes);
	}
	talloc_free(*list);
	*list = out;
	*len = n;
	return 0;
}

int lex_compile(struct lexicon *lex, struct err *err)
{
	int rc = split(lex, &lex->patterns, &lex->patterns_len, err);

	if (!rc)
		rc = split(lex, &lex->contexts, &lex->contexts_len, err);
	if (rc)
		return rc;
	if (lex->patterns_len)
		qsort(lex->patterns, lex->patterns_len, sizeof(struct lex_pattern), by_importance);
	if (lex->patterns)
		talloc_set_destructor(lex->patterns, code_free);
	if (lex->contexts)
		talloc_set_destructor(lex->contexts, code_free);
	for (size_t i = 0; i < lex->patterns_len + lex->contexts_len; i++) {
		struct lex_pattern *p = i < lex->patterns_len
						? &lex->patterns[i]
						: &lex->contexts[i - lex->patterns_len];

		if (compile_one(lex, p, err))
			return where(p, err);
	}
	rc = make_groups(lex, err);
	if (rc)
		return rc;
	index_groups(lex);
	rc = scratch_new(lex, err);
	for (size_t i = 0; i < lex->patterns_len && !rc; i++)
		if (try_one(lex, &lex->patterns[i], err))
			return where(&lex->patterns[i], err);
	for (size_t i = 0; i < lex->contexts_len && !rc; i++)
		if (try_one(lex, &lex->contexts[i], err))
			return where(&lex->contexts[i], err);
	return rc;
}
