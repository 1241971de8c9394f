// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Recordings heard at the desk: messages that were left for peers, stories for the
 * board.  They are opened here, for each slice anew, and leave as bytes of a WAV file;
 * the console that passes them on keeps nothing.  Who began to listen is in the audit
 * log; that it was heard (and its clock stops) somebody says in so many words, for a
 * browser fetches also what nobody listens to.
 */
#include "care/care_call.h"
#include "care/care_story.h"
#include "desk/desk_int.h"
#include "sound/sound.h"
#include "store/store_talk.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLICE = 48 * 1024, FILE_MAX = 32 * 1024 * 1024 };
#define STAFF (DESK_S | DESK_O | DESK_C | DESK_G | DESK_M)
#define TEAM (DESK_P | DESK_S | DESK_C | DESK_G | DESK_M)
#define ALL (DESK_P | STAFF)

/* --- Who may hear it --------------------------------------------------------------------- */

/* Somebody of us in an open conversation with whoever left it: 1, 0. */
static int is_with(struct desk_ask *a, int64_t member_id)
{
	struct store_conversation c;
	int rc = store_conversation_of_member(a->t->store, member_id, &c);

	return rc != 1 ? rc : c.peer_id == a->who.person.id || c.joined_id == a->who.person.id;
}

/* A message nobody has heard is all staff's; one that was heard, theirs who talk with its maker.
 * A story is the team's.  Nobody's own. */
static int may_hear(struct desk_ask *a, const struct store_recording *r, struct store_story *s)
{
	int rc = store_story_of_recording(a->t->store, r->id, s);

	if (rc < 0 || r->person_id == a->who.person.id)
		return rc < 0 ? rc : 0;
	if (rc == 1)
		return care_story_is_team(a->t, &a->who.person);
	s->id = 0;
	if (r->state != STORE_RECORDING_KEPT && r->state != STORE_RECORDING_HEARD)
		return 0;
	if (r->state == STORE_RECORDING_KEPT && a->who.roles & STAFF)
		return 1;
	return is_with(a, r->person_id);
}

/* The one that was asked for: 0, or a refusal that does not tell whether it is there. */
static int asked(struct desk_ask *a, struct store_recording *r, struct store_story *s)
{
	int rc = store_recording_get(a->t->store, a->t->mem, desk_int(a, "recording", 0), r);

	if (rc == 1)
		rc = may_hear(a, r, s);
	if (rc == 0 || rc == -ENOKEY)
		return desk_refuse(a, LINK_E_DENIED, "That is not for you to hear");
	return rc < 0 ? rc : 0;
}

/* --- The list ------------------------------------------------------------------------------ */

static json_t *item(struct desk_ask *a, const struct store_recording *r,
		    const struct store_story *s)
{
	json_t *one = json_pack("{s:I, s:s, s:o, s:I, s:I, s:b}", "id", (json_int_t)r->id, "kind",
		s->id ? "story" : "message", "who", desk_name(a->t, r->person_id), "seconds",
		(json_int_t)(r->length_ms / 1000), "at_ms", (json_int_t)r->made_at_ms, "heard",
		r->state == STORE_RECORDING_HEARD);

	if (s->id)
		json_object_update_new(one, json_pack("{s:I, s:s, s:b, s:s, s:I}", "story",
			(json_int_t)s->id,
			"state", s->state == STORE_STORY_WAITS ? "waits" : "board",
			"agreed", s->agreed, "language", s->lang, "plays", (json_int_t)s->plays));
	return one;
}

static int put(struct desk_ask *a, json_t *items, const struct store_recording *r)
{
	struct store_story s = { 0 };
	int rc = may_hear(a, r, &s);

	if (rc == 1)
		json_array_append_new(items, item(a, r, &s));
	return rc < 0 ? rc : 0;
}

/* Those that nobody has heard. */
static int list_unheard(struct desk_ask *a, json_t *items)
{
	struct store_recording r = { 0 };
	int rc;

	while (json_array_size(items) < DESK_PAGE &&
	       (rc = store_recording_unheard(a->t->store, a->t->mem, r.id, &r)) != 0) {
		if (rc == 1)
			rc = put(a, items, &r);
		if (rc < 0 && rc != -ENOKEY)
			return rc;
	}
	return 0;
}

/* Stories that were heard: to be decided, or on the board. */
static int list_stories(struct desk_ask *a, json_t *items, enum store_story_state state)
{
	struct store_story s = { 0 };
	struct store_recording r;
	int rc;

	while (json_array_size(items) < DESK_PAGE &&
	       (rc = store_story_next(a->t->store, state, s.id, &s)) == 1) {
		rc = store_recording_get(a->t->store, a->t->mem, s.recording_id, &r);
		if (rc == 1 && r.state == STORE_RECORDING_HEARD)
			rc = put(a, items, &r);
		if (rc < 0 && rc != -ENOKEY)
			return rc;
	}
	return 0;
}

