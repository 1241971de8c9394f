// SPDX-License-Identifier: AGPL-3.0-or-later
/* Who somebody is to us: first contact, STOP, PIN, ERASE, sessions, quiet hours. */
#include "care_tests.h"
#include "care/care_clock.h"
#include "care/care_concern.h"
#include "store/store_keys.h"
#include "store/store_session.h"

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
	"      2 menu.find -> end\n";
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

static int setup(void **state)
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

static int teardown(void **state)
{
	world_free(*state);
	return 0;
}

/* Ann has been welcomed and has agreed. */
static struct world *with_ann(void **state)
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

static void set_pin(struct world *w)
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

/* --- First contact ------------------------------------------------------------------- */

static void first_contact_is_one_text(void **state)
{
	struct world *w = *state;
	struct store_person ann;

	world_texts(w, ANN, "I feel so tired of it all");
	ann = world_person(w, ANN);
	assert_hears(w, ANN, talloc_asprintf(w, "Welcome %s. 1 Talk, 2 Find", ann.pseudonym));
	assert_silence(w);
	assert_int_equal(ann.roles, STORE_ROLE_MEMBER);
	assert_string_equal(ann.country, "KE");
	assert_string_equal(ann.zone, "Africa/Nairobi");
	assert_string_equal(ann.line, "40404");
	assert_false(ann.plain_words);
	assert_int_equal(ann.consent, STORE_CONSENT_ASKED);
	world_texts(w, ANN, "2");
	assert_hears(w, ANN, "Thank you.");
}

static void keyword_at_first_contact_goes_straight_on(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "Find food");
	assert_hears(w, ANN, "Looking for food.");
	assert_silence(w);
}

static void start_on_a_poster_is_welcomed(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "START");
	assert_hears(w, ANN, "Welcome *");
	assert_silence(w);
}

static void two_people_are_two(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "hello");
	world_texts(w, BEN, "hello");
	assert_string_not_equal(world_person(w, ANN).pseudonym, world_person(w, BEN).pseudonym);
	assert_true(world_person(w, ANN).id != world_person(w, BEN).id);
}

static void consent_is_kept(void **state)
{
	struct world *w = *state;

	world_texts(w, ANN, "consent");
	assert_hears(w, ANN, "Read by trained peer workers, kept 365 days. 1 Yes, 2 No");
	world_texts(w, ANN, "yes");
	assert_hears(w, ANN, "Thank you.");
	assert_int_equal(world_person(w, ANN).consent, STORE_CONSENT_GIVEN);
}

static void name_and_short_code_get_no_answer(void **state)
{
	struct world *w = *state;
	struct store_person p;
	struct store_concern c;

	world_texts_from(w, CARE_FROM_NAME, "MPESA", "STOP");
	world_texts_from(w, CARE_FROM_SHORT_CODE, "22141", "please help me");
	assert_silence(w);
	assert_int_equal(store_people_by_address(w->st, STORE_ADDR_NAME, "MPESA", &p), 0);
	assert_int_equal(p.stopped, 0);
	assert_int_equal(store_concern_next(w->st, 0, 0, &c), 1);
	assert_int_equal(c.kind, STORE_CONCERN_UNREACHABLE);
	assert_int_equal(c.person_id, p.id);
}

static void unreadable_is_shown_to_a_human(void **state)
{
	struct world *w = with_ann(state);
	struct store_concern c;

	world_texts(w, ANN, NULL);
	assert_hears(w, ANN, "We cannot read this. Text MENU.");
	assert_int_equal(store_concern_next(w->st, 0, 0, &c), 1);
	assert_int_equal(c.kind, STORE_CONCERN_UNREADABLE);
}

static void part_is_heard_by_safety_alone(void **state)
{
	struct world *w = with_ann(state);

	w->is_part = true;
	world_texts(w, ANN, "STOP");
	assert_silence(w);
	assert_int_equal(world_person(w, ANN).stopped, 0);
}

static void long_text_is_a_first_contact_when_it_is_whole(void **state)
{
	struct world *w = *state;

	w->is_part = true;
	world_texts(w, ANN, "I have been trying to say this for");
	world_texts(w, ANN, "a long time");
	assert_silence(w);
	w->is_part = false;
	world_texts(w, ANN, "I have been trying to say this for a long time");
	assert_hears(w, ANN, "Welcome *");
	assert_silence(w);
}

/* --- STOP ---------------------------------------------------------------------------------- */

