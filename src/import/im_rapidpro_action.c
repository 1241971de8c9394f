// SPDX-License-Identifier: AGPL-3.0-or-later
/* RapidPro's actions, each by a small reader. */
#include "import/im_int.h"
#include "base/mem.h"

struct act {
	struct im *im;
	struct im_flow *f;
	struct im_node *n;
	const json_t *a, *localization;
	const char *type;
};

static const char *str(const struct act *t, const char *name)
{
	const char *s = im_str(t->im, t->a, name);

	return s ? s : "";
}

static void dropped(const struct act *t, const char *why)
{
	im_note(t->im, t->f, t->n, IMPORT_DROPPED, t->type, "%s", why);
	im_add_action(t->im, t->n, IM_NOTHING, t->type);
}

/* Every language that the action has, in one. */
static void say(const struct act *t, bool voice)
{
	struct im_action *a = im_add_action(t->im, t->n, IM_SAY, t->type);
	const char *uuid = im_str(t->im, t->a, "uuid"), *audio = im_str(t->im, t->a, "audio_url");

	im_add_text(t->im, &a->words, t->f->lang, str(t, "text"), false);
	im_localize(t->im, t->f, t->localization, uuid, "text", &a->words);
	if (audio && *audio && a->words.len)
		a->words.list[0].audio = audio;
}

static void act_send_msg(const struct act *t)
{
	size_t attachments = json_array_size(im_list(t->a, "attachments"));
	size_t replies = json_array_size(im_list(t->a, "quick_replies"));

	if (!*str(t, "text")) {
		dropped(t, "a message without text");
		return;
	}
	say(t, false);
	if (attachments)
		im_note(t->im, t->f, t->n, IMPORT_APPROXIMATED, t->type,
			"%zu attachments are left out: any phone will do here", attachments);
	if (replies)
		im_note(t->im, t->f, t->n, IMPORT_APPROXIMATED, t->type,
			"quick replies are left out; the options of a question are numbered");
	if (json_is_object(json_object_get(t->a, "templating")) ||
	    json_is_object(json_object_get(t->a, "template")))
		im_note(t->im, t->f, t->n, IMPORT_APPROXIMATED, t->type,
			"the channel's template is left out");
}

static void act_say_msg(const struct act *t)
{
	say(t, true);
	if (*str(t, "audio_url"))
		im_note(t->im, t->f, t->n, IMPORT_APPROXIMATED, t->type,
			"the recording is not fetched: put it into prompts/<language>/ (its "
			"address is a comment in the catalogue)");
}

static void act_play_audio(const struct act *t)
{
	dropped(t, "a recording without its words: nobody who texts could read it");
}

static void act_set_run_result(const struct act *t)
{
	struct im_action *a = im_add_action(t->im, t->n, IM_SET, t->type);

	a->name = im_variable(t->im->result, str(t, "name"));
	a->value = str(t, "value");
	a->category = *str(t, "category") ? str(t, "category") : NULL;
}

static void act_set_run_local(const struct act *t)
{
	struct im_action *a = im_add_action(t->im, t->n, IM_SET, t->type);

	a->name = im_variable(t->im->result, str(t, "local"));
	a->value = str(t, "value");
	if (strcmp(str(t, "operation"), "increment") == 0)
		a->value = talloc_asprintf(t->im->result, "@(locals.%s + %s)", str(t, "local"),
					   str(t, "value"));
	else if (strcmp(str(t, "operation"), "clear") == 0)
		a->value = "";
}

static void act_set_contact_field(const struct act *t)
{
	struct im_action *a = im_add_action(t->im, t->n, IM_KEEP, t->type);
	const char *key = im_str(t->im, im_object(t->a, "field"), "key");

	a->name = im_variable(t->im->result, key ? key : "field");
	a->value = str(t, "value");
}

static void groups(const struct act *t, enum im_kind kind, const char *list)
{
	const json_t *group;
	size_t i;

	json_array_foreach(im_list(t->a, list), i, group) {
		const char *name = im_str(t->im, group, "name");
		struct im_action *a;

		if (!name) {
			dropped(t, "a group whose name is an expression");
			continue;
		}
		a = im_add_action(t->im, t->n, kind, t->type);
		a->name = im_slug(t->im->result, name, '-', 32);
	}
}

static void act_add_groups(const struct act *t)
{
	groups(t, IM_JOIN, "groups");
}

