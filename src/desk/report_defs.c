// SPDX-License-Identifier: AGPL-3.0-or-later
/* Which reports there are, and what each cannot show. */
#include "desk/report_int.h"

#define PARTS(list) .parts = list, .parts_len = ARRAY_LEN(list)

static const struct report_part all[] = { { "", "All" } };
static const struct report_part first_again[] = { { "first", "First time" }, { "again", "Again" } };
static const struct report_part peers[] = {
	{ "first", "First conversation" }, { "same", "Same peer as last time" },
	{ "other", "Another peer" }, { "staff", "With staff" },
};
static const struct report_part ends[] = {
	{ "1", "By the member" }, { "2", "By the peer" }, { "3", "Silence" },
	{ "4", "Handed over" },
	{ "5", "Abusive contact" }, { "6", "Blocked" }, { "7", "Phone lost" }, { "8", "Under age" },
	{ "9", "To on-call staff" }, { "10", "Left the service" },
};
static const struct report_part feedback[] = {
	{ "1", "Helped" }, { "2", "Helped a little" }, { "3", "Did not help" },
};
static const struct report_part marks[] = {
	{ "missed", "No answer" }, { "skipped", "Skipped" }, { "1", "1 (very low)" }, { "2", "2" },
	{ "3", "3" }, { "4", "4" }, { "5", "5 (well)" },
};
static const struct report_part change[] = {
	{ "down", "Lower than last time" }, { "same", "The same" },
	{ "up", "Higher than last time" },
};
static const struct report_part helped[] = { { "yes", "Helped" }, { "no", "Did not help" } };
static const struct report_part tiers[] = { { "A", "Tier A" }, { "B", "Tier B" } };
static const struct report_part outcomes[] = {
	{ "1", "Safe, with a plan" }, { "2", "Safe, a false alarm" },
	{ "3", "With another service" },
	{ "4", "Emergency services reached them" }, { "5", "Unreachable" },
};
static const struct report_part moods[] = {
	{ "1", "1 (very low)" }, { "2", "2" }, { "3", "3" }, { "4", "4" }, { "5", "5 (well)" },
};

#define NO_PERSON "It counts events, not people: one person may be in it many times."
#define NO_CAUSE "It says nothing about why, nor about those who never wrote."

