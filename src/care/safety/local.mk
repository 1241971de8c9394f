# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_safety.h src/care/safety/safety_int.h \
	src/care/safety/safety_scan.c src/care/safety/safety_hear.c \
	src/care/safety/safety_join.c src/care/safety/safety_question.c \
	src/care/safety/safety_work.c src/care/safety/safety_words.c \
	src/care/safety/emergency.c
