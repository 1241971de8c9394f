# SPDX-License-Identifier: AGPL-3.0-or-later
bin_PROGRAMS += warmline-lexicon
warmline_lexicon_SOURCES = src/tools/warmline_lexicon.c src/tools/warmline_lexicon.h \
	src/tools/warmline_lexicon_eval.c
warmline_lexicon_LDADD = $(WARMLINE_LIBS)
lexicondir = $(pkgdatadir)/lexicon
dist_lexicon_DATA = flows/lexicon/en.lex flows/lexicon/es.lex flows/lexicon/fr.lex \
	flows/lexicon/hi.lex flows/lexicon/pcm.lex flows/lexicon/sw.lex flows/lexicon/examples.tsv

# the line protocol of simulated phones (tests and warmline-phone)
libwarmline_a_SOURCES += src/tools/fake_smsc.h src/tools/fake_smsc.c
# ... and the voicebox that they share
libwarmline_a_SOURCES += src/tools/fakevox.h src/tools/fakevox.c

libwarmline_a_SOURCES += src/tools/handset.c src/tools/handset.h src/tools/transcript.c \
	src/tools/transcript.h
bin_PROGRAMS += warmline-phone
warmline_phone_SOURCES = src/tools/warmline_phone.c src/tools/phone.c src/tools/phone.h src/tools/phone_voice.c \
	src/tools/phone_screen.c src/tools/phone_script.c
warmline_phone_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
warmline_phone_LDADD = $(WARMLINE_LIBS) $(NCURSES_LIBS)

bin_PROGRAMS += warmlinectl
warmlinectl_SOURCES = src/tools/warmlinectl.c src/tools/ctl.h src/tools/ctl_ask.c \
	src/tools/ctl_print.c
warmlinectl_LDADD = $(WARMLINE_LIBS)

libwarmline_a_SOURCES += \
	src/tools/flow_tool.h \
	src/tools/flow_tool_check.c \
	src/tools/flow_tool_export.c \
	src/tools/flow_tool_expr.c \
	src/tools/flow_tool_import.c \
	src/tools/tool_file.c \
	src/tools/tool_file.h \
	src/tools/flow_tool_prompts.c \
	src/tools/flow_tool_test.c \
	src/tools/flow_tool_card.c \
	src/tools/flow_tool_cost.c \
	src/tools/flow_tool_draw.c \
	src/tools/flow_tool_publish.c \
	src/tools/flow_tool_speak.c \
	src/tools/flow_tool_try.c

bin_PROGRAMS += warmline-flow
warmline_flow_SOURCES = src/tools/warmline_flow.c
warmline_flow_LDADD = $(WARMLINE_LIBS)

# Placeholders for every prompt of calls that nobody has recorded: `make speech`, where
# espeak-ng is.  voicebox's setting `spoken` names the folder.
.PHONY: speech
speech: warmline-flow
	@$(MKDIR_P) prompts
	./warmline-flow speak --flows $(srcdir)/flows --prompts $(srcdir)/prompts -o prompts/spoken
