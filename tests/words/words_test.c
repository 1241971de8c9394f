// SPDX-License-Identifier: AGPL-3.0-or-later
/* Words: which ones are in force, how they are filled, and that none is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "text/text.h"
#include "words/words.h"

#define HEAD(plural) "msgid \"\"\nmsgstr \"\"\n" \
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Plural-Forms: " plural "\\n\"\n\n"
#define EN HEAD("nplurals=2; plural=(n != 1);")

static const char english[] = EN
	"#. Who hears it.\n#. max-segments: 1\n"
	"# signed: Ada L 2026-03-01 00000000\n"
	"msgid \"a.hello\"\nmsgstr \"Hello {name}, {{really}}\"\n\n"
	"msgctxt \"voice\"\nmsgid \"a.hello\"\nmsgstr \"Hello, caller\"\n\n"
	"msgctxt \"plain\"\nmsgid \"a.hello\"\nmsgstr \"Hello from {service}\"\n\n"
	"msgctxt \"sms.plain\"\nmsgid \"a.hello\"\nmsgstr \"Hi from {service}\"\n\n"
	"msgid \"a.wait\"\nmsgid_plural \"{n}\"\nmsgstr[0] \"{n} minute\"\n"
	"msgstr[1] \"{n} minutes\"\n\n"
	"msgid \"a.only\"\nmsgstr \"Only English\"\n\n"
	"#, fuzzy\nmsgid \"a.fuzzy\"\nmsgstr \"Not sure\"\n\n"
	"msgid \"a.quote\"\nmsgstr \"It\xe2\x80\x99s {name}\"\n\n"
	"msgid \"a.q\"\nmsgstr \"Well? {options}.\"\n\n"
	"msgid \"a.list\"\nmsgstr \"Well?\"\n\n"
	"msgid \"choice.yes\"\nmsgstr \"Yes\"\n\nmsgid \"choice.no\"\nmsgstr \"No\"\n\n"
	"msgid \"voice.option\"\nmsgstr \"For {word}, press {number}.\"\n\n"
	"#. words\nmsgid \"keyword.x\"\nmsgstr \"X, EX\"\n";

static const char swahili[] = EN
	"msgid \"a.hello\"\nmsgstr \"Habari {name}\"\n\n"
	"msgid \"a.fuzzy\"\nmsgstr \"\"\n\n"
	"msgid \"a.gone\"\nmsgstr \"zamani\"\n\n"
	"msgid \"a.wait\"\nmsgid_plural \"{n}\"\nmsgstr[0] \"dakika {n}\"\n"
	"msgstr[1] \"dakika {n}\"\n";

static struct words *load(void *ctx)
{
	struct words *w = words_new(ctx);
	struct err err;

	assert_int_equal(words_add_text(w, "en", "en.po", VIEW_STR(english), &err), 0);
	assert_int_equal(words_add_text(w, "sw", "sw.po", VIEW_STR(swahili), &err), 0);
	words_set_fact(w, "service", "Warmline");
	return w;
}

static int setup(void **state)
{
	*state = talloc_new(NULL);
	return 0;
}

static int teardown(void **state)
{
	talloc_free(*state);
	return 0;
}

static const char *say(void *ctx, struct words *w, const char *lang, enum words_channel channel,
		       bool plain, const char *key)
{
	const struct words_for who = { lang, channel, plain };

	return words_render(ctx, w, &who, key,
			    WORDS_ARGS(WORDS_TEXT("name", "Heron"), WORDS_NUMBER("n", 3)));
}

static void test_choosing(void **state)
{
	void *c = *state;
	struct words *w = load(c);

	assert_string_equal(say(c, w, "en", WORDS_SMS, false, "a.hello"), "Hello Heron, {really}");
	assert_string_equal(say(c, w, "en", WORDS_VOICE, false, "a.hello"), "Hello, caller");
	assert_string_equal(say(c, w, "en", WORDS_SMS, true, "a.hello"), "Hi from Warmline");
	assert_string_equal(say(c, w, "en", WORDS_VOICE, true, "a.hello"), "Hello from Warmline");
	/* Language goes before variant: nobody is answered in another language
	 * because a wording for their style is missing. */
	assert_string_equal(say(c, w, "sw", WORDS_SMS, true, "a.hello"), "Habari Heron");
	assert_string_equal(say(c, w, "sw-KE", WORDS_SMS, false, "a.hello"), "Habari Heron");
	assert_string_equal(say(c, w, "sw_TZ", WORDS_SMS, false, "a.hello"), "Habari Heron");
	assert_string_equal(say(c, w, "sw", WORDS_SMS, false, "a.only"), "Only English");
	assert_string_equal(say(c, w, NULL, WORDS_SMS, false, "a.wait"), "3 minutes");
	assert_int_equal(words_set_default(w, "sw"), 0);
	assert_int_equal(words_set_default(w, "xx"), -ENOENT);
	assert_string_equal(say(c, w, NULL, WORDS_SMS, false, "a.wait"), "dakika 3");
	assert_string_equal(say(c, w, "de", WORDS_SMS, false, "a.hello"), "Habari Heron");
	assert_null(words_own(w, "sw", "a.only"));
	assert_string_equal(words_own(w, "en", "keyword.x"), "X, EX");
}

