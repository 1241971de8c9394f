# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/warmlined/due.c \
	src/warmlined/due.h \
	src/warmlined/turn.c \
	src/warmlined/turn.h
