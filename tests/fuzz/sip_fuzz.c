// SPDX-License-Identifier: AGPL-3.0-or-later
/* The door of SIP: whatever passes the guard is decoded by libre. */
#include "voicebox/guard.h"
#include "voicebox/sip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t len = size;

	(void)guard_message((const char *)data, &len, true);
	MUST(len <= size);
	(void)ua_message_reads((const char *)data, size);
	return 0;
}
