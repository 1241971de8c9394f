# SPDX-License-Identifier: AGPL-3.0-or-later
EXTRA_DIST += docs/store.md
EXTRA_DIST += docs/flows.md docs/writing-flows.md docs/flows/grammar.svg docs/flows/railroad.pl

dist_man_MANS += docs/man/warmlinectl.1 docs/man/warmline-pager.8
dist_man_MANS += docs/man/warmline-flow.1
dist_man_MANS += docs/man/warmline-phone.1
dist_man_MANS += docs/man/warmlined.8
EXTRA_DIST += docs/dependencies.md docs/operating.md docs/overview.md docs/privacy.md
EXTRA_DIST += docs/lexicon.md
dist_man_MANS += docs/man/warmline-lexicon.1
EXTRA_DIST += docs/limits.md docs/when-all-is-down.md
EXTRA_DIST += docs/talk.md
EXTRA_DIST += docs/safety.md docs/oncall.md
EXTRA_DIST += docs/directory.md docs/checkin.md
EXTRA_DIST += docs/performance.md
EXTRA_DIST += docs/desk.md
EXTRA_DIST += docs/importing.md
dist_man_MANS += docs/man/voicebox.8
EXTRA_DIST += docs/voice.md docs/voicebox.md
dist_man_MANS += docs/man/warmline-console.8
EXTRA_DIST += docs/console.md docs/peer-guide.md docs/coordinator-guide.md docs/openapi.json
EXTRA_DIST += docs/img/board.png docs/img/flow-agree.png docs/img/flow-check.png \
	docs/img/oncall-alarm.png docs/img/oncall-incident.png docs/img/peer-offer.png \
	docs/img/peer-talk.png docs/img/report.png docs/img/setup-code.png
