// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Sessions: the glue between a person's texts and flow/.  A session is a row;
 * each turn loads it, takes it one step on, carries out what it asks for, and
 * puts it back.  A new keyword always wins, and no session can hold a person:
 * whatever is broken, gone or too old ends it and the text is heard afresh.
 */
#include <stdio.h>

#include "care/care_call.h"
#include "care/care_int.h"
#include "care/care_queue.h"
#include "care/care_safety.h"
#include "care/care_record.h"
#include "store/store_session.h"

COUNTER(count_started, "session.started", "Flows that were started.");
COUNTER(count_answers, "session.answers", "Answers that a flow could use.");
COUNTER(count_misses, "session.misses", "Answers that a flow could not use.");
COUNTER(count_ended, "session.ended", "Flows that came to their own end.");
COUNTER(count_cut, "session.cut", "Flows that ended by silence, age or a fault.");

/* One session in one turn. */
struct run {
	struct care_turn *t;
	struct store_person *person;
	struct care_host host;
	struct store_session row;
	struct flow_state *state;
	unsigned int epoch;		/* of the turn; if it moved, this session is another's */
	bool over;
	bool spoke;			/* or did something that speaks for itself */
};

static const struct { const char *name; enum care_purpose purpose; } purpose_names[] = {
	{ "reply", CARE_REPLY }, { "talk", CARE_TALK }, { "checkin", CARE_CHECKIN },
	{ "reminder", CARE_REMINDER }, { "survey", CARE_SURVEY }, { "safety", CARE_SAFETY },
	{ "duty", CARE_DUTY }, { "notice", CARE_NOTICE }, { "feedback", CARE_SURVEY },
	{ "find", CARE_SURVEY },
};

enum care_purpose care_purpose_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(purpose_names); i++)
		if (strcmp(purpose_names[i].name, name) == 0)
			return purpose_names[i].purpose;
	return CARE_REPLY;
}

/* --- Load and save ------------------------------------------------------------------ */

/* A session stands on the flow files that it started with; after a restart
 * they are given back from the store. */
static int revisions_give_back(struct run *r, const json_t *saved)
{
	struct flow_set *set = care_deps(r->t->care)->flows;
	const char *const *hash = flow_json_hashes(r->t->mem, saved);
	struct flow_problems problems = { 0 };
	char *source;
	int rc;

	for (; hash && *hash; hash++) {
		if (flow_set_find_hash(set, *hash))
			continue;
		rc = store_revision_get(r->t->store, r->t->mem, *hash, &source);
		if (rc < 0)
			return rc;
		if (rc == 1 && !flow_set_add_old(set, VIEW_STR(source), &problems))
			LOGP(DCARE, LOGL_ERROR, "flow revision %.8s cannot be read any more\n",
			     *hash);
		flow_problems_clear(&problems);
	}
	return 0;
}

/* 1: loaded; 0: none, or one that cannot go on (it was ended, *why says so). */
static int load(struct run *r, enum flow_end *why)
{
	json_t *saved;
	int rc = store_session_get(r->t->store, r->t->mem, r->person->id, &r->row);

	*why = FLOW_END_DONE;
	if (rc <= 0)
		return rc;
	saved = json_loadb(secret_reveal(r->row.state), secret_len(r->row.state), 0, NULL);
	rc = saved ? revisions_give_back(r, saved) : 0;
	if (rc == 0)
		r->state = flow_state_load(r->t->mem, care_deps(r->t->care)->flows, saved, why);
	json_decref(saved);
	if (rc < 0)
		return rc;
	if (r->state)
		return 1;
	LOGP(DCARE, LOGL_ERROR, "a session in flow %s cannot go on: %s\n", r->row.flow,
	     flow_end_name(*why));
	return care_flow_end(r->t, r->person);
}

/* The hashes of all flow files that the state stands on, each kept in the store. */
static int revisions_keep(struct run *r, const json_t *saved)
{
	struct flow_set *set = care_deps(r->t->care)->flows;
	const char *const *hashes = flow_json_hashes(r->t->mem, saved), *const *hash;
	const struct flow *f;
	char *joined = talloc_strdup(r->t->mem, "");
	int rc = 0;

	for (hash = hashes; hash && *hash; hash++)
		joined = talloc_asprintf_append_buffer(joined, "%s%s", *joined ? " " : "", *hash);
	if (!joined)
		base_oom();
	if (r->row.revisions && strcmp(r->row.revisions, joined) == 0)
		return 0;
	for (hash = hashes; rc == 0 && hash && *hash; hash++) {
		f = flow_set_find_hash(set, *hash);
		if (f)
			rc = store_revision_keep(r->t->store, *hash, flow_source(f), r->t->now_ms);
	}
	r->row.revisions = joined;
	return rc;
}

