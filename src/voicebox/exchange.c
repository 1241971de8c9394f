// SPDX-License-Identifier: AGPL-3.0-or-later
/* The exchange comes up: sound, SIP, the line to warmlined, the alarm socket. */
#include "voicebox/exchange_int.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TALLY_MS = 60000 };

/* What was set, or a name in the state directory behind `scheme`. */
static const char *path(struct exchange *x, const char *set, const char *scheme, const char *name)
{
	char *out = *set ? talloc_strdup(x, set) :
		    talloc_asprintf(x, "%s%s/%s", scheme, x->state_dir, name);

	if (!out)
		base_oom();
	return out;
}

static int folder_make(const char *name, struct err *err)
{
	if (mkdir(name, 0700) < 0 && errno != EEXIST)
		return err_set(err, errno, "%s: %s", name, strerror(errno));
	return 0;
}

static int sound_start(struct exchange *x, struct err *err)
{
	const struct config_media *m = &x->cfg->media;
	struct media_config cfg = {
		.prompts = { m->prompts, m->spoken },
		.cache = path(x, m->cache, "", "prompt-cache"),
		.spool = path(x, m->spool, "", "recordings"),
		.bind4 = *m->bind4 ? m->bind4 : NULL, .bind6 = *m->bind6 ? m->bind6 : NULL,
		.port_min = (uint16_t)m->port_from, .port_max = (uint16_t)m->port_to,
		.shared = m->shared, .realtime = m->realtime, .threads = true,
		.streams_max = (unsigned int)x->cfg->box.lines, .lost_ms = m->lost_ms,
		.espeak = m->espeak,
	};
	int rc;

	rc = folder_make(cfg.cache, err);
	if (rc == 0)
		rc = folder_make(cfg.spool, err);
	if (rc < 0)
		return rc;
	x->media = media_new(x, x->loop, &cfg, err);
	return x->media ? 0 : -EIO;
}

static int sip_start(struct exchange *x, struct err *err)
{
	struct ua_trunk trunks[UA_TRUNKS_MAX];
	struct ua_config cfg;
	int rc = config_ua(x->cfg, &cfg, trunks, err);

	if (rc < 0)
		return rc;
	x->ua = ua_new(x, x->loop, &cfg, calls_event, x, err);
	return x->ua ? 0 : -EIO;
}

static void spent_read(struct exchange *x)
{
	int rc;

	config_dialplan(x->cfg, &x->plan);
	rc = dialplan_load(&x->plan, x->spent_path);
	if (rc < 0 && rc != -ENOENT)
		LOGP(DVOICE, LOGL_ERROR, "What was spent today cannot be read from %s (%s): the "
		     "caps begin anew.\n", x->spent_path, strerror(-rc));
}

/* What the doors kept out, once a minute if anything: a scan shows, and cannot
 * fill the log. */
static void tally(void *arg)
{
	struct exchange *x = arg;
	struct ua_stats now;

	ua_stats(x->ua, &now);
	if (now.strangers != x->told.strangers || now.bad != x->told.bad ||
	    now.fast != x->told.fast)
		LOGP(DVOICE, LOGL_NOTICE, "SIP in the last minute: %llu messages from no trunk, "
		     "%llu misshapen and %llu too many of trunks, all dropped.\n",
		     (unsigned long long)(now.strangers - x->told.strangers),
		     (unsigned long long)(now.bad - x->told.bad),
		     (unsigned long long)(now.fast - x->told.fast));
	x->told = now;
	loop_timer_start(x->tally, TALLY_MS);
}

/* The streams must be freed before their engine, and BYE needs SIP. */
static int exchange_free(struct exchange *x)
{
	struct call *c, *next;

	TALLOC_FREE(x->alarms);
	TALLOC_FREE(x->link);
	TALLOC_FREE(x->ua);
	llist_for_each_entry_safe(c, next, &x->calls, entry)
		talloc_free(c);
	return 0;
}

struct exchange *exchange_new(void *ctx, struct loop *loop, const struct config *cfg,
			      const char *state_dir, struct err *err)
{
	struct exchange *x = talloc_zero(ctx, struct exchange);
	int rc;

	if (!x)
		base_oom();
	x->loop = loop;
	x->cfg = cfg;
	x->state_dir = state_dir;
	x->spent_path = path(x, "", "", "spent");
	INIT_LLIST_HEAD(&x->calls);
	INIT_LLIST_HEAD(&x->rooms);
	INIT_LLIST_HEAD(&x->reports);
	spent_read(x);
	talloc_set_destructor(x, exchange_free);
	x->numbers = text_numbers_new(x, cfg->box.region, err);
	rc = x->numbers ? sound_start(x, err) : -EINVAL;
	if (rc == 0)
		rc = sip_start(x, err);
	if (rc == 0)
		rc = alarms_start(x, path(x, cfg->box.alarm_socket, "unix:",
					  "voicebox-alarm.sock"), err);
	if (rc == 0)
		rc = call_link_start(x, err);
	if (rc < 0) {
		talloc_free(x);
		return NULL;
	}
	x->tally = loop_timer_new(x, loop, "sip tally", tally, x);
	loop_timer_start(x->tally, TALLY_MS);
	return x;
}

void exchange_realtime(struct exchange *x)
{
	struct media_engine_stats st;

	media_engine_stats(x->media, &st, false);
	if (st.realtime && !media_loop_realtime(x->media))
		LOGP(DVOICE, LOGL_NOTICE, "No realtime priority for what keys do (LimitRTPRIO=2): "
		     "on a busy machine the next prompt may come late.\n");
}
