// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who else hears that somebody is in danger, or is not any more. */
#include "care/incident/incident_int.h"

#include "care/care_people.h"

int incident_announce(struct care_turn *t, const struct store_incident *i)
{
	bool is_open = i->state != STORE_INCIDENT_CLOSED;
	const struct care_incident_listener *l;
	int rc = 0;

	if (!i->person_id || i->drill)
		return 0;
	for (l = care_incident_listeners; rc >= 0 && l->changed; l++)
		rc = l->changed(t, i->person_id, (enum lexicon_tier)i->tier, is_open);
	if (rc >= 0 && !is_open)
		rc = care_people_released(t, i->person_id);
	return rc < 0 ? rc : 0;
}
