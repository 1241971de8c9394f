// SPDX-License-Identifier: AGPL-3.0-or-later
/* Saying something on a call: the words as prompts, each with the key under which it may
 * have been recorded, and what the caller may press after them. */
#include <ctype.h>
#include <stdio.h>

#include "care/care_int.h"

COUNTER(count_spoken, "care.spoken", "Prompts said on calls.");

void care_set_voice(struct care *care, const struct care_voice *voice)
{
	care->voice = voice ? *voice : (struct care_voice){ 0 };
}

struct care_speaker *care_speaker_of(const struct care_turn *t, int64_t person_id)
{
	const struct care_voice *v = &t->care->voice;
	/* Who is being heard may have become somebody new in this very turn. */
	bool heard = t->heard && t->heard->in->spoken && t->heard->from->id == person_id;

	return v->of ? v->of(v->arg, heard ? 0 : person_id) : NULL;
}

enum words_channel care_channel(const struct care_turn *t, int64_t person_id)
{
	return care_speaker_of(t, person_id) ? WORDS_VOICE : WORDS_SMS;
}

enum { PHONE_DIGITS = 7 };	/* from here on it is a telephone number, not a quantity */

/* Digits with single spaces or hyphens between groups: how long, and how many digits. */
static size_t number_len(const char *text, size_t *digits)
{
	size_t len = 0, at;

	for (*digits = at = 0; text[at]; at++) {
		if (text[at] >= '0' && text[at] <= '9') {
			++*digits;
			len = at + 1;
		} else if ((text[at] != ' ' && text[at] != '-') || at != len || !at) {
			break;
		}
	}
	return len;
}

char *care_speak_digits(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "");
	size_t len, digits, i;

	while (*text) {
		len = number_len(text, &digits);
		for (i = 0; i < len && digits >= PHONE_DIGITS; i++)
			out = text[i] < '0' ? talloc_strdup_append_buffer(out, ",") :
				talloc_asprintf_append_buffer(out, "%s%c", i ? " " : "", text[i]);
		if (digits < PHONE_DIGITS)
			out = talloc_strndup_append_buffer(out, text, len ? len : 1);
		text += len ? len : 1;
	}
	return out;
}

static void add(struct care_speaker *s, const char *key, const char *lang, char *text, bool vary,
		bool must)
{
	struct care_spoken *p;

	s->said = talloc_realloc(s->mem, s->said, struct care_spoken, s->said_len + 1);
	if (!s->said)
		base_oom();
	p = &s->said[s->said_len++];
	*p = (struct care_spoken){
		.key = talloc_strdup(s->mem, key), .lang = talloc_strdup(s->mem, lang),
		.text = talloc_steal(s->mem, text), .vary = vary, .must = must };
	counter_inc(&count_spoken);
}

/* Anything that is filled in makes the words this moment's; {options} are said apart. */
static bool varies(const char *raw)
{
	for (; raw && (raw = strchr(raw, '{')); raw++) {
		if (raw[1] == '{')
			raw++;
		else if (strncmp(raw, "{options}", 9) != 0)
			return true;
	}
	return false;
}

static void trim(char *text)
{
	size_t len = strlen(text);

	while (len && isspace((unsigned char)text[len - 1]))
		text[--len] = '\0';
}

/* "For somebody to talk to, press 1." is one prompt: nobody records half sentences. */
static void add_option(struct care_turn *t, struct care_speaker *s, const struct words_for *who,
		       const struct words_option *o)
{
	const struct words *words = care_deps(t->care)->words;
	char *word = words_render(t->mem, words, who, o->key, NULL), *text;
	char key[96];

	snprintf(key, sizeof(key), "%s.press%d", o->key, o->number);
	text = words_render(t->mem, words, who, "voice.option", WORDS_ARGS(
		WORDS_TEXT("word", word), WORDS_NUMBER("number", o->number)));
	add(s, key, who->lang, text, false, false);
}

static int digits_of(int64_t n)
{
	int digits = 1;

	for (; n > 9; n /= 10)
		digits++;
	return digits;
}

/* What may be pressed: one digit, unless the question wants more. */
static void asks(struct care_speaker *s, const struct flow_action *a)
{
	s->asks = true;
	s->asks_text = false;
	s->digits_min = s->digits_max = 1;
	s->first_key_ms = a ? a->first_key_ms : 0;
	s->next_key_ms = a ? a->next_key_ms : 0;
	if (!a)
		return;
	switch (a->ask) {
	case FLOW_ASK_NUMBER:
		s->digits_max = digits_of(a->high);
		break;
	case FLOW_ASK_DIGITS:
		s->digits_min = (int)a->low;
		s->digits_max = (int)a->high;
		break;
	case FLOW_ASK_PIN:
	case FLOW_ASK_NEW_PIN:
		s->digits_min = CARE_PIN_MIN;
		s->digits_max = CARE_PIN_MAX;
		break;
	case FLOW_ASK_TEXT:
	case FLOW_ASK_RECORDING:
		s->asks_text = true;
		break;
	case FLOW_ASK_CHOICE:
		break;
	}
}

int care_speak(struct care_turn *t, const struct store_person *to, struct care_speaker *s,
	       const struct care_message *m, bool must)
{
	const struct words_for who = { to->lang, WORDS_VOICE, to->plain_words };
	const char *raw = words_raw(care_deps(t->care)->words, &who, m->key);
	const struct words_arg *args = care_words_args(t, to, &who, m->key, m->args);
	struct words_arg *all;
	size_t n = 0, i;
	char *text;

	while (args && args[n].name)
		n++;
	all = talloc_zero_array(t->mem, struct words_arg, n + 2);
	if (!all)
		base_oom();
	if (n)
		memcpy(all, args, n * sizeof(all[0]));
	all[n] = (struct words_arg)WORDS_TEXT("options", "");
	text = words_render(t->mem, care_deps(t->care)->words, &who, m->key, all);
	trim(text);
	/* Safety words are heard to their end; a safety question is answered as soon as it can. */
	add(s, m->key, to->lang, text, varies(raw),
	    (must && !m->options_len) || (m->ask && m->ask->must_hear));
	for (i = 0; i < m->options_len; i++)
		add_option(t, s, &who, &m->options[i]);
	if (m->options_len || (m->ask && m->ask->type == FLOW_WAIT))
		asks(s, m->ask);
	return 0;
}

static int get_on_phone(struct care_turn *t, const struct store_person *p, struct flow_value *out)
{
	*out = FLOW_TRUTH(care_speaker_of(t, p->id) != NULL);
	return 0;
}

const struct care_variable care_speak_variables[] = {
	{ "member.on_phone", get_on_phone }, { 0 }
};
