# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_record.h src/care/record/record_int.h \
	src/care/record/record.c src/care/record/series.c src/care/record/release.c
