// SPDX-License-Identifier: AGPL-3.0-or-later
/* The table of functions. */
#include <stdlib.h>

#include "expr/expr_int.h"
#include "base/mem.h"

static const struct xfns *const families[] = {
	&expr_fns_text, &expr_fns_slice, &expr_fns_number, &expr_fns_time, &expr_fns_list,
	&expr_fns_value, &expr_fns_code, &expr_tests_text, &expr_tests_value, &expr_tests_place,
};

const struct xfn *expr_fn_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(families); i++)
		for (size_t j = 0; j < families[i]->len; j++)
			if (strcasecmp(families[i]->list[j].name, name) == 0)
				return &families[i]->list[j];
	return NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *expr_function_names(void *ctx)
{
	const char **names = NULL;
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(families); i++) {
		names = talloc_realloc(ctx, names, const char *, n + families[i]->len + 1);
		for (size_t j = 0; j < families[i]->len; j++)
			names[n++] = families[i]->list[j].name;
	}
	qsort(names, n, sizeof(names[0]), by_text);
	names[n] = NULL;
	return names;
}

/* --- What tests give ----------------------------------------------------------------- */

const struct xv *test_true(struct expr *x, const struct xv *match, const struct xv *extra)
{
	struct xprop props[3] = {
		{ "__default__", xv_bool(x, true) }, { "match", match }, { "extra", extra }
	};

	return xv_object(x, props, extra ? 3 : 2);
}

const struct xv *test_false(struct expr *x)
{
	struct xprop props[2] = {
		{ "__default__", xv_bool(x, false) }, { "match", xv_text(x, "") }
	};

	return xv_object(x, props, 2);
}
