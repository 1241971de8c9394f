// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Decimal numbers that are exact.  A value fits 128 bits; what comes between
 * (products of 72 digits, shifted dividends) is GMP's.
 */
#include <gmp.h>
#include <stdlib.h>

#include "expr/expr_int.h"
#include "base/mem.h"

/* Powers and shifts beyond this cannot end in range: asked before any is made. */
enum { SHIFT_MAX = 1000, POWER_MAX = 100 };

static void to_big(mpz_t big, const struct xnum *n)
{
	mpz_import(big, 1, 1, sizeof(n->coef), 0, 0, &n->coef);
	if (n->neg)
		mpz_neg(big, big);
}

static void shift(mpz_t big, unsigned places)
{
	mpz_t ten;

	mpz_init(ten);
	mpz_ui_pow_ui(ten, 10, places);
	mpz_mul(big, big, ten);
	mpz_clear(ten);
}

/* Takes out the zeros at the end, then looks at the range. */
static int from_big(mpz_t big, int exp, struct xnum *out)
{
	size_t digits, count;

	*out = (struct xnum){ 0 };
	if (mpz_sgn(big) == 0)
		return 0;
	while (mpz_divisible_ui_p(big, 10)) {
		mpz_divexact_ui(big, big, 10);
		exp++;
	}
	digits = mpz_sizeinbase(big, 10);	/* exact or one too many */
	if (digits > NUM_DIGITS + 1)
		return -ERANGE;
	out->neg = mpz_sgn(big) < 0;
	mpz_abs(big, big);
	mpz_export(&out->coef, &count, 1, sizeof(out->coef), 0, 0, big);
	out->exp = exp;
	digits = 0;
	for (unsigned __int128 c = out->coef; c; c /= 10)
		digits++;
	exp += (int)digits - 1;
	return digits > NUM_DIGITS || exp > NUM_MAGNITUDE || exp < -NUM_MAGNITUDE ? -ERANGE : 0;
}

/* Both with the smaller exponent, which is returned. */
static int align(mpz_t a, mpz_t b, const struct xnum *x, const struct xnum *y)
{
	to_big(a, x);
	to_big(b, y);
	if (x->exp > y->exp)
		shift(a, (unsigned)(x->exp - y->exp));
	else
		shift(b, (unsigned)(y->exp - x->exp));
	return x->exp < y->exp ? x->exp : y->exp;
}

enum big_op { BIG_ADD, BIG_SUB, BIG_MOD };

static int aligned_op(enum big_op op, const struct xnum *x, const struct xnum *y,
		      struct xnum *out)
{
	mpz_t a, b;
	int exp, rc;

	mpz_inits(a, b, NULL);
	exp = align(a, b, x, y);
	if (op == BIG_ADD)
		mpz_add(a, a, b);
	else if (op == BIG_SUB)
		mpz_sub(a, a, b);
	else
		mpz_tdiv_r(a, a, b);	/* the remainder has the dividend's sign */
	rc = from_big(a, exp, out);
	mpz_clears(a, b, NULL);
	return rc;
}

int num_add(const struct xnum *a, const struct xnum *b, struct xnum *out)
{
	return aligned_op(BIG_ADD, a, b, out);
}

int num_sub(const struct xnum *a, const struct xnum *b, struct xnum *out)
{
	return aligned_op(BIG_SUB, a, b, out);
}

int num_mod(const struct xnum *a, const struct xnum *b, struct xnum *out)
{
	return b->coef == 0 ? -EDOM : aligned_op(BIG_MOD, a, b, out);
}

int num_mul(const struct xnum *a, const struct xnum *b, struct xnum *out)
{
	mpz_t x, y;
	int rc;

	mpz_inits(x, y, NULL);
	to_big(x, a);
	to_big(y, b);
	mpz_mul(x, x, y);
	rc = from_big(x, a->exp + b->exp, out);
	mpz_clears(x, y, NULL);
	return rc;
}

/* n / d, half away from zero. */
static void div_round(mpz_t n, mpz_t d)
{
	mpz_t rest;

	mpz_init(rest);
	mpz_tdiv_qr(n, rest, n, d);
	mpz_mul_2exp(rest, rest, 1);
	if (mpz_cmpabs(rest, d) >= 0)
		mpz_add_ui(n, n, 1);
	mpz_clear(rest);
}

/* Rounded to `places`.  Signs are taken out first: div_round() rounds up. */
static int div_places(const struct xnum *a, const struct xnum *b, int places, struct xnum *out)
{
	int up = a->exp - b->exp + places, rc;
	bool neg = a->neg != b->neg;	/* out may be a */
	mpz_t n, d;

	if (b->coef == 0)
		return -EDOM;
	mpz_inits(n, d, NULL);
	mpz_import(n, 1, 1, sizeof(a->coef), 0, 0, &a->coef);
	mpz_import(d, 1, 1, sizeof(b->coef), 0, 0, &b->coef);
	shift(up >= 0 ? n : d, (unsigned)abs(up));
	div_round(n, d);
	rc = from_big(n, -places, out);
	out->neg = out->coef && neg;
	mpz_clears(n, d, NULL);
	return rc;
}

