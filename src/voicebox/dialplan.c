// SPDX-License-Identifier: AGPL-3.0-or-later
/* Which numbers may be called, and how much. */
#include "voicebox/dialplan.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static bool digits_valid(const char *s, size_t min, size_t max)
{
	size_t n;

	if (s[0] != '+')
		return false;
	n = strspn(s + 1, "0123456789");
	return s[1 + n] == '\0' && n >= min && n <= max && s[1] != '0';
}

bool dialplan_number_valid(const char *number)
{
	return digits_valid(number, 7, 15);
}

bool dialplan_prefix_valid(const char *prefix)
{
	return digits_valid(prefix, 1, 15);
}

static const struct dial_prefix *longest(const struct dialplan *d, const char *number)
{
	const struct dial_prefix *best = NULL;
	unsigned int i;

	for (i = 0; i < d->prefixes_len; i++) {
		const struct dial_prefix *p = &d->prefixes[i];
		size_t len = strlen(p->prefix);

		if (strncmp(number, p->prefix, len) == 0 && (!best || len > strlen(best->prefix)))
			best = p;
	}
	return best;
}

static void day_turn(struct dialplan *d, int64_t now_ms)
{
	int64_t day = now_ms / DAYS_MS(1);

	/* A clock that was set back does not give the day's caps anew. */
	if (day <= d->day)
		return;
	d->day = day;
	d->minutes = 0;
	d->cost = 0;
}

enum dial_answer dialplan_ask(struct dialplan *d, const char *number, enum dial_class class,
			      int64_t now_ms, const struct dial_prefix **prefix)
{
	const struct dial_prefix *p;

	day_turn(d, now_ms);
	if (!dialplan_number_valid(number))
		return DIAL_NOT_ALLOWED;
	p = longest(d, number);
	if (!p || !p->allow)
		return DIAL_NOT_ALLOWED;
	*prefix = p;
	if (class != DIAL_PERSON)
		return DIAL_OK;
	if ((d->calls_max && d->calls >= d->calls_max) ||
	    (d->minutes_max && d->minutes >= d->minutes_max) ||
	    (d->cost_max && d->cost + p->price > d->cost_max))
		return DIAL_OVER_CAP;
	return DIAL_OK;
}

void dialplan_begin(struct dialplan *d, enum dial_class class)
{
	if (class == DIAL_PERSON)
		d->calls++;
}

void dialplan_end(struct dialplan *d, enum dial_class class, const struct dial_prefix *prefix,
		  int64_t talk_ms, int64_t now_ms)
{
	int64_t minutes = (talk_ms + MINUTES_MS(1) - 1) / MINUTES_MS(1);

	if (class == DIAL_PERSON && d->calls > 0)
		d->calls--;
	day_turn(d, now_ms);
	d->minutes += minutes;
	d->cost += minutes * prefix->price;
}

int dialplan_load(struct dialplan *d, const char *path)
{
	FILE *f = fopen(path, "re");
	int64_t day, minutes, cost;
	int n;

	if (!f)
		return -errno;
	n = fscanf(f, "%" SCNd64 " %" SCNd64 " %" SCNd64, &day, &minutes, &cost);
	fclose(f);
	if (n != 3 || minutes < 0 || cost < 0)
		return -EBADMSG;
	d->day = day;
	d->minutes = minutes;
	d->cost = cost;
	return 0;
}

int dialplan_save(const struct dialplan *d, const char *path)
{
	char *part = talloc_asprintf(NULL, "%s.new", path);
	FILE *f = part ? fopen(part, "we") : NULL;
	int rc = 0;

	if (!f) {
		talloc_free(part);
		return -errno;
	}
	if (fprintf(f, "%" PRId64 " %" PRId64 " %" PRId64 "\n", d->day, d->minutes, d->cost) < 0)
		rc = -EIO;
	if (fclose(f) != 0)
		rc = -errno;
	if (rc == 0 && rename(part, path) < 0)
		rc = -errno;
	talloc_free(part);
	return rc;
}
