/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Words and lexicon read once for all the worlds of a process: they take a
 * third of a story's time and no world changes them.  A program that is linked
 * with readings.c and $(LDFLAGS_OF_READINGS) gets the first reading at every
 * words_load_since() and lexicon_load_since(); whoever tries other folders, or reloading,
 * links without.
 */
struct lexicon;

/* Reads both from the source tree, so that forked workers share them: 0, or a
 * negative errno. */
int readings_make(void);
struct lexicon *readings_lexicon(void);
