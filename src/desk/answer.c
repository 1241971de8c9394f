// SPDX-License-Identifier: AGPL-3.0-or-later
/* Small things that every page's verbs share: arguments in, JSON out. */
#include "desk/desk_int.h"

static const struct { const char *name; unsigned int bit; } roles[] = {
	{ "peer", DESK_P }, { "supervisor", DESK_S }, { "oncall", DESK_O },
	{ "coordinator", DESK_C }, { "safeguarding", DESK_G }, { "manager", DESK_M },
	{ "author", DESK_A }, { "commissioner", DESK_K }, { "auditor", DESK_U },
	{ "clinician", DESK_L },
};

/* --- In ------------------------------------------------------------------------------- */

const char *desk_str(const struct desk_ask *a, const char *name)
{
	return link_req_str(a->req, name);
}

int64_t desk_int(const struct desk_ask *a, const char *name, int64_t dflt)
{
	return link_req_int(a->req, name, dflt);
}

int64_t desk_moment(const struct desk_ask *a, const char *name, int64_t dflt)
{
	static const int64_t last_ms = INT64_C(253402300799999);	/* of the year 9999 */
	int64_t at_ms = desk_int(a, name, dflt);

	return at_ms < 0 ? 0 : at_ms > last_ms ? last_ms : at_ms;
}

bool desk_bool(const struct desk_ask *a, const char *name, bool dflt)
{
	return link_req_bool(a->req, name, dflt);
}

int desk_found(struct desk_ask *a, int rc, const char *what)
{
	return rc == -ENOENT || rc == -ENOKEY ?
		desk_refuse(a, LINK_E_NOT_FOUND, "There is no such %s", what) : rc;
}

int desk_person(struct desk_ask *a, const char *name, struct store_person *out)
{
	return desk_found(a, store_people_by_pseudonym(a->t->store, desk_str(a, name), out),
			  "person");
}

unsigned int desk_roles_parse(const char *text)
{
	unsigned int bits = 0;

	while (*text) {
		size_t i, len = strcspn(text, ",");

		for (i = 0; i < ARRAY_LEN(roles); i++)
			if (strlen(roles[i].name) == len && !strncmp(roles[i].name, text, len))
				break;
		if (i == ARRAY_LEN(roles))
			return 0;
		bits |= roles[i].bit;
		text += len;
		text += strspn(text, ", ");
	}
	return bits;
}

/* --- Out --------------------------------------------------------------------------------- */

char *desk_roles_text(void *ctx, unsigned int bits)
{
	char *out = talloc_strdup(ctx, "");
	size_t i;

	for (i = 0; i < ARRAY_LEN(roles); i++)
		if (bits & roles[i].bit)
			out = talloc_asprintf_append(out, "%s%s", *out ? "," : "", roles[i].name);
	if (!out)
		base_oom();
	return out;
}

json_t *desk_roles_json(unsigned int bits)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < ARRAY_LEN(roles); i++)
		if (bits & roles[i].bit)
			json_array_append_new(list, json_string(roles[i].name));
	return list;
}

json_t *desk_at(int64_t at_ms)
{
	return at_ms ? json_integer(at_ms) : json_null();
}

json_t *desk_text(const char *text)
{
	json_t *j;
	char *copy;
	size_t i;

	if (!text)
		return json_null();
	j = json_string(text);
	if (j)
		return j;
	/* not UTF-8: kept words are, unless a disk lies; shown all the same */
	copy = talloc_strdup(NULL, text);
	for (i = 0; copy && copy[i]; i++)
		if ((unsigned char)copy[i] > 0x7e)
			copy[i] = '?';
	j = json_string(copy);
	talloc_free(copy);
	return j;
}

json_t *desk_words(const struct secret *text)
{
	return text ? desk_text(secret_reveal(text)) : json_null();
}

json_t *desk_name(struct care_turn *t, int64_t person_id)
{
	struct store_person p;

	if (!person_id || store_people_by_id(t->store, person_id, &p) < 0)
		return json_null();
	return json_string(p.pseudonym);
}

json_t *desk_list(json_t *items, bool more)
{
	return json_pack("{s:o, s:b}", "items", items, "more", more);
}

/* --- The audit log --------------------------------------------------------------------------- */

int desk_noted(struct desk_ask *a, enum care_audit_what what, int64_t about_id, const char *detail)
{
	return care_audit(a->t, what, about_id, a->who.person.id, detail);
}

int desk_seen(struct desk_ask *a, int64_t about_id)
{
	const char *reason = desk_str(a, "reason");

	return desk_noted(a, CARE_AUDIT_DESK_SEEN, about_id,
			  talloc_asprintf(a->t->mem, "%s%s%s", a->verb->verb, reason ? ": " : "",
					  reason ? reason : ""));
}
