// SPDX-License-Identifier: AGPL-3.0-or-later
/* Staff and peer workers, what they are matched by, who can log in, the roster. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

#define ROLES \
	"peer supervisor oncall coordinator safeguarding manager author commissioner auditor " \
	"clinician"
#define COLUMNS(a) .columns = a, .columns_len = ARRAY_LEN(a)
#define BUTTONS(a) .buttons = a, .buttons_len = ARRAY_LEN(a)
#define FORMS(a) .forms = a, .forms_len = ARRAY_LEN(a)

/* --- People ---------------------------------------------------------------------------- */

static const struct column people_columns[] = {
	{ "pseudonym", "ui.col.who", COL_LINK, "/person?who=:id" },
	{ "roles", "ui.col.roles", COL_LIST, "role" },
	{ "language", "ui.col.language", COL_VALUE, "language" },
	{ "trained", "ui.col.trained", COL_YES, NULL }, { "cap", "ui.col.cap", COL_INT, NULL },
	{ "state", "ui.col.state", COL_VALUE, "duty.state" },
	{ "account", "ui.col.account", COL_YES, NULL },
};
static const struct list_field person_fields[] = {
	{ "name", "ui.person.name", "text", NULL, NULL, true, false },
	{ "roles", "ui.col.roles", NULL, ROLES, "role", true, true },
	{ "number", "ui.person.number", "tel", NULL, NULL, false, false },
	{ "language", "ui.col.language", "text", NULL, NULL, false, false },
	{ "zone", "ui.me.zone", "text", NULL, NULL, false, false },
	{ "trained", "ui.col.trained", NULL, "no yes", "value", false, false },
};
static const struct list_form people_forms[] = {
	{ "/people/add", "ui.person.add", "ui.add", person_fields, ARRAY_LEN(person_fields) },
};

static void people_more(struct visit *v, struct html *h)
{
	html_open(h, "p", NULL);
	link_to(v, h, "/accounts", "ui.accounts.title", NULL);
	html_text(h, " · ");
	link_to(v, h, "/attributes", "ui.attributes.title", NULL);
	html_close(h);
}

static const struct list people = {
	.verb = "person list", .filters = "role after", COLUMNS(people_columns),
	FORMS(people_forms),
	.more = people_more, .events = "account",
};

static void done_person(struct visit *v, json_t *ok)
{
	const char *who = js(ok, "pseudonym");

	http_set_cookie(v->req, "wln", "ui.said.done", NULL, 60);
	visit_redirect(v, talloc_asprintf(v, "/person?who=%s", http_url_encode(v, who ? who : "")));
}

/* --- One person ------------------------------------------------------------------------------ */

static void ask_person(struct visit *v)
{
	const char *who = visit_query(v, "who"), *reason = visit_reason(v);

	visit_ask(v, "person", "person show", json_pack("{s:s, s:s}",
							"who", who ? who : "", "reason",
							reason ? reason : ""));
	visit_ask_softly(v, "kinds", "attribute list", NULL);
}

static void show_attributes(struct visit *v, struct html *h, json_t *p, const char *who)
{
	json_t *a, *kinds = json_object_get(visit_answer(v, "kinds"), "items");
	struct choice choices[100];
	size_t i, len = 0;

	el(v, h, "h2", "ui.attributes.title");
	html_open(h, "ul", "class", "cards", NULL);
	json_array_foreach(json_object_get(p, "attributes"), i, a) {
		html_open(h, "li", NULL);
		html_textf(h, "%s: ", say_value(v, "attribute", js(a, "kind")));
		html_words(h, js(a, "value"));
		button(v, h, "/person/attribute", "ui.remove", "who", who, "kind",
		       js(a, "kind"), "value", js(a, "value"), "has", "no", NULL);
		html_close(h);
	}
	html_close(h);
	json_array_foreach(kinds, i, a)
		if (len < ARRAY_LEN(choices))
			choices[len++] = (struct choice){
				talloc_asprintf(v, "%s:%s", js(a, "kind"), js(a, "value")),
				talloc_asprintf(v, "%s: %s",
						say_value(v, "attribute", js(a, "kind")),
						js(a, "value")) };
	if (!len)
		return;
	form_begin(v, h, "/person/attribute", NULL);
	form_hidden(h, "who", who);
	form_hidden(h, "has", "yes");
	form_select(v, h, &(struct question){ "which", "ui.attribute.add", choices, len, NULL });
	form_button(v, h, "ui.add", NULL);
	form_end(h);
}

