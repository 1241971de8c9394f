# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/voice/voice.h src/voice/voice_int.h src/voice/voice.c \
	src/voice/voice_link.c src/voice/voice_report.c src/voice/voice_call.c \
	src/voice/voice_say.c src/voice/voice_step.c src/voice/voice_flow.c \
	src/voice/voice_wait.c src/voice/voice_record.c src/voice/voice_unheard.c src/voice/voice_story.c src/voice/voice_spool.c src/voice/voice_out.c \
	src/voice/voice_talk.c src/voice/voice_hold.c
