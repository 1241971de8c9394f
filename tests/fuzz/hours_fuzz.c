// SPDX-License-Identifier: AGPL-3.0-or-later
/* Opening hours and holidays as an operator may type them: hours, a newline,
 * holidays. */
#include "care/care_queue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const int64_t now_ms = INT64_C(1772442000000);
	char text[400], *holidays;
	int64_t opens_at_ms;
	bool is_open;
	struct err err;

	if (size >= sizeof(text))
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	holidays = strchr(text, '\n');
	if (holidays)
		*holidays++ = '\0';
	if (care_hours(text, holidays ? holidays : "", "Africa/Nairobi", now_ms, &is_open,
		       &opens_at_ms, &err) < 0)
		return 0;
	MUST(!is_open || opens_at_ms == now_ms);
	MUST(is_open || !opens_at_ms || opens_at_ms > now_ms);
	MUST(opens_at_ms < now_ms + DAYS_MS(17));
	return 0;
}
