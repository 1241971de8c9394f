// SPDX-License-Identifier: AGPL-3.0-or-later
/* First contact: from an address to a person with a name that says nothing. */
#include <stdio.h>

#include "care/care_clock.h"
#include "care/people/people_int.h"
#include "text/text_number.h"

COUNTER(count_silent, "people.silent",
	"Numbers that were silent for so long that the PIN is asked.");
COUNTER(count_anew, "people.anew", "Numbers that were given to a new person.");

enum { DRAWS = 12 };

/* --- Pseudonyms ------------------------------------------------------------------------ */

static const char *any_of(const char *const *list, size_t len)
{
	return list[rand_below((uint32_t)len)];
}

/* 1: free, 0: somebody has it (or had: a name is never given twice). */
static int is_free(struct care_turn *t, const char *name)
{
	struct store_person taken;
	int rc = store_people_by_pseudonym(t->store, name, &taken);

	if (rc == -ENOENT)
		return 1;
	return rc == 0 || rc == -ENOKEY ? 0 : rc;
}

/* Two words while they last: with half of them given, one draw in two is free.
 * Of three words there are millions. */
int care_pseudonym_draw(struct care_turn *t, char out[32])
{
	const char *first, *middle, *last;
	int i, rc = 0;

	for (i = 0; rc == 0 && i < 2 * DRAWS; i++) {
		first = any_of(pseudonym_first, pseudonym_first_len);
		middle = any_of(pseudonym_first, pseudonym_first_len);
		last = any_of(pseudonym_last, pseudonym_last_len);
		if (i >= DRAWS && middle != first)
			snprintf(out, 32, "%s %s %s", first, middle, last);
		else
			snprintf(out, 32, "%s %s", first, last);
		rc = is_free(t, out);
	}
	if (rc == 0)
		LOGP(DCARE, LOGL_ERROR, "there are no pseudonyms left\n");
	return rc > 0 ? 0 : rc < 0 ? rc : -ENOSPC;
}

/* --- Making ---------------------------------------------------------------------------- */

static void place_of(struct care_turn *t, enum store_address kind, const char *address,
		     struct store_person *p)
{
	const struct care_people_settings *s = care_people_settings(t->care);
	struct text_numbers *numbers = care_numbers(t->care);
	struct text_number number;

	if (kind == STORE_ADDR_NUMBER && numbers) {
		text_number_parse(numbers, address, strlen(address), &number);
		snprintf(p->country, sizeof(p->country), "%s", number.region);
		text_number_wipe(&number);
	}
	care_clock_zone_of(p->country, s->zone, p->zone);
}

int care_people_make(struct care_turn *t, enum store_address kind, const char *address,
		     struct store_person *p)
{
	const struct care_people_settings *s = care_people_settings(t->care);
	int rc;

	memset(p, 0, sizeof(*p));
	rc = care_pseudonym_draw(t, p->pseudonym);
	if (rc < 0)
		return rc;
	p->roles = STORE_ROLE_MEMBER;
	snprintf(p->lang, sizeof(p->lang), "%s", s->language);
	place_of(t, kind, address, p);
	p->safe_from_min = (int)s->safe_from_h % 24 * 60;
	p->safe_to_min = (int)s->safe_to_h % 24 * 60;
	p->first_at_ms = p->last_in_at_ms = t->now_ms;
	return store_people_add(t->store, kind, address, p);
}

/* Who is only known from the first part of a long text was not heard yet. */
static int make_from(struct care_turn *t, const struct care_text *in, struct store_person *p)
{
	int rc = care_people_make(t, (enum store_address)in->sender_kind, in->sender, p);

	if (rc < 0)
		return rc;
	if (in->is_part)
		p->last_in_at_ms = 0;
	snprintf(p->line, sizeof(p->line), "%s", in->service ? in->service : "");
	return store_people_save(t->store, p);
}

int people_begin_anew(struct care_turn *t, struct store_person *p, const struct care_text *in)
{
	int rc = care_leave(t, p, CARE_LEAVE_NEW_OWNER);

	if (rc == 0)
		rc = care_flow_end(t, p);
	if (rc == 0)
		rc = store_people_unlink(t->store, p->id);
	counter_inc(&count_anew);
	return rc < 0 ? rc : make_from(t, in, p);
}

/* --- Finding ------------------------------------------------------------------------------ */

/* Silent for so long that the operator may have given the number away. */
static int maybe_new_owner(struct care_turn *t, struct store_person *p)
{
	int64_t limit_ms = DAYS_MS(care_people_settings(t->care)->silent_days);
	int rc;

	if (!t->before_ms || p->pin_needed || care_is_staff(p) ||
	    p->address_kind != STORE_ADDR_NUMBER || t->now_ms - t->before_ms < limit_ms)
		return 0;
	rc = care_held(t, p->id);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	counter_inc(&count_silent);
	p->pin_needed = true;
	rc = care_flow_end(t, p);
	return rc < 0 ? rc : store_people_save(t->store, p);
}

int care_people_of(struct care_turn *t, const struct care_text *in, struct store_person *out,
		   bool *first)
{
	int rc = store_people_by_address(t->store, (enum store_address)in->sender_kind, in->sender,
					 out);

	*first = rc == -ENOENT;
	t->before_ms = 0;
	if (*first)
		return make_from(t, in, out);
	if (rc < 0)
		return rc;
	t->before_ms = out->last_in_at_ms;
	*first = !out->last_in_at_ms;
	if (in->is_part)
		return 0;	/* counts when it is whole */
	out->last_in_at_ms = t->now_ms;
	if (in->service && in->service[0] && strcmp(out->line, in->service) != 0) {
		snprintf(out->line, sizeof(out->line), "%s", in->service);
		rc = store_people_save(t->store, out);
	} else {
		rc = store_people_seen(t->store, out->id, t->now_ms);
	}
	return rc < 0 ? rc : maybe_new_owner(t, out);
}
