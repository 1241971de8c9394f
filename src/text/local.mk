# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/text/text.h src/text/text_int.h src/text/text_number.h \
	src/text/text_number_int.h src/text/number_shim.h \
	src/text/gsm_tables.c src/text/number_shim.cc src/text/text_answer.c \
	src/text/text_find.c src/text/text_friendly.c src/text/text_grapheme.c src/text/text_gsm.c src/text/text_mo.c src/text/text_parts.c \
	src/text/text_number.c src/text/text_segment.c src/text/text_udh.c src/text/text_utf8.c
libwarmline_a_SOURCES += src/text/text_fold.h src/text/text_fold.c
