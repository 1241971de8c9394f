# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/expr/expr_test
TESTS += tests/expr/expr_test
tests_expr_expr_test_SOURCES = tests/expr/expr_test.c
tests_expr_expr_test_CFLAGS = $(TEST_CFLAGS)
tests_expr_expr_test_LDADD = $(TEST_LIBS)
