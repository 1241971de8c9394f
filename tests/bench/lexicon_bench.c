/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How fast is hearing?  Texts of 160 characters per second on one core with the
 * whole lexicon and all spelling work, side by side (interleaved, in one run)
 * with the same rules as one regular expression each on the same words; and the
 * slowest single message that this program can think of.
 *
 *   tests/bench/lexicon_bench [lexicon folder [file with a text a line]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lexicon/lexicon_int.h"

enum { TEXTS = 2000, TEXT_LEN = 160, ROUNDS = 5, MESSAGE_LEN = 1530, TRIES = 5 };

static char texts[TEXTS][TEXT_LEN + 1];
static double best[2];

static double now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- Texts -------------------------------------------------------------- */
static const char *const ordinary[] = {
	"hey", "are", "you", "coming", "to", "the", "market", "tomorrow", "I", "will",
	"be", "there",
	"at", "about", "six", "please", "bring", "some", "food", "and", "call", "me", "when", "ur",
	"done", "haha", "ok", "lol", "see", "u", "later", "my", "sister", "is", "going",
	"with", "us",
	"don't", "forget", "money", "for", "bus", "2moro", "what", "time", "does", "class", "start",
	"thanks", "so", "much", "really", "tired", "today", "work", "was", "long", "want", "sleep",
	"now", "did", "get", "that", "message", "from", "him", "mum", "says", "hi",
	"it's", "raining",
	"here", "again", "can't", "wait", "till", "weekend", "feeling", "better", "soooo", "hungry",
};

static void ordinary_text(char *out)
{
	size_t len = 0;

	while (len < TEXT_LEN) {
		const char *w = ordinary[rand_below(ARRAY_LEN(ordinary))];

		len += (size_t)snprintf(out + len, TEXT_LEN + 1 - len, "%s%s", w,
					rand_below(9) ? " " : ". ");
		if (len > TEXT_LEN)
			len = TEXT_LEN;
	}
}

static void make_texts(const char *file)
{
	FILE *f = file ? fopen(file, "r") : NULL;
	char *line = NULL;
	size_t size = 0, n = 0, len = 0;

	MUST(!file || f);
	/* A file's lines are strung together, so that every text is of the same length. */
	while (f && n < TEXTS && getline(&line, &size, f) > 0) {
		line[strcspn(line, "\n")] = '\0';
		len += (size_t)snprintf(texts[n] + len, TEXT_LEN + 1 - len, "%s. ", line);
		if (len >= TEXT_LEN) {
			n++;
			len = 0;
		}
	}
	if (f)
		fclose(f);
	free(line);
	while (n < TEXTS)
		ordinary_text(texts[n++]);
}

/* --- The two ways ------------------------------------------------------- */
static unsigned run_scan(struct lexicon *lex)
{
	struct lexicon_result r;
	unsigned heard = 0;

	for (int i = 0; i < TEXTS; i++) {
		lexicon_scan(lex, VIEW_STR(texts[i]), &r);
		heard += r.tier != LEX_NONE;
	}
	return heard;
}

static unsigned run_each(struct lexicon *lex)
{
	struct lex_scratch *s = lex->scratch;
	unsigned heard = 0;

	for (int i = 0; i < TEXTS; i++) {
		struct text_folded f = { .out = s->folded, .map = s->map,
					 .size = sizeof(s->folded) };
		bool hit = false;

		text_fold(VIEW_STR(texts[i]), &f);
		lex_canon(lex->words, &f, &s->canon);
		for (size_t p = 0; p < lex->patterns_len; p++)
			hit |= pcre2_match(lex->patterns[p].code, (PCRE2_SPTR)s->canon.text,
					   s->canon.len, 0, 0, s->md, s->mctx) >= 0;
		heard += hit;
	}
	return heard;
}

static void side_by_side(struct lexicon *lex)
{
	unsigned heard[2] = { 0, 0 };

	best[0] = best[1] = 1e9;
	for (int round = 0; round < ROUNDS; round++) {
		for (int way = 0; way < 2; way++) {
			double t = now_s();

			heard[way] = way ? run_each(lex) : run_scan(lex);
			t = now_s() - t;
			best[way] = t < best[way] ? t : best[way];
		}
	}
	printf("%-26s %9.0f texts/s  %6.2f us each  (%u of %d heard)\n", "lexicon_scan()",
	       TEXTS / best[0], best[0] * 1e6 / TEXTS, heard[0], TEXTS);
	printf("%-26s %9.0f texts/s  %6.2f us each\n", "one expression per pattern",
	       TEXTS / best[1], best[1] * 1e6 / TEXTS);
	printf("%-26s %9.1f\n", "ratio", best[1] / best[0]);
}

/* --- The slowest message ------------------------------------------------ */
static double slowest;
static char slowest_is[60];

static void time_message(struct lexicon *lex, const char *text, const char *what)
{
	struct lexicon_result r;
	double least = 1e9;

	/* The least of some tries: what it costs, not what the machine was doing. */
	for (int i = 0; i < TRIES; i++) {
		double t = now_s();

		lexicon_scan(lex, VIEW_STR(text), &r);
		t = now_s() - t;
		least = t < least ? t : least;
	}
	MUST(!r.engine_fault);
	if (least > slowest) {
		slowest = least;
		snprintf(slowest_is, sizeof(slowest_is), "%s", what);
	}
}

static void fill(char *out, size_t size, const char *piece)
{
	size_t len = 0, n = strlen(piece);

	while (n && len + n + 1 < size) {
		memcpy(out + len, piece, n);
		len += n;
	}
	out[len] = '\0';
}

/* Every word of the lexicon in a heap, in many mixtures; and each pattern's own
 * beginning again and again. */
static void worst_messages(struct lexicon *lex)
{
	static char text[MESSAGE_LEN + 1];
	const struct lex_words *w = lex->words;

	for (int mix = 0; mix < 300; mix++) {
		size_t len = 0;

		while (len + 40 < MESSAGE_LEN) {
			const struct lex_entry *e = &w->entries[rand_below((uint32_t)w->size)];

			if (e->key && (e->flags & LEX_WORD_VOCAB) && strlen(e->key) < 30)
				len += (size_t)sprintf(text + len, "%s ", e->key);
		}
		time_message(lex, text, "a heap of the lexicon's words");
	}
	for (size_t i = 0; i < lex->patterns_len; i++)
		for (int k = 1; k <= lex_pattern_parts(lex->patterns[i].node); k++) {
			char *piece = lex_pattern_sample(NULL, lex->patterns[i].node, k);

			fill(text, sizeof(text), piece);
			time_message(lex, text, lex->patterns[i].rule->info.id);
			talloc_free(piece);
		}
	fill(text, sizeof(text), "a");
	time_message(lex, text, "one letter");
	fill(text, sizeof(text), "i i want to to die not ");
	time_message(lex, text, "stuttering");
	fill(text, sizeof(text), "killkilkil");
	time_message(lex, text, "run together");
	fill(text, sizeof(text), "\U0001f602");
	time_message(lex, text, "emoji");
	fill(text, sizeof(text), "\u0928\u0939\u0940\u0902 ");
	time_message(lex, text, "Devanagari");
}

int main(int argc, char **argv)
{
	const uint8_t seed[32] = { 42 };
	struct err err = { "" };
	double t = now_s();
	struct lexicon *lex;

	rand_set_seed(seed);
	lex = lexicon_load(NULL, argc > 1 ? argv[1] : "flows/lexicon", &err);
	if (!lex) {
		fprintf(stderr, "lexicon_bench: %s\n", err.text);
		return 1;
	}
	printf("lexicon %s: %zu rules, %zu patterns, loaded in %.0f ms\n", lexicon_version(lex),
	       lexicon_rules(lex), lex->patterns_len, (now_s() - t) * 1e3);
	make_texts(argc > 2 ? argv[2] : NULL);
	side_by_side(lex);
	worst_messages(lex);
	printf("slowest message of %d characters: %.3f ms (%s)\n", MESSAGE_LEN, slowest * 1e3,
	       slowest_is);
	talloc_free(lex);
	return 0;
}
