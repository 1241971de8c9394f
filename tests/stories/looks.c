// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a story may look at that warmlinectl would show: roster, times, drills, the audit log. */
#include "story.h"

#include <stdio.h>
#include "care/care_roster.h"
#include "care/care_watch.h"
#include "store/store_audit.h"
#include "store/store_incident.h"
#include "store/store_people.h"

enum { SLICE = 100 };

/* --- The roster, and how long it took ----------------------------------------------- */

struct look {
	struct care_roster_score score;
	struct care_times times[CARE_STAGES];
	struct care_watch_state watch;
	const char *what;		/* counts entries of the audit log of this kind */
	int64_t entries;
};

static int look_at_all(struct care_turn *t, void *arg)
{
	struct store_audit_entry e = { 0 };
	struct look *l = arg;
	int rc = care_roster_score(t, &l->score);

	if (rc >= 0)
		rc = care_watch_times(t, 0, 0, l->times);
	if (rc >= 0)
		rc = care_watch_state(t, &l->watch);
	while (rc >= 0 && l->what && (rc = store_audit_next(t->store, t->mem, e.seq, 0, &e)) == 1)
		l->entries += strcmp(e.what, l->what) == 0;
	return rc < 0 ? rc : 0;
}

static int look(struct world *w, struct look *l, struct err *err)
{
	return house_do(w->house, look_at_all, l) < 0 ?
	       err_set(err, EIO, "cannot be looked at") : 0;
}

/* "roster cover 100": also fair, phones, holes */
static int roster(struct world *w, const char *rest, struct err *err)
{
	struct look l = { .what = NULL };
	char word[8];
	long long wanted;

	if (sscanf(rest, "%7s %lld", word, &wanted) != 2)
		return err_set(err, EINVAL, "roster cover, fair, phones or holes N");
	return look(w, &l, err) < 0 ? -EIO : story_expect(err, word,
		strcmp(word, "cover") == 0 ? l.score.cover :
		strcmp(word, "fair") == 0 ? l.score.fair :
		strcmp(word, "phones") == 0 ? l.score.phones : l.score.holes, wanted);
}

/* "1 reached acknowledge within 60s" */
static int reached(struct world *w, const char *sentence, struct err *err)
{
	static const char *const stages[CARE_STAGES] = { "alarm", "acknowledge", "contact" };
	struct look l = { .what = NULL };
	long long wanted, s;
	char word[16];
	int i;

	if (sscanf(sentence, "%lld reached %15s within %llds", &wanted, word, &s) != 3)
		return err_set(err, EINVAL, "N reached alarm, acknowledge or contact within Ns");
	if (look(w, &l, err) < 0)
		return -EIO;
	for (i = 0; i < CARE_STAGES && strcmp(stages[i], word) != 0; i++)
		;
	if (i == CARE_STAGES)
		return err_set(err, EINVAL, "there is no stage '%s'", word);
	if (l.times[i].p99 > s * 1000)
		return err_set(err, EINVAL, "to %s: 99th percentile %lld ms", word,
			       (long long)l.times[i].p99);
	return story_expect(err, word, l.times[i].n, wanted);
}

/* "texts to ourselves cost 1152.00 KES a month" */
static int cost(struct world *w, const char *rest, struct err *err)
{
	struct look l = { .what = NULL };
	char is[64];

	if (look(w, &l, err) < 0)
		return -EIO;
	snprintf(is, sizeof(is), "%.2f %s a month", l.watch.cost_a_month, l.watch.currency);
	return strcmp(is, rest) == 0 ? 0 :
	       err_set(err, EINVAL, "they cost %s, expected %s", is, rest);
}

/* --- The audit log --------------------------------------------------------------------- */

/* "2 incident.taken" */
static int log_has(struct world *w, const char *rest, struct err *err)
{
	char word[40];
	struct look l = { .what = word };
	long long wanted;

	if (sscanf(rest, "%lld %39s", &wanted, word) != 2)
		return err_set(err, EINVAL, "the log has N KIND");
	return look(w, &l, err) < 0 ? -EIO : story_expect(err, word, l.entries, wanted);
}

