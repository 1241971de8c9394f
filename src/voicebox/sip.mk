# SPDX-License-Identifier: AGPL-3.0-or-later
# SIP, call control, the program itself.
libvoicebox_a_SOURCES += \
	src/voicebox/alarm.c \
	src/voicebox/call.c \
	src/voicebox/call_away.c \
	src/voicebox/call_link.c \
	src/voicebox/call_order.c \
	src/voicebox/call_play.c \
	src/voicebox/call_record.c \
	src/voicebox/call_room.c \
	src/voicebox/config.c \
	src/voicebox/config.h \
	src/voicebox/config_use.c \
	src/voicebox/dialplan.c \
	src/voicebox/dialplan.h \
	src/voicebox/exchange.c \
	src/voicebox/exchange.h \
	src/voicebox/exchange_int.h \
	src/voicebox/gather.c \
	src/voicebox/gather.h \
	src/voicebox/guard.c \
	src/voicebox/guard.h \
	src/voicebox/guard_message.c \
	src/voicebox/sdp.h \
	src/voicebox/sdp_read.c \
	src/voicebox/sdp_write.c \
	src/voicebox/sip.h \
	src/voicebox/sip_call.c \
	src/voicebox/sip_door.c \
	src/voicebox/sip_int.h \
	src/voicebox/sip_listen.c \
	src/voicebox/sip_media.c \
	src/voicebox/sip_out.c \
	src/voicebox/sip_thread.c \
	src/voicebox/sip_timer.c \
	src/voicebox/sip_trunk.c

sbin_PROGRAMS += voicebox
voicebox_SOURCES = src/voicebox/main.c
voicebox_LDADD = $(VOICEBOX_LIBS)
