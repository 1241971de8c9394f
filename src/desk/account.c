// SPDX-License-Identifier: AGPL-3.0-or-later
/* Accounts: invitations, new keys for who lost theirs, the end. */
#include "desk/desk_int.h"

static const char *const states[] = { "", "invited", "active", "off" };

static int list(struct desk_ask *a)
{
	struct store_account *rows = talloc_array(a->t->mem, struct store_account, DESK_PAGE + 1);
	json_t *items = json_array();
	int i, n;

	if (!rows)
		base_oom();
	n = store_accounts(a->t->store, a->t->mem, desk_int(a, "after", 0), rows, DESK_PAGE + 1);
	for (i = 0; i < n && i < DESK_PAGE; i++) {
		int64_t left = 0;

		if (store_recovery_left(a->t->store, rows[i].id, &left) < 0)
			left = 0;
		json_array_append_new(items, json_pack("{s:I, s:o, s:o, s:s, s:b, s:I, s:o, s:I}",
			"id", (json_int_t)rows[i].id, "who", desk_name(a->t, rows[i].person_id),
			"name", desk_words(rows[i].name), "state", states[rows[i].state],
			"totp", rows[i].totp_on, "since_at_ms", (json_int_t)rows[i].made_at_ms,
			"last_at_ms", desk_at(rows[i].login_at_ms), "recovery_left",
			(json_int_t)left));
	}
	a->answer = desk_list(items, n > DESK_PAGE);
	return n < 0 ? n : 0;
}

static int invite(struct desk_ask *a, int64_t person_id, const char *what)
{
	int64_t until_ms;
	char *code;
	int rc = desk_invite(a->t, person_id, &code, &until_ms);

	if (rc == 0)
		rc = desk_noted(a, CARE_AUDIT_DESK_ACCOUNT, person_id, what);
	if (rc == 0)
		a->answer = json_pack("{s:s, s:I}", "invite", code, "until_at_ms",
				      (json_int_t)until_ms);
	desk_live_recheck(a->desk);
	return rc;
}

/* Whoever can reset a manager's account has that manager's rights: only a manager can. */
static int may_touch(struct desk_ask *a, int64_t person_id)
{
	struct store_person p;
	int rc = store_people_by_id(a->t->store, person_id, &p);

	if (rc == 0 && (p.roles & (DESK_M | DESK_U | DESK_L)) && !(a->who.roles & DESK_M))
		return desk_refuse(a, LINK_E_DENIED, "A manager's and an auditor's account is a "
				   "manager's to change");
	if (rc == 0 && p.id == a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED,
				   "Your own account is changed by somebody else");
	return desk_found(a, rc, "person");
}

static int add(struct desk_ask *a)
{
	struct store_account account;
	struct store_person p;
	int rc = desk_person(a, "who", &p);

	if (rc == 0 && !(p.roles & DESK_ANY))
		return desk_refuse(a, LINK_E_DENIED, "\"%s\" has no role that works here",
				   p.pseudonym);
	if (rc == 0)
		rc = may_touch(a, p.id);
	if (rc == 0)
		rc = store_account_of(a->t->store, a->t->mem, p.id, &account);
	if (rc == 1 && account.state == STORE_ACCOUNT_ACTIVE)
		return desk_refuse(a, DESK_E_CONFLICT, "\"%s\" has an account", p.pseudonym);
	return rc < 0 ? rc : invite(a, p.id, "invited");
}

static int named(struct desk_ask *a, struct store_account *account)
{
	int rc = store_account_get(a->t->store, a->t->mem, desk_int(a, "account", 0), account);

	if (rc < 0)
		return rc;
	return rc ? may_touch(a, account->person_id) :
		desk_refuse(a, LINK_E_NOT_FOUND, "There is no such account");
}

static int reset(struct desk_ask *a)
{
	struct store_account account;
	int rc = named(a, &account);

	return rc < 0 ? rc : invite(a, account.person_id, "reset");
}

static int off(struct desk_ask *a)
{
	struct store_account account;
	int rc = named(a, &account);

	if (rc == 0)
		rc = store_account_off(a->t->store, account.id);
	desk_live_recheck(a->desk);
	return rc < 0 ? rc : desk_noted(a, CARE_AUDIT_DESK_ACCOUNT, account.person_id, "off");
}

static const struct link_arg list_args[] = {
	{ "after", LINK_INT, false, 0, INT64_MAX, "The last one that was seen." },
};
static const struct link_arg add_args[] = {
	{ "who", LINK_STRING, true, 1, 31, "Pseudonym of somebody with a role." },
};
static const struct link_arg one_args[] = {
	{ "account", LINK_INT, true, 1, INT64_MAX, "Of account list." },
};
static const struct desk_verb verbs[] = {
	{ "account list", "Who can log in.", DESK_C | DESK_M, 0, DESK_ARGS(list_args),
	  .run = list },
	{ "account add", "A one-time code for somebody.", DESK_C | DESK_M, DESK_STEP_UP,
	  DESK_ARGS(add_args), .run = add },
	{ "account reset", "Password and second factor anew.", DESK_C | DESK_M, DESK_STEP_UP,
	  DESK_ARGS(one_args), .run = reset },
	{ "account off", "No log-in any more.", DESK_C | DESK_M, DESK_STEP_UP, DESK_ARGS(one_args),
	  .run = off },
};
DESK_TABLE(desk_account_verbs, verbs);
