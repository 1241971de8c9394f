// SPDX-License-Identifier: AGPL-3.0-or-later
/* A walk through a flow as people walk: answers of all kinds, now and then one that is none,
 * a word too much, silence, 0 and 9; until all is at rest. */
#include "library_int.h"

#include <ctype.h>
#include <stdio.h>

#include "flow/flow.h"
#include "store/store_session.h"

enum { STEPS_MAX = 30, RESTS = 4 };

static uint32_t next(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % n;
}

/* What the question that waits can take; false: none waits. */
static bool asked(struct library *l, enum flow_ask_kind *kind)
{
	struct flow_set *set = care_deps(house_care(l->w->house))->flows;
	struct store_session s;
	struct flow_state *state;
	struct store_person p;
	const char *key;
	enum flow_end why;
	json_t *saved;

	if (!library_person(l, &p) || store_session_get(house_store(l->w->house), l, p.id, &s) != 1)
		return false;
	saved = json_loadb(secret_reveal(s.state), secret_len(s.state), 0, NULL);
	state = saved ? flow_state_load(l, set, saved, &why) : NULL;
	json_decref(saved);
	return state && flow_state_ask(state, kind, &key);
}

static const char *answer(struct library *l, enum flow_ask_kind kind, uint32_t *seed)
{
	static const char *const pins[] = { "2580", "7413", "1234", "12" };

	switch (kind) {
	case FLOW_ASK_PIN:
	case FLOW_ASK_NEW_PIN:
		return pins[next(seed, ARRAY_LEN(pins))];
	case FLOW_ASK_DIGITS:
		return "2412";
	case FLOW_ASK_TEXT:
	case FLOW_ASK_RECORDING:
		return "maua mto";
	default:
		return talloc_asprintf(l, "%u", 1 + next(seed, 6));
	}
}

static const char *word(struct library *l, const char *key)
{
	const char *text = words_own(l->words, l->lang, key);

	return text ? talloc_strndup(l, text, strcspn(text, ",")) : "1";
}

/* By voice there are keys alone. */
static int step(struct library *l, uint32_t *seed, enum flow_ask_kind kind)
{
	uint32_t die = next(seed, 100);
	bool pressed = library_leg(l, l->who) != NULL;
	const char *send = answer(l, kind, seed);

	if (die < 6)
		send = "8";
	else if (die < 9)
		send = "0";
	else if (die < 12)
		send = "9";
	else if (die < 18)
		send = pressed ? "*" : word(l, "choice.skip");
	else if (die < 22)
		send = pressed ? "7" : word(l, "keyword.back");
	else if (die < 24)
		send = pressed ? "7" : word(l, "keyword.help");
	else if (die < 28) {
		return library_sleeps(l, HOURS_MS(26));
	}
	/* What was said is to be kept, heard again, ... */
	if (pressed && library_leg(l, l->who)->gathers && !isdigit((unsigned char)send[0]) &&
	    send[0] != '*')
		send = "1";
	library_own(l, send);
	library_sends(l, l->who, send);
	if (strcmp(send, "9") == 0)		/* "no, a slip" */
		library_sends(l, l->who, "3");
	return 0;
}

static int go(struct library *l, uint32_t *seed)
{
	enum flow_ask_kind kind;
	struct fakevox_call *leg;
	int i, rc = 0;

	for (i = 0; i < STEPS_MAX && rc == 0 && !l->wrong && asked(l, &kind); i++) {
		leg = library_leg(l, l->who);
		if (leg && !leg->gathers && !leg->records)
			break;		/* put through, or said goodbye */
		rc = step(l, seed, kind);
		while (library_next(l, l->who))
			;
	}
	return rc;
}

int library_walk(void *ctx, const struct library_row *row, const struct library_way *way,
		 uint32_t seed, struct err *err)
{
	struct library *l = library_open(ctx, row, way, err);
	struct fakevox_call *leg;
	bool walks = false;
	int rc, i;

	if (!l)
		return -EINVAL;
	rc = library_script(l, row->script, &walks);
	if (rc == 0 && walks) {
		rc = go(l, &seed);
		leg = library_leg(l, l->who);
		if (leg)
			fakevox_hang_up(leg, "caller");
		for (i = 0; i < RESTS && rc == 0 && library_waits(l); i++)
			rc = library_sleeps(l, HOURS_MS(26));
		rc = rc < 0 ? rc : library_rest(l, true);
	}
	talloc_free(l);
	return rc;
}
