# SPDX-License-Identifier: AGPL-3.0-or-later
libwarmline_a_SOURCES += \
	src/store/store.h src/store/store_int.h src/store/store_priv.h src/store/families.def \
	src/store/store.c src/store/store_tx.c src/store/store_query.c src/store/store_core.c \
	src/store/migrate.c \
	src/store/store_keys.h src/store/store_keys.c src/store/masterkey.h src/store/masterkey.c \
	src/store/keyfile.h src/store/keyfile.c src/store/pid_map.h src/store/pid_map.c \
	src/store/disk.h src/store/disk.c \
	src/store/store_batch.h src/store/store_batch.c \
	src/store/store_journal.h src/store/journal.c \
	src/store/store_backup.h src/store/store_backup.c \
	src/store/store_due.h src/store/store_due.c \
	src/store/store_inbox.h src/store/store_inbox.c src/store/store_parts.c \
	src/store/store_outbox.h src/store/store_outbox.c src/store/store_out_wire.c

# The families of care/.
libwarmline_a_SOURCES += src/store/store_people.h src/store/store_people.c \
	src/store/store_session.h src/store/store_session.c \
	src/store/store_concern.h src/store/store_concern.c src/store/person_rows.def
libwarmline_a_SOURCES += src/store/store_queue.h src/store/store_queue.c \
	src/store/store_request.c src/store/store_talk.h src/store/store_talk.c \
	src/store/store_line.c src/store/store_peers.h src/store/store_peers.c
libwarmline_a_SOURCES += src/store/store_directory.h src/store/store_directory.c \
	src/store/store_followup.c src/store/store_checkin.h src/store/store_checkin.c \
	src/store/store_record.h src/store/store_record.c \
	src/store/store_publish.h src/store/store_publish.c

# The tables, a file for each family, in this order.  Until the first release
# all are migration 1; from then on what is released is never changed, and a
# family's new tables and columns go to 2-<family>.sql, below all of 1.
STORE_SCHEMA = \
	src/store/schema/1-core.sql \
	src/store/schema/1-due.sql \
	src/store/schema/1-inbox.sql \
	src/store/schema/1-parts.sql \
	src/store/schema/1-outbox.sql \
	src/store/schema/1-people.sql \
	src/store/schema/1-session.sql \
	src/store/schema/1-concern.sql \
	src/store/schema/1-queue.sql \
	src/store/schema/1-talk.sql \
	src/store/schema/1-peers.sql \
	src/store/schema/1-directory.sql \
	src/store/schema/1-checkin.sql \
	src/store/schema/1-record.sql \
	src/store/schema/1-publish.sql \
	src/store/schema/1-incident.sql \
	src/store/schema/1-oncall.sql \
	src/store/schema/1-roster.sql \
	src/store/schema/1-safety.sql \
	src/store/schema/1-watch.sql \
	src/store/schema/1-audit.sql \
	src/store/schema/1-feedback.sql \
	src/store/schema/1-staff.sql \
	src/store/schema/1-event.sql \
	src/store/schema/1-tally.sql \
	src/store/schema/2-calls.sql \
	src/store/schema/3-publish.sql \
	src/store/schema/3-feedback.sql \
	src/store/schema/3-roster.sql \
	src/store/schema/3-story.sql \
	src/store/schema/4-event.sql

nodist_libwarmline_a_SOURCES += src/store/schema.c
EXTRA_DIST += $(STORE_SCHEMA) src/store/schema/embed.awk
CLEANFILES += src/store/schema.c
src/store/schema.c: $(STORE_SCHEMA) src/store/schema/embed.awk src/store/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/store && out=`pwd`/$@ && \
	(cd $(srcdir) && LC_ALL=C $(AWK) -f src/store/schema/embed.awk $(STORE_SCHEMA)) > $$out.tmp && \
	mv $$out.tmp $$out

libwarmline_a_SOURCES += src/store/store_incident.h src/store/store_incident.c \
	src/store/store_oncall.h src/store/store_oncall.c \
	src/store/store_roster.h src/store/store_roster.c \
	src/store/store_reveal.h src/store/store_reveal.c \
	src/store/store_safety.h src/store/store_safety.c
libwarmline_a_SOURCES += src/store/store_watch.h src/store/store_watch.c src/store/store_drill.c
libwarmline_a_SOURCES += src/store/store_audit.h src/store/store_audit.c src/store/store_audit_check.c \
	src/store/audit_chain.h src/store/audit_key.h src/store/audit_key.c \
	src/store/store_feedback.h src/store/store_feedback.c
libwarmline_a_SOURCES += src/store/store_calls.h src/store/store_calls.c \
	src/store/store_story.h src/store/store_story.c

# The console's: accounts and log-ins, what changed, what its pages list, counts for reports.
libwarmline_a_SOURCES += src/store/store_staff.h src/store/store_staff.c \
	src/store/store_token.c src/store/store_event.h src/store/store_event.c \
	src/store/store_desk.h src/store/store_desk.c src/store/store_board.c \
	src/store/store_tally.h src/store/store_tally.c
