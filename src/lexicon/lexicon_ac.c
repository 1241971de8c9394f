/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Aho-Corasick (Aho & Corasick 1975) as a full transition table: which of the
 * words that patterns require are in this text?  One look per byte.
 */
#include "lexicon/lexicon_int.h"

#define REPORTS 0x80000000u

struct output {
	uint16_t group;
	uint32_t next;			/* index into outputs; 0 ends */
};
struct lex_ac {
	uint8_t class_of[256];		/* bytes that no literal holds share class 0 */
	size_t classes;
	uint32_t *next;			/* [state * classes + class] */
	uint32_t *fail, *output;	/* per state; output: first of its outputs */
	size_t states, size;
	struct output *outputs;
	size_t outputs_len;
	struct { const char *text; uint16_t group; } *literals;
	size_t literals_len;
};

struct lex_ac *lex_ac_new(void *ctx)
{
	return talloc_zero(ctx, struct lex_ac);
}

void lex_ac_add(struct lex_ac *ac, const char *literal, uint16_t group)
{
	if (ac->literals_len % 256 == 0)
		ac->literals = talloc_realloc_size(ac, ac->literals, (ac->literals_len + 256) *
						   sizeof(ac->literals[0]));
	ac->literals[ac->literals_len].text = talloc_strdup(ac, literal);
	ac->literals[ac->literals_len++].group = group;
	for (const char *p = literal; *p; p++)
		if (!ac->class_of[(uint8_t)*p])
			ac->class_of[(uint8_t)*p] = (uint8_t)++ac->classes;
}

static void output_add(struct lex_ac *ac, uint32_t state, uint16_t group)
{
	for (uint32_t o = ac->output[state]; o; o = ac->outputs[o].next)
		if (ac->outputs[o].group == group)
			return;
	if (ac->outputs_len % 1024 == 0)
		ac->outputs = talloc_realloc(ac, ac->outputs, struct output,
					     (unsigned)(ac->outputs_len + 1024));
	ac->outputs[ac->outputs_len] = (struct output){ group, ac->output[state] };
	ac->output[state] = (uint32_t)ac->outputs_len++;
}

/* Many literals share their beginnings and many groups their literals, so there are far
 * fewer states than letters: the table grows with them. */
static uint32_t state_new(struct lex_ac *ac)
{
	if (ac->states == ac->size) {
		size_t old = ac->size;

		ac->size = old ? old * 2 : 1024;
		ac->next = talloc_realloc(ac, ac->next, uint32_t,
					  (unsigned)(ac->size * ac->classes));
		ac->output = talloc_realloc(ac, ac->output, uint32_t, (unsigned)ac->size);
		memset(ac->next + old * ac->classes, 0,
		       (ac->size - old) * ac->classes * sizeof(uint32_t));
		memset(ac->output + old, 0, (ac->size - old) * sizeof(uint32_t));
	}
	return (uint32_t)ac->states++;
}

static void build_trie(struct lex_ac *ac)
{
	for (size_t i = 0; i < ac->literals_len; i++) {
		uint32_t s = 0;

		for (const char *p = ac->literals[i].text; *p; p++) {
			size_t at = s * ac->classes + ac->class_of[(uint8_t)*p];

			if (!ac->next[at]) {
				uint32_t to = state_new(ac);	/* may move the table */

				ac->next[at] = to;
			}
			s = ac->next[at];
		}
		output_add(ac, s, ac->literals[i].group);
	}
}

/* Breadth first: a state's missing transitions are those of its longest proper
 * suffix, and it also reports what that suffix reports. */
static void build_fail(struct lex_ac *ac)
{
	uint32_t *queue = talloc_array(NULL, uint32_t, (unsigned)ac->states);
	size_t head = 0, tail = 0;

	for (size_t c = 0; c < ac->classes; c++)
		if (ac->next[c])
			queue[tail++] = ac->next[c];
	while (head < tail) {
		uint32_t s = queue[head++];

		for (uint32_t o = ac->output[ac->fail[s]]; o; o = ac->outputs[o].next)
			output_add(ac, s, ac->outputs[o].group);
		for (size_t c = 0; c < ac->classes; c++) {
			uint32_t *to = &ac->next[s * ac->classes + c];
			uint32_t other = ac->next[ac->fail[s] * ac->classes + c];

			if (*to) {
				ac->fail[*to] = other;
				queue[tail++] = *to;
			} else {
				*to = other;
			}
		}
	}
	talloc_free(queue);
}

int lex_ac_finish(struct lex_ac *ac, struct err *err)
{
	size_t total = 1;

	ac->classes++;
	for (size_t i = 0; i < ac->literals_len; i++)
		total += strlen(ac->literals[i].text);
	if (total * ac->classes > 64u * 1024 * 1024)
		return err_set(err, E2BIG, "the lexicon has too many words (%zu letters)", total);
	state_new(ac);
	output_add(ac, 0, 0);		/* index 0 means "none" */
	ac->output[0] = 0;
	build_trie(ac);
	ac->fail = talloc_zero_array(ac, uint32_t, (unsigned)ac->states);
	build_fail(ac);
	/* States become row offsets with a mark where there is something to report: no
	 * multiplication and no second look per byte. */
	for (size_t i = 0; i < ac->states * ac->classes; i++)
		ac->next[i] = ac->next[i] * (uint32_t)ac->classes |
			      (ac->output[ac->next[i]] ? REPORTS : 0);
	return 0;
}

static void report(const struct lex_ac *ac, uint32_t o, uint16_t word, struct lex_seen_list *out)
{
	for (; o; o = ac->outputs[o].next) {
		struct lex_seen *s = &out->seen[ac->outputs[o].group];

		if (s->epoch != out->epoch) {
			s->epoch = out->epoch;
			s->first = word;
			out->list[out->len++] = ac->outputs[o].group;
		}
		s->last = word;
	}
}

void lex_ac_run(const struct lex_ac *ac, const char *text, size_t len, struct lex_seen_list *out)
{
	uint32_t row = 0;
	size_t word = 0;

	out->len = 0;
	out->epoch++;

	/* A word's literal ends with the space behind it, a stem's within the word, and the
	 * next word's literal may begin with that space: so `word` is counted after. */
	for (size_t i = 0; i < len; i++) {
		uint32_t to = ac->next[row + ac->class_of[(uint8_t)text[i]]];

		row = to & ~REPORTS;
		if (to & REPORTS)
			report(ac, ac->output[row / ac->classes], (uint16_t)word, out);
		word += text[i] == ' ';
	}
}
