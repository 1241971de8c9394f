// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What the shipped flows may ask of care/: effects, facts and placeholders.
 * This table is the contract: the checker refuses any other name, and care/
 * has a handler for every row (its test walks this table).
 */
#include "flow/flow.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct flow_effect_spec effects[] = {
	/* --- who somebody is and what they agreed to --- */
	{ "consent", 1, 1, LIST("given", "refused"), NULL,
	  "notes that the person agreed, or did not, to what was said about their words" },
	{ "age", 1, 1, LIST("under13", "13-15", "16-17", "18-24", "25-59", "60-up"),
	  LIST("adult", "child"),
	  "notes the age band; the outcome is `child` below the service's age for adult peers" },
	{ "safeguard", 0, 0, NULL, NULL,
	  "gives a person under age to the safeguarding worker by name, also out of hours" },
	{ "language", 1, 1, NULL, LIST("set", "unknown"),
	  "changes the person's language (a code such as sw)" },
	{ "words", 1, 1, LIST("discreet", "plain"), NULL,
	  "chooses between discreet and plain words" },
	{ "safe-hours", 2, 2, NULL, NULL,
	  "texts that we start may come only between these hours of the day (8, 20)" },
	{ "checkin-hour", 1, 1, NULL, NULL, "the hour of the day for check-ins (8)" },
	{ "wish", 2, 2, LIST("gender", "age", "language", "same", "faith", "area", "interest"),
	  NULL, "a wish for the peer: kind and value; the value `any` takes it back" },
	/* --- people --- */
	{ "queue", 1, 1, LIST("talk", "call", "message"),
	  LIST("queued", "already", "closed", "child"),
	  "puts a request in the queue and says the place and the wait" },
	{ "person", 0, 0, NULL, NULL, "asks for a human, as the key 0 does" },
	{ "safety", 0, 1, NULL, NULL,
	  "opens the safety path, as the key 9 does; whoever is on duty reads why, as in "
	  "`do safety \"why\"`" },
	{ "hand-over", 1, 2, NULL, NULL,
	  "hands the person to a human, with the reason and (if given) what they said" },
	{ "bridge", 0, 0, NULL, LIST("queued", "already", "closed", "child"),
	  "connects this call with a peer, who may be a while; by text: asks for a call" },
	{ "call-back", 0, 0, NULL, LIST("queued", "already", "closed", "child"),
	  "somebody rings them back" },
	{ "message", 1, 1, NULL, NULL,
	  "what they wrote or recorded, for whoever is on duty; it has an owner and a clock" },
	{ "raise", 2, 2, LIST("concern"), NULL,
	  "a concern for whoever is on duty, with its reason; `raise concern \"why\"`" },
	{ "worried", 1, 2, LIST("danger", "concern"), NULL,
	  "somebody fears for somebody else: how bad, and what they wrote" },
	{ "feedback", 1, 1, NULL, NULL,
	  "the answer to the question after a conversation (1 yes, 2 some, 3 no)" },
	{ "practice", 0, 0, NULL, LIST("started", "refused"),
	  "a practice conversation with a scripted texter, for peers in training" },
	/* --- what is remembered --- */
	{ "tag", 1, 1, NULL, NULL, "puts a tag on the person, read as `tag.NAME`" },
	{ "untag", 1, 1, NULL, NULL, "takes it off" },
	{ "join", 1, 1, NULL, NULL, "puts the person in a group, read as `group.NAME`" },
	{ "leave", 1, 1, NULL, NULL, "takes them out" },
	{ "keep", 2, 2, NULL, NULL,
	  "keeps their own words under a name, sealed; the newest is read as `kept.NAME`" },
	{ "recall", 1, 1, NULL, LIST("some", "none"),
	  "says the last five of these to them, oldest first" },
	{ "forget", 1, 1, NULL, NULL, "forgets what was kept under this name" },
	{ "date", 2, 2, NULL, LIST("set", "unknown"),
	  "a date of theirs, from digits as DDMM or DDMMYYYY, read as `date.NAME`" },
	{ "follow", 1, 1, NULL, NULL, "from now on they get this flow when its `asks` says" },
	{ "unfollow", 1, 1, NULL, NULL, "no more of it" },
	{ "score", 5, 5, NULL, NULL,
	  "keeps a questionnaire's result (made by `score`): name, version, score, band, answers" },
	/* --- check-in --- */
	{ "checkin", 1, 2, LIST("start", "stop", "less", "share", "unshare", "skip"), NULL,
	  "starts or ends check-ins, halves them, shares the line with the peer, skips today" },
	{ "mood", 1, 1, NULL, LIST("steady", "low"),
	  "keeps today's mood, 1 to 5; `low` when it is low or falling (care/ "
	  "raises the concern)" },
	/* --- find --- */
	{ "find", 1, 2, NULL, LIST("found", "none", "place", "unknown"),
	  "sends at most three open services of a kind; `place` when it needs to know where, with"
	  " the towns as `places`" },
	{ "find-helped", 1, 1, LIST("yes", "no", "later"), NULL,
	  "whether the last service helped; a second no opens a review" },
	/* --- the board --- */
	{ "stories", 1, 1, LIST("listen", "record", "team", "take-back"), LIST("some", "none"),
	  "the board of recorded stories: on a call hears them, records one, or (the team) decides;"
	  " `take-back` ends all that they gave; `none` when there is nothing, or no room" },
	/* --- rest and end --- */
	{ "pause", 1, 1, NULL, NULL, "nothing of our own for so many days; 0 ends the pause" },
	{ "erase", 0, 0, NULL, LIST("erased", "waits"),
	  "forgets the person; `waits` while an incident is open" },
	/* --- PIN: what the two asks of a PIN turn into --- */
	{ "pin-check", 1, 1, NULL, LIST("right", "wrong", "locked", "none"),
	  "compares a PIN (made by `ask pin`)" },
	{ "pin-set", 1, 1, NULL, LIST("set", "weak"), "sets a PIN (made by `ask new pin`)" },
};

