// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sms_tests.h"

#include <signal.h>
#include <stdio.h>

struct sms_tests here;

/* --- The doubles ------------------------------------------------------------------ */

int __real_care_text_in(struct care_turn *t, const struct care_text *text);
int __wrap_care_text_in(struct care_turn *t, const struct care_text *text);
int __wrap_care_text_in(struct care_turn *t, const struct care_text *text)
{
	const char *words = text->text ? secret_reveal(text->text) : "";
	struct heard *h;

	if (strstr(words, WORDS_THAT_KILL))
		raise(SIGSEGV);
	if (strstr(words, WORDS_THAT_FAIL))
		return -EINVAL;
	assert_true(here.heards < HEARD_MAX);
	h = &here.heard[here.heards++];
	snprintf(h->text, sizeof(h->text), "%s", words);
	h->is_part = text->is_part;
	h->is_joined = text->is_joined;
	h->none = !text->text;
	return __real_care_text_in(t, text);
}

int __real_store_commit(struct store *st);
int __wrap_store_commit(struct store *st);
int __wrap_store_commit(struct store *st)
{
	switch (here.commit) {
	case COMMIT_FAILS:
		store_rollback(st);
		return -EIO;
	case COMMIT_IS_NOT_SEEN:	/* on disk, and nobody lived to hear of it */
		return __real_store_commit(st) < 0 ? -EIO : -EINTR;
	case COMMIT_REAL:
	default:
		return __real_store_commit(st);
	}
}

/* --- Begin and end ------------------------------------------------------------------ */

int sms_tests_begin(void **state)
{
	struct err err;

	here = (struct sms_tests){ 0 };
	here.w = world_new(NULL, 7);
	here.w->no_pager = true;
	here.amina = world_phone_add(here.w, "amina", AMINA);
	here.bakari = world_phone_add(here.w, "bakari", BAKARI);
	if (world_open(here.w, &err) < 0)
		fail_msg("%s", err.text);
	return 0;
}

int sms_tests_end(void **state)
{
	talloc_free(here.w);
	return 0;
}

/* --- What tests do ------------------------------------------------------------------- */

void hand(const struct world_phone *from, const char *uuid, const char *text)
{
	struct box_sms m;

	box_sms_init(&m);
	if (uuid)
		strcpy(m.id, uuid);
	m.coding = BOX_CODING_7BIT;
	m.msgdata = VIEW_STR(text);
	world_send_sms(here.w, from, &m);
}

int take_all(struct world_phone *p)
{
	int n = 0;

	while (world_hear(here.w, p))
		n++;
	return n;
}

void assert_hears(struct world_phone *p, const char *text)
{
	struct world_text *t = world_hear(here.w, p);

	if (!t)
		fail_msg("%s heard nothing; expected \"%s\"", p->name, text);
	assert_string_equal(t->text, text);
}

void assert_silent(struct world_phone *p)
{
	struct world_text *t = world_hear(here.w, p);

	if (t)
		fail_msg("%s heard \"%s\"; expected nothing", p->name, t->text);
}

uint64_t counted(const char *name)
{
	const struct counter *c;

	for (c = counter_first(); c; c = c->next)
		if (strcmp(c->name, name) == 0)
			return c->n;
	return 0;
}

struct saying {
	const char *to, *text;
	enum store_class class;
};

static int saying_add(struct care_turn *t, void *arg)
{
	const struct saying *s = arg;
	struct store_out row = {
		.person_id = STORE_SERVICE, .to = secret_str(t->mem, s->to),
		.text = secret_str(t->mem, s->text), .class = s->class,
		.purpose = CARE_SAFETY, .segments = 1, .created_at_ms = t->now_ms,
		.send_at_ms = t->now_ms,
	};

	return store_out_add(t->store, &row);
}

void say(const struct world_phone *to, const char *text)
{
	say_class(to, text, STORE_CLASS_HUMAN);
}

void say_class(const struct world_phone *to, const char *text, enum store_class class)
{
	struct saying s = { to->number, text, class };

	assert_int_equal(house_do(here.w->house, saying_add, &s), 0);
}
