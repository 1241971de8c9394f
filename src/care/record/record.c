// SPDX-License-Identifier: AGPL-3.0-or-later
/* What flows may remember about somebody, and read again. */
#include <stdio.h>
#include <stdlib.h>

#include "care/care_call.h"
#include "care/care_clock.h"
#include "care/care_concern.h"
#include "care/care_queue.h"
#include "care/record/record_int.h"
#include "flow/flow.h"
#include "store/store_tally.h"
#include "store/store_tally.h"
#include "text/text.h"

enum { RECALL_MAX = 5, KEPT_MAX = 100 };

#define EFFECT(name) \
	static int name(struct care_turn *t, struct store_person *p, const char *const *args, \
			unsigned int nargs, const char **outcome)

/* A name that fits, or NULL: the checker holds authors to it, a variable may still be long. */
static const char *name_of(const char *const *args, unsigned int nargs, unsigned int i)
{
	const char *name = i < nargs ? args[i] : "";

	return *name && strlen(name) <= STORE_RECORD_NAME_LEN ? name : NULL;
}

/* --- Tags and groups ------------------------------------------------------------------ */

static int mark(struct care_turn *t, const struct store_person *p, enum store_mark_kind kind,
		const char *name, bool on)
{
	int rc = name ? store_mark_set(t->store, p->id, kind, name, on, t->now_ms) : 0;

	return rc < 0 ? rc : 0;
}

EFFECT(do_tag) { return mark(t, p, STORE_MARK_TAG, name_of(args, nargs, 0), true); }
EFFECT(do_untag) { return mark(t, p, STORE_MARK_TAG, name_of(args, nargs, 0), false); }
EFFECT(do_join) { return mark(t, p, STORE_MARK_GROUP, name_of(args, nargs, 0), true); }
EFFECT(do_leave) { return mark(t, p, STORE_MARK_GROUP, name_of(args, nargs, 0), false); }

/* --- Their own words --------------------------------------------------------------------- */

/* All but the newest `leave`; what was said on the phone goes with its key. */
static int forget(struct care_turn *t, const struct store_person *p, const char *name, int leave)
{
	struct secret *words[KEPT_MAX + 1];
	int n = store_kept_last(t->store, t->mem, p->id, name, words, KEPT_MAX + 1), i, rc = 0;

	for (i = leave; rc >= 0 && i < n; i++)
		rc = care_call_forget(t, p, secret_reveal(words[i]));
	if (n >= 0 && rc >= 0)
		rc = store_kept_forget(t->store, p->id, name, leave);
	return n < 0 ? n : rc < 0 ? rc : 0;
}

static int keep(struct care_turn *t, const struct store_person *p, const char *name,
		const char *words, int leave)
{
	int rc = store_kept_add(t->store, p->id, name, secret_str(t->mem, words), t->now_ms);

	return rc < 0 ? rc : forget(t, p, name, leave);
}

/* How some of their words are to be had: said once, however many a flow recalls in a row. */
enum recalled { RECALLED_SPOKEN = 1, RECALLED_TEXTED = 2, RECALLED_WRITTEN = 4 };

static int say_once(struct care_turn *t, const struct store_person *p, enum recalled what,
		    const char *key)
{
	if (t->recalled & what)
		return 0;
	t->recalled |= what;
	return care_say(t, p, CARE_REPLY, key, NULL);
}

/* A reference to what was said and is there no more. */
static bool is_gone(const struct secret *words)
{
	return strncmp(secret_reveal(words), CARE_CALL_REFERENCE,
		       strlen(CARE_CALL_REFERENCE)) == 0;
}

EFFECT(do_keep)
{
	const char *name = name_of(args, nargs, 0);

	return name && nargs > 1 && *args[1] ? keep(t, p, name, args[1], KEPT_MAX) : 0;
}

/* On a call what was said is played; what was written goes as a text, where they agreed to
 * texts and have a phone for it. */
static int recall_call(struct care_turn *t, const struct store_person *p,
		       const struct secret *words)
{
	struct store_recording r;
	int rc = care_call_said(t, p, secret_reveal(words), &r);

	if (rc == 1)
		return care_speak_recording(t, care_speaker_of(t, p->id), &r);
	if (rc < 0 || is_gone(words))
		return rc;
	if (p->consent != STORE_CONSENT_GIVEN || p->address_kind != STORE_ADDR_NUMBER)
		return say_once(t, p, RECALLED_WRITTEN, "voice.recall.written");
	rc = care_send(t, p, CARE_REPLY, &(struct care_message){ .text = words });
	return rc < 0 ? rc : say_once(t, p, RECALLED_TEXTED, "voice.recall.texted");
}

