// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The text to ourselves.
 *
 *	sent --back within `wait`--> back: all is well
 *	  '--`wait` passed--> missed; the next one at once
 *	`missed` in a row --> silent: staff are told, again each `again`
 *	any of ours comes back --> not silent; staff are told
 */
#include "care/watch/watch_int.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define KEEP_MS DAYS_MS(7)
#define DAYS_A_MONTH 30

static const char prefix[] = "wlcheck ";

COUNTER(count_sent, "watch.sent", "Texts to ourselves that were written to the outbox.");
COUNTER(count_back, "watch.back", "Of them: back in time.");
COUNTER(count_late, "watch.late", "Of them: back after they were counted as missed.");
COUNTER(count_missed, "watch.missed", "Of them: not back in time.");
COUNTER(count_unknown, "watch.unknown", "Texts of our own form from our own number, not known.");
COUNTER(count_silent, "watch.silent", "How often the carrier fell silent.");

/* Letters of which no lexicon makes a word, and that no handset changes. */
static void token_draw(char out[STORE_WATCH_TOKEN_LEN + 1])
{
	static const char letters[] = "cfghjmpqrvwxz";
	int i;

	for (i = 0; i < STORE_WATCH_TOKEN_LEN; i++)
		out[i] = letters[rand_below(sizeof(letters) - 1)];
	out[STORE_WATCH_TOKEN_LEN] = '\0';
}

/* --- Sending ------------------------------------------------------------------------------ */

static int write_text(struct care_turn *t, const struct store_watch_text *w)
{
	const struct care_watch_settings *s = watch_cfg(t);
	struct store_out row = {
		.person_id = STORE_SERVICE, .to = secret_str(t->mem, s->number),
		.text = secret_str(t->mem, talloc_asprintf(t->mem, "%s%s", prefix, w->token)),
		.class = STORE_CLASS_REPLY, .purpose = CARE_DUTY, .segments = 1,
		.created_at_ms = t->now_ms, .send_at_ms = t->now_ms,
		.expires_at_ms = t->now_ms + s->wait_ms,
	};

	return store_out_add(t->store, &row);
}

int care_watch_send(struct care_turn *t)
{
	struct store_watch_text w = { .sent_at_ms = t->now_ms };
	struct store_watch_state s;
	int rc;

	if (!*watch_cfg(t)->number)
		return -ENOENT;
	token_draw(w.token);
	rc = store_watch_text_prune(t->store, t->now_ms - KEEP_MS);
	if (rc >= 0)
		rc = store_watch_text_add(t->store, &w);
	if (rc == 0)
		rc = write_text(t, &w);
	if (rc == 0)
		rc = store_due_arm(t->store, STORE_DUE_WATCH_BACK, w.id,
				   t->now_ms + watch_cfg(t)->wait_ms, 0);
	if (rc == 0)
		rc = store_watch_state_get(t->store, &s);
	if (rc < 0)
		return rc;
	counter_inc(&count_sent);
	s.sent_at_ms = t->now_ms;
	return store_watch_state_save(t->store, &s);
}

static int arm_next(struct care_turn *t, int64_t at_ms)
{
	return store_due_arm(t->store, STORE_DUE_WATCH, 0, at_ms, 0);
}

int care_watch_text_due(struct care_turn *t, int64_t subject_id, int64_t arg)
{
	int rc = care_watch_send(t);

	if (rc == -ENOENT)
		return 0;		/* switched off: armed again when a number is set */
	return rc < 0 ? rc : arm_next(t, t->now_ms + watch_cfg(t)->interval_ms);
}

bool watch_unarmed(struct care_turn *t, enum store_due_kind kind, int64_t subject,
		   int64_t within_ms)
{
	struct store_due due;

	if (!within_ms)
		return false;
	return store_due_get(t->store, kind, subject, &due) != 1 ||
	       due.at_ms - t->now_ms > within_ms;
}

static bool text_wanted(struct care_turn *t)
{
	return *watch_cfg(t)->number &&
	       watch_unarmed(t, STORE_DUE_WATCH, 0, watch_cfg(t)->interval_ms);
}

bool care_watch_wants_arming(struct care_turn *t)
{
	return text_wanted(t) || watch_drills_want(t);
}

int care_watch_arm(struct care_turn *t)
{
	int rc = text_wanted(t) ? arm_next(t, t->now_ms) : 0;

	return rc < 0 ? rc : watch_drills_arm(t);
}

/* --- Not back ----------------------------------------------------------------------------- */

