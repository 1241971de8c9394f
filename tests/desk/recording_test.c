// SPDX-License-Identifier: AGPL-3.0-or-later
/* Spoken messages and stories at the desk: who hears them, what is left of it, what it stops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "care/care_call.h"
#include "care/care_story.h"
#include "desk/desk_int.h"
#include "desk_world.h"
#include "sound/sound.h"
#include "tools/fakevox.h"

enum { SECONDS = 20, SAMPLES = SECONDS * SOUND_RATE };

struct made { const char *who; bool story, agreed; int64_t id, story_id; char file[64]; };

/* As voicebox leaves it. */
static void file_write(struct desk_world *d, const char *name, const uint8_t *key)
{
	uint8_t header[SOUND_SEAL_HEADER], sound[SOUND_CHUNK_MAX],
		out[SOUND_CHUNK_MAX + SOUND_SEAL_EXTRA];
	struct sound_sealer *s = sound_sealer_new(SOUND_ALAW, key, header);
	char *dir = talloc_asprintf(d, "%s/state/recordings", d->w->dir);
	FILE *f;

	mkdir(dir, 0700);
	f = fopen(talloc_asprintf(d, "%s/%s", dir, name), "w");
	assert_non_null(f);
	assert_int_equal(fwrite(header, 1, sizeof(header), f), sizeof(header));
	for (int i = 0; i < SECONDS; i++) {
		size_t n;

		memset(sound, 0x55 + i, sizeof(sound));
		n = sound_seal(s, out, sound, sizeof(sound), i == SECONDS - 1);
		assert_int_equal(fwrite(out, 1, n, f), n);
	}
	fclose(f);
	sound_sealer_free(s);
}

static int make(struct care_turn *t, void *arg)
{
	struct made *m = arg;
	struct store_recording r;
	struct store_person p;
	struct store_story s;
	int rc = store_people_by_pseudonym(t->store, m->who, &p);

	if (rc == 0)
		rc = care_call_record(t, &p, &r);
	if (rc < 0)
		return rc;
	m->id = r.id;
	snprintf(m->file, sizeof(m->file), "%s.wlr", r.name);
	rc = care_call_recorded(t, r.name, m->file, SECONDS * 1000);
	if (rc == 0)
		rc = m->story ? care_story_give(t, &p, r.id, m->agreed) :
			care_call_keep(t, &p, r.id);
	if (rc >= 0 && m->story && store_story_of_recording(t->store, r.id, &s) == 1)
		m->story_id = s.id;
	return rc < 0 ? rc : 0;
}

struct key_of { int64_t id; uint8_t key[STORE_RECORDING_KEY_LEN]; };
static int key_read(struct care_turn *t, void *arg)
{
	struct key_of *k = arg;
	struct store_recording r;
	int rc = store_recording_get(t->store, t->mem, k->id, &r);

	if (rc == 1)
		memcpy(k->key, secret_reveal(r.key), sizeof(k->key));
	return rc < 0 ? rc : 0;
}

struct said { struct desk_world *d; char *member; };

static void spoken(struct said *s, struct made *m)
{
	struct key_of k = { 0 };

	m->who = s->member;
	assert_int_equal(house_do(s->d->w->house, make, m), 0);
	k.id = m->id;
	assert_int_equal(house_do(s->d->w->house, key_read, &k), 0);
	file_write(s->d, m->file, k.key);
	world_settle(s->d->w);
}

static int name_of(struct care_turn *t, void *arg)
{
	struct said *s = arg;
	struct store_person p;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, "+254711000003", &p);

	s->member = talloc_strdup(s->d, rc == 0 ? p.pseudonym : "");
	return rc;
}

static struct said *begin(void *ctx)
{
	struct said *s = talloc_zero(ctx, struct said);

	s->d = desk_world_new(s);
	desk_member(s->d, "zed", "+254711000003");
	assert_int_equal(house_do(s->d->w->house, name_of, s), 0);
	return s;
}

static json_t *one(const char *name, int64_t id)
{
	return json_pack("{s:I}", name, (json_int_t)id);
}

