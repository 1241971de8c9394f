/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * warmlinectl's two halves: words of a command line -> a request, by what the
 * server's "help" says of its verbs; and an answer -> lines for a terminal.
 */
#include "link/link.h"

#include <stdio.h>

/* The entry of help's "commands" whose verb is the longest start of the words;
 * *used = how many words it took.  NULL: none. */
json_t *ctl_verb_find(json_t *commands, char *const *words, int n, int *used);
/* The rest of the words as arguments: name=value, name=@file, name=- (one line
 * of standard input, so that a number need not stand in the process list), or
 * bare values for the arguments in the server's order.  A new object; NULL
 * with a sentence. */
json_t *ctl_args(const json_t *command, char *const *words, int n, struct err *err);

/* Tables for lists of objects, "name: value" for objects.  What a terminal
 * could be fooled with is shown as "?". */
void ctl_print(FILE *to, const json_t *answer);
/* The verbs that start with the given words; with one left, its arguments. */
void ctl_print_help(FILE *to, const json_t *help, char *const *words, int n);
