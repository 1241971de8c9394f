// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A message of any coding, charset and header: a text always comes out, is
 * UTF-8 and holds no control.  Input: coding, charset, length of the header,
 * header, data.  The text then goes through all that care/ asks of a text.
 */
#include "text/text.h"
#include "text/text_number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const struct secret *text)
{
	const char *s = secret_reveal(text);
	size_t len = secret_len(text);

	MUST(text_utf8_valid(s, len));
	MUST(strlen(s) == len);
	for (size_t i = 0; i < len; i++)
		MUST((uint8_t)s[i] >= ' ' || s[i] == '\n');
}

static void ask_of_it(const struct secret *text)
{
	static struct text_numbers *numbers;
	struct text_found found[4];
	struct text_number number;
	const char *s = secret_reveal(text);
	size_t len = secret_len(text), end = 0;
	char digits[8];
	unsigned n;

	if (!numbers)
		numbers = text_numbers_new(NULL, "KE", NULL);
	MUST(text_digits_only(s, len, digits, sizeof(digits)) == strlen(digits));
	MUST(!text_is_blank(s, len) || text_word_count(s, len) <= len);
	text_number_parse(numbers, s, len, &number);
	MUST((number.kind == TEXT_SENDER_E164) == (number.e164[0] == '+'));
	n = text_find_contacts(numbers, s, len, found, ARRAY_LEN(found));
	for (unsigned i = 0; i < n; i++) {
		MUST(found[i].at >= end && found[i].len && found[i].at + found[i].len <= len);
		end = found[i].at + found[i].len;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = {
		NULL, NULL, NULL, "UTF-8", "UTF-16BE", "GSM", "ISO-8859-1", "SHIFT_JIS", "UTF-7",
		"ISO-2022-JP", "GB18030", "no-such-thing", "",
	};
	struct text_mo_in in;
	struct secret *part[2];
	struct text_mo *mo;
	size_t udh_len;

	if (size < 3 || size > 4096)
		return 0;
	udh_len = data[2] < size - 3 ? data[2] : size - 3;
	in.coding = (int)(data[0] % 5) - 1;
	in.charset = charsets[data[1] % ARRAY_LEN(charsets)];
	in.udh = (struct view){ data + 3, udh_len };
	in.msgdata = (struct view){ data + 3 + udh_len, size - 3 - udh_len };
	mo = text_decode_mo(NULL, &in);
	check_text(mo->text);
	MUST(!mo->why == (mo->kind == TEXT_MO_TEXT));
	ask_of_it(mo->text);
	talloc_free(mo);

	mo = text_decode_mo(NULL, &in);
	part[0] = part[1] = text_part_keep(mo, mo);
	check_text(text_parts_join(mo, part, 2, ""));
	talloc_free(mo);
	return 0;
}
