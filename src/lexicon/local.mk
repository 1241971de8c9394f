# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/lexicon/lexicon.h src/lexicon/lexicon_int.h \
	src/lexicon/lexicon_ac.c src/lexicon/lexicon_canon.c src/lexicon/lexicon_compile.c \
	src/lexicon/lexicon_load.c src/lexicon/lexicon_pattern.c src/lexicon/lexicon_read.c \
	src/lexicon/lexicon_regex.c \
	src/lexicon/lexicon_scan.c src/lexicon/lexicon_words.c
