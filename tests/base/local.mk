# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/base/base_test
TESTS += tests/base/base_test
tests_base_base_test_SOURCES = tests/base/base_test.c
tests_base_base_test_CFLAGS = $(TEST_CFLAGS)
tests_base_base_test_LDADD = $(TEST_LIBS)
