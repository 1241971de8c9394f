// SPDX-License-Identifier: AGPL-3.0-or-later
/* Taking digits. */
#include "voicebox/gather.h"

static void add(char *to, char digit)
{
	size_t n = strlen(to);

	if (n < GATHER_DIGITS_MAX) {
		to[n] = digit;
		to[n + 1] = '\0';
	}
}

static bool is_escape(const struct gather *g)
{
	return strlen(g->digits) == 1 && strchr("09*", g->digits[0]);
}

static void finish(struct gather *g)
{
	size_t n = strlen(g->digits);

	if (is_escape(g))
		g->state = GATHER_ESCAPE;
	else
		g->state = n >= (size_t)g->spec.min && n > 0 ? GATHER_DONE : GATHER_INTER;
}

static void take(struct gather *g, char digit)
{
	if (g->spec.end && digit == g->spec.end) {
		finish(g);
		return;
	}
	if (digit == '#' || !strchr("0123456789*", digit))
		return;
	add(g->digits, digit);
	if (strlen(g->digits) >= (size_t)g->spec.max)
		finish(g);
}

int gather_begin(struct gather *g, const struct gather_spec *spec)
{
	size_t used = 0;

	if (spec->min < 1 || spec->max > GATHER_DIGITS_MAX || spec->min > spec->max ||
	    spec->first_ms < 0 || spec->inter_ms < 0)
		return -EINVAL;
	g->spec = *spec;
	g->state = GATHER_OPEN;
	g->digits[0] = '\0';
	while (g->ahead[used] && g->state == GATHER_OPEN)
		take(g, g->ahead[used++]);
	memmove(g->ahead, g->ahead + used, strlen(g->ahead + used) + 1);
	return 0;
}

void gather_digit(struct gather *g, char digit)
{
	if (g->state == GATHER_OPEN)
		take(g, digit);
	else
		add(g->ahead, digit);
}

void gather_timeout(struct gather *g)
{
	if (g->state != GATHER_OPEN)
		return;
	if (g->digits[0])
		finish(g);
	else
		g->state = GATHER_FIRST;
}

int64_t gather_wait_ms(const struct gather *g, bool playing)
{
	if (g->state != GATHER_OPEN)
		return 0;
	if (g->digits[0])
		return g->spec.inter_ms ? g->spec.inter_ms : 1;
	if (playing)
		return 0;
	return g->spec.first_ms ? g->spec.first_ms : 1;
}

const char *gather_why(const struct gather *g)
{
	static const char *const names[] = {
		[GATHER_DONE] = "done", [GATHER_FIRST] = "first", [GATHER_INTER] = "inter",
		[GATHER_ESCAPE] = "escape",
	};

	MUST(gather_over(g));
	return names[g->state];
}

char gather_forget_ahead(struct gather *g, const char *wanted)
{
	const char *hit = strpbrk(g->ahead, wanted);
	char digit = hit ? *hit : 0;

	memset(g->ahead, 0, sizeof(g->ahead));
	return digit;
}

void gather_end(struct gather *g)
{
	g->state = GATHER_NONE;
	memset(g->digits, 0, sizeof(g->digits));
}
