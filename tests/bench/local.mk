# SPDX-License-Identifier: AGPL-3.0-or-later
# Run by `make bench`, never by `make check`: figures are not tests.
include tests/bench/match.mk
include tests/bench/store.mk
include tests/bench/lexicon.mk
include tests/bench/voice.mk
include tests/bench/flow.mk

EXTRA_DIST += tests/bench/answer_bench.sh tests/bench/answer.xml tests/bench/bench.sh tests/bench/console_bench.sh tests/bench/console_load.mjs
BENCH_FLAGS =
.PHONY: bench
bench: $(sbin_PROGRAMS) $(libexec_PROGRAMS) $(bin_PROGRAMS) $(noinst_PROGRAMS) $(CARRIERS)
	TOP_SRCDIR='$(abs_top_srcdir)' TOP_BUILDDIR='$(abs_top_builddir)' \
		bash $(srcdir)/tests/bench/bench.sh $(BENCH_FLAGS)
	tests/bench/lexicon_bench $(srcdir)/flows/lexicon
	tests/bench/match_bench
	tests/bench/flow_bench
	tests/bench/store_bench
	tests/bench/voice_bench $(VOICE_BENCH_FLAGS)
	TOP_SRCDIR='$(abs_top_srcdir)' TOP_BUILDDIR='$(abs_top_builddir)' \
		bash $(srcdir)/tests/bench/answer_bench.sh
	TOP_SRCDIR='$(abs_top_srcdir)' TOP_BUILDDIR='$(abs_top_builddir)' \
		bash $(srcdir)/tests/bench/console_bench.sh || [ $$? = 77 ]

noinst_PROGRAMS += tests/bench/year_fill
tests_bench_year_fill_SOURCES = tests/bench/year_fill.c $(WORLD)
tests_bench_year_fill_CFLAGS = $(WORLD_CFLAGS)
tests_bench_year_fill_LDADD = $(TEST_LIBS)
