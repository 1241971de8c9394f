// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Saying something: the words, in the person's language and wording, as a row
 * of the outbox.  And the one place that knows what each purpose obeys: STOP,
 * PAUSE, quiet hours, the daily budget; asked when the row is written and again
 * when it is about to be sent.
 */
#include "care/care_clock.h"
#include "care/care_int.h"
#include "care/care_screen.h"
#include "text/text.h"

COUNTER(count_said, "care.said", "Texts that were written to the outbox.");
COUNTER(count_stopped, "care.stopped", "Texts not written because their purpose was stopped.");
COUNTER(count_budget, "care.budget", "Replies not written because the day's budget was used.");
COUNTER(count_no_number, "care.nonumber", "Texts not written because nobody can be reached.");
COUNTER(count_dropped, "care.dropped", "Texts that were not sent because of what came since.");

static const struct purpose {
	enum store_class class;
	bool stops;		/* by STOP, and by a number that may have a new owner */
	bool quiet;		/* obeys safe hours and PAUSE ... */
	bool answers;		/* ... but not shortly after the person's own text */
	int64_t max_age_ms;	/* too old to be kind; 0: never */
} purposes[CARE_PURPOSES] = {
	[CARE_SAFETY] = { STORE_CLASS_CRISIS, false, false, false, 0 },
	[CARE_TALK] = { STORE_CLASS_HUMAN, true, true, true, 0 },
	[CARE_REPLY] = { STORE_CLASS_REPLY, true, true, true, HOURS_MS(24) },
	[CARE_CHECKIN] = { STORE_CLASS_CHECKIN, true, true, false, HOURS_MS(2) },
	[CARE_REMINDER] = { STORE_CLASS_BULK, true, true, false, HOURS_MS(12) },
	[CARE_SURVEY] = { STORE_CLASS_BULK, true, true, false, HOURS_MS(24) },
	[CARE_DUTY] = { STORE_CLASS_HUMAN, false, false, false, 0 },
	[CARE_NOTICE] = { STORE_CLASS_REPLY, false, true, true, DAYS_MS(7) },
};

/* When may a text of this purpose leave, seen from now? */
static int64_t earliest(struct care_turn *t, const struct store_person *p,
			enum care_purpose purpose)
{
	const struct purpose *rule = &purposes[purpose];
	int64_t at_ms = t->now_ms;

	if (!rule->quiet)
		return at_ms;
	/* They are awake and hold the phone; and who works here has said when by
	 * being on duty. */
	if (rule->answers && (care_is_staff(p) || at_ms - p->last_in_at_ms <
			      care_people_settings(t->care)->answer_window_ms))
		return at_ms;
	if (p->paused_until_ms > at_ms)
		at_ms = p->paused_until_ms;
	return care_clock_within_next(p->zone, at_ms, p->safe_from_min, p->safe_to_min);
}

static bool is_stopped(const struct store_person *p, enum care_purpose purpose)
{
	return purposes[purpose].stops && (p->stopped & (1u << purpose));
}

/* A number that may be somebody else's hears nothing about the one before. */
static bool is_locked(const struct store_person *p, enum care_purpose purpose)
{
	return p->pin_needed && purposes[purpose].stops && purpose != CARE_REPLY;
}

/* 0: say it; 1: the budget is used up; 2: this is the last one today. */
static int budget(struct care_turn *t, const struct store_person *to, enum care_purpose purpose)
{
	int64_t limit = care_people_settings(t->care)->replies_a_day;
	int n, rc;

	if (purpose != CARE_REPLY || care_is_staff(to) || to->id == t->erased_id ||
	    (t->heard && t->heard->tier >= LEX_B))
		return 0;
	rc = store_people_count_reply(t->store, to->id, care_clock_day(to->zone, t->now_ms), &n);
	if (rc < 0)
		return rc;
	return n < limit ? 0 : n == limit ? 2 : 1;
}

static int number_of(struct care_turn *t, const struct store_person *to, const struct secret **out)
{
	struct secret *number;
	int rc;

	if (to->id == t->erased_id) {
		*out = t->erased_number;
		return 0;
	}
	if (t->heard && t->heard->from->id == to->id && !t->heard->unreachable) {
		*out = secret_str(t->mem, t->heard->in->sender);
		return 0;
	}
	rc = store_people_number(t->store, t->mem, to->id, &number);
	*out = number;
	return rc;
}

/* --- Words ---------------------------------------------------------------------------- */

static struct words_for words_for(const struct store_person *to, enum words_channel channel)
{
	return (struct words_for){
		.lang = to->lang, .channel = channel, .plain = to->plain_words };
}

char *care_render(struct care_turn *t, const struct store_person *to, enum words_channel channel,
		  const char *key, const struct words_arg *args)
{
	const struct words_for who = words_for(to, channel);

	return words_render(t->mem, care_deps(t->care)->words, &who, key,
			    care_words_args(t, to, &who, key, args));
}

char *care_render_message(struct care_turn *t, const struct store_person *to,
			  const struct care_message *m)
{
	const struct words_for who = words_for(to, WORDS_SMS);

	if (m->options_len)
		return words_render_choice(t->mem, care_deps(t->care)->words, &who, m->key,
					   care_words_args(t, to, &who, m->key, m->args),
					   m->options, m->options_len);
	return care_render(t, to, WORDS_SMS, m->key, m->args);
}

