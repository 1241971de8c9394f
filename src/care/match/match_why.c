// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * One pair: is it allowed, how many points has it, and why, in words.  Written
 * the plain way, without the index, so that it can be read against the rules;
 * the tests hold the index to it.
 */
#include <stdlib.h>

#include "care/match/match_int.h"

const struct match_rules match_rules_default = {
	/* "A" goes first unless somebody has waited a day longer */
	.head_start_ms = {
		[MATCH_TIER_ASK] = HOURS_MS(1), [MATCH_TIER_C] = HOURS_MS(2),
		[MATCH_TIER_B] = HOURS_MS(12), [MATCH_TIER_A] = HOURS_MS(24),
	},
	.newcomer_ms = MINUTES_MS(20),
	.points = {
		[MATCH_LANGUAGE] = 40, [MATCH_GENDER] = 20, [MATCH_AGE_BAND] = 10,
		[MATCH_EXPERIENCE] = 30, [MATCH_FAITH] = 15, [MATCH_AREA] = 8,
		[MATCH_INTEREST] = 8,
	},
	.same_peer = 60,
	.busy = 25,
	.today = 2,
};
enum { TODAY_COUNTS = 20 };

static const char *const kind_names[MATCH_ATTR_KINDS] = {
	[MATCH_LANGUAGE] = "language", [MATCH_GENDER] = "gender", [MATCH_AGE_BAND] = "age",
	[MATCH_EXPERIENCE] = "experience", [MATCH_FAITH] = "faith", [MATCH_AREA] = "area",
	[MATCH_INTEREST] = "interest",
};
static const char *const why_keys[MATCH_ATTR_KINDS] = {
	[MATCH_LANGUAGE] = "language", [MATCH_GENDER] = "gender",
	[MATCH_AGE_BAND] = "age", [MATCH_EXPERIENCE] = "experience",
	[MATCH_FAITH] = "faith", [MATCH_AREA] = "area",
	[MATCH_INTEREST] = "interest",
};

const char *match_attr_kind_name(enum match_attr_kind kind)
{
	return (unsigned)kind < MATCH_ATTR_KINDS ? kind_names[kind] : NULL;
}

int match_attr_kind_parse(const char *name)
{
	for (int i = 0; i < MATCH_ATTR_KINDS; i++)
		if (!strcmp(kind_names[i], name))
			return i;
	return -1;
}

int64_t match_rank_ms(const struct match_rules *rules, enum match_tier tier, bool newcomer,
		      int64_t since_ms)
{
	MUST((unsigned)tier < MATCH_TIERS);
	return since_ms - rules->head_start_ms[tier] - (newcomer ? rules->newcomer_ms : 0);
}

static bool has_attr(const struct match_peer *p, uint16_t attr)
{
	for (size_t k = 0; k < p->attrs_len; k++)
		if (p->attrs[k] == attr)
			return true;
	return false;
}

/* Of the hard wishes of this kind, is any met (or is there none)? */
static bool kind_met(const struct match_request *r, const struct match_peer *p, int kind)
{
	bool wished = false;

	for (size_t k = 0; k < r->wishes_len; k++) {
		if (!r->wishes[k].hard || r->wishes[k].kind != kind)
			continue;
		if (has_attr(p, r->wishes[k].attr))
			return true;
		wished = true;
	}
	return !wished;
}

bool match_allowed(const struct match_request *r, const struct match_peer *p)
{
	if (r->age != MATCH_AGE_ADULT || r->kind >= MATCH_KINDS || r->wishes_len > MATCH_WISHES_MAX)
		return false;
	if (!p->trained || !p->free || !(p->kinds & (1 << r->kind)))
		return false;
	if ((p->training & r->needs) != r->needs)
		return false;
	if (r->only_last_peer && r->last_peer != p->id)
		return false;
	for (size_t k = 0; k < r->blocked_len; k++)
		if (r->blocked[k] == p->id)
			return false;
	for (int kind = 0; kind < MATCH_ATTR_KINDS; kind++)
		if (!kind_met(r, p, kind))
			return false;
	return true;
}

int32_t match_load(const struct match_rules *rules, const struct match_peer *p)
{
	int32_t today = p->today < TODAY_COUNTS ? p->today : TODAY_COUNTS;

	return p->busy * rules->busy + today * rules->today;
}

int32_t match_points(const struct match_rules *rules, const struct match_request *r,
		     const struct match_peer *p)
{
	int32_t points = -match_load(rules, p);

	for (size_t k = 0; k < r->wishes_len; k++)
		if (!r->wishes[k].hard && has_attr(p, r->wishes[k].attr))
			points += rules->points[r->wishes[k].kind];
	if (r->last_peer && r->last_peer == p->id)
		points += rules->same_peer;
	return points;
}

static int cmp_reason(const void *x, const void *y)
{
	const struct match_reason *a = x, *b = y;

	if (a->points != b->points)
		return a->points < b->points ? 1 : -1;
	if (a->hard != b->hard)
		return a->hard ? -1 : 1;
	if (a->attr != b->attr)
		return a->attr < b->attr ? -1 : 1;
	return strcmp(a->key, b->key);
}

size_t match_reasons(const struct match_rules *rules, const struct match_request *r,
		     const struct match_peer *p, struct match_reason *out)
{
	size_t n = 0;

	for (size_t k = 0; k < r->wishes_len && k < MATCH_WISHES_MAX; k++) {
		const struct match_wish *w = &r->wishes[k];

		if (has_attr(p, w->attr))
			out[n++] = (struct match_reason){ why_keys[w->kind], w->attr, w->hard,
							  rules->points[w->kind] };
	}
	if (r->last_peer && r->last_peer == p->id)
		out[n++] = (struct match_reason){ "same_peer", 0, r->only_last_peer,
						  rules->same_peer };
	if (r->tier > MATCH_TIER_ASK)
		out[n++] = (struct match_reason){ .key = "urgent" };
	if (r->newcomer)
		out[n++] = (struct match_reason){ .key = "newcomer" };
	if (!p->busy)
		out[n++] = (struct match_reason){ .key = "free" };
	/* there is always one: it was their turn */
	out[n++] = (struct match_reason){ .key = "turn" };
	qsort(out, n, sizeof(out[0]), cmp_reason);
	return n;
}
