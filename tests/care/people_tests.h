/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* What the tests of people and of sessions share: a few flows with their words, and Ann. */
#include "care_tests.h"

static const char po[] =
	"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	"\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n"
	"msgid \"welcome.ask\"\nmsgstr \"Welcome {pseudonym}. {options}\"\n"
	"msgid \"menu.talk\"\nmsgstr \"Talk\"\n"
	"msgid \"menu.find\"\nmsgstr \"Find\"\n"
	"msgid \"menu.ask\"\nmsgstr \"Menu: {options}\"\n"
	"msgid \"consent.ask\"\nmsgstr \"Read by {reader}, kept {keep_days} days. {options}\"\n"
	"msgid \"choice.yes\"\nmsgstr \"Yes\"\n"
	"msgid \"choice.no\"\nmsgstr \"No\"\n"
	"msgid \"thanks\"\nmsgstr \"Thank you.\"\n"
	"msgid \"name.ask\"\nmsgstr \"What shall we look for?\"\n"
	"msgid \"name.got\"\nmsgstr \"Looking for {what}.\"\n"
	"msgid \"badinput.choice\"\nmsgstr \"Just the number: {options}\"\n"
	"msgid \"badinput.person\"\nmsgstr \"A person can help: text 0. Or: {question}\"\n"
	"msgid \"badinput.unknown\"\nmsgstr \"Text TALK, MENU or 0.\"\n"
	"msgid \"badinput.unreadable\"\nmsgstr \"We cannot read this. Text MENU.\"\n"
	"msgid \"badinput.many\"\nmsgstr \"That is all for today.\"\n"
	"msgid \"flow.lost\"\nmsgstr \"We lost our place. Text MENU.\"\n"
	"msgid \"help\"\nmsgstr \"Help.\"\n"
	"msgid \"stop.done\"\nmsgstr \"Stopped. START.\"\n"
	"msgid \"stop.reminder\"\nmsgstr \"You asked us not to write. START.\"\n"
	"msgid \"start.done\"\nmsgstr \"Welcome back.\"\n"
	"msgid \"start.already\"\nmsgstr \"You hear from us already.\"\n"
	"msgid \"wrong.done\"\nmsgstr \"We will not write again.\"\n"
	"msgid \"welcome.back\"\nmsgstr \"Good to hear from you, {pseudonym}.\"\n"
	"msgid \"pin.resume\"\nmsgstr \"Your PIN, or NEW.\"\n"
	"msgid \"pin.new\"\nmsgstr \"Choose a PIN.\"\n"
	"msgid \"pin.set\"\nmsgstr \"Your PIN is set.\"\n"
	"msgid \"pin.weak\"\nmsgstr \"Too easy.\"\n"
	"msgid \"pin.wrong\"\nmsgstr \"Not the PIN.\"\n"
	"msgid \"pin.locked\"\nmsgstr \"Closed for {duration}.\"\n"
	"msgid \"erase.ask\"\nmsgstr \"Really? {options}\"\n"
	"msgid \"erase.done\"\nmsgstr \"Erased; backups in {backup_days} days.\"\n"
	"msgid \"erase.no\"\nmsgstr \"Kept.\"\n"
	"msgid \"minor.welcome\"\nmsgstr \"{worker} has your message.\"\n"
	"msgid \"coordinator.concern\"\nmsgstr \"{pseudonym}: {reason}. DONE {code}\"\n"
	"msgid \"concern.many\"\nmsgstr \"{n} concerns wait. CONCERNS\"\n"
	"msgid \"concern.list\"\nmsgstr \"List: {list}\"\n"
	"msgid \"concern.none\"\nmsgstr \"None.\"\n"
	"msgid \"concern.done\"\nmsgstr \"Noted.\"\n"
	"msgid \"concern.gone\"\nmsgstr \"It was done already.\"\n"
	"msgid \"concern.unknown\"\nmsgstr \"There is none.\"\n"
	"msgid \"talk.go\"\nmsgstr \"Talking.\"\n"
	"msgid \"nudge\"\nmsgstr \"Still there?\"\n"
	"msgid \"keyword.find\"\nmsgstr \"FIND\"\n"
	"msgid \"keyword.talk\"\nmsgstr \"TALK, CHAT\"\n"
	"msgid \"keyword.erase\"\nmsgstr \"ERASE\"\n"
	"msgid \"keyword.settings\"\nmsgstr \"SETTINGS\"\n"
	"msgid \"keyword.consent\"\nmsgstr \"CONSENT\"\n"
	"msgid \"keyword.age\"\nmsgstr \"AGE\"\n"
	"msgid \"age.16-17\"\nmsgstr \"16-17\"\n"
	"msgid \"age.18-24\"\nmsgstr \"18-24\"\n"
	"msgid \"age.ask\"\nmsgstr \"Age? {options}\"\n"
	"msgid \"stop.checkin\"\nmsgstr \"No more check-ins.\"\n"
	"msgid \"keyword.stop_checkin\"\nmsgstr \"STOP CHECKIN, STOP CHECK-IN\"\n"
	"msgid \"keyword.start\"\nmsgstr \"START\"\n"
	"msgid \"keyword.new\"\nmsgstr \"NEW\"\n"
	"msgid \"keyword.wrong\"\nmsgstr \"WRONG, WRONG NUMBER\"\n"
	"msgid \"keyword.done\"\nmsgstr \"DONE\"\n"
	"msgid \"keyword.concerns\"\nmsgstr \"CONCERNS\"\n"
	"msgid \"duration.hours\"\nmsgid_plural \"{n}\"\nmsgstr[0] \"{n} hour\"\n"
	"msgstr[1] \"{n} hours\"\n"
	"msgid \"until.today\"\nmsgstr \"{time}\"\n"
	"msgid \"keyword.menu\"\nmsgstr \"MENU\"\n";

