# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_checkin.h src/care/checkin/checkin_int.h \
	src/care/checkin/checkin.c src/care/checkin/checkin_ask.c src/care/checkin/checkin_judge.c
