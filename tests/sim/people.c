// SPDX-License-Identifier: AGPL-3.0-or-later
/* What members, peers and staff do.  All words here are ours. */
#include "sim.h"

#include <stdio.h>
#include "lexicon/lexicon.h"
#include "tests/stories/readings.h"

enum { LONG_MAX = 700 };

/* Nobody could mistake these; sim_phrases_check() sees that the lexicon does not. */
static const char *const danger_words[] = {
	"I want to kill myself tonight", "i am going to kill myself", "I have taken all the pills",
	"I want to die", "I took an overdose and nobody knows", "i want to end my life",
	"nataka kujiua", "je veux mourir", "je vais me suicider ce soir", "quiero matarme",
	"me quiero suicidar",
};
static const char *const despair_words[] = {
	"there is no hope left for me", "everybody would be better off without me",
	"I cannot do this any more", "my sister says she wants to die",
	"I never want to kill myself",
	"when I was fifteen I wanted to die",
};
static const char *const ordinary_words[] = {
	"hello", "hi", "habari", "bonjour", "hola", "thank you", "the bus was late again",
	"I lost my job", "my mother is ill and I do not sleep", "ok", "?", "yes", "no", "sawa",
};
static const char *const keywords[] = {
	"TALK", "TALK", "TALK", "TALK", "FIND food", "CHECKIN", "MENU", "BACK", "HELP",
	"PERSON", "0", "0",
	"PAUSE", "SETTINGS", "PRIVACY", "WORRIED", "END", "BYE", "ONGEA", "PARLER", "HABLAR",
	"NEW", "WRONG", "REPORT", "BLOCK", "STOP CHECKIN",
};
static const char *const leaving_words[] = { "STOP", "START", "ERASE", "STOP", "START" };
static const char *const nine_words[] = { "9", "9", "9 yes", "SOS", "1", "2", "3", "9 1" };

#define PICK(s, list) ((list)[sim_below((s), ARRAY_LEN(list))])

const char *sim_danger_words(struct sim *s) { return PICK(s, danger_words); }

void sim_phrases_check(void)
{
	struct lexicon_result r;
	size_t i;

	for (i = 0; i < ARRAY_LEN(danger_words); i++) {
		lexicon_scan(readings_lexicon(), VIEW_STR(danger_words[i]), &r);
		if (r.tier < LEX_B) {
			printf("the lexicon does not hear danger in: %s\n", danger_words[i]);
			MUST(r.tier >= LEX_B);
		}
	}
}

static struct sim_person *member(struct sim *s) { return sim_any(s, 0, SIM_MEMBERS); }
static struct sim_person *peer(struct sim *s) { return sim_any(s, SIM_MEMBERS, SIM_PEERS); }
static struct sim_person *staff(struct sim *s)
{
	return sim_any(s, SIM_MEMBERS + SIM_PEERS, SIM_STAFF);
}
static struct sim_person *oncall(struct sim *s) { return sim_any(s, SIM_MEMBERS + SIM_PEERS, 3); }

/* --- Members --------------------------------------------------------------------------- */

static void member_word(struct sim *s) { sim_say(s, member(s), PICK(s, ordinary_words)); }
static void member_keyword(struct sim *s) { sim_say(s, member(s), PICK(s, keywords)); }
static void member_leaves(struct sim *s) { sim_say(s, member(s), PICK(s, leaving_words)); }
static void member_nine(struct sim *s) { sim_say(s, member(s), PICK(s, nine_words)); }
static void member_despairs(struct sim *s) { sim_say(s, member(s), PICK(s, despair_words)); }

static void member_digit(struct sim *s)
{
	char text[2] = { (char)('1' + sim_below(s, 6)), '\0' };

	sim_say(s, member(s), sim_chance(s, 3) ? text : "1");
}