static int log_verifies(struct world *w, const char *rest, struct err *err)
{
	struct store_audit_check *c = store_audit_check_new(w, house_store(w->house), NULL, 0,
							    NULL, 0);
	const struct store_audit_report *r;
	int rc;

	while ((rc = store_audit_check_step(c, SLICE)) == 1)
		;
	r = store_audit_check_report(c);
	rc = rc < 0 ? err_set(err, -rc, "the log cannot be verified") :
	     r->findings_len ? err_set(err, EINVAL, "the log is not as it was written: %s",
				       r->findings[0].why) :
	     r->entries ? 0 : err_set(err, EINVAL, "the log is empty");
	talloc_free(c);
	return rc;
}

/* --- Drills ------------------------------------------------------------------------------ */

/* Who is this, by the name of the phone? */
static int64_t id_of(struct world *w, const char *name)
{
	struct world_phone *p = world_phone(w, name);
	struct store_person row;

	return p && store_people_by_address(house_store(w->house), STORE_ADDR_NUMBER, p->number,
					    &row) == 0 ? row.id : -1;
}

/* "unannounced, answered by omar", "scheduled, unanswered", "by hand, not over" */
static int last_drill(struct world *w, const char *rest, struct err *err)
{
	static const char *const hows[] = {
		[STORE_DRILL_BY_HAND] = "by hand", [STORE_DRILL_SCHEDULED] = "scheduled",
		[STORE_DRILL_UNANNOUNCED] = "unannounced", [STORE_DRILL_ROLL_CALL] = "a roll call",
	};
	struct store_drill d[8];
	int n = store_drills(house_store(w->house), d, ARRAY_LEN(d)), i = 0;
	const char *end;
	size_t len;

	while (i < n && d[i].how == STORE_DRILL_ROLL_CALL)
		i++;
	if (n <= i)
		return err_set(err, ENOENT, "no drill was kept");
	len = strlen(hows[d[i].how]);
	if (strncmp(rest, hows[d[i].how], len) != 0 || rest[len] != ',')
		return err_set(err, EINVAL, "the last drill was %s", hows[d[i].how]);
	end = rest + len + 2;
	if (!d[i].over)
		return strcmp(end, "not over") == 0 ? 0 : err_set(err, EINVAL, "it is not over");
	if (!d[i].answered_by)
		return strcmp(end, "unanswered") == 0 ? 0 :
		       err_set(err, EINVAL, "nobody answered it");
	return strncmp(end, "answered by ", 12) == 0 && id_of(w, end + 12) == d[i].answered_by ? 0 :
	       err_set(err, EINVAL, "somebody else answered it");
}

/* --- Phones -------------------------------------------------------------------------------- */

/* "each open code is on omar's phone": in some text that the story has not read yet */
static int codes_on(struct world *w, const char *rest, struct err *err)
{
	char name[WORLD_NAME_LEN + 1];
	struct store_incident i = { .id = 0 };
	const struct world_text *t;
	struct world_phone *p;
	int n = 0;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(rest, "'"), rest);
	p = world_phone(w, name);
	if (!p)
		return err_set(err, EINVAL, "nobody has a phone called %s", name);
	for (; store_incident_next(house_store(w->house), i.id, &i) == 1; n++) {
		for (t = p->first; t && !strstr(t->text, i.code); t = t->next)
			;
		if (!t)
			return err_set(err, EINVAL, "no text says %s (after %d others)", i.code, n);
	}
	return n ? 0 : err_set(err, EINVAL, "nothing is open");
}

static const struct {
	const char *begin, *has;	/* how the sentence begins, and what else is in it */
	int (*run)(struct world *w, const char *rest, struct err *err);
} sentences[] = {
	{ "roster ", "", roster },
	{ "", " reached ", reached },
	{ "texts to ourselves cost ", "", cost },
	{ "the log has ", "", log_has },
	{ "the log is as it was written", "", log_verifies },
	{ "the last drill was ", "", last_drill },
	{ "each open code is on ", "", codes_on },
};

int story_looks(struct world *w, const char *sentence, struct err *err, int *rc)
{
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(sentences); i++) {
		n = strlen(sentences[i].begin);
		if (strncmp(sentence, sentences[i].begin, n) != 0 ||
		    !strstr(sentence, sentences[i].has))
			continue;
		*rc = sentences[i].run(w, sentence + n, err);
		return 1;
	}
	return 0;
}
