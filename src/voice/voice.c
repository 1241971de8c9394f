// SPDX-License-Identifier: AGPL-3.0-or-later
#include "voice/voice_int.h"

static const struct cfg_key keys[] = {
	{ .name = "listen", .type = CFG_STRING, .offset = offsetof(struct voice_settings, listen),
	  .dflt = "", .max = 200, .help = "Where voiceboxes connect: unix:/path, or host:port on a"
	  " network that is ours; empty: voice.sock in the state directory." },
	{ .name = "token", .type = CFG_STRING, .offset = offsetof(struct voice_settings, token),
	  .dflt = "", .max = 200, .secret = true, .help = "What voiceboxes say first; needed for"
	  " host:port." },
	{ .name = "first-digit", .type = CFG_DURATION,
	  .offset = offsetof(struct voice_settings, first_ms), .dflt = "8s", .min = SECONDS_MS(3),
	  .max = MINUTES_MS(1), .help = "How long we wait for the first digit." },
	{ .name = "next-digit", .type = CFG_DURATION,
	  .offset = offsetof(struct voice_settings, inter_ms), .dflt = "4s", .min = SECONDS_MS(1),
	  .max = SECONDS_MS(30), .help = "How long we wait for the next digit of an answer." },
	{ .name = "music", .type = CFG_DURATION,
	  .offset = offsetof(struct voice_settings, music_ms),
	  .dflt = "40s", .min = SECONDS_MS(10), .max = MINUTES_MS(5),
	  .help = "Music between two announcements to somebody who waits." },
};
static const struct cfg_table table = {
	"voice", "The line to the voiceboxes.", keys, ARRAY_LEN(keys),
};

/* --- What care asks ----------------------------------------------------------------- */

static struct care_speaker *speaker_of(void *arg, int64_t person_id)
{
	struct voice *v = arg;
	struct voice_call *c = person_id ? voice_call_of(v, person_id) : v->hearing;

	if (c && c == v->gone)
		return &c->speaker;
	if (!c || c->row.state != STORE_CALL_UP || (c->row.with_id && !v->over_bridge) ||
	    c->row.step == VOICE_STEP_GATE || c->row.step == VOICE_STEP_BYE)
		return NULL;
	return &c->speaker;
}

/* One that died a moment ago comes back: what it is to ring waits so long. */
static bool able(void *arg)
{
	const struct voice *v = arg;

	return !llist_empty(&v->boxes) ||
		(v->box_left_ms && clock_mono_ms() - v->box_left_ms < VOICE_BACK_MS);
}

/* --- The turn ---------------------------------------------------------------------------- */

static void orders_drop(struct voice *v, const struct llist_head *after)
{
	while (v->orders.prev != after) {
		struct voice_order *o = llist_entry(v->orders.prev, struct voice_order, entry);

		llist_del(&o->entry);
		json_decref(o->is);
		talloc_free(o);
	}
}

/* What a step changed in memory before it failed: as the row says. */
static void calls_reload(struct voice *v)
{
	struct voice_call *c, *next;

	llist_for_each_entry_safe(c, next, &v->calls, entry) {
		if (!c->dirty && !c->speaker.said_len)
			continue;
		voice_speaker_clear(c);
		c->dirty = false;
		if (store_call_by_name(v->store, c->row.name, &c->row) != 1) {
			llist_del(&c->entry);
			talloc_free(c);
		}
	}
}

static int calls_save(struct voice *v)
{
	struct voice_call *c;
	int rc = 0;

	llist_for_each_entry(c, &v->calls, entry) {
		if (c->dirty)
			rc = store_call_save(v->store, &c->row);
		if (rc < 0)
			return rc;
		c->dirty = false;
	}
	return 0;
}

/* One step under its savepoint: what goes wrong takes nothing else with it. */
static int step_try(struct voice *v, int (*fn)(struct voice *v, struct care_turn *t, void *arg),
		    void *arg, int64_t now_ms)
{
	struct llist_head *mark = v->orders.prev;
	void *mem = talloc_named_const(v, 0, "a step of a call");
	struct care_turn t;
	int rc;

	if (store_savepoint(v->store) < 0)
		return -EIO;
	care_turn_init(&t, v->deps.care, mem, now_ms);
	rc = fn(v, &t, arg);
	if (rc >= 0)
		rc = calls_save(v);
	talloc_free(mem);
	v->hearing = v->gone = NULL;
	if (rc >= 0)
		return store_savepoint_release(v->store);
	store_savepoint_rollback(v->store);
	if (store_failed(v->store))
		return -EIO;
	orders_drop(v, mark);
	calls_reload(v);
	return rc;
}

static int run_report(struct voice *v, struct care_turn *t, void *arg)
{
	return voice_report_run(v, arg, t);
}

static int run_rings(struct voice *v, struct care_turn *t, void *arg)
{
	return voice_rings_dial(v, t);
}

