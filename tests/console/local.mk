# SPDX-License-Identifier: AGPL-3.0-or-later
FAKE_DESK = tests/console/fake_desk.c tests/console/fake_desk.h
CONSOLE_TEST_LIBS = $(CONSOLE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/console/answers.json

check_PROGRAMS += tests/console/desk-fake
tests_console_desk_fake_SOURCES = tests/console/desk_main.c $(FAKE_DESK)
tests_console_desk_fake_CFLAGS = $(AM_CFLAGS) $(HTTPS_CFLAGS)
tests_console_desk_fake_LDADD = $(CONSOLE_LIBS)

check_PROGRAMS += tests/console/html_test tests/console/console_test tests/console/limits_test \
	tests/console/tables_test
TESTS += tests/console/html_test tests/console/console_test tests/console/limits_test \
	tests/console/tables_test
BROWSE = $(FAKE_DESK) tests/console/browse.c tests/console/browse.h
CONSOLE_TEST_CFLAGS = $(TEST_CFLAGS) $(HTTPS_CFLAGS)
tests_console_html_test_SOURCES = tests/console/html_test.c
tests_console_html_test_CFLAGS = $(CONSOLE_TEST_CFLAGS)
tests_console_html_test_LDADD = $(CONSOLE_TEST_LIBS)
tests_console_console_test_SOURCES = tests/console/console_test.c $(BROWSE)
tests_console_console_test_CFLAGS = $(CONSOLE_TEST_CFLAGS)
tests_console_console_test_LDADD = $(CONSOLE_TEST_LIBS)
tests_console_limits_test_SOURCES = tests/console/limits_test.c $(BROWSE)
tests_console_limits_test_CFLAGS = $(CONSOLE_TEST_CFLAGS)
tests_console_limits_test_LDADD = $(CONSOLE_TEST_LIBS)
tests_console_tables_test_SOURCES = tests/console/tables_test.c $(BROWSE)
tests_console_tables_test_CFLAGS = $(CONSOLE_TEST_CFLAGS)
tests_console_tables_test_LDADD = $(CONSOLE_TEST_LIBS)

check_PROGRAMS += tests/fuzz/http_fuzz
TESTS += tests/fuzz/http_fuzz
tests_fuzz_http_fuzz_SOURCES = tests/fuzz/http_fuzz.c $(FUZZ_MAIN) $(FAKE_DESK)
tests_fuzz_http_fuzz_CFLAGS = $(CONSOLE_TEST_CFLAGS) -I$(top_srcdir)/tests/console
tests_fuzz_http_fuzz_LDADD = $(CONSOLE_LIBS)

check_PROGRAMS += tests/console/ids_test
TESTS += tests/console/ids_test
tests_console_ids_test_SOURCES = tests/console/ids_test.c $(FULL_HOUSE)
tests_console_ids_test_CFLAGS = $(WORLD_CFLAGS) $(HTTPS_CFLAGS) -I$(top_srcdir)/tests/desk
tests_console_ids_test_LDADD = $(CONSOLE_TEST_LIBS)

check_PROGRAMS += tests/fuzz/form_fuzz
TESTS += tests/fuzz/form_fuzz
tests_fuzz_form_fuzz_SOURCES = tests/fuzz/form_fuzz.c $(FUZZ_MAIN)
tests_fuzz_form_fuzz_CFLAGS = $(CONSOLE_TEST_CFLAGS)
tests_fuzz_form_fuzz_LDADD = $(CONSOLE_LIBS)
