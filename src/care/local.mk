# SPDX-License-Identifier: AGPL-3.0-or-later
include src/care/match/local.mk
