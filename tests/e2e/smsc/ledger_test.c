// SPDX-License-Identifier: AGPL-3.0-or-later
/* The accounting sees what it is there to see: losses, copies, overtaking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "ledger.h"

static void answer(struct ledger *l, unsigned int n)
{
	char to[32], text[32];

	ledger_person(l, n, to, sizeof(to));
	snprintf(text, sizeof(text), "re: m #%u", n);
	ledger_answer(l, to, text);
}

static void test_accounting(void **state)
{
	struct ledger *l = ledger_new(NULL, "2547", 2);
	struct ledger_totals t;
	unsigned int n, lost[4];

	for (n = 0; n < 8; n++) {
		assert_int_equal(ledger_add(l), n);
		ledger_sent(l, n);
		if (n != 7)
			ledger_accepted(l, n);
	}
	ledger_sent(l, 4);		/* again, after a broken link */
	answer(l, 0);
	answer(l, 1);
	answer(l, 3);
	answer(l, 4);			/* person 0 gets 4 before 2 */
	answer(l, 2);
	answer(l, 4);			/* a copy, and explained */
	answer(l, 1);			/* a copy, and not */
	ledger_totals(l, &t);
	assert_int_equal(t.sent, 8);
	assert_int_equal(t.accepted, 7);
	assert_int_equal(t.answered, 5);
	assert_int_equal(t.lost, 2);
	assert_int_equal(t.unanswered, 3);
	assert_int_equal(t.duplicates, 2);
	assert_int_equal(t.resent, 1);
	assert_int_equal(t.resent_duplicates, 1);
	assert_int_equal(t.order_violations, 1);
	assert_int_equal(ledger_lost(l, lost, 4), 2);
	assert_int_equal(lost[0], 5);
	assert_int_equal(lost[1], 6);
	talloc_free(l);
}

/* An answer without a mark is the answer to what its receiver asked last. */
static void test_by_person(void **state)
{
	struct ledger *l = ledger_new(NULL, "2547", 2);
	struct ledger_totals t;
	unsigned int n;

	for (n = 0; n < 2; n++) {
		ledger_add(l);
		ledger_sent(l, n);
		ledger_accepted(l, n);
	}
	ledger_answer(l, "+25470000001", "Welcome.");
	ledger_answer(l, "25470000000", "Welcome.");
	ledger_answer(l, "25470000002", "to nobody of ours");
	ledger_answer(l, "3114", "nor this");
	ledger_answer(l, "25470000000", "for somebody else #1");
	ledger_totals(l, &t);
	assert_int_equal(t.answered, 2);
	assert_int_equal(t.strangers, 3);
	assert_int_equal(t.duplicates, 0);
	talloc_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accounting),
		cmocka_unit_test(test_by_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
