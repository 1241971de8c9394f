// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Numbers, times, dates and places in the queue, spoken and written, in each language
 * that ships: the places where languages differ (one, first, twenty-one, noon).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "words/words.h"

/* Midnight where it is three hours later than in Greenwich. */
#define DAY(n) ((n) * DAYS_MS(1) - HOURS_MS(3))
enum { NOV_21_2026 = 20778, DEC_1 = 20788, DEC_31 = 20818 };

static struct words *w;

static int load(void **state)
{
	struct err err;

	w = words_load(NULL, TOP_SRCDIR "/prompts", &err);
	return w ? 0 : -1;
}

static int drop(void **state)
{
	talloc_free(w);
	return 0;
}

static void same(const char *lang, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s: said \"%s\", not \"%s\"", lang, got, want);
}

static void numbers(void **state)
{
	static const struct { const char *lang; int64_t n; const char *want; } cases[] = {
		{ "en", 0, "zero" }, { "en", 21, "twenty-one" }, { "en", 100, "one hundred" },
		{ "en", 1001, "one thousand and one" },
		{ "sw", 0, "sifuri" }, { "sw", 11, "kumi na moja" },
		{ "sw", 21, "ishirini na moja" },
		{ "sw", 100, "mia moja" },
		{ "fr", 0, "zéro" }, { "fr", 21, "vingt-et-un" }, { "fr", 71, "soixante-et-onze" },
		{ "fr", 80, "quatre-vingts" }, { "fr", 1001, "mille un" },
		{ "es", 0, "cero" }, { "es", 21, "veintiuno" }, { "es", 100, "cien" },
		{ "es", 101, "ciento uno" }, { "es", 1001, "mil uno" },
	};
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		same(cases[i].lang, words_number(ctx, cases[i].lang, cases[i].n), cases[i].want);
	talloc_free(ctx);
}

/* CLDR's plural, and the gender of what is counted. */
static void counted(void **state)
{
	static const struct {
		const char *lang, *key;
		int64_t n;
		const char *written, *spoken;
	} cases[] = {
		{ "en", "duration.minutes", 0, "0 minutes", "zero minutes" },
		{ "en", "duration.minutes", 1, "1 minute", "one minute" },
		{ "en", "duration.hours", 2, "2 hours", "two hours" },
		{ "en", "duration.days", 21, "21 days", "twenty-one days" },
		{ "sw", "duration.minutes", 1, "dakika 1", "dakika moja" },
		{ "sw", "duration.hours", 11, "saa 11", "saa kumi na moja" },
		{ "fr", "duration.minutes", 0, "0 minute", "zéro minute" },
		{ "fr", "duration.minutes", 1, "1 minute", "une minute" },
		{ "fr", "duration.hours", 21, "21 heures", "vingt-et-une heures" },
		{ "fr", "duration.days", 1, "1 jour", "un jour" },
		{ "fr", "duration.days", 21, "21 jours", "vingt-et-un jours" },
		{ "es", "duration.minutes", 0, "0 minutos", "cero minutos" },
		{ "es", "duration.minutes", 1, "1 minuto", "un minuto" },
		{ "es", "duration.minutes", 21, "21 minutos", "veintiún minutos" },
		{ "es", "duration.hours", 1, "1 hora", "una hora" },
		{ "es", "duration.hours", 21, "21 horas", "veintiuna horas" },
		{ "es", "duration.minutes", 1001, "1001 minutos", "mil un minutos" },
	};
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (int voice = 0; voice <= 1; voice++) {
			const struct words_for who = { .lang = cases[i].lang,
						       .channel = voice ? WORDS_VOICE : WORDS_SMS };

			same(cases[i].lang, words_render(ctx, w, &who, cases[i].key, WORDS_ARGS(
				WORDS_NUMBER("n", cases[i].n))), voice ? cases[i].spoken :
				cases[i].written);
		}
	talloc_free(ctx);
}

