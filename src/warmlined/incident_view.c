// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/incident_view.h"

#include "store/store_people.h"

const char *incident_state_words(enum store_incident_state state)
{
	static const char *const words[] = {
		[STORE_INCIDENT_ALARMING] = "calling", [STORE_INCIDENT_ACKED] = "taken",
		[STORE_INCIDENT_CONTACT] = "in contact", [STORE_INCIDENT_CLOSED] = "closed",
	};

	return (size_t)state < ARRAY_LEN(words) && words[state] ? words[state] : "?";
}

const char *incident_source_words(enum store_incident_source source)
{
	static const char *const words[] = {
		[STORE_INCIDENT_WORDS] = "words", [STORE_INCIDENT_KEY] = "key 9",
		[STORE_INCIDENT_SILENCE] = "key 9, then silence",
		[STORE_INCIDENT_WORRIED] = "worried about somebody",
		[STORE_INCIDENT_ADOPTED] = "from the pager", [STORE_INCIDENT_STAFF] = "a concern",
		[STORE_INCIDENT_DRILL] = "drill",
	};

	return (size_t)source < ARRAY_LEN(words) && words[source] ? words[source] : "?";
}

const char *roster_level_words(enum store_level level)
{
	static const char *const words[] = { "oncall", "manager", "operator" };

	return (size_t)level < ARRAY_LEN(words) ? words[level] : "?";
}

const char *incident_name(struct care_turn *t, int64_t person_id)
{
	struct store_person p;
	int rc;

	if (!person_id)
		return "unknown";
	rc = store_people_by_id(t->store, person_id, &p);
	return rc < 0 ? "erased" : talloc_strdup(t->mem, p.pseudonym);
}
