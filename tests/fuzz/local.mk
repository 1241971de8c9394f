# SPDX-License-Identifier: AGPL-3.0-or-later
# A target is tests/fuzz/<thing>_fuzz.c with its corpus in tests/fuzz/corpus/<thing>/;
# FUZZ_MAIN replays the corpus and mutations of it.
FUZZ_MAIN = tests/fuzz/replay_main.c
EXTRA_DIST += tests/fuzz/corpus

check_PROGRAMS += tests/fuzz/box_fuzz
TESTS += tests/fuzz/box_fuzz
tests_fuzz_box_fuzz_SOURCES = tests/fuzz/box_fuzz.c $(FUZZ_MAIN)
tests_fuzz_box_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_box_fuzz_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/journal_fuzz tests/fuzz/keyfile_fuzz
TESTS += tests/fuzz/journal_fuzz tests/fuzz/keyfile_fuzz
tests_fuzz_journal_fuzz_SOURCES = tests/fuzz/journal_fuzz.c $(FUZZ_MAIN)
tests_fuzz_journal_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_journal_fuzz_LDADD = $(TEST_LIBS)
tests_fuzz_keyfile_fuzz_SOURCES = tests/fuzz/keyfile_fuzz.c $(FUZZ_MAIN)
tests_fuzz_keyfile_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_keyfile_fuzz_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/fuzz/link_fuzz tests/fuzz/roster_fuzz tests/fuzz/pager_record_fuzz
TESTS += tests/fuzz/link_fuzz tests/fuzz/roster_fuzz tests/fuzz/pager_record_fuzz
tests_fuzz_link_fuzz_SOURCES = tests/fuzz/link_fuzz.c $(FUZZ_MAIN)
tests_fuzz_link_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_link_fuzz_LDADD = $(TEST_LIBS)
tests_fuzz_roster_fuzz_SOURCES = tests/fuzz/roster_fuzz.c $(FUZZ_MAIN)
tests_fuzz_roster_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_roster_fuzz_LDADD = $(TEST_LIBS)
tests_fuzz_pager_record_fuzz_SOURCES = tests/fuzz/pager_record_fuzz.c $(FUZZ_MAIN)
tests_fuzz_pager_record_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_pager_record_fuzz_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/lex_fuzz tests/fuzz/scan_fuzz
TESTS += tests/fuzz/lex_fuzz tests/fuzz/scan_fuzz
tests_fuzz_lex_fuzz_SOURCES = tests/fuzz/lex_fuzz.c $(FUZZ_MAIN)
tests_fuzz_lex_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_lex_fuzz_LDADD = $(TEST_LIBS)
tests_fuzz_scan_fuzz_SOURCES = tests/fuzz/scan_fuzz.c $(FUZZ_MAIN)
tests_fuzz_scan_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_scan_fuzz_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/flow_fuzz tests/fuzz/po_fuzz
TESTS += tests/fuzz/flow_fuzz tests/fuzz/po_fuzz
tests_fuzz_flow_fuzz_SOURCES = tests/fuzz/flow_fuzz.c $(FUZZ_MAIN)
tests_fuzz_flow_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_flow_fuzz_LDADD = $(TEST_LIBS)
tests_fuzz_po_fuzz_SOURCES = tests/fuzz/po_fuzz.c $(FUZZ_MAIN)
tests_fuzz_po_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_po_fuzz_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/fuzz/oncall_fuzz
TESTS += tests/fuzz/oncall_fuzz
tests_fuzz_oncall_fuzz_SOURCES = tests/fuzz/oncall_fuzz.c $(FUZZ_MAIN)
tests_fuzz_oncall_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_oncall_fuzz_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/fuzz/directory_fuzz
TESTS += tests/fuzz/directory_fuzz
tests_fuzz_directory_fuzz_SOURCES = tests/fuzz/directory_fuzz.c $(FUZZ_MAIN)
tests_fuzz_directory_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_directory_fuzz_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/fuzz/expr_fuzz
TESTS += tests/fuzz/expr_fuzz
tests_fuzz_expr_fuzz_SOURCES = tests/fuzz/expr_fuzz.c $(FUZZ_MAIN)
tests_fuzz_expr_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_expr_fuzz_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/fuzz/rtp_fuzz tests/fuzz/rtcp_fuzz tests/fuzz/event_fuzz tests/fuzz/wav_fuzz
TESTS += tests/fuzz/rtp_fuzz tests/fuzz/rtcp_fuzz tests/fuzz/event_fuzz tests/fuzz/wav_fuzz
tests_fuzz_rtp_fuzz_SOURCES = tests/fuzz/rtp_fuzz.c $(FUZZ_MAIN)
tests_fuzz_rtp_fuzz_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_fuzz_rtp_fuzz_LDADD = $(VOICEBOX_TEST_LIBS)
tests_fuzz_rtcp_fuzz_SOURCES = tests/fuzz/rtcp_fuzz.c $(FUZZ_MAIN)
tests_fuzz_rtcp_fuzz_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_fuzz_rtcp_fuzz_LDADD = $(VOICEBOX_TEST_LIBS)
tests_fuzz_event_fuzz_SOURCES = tests/fuzz/event_fuzz.c $(FUZZ_MAIN)
tests_fuzz_event_fuzz_CFLAGS = $(VOICEBOX_TEST_CFLAGS)
tests_fuzz_event_fuzz_LDADD = $(VOICEBOX_TEST_LIBS)
tests_fuzz_wav_fuzz_SOURCES = tests/fuzz/wav_fuzz.c $(FUZZ_MAIN)
tests_fuzz_wav_fuzz_CFLAGS = $(TEST_CFLAGS)
tests_fuzz_wav_fuzz_LDADD = $(TEST_LIBS)
