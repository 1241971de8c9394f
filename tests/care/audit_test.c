// SPDX-License-Identifier: AGPL-3.0-or-later
/* The audit log against a hand with root's rights and SQLite: each kind of change is told
 * apart.  And what staff say about alarms. */
#include "tests/care/incident_tests.h"

#include <sqlite3.h>

#include "care/care_audit.h"
#include "care/care_peers.h"
#include "store/store_keys.h"

static int setup(void **state)
{
	struct world *w = danger_world();

	staff(w, ON1, STORE_ROLE_ONCALL);
	staff(w, BOSS, STORE_ROLE_MANAGER);
	*state = w;
	return 0;
}

/* --- Writing ------------------------------------------------------------------------- */

static int one_step(struct care_turn *t, void *arg)
{
	return care_audit_named(t, CARE_AUDIT_ROSTER, 0, "Joan", arg);
}

static void entries(struct world *w, int n)
{
	while (n-- > 0)
		world_do(w, one_step, (void *)"a row");
}

static struct store_audit_entry entry_at(struct world *w, int64_t seq)
{
	struct store_audit_entry e;

	assert_int_equal(store_audit_next(w->st, w, seq - 1, 0, &e), 1);
	assert_int_equal(e.seq, seq);
	return e;
}

static int64_t last(struct world *w)
{
	struct store_audit_head h;

	return store_audit_head(w->st, &h) == 1 ? h.seq : 0;
}

/* --- Checking ------------------------------------------------------------------------- */

static char *path(struct world *w, const char *name)
{
	return talloc_asprintf(w, "%s/%s", w->dir, name);
}

/* The recovery kit: the line is taken away from the machine. */
static struct store_audit_first kit(struct world *w)
{
	struct store_audit_first first;
	char *line = strstr(file_text(w, path(w, "keys/audit.first")), "\n1:");

	assert_non_null(line);
	assert_int_equal(store_audit_first_parse(line + 1, &first), 0);
	assert_int_equal(unlink(path(w, "keys/audit.first")), 0);
	return first;
}

static const struct store_audit_report *verify(struct world *w,
					       const struct store_audit_first *first,
					       const struct store_audit_head *head)
{
	struct store_audit_check *c = store_audit_check_new(w, w->st, first, !!first, head, !!head);
	int rc;

	while ((rc = store_audit_check_step(c, 3)) == 1)
		;
	assert_int_equal(rc, 0);
	return store_audit_check_report(c);
}

static void print_all(const struct store_audit_report *r)
{
	for (size_t i = 0; i < r->findings_len; i++)
		print_error("%s %d-%d: %s\n", care_audit_fault_words(r->findings[i].fault),
			    (int)r->findings[i].from, (int)r->findings[i].to, r->findings[i].why);
}

static void assert_good_at(const struct store_audit_report *r, const char *file, int line)
{
	if (r->findings_len) {
		print_all(r);
		_fail(file, line);
	}
}
#define assert_good(r) assert_good_at(r, __FILE__, __LINE__)

/* Exactly this, and nothing else. */
static void assert_found_at(const struct store_audit_report *r, enum store_audit_fault fault,
			    int64_t from, int64_t to, const char *file, int line)
{
	const struct store_audit_finding *f = &r->findings[0];

	if (r->findings_len == 1 && f->fault == fault && f->from == from && f->to == to)
		return;
	print_error("expected: %s %d-%d\n", care_audit_fault_words(fault), (int)from, (int)to);
	print_all(r);
	_fail(file, line);
}
#define assert_found(r, fault, from, to) assert_found_at(r, fault, from, to, __FILE__, __LINE__)

/* --- Tampering: the program is stopped, somebody has sqlite3 ------------------------------- */

