// SPDX-License-Identifier: AGPL-3.0-or-later
/* Logging categories, and the ends of a wrong program. */
#include "base/base.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <osmocom/core/application.h>
#include <sodium.h>

#define CATEGORY(id, text) \
	[id] = { .name = #id, .description = text, .enabled = 1, .loglevel = LOGL_NOTICE }
static const struct log_info_cat categories[BASE_LOG_CATEGORIES] = {
	CATEGORY(DBASE, "clocks, randomness, configuration table"),
	CATEGORY(DLOOP, "event loop, sockets, timers"),
	CATEGORY(DTEXT, "alphabets, segments, phone numbers"),
	CATEGORY(DWORDS, "catalogues of words"),
	CATEGORY(DLEXICON, "danger words"),
	CATEGORY(DFLOW, "flow files and steps"),
	CATEGORY(DSTORE, "database, keys, journal"),
	CATEGORY(DCARE, "decisions about people"),
	CATEGORY(DBOX, "line to bearerbox"),
	CATEGORY(DSMS, "texts in and out"),
	CATEGORY(DPAGER, "alarms when the rest cannot"),
	CATEGORY(DLINK, "line between our programs"),
	CATEGORY(DOPERATOR, "VTY, control interface, counters"),
	CATEGORY(DMAIN, "start and stop"),
	CATEGORY(DVOICE, "calls"),
	CATEGORY(DDESK, "the staff's door"),
	CATEGORY(DTOOL, "command-line tools"),
	CATEGORY(DCONSOLE, "pages for the staff"),
};
static const struct log_info info = { .cat = categories, .num_cat = ARRAY_LEN(categories) };

/* json_loads() answers NULL for bad JSON and for no memory alike: a person's session would
 * be given up as broken, because memory ran out for a moment. */
static void *json_alloc(size_t size)
{
	void *p = malloc(size);

	if (!p)
		base_oom();
	return p;
}

void base_init(void *ctx, const char *program)
{
	if (sodium_init() < 0) {
		fprintf(stderr, "%s: libsodium cannot start (no randomness?).\n", program);
		exit(1);
	}
	talloc_set_abort_fn(NULL);
	json_set_alloc_funcs(json_alloc, free);
	osmo_init_logging2(ctx, &info);
	log_set_use_color(osmo_stderr_target, 0);
	/* Not the extended one: it would ask our osmo_gettimeofday(), which is monotonic. */
	log_set_print_timestamp(osmo_stderr_target, 1);
	log_set_print_category(osmo_stderr_target, 1);
	log_set_print_category_hex(osmo_stderr_target, 0);
	log_set_print_level(osmo_stderr_target, 1);
	log_set_print_filename2(osmo_stderr_target, LOG_FILENAME_NONE);
}

void base_oom(void)
{
	static const char line[] = "Out of memory. Stopping: what was accepted is on disk.\n";

	if (fwrite(line, 1, sizeof(line) - 1, stderr)) { /* nothing better to do if it fails */ }
	abort();
}

void base_must_failed(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: this must hold and does not: %s\n", file, line, what);
	abort();
}
