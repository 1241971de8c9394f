// SPDX-License-Identifier: AGPL-3.0-or-later
/* What flows may ask about the person themselves. */
#include <stdio.h>
#include <stdlib.h>

#include "care/care_call.h"
#include "care/care_checkin.h"
#include "care/care_concern.h"
#include "care/care_queue.h"
#include "care/care_incident.h"
#include "care/people/people_int.h"

#define EFFECT(name) \
	static int name(struct care_turn *t, struct store_person *p, const char *const *args, \
			unsigned int nargs, const char **outcome)

static const char *arg(const char *const *args, unsigned int nargs, unsigned int i)
{
	return i < nargs ? args[i] : "";
}

EFFECT(do_consent)
{
	bool given = strcmp(arg(args, nargs, 0), "given") == 0;

	int rc;

	p->consent = given ? STORE_CONSENT_GIVEN : STORE_CONSENT_REFUSED;
	rc = store_people_save(t->store, p);
	return rc < 0 || given ? rc : care_queue_forget_words(t, p->id);
}

/* The band says the oldest that somebody in it can be ... */
static const struct { const char *band; int oldest; enum store_age age; } bands[] = {
	{ "under13", 12, STORE_AGE_YOUNG }, { "13-15", 15, STORE_AGE_YOUNG },
	{ "16-17", 17, STORE_AGE_YOUNG }, { "18-24", 24, STORE_AGE_YOUNG },
	{ "25-59", 59, STORE_AGE_ADULT }, { "60-up", 200, STORE_AGE_OLDER },
};

/* ... and below the limit they are under age.  Once under age, no text makes
 * somebody older: staff can. */
EFFECT(do_age)
{
	const char *band = arg(args, nargs, 0);
	size_t i;

	for (i = 0; i < ARRAY_LEN(bands) && strcmp(bands[i].band, band) != 0; i++)
		;
	*outcome = "child";
	if (i == ARRAY_LEN(bands)) {
		LOGP(DCARE, LOGL_ERROR, "a flow names an age band that there is not\n");
		return 0;
	}
	if (p->age == STORE_AGE_UNDER)
		return 0;
	snprintf(p->band, sizeof(p->band), "%s", band);
	if (bands[i].oldest < care_people_settings(t->care)->age_limit) {
		p->age = STORE_AGE_UNDER;
	} else {
		p->age = bands[i].age;
		*outcome = "adult";
	}
	return store_people_save(t->store, p);
}

/* They asked to talk: what they write from now on reaches the worker. */
EFFECT(do_safeguard)
{
	enum care_joined joined;
	int rc = care_people_child(t, p, 0, "under age, wants to talk");

	return rc < 0 ? rc : care_queue_join(t, p, MATCH_TEXT, MATCH_TIER_NONE, &joined);
}

EFFECT(do_language)
{
	const char *want = arg(args, nargs, 0);
	const char *const *lang = words_languages(care_deps(t->care)->words);

	*outcome = "unknown";
	while (*lang && strcmp(*lang, want) != 0)
		lang++;
	if (!*lang || strlen(want) >= sizeof(p->lang))
		return 0;
	*outcome = "set";
	snprintf(p->lang, sizeof(p->lang), "%s", want);
	return store_people_save(t->store, p);
}

EFFECT(do_words)
{
	p->plain_words = strcmp(arg(args, nargs, 0), "plain") == 0;
	return store_people_save(t->store, p);
}

/* 0 and 24 are the same moment of the day: always. */
EFFECT(do_safe_hours)
{
	int from = atoi(arg(args, nargs, 0)), to = atoi(arg(args, nargs, 1)), rc;

	if (from < 0 || from > 24 || to < 0 || to > 24)
		return 0;
	p->safe_from_min = from % 24 * 60;
	p->safe_to_min = to % 24 * 60;
	rc = store_people_save(t->store, p);
	return rc < 0 ? rc : care_checkin_rearm(t, p);
}

EFFECT(do_pause)
{
	long days = strtol(arg(args, nargs, 0), NULL, 10);

	p->paused_until_ms = days > 0 && days <= 366 ? t->now_ms + DAYS_MS(days) : 0;
	return store_people_save(t->store, p);
}

EFFECT(do_erase)
{
	int rc = care_people_erase(t, p);

	*outcome = rc == 1 ? "waits" : "erased";
	return rc < 0 ? rc : 0;
}

EFFECT(do_pin_check)
{
	return care_pin_check(t, p, arg(args, nargs, 0), outcome);
}

EFFECT(do_pin_set)
{
	return care_pin_set(t, p, arg(args, nargs, 0), outcome);
}

/* `raise concern "low mood"` */
EFFECT(do_raise)
{
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_FLOW, .why = arg(args, nargs, 1), .about = p }, NULL);
}

/* Somebody fears for somebody else.  What they wrote is sealed; of danger now
 * staff are alarmed: they write to the one who is here with us. */
EFFECT(do_worried)
{
	const char *words = arg(args, nargs, 1);
	const struct secret *note = care_call_note(t, p, words);

	if (strcmp(arg(args, nargs, 0), "danger") == 0 && !p->practice)
		return care_incident_danger(t, &(struct care_danger){
			.person = p, .tier = LEX_B, .source = STORE_INCIDENT_WORRIED,
			.context = LEX_CTX_THIRD, .rules = "worried", .words = note }, NULL);
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_WORRIED, .about = p, .why = "worried about somebody",
		.note = note }, NULL);
}

const struct care_effect care_people_effects[] = {
	{ "consent", do_consent }, { "age", do_age }, { "safeguard", do_safeguard },
	{ "language", do_language }, { "words", do_words }, { "safe-hours", do_safe_hours },
	{ "pause", do_pause }, { "erase", do_erase }, { "pin-check", do_pin_check },
	{ "pin-set", do_pin_set }, { "raise", do_raise }, { "worried", do_worried },
	{ 0 }
};
