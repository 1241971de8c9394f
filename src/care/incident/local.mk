# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_incident.h src/care/care_reveal.h src/care/incident/incident_int.h \
	src/care/incident/incident.c src/care/incident/incident_adopt.c \
	src/care/incident/incident_announce.c src/care/incident/incident_clock.c \
	src/care/incident/incident_code.c src/care/incident/incident_handover.c \
	src/care/incident/reveal.c src/care/incident/incident_staff.c