static struct secret *final_words(struct care_turn *t, const struct store_person *to,
				  const struct care_message *m)
{
	struct secret *secret;
	char *text;

	if (m->text)
		text = talloc_asprintf(t->mem, "%s%s", m->prefix ? m->prefix : "",
				       secret_reveal(m->text));
	else
		text = care_render_message(t, to, m);
	if (!text)
		base_oom();
	secret = secret_str(t->mem, text);
	explicit_bzero(text, strlen(text));
	talloc_free(text);
	return secret;
}

static int segments_of(const struct secret *text)
{
	struct text_size size;

	/* Words that are no UTF-8 are sent as they are and cost one part at least. */
	if (text_measure(secret_reveal(text), secret_len(text), TEXT_REF_8, &size) < 0)
		return 1;
	return size.segments < STORE_OUT_SEGMENTS_MAX ? (int)size.segments : STORE_OUT_SEGMENTS_MAX;
}

/* --- Writing --------------------------------------------------------------------------- */

static int write_row(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
		     const struct secret *number, const struct care_message *m)
{
	const struct purpose *rule = &purposes[purpose];
	const struct secret *text = final_words(t, to, m);
	int64_t at_ms = to->id == t->erased_id ? t->now_ms : earliest(t, to, purpose);
	struct store_out row = {
		.person_id = to->id == t->erased_id ? STORE_SERVICE : to->id,
		.to = number, .text = text, .from = to->line[0] ? to->line : NULL,
		.class = rule->class, .purpose = (int)purpose,
		.topic = (int)m->topic, .topic_id = m->topic_id, .segments = segments_of(text),
		.created_at_ms = t->now_ms, .expires_at_ms = m->expires_at_ms,
	};
	int rc;

	row.send_at_ms = at_ms > m->not_before_ms ? at_ms : m->not_before_ms;
	if (!row.expires_at_ms && rule->max_age_ms)
		row.expires_at_ms = row.send_at_ms + rule->max_age_ms;
	rc = store_out_add(t->store, &row);
	if (rc < 0)
		return rc;
	counter_inc(&count_said);
	if (m->out_id)
		*m->out_id = row.id;
	return 0;
}

int care_send(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
	      const struct care_message *m)
{
	struct care_message last = { .key = "badinput.many", .out_id = m->out_id };
	struct care_speaker *speaker = m->text ? NULL : care_speaker_of(t, to->id);
	const struct secret *number;
	int rc;

	if (m->out_id)
		*m->out_id = 0;
	if (speaker && !is_locked(to, purpose))
		return care_speak(t, to, speaker, m, purpose == CARE_SAFETY);
	rc = care_screen_takes(t, to, purpose, m);
	if (rc)
		return rc < 0 ? rc : 0;
	if (to->address_kind != STORE_ADDR_NUMBER) {
		counter_inc(&count_no_number);
		return 0;
	}
	if (is_stopped(to, purpose) || is_locked(to, purpose)) {
		counter_inc(&count_stopped);
		LOGP(DCARE, LOGL_INFO, "%s has stopped what would have been said\n", to->pseudonym);
		return 0;
	}
	rc = budget(t, to, purpose);
	if (rc < 0)
		return rc;
	if (rc == 1) {
		counter_inc(&count_budget);
		return 0;
	}
	if (rc == 2)
		m = &last;
	rc = number_of(t, to, &number);
	if (rc == -ENOENT || rc == -ENOKEY) {
		counter_inc(&count_no_number);
		LOGP(DCARE, LOGL_INFO, "%s has no number any more\n", to->pseudonym);
		return 0;
	}
	return rc < 0 ? rc : write_row(t, to, purpose, number, m);
}

int care_say(struct care_turn *t, const struct store_person *to, enum care_purpose purpose,
	     const char *key, const struct words_arg *args)
{
	return care_send(t, to, purpose, &(struct care_message){ .key = key, .args = args });
}

int care_relay(struct care_turn *t, const struct store_person *to, const char *prefix,
	       const struct secret *text)
{
	return care_send(t, to, CARE_TALK,
			 &(struct care_message){ .prefix = prefix, .text = text });
}

/* --- At the moment of sending ------------------------------------------------------------ */

enum care_sending care_may_send(struct care_turn *t, const struct store_out *row,
				int64_t *later_at_ms)
{
	enum care_purpose purpose = (enum care_purpose)row->purpose;
	struct store_person p;
	int64_t at_ms;
	int rc;

	*later_at_ms = t->now_ms + SECONDS_MS(1);
	if (row->person_id == STORE_SERVICE || purpose == CARE_SAFETY)
		return CARE_SEND;
	rc = store_people_by_id(t->store, row->person_id, &p);
	if (rc == -ENOENT || rc == -ENOKEY) {
		counter_inc(&count_dropped);
		return CARE_SEND_DROP;
	}
	if (rc < 0)
		return CARE_SEND_LATER;
	if (is_stopped(&p, purpose) || is_locked(&p, purpose)) {
		counter_inc(&count_dropped);
		return CARE_SEND_DROP;
	}
	at_ms = earliest(t, &p, purpose);
	if (at_ms <= t->now_ms)
		return CARE_SEND;
	*later_at_ms = at_ms;
	return CARE_SEND_LATER;
}