/* All slices; the length of the WAV file. */
static size_t hear(struct desk_user *u, int64_t id, uint8_t *out, size_t max)
{
	int64_t from = 0;
	size_t n;

	do {
		const char *text;

		assert_true(desk_ask_as(u, "recording read", json_pack("{s:I, s:I}",
								       "recording", (json_int_t)id,
								       "from", (json_int_t)from)));
		text = desk_string(u->d, "data");
		assert_int_equal(sodium_base642bin(out + from, max - (size_t)from, text,
						   strlen(text), NULL, &n,
						   NULL, sodium_base64_VARIANT_ORIGINAL), 0);
		assert_true(n <= 48 * 1024);
		from += (int64_t)n;
	} while (json_is_true(desk_at_path(u->d, "more")));
	assert_int_equal(desk_number(u->d, "total"), from);
	return (size_t)from;
}

static int count_heard(struct care_turn *t, void *arg)
{
	struct store_audit_entry e = { .seq = 0 };
	int rc;

	while ((rc = store_audit_next(t->store, t->mem, e.seq, 0, &e)) == 1)
		*(int *)arg += !strcmp(e.what, "recording.heard");
	return rc;
}

static int heard_rows(struct said *s)
{
	int n = 0;

	assert_int_equal(house_do(s->d->w->house, count_heard, &n), 0);
	return n;
}

static void a_message_is_heard_once_somebody_says_so(void **state)
{
	struct said *s = begin(*state);
	struct desk_user *carol = desk_user_new(s->d, "carol", DESK_C, NULL);
	struct desk_user *june = desk_user_new(s->d, "june", DESK_P, NULL);
	uint8_t *wav = talloc_size(s, 1 << 20);
	struct sound_wav parsed;
	struct made m = { 0 };
	struct err err;
	size_t len;

	spoken(s, &m);
	assert_true(desk_ask_as(carol, "recording list", NULL));
	assert_string_equal(desk_string(s->d, "items.0.kind"), "message");
	assert_int_equal(desk_number(s->d, "items.0.id"), m.id);
	assert_false(desk_ask_as(carol, "recording heard", one("recording", m.id)));
	assert_string_equal(s->d->code, "conflict");	/* nobody has listened yet */
	len = hear(carol, m.id, wav, 1 << 20);
	assert_int_equal(sound_wav_parse(&parsed, wav, len, &err), 0);
	assert_int_equal(parsed.frames, SAMPLES);
	assert_int_equal(heard_rows(s), 1);		/* however many slices */
	/* from the middle on is listening too */
	assert_false(desk_ask_as(june, "recording read", json_pack("{s:I, s:I}",
								    "recording", (json_int_t)m.id,
								    "from", (json_int_t)50000)));
	assert_string_equal(s->d->code, "denied");
	assert_true(desk_ask_as(june, "recording list", NULL));
	assert_null(desk_at_path(s->d, "items.0"));
	assert_true(desk_ask_as(carol, "recording heard", one("recording", m.id)));
	assert_true(desk_ask_as(carol, "recording list", NULL));
	assert_null(desk_at_path(s->d, "items.0"));
	/* heard, and nothing for who does not talk with them */
	assert_false(desk_ask_as(carol, "recording read", one("recording", m.id)));
	assert_string_equal(s->d->code, "denied");
}

