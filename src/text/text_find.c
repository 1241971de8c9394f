// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What in a text could lead a stranger to somebody: telephone numbers, e-mail
 * addresses, links, street addresses.  One too many costs a question; one too
 * few can cost much more.  Numbers in words ("oh seven double two") and hints
 * ("the blue house by the church") are not found.
 */
#include <ctype.h>
#include <strings.h>
#include <unicode/uchar.h>

#include "text/number_shim.h"
#include "text/text.h"
#include "text/text_number_int.h"

/* libphonenumber reads only so far (the loop must not wait for it), and street
 * addresses are looked for in so many words; nine digits in a row anywhere. */
enum { PHONE_DIGITS = 7, LONG_RUN_DIGITS = 9, MATCHER_MAX = 2000, WORDS_MAX = 400 };

struct finds {
	struct text_found *found;
	unsigned n, max;
};

/* Keeps them in order of place; the first finder wins where two overlap. */
static void add(struct finds *f, enum text_found_kind kind, size_t at, size_t len)
{
	unsigned i;

	for (i = 0; i < f->n; i++)
		if (at < f->found[i].at + f->found[i].len && f->found[i].at < at + len)
			return;
	if (f->n == f->max)
		return;
	for (i = f->n; i && f->found[i - 1].at > at; i--)
		f->found[i] = f->found[i - 1];
	f->found[i] = (struct text_found){ kind, at, len };
	f->n++;
}

/* --- Is there anything to look for? ------------------------------------------------ */
struct traits {
	unsigned digits;
	unsigned run, longest;		/* digits with no letter between them */
	bool at_sign, dot;
};

static struct traits traits_of(const char *s, size_t len)
{
	struct traits t = { 0 };
	size_t pos = 0;

	while (pos < len) {
		uint32_t cp = text_utf8_next(s, len, &pos);
		bool digit = cp < 0x80 ? cp >= '0' && cp <= '9'
			: cp != TEXT_BAD && u_charDigitValue((UChar32)cp) >= 0;

		if (digit) {
			t.digits++;
			if (++t.run > t.longest)
				t.longest = t.run;
		} else if (cp < 0x80 && isalpha((int)cp)) {
			t.run = 0;
		}
		t.at_sign |= cp == '@';
		t.dot |= cp == '.';
	}
	return t;
}

/* --- Telephone numbers --------------------------------------------------------------- */
static bool phone_found(void *arg, size_t at, size_t len)
{
	struct finds *f = arg;

	add(f, TEXT_FOUND_PHONE, at, len);
	return f->n < f->max;
}

static void find_phones(struct finds *f, const char *s, size_t len, const char *region)
{
	if (len > MATCHER_MAX) {
		len = MATCHER_MAX;
		while (len && ((uint8_t)s[len] & 0xc0) == 0x80)
			len--;
	}
	shim_find(s, len, region, phone_found, f);
}

/* Nine digits and more with nothing but separators between them are taken for
 * a number, whether or not any country has such numbers. */
static void find_digit_runs(struct finds *f, const char *s, size_t len)
{
	size_t start = 0, end = 0;
	unsigned digits = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && isdigit((unsigned char)s[i])) {
			if (!digits++)
				start = i;
			end = i + 1;
		} else if (i == len || !strchr(" -./()", s[i]) || i - end >= 3) {
			if (digits >= LONG_RUN_DIGITS)
				add(f, TEXT_FOUND_PHONE, start, end - start);
			digits = 0;
		}
	}
}

/* --- E-mail and links ------------------------------------------------------------------ */
static bool is_mail_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("._%+-", c)) || (unsigned char)c >= 0x80;
}

static bool is_host_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

static void find_emails(struct finds *f, const char *s, size_t len)
{
	for (size_t i = 1; i + 3 < len; i++) {
		size_t from = i, to = i + 1, dot = 0;

		if (s[i] != '@')
			continue;
		while (from && is_mail_char(s[from - 1]))
			from--;
		for (; to < len && is_host_char(s[to]); to++)
			if (s[to] == '.' && to + 1 < len && isalnum((unsigned char)s[to + 1]))
				dot = to;
		while (to > i + 1 && s[to - 1] == '.')
			to--;
		if (from < i && dot)
			add(f, TEXT_FOUND_EMAIL, from, to - from);
	}
}