static int save(struct run *r)
{
	json_t *saved = flow_state_save(r->state);
	char *text = json_dumps(saved, JSON_COMPACT);
	int64_t silence_ms = flow_state_silence_at_ms(r->state);
	int rc = revisions_keep(r, saved);

	json_decref(saved);
	if (!text)
		base_oom();
	r->row.person_id = r->person->id;
	r->row.flow = flow_name(flow_state_flow(r->state));
	r->row.step = flow_state_step(r->state);
	r->row.state = secret_str(r->t->mem, text);
	explicit_bzero(text, strlen(text));
	free(text);
	if (!r->row.started_at_ms)
		r->row.started_at_ms = r->t->now_ms;
	r->row.updated_at_ms = r->t->now_ms;
	if (rc == 0)
		rc = store_session_put(r->t->store, &r->row);
	if (rc == 0 && silence_ms)
		rc = store_due_arm(r->t->store, STORE_DUE_SESSION, r->person->id, silence_ms, 0);
	return rc;
}

int care_in_the_middle(struct care_turn *t, int64_t person_id, int64_t within_ms)
{
	struct store_session s;
	int rc = care_conversation_busy(t, person_id);

	if (rc != 0)
		return rc;
	rc = store_session_get(t->store, t->mem, person_id, &s);
	if (rc <= 0)
		return rc;
	return t->now_ms >= s.updated_at_ms && t->now_ms - s.updated_at_ms < within_ms;
}

int care_flow_end(struct care_turn *t, struct store_person *person)
{
	int rc = store_session_end(t->store, person->id);

	t->session_epoch++;
	if (rc > 0)
		rc = store_due_disarm(t->store, STORE_DUE_SESSION, person->id);
	return rc < 0 ? rc : 0;
}

/* --- What a flow asks for --------------------------------------------------------------- */

/* Words that they said once: by text it says so, on a call they are played there. */
static const char *words_of(struct run *r, const char *text)
{
	struct store_recording rec;

	if (strncmp(text, CARE_CALL_REFERENCE, strlen(CARE_CALL_REFERENCE)) != 0)
		return text;
	if (care_speaker_of(r->t, r->person->id) &&
	    care_call_said(r->t, r->person, text, &rec) == 1)
		return talloc_asprintf(r->t->mem, "%c%s%c", CARE_SPOKEN_MARK, text,
				       CARE_SPOKEN_MARK);
	return care_render(r->t, r->person, care_channel(r->t, r->person->id), "kept.spoken.word",
			   NULL);
}

static const struct words_arg *words_args_of(struct run *r, const struct flow_action *a)
{
	struct words_arg *args = talloc_zero_array(r->t->mem, struct words_arg, a->args_len + 1);
	size_t i, n = 0;

	if (!args)
		base_oom();
	for (i = 0; i < a->args_len; i++) {
		const struct flow_value *v = &a->args[i].value;

		if (!a->args[i].name || v->type == FLOW_NOTHING)
			continue;
		args[n].name = a->args[i].name;
		if (v->type == FLOW_TEXT)
			args[n].text = words_of(r, v->text ? v->text : "");
		else
			args[n].number = v->type == FLOW_BOOL ? v->truth : v->number;
		n++;
	}
	return args;
}

/* In whose name this speaks: a check-in obeys quiet hours, but what answers a
 * person's own text is a reply, whatever flow it stands in.  And what somebody
 * who sent STOP may still ask for (ERASE, PRIVACY) is answered. */
static enum care_purpose purpose_of(struct run *r, const struct flow_action *a)
{
	const struct flow *f = a->flow ? flow_set_find(care_deps(r->t->care)->flows, a->flow) :
		NULL;
	enum care_purpose purpose = f ? care_purpose_of(flow_purpose(f)) : CARE_REPLY;
	bool answers = r->t->heard && r->t->heard->from->id == r->person->id;

