# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_watch.h src/care/watch/watch_int.h \
	src/care/watch/watch_after.c src/care/watch/watch_drill.c src/care/watch/watch_notice.c \
	src/care/watch/watch_roll.c src/care/watch/watch_settings.c src/care/watch/watch_text.c \
	src/care/watch/watch_times.c
