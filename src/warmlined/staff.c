// SPDX-License-Identifier: AGPL-3.0-or-later
/* What desk/ may ask of the house: a transaction, how the wires are, counters. */
#include <stdio.h>

#include "desk/desk.h"
#include "operator/operator.h"
#include "warmlined/house_int.h"
#include "warmlined/status.h"

static int run(void *arg, int (*fn)(struct care_turn *t, void *arg), void *fn_arg)
{
	return house_do(arg, fn, fn_arg);
}

static void health(void *arg, struct desk_health *out)
{
	struct status s;

	status_read(arg, &s);
	*out = (struct desk_health){ .able_to_alarm = s.able_to_alarm };
	if (!s.able_to_alarm)
		snprintf(out->why, sizeof(out->why), "%s", !s.alarm.pager_up ? "the pager is away" :
			 !s.alarm.line_up ? "the pager has no line to bearerbox" :
			 "the roster file is missing or names nobody");
	out->links[out->links_len++] = (struct desk_link){ "bearerbox",
							   !strcmp(s.sms.link, "up"), 0 };
	out->links[out->links_len++] = (struct desk_link){ "pager", s.alarm.pager_up, 0 };
	out->links[out->links_len++] = (struct desk_link){ "alarm line", s.alarm.line_up, 0 };
}

static char *metrics(void *arg, void *ctx)
{
	return operator_prometheus(ctx);
}

void house_desk_new(struct house *h)
{
	const struct desk_deps deps = {
		.loop = h->loop, .care = h->care, .state_dir = h->options.state_dir,
		.prompts_dir = h->options.prompts_dir,
		.run = run, .health = health, .metrics = metrics, .arg = h,
	};

	h->desk = desk_new(h, &deps);
}
