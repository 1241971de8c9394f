// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/status.h"

#include "store/store_inbox.h"
#include "warmlined/house_int.h"

void status_read(struct house *h, struct status *out)
{
	*out = (struct status){ .sms = sms_status(h->sms), .alarm = alarm_status(h->alarm) };
	out->store_ok = !store_failed(h->store) &&
			store_out_waiting(h->store, clock_wall_ms(), &out->outbox) == 0 &&
			store_inbox_count_open(h->store, &out->open_inbox) == 0;
	out->keys = store_keys_stats(h->store);
	out->able_to_alarm = out->alarm.pager_up && out->alarm.line_up && out->alarm.roster_ok;
}