static const struct flow_variable_spec variables[] = {
	{ "member.known", FLOW_BOOL, "has texted before" },
	{ "member.consent", FLOW_BOOL, "has agreed" },
	{ "member.on_phone", FLOW_BOOL, "is on a call with us now" },
	{ "member.age", FLOW_TEXT, "the age band, nothing if not asked yet" },
	{ "member.child", FLOW_BOOL, "is below the service's age for adult peers" },
	{ "member.lang", FLOW_TEXT, "the language's code" },
	{ "member.plain", FLOW_BOOL, "chose plain words" },
	{ "member.checkin", FLOW_BOOL, "has asked for check-ins" },
	{ "member.shares", FLOW_BOOL, "shares the mood line with the peer" },
	{ "member.hour", FLOW_NUMBER, "minute of the day for check-ins" },
	{ "member.pin", FLOW_BOOL, "has a PIN" },
	{ "member.paused", FLOW_BOOL, "has paused what we send of ourselves" },
	{ "member.peer", FLOW_BOOL, "is a peer worker" },
	{ "member.story", FLOW_BOOL, "has given a story that waits or is on the board" },
	{ "member.story_team", FLOW_BOOL, "decides which stories come on the board" },
	{ "tag.*", FLOW_BOOL, "has this tag" },
	{ "group.*", FLOW_BOOL, "is in this group" },
	{ "kept.*", FLOW_TEXT, "the newest of what they kept under this name, else nothing" },
	{ "date.*", FLOW_NUMBER, "days from today to this date of theirs, negative if past" },
	{ "follows.*", FLOW_BOOL, "gets this flow when its `asks` says" },
	{ "offers.*", FLOW_BOOL, "this flow is in force, and signed where it `needs` somebody" },
	{ "scored.*", FLOW_NUMBER, "the last whole score of this questionnaire" },
	{ "service.free", FLOW_BOOL, "the operator says that texts are free" },
	{ "service.open", FLOW_BOOL, "within opening hours" },
	{ "service.number", FLOW_BOOL, "the operator says which number members can ring" },
	{ "now.hour", FLOW_NUMBER, "hour of the day where the person is, 0 to 23" },
};

