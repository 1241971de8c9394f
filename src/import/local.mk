# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/import/im.c \
	src/import/im_emit.c \
	src/import/im_expr.c \
	src/import/im_floip.c \
	src/import/im_floip.h \
	src/import/im_floip_block.c \
	src/import/im_int.h \
	src/import/im_json.c \
	src/import/im_menu.c \
	src/import/im_plan.c \
	src/import/im_po.c \
	src/import/im_rapidpro.c \
	src/import/im_rapidpro_action.c \
	src/import/im_report.c \
	src/import/im_test.c \
	src/import/import.h
