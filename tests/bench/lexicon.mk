# SPDX-License-Identifier: AGPL-3.0-or-later
noinst_PROGRAMS += tests/bench/lexicon_bench
tests_bench_lexicon_bench_SOURCES = tests/bench/lexicon_bench.c
tests_bench_lexicon_bench_LDADD = $(WARMLINE_LIBS)
