# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/sms/intake_test tests/sms/pump_test
TESTS += tests/sms/intake_test tests/sms/pump_test
SMS_TESTS = tests/sms/sms_tests.c tests/sms/sms_tests.h $(WORLD)
# The doubles of sms_tests.c stand before the real functions.
SMS_DOUBLES = $(AM_LDFLAGS) -Wl,--wrap=care_text_in -Wl,--wrap=store_commit
tests_sms_intake_test_SOURCES = tests/sms/intake_test.c $(SMS_TESTS)
tests_sms_intake_test_CFLAGS = $(WORLD_CFLAGS)
tests_sms_intake_test_LDFLAGS = $(SMS_DOUBLES)
tests_sms_intake_test_LDADD = $(TEST_LIBS)
tests_sms_pump_test_SOURCES = tests/sms/pump_test.c $(SMS_TESTS)
tests_sms_pump_test_CFLAGS = $(WORLD_CFLAGS)
tests_sms_pump_test_LDFLAGS = $(SMS_DOUBLES)
tests_sms_pump_test_LDADD = $(TEST_LIBS)
