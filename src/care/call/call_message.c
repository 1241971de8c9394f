// SPDX-License-Identifier: AGPL-3.0-or-later
/* What somebody says after the tone: recorded, kept or dropped, heard by a human. */
#include "care/care_audit.h"
#include "care/care_call.h"
#include "care/care_concern.h"
#include "care/care_incident.h"
#include "care/care_int.h"
#include "care/care_queue.h"
#include "store/store_story.h"

#include <sodium.h>
#include <stdio.h>

COUNTER(count_kept, "calls.messages", "Spoken messages that were kept.");
COUNTER(count_heard, "calls.messages.heard", "Of them: a human has heard it.");

int care_call_record(struct care_turn *t, const struct store_person *p, struct store_recording *out)
{
	uint8_t key[STORE_RECORDING_KEY_LEN];
	char a[SHORT_ID_LEN + 1], b[SHORT_ID_LEN + 1];

	randombytes_buf(key, sizeof(key));	/* a key: never from the seed of a story */
	rand_short_id(a);
	rand_short_id(b);
	*out = (struct store_recording){
		.person_id = p->id, .state = STORE_RECORDING_NEW, .made_at_ms = t->now_ms,
		.key = secret_new(t->mem, key, sizeof(key)),
	};
	sodium_memzero(key, sizeof(key));
	snprintf(out->name, sizeof(out->name), "r%s%s", a, b);
	return store_recording_add(t->store, out);
}

int care_call_recorded(struct care_turn *t, const char *name, const char *file, int64_t length_ms)
{
	struct store_recording r;
	int rc = store_recording_by_name(t->store, t->mem, name, &r);

	if (rc != 1)
		return rc == -ENOKEY ? 0 : rc;
	snprintf(r.file, sizeof(r.file), "%s", file);
	r.length_ms = length_ms;
	return store_recording_save(t->store, &r);
}

/* From now on somebody must hear it. */
static int unheard(struct care_turn *t, const struct store_person *p, const char *why)
{
	counter_inc(&count_kept);
	return care_concern_raise(t, &(struct care_concern){
		.kind = STORE_CONCERN_UNHEARD, .about = p, .why = why,
		.clock_ms = care_call_settings(t->care)->unheard_ms, .rings = true }, NULL);
}

int care_call_keep(struct care_turn *t, struct store_person *p, int64_t recording_id)
{
	struct store_recording r;
	struct store_request request;
	enum care_joined joined;
	int rc = store_recording_get(t->store, t->mem, recording_id, &r);

	if (rc != 1 || r.state != STORE_RECORDING_NEW)
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	r.state = STORE_RECORDING_KEPT;
	rc = care_say(t, p, CARE_TALK, "voice.kept", NULL);
	/* Under age, or of an age that nobody knows: not into the line. */
	if (rc == 0 && p->age >= STORE_AGE_YOUNG)
		rc = care_queue_join(t, p, MATCH_MESSAGE, MATCH_TIER_NONE, &joined);
	if (rc == 0)
		rc = store_request_open_of(t->store, p->id, &request);
	r.request_id = rc == 1 ? request.id : 0;
	if (rc >= 0)
		rc = store_recording_save(t->store, &r);
	return rc < 0 ? rc : unheard(t, p, "left a spoken message");
}

int care_call_drop(struct care_turn *t, int64_t recording_id)
{
	struct store_recording r;
	int rc = store_recording_get(t->store, t->mem, recording_id, &r);

	if (rc != 1 || r.state != STORE_RECORDING_NEW)
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	return store_recording_forget(t->store, r.id);	/* "it is gone": and so is its key */
}

int care_call_unheard(struct care_turn *t, int64_t person_id)
{
	struct store_recording next = { 0 };
	int rc;

	while ((rc = store_recording_unheard(t->store, t->mem, next.id, &next)) != 0) {
		if (rc < 0 && rc != -ENOKEY)
			return rc;
		if (next.person_id == person_id)
			return 1;
	}
	return 0;
}

int care_call_unheard_over(struct care_turn *t, int64_t person_id)
{
	int rc = care_call_unheard(t, person_id);

	if (rc)
		return rc < 0 ? rc : 0;		/* another one of theirs still waits */
	rc = care_concern_met(t, person_id, STORE_CONCERN_UNHEARD);
	return rc < 0 ? rc : 0;
}

int care_call_heard(struct care_turn *t, int64_t recording_id, int64_t by_id)
{
	struct store_recording r;
	int rc = store_recording_get(t->store, t->mem, recording_id, &r);

	if (rc != 1 || r.state != STORE_RECORDING_KEPT)
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	counter_inc(&count_heard);
	r.state = STORE_RECORDING_HEARD;
	r.heard_at_ms = t->now_ms;
	r.heard_by = by_id;
	rc = store_recording_save(t->store, &r);
	if (rc == 0)
		rc = care_audit(t, CARE_AUDIT_HEARD, r.person_id, by_id, r.name);
	return rc < 0 ? rc : care_call_unheard_over(t, r.person_id);
}

