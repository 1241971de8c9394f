// SPDX-License-Identifier: AGPL-3.0-or-later
/* Staff and peers: who they are, what they can be matched by, what they may. */
#include <stdio.h>

#include "care/care_match.h"
#include "care/care_oncall.h"
#include "care/care_peers.h"
#include "desk/desk_int.h"

enum { ATTRS_MAX = 400, LIMIT_DAYS = 30 };

/* --- Looking ----------------------------------------------------------------------------- */

static json_t *person_json(struct desk_ask *a, const struct store_person *p)
{
	static const char *const states[] = { "off", "on", "rest", "pause" };
	struct store_peer peer;
	struct store_account account;
	bool is_peer = store_peer_get(a->t->store, p->id, &peer) == 1;
	bool has_account = store_account_of(a->t->store, a->t->mem, p->id, &account) == 1;

	return json_pack("{s:I, s:s, s:o, s:s, s:b, s:o, s:o, s:b, s:b, s:b}",
		"id", (json_int_t)p->id, "pseudonym", p->pseudonym, "roles",
		desk_roles_json(p->roles), "language", p->lang, "trained", is_peer && peer.trained,
		"cap", is_peer ? json_integer(peer.cap) : json_null(), "state",
		is_peer ? json_string(states[peer.state]) : json_null(),
		"lost", is_peer && peer.lost_at_ms, "phone", p->address_kind == STORE_ADDR_NUMBER,
		"account", has_account);
}

static int list(struct desk_ask *a)
{
	const char *role = desk_str(a, "role");
	unsigned int roles = role ? desk_roles_parse(role) : DESK_ANY;
	int64_t ids[DESK_PAGE + 1];
	struct store_person p;
	json_t *items;
	int i, n;

	if (!roles)
		return desk_refuse(a, LINK_E_ARGS, "There is no such role");
	items = json_array();
	n = store_staff_ids(a->t->store, roles, desk_int(a, "after", 0), ids, DESK_PAGE + 1);
	for (i = 0; i < n && i < DESK_PAGE; i++)
		if (store_people_by_id(a->t->store, ids[i], &p) == 0)
			json_array_append_new(items, person_json(a, &p));
	a->answer = desk_list(items, n > DESK_PAGE);
	return n < 0 ? n : 0;
}

static json_t *attrs_json(struct desk_ask *a, int64_t person_id)
{
	struct store_attr_use *attrs = talloc_array(a->t->mem, struct store_attr_use, ATTRS_MAX);
	json_t *list = json_array();
	int i, n;

	if (!attrs)
		base_oom();
	n = store_attrs(a->t->store, person_id, attrs, ATTRS_MAX);
	for (i = 0; i < n; i++) {
		json_t *j = json_pack("{s:s, s:s}", "kind",
			match_attr_kind_name((enum match_attr_kind)attrs[i].attr.kind), "value",
			attrs[i].attr.value);

		if (!person_id)
			json_object_set_new(j, "peers", json_integer(attrs[i].peers));
		json_array_append_new(list, j);
	}
	return list;
}

/* Staff and peers only: a member's page is their conversation. */
static int staff(struct desk_ask *a, struct store_person *p)
{
	int rc = desk_person(a, "who", p);

	if (rc == 0 && !(p->roles & DESK_ANY)) {
		struct store_peer peer;

		/* whose phone is lost has no roles now, and is staff all the same */
		if (store_peer_get(a->t->store, p->id, &peer) != 1 || !peer.lost_at_ms)
			return desk_refuse(a, LINK_E_DENIED,
					   "There is no such person of the staff");
	}
	return rc;
}

static int show(struct desk_ask *a)
{
	struct store_feedback f = { 0 };
	struct secret *name = NULL;
	struct store_person p;
	int rc = staff(a, &p);

	if (rc == 0)
		rc = store_people_fact_get(a->t->store, a->t->mem, p.id, "name", &name);
	if (rc == -ENOENT)
		rc = 0;
	if (rc == 0)
		rc = store_feedback_of_peer(a->t->store, p.id, &f);
	if (rc >= 0)
		rc = desk_seen(a, p.id);
	if (rc < 0)
		return rc;
	a->answer = person_json(a, &p);
	json_object_set_new(a->answer, "name", desk_words(name));
	json_object_set_new(a->answer, "zone", json_string(p.zone));
	json_object_set_new(a->answer, "attributes", attrs_json(a, p.id));
	json_object_set_new(a->answer, "feedback", json_pack("{s:I, s:I, s:I, s:I}",
		"answers", (json_int_t)f.answers, "helped", (json_int_t)f.helped,
		"some", (json_int_t)f.some, "no", (json_int_t)f.no));
	return 0;
}

static int attribute_list(struct desk_ask *a)
{
	json_t *names = json_array();
	int i;

	for (i = 0; i < MATCH_ATTR_KINDS; i++)
		json_array_append_new(names,
				      json_string(match_attr_kind_name((enum match_attr_kind)i)));
	a->answer = json_pack("{s:o, s:o, s:b}", "kinds", names,
			      "items", attrs_json(a, 0), "more", 0);
	return 0;
}