static void stop_is_a_whole_message(void **state)
{
	struct world *w = with_ann(state);
	static const char *const none[] = {
		"Stop it, can't take it any more", "he will not stop", "stop hurting me" };
	static const char *const stops[] = { "STOP", " stop!! ", "Unsubscribe.", "Stop all" };

	for (size_t i = 0; i < ARRAY_LEN(none); i++) {
		world_texts(w, ANN, none[i]);
		assert_hears(w, ANN, "Text TALK, MENU or 0.");
		assert_int_equal(world_person(w, ANN).stopped, 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(stops); i++) {
		world_texts(w, ANN, stops[i]);
		assert_hears(w, ANN, "Stopped. START.");
		assert_true(world_person(w, ANN).stopped & (1u << CARE_CHECKIN));
		world_texts(w, ANN, "START");
		assert_hears(w, ANN, "Welcome back.");
		assert_int_equal(world_person(w, ANN).stopped, 0);
	}
	assert_silence(w);
}

static int say_each(struct care_turn *t, void *arg)
{
	int purpose, rc = 0;

	for (purpose = 0; rc == 0 && purpose < CARE_PURPOSES; purpose++)
		rc = care_say(t, arg, (enum care_purpose)purpose, "thanks", NULL);
	return rc;
}

static void stop_is_sticky_and_leaves_safety(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann;
	struct store_out out;
	unsigned int said = 0;

	world_texts(w, ANN, "STOP");
	assert_hears(w, ANN, "Stopped. START.");
	world_texts(w, ANN, "STOP");			/* said once a day */
	assert_silence(w);
	world_texts(w, ANN, "TALK");			/* no other text undoes it ... */
	assert_hears(w, ANN, "You asked us not to write. START.");
	world_texts(w, ANN, "hello?");			/* ... and that is said once a day too */
	assert_silence(w);
	assert_int_equal(world_person(w, ANN).stopped, 1u << CARE_TALK | 1u << CARE_REPLY |
			 1u << CARE_CHECKIN | 1u << CARE_REMINDER | 1u << CARE_SURVEY);
	world_passes(w, DAYS_MS(1));
	world_texts(w, ANN, "hello?");
	assert_hears(w, ANN, "You asked us not to write. START.");

	ann = world_person(w, ANN);
	world_do(w, say_each, &ann);
	while (world_next_out(w, &out))
		said |= 1u << out.purpose;
	assert_int_equal(said, 1u << CARE_SAFETY | 1u << CARE_DUTY | 1u << CARE_NOTICE);
}

static int allow_checkin(struct care_turn *t, void *arg)
{
	return care_people_allow(t, arg, CARE_CHECKIN);
}

static void stop_of_one_purpose(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann;

	world_texts(w, ANN, "stop check-in");
	assert_hears(w, ANN, "No more check-ins.");
	ann = world_person(w, ANN);
	assert_int_equal(ann.stopped, 1u << CARE_CHECKIN);
	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	world_do(w, allow_checkin, &ann);
	assert_int_equal(world_person(w, ANN).stopped, 0);
	world_texts(w, ANN, "STOP");
	assert_hears(w, ANN, "Stopped. START.");
	ann = world_person(w, ANN);
	world_do(w, allow_checkin, &ann);		/* not after a STOP of everything */
	assert_true(world_person(w, ANN).stopped & (1u << CARE_CHECKIN));
}

static void erase_works_after_stop(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "STOP");
	assert_hears(w, ANN, "Stopped. START.");
	world_texts(w, ANN, "ERASE");
	assert_hears(w, ANN, "Really? 1 Yes, 2 No");
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "Erased; backups in 30 days.");
}

static void what_was_queued_before_stop_is_dropped(void **state)
{
	struct world *w = with_ann(state);
	struct store_out out;
	struct care_turn t;
	int64_t later_ms;

	world_texts(w, ANN, "menu");
	assert_true(world_next_out(w, &out));
	care_turn_init(&t, w->care, w, w->now_ms);
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND);
	world_texts(w, ANN, "STOP");
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND_DROP);
	assert_true(world_next_out(w, &out));		/* the answer to STOP itself */
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND);
}

/* --- Sessions -------------------------------------------------------------------------------- */

static void new_keyword_wins(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_texts(w, ANN, "find it hard to sleep");	/* free text: no keyword */
	assert_hears(w, ANN, "Looking for find it hard to sleep.");
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_texts(w, ANN, "chat");
	assert_hears(w, ANN, "Talking.");
	assert_silence(w);
}