/* --- One of the staff listens ------------------------------------------------------------- */

int care_call_next_unheard(struct care_turn *t, const struct store_person *by, int64_t after_id,
			   struct store_recording *out)
{
	struct store_story s;
	int rc;

	if (!(by->roles & STORE_ROLE_STAFF))
		return 0;
	out->id = after_id;
	while ((rc = store_recording_unheard(t->store, t->mem, out->id, out)) != 0) {
		if (rc == -ENOKEY || out->person_id == by->id)
			continue;
		rc = rc < 0 ? rc : store_story_of_recording(t->store, out->id, &s);
		if (rc <= 0)
			return rc < 0 ? rc : 1;
	}
	return 0;
}

int care_call_worry_about(struct care_turn *t, const struct store_person *maker, bool danger)
{
	return danger ? care_incident_danger(t, &(struct care_danger){
			.person = maker, .tier = LEX_B, .source = STORE_INCIDENT_STAFF }, NULL) :
		care_concern_raise(t, &(struct care_concern){
			.kind = STORE_CONCERN_WORRIED, .about = maker,
			.why = "a worry was heard in a recording", .rings = true }, NULL);
}

int care_call_worry(struct care_turn *t, const struct store_person *by, int64_t recording_id,
		    bool danger)
{
	struct store_person maker;
	struct store_recording r;
	int rc = store_recording_get(t->store, t->mem, recording_id, &r);

	if (rc == 1)
		rc = store_people_by_id(t->store, r.person_id, &maker) < 0 ? 0 : 1;
	if (rc != 1)
		return rc == -ENOKEY ? 0 : rc;
	rc = care_audit(t, CARE_AUDIT_HEARD, maker.id, by->id,
			danger ? "danger was heard in it" : "a worry was heard in it");
	return rc < 0 ? rc : care_call_worry_about(t, &maker, danger);
}

/* --- What was said instead of being written --------------------------------------------- */

int care_call_answer(struct care_turn *t, struct store_person *p, int64_t recording_id)
{
	struct store_recording r;
	int rc = store_recording_get(t->store, t->mem, recording_id, &r);

	if (rc != 1 || r.state != STORE_RECORDING_NEW)
		return rc == -ENOKEY ? 0 : rc < 0 ? rc : 0;
	r.state = STORE_RECORDING_KEPT;
	rc = store_recording_save(t->store, &r);
	if (rc == 0)
		rc = unheard(t, p, "said something that nobody has heard");
	if (rc == 0)
		rc = care_session_spoken(t, p, talloc_asprintf(t->mem, CARE_CALL_REFERENCE "%s",
							       r.name));
	/* The question went meanwhile: a message to us, then. */
	return rc == 0 ? care_say(t, p, CARE_TALK, "voice.kept", NULL) : rc < 0 ? rc : 0;
}

int care_call_said(struct care_turn *t, const struct store_person *p, const char *words,
		   struct store_recording *out)
{
	const char *name = words + strlen(CARE_CALL_REFERENCE);
	int rc;

	if (strncmp(words, CARE_CALL_REFERENCE, strlen(CARE_CALL_REFERENCE)) != 0)
		return 0;
	rc = store_recording_by_name(t->store, t->mem, name, out);
	if (rc != 1)
		return rc == -ENOKEY ? 0 : rc;
	return out->person_id == p->id && (out->state == STORE_RECORDING_KEPT ||
					   out->state == STORE_RECORDING_HEARD);
}

const struct secret *care_call_note(struct care_turn *t, const struct store_person *p,
				    const char *words)
{
	struct store_recording r;
	char *note;

	if (!*words)
		return NULL;
	if (care_call_said(t, p, words, &r) != 1)
		return secret_str(t->mem, words);
	note = talloc_asprintf(t->mem, "(said on the phone, %lld s: listen to it)",
			       (long long)(r.length_ms / 1000));
	return secret_str(t->mem, note);
}

int care_call_with_request(struct care_turn *t, const struct store_person *p, const char *words)
{
	struct store_request request;
	struct store_recording r;
	int rc = care_call_said(t, p, words, &r);

	if (rc == 1)
		rc = store_request_open_of(t->store, p->id, &request);
	if (rc != 1)
		return rc;
	r.request_id = request.id;
	return store_recording_save(t->store, &r);
}

int care_call_forget(struct care_turn *t, const struct store_person *p, const char *words)
{
	struct store_recording r;
	int rc = care_call_said(t, p, words, &r);

	if (rc != 1)
		return rc;
	rc = store_recording_forget(t->store, r.id);
	return rc < 0 ? rc : care_call_unheard_over(t, p->id);
}
