# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/link/link_test
TESTS += tests/link/link_test
tests_link_link_test_SOURCES = tests/link/link_test.c
tests_link_link_test_CFLAGS = $(TEST_CFLAGS)
tests_link_link_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/link/ctl_test
TESTS += tests/link/ctl_test
tests_link_ctl_test_SOURCES = tests/link/ctl_test.c
tests_link_ctl_test_CFLAGS = $(TEST_CFLAGS)
tests_link_ctl_test_LDADD = $(TEST_LIBS)