static char *roles_of(struct visit *v, json_t *p)
{
	char *out = talloc_strdup(v, "");
	json_t *r;
	size_t i;

	json_array_foreach(json_object_get(p, "roles"), i, r)
		out = talloc_asprintf(v, "%s%s%s", out, i ? " " : "", json_string_value(r));
	return out;
}

static void show_roles(struct visit *v, struct html *h, json_t *p, const char *who)
{
	struct choice choices[ROLES_LEN];
	size_t len = 0;

	_Static_assert(ROLE_ANY == (1 << ROLES_LEN) - 1, "one bit a role");
	for (unsigned bit = 1; bit < ROLE_ANY; bit <<= 1)
		choices[len++] = (struct choice){ role_name(bit),
						  say_value(v, "role", role_name(bit)) };
	form_begin(v, h, "/person/roles", NULL);
	form_hidden(h, "who", who);
	form_checks(v, h, &(struct question){
		"roles", "ui.person.roles", choices, len, roles_of(v, p) });
	form_button(v, h, "ui.save", NULL);
	form_end(h);
}

static void show_work(struct visit *v, struct html *h, json_t *p, const char *who)
{
	html_open(h, "div", "class", "row quiet", NULL);
	if (!jb(p, "trained"))
		button(v, h, "/person/trained", "ui.person.trained", "who", who, NULL);
	button(v, h, "/person/lost", "ui.person.lost", "who", who, NULL);
	button(v, h, "/person/found", "ui.person.found", "who", who, NULL);
	if (json_is_null(json_object_get(p, "account")))
		button(v, h, "/person/account", "ui.account.add", "who", who, NULL);
	html_close(h);
	form_begin(v, h, "/person/cap", "inline");
	form_hidden(h, "who", who);
	form_field(v, h, &(struct field){ .name = "n", .label = "ui.person.cap", .type = "number",
		.value = talloc_asprintf(v, "%" PRId64, ji(p, "cap")), .min = 1, .max = 7,
		.required = true });
	form_button(v, h, "ui.save", NULL);
	form_end(h);
	form_begin(v, h, "/person/limit", "inline");
	form_hidden(h, "who", who);
	form_field(v, h, &(struct field){ .name = "n", .label = "ui.person.limit", .type = "number",
		.min = 1, .max = 20, .required = true });
	form_button(v, h, "ui.save", NULL);
	form_end(h);
}

static void show_person(struct visit *v, struct html *h)
{
	json_t *p = visit_answer(v, "person"), *f = json_object_get(p, "feedback");
	const char *who = visit_query(v, "who");

	html_open(h, "p", "class", "talkhead", NULL);
	html_words(h, js(p, "pseudonym"));
	html_text(h, " · ");
	html_words(h, js(p, "name"));
	html_close(h);
	html_el(h, "p", say_with(v, "ui.person.feedback", WORDS_ARGS(
		WORDS_NUMBER("answers", ji(f, "answers")),
		WORDS_NUMBER("helped", ji(f, "helped")))),
		"class", "quiet", NULL);
	show_work(v, h, p, who);
	if (v->roles & (ROLE_C | ROLE_M))
		show_roles(v, h, p, who);
	if (v->roles & ROLE_C)
		show_attributes(v, h, p, who);
}

/* "language:sw" in one choice is two arguments. */
static void fix_attribute(struct visit *v, json_t *args)
{
	const char *which = http_get(&v->req->form, "which"),
		*colon = which ? strchr(which, ':') : NULL;

	if (!colon)
		return;
	json_object_set_new(args, "kind", json_stringn(which, (size_t)(colon - which)));
	json_object_set_new(args, "value", json_string(colon + 1));
}

/* --- What people can be matched by ---------------------------------------- */

