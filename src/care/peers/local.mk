# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_peers.h src/care/peers/peers_int.h \
	src/care/peers/peers_duty.c src/care/peers/peers_hours.c src/care/peers/peers_practice.c \
	src/care/peers/peers_staff.c
