// SPDX-License-Identifier: AGPL-3.0-or-later
/* Staff and peers: making them known to the line.  Members make themselves. */
#include <stdio.h>

#include "care/care_audit.h"
#include "care/care_oncall.h"
#include "care/care_peers.h"
#include "care/care_people.h"
#include "store/store_people.h"
#include "warmlined/control_int.h"

static const struct { const char *name; unsigned int bit; } roles[] = {
	{ "peer", STORE_ROLE_PEER }, { "supervisor", STORE_ROLE_SUPERVISOR },
	{ "oncall", STORE_ROLE_ONCALL }, { "coordinator", STORE_ROLE_COORDINATOR },
	{ "safeguarding", STORE_ROLE_SAFEGUARDING }, { "manager", STORE_ROLE_MANAGER },
	{ "author", STORE_ROLE_AUTHOR }, { "commissioner", STORE_ROLE_COMMISSIONER },
	{ "auditor", STORE_ROLE_AUDITOR }, { "clinician", STORE_ROLE_CLINICIAN },
	{ "member", STORE_ROLE_MEMBER },
};

struct person_job {
	const char *number, *lang, *name, *experience;
	unsigned int roles;
	bool trained;
	struct store_person person;
	json_t *answer;
};

/* "peer,oncall" -> bits; 0 when one of them is none. */
static unsigned int roles_parse(const char *text)
{
	unsigned int bits = 0, before;
	const char *end;
	size_t i, len;

	for (; *text; text = *end ? end + 1 : end) {
		end = text + strcspn(text, ",");
		len = (size_t)(end - text);
		before = bits;
		for (i = 0; i < ARRAY_LEN(roles); i++)
			if (strlen(roles[i].name) == len && strncmp(roles[i].name, text, len) == 0)
				bits |= roles[i].bit;
		if (bits == before)
			return 0;
	}
	return bits;
}

static char *roles_text(void *ctx, unsigned int bits)
{
	char *out = talloc_strdup(ctx, "");
	size_t i;

	for (i = 0; i < ARRAY_LEN(roles); i++)
		if (bits & roles[i].bit)
			out = talloc_asprintf_append(out, "%s%s", *out ? "," : "", roles[i].name);
	return out;
}

static int attributes_set(struct care_turn *t, int64_t id, const char *list)
{
	char *copy = talloc_strdup(t->mem, list), *save = NULL, *word;
	int rc = 0;

	for (word = strtok_r(copy, ",", &save); rc == 0 && word; word = strtok_r(NULL, ",", &save))
		rc = care_peers_attr(t, id, "experience", word + strspn(word, " "), true);
	return rc;
}

static int person_add(struct care_turn *t, void *arg)
{
	struct person_job *job = arg;
	struct store_person *p = &job->person;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, job->number, p);

	if (rc == -ENOENT)
		rc = care_people_make(t, STORE_ADDR_NUMBER, job->number, p);
	if (rc < 0)
		return rc;
	p->roles |= job->roles;
	p->consent = STORE_CONSENT_GIVEN;	/* staff have a contract of their own */
	if (job->lang)
		snprintf(p->lang, sizeof(p->lang), "%s", job->lang);
	rc = store_people_save(t->store, p);
	if (rc == 0 && job->name)
		rc = store_people_fact_set(t->store, p->id, "name", secret_str(t->mem, job->name));
	if (rc == 0 && (job->roles & STORE_ROLE_PEER))
		rc = care_peers_enrol(t, p, job->trained);
	if (rc == 0 && job->experience)
		rc = attributes_set(t, p->id, job->experience);
	if (rc == 0)
		rc = care_audit_named(t, CARE_AUDIT_PERSON, p->id, "desk",
				      roles_text(t->mem, p->roles));
	return rc < 0 ? rc : care_staff_changed(t);
}

static void person_add_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct person_job job = {
		.number = link_req_str(req, "number"), .lang = link_req_str(req, "language"),
		.name = link_req_str(req, "name"), .experience = link_req_str(req, "experience"),
		.trained = link_req_bool(req, "trained", false),
		.roles = roles_parse(link_req_str(req, "roles")),
	};

	if (!job.roles) {
		link_fail(req, LINK_E_ARGS, "Roles are a list like peer,oncall; known are peer, "
			  "supervisor, oncall, coordinator, safeguarding, manager, author, "
			  "commissioner, auditor, clinician");
		return;
	}
	if (job.number[0] != '+' ||
	    strspn(job.number + 1, "0123456789") != strlen(job.number) - 1) {
		link_fail(req, LINK_E_ARGS, "A number starts with + and its country code");
		return;
	}
	if (!control_refused(req, house_do(c->house, person_add, &job), "person"))
		link_ok(req, json_pack("{s:s}", "pseudonym", job.person.pseudonym));
}

static int person_list(struct care_turn *t, void *arg)
{
	struct person_job *job = arg;
	struct store_person *people;
	size_t i, n;
	int rc = store_people_by_role(t->store, t->mem, job->roles, &people, &n);

	for (i = 0; rc >= 0 && i < n; i++)
		json_array_append_new(job->answer, json_pack("{s:s, s:s, s:s}",
			"pseudonym", people[i].pseudonym,
			"roles", roles_text(t->mem, people[i].roles), "language", people[i].lang));
	return rc;
}

static void person_list_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	const char *role = link_req_str(req, "role");
	struct person_job job = {
		.roles = role ? roles_parse(role) : ~0u & ~(unsigned int)STORE_ROLE_MEMBER,
		.answer = json_array(),
	};
	int rc = house_do(c->house, person_list, &job);

	if (control_refused(req, rc, "role"))
		json_decref(job.answer);
	else
		link_ok(req, json_pack("{s:o}", "people", job.answer));
}

static const struct link_arg add_args[] = {
	{ "number", LINK_STRING, true, 5, 20, "Telephone number with + and country code." },
	{ "roles", LINK_STRING, true, 1, 200, "Comma-separated: peer, oncall, coordinator, ..." },
	{ "language", LINK_STRING, false, 2, 7, "Language of texts to this person." },
	{ "name", LINK_STRING, false, 1, 100, "For staff screens; sealed in the database." },
	{ "trained", LINK_BOOL, false, 0, 0, "May get live offers (peers)." },
	{ "experience", LINK_STRING, false, 1, 300,
	  "What a peer has been through, comma-separated: bereavement, debt." },
};
static const struct link_arg list_args[] = {
	{ "role", LINK_STRING, false, 1, 100, "Only these roles; default: all but members." },
};
static const struct link_command commands[] = {
	{ "person add", "Make a peer or a member of staff known, or give more roles.", add_args,
	  ARRAY_LEN(add_args), NULL, person_add_proceed },
	{ "person list", "Staff and peers by pseudonym; no number is shown.", list_args,
	  ARRAY_LEN(list_args), NULL, person_list_proceed },
};
const struct control_table control_people_verbs = { commands, ARRAY_LEN(commands) };