int num_div(const struct xnum *a, const struct xnum *b, struct xnum *out)
{
	return div_places(a, b, NUM_DIV_PLACES, out);
}

struct xnum num_int(int64_t n)
{
	struct xnum out = { .coef = n < 0 ? -(unsigned __int128)n : (unsigned __int128)n,
			    .neg = n < 0 };

	for (; out.coef && out.coef % 10 == 0; out.exp++)
		out.coef /= 10;
	return out;
}

/* --- Powers --------------------------------------------------------------------- */

static int pow_int(const struct xnum *a, unsigned n, struct xnum *out)
{
	mpz_t big;
	int rc;

	if ((int64_t)n * abs(a->exp) > SHIFT_MAX * 10)
		return -ERANGE;
	mpz_init(big);
	to_big(big, a);
	mpz_pow_ui(big, big, n);
	rc = from_big(big, a->exp * (int)n, out);
	mpz_clear(big);
	return rc;
}

/* ln and exp in fixed point, FIX_DIGITS places, by their series: only for powers
 * with a fraction, which a flow hardly ever has. */
enum { FIX_DIGITS = 60 };

static void fix_mul(mpz_t out, mpz_t a, mpz_t b, mpz_t one)
{
	mpz_mul(out, a, b);
	mpz_tdiv_q(out, out, one);
}

/* ln((1+z)/(1-z)) = 2 (z + z^3/3 + z^5/5 ...), z = (x-1)/(x+1) */
static void fix_ln(mpz_t out, mpz_t v, mpz_t one)
{
	mpz_t z, square, term, part;

	mpz_inits(z, square, term, part, NULL);
	mpz_sub(z, v, one);
	mpz_add(part, v, one);
	mpz_mul(z, z, one);
	mpz_tdiv_q(z, z, part);
	fix_mul(square, z, z, one);
	mpz_set(term, z);
	mpz_set_ui(out, 0);
	for (unsigned k = 1; mpz_sgn(term) != 0; k += 2) {
		mpz_tdiv_q_ui(part, term, k);
		mpz_add(out, out, part);
		fix_mul(term, term, square, one);
	}
	mpz_mul_2exp(out, out, 1);
	mpz_clears(z, square, term, part, NULL);
}

/* Of a value whose size is below about one. */
static void fix_exp(mpz_t out, mpz_t v, mpz_t one)
{
	mpz_t term;

	mpz_init_set(term, one);
	mpz_set(out, one);
	for (unsigned k = 1; mpz_sgn(term) != 0; k++) {
		fix_mul(term, term, v, one);
		mpz_tdiv_q_ui(term, term, k);
		mpz_add(out, out, term);
	}
	mpz_clear(term);
}

/* a^b with a > 0: e^(b ln a); ln a = ln m + k ln 10, and halvings keep e^ small. */
static int pow_real(const struct xnum *a, const struct xnum *b, struct xnum *out)
{
	mpz_t one, m, l, ten, ln10;
	int digits = 0, rc, halvings = 10;

	for (unsigned __int128 c = a->coef; c; c /= 10)
		digits++;
	mpz_inits(one, m, l, ten, ln10, NULL);
	mpz_ui_pow_ui(one, 10, FIX_DIGITS);
	mpz_mul_ui(ten, one, 10);
	fix_ln(ln10, ten, one);
	mpz_import(m, 1, 1, sizeof(a->coef), 0, 0, &a->coef);
	shift(m, (unsigned)(FIX_DIGITS - digits + 1));		/* 1 <= m < 10 */
	fix_ln(l, m, one);
	mpz_mul_si(ln10, ln10, a->exp + digits - 1);
	mpz_add(l, l, ln10);
	to_big(m, b);
	mpz_mul(l, l, m);
	mpz_ui_pow_ui(m, 10, (unsigned)abs(b->exp));
	if (b->exp < 0)
		mpz_tdiv_q(l, l, m);
	else
		mpz_mul(l, l, m);
	mpz_mul_ui(m, one, 300);
	rc = -ERANGE;
	if (mpz_cmpabs(l, m) < 0) {
		mpz_tdiv_q_2exp(l, l, (unsigned)halvings);
		fix_exp(m, l, one);
		while (halvings--)
			fix_mul(m, m, m, one);
		mpz_ui_pow_ui(one, 10, FIX_DIGITS - NUM_DIV_PLACES);
		div_round(m, one);
		rc = from_big(m, -NUM_DIV_PLACES, out);
	}
	mpz_clears(one, m, l, ten, ln10, NULL);
	return rc;
}

int num_pow(const struct xnum *a, const struct xnum *b, struct xnum *out)
{
	struct xnum limit = num_int(POWER_MAX), size = *b, one = num_int(1), below;
	int64_t n;
	int rc;

	size.neg = false;
	if (num_cmp(&size, &limit) > 0)
		return -ERANGE;
	if (b->exp < 0)			/* a fraction */
		return a->coef == 0 ? num_div(a, &one, out) : a->neg ? -ERANGE :
			pow_real(a, b, out);
	if (!num_to_int64(b, &n))
		return -ERANGE;
	if (n >= 0)
		return pow_int(a, (unsigned)n, out);
	rc = pow_int(a, (unsigned)-n, &below);
	return rc < 0 ? rc : num_div(&one, &below, out);
}

