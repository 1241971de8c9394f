/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The engine, with small lexicons of its own: loading, refusing, scanning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "lexicon/lexicon_int.h"

#define HEAD \
	"language xx \"Test\"\nauthor \"tests\"\nreviewer \"none yet\"\nreviewed \"none yet\"\n"
#define RULE HEAD "rule r B \"Says that they want to die.\"\n"

static void *ctx;

static struct lexicon *load(const char *text)
{
	struct err err = { "" };
	struct lexicon *lex = lex_load_text(ctx, VIEW_STR(text), &err);

	if (!lex)
		print_error("%s\n", err.text);
	assert_non_null(lex);
	return lex;
}

static struct lexicon_result scan(struct lexicon *lex, const char *text)
{
	struct lexicon_result r;

	lexicon_scan(lex, VIEW_STR(text), &r);
	return r;
}

static void check_tier(struct lexicon *lex, const char *text, enum lexicon_tier tier)
{
	struct lexicon_result r = scan(lex, text);

	if (r.tier != tier)
		print_error("\"%s\" is heard as %s\n", text, lexicon_tier_name(r.tier));
	assert_int_equal(r.tier, tier);
}

/* --- Refusing ----------------------------------------------------------- */
static void refusals_say_where_and_why(void **state)
{
	static const struct { const char *text, *says; } t[] = {
		{ "rule r B \"x\"\n", "text:1: a file begins with its language" },
		{ "language xx\n", "text:1: write: language" },
		{ "", "text:0: the file does not say its language" },
		{ HEAD "nonsense here\n", "text:5: unknown statement" },
		{ "language xx \"T\"\nrule r B \"Says that they want to.\"\n",
		  "text:2: author, reviewer and reviewed" },
		{ HEAD "rule r D \"Says that they want to.\"\n", "text:5: write: rule name" },
		{ HEAD "rule r B\n", "text:5: a rule needs its reason" },
		{ HEAD "rule r B \"short.\"\n", "text:5: a rule needs its reason" },
		{ RULE "  - want to die\nrule r B \"Says that they want to die.\"\n",
		  "text:7: a rule of this name" },
		{ RULE "  - want <slot> die\n", "text:6: there is no slot <slot>" },
		{ RULE "  - want (to die\n", "text:6: a bracket is not closed" },
		{ RULE "  - want to) die\n", "text:6: a bracket is closed" },
		{ RULE "  - want | | die\n", "text:6: something is missing" },
		{ RULE "  - want ..20 die\n", "text:6: a gap (..) holds 1 to 8" },
		{ RULE "  - ab* die\n", "text:6: a stem (*) needs" },
		{ RULE "  want to die\n", "text:6: a pattern begins with" },
		{ RULE "  flags funny\n", "text:6: flags are" },
		{ HEAD "slot a = b\nslot a = c\n", "text:6: this slot is there already" },
		{ HEAD "slot a = <b>\nslot b = <a>\nrule r B \"Says that they want to die.\"\n"
		  "  - <a> x\n", "text:8: a slot holds itself" },
		{ HEAD "spell die = dye\nspell day = dye\n", "already stands for \"die\"" },
		{ HEAD "context odd before\n", "text:5: write: context" },
		{ HEAD "  - want\n", "text:5: an indented line belongs to nothing" },
		{ RULE "  - die ..8 die ..8 die ..8 die ..8 end\n",
		  "text:6: the pattern can blow up; it does on \"die die" },
	};

	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		struct err err = { "" };

		assert_null(lex_load_text(ctx, VIEW_STR(t[i].text), &err));
		if (!strstr(err.text, t[i].says))
			print_error("expected \"%s\", got \"%s\"\n", t[i].says, err.text);
		assert_non_null(strstr(err.text, t[i].says));
	}
}

