// SPDX-License-Identifier: AGPL-3.0-or-later
/* The directory: editions, and searching the one in force. */
#define STORE_FAMILY STORE_FAMILY_directory
#include "store/store_int.h"
#include "store/store_directory.h"

#include <jansson.h>
#include <stdlib.h>

#define COLUMNS \
	"s.id, s.ref, s.name, s.alternate, s.phone, s.address, s.place, s.langs, s.min_age," \
	" s.max_age, s.assured_day, s.hours_known, s.topics"
#define IN_FORCE "(SELECT edition FROM directory)"
#define MATCHES \
	" AND ($topics = 0 OR (s.topics & $topics) <> 0) AND s.assured_day >= $assured" \
	" AND (SELECT count(*) FROM service_word w WHERE w.service_id = s.id" \
	" AND w.word IN (SELECT value FROM json_each($words))) >= $words_n"

enum {
	NEWEST, SERVICE_ADD, HOURS_ADD, PLACE_ADD, WORD_ADD, USE, PRUNE, INFO, INFO_PLACES,
	SEARCH, SEARCH_PLACE, HOURS, GET, LIST, PLACE, WORD, PLACES,
};
static const char *const sql[] = {
	[NEWEST] = "SELECT max(coalesce((SELECT max(edition) FROM service), 0),"
		" coalesce(" IN_FORCE ", 0))",
	[SERVICE_ADD] = "INSERT INTO service (id, edition, ref, name, alternate, phone, address,"
		" place, langs, min_age, max_age, assured_day, hours_known, topics) VALUES ($id,"
		" $edition, $ref, $name, $alternate, $phone, $address, $place, $langs, $min, $max,"
		" $assured, $known, $topics)",
	[HOURS_ADD] = "INSERT INTO service_hours (service_id, closed, rule, start_day, from_day,"
		" to_day, opens_min, closes_min) VALUES ($id, $closed, $rule, $start, $from, $to,"
		" $opens, $closes)",
	[PLACE_ADD] = "INSERT INTO service_place (service_id, edition, place, rank)"
		" VALUES ($id, $edition, $place, $rank) ON CONFLICT DO UPDATE"
		" SET rank = max(rank, excluded.rank)",
	[WORD_ADD] = "INSERT INTO service_word (service_id, edition, word)"
		" VALUES ($id, $edition, $word) ON CONFLICT DO NOTHING",
	[USE] = "INSERT INTO directory (id, edition, since_ms) VALUES (1, $edition, $now)"
		" ON CONFLICT (id) DO UPDATE SET edition = excluded.edition,"
		" since_ms = excluded.since_ms",
	[PRUNE] = "DELETE FROM service WHERE id IN (SELECT id FROM service"
		" WHERE edition NOT IN (coalesce(" IN_FORCE ", 0), $keep) LIMIT $max)",
	[INFO] = "SELECT d.edition, d.since_ms, count(s.id), min(s.assured_day), max(s.assured_day)"
		" FROM directory d LEFT JOIN service s ON s.edition = d.edition GROUP BY d.id",
	[INFO_PLACES] = "SELECT count(DISTINCT place) FROM service_place WHERE edition = "
		IN_FORCE " AND rank > 0",
	[SEARCH] = "SELECT " COLUMNS ", EXISTS (SELECT 1 FROM service_place p"
		" WHERE p.service_id = s.id AND p.rank = 0) FROM service s WHERE s.edition = "
		IN_FORCE MATCHES " ORDER BY s.assured_day DESC, s.id LIMIT $max",
	[SEARCH_PLACE] = "SELECT " COLUMNS ", max(p.rank) = 0 FROM service_place p"
		" JOIN service s ON s.id = p.service_id WHERE p.edition = " IN_FORCE
		" AND p.place IN ($place, '" STORE_PLACE_EVERYWHERE "')" MATCHES
		" GROUP BY s.id ORDER BY max(p.rank) DESC, s.assured_day DESC, s.id LIMIT $max",
	[HOURS] = "SELECT closed, rule, start_day, from_day, to_day, opens_min, closes_min"
		" FROM service_hours WHERE service_id = $id ORDER BY id",
	[GET] = "SELECT " COLUMNS ", 0 FROM service s WHERE s.edition = " IN_FORCE
		" AND s.ref = $ref",
	[LIST] = "SELECT " COLUMNS ", 0 FROM service s WHERE s.edition = " IN_FORCE
		" AND s.id > $after ORDER BY s.id LIMIT $max",
	[PLACE] = "SELECT 1 FROM service_place WHERE edition = " IN_FORCE
		" AND place = $place LIMIT 1",
	[WORD] = "SELECT 1 FROM service_word WHERE edition = " IN_FORCE " AND word = $word LIMIT 1",
	[PLACES] = "SELECT DISTINCT place FROM service_place WHERE edition = " IN_FORCE
		" AND place >= $from AND place < $to ORDER BY place LIMIT 500",
};
static const char *const tables[] = { "service", NULL };
const struct store_family store_family_directory = {
	.name = "directory", .sql = sql, .sql_len = ARRAY_LEN(sql), .tables = tables,
};

