// SPDX-License-Identifier: AGPL-3.0-or-later
/* warmlinectl: the first coordinator, and accounts when nobody can log in any more.
 * Whoever may open that socket is the operator (control.h). */
#include "care/care_oncall.h"
#include "care/care_people.h"
#include "desk/desk_int.h"

enum { LIST_MAX = 200 };

struct job {
	const char *who;
	unsigned int roles;
	char *code;
	int64_t until_ms;
	struct store_person person;
	json_t *answer;
	bool there;
};

static bool answered(struct link_request *req, int rc)
{
	if (rc >= 0)
		return false;
	if (rc == -ENOENT || rc == -ENOKEY)
		link_fail(req, LINK_E_NOT_FOUND, "There is no such account.");
	else
		link_fail(req, LINK_E_FAILED, "That could not be done: %s.", strerror(-rc));
	return true;
}

/* False: it was answered. */
static bool do_it(struct link_request *req, struct desk *desk,
		  int (*fn)(struct care_turn *t, void *arg), struct job *job)
{
	if (!desk->server) {
		link_fail(req, LINK_E_BUSY, "The database is not open.");
		return false;
	}
	return !answered(req, desk->deps.run(desk->deps.arg, fn, job));
}

static int invite(struct care_turn *t, struct job *job, const char *what)
{
	char *code;
	int rc = desk_invite(t, job->person.id, &code, &job->until_ms);

	if (rc == 0)
		rc = care_audit_named(t, CARE_AUDIT_DESK_ACCOUNT, job->person.id, "operator", what);
	job->answer = json_pack("{s:s, s:s, s:I}", "invite", code, "pseudonym",
				job->person.pseudonym, "until_at_ms", (json_int_t)job->until_ms);
	return rc;
}

/* Somebody of the staff, known by no telephone number. */
int desk_person_make(struct care_turn *t, unsigned int roles, const char *number,
		     struct store_person *out)
{
	char *own = desk_code_new(t->mem, 3);
	int rc;

	if (number)
		rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, number, out);
	else
		rc = -ENOENT;
	if (rc == -ENOENT)
		rc = number ? care_people_make(t, STORE_ADDR_NUMBER, number, out) :
			care_people_make(t, STORE_ADDR_NAME,
					 talloc_asprintf(t->mem, "desk:%s", own), out);
	if (rc < 0)
		return rc;
	out->roles |= roles;
	out->consent = STORE_CONSENT_GIVEN;	/* staff have a contract of their own */
	rc = store_people_save(t->store, out);
	return rc < 0 ? rc : care_staff_changed(t);
}

static int setup_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	int rc = store_account_any(t->store, STORE_ROLE_COORDINATOR);

	if (rc) {
		job->there = rc == 1;
		return rc < 0 ? rc : 0;
	}
	rc = desk_person_make(t, STORE_ROLE_COORDINATOR, NULL, &job->person);
	return rc < 0 ? rc : invite(t, job, "first coordinator");
}

static void setup(struct link_request *req, void *arg)
{
	struct job job = { 0 };

	if (!do_it(req, arg, setup_step, &job))
		return;
	if (job.there)
		link_fail(req, LINK_E_FAILED, "There is a coordinator already; account invite "
			  "gives somebody a new one-time code.");
	else
		link_ok(req, job.answer);
}

static int list_step(struct care_turn *t, void *arg)
{
	struct store_account *list = talloc_array(t->mem, struct store_account, LIST_MAX);
	static const char *const states[] = { "", "invited", "active", "off" };
	struct job *job = arg;
	int i, n;

	if (!list)
		base_oom();
	n = store_accounts(t->store, t->mem, 0, list, LIST_MAX);
	job->answer = json_array();
	for (i = 0; i < n; i++)
		json_array_append_new(job->answer, json_pack("{s:I, s:o, s:s, s:b}",
			"id", (json_int_t)list[i].id, "who", desk_name(t, list[i].person_id),
			"state", states[list[i].state], "second_factor", list[i].totp_on));
	return n < 0 ? n : 0;
}

static void list(struct link_request *req, void *arg)
{
	struct job job = { 0 };

	if (do_it(req, arg, list_step, &job))
		link_ok(req, json_pack("{s:o}", "accounts", job.answer));
}

static int invite_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	int rc = store_people_by_pseudonym(t->store, job->who, &job->person);

	if (rc == 0 && !(job->person.roles & DESK_ANY))
		rc = -ENOENT;
	return rc < 0 ? rc : invite(t, job, "invited");
}

static void account_invite(struct link_request *req, void *arg)
{
	struct job job = { .who = link_req_str(req, "who") };

	if (!do_it(req, arg, invite_step, &job))
		return;
	desk_live_recheck(arg);
	link_ok(req, job.answer);
}

static int off_step(struct care_turn *t, void *arg)
{
	struct job *job = arg;
	struct store_account account;
	int rc = store_people_by_pseudonym(t->store, job->who, &job->person);

	if (rc == 0)
		rc = store_account_of(t->store, t->mem, job->person.id, &account);
	if (rc <= 0)
		return rc < 0 ? rc : -ENOENT;
	rc = store_account_off(t->store, account.id);
	return rc < 0 ? rc : care_audit_named(t, CARE_AUDIT_DESK_ACCOUNT,
					      job->person.id, "operator",
					      "off");
}

static void account_off(struct link_request *req, void *arg)
{
	struct job job = { .who = link_req_str(req, "who") };

	if (!do_it(req, arg, off_step, &job))
		return;
	desk_live_recheck(arg);
	link_ok(req, NULL);
}

static const struct link_arg who_args[] = {
	{ "who", LINK_STRING, true, 1, 31, "Pseudonym of somebody with a role." },
};
const struct link_command desk_control_commands[] = {
	{ "desk setup", "A one-time code for the first coordinator's account.", NULL, 0,
	  NULL, setup },
	{ "account list", "Accounts of the console.", NULL, 0, NULL, list },
	{ "account invite", "A one-time code: a new account, or password and second factor anew.",
	  who_args, ARRAY_LEN(who_args), NULL, account_invite },
	{ "account off", "Nobody can log in with it any more.", who_args, ARRAY_LEN(who_args), NULL,
	  account_off },
};
const size_t desk_control_commands_len = ARRAY_LEN(desk_control_commands);
