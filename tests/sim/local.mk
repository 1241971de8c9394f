# SPDX-License-Identifier: AGPL-3.0-or-later
# The linker puts the doubles of doubles.c in the place of these.

check_PROGRAMS += tests/sim/sim_test
TESTS += tests/sim/sim_test
tests_sim_sim_test_SOURCES = tests/sim/sim_test.c tests/sim/sim.h tests/sim/sim.c \
	tests/sim/people.c tests/sim/faults.c tests/sim/checks.c tests/sim/rest.c \
	tests/sim/doubles.c $(READINGS) $(WORLD)
tests_sim_sim_test_CFLAGS = $(WORLD_CFLAGS)
tests_sim_sim_test_LDFLAGS = $(AM_LDFLAGS) $(LDFLAGS_OF_READINGS) \
	-Wl,--wrap=store_open,--wrap=store_commit,--wrap=sms_mo_receive,--wrap=sms_acknowledge \
	-Wl,--wrap=care_incident_due,--wrap=store_part_add,--wrap=store_offer_close \
	-Wl,--wrap=alarm_danger,--wrap=loop_work,--wrap=house_vet
tests_sim_sim_test_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/sim/README.md
