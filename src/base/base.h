/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * base/: what every other room stands on: logging, errors in words, two
 * clocks, randomness, secrets, and the table from which the configuration
 * is made.  It knows no socket, no file format and no person.
 *
 * Memory is talloc's; running out of it ends the process (base_oom()), for a
 * restart loses nothing and a half-tested recovery path might.
 *
 * Results: 0 (or a count) for success, a negative errno for failure.  Where
 * a human will read the reason, the caller passes a struct err as well.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#include <talloc.h>
#include <osmocom/core/logging.h>

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* --- Logging: libosmocore's, one category a room ------------------------- *
 * LOGP(DSMS, LOGL_NOTICE, "...").  A line is a sentence and starts with the
 * short random id of what it is about.  No number, no name and no text of a
 * person may be in it: struct secret has no formatter, so none can slip in. */
enum base_log_category {
	DBASE, DLOOP, DTEXT, DWORDS, DLEXICON, DFLOW, DSTORE, DCARE, DBOX, DSMS,
	DPAGER, DLINK, DOPERATOR, DMAIN, DVOICE, DDESK, DTOOL, DCONSOLE,
	BASE_LOG_CATEGORIES
};

/* All of it, over signals and short writes; 0 or a negative errno.  Syncs nothing. */
int base_write(int fd, const void *data, size_t len) MUST_CHECK;

/* Call once, first.  `program` names the process in the log.  Logs go to
 * stderr until the configuration says otherwise. */
void base_init(void *ctx, const char *program);
/* Every failure of talloc and jansson ends here: one line on stderr, then abort(). */
void base_oom(void) __attribute__((noreturn));

/* For our own mistakes, never for what came from outside.  Stays on in
 * production: a wrong program must stop before it answers somebody wrongly. */
