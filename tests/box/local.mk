# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/box/codec_test
TESTS += tests/box/codec_test
tests_box_codec_test_SOURCES = tests/box/codec_test.c
tests_box_codec_test_CFLAGS = $(TEST_CFLAGS)
tests_box_codec_test_LDADD = $(TEST_LIBS)
