# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/import/ex.c \
	src/import/ex_floip.c \
	src/import/ex_int.h \
	src/import/ex_rapidpro.c \
	src/import/ex_rapidpro.h \
	src/import/ex_rapidpro_action.c \
	src/import/ex_rapidpro_ask.c \
	src/import/ex_results.c \
	src/import/ex_term.c \
	src/import/im.c \
	src/import/im_emit.c \
	src/import/im_expr.c \
	src/import/im_floip.c \
	src/import/im_floip.h \
	src/import/im_floip_block.c \
	src/import/im_int.h \
	src/import/im_json.c \
	src/import/im_menu.c \
	src/import/im_names.c \
	src/import/im_plan.c \
	src/import/im_po.c \
	src/import/im_rapidpro.c \
	src/import/im_rapidpro_action.c \
	src/import/im_report.c \
	src/import/im_test.c \
	src/import/import.h