/* --- Patterns ----------------------------------------------------------- */
static void patterns_match_what_they_say(void **state)
{
	struct lexicon *lex = load(RULE
		"  - want [so] to (die | be dead) !(of laughter)\n"
		"  - take ..2 ## pill*\n"
		"  - *jiua*\n"
		"  - ^ goodbye world $\n");

	check_tier(lex, "i want to die", LEX_B);
	check_tier(lex, "i want, so, to be dead", LEX_B);
	check_tier(lex, "i want to die of laughter", LEX_NONE);
	check_tier(lex, "i want very to die", LEX_NONE);
	check_tier(lex, "want. to die", LEX_NONE);
	check_tier(lex, "unwant to die", LEX_NONE);
	check_tier(lex, "want to diet", LEX_NONE);
	check_tier(lex, "take all my 20 pillbox", LEX_B);
	check_tier(lex, "take all of my 20 pills", LEX_NONE);
	check_tier(lex, "take 7 pills", LEX_NONE);
	check_tier(lex, "nitajiua", LEX_B);
	check_tier(lex, "Goodbye world!", LEX_B);
	check_tier(lex, "so. Goodbye world.", LEX_B);
	check_tier(lex, "say goodbye world", LEX_NONE);
	check_tier(lex, "goodbye world of toys", LEX_NONE);
}

static void idioms_veto_their_own_words_only(void **state)
{
	struct lexicon *lex = load(RULE "  - kill\nidiom time\n  - kill .. time\n");

	check_tier(lex, "kill some time", LEX_NONE);
	check_tier(lex, "kill some time then kill", LEX_B);
	check_tier(lex, "kill. time", LEX_B);
}

static void context_lowers_to_ask_never_to_nothing(void **state)
{
	struct lexicon *lex = load(HEAD
		"denials not never\n"
		"rule die B \"Says that they want to die.\"\n  - want .. die\n"
		"rule live B \"Says that they do not want to live.\"\n  - not want to live\n"
		"rule joke B \"Says what is often a joke.\"\n  flags loose\n  - end it all\n"
		"rule them ask \"Speaks about somebody else.\"\n  flags third\n"
		"  - she wants to die\n"
		"context negated before\n  - never ..2\n"
		"context negated inside\n  - not\n"
		"context past sentence\n  - years ago\n"
		"context third before\n  - (he | she)\n"
		"context joking near\n  - lol\n");
	struct lexicon_result r;

	check_tier(lex, "i want to die", LEX_B);
	r = scan(lex, "i never want to die");
	assert_int_equal(r.tier, LEX_ASK);
	assert_int_equal(r.hits[0].context, LEX_CTX_NEGATED);
	assert_int_equal(r.hits[0].rule_tier, LEX_B);
	r = scan(lex, "i want not to die");
	assert_int_equal(r.hits[0].context, LEX_CTX_NEGATED);
	check_tier(lex, "i do not want to live", LEX_B);	/* its own words deny */
	r = scan(lex, "i want to die, that was years ago");
	assert_int_equal(r.hits[0].context, LEX_CTX_PAST);
	check_tier(lex, "i want to die. it began years ago", LEX_B);
	r = scan(lex, "he want to die");
	assert_int_equal(r.hits[0].context, LEX_CTX_THIRD);
	r = scan(lex, "she wants to die");
	assert_int_equal(r.tier, LEX_ASK);
	assert_int_equal(r.hits[0].context, LEX_CTX_THIRD);
	check_tier(lex, "i want to die lol", LEX_B);
	check_tier(lex, "end it all lol", LEX_ASK);
	check_tier(lex, "end it all", LEX_B);
	/* denied once and said once: it is said */
	check_tier(lex, "i never want to die but now i want to die", LEX_B);
}

static void hits_say_which_words(void **state)
{
	struct lexicon *lex = load(RULE "  - want to die\nrule c C \"Says a smaller thing.\"\n"
					"  - sad\n");
	const char *text = "Ok\u2026 s\u00e1d, I W\u00c1NT  to \u200bDIE!";
	struct lexicon_result r = scan(lex, text);

	assert_int_equal(r.hits_len, 2);
	assert_string_equal(r.hits[0].rule, "xx.r");
	assert_int_equal(r.hits[0].begin, strstr(text, "W\u00c1") - text);
	assert_int_equal(r.hits[0].end, strstr(text, "!") - text);
	assert_string_equal(r.hits[1].rule, "xx.c");
	assert_memory_equal(text + r.hits[1].begin, "s\u00e1d", r.hits[1].end - r.hits[1].begin);
}

