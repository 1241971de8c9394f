# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/box/box.h src/box/box_fields.def src/box/codec.c src/box/conn.c