static void session_outlives_a_restart_and_a_new_revision(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	/* The file is changed, and the program starts anew with it. */
	TALLOC_FREE(w->flows);
	w->flows = flow_set_new(w, &flow_vocabulary_standard);
	world_flow(w, "find.flow", "flow find\n  trigger keyword.find\n"
		   "  step start\n    say thanks\n    end\n");
	world_restart(w);
	world_texts(w, ANN, "food");
	assert_hears(w, ANN, "Looking for food.");
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "Thank you.");
}

static int keep_other(struct care_turn *t, void *arg)
{
	return store_revision_keep(t->store, "0123456789abcdef", "flow other", t->now_ms);
}

static void revision_goes_when_nobody_can_be_on_it(void **state)
{
	struct world *w = with_ann(state);
	const char *hash = flow_hash(flow_set_find(w->flows, "find"));
	char *source;

	world_texts(w, ANN, "FIND");
	world_passes(w, STORE_REVISION_KEEP_MS);
	world_do(w, keep_other, NULL);
	assert_int_equal(store_revision_get(w->st, w, hash, &source), 1);
	world_passes(w, DAYS_MS(2));
	world_do(w, keep_other, NULL);
	assert_int_equal(store_revision_get(w->st, w, hash, &source), 0);
	assert_int_equal(store_revision_get(w->st, w, "0123456789abcdef", &source), 1);
}

static void silence_is_heard_after_a_restart(void **state)
{
	struct world *w = with_ann(state);
	struct store_session session;

	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_restart(w);
	world_passes(w, HOURS_MS(2) - 1);
	assert_silence(w);
	world_passes(w, 1);
	assert_hears(w, ANN, "Still there?");
	assert_int_equal(store_session_get(w->st, w, world_person(w, ANN).id, &session), 0);
}

static void two_misses_offer_a_human(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: 1 Talk, 2 Find");
	world_texts(w, ANN, "banana");
	assert_hears(w, ANN, "Just the number: 1 Talk, 2 Find");
	world_texts(w, ANN, "banana");
	assert_hears(w, ANN, "A person can help: text 0. Or: Menu: 1 Talk, 2 Find");
	world_texts(w, ANN, "banana");
	assert_hears(w, ANN, "Text TALK, MENU or 0.");
	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	assert_int_equal(world_person(w, ANN).misses, 0);
}

static void help_and_back(void **state)
{
	struct world *w = with_ann(state);

	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Menu: *");
	world_texts(w, ANN, "help");
	assert_hears(w, ANN, "Help.");
	assert_hears(w, ANN, "Menu: *");
	world_texts(w, ANN, "back");
	assert_hears(w, ANN, "Menu: *");
	assert_silence(w);
}

static void replies_have_a_budget(void **state)
{
	struct world *w = with_ann(state);
	struct store_out out;
	int said = 0;

	for (int i = 0; i < 100; i++)
		world_texts(w, ANN, "xyzzy");
	while (world_next_out(w, &out))
		said++;
	assert_int_equal(said, 40 - 3);		/* with_ann() used three */
	world_passes(w, DAYS_MS(1));
	world_texts(w, ANN, "xyzzy");
	assert_hears(w, ANN, "Text TALK, MENU or 0.");
}

/* --- ERASE ---------------------------------------------------------------- */

static void erase_leaves_a_name_and_nothing_else(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN), stub;
	struct secret *number;

	world_texts(w, ANN, "ERASE");
	assert_hears(w, ANN, "Really? 1 Yes, 2 No");
	world_texts(w, ANN, "2");
	assert_hears(w, ANN, "Kept.");
	world_texts(w, ANN, "ERASE");
	assert_hears(w, ANN, "Really? 1 Yes, 2 No");
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "Erased; backups in 30 days.");
	assert_silence(w);

	assert_true(store_keys_erased(w->st, ann.id));
	assert_int_equal(store_people_by_address(w->st, STORE_ADDR_NUMBER, ANN, &stub), -ENOENT);
	assert_int_equal(store_people_by_id(w->st, ann.id, &stub), -ENOKEY);
	assert_int_equal(store_people_number(w->st, w, ann.id, &number), -ENOKEY);
	assert_int_equal(store_people_by_pseudonym(w->st, ann.pseudonym, &stub), -ENOKEY);

	world_texts(w, ANN, "hello");			/* somebody new */
	assert_hears(w, ANN, "Welcome *");
	assert_string_not_equal(world_person(w, ANN).pseudonym, ann.pseudonym);
}

/* --- PIN and new owners --------------------------------------------------- */

