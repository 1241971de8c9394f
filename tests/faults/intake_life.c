// SPDX-License-Identifier: AGPL-3.0-or-later
/* The history, and one life of the house with it. */
#include "tests/faults/intake.h"

#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "care/care_checkin.h"
#include "care/care_oncall.h"
#include "care/care_peers.h"
#include "care/care_people.h"
#include "care/care_queue.h"
#include "store/store_batch.h"
#include "text/text.h"
#include "tests/faults/disk.h"
#include "tests/faults/intake_calls.h"

struct intake_carrier *carrier;

/* Two segments; the parts come one by one, the second first. */
static const char long_text[] =
	"I wanted to tell you about the garden. My neighbour gave me seeds in spring and I did not "
	"believe that anything would grow, but now there are tomatoes, and I sit beside them in "
	"the evening.";

/* Who writes what, at which second of the history. */
static const struct step {
	const char *from, *text;
	int part, at_s;
} history[] = {
	{ "ann", "hello", 0, 0 },
	{ "amina", long_text, 2, 2 },
	{ "amina", long_text, 1, 4 },
	{ "dora", "I want to kill myself tonight", 0, 6 },
	{ "june", "I am glad that you wrote", 0, 12 },
	{ "amina", "I baked bread today", 0, 14 },
	{ "stan", "STOP", 0, 16 },
	{ "amina", "one of two at once", 0, 18 },
	{ "june", "two of two at once", 0, 18 },
	/* at 60 s her check-in */
	{ "cora", "4", 0, 70 },
};
enum { AFTERWARDS_S = 75, LANE_S = 40, LIVES_MAX = 6 };
_Static_assert(ARRAY_LEN(history) <= INTAKE_STEPS, "room for all steps");
#define TEMPLATE_AT "2026-11-23 09:56"
#define HISTORY_AT "2026-11-23 09:59"

static const struct { const char *name, *number; } phones[] = {
	{ "ann", "+254711000001" }, { "amina", "+254711000002" }, { "dora", "+254711000003" },
	{ "stan", "+254711000004" }, { "cora", "+254711000005" }, { "june", "+254722000001" },
	{ "omar", "+254733000001" },
};

int intake_steps(void)
{
	return (int)ARRAY_LEN(history);
}

bool intake_message_uuid(int step, char uuid[UUID_LEN + 1])
{
	if (step >= intake_steps())
		return false;
	snprintf(uuid, UUID_LEN + 1, "abcdabcd-0000-4000-8000-%012d", step);
	return true;
}

/* --- Memory that runs out ------------------------------------------------------ *
 * The n-th allocation fails; the process may end (base_oom()).  Not under a
 * sanitizer, which has malloc. */
static unsigned int allocations, allocation_to_fail;

#ifndef __SANITIZE_ADDRESS__
void *__libc_malloc(size_t size);
void *__libc_realloc(void *p, size_t size);
void *__libc_calloc(size_t n, size_t size);

static bool allocation_fails(void)
{
	void *calls[24];

	if (++allocations != allocation_to_fail)
		return false;
	/* Whose it was, for whoever looks with INTAKE_LOG. */
	backtrace_symbols_fd(calls, backtrace(calls, ARRAY_LEN(calls)), STDERR_FILENO);
	return true;
}

void *malloc(size_t size)
{
	return allocation_fails() ? NULL : __libc_malloc(size);
}

void *realloc(void *p, size_t size)
{
	return allocation_fails() ? NULL : __libc_realloc(p, size);
}

void *calloc(size_t n, size_t size)
{
	return allocation_fails() ? NULL : __libc_calloc(n, size);
}
#endif

/* --- What has left the house ------------------------------------------------------ *
 * It counts from the moment at which the kernel has it: a process that dies
 * then has said it. */

static void text_note(const struct box_sms *m)
{
	struct intake_text *t = &carrier->text[carrier->texts];

	MUST(carrier->texts < INTAKE_TEXTS);
	memcpy(t->uuid, m->id, sizeof(t->uuid));
	snprintf(t->to, sizeof(t->to), "%.*s", (int)m->receiver.len,
		 (const char *)m->receiver.data);
	snprintf(t->box, sizeof(t->box), "%.*s", (int)m->boxc_id.len,
		 m->boxc_id.data ? (const char *)m->boxc_id.data : "");
	t->coding = m->coding;
	t->life = carrier->life;
	t->reports = m->dlr_mask > 0;
	t->udh_len = (uint8_t)m->udhdata.len;
	t->len = (uint8_t)m->msgdata.len;
	MUST(m->udhdata.len <= sizeof(t->udh) && m->msgdata.len <= sizeof(t->data));
	if (t->udh_len)
		memcpy(t->udh, m->udhdata.data, t->udh_len);
	memcpy(t->data, m->msgdata.data, t->len);
	carrier->texts++;
}

