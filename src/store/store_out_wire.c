// SPDX-License-Identifier: AGPL-3.0-or-later
/* Names on the wire: id (8 bytes, big-endian), segment, attempt, and the 6
 * bytes of this database, written as a UUID. */
#include "store/store_priv.h"
#include "store/store_batch.h"
#include "store/store_outbox.h"

#include <stdio.h>

void store_out_uuid(struct store *st, int64_t id, int segment, int attempt,
		    char out[UUID_LEN + 1])
{
	const uint8_t *n = st->wire_name;

	snprintf(out, UUID_LEN + 1, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
		 (unsigned)((uint64_t)id >> 32), (unsigned)(id >> 16 & 0xffff),
		 (unsigned)(id & 0xffff), (unsigned)segment & 0xff, (unsigned)attempt & 0xff,
		 n[0], n[1], n[2], n[3], n[4], n[5]);
}

bool store_out_uuid_parse(struct store *st, const char *text, int64_t *id, int *segment,
			  int *attempt)
{
	uint8_t b[16];

	if (!store_uuid_parse(text, b) || memcmp(b + 10, st->wire_name, sizeof(st->wire_name)) != 0)
		return false;
	*id = 0;
	for (int i = 0; i < 8; i++)
		*id = (int64_t)((uint64_t)*id << 8 | b[i]);
	*segment = b[8];
	*attempt = b[9];
	return *id > 0;
}
