# SPDX-License-Identifier: AGPL-3.0-or-later
# The fake bearerbox: for whatever wants to play one ($(FAKEBOX) in its SOURCES,
# -I$(top_srcdir)/tests/box in its CFLAGS).
FAKEBOX = tests/box/fakebox.c tests/box/fakebox.h

check_PROGRAMS += tests/box/codec_test tests/box/conn_test
TESTS += tests/box/codec_test tests/box/conn_test
tests_box_codec_test_SOURCES = tests/box/codec_test.c
tests_box_codec_test_CFLAGS = $(TEST_CFLAGS)
tests_box_codec_test_LDADD = $(TEST_LIBS)
tests_box_conn_test_SOURCES = tests/box/conn_test.c $(FAKEBOX)
tests_box_conn_test_CFLAGS = $(TEST_CFLAGS)
tests_box_conn_test_LDADD = $(TEST_LIBS)

dist_check_SCRIPTS = tests/box/check_store_test.sh
TESTS += tests/box/check_store_test.sh
tests/box/check_store_test.log: contrib/kannel/warmline-check-store
