// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sms/sms_lane.h"

#include <sodium.h>
#include <stdio.h>
#include "store/store_keys.h"
#include "text/text.h"

enum { SEEN_MAX = 1024, CODE_LOWEST = 1000, CODES = 9000, CONSTANT_TIME = 1, CRISIS_PRIORITY = 3 };
#define LANE_AGAIN_MS MINUTES_MS(10)

struct seen {
	uint8_t person[8];
	int64_t said_at_ms;		/* monotonic */
	bool said_danger;
};

struct sms_lane {
	struct sms_lane_deps deps;
	struct box_conn *box;
	struct box_buf frame;
	struct text_numbers *numbers;
	uint8_t key[crypto_generichash_KEYBYTES];	/* of this process, where the index key
							 * is missing */
	struct seen seen[SEEN_MAX];
	unsigned int seen_next;
};

COUNTER(count_lane, "sms.lane", "Messages accepted by the emergency lane.");
COUNTER(count_refused, "sms.lanerefused",
	"Messages that the journal could not take; bearerbox keeps them.");

static struct seen *seen_of(struct sms_lane *lane, const uint8_t person[8])
{
	struct seen *s;
	int i;

	for (i = 0; i < SEEN_MAX; i++)
		if (memcmp(lane->seen[i].person, person, 8) == 0)
			return &lane->seen[i];
	s = &lane->seen[lane->seen_next++ % SEEN_MAX];
	*s = (struct seen){ .said_at_ms = INT64_MIN };
	memcpy(s->person, person, 8);
	return s;
}

static bool may_say(struct seen *s, bool danger)
{
	int64_t now_ms = clock_mono_ms();

	if (s->said_at_ms > now_ms - LANE_AGAIN_MS && (s->said_danger || !danger))
		return false;
	s->said_at_ms = now_ms;
	s->said_danger = danger;
	return true;
}

static void say(struct sms_lane *lane, const struct box_sms *in, bool danger)
{
	char *text = care_lane_words(lane, lane->deps.care, danger);
	struct text_segments *segs = NULL;
	struct box_sms out;

	/* One segment by the catalogue's own limit; more are not worth a risk here. */
	if (text_split(lane, text, strlen(text), TEXT_REF_8, 0, &segs) == 0) {
		box_sms_init(&out);
		rand_uuid(out.id);
		out.sender = VIEW_STR(lane->deps.sender);
		out.receiver = in->sender;
		out.coding = (int32_t)segs->segment[0].coding;
		out.msgdata = (struct view){ segs->segment[0].payload,
					     segs->segment[0].payload_len };
		out.sms_type = BOX_SMS_MT_PUSH;
		out.time = CONSTANT_TIME;
		out.priority = CRISIS_PRIORITY;
		if (box_conn_send_sms(lane->box, &out) < 0)
			LOGP(DSMS, LOGL_ERROR, "The lane's sentence could not be sent.\n");
	}
	talloc_free(segs);
	talloc_free(text);
}

/* True for tier A or B; the pager is told.  It alarms after 3 s by itself,
 * for nobody will tell it "stored". */
static bool hear(struct sms_lane *lane, const struct box_sms *in, const uint8_t person[8])
{
	struct text_mo_in raw = { .coding = in->coding, .udh = in->udhdata,
				  .msgdata = in->msgdata };
	struct text_mo *mo = text_decode_mo(lane, &raw);
	struct lexicon_result scan;
	struct sms_danger danger = { .uuid = in->id };
	char code[8];
	bool found;

	found = care_scan(lane->deps.care, (struct view){
		(const uint8_t *)secret_reveal(mo->text), secret_len(mo->text) }, &scan);
	talloc_free(mo);
	if (!found)
		return false;
	snprintf(code, sizeof(code), "%u", CODE_LOWEST + rand_below(CODES));
	danger.tier_a = scan.tier == LEX_A;
	danger.code = code;
	memcpy(danger.person, person, 8);
	lane->deps.hooks.danger(lane->deps.hooks.arg, &danger);
	return true;
}

