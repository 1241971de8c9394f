# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/vet/vet.h \
	src/vet/vet_int.h \
	src/vet/vet.c \
	src/vet/vet_heard.c \
	src/vet/vet_look.c \
	src/vet/vet_sound.c \
	src/vet/vet_words.c