static void tamper(struct world *w, const char *sql)
{
	sqlite3 *db;
	char *text = NULL;

	world_close(w);
	assert_int_equal(sqlite3_open(path(w, "warmline.db"), &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK)
		fail_msg("%s", text);
	sqlite3_close(db);
	world_open(w);
}

static void copy(struct world *w, const char *from, const char *to)
{
	char *command = talloc_asprintf(w, "cp '%s/%s' '%s/%s'", w->dir, from, w->dir, to);

	assert_int_equal(system(command), 0);
}

static void test_good(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;
	struct store_audit_entry e;
	const struct store_audit_report *r;

	entries(w, 5);
	world_restart(w);
	entries(w, 5);
	r = verify(w, NULL, NULL);
	assert_good(r);
	assert_true(r->first_key_here);
	assert_int_equal(r->keyed, 10);
	first = kit(w);
	r = verify(w, NULL, NULL);
	assert_good(r);
	assert_int_equal(r->keyed, 0);
	r = verify(w, &first, NULL);
	assert_good(r);
	assert_int_equal(r->keyed, 10);
	assert_int_equal(r->entries, 10);
	e = entry_at(w, 7);
	assert_string_equal(e.what, "roster.changed");
	assert_string_equal(secret_reveal(e.by_name), "Joan");
	assert_string_equal(secret_reveal(e.detail), "a row");
}

static void test_altered(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;

	entries(w, 10);
	first = kit(w);
	tamper(w, "UPDATE audit_entry SET at_ms = at_ms + 1 WHERE seq = 4");
	assert_found(verify(w, NULL, NULL), STORE_AUDIT_ALTERED, 4, 4);
	assert_found(verify(w, &first, NULL), STORE_AUDIT_ALTERED, 4, 4);
	entries(w, 1);
	assert_found(verify(w, &first, NULL), STORE_AUDIT_ALTERED, 4, 4);
}

static void test_altered_in_every_field(void **state)
{
	static const char *const changes[] = {
		"at_ms = 1", "what = 'x'", "about_id = 7", "by_id = 7", "key_id = 7", "epoch = 2",
		"by_name = NULL", "detail = x'00'", "by_name = detail, detail = by_name",
		"mac = zeroblob(32)",
	};
	struct world *w = *state;
	struct store_audit_first first;
	char sql[300];

	entries(w, 6);
	first = kit(w);
	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		snprintf(sql, sizeof(sql), "CREATE TABLE was AS SELECT * FROM audit_entry"
			 " WHERE seq = 3;UPDATE audit_entry SET %s WHERE seq = 3", changes[i]);
		tamper(w, sql);
		if (verify(w, &first, NULL)->findings_len == 0)
			fail_msg("not seen: %s", changes[i]);
		assert_int_equal(verify(w, &first, NULL)->findings[0].fault, STORE_AUDIT_ALTERED);
		tamper(w, "INSERT OR REPLACE INTO audit_entry SELECT * FROM was; DROP TABLE was");
		assert_good(verify(w, &first, NULL));
	}
}

static void test_removed_in_the_middle(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;

	entries(w, 10);
	first = kit(w);
	tamper(w, "DELETE FROM audit_entry WHERE seq IN (4, 5)");
	assert_found(verify(w, NULL, NULL), STORE_AUDIT_REMOVED, 4, 5);
	assert_found(verify(w, &first, NULL), STORE_AUDIT_REMOVED, 4, 5);
}

static void test_first_removed(void **state)
{
	struct world *w = *state;

	entries(w, 10);
	tamper(w, "DELETE FROM audit_entry WHERE seq < 3");
	assert_found(verify(w, NULL, NULL), STORE_AUDIT_REMOVED, 1, 2);
}

static void test_truncated(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;
	const struct store_audit_report *r;

	entries(w, 10);
	first = kit(w);
	tamper(w, "DELETE FROM audit_entry WHERE seq > 6");
	assert_found(verify(w, NULL, NULL), STORE_AUDIT_TRUNCATED, 7, 10);
	assert_found(verify(w, &first, NULL), STORE_AUDIT_TRUNCATED, 7, 10);
	/* What comes then does not cover it: the log itself says what the start saw. */
	entries(w, 2);
	r = verify(w, &first, NULL);
	assert_found(r, STORE_AUDIT_TRUNCATED, 7, 10);
	assert_int_equal(r->findings[0].noted_seq, 11);
	assert_int_equal(last(w), 13);
	assert_string_equal(entry_at(w, 11).what, "audit.truncated");
	world_restart(w);
	entries(w, 1);
	assert_found(verify(w, &first, NULL), STORE_AUDIT_TRUNCATED, 7, 10);
}