static int keep(struct sms_lane *lane, const struct box_sms *in)
{
	bool report = in->sms_type == BOX_SMS_REPORT_MO || in->sms_type == BOX_SMS_REPORT_MT;
	uint8_t uuid[16];

	lane->frame.len = 0;
	if (!lane->deps.journal || box_encode_sms(&lane->frame, in) < 0)
		return -EIO;
	store_uuid_parse(in->id, uuid);
	return store_journal_append(lane->deps.journal,
				    report ? STORE_JOURNAL_DLR : STORE_JOURNAL_MO, uuid,
				    clock_wall_ms(),
				    (struct view){ lane->frame.data, lane->frame.len });
}

static void person_of(struct sms_lane *lane, const struct box_sms *in, uint8_t out[8])
{
	const char *raw = in->sender.data ? (const char *)in->sender.data : "";
	size_t len = in->sender.data ? in->sender.len : 0;
	uint8_t hash[crypto_generichash_BYTES_MIN];
	struct text_number number;
	struct secret *who;

	if (!lane->deps.index) {
		crypto_generichash(hash, sizeof(hash), (const uint8_t *)raw, len, lane->key,
				   sizeof(lane->key));
		memcpy(out, hash, 8);
		return;
	}
	text_number_parse(lane->numbers, raw, len, &number);
	who = number.kind == TEXT_SENDER_E164 ? secret_str(lane, number.e164)
					      : secret_new(lane, raw, len);
	memcpy(out, store_indexer_of(lane->deps.index, "number", who).b, 8);
	talloc_free(who);
	text_number_wipe(&number);
}

static void lane_sms(void *arg, const struct box_sms *in)
{
	struct sms_lane *lane = arg;
	bool report = in->sms_type == BOX_SMS_REPORT_MO || in->sms_type == BOX_SMS_REPORT_MT;
	bool danger = false, kept;
	uint8_t person[8];

	person_of(lane, in, person);
	if (!report)
		danger = hear(lane, in, person);
	kept = keep(lane, in) == 0;
	counter_inc(kept ? &count_lane : &count_refused);
	if (!kept)
		LOGP(DSMS, LOGL_FATAL, "The journal takes no more; bearerbox keeps what comes.\n");
	else if (box_conn_send_ack(lane->box, in->id, BOX_ACK_SUCCESS) < 0)
		LOGP(DSMS, LOGL_INFO, "An acknowledgement waits for the link.\n");
	if (!report && may_say(seen_of(lane, person), danger))
		say(lane, in, danger);
}

static void lane_up(void *arg) { LOGP(DSMS, LOGL_FATAL, "The emergency lane is open.\n"); }
static void lane_ack(void *arg, const char *id, enum box_ack_kind kind) { }
static void lane_down(void *arg, enum box_down_reason reason) { }
static const struct box_conn_ops lane_ops = {
	.up = lane_up, .sms = lane_sms, .ack = lane_ack, .down = lane_down,
};

struct sms_lane *sms_lane_new(void *ctx, const struct sms_lane_deps *deps, struct err *err)
{
	struct sms_lane *lane = talloc_zero(ctx, struct sms_lane);
	struct box_conn_config config = { .address = deps->bearerbox, .name = deps->box_name };

	if (!lane)
		base_oom();
	lane->deps = *deps;
	lane->frame.ctx = lane;
	rand_bytes(lane->key, sizeof(lane->key));
	lane->numbers = text_numbers_new(lane, deps->region, err);
	if (!lane->numbers) {
		talloc_free(lane);
		return NULL;
	}
	lane->box = box_conn_new(lane, deps->loop, &config, &lane_ops, lane, err);
	if (!lane->box)
		TALLOC_FREE(lane);
	return lane;
}
