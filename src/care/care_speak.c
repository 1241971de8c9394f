// SPDX-License-Identifier: AGPL-3.0-or-later
/* Saying something on a call: the words as prompts, each with the key under which it may
 * have been recorded, and what the caller may press after them. */
#include <ctype.h>
#include <stdio.h>

#include "care/care_call.h"
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

/* A name of this moment with a key for it: "Nakuru: press 1." */
static void add_names(struct care_turn *t, struct care_speaker *s, const struct words_for *who,
		      const struct flow_action *a)
{
	const struct words *words = care_deps(t->care)->words;
	size_t i;

	for (i = 0; i < a->names_len; i++)
		add(s, "voice.option", who->lang, words_render(t->mem, words, who, "voice.option",
			WORDS_ARGS(WORDS_TEXT("word", a->names[i]),
				   WORDS_NUMBER("number", (int64_t)i + 1))), true, false);
	if (a->more)
		add(s, "voice.more", who->lang, words_render(t->mem, words, who, "voice.more",
			WORDS_ARGS(WORDS_NUMBER("number", a->more))), true, false);
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
	s->text_ms = 0;
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
	case FLOW_ASK_RECORDING:
		s->text_ms = a->high;
		/* fall through */
	case FLOW_ASK_TEXT:
		s->asks_text = a->names_len == 0;
		break;
	case FLOW_ASK_CHOICE:
		break;
	}
}

int care_speak_recording(struct care_turn *t, struct care_speaker *s,
			 const struct store_recording *r)
{
	struct store_recording *mine = talloc_memdup(s->mem, r, sizeof(*r));

	if (!mine)
		base_oom();
	mine->key = secret_new(mine, secret_reveal(r->key), secret_len(r->key));
	add(s, "", "", talloc_strdup(s->mem, ""), false, false);
	s->said[s->said_len - 1].rec = mine;
	return 0;
}

/* What they said once stands among the words: those before it, itself, those behind. */
static int add_parts(struct care_turn *t, const struct store_person *to, struct care_speaker *s,
		     const struct care_spoken *whole)
{
	const char *p = whole->text;
	bool mark = false;
	int rc = 0;

	for (; *p && rc >= 0; mark = !mark) {
		size_t len = strcspn(p, (const char[]){ CARE_SPOKEN_MARK, 0 });
		char *part = talloc_strndup(t->mem, p, len);
		struct store_recording r;

		p += len + (p[len] != '\0');
		if (mark)
			rc = care_call_said(t, to, part, &r);
		if (mark && rc == 1)
			rc = care_speak_recording(t, s, &r);
		else if (!mark && part[strspn(part, " .")])
			add(s, whole->key, whole->lang, part, whole->vary, whole->must);
	}
	return rc < 0 ? rc : 0;
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
	int rc;

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
	rc = add_parts(t, to, s, &(struct care_spoken){
		.key = m->key, .lang = to->lang, .text = text,
		.vary = varies(raw), .must = (must && !m->options_len) ||
					     (m->ask && m->ask->must_hear) });
	if (rc < 0)
		return rc;
	for (i = 0; i < m->options_len; i++)
		add_option(t, s, &who, &m->options[i]);
	if (m->ask && m->ask->type == FLOW_WAIT)
		add_names(t, s, &who, m->ask);
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
