# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_signpost.h src/care/signpost/signpost_int.h \
	src/care/signpost/signpost.c src/care/signpost/topic.c src/care/signpost/hours.c \
	src/care/signpost/hsds_csv.c src/care/signpost/hsds_package.c \
	src/care/signpost/hsds_read.c src/care/signpost/hsds_hours.c \
	src/care/signpost/find.c src/care/signpost/result.c src/care/signpost/helped.c
