// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * libphonenumber behind six C functions' worth of calls.  Its own logger is
 * switched off: it would print the numbers that it could not parse.
 */
#include "text/number_shim.h"

#include <cstring>
#include <new>
#include <set>
#include <string>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::Logger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

extern "C" [[noreturn]] void base_oom(void);

/* Without memory nobody can say what is a number: a sender taken for a name would
 * be a stranger, and what they said would be lost. */

namespace {

class SilentLogger : public Logger {
public:
	void WriteMessage(const std::string &) override {}
};

const PhoneNumberUtil &util()
{
	static SilentLogger silent;
	static const PhoneNumberUtil *const instance = [] {
		const PhoneNumberUtil *made = PhoneNumberUtil::GetInstance();

		Logger::set_logger_impl(&silent);	/* after it has set its own */
		return made;
	}();

	return *instance;
}

void put(char *out, size_t size, const std::string &text)
{
	if (text.size() < size)
		memcpy(out, text.c_str(), text.size() + 1);
	else
		out[0] = '\0';
}

/* A number in no range that these tables know (they age) still has a country. */
std::string region_of(const PhoneNumber &number)
{
	std::string region;

	util().GetRegionCodeForNumber(number, &region);
	if (region.empty() || region == "ZZ")
		util().GetRegionCodeForCountryCode(number.country_code(), &region);
	return region.size() == 2 && region != "ZZ" ? region : "";
}

bool is_mobile(PhoneNumberUtil::PhoneNumberType type)
{
	return type == PhoneNumberUtil::MOBILE ||
	       type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE ||
	       type == PhoneNumberUtil::UNKNOWN;
}

} // namespace

bool shim_region_known(const char *region)
{
	try {
		std::set<std::string> all;

		util().GetSupportedRegions(&all);
		return all.count(region) > 0;
	} catch (const std::bad_alloc &) {
		base_oom();
	} catch (...) {
		return false;
	}
}

/* ICU, below the library, runs out of memory without a word, and then nothing is
 * a number.  What is one in every plan tells the two apart. */
static bool mind_is_clear()
{
	PhoneNumber number;

	return util().Parse("+254711000000", "ZZ", &number) == PhoneNumberUtil::NO_PARSING_ERROR;
}

static bool parse_surely(const std::string &raw, const char *region, PhoneNumber *number)
{
	if (util().Parse(raw, region, number) == PhoneNumberUtil::NO_PARSING_ERROR)
		return true;
	if (!mind_is_clear())
		base_oom();
	return util().Parse(raw, region, number) == PhoneNumberUtil::NO_PARSING_ERROR;
}

bool shim_parse(const char *raw, size_t len, const char *region, struct shim_number *out)
{
	memset(out, 0, sizeof(*out));
	try {
		PhoneNumber number;
		std::string e164;

		if (!parse_surely(std::string(raw, len), region, &number))
			return false;
		out->possible = util().IsPossibleNumber(number);
		out->valid = util().IsValidNumber(number);
		out->mobile = is_mobile(util().GetNumberType(number));
		util().Format(number, PhoneNumberUtil::E164, &e164);
		put(out->e164, sizeof(out->e164), e164);
		put(out->region, sizeof(out->region), region_of(number));
		return out->e164[0] != '\0';
	} catch (const std::bad_alloc &) {
		base_oom();
	} catch (...) {
		memset(out, 0, sizeof(*out));
		return false;
	}
}

bool shim_national(const char *e164, char *out, size_t size)
{
	try {
		PhoneNumber number;
		std::string national;

		if (!parse_surely(e164, "ZZ", &number))
			return false;
		util().Format(number, PhoneNumberUtil::NATIONAL, &national);
		put(out, size, national);
		return out[0] != '\0';
	} catch (const std::bad_alloc &) {
		base_oom();
	} catch (...) {
		return false;
	}
}

void shim_find(const char *text, size_t len, const char *region,
	       bool (*found)(void *arg, size_t at, size_t len), void *arg)
{
	try {
		const std::string whole(text, len);
		PhoneNumberMatcher matcher(util(), whole, region, PhoneNumberMatcher::POSSIBLE, 50);

		while (matcher.HasNext()) {
			PhoneNumberMatch match;

			if (!matcher.Next(&match) ||
			    !found(arg, static_cast<size_t>(match.start()),
				   match.raw_string().size()))
				break;
		}
	} catch (const std::bad_alloc &) {
		base_oom();
	} catch (...) {
		/* Nothing more is found; the plain digit rule of text_find.c still is. */
	}
}
