// SPDX-License-Identifier: AGPL-3.0-or-later
#include "world.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "care/care_clock.h"
#include "pager/pager_int.h"
#include "text/text.h"
#include "tools/handset.h"

enum { SETTLED_TURNS = 3, SETTLE_MAX = 200000, SETTLE_MS = 50, SHORT_CODE_LEN = 8,
       WORK_WAIT_MS = 20 };
static const char short_code[] = "40404", pager_box[] = "warmline-alarm";

struct setting {
	struct setting *next;
	char *node, *key, *value;
};
static struct setting *settings;

/* --- The clock -------------------------------------------------------------- */

static int64_t mono_ms(void *arg) { return ((struct world *)arg)->mono_ms; }
static int64_t wall_ms(void *arg) { return ((struct world *)arg)->now_ms; }

int world_clock_set(struct world *w, const char *zone, const char *local)
{
	struct tm tm = { 0 };
	const char *end = strptime(local, "%Y-%m-%d %H:%M", &tm);

	if (!end || *end)
		return -EINVAL;
	tm.tm_isdst = -1;
	setenv("TZ", zone, 1);
	tzset();
	w->now_ms = (int64_t)mktime(&tm) * 1000;
	setenv("TZ", "UTC", 1);
	tzset();
	return 0;
}

/* --- What phones hear ---------------------------------------------------------- */

static struct world_phone *phone_by_number(struct world *w, struct view number)
{
	int i;

	for (i = 0; i < w->phones; i++)
		if (strlen(w->phone[i].number) == number.len &&
		    memcmp(w->phone[i].number, number.data, number.len) == 0)
			return &w->phone[i];
	return NULL;
}

static void phone_shows(struct world *w, struct world_phone *p, const char *text, int segments,
			const char *box)
{
	struct world_text *t = talloc_zero(w, struct world_text);

	t->text = talloc_strdup(t, text);
	t->at_ms = w->now_ms;
	t->segments = segments;
	t->by_pager = strcmp(box, pager_box) == 0;
	*p->last = t;
	p->last = &t->next;
	p->heard++;
}

static struct view view_dup(void *ctx, struct view v)
{
	return (struct view){ talloc_memdup(ctx, v.data, v.len), v.len };
}

/* What fakebox_report() reads of a text. */
static void last_keep(struct world *w, struct world_phone *p, const struct box_sms *sms)
{
	talloc_free(p->last_sms);
	p->last_sms = talloc(w, struct box_sms);
	box_sms_init(p->last_sms);
	p->last_sms->sender = view_dup(p->last_sms, sms->sender);
	p->last_sms->receiver = view_dup(p->last_sms, sms->receiver);
	p->last_sms->dlr_url = view_dup(p->last_sms, sms->dlr_url);
	p->last_sms->service = view_dup(p->last_sms, sms->service);
	p->last_sms->boxc_id = view_dup(p->last_sms, sms->boxc_id);
}

static int carrier_text(void *arg, const char *box, const struct box_sms *sms)
{
	struct world *w = arg;
	struct world_phone *p = phone_by_number(w, sms->receiver);
	struct text_mo_in in = { .coding = sms->coding, .udh = sms->udhdata,
				 .msgdata = sms->msgdata };
	struct text_mo *mo;
	int answer = BOX_ACK_SUCCESS, segments;
	char *whole;

	if (w->carrier_full)
		answer = BOX_ACK_FAILED_TMP;
	else if (p && p->refused)
		answer = BOX_ACK_FAILED;
	else if (p && p->answer)
		answer = p->answer;
	else if (w->carrier_says)
		answer = w->carrier_says(w->carrier_arg, box, sms);
	if (!p || (answer != BOX_ACK_SUCCESS && answer != BOX_ACK_BUFFERED))
		return answer;
	last_keep(w, p, sms);
	mo = text_decode_mo(w, &in);
	whole = handset_take(mo, p->parts, mo, &segments);
	if (whole)
		phone_shows(w, p, whole, segments, box);
	talloc_free(mo);
	return answer;
}

static void carrier_acked(void *arg, const char *id, enum box_ack_kind kind)
{
	struct world *w = arg;

	w->acknowledged++;
	if (w->acked)
		w->acked(w->carrier_arg, id);
}