	if (answers && (purpose == CARE_CHECKIN || purpose == CARE_REMINDER ||
			purpose == CARE_SURVEY))
		purpose = CARE_REPLY;
	if (answers && purpose == CARE_REPLY && (r->person->stopped & (1u << CARE_REPLY)))
		purpose = CARE_NOTICE;
	return purpose;
}

static int do_say(struct run *r, const struct flow_action *a)
{
	return care_send(r->t, r->person, purpose_of(r, a), &(struct care_message){
		.key = a->key, .args = words_args_of(r, a), .ask = a });
}

static bool is_ours(const char *again_key)
{
	return strncmp(again_key, "badinput.", 9) == 0;
}

/* By text: what was wrong; the second time in a row a human is offered.  A flow's own
 * words, and those about PINs, say more than that. */
static void write_again(struct run *r, const struct flow_action *a, struct care_message *m,
			struct words_arg offer[])
{
	m->key = a->again_key;
	if (r->person->misses < 2 || !is_ours(a->again_key))
		return;
	m->key = a->key;
	offer[0].text = care_render_message(r->t, r->person, m);
	*m = (struct care_message){ .key = "badinput.person", .args = offer };
}

/* A call forgets what it heard: what was wrong is said before the question, which is said
 * again.  The second time in a row answer() finds them a human instead. */
static int speak_again(struct run *r, const struct flow_action *a, struct care_message *m)
{
	if (r->person->misses < 2 && is_ours(a->again_key))
		m->key = a->again_key;
	return r->person->misses >= 2 || is_ours(a->again_key) ? 0 :
		care_say(r->t, r->person, CARE_REPLY, a->again_key, m->args);
}

static int wait_again(struct run *r, const struct flow_action *a, struct care_message *m,
		      struct words_arg offer[])
{
	int rc;

	counter_inc(&count_misses);
	r->person->misses++;
	rc = store_people_save(r->t->store, r->person);
	if (rc < 0)
		return rc;
	if (care_speaker_of(r->t, r->person->id))
		return speak_again(r, a, m);
	write_again(r, a, m, offer);
	return 0;
}

static int do_wait(struct run *r, const struct flow_action *a)
{
	struct words_arg offer[] = { { .name = "question" }, { .name = NULL } };
	struct care_message m = { .key = a->key, .args = words_args_of(r, a), .ask = a };
	struct words_option *options;
	enum care_purpose purpose;
	size_t i;
	int rc = 0;

	options = talloc_zero_array(r->t->mem, struct words_option, a->options_len + 1);
	if (!options)
		base_oom();
	for (i = 0; i < a->options_len; i++)
		options[i] = (struct words_option){ a->options[i].number, a->options[i].key };
	m.options = options;
	m.options_len = a->options_len;
	if (a->again_key)
		rc = wait_again(r, a, &m, offer);
	purpose = purpose_of(r, a);
	if (purpose == CARE_CHECKIN)
		m.topic = CARE_TOPIC_CHECKIN;	/* if it never leaves, nobody was asked */
	return rc < 0 ? rc : care_send(r->t, r->person, purpose, &m);
}

static int do_effect(struct run *r, const struct flow_action *a, const char **outcome)
{
	const struct care_effect *e = care_effect_find(a->effect);
	const char *args[8];
	unsigned int i, n = 0;

	if (!e) {
		LOGP(DCARE, LOGL_ERROR, "no room carries out \"do %s\" of flow %s\n", a->effect,
		     a->flow);
		*outcome = "failed";
		return 0;
	}
	for (i = 0; i < a->args_len && n < ARRAY_LEN(args); i++, n++) {
		const struct flow_value *v = &a->args[i].value;

		args[n] = v->type == FLOW_TEXT && v->text ? v->text :
			v->type == FLOW_NUMBER ? talloc_asprintf(r->t->mem, "%lld",
								 (long long)v->number) :
			v->type == FLOW_BOOL ? (v->truth ? "yes" : "no") : "";
	}
	*outcome = NULL;
	r->t->brings = NULL;
	return e->run(r->t, r->person, args, n, outcome);
}

