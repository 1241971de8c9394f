// SPDX-License-Identifier: AGPL-3.0-or-later
/* What staff type: short, never ambiguous while it matters. */
#include "care/incident/incident_int.h"

#include <stdio.h>

enum { SHORT_TRIES = 32, SHORT_LOWEST = 1000, SHORT_CODES = 9000, LONG_LOWEST = 100000,
       LONG_CODES = 900000 };

static bool is_code(const char *text)
{
	size_t len = text ? strlen(text) : 0;

	return len >= 3 && len <= STORE_CODE_LEN && strspn(text, "0123456789") == len;
}

/* With thousands of incidents open four digits run out: then six. */
static void draw(char out[STORE_CODE_LEN + 1], int tries)
{
	if (tries < SHORT_TRIES)
		snprintf(out, STORE_CODE_LEN + 1, "%u", SHORT_LOWEST + rand_below(SHORT_CODES));
	else
		snprintf(out, STORE_CODE_LEN + 1, "%u", LONG_LOWEST + rand_below(LONG_CODES));
}

int incident_code_pick(struct care_turn *t, const char *wanted, char out[STORE_CODE_LEN + 1])
{
	int tries = 0, rc;

	if (is_code(wanted))
		snprintf(out, STORE_CODE_LEN + 1, "%s", wanted);
	else
		draw(out, tries++);
	for (;;) {
		rc = store_incident_code_free(t->store, out, t->now_ms - INCIDENT_CODE_REST_MS);
		if (rc != 0)
			return rc < 0 ? rc : 0;
		draw(out, tries++);
	}
}
