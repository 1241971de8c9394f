# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/care/match_test
TESTS += tests/care/match_test
tests_care_match_test_SOURCES = tests/care/match_test.c
tests_care_match_test_CFLAGS = $(TEST_CFLAGS)
tests_care_match_test_LDADD = $(TEST_LIBS)
