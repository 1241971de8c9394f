/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* What the tests of safety, incident and oncall share: the shipped words and
 * lexicon, staff, and a pager that takes what it is given. */
#include "tests/care/care_tests.h"

#include "care/care_concern.h"
#include "care/care_incident.h"
#include "care/care_oncall.h"
#include "care/care_reveal.h"
#include "care/care_roster.h"
#include "care/care_safety.h"

#define ON1 "+254700000001"
#define ON2 "+254700000002"
#define ON3 "+254700000003"
#define BOSS "+254700000009"
#define COORD "+254700000010"

static inline char *file_text(void *ctx, const char *path)
{
	FILE *f = fopen(path, "re");
	char *text;
	size_t n;

	assert_non_null(f);
	text = talloc_zero_size(ctx, 1 << 20);
	n = fread(text, 1, (1 << 20) - 1, f);
	assert_true(n > 0);
	fclose(f);
	return text;
}

static inline void cfg_say(const char *node, const char *key, const char *value)
{
	struct cfg_group *g = cfg_first();
	struct err err = { "" };

	while (g && strcmp(cfg_table(g)->node, node) != 0)
		g = cfg_next(g);
	assert_non_null(g);
	if (cfg_set(g, key, value, &err) < 0)
		fail_msg("%s", err.text);
}

/* What is said each morning is the roster's own tests' matter. */
static inline void quiet_mornings(void)
{
	cfg_say("oncall", "digest", "no");
	cfg_say("oncall", "ask-phone", "0s");
}

static inline struct world *danger_world(void)
{
	char *po = file_text(NULL, TOP_SRCDIR "/prompts/en.po");
	struct world *w = world_new(po);
	static struct lexicon *lex;
	struct err err = { "" };

	talloc_free(po);
	if (!lex)
		lex = lexicon_load(NULL, TOP_SRCDIR "/flows/lexicon", &err);
	if (!lex)
		fail_msg("%s", err.text);
	care_set_lexicon(w->care, lex);
	quiet_mornings();
	return w;
}

/* --- People ------------------------------------------------------------------------ */

struct staff_job { const char *number; unsigned int roles; int64_t id; bool practice; };

static inline int staff_step(struct care_turn *t, void *arg)
{
	struct staff_job *j = arg;
	struct store_person p;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, j->number, &p);

	if (rc == -ENOENT)
		rc = care_people_make(t, STORE_ADDR_NUMBER, j->number, &p);
	if (rc < 0)
		return rc;
	p.roles |= j->roles;
	p.practice = j->practice;
	p.consent = STORE_CONSENT_GIVEN;
	j->id = p.id;
	rc = store_people_save(t->store, &p);
	return rc < 0 ? rc : care_staff_changed(t);
}

static inline int64_t staff(struct world *w, const char *number, unsigned int roles)
{
	struct staff_job j = { .number = number, .roles = roles };

	world_do(w, staff_step, &j);
	return j.id;
}

/* For cmocka: two on call and a manager. */
static inline int danger_setup(void **state)
{
	struct world *w = danger_world();

	staff(w, ON1, STORE_ROLE_ONCALL);
	staff(w, ON2, STORE_ROLE_ONCALL);
	staff(w, BOSS, STORE_ROLE_MANAGER);
	*state = w;
	return 0;
}

/* As sms/ does it: scanned, a code drawn, then the turn.  True: the pager was told first. */
static inline bool says_coded(struct world *w, const char *number, const char *text,
			      const char *code)
{
	char uuid[UUID_LEN + 1];
	struct care_text in = {
		.inbox_id = ++w->uuid, .uuid = uuid, .sender_kind = CARE_FROM_NUMBER,
		.sender = number, .service = "40404", .text = secret_str(w, text),
		.scan = &w->scan, .is_part = w->is_part, .incident_code = code,
		.received_at_ms = w->now_ms };
	bool told = care_scan(w->care, VIEW_STR(text), &w->scan);

	rand_uuid(uuid);
	world_do(w, world_text_step, &in);
	return told;
}

