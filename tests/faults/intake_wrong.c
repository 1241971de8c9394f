// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Wrong programs, each as somebody might have written it.  They are made by
 * the linker (--wrap): the house itself knows nothing of them.
 *
 * And two things that only make the sweep possible: people's words are read
 * once for all lives, and the time of each transaction is noted, so that the
 * next life does not begin before it.
 */
#include "tests/faults/intake.h"

#include <signal.h>
#include <sqlite3.h>
#include "loop/loop_int.h"
#include "sms/sms_int.h"
#include "store/store_due.h"
#include "store/store_inbox.h"

enum intake_wrong wrong;
const char *const intake_wrong_names[WRONGS] = {
	[WRONG_NOT] = "is right",
	[WRONG_ACK_FIRST] = "acknowledges before the commit",
	[WRONG_NORMAL] = "says synchronous = NORMAL",
	[WRONG_PART_DROPPED] = "keeps the first part of a long text in memory only",
	[WRONG_NO_CLOCK] = "does not arm a clock again",
};

void __real_sms_mo_receive(struct sms *sms, const struct box_sms *m);
void __wrap_sms_mo_receive(struct sms *sms, const struct box_sms *m);
void __wrap_sms_mo_receive(struct sms *sms, const struct box_sms *m)
{
	if (wrong == WRONG_ACK_FIRST) {
		sms_acknowledge(sms, m->id);
		loop_streams_flush(sms->deps.loop);
	}
	__real_sms_mo_receive(sms, m);
}

int __real_sqlite3_exec(sqlite3 *db, const char *sql,
			int (*row)(void *, int, char **, char **), void *arg, char **error);
int __wrap_sqlite3_exec(sqlite3 *db, const char *sql,
			int (*row)(void *, int, char **, char **), void *arg, char **error);
int __wrap_sqlite3_exec(sqlite3 *db, const char *sql,
			int (*row)(void *, int, char **, char **), void *arg, char **error)
{
	if (wrong == WRONG_NORMAL && strcmp(sql, "PRAGMA synchronous = FULL") == 0)
		sql = "PRAGMA synchronous = NORMAL";
	return __real_sqlite3_exec(db, sql, row, arg, error);
}

int __real_store_part_add(struct store *st, const struct store_part *p, struct store_group *out);
int __wrap_store_part_add(struct store *st, const struct store_part *p, struct store_group *out);
int __wrap_store_part_add(struct store *st, const struct store_part *p, struct store_group *out)
{
	static struct store_part kept;
	int rc;

	if (wrong != WRONG_PART_DROPPED)
		return __real_store_part_add(st, p, out);
	if (!kept.text) {
		kept = *p;
		kept.sender = secret_new(NULL, secret_reveal(p->sender), secret_len(p->sender));
		kept.text = secret_new(NULL, secret_reveal(p->text), secret_len(p->text));
		kept.receiver = "40404";
		*out = (struct store_group){ .duplicate = true };
		return 0;
	}
	rc = __real_store_part_add(st, &kept, out);
	return rc < 0 ? rc : __real_store_part_add(st, p, out);
}

int __real_store_due_arm(struct store *st, enum store_due_kind kind, int64_t subject_id,
			 int64_t at_ms, int64_t arg);
int __wrap_store_due_arm(struct store *st, enum store_due_kind kind, int64_t subject_id,
			 int64_t at_ms, int64_t arg);
int __wrap_store_due_arm(struct store *st, enum store_due_kind kind, int64_t subject_id,
			 int64_t at_ms, int64_t arg)
{
	if (wrong == WRONG_NO_CLOCK && kind == STORE_DUE_CHECKIN)
		return 0;
	return __real_store_due_arm(st, kind, subject_id, at_ms, arg);
}

/* --- A text that crashes the process ------------------------------------------------ */

enum intake_poison poison;
const char intake_poison_words[] = "the text that nobody survives";

static void poisoned(enum intake_poison where, struct view text)
{
	if (poison == where && text.data && text.len == strlen(intake_poison_words) &&
	    memcmp(text.data, intake_poison_words, text.len) == 0)
		raise(SIGSEGV);
}

bool __real_care_scan(const struct care *care, struct view text, struct lexicon_result *scan);
bool __wrap_care_scan(const struct care *care, struct view text, struct lexicon_result *scan);
bool __wrap_care_scan(const struct care *care, struct view text, struct lexicon_result *scan)
{
	poisoned(POISON_SCAN, text);
	return __real_care_scan(care, text, scan);
}

int __real_care_text_in(struct care_turn *t, const struct care_text *text);
int __wrap_care_text_in(struct care_turn *t, const struct care_text *text);
int __wrap_care_text_in(struct care_turn *t, const struct care_text *text)
{
	if (text->text)
		poisoned(POISON_STEP, (struct view){
			(const uint8_t *)secret_reveal(text->text), secret_len(text->text) });
	return __real_care_text_in(t, text);
}

/* --- Not wrong ------------------------------------------------------------------- */

int __real_store_begin(struct store *st, int64_t now_ms);
int __wrap_store_begin(struct store *st, int64_t now_ms);
int __wrap_store_begin(struct store *st, int64_t now_ms)
{
	if (carrier->now_ms < now_ms)
		carrier->now_ms = now_ms;
	return __real_store_begin(st, now_ms);
}
