# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/flow/flow_test
TESTS += tests/flow/flow_test
tests_flow_flow_test_SOURCES = tests/flow/flow_test.c
tests_flow_flow_test_CFLAGS = $(TEST_CFLAGS)
tests_flow_flow_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/flow/check_test
TESTS += tests/flow/check_test
tests_flow_check_test_SOURCES = tests/flow/check_test.c
tests_flow_check_test_CFLAGS = $(TEST_CFLAGS)
tests_flow_check_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/flow/docs_test
TESTS += tests/flow/docs_test
tests_flow_docs_test_SOURCES = tests/flow/docs_test.c
tests_flow_docs_test_CFLAGS = $(TEST_CFLAGS)
tests_flow_docs_test_LDADD = $(TEST_LIBS)

# What authors wrote beside the flows that ship.
TESTS += tests/flow/authors_test.sh
EXTRA_DIST += tests/flow/authors_test.sh
TESTS += tests/flow/draw_test.sh
EXTRA_DIST += tests/flow/draw_test.sh tests/flow/golden/checkin.dot tests/flow/golden/who5.dot \
	tests/flow/golden/goals.dot tests/flow/golden/card-en.svg tests/flow/golden/card-sw.svg \
	tests/flow/golden/checkin.parts tests/flow/golden/who5.parts tests/flow/golden/goals.parts
TESTS += tests/flow/writing_test.sh
EXTRA_DIST += tests/flow/writing_test.sh
TESTS += tests/flow/grammar_test.sh
EXTRA_DIST += tests/flow/grammar_test.sh

check_PROGRAMS += tests/flow/vet_test
TESTS += tests/flow/vet_test
tests_flow_vet_test_SOURCES = tests/flow/vet_test.c
tests_flow_vet_test_CFLAGS = $(TEST_CFLAGS)
tests_flow_vet_test_LDADD = $(TEST_LIBS)
