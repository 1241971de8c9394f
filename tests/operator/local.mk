# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/operator/operator_test
TESTS += tests/operator/operator_test
tests_operator_operator_test_SOURCES = tests/operator/operator_test.c
tests_operator_operator_test_CFLAGS = $(TEST_CFLAGS)
tests_operator_operator_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/operator/manual_test
TESTS += tests/operator/manual_test
tests_operator_manual_test_SOURCES = tests/operator/manual_test.c
tests_operator_manual_test_CFLAGS = $(TEST_CFLAGS)
tests_operator_manual_test_LDADD = $(TEST_LIBS)

TESTS += tests/operator/units_test.sh
dist_check_SCRIPTS += tests/operator/units_test.sh
