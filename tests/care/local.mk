# SPDX-License-Identifier: AGPL-3.0-or-later
include tests/care/match.mk
