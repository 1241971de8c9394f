// SPDX-License-Identifier: AGPL-3.0-or-later
/* One message inside its savepoint: inbox row, parts, and on to care/. */
#include "sms/sms_int.h"

#include <stdio.h>

COUNTER(count_again, "sms.redelivered", "Messages that were stored already.");
COUNTER(count_parked, "sms.parked", "Messages set aside for a human after they broke the program.");
COUNTER(count_joined, "sms.joined", "Long texts whose parts were all there.");
COUNTER(count_gap, "sms.joinedwithgap", "Long texts released with parts missing.");

/* Shown where a part never came: a person must see that something is missing. */
static const char gap_mark[] = " [...] ";

static int inbox_add(struct sms *sms, struct care_turn *t, struct sms_mo *mo,
		     struct store_inbox *row)
{
	bool keep_raw = mo->park || mo->text->kind != TEXT_MO_TEXT;
	int rc;

	*row = (struct store_inbox){
		.state = mo->park ? STORE_INBOX_PARKED :
			 keep_raw ? STORE_INBOX_NEW : STORE_INBOX_DONE,
		.received_at_ms = t->now_ms,
		.why = mo->park ? "crash" : keep_raw ? mo->text->why : NULL,
		.raw = keep_raw ? mo->raw : NULL,
	};
	memcpy(row->uuid, mo->key, sizeof(row->uuid));
	rc = store_inbox_add(sms->store, row);
	if (rc != -EEXIST)
		return rc;
	counter_inc(&count_again);
	return SMS_MO_KNOWN;
}

static struct care_text care_text_of(struct sms *sms, struct care_turn *t, struct sms_mo *mo,
				     int64_t inbox_id)
{
	bool number = mo->from.kind == TEXT_SENDER_E164;

	return (struct care_text){
		.inbox_id = inbox_id, .uuid = mo->uuid,
		.sender_kind = number ? CARE_FROM_NUMBER :
			       mo->from.kind == TEXT_SENDER_SHORT ? CARE_FROM_SHORT_CODE :
								    CARE_FROM_NAME,
		.sender = number ? mo->from.e164 : secret_reveal(mo->sender),
		.service = mo->receiver,
		.text = mo->text->kind == TEXT_MO_TEXT ? mo->text->text : NULL,
		.scan = &mo->scan, .incident_code = mo->code, .received_at_ms = t->now_ms,
	};
}

static int group_release(struct sms *sms, struct care_turn *t, const struct store_group *g,
			 struct care_text *text)
{
	struct secret *part[255] = { NULL };
	struct lexicon_result scan;
	struct secret *joined;
	int rc = store_group_parts(sms->store, t->mem, g->id, part);

	if (rc < 0)
		return rc;
	counter_inc(rc == g->total ? &count_joined : &count_gap);
	joined = text_parts_join(t->mem, part, (size_t)g->total, gap_mark);
	care_scan(sms->deps.care,
		  (struct view){ (const uint8_t *)secret_reveal(joined), secret_len(joined) },
		  &scan);
	text->text = joined;
	text->scan = &scan;
	text->is_part = false;
	text->is_joined = true;
	rc = store_group_forget(sms->store, g->id);
	if (rc < 0)
		return rc;
	rc = store_due_disarm(sms->store, STORE_DUE_PARTS, g->id);
	return rc < 0 ? rc : care_text_in(t, text);
}

static int part_step(struct sms *sms, struct care_turn *t, struct sms_mo *mo,
		     struct care_text *text)
{
	struct store_person person;
	struct store_group group;
	struct store_part part;
	int rc;

	text->is_part = true;
	rc = care_text_in(t, text);	/* scanned, and answered as far as safety goes */
	if (rc < 0)
		return rc;
	rc = store_people_by_address(sms->store, (enum store_address)text->sender_kind,
				     text->sender, &person);
	if (rc < 0)
		return rc;
	part = (struct store_part){
		.sender = mo->sender, .receiver = mo->receiver,
		.reference = mo->text->udh.ref, .wide = mo->text->udh.ref16,
		.total = mo->text->udh.total, .number = mo->text->udh.part,
		.person_id = person.id, .inbox_id = text->inbox_id,
		.received_at_ms = t->now_ms, .text = text_part_keep(t->mem, mo->text),
	};
	rc = store_part_add(sms->store, &part, &group);
	if (rc < 0 || group.duplicate)
		return rc < 0 ? rc : 0;
	if (group.have == group.total)
		return group_release(sms, t, &group, text);
	if (group.have > 1)
		return 0;
	return store_due_arm(sms->store, STORE_DUE_PARTS, group.id,
			     t->now_ms + sms->values.part_wait_ms, 0);
}

int sms_mo_step(struct sms *sms, struct care_turn *t, struct sms_mo *mo)
{
	struct store_inbox row;
	struct care_text text;
	int rc = inbox_add(sms, t, mo, &row);

	if (rc)
		return rc;
	text = care_text_of(sms, t, mo, row.id);
	if (mo->text->kind == TEXT_MO_TEXT && mo->text->udh.concat && mo->text->udh.total > 1)
		return part_step(sms, t, mo, &text);
	return care_text_in(t, &text);
}

/* It broke the program twice.  Its words are not touched again; a human sees
 * them, and because nobody heard them they count as an engine fault. */
int sms_mo_park(struct sms *sms, struct care_turn *t, struct sms_mo *mo)
{
	struct store_inbox row;
	struct care_text text;
	int rc = inbox_add(sms, t, mo, &row);

	if (rc)
		return rc;
	counter_inc(&count_parked);
	LOGP(DSMS, LOGL_ERROR, "A message is parked for a human (inbox row %lld).\n",
	     (long long)row.id);
	text_number_parse(sms->numbers, secret_reveal(mo->sender), secret_len(mo->sender),
			  &mo->from);
	mo->scan = (struct lexicon_result){ .tier = LEX_ASK, .engine_fault = true };
	mo->text = talloc_zero(mo, struct text_mo);
	if (!mo->text)
		base_oom();
	mo->text->kind = TEXT_MO_UNDECODABLE;
	text = care_text_of(sms, t, mo, row.id);
	return care_text_in(t, &text);
}

int sms_parts_due(struct sms *sms, struct care_turn *t, int64_t group_id)
{
	struct store_person person;
	struct store_group group;
	struct secret *number = NULL;
	struct care_text text;
	char code[8];
	int rc = store_group_get(sms->store, group_id, &group);

	if (rc <= 0)
		return rc;
	rc = store_people_by_id(sms->store, group.person_id, &person);
	if (rc == 0)
		rc = store_people_number(sms->store, t->mem, person.id, &number);
	if (rc == -ENOENT || rc == -ENOKEY)	/* erased meanwhile */
		return store_group_forget(sms->store, group_id);
	if (rc < 0)
		return rc;
	snprintf(code, sizeof(code), "%u", 1000 + rand_below(9000));
	text = (struct care_text){
		.uuid = "", .sender_kind = (enum care_sender)person.address_kind,
		.sender = secret_reveal(number), .service = "", .incident_code = code,
		.received_at_ms = group.first_at_ms,
	};
	return group_release(sms, t, &group, &text);
}