/* A text cannot hold what was said: it says how to hear it. */
static int recall_text(struct care_turn *t, const struct store_person *p,
		       const struct secret *words)
{
	struct store_recording r;
	int rc = care_call_said(t, p, secret_reveal(words), &r);

	if (rc == 1)
		return say_once(t, p, RECALLED_SPOKEN, *care_call_settings(t->care)->shown ?
				"kept.spoken.ring" : "kept.spoken");
	return rc < 0 || is_gone(words) ? rc :
		care_send(t, p, CARE_REPLY, &(struct care_message){ .text = words });
}

/* Oldest first, each as it was written or said. */
EFFECT(do_recall)
{
	struct secret *words[RECALL_MAX];
	const char *name = name_of(args, nargs, 0);
	bool call = care_speaker_of(t, p->id) != NULL;
	int rc = 0, n = name ? store_kept_last(t->store, t->mem, p->id, name, words, RECALL_MAX) :
		0;

	*outcome = n > 0 ? "some" : "none";
	while (rc == 0 && n > 0)
		rc = (call ? recall_call : recall_text)(t, p, words[--n]);
	return n < 0 ? n : rc;
}

EFFECT(do_forget)
{
	const char *name = name_of(args, nargs, 0);

	return name ? forget(t, p, name, 0) : 0;
}

/* --- Dates --------------------------------------------------------------------------------- */

static int days_of_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970 of a day in the Gregorian calendar (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms"). */
static int64_t day_number(int year, int month, int day)
{
	int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int year_of(int64_t day)
{
	int year = (int)(1970 + day * 400 / 146097);

	while (day_number(year + 1, 1, 1) <= day)
		year++;
	while (day_number(year, 1, 1) > day)
		year--;
	return year;
}

/* DDMM: the next such day; DDMMYYYY.  0 when it is none. */
static int64_t read_day(const char *digits, int64_t today)
{
	int day, month, year = year_of(today);
	size_t len = strlen(digits);
	bool year_said = len == 8;

	if ((len != 4 && len != 8) || digits[strspn(digits, "0123456789")])
		return 0;
	sscanf(digits, "%2d%2d", &day, &month);
	if (year_said)
		year = atoi(digits + 4);
	if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 ||
	    day > days_of_month(year_said ? year : 2000, month))
		return 0;
	if (!year_said && day_number(year, month, day) < today)
		year++;
	if (day > days_of_month(year, month))	/* 29 February, this time on the 1st of March */
		return day_number(year, 3, 1);
	return day_number(year, month, day);
}

static const char *date_name(struct care_turn *t, const char *name)
{
	return talloc_asprintf(t->mem, "date.%.40s", name);
}

EFFECT(do_date)
{
	const char *name = name_of(args, nargs, 0);
	int64_t day = name && nargs > 1 ? read_day(args[1], care_clock_day(p->zone, t->now_ms)) : 0;
	int rc;

	*outcome = day ? "set" : "unknown";
	if (!day)
		return 0;
	rc = keep(t, p, date_name(t, name), talloc_asprintf(t->mem, "%lld", (long long)day), 1);
	return rc < 0 ? rc : record_dates_changed(t, p);
}

int record_date(struct care_turn *t, const struct store_person *p, const char *name, int64_t *day)
{
	struct secret *words;
	int n = store_kept_last(t->store, t->mem, p->id, date_name(t, name), &words, 1);

	if (n == 1)
		*day = strtoll(secret_reveal(words), NULL, 10);
	return n;
}

/* --- Questionnaires -------------------------------------------------------------------------- */

/* For the report: better, worse or the same as the last time, nothing more. */
static int tally(struct care_turn *t, const struct store_person *p, const char *name,
		 const char *band, int64_t score)
{
	struct secret *before;
	int64_t was;
	int rc;

	if (strcmp(name, "who5") != 0 || strcmp(band, "rule") == 0 || p->practice)
		return 0;
	rc = store_scored_last(t->store, t->mem, p->id, name, &before);
	if (rc <= 0)
		return rc;
	was = strtoll(secret_reveal(before), NULL, 10);
	return store_tally_add(t->store, "who5.change", score < was ? "down" : score > was ? "up" :
			       "same", p->id, score - was);
}

/* Score, band, answers: one sealed text of always the same length, so that its length
 * tells nothing. */
EFFECT(do_score)
{
	const char *name = name_of(args, nargs, 0), *version = name_of(args, nargs, 1);
	char result[160];
	int rc;

	if (!name || !version || nargs < 5)
		return 0;
	rc = tally(t, p, name, args[3], strtoll(args[2], NULL, 10));
	if (rc < 0)
		return rc;
	memset(result, ' ', sizeof(result) - 1);
	result[sizeof(result) - 1] = 0;
	char *text = talloc_asprintf(t->mem, "%.8s %.40s %.100s", args[2], args[3], args[4]);
	memcpy(result, text, strlen(text));
	return store_scored_add(t->store, p->id, name, version,
				secret_str(t->mem, result), t->now_ms);
}

/* --- To people ------------------------------------------------------------ */

EFFECT(do_message)
{
	const char *words = nargs ? args[0] : "";

	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_MESSAGE, .why = "left a message", .about = p,
		.note = care_call_note(t, p, words) }, NULL);
}

