/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to text/: the tables of TS 23.038. */
#include "text/text.h"

enum { GSM_ESC = 0x1b, GSM_QUESTION = 0x3f };

/* The character of a septet (0-127), in the main table or behind the escape;
 * TEXT_BAD where the table is empty and for the escape itself.  An unknown
 * language has the default table, as TS 23.038 6.2.1.2.2 wants. */
uint32_t gsm_main(uint8_t nli, uint8_t septet);
uint32_t gsm_single(uint8_t nli, uint8_t septet);
/* The septet of a character in the default table, or GSM_ESCAPED + the septet
 * that follows the escape, or -1. */
enum { GSM_ESCAPED = 0x100 };
int gsm_of(uint32_t cp);
