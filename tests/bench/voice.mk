# SPDX-License-Identifier: AGPL-3.0-or-later
noinst_PROGRAMS += tests/bench/voice_bench
tests_bench_voice_bench_SOURCES = tests/bench/voice_bench.c tests/bench/voice_load.c \
	tests/bench/voice_load.h
tests_bench_voice_bench_CFLAGS = $(AM_CFLAGS) $(SPANDSP_CFLAGS) $(SRTP_CFLAGS)
tests_bench_voice_bench_LDADD = $(VOICEBOX_LIBS)
