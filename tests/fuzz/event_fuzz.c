// SPDX-License-Identifier: AGPL-3.0-or-later
/* telephone-event: a row of packets of one stream, each behind its length and six bytes
 * of numbers. */
#include "voicebox/dtmf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dtmf_in d;
	char digits[DTMF_PACKED_MAX];

	dtmf_in_init(&d);
	while (size >= 7) {
		size_t n = data[0] % 32;
		struct rtp p = { .ssrc = data[1], .ts = (uint32_t)data[3] << 24 |
					(uint32_t)(data[4] << 16 | data[5] << 8 | data[6]) };
		int got;

		if (n > size - 7)
			n = size - 7;
		p.payload = data + 7;
		p.len = n;
		got = dtmf_in_packet(&d, &p, digits);
		MUST(got <= DTMF_PACKED_MAX);
		for (int i = 0; i < got; i++)
			MUST(strchr("0123456789*#ABCD", digits[i]) && digits[i]);
		/* the same once more tells nothing new */
		MUST(dtmf_in_packet(&d, &p, digits) <= 0);
		data += 7 + n;
		size -= 7 + n;
	}
	return 0;
}