/* Messages of whom they talk with now, heard already. */
static int list_with(struct desk_ask *a, json_t *items)
{
	enum { OPEN_MAX = 32 };
	struct store_conversation open[OPEN_MAX];
	struct store_recording r;
	int n = store_conversations_of_peer(a->t->store, a->who.person.id, open, OPEN_MAX);

	for (int i = 0; i < n; i++) {
		int rc = open[i].request_id ? store_recording_of(a->t->store, a->t->mem,
								 open[i].request_id, &r) : 0;

		/* one that nobody has heard stands in the first list, for staff */
		if (rc == 1 && (r.state == STORE_RECORDING_HEARD || !(a->who.roles & STAFF)))
			rc = put(a, items, &r);
		if (rc < 0 && rc != -ENOKEY)
			return rc;
	}
	return n < 0 ? n : 0;
}

static int list(struct desk_ask *a)
{
	json_t *items = json_array();
	int rc = a->who.roles & ~DESK_P || care_story_is_team(a->t, &a->who.person) == 1 ?
		list_unheard(a, items) : 0;

	if (rc == 0)
		rc = list_with(a, items);
	if (rc == 0)
		rc = list_stories(a, items, STORE_STORY_WAITS);
	if (rc == 0)
		rc = list_stories(a, items, STORE_STORY_BOARD);
	a->answer = desk_list(items, false);
	return rc;
}

/* --- A slice of one ------------------------------------------------------- */

static bool name_good(const char *name)
{
	for (const char *p = name; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("-_.", *p))
			return false;
	return *name && *name != '.';
}

static int file_read(void *ctx, const char *path, uint8_t **out, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), rc = 0;
	struct stat st;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_MAX) {
		rc = -EBADMSG;
	} else {
		*out = talloc_size(ctx, (size_t)st.st_size + 1);
		for (*len = 0; *len < (size_t)st.st_size; ) {
			ssize_t n = read(fd, *out + *len, (size_t)st.st_size - *len);

			if (n <= 0) {
				rc = -EIO;
				break;
			}
			*len += (size_t)n;
		}
	}
	close(fd);
	return rc;
}

/* The whole WAV file: malloc'd; wiped and freed by wav_free(). */
static int wav_make(struct desk_ask *a, const struct store_recording *r, uint8_t **wav, size_t *len)
{
	const char *dir = care_call_settings(a->t->care)->recordings;
	struct sound_recording sound;
	uint8_t *file = NULL;
	size_t n = 0;
	char *path;
	int rc;

	if (!name_good(r->file))
		return -ENOENT;
	path = *dir ? talloc_asprintf(a->t->mem, "%s/%s", dir, r->file) :
		talloc_asprintf(a->t->mem, "%s/recordings/%s", a->desk->deps.state_dir, r->file);
	rc = file_read(a->t->mem, path, &file, &n);
	if (rc == 0)
		rc = sound_unseal(&sound, file, n, (const uint8_t *)secret_reveal(r->key));
	if (rc < 0)
		return rc;
	*wav = sound_wav_make(len, sound.g711, sound.n, sound.law);
	sound_recording_free(&sound);
	if (!*wav)
		base_oom();
	return 0;
}

static void wav_free(uint8_t *wav, size_t len)
{
	explicit_bzero(wav, len);
	free(wav);
}

static struct desk_played *played(struct desk_ask *a, int64_t recording_id)
{
	for (size_t i = 0; i < ARRAY_LEN(a->desk->played); i++)
		if (a->desk->played[i].person_id == a->who.person.id &&
		    a->desk->played[i].recording_id == recording_id)
			return &a->desk->played[i];
	return NULL;
}

/* Whoever begins, or begins again, stands in the audit log, wherever in it they begin. */
static int note_begin(struct desk_ask *a, const struct store_recording *r, int64_t from)
{
	if (from > 0 && played(a, r->id))
		return 0;
	if (!played(a, r->id))
		a->desk->played[a->desk->played_next++ % ARRAY_LEN(a->desk->played)] =
			(struct desk_played){ a->who.person.id, r->id };
	return desk_noted(a, CARE_AUDIT_HEARD, r->person_id,
			  talloc_asprintf(a->t->mem, "%s, at the desk", r->name));
}

static json_t *slice_json(const uint8_t *wav, size_t len, int64_t from)
{
	size_t at = (size_t)from < len ? (size_t)from : len;
	size_t n = len - at < SLICE ? len - at : SLICE;
	size_t size = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);
	char *text = malloc(size);
	json_t *answer;

	if (!text)
		base_oom();
	sodium_bin2base64(text, size, wav + at, n, sodium_base64_VARIANT_ORIGINAL);
	answer = json_pack("{s:s, s:I, s:I, s:b}", "data", text, "from", (json_int_t)at, "total",
			   (json_int_t)len, "more", at + n < len);
	explicit_bzero(text, size);
	free(text);
	return answer;
}

