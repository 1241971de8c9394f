# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_talk.h src/care/talk/talk_int.h \
	src/care/talk/talk_settings.h src/care/talk/talk_settings.c \
	src/care/talk/talk_ask.c src/care/talk/talk_begin.c src/care/talk/talk_command.c \
	src/care/talk/talk_desk.c src/care/talk/talk_end.c src/care/talk/talk_hear.c src/care/talk/talk_help.c \
	src/care/talk/talk_pass.c src/care/talk/talk_tidy.c src/care/talk/talk_watch.c
