# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/desk/desk.h src/desk/desk_int.h src/desk/desk.c src/desk/answer.c \
	src/desk/session.c src/desk/login.c src/desk/totp.c src/desk/live.c \
	src/desk/duty.c src/desk/talk.c src/desk/note.c src/desk/control.c \
	src/desk/incident.c src/desk/reveal.c src/desk/concern.c src/desk/board.c \
	src/desk/roster.c src/desk/people.c src/desk/account.c src/desk/quality.c src/desk/lexicon.c \
	src/desk/desk_flow.h src/desk/flow.c src/desk/flow_look.c \
	src/desk/directory.c src/desk/export.c src/desk/recording.c src/desk/audit.c src/desk/token.c \
	src/desk/report_int.h src/desk/report.c src/desk/report_cell.c src/desk/report_defs.c
