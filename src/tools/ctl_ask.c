// SPDX-License-Identifier: AGPL-3.0-or-later
/* From the words of a command line to a request. */
#include "tools/ctl.h"

#include <stdlib.h>

/* How many words the verb takes when it is the start of these; 0: it is not. */
static int verb_matches(const char *verb, char *const *words, int n)
{
	const char *at = verb;
	size_t len;
	int i;

	for (i = 0; i < n; i++) {
		len = strlen(words[i]);
		if (!len || strncmp(at, words[i], len) != 0 || (at[len] && at[len] != ' '))
			return 0;
		if (!at[len])
			return i + 1;
		at += len + 1;
	}
	return 0;
}

json_t *ctl_verb_find(json_t *commands, char *const *words, int n, int *used)
{
	json_t *entry, *best = NULL;
	const char *verb;
	size_t i;
	int took;

	*used = 0;
	json_array_foreach(commands, i, entry) {
		verb = json_string_value(json_object_get(entry, "verb"));
		took = verb ? verb_matches(verb, words, n) : 0;
		if (took > *used) {
			best = entry;
			*used = took;
		}
	}
	return best;
}

/* --- Values ------------------------------------------------------------------------ */
static char *read_all(const char *path, bool one_line, struct err *err)
{
	FILE *from = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char *text = NULL;
	size_t size = 0;
	ssize_t n;

	if (!from) {
		err_set(err, errno, "%s: %s", path, strerror(errno));
		return NULL;
	}
	n = one_line ? getline(&text, &size, from) : getdelim(&text, &size, '\0', from);
	if (n > 0 && text[n - 1] == '\n')
		text[n - 1] = '\0';
	if (from != stdin)
		fclose(from);
	if (n >= 0)
		return text;
	free(text);
	err_set(err, ENODATA, "%s has nothing in it", from == stdin ? "standard input" : path);
	return NULL;
}

static json_t *value_bool(const char *text)
{
	if (!strcmp(text, "yes") || !strcmp(text, "true") || !strcmp(text, "1"))
		return json_true();
	return !strcmp(text, "no") || !strcmp(text, "false") || !strcmp(text, "0") ?
	       json_false() : NULL;
}

static json_t *value_int(const char *text)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(text, &end, 10);
	return *text && !*end && !errno ? json_integer(n) : NULL;
}

static json_t *value_make(const char *type, const char *text)
{
	if (!strcmp(type, "int"))
		return value_int(text);
	if (!strcmp(type, "bool"))
		return value_bool(text);
	if (!strcmp(type, "list") || !strcmp(type, "object"))
		return json_loads(text, 0, NULL);
	return json_string(text);
}

static const json_t *arg_find(const json_t *args, const char *name, size_t len)
{
	const json_t *arg;
	const char *have;
	size_t i;

	json_array_foreach(args, i, arg) {
		have = json_string_value(json_object_get(arg, "name"));
		if (have && strlen(have) == len && memcmp(have, name, len) == 0)
			return arg;
	}
	return NULL;
}

/* The first argument, in the server's order, that has no value yet. */
static const json_t *arg_next(const json_t *args, const json_t *given)
{
	const json_t *arg;
	const char *name;
	size_t i;

	json_array_foreach(args, i, arg) {
		name = json_string_value(json_object_get(arg, "name"));
		if (name && !json_object_get(given, name))
			return arg;
	}
	return NULL;
}

static int arg_set(json_t *given, const json_t *arg, const char *text, struct err *err)
{
	const char *name = json_string_value(json_object_get(arg, "name"));
	const char *type = json_string_value(json_object_get(arg, "type"));
	char *read = NULL;
	json_t *value;

	if (text[0] == '@' || !strcmp(text, "-")) {
		read = read_all(text[0] == '@' ? text + 1 : text, text[0] != '@', err);
		if (!read)
			return -EINVAL;
		text = read;
	}
	value = value_make(type ? type : "string", text);
	free(read);
	if (!value)
		return err_set(err, EINVAL, "%s must be a value of type %s", name, type);
	return json_object_set_new(given, name, value) == 0 ? 0 :
	       err_set(err, EINVAL, "%s is not valid text", name);
}

json_t *ctl_args(const json_t *command, char *const *words, int n, struct err *err)
{
	const json_t *args = json_object_get(command, "args"), *arg;
	json_t *given = json_object();
	const char *equals, *value;
	int i, rc = 0;

	for (i = 0; i < n && rc == 0; i++) {
		equals = strchr(words[i], '=');
		arg = equals ? arg_find(args, words[i], (size_t)(equals - words[i])) : NULL;
		value = arg ? equals + 1 : words[i];
		if (!arg)
			arg = arg_next(args, given);
		if (arg)
			rc = arg_set(given, arg, value, err);
		else
			rc = err_set(err, EINVAL, "word %d is one too many", i + 1);
	}
	if (rc == 0)
		return given;
	json_decref(given);
	return NULL;
}