static int read_one(struct desk_ask *a)
{
	int64_t from = desk_int(a, "from", 0);
	struct store_recording r;
	struct store_story s = { 0 };
	uint8_t *wav = NULL;
	size_t len = 0;
	int rc = asked(a, &r, &s);

	if (rc == 0)
		rc = wav_make(a, &r, &wav, &len);
	if (rc == -ENOENT || rc == -EACCES)
		return desk_refuse(a, LINK_E_NOT_FOUND,
				   "Its sound is on another machine: listen by phone");
	if (rc == -EBADMSG)
		return desk_refuse(a, LINK_E_NOT_FOUND, "Its sound cannot be opened");
	if (rc < 0)
		return rc;
	rc = note_begin(a, &r, from);
	if (rc >= 0)
		a->answer = slice_json(wav, len, from);
	wav_free(wav, len);
	return rc < 0 ? rc : 0;
}

static int heard(struct desk_ask *a)
{
	struct store_recording r;
	struct store_story s = { 0 };
	int rc = asked(a, &r, &s);

	if (rc < 0)
		return rc;
	if (!played(a, r.id))
		return desk_refuse(a, DESK_E_CONFLICT, "Listen to it first");
	rc = care_call_heard(a->t, r.id, a->who.person.id);
	return rc < 0 ? rc : 0;
}

/* --- The board ------------------------------------------------------------ */

static int decided(struct desk_ask *a, int rc, enum care_story_did did)
{
	if (rc < 0 || did == CARE_STORY_DONE)
		return rc < 0 ? rc : 0;
	return desk_refuse(a, did == CARE_STORY_GONE || did == CARE_STORY_NOT_TEAM ||
			   did == CARE_STORY_OWN ? LINK_E_DENIED : DESK_E_CONFLICT, "%s",
			   care_story_did_words(did));
}

static int approve(struct desk_ask *a)
{
	enum care_story_did did;
	int rc = care_story_approve(a->t, &a->who.person, desk_int(a, "story", 0), &did);

	return decided(a, rc, did);
}

static int refuse(struct desk_ask *a)
{
	int why = care_story_why_parse(desk_str(a, "why"));
	enum care_story_did did;
	int rc;

	if (why < 0)
		return desk_refuse(a, LINK_E_ARGS, "why is one of known, hurts, unclear, not-here");
	rc = care_story_refuse(a->t, &a->who.person, desk_int(a, "story", 0), why, &did);
	return decided(a, rc, did);
}

static int worry(struct desk_ask *a)
{
	int64_t id = desk_int(a, "story", 0);
	struct store_story s;
	int rc = store_story_get(a->t->store, id, &s);

	if (rc == 1)
		rc = s.person_id == a->who.person.id ? 0 : care_story_is_team(a->t, &a->who.person);
	if (rc != 1)
		return rc < 0 ? rc :
			desk_refuse(a, LINK_E_DENIED, "There is no such story for you");
	rc = care_story_worry(a->t, &a->who.person, id, desk_bool(a, "danger", false));
	return rc < 0 ? rc : 0;
}

static const struct link_arg read_args[] = {
	{ "recording", LINK_INT, true, 1, INT64_MAX, "Of recording list." },
	{ "from", LINK_INT, false, 0, INT64_MAX, "From this byte of the WAV file on." },
};
static const struct link_arg one_args[] = {
	{ "recording", LINK_INT, true, 1, INT64_MAX, "Of recording list." },
};
static const struct link_arg story_args[] = {
	{ "story", LINK_INT, true, 1, INT64_MAX, "Of recording list." },
};
static const struct link_arg refuse_args[] = {
	{ "story", LINK_INT, true, 1, INT64_MAX, "Of recording list." },
	{ "why", LINK_STRING, true, 1, 20, "known, hurts, unclear or not-here." },
};
static const struct link_arg worry_args[] = {
	{ "story", LINK_INT, true, 1, INT64_MAX, "Of recording list." },
	{ "danger", LINK_BOOL, true, 0, 0, "Now; else somebody should look after them." },
};
static const struct desk_verb verbs[] = {
	{ "recording list", "Messages and stories that one may hear.", ALL, 0, .run = list },
	{ "recording read", "A slice of one as WAV.", ALL, 0, DESK_ARGS(read_args),
	  .run = read_one },
	{ "recording heard", "I have listened to it.", ALL, 0, DESK_ARGS(one_args), .run = heard },
	{ "story approve", "Others may hear it.", TEAM, 0, DESK_ARGS(story_args), .run = approve },
	{ "story refuse", "Others may not, and why.", TEAM, 0, DESK_ARGS(refuse_args),
	  .run = refuse },
	{ "story worry", "Its maker is in danger, or worries me.", TEAM, 0, DESK_ARGS(worry_args),
	  .run = worry },
};
DESK_TABLE(desk_recording_verbs, verbs);
