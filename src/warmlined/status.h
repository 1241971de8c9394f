/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* How the house is, in one struct: for `show`, `warmlinectl status`, gauges. */
#include "sms/sms.h"
#include "store/store_keys.h"
#include "store/store_outbox.h"
#include "warmlined/alarm.h"
#include "warmlined/house.h"

struct status {
	struct sms_status sms;
	struct alarm_status alarm;
	struct store_out_waiting outbox;
	struct store_keys_stats keys;
	int64_t open_inbox;		/* texts that wait for a human's eyes */
	bool store_ok;
	/* "Alive" is answering at all; "able to alarm" is a pager with a line and
	 * a roster. */
	bool able_to_alarm;
};
void status_read(struct house *house, struct status *out);
