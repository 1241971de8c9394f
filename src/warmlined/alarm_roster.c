// SPDX-License-Identifier: AGPL-3.0-or-later
#include "warmlined/alarm_roster.h"

#include <stdio.h>
#include "text/text.h"

static const enum pager_level levels[STORE_LEVELS] = {
	[STORE_LEVEL_ONCALL] = PAGER_ONCALL, [STORE_LEVEL_MANAGER] = PAGER_MANAGER,
	[STORE_LEVEL_OPERATOR] = PAGER_OPERATOR,
};

/* What is said when a catalogue has no such words, or words that break the file's rules. */
static const struct pager_words plain = {
	.lang = "en", .alarm = "ALARM {code} tier {tier}. Reply 1 {code} to take it.",
	.digest = "ALARM: {count} people in danger: {codes}. Reply 1 and a code.",
	.down = "The gateway does not answer. Please look after it.",
};

static void fill(char out[PAGER_WORDS_LEN + 1], const char *text, const char *needs[],
		 const char *dflt)
{
	char friendly[TEXT_FRIENDLY(PAGER_WORDS_LEN)];
	bool ok = text && strlen(text) <= PAGER_WORDS_LEN && !strchr(text, '\n');
	ssize_t len;

	for (; ok && *needs; needs++)
		ok = strstr(text, *needs);
	text = ok ? text : dflt;
	/* One accent that the network's alphabet lacks would make two texts of one. */
	len = text_gsm_friendly(text, strlen(text), friendly, sizeof(friendly));
	if (len <= 0 || len > PAGER_WORDS_LEN) {
		snprintf(out, PAGER_WORDS_LEN + 1, "%s", text);
		return;
	}
	memcpy(out, friendly, (size_t)len);
	out[len] = '\0';
}

static void words_fill(struct pager_words *out, const struct words *w, const char *lang)
{
	const struct words_for who = { .lang = lang, .channel = WORDS_SMS };

	snprintf(out->lang, sizeof(out->lang), "%s", lang);
	fill(out->alarm, words_raw(w, &who, "oncall.alarm"), (const char *[]){ "{code}", NULL },
	     plain.alarm);
	fill(out->digest, words_raw(w, &who, "oncall.digest"),
	     (const char *[]){ "{count}", "{codes}", NULL }, plain.digest);
	fill(out->down, words_raw(w, &who, "oncall.down"), (const char *[]){ NULL }, plain.down);
}

static bool line_fill(struct pager_person *p, const struct care_roster_line *line)
{
	*p = (struct pager_person){
		.level = levels[line->level], .from_ms = line->from_ms, .until_ms = line->until_ms,
		.contacts = 1,
	};
	snprintf(p->handle, sizeof(p->handle), "p%lld", (long long)line->person_id);
	snprintf(p->lang, sizeof(p->lang), "%s", line->lang);
	p->contact[0].channel = PAGER_CH_TEXT;
	if (secret_len(line->number) > PAGER_NUMBER_LEN)
		return false;
	memcpy(p->contact[0].number, secret_reveal(line->number), secret_len(line->number));
	return true;
}

static bool rung_already(const struct pager_roster *r, const char *number)
{
	unsigned int i;

	for (i = 0; i < r->persons; i++)
		if (r->person[i].contacts > 1 &&
		    strcmp(r->person[i].contact[1].number, number) == 0)
			return true;
	return false;
}

/* The phone can ring as well.  Texts have their places first: what is left is for calls, in
 * the order of paging; operators are never rung. */
static void add_calls(struct pager_roster *r)
{
	unsigned int i, k, room = PAGER_CONTACTS;

	for (i = 0; i < r->persons; i++) {
		for (k = 0; k < i && strcmp(r->person[k].contact[0].number,
					    r->person[i].contact[0].number) != 0; k++)
			;
		room -= k == i;
	}
	for (i = 0; i < r->persons; i++) {
		struct pager_person *p = &r->person[i];
		bool again = rung_already(r, p->contact[0].number);

		if (p->level == PAGER_OPERATOR || (!again && !room))
			continue;
		room -= !again;
		p->contact[1] = p->contact[0];
		p->contact[1].channel = PAGER_CH_CALL;
		p->contacts = 2;
	}
}

/* Different numbers may be at most PAGER_CONTACTS. */
static bool has_room(const struct pager_roster *r, const struct care_roster_line *line)
{
	unsigned int different = 0, i, k;

	for (i = 0; i < r->persons; i++) {
		if (strcmp(r->person[i].contact[0].number, secret_reveal(line->number)) == 0)
			return r->persons < PAGER_PERSONS;
		for (k = 0; k < i; k++)
			if (strcmp(r->person[i].contact[0].number,
				   r->person[k].contact[0].number) == 0)
				break;
		different += k == i;
	}
	return r->persons < PAGER_PERSONS && different < PAGER_CONTACTS;
}

int alarm_roster_write(const char *state_dir, const char *sender, const struct words *words,
		       const struct care_roster_line *lines, size_t n, struct err *err)
{
	struct pager_roster *r = talloc_zero(NULL, struct pager_roster);
	const char *const *lang;
	size_t i, left_out = 0;
	int rc;

	if (!r)
		base_oom();
	r->made_at_ms = clock_wall_ms();
	snprintf(r->sender, sizeof(r->sender), "%s", sender);
	for (lang = words_languages(words); *lang && r->languages < PAGER_LANGUAGES; lang++)
		if (strlen(*lang) <= PAGER_LANG_LEN)
			words_fill(&r->words[r->languages++], words, *lang);
	for (i = 0; i < n; i++) {
		if (has_room(r, &lines[i]) && line_fill(&r->person[r->persons], &lines[i]))
			r->persons++;
		else
			left_out++;
	}
	add_calls(r);
	if (left_out)
		LOGP(DMAIN, LOGL_ERROR, "%zu lines of the roster found no room in its file.\n",
		     left_out);
	rc = pager_roster_write(state_dir, r, err);
	pager_roster_wipe(r);
	talloc_free(r);
	return rc;
}