static const struct column attribute_columns[] = {
	{ "kind", "ui.col.kind", COL_VALUE, "attribute" },
	{ "value", "ui.col.value", COL_TEXT, NULL },
	{ "peers", "ui.col.peers", COL_INT, NULL },
};
static const struct list attributes = { .verb = "attribute list", COLUMNS(attribute_columns) };

/* --- Who can log in ------------------------------------------------------- */

static const struct column account_columns[] = {
	{ "who", "ui.col.who", COL_LINK, "/person?who=:id" },
	{ "name", "ui.login.name", COL_WORDS, NULL },
	{ "state", "ui.col.state", COL_VALUE, "account.state" },
	{ "totp", "ui.col.totp", COL_YES, NULL }, { "last_at_ms", "ui.col.last", COL_TIME, NULL },
	{ "recovery_left", "ui.col.recovery", COL_INT, NULL },
};
static const struct row_button account_buttons[] = {
	{ "/accounts/reset", "ui.account.reset", "account=id", NULL, NULL },
	{ "/accounts/off", "ui.account.off", "account=id", NULL, NULL },
};
static const struct list_field account_fields[] = {
	{ "who", "ui.col.who", "who", NULL, NULL, true, false },
};
static const struct list_form account_forms[] = {
	{ "/accounts/add", "ui.account.add", "ui.account.add", account_fields,
	  ARRAY_LEN(account_fields) },
};
static const struct list accounts = {
	.verb = "account list", .filters = "after", .intro = "ui.accounts.intro",
	COLUMNS(account_columns), BUTTONS(account_buttons), FORMS(account_forms),
};

static void show_invite(struct visit *v, struct html *h)
{
	el(v, h, "p", "ui.invite.intro");
	html_open(h, "p", NULL);
	html_el(h, "code", js(v->shown, "invite"), "class", "secret", NULL);
	html_close(h);
	html_open(h, "p", NULL);
	html_text(h, say(v, "ui.invite.until"));
	html_text(h, " ");
	el_time(v, h, ji(v->shown, "until_at_ms"));
	html_close(h);
	html_open(h, "p", NULL);
	link_to(v, h, "/accounts", "ui.back", "go");
	html_close(h);
}

static void done_invite(struct visit *v, json_t *ok)
{
	v->shown = ok;
	frame_page(v, 200, say(v, "ui.invite.title"), show_invite);
}

/* --- The roster ----------------------------------------------------------- */

static const struct column roster_columns[] = {
	{ "who", "ui.col.who", COL_WORDS, NULL }, { "level", "ui.col.level", COL_VALUE, "level" },
	{ "kind", "ui.col.kind", COL_VALUE, "roster.kind" },
	{ "from_at_ms", "ui.col.from", COL_TIME, NULL },
	{ "until_at_ms", "ui.col.until", COL_TIME, NULL },
	{ "replaces", "ui.col.replaces", COL_WORDS, NULL },
};
static const struct row_button roster_buttons[] = {
	{ "/roster/swap", "ui.roster.swap", "duty=id", "can", "swap" },
	{ "/roster/keep", "ui.roster.keep", "duty=id", "can", "keep" },
	{ "/roster/take", "ui.roster.take", "duty=id", "can", "take" },
	{ "/roster/end", "ui.remove", "duty=id", NULL, NULL },
};
static const struct list_field roster_fields[] = {
	{ "who", "ui.col.who", "who", NULL, NULL, true, false },
	{ "level", "ui.col.level", NULL, "oncall manager operator", "level", true, false },
	{ "from_at_ms", "ui.col.from", "datetime-local", NULL, NULL, true, false },
	{ "until_at_ms", "ui.col.until", "datetime-local", NULL, NULL, true, false },
	{ "replaces", "ui.col.replaces", "who", NULL, NULL, false, false },
};
static const struct list_form roster_forms[] = {
	{ "/roster/add", "ui.roster.add", "ui.add", roster_fields, ARRAY_LEN(roster_fields) },
};

