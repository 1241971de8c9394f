# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/sms/intake.c \
	src/sms/lane.c \
	src/sms/pump.c \
	src/sms/replay.c \
	src/sms/report.c \
	src/sms/sms.c \
	src/sms/sms.h \
	src/sms/sms_int.h \
	src/sms/sms_lane.h \
	src/sms/step.c