static void ack_note(const struct box_ack *ack)
{
	char uuid[UUID_LEN + 1];
	int i;

	for (i = 0; intake_message_uuid(i, uuid); i++)
		if (ack->nack == BOX_ACK_SUCCESS && strcmp(ack->id, uuid) == 0)
			carrier->message[i].acked = true;
}

ssize_t send(int fd, const void *data, size_t len, int flags)
{
	ssize_t n = sendto(fd, data, len, flags, NULL, 0), used, at = 0;
	struct box_frame frame;

	while (at < n && (used = box_decode((const uint8_t *)data + at, (size_t)(n - at), &frame,
					    NULL)) > 0) {
		at += used;
		if (frame.type == BOX_TYPE_sms && frame.sms.sms_type == BOX_SMS_MT_PUSH)
			text_note(&frame.sms);
		if (frame.type == BOX_TYPE_ack)
			ack_note(&frame.ack);
	}
	return n;
}

/* --- People ---------------------------------------------------------------------------- */

struct making {
	const char *number;
	unsigned int roles;
	bool checkin;
};

static int person_make(struct care_turn *t, void *arg)
{
	const struct making *m = arg;
	struct store_checkin c = { .on = true, .minute = 10 * 60, .every_days = 1,
				   .since_ms = t->now_ms };
	struct store_person p;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, m->number, &p);

	p.roles |= STORE_ROLE_MEMBER | m->roles;
	p.consent = STORE_CONSENT_GIVEN;
	p.age = STORE_AGE_ADULT;
	p.safe_from_min = p.safe_to_min = 0;
	strcpy(p.band, "25-59");
	strcpy(p.lang, "en");
	c.person_id = p.id;
	if (rc == 0)
		rc = store_people_save(t->store, &p);
	if (rc == 0 && m->roles & STORE_ROLE_PEER)
		rc = care_peers_enrol(t, &p, true);
	if (rc == 0 && m->roles & STORE_ROLE_ONCALL)
		rc = care_staff_changed(t);
	if (rc == 0 && m->checkin)
		rc = store_checkin_save(t->store, &c);
	return rc == 0 && m->checkin ? care_checkin_rearm(t, &p) : rc;
}

static void says(struct world *w, const char *name, const char *text)
{
	world_send(w, world_phone(w, name), text);
	world_pass(w, SECONDS_MS(3));
}

static struct world *world_here(const char *dir, uint32_t seed)
{
	struct world *w = world_new_in(NULL, seed, dir);
	size_t i;

	for (i = 0; i < ARRAY_LEN(phones); i++)
		world_phone_add(w, phones[i].name, phones[i].number);
	return w;
}

static void open_or_end(struct world *w)
{
	struct err err = { "" };

	if (world_open(w, &err) == 0)
		return;
	snprintf(carrier->complaint, sizeof(carrier->complaint), "does not open: %.150s", err.text);
	_exit(3);
}

static int queue_join(struct care_turn *t, void *arg)
{
	struct store_person p;
	enum care_joined joined;
	int rc = store_people_by_address(t->store, STORE_ADDR_NUMBER, arg, &p);

	return rc < 0 ? rc : care_queue_join(t, &p, MATCH_TEXT, MATCH_TIER_NONE, &joined);
}

void intake_world_make(const char *dir)
{
	struct world *w = world_here(dir, 1);
	struct making made[] = {
		{ phones[1].number, 0, false }, { phones[2].number, 0, false },
		{ phones[3].number, 0, false }, { phones[4].number, 0, true },
		{ phones[5].number, STORE_ROLE_PEER, false },
		{ phones[6].number, STORE_ROLE_ONCALL, false },
	};
	size_t i;

	MUST(world_clock_set(w, "Africa/Nairobi", TEMPLATE_AT) == 0);
	open_or_end(w);
	for (i = 0; i < ARRAY_LEN(made); i++)
		MUST(house_do(w->house, person_make, &made[i]) >= 0);
	world_settle(w);
	says(w, "june", "ON");
	says(w, "june", "4");
	MUST(house_do(w->house, queue_join, (void *)phones[1].number) >= 0);
	world_pass(w, SECONDS_MS(10));
	says(w, "june", "1");
	world_pass(w, SECONDS_MS(20));
	MUST(world_phone(w, "june")->heard > 3 && fakebox_kept(w->carrier) == 0);
	MUST(world_clock_set(w, "Africa/Nairobi", HISTORY_AT) == 0);
	carrier->now_ms = w->now_ms;
	talloc_free(w);
}

/* --- One life ------------------------------------------------------------------------------ */

static struct box_sms message_of(void *ctx, int i)
{
	const struct step *s = &history[i];
	const char *text = poison && i == INTAKE_POISONED ? intake_poison_words : s->text;
	struct text_segments *segs;
	const struct text_segment *seg;
	struct box_sms m;

