// SPDX-License-Identifier: AGPL-3.0-or-later
/* How long it took: from the message to the alarm, to a human, to contact. */
#include "care/watch/watch_int.h"

#include <stdlib.h>

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t rank(const int64_t *sorted, int64_t n, int percent)
{
	return n ? sorted[(n * percent + 99) / 100 - 1] : 0;
}

static int64_t reached(const struct store_incident_times *i, enum care_stage stage)
{
	return stage == CARE_STAGE_ALARM ? i->alarmed_at_ms :
	       stage == CARE_STAGE_ACK ? i->acked_at_ms : i->contact_at_ms;
}

static void stage_read(const struct store_incident_times *list, size_t len, int tier,
		       enum care_stage stage, struct care_times *out, int64_t *took)
{
	size_t k;

	*out = (struct care_times){ 0 };
	for (k = 0; k < len; k++) {
		int64_t at_ms = reached(&list[k], stage);

		if (tier && list[k].tier != tier)
			continue;
		if (!at_ms)
			out->waiting++;
		else
			took[out->n++] = at_ms > list[k].opened_at_ms ?
					 at_ms - list[k].opened_at_ms : 0;
	}
	qsort(took, (size_t)out->n, sizeof(took[0]), by_size);
	out->p50 = rank(took, out->n, 50);
	out->p90 = rank(took, out->n, 90);
	out->p99 = rank(took, out->n, 99);
}

int care_watch_times(struct care_turn *t, int64_t since_ms, int tier,
		     struct care_times out[CARE_STAGES])
{
	struct store_incident_times *list;
	int64_t *took;
	size_t n;
	int stage, rc = store_incident_times(t->store, t->mem, since_ms, CARE_TIMES_MAX, &list, &n);

	if (rc < 0)
		return rc;
	took = talloc_array(t->mem, int64_t, n + 1);
	if (!took)
		base_oom();
	for (stage = 0; stage < CARE_STAGES; stage++)
		stage_read(list, n, tier, (enum care_stage)stage, &out[stage], took);
	return 0;
}