static void test_never_silent(void **state)
{
	void *c = *state;
	struct words *w = load(c), *empty = words_new(c);
	static const char *const keys[] = {
		"a.fuzzy", "a.gone", "no.such", "safety.a", "stop.done", "oncall.alarm", ""
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		assert_true(strlen(say(c, w, "en", WORDS_SMS, false, keys[i])) > 20);
		assert_true(strlen(say(c, empty, "en", WORDS_SMS, false, keys[i])) > 20);
		assert_null(strchr(say(c, empty, "sw", WORDS_VOICE, true, keys[i]), '{'));
	}
	/* Nothing to fill in: the rest is said. */
	const struct words_for who = { .lang = "en" };
	assert_string_equal(words_render(c, w, &who, "a.hello", NULL), "Hello , {really}");
	assert_string_equal(words_render(c, w, &who, "a.hello",
					 WORDS_ARGS(WORDS_TEXT("name", NULL))), "Hello , {really}");
}

static void test_safety_net_fits_and_is_discreet(void **state)
{
	static const char *const keys[] = { "safety.a", "stop.x", "oncall.x",
					    "badinput.x", "closed.x",
					    "x.y" };
	struct words *w = words_new(*state);

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const char *text = say(*state, w, "en", WORDS_SMS, false, keys[i]);
		struct text_size size;

		assert_int_equal(text_measure(text, strlen(text), TEXT_REF_8, &size), 0);
		assert_int_equal(size.segments, 1);
		assert_int_equal(size.coding, TEXT_GSM);
	}
}

