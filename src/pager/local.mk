# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/pager/pager.h \
	src/pager/pager_core.h \
	src/pager/pager_int.h \
	src/pager/core.c \
	src/pager/core_pump.c \
	src/pager/core_steps.c \
	src/pager/line.c \
	src/pager/record.c \
	src/pager/roster.c \
	src/pager/roster_file.c \
	src/pager/words.c