static int do_end(struct run *r, const struct flow_action *a)
{
	static const char *const words[] = {
		[FLOW_END_NO_ANSWER] = "badinput.unknown",
		[FLOW_END_TOO_LONG] = "flow.lost",
		[FLOW_END_REVISION_GONE] = "flow.lost",
		[FLOW_END_BROKEN] = "flow.lost",
	};

	r->over = true;
	counter_inc(a->end == FLOW_END_DONE ? &count_ended : &count_cut);
	if ((size_t)a->end >= ARRAY_LEN(words) || !words[a->end])
		return 0;
	r->spoke = true;
	return care_say(r->t, r->person, CARE_REPLY, words[a->end], NULL);
}

/* All actions of one call into flow/.  *outcome: what the last one waits for. */
static int act(struct run *r, const struct flow_actions *actions, const char **outcome)
{
	const struct flow_action *a;
	const char *got;
	int rc = 0;

	*outcome = NULL;
	for (a = actions->list; rc == 0 && a < actions->list + actions->len; a++) {
		if (r->t->session_epoch != r->epoch)
			return 0;		/* an effect began another */
		r->spoke |= a->type != FLOW_END;
		switch (a->type) {
		case FLOW_SAY:
			rc = do_say(r, a);
			break;
		case FLOW_WAIT:
			rc = do_wait(r, a);
			break;
		case FLOW_EFFECT:
			rc = do_effect(r, a, &got);
			if (rc == 0 && a->waits)
				*outcome = got ? got : "";
			else if (rc == -EINPROGRESS)
				rc = 0;
			break;
		case FLOW_END:
			rc = do_end(r, a);
			break;
		}
	}
	return rc;
}

/* Carries out what came of one event, and whatever follows from its effects,
 * then keeps the session or ends it. */
static int carry_out(struct run *r, struct flow_actions *actions)
{
	const char *outcome;
	int rc = act(r, actions, &outcome);

	while (rc == 0 && outcome && !r->over && r->t->session_epoch == r->epoch) {
		actions = flow_actions_new(r->t->mem);
		if (!flow_effect_done(r->state, &r->host.host, outcome, r->t->brings, r->t->now_ms,
				      actions))
			break;
		rc = act(r, actions, &outcome);
	}
	if (rc == 0)
		rc = r->host.error;
	if (rc < 0 || r->t->session_epoch != r->epoch || r->person->id == r->t->erased_id)
		return rc;
	if (r->over || flow_state_waiting(r->state) == FLOW_WAITS_NOT)
		return care_flow_end(r->t, r->person);
	return save(r);
}

/* --- Entrances ------------------------------------------------------------------------------ */

static void run_init(struct run *r, struct care_turn *t, struct store_person *person)
{
	*r = (struct run){ .t = t, .person = person, .epoch = t->session_epoch };
	care_host_init(&r->host, t, person);
}

static int start(struct care_turn *t, struct store_person *person, const char *name,
		 const struct flow_arg *vars)
{
	struct flow_set *set = care_deps(t->care)->flows;
	const struct flow *f = set ? flow_set_find(set, name) : NULL;
	struct flow_actions *actions;
	struct run r;
	int rc;

	rc = care_flow_end(t, person);
	if (rc < 0)
		return rc;
	if (!f) {
		LOGP(DCARE, LOGL_ERROR, "there is no flow \"%s\"\n", name);
		return care_say(t, person, CARE_REPLY, "flow.lost", NULL);
	}
	rc = care_flow_allowed(t, f);
	if (rc < 0)
		return rc;
	if (rc == 0)		/* nobody who may has signed it: as if it were not there */
		return care_say(t, person, CARE_REPLY, "flow.off", NULL);
	counter_inc(&count_started);
	run_init(&r, t, person);
	actions = flow_actions_new(t->mem);
	r.state = flow_start(t->mem, set, f, &r.host.host, vars, t->now_ms, actions);
	return carry_out(&r, actions);
}

int care_flow_start(struct care_turn *t, struct store_person *person, const char *flow)
{
	return start(t, person, flow, NULL);
}

int care_session_start(struct care_turn *t, struct store_person *person, const char *flow,
		       const struct flow_arg *vars)
{
	return start(t, person, flow, vars);
}

int care_effect_done(struct care_turn *t, struct store_person *person, const char *outcome)
{
	struct flow_actions *actions = flow_actions_new(t->mem);
	enum flow_end why;
	struct run r;
	int rc;

	run_init(&r, t, person);
	rc = load(&r, &why);
	if (rc <= 0)
		return rc;
	if (!flow_effect_done(r.state, &r.host.host, outcome, NULL, t->now_ms, actions))
		return 0;
	return carry_out(&r, actions);
}