static void silent_for_long_without_pin_is_somebody_new(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);

	world_passes(w, DAYS_MS(91));
	world_texts(w, ANN, "hello");
	assert_hears(w, ANN, "Welcome *");
	assert_silence(w);
	assert_true(world_person(w, ANN).id != ann.id);
}

static void silent_for_long_with_pin_resumes_by_pin(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);

	set_pin(w);
	world_texts(w, ANN, "FIND");
	assert_hears(w, ANN, "What shall we look for?");
	world_passes(w, DAYS_MS(89));
	world_texts(w, ANN, "menu");
	assert_hears(w, ANN, "Still there?");
	assert_hears(w, ANN, "Menu: *");
	world_passes(w, DAYS_MS(91));
	world_restart(w);
	world_texts(w, ANN, "1");
	assert_hears(w, ANN, "Your PIN, or NEW.");
	world_texts(w, ANN, "8353");
	assert_hears(w, ANN, "Not the PIN.");
	world_texts(w, ANN, "8352");
	assert_hears(w, ANN, "Good to hear from you, *");
	assert_int_equal(world_person(w, ANN).id, ann.id);
	assert_false(world_person(w, ANN).pin_needed);
}

static void wrong_number_is_let_go(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN), old;

	set_pin(w);
	world_texts(w, ANN, "Wrong number");
	assert_hears(w, ANN, "We will not write again.");
	world_texts(w, ANN, "who is this");
	assert_hears(w, ANN, "Your PIN, or NEW.");
	world_texts(w, ANN, "NEW");
	assert_hears(w, ANN, "Menu: *");
	assert_true(world_person(w, ANN).id != ann.id);
	/* nothing of hers is lost */
	assert_int_equal(store_people_by_id(w->st, ann.id, &old), 0);
}

static void five_wrong_pins_lock(void **state)
{
	struct world *w = with_ann(state);

	set_pin(w);
	world_texts(w, ANN, "WRONG");
	assert_hears(w, ANN, "We will not write again.");
	for (int i = 0; i < CARE_PIN_TRIES - 1; i++) {
		world_texts(w, ANN, "1111");
		assert_hears(w, ANN, "Not the PIN.");
	}
	world_restart(w);
	world_texts(w, ANN, "1111");
	assert_hears(w, ANN, "Closed for 12 hours.");
	world_texts(w, ANN, "8352");			/* the right one, too early */
	assert_hears(w, ANN, "Closed for *");
	world_passes(w, CARE_PIN_LOCK_MS);
	world_texts(w, ANN, "8352");
	assert_hears(w, ANN, "Good to hear from you, *");
}

/* --- Under age, concerns -------------------------------------------------- */

static int make_staff(struct care_turn *t, void *arg)
{
	struct store_person p;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, BEN, &p);

	if (rc < 0)
		return rc;
	p.roles = STORE_ROLE_COORDINATOR | STORE_ROLE_SAFEGUARDING;
	return store_people_save(t->store, &p);
}

static void child_has_an_owner(void **state)
{
	struct world *w = with_ann(state);

	world_do(w, make_staff, NULL);
	world_texts(w, ANN, "AGE");
	assert_hears(w, ANN, "Age? *");
	world_texts(w, ANN, "1");
	assert_hears(w, BEN, "*: under age, wants to talk. DONE C*");
	assert_hears(w, ANN, "* has your message.");
	assert_int_equal(world_person(w, ANN).owner_id, world_person(w, BEN).id);
	assert_true(care_people_is_child(&(struct store_person){ .age = STORE_AGE_UNDER }));
	assert_hears(w, ANN, "*");			/* she is with the worker now, */
	assert_hears(w, BEN, "*");
	world_texts(w, ANN, "AGE");			/* who reads what she writes: */
	assert_hears(w, BEN, "*AGE");
	world_texts(w, ANN, "2");			/* no text makes her older */
	assert_int_equal(world_person(w, ANN).age, STORE_AGE_UNDER);
}

static int raise_mood(struct care_turn *t, void *arg)
{
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_MOOD, .why = "low mood", .about = arg }, NULL);
}

