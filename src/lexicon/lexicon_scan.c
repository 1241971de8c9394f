/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The scan.  No heap, no clock, no log, no failure: see lexicon.h. */
#include "lexicon/lexicon_int.h"

/* Per window.  Far above what any real text needs; they bound what a made-up one costs. */
#define TRIES_MAX 300
#define BYTES_MAX (160 * 1024)
#define MATCHES_PER_PATTERN 4
#define OVERLAP 300			/* bytes; more than the longest pattern's usual words */
#define NEAR_BYTES 120

struct scan {
	struct lexicon *lex;
	struct lex_scratch *s;
	struct lex_canon *c;
	struct lexicon_result *out;
	uint32_t base;			/* where this window begins in the text as given */
};

struct span { size_t begin, end; };

/* --- Results ------------------------------------------------------------ */
static void raise(struct lexicon_result *r, enum lexicon_tier tier)
{
	if (tier > r->tier)
		r->tier = tier;
}

static void add_hit(struct lexicon_result *r, const struct lexicon_hit *hit)
{
	size_t i;

	raise(r, hit->tier);
	for (i = 0; i < r->hits_len; i++) {
		if (strcmp(r->hits[i].rule, hit->rule) != 0)
			continue;
		if (r->hits[i].tier >= hit->tier)
			return;
		r->hits_len--;		/* said again, and more strongly: take the old one out */
		memmove(&r->hits[i], &r->hits[i + 1], (r->hits_len - i) * sizeof(*hit));
		break;
	}
	for (i = r->hits_len; i > 0 && r->hits[i - 1].tier < hit->tier; i--)
		;
	if (r->hits_len == LEXICON_MAX_HITS) {
		r->truncated = true;
		if (i == LEXICON_MAX_HITS)
			return;
		r->hits_len--;
	}
	memmove(&r->hits[i + 1], &r->hits[i], (r->hits_len - i) * sizeof(*hit));
	r->hits[i] = *hit;
	r->hits_len++;
}

static void add_fault(struct scan *sc, const struct lex_pattern *p)
{
	static const char id[] = "engine-fault";
	struct lexicon_hit hit = { .rule = id, .tier = LEX_ASK, .rule_tier = LEX_ASK };

	sc->out->engine_fault = true;
	sc->out->fault_rule = p->rule->info.id;
	add_hit(sc->out, &hit);
}

void lexicon_result_join(struct lexicon_result *into, const struct lexicon_result *more)
{
	for (size_t i = 0; i < more->hits_len; i++)
		add_hit(into, &more->hits[i]);
	raise(into, more->tier);
	into->truncated |= more->truncated;
	into->engine_fault |= more->engine_fault;
	if (!into->fault_rule)
		into->fault_rule = more->fault_rule;
}

/* --- One run of one pattern --------------------------------------------- */
static int run(struct scan *sc, const struct lex_pattern *p, struct span region,
	       struct span *found)
{
	struct lex_scratch *s = sc->s;
	PCRE2_SPTR text = (PCRE2_SPTR)sc->c->text;
	const PCRE2_SIZE *at;
	int rc;

	if (p->jit)
		rc = pcre2_jit_match(p->code, text, region.end, region.begin, 0, s->md, s->mctx);
	else
		rc = pcre2_match(p->code, text, region.end, region.begin, 0, s->md, s->mctx);
	if (rc < 0)
		return rc;
	at = pcre2_get_ovector_pointer(s->md);
	*found = (struct span){ at[0], at[1] };
	return 0;
}

/* Are the words that it requires in this window, from its `from`th group on? */
static bool all_seen(const struct lex_seen_list *seen, const struct lex_pattern *p, size_t from)
{
	for (size_t i = from; i < p->groups_len; i++)
		if (seen->seen[p->groups[i]].epoch != seen->epoch)
			return false;
	return true;
}

/* --- Context ------------------------------------------------------------ */
static size_t back_to(const struct lex_canon *c, size_t from, const char *stops)
{
	while (from > 0 && !(strchr(stops, c->text[from - 1]) && c->text[from] == ' '))
		from--;
	return from + (c->text[from] == ' ');
}

static size_t sentence_end(const struct lex_canon *c, size_t from)
{
	const char *dot = memchr(c->text + from, '.', c->len - from);

	return dot ? (size_t)(dot - c->text) : c->len;
}

static struct span context_region(const struct lex_canon *c, enum lex_where where, struct span hit)
{
	size_t end;

