# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/sound/sound.h \
	src/sound/sound_g711.c \
	src/sound/sound_level.c \
	src/sound/sound_sealed.c \
	src/sound/sound_speak.c \
	src/sound/sound_speed.c \
	src/sound/sound_wav.c