static void clock(void **state)
{
	static const struct { int minute; const char *en, *sw, *fr, *es; } cases[] = {
		{ 0, "midnight", "sita kamili usiku", "minuit", "las doce de la noche" },
		{ 5, "twelve oh five at night", "sita na dakika tano usiku", "minuit cinq",
		  "las doce y cinco de la noche" },
		{ 60, "one o’clock at night", "saba kamili usiku", "une heure",
		  "la una de la madrugada" },
		{ 8 * 60, "eight o’clock in the morning", "mbili kamili asubuhi", "huit heures",
		  "las ocho de la mañana" },
		{ 12 * 60, "noon", "sita kamili mchana", "midi", "las doce del mediodía" },
		{ 12 * 60 + 30, "twelve thirty in the afternoon",
		  "sita na dakika thelathini mchana",
		  "midi trente", "las doce y treinta del mediodía" },
		{ 13 * 60, "one o’clock in the afternoon", "saba kamili mchana", "treize heures",
		  "la una de la tarde" },
		{ 18 * 60, "six o’clock in the evening", "kumi na mbili kamili jioni",
		  "dix-huit heures",
		  "las seis de la tarde" },
		{ 21 * 60, "nine o’clock at night", "tatu kamili usiku", "vingt-et-une heures",
		  "las nueve de la noche" },
	};
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *const langs[] = { "en", "sw", "fr", "es" };
		const char *const want[] = { cases[i].en, cases[i].sw, cases[i].fr, cases[i].es };

		for (size_t j = 0; j < ARRAY_LEN(langs); j++)
			same(langs[j], words_clock(ctx, w, &(struct words_for){ .lang = langs[j],
				.channel = WORDS_VOICE }, cases[i].minute), want[j]);
	}
	talloc_free(ctx);
}

static void dates(void **state)
{
	static const struct {
		const char *lang;
		int day, minute;
		const char *written, *spoken;
	} cases[] = {
		{ "en", DEC_1, 480, "on 1 December at 08:00",
		  "on the first of December at eight o’clock in the morning" },
		{ "en", DEC_31, 0, "on 31 December at 00:00",
		  "on the thirty-first of December at midnight" },
		{ "en", NOV_21_2026 + 1, 5, "tomorrow at 00:05",
		  "tomorrow at twelve oh five at night" },
		{ "sw", DEC_1, 480, "tarehe 1 Desemba saa 08:00",
		  "tarehe moja Desemba saa mbili kamili asubuhi" },
		{ "sw", DEC_31, 0, "tarehe 31 Desemba saa 00:00",
		  "tarehe thelathini na moja Desemba saa sita kamili usiku" },
		{ "fr", DEC_1, 480, "le 1er décembre à 08:00",
		  "le premier décembre à huit heures" },
		{ "fr", DEC_31, 720, "le 31 décembre à 12:00", "le trente-et-un décembre à midi" },
		{ "es", DEC_1, 60, "el 1 de diciembre a las 01:00",
		  "el primero de diciembre a la una de la madrugada" },
		{ "es", DEC_31, 480, "el 31 de diciembre a las 08:00",
		  "el treinta y uno de diciembre a las ocho de la mañana" },
	};
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (int voice = 0; voice <= 1; voice++) {
			const struct words_for who = { .lang = cases[i].lang,
						       .channel = voice ? WORDS_VOICE : WORDS_SMS };

			same(cases[i].lang, words_when(ctx, w, &who, "Africa/Nairobi",
				DAY(NOV_21_2026) + HOURS_MS(9), DAY(cases[i].day) +
				MINUTES_MS(cases[i].minute)),
			     voice ? cases[i].spoken : cases[i].written);
		}
	talloc_free(ctx);
}

static void places(void **state)
{
	static const struct {
		const char *lang;
		int64_t n;
		const char *written, *spoken;
	} cases[] = {
		{ "en", 1, "number 1 in line", "number one in line" },
		{ "en", 21, "number 21 in line", "number twenty-one in line" },
		{ "sw", 2, "namba 2 kwenye", "namba mbili kwenye" },
		{ "fr", 21, "numéro 21.", "numéro vingt-et-un." },
		{ "es", 1, "numero 1.", "número uno." },
		{ "es", 100, "numero 100.", "número cien." },
	};
	void *ctx = talloc_new(NULL);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (int voice = 0; voice <= 1; voice++) {
			const struct words_for who = { .lang = cases[i].lang,
						       .channel = voice ? WORDS_VOICE : WORDS_SMS };
			const char *want = voice ? cases[i].spoken : cases[i].written;
			char *got = words_render(ctx, w, &who, "queue.in.unknown", WORDS_ARGS(
				WORDS_NUMBER("place", cases[i].n)));

			if (!strstr(got, want))
				fail_msg("%s: \"%s\" is not in \"%s\"", cases[i].lang, want, got);
		}
	talloc_free(ctx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(counted), cmocka_unit_test(clock),
		cmocka_unit_test(dates), cmocka_unit_test(places),
	};

	base_init(NULL, "spoken_test");
	return cmocka_run_group_tests(tests, load, drop);
}
