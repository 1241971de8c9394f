# SPDX-License-Identifier: AGPL-3.0-or-later
FULL_HOUSE = tests/desk/full.c tests/desk/full.h $(DESK_WORLD)
DESK_WORLD = tests/desk/desk_world.c tests/desk/desk_world.h $(WORLD)

check_PROGRAMS += tests/desk/desk_test
TESTS += tests/desk/desk_test
tests_desk_desk_test_SOURCES = tests/desk/desk_test.c $(DESK_WORLD)
tests_desk_desk_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_desk_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/desk/rights_test
TESTS += tests/desk/rights_test
tests_desk_rights_test_SOURCES = tests/desk/rights_test.c $(DESK_WORLD)
tests_desk_rights_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_rights_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/desk/day_test
TESTS += tests/desk/day_test
tests_desk_day_test_SOURCES = tests/desk/day_test.c $(DESK_WORLD)
tests_desk_day_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_day_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/desk/report_test
TESTS += tests/desk/report_test
tests_desk_report_test_SOURCES = tests/desk/report_test.c $(DESK_WORLD)
tests_desk_report_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_report_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/desk/ids_test
TESTS += tests/desk/ids_test
tests_desk_ids_test_SOURCES = tests/desk/ids_test.c $(FULL_HOUSE)
tests_desk_ids_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_ids_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/desk/recording_test
TESTS += tests/desk/recording_test
tests_desk_recording_test_SOURCES = tests/desk/recording_test.c $(DESK_WORLD)
tests_desk_recording_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_recording_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/desk/flow_test
TESTS += tests/desk/flow_test
tests_desk_flow_test_SOURCES = tests/desk/flow_test.c $(DESK_WORLD)
tests_desk_flow_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_flow_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/fuzz/desk_fuzz
TESTS += tests/fuzz/desk_fuzz
tests_fuzz_desk_fuzz_SOURCES = tests/fuzz/desk_fuzz.c $(FUZZ_MAIN) $(FULL_HOUSE)
tests_fuzz_desk_fuzz_CFLAGS = $(WORLD_CFLAGS) -I$(top_srcdir)/tests/desk
tests_fuzz_desk_fuzz_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/desk/both_ways_test
TESTS += tests/desk/both_ways_test
tests_desk_both_ways_test_SOURCES = tests/desk/both_ways_test.c $(DESK_WORLD)
tests_desk_both_ways_test_CFLAGS = $(WORLD_CFLAGS)
tests_desk_both_ways_test_LDADD = $(TEST_LIBS)
