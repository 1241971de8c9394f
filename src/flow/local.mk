# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/flow/flow.h \
	src/flow/flow_answer.c \
	src/flow/flow_expr.c \
	src/flow/flow_int.h \
	src/flow/flow_keyword.c \
	src/flow/flow_lex.c \
	src/flow/flow_parse.c \
	src/flow/flow_parse_stmt.c \
	src/flow/flow_run.c \
	src/flow/flow_set.c \
	src/flow/flow_state.c \
	src/flow/flow_vocabulary.c
