# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/desk/desk.h
