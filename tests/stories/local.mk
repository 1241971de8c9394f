# SPDX-License-Identifier: AGPL-3.0-or-later
# The world in which stories, the simulation and the fault tests happen
# ($(WORLD) in their SOURCES, $(WORLD_CFLAGS) in their CFLAGS); $(READINGS) where
# many worlds are made.
WORLD = tests/stories/world.c tests/stories/world.h $(FAKEBOX)
READINGS = tests/stories/readings.c tests/stories/readings.h
LDFLAGS_OF_READINGS = -Wl,--wrap=words_load_since,--wrap=lexicon_load_since,--wrap=lexicon_check_examples
WORLD_CFLAGS = $(TEST_CFLAGS) -I$(top_srcdir)/tests/box -I$(top_srcdir)/tests/stories

check_PROGRAMS += tests/stories/story_test
TESTS += tests/stories/story_test
STORYTELLER = tests/stories/story.c tests/stories/story.h tests/stories/given.c tests/stories/then.c \
	tests/stories/looks.c tests/stories/carrier.c tests/stories/calls.c $(DISK_FAULTS)
tests_stories_story_test_SOURCES = tests/stories/story_test.c $(STORYTELLER) $(READINGS) $(WORLD)
tests_stories_story_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_story_test_LDADD = $(TEST_LIBS)
tests_stories_story_test_LDFLAGS = $(AM_LDFLAGS) $(LDFLAGS_OF_READINGS)
TESTS += tests/stories/clauses_test.sh
EXTRA_DIST += tests/stories/README.md tests/stories/danger-clauses.md tests/stories/voice-clauses.md tests/stories/clauses_test.sh $(STORIES)

check_PROGRAMS += tests/stories/oncall_test
TESTS += tests/stories/oncall_test
tests_stories_oncall_test_SOURCES = tests/stories/oncall_test.c $(READINGS) $(WORLD)
tests_stories_oncall_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_oncall_test_LDADD = $(TEST_LIBS)
tests_stories_oncall_test_LDFLAGS = $(AM_LDFLAGS) $(LDFLAGS_OF_READINGS)

check_PROGRAMS += tests/stories/flow_tells_test
TESTS += tests/stories/flow_tells_test
tests_stories_flow_tells_test_SOURCES = tests/stories/flow_tells_test.c \
	$(STORYTELLER) $(WORLD)
tests_stories_flow_tells_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_flow_tells_test_LDADD = $(TEST_LIBS)

# The flows that ship, each in each language, by text and by voice.
LDFLAGS_OF_RENDERINGS = -Wl,--wrap=words_render,--wrap=words_render_choice
check_PROGRAMS += tests/stories/library_test
TESTS += tests/stories/library_test
tests_stories_library_test_SOURCES = tests/stories/library_test.c tests/stories/library.c \
	tests/stories/library.h tests/stories/library_int.h tests/stories/library_ear.c \
	tests/stories/library_rows.c tests/stories/library_walk.c tests/stories/renderings.c \
	tests/stories/renderings.h $(STORYTELLER) $(READINGS) $(WORLD)
tests_stories_library_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_library_test_LDADD = $(TEST_LIBS)
tests_stories_library_test_LDFLAGS = $(AM_LDFLAGS) $(LDFLAGS_OF_READINGS) $(LDFLAGS_OF_RENDERINGS)

