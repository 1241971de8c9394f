# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/pager/core_test tests/pager/core_many_test
TESTS += tests/pager/core_test tests/pager/core_many_test
tests_pager_core_test_SOURCES = tests/pager/core_test.c tests/pager/core_world.h \
	tests/pager/pager_world.h
tests_pager_core_test_CFLAGS = $(TEST_CFLAGS)
tests_pager_core_test_LDADD = $(TEST_LIBS)
tests_pager_core_many_test_SOURCES = tests/pager/core_many_test.c tests/pager/core_world.h \
	tests/pager/pager_world.h
tests_pager_core_many_test_CFLAGS = $(TEST_CFLAGS)
tests_pager_core_many_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/pager/daemon_test
TESTS += tests/pager/daemon_test
tests_pager_daemon_test_SOURCES = tests/pager/daemon_test.c tests/pager/pager_world.h $(FAKEBOX)
tests_pager_daemon_test_CFLAGS = $(TEST_CFLAGS) -I$(top_srcdir)/tests/box
tests_pager_daemon_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/pager/roster_test tests/pager/process_test
TESTS += tests/pager/roster_test tests/pager/process_test
tests_pager_roster_test_SOURCES = tests/pager/roster_test.c tests/pager/pager_world.h
tests_pager_roster_test_CFLAGS = $(TEST_CFLAGS)
tests_pager_roster_test_LDADD = $(TEST_LIBS)
tests_pager_process_test_SOURCES = tests/pager/process_test.c tests/pager/pager_world.h $(FAKEBOX)
tests_pager_process_test_CFLAGS = $(TEST_CFLAGS) -I$(top_srcdir)/tests/box
tests_pager_process_test_LDADD = $(TEST_LIBS)
