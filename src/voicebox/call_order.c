// SPDX-License-Identifier: AGPL-3.0-or-later
/* Orders of warmlined: each a small handler in a table.  A handler returns 0,
 * or a negative errno with a sentence, which becomes `call refused`. */
#include "voicebox/exchange_int.h"

#include <stdio.h>
#include <strings.h>
#include <sodium.h>

struct order {
	struct exchange *x;
	struct call *call;
	json_t *is;
	struct err err;
};

static const char *text_of(json_t *o, const char *name, const char *dflt)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s ? s : dflt;
}

/* An integer within its range; absent: dflt; wrong: -EINVAL. */
static int int_of(json_t *o, const char *name, int64_t min, int64_t max, int64_t dflt, int64_t *out,
		  struct err *err)
{
	json_t *v = json_object_get(o, name);

	*out = v ? json_integer_value(v) : dflt;
	if (v && (!json_is_integer(v) || *out < min || *out > max))
		return err_set(err, EINVAL, "%s is no whole number from %lld to %lld", name,
			       (long long)min, (long long)max);
	return 0;
}

static bool name_valid(const char *s, size_t max)
{
	size_t len = strlen(s);

	return len >= 1 && len <= max &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len;
}

static int key_of(json_t *o, uint8_t key[32], struct err *err)
{
	const char *text = text_of(o, "key", "");
	size_t len;

	if (sodium_base642bin(key, 32, text, strlen(text), NULL, &len, NULL,
			      sodium_base64_VARIANT_ORIGINAL) != 0 || len != 32)
		return err_set(err, EINVAL, "key is not 32 bytes in base64");
	return 0;
}

/* --- play ------------------------------------------------------------------------------- */
static int item_of(json_t *o, struct media_item *item, struct err *err)
{
	int64_t n;

	*item = (struct media_item){ .type = MEDIA_ITEM_PROMPT };
	item->must = json_is_true(json_object_get(o, "must"));
	if (json_object_get(o, "pause")) {
		item->type = MEDIA_ITEM_PAUSE;
		if (int_of(o, "pause", 0, 60000, 0, &n, err) < 0)
			return -EINVAL;
		item->pause_ms = (int)n;
		return 0;
	}
	if (json_is_true(json_object_get(o, "beep")) || json_is_true(json_object_get(o, "music"))) {
		item->type = json_object_get(o, "beep") ? MEDIA_ITEM_BEEP : MEDIA_ITEM_MUSIC;
		return 0;
	}
	item->rec = text_of(o, "rec", NULL);
	if (item->rec) {
		item->type = MEDIA_ITEM_REC;
		return key_of(o, item->rec_key, err);
	}
	item->key = text_of(o, "key", NULL);
	item->lang = text_of(o, "lang", "en");
	item->text = text_of(o, "text", NULL);
	item->vary = json_is_true(json_object_get(o, "vary"));
	if ((!item->key && !item->text) || (item->text && strlen(item->text) > MEDIA_TEXT_MAX))
		return err_set(err, EINVAL, "an item with neither key nor text, or too much text");
	if (int_of(o, "speed", 50, 150, 100, &n, err) < 0)
		return -EINVAL;
	item->speed = (int)n;
	return 0;
}

