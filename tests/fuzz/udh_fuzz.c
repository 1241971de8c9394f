// SPDX-License-Identifier: AGPL-3.0-or-later
/* The user data header: whatever comes in, what comes out makes sense. */
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text_udh udh;
	int rc = text_udh_parse(data, size, &udh);

	MUST(rc == 0 || rc == -EBADMSG);
	MUST(!udh.concat || (udh.part >= 1 && udh.part <= udh.total));
	MUST(udh.ref16 || udh.ref <= 0xff);
	return 0;
}
