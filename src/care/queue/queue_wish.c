// SPDX-License-Identifier: AGPL-3.0-or-later
/* Wishes: what a member would like a peer to be, and saying it back. */
#include "care/queue/queue_int.h"

enum { VALUE_MAX = STORE_ATTR_VALUE_MAX };

const char *care_queue_attr(struct care_turn *t, const struct store_person *reader, uint16_t attr)
{
	const struct words *words = care_deps(t->care)->words;
	const struct words_for who = { reader->lang, WORDS_SMS, reader->plain_words };
	struct store_attr a;
	char *key;

	if (store_attr_get(t->store, attr, &a) != 1)
		return "?";
	/* what a question asked has its words there; an area or an interest is its own */
	key = a.kind == MATCH_LANGUAGE ? talloc_asprintf(t->mem, "lang.%s", a.value) :
		a.kind == MATCH_GENDER ? talloc_asprintf(t->mem, "talk.wish.%s", a.value) :
		talloc_asprintf(t->mem, "attr.%s.%s", match_attr_kind_name(a.kind), a.value);
	if (words_raw(words, &who, key))
		return words_render(t->mem, words, &who, key, NULL);
	return talloc_strdup(t->mem, a.value);
}

const char *queue_wishes_words(struct care_turn *t, const struct store_person *reader,
			       const struct store_request *r)
{
	char *out = talloc_strdup(t->mem, "");

	for (size_t i = 0; i < r->wishes_len && i < 4; i++)
		out = talloc_asprintf_append(out, "%s%s", *out ? ", " : "",
					     care_queue_attr(t, reader, r->wishes[i].attr));
	return out;
}

/* "same": one's own wish about continuity, no attribute of a peer. */
static int wish_same(struct care_turn *t, struct store_person *person, const char *value)
{
	bool none = !strcmp(value, "any");
	int rc = store_people_fact_set(t->store, person->id, "wish.same",
				       none ? NULL : secret_str(t->mem, value));

	return rc == -ENOENT ? 0 : rc;
}

/* `do wish gender woman`; "any" takes it back; "!woman" must be so. */
static int run_wish(struct care_turn *t, struct store_person *person, const char *const *args,
		    unsigned int nargs, const char **outcome)
{
	const char *value = nargs > 1 ? args[1] : "any";
	int kind = match_attr_kind_parse(args[0]), rc;
	bool hard = value[0] == '!';
	uint16_t attr;

	/* the answer to a question comes by its key: "talk.wish.woman" */
	if (strrchr(value, '.'))
		value = strrchr(value, '.') + 1;
	if (kind == MATCH_AGE_BAND && !strcmp(value, "same"))
		value = person->band;
	if (!strcmp(args[0], "same"))
		return wish_same(t, person, value);
	if (kind < 0) {
		LOGP(DCARE, LOGL_ERROR, "A flow wishes for \"%s\", which is no kind of wish.\n",
		     args[0]);
		return 0;
	}
	rc = store_wish_clear(t->store, person->id, kind);
	if (rc < 0 || !strcmp(value, "any") || !*value)
		return rc < 0 ? rc : 0;
	rc = store_attr_add(t->store, kind, value + hard, &attr);
	if (rc == -ERANGE)
		return 0;	/* longer than any word of the list */
	/* age and language are always honoured: a peer whom one cannot understand,
	 * or of the wrong generation when that was asked for, is no help */
	return rc < 0 ? rc : store_wish_set(t->store, person->id, attr,
					    hard || kind == MATCH_LANGUAGE || kind == MATCH_GENDER);
}

static int run_queue(struct care_turn *t, struct store_person *person, const char *const *args,
		     unsigned int nargs, const char **outcome)
{
	static const char *const names[] = {
		[CARE_QUEUED] = "queued", [CARE_QUEUED_ALREADY] = "already",
		[CARE_QUEUE_CLOSED] = "closed", [CARE_QUEUE_CHILD] = "child",
		[CARE_QUEUE_LIMITED] = "closed",
	};
	struct care_speaker *speaker = care_speaker_of(t, person->id);
	bool text = nargs && !strcmp(args[0], "text");
	enum match_kind kind = nargs && !strcmp(args[0], "message") ? MATCH_MESSAGE :
		(nargs && !strcmp(args[0], "call")) || (speaker && !text) ? MATCH_CALL : MATCH_TEXT;
	enum care_joined joined;
	int rc;

	if (speaker && kind == MATCH_MESSAGE) {
		speaker->message = true;	/* said first; kept, it joins the line */
		*outcome = names[CARE_QUEUED];
		return 0;
	}
	rc = care_queue_join(t, person, kind, queue_tier(t), &joined);
	*outcome = names[joined];
	return rc;
}

static int run_person(struct care_turn *t, struct store_person *person, const char *const *args,
		      unsigned int nargs, const char **outcome)
{
	return care_queue_person_now(t, person);	/* a flow gave up asking */
}

const struct care_effect care_queue_effects[] = {
	{ "queue", run_queue },
	{ "person", run_person },
	{ "wish", run_wish },
	{ 0 },
};

/* --- Why these two --------------------------------------------------------------------- */

static struct match_peer one_peer(const struct store_peer_duty *d)
{
	return (struct match_peer){
		.id = d->person_id, .attrs = d->attrs, .attrs_len = d->attrs_len, .free = 1,
		.busy = d->busy, .today = d->today, .kinds = d->kinds, .trained = true,
		.training = d->training,
	};
}

int care_queue_why(struct care_turn *t, int64_t request_id, int64_t peer_id,
		   struct care_queue_reason *out)
{
	const struct match_rules rules = queue_rules(t);
	struct match_reason why[MATCH_REASONS_MAX];
	struct store_peer_duty duty;
	struct store_request r;
	struct store_person reader;
	struct match_wish wishes[STORE_WISHES_MAX];
	struct match_request mr;
	struct match_peer mp;
	size_t n, i;
	int rc = store_request_get(t->store, request_id, &r);

	if (rc == 1)
		rc = store_peer_duty(t->store, peer_id, &duty);
	if (rc == 1)
		rc = store_people_by_id(t->store, peer_id, &reader) < 0 ? -ENOENT : 1;
	if (rc != 1)
		return rc;
	for (i = 0; i < r.wishes_len; i++)
		wishes[i] = (struct match_wish){ r.wishes[i].attr, r.wishes[i].kind,
						 r.wishes[i].hard };
	mr = (struct match_request){
		.id = r.id, .since_ms = r.since_ms, .last_peer = r.last_peer, .wishes = wishes,
		.wishes_len = r.wishes_len, .tier = r.tier, .kind = r.kind, .age = r.age,
		.newcomer = r.newcomer, .only_last_peer = r.only_last,
	};
	mp = one_peer(&duty);
	n = match_reasons(&rules, &mr, &mp, why);
	for (i = 0; i < n; i++)
		out[i] = (struct care_queue_reason){ why[i].key, why[i].attr ?
			care_queue_attr(t, &reader, why[i].attr) : NULL };
	return (int)n;
}
