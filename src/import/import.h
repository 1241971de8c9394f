/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * import/: flows of other platforms into ours, and ours into theirs.
 *
 * In: RapidPro and TextIt exports (definitions of spec 13.x to 14.4, messaging and
 * voice) and FLOIP containers (1.0.0-rc3 and -rc4).  Out: FLOIP 1.0.0-rc4, RapidPro
 * 13.6, and results as a FLOIP Flow Results data package or CSV.  warmline-flow calls
 * it; it reads and writes no file itself.  What becomes of what: docs/importing.md.
 *
 *	JSON -> a neutral graph (im_rapidpro.c, im_floip.c) -> .flow and .po (im_emit.c)
 *
 * What is read comes from strangers.  A file that is malformed, or larger than the
 * limits below, is refused with a sentence; nothing is made of half a file.  What has
 * no counterpart is left out and said in the report, node by node.
 *
 * Sources: nyaruka/goflow's documentation of flow definitions and its migrations;
 * FLOIP/flow-spec (flows.md, layers/) and FLOIP/flow-results (specification.md).
 */
#include "base/base.h"
#include "flow/flow.h"

enum {
	IMPORT_FILE_MAX = 16 * 1024 * 1024,	/* bytes */
	IMPORT_FLOWS_MAX = 500, IMPORT_NODES_MAX = 1000,	/* nodes: of one flow */
	IMPORT_ACTIONS_MAX = 100, IMPORT_CASES_MAX = 100,	/* of one node */
	IMPORT_LANGS_MAX = 100,			/* of one flow */
	IMPORT_TEXT_MAX = 10000			/* bytes of one text */
};

/* --- The report --------------------------------------------------------------------- */
enum import_outcome {
	IMPORT_CARRIED,			/* does here what it did there */
	IMPORT_APPROXIMATED,		/* nearly; why says what is different */
	IMPORT_DROPPED			/* not there any more */
};
struct import_note {
	enum import_outcome outcome;
	const char *flow;		/* its name here; "": the whole file */
	const char *node;		/* its id there; "": the whole flow */
	const char *step;		/* its name here; "": none */
	const char *what;		/* "send_msg", "switch", "MobilePrimitives.Message" */
	const char *why;		/* "" when carried over as it was */
};
struct import_report {
	struct import_note *list;
	size_t len;
	size_t counts[3];		/* by outcome */
};
const char *import_outcome_name(enum import_outcome outcome);
/* For people; and as JSON (an object with counts and notes).  Children of ctx. */
char *import_report_text(void *ctx, const struct import_report *report);
char *import_report_json(void *ctx, const struct import_report *report);

/* --- In -------------------------------------------------------------------------------- */
struct import_file {			/* to be written: "checkin.flow", "en.po" */
	const char *name, *text;
};
struct import_result {
	const char *format;		/* "RapidPro 13.2.0", "FLOIP 1.0.0-rc4" */
	struct import_file *flows, *catalogues;
	size_t flows_len, catalogues_len;
	struct import_report report;
};
/* A child of ctx; NULL with err.  Names of flows, steps and keys are made from the
 * titles there, always the same way. */
struct import_result *import_read(void *ctx, struct view json, struct err *err);

/* --- Out --------------------------------------------------------------------------------- */
struct import_words {			/* the catalogues, lent */
	const char *const *langs;	/* NULL-terminated: "en", "sw" */
	/* The words of a key on a channel ("sms", "voice"), placeholders as they stand;
	 * NULL: none in this language. */
	const char *(*word)(void *arg, const char *lang, const char *channel, const char *key);
	void *arg;
};
struct import_source {			/* what is written, all of it lent */
	const struct flow *const *flows;
	size_t len;
	const struct import_words *words;
};
/* Texts of JSON, children of ctx; the report says what could not be said in theirs.
 * Ids are made from the names (UUID version 5 style), so that the same flow always
 * has the same. */
char *import_write_floip(void *ctx, const struct import_source *from, int64_t now_ms,
			 struct import_report *report);
char *import_write_rapidpro(void *ctx, const struct import_source *from,
			    struct import_report *report);

/* --- Results -------------------------------------------------------------------------------- *
 * Answers, one JSON object a line: {"at_ms", "session", "member", "flow", "step", "key",
 * "ask", "answer"}; member is a pseudonym or a random id, never a number. */
struct import_results {
	const char *descriptor;		/* datapackage.json */
	const char *rows;		/* the JSON row array that it names */
	const char *csv;
	size_t len;
};
/* data: what path the descriptor names ("responses.json").  NULL with err: a line that
 * is none. */
struct import_results *import_write_results(void *ctx, struct view lines,
					    const struct import_source *from, const char *data,
					    int64_t now_ms, struct err *err);