/* --- Bounds ------------------------------------------------------------- */
static void long_texts_are_scanned_to_their_end(void **state)
{
	struct lexicon *lex = load(RULE "  - want to die\n");
	char *text = talloc_zero_array(ctx, char, 40001);
	struct lexicon_result r;

	for (size_t at = 0; at + 12 < 40000; at += 37) {
		memset(text, 'x', 40000);
		for (size_t i = 9; i < 40000; i += 10)
			text[i] = ' ';
		memcpy(text + at, " want to die ", 13);
		lexicon_scan(lex, (struct view){ (uint8_t *)text, 40000 }, &r);
		assert_int_equal(r.tier, LEX_B);
		assert_int_equal(r.hits[0].begin, at + 1);
		assert_int_equal(r.hits[0].end, at + 12);
		at += at > 5000 ? 2000 : 0;
	}
	memset(text, 'x', 40000);
	lexicon_scan(lex, (struct view){ (uint8_t *)text, 40000 }, &r);
	assert_int_equal(r.tier, LEX_NONE);
	lexicon_scan(lex, (struct view){ NULL, 0 }, &r);
	assert_int_equal(r.tier, LEX_NONE);
	lexicon_scan(lex, (struct view){ (const uint8_t *)"want\0to\xff\0die", 13 }, &r);
	assert_int_equal(r.tier, LEX_NONE);
	lexicon_scan(lex, (struct view){ (const uint8_t *)"want\0to\0die", 11 }, &r);
	assert_int_equal(r.tier, LEX_B);
}

static void an_engine_error_is_a_hit(void **state)
{
	struct lexicon *lex = load(RULE "  - want ..8 to ..3 die\n");
	struct lexicon_result r;

	pcre2_set_match_limit(lex->scratch->mctx, 1);
	r = scan(lex, "want a want b to c to d die");
	assert_true(r.engine_fault);
	assert_int_equal(r.tier, LEX_ASK);
	assert_string_equal(r.hits[0].rule, "engine-fault");
	assert_string_equal(r.fault_rule, "xx.r");
}

static void without_jit_it_is_the_same(void **state)
{
	struct lexicon *lex = load(RULE "  - want ..8 to ..3 die\n");

	for (size_t i = 0; i < lex->patterns_len; i++) {
		struct lex_pattern *p = &lex->patterns[i];

		pcre2_code_free(p->code);
		p->code = pcre2_compile((PCRE2_SPTR)"(?<= )want (?:[^ .]+ ){0,8}?to "
						    "(?:[^ .]+ ){0,3}?die ",
					PCRE2_ZERO_TERMINATED, 0, &(int){ 0 },
					&(PCRE2_SIZE){ 0 }, NULL);
		p->jit = false;
	}
	for (int i = 0; i < 100; i++)
		check_tier(lex, "i want a want b to c to d die", LEX_B);
}

static void many_rules_are_cut_at_the_highest(void **state)
{
	char *text = talloc_strdup(ctx, HEAD), *say = talloc_strdup(ctx, "");
	struct lexicon_result r;

	for (int i = 0; i < 30; i++) {
		text = talloc_asprintf_append(text, "rule r%d %s \"Says something of note.\"\n"
					      "  - word%cx\n", i, i == 29 ? "A" : "C",
					      'a' + i % 26);
		say = talloc_asprintf_append(say, "word%cx ", 'a' + i % 26);
	}
	r = scan(load(text), say);
	assert_int_equal(r.tier, LEX_A);
	assert_int_equal(r.hits_len, LEXICON_MAX_HITS);
	assert_true(r.truncated);
	assert_string_equal(r.hits[0].rule, "xx.r29");
}

/* malloc() is counted while `counting`; a sanitizer has its own. */
#if !defined(__SANITIZE_ADDRESS__)
static bool counting;
static unsigned mallocs;
void *__libc_malloc(size_t n);
void *malloc(size_t n);
void *malloc(size_t n)
{
	mallocs += counting;
	return __libc_malloc(n);
}
#endif

static void a_scan_takes_no_heap(void **state)
{
#if !defined(__SANITIZE_ADDRESS__)
	struct err err = { "" };
	struct lexicon *lex = lexicon_load(ctx, TOP_SRCDIR "/flows/lexicon", &err);
	struct lexicon_result r;
	void *volatile one;

	assert_non_null(lex);
	counting = true;
	one = malloc(10);
	assert_int_equal(mallocs, 1);	/* the counter works */
	lexicon_scan(lex, VIEW_STR("i want to kill myself tonight, \u00e9\u0928 i took 40 pills"),
		     &r);
	counting = false;
	free(one);
	assert_int_equal(mallocs, 1);
	assert_int_equal(r.tier, LEX_A);
#endif
}

