# SPDX-License-Identifier: AGPL-3.0-or-later
# Only voicebox and its tests link this: what strangers send stays out of warmlined.
noinst_LIBRARIES += libvoicebox.a
libvoicebox_a_CFLAGS = $(AM_CFLAGS) $(SPANDSP_CFLAGS) $(SRTP_CFLAGS)
libvoicebox_a_SOURCES = \
	src/voicebox/media.h \
	src/voicebox/rtp.h \
	src/voicebox/rtp.c
VOICEBOX_LIBS = libvoicebox.a $(WARMLINE_LIBS) $(SPANDSP_LIBS) $(SRTP_LIBS)
