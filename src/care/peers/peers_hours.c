// SPDX-License-Identifier: AGPL-3.0-or-later
/* Hours for pay: what a payroll reads. */
#include <time.h>

#include "care/peers/peers_int.h"

enum { SLICE = 100 };

static const char *rfc3339(void *ctx, int64_t at_ms)
{
	time_t s = at_ms / 1000;
	struct tm tm;

	if (!at_ms || !gmtime_r(&s, &tm))
		return "";
	return talloc_asprintf(ctx, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
			       tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

int care_peers_hours_csv(struct care_turn *t, int64_t from_ms, int64_t to_ms, int64_t *after_id,
			 char **csv)
{
	struct store_shift shifts[SLICE];
	int n = store_shifts(t->store, from_ms, to_ms, *after_id, shifts, SLICE);

	*csv = talloc_strdup(t->mem, *after_id ? "" :
			     "peer,on,off,minutes,rest_minutes,pause_minutes,conversations\r\n");
	for (int i = 0; i < n; i++) {
		const struct store_shift *s = &shifts[i];
		int64_t end_ms = s->off_at_ms ? s->off_at_ms : t->now_ms;
		struct store_person peer;
		int rc = store_people_by_id(t->store, s->person_id, &peer);

		/* an erased peer's hours stay, without a name */
		if (rc < 0 && rc != -ENOENT && rc != -ENOKEY)
			return rc;
		*csv = talloc_asprintf_append(*csv, "%s,%s,%s,%lld,%lld,%lld,%d\r\n",
			rc ? "?" : peer.pseudonym, rfc3339(t->mem, s->on_at_ms),
			rfc3339(t->mem, s->off_at_ms),
			(long long)((end_ms - s->on_at_ms - s->rest_ms) / MINUTES_MS(1)),
			(long long)(s->rest_ms / MINUTES_MS(1)),
			(long long)(s->pause_ms / MINUTES_MS(1)), s->conversations);
		*after_id = s->id;
	}
	return n < 0 ? n : n == SLICE;
}
