# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/desk/desk.h src/desk/desk_int.h src/desk/desk.c src/desk/answer.c \
	src/desk/session.c src/desk/login.c src/desk/totp.c src/desk/live.c \
	src/desk/duty.c src/desk/talk.c src/desk/note.c src/desk/control.c