/* --- Editions ---------------------------------------------------------------------- */

int store_directory_new(struct store *st, int64_t *edition)
{
	int rc = q_get_int(query(st, NEWEST), edition);

	if (rc < 0)
		return rc;
	++*edition;
	return 0;
}

static int hours_add(struct store *st, int64_t service_id, const struct store_hours *h)
{
	struct query *q = query(st, HOURS_ADD);

	q_int(q, "$id", service_id);
	q_int(q, "$closed", h->closed);
	q_text(q, "$rule", h->rule);
	q_int(q, "$start", h->start_day);
	q_int(q, "$from", h->from_day);
	q_int(q, "$to", h->to_day);
	q_int(q, "$opens", h->opens_min);
	q_int(q, "$closes", h->closes_min);
	return q_do(q);
}

static int place_add(struct store *st, int64_t edition, int64_t service_id,
		     const struct store_service_place *p)
{
	struct query *q = query(st, PLACE_ADD);

	q_int(q, "$id", service_id);
	q_int(q, "$edition", edition);
	q_text(q, "$place", p->place);
	q_int(q, "$rank", strcmp(p->place, STORE_PLACE_EVERYWHERE) == 0 ? 0 : p->town ? 2 : 1);
	return q_do(q);
}

static int word_add(struct store *st, int64_t edition, int64_t service_id, const char *word)
{
	struct query *q = query(st, WORD_ADD);

	q_int(q, "$id", service_id);
	q_int(q, "$edition", edition);
	q_text(q, "$word", word);
	return q_do(q);
}

static int service_add(struct store *st, int64_t edition, const struct store_service *s)
{
	struct query *q = query(st, SERVICE_ADD);

	q_int(q, "$id", s->id);
	q_int(q, "$edition", edition);
	q_text(q, "$ref", s->ref);
	q_text(q, "$name", s->name);
	q_text(q, "$alternate", s->alternate);
	q_text(q, "$phone", s->phone);
	q_text(q, "$address", s->address);
	q_text(q, "$place", s->place);
	q_text(q, "$langs", s->langs);
	q_int(q, "$min", s->min_age);
	q_int(q, "$max", s->max_age);
	q_int(q, "$assured", s->assured_day);
	q_int(q, "$known", s->hours_known);
	q_int(q, "$topics", s->topics);
	return q_do(q);
}

int store_directory_add(struct store *st, int64_t edition, struct store_service *s,
			const struct store_service_keys *keys)
{
	size_t i;
	int rc;

	s->id = store_new_id(st, "service");
	rc = service_add(st, edition, s);
	for (i = 0; rc == 0 && i < s->hours_len; i++)
		rc = hours_add(st, s->id, &s->hours[i]);
	for (i = 0; rc == 0 && i < keys->places_len; i++)
		rc = place_add(st, edition, s->id, &keys->places[i]);
	for (i = 0; rc == 0 && i < keys->words_len; i++)
		rc = word_add(st, edition, s->id, keys->words[i]);
	return rc;
}

int store_directory_use(struct store *st, int64_t edition, int64_t now_ms)
{
	struct query *q = query(st, USE);

	q_int(q, "$edition", edition);
	q_int(q, "$now", now_ms);
	return q_do(q);
}

int store_directory_prune(struct store *st, int64_t keep, int max)
{
	struct query *q = query(st, PRUNE);

	q_int(q, "$keep", keep);
	q_int(q, "$max", max);
	return q_run(q);
}

int store_directory_info(struct store *st, struct store_directory_info *out)
{
	struct query *q = query(st, INFO);
	int64_t places = 0;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = q_row(q);
	if (rc <= 0)
		return rc;
	*out = (struct store_directory_info){
		.edition = q_col_int(q, 0), .since_ms = q_col_int(q, 1),
		.services = (int)q_col_int(q, 2), .oldest_day = (int32_t)q_col_int(q, 3),
		.newest_day = (int32_t)q_col_int(q, 4) };
	q_done(q);
	rc = q_get_int(query(st, INFO_PLACES), &places);
	out->places = (int)places;
	return rc < 0 ? rc : 0;
}

/* --- Reading -------------------------------------------------------------------------- */

static void service_read(struct query *q, void *ctx, struct store_service *s)
{
	*s = (struct store_service){
		.id = q_col_int(q, 0), .ref = q_col_strdup(q, 1, ctx),
		.name = q_col_strdup(q, 2, ctx), .alternate = q_col_strdup(q, 3, ctx),
		.phone = q_col_strdup(q, 4, ctx), .address = q_col_strdup(q, 5, ctx),
		.place = q_col_strdup(q, 6, ctx), .langs = q_col_strdup(q, 7, ctx),
		.min_age = (int)q_col_int(q, 8), .max_age = (int)q_col_int(q, 9),
		.assured_day = (int32_t)q_col_int(q, 10), .hours_known = q_col_int(q, 11),
		.topics = (unsigned int)q_col_int(q, 12), .everywhere = q_col_int(q, 13) };
}

