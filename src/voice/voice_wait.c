// SPDX-License-Identifier: AGPL-3.0-or-later
/* In line, or while somebody is being called for them: music or quiet, the place now
 * and then, and never a dead end. */
#include "voice/voice_int.h"

#include "care/care_queue.h"
#include "store/store_peers.h"
#include "store/store_queue.h"

static void wait_music(struct voice_turn *x)
{
	voice_music(x->call, true);
	x->call->wait_until_ms = x->t->now_ms + x->v->values.music_ms;
}

static int enter_wait(struct voice_turn *x)
{
	int64_t on = 0;
	int rc = store_peers_on(x->v->store, &on);

	if (rc >= 0)
		rc = voice_prompt(x, !x->call->row.subject_id ? "voice.stay" :
				  on ? "voice.wait" : "voice.wait.nobody", NULL);
	if (rc == 0)
		voice_ask(x->call, NULL, 1, 1, SECONDS_MS(1));
	return rc;
}

/* Where they stand by now; nobody is kept by a promise of an hour ago. */
static int announce(struct voice_turn *x)
{
	enum care_joined joined;
	int rc = 0;

	if (x->call->row.subject_id)
		rc = care_queue_join(x->t, &x->person, MATCH_CALL, MATCH_TIER_NONE, &joined);
	return rc < 0 ? rc : enter_wait(x);
}

/* They heard it and wait on. */
static int wait_silent(struct voice_turn *x)
{
	x->call->silent = 0;
	wait_music(x);
	return 0;
}

static int wait_digits(struct voice_turn *x, const char *digits)
{
	bool in_line = x->call->row.subject_id != 0;

	if (in_line && strcmp(digits, "1") == 0)
		return voice_bye(x, "voice.callback");
	if (strcmp(digits, "2") == 0)
		return voice_go(x, VOICE_STEP_RECORD, 0);
	if (strcmp(digits, "3") == 0) {
		x->call->quiet = !x->call->quiet;
		wait_music(x);
		return 0;
	}
	if (strcmp(digits, "0") == 0)
		return voice_hear(x, digits, NULL);
	return announce(x);
}

/* Taken: put through.  Gone: back to what there is. */
static int check_wait(struct voice_turn *x)
{
	struct store_request r;
	int rc = store_request_open_of(x->v->store, x->person.id, &r);

	if (rc < 0)
		return rc;
	if (rc == 1 && r.state == STORE_REQUEST_TAKEN && r.kind == MATCH_CALL)
		return voice_go(x, VOICE_STEP_TALK, r.conversation_id);
	if (rc == 0 && x->call->row.subject_id)
		return voice_flow_after(x);
	if (x->call->wait_until_ms && x->call->wait_until_ms <= x->t->now_ms)
		return announce(x);
	return 0;
}

/* Hanging up keeps the place: whoever takes it rings them. */
const struct voice_step voice_step_wait = {
	.name = "waiting", .enter = enter_wait, .digits = wait_digits, .silent = wait_silent,
	.check = check_wait,
};
