# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/warmlined/alarm.h \
	src/warmlined/alarm.c \
	src/warmlined/alarm_roster.h \
	src/warmlined/alarm_roster.c \
	src/warmlined/audit_head.c \
	src/warmlined/audit_head.h \
	src/warmlined/control.c \
	src/warmlined/control_audit.c \
	src/warmlined/control_lexicon.c \
	src/warmlined/control.h \
	src/warmlined/control_backup.c \
	src/warmlined/control_directory.c \
	src/warmlined/control_flows.c \
	src/warmlined/control_inbox.c \
	src/warmlined/control_queue.c \
	src/warmlined/control_incident.c \
	src/warmlined/control_int.h \
	src/warmlined/control_people.c \
	src/warmlined/control_roster.c \
	src/warmlined/control_rotation.c \
	src/warmlined/command.c \
	src/warmlined/command.h \
	src/warmlined/control_status.c \
	src/warmlined/control_watch.c \
	src/warmlined/due.c \
	src/warmlined/due.h \
	src/warmlined/house.c \
	src/warmlined/house.h \
	src/warmlined/house_int.h \
	src/warmlined/incident_view.c \
	src/warmlined/incident_view.h \
	src/warmlined/lane.c \
	src/warmlined/publish.c \
	src/warmlined/live.c \
	src/warmlined/show.c \
	src/warmlined/show.h \
	src/warmlined/show_incident.c \
	src/warmlined/show_watch.c \
	src/warmlined/staff.c \
	src/warmlined/status.c \
	src/warmlined/status.h \
	src/warmlined/turn.c \
	src/warmlined/turn.h \
	src/warmlined/voice.c \
	src/warmlined/control_call.c \
	src/warmlined/control_story.c \
	src/warmlined/show_call.c \
	src/warmlined/watch.c \
	src/warmlined/watch.h \
	src/warmlined/words.c

sbin_PROGRAMS += warmlined
warmlined_SOURCES = src/warmlined/main.c
warmlined_LDADD = $(WARMLINE_LIBS)
