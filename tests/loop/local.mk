# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/loop/loop_test
TESTS += tests/loop/loop_test
tests_loop_loop_test_SOURCES = tests/loop/loop_test.c
tests_loop_loop_test_CFLAGS = $(TEST_CFLAGS)
tests_loop_loop_test_LDADD = $(TEST_LIBS)
