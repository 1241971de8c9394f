# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/loop/address.c \
	src/loop/loop.c \
	src/loop/loop.h \
	src/loop/loop_int.h \
	src/loop/osmo.c \
	src/loop/stream.c \
	src/loop/timer.c \
	src/loop/work.c
