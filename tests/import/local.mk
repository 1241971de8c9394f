# SPDX-License-Identifier: AGPL-3.0-or-later
TESTS += tests/import/goflow_test.sh
EXTRA_DIST += tests/import/goflow_test.sh tests/import/goflow_examples.py
