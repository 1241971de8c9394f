# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/expr/expr.c \
	src/expr/expr.h \
	src/expr/expr_civil.c \
	src/expr/expr_convert.c \
	src/expr/expr_dates.c \
	src/expr/expr_eval.c \
	src/expr/expr_fn.c \
	src/expr/expr_fn_code.c \
	src/expr/expr_fn_list.c \
	src/expr/expr_fn_number.c \
	src/expr/expr_fn_slice.c \
	src/expr/expr_fn_text.c \
	src/expr/expr_fn_time.c \
	src/expr/expr_fn_value.c \
	src/expr/expr_int.h \
	src/expr/expr_json.c \
	src/expr/expr_lex.c \
	src/expr/expr_look.c \
	src/expr/expr_num.c \
	src/expr/expr_parse.c \
	src/expr/expr_regex.c \
	src/expr/expr_test_place.c \
	src/expr/expr_test_text.c \
	src/expr/expr_test_value.c \
	src/expr/expr_typed.c \
	src/expr/expr_value.c