/* A manager is alarmed last of all and reviews reveals, an auditor reads what all did, a
 * clinician answers for questionnaires: once there is a manager who can log in, only a manager
 * makes one. */
static int may_give(struct desk_ask *a, unsigned int changed)
{
	int rc;

	if (!(changed & (DESK_M | DESK_U | DESK_L)) || (a->who.roles & DESK_M))
		return 0;
	rc = store_account_any(a->t->store, DESK_M);
	return rc <= 0 ? rc : desk_refuse(a, LINK_E_DENIED,
					  "Managers, auditors and clinicians are "
					  "made by a manager");
}

/* --- Changing ------------------------------------------------------------------------------ */

static bool number_good(const char *number)
{
	return number[0] == '+' && strlen(number) > 6 &&
		strspn(number + 1, "0123456789") == strlen(number) - 1;
}

static int add(struct desk_ask *a)
{
	const char *number = desk_str(a, "number"), *lang = desk_str(a, "language"),
		*zone = desk_str(a, "zone");
	unsigned int roles = desk_roles_parse(desk_str(a, "roles"));
	struct store_person p;
	int rc;

	if (!roles)
		return desk_refuse(a, LINK_E_ARGS, "Roles are a list like peer,oncall");
	if (number && !number_good(number))
		return desk_refuse(a, LINK_E_ARGS, "A number starts with + and its country code");
	rc = may_give(a, roles);
	if (rc == 0)
		rc = desk_person_make(a->t, roles, number, &p);
	if (lang && strlen(lang) < sizeof(p.lang))
		strcpy(p.lang, lang);
	if (zone && strlen(zone) < sizeof(p.zone))
		strcpy(p.zone, zone);
	if (rc >= 0)
		rc = store_people_save(a->t->store, &p);
	if (rc >= 0)
		rc = store_people_fact_set(a->t->store, p.id, "name",
					   secret_str(a->t->mem, desk_str(a, "name")));
	if (rc >= 0 && (roles & DESK_P))
		rc = care_peers_enrol(a->t, &p, desk_bool(a, "trained", false));
	if (rc >= 0)
		rc = desk_noted(a, CARE_AUDIT_PERSON, p.id, desk_roles_text(a->t->mem, p.roles));
	if (rc >= 0)
		a->answer = json_pack("{s:s}", "pseudonym", p.pseudonym);
	return rc < 0 ? rc : 0;
}

static int roles_set(struct desk_ask *a)
{
	const char *text = desk_str(a, "roles");
	unsigned int roles = desk_roles_parse(text);
	struct store_person p;
	struct store_peer peer;
	int rc = staff(a, &p);

	if (rc < 0)
		return rc;
	if (!roles && *text)
		return desk_refuse(a, LINK_E_ARGS,
				   "Roles are a list like peer,oncall; empty: none");
	/* nobody gives themselves, or takes from themselves, what they may */
	if (p.id == a->who.person.id)
		return desk_refuse(a, LINK_E_DENIED, "Your own roles are changed by somebody else");
	rc = may_give(a, p.roles ^ roles);
	if (rc < 0)
		return rc;
	p.roles = (p.roles & ~(unsigned int)DESK_ANY) | roles;
	rc = store_people_save(a->t->store, &p);
	if (rc == 0 && (roles & DESK_P) && store_peer_get(a->t->store, p.id, &peer) == 0)
		rc = care_peers_enrol(a->t, &p, false);
	if (rc >= 0)
		rc = desk_noted(a, CARE_AUDIT_PERSON, p.id, desk_roles_text(a->t->mem, p.roles));
	desk_live_recheck(a->desk);
	return rc < 0 ? rc : care_staff_changed(a->t);
}

/* What they have been through may be very private: the entry says only that it changed. */
static int attribute(struct desk_ask *a)
{
	struct store_person p;
	int rc = staff(a, &p);

	if (rc == 0 && !(p.roles & DESK_P))
		return desk_refuse(a, LINK_E_NOT_FOUND, "There is no such peer");
	if (rc == 0)
		rc = care_peers_attr(a->t, p.id, desk_str(a, "kind"), desk_str(a, "value"),
				     desk_bool(a, "has", true));
	if (rc == -EINVAL || rc == -ERANGE)
		return desk_refuse(a, LINK_E_ARGS,
				   "There is no such kind, or the value is too long");
	return rc < 0 ? rc : desk_noted(a, CARE_AUDIT_PERSON, p.id, "an attribute");
}

static int trained(struct desk_ask *a)
{
	struct store_person p;
	int rc = staff(a, &p);

	if (rc == 0 && !(p.roles & DESK_P))
		return desk_refuse(a, LINK_E_NOT_FOUND, "There is no such peer");
	if (rc == 0)
		rc = care_peers_enrol(a->t, &p, true);
	if (rc >= 0)
		rc = care_say(a->t, &p, CARE_DUTY, "peer.trained", NULL);
	return rc < 0 ? rc : desk_noted(a, CARE_AUDIT_PERSON, p.id, "trained");
}

