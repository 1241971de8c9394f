// SPDX-License-Identifier: AGPL-3.0-or-later
/* show calls: who is on the phone, without a number. */
#include "voice/voice.h"
#include "warmlined/house_int.h"
#include "warmlined/show.h"

static int leg_line(void *arg, const struct voice_leg *leg)
{
	int64_t since_ms = leg->answered_at_ms ? leg->answered_at_ms : leg->begun_at_ms;

	operator_out(arg, "%-14s %-10s %-12s %-6s %-10s %4d s%s", leg->name, leg->box, leg->role,
		     leg->state, leg->step, (int)((clock_wall_ms() - since_ms) / 1000),
		     leg->with_id ? "  put through" : "");
	if (leg->loss_permille >= 0)
		operator_out(arg, "               loss %d.%d %%, jitter %d ms, strange packets %d",
			     leg->loss_permille / 10, leg->loss_permille % 10, leg->jitter_ms,
			     leg->strange);
	return 0;
}

static void show_calls(struct operator_out *out, void *arg)
{
	struct house *h = arg;
	struct voice_status s = voice_status(h->voice);

	operator_out(out, "voiceboxes %d, lines %d, calls %d", s.boxes, s.lines, s.calls);
	if (s.calls)
		operator_out(out, "%-14s %-10s %-12s %-6s %-10s", "call", "voicebox",
			     "role", "state",
			     "at");
	voice_each(h->voice, leg_line, out);
}

const struct operator_show show_call_shows[] = {
	{ "calls", "Voiceboxes, and who is on the phone at which step", show_calls },
};
const size_t show_call_shows_len = ARRAY_LEN(show_call_shows);
