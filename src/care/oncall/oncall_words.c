// SPDX-License-Identifier: AGPL-3.0-or-later
/* What an alarm says: a code and a tier, nothing of the person. */
#include "care/oncall/oncall_int.h"

#include "text/text.h"

enum { DIGEST_ROOM = 320 };	/* bytes; the pager takes no more */

static struct words_for reader(const struct store_person *to)
{
	return (struct words_for){ .lang = to->lang, .channel = WORDS_SMS };
}

const struct secret *oncall_words(struct care_turn *t, const struct store_person *to,
				  const struct store_incident *i, enum store_alarm_why why)
{
	static const char *const keys[] = {
		[STORE_ALARM_FIRST] = "oncall.alarm", [STORE_ALARM_NEXT] = "oncall.alarm",
		[STORE_ALARM_RAISED] = "oncall.alarm.more",
		[STORE_ALARM_OVERDUE] = "oncall.contact.missed",
		[STORE_ALARM_EVERYBODY] = "oncall.alarm.again",
		[STORE_ALARM_AGAIN] = "oncall.alarm.again",
	};
	const struct words *w = care_deps(t->care)->words;
	struct words_for who = reader(to);
	const char *key = i->drill ? "oncall.drill" : keys[why];
	char *waiting = words_duration(t->mem, w, &who, t->now_ms > i->opened_at_ms ?
				       t->now_ms - i->opened_at_ms : 0);

	if (!i->drill && i->proposed_by && why == STORE_ALARM_EVERYBODY)
		key = "oncall.unreachable.agree";
	else if (!i->drill && i->state == STORE_INCIDENT_CONTACT)
		key = "oncall.close.due";
	return secret_str(t->mem, words_render(t->mem, w, &who, key, WORDS_ARGS(
		WORDS_TEXT("code", i->code), WORDS_TEXT("waiting", waiting),
		WORDS_TEXT("tier", lexicon_tier_name((enum lexicon_tier)i->tier)))));
}

static bool fits(const char *text)
{
	struct text_size size;

	return strlen(text) <= DIGEST_ROOM &&
	       text_measure(text, strlen(text), TEXT_REF_8, &size) == 0 && size.segments == 1;
}

/* As many codes as one segment holds; the first goes in however long the words are. */
int oncall_digest(struct care_turn *t, const struct store_person *to, int64_t people,
		  const char *const *codes, int n, const struct secret **out)
{
	const struct words *w = care_deps(t->care)->words;
	struct words_for who = reader(to);
	char *list = talloc_strdup(t->mem, ""), *more, *text, *best = NULL;
	int in;

	for (in = 0; in < n; in++) {
		more = talloc_asprintf(t->mem, "%s%s%s", list, in ? " " : "", codes[in]);
		text = words_render(t->mem, w, &who, "oncall.digest", WORDS_ARGS(
			WORDS_NUMBER("count", people), WORDS_TEXT("codes", more)));
		if (in && !fits(text))
			break;
		list = more;
		best = text;
	}
	*out = secret_str(t->mem, best);
	return in;
}

int oncall_say(struct care_turn *t, const struct store_person *to, const char *key,
	       const struct words_arg *args)
{
	return care_say(t, to, CARE_SAFETY, key, args);
}