/* --- Joining ------------------------------------------------------------ */
static void cut_texts_are_heard_when_joined(void **state)
{
	struct lexicon *lex = load(RULE "  - want to die\n");
	struct view parts[3] = { VIEW_STR("i really want"), VIEW_STR("to die"), VIEW_STR("ok") };
	struct view split[2] = { VIEW_STR("i want to. "), VIEW_STR("die") };
	struct lexicon_result r, more;
	char *old = talloc_zero_array(ctx, char, 3000);

	lexicon_scan_joined(lex, parts, 3, &r);
	assert_int_equal(r.tier, LEX_B);
	assert_int_equal(r.hits[0].end, 0);
	lexicon_scan_joined(lex, split, 2, &r);
	assert_int_equal(r.tier, LEX_NONE);
	lexicon_scan_joined(lex, NULL, 0, &r);
	assert_int_equal(r.tier, LEX_NONE);
	/* the newest is kept whole, the oldest is cut */
	memset(old, 'x', 2999);
	parts[0] = VIEW_STR(old);
	parts[1] = VIEW_STR("want to");
	parts[2] = VIEW_STR("die");
	lexicon_scan_joined(lex, parts, 3, &r);
	assert_int_equal(r.tier, LEX_B);
	r = scan(lex, "ok");
	more = scan(lex, "want to die");
	lexicon_result_join(&r, &more);
	lexicon_result_join(&r, &more);
	assert_int_equal(r.tier, LEX_B);
	assert_int_equal(r.hits_len, 1);
}

/* --- Files -------------------------------------------------------------- */
static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void a_folder_is_a_lexicon_and_has_a_version(void **state)
{
	char dir[] = "/tmp/lexicon-test-XXXXXX", *lexfile, *tsv, v1[17];
	struct err err = { "" };
	struct lexicon *lex;

	assert_non_null(mkdtemp(dir));
	lexfile = talloc_asprintf(ctx, "%s/xx.lex", dir);
	tsv = talloc_asprintf(ctx, "%s/examples.tsv", dir);
	assert_null(lexicon_load(ctx, dir, &err));
	assert_non_null(strstr(err.text, "no .lex file"));
	write_file(lexfile, RULE "  reviewer \"A. Clinician\"\n  - want to die\n");
	lex = lexicon_load(ctx, dir, &err);
	assert_non_null(lex);
	strcpy(v1, lexicon_version(lex));
	assert_int_equal(strlen(v1), 16);
	assert_int_equal(lexicon_unreviewed(lex), 1);	/* a name, but no date */
	assert_string_equal(lexicon_rule(lex, 0)->reviewer, "A. Clinician");
	assert_string_equal(lexicon_language(lex, 0)->code, "xx");
	write_file(tsv, "# comment\nB\ti want to die\n-\thello\n");
	assert_int_equal(lexicon_check_examples(lex, tsv, &err), 0);
	write_file(tsv, "B\ti want to die\nB\thello\nA\thi\n");
	assert_int_equal(lexicon_check_examples(lex, tsv, &err), 2);
	assert_non_null(strstr(err.text, "examples.tsv:2: heard as -"));
	write_file(tsv, "no tab\n");
	assert_int_equal(lexicon_check_examples(lex, tsv, &err), -EINVAL);
	write_file(lexfile, RULE "  - want to dye\n");
	lex = lexicon_load(ctx, dir, &err);
	assert_string_not_equal(lexicon_version(lex), v1);
	unlink(lexfile);
	unlink(tsv);
	rmdir(dir);
	assert_int_equal(lexicon_check_examples(lex, tsv, &err), -ENOENT);
}

static int setup(void **state)
{
	ctx = talloc_new(NULL);
	return 0;
}

static int teardown(void **state)
{
	return talloc_free(ctx);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(refusals_say_where_and_why),
		TEST(patterns_match_what_they_say),
		TEST(idioms_veto_their_own_words_only),
		TEST(context_lowers_to_ask_never_to_nothing),
		TEST(hits_say_which_words),
		TEST(long_texts_are_scanned_to_their_end),
		TEST(an_engine_error_is_a_hit),
		TEST(without_jit_it_is_the_same),
		TEST(many_rules_are_cut_at_the_highest),
		TEST(a_scan_takes_no_heap),
		TEST(cut_texts_are_heard_when_joined),
		TEST(a_folder_is_a_lexicon_and_has_a_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
