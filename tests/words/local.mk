# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/words/words_test
TESTS += tests/words/words_test
tests_words_words_test_SOURCES = tests/words/words_test.c
tests_words_words_test_CFLAGS = $(TEST_CFLAGS)
tests_words_words_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/words/spoken_test
TESTS += tests/words/spoken_test
tests_words_spoken_test_SOURCES = tests/words/spoken_test.c
tests_words_spoken_test_CFLAGS = $(TEST_CFLAGS)
tests_words_spoken_test_LDADD = $(TEST_LIBS)
