# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/flow/flow.h \
	src/flow/flow_answer.c \
	src/flow/flow_check.c \
	src/flow/flow_check_names.c \
	src/flow/flow_check_score.c \
	src/flow/flow_check_texts.c \
	src/flow/flow_expr.c \
	src/flow/flow_int.h \
	src/flow/flow_keyword.c \
	src/flow/flow_lex.c \
	src/flow/flow_look.c \
	src/flow/flow_look.h \
	src/flow/flow_parse.c \
	src/flow/flow_play.c \
	src/flow/flow_play.h \
	src/flow/flow_play_int.h \
	src/flow/flow_play_parse.c \
	src/flow/flow_parse_score.c \
	src/flow/flow_parse_stmt.c \
	src/flow/flow_run.c \
	src/flow/flow_set.c \
	src/flow/flow_state.c \
	src/flow/flow_vocabulary.c \
	src/flow/flow_walk.c

# The flows that ship; a service may have its own folder instead.
flowsdir = $(pkgdatadir)/flows
dist_flows_DATA = \
	flows/age.flow \
	flows/checkin-start.flow \
	flows/checkin.flow \
	flows/consent.flow \
	flows/emergency.conf \
	flows/erase.flow \
	flows/feedback.flow \
	flows/find-helped.flow \
	flows/find.flow \
	flows/less.flow \
	flows/menu.flow \
	flows/pause.flow \
	flows/practice.flow \
	flows/privacy.flow \
	flows/settings.flow \
	flows/share.flow \
	flows/talk.flow \
	flows/welcome.flow \
	flows/worried.flow