static int cap(struct desk_ask *a)
{
	struct store_person p;
	int rc = staff(a, &p);

	if (rc == 0)
		rc = care_peers_cap(a->t, p.id, (int)desk_int(a, "n", 1));
	return rc < 0 ? rc : desk_noted(a, CARE_AUDIT_PERSON, p.id, "cap");
}

static int lost(struct desk_ask *a)
{
	struct store_person p;
	int rc = staff(a, &p);

	desk_live_recheck(a->desk);
	return rc < 0 ? rc : care_peers_lost(a->t, &p, a->who.person.id);
}

static int found(struct desk_ask *a)
{
	struct store_person p;
	int rc = staff(a, &p);

	if (rc == 0)
		rc = care_peers_found(a->t, &p);
	return rc < 0 ? rc : desk_noted(a, CARE_AUDIT_FOUND, p.id, NULL);
}

/* A member may be put through so often; safety is apart from it. */
static int limit(struct desk_ask *a)
{
	struct store_person p;
	int rc = desk_person(a, "who", &p);

	if (rc == 0)
		rc = store_limit_set(a->t->store, p.id, (int)desk_int(a, "n", 1),
				     a->t->now_ms + DAYS_MS(LIMIT_DAYS), a->who.person.id,
				     a->t->now_ms);
	return rc < 0 ? rc : desk_noted(a, CARE_AUDIT_DESK_DID, p.id, "person limit");
}

#define WHO { "who", LINK_STRING, true, 1, 31, "Pseudonym." }
static const struct link_arg list_args[] = {
	{ "role", LINK_STRING, false, 1, 60, "Only these roles." },
	{ "after", LINK_INT, false, 0, INT64_MAX, "The last one that was seen." },
};
static const struct link_arg show_args[] = {
	WHO, { "reason", LINK_STRING, false, 0, 300, "Why; kept in the audit log." },
};
static const struct link_arg add_args[] = {
	{ "name", LINK_STRING, true, 1, 100, "For staff's eyes; sealed." },
	{ "roles", LINK_STRING, true, 1, 100, "peer,oncall,..." },
	{ "number", LINK_STRING, false, 1, 20,
	  "Telephone number; none: works at the console only." },
	{ "language", LINK_STRING, false, 2, 7, "Of pages and texts." },
	{ "zone", LINK_STRING, false, 1, 39, "IANA time zone." },
	{ "trained", LINK_BOOL, false, 0, 0, "May get live offers." },
};
static const struct link_arg roles_args[] = {
	WHO, { "roles", LINK_STRING, true, 0, 100, "All that they have from now on; empty: none." },
};
static const struct link_arg attribute_args[] = {
	WHO, { "kind", LINK_STRING, true, 1, 20, "Of attribute list." },
	{ "value", LINK_STRING, true, 1, STORE_ATTR_VALUE_MAX, "bereavement, en, ..." },
	{ "has", LINK_BOOL, true, 0, 0, "True: has it; false: has it no more." },
};
static const struct link_arg who_args[] = { WHO };
static const struct link_arg cap_args[] = {
	WHO, { "n", LINK_INT, true, 1, 7, "Conversations at a time." },
};
static const struct link_arg limit_args[] = {
	WHO, { "n", LINK_INT, true, 1, 20, "Conversations a day." },
};
static const struct desk_verb verbs[] = {
	{ "person list", "Staff and peers.", DESK_C | DESK_M, 0, DESK_ARGS(list_args),
	  .run = list },
	{ "person show", "One of them.", DESK_C | DESK_M, DESK_REASON, DESK_ARGS(show_args),
	  .run = show },
	{ "person add", "Somebody new.", DESK_C, DESK_STEP_UP, DESK_ARGS(add_args), .run = add },
	{ "person roles", "What they are from now on.", DESK_C | DESK_M, DESK_STEP_UP,
	  DESK_ARGS(roles_args), .run = roles_set },
	{ "person attribute", "What a peer can be matched by.", DESK_C, 0,
	  DESK_ARGS(attribute_args),
	  .run = attribute },
	{ "person trained", "May get live offers.", DESK_C | DESK_M, 0, DESK_ARGS(who_args),
	  .run = trained },
	{ "person cap", "How many conversations at a time.", DESK_C | DESK_M, 0,
	  DESK_ARGS(cap_args),
	  .run = cap },
	{ "person lost", "Their phone is lost: it has no rights from now on.",
	  DESK_C | DESK_M | DESK_S, 0, DESK_ARGS(who_args), .run = lost },
	{ "person found", "It is found again.", DESK_C | DESK_M, 0, DESK_ARGS(who_args),
	  .run = found },
	{ "person limit", "How often somebody is put through a day.", DESK_C | DESK_M, 0,
	  DESK_ARGS(limit_args), .run = limit },
	{ "attribute list", "Everything that peers can be matched by.", DESK_C | DESK_M, 0,
	  .run = attribute_list },
};
DESK_TABLE(desk_people_verbs, verbs);
