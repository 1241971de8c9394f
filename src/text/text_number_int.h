/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to text/. */
#include "text/text_number.h"

const char *text_numbers_region(const struct text_numbers *n);
