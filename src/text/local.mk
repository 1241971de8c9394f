# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/text/text.h src/text/text_number.h
libwarmline_a_SOURCES += src/text/text_fold.h src/text/text_fold.c
