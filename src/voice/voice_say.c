// SPDX-License-Identifier: AGPL-3.0-or-later
/* Orders: made in the turn, sent after its commit. */
#include "voice/voice_int.h"

#include <sodium.h>
#include <stdio.h>

enum { SLOW = 80, QUIET_MS = 30000 };

COUNTER(count_orders, "voice.orders", "Orders to voiceboxes.");

json_t *voice_order(struct voice_call *c, const char *what)
{
	return json_pack("{s:s,s:s}", "do", what, "call", c->row.name);
}

void voice_order_put(struct voice_call *c, json_t *is)
{
	struct voice_order *o;

	if (!c->box) {		/* the line is down: hello begins the step anew */
		json_decref(is);
		return;
	}
	json_object_set_new(is, "k", json_integer(++c->row.orders));
	c->dirty = true;
	o = talloc_zero(c->v, struct voice_order);
	if (!o)
		base_oom();
	o->conn = c->box->conn;
	o->is = is;
	llist_add_tail(&o->entry, &c->v->orders);
	counter_inc(&count_orders);
}

void voice_order_simple(struct voice_call *c, const char *what)
{
	voice_order_put(c, voice_order(c, what));
}

/* --- Items ------------------------------------------------------------------------ */

json_t *voice_rec_item(const struct store_recording *r)
{
	char b64[sodium_base64_ENCODED_LEN(STORE_RECORDING_KEY_LEN,
					   sodium_base64_VARIANT_ORIGINAL)];
	json_t *item;

	sodium_bin2base64(b64, sizeof(b64), (const uint8_t *)secret_reveal(r->key),
			  secret_len(r->key), sodium_base64_VARIANT_ORIGINAL);
	item = json_pack("{s:s,s:s,s:s,s:s}", "rec", r->name, "file", r->file, "key", b64,
			 "text", "");
	explicit_bzero(b64, sizeof(b64));
	return item;
}

static json_t *item_of(const struct care_spoken *said)
{
	json_t *item;

	if (said->rec)
		return voice_rec_item(said->rec);
	item = json_pack("{s:s,s:s,s:s}", "key", said->key, "lang", said->lang, "text", said->text);
	if (said->vary)
		json_object_set_new(item, "vary", json_true());
	if (said->must)
		json_object_set_new(item, "must", json_true());
	return item;
}

void voice_speaker_clear(struct voice_call *c)
{
	TALLOC_FREE(c->speaker.mem);
	c->speaker = (struct care_speaker){ .person_id = c->row.person_id };
	c->speaker.mem = talloc_named_const(c, 0, "what is said");
	if (!c->speaker.mem)
		base_oom();
}

/* What was said becomes what is played last; `more` is not repeated by "*". */
static json_t *items_take(struct voice_call *c, json_t *more)
{
	json_t *items;
	size_t i;

	c->holding = false;
	if (c->speaker.said_len) {
		json_decref(c->items);
		c->items = json_array();
		for (i = 0; i < c->speaker.said_len; i++)
			json_array_append_new(c->items, item_of(&c->speaker.said[i]));
	}
	voice_speaker_clear(c);
	items = c->items ? json_deep_copy(c->items) : json_array();
	if (more)
		json_array_append_new(items, more);
	return items;
}

static void slow_down(json_t *items)
{
	json_t *one;
	size_t i;

	json_array_foreach(items, i, one)
		if (json_object_get(one, "text"))
			json_object_set_new(one, "speed", json_integer(SLOW));
}

static json_t *gather(struct voice_call *c, int64_t first_ms)
{
	c->row.ask++;
	return json_pack("{s:I,s:i,s:i,s:I,s:I,s:s,s:b}", "ask", (json_int_t)c->row.ask,
			 "min", c->min, "max", c->max, "first_ms", (json_int_t)first_ms,
			 "inter_ms", (json_int_t)(c->speaker.asks && c->speaker.next_key_ms ?
						  c->speaker.next_key_ms : c->v->values.inter_ms),
			 "end", c->max > 1 ? "#" : "", "interrupt", 1);
}

static void play(struct voice_call *c, json_t *items, json_t *then)
{
	json_t *is = voice_order(c, "play");

	c->wait_until_ms = 0;
	if (c->slow)
		slow_down(items);
	c->playing = !then;
	json_object_set_new(is, "items", items);
	if (then)
		json_object_set_new(is, "then", then);
	voice_order_put(c, is);
}

void voice_ask(struct voice_call *c, json_t *more, int min, int max, int64_t first_ms)
{
	json_t *items = items_take(c, more);

	c->min = min;
	c->max = max;
	play(c, items, gather(c, first_ms));
}

void voice_ask_first(struct voice_call *c, json_t *first, int64_t first_ms)
{
	json_t *items = json_array(), *said = items_take(c, NULL);

	if (first)
		json_array_append_new(items, first);
	json_array_extend(items, said);
	json_decref(said);
	c->min = c->max = 1;
	play(c, items, gather(c, first_ms));
}

void voice_ask_again(struct voice_call *c)
{
	play(c, items_take(c, NULL), gather(c, c->v->values.first_ms));
}

void voice_ask_after(struct voice_call *c)
{
	json_t *before = c->items ? json_incref(c->items) : json_array(), *items;

	items = items_take(c, NULL);
	json_array_extend(items, before);
	json_decref(c->items);
	c->items = before;
	play(c, items, gather(c, c->v->values.first_ms));
}

void voice_tell(struct voice_call *c, json_t *more)
{
	play(c, items_take(c, more), NULL);
}

void voice_music(struct voice_call *c, bool digits)
{
	json_t *is = voice_order(c, "play");

	json_object_set_new(is, "items", c->quiet ? json_pack("[{s:i}]", "pause", QUIET_MS) :
						    json_pack("[{s:b}]", "music", 1));
	json_object_set_new(is, "loop", json_true());
	c->min = c->max = 1;
	if (digits)
		json_object_set_new(is, "then", gather(c, c->v->values.first_ms));
	c->playing = c->holding = !digits;
	voice_order_put(c, is);
}

void voice_hangup(struct voice_call *c, bool after)
{
	json_t *is = voice_order(c, "hangup");

	if (after)
		json_object_set_new(is, "after", json_true());
	voice_order_put(c, is);
}
