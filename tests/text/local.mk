# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/text/fold_test
TESTS += tests/text/fold_test
tests_text_fold_test_SOURCES = tests/text/fold_test.c
tests_text_fold_test_CFLAGS = $(TEST_CFLAGS)
tests_text_fold_test_LDADD = $(TEST_LIBS)