static const struct fakebox_ops carrier_ops = { .sms = carrier_text, .acked = carrier_acked };

struct world_text *world_hear(struct world *w, struct world_phone *phone)
{
	struct world_text *t = phone->first;

	if (!t)
		return NULL;
	phone->first = t->next;
	if (!phone->first)
		phone->last = &phone->first;
	return t;
}

/* --- The telephone -------------------------------------------------------------- */

static void phone_plays(void *arg, struct fakevox_call *c, const char *text)
{
	struct world *w = arg;
	struct world_phone *p = phone_by_number(w, VIEW_STR(c->number));
	struct world_text *t;

	if (!p || strcmp(text, "(music)") == 0)
		return;
	t = talloc_zero(w, struct world_text);
	t->text = talloc_strdup(t, text);
	t->at_ms = w->now_ms;
	*p->spoken_last = t;
	p->spoken_last = &t->next;
}

/* No number goes anywhere but into the dialling of that very phone. */
static void order_seen(void *arg, json_t *is)
{
	struct world *w = arg;
	json_t *copy = json_deep_copy(is);
	char *text;
	int i;

	json_object_del(copy, "to");
	text = json_dumps(copy, JSON_COMPACT);
	for (i = 0; i < w->phones; i++)
		MUST(!strstr(text, w->phone[i].number));
	free(text);
	json_decref(copy);
}

static struct fakevox *voicebox(struct world *w, const char *name)
{
	char address[120];
	struct fakevox *v;

	snprintf(address, sizeof(address), "unix:%s/state/voice.sock", w->dir);
	v = fakevox_new(w, w->loop, address, name);
	v->played = phone_plays;
	v->ordered = order_seen;
	v->arg = w;
	return v;
}

void world_voice_second(struct world *w)
{
	if (!w->second)
		w->second = voicebox(w, "second");
}

void world_voice_new(struct world *w)
{
	char address[120];
	struct err err;

	if (w->vox)
		return;
	w->vox = voicebox(w, "fake");
	snprintf(address, sizeof(address), "unix:%s/state/voicebox-alarm.sock", w->dir);
	MUST(fakevox_alarms(w->vox, address, &err) == 0);
}

void world_voice(struct world *w)
{
	if (w->vox)
		return;
	world_voice_new(w);
	world_pass(w, SECONDS_MS(12));	/* the pager looks for it now and then */
}

struct world_text *world_listen(struct world *w, struct world_phone *phone)
{
	struct world_text *t = phone->spoken;

	if (!t)
		return NULL;
	phone->spoken = t->next;
	if (!phone->spoken)
		phone->spoken_last = &phone->spoken;
	return t;
}

struct world_phone *world_phone(struct world *w, const char *name)
{
	int i;

	for (i = 0; i < w->phones; i++)
		if (strcmp(w->phone[i].name, name) == 0)
			return &w->phone[i];
	return NULL;
}

struct world_phone *world_phone_add(struct world *w, const char *name, const char *number)
{
	struct world_phone *p = &w->phone[w->phones];

	MUST(w->phones < WORLD_PHONES && strlen(name) <= WORLD_NAME_LEN &&
	     strlen(number) < sizeof(p->number));
	w->phones++;
	strcpy(p->name, name);
	strcpy(p->number, number);
	p->last = &p->first;
	p->spoken_last = &p->spoken;
	p->parts = handset_new(w);
	return p;
}

void world_send_sms(struct world *w, const struct world_phone *from, const struct box_sms *sms)
{
	struct box_sms m = *sms;

	m.sender = VIEW_STR(from->number);
	m.receiver = VIEW_STR(from->line[0] ? from->line : short_code);
	m.sms_type = BOX_SMS_MO;
	fakebox_hand(w->carrier, &m);
}

/* As bearerbox gives it: GSM texts as UTF-8, others as UTF-16BE, long ones in parts. */
void world_sms_of(const struct text_segment *s, struct box_sms *out)
{
	box_sms_init(out);
	out->coding = (int32_t)s->coding;
	if (s->udh_len)
		out->udhdata = (struct view){ s->udh, s->udh_len };
	out->msgdata = (struct view){ s->payload, s->payload_len };
}

