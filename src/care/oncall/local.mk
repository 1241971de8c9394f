# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_oncall.h src/care/oncall/oncall_int.h \
	src/care/oncall/oncall_alarm.c src/care/oncall/oncall_duty.c \
	src/care/oncall/oncall_hear.c src/care/oncall/oncall_parse.c \
	src/care/oncall/oncall_roster.c src/care/oncall/oncall_step.c \
	src/care/oncall/oncall_words.c
libwarmline_a_SOURCES += src/care/care_roster.h src/care/oncall/roster_check.c \
	src/care/oncall/roster_daily.c src/care/oncall/roster_rotation.c src/care/oncall/roster_swap.c \
	src/care/oncall/oncall_morning.c
