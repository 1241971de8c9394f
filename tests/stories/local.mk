# SPDX-License-Identifier: AGPL-3.0-or-later
# The world in which stories, the simulation and the fault tests happen
# ($(WORLD) in their SOURCES, $(WORLD_CFLAGS) in their CFLAGS).
WORLD = tests/stories/world.c tests/stories/world.h $(FAKEBOX)
WORLD_CFLAGS = $(TEST_CFLAGS) -I$(top_srcdir)/tests/box -I$(top_srcdir)/tests/stories

check_PROGRAMS += tests/stories/story_test
TESTS += tests/stories/story_test
tests_stories_story_test_SOURCES = tests/stories/story_test.c tests/stories/story.c \
	tests/stories/story.h tests/stories/given.c tests/stories/then.c \
	tests/stories/carrier.c $(WORLD)
tests_stories_story_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_story_test_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/stories/README.md $(STORIES)

check_PROGRAMS += tests/stories/oncall_test
TESTS += tests/stories/oncall_test
tests_stories_oncall_test_SOURCES = tests/stories/oncall_test.c $(WORLD)
tests_stories_oncall_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_oncall_test_LDADD = $(TEST_LIBS)
