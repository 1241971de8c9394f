# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/base/base.h \
	src/base/mem.h \
	src/base/cfg.c \
	src/base/clock.c \
	src/base/counter.c \
	src/base/duration.c \
	src/base/err.c \
	src/base/log.c \
	src/base/rand.c \
	src/base/secret.c \
	src/base/write.c \
	src/base/zone.c