/* Whoever cuts and makes the end look right has no key for its seal. */
static void test_truncated_with_a_made_up_end(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;

	entries(w, 10);
	first = kit(w);
	tamper(w, "DELETE FROM audit_entry WHERE seq > 6; UPDATE audit_end SET seq = 6,"
	       " link = (SELECT link FROM audit_entry WHERE seq = 6)");
	assert_found(verify(w, &first, NULL), STORE_AUDIT_TRUNCATED, 7, 10);
}

static void test_all_removed(void **state)
{
	struct world *w = *state;

	entries(w, 10);
	tamper(w, "DELETE FROM audit_entry; DELETE FROM audit_end");
	assert_found(verify(w, NULL, NULL), STORE_AUDIT_TRUNCATED, 1, 10);
	entries(w, 1);
	assert_int_equal(last(w), 12);
	assert_found(verify(w, NULL, NULL), STORE_AUDIT_TRUNCATED, 1, 10);
}

static void test_replaced_by_an_older_copy(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;
	const struct store_audit_report *r;

	entries(w, 6);
	first = kit(w);
	world_close(w);
	copy(w, "warmline.db", "older.db");
	world_open(w);
	entries(w, 4);
	tamper(w, talloc_asprintf(w, "ATTACH '%s' AS old; DELETE FROM audit_entry; DELETE"
		" FROM audit_end;INSERT INTO audit_entry SELECT * FROM old.audit_entry;"
		"INSERT INTO audit_end SELECT * FROM old.audit_end", path(w, "older.db")));
	assert_found(verify(w, NULL, NULL), STORE_AUDIT_REPLACED, 7, 10);
	assert_found(verify(w, &first, NULL), STORE_AUDIT_REPLACED, 7, 10);
	entries(w, 2);
	r = verify(w, &first, NULL);
	assert_found(r, STORE_AUDIT_REPLACED, 7, 10);
	assert_int_equal(r->findings[0].noted_seq, 11);
	assert_string_equal(entry_at(w, 11).what, "audit.replaced");
}

/* The links recomputed by somebody who read this program, but has no key of then. */
static void test_rewritten_without_the_key(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;
	struct store_audit_head head;
	const struct store_audit_report *r;

	entries(w, 5);
	first = kit(w);
	assert_int_equal(store_audit_head(w->st, &head), 1);
	/* another log of the same length, with keys of its own */
	world_close(w);
	copy(w, "warmline.db", "older.db");
	copy(w, "keys/audit.key", "audit.key.kept");
	world_open(w);
	tamper(w, "DELETE FROM audit_entry; DELETE FROM audit_end");
	world_close(w);
	assert_int_equal(unlink(path(w, "keys/audit.key")), 0);
	world_open(w);
	entries(w, 5);
	world_close(w);
	assert_int_equal(unlink(path(w, "keys/audit.first")), 0);
	copy(w, "audit.key.kept", "keys/audit.key");
	world_open(w);
	r = verify(w, NULL, NULL);	/* all links fit: the last one is not the one we wrote */
	assert_found(r, STORE_AUDIT_REPLACED, 5, 5);
	r = verify(w, NULL, &head);	/* and not the one that was sent outside */
	assert_int_equal(r->findings[0].fault, STORE_AUDIT_REPLACED);
	assert_int_equal(r->heads, 1);
	r = verify(w, &first, NULL);
	assert_int_equal(r->findings[0].fault, STORE_AUDIT_REPLACED);
	assert_int_equal(r->findings[0].from, 1);
	assert_int_equal(r->findings[0].to, 5);
}

/* Whole machine put back, its key file too: only a head outside can tell. */
static void test_head_outside_tells_what_the_machine_cannot(void **state)
{
	struct world *w = *state;
	struct store_audit_head head;
	char *command = talloc_asprintf(w, "cp -r '%s' '%s.copy'", w->dir, w->dir);
	char *back = talloc_asprintf(w, "rm -r '%s' && mv '%s.copy' '%s'", w->dir, w->dir, w->dir);

	entries(w, 5);
	world_close(w);
	assert_int_equal(system(command), 0);
	world_open(w);
	entries(w, 3);
	assert_int_equal(store_audit_head(w->st, &head), 1);
	world_close(w);
	assert_int_equal(system(back), 0);
	world_open(w);
	assert_good(verify(w, NULL, NULL));
	assert_found(verify(w, NULL, &head), STORE_AUDIT_REPLACED, 6, 8);
}

