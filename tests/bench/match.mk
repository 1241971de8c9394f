# SPDX-License-Identifier: AGPL-3.0-or-later
# Run by `make bench`, never by `make check`: figures are not tests.
noinst_PROGRAMS += tests/bench/match_bench
tests_bench_match_bench_SOURCES = tests/bench/match_bench.c
tests_bench_match_bench_LDADD = $(WARMLINE_LIBS)

noinst_PROGRAMS += tests/bench/queue_bench
tests_bench_queue_bench_SOURCES = tests/bench/queue_bench.c
tests_bench_queue_bench_CFLAGS = $(TEST_CFLAGS)
tests_bench_queue_bench_LDADD = $(TEST_LIBS)