/* A human is told why, and they go into the line. */
EFFECT(do_hand_over)
{
	const char *words = nargs > 1 ? args[1] : "";
	int rc = care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_FLOW, .why = nargs ? args[0] : "", .about = p,
		.note = care_call_note(t, p, words) }, NULL);

	if (rc == 0)
		rc = care_queue_person_now(t, p);
	return rc < 0 ? rc : care_call_with_request(t, p, words);
}

EFFECT(do_call)
{
	static const char *const call[] = { "call" };

	return care_effect_find("queue")->run(t, p, call, 1, outcome);
}

const struct care_effect care_record_effects[] = {
	{ "tag", do_tag }, { "untag", do_untag }, { "join", do_join }, { "leave", do_leave },
	{ "keep", do_keep }, { "recall", do_recall }, { "forget", do_forget }, { "date", do_date },
	{ "score", do_score }, { "message", do_message }, { "hand-over", do_hand_over },
	{ "bridge", do_call }, { "call-back", do_call },
	{ "follow", record_follow }, { "unfollow", record_unfollow },
	{ 0 }
};

/* --- Read by flows -------------------------------------------------------- */

#define VARIABLE(name) \
	static int name(struct care_turn *t, const struct store_person *p, const char *what, \
			struct flow_value *out)

static int get_mark(struct care_turn *t, const struct store_person *p, enum store_mark_kind kind,
		    const char *name, struct flow_value *out)
{
	int rc = store_mark_has(t->store, p->id, kind, name);

	*out = FLOW_TRUTH(rc == 1);
	return rc < 0 ? rc : 0;
}

VARIABLE(get_tag) { return get_mark(t, p, STORE_MARK_TAG, what, out); }
VARIABLE(get_group) { return get_mark(t, p, STORE_MARK_GROUP, what, out); }

VARIABLE(get_kept)
{
	struct secret *words;
	int n = store_kept_last(t->store, t->mem, p->id, what, &words, 1);

	if (n == 1)
		*out = FLOW_STRING(secret_reveal(words));
	return n < 0 ? n : 0;
}

VARIABLE(get_date)
{
	int64_t day = 0;
	int rc = record_date(t, p, what, &day);

	if (rc == 1)
		*out = FLOW_INT(day - care_clock_day(p->zone, t->now_ms));
	return rc < 0 ? rc : 0;
}

VARIABLE(get_scored)
{
	struct secret *result;
	int rc = store_scored_last(t->store, t->mem, p->id, what, &result);

	if (rc == 1)
		*out = FLOW_INT(strtoll(secret_reveal(result), NULL, 10));
	return rc < 0 ? rc : 0;
}

VARIABLE(get_follows)
{
	struct store_series s;
	int rc = store_series_of(t->store, p->id, what, &s);

	*out = FLOW_TRUTH(rc == 1);
	return rc < 0 ? rc : 0;
}

VARIABLE(get_offers)
{
	const struct flow_set *set = care_deps(t->care)->flows;
	const struct flow *f = set ? flow_set_find(set, what) : NULL;
	int rc = f ? care_flow_allowed(t, f) : 0;

	*out = FLOW_TRUTH(rc == 1);
	return rc < 0 ? rc : 0;
}

const struct care_variable_family care_record_variables[] = {
	{ "tag.", get_tag }, { "group.", get_group }, { "kept.", get_kept }, { "date.", get_date },
	{ "scored.", get_scored }, { "follows.", get_follows },
	{ "offers.", get_offers },
	{ 0 }
};
