# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/box/box.h src/box/box_fields.def src/box/codec.c src/box/conn.c

# Kannel's configuration, and what goes with its store
libexec_PROGRAMS += contrib/kannel/warmline-check-store
contrib_kannel_warmline_check_store_SOURCES = contrib/kannel/check_store.c
contrib_kannel_warmline_check_store_LDADD =
EXTRA_DIST += contrib/kannel/make-conf
