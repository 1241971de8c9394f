# SPDX-License-Identifier: AGPL-3.0-or-later
# Only voicebox and its tests link this: what strangers send stays out of warmlined.
noinst_LIBRARIES += libvoicebox.a
libvoicebox_a_CFLAGS = $(AM_CFLAGS) $(SPANDSP_CFLAGS) $(SRTP_CFLAGS) $(RE_CFLAGS) $(RE_DEFINES)
libvoicebox_a_SOURCES = \
	src/voicebox/dtmf.c \
	src/voicebox/dtmf.h \
	src/voicebox/media.c \
	src/voicebox/media.h \
	src/voicebox/media_digit.c \
	src/voicebox/media_int.h \
	src/voicebox/media_play.c \
	src/voicebox/media_realtime.c \
	src/voicebox/media_stream.c \
	src/voicebox/mix.c \
	src/voicebox/mix_jitter.c \
	src/voicebox/prompt.c \
	src/voicebox/prompt_file.c \
	src/voicebox/prompt_int.h \
	src/voicebox/record.c \
	src/voicebox/rtp.c \
	src/voicebox/rtp.h \
	src/voicebox/rtp_control.c \
	src/voicebox/rtp_in.c \
	src/voicebox/rtp_out.c \
	src/voicebox/rtp_socket.c \
	src/voicebox/srtp.c
VOICEBOX_LIBS = libvoicebox.a $(WARMLINE_LIBS) $(SPANDSP_LIBS) $(SRTP_LIBS) $(RE_LIBS) -ldl

include src/voicebox/sip.mk