/* A hole in the viewer's own time; else a sentence. */
static void roster_fault(struct visit *v, struct html *h, json_t *f)
{
	const char *level = js(f, "level"), *layer = js(f, "layer");

	if (!ji(f, "from_at_ms")) {
		html_words(h, say_told(v, js(f, "text")));
		return;
	}
	html_text(h, layer ? say_with(v, "ui.roster.gap.layer",
				      WORDS_ARGS(WORDS_TEXT("layer", layer))) :
		  say_value(v, "roster.gap", level));
	html_text(h, " ");
	el_time(v, h, ji(f, "from_at_ms"));
	html_text(h, " – ");
	el_time(v, h, ji(f, "until_at_ms"));
}

static void roster_holes(struct visit *v, struct html *h)
{
	json_t *hole, *holes = json_object_get(visit_answer(v, "list"), "holes");
	size_t i;

	el(v, h, "h2", "ui.roster.holes");
	if (empty(v, h, holes, "ui.roster.noholes"))
		return;
	html_open(h, "ul", "class", "holes", NULL);
	json_array_foreach(holes, i, hole) {
		html_open(h, "li", NULL);
		el_badge(v, h, "warn", say(v, "ui.roster.hole"));
		html_text(h, " ");
		roster_fault(v, h, hole);
		html_close(h);
	}
	html_close(h);
}

static const struct list roster = {
	.verb = "roster show", .filters = "from_at_ms until_at_ms", .intro = "ui.roster.intro",
	.none = "ui.roster.none", COLUMNS(roster_columns), BUTTONS(roster_buttons),
	FORMS(roster_forms), .more = roster_holes,
};

#define CM (ROLE_C | ROLE_M)
#define PERSON "/person?who=:who"
const struct page people_pages[] = {
	{ "/people", "ui.people.title", CM, 0, "ui.nav.people", NULL, NULL, &people },
	{ "/person", "ui.person.title", CM, 0, NULL, ask_person, show_person, NULL },
	{ "/attributes", "ui.attributes.title", CM, 0, NULL, NULL, NULL, &attributes },
	{ "/accounts", "ui.accounts.title", CM, 0, NULL, NULL, NULL, &accounts },
	{ "/roster", "ui.roster.title", CM | ROLE_O, 0, "ui.nav.roster", NULL, NULL, &roster },
};
const struct action people_actions[] = {
	{ "/people/add", "person add", "name roles number language zone trained", "/people", NULL,
	  done_person, NULL },
	{ "/person/roles", "person roles", "who roles", PERSON, "ui.said.saved", NULL, NULL },
	{ "/person/attribute", "person attribute", "who kind value has", PERSON,
	  "ui.said.saved", NULL,
	  fix_attribute },
	{ "/person/trained", "person trained", "who", PERSON, "ui.said.saved", NULL, NULL },
	{ "/person/cap", "person cap", "who n", PERSON, "ui.said.saved", NULL, NULL },
	{ "/person/limit", "person limit", "who n", PERSON, "ui.said.saved", NULL, NULL },
	{ "/person/lost", "person lost", "who", PERSON, "ui.said.done", NULL, NULL },
	{ "/person/found", "person found", "who", PERSON, "ui.said.done", NULL, NULL },
	{ "/person/account", "account add", "who", PERSON, NULL, done_invite, NULL },
	{ "/accounts/add", "account add", "who", "/accounts", NULL, done_invite, NULL },
	{ "/accounts/reset", "account reset", "account", "/accounts", NULL, done_invite, NULL },
	{ "/accounts/off", "account off", "account", "/accounts", "ui.said.done", NULL, NULL },
	{ "/roster/add", "roster add", "who level from_at_ms until_at_ms replaces", "/roster",
	  "ui.said.saved", NULL, NULL },
	{ "/roster/swap", "roster swap", "duty against", "/roster", "ui.said.offered", NULL, NULL },
	{ "/roster/keep", "roster keep", "duty", "/roster", "ui.said.saved", NULL, NULL },
	{ "/roster/take", "roster take", "duty", "/roster", "ui.said.yours", NULL, NULL },
	{ "/roster/end", "roster end", "duty", "/roster", "ui.said.done", NULL, NULL },
};
DEFINE_TABLES(people)