STORIES = \
	tests/stories/after-agreed-hour.story \
	tests/stories/after-danger-again.story \
	tests/stories/after-stop.story \
	tests/stories/bad-input.story \
	tests/stories/binary.story \
	tests/stories/call-alarm-house-dead.story \
	tests/stories/call-alarm-step.story \
	tests/stories/call-alarm-taken.story \
	tests/stories/call-back-mode.story \
	tests/stories/call-board-given.story \
	tests/stories/call-board-leaves.story \
	tests/stories/call-board-nine.story \
	tests/stories/call-board-refused.story \
	tests/stories/call-caps-roster.story \
	tests/stories/call-checkin.story \
	tests/stories/call-away-clock.story \
	tests/stories/call-cut-off.story \
	tests/stories/call-cut-off-try.story \
	tests/stories/call-cut-off-unheard.story \
	tests/stories/call-dropped-danger.story \
	tests/stories/call-dropped-peer.story \
	tests/stories/call-find-spoken.story \
	tests/stories/call-find.story \
	tests/stories/call-first.story \
	tests/stories/call-goes-on.story \
	tests/stories/call-key-alone.story \
	tests/stories/call-key-danger.story \
	tests/stories/call-keypad.story \
	tests/stories/call-hold.story \
	tests/stories/call-supervisor-joins.story \
	tests/stories/call-wrong-keys.story \
	tests/stories/call-work-caps.story \
	tests/stories/call-line-left.story \
	tests/stories/call-link-restart.story \
	tests/stories/call-link-talk.story \
	tests/stories/call-message-drop.story \
	tests/stories/call-safe-hours.story \
	tests/stories/call-limits.story \
	tests/stories/call-line-free.story \
	tests/stories/call-message-hung-up.story \
	tests/stories/call-message.story \
	tests/stories/call-missed.story \
	tests/stories/call-no-line.story \
	tests/stories/call-two-boxes.story \
	tests/stories/call-restarts.story \
	tests/stories/call-silent.story \
	tests/stories/call-supervisor.story \
	tests/stories/call-talk-by-text.story \
	tests/stories/call-talk-lapses.story \
	tests/stories/call-talk-place-kept.story \
	tests/stories/call-talk.story \
	tests/stories/call-third-away.story \
	tests/stories/call-two-boxes-apart.story \
	tests/stories/call-two-boxes-one-dies.story \
	tests/stories/call-wait-announced.story \
	tests/stories/carrier-away.story \
	tests/stories/carrier-full.story \
	tests/stories/carrier-refuses-oncall.story \
	tests/stories/carrier-refuses-peer.story \
	tests/stories/checkin-daylight-saving.story \
	tests/stories/checkin-late-answer.story \
	tests/stories/checkin-less-share.story \
	tests/stories/checkin-low.story \
	tests/stories/checkin-missed-after-low.story \
	tests/stories/checkin-opt-in.story \
	tests/stories/checkin-quiet-hours.story \
	tests/stories/clock-set-back-taken.story \
	tests/stories/clock-set-back.story \
	tests/stories/consent-no.story \
	tests/stories/danger-ack-by-two.story \
	tests/stories/danger-another.story \
	tests/stories/danger-closing.story \
	tests/stories/danger-contact-clock.story \
	tests/stories/danger-contact-managers.story \
	tests/stories/danger-crowd.story \
	tests/stories/danger-despair-unmet.story \
	tests/stories/danger-despair.story \
	tests/stories/danger-everybody.story \
	tests/stories/danger-french.story \
	tests/stories/danger-heard.story \
	tests/stories/danger-logged-and-timed.story \
	tests/stories/danger-long-contact.story \
	tests/stories/danger-maintenance.story \
	tests/stories/danger-never-closes.story \
	tests/stories/danger-never-lower.story \
	tests/stories/danger-nine.story \
	tests/stories/danger-nine-in-words.story \
	tests/stories/danger-nobody-answers.story \
	tests/stories/danger-quit-by-staff.story \
	tests/stories/danger-stop-by-staff.story \
	tests/stories/danger-swahili.story \
	tests/stories/danger-to-the-second.story \
	tests/stories/danger-two-texts.story \
	tests/stories/danger-unclear-met.story \
	tests/stories/danger-unclear-unmet.story \
	tests/stories/danger-unclear.story \
	tests/stories/danger-unreachable.story \
	tests/stories/danger-unseen-first.story \
	tests/stories/danger-while-house-dies.story \
	tests/stories/danger-with.story \
	tests/stories/dead-man.story \
	tests/stories/discreet-and-plain.story \
	tests/stories/drill-unannounced.story \
	tests/stories/erase-open-conversation.story \
	tests/stories/erase-waits.story \
	tests/stories/erase.story \
	tests/stories/find-at-night.story \
	tests/stories/find-food.story \
	tests/stories/find-nothing.story \
	tests/stories/find-place-and-menu.story \
	tests/stories/find-second-no.story \
	tests/stories/find-too-old.story \
	tests/stories/first-contact.story \
	tests/stories/first-message-unanswered.story \
	tests/stories/first-words-are-kept.story \
	tests/stories/first-words-forgotten.story \
	tests/stories/flood-rings.story \
	tests/stories/form-gives-up.story \
	tests/stories/goals-weekly.story \
	tests/stories/handover-by-text.story \
	tests/stories/handover-shift-end.story \
	tests/stories/lane-crash-loop.story \
	tests/stories/lane-database-locked.story \
	tests/stories/lane-database-mended.story \
	tests/stories/lane-database-spoilt.story \
	tests/stories/lane-disk-full.story \
	tests/stories/lane-disk-read-only.story \
	tests/stories/lane-key-missing.story \
	tests/stories/lane-not-after-four.story \
	tests/stories/language-spanish.story \
	tests/stories/language.story \
	tests/stories/learn-five-days.story \
	tests/stories/link-seen.story \
	tests/stories/menu-escapes.story \
	tests/stories/missed-by-text.story \
	tests/stories/morning-digest-late.story \
	tests/stories/morning-digest.story \
	tests/stories/name-sender.story \
	tests/stories/nine-and-zero-everywhere.story \
	tests/stories/pager-while-house-is-dead.story \
	tests/stories/part-danger-split.story \
	tests/stories/part-missing.story \
	tests/stories/pause.story \
	tests/stories/peer-after-danger.story \
	tests/stories/peer-lost.story \
	tests/stories/peer-low-before.story \
	tests/stories/peer-own-danger.story \
	tests/stories/peer-pause-after-danger.story \
	tests/stories/peer-rest.story \
	tests/stories/peer-untrained.story \
	tests/stories/person-without-form.story \
	tests/stories/phone-check.story \
	tests/stories/phq-ninth.story \
	tests/stories/phq-unsigned.story \
	tests/stories/plan-read-back.story \
	tests/stories/privacy.story \
	tests/stories/redelivery-after-restart.story \
	tests/stories/replies-budget.story \
	tests/stories/reveal-alone.story \
	tests/stories/reveal-careful.story \
	tests/stories/reveal-refused.story \
	tests/stories/reveal-two.story \
	tests/stories/roster-daylight-saving.story \
	tests/stories/roster-exchange.story \
	tests/stories/roster-hole-near.story \
	tests/stories/roster-hole.story \
	tests/stories/roster-holiday.story \
	tests/stories/roster-layers.story \
	tests/stories/roster-nobody-at-all.story \
	tests/stories/roster-override.story \
	tests/stories/roster-scores.story \
	tests/stories/roster-swap-nobody.story \
	tests/stories/roster-swap.story \
	tests/stories/roster-zone.story \
	tests/stories/session-survives-restart.story \
	tests/stories/silent-90-days.story \
	tests/stories/staff-quotes.story \
	tests/stories/stop-and-safety.story \
	tests/stories/stop-another-has-duty.story \
	tests/stories/stop-in-a-sentence.story \
	tests/stories/stop-then-rights.story \
	tests/stories/stop-whole-message.story \
	tests/stories/talk-abuse.story \
	tests/stories/talk-block.story \
	tests/stories/talk-closed.story \
	tests/stories/talk-end-feedback.story \
	tests/stories/talk-help.story \
	tests/stories/talk-holiday.story \
	tests/stories/talk-idle.story \
	tests/stories/talk-long-texts.story \
	tests/stories/talk-nobody-on-duty.story \
	tests/stories/talk-number-warning.story \
	tests/stories/talk-off-mid-conversation.story \
	tests/stories/talk-offer-lapses.story \
	tests/stories/talk-pass.story \
	tests/stories/talk-peer-vanishes.story \
	tests/stories/talk-relayed.story \
	tests/stories/talk-report.story \
	tests/stories/talk-same-peer.story \
	tests/stories/talk-two-handles.story \
	tests/stories/talk-two-lines.story \
	tests/stories/talk-wishes.story \
	tests/stories/under-age-at-night.story \
	tests/stories/under-age-says-a-peer.story \
	tests/stories/under-age.story \
	tests/stories/unreadable.story \
	tests/stories/voice-journal.story \
	tests/stories/voice-plan.story \
	tests/stories/voice-unheard.story \
	tests/stories/watch-cost.story \
	tests/stories/watch-drill-unanswered.story \
	tests/stories/watch-drill.story \
	tests/stories/watch-silent-carrier.story \
	tests/stories/who5-low.story \
	tests/stories/worried-danger.story \
	tests/stories/worried.story \
	tests/stories/wrong-number.story

