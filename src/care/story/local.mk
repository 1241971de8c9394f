# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_story.h src/care/story/story.c src/care/story/story_team.c \
	src/care/story/story_flow.c src/care/story/story_int.h
