# SPDX-License-Identifier: AGPL-3.0-or-later
TESTS += tests/import/goflow_test.sh tests/import/tool_test.sh
EXTRA_DIST += tests/import/goflow_test.sh tests/import/goflow_examples.py tests/import/tool_test.sh

check_PROGRAMS += tests/import/import_test
TESTS += tests/import/import_test
tests_import_import_test_SOURCES = tests/import/import_test.c
tests_import_import_test_CFLAGS = $(TEST_CFLAGS)
tests_import_import_test_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/import/fixtures

check_PROGRAMS += tests/import/export_test
TESTS += tests/import/export_test
tests_import_export_test_SOURCES = tests/import/export_test.c
tests_import_export_test_CFLAGS = $(TEST_CFLAGS)
tests_import_export_test_LDADD = $(TEST_LIBS)
