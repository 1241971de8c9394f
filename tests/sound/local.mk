# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/sound/sound_test
TESTS += tests/sound/sound_test
tests_sound_sound_test_SOURCES = tests/sound/sound_test.c
tests_sound_sound_test_CFLAGS = $(TEST_CFLAGS)
tests_sound_sound_test_LDADD = $(TEST_LIBS)
