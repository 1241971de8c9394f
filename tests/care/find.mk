# SPDX-License-Identifier: AGPL-3.0-or-later
EXTRA_DIST += tests/care/find_tests.h
check_PROGRAMS += tests/care/checkin_test
TESTS += tests/care/checkin_test
tests_care_checkin_test_SOURCES = tests/care/checkin_test.c
tests_care_checkin_test_CFLAGS = $(TEST_CFLAGS)
tests_care_checkin_test_LDADD = $(TEST_LIBS)
