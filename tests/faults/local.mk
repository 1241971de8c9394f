# SPDX-License-Identifier: AGPL-3.0-or-later
# A disk that fails when told (disk.h): linked into whatever is to be swept.
DISK_FAULTS = tests/faults/disk.c tests/faults/disk.h

check_PROGRAMS += tests/faults/disk_test tests/faults/store_sweep
TESTS += tests/faults/disk_test tests/faults/store_sweep
tests_faults_disk_test_SOURCES = tests/faults/disk_test.c $(DISK_FAULTS)
tests_faults_disk_test_CFLAGS = $(TEST_CFLAGS)
tests_faults_disk_test_LDADD = $(TEST_LIBS)
tests_faults_store_sweep_SOURCES = tests/faults/store_sweep.c $(DISK_FAULTS)
tests_faults_store_sweep_CFLAGS = $(TEST_CFLAGS)
tests_faults_store_sweep_LDADD = $(TEST_LIBS)

# The intake crash sweep: the whole house, struck at each point of its work.
check_PROGRAMS += tests/faults/intake_sweep
TESTS += tests/faults/intake_sweep
tests_faults_intake_sweep_SOURCES = tests/faults/intake_sweep.c tests/faults/intake_life.c \
	tests/faults/intake_judge.c tests/faults/intake_wrong.c tests/faults/intake_calls.c \
	tests/faults/intake_calls.h tests/faults/intake.h $(DISK_FAULTS) $(READINGS) $(WORLD)
tests_faults_intake_sweep_CFLAGS = $(WORLD_CFLAGS)
tests_faults_intake_sweep_LDADD = $(TEST_LIBS)
tests_faults_intake_sweep_LDFLAGS = $(AM_LDFLAGS) $(LDFLAGS_OF_READINGS) \
	-Wl,--wrap=sms_mo_receive,--wrap=sqlite3_exec,--wrap=store_part_add \
	-Wl,--wrap=store_due_arm,--wrap=store_begin \
	-Wl,--wrap=care_scan,--wrap=care_text_in

check_PROGRAMS += tests/faults/opening_test
TESTS += tests/faults/opening_test
tests_faults_opening_test_SOURCES = tests/faults/opening_test.c $(DISK_FAULTS) $(WORLD)
tests_faults_opening_test_CFLAGS = $(WORLD_CFLAGS)
tests_faults_opening_test_LDADD = $(TEST_LIBS)
