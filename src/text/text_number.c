// SPDX-License-Identifier: AGPL-3.0-or-later
/* Whose number is this?  Classification, and a cache before libphonenumber,
 * which takes some 10 us a number. */
#include <ctype.h>
#include <sodium.h>

#include "text/number_shim.h"
#include "text/text.h"
#include "text/text_number_int.h"

enum { RAW_MAX = 24, WAYS = 4, SETS = TEXT_NUMBER_CACHE / WAYS };
/* Short codes of the world have 3 to 8 digits; a name that an SMSC shows as a
 * sender at most 11 characters (TS 23.040 9.1.2.5). */
enum { SHORT_MIN = 3, SHORT_MAX = 8, NAME_MAX_LEN = 11, RAW_LIMIT = 64 };
/* So many digits without a leading 0 are hardly ever a national number, though
 * a country with numbers of any length (DE, AT) would take them for one. */
enum { BARE_INTERNATIONAL = 12 };

struct cached {
	uint8_t len;			/* 0: empty */
	char raw[RAW_MAX];
	struct text_number number;
};

struct text_numbers {
	char region[3];
	uint8_t oldest[SETS];		/* the way to be overwritten next */
	struct cached cache[SETS][WAYS];
	uint8_t hash_key[crypto_shorthash_KEYBYTES];
};

static int numbers_wipe(struct text_numbers *n)
{
	sodium_memzero(n, sizeof(*n));
	return 0;
}

struct text_numbers *text_numbers_new(void *ctx, const char *default_region, struct err *err)
{
	struct text_numbers *n;

	if (!default_region || strlen(default_region) != 2 || !shim_region_known(default_region)) {
		err_set(err, EINVAL, "\"%s\" is no country that telephone numbers are known of; "
			"give two capital letters such as KE or GB",
			default_region ? default_region : "");
		return NULL;
	}
	n = talloc_zero(ctx, struct text_numbers);
	if (!n)
		base_oom();
	memcpy(n->region, default_region, sizeof(n->region));
	/* Nobody outside can choose numbers that push each other out. */
	randombytes_buf(n->hash_key, sizeof(n->hash_key));
	talloc_set_destructor(n, numbers_wipe);
	return n;
}

const char *text_numbers_region(const struct text_numbers *n)
{
	return n->region;
}

void text_number_wipe(struct text_number *number)
{
	sodium_memzero(number, sizeof(*number));
}

/* --- What a sender can be ---------------------------------------------------------- */
struct look {
	unsigned digits, letters, others;	/* others: not a separator of numbers */
	bool international;			/* + or 00 */
};

static struct look look_at(const char *raw, size_t len)
{
	struct look look = { 0 };

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)raw[i];

		if (isdigit(c))
			look.digits++;
		else if (isalpha(c) || c >= 0x80)
			look.letters++;
		else if (!strchr(" +-().*#/", c))
			look.others++;
	}
	look.international = len && (raw[0] == '+' || (len > 2 && raw[0] == '0' && raw[1] == '0'));
	return look;
}

static bool take(const struct shim_number *found, struct text_number *out)
{
	out->kind = TEXT_SENDER_E164;
	memcpy(out->e164, found->e164, sizeof(out->e164));
	memcpy(out->region, found->region, sizeof(out->region));
	out->mobile = found->mobile;
	return true;
}

/* "00254..." and bare "254...", as some SMSCs write it, read as "+254...". */
static bool parse_international(const char *raw, size_t len, const char *region,
				struct shim_number *found)
{
	char plus[RAW_LIMIT + 2] = "+";
	bool ok;

	if (raw[0] == '+')
		return shim_parse(raw, len, region, found);
	if (raw[0] == '0' && len > 2 && raw[1] == '0') {
		raw += 2;
		len -= 2;
	}
	memcpy(plus + 1, raw, len);
	ok = shim_parse(plus, len + 1, region, found);
	sodium_memzero(plus, sizeof(plus));
	return ok;
}

/*
 * Valid beats possible, and the country's own form beats the international one
 * unless it is as long as those are.  "Possible" is enough in the end: our
 * tables age, new ranges are opened, and nobody who texts for help may be taken
 * for an invalid number.
 */
static bool parse_phone(const char *raw, size_t len, const struct look *look, const char *region,
			struct text_number *out)
{
	struct shim_number own = { 0 }, world = { 0 };
	bool bare_world = raw[0] != '0' && look->digits >= BARE_INTERNATIONAL, done = false;

