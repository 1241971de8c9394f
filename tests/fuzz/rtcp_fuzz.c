// SPDX-License-Identifier: AGPL-3.0-or-later
#include "voicebox/rtp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rtcp_in in;

	if (!rtcp_parse(&in, data, size, 0x01020304))
		MUST(!in.has_report || in.report.ssrc == 0x01020304);
	return 0;
}
