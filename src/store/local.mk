# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/store/store.h src/store/store_int.h src/store/families.def \
	src/store/store_due.h src/store/store_keys.h src/store/store_batch.h \
	src/store/store_inbox.h src/store/store_outbox.h \
	src/store/store_journal.h src/store/store_backup.h
libwarmline_a_SOURCES += src/store/store_people.h src/store/store_session.h \
	src/store/store_concern.h src/store/person_rows.def