static bool starts(const char *s, size_t len, const char *with)
{
	size_t n = strlen(with);

	return len >= n && !strncasecmp(s, with, n);
}

/* Ends of a bare host name that people do not write by forgetting a space. */
static bool is_host_name(const char *s, size_t len)
{
	static const char *const ends[] = {
		".com", ".org", ".net", ".info", ".ke", ".ug", ".tz", ".ng", ".za", ".gh", ".rw",
		".uk", ".co", ".fr", ".es", ".mx", ".in", ".io", ".app", ".link", ".page", ".gl",
	};
	static const char *const whole[] = {
		"wa.me", "t.me", "m.me", "bit.ly", "fb.me", "youtu.be", "tinyurl.com",
	};

	for (size_t i = 0; i < ARRAY_LEN(whole); i++)
		if (len == strlen(whole[i]) && starts(s, len, whole[i]))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		size_t n = strlen(ends[i]);

		if (len > n + 1 && starts(s + len - n, n, ends[i]))
			return true;
	}
	return false;
}

static void find_link_in(struct finds *f, const char *s, size_t at, size_t len)
{
	size_t host = 0;

	if (!memchr(s + at, '.', len))
		return;
	while (len && strchr("([<\"'", s[at])) {
		at++;
		len--;
	}
	while (len && strchr(".,;:!?)]>\"'", s[at + len - 1]))
		len--;
	if (!len)
		return;
	if ((starts(s + at, len, "http://") && len > 8) ||
	    (starts(s + at, len, "https://") && len > 9) ||
	    (starts(s + at, len, "www.") && len > 5)) {
		add(f, TEXT_FOUND_URL, at, len);
		return;
	}
	while (host < len && is_host_char(s[at + host]))
		host++;
	if ((host == len || s[at + host] == '/' || s[at + host] == '?' || s[at + host] == ':') &&
	    is_host_name(s + at, host))
		add(f, TEXT_FOUND_URL, at, len);
}

static void find_links(struct finds *f, const char *s, size_t len)
{
	struct view word;
	size_t pos = 0;

	while (text_word_next(s, len, &pos, &word))
		find_link_in(f, s, (size_t)((const char *)word.data - s), word.len);
}

/* --- Street addresses ---------------------------------------------------------------------- */
struct word {
	size_t at, len;			/* without punctuation around it */
	bool number;			/* "12", "12b", "4/7" */
	bool ends;			/* a sentence ends behind it */
};

static bool is_one_of(const char *s, const struct word *w, const char *const *list)
{
	for (; *list; list++)
		if (w->len == strlen(*list) && !strncasecmp(s + w->at, *list, w->len))
			return true;
	return false;
}

static unsigned split_words(const char *s, size_t len, struct word *words, unsigned max)
{
	struct view v;
	size_t pos = 0;
	unsigned n = 0;

	while (n < max && text_word_next(s, len, &pos, &v)) {
		size_t at = (size_t)((const char *)v.data - s), n_bytes = v.len;
		struct word *w = &words[n++];
		unsigned digits = 0;

		*w = (struct word){ 0 };
		w->ends = strchr("!?;", s[at + n_bytes - 1]) != NULL;
		while (n_bytes && strchr(".,;:!?)\"'", s[at + n_bytes - 1]))
			n_bytes--;
		while (n_bytes && strchr("(\"'#", s[at])) {
			at++;
			n_bytes--;
		}
		w->at = at;
		w->len = n_bytes;
		while (digits < n_bytes && isdigit((unsigned char)s[at + digits]))
			digits++;
		w->number = digits && digits <= 5 &&
			(digits == n_bytes || s[at + digits] == '/' || s[at + digits] == '-' ||
			 (n_bytes == digits + 1 && isalpha((unsigned char)s[at + digits])));
	}
	return n;
}

