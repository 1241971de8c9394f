// SPDX-License-Identifier: AGPL-3.0-or-later
/* What came on phones, and whether it is fit for people: of the catalogue of their language,
 * whole, without a number, and no longer than `cost` and `check` reckon with. */
#include "library_int.h"

#include <ctype.h>
#include <stdio.h>

#include "text/text.h"
#include "vet/vet.h"

int library_wrong(struct library *l, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (!l->wrong)
		err_set(l->err, EINVAL, "%s", text);
	l->wrong = true;
	return -EINVAL;
}

void library_tell(struct library *l, const char *fmt, ...)
{
	va_list ap;

	if (!l->way->tell)
		return;
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

void library_own(struct library *l, const char *words)
{
	MUST(l->own_len < LIBRARY_OWN);
	l->own[l->own_len++] = talloc_strdup(l, words);
}

/* As it was written, or passed on: "Blue Heron: hello". */
static bool is_own(const struct library *l, const char *text)
{
	const char *from = strstr(text, ": ");
	size_t i;

	for (i = 0; i < l->own_len; i++)
		if (strcmp(l->own[i], text) == 0 || (from && strcmp(l->own[i], from + 2) == 0))
			return true;
	return false;
}

static bool has_own(const struct library *l, const char *text)
{
	size_t i;

	for (i = 0; i < l->own_len; i++)
		if (strstr(text, l->own[i]))
			return true;
	return false;
}

/* --- Is it fit? --------------------------------------------------------------------- */

/* Words that neither Swahili nor French nor Spanish has. */
static bool sounds_english(const char *text)
{
	static const char *const english[] = {
		"the", "and", "you", "your", "with", "of", "what", "when", "who", "they", "this",
		"that", "have", "not", "is", "are", "workers", "somebody", "minutes ago",
	};
	char folded[1200];
	size_t i, n = 0;

	folded[n++] = ' ';
	for (; *text && n < sizeof(folded) - 2; text++)
		folded[n++] = isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80 ?
			(char)tolower((unsigned char)*text) : ' ';
	folded[n++] = ' ';
	folded[n] = '\0';
	for (i = 0; i < ARRAY_LEN(english); i++) {
		char word[24];

		snprintf(word, sizeof(word), " %s ", english[i]);
		if (strstr(folded, word))
			return true;
	}
	return false;
}

static bool names_a_number(const struct library *l, const char *text)
{
	char digits[1200];
	size_t n = 0;
	int i;

	for (; *text && n < sizeof(digits) - 1; text++)
		if (isdigit((unsigned char)*text))
			digits[n++] = *text;
	digits[n] = '\0';
	for (i = 0; i < l->w->phones; i++)
		if (strstr(digits, l->w->phone[i].number + 4))
			return true;
	return false;
}

static bool is_member(const struct library *l, const struct world_phone *p)
{
	return p == l->who;
}

const char *library_lang(const struct library *l, const struct world_phone *p)
{
	return is_member(l, p) ? l->lang : l->way->lang;
}

/* They may have chosen another one meanwhile. */
static void lang_look(struct library *l)
{
	const char *const *lang;
	struct store_person p;

	if (!library_person(l, &p))
		return;
	for (lang = words_languages(l->words); *lang; lang++)
		if (strcmp(*lang, p.lang) == 0)
			l->lang = *lang;
}

/* What was filled in is of their language as well. */
static void look_at_args(struct library *l, const struct rendering *r)
{
	size_t i;

	for (i = 0; i < r->args; i++) {
		const struct rendering *of = strlen(r->arg[i]) > 3 && !is_own(l, r->arg[i]) ?
			rendering_of(NULL, r->arg[i]) : NULL;

		if (of && !rendering_of(l->lang, r->arg[i]) &&
		    (of->lang[0] || strcmp(l->lang, "en") != 0))
			library_wrong(l, "%s says \"%s\", which is of the language \"%s\"", r->key,
				      r->arg[i], of->lang);
	}
}

static void look_at_size(struct library *l, const struct world_phone *p, const struct rendering *r,
			 const char *text)
{
	struct flow_text_size reckoned;
	struct flow_option options[10];
	struct text_size size;
	size_t i;

	for (i = 0; i < r->options_len && i < ARRAY_LEN(options); i++)
		options[i] = (struct flow_option){ r->options[i].number, r->options[i].key };
	renderings_pause(true);
	l->sizes->size(l->sizes->arg, library_lang(l, p), r->key, options, i, &reckoned);
	renderings_pause(false);
	if (text_measure(text, strlen(text), TEXT_REF_8, &size) < 0)
		library_wrong(l, "%s is no UTF-8", r->key);
	else if ((int)size.segments > reckoned.segments && !has_own(l, text) &&
		 strcmp(r->key, "badinput.person") != 0)	/* with a whole question in it */
		library_wrong(l, "%s takes %u segments, and `cost` reckons with %d: %s", r->key,
			      size.segments, reckoned.segments, text);
}

/* Whatever language and channel it is for. */
static void look_at_text(struct library *l, const struct world_phone *p, const char *key,
			 const char *text)
{
	if (!text[0] || strcmp(text, key) == 0 || strchr(text, '{') || strchr(text, '}'))
		library_wrong(l, "%s goes out as \"%s\"", key, text);
	if (names_a_number(l, text))
		library_wrong(l, "%s tells %s a telephone number: %s", key, p->name, text);
	if (is_member(l, p) && strcmp(l->lang, "en") != 0 && !has_own(l, text) &&
	    sounds_english(text))
		library_wrong(l, "%s is English: %s", key, text);
	if (!words_own(l->words, library_lang(l, p), key))
		library_wrong(l, "%s is not in the catalogue of \"%s\"", key, library_lang(l, p));
}

/* --- Taking it down ----------------------------------------------------------------- */

static void put(struct library *l, const struct world_phone *p, const char *key, const char *text,
		bool spoken)
{
	struct heard *h = talloc_zero(l, struct heard);

	h->phone = p;
	snprintf(h->key, sizeof(h->key), "%s", key);
	h->text = talloc_strdup(h, text);
	h->spoken = spoken;
	*l->last = h;
	l->last = &h->next;
	library_tell(l, "%6s %s %-18s %s", p->name, spoken ? "~" : "<", key, text);
	if (is_member(l, p) && l->way->said)
		l->way->said(l->way->arg, key);
}

static void options_of(struct library *l, const struct rendering *r)
{
	size_t i;

	if (!r->options_len)
		return;
	l->press_len = 0;
	for (i = 0; i < r->options_len && i < LIBRARY_PRESS; i++) {
		snprintf(l->press[i].key, sizeof(l->press[i].key), "%s", r->options[i].key);
		l->press[l->press_len++].number = r->options[i].number;
	}
}

static bool is_on_call(const struct world_phone *p)
{
	return strcmp(p->name, "omar") == 0;
}

/* A disk that is slow for a tenth of a second of ours is slow for minutes of the fake clock,
 * and the pager tells whoever looks after the machine; rightly so. */
static bool is_gateway_down(const struct library *l, const char *text)
{
	static const char *const langs[] = { "en", "sw", "fr", "es" };
	struct words_for who = { .channel = WORDS_SMS };
	bool same = false;
	char *down;

	for (size_t i = 0; i < ARRAY_LEN(langs) && !same; i++) {
		who.lang = langs[i];
		down = words_render(NULL, l->words, &who, "oncall.down", NULL);
		same = down && strcmp(down, text) == 0;
		talloc_free(down);
	}
	return same;
}

static void text_came(struct library *l, const struct world_phone *p, const char *text)
{
	const char *lang = library_lang(l, p);
	const struct rendering *r = rendering_of(lang, text);

	if (!r)				/* of nobody's language: the service's, which is this one */
		r = rendering_of("", text);
	if (!r && is_own(l, text)) {
		put(l, p, "own", text, false);
		return;
	}
	if (!r) {
		put(l, p, "?", text, false);
		r = rendering_of(NULL, text);
		if (!r && (is_on_call(p) || is_gateway_down(l, text)))
			return;		/* the pager's own words, in another process usually */
		library_wrong(l, "%s gets what the catalogue of \"%s\" does not yield (%s): %s",
			      p->name, lang, r ? r->lang : "nothing does", text);
		return;
	}
	look_at_text(l, p, r->key, text);
	look_at_size(l, p, r, text);
	if (is_member(l, p)) {
		look_at_args(l, r);
		options_of(l, r);
	}
	put(l, p, r->key, text, false);
}

void library_collect(struct library *l)
{
	struct world_text *t;
	int i;

	lang_look(l);
	for (i = 0; i < l->w->phones; i++)
		while ((t = world_hear(l->w, &l->w->phone[i])))
			text_came(l, &l->w->phone[i], t->text);
}

struct heard *library_next(struct library *l, const struct world_phone *phone)
{
	struct heard **at, *h;

	for (at = &l->first; *at && (*at)->phone != phone; at = &(*at)->next)
		;
	h = *at;
	if (!h)
		return NULL;
	*at = h->next;
	if (l->last == &h->next)
		l->last = at;
	return h;
}

/* --- Calls ---------------------------------------------------------------------------- */

static const char *str(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

/* "choice.yes.press1": the option and its key. */
static bool is_option(struct library *l, const char *key)
{
	const char *press = strstr(key, ".press");

	if (!press || !isdigit((unsigned char)press[6]))
		return false;
	if (l->press_len < LIBRARY_PRESS) {
		snprintf(l->press[l->press_len].key, sizeof(l->press[0].key), "%.*s",
			 (int)(press - key), key);
		l->press[l->press_len++].number = press[6] - '0';
	}
	return true;
}

/* A sentence around what somebody said themselves comes in pieces. */
static bool is_piece(struct library *l, const char *lang, const char *key, const char *text,
		     bool *begins)
{
	const struct words_for who = { .lang = lang, .channel = WORDS_VOICE };
	const char *whole = words_raw(l->words, &who, key);

	*begins = whole && strncmp(whole, text, strlen(text)) == 0;
	return whole && strchr(whole, '{') && strstr(whole, text);
}

static void look_at_spoken(struct library *l, const struct world_phone *p, const char *key,
			   const char *text)
{
	char *what = is_member(l, p) ? vet_texts_only(l, l->words, library_lang(l, p), key) : NULL;

	look_at_text(l, p, key, text);
	if (what)
		library_wrong(l, "%s says \"%s\", which nobody can do on a call: %s", key, what,
			      text);
}

static void item_came(struct library *l, const struct world_phone *p, json_t *item)
{
	const char *key = str(item, "key"), *text = str(item, "text"), *lang = str(item, "lang");
	const struct rendering *r = rendering_of(lang, text);
	bool option, begins = true;

	if (!key[0] || !text[0])
		return;			/* music, a recording, a pause */
	lang_look(l);
	option = is_option(l, key);
	if (strcmp(lang, library_lang(l, p)) != 0 && strcmp(key, "voice.language") != 0)
		library_wrong(l, "%s is said in \"%s\"", key, lang);
	if (!r && is_piece(l, lang, key, text, &begins))
		library_tell(l, "%6s ~ (a piece)", p->name);
	else if (!r || r->channel != WORDS_VOICE ||
		 strcmp(r->key, option ? "voice.option" : key) != 0)
		library_wrong(l, "%s is said as the catalogue does not yield it: %s", key, text);
	else if (strcmp(lang, library_lang(l, p)) == 0)
		look_at_spoken(l, p, r->key, text);
	if (r && is_member(l, p) && strcmp(lang, l->lang) == 0)
		look_at_args(l, r);
	if (option)
		library_tell(l, "%6s ~ %-18s %s", p->name, "", text);
	else if (begins)
		put(l, p, key, text, true);
}

static void order_came(void *arg, json_t *is)
{
	struct library *l = ((struct world *)arg)->carrier_arg;
	struct fakevox_call *c = NULL;
	const struct world_phone *p = NULL;
	json_t *item;
	size_t i;

	l->ordered(arg, is);
	for (i = 0; i < FAKEVOX_CALLS && !c; i++)
		if (l->w->vox->call[i].state &&
		    strcmp(l->w->vox->call[i].name, str(is, "call")) == 0)
			c = &l->w->vox->call[i];
	for (i = 0; c && i < (size_t)l->w->phones && !p; i++)
		if (strcmp(l->w->phone[i].number, c->number) == 0)
			p = &l->w->phone[i];
	if (!p || strcmp(str(is, "do"), "play") != 0)
		return;
	if (is_member(l, p))
		l->press_len = 0;
	json_array_foreach(json_object_get(is, "items"), i, item)
		item_came(l, p, item);
}

void library_listen(struct library *l)
{
	world_voice(l->w);
	l->w->carrier_arg = l;
	l->ordered = l->w->vox->ordered;
	l->w->vox->ordered = order_came;
}