/* All rows of a bound query, at most max. */
static int services_read(struct query *q, void *ctx, int max, struct store_service **out,
			 size_t *n_out)
{
	struct store_service *list = talloc_zero_array(ctx, struct store_service,
						       (unsigned)max + 1);
	size_t n = 0;
	int rc = 0;

	if (!list)
		base_oom();
	while (n < (size_t)max && (rc = q_row(q)) == 1)
		service_read(q, list, &list[n++]);
	if (n == (size_t)max)
		q_done(q);
	*out = list;
	*n_out = n;
	return rc < 0 ? rc : 0;
}

int store_directory_search(struct store *st, void *ctx, const struct store_search *search,
			   int max, struct store_service **out, size_t *n_out, bool *more)
{
	struct query *q = query(st, search->place ? SEARCH_PLACE : SEARCH);
	json_t *words = json_array();
	char *text;
	size_t i;
	int rc;

	for (i = 0; i < search->words_len; i++)
		json_array_append_new(words, json_string(search->words[i]));
	text = json_dumps(words, JSON_COMPACT);
	json_decref(words);
	if (!text)
		base_oom();
	q_int(q, "$topics", search->topics);
	q_int(q, "$assured", search->assured_from);
	q_text(q, "$words", text);
	q_int(q, "$words_n", (int64_t)search->words_len);
	if (search->place)
		q_text(q, "$place", search->place);
	q_int(q, "$max", max + 1);
	rc = services_read(q, ctx, max + 1, out, n_out);
	free(text);
	*more = *n_out > (size_t)max;
	if (*more)
		*n_out = (size_t)max;
	return rc;
}

int store_directory_hours(struct store *st, void *ctx, struct store_service *s)
{
	struct query *q = query(st, HOURS);
	struct store_hours *list = talloc_array(ctx, struct store_hours, 0);
	size_t n = 0;
	int rc;

	q_int(q, "$id", s->id);
	while ((rc = q_row(q)) == 1) {
		list = talloc_realloc(ctx, list, struct store_hours, n + 1);
		if (!list)
			base_oom();
		list[n++] = (struct store_hours){
			.closed = q_col_int(q, 0), .rule = q_col_strdup(q, 1, ctx),
			.start_day = (int32_t)q_col_int(q, 2), .from_day = (int32_t)q_col_int(q, 3),
			.to_day = (int32_t)q_col_int(q, 4), .opens_min = (int)q_col_int(q, 5),
			.closes_min = (int)q_col_int(q, 6) };
	}
	s->hours = list;
	s->hours_len = n;
	return rc < 0 ? rc : 0;
}

int store_directory_get(struct store *st, void *ctx, const char *ref, struct store_service *out)
{
	struct query *q = query(st, GET);
	int rc;

	q_text(q, "$ref", ref);
	rc = q_row(q);
	if (rc != 1)
		return rc;
	service_read(q, ctx, out);
	q_done(q);
	return 1;
}

int store_directory_list(struct store *st, void *ctx, int64_t *after_id, int max,
			 struct store_service **out, size_t *n_out)
{
	struct query *q = query(st, LIST);
	int rc;

	q_int(q, "$after", *after_id);
	q_int(q, "$max", max);
	rc = services_read(q, ctx, max, out, n_out);
	if (rc < 0)
		return rc;
	if (*n_out)
		*after_id = (*out)[*n_out - 1].id;
	return *n_out == (size_t)max;
}

/* --- Places and words ------------------------------------------------------------------ */

static int is_there(struct query *q, const char *name, const char *value)
{
	int64_t one;

	q_text(q, name, value);
	return q_get_int(q, &one);
}

int store_directory_place(struct store *st, const char *place)
{
	return is_there(query(st, PLACE), "$place", place);
}

int store_directory_word(struct store *st, const char *word)
{
	return is_there(query(st, WORD), "$word", word);
}

int store_directory_places(struct store *st, void *ctx, const char *prefix, const char ***out,
			   size_t *n_out)
{
	struct query *q = query(st, PLACES);
	const char **list = talloc_array(ctx, const char *, 0);
	char *end = talloc_asprintf(ctx, "%s\xff", prefix);	/* above any UTF-8 */
	size_t n = 0;
	int rc;

	q_text(q, "$from", prefix);
	q_text(q, "$to", end);
	while ((rc = q_row(q)) == 1) {
		list = talloc_realloc(ctx, list, const char *, n + 1);
		if (!list)
			base_oom();
		list[n++] = q_col_strdup(q, 0, list);
	}
	*out = list;
	*n_out = n;
	return rc < 0 ? rc : 0;
}
