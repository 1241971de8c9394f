// SPDX-License-Identifier: AGPL-3.0-or-later
/* The table of what may be asked, and how text from a form becomes an argument. */
#include "console/console_int.h"
#include "base/mem.h"

#include <stdlib.h>

#define VERB(name, writes, roles, args, help) { name, writes, roles, args, help },
const struct verb verbs[] = {
#include "console/verbs.def"
};
#undef VERB
const size_t verbs_len = ARRAY_LEN(verbs);

static const struct { char letter; const char *name; unsigned role; } roles[] = {
	{ 'P', "peer", ROLE_P }, { 'S', "supervisor", ROLE_S }, { 'O', "oncall", ROLE_O },
	{ 'C', "coordinator", ROLE_C }, { 'G', "safeguarding", ROLE_G }, { 'M', "manager", ROLE_M },
	{ 'A', "author", ROLE_A }, { 'K', "commissioner", ROLE_K }, { 'U', "auditor", ROLE_U },
	{ 'L', "clinician", ROLE_L },
};

unsigned role_by_name(const char *name)
{
	for (size_t i = 0; name && i < ARRAY_LEN(roles); i++)
		if (strcmp(roles[i].name, name) == 0)
			return roles[i].role;
	return 0;
}

const char *role_name(unsigned role)
{
	for (size_t i = 0; i < ARRAY_LEN(roles); i++)
		if (roles[i].role == role)
			return roles[i].name;
	return "";
}

/* What a program's token of each scope may ask. */
static const struct { const char *scope, *verb; } scopes[] = {
	{ "any", "whoami" }, { "report", "report list" }, { "report", "report show" },
	{ "report", "report csv" },
	{ "board", "board" }, { "directory", "directory list" }, { "directory", "directory info" },
	{ "roster", "roster show" }, { "metrics", "metrics" },
};

const char *verb_scope(const struct verb *verb)
{
	for (size_t i = 0; i < ARRAY_LEN(scopes); i++)
		if (strcmp(scopes[i].verb, verb->name) == 0)
			return scopes[i].scope;
	return NULL;
}

unsigned verb_roles(const struct verb *verb)
{
	unsigned out = 0;

	for (const char *p = verb->letters; *p; p++) {
		if (*p == '*')
			return ROLE_ANY;
		for (size_t i = 0; i < ARRAY_LEN(roles); i++)
			if (roles[i].letter == *p)
				out |= roles[i].role;
	}
	return out;
}

const struct verb *verb_find(const char *name)
{
	for (size_t i = 0; i < verbs_len; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

bool verb_arg_next(const char **at, struct verb_arg *out)
{
	const char *p = *at + strspn(*at, " ");
	size_t name = strcspn(p, ":");

	if (!*p)
		return false;
	MUST(p[name] == ':' && name < sizeof(out->name));
	snprintf(out->name, sizeof(out->name), "%.*s", (int)name, p);
	out->type = p[name + 1];
	out->required = p[name + 2] == '!';
	*at = p + name + 2 + out->required;
	return true;
}

static int put_int(json_t *args, const struct verb_arg *a, const char *value)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(value, &end, 10);
	if (errno || end == value || *end)
		return -EINVAL;
	json_object_set_new(args, a->name, json_integer(n));
	return 0;
}

/* Several fields of one name, or one with commas. */
static void put_list(json_t *args, const struct verb_arg *a, const char *value)
{
	json_t *list = json_object_get(args, a->name);

	if (!list) {
		list = json_array();
		json_object_set_new(args, a->name, list);
	}
	while (*value) {
		size_t len = strcspn(value, ", ");

		if (len)
			json_array_append_new(list, json_stringn(value, len));
		value += len + strspn(value + len, ", ");
	}
}

/* Checked boxes of one name, in one text. */
static void put_joined(json_t *args, const struct verb_arg *a, const char *value)
{
	const char *before = js(args, a->name);
	json_t *joined = before ? json_sprintf("%s,%s", before, value) : json_string(value);

	if (joined)	/* NULL: not UTF-8, and then no name of ours either */
		json_object_set_new(args, a->name, joined);
}

int verb_arg_put(const struct visit *v, json_t *args, const struct verb_arg *a, const char *value)
{
	int64_t at_ms;
	json_t *text;

	switch (a->type) {
	case 'i':
		return put_int(args, a, value);
	case 'b':
		json_object_set_new(args, a->name, json_boolean(strcmp(value, "no") != 0 &&
								strcmp(value, "false") != 0));
		return 0;
	case 'l':
		put_list(args, a, value);
		return 0;
	case 'c':
		put_joined(args, a, value);
		return 0;
	case 't':
		if (put_int(args, a, value) == 0)
			return 0;
		if (say_parse_time(v, value, &at_ms) < 0)
			return -EINVAL;
		json_object_set_new(args, a->name, json_integer(at_ms));
		return 0;
	default:
		text = json_string(value);	/* NULL: not UTF-8 */
		return text ? json_object_set_new(args, a->name, text) : -EINVAL;
	}
}
