// SPDX-License-Identifier: AGPL-3.0-or-later
/* Each flow that ships, from its real beginning to its end; library.h says how rows are read. */
#include "library.h"

/* The menu of whoever is known and rings. */
#define RINGS	"V ring\n V < voice.hello menu.main\n"
#define MORE	RINGS "V > menu.more\n V < more.ask\n"
#define FURTHER	MORE "V > more.further\n V < further.ask\n"
#define LEAVING	RINGS "V > menu.settings\n V < settings.ask\n V > settings.leaving\n" \
	"V < leaving.ask\n"
/* Asked for by text, gone on with by phone: the question comes again. */
#define RINGS_AGAIN(key) "V ring\n V < " key "\n"

#define CHECKINS_AGAIN	RINGS "V > menu.checkin\n V < checkin.again_ask\n"
#define FIT	RINGS "V > menu.talk\n V < talk.kind\n V > talk.kind.fit\n"

const struct library_row library_rows[] = {
	{ "welcome", "a first text, to somebody to talk with", .stranger = true, .script =
		"T > \"habari\"\n T < welcome.first\n"
		"V ring\n V < welcome.first\n"
		"walk\n"
		"> 1\n < consent.one consent.two\n > yes\n < age.ask\n > 5\n"
		"< welcome.pseudonym queue.in.unknown\n + 5s\n T june < offer.newcomer\n"
		"= member.consent true\n = member.age 25-59\n " },
	{ "welcome", "no answer: somebody is told, and the door stays open", .stranger = true,
		.script =
		"T > \"habari\"\n T < welcome.first\n T + 15m\n T < welcome.still\n"
		" T lena < coordinator.concern\n"
		"T > \"maua\"\n T < consent.one consent.two\n", .text_only = true },
	{ "welcome", "where texts are free it says so", .stranger = true, .text_only = true,
		.given = "set people: free-to-text yes", .script =
		"> \"habari\"\n < welcome.free\n > 2\n < find.what\n" },
	{ "consent", "does not agree", .stranger = true, .script =
		"T > keyword.talk\n T < consent.one consent.two\n"
		"V ring\n V < welcome.first\n V > menu.talk\n V < consent.one consent.two\n"
		"walk\n"
		"> no\n < consent.refused\n = member.consent false\n then 0 wait in line\n" },
	{ "age", "is under age, and gets a worker by name", .stranger = true, .script =
		"T > keyword.talk\n T < consent.one consent.two\n"
		"V ring\n V < welcome.first\n V > menu.talk\n V < consent.one consent.two\n"
		"> yes\n < age.ask\n"
		"walk\n"
		"> age.13-15\n < minor.welcome\n T < talk.connected\n = member.child true\n"
		" lena < coordinator.concern\n" },
	{ "menu", "to everything, and to talk", .script =
		"T > keyword.menu\n T < menu.main\n" RINGS
		"walk\n"
		"> menu.talk\n < talk.kind\n" },
	{ "talk", "with a wish", .script =
		"T > keyword.talk\n T < talk.kind\n"
		RINGS "V > menu.talk\n V < talk.kind\n"
		"walk\n"
		"> talk.kind.wish\n < talk.wish\n > talk.wish.any\n < queue.in.unknown\n + 5s\n"
		" T june < offer.newcomer\n" },
	{ "find", "food, from a directory", .given =
		"clock 2026-03-09 09:30\n the directory is contrib/demo/directory", .script =
		"T > keyword.find\n T < find.what\n"
		RINGS "V > menu.find\n V < find.what\n"
		"walk\n"
		"> find.food\n T < find.where\n T > \"Nakuru\"\n"
		"V forget\n"
		"T < find.result\n" },
	{ "find-helped", "the day after", .given =
		"clock 2026-03-09 09:30\n the directory is contrib/demo/directory", .script =
		"> keyword.find\n < find.what\n > find.food\n < find.where\n > \"Nakuru\"\n"
		" < find.result\n sleep 23h\n + 2h\n < find.helped\n"
		RINGS_AGAIN("find.helped")
		"walk\n"
		"> yes\n < find.helped.thanks\n" },
	{ "checkin-start", "at an hour of their own", .script =
		"T > keyword.checkin\n T < checkin.offer\n"
		RINGS "V > menu.checkin\n V < checkin.offer\n"
		"walk\n"
		"> checkin.hour.17\n < checkin.started\n V < checkin.first\n V > later\n"
		" = member.checkin true\n = member.hour 1020\n" },
	{ "checkin", "a low one: a person is offered", .script =
		"> keyword.checkin\n < checkin.offer\n > checkin.hour.12\n < checkin.started\n"
		" + 2h\n< checkin.mood\n" RINGS_AGAIN("checkin.mood")
		"walk\n"
		"> 1\n < checkin.talk_now\n lena < coordinator.concern\n > later\n"
		" < checkin.later\nthen concern about zed is open\n" },
	{ "less", "half as often, asked for on a call", .script =
		"> keyword.checkin\n < checkin.offer\n > checkin.hour.12\n < checkin.started\n"
		"T > keyword.less\n" CHECKINS_AGAIN "V > checkin.rarer\n < checkin.less\n" },
	{ "less", "half as often", .text_only = true, .script =
		"> keyword.less\n < checkin.none\n"
		"> keyword.checkin\n < checkin.offer\n > checkin.hour.12\n < checkin.started\n"
		"> keyword.less\n < checkin.less\n + 2h\n < checkin.mood\n walk\n > 4\n"
		" < checkin.thanks\n + 1d\n" },
	{ "share", "and takes it back", .script =
		"> keyword.checkin\n < checkin.offer\n > checkin.hour.12\n < checkin.started\n"
		"T > keyword.share\n" CHECKINS_AGAIN "V > checkin.peer\n < checkin.share\n"
		"= member.shares true\n T > keyword.share\n"
		"V < menu.main\n V > menu.checkin\n V < checkin.again_ask\n V > checkin.peer\n"
		" < checkin.unshare\n = member.shares false\n" },
	{ "worried", "about somebody in danger now", .script =
		"T > keyword.worried\n T < worried.ask\n"
		RINGS "V > menu.worried\n V < worried.ask\n"
		"walk\n"
		"> yes\n < worried.now\n then incident of zed is alarming\n"
		" omar < oncall.alarm\n" },
	{ "more", "what else there is", .script =
		"T > keyword.more\n T < more.ask\n" MORE "walk\n > more.ground\n < ground.see\n" },
	{ "further", "what else there is, and of it the five texts", .script =
		"T > keyword.more\n T < more.ask\n T > more.further\n T < further.ask\n" FURTHER
		"walk\n > further.learn\n < learn.ask\n > no\n" },
	{ "further", "what a clinician has signed is offered", .given = "clinician signs gad7",
		.script = "T > keyword.more\n T < more.ask\n T > more.further\n T < further.ask\n"
		FURTHER "> further.gad7\n < phq9.intro\n > no\n" },
	{ "feel", "a strong one", .script =
		"T > keyword.feel\n" MORE "V > more.feel\n < feel.kind\n walk\n"
		"> feel.hard\n < feel.which\n > feel.afraid\n < feel.nearest\n > feel.overwhelmed\n"
		"< feel.strong\n > 5\n < feel.offer\n > no\n < feel.named\n" },
	{ "ground", "to its end", .script =
		"T > keyword.ground\n" MORE "V > more.ground\n < ground.see\n walk\n"
		"> next\n < ground.touch\n > next\n < ground.hear\n > next\n < ground.breathe\n"
		"> ground.same\n < ground.more\n > ground.stop\n < ground.done\n" },
	{ "who5", "poor: somebody is told, a person is offered", .script =
		"T > keyword.wellbeing\n" FURTHER "V > more.who5\n < who5.intro\n walk\n"
		"> yes\n < who5.cheerful\n > 1\n < who5.calm\n > 3\n < who5.active\n > 2\n"
		" < who5.rested\n"
		"> 1\n < who5.interest\n > 2\n < who5.low\n lena < coordinator.concern\n"
		"score who5 16 poor 0,2,1,0,1\n then concern about zed is open\n"
		"> yes\n < queue.in.unknown\n then 1 wait in line\n" },
	{ "who5", "low: a person is offered", .script =
		"T > keyword.wellbeing\n" FURTHER "V > more.who5\n < who5.intro\n"
		"> yes\n < who5.cheerful\n > 3\n < who5.calm\n > 3\n < who5.active\n > 4\n"
		" < who5.rested\n"
		"> 4\n < who5.interest\n > 3\n < who5.low\n score who5 48 low 2,2,3,3,2\n"
		"then concern about zed is none\n > later\n < who5.later\n" },
	{ "who5", "well", .script =
		"T > keyword.wellbeing\n" FURTHER "V > more.who5\n < who5.intro\n"
		"> yes\n < who5.cheerful\n > 6\n < who5.calm\n > 6\n < who5.active\n > 6\n"
		" < who5.rested\n"
		"> 6\n < who5.interest\n > 6\n < who5.well\n score who5 100 well 5,5,5,5,5\n" },
	{ "phq9", "the ninth question: the human path at once, whatever the sum",
		.given = "clinician signs phq9", .script =
		"T > keyword.phq\n" FURTHER "V > further.phq9\n < phq9.intro\n walk\n"
		"> yes\n < phq9.interest\n > 1\n < phq9.down\n > 1\n < phq9.sleep\n > 1\n"
		" < phq9.tired\n > 1\n"
		"< phq9.appetite\n > 1\n < phq9.failure\n > 1\n < phq9.concentrate\n > 1\n"
		" < phq9.slow\n > 1\n"
		"< phq9.harm\n > 2\n < safety.nine\n score phq9 1 rule 0,0,0,0,0,0,0,0,1\n"
		"lena < coordinator.concern\n then concern about zed is open\n"
		"> safety.nine.yes\n < safety.a\n then incident of zed is alarming\n" },
	{ "phq9", "moderate", .given = "clinician signs phq9", .script =
		"> keyword.phq\n < phq9.intro\n" RINGS_AGAIN("phq9.intro")
		"> yes\n < phq9.interest\n > 3\n < phq9.down\n > 3\n < phq9.sleep\n > 3\n"
		" < phq9.tired\n > 3\n"
		"< phq9.appetite\n > 3\n < phq9.failure\n > 1\n < phq9.concentrate\n > 1\n"
		" < phq9.slow\n > 1\n"
		"< phq9.harm\n > 1\n < phq9.high\n score phq9 10 moderate 2,2,2,2,2,0,0,0,0\n"
		"> later\n < phq9.later\n then concern about zed is open\n" },
	{ "phq9", "nobody is there", .given = "clock 2026-11-23 23:30\n"
		" set queue: open-hours mon-fri 09:00-21:00\n clinician signs phq9",
		.text_only = true, .script = "> keyword.phq\n < phq9.closed\n" },
	{ "gad7", "severe", .given = "clinician signs gad7", .script =
		"T > keyword.gad\n" FURTHER "V > further.gad7\n < phq9.intro\n walk\n"
		"> yes\n < gad7.nervous\n > 4\n < gad7.control\n > 4\n < gad7.worry\n > 4\n"
		" < gad7.relax\n > 4\n"
		"< gad7.restless\n > 4\n < gad7.annoyed\n > 4\n < gad7.afraid\n > 4\n < phq9.high\n"
		"score gad7 21 severe 3,3,3,3,3,3,3\n lena < coordinator.concern\n"
		"then concern about zed is open\n > yes\n < queue.in.unknown\n" },
	{ "goals", "one, and a question once a week", .script =
		"T > keyword.goal\n" MORE "V > more.goals\n < goals.write\n walk\n"
		"T > \"maua\"\n T < goals.weekly\n T > yes\n T < goals.weekly.yes\n"
		"T = kept.goal maua\n T = follows.goals-nudge true\n"
		"T > keyword.goal\n T < goals.choose\n T > goals.forget\n T < goals.forgotten\n"
		"T = kept.goal nothing\n T = follows.goals-nudge false\n" },
	{ "goals-nudge", "on a Monday", .script =
		"> keyword.goal\n < goals.write\n > \"maua\"\n < goals.weekly\n > yes\n"
		" < goals.weekly.yes\n"
		"sleep 7d\n + 3h\n < goals.nudge\n" RINGS_AGAIN("goals.nudge") "walk\n"
		"> goals.notyet\n < goals.notyet.thanks\n = follows.goals-nudge true\n" },
	{ "journal", "a page behind a PIN", .script =
		"> keyword.journal\n < journal.first pin.new\n walk\n"
		"> \"2580\"\n < journal.ask\n > \"maua mto\"\n < journal.kept\n = member.pin true\n"
		"> keyword.journal\n < pin.enter\n > 1357\n < pin.wrong\n > 2580\n"
		" < journal.choose\n> journal.read\n < own\n", .text_only = true },
	{ "safety-plan", "in their words, and read back", .script =
		"> keyword.plan\n < plan.intro\n walk\n"
		"> yes\n < plan.signs\n > \"maua\"\n < plan.helps\n > \"mto\"\n < plan.places\n"
		" > skip\n"
		"< plan.people\n > \"mama\"\n < plan.ring\n > skip\n < plan.room\n > skip\n"
		"< plan.read.begins own own own plan.read.ends\n = kept.plan-people mama\n"
		"> keyword.plan\n < plan.choose\n > plan.forget\n < plan.forget.ask\n > yes\n"
		" < plan.forgotten\n= kept.plan-signs nothing\n", .text_only = true },
	{ "learn", "asked for, and ended", .script =
		"T > keyword.learn\n" FURTHER "V > further.learn\n < learn.ask\n walk\n"
		"> yes\n < learn.begun\n = follows.learn-daily true\n" },
	{ "learn-daily", "five texts and no more", .text_only = true, .script =
		"> keyword.learn\n < learn.ask\n > yes\n < learn.begun\n sleep 1d\n + 3h\n"
		" < learn.one\n"
		"sleep 21h\n + 3h\n < learn.two\n sleep 21h\n + 3h\n < learn.three\n sleep 21h\n"
		" + 3h\n< learn.four\n sleep 21h\n + 3h\n < learn.five\n sleep 2d\n"
		"= follows.learn-daily false\n" },
	{ "waiting", "asks to be asked", .script =
		"T > keyword.waiting\n" FURTHER "V > further.waiting\n < waiting.ask\n walk\n"
		"> yes\n < waiting.begun\n = group.waiting true\n"
		" = follows.waiting-weekly true\n" },
	{ "waiting-weekly", "worse: somebody is told", .script =
		"> keyword.waiting\n < waiting.ask\n > yes\n < waiting.begun\n sleep 1d\n + 3h\n"
		" < waiting.how\n"
		RINGS_AGAIN("waiting.how") "walk\n"
		"> waiting.worse\n < waiting.talk\n then concern about zed is open\n > later\n"
		"< waiting.same.thanks\n = group.waiting true\n" },
	{ "fit", "a call suits", .script =
		"T > keyword.fit\n" FIT "< fit.alone\n walk\n"
		"> yes\n < fit.phone\n > yes\n < fit.speak\n > fit.speak.talk\n < fit.safe\n"
		" > yes\n T < fit.ring\n T > fit.call\n V < fit.here\n V > fit.talk\n"
		" < queue.in.unknown\n" },
	{ "fit", "not safe at home", .script =
		"T > keyword.fit\n" FIT "< fit.alone\n"
		"> yes\n < fit.phone\n > yes\n < fit.speak\n > fit.speak.talk\n < fit.safe\n > no\n"
		" < safety.nine\nlena < coordinator.concern\n then concern about zed is open\n" },
	{ "feedback", "after a conversation", .script =
		"> keyword.talk\n < talk.kind\n > talk.kind.text\n < queue.in.unknown\n + 5s\n"
		" T june < offer.newcomer\n"
		"june > 1\n < talk.connected\n june > \"maua\"\n < own\n > keyword.end\n"
		" < talk.closed\n + 3h\n < feedback.ask\n"
		RINGS_AGAIN("feedback.ask") "walk\n > feedback.no\n < feedback.no.thanks\n" },
	{ "pause", "three days", .script =
		"T > keyword.pause\n" LEAVING "V > leaving.pause\n < pause.ask\n walk\n"
		"> pause.3days\n < pause.done\n = member.paused true\n" },
	{ "erase", "everything", .script =
		"T > keyword.erase\n" LEAVING "V > leaving.erase\n < erase.ask\n walk\n"
		"> yes\n < erase.done\n then zed is unknown\n" },
	{ "leaving", "no questions any more", .script =
		"> keyword.checkin\n < checkin.offer\n > checkin.hour.12\n < checkin.started\n"
		"T > keyword.leaving\n T < leaving.ask\n" LEAVING "walk\n"
		"> leaving.quiet\n < leaving.quiet.done\n = member.checkin false\n" },
	{ "privacy", "in two texts", .script =
		"T > keyword.privacy\n" LEAVING
		"V > leaving.privacy\n < privacy.one privacy.two\n" },
	{ "settings", "hours", .script =
		"T > keyword.settings\n T < settings.ask\n"
		RINGS "V > menu.settings\n V < settings.ask\n walk\n"
		"> settings.hours\n < settings.hours.ask\n > settings.hours.evening\n"
		" < settings.done\n" },
	{ "settings", "another language, from the next word on", .script =
		"T > keyword.settings\n T < settings.ask\n"
		RINGS "V > menu.settings\n V < settings.ask\n"
		"> settings.language\n < settings.language.ask\n > 3\n < settings.language.done\n"
		"= member.lang fr\n" },
	{ "practice", "a peer in training", .text_only = true, .given =
		"ada +254722000105 is peer in training", .script =
		"as ada\n > keyword.practice\n < practice.start\n" },
	{ "board", "stories are for listening", .script =
		"T > keyword.stories\n T < story.text\n"
		RINGS "V > menu.talk\n V < talk.kind\n V > talk.kind.stories\n V < story.ask\n"
		" walk\nV > story.listen\n V < story.none\n" },

	/* What else they say. */
#define CHECKINS "> keyword.checkin\n < checkin.offer\n > checkin.hour.12\n < checkin.started\n"
	{ "checkin", "no answer, asked once more, skipped", .text_only = true, .script =
		CHECKINS "+ 2h\n < checkin.mood\n + 6h\n < checkin.nudge\n > skip\n"
		"< checkin.skip\n" },
	{ "checkin-start", "asked for again: ended", .text_only = true, .script =
		CHECKINS "> keyword.checkin\n < checkin.again_ask\n > checkin.end\n"
		"< checkin.ended\n"
		"= member.checkin false\n" },
	{ "erase", "waits while an incident is open", .text_only = true, .script =
		"> 9\n < safety.nine\n > safety.nine.yes\n < safety.a\n"
		"> keyword.erase\n < erase.ask\n > yes\n < erase.waits\n" },
	{ "feedback", "it helped", .text_only = true, .script =
		"> keyword.talk\n < talk.kind\n > talk.kind.text\n < queue.in.unknown\n + 5s\n"
		"june < offer.newcomer\n june > 1\n < talk.connected\n june > \"maua\"\n < own\n"
		"> keyword.end\n < talk.closed\n + 3h\n < feedback.ask\n > feedback.yes\n"
		"< feedback.thanks\n" },
	{ "fit", "writing suits, not now", .text_only = true, .script =
		"> keyword.fit\n < fit.alone\n > no\n < fit.phone\n > yes\n < fit.speak\n"
		"> fit.speak.write\n < fit.safe\n > yes\n < fit.text\n > later\n" },
	{ "fit", "meeting suits", .text_only = true, .script =
		"> keyword.fit\n < fit.alone\n > yes\n < fit.phone\n > yes\n < fit.speak\n"
		"> fit.speak.meet\n < fit.safe\n > yes\n < fit.meet\n > fit.find\n < find.what\n" },
	{ "goals-nudge", "nearer, and a week later no more", .text_only = true, .script =
		"> keyword.goal\n < goals.write\n > \"maua\"\n < goals.weekly\n > yes\n"
		"< goals.weekly.yes\n sleep 7d\n + 3h\n < goals.nudge\n > goals.nearer\n"
		"< goals.nearer.thanks\n sleep 7d\n < goals.nudge\n > goals.stop\n"
		"< goals.stopped\n"
		"= follows.goals-nudge false\n" },
	{ "journal", "empty, and forgotten", .text_only = true, .script =
		"> keyword.journal\n < journal.first pin.new\n > \"2580\"\n < journal.ask\n"
		"> keyword.journal\n < pin.enter\n > 2580\n < journal.choose\n > journal.read\n"
		"< journal.none\n > keyword.journal\n < pin.enter\n > 2580\n < journal.choose\n"
		"> journal.forget\n < journal.forget.ask\n > yes\n < journal.forgotten\n" },
#define AGAIN "voice.record.words.again"
#define SAYS(what, next) "> \"" what "\"\n < voice.keep.words\n > 1\n < " next "\n"
	{ "journal", "said, and played to nobody else", .voice_only = true, .script =
		MORE "> more.journal\n < journal.first pin.new\n > 2580\n"
		"< journal.ask voice.record.words\n" SAYS("maua", "journal.kept menu.main")
		"lena < coordinator.concern\n > menu.more\n < more.ask\n > more.journal\n"
		"< pin.enter\n > 1357\n < pin.wrong pin.enter\n > 2580\n < journal.choose\n"
		"> journal.read\n < menu.main\n > menu.more\n < more.ask\n > more.journal\n"
		"< pin.enter\n > 2580\n < journal.choose\n > journal.forget\n"
		"< journal.forget.ask\n > yes\n < journal.forgotten\n"
		"then concern about zed is none\n" },
	{ "safety-plan", "in their own voice", .voice_only = true, .script =
		MORE "> more.plan\n < plan.intro\n > yes\n < plan.signs voice.record.words\n"
		SAYS("maua", "plan.helps " AGAIN) SAYS("mto", "plan.places " AGAIN)
		"> \"a\"\n < voice.keep.words\n > 4\n < voice.dropped plan.people " AGAIN "\n"
		SAYS("mama", "plan.ring " AGAIN) SAYS("b", "plan.room " AGAIN)
		SAYS("c", "plan.read.begins plan.read.ends menu.main")
		"> menu.more\n < more.ask\n > more.plan\n < plan.choose\n > plan.forget\n"
		"< plan.forget.ask\n > yes\n < plan.forgotten\n = kept.plan-signs nothing\n" },
	{ "goals", "one, said on the phone", .voice_only = true, .script =
		MORE "> more.goals\n < goals.write voice.record.words\n"
		SAYS("maua", "goals.weekly") "> yes\n < goals.weekly.yes menu.main\n"
		"= follows.goals-nudge true\n lena < coordinator.concern\n"
		"> menu.more\n < more.ask\n > more.goals\n < goals.choose\n > goals.forget\n"
		"< goals.forgotten\n = kept.goal nothing\n = follows.goals-nudge false\n" },
	{ "learn", "ended before the first", .text_only = true, .script =
		"> keyword.learn\n < learn.ask\n > yes\n < learn.begun\n > keyword.learn\n"
		"< learn.running\n > learn.stop\n < learn.stopped\n"
		"= follows.learn-daily false\n" },
	{ "pause", "and over again", .text_only = true, .script =
		"> keyword.pause\n < pause.ask\n > pause.week\n < pause.done\n > keyword.pause\n"
		"< pause.ask\n > pause.end\n < pause.ended\n = member.paused false\n" },
	{ "phq9", "minimal", .text_only = true, .given = "clinician signs phq9", .script =
		"> keyword.phq\n < phq9.intro\n > yes\n < phq9.interest\n > 2\n < phq9.down\n > 1\n"
		"< phq9.sleep\n > 2\n < phq9.tired\n > 2\n < phq9.appetite\n > 1\n"
		"< phq9.failure\n > 1\n"
		"< phq9.concentrate\n > 2\n < phq9.slow\n > 1\n < phq9.harm\n > 1\n < phq9.low\n"
		"score phq9 4 minimal 1,0,1,1,0,0,1,0,0\n then concern about zed is none\n" },
	{ "practice", "is not for members", .text_only = true, .script =
		"> keyword.practice\n < practice.refused\n" },
	{ "settings", "plain words", .text_only = true, .script =
		"> keyword.settings\n < settings.ask\n > settings.words\n < settings.words.ask\n"
		"> settings.words.plain\n < settings.done\n = member.plain true\n" },
	{ "waiting", "stopped", .text_only = true, .script =
		"> keyword.waiting\n < waiting.ask\n > yes\n < waiting.begun\n > keyword.waiting\n"
		"< waiting.running\n > waiting.stop\n < waiting.stopped\n"
		"= group.waiting false\n" },
	{ "waiting-weekly", "has a place", .text_only = true, .script =
		"> keyword.waiting\n < waiting.ask\n > yes\n < waiting.begun\n sleep 1d\n + 3h\n"
		"< waiting.how\n > waiting.place\n < waiting.place.thanks\n"
		"= group.waiting false\n" },
	{ "who5", "enough", .text_only = true, .script =
		"> keyword.wellbeing\n < who5.intro\n > yes\n < who5.cheerful\n > enough\n"
		"< who5.unfinished\n" },
	{ "worried", "about somebody, not in danger now", .text_only = true, .script =
		"> keyword.worried\n < worried.ask\n > no\n < worried.tell\n > \"maua mto\"\n"
		"< worried.thanks\n lena < coordinator.concern\n"
		"then concern about zed is open\n" },
};
const size_t library_rows_len = ARRAY_LEN(library_rows);
