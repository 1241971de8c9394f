# SPDX-License-Identifier: AGPL-3.0-or-later
EXTRA_DIST += tests/store/store_tests.h

check_PROGRAMS += tests/store/core_test
TESTS += tests/store/core_test
tests_store_core_test_SOURCES = tests/store/core_test.c
tests_store_core_test_CFLAGS = $(TEST_CFLAGS)
tests_store_core_test_LDADD = $(TEST_LIBS)