/* How long until it counts as lost, by the clock that is not set; 0: it does. */
static int64_t orphan_left_ms(const struct voice_call *c)
{
	int64_t left_ms = c->orphan_ms + VOICE_ORPHAN_MS - clock_mono_ms();

	return left_ms > 0 ? left_ms : 0;
}

static bool is_lost(const struct voice_call *c)
{
	return !c->box && orphan_left_ms(c) == 0;
}

/* A leg against the rows: what due steps, texts and other legs have changed. */
static int run_check(struct voice *v, struct care_turn *t, void *arg)
{
	struct voice_call *c = arg;
	struct voice_turn x;
	int rc;

	if (is_lost(c))
		return voice_call_over(v, c, t, "voicebox");
	rc = voice_turn_init(&x, v, c, t);
	if (rc == 0 && c->row.state == STORE_CALL_RINGING)
		return voice_ring_check(&x);
	if (rc == 0 && voice_step(c)->check)
		rc = voice_step(c)->check(&x);
	/* Said to them by a clock, or by what somebody else did. */
	if (rc == 0 && c->speaker.said_len)
		rc = voice_say_pending(&x);
	return rc == -ENOENT || rc == -ENOKEY ? 0 : rc;
}

static bool wants_check(const struct voice_call *c)
{
	return c->row.state == STORE_CALL_RINGING ? c->row.ours :
		voice_step(c)->check || c->speaker.said_len;
}

static int check_all(struct voice *v, int64_t now_ms)
{
	struct voice_call *c, *next;
	int rc;

	llist_for_each_entry_safe(c, next, &v->calls, entry) {
		if (!wants_check(c) && !is_lost(c))
			continue;
		rc = step_try(v, run_check, c, now_ms);
		if (rc == -EIO)
			return rc;
		if (rc < 0)
			LOGP(DVOICE, LOGL_ERROR, "Call %s could not be looked after: %s.\n",
			     c->row.name, strerror(-rc));
	}
	return 0;
}

bool voice_has_work(void *voice, int64_t now_ms)
{
	struct voice *v = voice;

	return v->started && (!llist_empty(&v->reports) || voice_next_ms(v, now_ms) == 0);
}

int voice_work(void *voice, int64_t now_ms)
{
	struct voice *v = voice;
	struct voice_report *r;
	int rc = 0;

	if (!v->started)
		return 0;
	llist_for_each_entry(r, &v->reports, entry) {
		rc = step_try(v, run_report, r, now_ms);
		if (rc == -EIO)
			return rc;
		if (rc < 0) {
			r->wrong = true;
			LOGP(DVOICE, LOGL_ERROR,
			     "A report about a call could not be dealt with: %s.\n",
			     strerror(-rc));
		}
	}
	rc = step_try(v, run_rings, NULL, now_ms);
	if (rc != -EIO)
		rc = check_all(v, now_ms);
	return rc == -EIO ? rc : 0;
}

static void danger_stored(struct voice *v, const struct voice_report *r)
{
	struct voice_danger d = {
		.uuid = r->uuid, .tier_a = r->scan.tier == LEX_A, .code = r->code };

	memcpy(d.person, r->who, sizeof(d.person));
	v->deps.hooks.danger_stored(v->deps.hooks.arg, &d);
}

/* A box says what "failed" again; but what fails each time must not stop its call for ever. */
static bool again(struct voice *v, const struct voice_report *r)
{
	const char *name = link_req_str(r->req, "call");
	struct voice_call *c = name ? voice_call_named(v, name) : NULL;

	return !c || ++c->wrongs < 3;
}

static void reports_answer(struct voice *v, bool committed)
{
	struct voice_report *r, *next;

	llist_for_each_entry_safe(r, next, &v->reports, entry) {
		if (committed && r->is_danger && !r->wrong)
			danger_stored(v, r);
		/* Not on disk: not answered, so that it comes again. */
		if (committed && r->wrong)
			link_fail(r->req, again(v, r) ? LINK_E_FAILED : LINK_E_ARGS,
				  "The report could not be dealt with");
		else if (committed)
			link_ok(r->req, r->answer);
		else
			json_decref(r->answer);
		llist_del(&r->entry);
		talloc_free(r);
	}
}

static void orders_send(struct voice *v, bool committed)
{
	struct voice_order *o, *next;

	llist_for_each_entry_safe(o, next, &v->orders, entry) {
		if (committed && o->conn)
			link_conn_event(o->conn, "order", o->is);
		else
			json_decref(o->is);
		llist_del(&o->entry);
		talloc_free(o);
	}
}

/* The answers first: a hello's names the calls that the orders are about. */
void voice_done(void *voice, bool committed)
{
	struct voice *v = voice;
	bool worked = !llist_empty(&v->reports) || !llist_empty(&v->orders);

	reports_answer(v, committed);
	orders_send(v, committed);
	if (worked && committed)
		v->deps.hooks.worked(v->deps.hooks.arg);
}

