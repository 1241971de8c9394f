# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/pager/pager.h \
	src/pager/pager_core.h \
	src/pager/pager_int.h \
	src/pager/client.c \
	src/pager/core.c \
	src/pager/core_pump.c \
	src/pager/core_steps.c \
	src/pager/daemon.c \
	src/pager/disk.c \
	src/pager/line.c \
	src/pager/record.c \
	src/pager/roster.c \
	src/pager/roster_file.c \
	src/pager/voice.c src/pager/words.c

# Small on purpose: only what it needs is linked, for all of it is locked in memory.
libexec_PROGRAMS += warmline-pager
warmline_pager_SOURCES = src/pager/warmline_pager.c
warmline_pager_LDADD = libwarmline.a $(EVENT_LIBS) $(OSMO_LIBS) $(SODIUM_LIBS) $(JANSSON_LIBS) -lpthread
warmline_pager_LDFLAGS = $(AM_LDFLAGS) -Wl,--as-needed
