# SPDX-License-Identifier: AGPL-3.0-or-later
include tests/bench/match.mk
include tests/bench/store.mk
include tests/bench/lexicon.mk