	MUST(text_split(ctx, text, strlen(text), TEXT_REF_8, 77, &segs) == 0);
	MUST(segs->count == (s->part ? 2u : 1u));
	seg = &segs->segment[s->part ? s->part - 1 : 0];
	box_sms_init(&m);
	MUST(intake_message_uuid(i, m.id));
	m.coding = (int32_t)seg->coding;
	if (seg->udh_len)
		m.udhdata = (struct view){ seg->udh, seg->udh_len };
	m.msgdata = (struct view){ seg->payload, seg->payload_len };
	return m;
}

static void hand(struct world *w, int i)
{
	struct box_sms m;

	carrier->message[i].handed = true;	/* first: we may die in the next line */
	m = message_of(w, i);
	world_send_sms(w, world_phone(w, history[i].from), &m);
}

/* What was out when the life before ended: messages come again, and so do the
 * carrier's reports for all that it got. */
static void bearerbox_goes_on(struct world *w)
{
	struct box_sms m;
	int i;

	for (i = 0; i < intake_steps(); i++)
		if (carrier->message[i].handed && !carrier->message[i].acked)
			hand(w, i);
	for (i = 0; i < carrier->texts; i++) {
		const struct intake_text *t = &carrier->text[i];

		if (!t->reports)
			continue;
		box_sms_init(&m);
		m.sender = VIEW_STR("40404");
		m.receiver = VIEW_STR(t->to);
		m.dlr_url = VIEW_STR(t->uuid);
		m.boxc_id = VIEW_STR(t->box);
		fakebox_report(w->carrier, &m, BOX_DLR_ACCEPTED);
	}
}

static void count(void)
{
	carrier->disk_operations = disk_operations();
	carrier->allocations = allocations;
}

static void life_ends(struct world *w)
{
	count();
	carrier->ended = INTAKE_STOPPED;
	_exit(0);
}

static void pass_until(struct world *w, int64_t until_ms)
{
	int64_t left_ms;

	while ((left_ms = until_ms - w->now_ms) > 0) {
		world_pass(w, left_ms < 1000 ? left_ms : 1000);
		if (carrier->now_ms < w->now_ms)
			carrier->now_ms = w->now_ms;
		if (house_failed(w->house) && !house_in_lane(w->house))
			life_ends(w);
	}
}

static void history_tell(struct world *w, int64_t from_ms)
{
	int i;

	while ((i = carrier->next_step) < intake_steps()) {
		pass_until(w, from_ms + SECONDS_MS(history[i].at_s));
		carrier->next_step++;
		hand(w, i);
	}
}

static void faults_begin(const struct intake_plan *plan)
{
	static const enum disk_fault of_disk[INTAKE_FAULTS] = {
		[INTAKE_CUT] = DISK_CUT, [INTAKE_FULL] = DISK_FULL,
	};

	if (!plan->faulty)
		return;
	disk_arm(of_disk[plan->fault], plan->n, plan->n);
	allocations = 0;
	allocation_to_fail = plan->fault == INTAKE_ALLOCATION ? plan->n : 0;
	calls_arm();
}

static void faults_end(const struct intake_plan *plan)
{
	count();
	allocation_to_fail = 0;
}

/* As in main.c. */
static void fatal_signal(int signum)
{
	store_batch_mark_crash();
	signal(signum, SIG_DFL);
	raise(signum);
}

static void quiet(void)
{
	const struct rlimit none = { 0, 0 };
	int fd;

	setrlimit(RLIMIT_CORE, &none);
	signal(SIGSEGV, fatal_signal);
	signal(SIGABRT, fatal_signal);
	if (getenv("INTAKE_LOG"))
		return;
	fd = open("/dev/null", O_WRONLY);
	dup2(fd, STDERR_FILENO);
	close(fd);
}

void intake_live(void *arg)
{
	const struct intake_plan *plan = arg;
	struct world *w;
	static int64_t history_at_ms;

	quiet();
	carrier->ended = INTAKE_DIED;
	carrier->life++;
	if (plan->faulty && (plan->fault == INTAKE_CUT || plan->fault == INTAKE_FULL))
		disk_watch(plan->dir);
	w = world_here(plan->dir, (uint32_t)carrier->life + 1);
	MUST(world_clock_set(w, "Africa/Nairobi", HISTORY_AT) == 0);
	history_at_ms = w->now_ms + SECONDS_MS(6);
	w->now_ms = carrier->now_ms;
	if (carrier->life > 1) {
		w->now_ms += SECONDS_MS(1);
		bearerbox_goes_on(w);
	}
	open_or_end(w);
	faults_begin(plan);
	if (house_in_lane(w->house))
		pass_until(w, w->now_ms + SECONDS_MS(LANE_S));
	history_tell(w, history_at_ms);
	pass_until(w, history_at_ms + SECONDS_MS(AFTERWARDS_S));
	pass_until(w, w->now_ms + SECONDS_MS(5));
	faults_end(plan);
	if (plan->faulty || house_failed(w->house))
		life_ends(w);
	carrier->ended = INTAKE_JUDGED;
	_exit(intake_store_is_well(w) ? 0 : 1);
}
