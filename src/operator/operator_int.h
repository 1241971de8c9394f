/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to operator/. */
#include "operator/operator.h"

#include <osmocom/core/linuxlist.h>
#include <osmocom/vty/command.h>
#include <osmocom/vty/vty.h>

struct operator_values {
	int64_t vty_port, ctrl_port;
	const char *statsd_host;
	int64_t statsd_port, statsd_interval_ms;
};

struct operator_gauge_entry {
	struct llist_head entry;
	const struct operator_gauge *gauge;
	void *arg;
};

struct operator {
	struct loop *loop;
	struct operator_values values;
	struct llist_head gauges;
	struct loop_timer *sample;	/* copies counters into libosmocore's, for CTRL
					 * and statsd */
	struct rate_ctr_group *rates;
	struct osmo_stat_item_group *items;
};

struct operator_out {
	struct vty *vty;
};

/* nodes.c */
void operator_install_config(struct operator *op);
/* export.c */
int operator_export_start(struct operator *op, struct err *err) MUST_CHECK;