static void a_story_is_decided_by_who_heard_it(void **state)
{
	struct said *s = begin(*state);
	struct desk_user *sara = desk_user_new(s->d, "sara", DESK_S, NULL);
	struct desk_user *ola = desk_user_new(s->d, "ola", DESK_O, NULL);
	struct made m = { .story = true, .agreed = true }, half = { .story = true };
	uint8_t *wav = talloc_size(s, 1 << 20);

	spoken(s, &m);
	spoken(s, &half);
	assert_false(desk_ask_as(ola, "recording read", one("recording", m.id)));
	assert_false(desk_ask_as(sara, "story approve", one("story", m.story_id)));
	assert_string_equal(s->d->code, "conflict");
	hear(sara, m.id, wav, 1 << 20);
	assert_true(desk_ask_as(sara, "recording heard", one("recording", m.id)));
	assert_true(desk_ask_as(sara, "story approve", one("story", m.story_id)));
	assert_true(desk_ask_as(sara, "recording list", NULL));
	assert_string_equal(desk_string(s->d, "items.1.state"), "board");
	hear(sara, half.id, wav, 1 << 20);
	assert_true(desk_ask_as(sara, "recording heard", one("recording", half.id)));
	assert_false(desk_ask_as(sara, "story approve", one("story", half.story_id)));
	assert_string_equal(s->d->code, "conflict");	/* never agreed to */
	assert_true(desk_ask_as(sara, "story worry", json_pack("{s:I, s:b}",
								"story", (json_int_t)half.story_id,
								"danger", 1)));
	assert_true(desk_ask_as(sara, "incident list", NULL));
	assert_non_null(desk_at_path(s->d, "items.0.code"));
	assert_true(desk_ask_as(sara, "story refuse", json_pack("{s:I, s:s}",
								 "story", (json_int_t)m.story_id,
								 "why", "hurts")));
	assert_false(desk_ask_as(sara, "story refuse", json_pack("{s:I, s:s}",
								  "story", (json_int_t)m.story_id,
								  "why", "hurts")));
	assert_string_equal(s->d->code, "conflict");
}

static void what_is_not_here_is_said(void **state)
{
	struct said *s = begin(*state);
	struct desk_user *carol = desk_user_new(s->d, "carol", DESK_C, NULL);
	struct made m = { 0 };
	char *path;

	spoken(s, &m);
	path = talloc_asprintf(s, "%s/state/recordings/%s", s->d->w->dir, m.file);
	assert_int_equal(truncate(path, 100), 0);
	assert_true(desk_ask_as(carol, "recording read", one("recording", m.id)) ||
		    !strcmp(s->d->code, "not-found"));	/* cut off: as far as it goes */
	assert_int_equal(unlink(path), 0);
	assert_false(desk_ask_as(carol, "recording read", one("recording", m.id)));
	assert_string_equal(s->d->code, "not-found");
}

/* Somebody leaves a message by phone: what lies in the folder without a row goes then. */
static void leave_message(struct said *s)
{
	struct world *w = s->d->w;
	struct fakevox_call *c;

	world_voice(w);
	c = fakevox_ring(w->vox, "+254711000003", "40404");
	world_pass(w, SECONDS_MS(1));
	fakevox_press(c, "1");
	world_pass(w, SECONDS_MS(1));
	fakevox_press(c, "2");
	world_pass(w, SECONDS_MS(1));
	assert_true(c->records);
	fakevox_says(c, 5000, true);
	world_pass(w, SECONDS_MS(1));
}

static void age(struct said *s, const char *file)
{
	static const struct timespec long_ago[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };

	assert_int_equal(utimensat(AT_FDCWD,
				   talloc_asprintf(s, "%s/state/recordings/%s", s->d->w->dir, file),
				   long_ago, 0), 0);
}

static bool is_there(struct said *s, const char *file)
{
	return access(talloc_asprintf(s, "%s/state/recordings/%s", s->d->w->dir, file), F_OK) == 0;
}

static void a_file_that_opens_for_nobody_goes(void **state)
{
	static const uint8_t key[STORE_RECORDING_KEY_LEN];
	struct said *s = begin(*state);
	struct made m = { 0 };

	spoken(s, &m);
	file_write(s->d, "rnobodys1.wlr", key);
	file_write(s->d, "rnobodys2.part", key);
	file_write(s->d, "other-thing.wlr", key);
	age(s, m.file);
	age(s, "rnobodys1.wlr");
	age(s, "other-thing.wlr");
	leave_message(s);
	assert_false(is_there(s, "rnobodys1.wlr"));
	assert_true(is_there(s, "rnobodys2.part"));	/* young: its row may be on its way */
	assert_true(is_there(s, "other-thing.wlr"));	/* none of ours */
	assert_true(is_there(s, m.file));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_test_begin, world_test_end)
	const struct CMUnitTest tests[] = {
		T(a_message_is_heard_once_somebody_says_so), T(a_story_is_decided_by_who_heard_it),
		T(what_is_not_here_is_said), T(a_file_that_opens_for_nobody_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
