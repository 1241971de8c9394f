# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/text/fold_test
TESTS += tests/text/fold_test
tests_text_fold_test_SOURCES = tests/text/fold_test.c
tests_text_fold_test_CFLAGS = $(TEST_CFLAGS)
tests_text_fold_test_LDADD = $(TEST_LIBS)

TEXT_TESTS = tests/text/gsm_test tests/text/mo_test tests/text/number_test \
	tests/text/segment_test tests/text/utf8_test
check_PROGRAMS += $(TEXT_TESTS)
TESTS += $(TEXT_TESTS)
tests_text_gsm_test_SOURCES = tests/text/gsm_test.c
tests_text_gsm_test_CFLAGS = $(TEST_CFLAGS)
tests_text_gsm_test_LDADD = $(TEST_LIBS)
tests_text_mo_test_SOURCES = tests/text/mo_test.c
tests_text_mo_test_CFLAGS = $(TEST_CFLAGS)
tests_text_mo_test_LDADD = $(TEST_LIBS)
tests_text_number_test_SOURCES = tests/text/number_test.c
tests_text_number_test_CFLAGS = $(TEST_CFLAGS)
tests_text_number_test_LDADD = $(TEST_LIBS)
tests_text_segment_test_SOURCES = tests/text/segment_test.c
tests_text_segment_test_CFLAGS = $(TEST_CFLAGS)
tests_text_segment_test_LDADD = $(TEST_LIBS)
tests_text_utf8_test_SOURCES = tests/text/utf8_test.c
tests_text_utf8_test_CFLAGS = $(TEST_CFLAGS)
tests_text_utf8_test_LDADD = $(TEST_LIBS)

# Fuzz targets, replayed with mutations (tests/fuzz/replay_main.c).
TEXT_FUZZ = tests/fuzz/gsm_fuzz tests/fuzz/mo_fuzz tests/fuzz/udh_fuzz
check_PROGRAMS += $(TEXT_FUZZ)
TESTS += $(TEXT_FUZZ)
tests_fuzz_gsm_fuzz_SOURCES = tests/fuzz/gsm_fuzz.c tests/fuzz/replay_main.c
tests_fuzz_gsm_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_gsm_fuzz_LDADD = $(TEST_LIBS)
tests_fuzz_mo_fuzz_SOURCES = tests/fuzz/mo_fuzz.c tests/fuzz/replay_main.c
tests_fuzz_mo_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_mo_fuzz_LDADD = $(TEST_LIBS)
tests_fuzz_udh_fuzz_SOURCES = tests/fuzz/udh_fuzz.c tests/fuzz/replay_main.c
tests_fuzz_udh_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_udh_fuzz_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/text/gsm_tables.txt tests/fuzz/corpus/gsm tests/fuzz/corpus/mo tests/fuzz/corpus/udh
