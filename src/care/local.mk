# SPDX-License-Identifier: AGPL-3.0-or-later
include src/care/match/local.mk
libwarmline_a_SOURCES += src/care/care.h src/care/care_int.h src/care/care.c \
	src/care/care_clock.h src/care/care_clock.c \
	src/care/care_concern.h src/care/care_concern.c \
	src/care/care_screen.h src/care/care_screen.c \
	src/care/care_host.c src/care/care_keyword.c src/care/care_say.c src/care/care_speak.c src/care/care_session.c \
	src/care/care_words.c \
	src/care/care_people.h src/care/people/people_int.h \
	src/care/people/contact.c src/care/people/effects.c src/care/people/gate.c \
	src/care/people/leave.c src/care/people/pin.c src/care/people/pseudonym_words.c \
	src/care/people/settings.c
include src/care/safety/local.mk
include src/care/incident/local.mk
include src/care/oncall/local.mk
include src/care/signpost/local.mk
include src/care/checkin/local.mk
include src/care/queue/local.mk
include src/care/talk/local.mk
include src/care/peers/local.mk
include src/care/watch/local.mk
include src/care/audit/local.mk
include src/care/record/local.mk
include src/care/call/local.mk
include src/care/story/local.mk
