// SPDX-License-Identifier: AGPL-3.0-or-later
/* "1h30m", "500ms": how people write waits in configuration and flows. */
#include "base/base.h"

#include <ctype.h>
#include <inttypes.h>

static const struct unit { const char *name; int64_t ms; } units[] = {
	{ "d", 24 * 3600 * 1000 },
	{ "h", 3600 * 1000 },
	{ "ms", 1 },		/* before "m", which is its prefix */
	{ "m", 60 * 1000 },
	{ "s", 1000 },
};
enum { LONGEST_DAYS = 36500 };

static const struct unit *unit_at(const char *p)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(units); i++)
		if (strncmp(p, units[i].name, strlen(units[i].name)) == 0)
			return &units[i];
	return NULL;
}

int duration_parse(const char *text, int64_t *ms_out)
{
	const struct unit *unit;
	int64_t total = 0, n;
	const char *p = text;

	if (strcmp(text, "0") == 0) {
		*ms_out = 0;
		return 0;
	}
	if (!*p)
		return -EINVAL;
	while (*p) {
		if (!isdigit((unsigned char)*p))
			return -EINVAL;
		for (n = 0; isdigit((unsigned char)*p); p++) {
			n = n * 10 + (*p - '0');
			if (n > DAYS_MS(LONGEST_DAYS))
				return -EINVAL;
		}
		unit = unit_at(p);
		if (!unit || n > DAYS_MS(LONGEST_DAYS) / unit->ms)
			return -EINVAL;
		total += n * unit->ms;
		p += strlen(unit->name);
	}
	if (total > DAYS_MS(LONGEST_DAYS))
		return -EINVAL;
	*ms_out = total;
	return 0;
}

char *duration_format(void *ctx, int64_t ms)
{
	static const char *const order[] = { "d", "h", "m", "s", "ms" };
	char *out = talloc_strdup(ctx, "");
	size_t i;

	if (ms <= 0)
		out = talloc_strdup_append(out, "0");
	for (i = 0; i < ARRAY_LEN(order) && ms > 0; i++) {
		const struct unit *u = unit_at(order[i]);
		if (ms < u->ms)
			continue;
		out = talloc_asprintf_append(out, "%" PRId64 "%s", ms / u->ms, u->name);
		ms %= u->ms;
	}
	if (!out)
		base_oom();
	return out;
}
