# SPDX-License-Identifier: AGPL-3.0-or-later
EXTRA_DIST += tests/store/store_tests.h

STORE_TESTS = tests/store/core_test tests/store/due_test tests/store/inbox_test \
	tests/store/journal_test tests/store/keys_test tests/store/migrate_test \
	tests/store/outbox_test
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
tests_store_core_test_SOURCES = tests/store/core_test.c
tests_store_core_test_CFLAGS = $(TEST_CFLAGS)
tests_store_core_test_LDADD = $(TEST_LIBS)
tests_store_due_test_SOURCES = tests/store/due_test.c
tests_store_due_test_CFLAGS = $(TEST_CFLAGS)
tests_store_due_test_LDADD = $(TEST_LIBS)
tests_store_inbox_test_SOURCES = tests/store/inbox_test.c
tests_store_inbox_test_CFLAGS = $(TEST_CFLAGS)
tests_store_inbox_test_LDADD = $(TEST_LIBS)
tests_store_journal_test_SOURCES = tests/store/journal_test.c
tests_store_journal_test_CFLAGS = $(TEST_CFLAGS)
tests_store_journal_test_LDADD = $(TEST_LIBS)
tests_store_keys_test_SOURCES = tests/store/keys_test.c
tests_store_keys_test_CFLAGS = $(TEST_CFLAGS)
tests_store_keys_test_LDADD = $(TEST_LIBS)
tests_store_migrate_test_SOURCES = tests/store/migrate_test.c
tests_store_migrate_test_CFLAGS = $(TEST_CFLAGS)
tests_store_migrate_test_LDADD = $(TEST_LIBS)
tests_store_outbox_test_SOURCES = tests/store/outbox_test.c
tests_store_outbox_test_CFLAGS = $(TEST_CFLAGS)
tests_store_outbox_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/store/talk_test
TESTS += tests/store/talk_test
tests_store_talk_test_SOURCES = tests/store/talk_test.c
tests_store_talk_test_CFLAGS = $(TEST_CFLAGS)
tests_store_talk_test_LDADD = $(TEST_LIBS)