int care_session_due(struct care_turn *t, int64_t person_id, int64_t arg)
{
	struct flow_actions *actions = flow_actions_new(t->mem);
	struct store_person person;
	enum flow_end why;
	struct run r;
	int rc = store_people_by_id(t->store, person_id, &person);

	if (rc == -ENOENT || rc == -ENOKEY)
		return 0;
	if (rc < 0)
		return rc;
	run_init(&r, t, &person);
	rc = load(&r, &why);
	if (rc <= 0)
		return rc;
	if (!flow_silence(r.state, &r.host.host, t->now_ms, actions)) {
		/* The wall clock was set back: it is still to come. */
		if (flow_state_silence_at_ms(r.state) == 0)
			return 0;
		return store_due_arm(t->store, STORE_DUE_SESSION, person_id,
				     flow_state_silence_at_ms(r.state), 0);
	}
	return carry_out(&r, actions);
}

/* --- Hearing ---------------------------------------------------------------------------------- */

/* The flow of a keyword; what followed it is its variable `rest`. */
static int start_keyword(struct care_turn *t, struct care_heard *h,
			 const struct flow_keyword_hit *hit)
{
	const struct flow_arg vars[] = {
		{ "rest", FLOW_STRING(hit->rest) }, { NULL, { 0 } } };
	int rc = start(t, h->from, hit->flow, hit->rest[0] ? vars : NULL);

	return rc < 0 ? rc : 1;
}

/* On the way to somebody to talk with: what they write instead of a number is for
 * that person (flows/welcome.flow says so). */
static bool is_on_the_way(const struct run *r)
{
	static const char *const flows[] = { "welcome", "consent", "age", "talk" };
	size_t i;

	for (i = 0; r->state && i < ARRAY_LEN(flows); i++)
		if (strcmp(r->row.flow, flows[i]) == 0)
			return true;
	return false;
}

static int ask_for_person(struct run *r, struct care_heard *h);

/* Two answers in a row that did not fit: whoever cannot find the keys gets a human. */
static int person_by_voice(struct run *r, struct care_heard *h)
{
	struct care_speaker *speaker = care_speaker_of(r->t, r->person->id);
	int rc;

	speaker->said_len = 0;		/* the question once more helps nobody now */
	speaker->asks = speaker->asks_text = false;
	rc = care_say(r->t, r->person, CARE_REPLY, "voice.person", NULL);
	return rc < 0 ? rc : ask_for_person(r, h);
}

static int answer(struct run *r, struct care_heard *h)
{
	struct flow_actions *actions = flow_actions_new(r->t->mem);
	bool speaks = care_speaker_of(r->t, r->person->id) != NULL;
	int misses = r->person->misses;
	const char *text = secret_reveal(h->in->text);
	bool taken = flow_state_takes(r->state, &r->host.host, text);
	bool own = is_on_the_way(r) && !flow_state_offers(r->state, &r->host.host, text);
	int rc = own ? care_queue_keep_words(r->t, h) : 0;

	if (rc < 0)
		return rc;
	if (!(h->in->spoken ? flow_press : flow_input)(r->state, &r->host.host, text, r->t->now_ms,
						       actions))
		return 0;
	/* Too old: it is over, and this text was meant for something else. */
	if (actions->len == 1 && actions->list[0].type == FLOW_END &&
	    actions->list[0].end == FLOW_END_TOO_OLD)
		return care_flow_end(r->t, r->person);
	counter_inc(&count_answers);
	rc = carry_out(r, actions);
	if (rc == 0 && speaks && r->person->misses >= 2 && r->person->misses > misses)
		return person_by_voice(r, h);
	/* One answer too many that was none, and the flow just ends there.  After "no" it may. */
	if (rc == 0 && !r->spoke && !taken)
		rc = care_say(r->t, r->person, CARE_REPLY, "badinput.unknown", NULL);
	return rc < 0 ? rc : 1;
}

static int ask_for_person(struct run *r, struct care_heard *h)
{
	bool asked = is_on_the_way(r);
	int rc = care_flow_end(r->t, h->from);

	if (rc == 0)
		rc = asked ? care_queue_person_now(r->t, h->from) :
			     care_queue_person(r->t, h->from);
	return rc < 0 ? rc : 1;
}

