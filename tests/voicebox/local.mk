# SPDX-License-Identifier: AGPL-3.0-or-later
VOICEBOX_TEST_CFLAGS = $(TEST_CFLAGS) $(SPANDSP_CFLAGS) $(SRTP_CFLAGS)
VOICEBOX_TEST_LIBS = $(VOICEBOX_LIBS) $(CMOCKA_LIBS)
FAR = tests/voicebox/far.c tests/voicebox/far.h

check_PROGRAMS += tests/voicebox/media_test
TESTS += tests/voicebox/media_test
tests_voicebox_media_test_SOURCES = tests/voicebox/media_test.c $(FAR)
tests_voicebox_media_test_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_voicebox_media_test_LDADD = $(VOICEBOX_TEST_LIBS)

check_PROGRAMS += tests/voicebox/media_in_test
TESTS += tests/voicebox/media_in_test
tests_voicebox_media_in_test_SOURCES = tests/voicebox/media_in_test.c $(FAR)
tests_voicebox_media_in_test_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_voicebox_media_in_test_LDADD = $(VOICEBOX_TEST_LIBS)

check_PROGRAMS += tests/voicebox/media_room_test tests/voicebox/media_record_test
TESTS += tests/voicebox/media_room_test tests/voicebox/media_record_test
tests_voicebox_media_room_test_SOURCES = tests/voicebox/media_room_test.c $(FAR)
tests_voicebox_media_room_test_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_voicebox_media_room_test_LDADD = $(VOICEBOX_TEST_LIBS)
tests_voicebox_media_record_test_SOURCES = tests/voicebox/media_record_test.c $(FAR)
tests_voicebox_media_record_test_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_voicebox_media_record_test_LDADD = $(VOICEBOX_TEST_LIBS)

check_PROGRAMS += tests/voicebox/media_thread_test
TESTS += tests/voicebox/media_thread_test
tests_voicebox_media_thread_test_SOURCES = tests/voicebox/media_thread_test.c $(FAR)
tests_voicebox_media_thread_test_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_voicebox_media_thread_test_LDADD = $(VOICEBOX_TEST_LIBS)
include tests/voicebox/sip.mk
