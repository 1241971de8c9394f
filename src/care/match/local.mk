# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_match.h src/care/match/match_int.h \
	src/care/match/match.c src/care/match/match_assign.c src/care/match/match_index.c \
	src/care/match/match_why.c