static void act_remove_groups(const struct act *t)
{
	if (json_is_true(json_object_get(t->a, "all_groups")))
		dropped(t, "nobody is taken out of all groups at once: name them");
	groups(t, IM_LEAVE, "groups");
}

static void act_add_labels(const struct act *t)
{
	groups(t, IM_TAG, "labels");
	im_note(t->im, t->f, t->n, IMPORT_APPROXIMATED, t->type,
		"a label on the message is a tag on the person");
}

static void act_enter_flow(const struct act *t)
{
	const char *id = im_str(t->im, im_object(t->a, "flow"), "uuid");
	const char *name = im_str(t->im, im_object(t->a, "flow"), "name");
	struct im_action *a;

	if (!im_flow_by_id(t->im, id)) {
		im_note(t->im, t->f, t->n, IMPORT_DROPPED, t->type, "the flow \"%.60s\" is not in "
			"this file", name ? name : "");
		im_add_action(t->im, t->n, IM_NOTHING, t->type);
		return;
	}
	a = im_add_action(t->im, t->n, IM_CALL, t->type);
	a->name = id;
	a->terminal = json_is_true(json_object_get(t->a, "terminal"));
}

static void act_set_language(const struct act *t)
{
	struct im_action *a;

	if (!*str(t, "language") || strchr(str(t, "language"), '@')) {
		dropped(t, "a language that is an expression, or none");
		return;
	}
	a = im_add_action(t->im, t->n, IM_LANGUAGE, t->type);
	a->value = im_lang(t->im->result, str(t, "language"));
}

static void act_open_ticket(const struct act *t)
{
	const char *note = *str(t, "note") ? str(t, "note") : str(t, "body");
	const char *topic = im_str(t->im, im_object(t->a, "topic"), "name");
	struct im_action *a = im_add_action(t->im, t->n, IM_HAND_OVER, t->type);

	a->name = topic ? topic : "asked for a person";
	a->value = note;
	im_note(t->im, t->f, t->n, IMPORT_APPROXIMATED, t->type,
		"whoever is on duty gets it, not an assignee");
}

/* What has no counterpart, and why that is so. */
static const struct {
	const char *type, *why;
} gone[] = {
	{ "add_contact_urn", "numbers are sealed; a flow cannot add one" },
	{ "call_classifier", "nothing of a person's words is sent to another service" },
	{ "call_llm", "no generated words: people in distress get words that a human wrote" },
	{ "call_resthook", "nothing about a person is sent to another service" },
	{ "call_webhook", "nothing about a person is sent to another service" },
	{ "request_optin", "opting in is asked with words (`do follow`, `do consent`)" },
	{ "send_broadcast", "a flow speaks only to the person in it" },
	{ "send_email",
	  "no mail is sent; `raise concern` or `do message` reach the people on duty" },
	{ "set_contact_channel", "people come and go between text and voice as they like" },
	{ "set_contact_name", "members go by a pseudonym, never by a name" },
	{ "set_contact_status", "blocking is for humans, and STOP always works" },
	{ "set_contact_timezone", "the service has one zone" },
	{ "start_session", "a flow starts nothing for somebody else" },
	{ "transfer_airtime", "no airtime is paid out" },
};

static const struct {
	const char *type;
	void (*read)(const struct act *t);
} readers[] = {
	{ "send_msg", act_send_msg }, { "say_msg", act_say_msg }, { "play_audio", act_play_audio },
	{ "set_run_result", act_set_run_result }, { "set_run_local", act_set_run_local },
	{ "set_contact_field", act_set_contact_field },
	{ "add_contact_groups", act_add_groups }, { "remove_contact_groups", act_remove_groups },
	{ "add_input_labels", act_add_labels }, { "enter_flow", act_enter_flow },
	{ "set_contact_language", act_set_language }, { "open_ticket", act_open_ticket },
};

void im_rapidpro_action(struct im *im, struct im_flow *f, struct im_node *n, const json_t *a,
			const json_t *localization)
{
	struct act t = { im, f, n, a, localization, im_str(im, a, "type") };

	if (!t.type)
		t.type = "action";
	for (size_t i = 0; i < ARRAY_LEN(readers); i++)
		if (strcmp(t.type, readers[i].type) == 0) {
			readers[i].read(&t);
			return;
		}
	for (size_t i = 0; i < ARRAY_LEN(gone); i++)
		if (strcmp(t.type, gone[i].type) == 0) {
			dropped(&t, gone[i].why);
			return;
		}
	dropped(&t, "an action that is not known");
}