static void test_plurals(void **state)
{
	void *c = *state;
	static const struct { const char *header; int n; const char *expect; } cases[] = {
		{ "nplurals=2; plural=(n != 1);", 1, "one" },
		{ "nplurals=2; plural=n != 1;", 0, "few" },
		{ "nplurals=2; plural=(n > 1);", 0, "one" }, { "nplurals=1; plural=0;", 7, "one" },
		{ "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
		  "(n%100<10 || n%100>=20) ? 1 : 2);", 22, "few" },
		{ "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
		  "(n%100<10 || n%100>=20) ? 1 : 2);", 11, "many" },
		{ "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;", 5, "many" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int forms = cases[i].header[9] - '0';
		char *po = talloc_asprintf(c, "msgid \"\"\nmsgstr \"\"\n"
			"\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Plural-Forms: %s\\n\"\n"
			"\nmsgid \"p.x\"\nmsgid_plural \"{n}\"\nmsgstr[0] \"one\"\n%s%s",
			cases[i].header, forms > 1 ? "msgstr[1] \"few\"\n" : "",
			forms > 2 ? "msgstr[2] \"many\"\n" : "");
		const struct words_for who = { .lang = "en" };
		struct words *w = words_new(c);
		struct err err;

		assert_int_equal(words_add_text(w, "en", "en.po", VIEW_STR(po), &err), 0);
		assert_string_equal(words_render(c, w, &who, "p.x",
						 WORDS_ARGS(WORDS_NUMBER("n", cases[i].n))),
				    cases[i].expect);
	}
}

static void test_texts_stay_in_gsm(void **state)
{
	void *c = *state;
	struct words *w = load(c);

	assert_string_equal(say(c, w, "en", WORDS_SMS, false, "a.quote"), "It's Heron");
	assert_string_equal(say(c, w, "en", WORDS_VOICE, false, "a.quote"),
			    "It\xe2\x80\x99s Heron");
	/* What is filled in is never touched. */
	const struct words_for who = { .lang = "en" };
	assert_string_equal(words_render(c, w, &who, "a.quote",
					 WORDS_ARGS(WORDS_TEXT("name", "Zo\xc3\xab"))),
			    "It's Zo\xc3\xab");
}

static void test_choices(void **state)
{
	void *c = *state;
	struct words *w = load(c);
	const struct words_option options[] = { { 1, "choice.yes" }, { 2, "choice.no" } };
	struct words_for who = { .lang = "en" };

	assert_string_equal(words_render_choice(c, w, &who, "a.q", NULL, options, 2),
			    "Well? 1 Yes, 2 No.");
	assert_string_equal(words_render_choice(c, w, &who, "a.q",
						WORDS_ARGS(WORDS_TEXT("options", "none")),
						options, 2), "Well? 1 Yes, 2 No.");
	assert_string_equal(words_render_choice(c, w, &who, "a.list", NULL, options, 2),
			    "Well?\n1 Yes\n2 No");
	who.channel = WORDS_VOICE;
	assert_string_equal(words_render_choice(c, w, &who, "a.list", NULL, options, 2),
			    "Well? For Yes, press 1. For No, press 2.");
}

static void test_bad_catalogues_say_where(void **state)
{
	static const struct { const char *po, *expect; } cases[] = {
		{ "msgid \"a.b\"\nmsgstr \"x\"\n", "t.po:0: the header must say \"Content-Type: "
		  "text/plain; charset=UTF-8\"" },
		{ HEAD("nplurals=2; plural=(n % 7);"),
		  "t.po:4: this Plural-Forms expression is not known: compare it with gettext's "
		  "manual, or add it to words_plural.c" },
		{ EN "msgid \"a.b\"\nmsgstr \"{\"\n",
		  "t.po:6: `a.b`: a single brace: write {{ or }} for a brace, {name} for "
		  "a placeholder" },
		{ EN "msgid \"a.b\"\nmsgstr \"{Na me}\"\n", "t.po:6: `a.b`: `{Na me}` is no "
		  "placeholder: a-z, 0-9 and _" },
		{ EN "msgid \"Hello\"\nmsgstr \"x\"\n",
		  "t.po:6: msgid is no key (letters a-z, digits, . _ -)" },
		{ EN "msgctxt \"fax\"\nmsgid \"a.b\"\nmsgstr \"x\"\n",
		  "t.po:7: `a.b` has an unknown msgctxt: expected sms, voice, plain, sms.plain "
		  "or voice.plain" },
		{ EN "msgid \"a.b\"\nmsgid_plural \"many\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n",
		  "t.po:6: msgid_plural of `a.b` must be the placeholder that counts, as in "
		  "\"{minutes}\"" },
		{ EN "msgid \"a.b\"\nmsgid_plural \"{n}\"\nmsgstr[0] \"x\"\n",
		  "t.po:6: `a.b` has 1 plural forms, the header says 2" },
		{ EN "msgid \"a.b\nmsgstr \"x\"\n", "t.po:7: end-of-line within string" },
		{ EN "msgid \"a.b\"\nmsgstr \"x\"\n\nmsgid \"a.b\"\nmsgstr \"y\"\n",
		  "t.po:9: duplicate message definition" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct words *w = words_new(*state);
		struct err err = { "" };

		assert_true(words_add_text(w, "en", "t.po", VIEW_STR(cases[i].po), &err) < 0);
		assert_string_equal(err.text, cases[i].expect);
		assert_null(words_languages(w)[0]);
	}
}

struct sentences {
	char *all;
};

static void note(void *arg, enum words_severity severity, const struct words_entry *about,
		 const char *sentence)
{
	struct sentences *s = arg;

	s->all = talloc_asprintf_append(s->all, "%d %s\n", severity, sentence);
}

static void test_check_between_languages(void **state)
{
	struct words *w = load(*state);
	struct sentences s = { talloc_strdup(*state, "") };
	struct err err;

	assert_int_equal(words_check(w, note, &s), 0);
	assert_non_null(strstr(s.all, "1 en: `a.fuzzy` is marked fuzzy and is not used\n"));
	assert_non_null(strstr(s.all, "1 sw: `a.fuzzy` has no words yet\n"));
	assert_non_null(strstr(s.all, "1 sw: `a.only` is not there\n"));
	assert_non_null(strstr(s.all, "1 sw: `a.gone` is unknown in English"));
	assert_int_equal(words_add_text(w, "fr", "fr.po", VIEW_STR(EN
		"msgid \"a.hello\"\nmsgstr \"Bonjour {nom}\"\n"), &err), 0);
	assert_int_equal(words_check(w, note, &s), 1);
	assert_non_null(strstr(s.all, "2 fr: `a.hello` uses {nom}, which the English text does not "
			       "have\n"));
	assert_non_null(strstr(s.all, "1 fr: `a.hello` leaves out {name}\n"));
}

static int find_seal(void *arg, const struct words_entry *e)
{
	char *seal = arg;

	if (strcmp(e->key, "a.hello") == 0 && !*e->context)
		memcpy(seal, e->seal, sizeof(e->seal));
	return 0;
}

static int find_signature(void *arg, const struct words_entry *e)
{
	const char **by = arg;

	if (strcmp(e->key, "a.hello") == 0 && !*e->context)
		*by = e->signed_by;
	return 0;
}

static void test_signatures_follow_the_text(void **state)
{
	void *c = *state;
	struct words *w = load(c);
	static const char *const prefixes[] = { "a.hello", NULL };
	const char *by = "nobody asked";
	char seal[9], **list;
	struct err err;

	/* The seal in the file is another text's. */
	words_each(w, "en", find_signature, &by);
	assert_null(by);
	assert_int_equal(words_unsigned(c, w, prefixes, &list), 5);
	words_each(w, "en", find_seal, seal);
	char *at, *po = talloc_strdup(c, english);
	at = strstr(po, "00000000");
	memcpy(at, seal, 8);
	assert_int_equal(words_add_text(w, "en", "en.po", VIEW_STR(po), &err), 0);
	words_each(w, "en", find_signature, &by);
	assert_string_equal(by, "Ada L");
	assert_int_equal(words_unsigned(c, w, prefixes, &list), 4);
	at = strstr(po, "Hello {name}");
	at[0] = 'J';
	assert_int_equal(words_add_text(w, "en", "en.po", VIEW_STR(po), &err), 0);
	words_each(w, "en", find_signature, &by);
	assert_null(by);
}

/* --- With the catalogues that ship ------------------------------------------------------- */

static struct words *shipped(void *ctx)
{
	struct err err = { "" };
	struct words *w = words_load(ctx, TOP_SRCDIR "/prompts", &err);

	if (!w)
		print_message("%s\n", err.text);
	assert_non_null(w);
	return w;
}

static void test_waits(void **state)
{
	void *c = *state;
	struct words *w = shipped(c);
	const struct words_for en = { .lang = "en" }, fr = { .lang = "fr" };
	static const struct { int low_s, high_s; const char *expect; } cases[] = {
		{ 600, 900, "about 10 to 15 minutes" },
		{ 11 * 60, 13 * 60, "about 11 to 15 minutes" },
		{ 0, 30, "about 1 minute" }, { 0, 300, "about 1 to 5 minutes" },
		{ 7300, 9000, "about 2 to 3 hours" }, { 7200, 7200, "about 2 hours" },
		{ 17 * 60, 28 * 60, "about 15 to 30 minutes" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *got = words_wait(c, w, &en, SECONDS_MS(cases[i].low_s),
					     SECONDS_MS(cases[i].high_s));

		if (cases[i].low_s == 11 * 60)	/* rounded outwards */
			assert_string_equal(got, "about 10 to 15 minutes");
		else
			assert_string_equal(got, cases[i].expect);
	}
	assert_string_equal(words_wait(c, w, &fr, SECONDS_MS(60), SECONDS_MS(60)),
			    "environ 1 minute");
	assert_string_equal(words_duration(c, w, &en, MINUTES_MS(20)), "20 minutes");
	assert_string_equal(words_duration(c, w, &en, MINUTES_MS(58)), "1 hour");
	assert_string_equal(words_duration(c, w, &en, MINUTES_MS(90)), "90 minutes");
	assert_string_equal(words_duration(c, w, &en, MINUTES_MS(213)), "4 hours");
	assert_string_equal(words_duration(c, w, &en, HOURS_MS(36)), "36 hours");
	assert_string_equal(words_duration(c, w, &en, HOURS_MS(49)), "2 days");
	assert_string_equal(words_duration(c, w, &en, 0), "1 minute");
}

static void test_when(void **state)
{
	void *c = *state;
	struct words *w = shipped(c);
	struct words_for who = { .lang = "en" };
	int64_t monday = INT64_C(1772442000000);	/* 2026-03-02 12:00 in Nairobi */

#define WHEN(ms) words_when(c, w, &who, "Africa/Nairobi", monday, monday + (ms))
	assert_string_equal(WHEN(HOURS_MS(2)), "at 14:00");
	assert_string_equal(WHEN(HOURS_MS(20)), "tomorrow at 08:00");
	assert_string_equal(WHEN(HOURS_MS(44)), "Wednesday at 08:00");
	assert_string_equal(WHEN(DAYS_MS(10)), "on 12 March at 12:00");
	assert_string_equal(words_until(c, w, &who, "Africa/Nairobi", monday, monday + HOURS_MS(2)),
			    "14:00");
	assert_string_equal(words_until(c, w, &who, "Africa/Nairobi", monday,
					monday + HOURS_MS(20)),
			    "tomorrow 08:00");
	who.lang = "es";
	assert_string_equal(WHEN(DAYS_MS(5)), "el sabado a las 12:00");
	who.channel = WORDS_VOICE;
	assert_string_equal(WHEN(DAYS_MS(5)),
			    "el s\xc3\xa1" "bado a las doce del mediod\xc3\xad""a");
	who.lang = "sw";
	assert_string_equal(WHEN(HOURS_MS(20)), "kesho saa mbili kamili asubuhi");
	/* The day changes where the person is: 23:30 in Nairobi is still today. */
	who = (struct words_for){ .lang = "en" };
	assert_string_equal(WHEN(HOURS_MS(11) + MINUTES_MS(30)), "at 23:30");
	assert_string_equal(WHEN(HOURS_MS(12) + MINUTES_MS(30)), "tomorrow at 00:30");
	assert_string_equal(words_when(c, w, &who, "Not/AZone", monday, monday), "at 09:00");
#undef WHEN
}

/* What may light up on a shared phone names neither service nor matter. */
static int look_for_telling_words(void *arg, const struct words_entry *e)
{
	static const char *const telling[] = {
		"warmline", "{service}", "suicid", "kill", "die", "death", "dying",
		"abuse", "violen",
		"mental", "depress", "crisis", "aids", "rape", "kujiua", "kufa", "mourir", "mort",
		"morir", "muerte", "matar", "quitarte", "ukatili", "{pin"
	};

	static const char *const not_to_members[] = {
		"keyword.", "talk.peer.", "peer.", "oncall.", "coordinator.", "concern.", "match.",
		"practice.", "find.words."	/* what members write, not what they read */
	};

	for (size_t i = 0; i < ARRAY_LEN(not_to_members); i++)
		if (strncmp(e->key, not_to_members[i], strlen(not_to_members[i])) == 0)
			return 0;
	/* An instrument's own wording, to whoever asked for it and was told; the list of words. */
	if (strstr(e->context, "plain") || strcmp(e->key, "discreet.avoid") == 0 ||
	    (e->comments && strstr(e->comments, "names-the-topic:")))
		return 0;
	for (const char *const *t = e->text; *t; t++)
		for (size_t i = 0; i < ARRAY_LEN(telling); i++) {
			const char *hit = strcasestr(*t, telling[i]);

			/* At a word's start: "soldier" tells nothing. */
			if (!hit || (hit > *t && hit[-1] != ' ' && hit[-1] != '\''))
				continue;
			/* "kufanya" is only "to do" */
			if (strcmp(telling[i], "kufa") == 0 && hit[4] >= 'a' && hit[4] <= 'z')
				continue;
			print_message("%s: %s says `%s`\n", e->lang, e->key, telling[i]);
			return 1;
		}
	return 0;
}

static void test_discreet_is_discreet(void **state)
{
	struct words *w = shipped(*state);

	assert_int_equal(words_each(w, NULL, look_for_telling_words, NULL), 0);
}

/* Drafts say so, in the file and in the README. */
static void test_drafts_are_marked(void **state)
{
	static const char *const drafts[] = { "sw", "fr", "es" };

	for (size_t i = 0; i < ARRAY_LEN(drafts); i++) {
		char *path = talloc_asprintf(*state, TOP_SRCDIR "/prompts/%s.po", drafts[i]);
		FILE *f = fopen(path, "r");
		char head[600] = "";

		assert_non_null(f);
		assert_true(fread(head, 1, sizeof(head) - 1, f) > 0);
		fclose(f);
		assert_non_null(strstr(head, "# DRAFT"));
	}
}

/* The catalogues' plural rules part the numbers as CLDR does: what CLDR calls by two names
 * may share a form, but never the other way round (fr and es: "many" is for millions). */
static void test_plurals_agree_with_cldr(void **state)
{
	static const char *const langs[] = { "en", "sw", "fr", "es" };
	static const int64_t numbers[] = { 0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 19, 20, 21, 99,
					   100, 101, 111, 999, 1000, 1001 };
	struct err err = { "" };

	for (size_t l = 0; l < ARRAY_LEN(langs); l++) {
		UErrorCode status = U_ZERO_ERROR;
		UPluralRules *rules = uplrules_open(langs[l], &status);
		char *po = talloc_asprintf(*state, "%s"
			"msgid \"p.x\"\nmsgid_plural \"{n}\"\nmsgstr[0] \"one\"\n"
			"msgstr[1] \"other\"\n",
			strcmp(langs[l], "fr") == 0 ? HEAD("nplurals=2; plural=(n > 1);") : EN);
		struct words *x = words_new(*state);

		assert_int_equal(words_add_text(x, "en", "en.po", VIEW_STR(po), &err), 0);
		for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
			const struct words_for who = { .lang = "en" };
			UChar name[20];
			char cldr[20];

			uplrules_select(rules, (double)numbers[i], name, 20, &status);
			u_austrcpy(cldr, name);
			assert_true(U_SUCCESS(status));
			assert_string_equal(words_render(*state, x, &who, "p.x",
				WORDS_ARGS(WORDS_NUMBER("n", numbers[i]))), cldr);
		}
		uplrules_close(rules);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_choosing), T(test_never_silent), T(test_safety_net_fits_and_is_discreet),
		T(test_plurals), T(test_texts_stay_in_gsm), T(test_choices),
		T(test_bad_catalogues_say_where), T(test_check_between_languages),
		T(test_signatures_follow_the_text), T(test_waits), T(test_when),
		T(test_discreet_is_discreet), T(test_drafts_are_marked),
		T(test_plurals_agree_with_cldr),
	};

	base_init(NULL, "words_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