check_PROGRAMS += tests/stories/canary_test
TESTS += tests/stories/canary_test
tests_stories_canary_test_SOURCES = tests/stories/canary_test.c tests/stories/canary.c \
	tests/stories/canary.h $(WORLD)
tests_stories_canary_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_canary_test_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/stories/command_test
TESTS += tests/stories/command_test
tests_stories_command_test_SOURCES = tests/stories/command_test.c $(WORLD)
tests_stories_command_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_command_test_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/stories/failures_test
TESTS += tests/stories/failures_test
tests_stories_failures_test_SOURCES = tests/stories/failures_test.c tests/stories/failures.c \
	tests/stories/failures.h $(STORYTELLER) $(READINGS) $(WORLD)
tests_stories_failures_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_failures_test_LDADD = $(TEST_LIBS)
tests_stories_failures_test_LDFLAGS = $(AM_LDFLAGS) $(LDFLAGS_OF_READINGS)
check_PROGRAMS += tests/stories/flow_release_test
TESTS += tests/stories/flow_release_test
tests_stories_flow_release_test_SOURCES = tests/stories/flow_release_test.c $(WORLD)
tests_stories_flow_release_test_CFLAGS = $(WORLD_CFLAGS)
tests_stories_flow_release_test_LDADD = $(TEST_LIBS)
EXTRA_tests_stories_flow_release_test_DEPENDENCIES = warmline-flow