static const char *const placeholders[] = {
	"pseudonym", "service", "emergency", "reader", "keep_days", "backup_days", "age_limit",
	"opens", "child_line", "hour", "ring", NULL
};

static const struct flow_change_spec changes[] = {
	{ "tag", NULL, "tag.", FLOW_GIVES_TRUE },
	{ "untag", NULL, "tag.", FLOW_GIVES_FALSE },
	{ "join", NULL, "group.", FLOW_GIVES_TRUE },
	{ "leave", NULL, "group.", FLOW_GIVES_FALSE },
	{ "keep", NULL, "kept.", FLOW_GIVES_SECOND },
	{ "forget", NULL, "kept.", FLOW_GIVES_NOTHING },
	{ "follow", NULL, "follows.", FLOW_GIVES_TRUE },
	{ "unfollow", NULL, "follows.", FLOW_GIVES_FALSE },
	{ "consent", "given", "member.consent", FLOW_GIVES_TRUE },
	{ "consent", "refused", "member.consent", FLOW_GIVES_FALSE },
	{ "words", "plain", "member.plain", FLOW_GIVES_TRUE },
	{ "words", "discreet", "member.plain", FLOW_GIVES_FALSE },
	{ "checkin", "start", "member.checkin", FLOW_GIVES_TRUE },
	{ "checkin", "stop", "member.checkin", FLOW_GIVES_FALSE },
	{ "checkin", "share", "member.shares", FLOW_GIVES_TRUE },
	{ "checkin", "unshare", "member.shares", FLOW_GIVES_FALSE },
	{ "pause", NULL, "member.paused", FLOW_GIVES_FIRST_TRUTH },
};

static const struct flow_brings_spec brings[] = { { "find", "places" } };

#define OFFER(effect, first, kind, kind_voice) \
	{ effect, first, "peer", "offer.new", kind, kind_voice, NULL, 0 }
#define CONCERN(effect, first, reason, arg) \
	{ effect, first, "staff", "coordinator.concern", NULL, NULL, reason, arg }
static const struct flow_tells_spec tells[] = {
	OFFER("queue", "talk", "talk.kind.text", "talk.kind.call"),
	OFFER("queue", "call", "talk.kind.call", "talk.kind.call"),
	OFFER("queue", "message", "talk.kind.message", "talk.kind.message"),
	OFFER("bridge", NULL, "talk.kind.call", "talk.kind.call"),
	OFFER("call-back", NULL, "talk.kind.call", "talk.kind.call"),
	OFFER("person", NULL, "talk.kind.text", "talk.kind.call"),
	OFFER("hand-over", NULL, "talk.kind.text", "talk.kind.call"),
	CONCERN("hand-over", NULL, NULL, 1),
	CONCERN("raise", "concern", NULL, 2),
	CONCERN("message", NULL, "left a message", 0),
	CONCERN("worried", "concern", "worried about somebody", 0),
	CONCERN("safeguard", NULL, "under age, wants to talk", 0),
	CONCERN("safety", NULL, "pressed 9", 1),
	{ "worried", "danger", "staff", "oncall.alarm", NULL, NULL, NULL, 0 },
};

const struct flow_vocabulary flow_vocabulary_standard = {
	.effects = effects, .effects_len = ARRAY_LEN(effects),
	.variables = variables, .variables_len = ARRAY_LEN(variables),
	.placeholders = placeholders, .changes = changes, .changes_len = ARRAY_LEN(changes),
	.tells = tells, .tells_len = ARRAY_LEN(tells),
	.brings = brings, .brings_len = ARRAY_LEN(brings),
};