static int silent(struct care_turn *t, struct store_watch_state *s, int64_t since_ms)
{
	if (!s->lost_since_ms) {
		counter_inc(&count_silent);
		s->lost_since_ms = since_ms;
		LOGP(DCARE, LOGL_FATAL, "The carrier is silent: %lld texts to ourselves in a row "
		     "did not come back.\n", (long long)s->missed);
	} else if (care_clock_lately(t->now_ms, s->told_at_ms, watch_again_ms(t, s))) {
		return 0;
	}
	s->seen_by = s->seen_at_ms = 0;	/* whoever looked after it has had their time */
	s->told_at_ms = t->now_ms;
	return watch_tell(t, STORE_NOTICE_SILENT, s->lost_since_ms);
}

int care_watch_back_due(struct care_turn *t, int64_t text_id, int64_t arg)
{
	struct store_watch_state s;
	struct store_watch_text w;
	int rc = store_watch_text_missed(t->store, text_id);

	if (rc != 1)
		return rc < 0 ? rc : 0;
	counter_inc(&count_missed);
	rc = store_watch_text_get(t->store, text_id, &w);
	if (rc >= 0)
		rc = store_watch_state_get(t->store, &s);
	if (rc < 0 || !*watch_cfg(t)->number)
		return rc < 0 ? rc : 0;
	s.missed++;
	if (s.missed >= watch_cfg(t)->missed)
		rc = silent(t, &s, w.sent_at_ms);
	else
		rc = arm_next(t, t->now_ms);	/* was it one text, or the carrier? */
	return rc < 0 ? rc : store_watch_state_save(t->store, &s);
}

/* --- Back --------------------------------------------------------------------------------- */

static int is_back(struct care_turn *t, const struct store_watch_text *w)
{
	struct store_watch_state s;
	int rc = store_watch_text_back(t->store, w->id, t->now_ms);

	if (rc != 1)			/* twice: the carrier repeats itself */
		return rc;
	counter_inc(w->missed ? &count_late : &count_back);
	rc = store_due_disarm(t->store, STORE_DUE_WATCH_BACK, w->id);
	if (rc >= 0)
		rc = store_watch_state_get(t->store, &s);
	if (rc < 0)
		return rc;
	s.missed = 0;
	s.back_at_ms = t->now_ms;
	s.travel_ms = t->now_ms > w->sent_at_ms ? t->now_ms - w->sent_at_ms : 0;
	if (s.lost_since_ms) {
		LOGP(DCARE, LOGL_NOTICE, "Texts to ourselves come back again.\n");
		rc = watch_tell(t, STORE_NOTICE_BACK, s.lost_since_ms);
		s.lost_since_ms = s.seen_by = s.seen_at_ms = 0;
	}
	return rc < 0 ? rc : store_watch_state_save(t->store, &s);
}

/* Our own form, whatever the case, and nothing else. */
static bool token_of(const char *text, char out[STORE_WATCH_TOKEN_LEN + 1])
{
	size_t i;

	text += strspn(text, " \r\n");
	if (strncasecmp(text, prefix, sizeof(prefix) - 1) != 0)
		return false;
	text += sizeof(prefix) - 1;
	for (i = 0; i < STORE_WATCH_TOKEN_LEN && isalpha((unsigned char)text[i]); i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	out[i] = '\0';
	return i == STORE_WATCH_TOKEN_LEN && !text[i + strspn(text + i, " \r\n")];
}

static bool is_own_number(struct care_turn *t, const char *sender)
{
	const char *own = watch_cfg(t)->number;

	return *own && sender && strcmp(own + (*own == '+'), sender + (*sender == '+')) == 0;
}

/* A token that we know is ours, whoever it came through.  One that we do not know
 * (the store was restored) is ours only from our own number: anybody may write
 * "wlcheck", and whoever does gets an answer. */
int care_watch_own(struct care_turn *t, const struct care_text *in)
{
	char token[STORE_WATCH_TOKEN_LEN + 1];
	struct store_watch_text w;
	int rc;

	if (!in->text || in->is_part || !token_of(secret_reveal(in->text), token))
		return 0;
	rc = store_watch_text_find(t->store, token, &w);
	if (rc == 1)
		rc = is_back(t, &w);
	else if (rc == 0 && !is_own_number(t, in->sender))
		return 0;
	else if (rc == 0)
		counter_inc(&count_unknown);
	return rc < 0 ? rc : 1;
}

/* --- How it stands --------------------------------------------------------------------------- */

int care_watch_state(struct care_turn *t, struct care_watch_state *out)
{
	const struct care_watch_settings *s = watch_cfg(t);
	char *end;

	*out = (struct care_watch_state){ .cost_a_month = -1 };
	if (*s->number)
		out->texts_a_month = DAYS_MS(DAYS_A_MONTH) / s->interval_ms;
	if (*s->price) {
		out->cost_a_month = strtod(s->price, &end) * (double)out->texts_a_month;
		if (end == s->price || out->cost_a_month < 0)
			out->cost_a_month = -1;
		snprintf(out->currency, sizeof(out->currency), "%s", end + strspn(end, " "));
	}
	return store_watch_state_get(t->store, &out->now);
}