	switch (where) {
	case LEX_BEFORE: return (struct span){ back_to(c, hit.begin, ".,"), hit.begin };
	case LEX_INSIDE: return hit;
	case LEX_AFTER: return (struct span){ hit.end, sentence_end(c, hit.end) };
	case LEX_SENTENCE:
		return (struct span){ back_to(c, hit.begin, "."), sentence_end(c, hit.end) };
	case LEX_NEAR: break;
	}
	end = hit.end + NEAR_BYTES;
	return (struct span){ hit.begin > NEAR_BYTES ? hit.begin - NEAR_BYTES : 0,
			      end < c->len ? end : c->len };
}

/* "tu" is another's business in French and "only" in Swahili: context is a language's
 * own, but for laughter, and for languages that are texted mixed with another. */
static bool context_applies(const struct lex_pattern *q, const struct lex_pattern *p)
{
	const struct lex_file *a = p->file, *b = q->file;

	return a == b || q->rule->context == LEX_CTX_JOKING ||
	       (a->mixes && strcmp(a->mixes, b->code) == 0) ||
	       (b->mixes && strcmp(b->mixes, a->code) == 0);
}

static uint32_t context_of(struct scan *sc, const struct lex_pattern *p, struct span hit)
{
	const struct lexicon *lex = sc->lex;
	uint32_t context = 0, skip = p->rule->ignores;

	if (!p->rule->info.loose)
		skip |= LEX_CTX_JOKING;
	for (size_t i = 0; i < lex->contexts_len; i++) {
		const struct lex_pattern *q = &lex->contexts[i];
		struct span region, found;
		uint32_t bit = q->rule->context;
		int rc;

		if (((context | skip) & bit) || !all_seen(&sc->s->seen, q, 0) ||
		    !context_applies(q, p))
			continue;
		if (bit == LEX_CTX_NEGATED && q->rule->where == LEX_INSIDE && p->has_negation)
			continue;
		region = context_region(sc->c, q->rule->where, hit);
		if (region.begin >= region.end)
			continue;
		rc = run(sc, q, region, &found);
		if (rc == 0)
			context |= bit;
		else if (rc != PCRE2_ERROR_NOMATCH)
			add_fault(sc, q);
	}
	return context;
}

