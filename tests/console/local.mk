# SPDX-License-Identifier: AGPL-3.0-or-later
FAKE_DESK = tests/console/fake_desk.c tests/console/fake_desk.h
CONSOLE_TEST_LIBS = $(CONSOLE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/console/answers.json

check_PROGRAMS += tests/console/desk-fake
tests_console_desk_fake_SOURCES = tests/console/desk_main.c $(FAKE_DESK)
tests_console_desk_fake_CFLAGS = $(AM_CFLAGS) $(HTTPS_CFLAGS)
tests_console_desk_fake_LDADD = $(CONSOLE_LIBS)