static void test_forged_at_the_end(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;

	entries(w, 5);
	first = kit(w);
	tamper(w, "INSERT INTO audit_entry SELECT 6, epoch, at_ms, what, about_id, by_id, key_id,"
	       " by_name, detail, link, mac FROM audit_entry WHERE seq = 5");
	assert_int_not_equal(verify(w, NULL, NULL)->findings_len, 0);
	entries(w, 1);
	assert_int_equal(verify(w, &first, NULL)->findings[0].from, 6);
	assert_string_equal(entry_at(w, 7).what, "audit.replaced");
}

static void test_a_number_far_ahead_does_not_hang(void **state)
{
	struct world *w = *state;

	entries(w, 5);
	tamper(w, "INSERT INTO audit_entry SELECT 4000000000000, epoch, at_ms, what, about_id,"
	       " by_id, key_id, by_name, detail, link, mac FROM audit_entry WHERE seq = 5");
	assert_int_not_equal(verify(w, NULL, NULL)->findings_len, 0);
	entries(w, 1);
}

static void test_key_file_gone(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;

	entries(w, 5);
	first = kit(w);
	world_close(w);
	assert_int_equal(unlink(path(w, "keys/audit.key")), 0);
	world_open(w);
	entries(w, 2);
	assert_string_equal(entry_at(w, 6).what, "audit.newkey");
	assert_good(verify(w, &first, NULL));
	world_restart(w);
	entries(w, 1);
	assert_int_equal(verify(w, &first, NULL)->keyed, 9);
	assert_good(verify(w, &first, NULL));
}

/* --- Killed, rolled back ---------------------------------------------------------------------- */

/* Killed between the commit and the key: the next start catches up. */
static void test_key_behind(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;

	entries(w, 3);
	first = kit(w);
	copy(w, "keys/audit.key", "audit.key.kept");
	entries(w, 4);
	world_close(w);
	copy(w, "audit.key.kept", "keys/audit.key");
	world_open(w);
	assert_good(verify(w, &first, NULL));
	entries(w, 1);
	assert_int_equal(last(w), 8);
	assert_good(verify(w, &first, NULL));
	/* and the old key has gone from the file */
	assert_int_not_equal(system(talloc_asprintf(w, "cmp -s '%s/keys/audit.key' "
						    "'%s/audit.key.kept'", w->dir, w->dir)), 0);
}

static int rolled_back_step(struct care_turn *t, void *arg)
{
	int rc = store_savepoint(t->store);

	if (rc == 0)
		rc = one_step(t, arg);
	store_savepoint_rollback(t->store);
	return rc == 0 ? one_step(t, arg) : rc;
}

static void test_savepoints(void **state)
{
	struct world *w = *state;
	struct store_audit_first first;

	entries(w, 2);
	first = kit(w);
	world_do(w, rolled_back_step, (void *)"x");
	assert_int_equal(last(w), 3);
	entries(w, 1);
	assert_good(verify(w, &first, NULL));
	world_do(w, rolled_back_step, (void *)"x");
	world_restart(w);
	assert_int_equal(last(w), 5);
	assert_good(verify(w, &first, NULL));
	assert_int_equal(store_begin(w->st, w->now_ms), 0);
	store_rollback(w->st);
	entries(w, 1);
	assert_good(verify(w, &first, NULL));
}

/* --- What is noted -------------------------------------------------------- */

static bool noted(struct world *w, const char *what, const char *detail_like)
{
	struct store_audit_entry e = { .seq = 0 };

	while (store_audit_next(w->st, w, e.seq, 0, &e) == 1)
		if (strcmp(e.what, what) == 0 &&
		    fnmatch(detail_like, secret_reveal(e.detail), 0) == 0)
			return true;
	return false;
}

static void test_an_incident_is_in_the_log(void **state)
{
	struct world *w = *state;
	struct store_audit_entry e;

	says(w, ANN, "I want to kill myself");
	says(w, ON1, "1 4821");
	says(w, ON1, "2 4821");
	says(w, ON1, "3 4821 1");
	assert_true(noted(w, "incident.opened", "incident 4821 tier B: *"));
	assert_true(noted(w, "incident.taken", "incident 4821 *"));
	assert_true(noted(w, "incident.contact", "*"));
	assert_true(noted(w, "incident.closed", "*safe with a plan"));
	e = entry_at(w, last(w));
	assert_string_equal(e.what, "incident.closed");
	assert_int_equal(e.by_id, world_person(w, ON1).id);
	assert_int_equal(e.about_id, world_person(w, ANN).id);
	assert_good(verify(w, NULL, NULL));
}

