// SPDX-License-Identifier: AGPL-3.0-or-later
#include "care/care_call.h"

#define AT(field) .offset = offsetof(struct care_call_settings, field)

static const char *const incoming[] = { "answer", "call-back", NULL };

static const struct cfg_key keys[] = {
	{ .name = "incoming", .type = CFG_CHOICE, AT(incoming), .dflt = "answer",
	  .choices = incoming,
	  .help = "Answer calls, or reject each before it costs the caller anything "
		  "and call back." },
	{ .name = "prefixes", .type = CFG_STRING, AT(prefixes), .dflt = "", .max = 400,
	  .help = "Numbers that members may be called on, as in \"+254 +2557\"; empty: those of the"
	  " country of node people." },
	{ .name = "shown-number", .type = CFG_STRING, AT(shown), .dflt = "", .max = 20,
	  .help = "Our number on the phones that we call; empty: none is shown." },
	{ .name = "trunk", .type = CFG_STRING, AT(trunk), .dflt = "", .max = 40,
	  .help = "The voicebox's trunk for calls out; empty: any." },
	{ .name = "recordings", .type = CFG_STRING, AT(recordings), .dflt = "", .max = 300,
	  .help = "The folder of sealed recordings, where voicebox writes them, for whoever "
	  "listens in a browser; empty: STATE/recordings." },
	{ .name = "ring", .type = CFG_DURATION, AT(ring_ms), .dflt = "25s", .min = SECONDS_MS(5),
	  .max = MINUTES_MS(2), .help = "How long a phone rings before we give up; keep it shorter "
	  "than the networks' voicemail." },
	{ .name = "call-back-after", .type = CFG_DURATION, AT(back_ms), .dflt = "5s", .min = 0,
	  .max = SECONDS_MS(25), .help = "How soon after a missed call we call back." },
	{ .name = "calls-a-day", .type = CFG_INT, AT(calls_a_day), .dflt = "10",
	  .min = 1, .max = 200,
	  .help = "Calls that we make to one member in 24 hours; more end in a text." },
	{ .name = "minutes-a-day", .type = CFG_INT, AT(minutes_a_day), .dflt = "180", .min = 5,
	  .max = 1440, .help = "Minutes of calls that we pay for one member in 24 hours." },
	{ .name = "work-calls-a-day", .type = CFG_INT, AT(work_calls_a_day), .dflt = "60", .min = 1,
	  .max = 1000, .help = "Calls that we make in 24 hours to one peer or one of the staff; "
	  "more are offered by text.  The on-call roster has no cap." },
	{ .name = "work-minutes-a-day", .type = CFG_INT, AT(work_minutes_a_day), .dflt = "480",
	  .min = 5, .max = 1440, .help = "Minutes of calls that we pay for one of "
	  "them in 24 hours." },
	{ .name = "minutes-a-day-all", .type = CFG_INT, AT(minutes_all), .dflt = "6000", .min = 30,
	  .max = 1000000, .help = "Minutes of calls that we pay for everybody in 24 hours." },
	{ .name = "message-length", .type = CFG_DURATION, AT(record_ms), .dflt = "3m",
	  .min = SECONDS_MS(20), .max = MINUTES_MS(15),
	  .help = "How long a spoken message may be." },
	{ .name = "message-silence", .type = CFG_DURATION, AT(silence_ms), .dflt = "8s",
	  .min = SECONDS_MS(3), .max = MINUTES_MS(1),
	  .help = "Silence that ends a spoken message." },
	{ .name = "message-unheard", .type = CFG_DURATION, AT(unheard_ms), .dflt = "1h",
	  .min = MINUTES_MS(5), .max = DAYS_MS(2),
	  .help = "A spoken message that nobody has heard within this time is somebody else's." },
	{ .name = "keep-days", .type = CFG_INT, AT(keep_days), .dflt = "14", .min = 1, .max = 365,
	  .help = "Days that calls which are over stay in the lists." },
};
const struct cfg_table care_call_cfg = {
	"calls", "Calls to and from members and peers.", keys, ARRAY_LEN(keys),
};

const struct care_call_settings *care_call_settings(const struct care *care)
{
	return care_settings(care, &care_call_cfg);
}