	if (!look->international)
		shim_parse(raw, len, region, &own);
	if (own.valid && !bare_world)
		done = take(&own, out);
	if (!done)
		parse_international(raw, len, region, &world);
	if (!done && world.valid)
		done = take(&world, out);
	if (!done && own.valid)
		done = take(&own, out);
	if (!done && look->digits > SHORT_MAX && own.possible)
		done = take(&own, out);
	if (!done && look->digits > SHORT_MAX && world.possible)
		done = take(&world, out);
	sodium_memzero(&own, sizeof(own));
	sodium_memzero(&world, sizeof(world));
	return done;
}

static void take_short(const char *raw, size_t len, struct text_number *out)
{
	size_t n = 0;

	out->kind = TEXT_SENDER_SHORT;
	for (size_t i = 0; i < len && n < TEXT_E164_MAX; i++)
		if (isdigit((unsigned char)raw[i]))
			out->e164[n++] = raw[i];
}

static void classify(const char *raw, size_t len, const char *region, struct text_number *out)
{
	struct look look = look_at(raw, len);

	if (!len || len > RAW_LIMIT)
		return;
	if (look.letters) {
		if (len <= NAME_MAX_LEN)
			out->kind = TEXT_SENDER_ALNUM;
		return;
	}
	if (look.others || look.digits < SHORT_MIN)
		return;
	if (parse_phone(raw, len, &look, region, out))
		return;
	if (look.digits <= SHORT_MAX && raw[0] != '+')
		take_short(raw, len, out);
}

/* --- The cache ------------------------------------------------------------------------ */
static uint32_t set_of(const struct text_numbers *n, const char *raw, size_t len)
{
	uint8_t hash[crypto_shorthash_BYTES];

	crypto_shorthash(hash, (const uint8_t *)raw, len, n->hash_key);
	return ((uint32_t)hash[0] | (uint32_t)hash[1] << 8) % SETS;
}

enum text_sender text_number_parse(struct text_numbers *n, const char *raw, size_t len,
				   struct text_number *out)
{
	struct cached *slot;
	uint32_t set;

	memset(out, 0, sizeof(*out));
	while (len && isspace((unsigned char)raw[len - 1]))
		len--;
	while (len && isspace((unsigned char)raw[0])) {
		raw++;
		len--;
	}
	if (!len || len > RAW_MAX) {
		classify(raw, len, n->region, out);
		return out->kind;
	}
	set = set_of(n, raw, len);
	for (unsigned way = 0; way < WAYS; way++) {
		slot = &n->cache[set][way];
		if (slot->len == len && !memcmp(slot->raw, raw, len)) {
			*out = slot->number;
			return out->kind;
		}
	}
	classify(raw, len, n->region, out);
	slot = &n->cache[set][n->oldest[set]];
	n->oldest[set] = (uint8_t)((n->oldest[set] + 1) % WAYS);
	sodium_memzero(slot, sizeof(*slot));
	slot->len = (uint8_t)len;
	memcpy(slot->raw, raw, len);
	slot->number = *out;
	return out->kind;
}

bool text_number_possible(const char *raw, size_t len, const char *region,
			  char e164[TEXT_E164_MAX + 1])
{
	struct shim_number n;
	char digits[RAW_LIMIT + 2] = "+";
	size_t kept = 1;

	for (size_t i = 0; i < len && kept <= RAW_LIMIT; i++)
		if (isdigit((unsigned char)raw[i]))
			digits[kept++] = raw[i];
	if (kept > RAW_LIMIT)
		return false;
	if (!memchr(raw, '+', len) &&
	    shim_parse(digits + 1, kept - 1, *region ? region : "ZZ", &n) && n.possible)
		goto yes;
	/* so many digits without a 0 in front are international ones */
	if (!memchr(raw, '+', len) && (kept < BARE_INTERNATIONAL || digits[1] == '0'))
		return false;
	if (!shim_parse(digits, kept, "ZZ", &n) || !n.possible)
		return false;
yes:
	memcpy(e164, n.e164, sizeof(n.e164));
	return true;
}

bool text_number_national(const char *e164, char *out, size_t size)
{
	return strlen(e164) <= RAW_LIMIT && shim_national(e164, out, size);
}
