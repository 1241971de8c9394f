# SPDX-License-Identifier: AGPL-3.0-or-later
include src/care/match/local.mk
libwarmline_a_SOURCES += src/care/care.h src/care/care_people.h src/care/care_concern.h \
	src/care/care_clock.h
include src/care/safety/local.mk
include src/care/incident/local.mk
include src/care/oncall/local.mk
