// SPDX-License-Identifier: AGPL-3.0-or-later
/* Entries, and the head that goes outside. */
#include "care/care_audit.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SEND_EACH_MS DAYS_MS(1)
static const char head_mark[] = "warmline-audit ";

static const struct cfg_key keys[] = {
	{ "head-command", CFG_STRING, offsetof(struct care_audit_settings, head_command), 0, 400,
	  "", NULL, "Program (absolute path, no arguments) that carries the audit log's head "
	  "outside once a day; it reads one line on standard input.", false },
	{ "head-file", CFG_STRING, offsetof(struct care_audit_settings, head_file), 0, 400,
	  "", NULL, "File outside the state directory, best on another machine's disk, to which "
	  "the audit log's head is appended once a day.", false },
};
const struct cfg_table care_audit_cfg = {
	"audit", "The audit log.", keys, ARRAY_LEN(keys),
};

const struct care_audit_settings *care_audit_settings(const struct care *care)
{
	return care_settings(care, &care_audit_cfg);
}

/* --- Words ---------------------------------------------------------------------------- */

static const struct { const char *stored, *words; } whats[] = {
#define X(name, stored, words) [CARE_AUDIT_##name] = { stored, words },
	CARE_AUDIT_WHATS(X)
#undef X
	{ "audit.truncated", "a start found the log's end cut off" },
	{ "audit.replaced", "a start found an older or another log" },
	{ "audit.newkey", "a new chain of keys begins: audit.key was gone" },
};

const char *care_audit_words(const char *stored)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(whats); i++)
		if (strcmp(whats[i].stored, stored) == 0)
			return whats[i].words;
	return stored;
}

const char *care_audit_fault_words(enum store_audit_fault fault)
{
	static const char *const words[] = {
		[STORE_AUDIT_ALTERED] = "altered", [STORE_AUDIT_REMOVED] = "removed",
		[STORE_AUDIT_TRUNCATED] = "truncated", [STORE_AUDIT_REPLACED] = "replaced",
	};

	return words[fault];
}

/* --- Entries ---------------------------------------------------------------------------- */

COUNTER(count_entries, "audit.entries", "Entries in the audit log.");

static int entry(struct care_turn *t, enum care_audit_what what, struct store_audit_entry *e,
		 const char *detail)
{
	MUST((unsigned int)what < CARE_AUDIT_WHATS_LEN);
	e->at_ms = t->now_ms;
	snprintf(e->what, sizeof(e->what), "%s", whats[what].stored);
	if (detail && *detail)
		e->detail = secret_str(t->mem, detail);
	counter_inc(&count_entries);
	return store_audit_add(t->store, e);
}

int care_audit(struct care_turn *t, enum care_audit_what what, int64_t about_id, int64_t by_id,
	       const char *detail)
{
	struct store_audit_entry e = { .about_id = about_id, .by_id = by_id };

	return entry(t, what, &e, detail);
}

int care_audit_named(struct care_turn *t, enum care_audit_what what, int64_t about_id,
		     const char *name, const char *detail)
{
	struct store_audit_entry e = { .about_id = about_id };

	if (name && *name)
		e.by_name = secret_str(t->mem, name);
	return entry(t, what, &e, detail);
}

/* --- The head ------------------------------------------------------------------------------ */

int care_audit_head_line(struct care_turn *t, void *ctx, char **line)
{
	struct store_audit_head head;
	char hex[STORE_AUDIT_HASH_LEN * 2 + 1], when[32];
	time_t s = (time_t)(t->now_ms / 1000);
	struct tm tm;
	int rc = store_audit_head(t->store, &head);

	if (rc != 1)
		return rc;
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&s, &tm));
	sodium_bin2hex(hex, sizeof(hex), head.link, sizeof(head.link));
	*line = talloc_asprintf(ctx, "%s%s %" PRId64 " %s", head_mark, when, head.seq, hex);
	if (!*line)
		base_oom();
	return 1;
}

bool care_audit_head_parse(const char *line, struct store_audit_head *out)
{
	size_t got;
	char *end;

	line += strspn(line, " \t");
	if (strncmp(line, head_mark, sizeof(head_mark) - 1) == 0) {
		line += sizeof(head_mark) - 1;
		line += strcspn(line, " ");
	}
	out->seq = strtoll(line, &end, 10);
	if (end == line || *end != ' ' || out->seq < 1)
		return false;
	end += strspn(end, " ");
	return sodium_hex2bin(out->link, sizeof(out->link), end, strcspn(end, " \r\n"), NULL, &got,
			      NULL) == 0 && got == sizeof(out->link);
}

int care_audit_head_due(struct care_turn *t)
{
	struct store_audit_head head;
	int64_t at_ms;
	int rc = store_audit_sent(t->store, &at_ms);

	/* Behind: the clock was set back. */
	if (rc < 0 || (at_ms && t->now_ms >= at_ms && t->now_ms - at_ms < SEND_EACH_MS))
		return rc < 0 ? rc : 0;
	return store_audit_head(t->store, &head);
}

int care_audit_head_sent(struct care_turn *t, int64_t seq)
{
	char detail[40];
	int rc = store_audit_sent_set(t->store, t->now_ms);

	snprintf(detail, sizeof(detail), "entry %" PRId64, seq);
	return rc < 0 ? rc : care_audit(t, CARE_AUDIT_HEAD, 0, 0, detail);
}
