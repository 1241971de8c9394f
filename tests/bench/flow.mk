# SPDX-License-Identifier: AGPL-3.0-or-later
noinst_PROGRAMS += tests/bench/flow_bench
tests_bench_flow_bench_SOURCES = tests/bench/flow_bench.c
tests_bench_flow_bench_LDADD = $(WARMLINE_LIBS)
