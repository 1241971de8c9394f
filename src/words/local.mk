# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/words/words.c \
	src/words/words.h \
	src/words/words_builtin.c \
	src/words/words_check.c \
	src/words/words_int.h \
	src/words/words_plural.c \
	src/words/words_po.c \
	src/words/words_render.c \
	src/words/words_speak.c \
	src/words/words_time.c

promptsdir = $(pkgdatadir)/prompts
dist_prompts_DATA = prompts/en.po prompts/es.po prompts/fr.po prompts/sw.po
EXTRA_DIST += prompts/README.md
