/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The project's own lexicon: its examples, and one phrase in the many ways people text it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lexicon/lexicon.h"

static struct lexicon *lex;

static void check_all(const char *const *texts, size_t n, enum lexicon_tier least,
		      enum lexicon_tier most)
{
	for (size_t i = 0; i < n; i++) {
		struct lexicon_result r;

		lexicon_scan(lex, VIEW_STR(texts[i]), &r);
		if (r.tier < least || r.tier > most)
			print_error("\"%s\" is heard as %s\n", texts[i],
				    lexicon_tier_name(r.tier));
		assert_in_range(r.tier, least, most);
		assert_false(r.engine_fault || r.truncated);
	}
}

static void every_example_is_heard(void **state)
{
	struct err err = { "" };
	int wrong = lexicon_check_examples(lex, TOP_SRCDIR "/flows/lexicon/examples.tsv", &err);

	if (wrong)
		print_error("%s\n", err.text);
	assert_int_equal(wrong, 0);
}

static void spellings_of_one_phrase(void **state)
{
	static const char *const texts[] = {
		"i want to kill myself", "I WANT TO KILL MYSELF",
		"i w\u00e1nt to k\u00edll mys\u00e9lf",
		"I want to \u201ckill\u201d myself",
		"\uff49 \uff57\uff41\uff4e\uff54 to \uff4b\uff49\uff4c\uff4c myself",
		"i want to ki\u200bll my\u00adself", "i wnt 2 kil myself", "i wanna killl mysellf",
		"i want 2 k1ll mys3lf", "iwanttokillmyself", "i want to killmyself",
		"i want to k i l l myself", "i want to k.i.l.l myself", "i want to kill my self",
		"i want to kill mysefl", "i want to kill myslf", "i want to kilk myself",
		"i want to k!ll myself", "#iwanttokillmyself", "i want to kill_myself",
		"i want to kill\nmyself", "\xc2\xa0i want to kill myself",
		"\U0001d422 \U0001d430\U0001d41a\U0001d427\U0001d42d to "
		"\U0001d424\U0001d422\U0001d425\U0001d425 myself",
	};

	check_all(texts, ARRAY_LEN(texts), LEX_B, LEX_B);
}

static void what_sounds_like_it_and_is_not(void **state)
{
	static const char *const texts[] = {
		"kill time", "it is 8 kms away", "dying of laughter", "dead line is friday",
		"i could kill for a pizza", "suicide squad", "the killer whale show",
		"shoot me an email", "he is hanging out with us", "my skill set", "kiss myself",
		"live in london", "put it on the bill", "battery died", "hang on a minute",
	};

	check_all(texts, ARRAY_LEN(texts), LEX_NONE, LEX_NONE);
}

static void nobody_has_reviewed_it_and_it_says_so(void **state)
{
	assert_true(lexicon_rules(lex) > 50);
	assert_int_equal(lexicon_unreviewed(lex), lexicon_rules(lex));
	for (size_t i = 0; i < lexicon_languages(lex); i++) {
		const struct lexicon_language *l = lexicon_language(lex, i);

		assert_non_null(l->status);
		if (strcmp(l->code, "en") != 0)
			assert_non_null(strstr(l->status, "Not validated by native speakers"));
	}
}

static int setup(void **state)
{
	struct err err = { "" };

	lex = lexicon_load(NULL, TOP_SRCDIR "/flows/lexicon", &err);
	if (!lex)
		print_error("%s\n", err.text);
	return lex ? 0 : -1;
}

static int teardown(void **state)
{
	return talloc_free(lex);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example_is_heard),
		cmocka_unit_test(spellings_of_one_phrase),
		cmocka_unit_test(what_sounds_like_it_and_is_not),
		cmocka_unit_test(nobody_has_reviewed_it_and_it_says_so),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