#define MUST(cond) \
	do { if (!(cond)) base_must_failed(#cond, __FILE__, __LINE__); } while (0)
void base_must_failed(const char *what, const char *file, int line) __attribute__((noreturn));

/* --- Errors in words ------------------------------------------------------ */
struct err {
	char text[400];			/* one sentence, no newline, no secret */
};
/* Writes the sentence (err may be NULL) and returns -code, for `return err_set(...)`. */
int err_set(struct err *err, int code, const char *fmt, ...) PRINTF(3, 4);
/* Puts "where: " before what is there already. */
void err_prefix(struct err *err, const char *fmt, ...) PRINTF(2, 3);

/* --- Two clocks ----------------------------------------------------------- *
 * mono: milliseconds that never step back; for waits and pacing.
 * wall: milliseconds since 1970 UTC; for what a person was promised, stored.
 * Rooms that decide (care/, flow/, ...) never call these: `now_ms` comes in
 * with the event.  Tests set their own source. */
int64_t clock_mono_ms(void);
int64_t clock_wall_ms(void);
/* The kernel's monotonic clock in microseconds, never a test's: for sound, and for measuring. */
int64_t clock_mono_us(void);
struct clock_source {
	int64_t (*mono_ms)(void *arg);
	int64_t (*wall_ms)(void *arg);
	void *arg;
};
/* NULL sets the real clocks again. */
void clock_set_source(const struct clock_source *src);
#define SECONDS_MS(s) ((int64_t)(s) * 1000)
#define MINUTES_MS(m) SECONDS_MS((int64_t)(m) * 60)
#define HOURS_MS(h)   MINUTES_MS((int64_t)(h) * 60)
#define DAYS_MS(d)    HOURS_MS((int64_t)(d) * 24)

/* --- Time zones ------------------------------------------------------------- *
 * What the system's tz database says of a zone ("Africa/Nairobi") at a moment:
 * local time minus UTC, and from when until when that holds (to excluded;
 * INT64_MIN, INT64_MAX: for ever).  Reads a small file: keep what it says.
 * -ENOENT: unknown; -ERANGE: beyond what the file lists (2037 in Debian's): ask
 * ICU, whose own copy is as old as the distribution. */
struct zone_span {
	int64_t offset_ms, from_ms, to_ms;
};
int zone_span(const char *name, int64_t at_ms, struct zone_span *out) MUST_CHECK;

/* --- Randomness (libsodium) ------------------------------------------------ *
 * Keys always come from libsodium itself.  What a story may want to repeat
 * (pseudonyms, codes, jitter, UUIDs) goes through here and can be seeded. */
void rand_bytes(void *out, size_t len);
uint32_t rand_below(uint32_t limit);	/* 0 .. limit-1, even; limit > 0 */
/* Deterministic from this seed on (tests and simulation); NULL: real again. */
void rand_set_seed(const uint8_t seed[32]);
#define UUID_LEN 36
void rand_uuid(char out[UUID_LEN + 1]);	/* RFC 4122 version 4, lower case */
#define SHORT_ID_LEN 6
void rand_short_id(char out[SHORT_ID_LEN + 1]);	/* for log lines */

/* --- Secrets ---------------------------------------------------------------- *
 * A number, a text, a name, a note.  Zeroed when freed.  There is no way to
 * print one by mistake; secret_reveal() is easy to grep for.  Always
 * NUL-terminated behind `len`, and may hold NUL bytes within. */
struct secret;
struct secret *secret_new(void *ctx, const void *data, size_t len);
struct secret *secret_str(void *ctx, const char *text);
const char *secret_reveal(const struct secret *s);	/* "" for NULL */
size_t secret_len(const struct secret *s);		/* 0 for NULL */
bool secret_equal(const struct secret *a, const struct secret *b);

/* Bytes that somebody else owns. */
struct view {
	const uint8_t *data;
	size_t len;
};
#define VIEW_STR(s) ((struct view){ (const uint8_t *)(s), strlen(s) })

/* --- The configuration table ------------------------------------------------- *
 * Each room that can be configured has one const table of keys and one struct
 * of values.  operator/ makes VTY commands, `write file` and the manual from
 * the tables; nothing else parses configuration.  Values have been checked
 * against type and range before they are stored; a refused value changes
 * nothing.  Durations are written "20m", "3s", "500ms", "2h", "7d". */
enum cfg_type { CFG_INT, CFG_BOOL, CFG_STRING, CFG_DURATION, CFG_CHOICE };
struct cfg_key {
	const char *name;		/* "matching-interval" */
	enum cfg_type type;
	size_t offset;			/* into the values: int64_t (INT, DURATION in ms), bool,
					 * const char * (STRING, talloc), int (CHOICE: its index) */
	int64_t min, max;		/* INT and DURATION (ms); STRING: length */
	const char *dflt;
	const char *const *choices;	/* CHOICE: NULL-terminated */
	const char *help;		/* a sentence, with the unit */
	bool secret;			/* never shown: "<hidden>" */
};
struct cfg_table {
	const char *node;		/* "sms", "care queue", ... */
	const char *help;
	const struct cfg_key *keys;
	size_t keys_len;
};
struct cfg_group;			/* a table with its values; in one global list */
/* Values get their defaults here.  `values` must outlive the group. */
struct cfg_group *cfg_register(void *ctx, const struct cfg_table *table, void *values);
struct cfg_group *cfg_first(void);
struct cfg_group *cfg_next(struct cfg_group *g);
const struct cfg_table *cfg_table(const struct cfg_group *g);
/* -ENOENT: no such key; -EINVAL: wrong type; -ERANGE: out of range. */
int cfg_set(struct cfg_group *g, const char *key, const char *value, struct err *err) MUST_CHECK;
/* Told after each value that was set (the audit log notes it); freed with talloc_free(). */
struct cfg_watch;
struct cfg_watch *cfg_watch_new(void *ctx, void (*cb)(void *arg, const char *node, const char *key),
				void *arg);
/* The value as it would be written; talloc child of ctx. */
char *cfg_get(void *ctx, const struct cfg_group *g, const char *key);
bool cfg_is_default(const struct cfg_group *g, const char *key);
/* "1h30m" -> ms.  -EINVAL when it is none. */
int duration_parse(const char *text, int64_t *ms_out) MUST_CHECK;
char *duration_format(void *ctx, int64_t ms);

/* --- Counters -------------------------------------------------------------------- *
 * A room counts; operator/ shows and exports (VTY, CTRL, statsd, Prometheus).
 * Names are dotted, lower-case, stable: "sms.in", "care.badinput".  Define one
 * as a static in the file that counts; it registers itself at its first use. */
struct counter {
	const char *name, *help;
	uint64_t n;
	struct counter *next;
	bool registered;
};
#define COUNTER(var, counter_name, counter_help) \
	static struct counter var = { .name = (counter_name), .help = (counter_help) }
void counter_add(struct counter *c, uint64_t n);
static inline void counter_inc(struct counter *c) { counter_add(c, 1); }
const struct counter *counter_first(void);	/* then ->next; in order of first use */
