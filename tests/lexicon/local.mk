# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/lexicon/lexicon_test tests/lexicon/words_test
TESTS += tests/lexicon/lexicon_test tests/lexicon/words_test
tests_lexicon_lexicon_test_SOURCES = tests/lexicon/lexicon_test.c
tests_lexicon_lexicon_test_CFLAGS = $(TEST_CFLAGS)
tests_lexicon_lexicon_test_LDADD = $(TEST_LIBS)
tests_lexicon_words_test_SOURCES = tests/lexicon/words_test.c
tests_lexicon_words_test_CFLAGS = $(TEST_CFLAGS)
tests_lexicon_words_test_LDADD = $(TEST_LIBS)
TESTS += tests/lexicon/tool_test.sh
EXTRA_DIST += tests/lexicon/tool_test.sh