void world_send(struct world *w, const struct world_phone *from, const char *text)
{
	struct text_segments *segs;
	struct box_sms m;
	unsigned int i;
	static uint16_t reference;

	MUST(text_split(w, text, strlen(text), TEXT_REF_8, ++reference, &segs) == 0);
	for (i = 0; i < segs->count; i++) {
		world_sms_of(&segs->segment[i], &m);
		world_send_sms(w, from, &m);
	}
	talloc_free(segs);
}

/* --- Time --------------------------------------------------------------------------- */

/* Until nothing happens any more.  What the second thread was given (the pager's disk, a password)
 * is waited for: with the clock gone on, a slow disk would look like minutes of silence. */
static void turns_run(struct world *w)
{
	int quiet = 0, turns = 0;

	while (quiet < SETTLED_TURNS && turns++ < SETTLE_MAX) {
		quiet = loop_turn(w->loop, 0) ? 0 : quiet + 1;
		if (quiet == SETTLED_TURNS && loop_working(w->loop)) {
			loop_turn(w->loop, WORK_WAIT_MS);
			quiet = 0;
		}
	}
	MUST(turns < SETTLE_MAX);	/* somebody wakes somebody for ever */
}

static void clock_move(struct world *w, int64_t ms)
{
	w->now_ms += ms;
	w->mono_ms += ms;
	turns_run(w);
}

void world_settle(struct world *w)
{
	int64_t left_ms = SETTLE_MS, step;

	turns_run(w);
	while ((step = loop_next_due_ms(w->loop)) >= 0 && step <= left_ms) {
		step = step ? step : 1;
		left_ms -= step;
		clock_move(w, step);
	}
}

void world_pass(struct world *w, int64_t ms)
{
	int64_t step;

	turns_run(w);
	while (ms > 0) {
		step = loop_next_due_ms(w->loop);
		if (step < 0 || step > ms)
			step = ms;
		if (step == 0)
			step = 1;
		ms -= step;
		clock_move(w, step);
	}
}

void world_step_wall(struct world *w, int64_t by_ms)
{
	w->now_ms += by_ms;
	world_pass(w, SECONDS_MS(1));
}

/* --- Making and ending --------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	return remove(path);
}

/* What the pager's thread still reads or writes comes home, or it would look
 * like a leak; the real program just ends. */
static void worker_come_home(struct world *w)
{
	while (loop_working(w->loop))
		loop_turn(w->loop, WORK_WAIT_MS);
}

