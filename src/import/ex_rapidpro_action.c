// SPDX-License-Identifier: AGPL-3.0-or-later
/* Lines that only do something, as RapidPro's actions. */
#include "import/ex_rapidpro.h"
#include "base/mem.h"

struct act {
	struct rp *w;
	json_t *actions;
	const struct flow_view_stmt *s;
	const char *id;
};

static void add(struct act *a, json_t *action)
{
	json_object_set_new(ex_must(action), "uuid", json_string(a->id));
	json_array_append_new(a->actions, action);
	ex_note(&a->w->x, IMPORT_CARRIED, a->s->kind == FLOW_VIEW_SET ? "set" : a->s->key, "%s",
		"");
}

/* Fields and groups are listed once for the whole file. */
static void list_once(json_t *list, const char *by, json_t *item)
{
	const char *name = json_string_value(json_object_get(item, by));
	const json_t *old;
	size_t i;

	json_array_foreach(list, i, old)
		if (strcmp(json_string_value(json_object_get(old, by)), name) == 0) {
			json_decref(item);
			return;
		}
	json_array_append_new(list, item);
}

static void set_field(struct act *a, const char *name, const char *value)
{
	const char *key = ex_slug(&a->w->x, name, '_');

	list_once(a->w->fields, "key", ex_must(json_pack("{ss ss ss}", "key", key, "name", name,
							 "type",
							 "text")));
	add(a, json_pack("{ss s{ss ss} ss}", "type", "set_contact_field", "field", "key", key,
			 "name",
			 name, "value", value));
}

static void act_keep(struct act *a)
{
	const char *value = a->s->args_len > 1 ? ex_template(&a->w->x, a->s->args[1]) : NULL;

	if (value)
		set_field(a, ex_arg(a->s, 0), value);
	else
		ex_note(&a->w->x, IMPORT_DROPPED, "keep", "%s", a->w->x.why ? a->w->x.why : "");
}

static void act_forget(struct act *a)
{
	set_field(a, ex_arg(a->s, 0), "");
}

static void groups(struct act *a, const char *type, const char *member, const char *kind)
{
	const char *name = ex_arg(a->s, 0), *id = ex_id(&a->w->x, kind, name);

	if (strcmp(kind, "group") == 0)
		list_once(a->w->groups, "uuid", ex_must(json_pack("{ss ss sn}", "uuid", id, "name",
								  name, "query")));
	add(a, json_pack("{ss s[{ss ss}]}", "type", type, member, "uuid", id, "name", name));
}

static void act_join(struct act *a)
{
	groups(a, "add_contact_groups", "groups", "group");
}

static void act_leave(struct act *a)
{
	groups(a, "remove_contact_groups", "groups", "group");
}

static void act_tag(struct act *a)
{
	groups(a, "add_input_labels", "labels", "label");
}

static void act_language(struct act *a)
{
	add(a, json_pack("{ss ss}", "type", "set_contact_language", "language",
			 ex_lang(ex_arg(a->s, 0))));
}

static void act_hand_over(struct act *a)
{
	const char *note = a->s->args_len > 1 ? ex_template(&a->w->x, a->s->args[1]) : NULL;

	add(a, json_pack("{ss sn ss sn}", "type", "open_ticket", "topic", "note",
			 note ? note : ex_arg(a->s, 0), "assignee"));
}

static const struct {
	const char *effect;
	void (*write)(struct act *a);
} effects[] = {
	{ "keep", act_keep }, { "forget", act_forget }, { "join", act_join },
	{ "leave", act_leave },
	{ "tag", act_tag }, { "language", act_language }, { "hand-over", act_hand_over },
	{ "person", act_hand_over },
};

static void act_effect(struct act *a)
{
	for (size_t i = 0; i < ARRAY_LEN(effects); i++)
		if (strcmp(a->s->key, effects[i].effect) == 0) {
			effects[i].write(a);
			return;
		}
	ex_note(&a->w->x, IMPORT_DROPPED, a->s->key, "only this service can do it%s",
		a->s->branches_len ? "; the way for anything else is taken" : "");
}

static void act_set(struct act *a)
{
	const char *value = ex_template(&a->w->x, a->s->term);

	if (!value) {
		ex_note(&a->w->x, IMPORT_DROPPED, "set", "%s: %s is left empty", a->w->x.why,
			a->s->var);
		value = "";
	}
	add(a, json_pack("{ss ss ss}", "type", "set_run_result", "name",
			 ex_slug(&a->w->x, a->s->var, '_'), "value", value));
}

/* Where an effect leads when nobody does it: `else`, or the first outcome. */
int rp_undone(const struct flow_view_stmt *s)
{
	int to = s->branches_len ? s->branches[0].to : FLOW_VIEW_NEXT;

	for (size_t i = 0; i < s->branches_len; i++)
		if (s->branches[i].kind == FLOW_WAY_ELSE)
			to = s->branches[i].to;
	return to;
}

void rp_action(struct rp *w, json_t *actions, const struct flow_view_stmt *s, const char *id)
{
	struct act a = { w, actions, s, id };

	w->x.why = NULL;
	if (s->kind == FLOW_VIEW_SET) {
		act_set(&a);
	} else if (s->kind == FLOW_VIEW_DO) {
		act_effect(&a);
	} else {
		rp_send(w, actions, s->key, NULL, id);
		ex_note(&w->x, IMPORT_CARRIED, "say", "%s", s->key);
	}
}

/* Of "TALK, I want to talk" the single words: keywords there are one word. */
void rp_add_keywords(json_t *words, const char *list)
{
	while (*(list += strspn(list, " ,")) != '\0') {
		size_t len = strcspn(list, ",");
		json_t *one = ex_must(json_stringn(list, len));

		if (memchr(list, ' ', len))
			json_decref(one);
		else
			json_array_append_new(words, one);
		list += len;
	}
}
