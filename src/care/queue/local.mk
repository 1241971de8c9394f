# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += src/care/care_queue.h src/care/queue/queue_int.h \
	src/care/queue/queue_hours.c src/care/queue/queue_join.c src/care/queue/queue_offer.c \
	src/care/queue/queue_round.c src/care/queue/queue_wait.c src/care/queue/queue_wish.c