static int world_remove(struct world *w)
{
	TALLOC_FREE(w->vox);
	TALLOC_FREE(w->house_ctx);
	TALLOC_FREE(w->pager);
	worker_come_home(w);
	if (!w->dir_given && !getenv("WORLD_KEEP"))
		nftw(w->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	clock_set_source(NULL);
	rand_set_seed(NULL);
	settings = NULL;
	return 0;
}

static struct cfg_group *group_find(const char *node)
{
	struct cfg_group *g;

	for (g = cfg_first(); g; g = cfg_next(g))
		if (strcmp(cfg_table(g)->node, node) == 0)
			return g;
	return NULL;
}

static int setting_apply(const struct setting *s, struct err *err)
{
	struct cfg_group *g = group_find(s->node);

	if (!g)
		return err_set(err, ENOENT, "no settings are called '%s'", s->node);
	return cfg_set(g, s->key, s->value, err);
}

int world_set(struct world *w, const char *node, const char *key, const char *value,
	      struct err *err)
{
	struct setting *s = talloc_zero(w, struct setting), **at;

	s->node = talloc_strdup(s, node);
	s->key = talloc_strdup(s, key);
	s->value = talloc_strdup(s, value);
	for (at = &settings; *at; at = &(*at)->next)
		;
	*at = s;
	return w->house ? setting_apply(s, err) : 0;
}

struct world *world_new(void *ctx, uint32_t seed)
{
	return world_new_in(ctx, seed, NULL);
}

static void world_dir(struct world *w, const char *dir)
{
	const char *tmp = getenv("TMPDIR");
	char db[96];

	w->dir_given = dir != NULL;
	if (!dir) {
		snprintf(w->dir, sizeof(w->dir), "%s/warmline.XXXXXX", tmp ? tmp : "/tmp");
		MUST(mkdtemp(w->dir));
		return;
	}
	MUST(strlen(dir) < sizeof(w->dir));
	strcpy(w->dir, dir);
	snprintf(db, sizeof(db), "%s/state/warmline.db", dir);
	w->opened = access(db, F_OK) == 0;
}

struct world *world_new_in(void *ctx, uint32_t seed, const char *dir)
{
	struct world *w = talloc_zero(ctx, struct world);
	const struct clock_source clock = { mono_ms, wall_ms, w };
	uint8_t seed_bytes[32] = { 0 };
	char address[96];

	MUST(w);
	memcpy(seed_bytes, &seed, sizeof(seed));
	rand_set_seed(seed_bytes);
	w->mono_ms = HOURS_MS(1);
	MUST(world_clock_set(w, "Africa/Nairobi", "2026-11-23 09:00") == 0);
	clock_set_source(&clock);
	world_dir(w, dir);
	w->loop = loop_new(w);
	snprintf(address, sizeof(address), "unix:%s/bearerbox.sock", w->dir);
	w->carrier = fakebox_new(w, w->loop, address, &carrier_ops, w, NULL);
	MUST(w->carrier);
	w->carrier->reports = BOX_DLR_ACCEPTED;
	talloc_set_destructor(w, world_remove);
	return w;
}

static void pager_stepped_down(void *arg)
{
	/* Told to end by the house: a story has no use for that. */
}

/* The pager lives through the house's restarts, as the real one does. */
int world_pager_start(struct world *w, struct err *err)
{
	struct pager_daemon_config config = { .box = pager_box };
	char state[96], address[96];
	int rc;

	if (w->no_pager || w->pager)
		return 0;
	snprintf(state, sizeof(state), "%s/state", w->dir);
	snprintf(address, sizeof(address), "unix:%s/bearerbox.sock", w->dir);
	config.state_dir = state;
	config.bearerbox = address;
	w->pager = pager_daemon_new(w, w->loop, &config, pager_stepped_down, w, &rc, err);
	return w->pager ? 0 : -EIO;
}

void world_pager_kill(struct world *w)
{
	TALLOC_FREE(w->pager);
	worker_come_home(w);
}

int world_open(struct world *w, struct err *err)
{
	static const char *top;
	const struct setting *s;
	char *state, *address;
	int rc;

	top = getenv("TOP_SRCDIR");
	if (!top)
		top = TOP_SRCDIR;
	w->house_ctx = talloc_named_const(w, 0, "house and its paths");
	state = talloc_asprintf(w->house_ctx, "%s/state", w->dir);
	address = talloc_asprintf(w->house_ctx, "unix:%s/bearerbox.sock", w->dir);
	if (mkdir(state, 0700) < 0 && errno != EEXIST)
		return err_set(err, errno, "%s: %s", state, strerror(errno));
	rc = world_pager_start(w, err);
	if (rc < 0)
		return rc;
	w->house = house_new(w->house_ctx, w->loop, &(struct house_options){
		.state_dir = state, .create = !w->opened, .vfs = w->vfs, .lane = w->lane,
		.flows_dir = w->flows_dir ? w->flows_dir :
			talloc_asprintf(w->house_ctx, "%s/flows", top),
		.prompts_dir = w->prompts_dir ? w->prompts_dir :
			talloc_asprintf(w->house_ctx, "%s/prompts", top),
		.lexicon_dir = talloc_asprintf(w->house_ctx, "%s/flows/lexicon", top),
	});
	rc = cfg_set(group_find("sms"), "bearerbox", address, err);
	for (s = settings; rc == 0 && s; s = s->next)
		rc = setting_apply(s, err);
	if (rc == 0)
		rc = house_open(w->house, err);
	if (rc < 0)
		return rc;
	w->opened = true;
	world_pass(w, SECONDS_MS(5));	/* links come up, the grace time passes */
	return 0;
}

void world_kill(struct world *w)
{
	TALLOC_FREE(w->house_ctx);
	w->house = NULL;
	world_settle(w);
}

int world_restart(struct world *w, struct err *err)
{
	world_kill(w);
	return world_open(w, err);
}

int world_test_begin(void **state)
{
	*state = talloc_named_const(NULL, 0, "a test");
	return 0;
}

int world_test_end(void **state)
{
	clock_set_source(NULL);
	talloc_free(*state);
	return 0;
}
