# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_audit.h src/care/audit/audit.c src/care/audit/feedback.c \
	src/care/audit/incident_audit.c
