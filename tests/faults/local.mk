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
