# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/flow/flow_test
TESTS += tests/flow/flow_test
tests_flow_flow_test_SOURCES = tests/flow/flow_test.c
tests_flow_flow_test_CFLAGS = $(TEST_CFLAGS)
tests_flow_flow_test_LDADD = $(TEST_LIBS)