/* "12 Moi Avenue", "Kenyatta Avenue 12": a number up to three words away. */
static void find_street(struct finds *f, const struct word *w, unsigned n, unsigned i)
{
	for (unsigned back = 1; back <= 4 && back <= i; back++) {
		if (w[i - back].ends)
			break;
		if (w[i - back].number) {
			add(f, TEXT_FOUND_ADDRESS, w[i - back].at,
			    w[i].at + w[i].len - w[i - back].at);
			return;
		}
	}
	if (i + 1 < n && w[i + 1].number && !w[i].ends)
		add(f, TEXT_FOUND_ADDRESS, w[i].at, w[i + 1].at + w[i + 1].len - w[i].at);
}

/* "flat 4", "plot no 23", "calle Mayor 5": a number up to four words behind. */
static void find_prefix(struct finds *f, const struct word *w, unsigned n, unsigned i,
			unsigned reach)
{
	for (unsigned k = 1; k <= reach && i + k < n && !w[i + k - 1].ends; k++) {
		if (w[i + k].number) {
			add(f, TEXT_FOUND_ADDRESS, w[i].at, w[i + k].at + w[i + k].len - w[i].at);
			return;
		}
	}
}

/* UK: "LS1 4DY", also run together. */
static bool is_postcode(const char *p, size_t len)
{
	size_t i = 0, letters;

	while (i < len && isalpha((unsigned char)p[i]))
		i++;
	letters = i;
	if (letters < 1 || letters > 2 || i >= len || !isdigit((unsigned char)p[i]))
		return false;
	i++;
	if (len - i == 4 && isalnum((unsigned char)p[i]))
		i++;
	return len - i == 3 && isdigit((unsigned char)p[i]) &&
	       isalpha((unsigned char)p[i + 1]) && isalpha((unsigned char)p[i + 2]);
}

static void find_postcode(struct finds *f, const char *s, const struct word *w, unsigned n,
			  unsigned i)
{
	char joined[8];

	if (is_postcode(s + w[i].at, w[i].len)) {
		add(f, TEXT_FOUND_ADDRESS, w[i].at, w[i].len);
	} else if (i + 1 < n && w[i].len >= 2 && w[i].len <= 4 && w[i + 1].len == 3) {
		memcpy(joined, s + w[i].at, w[i].len);
		memcpy(joined + w[i].len, s + w[i + 1].at, 3);
		if (is_postcode(joined, w[i].len + 3))
			add(f, TEXT_FOUND_ADDRESS, w[i].at,
			    w[i + 1].at + w[i + 1].len - w[i].at);
	}
}

static void find_addresses(struct finds *f, const char *s, size_t len)
{
	static const char *const streets[] = {
		"street", "st", "str", "road", "rd", "avenue", "ave", "lane", "ln",
		"drive", "close",
		"court", "crescent", "terrace", "gardens", "highway", "square", "estate", "way",
		"place", "boulevard", "blvd", NULL
	};
	static const char *const prefixes[] = {
		"rue", "calle", "avenida", "avenue", "barabara", "mtaa", "carrera", "p.o", "po",
		"box", NULL
	};
	static const char *const units[] = {
		"flat", "apartment", "apt", "house", "hse", "plot", "block", "nyumba", "ploti",
		"casa", "piso", "room", NULL
	};
	struct word words[WORDS_MAX];
	unsigned n = split_words(s, len, words, WORDS_MAX);

	for (unsigned i = 0; i < n; i++) {
		if (is_one_of(s, &words[i], prefixes))
			find_prefix(f, words, n, i, 4);
		if (is_one_of(s, &words[i], units))
			find_prefix(f, words, n, i, 2);
		find_postcode(f, s, words, n, i);
	}
	/* From behind, for "4 St. Mary Road" has two of these words. */
	for (unsigned i = n; i-- > 0;)
		if (is_one_of(s, &words[i], streets))
			find_street(f, words, n, i);
}

unsigned text_find_contacts(struct text_numbers *n, const char *s, size_t len,
			    struct text_found *found, unsigned max)
{
	struct finds f = { .found = found, .max = max };
	struct traits t = traits_of(s, len);

	if (t.at_sign && t.dot)
		find_emails(&f, s, len);
	if (t.dot)
		find_links(&f, s, len);
	if (t.longest >= PHONE_DIGITS) {
		find_phones(&f, s, len, text_numbers_region(n));
		find_digit_runs(&f, s, len);
	}
	if (t.digits)
		find_addresses(&f, s, len);
	return f.n;
}