const struct report_def report_defs[] = {
	{ "texts", "Texts that came in", "How much the line is used.", NO_PERSON, REPORT_PARTS,
	  "text.in", .by = false, PARTS(all) },
	{ "uptake", "New people, by the number they wrote to",
	  "Which way of finding the line works.",
	  "A number stands for a poster or a campaign only if it was printed nowhere else. "
	  NO_CAUSE, REPORT_PARTS, "person.new", .by = true },
	{ "requests", "Wishes to talk", "How many asked for a human.", NO_PERSON, REPORT_PARTS,
	  "request.new", PARTS(first_again), .by = true },
	{ "requests-answered", "Wishes to talk that a human took",
	  "Compare with the wishes: the rest is waiting, left, or was kept for safeguarding.",
	  NO_PERSON, REPORT_PARTS, "request.taken", PARTS(first_again), .by = true },
	{ "requests-left", "People who left the line before anybody came",
	  "Waits that were too long.",
	  "It cannot tell who no longer needed it. " NO_PERSON, REPORT_PARTS, "request.left",
	  PARTS(all), .by = true },
	{ "waits", "How long until a human said yes", "From the wish to the acceptance.",
	  "Those who left before are not in it, so long waits look shorter than they are.",
	  REPORT_TIMES, "request.wait", .prefix = "", .by = true },
	{ "first-answers", "How long until the first answer",
	  "From the acceptance to the first words.",
	  "It does not say whether the words were any good.", REPORT_TIMES, "talk.answer",
	  .prefix = "", .by = true },
	{ "matching", "With whom: continuity", "How often people get the same peer again.",
	  "The same peer is not always the better one.", REPORT_PARTS, "talk.new", PARTS(peers),
	  .by = true, .share_title = "Same peer", .share_of = 1 << 1 },
	{ "ends", "How conversations end", "Who ended them.", NO_CAUSE, REPORT_PARTS, "talk.end",
	  PARTS(ends), .by = true },
	{ "feedback", "Did the conversation help?", "What people answered afterwards.",
	  "Most do not answer, and those who do differ from those who do not.", REPORT_PARTS,
	  "talk.feedback", PARTS(feedback), .by = true, .share_title = "Helped", .share_of = 1 },
	{ "topics", "What people wished a peer to know", "From wishes, when a conversation begins.",
	  "What was really talked about is nobody's to count.", REPORT_PARTS, "topic", .by = true },
	{ "checkins", "Check-ins, with those that got no answer", "Moods, and silence beside them.",
	  "Silence is not a mood. Moods of those who answer are not those of all. " NO_PERSON,
	  REPORT_PARTS, "checkin", PARTS(marks), .by = true, .share_title = "No answer",
	  .share_of = 1 },
	{ "mood-change", "Mood against the answer before", "Of those who answered twice.",
	  "Whoever stops answering drops out, often those who are worse. It proves no effect.",
	  REPORT_PARTS, "checkin.change", PARTS(change), .by = true },
	{ "who5-change", "WHO-5 against the score before", "Of those who filled it in twice.",
	  "Whoever stops answering drops out, often those who are worse. It proves no effect.",
	  REPORT_PARTS, "who5.change", PARTS(change), .by = true },
	{ "signposts", "Did the place help?", "What people said of services they were told of.",
	  "Most do not answer.", REPORT_PARTS, "find.helped", PARTS(helped),
	  .share_title = "Helped", .share_of = 1 },
	{ "incidents", "People in danger", "Incidents that were opened, by tier.",
	  "Software hears a third of what people mean or less: many in danger are not in it.",
	  REPORT_PARTS, "incident.new", PARTS(tiers), .by = true },
	{ "incident-alarm-a", "Tier A: until the first alarm left", "The promise is 10 seconds.",
	  NO_PERSON, REPORT_TIMES, "incident.alarm", .prefix = "A" },
	{ "incident-alarm-b", "Tier B: until the first alarm left", "The promise is 10 seconds.",
	  NO_PERSON, REPORT_TIMES, "incident.alarm", .prefix = "B" },
	{ "incident-ack-a", "Tier A: until a human took it", "From the first words.", NO_PERSON,
	  REPORT_TIMES, "incident.ack", .prefix = "A" },
	{ "incident-ack-b", "Tier B: until a human took it", "From the first words.", NO_PERSON,
	  REPORT_TIMES, "incident.ack", .prefix = "B" },
	{ "incident-contact-a", "Tier A: until contact was made", "From the first words.",
	  "Those who were never reached are not in it.", REPORT_TIMES, "incident.contact",
	  .prefix = "A" },
	{ "incident-contact-b", "Tier B: until contact was made", "From the first words.",
	  "Those who were never reached are not in it.", REPORT_TIMES, "incident.contact",
	  .prefix = "B" },
	{ "incident-ends", "What became of people in danger",
	  "As those said who closed the incident.",
	  "It ends with the incident; what came later is not known.", REPORT_PARTS, "incident.end",
	  PARTS(outcomes), .by = true },
	{ "shifts", "Peers' shifts: work and rest", "All peers together.",
	  "Nobody's own hours can be seen here; those are for pay and need two people.",
	  REPORT_SUMS,
	  .metric = "shift" },
	{ "shift-moods", "How peers are after their shift", "As they answer.",
	  "Those who do not answer may be the tired ones.", REPORT_PARTS, "shift.mood",
	  PARTS(moods) },
	{ "hours", "Wishes to talk, by hour of the day", "When people need somebody.", NO_CAUSE,
	  REPORT_HOURS, .metric = "request.new" },
	{ "text-hours", "Texts, by hour of the day", "When the line is used.", NO_PERSON,
	  REPORT_HOURS, .metric = "text.in" },
};
const size_t report_defs_len = ARRAY_LEN(report_defs);