/* --- Hits --------------------------------------------------------------- */
/* The word that holds this place of the canonical text. */
static size_t word_at(const struct lex_canon *c, size_t place)
{
	size_t lo = 0, hi = c->words_len;

	while (hi - lo > 1) {
		size_t mid = (lo + hi) / 2;

		if (c->words[mid].canon <= place)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* True: said as strongly as the rule can; no need to look for more. */
static bool take_hit(struct scan *sc, const struct lex_pattern *p, struct span found)
{
	const uint32_t lowers = LEX_CTX_NEGATED | LEX_CTX_PAST | LEX_CTX_THIRD | LEX_CTX_JOKING;
	const struct lexicon_rule_info *info = &p->rule->info;
	struct lexicon_hit hit = { .rule = info->id, .tier = info->tier, .rule_tier = info->tier };
	uint32_t context = context_of(sc, p, found);

	hit.context = context | info->context;
	if (context & lowers)
		hit.tier = LEX_ASK;
	hit.begin = sc->base + sc->c->words[word_at(sc->c, found.begin)].begin;
	hit.end = sc->base + sc->c->words[word_at(sc->c, found.end - 1)].end;
	add_hit(sc->out, &hit);
	return hit.tier == info->tier;
}

/* An idiom vetoes its own words only: they become a word that nothing matches. */
static void mask(struct lex_canon *c, struct span found)
{
	for (size_t i = found.begin; i < found.end; i++)
		if (c->text[i] != ' ' && c->text[i] != '.' && c->text[i] != ',')
			c->text[i] = '\x01';
}

static bool rule_is_said(const struct lexicon_result *r, const struct lex_pattern *p)
{
	for (size_t i = 0; i < r->hits_len; i++)
		if (r->hits[i].rule == p->rule->info.id)
			return r->hits[i].tier == p->rule->info.tier;
	return false;
}

static struct span region_of(const struct scan *sc, const struct lex_pattern *p)
{
	const struct lex_canon *c = sc->c;
	const struct lex_seen *seen;
	size_t first, last;

	if (!p->groups_len)
		return (struct span){ 0, c->len };
	seen = &sc->s->seen.seen[p->groups[0]];
	first = seen->first > p->reach ? (size_t)(seen->first - p->reach) : 0;
	last = (size_t)seen->last + p->reach + 4;
	return (struct span){ c->words[first].canon,
			      last < c->words_len ? c->words[last].canon : c->len };
}

static void try_pattern(struct scan *sc, const struct lex_pattern *p)
{
	struct span region = region_of(sc, p), found;

	if (p->rule->kind == LEX_KIND_RULE && rule_is_said(sc->out, p))
		return;
	for (int i = 0; i < MATCHES_PER_PATTERN && region.begin < region.end; i++) {
		int rc;

		if (!sc->s->tries_left || sc->s->bytes_left < region.end - region.begin) {
			sc->out->truncated = true;
			raise(sc->out, LEX_ASK);
			return;
		}
		sc->s->tries_left--;
		sc->s->bytes_left -= region.end - region.begin;
		rc = run(sc, p, region, &found);
		if (rc == PCRE2_ERROR_NOMATCH)
			return;
		if (rc) {
			add_fault(sc, p);
			return;
		}
		if (found.end == found.begin)
			return;
		if (p->rule->kind == LEX_KIND_IDIOM)
			mask(sc->c, found);
		else if (take_hit(sc, p, found))
			return;
		region.begin = found.begin + 1;
	}
}

/* --- One window --------------------------------------------------------- */
static void find_candidates(struct scan *sc)
{
	const struct lexicon *lex = sc->lex;
	const struct lex_seen_list *seen = &sc->s->seen;
	uint64_t *bits = sc->s->candidates;

	memset(bits, 0, (lex->patterns_len / 64 + 1) * sizeof(*bits));
	for (size_t i = 0; i < lex->always_len; i++)
		bits[lex->always[i] / 64] |= 1ull << (lex->always[i] % 64);
	for (size_t i = 0; i < seen->len; i++) {
		const uint16_t *list = lex->by_group[seen->list[i]].patterns;

		for (size_t j = 0; j < lex->by_group[seen->list[i]].len; j++)
			if (all_seen(seen, &lex->patterns[list[j]], 1))
				bits[list[j] / 64] |= 1ull << (list[j] % 64);
	}
}

static size_t scan_window(struct scan *sc, struct view in)
{
	struct lex_scratch *s = sc->s;
	struct text_folded f = { .out = s->folded, .map = s->map, .size = sizeof(s->folded) };
	size_t words = sc->lex->patterns_len / 64 + 1;

	text_fold(in, &f);
	lex_canon(sc->lex->words, &f, sc->c);
	if (sc->c->full) {
		sc->out->truncated = true;
		raise(sc->out, LEX_ASK);
	}
	lex_ac_run(sc->lex->ac, sc->c->text, sc->c->len, &s->seen);
	find_candidates(sc);
	s->tries_left = TRIES_MAX;
	s->bytes_left = BYTES_MAX;
	for (size_t i = 0; i < words; i++)
		for (uint64_t bits = s->candidates[i]; bits; bits &= bits - 1)
			try_pattern(sc, &sc->lex->patterns[i * 64 + (size_t)__builtin_ctzll(bits)]);
	return f.consumed;
}

/* Where the next window begins: a little before the end of this one, at a word. */
static size_t step_back(struct view in, size_t end)
{
	size_t from = end > OVERLAP ? end - OVERLAP : end, at = from;

	while (at < from + 64 && at < end && in.data[at] > ' ')
		at++;
	if (at == from + 64)
		at = from;
	while (at < end && (in.data[at] & 0xc0) == 0x80)
		at++;
	return at;
}

void lexicon_scan(struct lexicon *lex, struct view utf8, struct lexicon_result *out)
{
	struct scan sc = { lex, lex->scratch, &lex->scratch->canon, out, 0 };
	size_t pos = 0;

	out->tier = LEX_NONE;
	out->hits_len = 0;
	out->truncated = out->engine_fault = false;
	out->fault_rule = NULL;
	while (pos < utf8.len) {
		struct view in = { utf8.data + pos, utf8.len - pos };
		size_t n;

		if (in.len > LEXICON_WINDOW)
			in.len = LEXICON_WINDOW;
		sc.base = (uint32_t)pos;
		n = scan_window(&sc, in);
		if (pos + n >= utf8.len)
			break;
		pos += step_back((struct view){ in.data, n }, n);
	}
}

void lexicon_scan_joined(struct lexicon *lex, const struct view *parts, size_t parts_len,
			 struct lexicon_result *out)
{
	char *join = lex->scratch->join;
	size_t size = sizeof(lex->scratch->join), at = size;

	/* From the newest back, until it is full: what was said last counts most. */
	for (size_t i = parts_len; i > 0 && at > 0; i--) {
		const struct view *p = &parts[i - 1];
		size_t n = p->len < at ? p->len : at;

		at -= n;
		memcpy(join + at, p->data + (p->len - n), n);
		if (i > 1 && at >= strlen(LEXICON_JOIN)) {
			at -= strlen(LEXICON_JOIN);
			memcpy(join + at, LEXICON_JOIN, strlen(LEXICON_JOIN));
		}
	}
	lexicon_scan(lex, (struct view){ (const uint8_t *)join + at, size - at }, out);
	for (size_t i = 0; i < out->hits_len; i++)
		out->hits[i].begin = out->hits[i].end = 0;
}
