// SPDX-License-Identifier: AGPL-3.0-or-later
/* Functions of numbers. */
#include "expr/expr_int.h"
#include "base/mem.h"

static const struct xv *result(struct expr *x, int rc, const struct xnum *n)
{
	return rc < 0 ? xv_number_error(x, rc) : xv_num(x, n);
}

static const struct xv *fn_abs(struct xcall *c)
{
	struct xnum n = *arg_num(c, 0);

	n.neg = false;
	return xv_num(c->x, &n);
}

static int places(const struct xcall *c)
{
	return c->len > 1 ? arg_int(c, 1) : 0;
}

static const struct xv *fn_round(struct xcall *c)
{
	struct xnum n;
	int rc = num_round(arg_num(c, 0), places(c), &n);

	return result(c->x, rc, &n);
}

static const struct xv *fn_round_up(struct xcall *c)
{
	struct xnum n;
	int rc = num_round_up(arg_num(c, 0), places(c), &n);

	return result(c->x, rc, &n);
}

static const struct xv *fn_round_down(struct xcall *c)
{
	struct xnum n;
	int rc = num_round_down(arg_num(c, 0), places(c), &n);

	return result(c->x, rc, &n);
}

static const struct xv *extreme(struct xcall *c, int sign)
{
	const struct xv *best = NULL;

	for (size_t i = 0; i < c->len; i++) {
		const struct xv *n = xv_to_number(c->x, c->args[i]);

		if (n->type == X_ERROR)
			return n;
		if (!best || num_cmp(&n->num, &best->num) * sign > 0)
			best = n;
	}
	return best;
}

static const struct xv *fn_max(struct xcall *c)
{
	return extreme(c, 1);
}

static const struct xv *fn_min(struct xcall *c)
{
	return extreme(c, -1);
}

static const struct xv *sum_of(struct expr *x, const struct xv **list, size_t len)
{
	struct xnum total = { 0 };

	for (size_t i = 0; i < len; i++) {
		const struct xv *n = xv_to_number(x, list[i]);
		int rc;

		if (n->type == X_ERROR)
			return n;
		rc = num_add(&total, &n->num, &total);
		if (rc < 0)
			return xv_number_error(x, rc);
	}
	return xv_num(x, &total);
}

static const struct xv *fn_mean(struct xcall *c)
{
	const struct xv *sum = sum_of(c->x, c->args, c->len);
	struct xnum count = num_int((int64_t)c->len), n;
	int rc;

	if (sum->type == X_ERROR)
		return sum;
	rc = num_div(&sum->num, &count, &n);
	return result(c->x, rc, &n);
}

static const struct xv *fn_sum(struct xcall *c)
{
	return sum_of(c->x, c->args[0]->array.items, c->args[0]->array.len);
}

static const struct xv *fn_mod(struct xcall *c)
{
	struct xnum n;
	int rc = num_mod(arg_num(c, 0), arg_num(c, 1), &n);

	return result(c->x, rc, &n);
}

/* 0 <= n < 1, with 15 digits. */
static struct xnum random_number(void)
{
	int64_t digits = 0;
	struct xnum n;

	for (int i = 0; i < 3; i++)
		digits = digits * 100000 + rand_below(100000);
	n = num_int(digits);
	n.exp -= n.coef ? 15 : 0;
	return n;
}

static const struct xv *fn_rand(struct xcall *c)
{
	struct xnum n = random_number();

	return xv_num(c->x, &n);
}

static const struct xv *fn_rand_between(struct xcall *c)
{
	struct xnum one = num_int(1), r = random_number(), n, floor;
	int rc = num_sub(arg_num(c, 1), arg_num(c, 0), &n);

	if (rc == 0)
		rc = num_add(&n, &one, &n);
	if (rc == 0)
		rc = num_mul(&r, &n, &n);
	if (rc == 0)
		rc = num_add(&n, arg_num(c, 0), &n);
	if (rc == 0)
		rc = num_round_down(&n, 0, &floor);
	return result(c->x, rc, &floor);
}

static const struct xv *fn_percent(struct xcall *c)
{
	struct xnum hundred = num_int(100), n;
	int64_t whole;
	int rc = num_mul(arg_num(c, 0), &hundred, &n);

	if (rc == 0)
		rc = num_round(&n, 0, &n);
	if (rc < 0)
		return xv_number_error(c->x, rc);
	if (!num_to_int64(&n, &whole))
		return xv_error(c->x, "percentage value is out of range");
	return xv_take(c->x, talloc_asprintf(c->x->mem, "%lld%%", (long long)whole));
}

static char *grouped(struct expr *x, const char *digits, bool group)
{
	const char *dot = strchr(digits, '.');
	size_t sign = digits[0] == '-', whole = dot ? (size_t)(dot - digits) : strlen(digits);
	char *out = talloc_strndup(x->mem, digits, sign);

	for (size_t i = sign; i < whole; i++) {
		out = talloc_strndup_append_buffer(out, digits + i, 1);
		if (group && i + 1 < whole && (whole - i - 1) % 3 == 0)
			out = talloc_strdup_append_buffer(out, x->env.grouping);
	}
	return dot ? talloc_asprintf_append_buffer(out, "%s%s", x->env.decimal, dot + 1) : out;
}

static const struct xv *fn_format_number(struct xcall *c)
{
	int n = c->len > 1 ? arg_int(c, 1) : -1;
	char digits[NUM_TEXT_MAX];

	if (c->len > 1 && (n < 0 || n > 9))
		return xv_error(c->x, "must take 0-9 number of places, got %d", n);
	if (n < 0)
		num_format(arg_num(c, 0), digits);
	else
		num_format_fixed(arg_num(c, 0), n, digits);
	return xv_take(c->x, grouped(c->x, digits, c->len < 3 || c->args[2]->truth));
}

static const struct xfn list[] = {
	{ "abs", "n", fn_abs },
	{ "format_number", "n|ib", fn_format_number },
	{ "max", "x*", fn_max },
	{ "mean", "x*", fn_mean },
	{ "min", "x*", fn_min },
	{ "mod", "nn", fn_mod },
	{ "percent", "n", fn_percent },
	{ "rand", "", fn_rand },
	{ "rand_between", "nn", fn_rand_between },
	{ "round", "n|i", fn_round },
	{ "round_down", "n|i", fn_round_down },
	{ "round_up", "n|i", fn_round_up },
	{ "sum", "a", fn_sum },
};

const struct xfns expr_fns_number = { list, ARRAY_LEN(list) };
