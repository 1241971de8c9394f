/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* For care's own files: what care.c keeps, and its halves. */
#include "care/care.h"
#include "care/care_people.h"
#include "flow/flow.h"

enum { CARE_SETTINGS_MAX = 24 };

struct care {
	struct care_deps deps;
	void *settings[CARE_SETTINGS_MAX];	/* in the order of care_settings_tables */
	struct flow_keywords *keywords[2];	/* [0] for members, [1] for peers and staff */
	bool keywords_stale;			/* words or flows were changed */
	struct text_numbers *numbers;
	struct care_voice voice;
};

/* Whatever is more than a member: whose phone and words are not treated as one's. */
static inline bool care_is_staff(const struct store_person *p)
{
	return p->roles & ~(unsigned int)STORE_ROLE_MEMBER;
}

/* care_keyword.c */
bool care_keyword_match(struct care_turn *t, const struct store_person *p, const char *text,
			const struct flow_state *current, struct flow_keyword_hit *hit);

/* care_words.c: the arguments of a text, with those that it names and the caller did not
 * give.  Ends with a NULL name; lives in t->mem. */
const struct words_arg *care_words_args(struct care_turn *t, const struct store_person *to,
					const struct words_for *who, const char *key,
					const struct words_arg *args);
const char *care_placeholder_find(struct care_turn *t, const struct store_person *to,
				  const char *name, size_t len);

/* care_say.c: the words of a message with a key, as a text.  Child of t->mem. */
char *care_render_message(struct care_turn *t, const struct store_person *to,
			  const struct care_message *m);

/* care_session.c */
int care_session_hear(struct care_turn *t, struct care_heard *h) MUST_CHECK;
int care_session_due(struct care_turn *t, int64_t person_id, int64_t arg) MUST_CHECK;
/* As care_flow_start(), with first variables (may be NULL; ends with a NULL name). */
int care_session_start(struct care_turn *t, struct store_person *person, const char *flow,
		       const struct flow_arg *vars) MUST_CHECK;
enum care_purpose care_purpose_of(const char *name);	/* "reply" and unknown: CARE_REPLY */

/* care_host.c: what a flow may look up about a person. */
struct care_host {
	struct flow_host host;			/* first: give &h->host to flow/ */
	struct care_turn *t;
	const struct store_person *person;
	const char *langs[20];
	int error;				/* a store error of a look-up, or 0 */
};
void care_host_init(struct care_host *h, struct care_turn *t, const struct store_person *person);

/* people/: the last of the hearers, and those right after safety. */
int care_people_early_hear(struct care_turn *t, struct care_heard *h) MUST_CHECK;
int care_people_last_hear(struct care_turn *t, struct care_heard *h) MUST_CHECK;
extern const struct cfg_table care_people_cfg;
extern const struct care_command care_people_commands[];
extern const size_t care_people_commands_len;
extern const struct care_placeholder care_people_placeholders[];

/* care_concern.c */
int care_concern_due(struct care_turn *t, int64_t concern_id, int64_t arg) MUST_CHECK;
int care_concern_tell_due(struct care_turn *t, int64_t owner_id, int64_t arg) MUST_CHECK;
int care_concern_hear(struct care_turn *t, struct care_heard *h) MUST_CHECK;
int care_concern_leave(struct care_turn *t, struct store_person *p, enum care_leaving why)
	MUST_CHECK;
