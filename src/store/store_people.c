// SPDX-License-Identifier: AGPL-3.0-or-later
/* People: one row an address, and the facts that they told us. */
#define STORE_FAMILY STORE_FAMILY_people
#include "store/store_int.h"
#include "store/store_people.h"

#define COLUMNS \
	"id, address_kind, pseudonym, roles, lang, line, consent, age, band, plain_words," \
	" stopped, paused_until_ms, zone, country, safe_from_min, safe_to_min, pin_needed," \
	" pin_fails, pin_locked_until_ms, misses, first_at_ms, last_in_at_ms, owner_id," \
	" erasing, practice, erased_at_ms"

enum {
	PEOPLE_BY_INDEX, PEOPLE_BY_ID, PEOPLE_BY_PSEUDONYM, PEOPLE_BY_ROLE, PEOPLE_ADD,
	PEOPLE_SAVE, PEOPLE_SEEN, PEOPLE_NUMBER, PEOPLE_UNLINK, PEOPLE_STUB, PEOPLE_DISOWN,
	PEOPLE_COUNT_REPLY, FACT_ID, FACT_ADD, FACT_SAVE, FACT_GET, FACT_DELETE,
#define ROWS(table, column) FORGET_##table,
#include "store/person_rows.def"
#undef ROWS
	PEOPLE_QUERIES
};
static const char *const sql[] = {
	[PEOPLE_BY_INDEX] = "SELECT " COLUMNS " FROM person WHERE number_index = $index",
	[PEOPLE_BY_ID] = "SELECT " COLUMNS " FROM person WHERE id = $id",
	[PEOPLE_BY_PSEUDONYM] = "SELECT " COLUMNS " FROM person WHERE pseudonym = $pseudonym",
	[PEOPLE_BY_ROLE] = "SELECT " COLUMNS " FROM person"
		" WHERE roles > 1 AND roles & $roles AND erased_at_ms IS NULL ORDER BY id",
	[PEOPLE_ADD] = "INSERT INTO person (" COLUMNS ", number_index, number) VALUES ("
		"$id, $kind, $pseudonym, $roles, $lang, $line, $consent, $age, $band, $plain,"
		" $stopped, $paused, $zone, $country, $from, $to, $pin_needed, $pin_fails,"
		" $pin_locked, $misses, $first, $last_in, $owner, $erasing, $practice, NULL,"
		" $index, $number)",
	[PEOPLE_SAVE] = "UPDATE person SET roles = $roles, lang = $lang, line = $line,"
		" consent = $consent, age = $age, band = $band, plain_words = $plain,"
		" stopped = $stopped, paused_until_ms = $paused, zone = $zone, country = $country,"
		" safe_from_min = $from, safe_to_min = $to, pin_needed = $pin_needed,"
		" pin_fails = $pin_fails, pin_locked_until_ms = $pin_locked, misses = $misses,"
		" last_in_at_ms = $last_in, owner_id = $owner, erasing = $erasing,"
		" practice = $practice WHERE id = $id AND erased_at_ms IS NULL",
	[PEOPLE_SEEN] = "UPDATE person SET last_in_at_ms = $now WHERE id = $id",
	[PEOPLE_NUMBER] = "SELECT number FROM person WHERE id = $id",
	[PEOPLE_UNLINK] = "UPDATE person SET number_index = NULL, number = NULL WHERE id = $id",
	/* The pseudonym stays, so that it is never given to somebody else. */
	[PEOPLE_STUB] = "UPDATE person SET number_index = NULL, number = NULL, roles = 0,"
		" line = '', consent = 0, age = 0, band = '', plain_words = 0,"
		" paused_until_ms = 0, zone = '', country = '', safe_from_min = 0,"
		" safe_to_min = 0, pin_needed = 0, pin_fails = 0, pin_locked_until_ms = 0,"
		" misses = 0, first_at_ms = 0, last_in_at_ms = 0, owner_id = NULL, erasing = 0,"
		" reply_day = 0, replies = 0, erased_at_ms = $now WHERE id = $id",
	[PEOPLE_DISOWN] = "UPDATE person SET owner_id = NULL WHERE owner_id = $id",
	[PEOPLE_COUNT_REPLY] = "UPDATE person SET"
		" replies = CASE WHEN reply_day = $day THEN replies + 1 ELSE 1 END,"
		" reply_day = $day WHERE id = $id RETURNING replies",
	[FACT_ID] = "SELECT id FROM person_fact WHERE person_id = $person AND name = $name",
	[FACT_ADD] = "INSERT INTO person_fact (id, person_id, name, value)"
		" VALUES ($id, $person, $name, $value)",
	[FACT_SAVE] = "UPDATE person_fact SET value = $value WHERE id = $id",
	[FACT_GET] = "SELECT id, value FROM person_fact"
		" WHERE person_id = $person AND name = $name",
	[FACT_DELETE] = "DELETE FROM person_fact WHERE person_id = $person AND name = $name",
#define ROWS(table, column) \
	[FORGET_##table] = "DELETE FROM " #table " WHERE " #column " = $person",
#include "store/person_rows.def"
#undef ROWS
};
static const char *const tables[] = { "person", "person_fact", NULL };
const struct store_family store_family_people = {
	.name = "people", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

static void copy_text(char *out, size_t size, const char *text)
{
	size_t len = strlen(text);

	if (len >= size)
		len = size - 1;
	memcpy(out, text, len);
	out[len] = '\0';
}
#define COPY(out, q, col) copy_text((out), sizeof(out), q_col_text((q), (col)))

/* 1: the row is in *out; 2: it is that of an erased person. */
static int person_of_row(struct query *q, struct store_person *out)
{
	memset(out, 0, sizeof(*out));
	out->id = q_col_int(q, 0);
	out->address_kind = (enum store_address)q_col_int(q, 1);
	COPY(out->pseudonym, q, 2);
	out->roles = (unsigned int)q_col_int(q, 3);
	COPY(out->lang, q, 4);
	COPY(out->line, q, 5);
	out->consent = (enum store_consent)q_col_int(q, 6);
	out->age = (enum store_age)q_col_int(q, 7);
	COPY(out->band, q, 8);
	out->plain_words = q_col_int(q, 9);
	out->stopped = (unsigned int)q_col_int(q, 10);
	out->paused_until_ms = q_col_int(q, 11);
	COPY(out->zone, q, 12);
	COPY(out->country, q, 13);
	out->safe_from_min = (int)q_col_int(q, 14);
	out->safe_to_min = (int)q_col_int(q, 15);
	out->pin_needed = q_col_int(q, 16);
	out->pin_fails = (int)q_col_int(q, 17);
	out->pin_locked_until_ms = q_col_int(q, 18);
	out->misses = (int)q_col_int(q, 19);
	out->first_at_ms = q_col_int(q, 20);
	out->last_in_at_ms = q_col_int(q, 21);
	out->owner_id = q_col_int(q, 22);
	out->erasing = q_col_int(q, 23);
	out->practice = q_col_int(q, 24);
	return q_col_null(q, 25) ? 1 : 2;
}

static int one_person(struct query *q, struct store_person *out)
{
	int rc = q_row(q);

	if (rc <= 0)
		return rc == 0 ? -ENOENT : rc;
	rc = person_of_row(q, out);
	q_done(q);
	return rc == 2 ? -ENOKEY : 0;
}

static struct store_index address_index(struct store *st, enum store_address kind,
					const struct secret *address)
{
	static const char *const purposes[] = {
		[STORE_ADDR_NUMBER] = "number",
		[STORE_ADDR_SHORT_CODE] = "short-code",
		[STORE_ADDR_NAME] = "name",
	};

	return store_index(st, purposes[kind], address);
}

int store_people_by_address(struct store *st, enum store_address kind, const char *sender,
			    struct store_person *out)
{
	struct secret *address = secret_str(st, sender);
	struct store_index index = address_index(st, kind, address);
	struct query *q = query(st, PEOPLE_BY_INDEX);

	talloc_free(address);
	q_index(q, "$index", &index);
	return one_person(q, out);
}

int store_people_by_id(struct store *st, int64_t id, struct store_person *out)
{
	struct query *q = query(st, PEOPLE_BY_ID);

	q_int(q, "$id", id);
	return one_person(q, out);
}

int store_people_by_pseudonym(struct store *st, const char *pseudonym, struct store_person *out)
{
	struct query *q = query(st, PEOPLE_BY_PSEUDONYM);

	q_text(q, "$pseudonym", pseudonym);
	return one_person(q, out);
}

int store_people_by_role(struct store *st, void *ctx, unsigned int roles,
			 struct store_person **out, size_t *n_out)
{
	struct query *q = query(st, PEOPLE_BY_ROLE);
	struct store_person *list = NULL;
	size_t n = 0;
	int rc;

	/* The index of the query is of those who are more than members. */
	MUST(!(roles & STORE_ROLE_MEMBER));
	q_int(q, "$roles", roles);
	while ((rc = q_row(q)) == 1) {
		list = talloc_realloc(ctx, list, struct store_person, n + 1);
		if (!list)
			base_oom();
		(void)person_of_row(q, &list[n++]);
	}
	*out = list;
	*n_out = n;
	return rc;
}

/* What both adding and saving bind. */
static void bind_person(struct query *q, const struct store_person *p)
{
	q_int(q, "$id", p->id);
	q_int(q, "$roles", p->roles);
	q_text(q, "$lang", p->lang);
	q_text(q, "$line", p->line);
	q_int(q, "$consent", p->consent);
	q_int(q, "$age", p->age);
	q_text(q, "$band", p->band);
	q_int(q, "$plain", p->plain_words);
	q_int(q, "$stopped", p->stopped);
	q_int(q, "$paused", p->paused_until_ms);
	q_text(q, "$zone", p->zone);
	q_text(q, "$country", p->country);
	q_int(q, "$from", p->safe_from_min);
	q_int(q, "$to", p->safe_to_min);
	q_int(q, "$pin_needed", p->pin_needed);
	q_int(q, "$pin_fails", p->pin_fails);
	q_int(q, "$pin_locked", p->pin_locked_until_ms);
	q_int(q, "$misses", p->misses);
	q_int(q, "$last_in", p->last_in_at_ms);
	q_null_int(q, "$owner", p->owner_id);
	q_int(q, "$erasing", p->erasing);
	q_int(q, "$practice", p->practice);
}

int store_people_add(struct store *st, enum store_address kind, const char *sender,
		     struct store_person *p)
{
	struct secret *address = secret_str(st, sender);
	struct store_index index = address_index(st, kind, address);
	struct query *q;
	int rc;

	p->id = store_new_id(st, "person");
	p->address_kind = kind;
	q = query(st, PEOPLE_ADD);
	bind_person(q, p);
	q_int(q, "$kind", kind);
	q_text(q, "$pseudonym", p->pseudonym);
	q_int(q, "$first", p->first_at_ms);
	q_index(q, "$index", &index);
	q_seal(q, "$number", (struct store_place){ "person.number", p->id, p->id }, address);
	rc = q_run(q);
	talloc_free(address);
	return rc < 0 ? rc : 0;
}

/* For statements that must have changed exactly one row. */
static int changed_one(int rc)
{
	if (rc < 0)
		return rc;
	return rc == 1 ? 0 : -ENOENT;
}

int store_people_save(struct store *st, const struct store_person *p)
{
	struct query *q = query(st, PEOPLE_SAVE);

	bind_person(q, p);
	return changed_one(q_run(q));
}

int store_people_seen(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q = query(st, PEOPLE_SEEN);

	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	return changed_one(q_run(q));
}

int store_people_number(struct store *st, void *ctx, int64_t id, struct secret **out)
{
	struct query *q = query(st, PEOPLE_NUMBER);
	int rc;

	q_int(q, "$id", id);
	rc = q_row(q);
	if (rc <= 0)
		return rc == 0 ? -ENOENT : rc;
	rc = q_col_unseal(q, 0, ctx, (struct store_place){ "person.number", id, id }, out);
	q_done(q);
	if (rc == 0 && !*out)
		rc = store_keys_erased(st, id) ? -ENOKEY : -ENOENT;
	return rc;
}

int store_people_unlink(struct store *st, int64_t id)
{
	struct query *q = query(st, PEOPLE_UNLINK);

	q_int(q, "$id", id);
	return changed_one(q_run(q));
}

static int forget_rows(struct store *st, int64_t id)
{
	struct query *q;
	int rc;

#define ROWS(table, column) \
	q = query(st, FORGET_##table); \
	q_int(q, "$person", id); \
	rc = q_run(q); \
	if (rc < 0) \
		return rc;
#include "store/person_rows.def"
#undef ROWS
	return 0;
}

int store_people_erase(struct store *st, int64_t id, int64_t now_ms)
{
	struct query *q;
	int rc = forget_rows(st, id);

	if (rc < 0)
		return rc;
	q = query(st, PEOPLE_DISOWN);
	q_int(q, "$id", id);
	rc = q_run(q);
	if (rc < 0)
		return rc;
	q = query(st, PEOPLE_STUB);
	q_int(q, "$id", id);
	q_int(q, "$now", now_ms);
	rc = changed_one(q_run(q));
	if (rc < 0)
		return rc;
	return store_keys_erase(st, id, now_ms);
}

int store_people_count_reply(struct store *st, int64_t id, int64_t day, int *n_out)
{
	struct query *q = query(st, PEOPLE_COUNT_REPLY);
	int rc;

	q_int(q, "$id", id);
	q_int(q, "$day", day);
	/* An UPDATE with RETURNING has done its work at the first row, but is
	 * only counted as finished when it was stepped to its end. */
	rc = q_row(q);
	if (rc <= 0)
		return rc == 0 ? -ENOENT : rc;
	*n_out = (int)q_col_int(q, 0);
	return q_do(q);
}

/* --- Facts ------------------------------------------------------------------- */

static int fact_id(struct store *st, int64_t person_id, const char *name, int64_t *id)
{
	struct query *q = query(st, FACT_ID);

	q_int(q, "$person", person_id);
	q_text(q, "$name", name);
	return q_get_int(q, id);
}

int store_people_fact_set(struct store *st, int64_t person_id, const char *name,
			  const struct secret *text)
{
	struct query *q;
	int64_t id = 0;
	int rc;

	if (!text) {
		q = query(st, FACT_DELETE);
		q_int(q, "$person", person_id);
		q_text(q, "$name", name);
		return changed_one(q_run(q));
	}
	rc = fact_id(st, person_id, name, &id);
	if (rc < 0)
		return rc;
	if (rc == 0)
		id = store_new_id(st, "person_fact");
	q = query(st, rc == 0 ? FACT_ADD : FACT_SAVE);
	if (rc == 0) {
		q_int(q, "$person", person_id);
		q_text(q, "$name", name);
	}
	q_int(q, "$id", id);
	q_seal(q, "$value", (struct store_place){ "person_fact.value", id, person_id }, text);
	return changed_one(q_run(q));
}

int store_people_fact_get(struct store *st, void *ctx, int64_t person_id, const char *name,
			  struct secret **out)
{
	struct query *q = query(st, FACT_GET);
	int rc;

	q_int(q, "$person", person_id);
	q_text(q, "$name", name);
	rc = q_row(q);
	if (rc <= 0)
		return rc == 0 ? -ENOENT : rc;
	rc = q_col_unseal(q, 1, ctx, (struct store_place){
		"person_fact.value", q_col_int(q, 0), person_id }, out);
	q_done(q);
	return rc;
}

int store_people_fact_has(struct store *st, int64_t person_id, const char *name)
{
	int64_t id;

	return fact_id(st, person_id, name, &id);
}
