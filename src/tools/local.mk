# SPDX-License-Identifier: AGPL-3.0-or-later
bin_PROGRAMS += warmline-lexicon
warmline_lexicon_SOURCES = src/tools/warmline_lexicon.c src/tools/warmline_lexicon.h \
	src/tools/warmline_lexicon_eval.c
warmline_lexicon_LDADD = $(WARMLINE_LIBS)
lexicondir = $(pkgdatadir)/lexicon
dist_lexicon_DATA = flows/lexicon/en.lex flows/lexicon/examples.tsv

# the line protocol of simulated phones (tests and warmline-phone)
libwarmline_a_SOURCES += src/tools/fake_smsc.h src/tools/fake_smsc.c
