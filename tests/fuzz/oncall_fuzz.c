// SPDX-License-Identifier: AGPL-3.0-or-later
/* Any bytes as the answer of somebody on call: never a code that was not in them. */
#include <stdlib.h>
#include <string.h>

#include "care/oncall/oncall_int.h"

static bool known(void *arg, const char *code)
{
	return strcmp(code, "4821") == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct oncall_parsed p;
	char *text = malloc(size + 1);

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	oncall_parse(text, size, known, NULL, &p);
	if (p.verb > ONCALL_SHIFT || p.outcome < 0 || p.outcome > 9 ||
	    strlen(p.code) > STORE_CODE_LEN || strspn(p.code, "0123456789") != strlen(p.code))
		abort();
	if (p.verb == ONCALL_SHIFT ? p.shift < 0 || p.code[0] : p.shift != 0)
		abort();
	if (p.verb >= ONCALL_TAKE && p.verb <= ONCALL_CODE_ALONE && strlen(p.code) < 3)
		abort();
	free(text);
	return 0;
}
