# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/operator/export.c \
	src/operator/nodes.c \
	src/operator/operator.c \
	src/operator/operator.h \
	src/operator/operator_int.h
