// SPDX-License-Identifier: AGPL-3.0-or-later
/* Which steps of an incident are entries of the audit log. */
#include "care/care_audit.h"
#include "care/care_incident.h"

static const struct { bool is; enum care_audit_what what; bool names; } steps[] = {
	[STORE_STEP_OPENED] = { true, CARE_AUDIT_OPENED, false },
	[STORE_STEP_RAISED] = { true, CARE_AUDIT_RAISED, false },
	[STORE_STEP_ACKED] = { true, CARE_AUDIT_ACKED, true },
	[STORE_STEP_HANDED_BACK] = { true, CARE_AUDIT_HANDED_BACK, true },
	[STORE_STEP_TRIED] = { true, CARE_AUDIT_TRIED, true },
	[STORE_STEP_CONTACT] = { true, CARE_AUDIT_CONTACT, true },
	[STORE_STEP_PROPOSED] = { true, CARE_AUDIT_PROPOSED, true },
	[STORE_STEP_CLOSED] = { true, CARE_AUDIT_CLOSED, true },
	[STORE_STEP_WITH] = { true, CARE_AUDIT_WITH, true },
	[STORE_STEP_HANDING] = { true, CARE_AUDIT_HANDING, true },
	[STORE_STEP_TAKEN_OVER] = { true, CARE_AUDIT_TAKEN_OVER, true },
	[STORE_STEP_NOT_TAKEN] = { true, CARE_AUDIT_NOT_TAKEN, false },
	[STORE_STEP_STOP] = { true, CARE_AUDIT_STOP, true },
};

int care_audit_step(struct care_turn *t, const struct store_incident *i, enum store_step what,
		    int64_t by_id, const char *detail)
{
	const char *more;

	if ((size_t)what >= ARRAY_LEN(steps) || !steps[what].is)
		return 0;
	more = what == STORE_STEP_CLOSED ? care_outcome_words(i->outcome) :
	       what == STORE_STEP_OPENED ? detail : NULL;
	more = talloc_asprintf(t->mem, "incident %s tier %s%s%s%s", i->code,
			       lexicon_tier_name((enum lexicon_tier)i->tier),
			       i->drill ? ", a drill" : "",
			       more && *more ? ": " : "", more ? more : "");
	if (!by_id && steps[what].names)
		return care_audit_named(t, steps[what].what, i->person_id, detail, more);
	return care_audit(t, steps[what].what, i->person_id, by_id, more);
}

int care_audit_drill(struct care_turn *t, const struct store_incident *i, int64_t by_id,
		     const char *name)
{
	int64_t took_s = (t->now_ms - i->opened_at_ms) / SECONDS_MS(1);
	const char *detail = talloc_asprintf(t->mem, "drill %s after %lld s", i->code,
					     (long long)(took_s > 0 ? took_s : 0));

	return by_id ? care_audit(t, CARE_AUDIT_DRILL_OVER, 0, by_id, detail) :
		       care_audit_named(t, CARE_AUDIT_DRILL_OVER, 0, name, detail);
}
