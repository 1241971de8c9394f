# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_call.h src/care/call/call_settings.c \
	src/care/call/call_in.c src/care/call/call_ring.c src/care/call/call_talk.c \
	src/care/call/call_message.c
