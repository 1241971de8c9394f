// SPDX-License-Identifier: AGPL-3.0-or-later
/* Settings of node "people", and the placeholders that come from them. */
#include <stdio.h>

#include "care/care_clock.h"
#include "care/people/people_int.h"

#define AT(field) offsetof(struct care_people_settings, field)

static const struct cfg_key keys[] = {
	{ "service", CFG_STRING, AT(service), 1, 40, "Warmline", NULL,
	  "what the service calls itself on a member's screen; discreet: it stands on phones that "
	  "others may read", false },
	{ "reader", CFG_STRING, AT(reader), 0, 60, "", NULL,
	  "who reads what members write, as the first text says, alike in every language; unless "
	  "set: service.reader of the catalogues", false },
	{ "free-to-text", CFG_BOOL, AT(free_to_text), 0, 0, "no", NULL,
	  "whether texts cost the member nothing; say yes only if the operator has agreed", false },
	{ "language", CFG_STRING, AT(language), 2, 7, "en", NULL,
	  "the language of whoever has not said", false },
	{ "country", CFG_STRING, AT(country), 2, 2, "KE", NULL,
	  "ISO 3166 code of the line's own country: numbers without a country code are its",
	  false },
	{ "zone", CFG_STRING, AT(zone), 2, 39, "Africa/Nairobi", NULL,
	  "IANA time zone of whoever's country has none or several", false },
	{ "safe-from", CFG_INT, AT(safe_from_h), 0, 23, "8", NULL,
	  "hour of the member's day from which we may text first", false },
	{ "safe-to", CFG_INT, AT(safe_to_h), 0, 24, "20", NULL,
	  "hour of the member's day until which we may text first", false },
	{ "answer-window", CFG_DURATION, AT(answer_window_ms), MINUTES_MS(1), HOURS_MS(12), "1h",
	  NULL, "how long after a member's own text answers may go at any hour", false },
	{ "age-limit", CFG_INT, AT(age_limit), 13, 25, "18", NULL,
	  "years; nobody younger is matched with an adult peer", false },
	{ "silent-days", CFG_INT, AT(silent_days), 7, 3650, "90", NULL,
	  "days of silence after which a number may have a new owner", false },
	{ "replies-a-day", CFG_INT, AT(replies_a_day), 5, 1000, "40", NULL,
	  "automatic replies to one member in a day; conversations and safety are not counted",
	  false },
	{ "keep-days", CFG_INT, AT(keep_days), 1, 3650, "365", NULL,
	  "days for which words are kept, as consent says", false },
	{ "backup-days", CFG_INT, AT(backup_days), 1, 365, "30", NULL,
	  "days after which the last backup is gone, as ERASE says", false },
	{ "child-line", CFG_STRING, AT(child_line), 1, 20, "116", NULL,
	  "the number of the national child line", false },
};
const struct cfg_table care_people_cfg = {
	.node = "people", .help = "who members are to us, and what they are told",
	.keys = keys, .keys_len = ARRAY_LEN(keys),
};

const struct care_people_settings *care_people_settings(const struct care *care)
{
	return care_settings(care, &care_people_cfg);
}

/* --- Placeholders ----------------------------------------------------------------- */

static const char *number_text(struct care_turn *t, int64_t n)
{
	char *text = talloc_asprintf(t->mem, "%lld", (long long)n);

	if (!text)
		base_oom();
	return text;
}

static const char *pseudonym(struct care_turn *t, const struct store_person *to)
{
	return talloc_strdup(t->mem, to->pseudonym);
}

static const char *service(struct care_turn *t, const struct store_person *to)
{
	return care_people_settings(t->care)->service;
}

static const char *reader(struct care_turn *t, const struct store_person *to)
{
	const char *set = care_people_settings(t->care)->reader;

	return set[0] ? set : care_render(t, to, care_channel(t, to->id), "service.reader", NULL);
}

static const char *keep_days(struct care_turn *t, const struct store_person *to)
{
	return number_text(t, care_people_settings(t->care)->keep_days);
}

static const char *backup_days(struct care_turn *t, const struct store_person *to)
{
	return number_text(t, care_people_settings(t->care)->backup_days);
}

static const char *age_limit(struct care_turn *t, const struct store_person *to)
{
	return number_text(t, care_people_settings(t->care)->age_limit);
}

static const char *child_line(struct care_turn *t, const struct store_person *to)
{
	return care_people_settings(t->care)->child_line;
}

const struct care_placeholder care_people_placeholders[] = {
	{ "pseudonym", pseudonym }, { "service", service }, { "reader", reader },
	{ "keep_days", keep_days }, { "backup_days", backup_days }, { "age_limit", age_limit },
	{ "child_line", child_line },
	{ 0 }
};

/* --- What flows may read ----------------------------------------------------------- */

static int is_known(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(!(t->heard && t->heard->from->id == p->id && t->heard->first_contact));
	return 0;
}

static int has_consent(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(p->consent == STORE_CONSENT_GIVEN);
	return 0;
}

static int age_band(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	if (p->band[0])
		*out = FLOW_STRING(talloc_strdup(t->mem, p->band));
	return 0;
}

static int is_child(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(care_people_is_child(p));
	return 0;
}

static int language(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_STRING(talloc_strdup(t->mem, p->lang));
	return 0;
}

static int is_plain(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(p->plain_words);
	return 0;
}

static int has_pin(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	int rc = store_people_fact_has(t->store, p->id, "pin");

	*out = FLOW_TRUTH(rc == 1);
	return rc < 0 ? rc : 0;
}

static int is_paused(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(p->paused_until_ms > t->now_ms);
	return 0;
}

static int is_peer(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(p->roles & STORE_ROLE_PEER);
	return 0;
}

static int is_free(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(care_people_settings(t->care)->free_to_text);
	return 0;
}

static int now_hour(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_INT(care_clock_minute(p->zone, t->now_ms) / 60);
	return 0;
}

const struct care_variable care_people_variables[] = {
	{ "member.known", is_known }, { "member.consent", has_consent },
	{ "member.age", age_band }, { "member.child", is_child }, { "member.lang", language },
	{ "member.plain", is_plain }, { "member.pin", has_pin }, { "member.paused", is_paused },
	{ "member.peer", is_peer }, { "service.free", is_free }, { "now.hour", now_hour },
	{ 0 }
};
