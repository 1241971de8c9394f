# SPDX-License-Identifier: AGPL-3.0-or-later
include src/base/local.mk
include src/loop/local.mk
include src/text/local.mk
include src/words/local.mk
include src/lexicon/local.mk
include src/flow/local.mk
include src/store/local.mk
include src/care/local.mk
include src/box/local.mk
include src/sms/local.mk
include src/pager/local.mk
include src/link/local.mk
include src/operator/local.mk
include src/desk/local.mk
include src/warmlined/local.mk
include src/voicebox/local.mk
include src/tools/local.mk