/* A word that says who wrote it and when, so that its order can be seen. */
static void tagged(struct sim *s, struct sim_person *p, const char *before)
{
	char text[120];
	int n = p->serial++;

	snprintf(text, sizeof(text), "%sqq%c%c%c%c%c the bus was late again", before,
		 'a' + p->index, 'a' + n / 17576 % 26, 'a' + n / 676 % 26, 'a' + n / 26 % 26,
		 'a' + n % 26);
	sim_say(s, p, text);
}

static void member_talks(struct sim *s) { tagged(s, member(s), ""); }

static void member_long(struct sim *s)
{
	char text[LONG_MAX + 1] = "";
	size_t len = 161 + sim_below(s, LONG_MAX - 180), at = 0;

	while (at < len)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s ",
				       PICK(s, ordinary_words));
	sim_say(s, member(s), text);
}

static void member_danger(struct sim *s)
{
	sim_say_danger(s, member(s), PICK(s, danger_words), false);
}

/* "... i am going to ki" "ll myself tonight ...": a part ends after 153 characters. */
static void member_danger_straddles(struct sim *s)
{
	static const char words[] = "i am going to kill myself tonight";
	char text[320];
	size_t before = 153 - 16;

	memset(text, '\0', sizeof(text));
	while (strlen(text) + 20 < before)
		strcat(text, "it rains all day ");
	while (strlen(text) < before)
		strcat(text, ".");
	strcat(text, words);
	strcat(text, " and it rains all day here in the town");
	sim_say_danger(s, member(s), text, true);
}

static void member_number(struct sim *s)
{
	sim_say(s, member(s), sim_chance(s, 2) ? "call me on 0799 111 222" :
		"my mail is a@b.example");
}

static void member_garbage(struct sim *s)
{
	uint8_t data[140], udh[6] = { 5, 0, 3, (uint8_t)sim_below(s, 256), (uint8_t)sim_below(s, 4),
				      (uint8_t)sim_below(s, 6) };
	struct sim_person *p = member(s);
	struct box_sms m;
	size_t i, len = sim_below(s, sizeof(data));

	for (i = 0; i < len; i++)
		data[i] = (uint8_t)sim_below(s, 256);
	box_sms_init(&m);
	m.coding = (int32_t)sim_below(s, 4);
	m.msgdata = (struct view){ data, len };
	if (sim_chance(s, 3))
		m.udhdata = (struct view){ udh, sizeof(udh) };
	sim_note(s, "%s sends %zu bytes of anything", p->phone->name, len);
	sim_say_raw(s, p, &m);
}

/* --- Peers ----------------------------------------------------------------------------------- */

static void peer_duty(struct sim *s)
{
	struct sim_person *p = peer(s);

	sim_say(s, p, "ON");
	sim_pass(s, SECONDS_MS(1 + sim_below(s, 20)));
	sim_say(s, p, "4");
}

static void peer_command(struct sim *s)
{
	static const char *const words[] = {
		"OFF", "REST", "END", "END", "HANDOVER", "HANDOVER he is calm now", "HELP",
		"1", "2", "3",
		"4", "DONE", "LOST", "MINOR", "ABUSE", "PRACTICE", "MENU", "LIST",
	};

	sim_say(s, peer(s), PICK(s, words));
}

static void peer_answers(struct sim *s) { sim_say(s, peer(s), sim_chance(s, 5) ? "2" : "1"); }
static void peer_talks(struct sim *s) { tagged(s, peer(s), ""); }

static void peer_quotes(struct sim *s)
{
	sim_say(s, peer(s), "are you thinking of killing yourself?");
}

static void peer_danger(struct sim *s)
{
	sim_say_danger(s, peer(s), "I want to kill myself tonight", false);
}

/* --- Staff ------------------------------------------------------------------------------------ */