static int erase_step(struct care_turn *t, void *arg)
{
	struct store_person *p = arg;

	return care_people_erase(t, p);
}

static void test_erasing_takes_the_words_and_leaves_the_chain(void **state)
{
	struct world *w = *state;
	struct store_person ann;

	says(w, ANN, "I want to kill myself");
	says(w, ON1, "1 4821");
	says(w, ON1, "3 4821 1");
	ann = world_person(w, ANN);
	assert_true(noted(w, "incident.closed", "*safe*"));
	world_do(w, erase_step, &ann);
	assert_true(noted(w, "incident.closed", ""));
	assert_true(noted(w, "person.erased", ""));
	assert_good(verify(w, NULL, NULL));
}

static void test_head_line(void **state)
{
	struct world *w = *state;
	struct care_turn t;
	struct store_audit_head head, now;
	char *line;

	care_turn_init(&t, w->care, w, w->now_ms);
	assert_int_equal(care_audit_head_line(&t, w, &line), 0);
	assert_int_equal(care_audit_head_due(&t), 0);
	entries(w, 3);
	assert_int_equal(care_audit_head_due(&t), 1);
	assert_int_equal(care_audit_head_line(&t, w, &line), 1);
	assert_int_equal(store_audit_head(w->st, &now), 1);
	assert_true(care_audit_head_parse(line, &head));
	assert_memory_equal(&head, &now, sizeof(head));
	assert_true(care_audit_head_parse(strchr(line, 'Z') + 1, &head));
	assert_false(care_audit_head_parse("warmline-audit 3", &head));
	assert_good(verify(w, NULL, &head));
}

static int sent_step(struct care_turn *t, void *arg)
{
	return care_audit_head_sent(t, 3);
}

static void test_head_once_a_day(void **state)
{
	struct world *w = *state;
	struct care_turn t;

	entries(w, 3);
	world_do(w, sent_step, NULL);
	care_turn_init(&t, w->care, w, w->now_ms + HOURS_MS(23));
	assert_int_equal(care_audit_head_due(&t), 0);
	t.now_ms += HOURS_MS(1);
	assert_int_equal(care_audit_head_due(&t), 1);
	t.now_ms = w->now_ms - DAYS_MS(300);	/* the clock was set back: rather once too often */
	assert_int_equal(care_audit_head_due(&t), 1);
}

/* --- Was the alarm right? ------------------------------------------------- */

static struct store_rule_score first_score(struct world *w, bool by_missed)
{
	struct store_rule_score s[4];

	assert_true(store_rule_scores(w->st, by_missed, s, 4) >= 1);
	return s[0];
}

static void incident(struct world *w, const char *code, const char *outcome)
{
	says_coded(w, ANN, "I want to kill myself", code);
	says(w, ON1, talloc_asprintf(w, "1 %s", code));
	says(w, ON1, talloc_asprintf(w, "3 %s %s", code, outcome));
	assert_int_equal(incident_now(w, code).state, STORE_INCIDENT_CLOSED);
}

static int mark_step(struct care_turn *t, void *arg)
{
	return care_feedback_mark(t, arg);
}

static void test_the_outcome_marks_the_rules(void **state)
{
	struct world *w = *state;
	struct store_rule_score s;

	incident(w, "4821", "2");
	incident(w, "4822", "1");
	incident(w, "4823", "3");
	s = first_score(w, false);
	assert_non_null(strstr(incident_now(w, "4821").rules, s.rule));
	assert_string_equal(s.lexicon, lexicon_version(care_deps(w->care)->lexicon));
	assert_int_equal(s.wrong, 1);
	assert_int_equal(s.right, 2);
	assert_int_equal(s.missed, 0);
}

