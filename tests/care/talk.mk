# SPDX-License-Identifier: AGPL-3.0-or-later
EXTRA_DIST += tests/care/talk_world.h
check_PROGRAMS += tests/care/queue_test tests/care/talk_test tests/care/peers_test
TESTS += tests/care/queue_test tests/care/talk_test tests/care/peers_test
tests_care_queue_test_SOURCES = tests/care/queue_test.c
tests_care_queue_test_CFLAGS = $(TEST_CFLAGS)
tests_care_queue_test_LDADD = $(TEST_LIBS)
tests_care_talk_test_SOURCES = tests/care/talk_test.c
tests_care_talk_test_CFLAGS = $(TEST_CFLAGS)
tests_care_talk_test_LDADD = $(TEST_LIBS)
tests_care_peers_test_SOURCES = tests/care/peers_test.c
tests_care_peers_test_CFLAGS = $(TEST_CFLAGS)
tests_care_peers_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/care/talk_sim_test
TESTS += tests/care/talk_sim_test
tests_care_talk_sim_test_SOURCES = tests/care/talk_sim_test.c
tests_care_talk_sim_test_CFLAGS = $(TEST_CFLAGS)
tests_care_talk_sim_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/hours_fuzz
TESTS += tests/fuzz/hours_fuzz
tests_fuzz_hours_fuzz_SOURCES = tests/fuzz/hours_fuzz.c $(FUZZ_MAIN)
tests_fuzz_hours_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_hours_fuzz_LDADD = $(TEST_LIBS)