static void concern_goes_on_until_a_human_is_done(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);
	struct store_concern c;

	world_do(w, make_staff, NULL);
	world_do(w, raise_mood, &ann);
	assert_int_equal(store_concern_next(w->st, 0, 0, &c), 1);
	assert_hears(w, BEN, talloc_asprintf(w, "%s: low mood. DONE C%lld", ann.pseudonym,
					     (long long)c.id));
	world_do(w, raise_mood, &ann);			/* the same once more */
	assert_silence(w);
	world_passes(w, HOURS_MS(1));
	assert_hears(w, BEN, "*: low mood. DONE C*");
	world_texts(w, BEN, "CONCERNS");
	assert_hears(w, BEN, "List: C*low mood");
	world_texts(w, ANN, talloc_asprintf(w, "DONE C%lld", (long long)c.id));
	assert_hears(w, ANN, "Text TALK, MENU or 0.");	/* no command of a member's */
	world_texts(w, BEN, talloc_asprintf(w, "done c%lld", (long long)c.id));
	assert_hears(w, BEN, "Noted.");
	world_passes(w, DAYS_MS(1));
	assert_silence(w);
}

static void many_concerns_are_told_in_one_text(void **state)
{
	struct world *w = *state;
	struct store_person p;
	struct store_out out;

	world_do(w, make_staff, NULL);
	for (int i = 0; i < 5; i++) {
		world_texts(w, talloc_asprintf(w, "+25471234500%d", i), "hello");
		p = world_person(w, talloc_asprintf(w, "+25471234500%d", i));
		while (world_next_out(w, &out))
			;
		world_do(w, raise_mood, &p);
		if (i == 0)
			assert_hears(w, BEN, "*: low mood*");
		assert_silence(w);
	}
	world_passes(w, CARE_CONCERN_QUIET_MS);
	assert_hears(w, BEN, "5 concerns wait. CONCERNS");
	assert_silence(w);
}

/* --- Clocks --------------------------------------------------------------- */

static void local_clock_over_daylight_saving(void **state)
{
	/* 2026-03-29 01:00 UTC: London's 01:00 becomes 02:00; Paris' 02:00 becomes 03:00. */
	const int64_t spring = INT64_C(1774746000000), autumn = INT64_C(1792890000000);
	int64_t day;

	assert_int_equal(care_clock_minute("Europe/Paris", spring - 1), 119);
	assert_int_equal(care_clock_minute("Europe/Paris", spring), 180);
	day = care_clock_day("Europe/Paris", spring);
	assert_int_equal(care_clock_weekday("Europe/Paris", spring), 7);
	/* 02:30 is never shown: the moment of the jump. */
	assert_int_equal(care_clock_at("Europe/Paris", day, 150), spring);
	/* 08:00 on both sides: 23 hours apart. */
	assert_int_equal(care_clock_at("Europe/Paris", day, 480) -
			 care_clock_at("Europe/Paris", day - 1, 480), HOURS_MS(23));
	/* 2026-10-25 01:00 UTC: Paris' 03:00 becomes 02:00; 02:30 is shown twice. */
	day = care_clock_day("Europe/Paris", autumn);
	assert_int_equal(care_clock_at("Europe/Paris", day, 150), autumn - MINUTES_MS(30));
	assert_int_equal(care_clock_at("Europe/Paris", day, 480) -
			 care_clock_at("Europe/Paris", day - 1, 480), HOURS_MS(25));
	assert_int_equal(care_clock_next("Europe/Paris", autumn, 150), autumn + MINUTES_MS(30) +
			 HOURS_MS(24) - HOURS_MS(0));
	assert_int_equal(care_clock_minute("Asia/Kathmandu", 0), 330);
	assert_int_equal(care_clock_minute("No/Such", 0), 0);
	assert_true(care_clock_within("UTC", 0, 22 * 60, 6 * 60));
	assert_false(care_clock_within("UTC", HOURS_MS(12), 22 * 60, 6 * 60));
}

static int in_paris(struct care_turn *t, void *arg)
{
	struct store_person *p = arg;

	strcpy(p->zone, "Europe/Paris");
	p->last_in_at_ms = t->now_ms - DAYS_MS(1);
	return store_people_save(t->store, p);
}

static int say_checkin(struct care_turn *t, void *arg)
{
	return care_say(t, arg, CARE_CHECKIN, "thanks", NULL);
}

static int say_reply(struct care_turn *t, void *arg)
{
	return care_say(t, arg, CARE_REPLY, "thanks", NULL);
}

