# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/pager/core_test
TESTS += tests/pager/core_test
tests_pager_core_test_SOURCES = tests/pager/core_test.c tests/pager/pager_world.h
tests_pager_core_test_CFLAGS = $(TEST_CFLAGS)
tests_pager_core_test_LDADD = $(TEST_LIBS)
