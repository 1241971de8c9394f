# SPDX-License-Identifier: AGPL-3.0-or-later
# A room's tests live in tests/<room>/ and are named in its local.mk.
TEST_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) \
	-DTOP_SRCDIR='"$(abs_top_srcdir)"' -DTOP_BUILDDIR='"$(abs_top_builddir)"'
TEST_LIBS = $(WARMLINE_LIBS) $(CMOCKA_LIBS)
AM_TESTS_ENVIRONMENT = TOP_SRCDIR='$(abs_top_srcdir)' TOP_BUILDDIR='$(abs_top_builddir)' \
	UBSAN_OPTIONS=print_stacktrace=1; export TOP_SRCDIR TOP_BUILDDIR UBSAN_OPTIONS;

include tests/base/local.mk
include tests/loop/local.mk
include tests/text/local.mk
include tests/words/local.mk
include tests/lexicon/local.mk
include tests/flow/local.mk
include tests/expr/local.mk
include tests/import/local.mk
include tests/store/local.mk
include tests/care/local.mk
include tests/box/local.mk
include tests/sms/local.mk
include tests/pager/local.mk
include tests/link/local.mk
include tests/sound/local.mk
include tests/voicebox/local.mk
include tests/operator/local.mk
include tests/stories/local.mk
include tests/desk/local.mk
include tests/faults/local.mk
include tests/sim/local.mk
include tests/fuzz/local.mk
include tests/e2e/local.mk
include tests/bench/local.mk
include tests/console/local.mk

TESTS += tests/rooms_test.sh tests/style_test.sh tests/sheet_test.sh
EXTRA_DIST += tests/rooms_test.sh tests/style_test.sh tests/sheet_test.sh