static void quiet_hours_over_daylight_saving(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);
	struct care_turn t;
	struct store_out out;
	int64_t later_ms;

	/* The evening before the clocks go forward in Paris, 23:00. */
	w->now_ms = INT64_C(1774746000000) - HOURS_MS(3);
	world_do(w, in_paris, &ann);
	world_do(w, say_checkin, &ann);
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms + HOURS_MS(8));	/* 08:00, not 09:00 */
	assert_int_equal(out.class, STORE_CLASS_CHECKIN);

	/* At the moment of sending it is asked again. */
	care_turn_init(&t, w->care, w, w->now_ms + HOURS_MS(7));
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND_LATER);
	assert_int_equal(later_ms, w->now_ms + HOURS_MS(8));
	care_turn_init(&t, w->care, w, w->now_ms + HOURS_MS(8));
	assert_int_equal(care_may_send(&t, &out, &later_ms), CARE_SEND);

	/* What answers somebody who is awake goes at once; an hour later it is night. */
	world_texts(w, ANN, "menu");
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms);
	w->now_ms += HOURS_MS(1);
	ann = world_person(w, ANN);
	world_do(w, say_reply, &ann);
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms + HOURS_MS(7));
}

static void pause_holds_what_we_begin(void **state)
{
	struct world *w = with_ann(state);
	struct store_person ann = world_person(w, ANN);
	struct store_out out;

	ann.paused_until_ms = w->now_ms + DAYS_MS(3);
	world_do(w, say_checkin, &ann);
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms + DAYS_MS(3));
	world_do(w, say_reply, &ann);			/* she texted a moment ago */
	assert_true(world_next_out(w, &out));
	assert_int_equal(out.send_at_ms, w->now_ms);
}

static int draw_many(struct care_turn *t, void *arg)
{
	char name[32];
	int i, rc = 0;

	for (i = 0; rc == 0 && i < 200; i++) {
		rc = care_pseudonym_draw(t, name);
		assert_true(strlen(name) < 32 && strchr(name, ' '));
	}
	return rc;
}

static void pseudonyms_fit(void **state)
{
	world_do(*state, draw_many, NULL);
}

/* What care carries out and knows is in the vocabulary that flows are checked by. */
static void tables_fit_the_vocabulary(void **state)
{
	const struct flow_vocabulary *v = &flow_vocabulary_standard;
	size_t i;

	for (const struct care_effect *const *room = care_effects; *room; room++)
		for (const struct care_effect *e = *room; e->name; e++) {
			for (i = 0; i < v->effects_len && strcmp(v->effects[i].name, e->name); i++)
				;
			assert_true(i < v->effects_len);
			assert_ptr_equal(care_effect_find(e->name), e);	/* named once */
		}
	for (const struct care_variable *const *room = care_variables; *room; room++)
		for (const struct care_variable *x = *room; x->name; x++) {
			for (i = 0; i < v->variables_len && strcmp(v->variables[i].name, x->name);
			     i++)
				;
			assert_true(i < v->variables_len);
		}
	for (const struct care_placeholder *const *room = care_placeholders; *room; room++)
		for (const struct care_placeholder *p = *room; p->name; p++) {
			for (i = 0; v->placeholders[i] && strcmp(v->placeholders[i], p->name); i++)
				;
			assert_non_null(v->placeholders[i]);
		}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(first_contact_is_one_text), T(keyword_at_first_contact_goes_straight_on),
		T(start_on_a_poster_is_welcomed), T(two_people_are_two), T(consent_is_kept),
		T(name_and_short_code_get_no_answer), T(unreadable_is_shown_to_a_human),
		T(part_is_heard_by_safety_alone), T(long_text_is_a_first_contact_when_it_is_whole),
		T(stop_is_a_whole_message), T(stop_is_sticky_and_leaves_safety),
		T(stop_of_one_purpose), T(erase_works_after_stop),
		T(what_was_queued_before_stop_is_dropped),
		T(new_keyword_wins), T(session_outlives_a_restart_and_a_new_revision),
		T(revision_goes_when_nobody_can_be_on_it), T(silence_is_heard_after_a_restart),
		T(two_misses_offer_a_human), T(help_and_back), T(replies_have_a_budget),
		T(erase_leaves_a_name_and_nothing_else),
		T(silent_for_long_without_pin_is_somebody_new),
		T(silent_for_long_with_pin_resumes_by_pin), T(wrong_number_is_let_go),
		T(five_wrong_pins_lock),
		T(child_has_an_owner), T(concern_goes_on_until_a_human_is_done),
		T(many_concerns_are_told_in_one_text),
		T(local_clock_over_daylight_saving), T(quiet_hours_over_daylight_saving),
		T(pause_holds_what_we_begin), T(pseudonyms_fit), T(tables_fit_the_vocabulary),
	};

	base_init(NULL, "people_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