static int items_of(json_t *list, struct media_item *items, size_t *len, struct err *err)
{
	json_t *one;
	size_t i;
	int rc;

	*len = json_array_size(list);
	if (!json_is_array(list) || *len > MEDIA_ITEMS_MAX)
		return err_set(err, EINVAL, "items is no list of at most %d", MEDIA_ITEMS_MAX);
	json_array_foreach(list, i, one) {
		rc = item_of(one, &items[i], err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int gather_of(json_t *o, struct gather_spec *spec, struct err *err)
{
	const char *end = text_of(o, "end", "");
	int64_t min, max;

	if (int_of(o, "ask", 0, INT64_MAX, 0, &spec->ask, err) < 0 ||
	    int_of(o, "min", 1, GATHER_DIGITS_MAX, 1, &min, err) < 0 ||
	    int_of(o, "max", 1, GATHER_DIGITS_MAX, 1, &max, err) < 0 ||
	    int_of(o, "first_ms", 0, MINUTES_MS(10), 6000, &spec->first_ms, err) < 0 ||
	    int_of(o, "inter_ms", 0, MINUTES_MS(1), 3000, &spec->inter_ms, err) < 0)
		return -EINVAL;
	if (min > max || (*end && strcmp(end, "#") != 0))
		return err_set(err, EINVAL, "a gather with min above max, or an end that is not #");
	spec->min = (int)min;
	spec->max = (int)max;
	spec->end = end[0];
	spec->interrupt = !json_is_false(json_object_get(o, "interrupt"));
	return 0;
}

static int needs_up(struct order *o)
{
	if (o->call->state != CALL_UP)
		return err_set(&o->err, ENOTCONN, "the call is not up");
	return 0;
}

static int do_play(struct order *o)
{
	struct media_item items[MEDIA_ITEMS_MAX];
	json_t *then = json_object_get(o->is, "then");
	struct call_play play = { .items = items, .interrupt = true,
				  .loop = json_is_true(json_object_get(o->is, "loop")) };
	struct gather_spec spec;
	int rc = needs_up(o);

	if (rc == 0)
		rc = items_of(json_object_get(o->is, "items"), items, &play.len, &o->err);
	if (rc == 0 && json_is_object(then)) {
		rc = gather_of(then, &spec, &o->err);
		play.then = &spec;
		play.interrupt = spec.interrupt;
	}
	if (rc == 0) {
		o->call->ending = NULL;	/* a promise to call back that is not needed now */
		o->call->play_k = o->call->k;
		rc = call_play(o->call, &play);
		if (rc < 0)
			err_set(&o->err, -rc, "it cannot be played: %s", strerror(-rc));
	}
	sodium_memzero(items, sizeof(items));
	return rc;
}

static int do_stop(struct order *o)
{
	int rc = needs_up(o);

	if (rc == 0)
		call_stop(o->call);
	return rc;
}

static int do_record(struct order *o)
{
	const char *rec = text_of(o->is, "rec", ""), *end = text_of(o->is, "end_digits", "");
	struct call_record r = { .max_ms = 0 };
	int rc = needs_up(o);

	if (rc < 0)
		return rc;
	if (!name_valid(rec, REC_NAME_MAX) || strlen(end) >= sizeof(r.end_digits) ||
	    strspn(end, "0123456789*#") != strlen(end))
		return err_set(&o->err, EINVAL, "rec or end_digits is not what it may be");
	rc = int_of(o->is, "max_ms", 1000, MINUTES_MS(30), MINUTES_MS(5), &r.max_ms, &o->err);
	if (rc == 0)
		rc = int_of(o->is, "silence_ms", 0, MINUTES_MS(5), 0, &r.silence_ms, &o->err);
	if (rc == 0)
		rc = key_of(o->is, r.key, &o->err);
	if (rc < 0)
		return rc;
	snprintf(r.rec, sizeof(r.rec), "%s", rec);
	snprintf(r.end_digits, sizeof(r.end_digits), "%s", end);
	rc = call_record(o->call, &r);
	sodium_memzero(r.key, sizeof(r.key));
	if (rc < 0)
		err_set(&o->err, -rc, "it cannot be recorded: %s", strerror(-rc));
	return rc;
}

/* --- answer, reject, hangup ------------------------------------------------------------------ */
static int do_answer(struct order *o)
{
	int rc = call_answer(o->call);

	return rc < 0 ? err_set(&o->err, -rc, "it cannot be answered: %s", strerror(-rc)) : 0;
}

static int do_reject(struct order *o)
{
	const char *as = text_of(o->is, "as", "busy");

	if (o->call->state != CALL_RINGING || o->call->stream)
		return err_set(&o->err, EALREADY, "the call has been answered");
	call_reject(o->call, strcmp(as, "decline") == 0 ? UA_REJECT_DECLINE :
		    strcmp(as, "gone") == 0 ? UA_REJECT_GONE : UA_REJECT_BUSY);
	return 0;
}

static int do_hangup(struct order *o)
{
	struct call *c = o->call;

	if (c->state == CALL_UP && c->playing && json_is_true(json_object_get(o->is, "after"))) {
		c->ending = "order";
		c->hangup_after = true;
		return 0;
	}
	call_hangup(c, "order");
	return 0;
}

/* --- dial ----------------------------------------------------------------- */
static enum dial_class class_of(const char *name)
{
	return strcmp(name, "alarm") == 0 ? DIAL_ALARM :
	       strcmp(name, "staff") == 0 ? DIAL_STAFF : DIAL_PERSON;
}

/* The call may not exist yet: it begins here. */
static int dial(struct exchange *x, json_t *is, struct err *err)
{
	struct call_dial d = { .to = text_of(is, "to", ""), .from = text_of(is, "from", ""),
			       .trunk = text_of(is, "trunk", ""),
			       .class = class_of(text_of(is, "class", "person")) };
	const char *why = NULL;
	struct call *c;

	if (int_of(is, "ring_ms", 1000, MINUTES_MS(5), 30000, &d.ring_ms, err) < 0)
		return -EINVAL;
	if (*d.from && !dialplan_number_valid(d.from))
		return err_set(err, EINVAL, "from is no number in E.164");
	c = call_new(x, text_of(is, "call", ""), &call_link_owner);
	c->k = json_integer_value(json_object_get(is, "k"));
	c->ours = true;
	c->state = CALL_DIALLING;
	if (call_dial(c, &d, &why) < 0) {
		LOGP(DVOICE, LOGL_NOTICE, "Call %s is not placed: %s.\n", c->name, why);
		c->state = CALL_OVER;
		call_link_owner.over(c, true, why);
	}
	return 0;
}

/* --- rooms ---------------------------------------------------------------- */
static int do_bridge(struct order *o)
{
	struct call *with = call_named(o->x, text_of(o->is, "with", ""));
	const char *whisper = text_of(o->is, "whisper_to", "");
	struct call *to = *whisper ? call_named(o->x, whisper) : NULL;
	int rc;

	if (!with || (*whisper && !to))
		return err_set(&o->err, ENOENT, "no such call to be bridged with");
	rc = call_bridge(o->call, with, json_is_true(json_object_get(o->is, "listen")), to);
	if (rc < 0)
		return err_set(&o->err, -rc, "they cannot be bridged: %s", strerror(-rc));
	call_report(o->call, "call bridged", json_pack("{s:s}", "with", with->name));
	return 0;
}

static int do_unbridge(struct order *o)
{
	call_unbridge(o->call);
	return 0;
}

static int do_hold(struct order *o)
{
	int rc = needs_up(o);

	if (rc == 0)
		media_stream_hold(o->call->stream,
				  strcmp(text_of(o->is, "do", ""), "hold") == 0);
	return rc;
}

/* --- The table ------------------------------------------------------------ */
static const struct { const char *what; int (*run)(struct order *o); } orders[] = {
	{ "answer", do_answer }, { "reject", do_reject }, { "play", do_play },
	{ "stop", do_stop }, { "record", do_record }, { "bridge", do_bridge },
	{ "unbridge", do_unbridge }, { "hold", do_hold }, { "resume", do_hold },
	{ "hangup", do_hangup },
};

static int order_run(struct order *o, const char *what)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(orders); i++)
		if (strcmp(orders[i].what, what) == 0)
			return orders[i].run(o);
	return err_set(&o->err, ENOSYS, "no such order");
}

void call_order(struct exchange *x, json_t *is)
{
	const char *what = text_of(is, "do", ""), *name = text_of(is, "call", "");
	struct order o = { .x = x, .is = is, .call = call_named(x, name) };
	json_int_t k = json_integer_value(json_object_get(is, "k"));
	int rc;

	if (o.call && (o.call->owner != &call_link_owner || k <= o.call->k))
		return;			/* an alarm's is not its business; old: done already */
	if (!o.call && strcmp(what, "dial") == 0 && name_valid(name, CALL_NAME_MAX)) {
		rc = dial(x, is, &o.err);
	} else if (!o.call) {
		rc = err_set(&o.err, ENOENT, "there is no such call");
	} else {
		o.call->k = k;
		rc = o.call->state == CALL_OVER ? err_set(&o.err, ENOENT, "the call is over") :
		     order_run(&o, what);
	}
	if (rc < 0)
		call_refused(x, o.call, is, o.err.text);
}
