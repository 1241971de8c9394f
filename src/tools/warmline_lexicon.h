/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* warmline-lexicon's two files. */
#include "lexicon/lexicon.h"

/* `eval`: argv[0] is the lexicon's folder, then options and files.  Exit status. */
int lexicon_eval(struct lexicon *lex, int argc, char **argv);
int lexicon_eval_help(void);
