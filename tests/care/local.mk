# SPDX-License-Identifier: AGPL-3.0-or-later
include tests/care/match.mk
include tests/care/find.mk

EXTRA_DIST += tests/care/care_tests.h tests/care/people_tests.h
check_PROGRAMS += tests/care/people_test
TESTS += tests/care/people_test
tests_care_people_test_SOURCES = tests/care/people_test.c
tests_care_people_test_CFLAGS = $(TEST_CFLAGS)
tests_care_people_test_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/care/session_test
TESTS += tests/care/session_test
tests_care_session_test_SOURCES = tests/care/session_test.c
tests_care_session_test_CFLAGS = $(TEST_CFLAGS)
tests_care_session_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/care/shipped_test
TESTS += tests/care/shipped_test
tests_care_shipped_test_SOURCES = tests/care/shipped_test.c
tests_care_shipped_test_CFLAGS = $(TEST_CFLAGS)
tests_care_shipped_test_LDADD = $(TEST_LIBS)
include tests/care/talk.mk

EXTRA_DIST += tests/care/incident_tests.h
check_PROGRAMS += tests/care/incident_test
TESTS += tests/care/incident_test
tests_care_incident_test_SOURCES = tests/care/incident_test.c
tests_care_incident_test_CFLAGS = $(TEST_CFLAGS)
tests_care_incident_test_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/care/safety_test
TESTS += tests/care/safety_test
tests_care_safety_test_SOURCES = tests/care/safety_test.c
tests_care_safety_test_CFLAGS = $(TEST_CFLAGS)
tests_care_safety_test_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/care/audit_test
TESTS += tests/care/audit_test
tests_care_audit_test_SOURCES = tests/care/audit_test.c
tests_care_audit_test_CFLAGS = $(TEST_CFLAGS)
tests_care_audit_test_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/care/watch_test
TESTS += tests/care/watch_test
tests_care_watch_test_SOURCES = tests/care/watch_test.c
tests_care_watch_test_CFLAGS = $(TEST_CFLAGS)
tests_care_watch_test_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/care/roster_test
TESTS += tests/care/roster_test
tests_care_roster_test_SOURCES = tests/care/roster_test.c
tests_care_roster_test_CFLAGS = $(TEST_CFLAGS)
tests_care_roster_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/care/record_test
TESTS += tests/care/record_test
tests_care_record_test_SOURCES = tests/care/record_test.c
tests_care_record_test_CFLAGS = $(TEST_CFLAGS)
tests_care_record_test_LDADD = $(TEST_LIBS)
