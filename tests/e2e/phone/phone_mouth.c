// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/e2e/phone/phones.h"

enum { ONES = 12, HEAD = ONES + 1 };

int mouth_next(struct mouth *m)
{
	uint8_t byte;
	int bit;

	if (!m->text)
		return 0;
	if (m->phase < HEAD)
		return m->phase++ < ONES ? 1 : -1;
	bit = m->phase++ - HEAD;
	byte = (uint8_t)m->text[m->at] & 0x7f;
	if (bit == 7) {
		m->phase = HEAD;
		if (!m->text[m->at++])
			m->text = NULL;
	}
	return byte >> (7 - bit) & 1 ? 1 : -1;
}