static inline bool says(struct world *w, const char *number, const char *text)
{
	return says_coded(w, number, text, "4821");
}

/* --- Phones of staff ---------------------------------------------------------------- */

struct rings { struct care_alarm_out out[64]; int n, at; void *mem; };

static inline int claim_step(struct care_turn *t, void *arg)
{
	struct rings *r = arg;

	r->n = care_oncall_claim(t, r->mem, r->out, (int)ARRAY_LEN(r->out));
	for (int i = 0; i < r->n; i++)	/* texts live in the turn's memory */
		r->out[i].text = secret_str(r->mem, secret_reveal(r->out[i].text));
	r->at = 0;
	return r->n < 0 ? r->n : 0;
}

static inline struct rings *rings(struct world *w)
{
	struct rings *r = talloc_zero(w, struct rings);

	r->mem = r;
	world_do(w, claim_step, r);
	return r;
}

static inline void assert_rings_at(struct rings *r, const char *number, const char *like,
				   const char *file, int line)
{
	if (r->at >= r->n) {
		print_error("no phone rings; expected %s: %s\n", number, like);
		_fail(file, line);
	}
	if (strcmp(secret_reveal(r->out[r->at].number), number) != 0 ||
	    fnmatch(like, secret_reveal(r->out[r->at].text), 0) != 0) {
		print_error("%s rings: %s\nexpected %s: %s\n",
			    secret_reveal(r->out[r->at].number),
			    secret_reveal(r->out[r->at].text), number, like);
		_fail(file, line);
	}
	r->at++;
}
#define assert_rings(r, number, like) assert_rings_at(r, number, like, __FILE__, __LINE__)

static inline void assert_quiet_at(struct world *w, const char *file, int line)
{
	struct rings *r = rings(w);

	if (r->n > 0) {
		print_error("%s rings: %s\n", secret_reveal(r->out[0].number),
			    secret_reveal(r->out[0].text));
		_fail(file, line);
	}
}
#define assert_quiet(w) assert_quiet_at(w, __FILE__, __LINE__)

struct report_job { int64_t id; enum store_alarm_state state; };
static inline int report_step(struct care_turn *t, void *arg)
{
	struct report_job *j = arg;

	return care_oncall_report(t, j->id, j->state);
}

static inline void reported(struct world *w, const struct rings *r, int at,
			    enum store_alarm_state state)
{
	struct report_job j = { r->out[at].id, state };

	world_do(w, report_step, &j);
}

static inline struct store_incident incident_now(struct world *w, const char *code)
{
	struct store_incident i;

	assert_int_equal(store_incident_by_code(w->st, code, &i), 1);
	return i;
}

/* The promise: open and a clock running, or closed by a named human. */
static inline void assert_promise_at(struct world *w, const char *code, const char *file, int line)
{
	struct store_incident i = incident_now(w, code);
	struct store_due due;
	int armed = store_due_get(w->st, STORE_DUE_INCIDENT, i.id, &due);

	if (i.state == STORE_INCIDENT_CLOSED ? (!i.closed_by && !i.closed_name[0]) || armed != 0 :
					       armed != 1)
		_fail(file, line);
}
#define assert_promise(w, code) assert_promise_at(w, code, __FILE__, __LINE__)

/* Skips what else is said (menus, words to staff) until this number hears it. */
static inline void assert_hears_soon_at(struct world *w, const char *number, const char *like,
					const char *file, int line)
{
	struct store_out out;

	while (world_next_out(w, &out))
		if (strcmp(secret_reveal(out.to), number) == 0 &&
		    fnmatch(like, secret_reveal(out.text), 0) == 0)
			return;
	print_error("%s does not hear: %s\n", number, like);
	_fail(file, line);
}
#define assert_hears_soon(w, number, like) assert_hears_soon_at(w, number, like, __FILE__, __LINE__)

static inline void hear_nothing_more(struct world *w)
{
	struct store_out out;

	while (world_next_out(w, &out))
		;
}
