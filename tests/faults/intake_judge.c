// SPDX-License-Identifier: AGPL-3.0-or-later
/* What must hold when the history is over. */
#include "tests/faults/intake.h"

#include <stdio.h>
#include <stdlib.h>

#include "care/care_clock.h"
#include "store/store_batch.h"
#include "store/store_checkin.h"
#include "store/store_due.h"
#include "store/store_inbox.h"
#include "store/store_incident.h"
#include "store/store_people.h"
#include "text/text.h"

bool intake_complain(const char *what, const char *whose)
{
	snprintf(carrier->complaint, sizeof(carrier->complaint), "%.80s: %.110s", whose, what);
	return false;
}

/* --- The store ---------------------------------------------------------------------- */

static bool person(struct world *w, const char *name, struct store_person *p)
{
	return store_people_by_address(house_store(w->house), STORE_ADDR_NUMBER,
				       world_phone(w, name)->number, p) == 0 ||
	       intake_complain("is not known", name);
}

static bool inbox_is_well(struct store *st)
{
	char text[UUID_LEN + 1];
	uint8_t uuid[16];
	int64_t open;
	int i;

	for (i = 0; intake_message_uuid(i, text); i++) {
		store_uuid_parse(text, uuid);
		if (!carrier->message[i].acked)
			return intake_complain("was never acknowledged", text);
		if (store_inbox_known(st, uuid) != 1)
			return intake_complain("was acknowledged and is lost", text);
	}
	return (store_inbox_count_open(st, &open) == 0 && open == (poison ? 1 : 0)) ||
	       intake_complain(poison ? "the text is not parked" :
			       "texts wait for a human that need none", "inbox");
}

static bool danger_is_well(struct world *w, struct store *st)
{
	struct store_incident incident;
	struct store_person dora;
	struct store_due due;

	if (!person(w, "dora", &dora))
		return false;
	if (store_incident_open_of(st, dora.id, &incident) != 1)
		return intake_complain("has no open incident", "dora");
	return store_due_get(st, STORE_DUE_INCIDENT, incident.id, &due) == 1 ||
	       intake_complain("no clock runs for the incident", "dora");
}

static bool checkin_is_well(struct world *w, struct store *st)
{
	struct store_checkin_day day;
	struct store_person cora;
	struct store_due due;

	if (!person(w, "cora", &cora))
		return false;
	if (store_checkin_days(st, cora.id, INT64_MAX, &day, 1) != 1 || day.mark != 4)
		return intake_complain("the answer to the check-in was not noted", "cora");
	return (store_due_get(st, STORE_DUE_CHECKIN, cora.id, &due) == 1 &&
		due.at_ms > w->now_ms) ||
	       intake_complain("no check-in will come again", "cora");
}

bool intake_store_is_well(struct world *w)
{
	struct store *st = house_store(w->house);
	struct store_person stan;

	if (!inbox_is_well(st) || !danger_is_well(w, st) || !checkin_is_well(w, st) ||
	    !person(w, "stan", &stan))
		return false;
	return stan.stopped != 0 || intake_complain("said STOP and it was forgotten", "stan");
}

/* --- The phones -------------------------------------------------------------------------- */

struct shown {
	char to[24];
	int part;
	char text[480];
};
static struct shown expected[INTAKE_TEXTS], heard[INTAKE_TEXTS];
static int expected_len, heard_len;

static int compare(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;
	int rc = strcmp(x->to, y->to);

	if (rc == 0)
		rc = strcmp(x->text, y->text);
	return rc ? rc : x->part - y->part;
}

/* On-call staff hear alarms with codes, the person in danger hears how it goes
 * on: how often depends on when; that they hear it at all is asked apart. */
static bool varies(const char *to)
{
	return strcmp(to, "+254733000001") == 0 || strcmp(to, "+254711000003") == 0;
}

static void hear(struct shown *out, int *len)
{
	void *mem = talloc_named_const(NULL, 0, "what phones heard");
	int i;

	*len = 0;
	for (i = 0; i < carrier->texts; i++) {
		const struct intake_text *t = &carrier->text[i];
		struct text_mo_in in = {
			.coding = t->coding, .udh = { t->udh, t->udh_len },
			.msgdata = { t->data, t->len },
		};
		struct text_mo *mo = text_decode_mo(mem, &in);

		strcpy(out[*len].to, t->to);
		out[*len].part = mo->udh.concat ? mo->udh.part : 0;
		snprintf(out[*len].text, sizeof(out[*len].text), "%s", secret_reveal(mo->text));
		(*len)++;
	}
	qsort(out, (size_t)*len, sizeof(*out), compare);
	talloc_free(mem);
}

void intake_expect_this(void)
{
	int i;

	hear(expected, &expected_len);
	for (i = 0; getenv("INTAKE_LOG") && i < expected_len; i++)
		printf("%s %d %s\n", expected[i].to, expected[i].part, expected[i].text);
}

static bool somebody_heard(const char *to, const char *words, int at_most)
{
	int i, n = 0;

	for (i = 0; i < heard_len; i++)
		n += strcmp(heard[i].to, to) == 0 && strstr(heard[i].text, words);
	if (n > at_most)
		return intake_complain("was told twice", words);
	return n > 0 || intake_complain("was never told", words);
}

static int next_certain(const struct shown *s, int len, int i)
{
	while (i < len && varies(s[i].to))
		i++;
	return i;
}

static bool same_texts(void)
{
	int i = next_certain(expected, expected_len, 0), k = next_certain(heard, heard_len, 0);

	while (i < expected_len || k < heard_len) {
		int rc = i == expected_len ? 1 : k == heard_len ? -1 :
			 compare(&expected[i], &heard[k]);

		if (rc < 0)
			return intake_complain(expected[i].text, "never sent");
		if (rc > 0)
			return intake_complain(heard[k].text, "sent too often, or should never be");
		i = next_certain(expected, expected_len, i + 1);
		k = next_certain(heard, heard_len, k + 1);
	}
	return true;
}

bool intake_phones_are_well(enum intake_fault fault)
{
	hear(heard, &heard_len);
	return somebody_heard("+254733000001", "ALARM", INTAKE_TEXTS) &&
	       somebody_heard("+254711000003", "Someone is being", 1) && same_texts();
}

static int times_heard(const struct shown *s)
{
	int i, n = 0;

	for (i = 0; i < heard_len; i++)
		n += compare(&heard[i], s) == 0;
	return n;
}

/* What was said because a text was parked (a question, a word to the peer) comes
 * on top; the clean life's text in its place is what may be missing. */
bool intake_phones_are_well_but_one(void)
{
	int i;

	hear(heard, &heard_len);
	for (i = 0; i < expected_len; i++) {
		if (varies(expected[i].to) || strstr(expected[i].text, "one of two at once"))
			continue;
		if (times_heard(&expected[i]) != 1)
			return intake_complain(expected[i].text, "not sent exactly once");
	}
	for (i = 0; i < heard_len; i++)
		if (strstr(heard[i].text, intake_poison_words))
			return intake_complain("a text that was parked was passed on", heard[i].to);
	return somebody_heard("+254733000001", "ALARM", INTAKE_TEXTS);
}
