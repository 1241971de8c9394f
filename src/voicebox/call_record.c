// SPDX-License-Identifier: AGPL-3.0-or-later
/* A tone, then what is said, sealed with a key that is forgotten at once. */
#include "voicebox/exchange_int.h"

#include <sodium.h>

static void report(struct call *c, const char *file, int64_t length_ms, int64_t bytes,
		   const char *why)
{
	char digit[2] = { c->rec_ended_by };
	json_t *fields = json_pack("{s:s,s:s,s:I,s:I,s:s}", "rec", c->rec.rec, "file", file,
		"length_ms", (json_int_t)length_ms, "bytes", (json_int_t)bytes, "why", why);

	if (strcmp(why, "digit") == 0)	/* 9 and 0 mean something there too */
		json_object_set_new(fields, "digit", json_string(digit));
	call_report(c, "call recorded", fields);
}

/* A key that ends a recording was pressed during the words before it: nothing is recorded.
 * What else was pressed meant those words, and is no answer to what is asked behind it. */
static bool ended_ahead(struct call *c, const struct call_record *rec)
{
	char digit = gather_forget_ahead(&c->gather, rec->end_digits);

	if (!digit)
		return false;
	c->rec = *rec;
	sodium_memzero(c->rec.key, sizeof(c->rec.key));
	c->rec_ended_by = digit;
	report(c, "", 0, 0, "digit");
	return true;
}

int call_record(struct call *c, const struct call_record *rec)
{
	static const struct media_item beep = { .type = MEDIA_ITEM_BEEP };
	int rc;

	if (c->recording || c->beeping)
		return -EBUSY;
	if (ended_ahead(c, rec))
		return 0;
	rc = call_play(c, &(struct call_play){ .items = &beep, .len = 1 });
	if (rc < 0)
		return rc;
	c->plain = false;
	c->beeping = true;
	c->rec = *rec;
	return 0;
}

void call_record_begin(struct call *c)
{
	struct media_record how = { .rec = c->rec.rec, .max_ms = c->rec.max_ms,
				    .silence_ms = c->rec.silence_ms,
				    .end_digits = c->rec.end_digits };
	int rc;

	c->beeping = false;
	memcpy(how.key, c->rec.key, sizeof(how.key));
	rc = media_record(c->stream, &how);
	sodium_memzero(how.key, sizeof(how.key));
	sodium_memzero(c->rec.key, sizeof(c->rec.key));
	c->recording = rc == 0;
	if (rc < 0) {
		LOGP(DVOICE, LOGL_ERROR, "Call %s: nothing can be recorded: %s.\n", c->name,
		     strerror(-rc));
		report(c, "", 0, 0, "failed");
	}
}

void call_recorded(struct call *c, const struct media_event *ev)
{
	const char *why = media_why_name(ev->why);

	if (!c->recording)
		return;
	c->recording = false;
	if (c->state == CALL_OVER && ev->why == MEDIA_STOPPED)
		why = "hangup";
	else if (ev->why == MEDIA_STOPPED)
		why = "done";
	report(c, ev->file, ev->length_ms, ev->bytes, why);
	if (c->over_why)
		call_over_now(c);
}

/* A key that ends the recording answers no later question. */
bool call_record_takes(struct call *c, char digit)
{
	if ((!c->recording && !c->beeping) || !strchr(c->rec.end_digits, digit))
		return false;
	c->rec_ended_by = digit;
	return true;
}
