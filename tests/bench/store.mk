# SPDX-License-Identifier: AGPL-3.0-or-later
noinst_PROGRAMS += tests/bench/store_bench
tests_bench_store_bench_SOURCES = tests/bench/store_bench.c
tests_bench_store_bench_LDADD = $(WARMLINE_LIBS)