static void test_a_mark_by_hand_counts_instead(void **state)
{
	struct world *w = *state;
	struct care_mark m = { .code = "4821", .verdict = STORE_VERDICT_WRONG,
			       .reason = STORE_REASON_QUOTE, .name = "Joan" };
	struct store_rule_score s;

	incident(w, "4821", "1");
	assert_int_equal(first_score(w, false).right, 1);
	world_do(w, mark_step, &m);
	world_do(w, mark_step, &m);
	s = first_score(w, false);
	assert_int_equal(s.right, 0);
	assert_int_equal(s.wrong, 1);
	assert_true(noted(w, "lexicon.marked", "incident 4821: wrong, a song*"));
}

static void test_missed(void **state)
{
	struct world *w = *state;
	struct care_mark m = { .verdict = STORE_VERDICT_MISSED, .name = "Joan" };
	struct store_rule_score s;

	world_texts(w, ANN, "the weather is fine");
	m.who = world_person(w, ANN).pseudonym;
	world_do(w, mark_step, &m);
	s = first_score(w, true);
	assert_string_equal(s.rule, "");
	assert_int_equal(s.missed, 1);
	m.rule = "en.want-to-die";
	world_do(w, mark_step, &m);
	world_do(w, mark_step, &m);
	s = first_score(w, true);
	assert_string_equal(s.rule, "en.want-to-die");
	assert_int_equal(s.missed, 2);
}

static int mark_refused_step(struct care_turn *t, void *arg)
{
	struct care_mark none = { .code = "1111", .verdict = STORE_VERDICT_RIGHT, .name = "Joan" };
	struct care_mark nobody = { .who = "Nobody Here", .verdict = STORE_VERDICT_MISSED };

	assert_int_equal(care_feedback_mark(t, &none), -ENOENT);
	assert_int_equal(care_feedback_mark(t, &nobody), -ENOENT);
	return 0;
}

static void test_marks_of_nothing(void **state)
{
	world_do(*state, mark_refused_step, NULL);
}

static int propose(struct care_turn *t, const char *rule, const char *change, int64_t *id)
{
	return care_proposal_add(t, &(struct care_proposal){ .rule = rule, .change = change,
							     .name = "Joan Bello" }, id);
}

static int two_names_step(struct care_turn *t, void *arg)
{
	const char *rule = lexicon_rule(care_deps(t->care)->lexicon, 0)->id;
	struct store_proposal p;
	int64_t id;

	assert_int_equal(propose(t, "no.such-rule", "less", &id), -ENOENT);
	assert_int_equal(propose(t, rule, "tier B to C", &id), 0);
	assert_int_equal(care_proposal_agree(t, id, "Joan Bello"), -EPERM);
	assert_int_equal(care_proposal_agree(t, id, " joan  BELLO."), -EPERM);
	assert_int_equal(care_proposal_agree(t, id, "..."), -EPERM);
	assert_int_equal(care_proposal_agree(t, id + 1, "Amir"), -ENOENT);
	assert_int_equal(care_proposal_agree(t, id, "Amir"), 0);
	assert_int_equal(care_proposal_agree(t, id, "Ines"), -EALREADY);
	assert_int_equal(store_proposal_next(t->store, t->mem, 0, &p), 1);
	assert_string_equal(p.rule, rule);
	assert_string_equal(secret_reveal(p.change), "tier B to C");
	assert_string_equal(secret_reveal(p.agreed_by), "Amir");
	return 0;
}

static void test_two_names(void **state)
{
	world_do(*state, two_names_step, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)
		T(test_good), T(test_altered), T(test_altered_in_every_field),
		T(test_removed_in_the_middle), T(test_first_removed), T(test_truncated),
		T(test_truncated_with_a_made_up_end), T(test_all_removed),
		T(test_replaced_by_an_older_copy), T(test_rewritten_without_the_key),
		T(test_head_outside_tells_what_the_machine_cannot), T(test_forged_at_the_end),
		T(test_a_number_far_ahead_does_not_hang), T(test_key_file_gone), T(test_key_behind),
		T(test_savepoints), T(test_an_incident_is_in_the_log),
		T(test_erasing_takes_the_words_and_leaves_the_chain), T(test_head_line),
		T(test_head_once_a_day), T(test_the_outcome_marks_the_rules),
		T(test_a_mark_by_hand_counts_instead), T(test_missed), T(test_marks_of_nothing),
		T(test_two_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
