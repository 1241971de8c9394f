# SPDX-License-Identifier: AGPL-3.0-or-later
check_PROGRAMS += tests/voicebox/fake-warmlined
tests_voicebox_fake_warmlined_SOURCES = tests/voicebox/fake_warmlined.c
tests_voicebox_fake_warmlined_LDADD = $(WARMLINE_LIBS)
