// SPDX-License-Identifier: AGPL-3.0-or-later
/* story list, approve, refuse, withdraw: the board. */
#include "care/care_story.h"
#include "warmlined/control_int.h"

static const char *name_of(struct control *c, int64_t person_id, struct store_person *p)
{
	return store_people_by_id(c->house->store, person_id, p) == 0 ? p->pseudonym : "-";
}

static json_t *story_json(struct control *c, const struct store_story *s)
{
	struct store_recording r = { 0 };
	struct store_person p;
	void *mem = talloc_new(c);
	json_t *one;
	int rc = store_recording_get(c->house->store, mem, s->recording_id, &r);

	one = json_pack("{s:I,s:s,s:s,s:b,s:b,s:s,s:I,s:I,s:o}", "story", (json_int_t)s->id,
		"from", name_of(c, s->person_id, &p), "state", care_story_state_name(s->state),
		"agreed", s->agreed, "heard", rc == 1 && r.state == STORE_RECORDING_HEARD,
		"lang", s->lang, "seconds", (json_int_t)(r.length_ms / 1000),
		"plays", (json_int_t)s->plays, "made", control_time(s->made_at_ms));
	if (s->decided_by)
		json_object_set_new(one, "by", json_string(name_of(c, s->decided_by, &p)));
	if (s->why)
		json_object_set_new(one, "why", json_string(care_story_why_words(s->why)));
	if (s->state == STORE_STORY_BOARD)
		json_object_set_new(one, "until", control_time(s->until_ms));
	talloc_free(mem);
	return one;
}

static void list_proceed(struct link_request *req, void *arg)
{
	struct control *c = arg;
	struct store_story s = { 0 };
	bool all = link_req_bool(req, "all", false);
	json_t *list = json_array();
	int rc;

	while ((rc = store_story_next(c->house->store, 0, s.id, &s)) == 1)
		if (all || s.state <= STORE_STORY_BOARD)
			json_array_append_new(list, story_json(c, &s));
	if (rc < 0)
		json_decref(list);
	if (!control_refused(req, rc, "story"))
		link_ok(req, json_pack("{s:o}", "stories", list));
}

/* --- Deciding: with the pseudonym of whoever listened -------------------------------- */

struct deciding {
	const char *by;
	int64_t id;
	enum store_story_why why;
	int (*run)(struct care_turn *t, const struct store_person *by, struct deciding *d);
	enum care_story_did did;
};

static int decide_do(struct care_turn *t, void *arg)
{
	struct deciding *d = arg;
	struct store_person by;
	int rc = store_people_by_pseudonym(t->store, d->by, &by);

	return rc < 0 ? rc : d->run(t, &by, d);
}

static int approve(struct care_turn *t, const struct store_person *by, struct deciding *d)
{
	return care_story_approve(t, by, d->id, &d->did);
}

static int refuse(struct care_turn *t, const struct store_person *by, struct deciding *d)
{
	return care_story_refuse(t, by, d->id, d->why, &d->did);
}

static int withdraw(struct care_turn *t, const struct store_person *by, struct deciding *d)
{
	return care_story_withdraw(t, by, d->id, &d->did);
}

static void decide(struct link_request *req, struct control *c, struct deciding *d)
{
	int rc;

	d->by = link_req_str(req, "by");
	d->id = link_req_int(req, "story", 0);
	rc = house_do(c->house, decide_do, d);
	if (control_refused(req, rc, "person"))
		return;
	if (d->did == CARE_STORY_DONE)
		link_ok(req, NULL);
	else
		link_fail(req, d->did == CARE_STORY_GONE ? LINK_E_NOT_FOUND : LINK_E_DENIED,
			  "%s", care_story_did_words(d->did));
}

static void approve_proceed(struct link_request *req, void *arg)
{
	decide(req, arg, &(struct deciding){ .run = approve });
}

static void refuse_proceed(struct link_request *req, void *arg)
{
	int why = care_story_why_parse(link_req_str(req, "why"));

	if (why < 0)
		link_fail(req, LINK_E_ARGS, "why is one of known, hurts, unclear, not-here");
	else
		decide(req, arg, &(struct deciding){ .run = refuse, .why = why });
}

static void withdraw_proceed(struct link_request *req, void *arg)
{
	decide(req, arg, &(struct deciding){ .run = withdraw });
}

#define STORY { .name = "story", .type = LINK_INT, .required = true, \
		.help = "The story, as story list numbers it." }
#define BY { .name = "by", .type = LINK_STRING, .required = true, \
	     .help = "The pseudonym of whoever of the team listened." }
static const struct link_arg list_args[] = {
	{ .name = "all", .type = LINK_BOOL, .help = "Also those that are over." },
};
static const struct link_arg decide_args[] = { STORY, BY };
static const struct link_arg refuse_args[] = { STORY, BY,
	{ .name = "why", .type = LINK_STRING, .required = true,
	  .help = "known, hurts, unclear or not-here; its maker is told in words." } };
static const struct link_command commands[] = {
	{ "story list", "Stories that wait for the team or are on the board.", list_args,
	  ARRAY_LEN(list_args), NULL, list_proceed },
	{ "story approve", "Put one on the board, after somebody has listened to it.", decide_args,
	  ARRAY_LEN(decide_args), NULL, approve_proceed },
	{ "story refuse", "Say no to one, or take it off the board, with a reason.", refuse_args,
	  ARRAY_LEN(refuse_args), NULL, refuse_proceed },
	{ "story withdraw", "At its maker's wish: its sound is destroyed at once.", decide_args,
	  ARRAY_LEN(decide_args), NULL, withdraw_proceed },
};
const struct control_table control_story_verbs = { commands, ARRAY_LEN(commands) };