static void staff_code(struct sim *s, struct sim_person *p, const char *code, int digit)
{
	char text[64];

	if (digit != 3) {
		snprintf(text, sizeof(text), "%d %s", digit, code);
	} else {
		snprintf(text, sizeof(text), "3 %s %d", code, 1 + (int)sim_below(s, 5));
		strcpy(s->said_closed[s->said_closed_n++ % SIM_KNOWN], code);
	}
	sim_say(s, p, text);
}

/* Mostly what the phone asks for. */
static void oncall_code(struct sim *s)
{
	static const int digits[] = { 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 5 };
	struct sim_person *p = oncall(s);
	int known = p->codes_n < SIM_CODES ? p->codes_n : SIM_CODES;

	if (known == 0)
		return;
	staff_code(s, p,
		   p->codes[(p->codes_n - 1 - (int)sim_below(s, known < 4 ? (uint32_t)known : 4)) %
				  SIM_CODES].code, PICK(s, digits));
}

static void oncall_wrong(struct sim *s)
{
	static const char *const words[] = {
		"1 0000", "1", "2", "3", "1 99999999", "1 12ab", "STOP", "END", "QUIT", "LIST",
		"ok coming",
		"NOTE 1234 nothing", "WITH 1234", "CONCERNS", "5", "4", "HANDOVER",
		"HANDOVER", "SHIFTS",
		"SWAP", "REVEAL 1234 why", "LINK", "MISSED nobody",
	};

	sim_say(s, oncall(s), PICK(s, words));
}

/* Shifts of the first rotation have the first numbers. */
static void oncall_shift(struct sim *s)
{
	static const struct { const char *before, *after; } forms[] = {
		{ "SWAP ", "" }, { "7 ", "" }, { "7 ", "" }, { "SWAP ", " NO" },
	};
	size_t k = sim_below(s, ARRAY_LEN(forms));
	char text[24];

	snprintf(text, sizeof(text), "%s%u%s", forms[k].before, 1 + sim_below(s, 6),
		 forms[k].after);
	sim_say(s, oncall(s), text);
}

static void oncall_with(struct sim *s)
{
	struct sim_person *p = oncall(s);
	char text[80];

	if (!p->codes_n)
		return;
	snprintf(text, sizeof(text), "%s %s%s", sim_chance(s, 2) ? "WITH" : "NOTE",
		 p->codes[(p->codes_n - 1) % SIM_CODES].code,
		 sim_chance(s, 2) ? " we speak at six" : "");
	sim_say(s, p, text);
}

static void oncall_talks(struct sim *s) { tagged(s, oncall(s), ""); }

static void lead_acts(struct sim *s)
{
	static const char *const words[] = {
		"CONCERNS", "LIST", "TAKE 1", "DONE 1", "TAKE 2", "DONE 2", "1", "2", "OPEN",
		"WITH ME", "MENU",
		"hello everybody", "HELP",
	};

	sim_say(s, staff(s), PICK(s, words));
}

const struct sim_act sim_people_acts[] = {
	{ "a word", 8, member_word }, { "a keyword", 12, member_keyword },
	{ "a digit", 16, member_digit }, { "words in a conversation", 10, member_talks },
	{ "a long text", 3, member_long }, { "danger", 6, member_danger },
	{ "danger across parts", 2, member_danger_straddles }, { "despair", 2, member_despairs },
	{ "nine", 3, member_nine }, { "leaving", 2, member_leaves },
	{ "a number", 1, member_number },
	{ "garbage", 2, member_garbage },
	{ "peer on", 5, peer_duty }, { "peer command", 6, peer_command },
	{ "peer answers", 12, peer_answers }, { "peer talks", 8, peer_talks },
	{ "peer quotes", 1, peer_quotes }, { "peer in danger", 1, peer_danger },
	{ "on-call answers", 12, oncall_code }, { "on-call errs", 3, oncall_wrong },
	{ "on-call shift", 2, oncall_shift },
	{ "on-call with", 2, oncall_with }, { "on-call talks", 2, oncall_talks },
	{ "lead", 4, lead_acts },
	{ NULL, 0, NULL },
};
