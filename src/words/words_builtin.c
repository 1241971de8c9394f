// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The last resort: what is said when every catalogue is gone or broken.  Only
 * where silence would hurt, discreet, and free of placeholders that might be
 * empty.  Reviewed like any other safety words.
 */
#include "words/words_int.h"

#define STAY "Thank you for telling us. A person is being called for you now. " \
	"If you can, go where someone is, and ring your local emergency number."

static const struct { const char *prefix, *text; } builtins[] = {
	{ "safety.", STAY },
	{ "stop.", "You will get no more texts from us. Text 9 at any time if you are not safe." },
	{ "oncall.", "ALARM. Someone needs you now. Open the on-call list, or ring your lead." },
	{ "badinput.", "Sorry, that was not clear. Text HELP for what you can do here, 0 for a "
	  "person." },
	{ "service.reader", "trained peer workers" },
	{ "closed.", "Nobody is here just now. Your message is kept. Text 9 if you are not safe." },
};

static const char last_resort[] =
	"We have your message. Text HELP for what you can do here, 0 for a person, 9 if you are "
	"not safe.";

const char *words_builtin(const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(builtins); i++)
		if (strncmp(key, builtins[i].prefix, strlen(builtins[i].prefix)) == 0)
			return builtins[i].text;
	return last_resort;
}