/* Once more what waits, behind the help text; or a step back. */
static int repeat(struct run *r, bool back)
{
	struct flow_actions *actions = flow_actions_new(r->t->mem);
	bool done = back ? flow_back(r->state, &r->host.host, r->t->now_ms, actions) :
			   flow_again(r->state, &r->host.host, r->t->now_ms, actions);
	int rc = done ? carry_out(r, actions) : 0;

	return rc < 0 ? rc : 1;
}

static int escape(struct run *r, struct care_heard *h, enum flow_escape which)
{
	struct care_turn *t = r->t;
	int rc;

	switch (which) {
	case FLOW_ESCAPE_PERSON:
		return ask_for_person(r, h);
	case FLOW_ESCAPE_HELP:
		/* Also after a STOP, which it does not undo. */
		rc = care_say(t, h->from, h->from->stopped ? CARE_NOTICE : CARE_REPLY,
			      "help", NULL);
		if (rc < 0 || !r->state)
			return rc < 0 ? rc : 1;
		return repeat(r, false);
	case FLOW_ESCAPE_BACK:
		if (r->state)
			return repeat(r, true);
		/* fall through */
	case FLOW_ESCAPE_MENU:
		rc = care_flow_start(t, h->from, "menu");
		return rc < 0 ? rc : 1;
	default:
		return 0;	/* 9 and STOP were heard before */
	}
}

int care_session_spoken(struct care_turn *t, struct store_person *person, const char *words)
{
	struct flow_actions *actions = flow_actions_new(t->mem);
	enum flow_ask_kind kind;
	enum flow_end why;
	const char *key;
	struct run r;
	int rc;

	run_init(&r, t, person);
	rc = load(&r, &why);
	r.epoch = t->session_epoch;
	if (rc != 1 || !flow_state_ask(r.state, &kind, &key) ||
	    (kind != FLOW_ASK_TEXT && kind != FLOW_ASK_RECORDING))
		return rc < 0 ? rc : 0;
	if (words)
		flow_input(r.state, &r.host.host, words, t->now_ms, actions);
	else
		flow_skip(r.state, &r.host.host, t->now_ms, actions);
	counter_inc(&count_answers);
	rc = carry_out(&r, actions);
	return rc < 0 ? rc : 1;
}

int care_session_again(struct care_turn *t, struct store_person *person)
{
	enum flow_end why;
	struct run r;
	int rc;

	run_init(&r, t, person);
	rc = load(&r, &why);
	r.epoch = t->session_epoch;
	if (rc != 1 || flow_state_waiting(r.state) != FLOW_WAITS_ANSWER)
		return rc < 0 ? rc : 0;
	return repeat(&r, false);
}

int care_session_hear(struct care_turn *t, struct care_heard *h)
{
	const struct flow_keyword_hit *hit = h->hit;
	struct flow_keyword_hit narrow;
	enum flow_end why;
	struct run r;
	int rc;

	if (h->safety_answered || !h->in->text)
		return 0;
	run_init(&r, t, h->from);
	rc = load(&r, &why);
	r.epoch = t->session_epoch;
	if (rc < 0)
		return rc;
	/* Where a flow asks for free text, "find it hard to sleep" is no FIND. */
	if (hit && hit->rest[0] && r.state)
		hit = care_keyword_match(t, h->from, secret_reveal(h->in->text), r.state,
					 &narrow) ? &narrow : NULL;
	if (hit && hit->escape) {
		rc = escape(&r, h, hit->escape);
		if (rc)
			return rc;
	}
	/* "Speaking", where that is on the menu, is an answer to it, also where it is a keyword. */
	if (hit && hit->flow && (!r.state || !flow_state_offers(r.state, &r.host.host,
								 secret_reveal(h->in->text))))
		return start_keyword(t, h, hit);
	if (hit && !hit->flow) {
		rc = care_command_hear(t, h, care_people_commands, care_people_commands_len);
		if (rc)
			return rc;
	}
	if (r.state) {
		rc = answer(&r, h);
		if (rc)
			return rc;
	}
	if (why != FLOW_END_DONE) {
		rc = care_say(t, h->from, CARE_REPLY, "flow.lost", NULL);
		return rc < 0 ? rc : 1;
	}
	return 0;
}