/* --- Rounding and comparing -------------------------------------------------------- */

int num_round(const struct xnum *a, int places, struct xnum *out)
{
	struct xnum one = num_int(1);

	if (places > SHIFT_MAX)
		places = SHIFT_MAX;
	if (places < -SHIFT_MAX)
		places = -SHIFT_MAX;
	return div_places(a, &one, places, out);
}

/* Towards plus infinity: half a unit more, rounded; unless it is round already. */
static int round_towards(const struct xnum *a, int places, bool down, struct xnum *out)
{
	struct xnum half;
	int rc = num_round(a, places, out);

	if (rc < 0 || num_cmp(a, out) == 0)
		return rc;
	half = (struct xnum){ .coef = 5, .exp = -places - 1, .neg = down };
	rc = num_add(a, &half, out);
	return rc < 0 ? rc : num_round(out, places, out);
}

int num_round_up(const struct xnum *a, int places, struct xnum *out)
{
	return round_towards(a, places, false, out);
}

int num_round_down(const struct xnum *a, int places, struct xnum *out)
{
	return round_towards(a, places, true, out);
}

int num_cmp(const struct xnum *a, const struct xnum *b)
{
	mpz_t x, y;
	int rc;

	mpz_inits(x, y, NULL);
	align(x, y, a, b);
	rc = mpz_cmp(x, y);
	mpz_clears(x, y, NULL);
	return (rc > 0) - (rc < 0);
}

bool num_to_int64(const struct xnum *a, int64_t *out)
{
	struct xnum low = num_int(INT64_MIN), high = num_int(INT64_MAX);
	unsigned __int128 c = a->coef;

	if (num_cmp(a, &low) < 0 || num_cmp(a, &high) > 0)
		return false;
	for (int e = a->exp; e < 0 && c; e++)
		c /= 10;
	for (int e = a->exp; e > 0; e--)
		c *= 10;
	*out = a->neg ? (int64_t)-(uint64_t)c : (int64_t)c;
	return true;
}

/* --- Text ------------------------------------------------------------------------------ */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "e-12" behind a JSON number. */
static int read_exponent(const char **s, int *exp)
{
	bool neg;
	int n = 0;

	if (**s != 'e' && **s != 'E')
		return 0;
	(*s)++;
	neg = **s == '-';
	*s += **s == '-' || **s == '+';
	if (!is_digit(**s))
		return -EINVAL;
	for (; is_digit(**s); (*s)++)
		n = n > SHIFT_MAX ? n : n * 10 + (**s - '0');
	*exp += neg ? -n : n;
	return 0;
}

int num_parse(const char *text, bool json, struct xnum *out)
{
	const char *s = text, *from;
	int exp = 0, rc = -EINVAL;
	bool neg = *s == '-';
	size_t n = 0, len = strlen(text);
	char *digits = talloc_array(NULL, char, len + 2);
	mpz_t big;

	s += neg;
	for (from = s; is_digit(*s); s++)
		digits[n++] = *s;
	if (*s == '.') {
		for (from = ++s; is_digit(*s); s++, exp--)
			digits[n++] = *s;
	}
	if (s == from || (json && read_exponent(&s, &exp) < 0) || *s)
		goto out;
	digits[n] = '\0';
	rc = -ERANGE;
	if (n > 4096)
		goto out;
	mpz_init_set_str(big, digits, 10);
	rc = from_big(big, exp, out);
	mpz_clear(big);
	out->neg = neg && out->coef;
out:
	talloc_free(digits);
	return rc;
}

void num_format(const struct xnum *a, char *out)
{
	char digits[48];
	int len = 0, at = 0;

	for (unsigned __int128 c = a->coef; c || len == 0; c /= 10)
		digits[len++] = (char)('0' + (int)(c % 10));
	if (a->neg)
		out[at++] = '-';
	if (-a->exp >= len) {
		out[at++] = '0';
		out[at++] = '.';
		for (int i = len; i < -a->exp; i++)
			out[at++] = '0';
	}
	for (int i = len - 1; i >= 0; i--) {
		out[at++] = digits[i];
		if (i > 0 && i == -a->exp)
			out[at++] = '.';
	}
	for (int i = 0; i < a->exp; i++)
		out[at++] = '0';
	out[at] = '\0';
}

void num_format_fixed(const struct xnum *a, int places, char *out)
{
	struct xnum r;
	char *dot;
	size_t len;

	if (num_round(a, places, &r) < 0)
		r = *a;
	num_format(&r, out);
	if (places == 0)
		return;
	dot = strchr(out, '.');
	len = strlen(out);
	if (!dot) {
		dot = out + len;
		out[len++] = '.';
	}
	while ((int)(out + len - dot) < places + 1)
		out[len++] = '0';
	out[len] = '\0';
}