static const char welcome[] =
	"flow welcome\n  silence 24h -> end\n"
	"  step start\n    ask choice welcome.ask as wants\n      1 menu.talk\n      2 menu.find\n"
	"    say thanks\n    end\n";
static const char menu[] =
	"flow menu\n  silence 1h -> end\n"
	"  step start\n    ask choice menu.ask\n      1 menu.talk -> end\n"
	"      2 menu.find -> call find\n";
static const char consent[] =
	"flow consent\n  trigger keyword.consent\n  silence 24h -> end\n"
	"  step start\n    ask choice consent.ask\n      1 yes -> given\n      2 no -> refused\n"
	"  step given\n    do consent given\n    say thanks\n    end\n"
	"  step refused\n    do consent refused\n    end\n";
static const char find[] =
	"flow find\n  trigger keyword.find with rest\n  takes rest\n  silence 24h -> end\n"
	"  step start\n    if known(rest) -> words\n    ask text name.ask as what\n"
	"    silence 2h -> nudge\n"
	"    -> got\n"
	"  step words\n    set what = rest\n    -> got\n"
	"  step got\n    say name.got\n    end\n"
	"  step nudge\n    say nudge\n    end\n";
static const char talk[] =
	"flow talk\n  trigger keyword.talk\n  silence 24h -> end\n"
	"  step start\n    say talk.go\n    end\n";
static const char erase[] =
	"flow erase\n  trigger keyword.erase\n  silence 1h -> end\n"
	"  step start\n    ask choice erase.ask\n      1 yes -> erase\n      2 no -> kept\n"
	"  step erase\n    do erase\n      erased -> end\n      waits -> end\n      else -> end\n"
	"  step kept\n    say erase.no\n    end\n";
static const char settings[] =
	"flow settings\n  trigger keyword.settings\n  silence 1h -> end\n"
	"  step start\n    ask new pin pin.new\n      set -> set\n      else -> end\n"
	"  step set\n    say pin.set\n    end\n";
static const char age[] =
	"flow age\n  trigger keyword.age\n  silence 1h -> end\n"
	"  step start\n    ask choice age.ask as band\n      1 age.16-17\n      2 age.18-24\n"
	"    do age {band}\n      child -> child\n      adult -> adult\n      else -> end\n"
	"  step adult\n    say thanks\n    end\n"
	"  step child\n    do safeguard\n    end\n";

static inline int people_setup(void **state)
{
	struct world *w = world_new(po);

	world_flow(w, "welcome.flow", welcome);
	world_flow(w, "menu.flow", menu);
	world_flow(w, "consent.flow", consent);
	world_flow(w, "find.flow", find);
	world_flow(w, "talk.flow", talk);
	world_flow(w, "erase.flow", erase);
	world_flow(w, "settings.flow", settings);
	world_flow(w, "age.flow", age);
	*state = w;
	return 0;
}

/* Ann has been welcomed and has agreed. */
static inline struct world *with_ann(void **state)
{
	struct world *w = *state;
	struct store_out out;

	world_texts(w, ANN, "hello");
	world_texts(w, ANN, "CONSENT");
	world_texts(w, ANN, "1");
	while (world_next_out(w, &out))
		;
	return w;
}

static inline void set_pin(struct world *w)
{
	world_texts(w, ANN, "SETTINGS");
	assert_hears(w, ANN, "Choose a PIN.");
	world_texts(w, ANN, "1234");
	assert_hears(w, ANN, "Too easy.");
	world_texts(w, ANN, "5678");	/* the end of her own number, and a run */
	assert_hears(w, ANN, "Too easy.");
	world_texts(w, ANN, "8352");
	assert_hears(w, ANN, "Your PIN is set.");
}
