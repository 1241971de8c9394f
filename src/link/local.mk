# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/link/link.h \
	src/link/link_int.h \
	src/link/link_client.c \
	src/link/link_line.c \
	src/link/link_request.c \
	src/link/link_server.c \
	src/link/link_tool.c
