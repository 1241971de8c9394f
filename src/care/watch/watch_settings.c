// SPDX-License-Identifier: AGPL-3.0-or-later
/* Settings of node "watch". */
#include "care/watch/watch_int.h"

#define AT(field) offsetof(struct care_watch_settings, field)

static const struct cfg_key keys[] = {
	{ "number", CFG_STRING, AT(number), 0, 20, "", NULL,
	  "Where texts to ourselves go: a number or short code that the carrier routes back to us; "
	  "empty: none are sent, and a dead carrier is noticed by nobody", false },
	{ "interval", CFG_DURATION, AT(interval_ms), MINUTES_MS(5), HOURS_MS(24), "30m", NULL,
	  "Time between two texts to ourselves", false },
	{ "wait", CFG_DURATION, AT(wait_ms), SECONDS_MS(30), MINUTES_MS(30), "5m", NULL,
	  "A text to ourselves that is not back after this time is missed", false },
	{ "missed", CFG_INT, AT(missed), 1, 10, "2", NULL,
	  "Missed texts in a row after which staff are told by the other route", false },
	{ "again", CFG_DURATION, AT(again_ms), MINUTES_MS(5), HOURS_MS(24), "30m", NULL,
	  "They are told again after each such time, until one comes back", false },
	{ "price-per-segment", CFG_STRING, AT(price), 0, 20, "", NULL,
	  "What one segment costs us, as '0.80 KES': for the cost of a month", false },
	{ "dead-man-command", CFG_STRING, AT(dead_man), 0, 300, "", NULL,
	  "Program with arguments (absolute path, no shell) run each minute while an alarm could "
	  "leave, so that an outside watcher notices our silence; empty: none", false },
	{ "alarm-command", CFG_STRING, AT(alarm_command), 0, 300, "", NULL,
	  "Program with arguments run once when the carrier has fallen silent; empty: none",
	  false },
	{ "command-timeout", CFG_DURATION, AT(command_timeout_ms), SECONDS_MS(1), SECONDS_MS(50),
	  "20s", NULL, "After this time these programs are ended", false },
	{ "drill-every", CFG_DURATION, AT(drill_every_ms), 0, DAYS_MS(365), "0s", NULL,
	  "Time between two drills that are announced the day before; 0s: none", false },
	{ "drill-hour", CFG_INT, AT(drill_hour), 0, 23, "11", NULL,
	  "Hour of the service's day at which those begin", false },
	{ "drill-surprise", CFG_DURATION, AT(surprise_ms), 0, DAYS_MS(365), "0s", NULL,
	  "Time between two unannounced drills, on average, day or night; 0s: none", false },
	{ "drill-limit", CFG_DURATION, AT(drill_limit_ms), MINUTES_MS(5), HOURS_MS(2), "20m", NULL,
	  "A drill that nobody has answered ends as failed after this time", false },
	{ "verify", CFG_DURATION, AT(verify_ms), DAYS_MS(7), DAYS_MS(365), "90d", NULL,
	  "A staff phone that answered no drill for so long is asked at the next one", false },
	{ "debrief-after", CFG_DURATION, AT(debrief_ms), 0, HOURS_MS(12), "15m", NULL,
	  "After an incident is closed: a debrief is offered to the peer who held it", false },
	{ "check-hour", CFG_INT, AT(check_hour), 0, 23, "10", NULL,
	  "Hour of the next day at which that peer is asked how they are", false },
};
const struct cfg_table care_watch_cfg = {
	"watch", "Silence as a fault, drills, and what comes after", keys, ARRAY_LEN(keys),
};

const struct care_watch_settings *care_watch_settings(const struct care *care)
{
	return care_settings(care, &care_watch_cfg);
}

int watch_person(struct care_turn *t, int64_t id, struct store_person *out)
{
	int rc = store_people_by_id(t->store, id, out);

	return rc == -ENOKEY ? -ENOENT : rc;
}