int64_t voice_next_ms(void *voice, int64_t now_ms)
{
	struct voice *v = voice;
	struct voice_call *c;
	int64_t at_ms, wait_ms = -1;

	if (!v->started)
		return -1;
	if (!llist_empty(&v->boxes) && store_ring_next(v->store, &at_ms) == 1)
		wait_ms = at_ms > now_ms ? at_ms - now_ms : v->no_line ? -1 : 0;
	llist_for_each_entry(c, &v->calls, entry) {
		if (c->box && !c->wait_until_ms)
			continue;
		at_ms = c->box ? c->wait_until_ms - now_ms : orphan_left_ms(c);
		if (at_ms < 0)
			at_ms = 0;
		if (wait_ms < 0 || at_ms < wait_ms)
			wait_ms = at_ms;
	}
	return wait_ms;
}

/* --- Making, looking in --------------------------------------------------------------------- */

/* The boxes first: nobody is to be told that their lines fall. */
static int voice_free(struct voice *v)
{
	struct voice_box *b, *next;
	struct voice_report *r;

	llist_for_each_entry_safe(b, next, &v->boxes, entry) {
		llist_del(&b->entry);
		talloc_free(b);
	}
	llist_for_each_entry(r, &v->reports, entry)
		json_decref(r->answer);
	orders_drop(v, &v->orders);
	care_set_voice(v->deps.care, NULL);
	TALLOC_FREE(v->server);
	return 0;
}

struct voice *voice_new(void *ctx, const struct voice_deps *deps)
{
	const struct care_voice door = { .of = speaker_of, .able = able };
	struct voice *v = talloc_zero(ctx, struct voice);
	struct care_voice mine = door;

	if (!v)
		base_oom();
	v->deps = *deps;
	INIT_LLIST_HEAD(&v->boxes);
	INIT_LLIST_HEAD(&v->calls);
	INIT_LLIST_HEAD(&v->reports);
	INIT_LLIST_HEAD(&v->orders);
	cfg_register(v, &table, &v->values);
	mine.arg = v;
	talloc_set_destructor(v, voice_free);
	care_set_voice(deps->care, &mine);
	return v;
}

static int load(struct voice *v, struct care_turn *t, void *arg)
{
	int rc = store_ring_again(v->store, t->now_ms);

	return rc < 0 ? rc : voice_calls_load(v, t);
}

int voice_start(struct voice *v, struct store *store, struct err *err)
{
	int64_t now_ms = clock_wall_ms();
	struct store_call last;
	int rc;

	v->store = store;
	rc = store_begin(store, now_ms);
	if (rc == 0)
		rc = step_try(v, load, NULL, now_ms);
	if (rc == 0)
		rc = store_commit(store);
	if (rc < 0)
		return err_set(err, -rc, "the calls of before cannot be read");
	if (store_call_recent(store, &last, 1) == 1)	/* there is a telephone */
		v->box_left_ms = clock_mono_ms();
	rc = voice_listen(v, err);
	v->started = rc == 0;
	return rc;
}

struct voice_status voice_status(const struct voice *v)
{
	struct voice_status s = { 0 };
	struct voice_box *b;
	struct voice_call *c;

	llist_for_each_entry(b, &v->boxes, entry) {
		s.boxes++;
		s.lines += b->lines;
	}
	llist_for_each_entry(c, &v->calls, entry)
		s.calls++;
	return s;
}

int voice_each(const struct voice *v, int (*cb)(void *arg, const struct voice_leg *leg), void *arg)
{
	static const char *const roles[] = {
		"", "caller", "called back", "offer", "peer", "listener", "staff" };
	static const char *const states[] = { "", "rings", "up", "over" };
	struct voice_call *c;
	int rc = 0;

	llist_for_each_entry(c, &v->calls, entry) {
		const struct voice_leg leg = {
			.name = c->row.name, .box = c->box ? c->box->name : "-",
			.step = voice_step(c)->name, .role = roles[c->row.role],
			.state = states[c->row.state], .person_id = c->row.person_id,
			.begun_at_ms = c->row.begun_at_ms, .answered_at_ms = c->row.answered_at_ms,
			.with_id = c->row.with_id, .id = c->row.id,
			.loss_permille = c->row.loss_permille, .jitter_ms = c->row.jitter_ms,
			.strange = c->strange,
		};

		rc = cb(arg, &leg);
		if (rc)
			break;
	}
	return rc;
}

static int hang_up(struct voice *v, struct care_turn *t, void *arg)
{
	struct voice_call *c = voice_call_named(v, arg);

	if (!c)
		return -ENOENT;
	voice_hangup(c, false);
	return 0;
}

int voice_hang_up(struct voice *v, const char *name)
{
	int64_t now_ms = clock_wall_ms();
	int rc;

	if (!v->started || !voice_call_named(v, name))
		return -ENOENT;
	rc = store_begin(v->store, now_ms);
	if (rc == 0)
		rc = step_try(v, hang_up, (void *)name, now_ms);
	if (rc < 0) {
		if (store_in_tx(v->store))
			store_rollback(v->store);
		return rc;
	}
	rc = store_commit(v->store);
	orders_send(v, rc == 0);
	return rc;
}
