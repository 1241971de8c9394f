// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Counters on their way out: as Prometheus text, and once a second copied
 * into libosmocore's own counters, from where CTRL and statsd take them.
 */
#include "operator/operator_int.h"

#include <inttypes.h>
#include <osmocom/core/rate_ctr.h>
#include <osmocom/core/stats.h>

enum { SAMPLE_MS = 1000, COUNTERS_MAX = 400 };

/* libosmocore wants its description before the first count; ours register at
 * their first use.  So it gets numbered places, and names as they come. */
static struct rate_ctr_desc descs[COUNTERS_MAX];
static struct rate_ctr_group_desc group_desc = {
	.group_name_prefix = "warmline", .group_description = "Warmline",
	.class_id = OSMO_STATS_CLASS_GLOBAL, .ctr_desc = descs,
};
static size_t known;
static struct operator *exporter;

static size_t counters_count(void)
{
	const struct counter *c;
	size_t n = 0;

	for (c = counter_first(); c && n < COUNTERS_MAX; c = c->next)
		n++;
	return n;
}

static const char *ctrl_name(void *ctx, const char *dotted)
{
	char *name = talloc_strdup(ctx, dotted), *p;

	if (!name)
		base_oom();
	for (p = name; *p; p++)
		if (*p == '.')
			*p = ':';	/* a dot is CTRL's own separator */
	return name;
}

/* A new counter appeared: make the group anew, with the values so far. */
static void group_rebuild(struct operator *op, size_t n)
{
	const struct counter *c;
	size_t i;

	if (op->rates)
		rate_ctr_group_free(op->rates);
	for (i = 0, c = counter_first(); i < n; i++, c = c->next)
		if (i >= known)
			descs[i] = (struct rate_ctr_desc){ ctrl_name(op, c->name), c->help };
	known = n;
	group_desc.num_ctr = (unsigned int)n;
	op->rates = rate_ctr_group_alloc(op, &group_desc, 0);
	for (i = 0, c = counter_first(); op->rates && i < n; i++, c = c->next)
		rate_ctr_add(rate_ctr_group_get_ctr(op->rates, (unsigned int)i), (int)c->n);
}

static void sample(void *arg)
{
	struct operator *op = arg;
	const struct counter *c = counter_first();
	size_t n = counters_count(), i;

	if (n != known) {
		group_rebuild(op, n);
	} else {
		for (i = 0; op->rates && i < n; i++, c = c->next) {
			struct rate_ctr *r = rate_ctr_group_get_ctr(op->rates, (unsigned int)i);
			rate_ctr_add(r, (int)(c->n - r->current));
		}
	}
	loop_timer_start(op->sample, SAMPLE_MS);
}

static int statsd_start(struct operator *op, struct err *err)
{
	struct osmo_stats_reporter *r = osmo_stats_reporter_create_statsd("statsd");

	if (!r || osmo_stats_reporter_set_remote_addr(r, op->values.statsd_host) < 0 ||
	    osmo_stats_reporter_set_remote_port(r, (int)op->values.statsd_port) < 0 ||
	    osmo_stats_reporter_enable(r) < 0)
		return err_set(err, EINVAL, "cannot send counters to %s:%" PRId64,
			       op->values.statsd_host, op->values.statsd_port);
	osmo_stats_set_interval((int)(op->values.statsd_interval_ms / 1000));
	return 0;
}

int operator_export_start(struct operator *op, struct err *err)
{
	rate_ctr_init(op);
	op->sample = loop_timer_new(op, op->loop, "copy counters", sample, op);
	loop_timer_start(op->sample, 0);
	exporter = op;
	if (!*op->values.statsd_host)
		return 0;
	osmo_stats_init(op);
	return statsd_start(op, err);
}

void operator_add_gauge(struct operator *op, const struct operator_gauge *gauge, void *arg)
{
	struct operator_gauge_entry *e = talloc_zero(op, struct operator_gauge_entry);

	if (!e)
		base_oom();
	e->gauge = gauge;
	e->arg = arg;
	llist_add_tail(&e->entry, &op->gauges);
}

static char *metric_name(void *ctx, const char *dotted)
{
	char *name = talloc_asprintf(ctx, "warmline_%s", dotted), *p;

	for (p = name; p && *p; p++)
		if (*p == '.' || *p == '-')
			*p = '_';
	return name;
}

char *operator_prometheus(void *ctx)
{
	char *out = talloc_strdup(ctx, "");
	const struct counter *c;
	struct operator_gauge_entry *e;

	for (c = counter_first(); c; c = c->next) {
		char *name = metric_name(ctx, c->name);
		out = talloc_asprintf_append_buffer(out,
			"# HELP %s_total %s\n# TYPE %s_total counter\n%s_total %" PRIu64 "\n",
			name, c->help, name, name, c->n);
		talloc_free(name);
	}
	if (!exporter)
		return out;
	llist_for_each_entry(e, &exporter->gauges, entry) {
		char *name = metric_name(ctx, e->gauge->name);
		out = talloc_asprintf_append_buffer(out,
			"# HELP %s %s\n# TYPE %s gauge\n%s %" PRId64 "\n",
			name, e->gauge->help, name, name, e->gauge->read(e->arg));
		talloc_free(name);
	}
	return out;
}
