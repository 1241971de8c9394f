// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * From a package to one array of services with all that belongs to them: HSDS
 * tables refer to each other by ids, nested JSON has it in place already.
 * Tables come as CSV files of a folder (datapackage.json may name them) or as
 * arrays of one JSON document.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "care/signpost/signpost_int.h"

enum { FILE_MAX_BYTES = 64 * 1024 * 1024 };

/* The tables that are read: names in HSDS 3, in the singular, in HSDS 2. */
enum table {
	SERVICES, ORGANIZATIONS, LOCATIONS, AT_LOCATIONS, PHONES, ADDRESSES, SCHEDULES, HOLIDAYS,
	AREAS, LANGUAGES, ATTRIBUTES, TERMS, ELIGIBILITY, SERVICE_TAXONOMY, TABLES
};
static const char *const names[TABLES][4] = {
	[SERVICES] = { "services", "service" },
	[ORGANIZATIONS] = { "organizations", "organization" },
	[LOCATIONS] = { "locations", "location" },
	[AT_LOCATIONS] = { "service_at_locations", "service_at_location", "services_at_location" },
	[PHONES] = { "phones", "phone" },
	[ADDRESSES] = { "addresses", "address", "physical_addresses", "physical_address" },
	[SCHEDULES] = { "schedules", "schedule", "regular_schedules", "regular_schedule" },
	[HOLIDAYS] = { "holiday_schedules", "holiday_schedule" },
	[AREAS] = { "service_areas", "service_area" },
	[LANGUAGES] = { "languages", "language" },
	[ATTRIBUTES] = { "attributes", "attribute", "service_attributes", "service_attribute" },
	[TERMS] = { "taxonomy_terms", "taxonomy_term", "taxonomy", "taxonomies" },
	[ELIGIBILITY] = { "eligibility", "eligibilities" },
	[SERVICE_TAXONOMY] = { "services_taxonomy", "service_taxonomy" },
};
struct tables { json_t *t[TABLES]; };

static int table_of(const char *name, size_t len)
{
	int i, j;

	for (i = 0; i < TABLES; i++)
		for (j = 0; j < 4 && names[i][j]; j++)
			if (strlen(names[i][j]) == len && memcmp(names[i][j], name, len) == 0)
				return i;
	return -1;
}

static void tables_free(struct tables *tabs)
{
	for (int i = 0; i < TABLES; i++)
		json_decref(tabs->t[i]);
}

/* --- Joining --------------------------------------------------------------------------- */

static void append(json_t *parent, const char *key, json_t *child)
{
	json_t *list = json_object_get(parent, key);

	if (!json_is_array(list)) {
		list = json_array();
		json_object_set_new(parent, key, list);
	}
	json_array_append(list, child);
}

/* By id; a second one of the same id is refused where it stands. */
static json_t *index_of(json_t *rows, struct signpost_report *report)
{
	json_t *by_id = json_object(), *row;
	const char *id;
	size_t i;

	json_array_foreach(rows, i, row) {
		id = hsds_str(row, "id");
		if (id[0] && json_object_get(by_id, id))
			signpost_remark(report, SIGNPOST_REFUSED, hsds_where(row, ""), "id",
					"The row was left out: this id is there already.");
		else if (id[0])
			json_object_set(by_id, id, row);
	}
	return by_id;
}

struct joint { const char *field; json_t *index; };

/* Puts a row under whatever its most special reference names; a reference to what is
 * not there is said, for a missing schedule matters. */
static void hang(json_t *row, const char *key, const struct joint *joints, size_t n,
		 struct signpost_report *report)
{
	json_t *parent;
	const char *id;
	size_t i;

	for (i = 0; i < n; i++) {
		id = hsds_str(row, joints[i].field);
		if (!id[0])
			continue;
		parent = json_object_get(joints[i].index, id);
		if (parent)
			append(parent, key, row);
		else
			signpost_remark(report, SIGNPOST_REFUSED, hsds_where(row, key),
					joints[i].field, "The row was left out: there is no such "
					"row to which it could belong.");
		return;
	}
}

static void hang_all(json_t *rows, const char *key, const struct joint *joints, size_t n,
		     struct signpost_report *report)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
		hang(row, key, joints, n, report);
}

static void refer(json_t *rows, const char *field, json_t *index, const char *key)
{
	json_t *row, *other;
	size_t i;

	json_array_foreach(rows, i, row) {
		other = json_object_get(index, hsds_str(row, field));
		if (other && other != row)
			json_object_set(row, key, other);
	}
}

/* Attributes name what they belong to by link_id, of any table; only those of services
 * are wanted here. */
static void hang_attributes(json_t *rows, json_t *services)
{
	json_t *row, *service;
	const char *id;
	size_t i;

	json_array_foreach(rows, i, row) {
		id = hsds_str(row, "link_id");
		service = json_object_get(services, id[0] ? id : hsds_str(row, "service_id"));
		if (service)
			append(service, "attributes", row);
	}
}

static json_t *join(struct tables *tabs, struct signpost_report *report)
{
	json_t *services = index_of(tabs->t[SERVICES], report);
	json_t *places = index_of(tabs->t[AT_LOCATIONS], report);
	json_t *locations = index_of(tabs->t[LOCATIONS], report);
	json_t *organizations = index_of(tabs->t[ORGANIZATIONS], report);
	json_t *terms = index_of(tabs->t[TERMS], report);
	const struct joint any[] = {
		{ "service_at_location_id", places }, { "service_id", services },
		{ "location_id", locations }, { "organization_id", organizations } };

	hang_all(tabs->t[PHONES], "phones", any, 4, report);
	hang_all(tabs->t[SCHEDULES], "schedules", any, 3, report);
	hang_all(tabs->t[HOLIDAYS], "holiday_schedules", any, 3, report);
	hang_all(tabs->t[AREAS], "service_areas", any, 2, report);
	hang_all(tabs->t[LANGUAGES], "languages", any + 1, 2, report);
	hang_all(tabs->t[ADDRESSES], "addresses", any + 2, 1, report);
	hang_all(tabs->t[ELIGIBILITY], "eligibility", any + 1, 1, report);
	refer(tabs->t[ATTRIBUTES], "taxonomy_term_id", terms, "taxonomy_term");
	refer(tabs->t[SERVICE_TAXONOMY], "taxonomy_id", terms, "taxonomy_term");
	hang_attributes(tabs->t[ATTRIBUTES], services);
	hang_attributes(tabs->t[SERVICE_TAXONOMY], services);
	refer(tabs->t[AT_LOCATIONS], "location_id", locations, "location");
	hang_all(tabs->t[AT_LOCATIONS], "service_at_locations", any + 1, 1, report);
	refer(tabs->t[SERVICES], "organization_id", organizations, "organization");
	json_decref(services);
	json_decref(places);
	json_decref(locations);
	json_decref(organizations);
	json_decref(terms);
	return json_incref(tabs->t[SERVICES]);
}

/* --- A JSON document --------------------------------------------------------------------- */

/* Nested organizations bring their services along. */
static json_t *services_of_organizations(json_t *organizations)
{
	json_t *all = json_array(), *organization, *list, *service;
	size_t i, j;

	json_array_foreach(organizations, i, organization) {
		list = json_object_get(organization, "services");
		json_array_foreach(list, j, service) {
			if (!json_is_object(service))
				continue;
			json_t *copy = json_copy(service), *org = json_copy(organization);

			json_object_del(org, "services");
			if (!json_object_get(copy, "organization"))
				json_object_set(copy, "organization", org);
			json_decref(org);
			json_array_append_new(all, copy);
		}
	}
	return all;
}

/* Rows of a table in a document have no line; they are counted. */
static void number_rows(json_t *rows, const char *name)
{
	char where[120];
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		snprintf(where, sizeof(where), "%s[%zu]", name, i);
		json_object_set_new(row, HSDS_WHERE, json_string(where));
	}
}

static json_t *services_of_object(json_t *doc, struct signpost_report *report)
{
	struct tables tabs = { { NULL } };
	const char *key;
	json_t *value, *all;
	int i, n = 0;

	json_object_foreach(doc, key, value) {
		i = table_of(key, strlen(key));
		if (i < 0 || !json_is_array(value) || tabs.t[i])
			continue;
		tabs.t[i] = json_incref(value);
		number_rows(value, key);
		n++;
	}
	if (!tabs.t[SERVICES] && tabs.t[ORGANIZATIONS])
		all = services_of_organizations(tabs.t[ORGANIZATIONS]);
	else if (tabs.t[SERVICES] && n > 1)
		all = join(&tabs, report);
	else
		all = json_incref(tabs.t[SERVICES]);
	tables_free(&tabs);
	return all;
}

json_t *hsds_document(struct view json, struct signpost_report *report, struct err *err)
{
	json_error_t why;
	json_t *doc = json_loadb((const char *)json.data, json.len, JSON_REJECT_DUPLICATES, &why);
	json_t *all = NULL, *first;

	if (!doc) {
		err_set(err, EINVAL, "line %d, column %d: %s", why.line, why.column, why.text);
		return NULL;
	}
	if (json_is_object(doc) && json_is_array(json_object_get(doc, "contents"))) {
		first = json_incref(json_object_get(doc, "contents"));	/* a page of the API */
		json_decref(doc);
		doc = first;
	}
	first = json_array_get(doc, 0);
	if (json_is_array(doc) && json_is_array(json_object_get(first, "services")))
		all = services_of_organizations(doc);
	else if (json_is_array(doc))
		all = json_incref(doc);
	else if (json_is_object(doc))
		all = services_of_object(doc, report);
	json_decref(doc);
	if (!all) {
		err_set(err, EINVAL, "there are no services in it: expected an array of services, "
			"of organizations, or an object with tables");
		return NULL;
	}
	return all;
}

/* --- Files ------------------------------------------------------------------------------------ */

static int slurp(void *ctx, const char *path, struct view *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	ssize_t n;
	char *data;
	size_t len = 0;

	if (fd < 0)
		return err_set(err, errno, "%s cannot be opened: %s", path, strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_MAX_BYTES) {
		close(fd);
		return err_set(err, EFBIG, "%s is no file, or larger than 64 MiB", path);
	}
	data = talloc_size(ctx, (size_t)st.st_size + 1);
	if (!data)
		base_oom();
	while (len < (size_t)st.st_size &&
	       (n = read(fd, data + len, (size_t)st.st_size - len)) > 0)
		len += (size_t)n;
	close(fd);
	*out = (struct view){ (const uint8_t *)data, len };
	return 0;
}

json_t *hsds_file(void *ctx, const char *path, struct signpost_report *report, struct err *err)
{
	struct view text;
	json_t *all;

	if (slurp(ctx, path, &text, err) < 0)
		return NULL;
	all = hsds_document(text, report, err);
	talloc_free((void *)text.data);
	return all;
}

static int table_load(void *ctx, struct tables *tabs, int i, const char *folder, const char *file,
		      struct signpost_report *report, struct err *err)
{
	char *path = talloc_asprintf(ctx, "%s/%s", folder, file);
	struct view text;
	int rc = slurp(ctx, path, &text, err);

	if (rc < 0)
		return rc;
	tabs->t[i] = hsds_csv(text, file, report, err);
	talloc_free((void *)text.data);
	return tabs->t[i] ? 0 : -EINVAL;
}

/* "data/services.csv" in datapackage.json: only below the folder. */
static bool path_is_below(const char *path)
{
	return path[0] && path[0] != '/' && !strstr(path, "..") && strlen(path) < 200;
}

/* What datapackage.json says; files that it names and that are not there are no tables. */
static int load_named(void *ctx, struct tables *tabs, const char *folder,
		      struct signpost_report *report, struct err *err)
{
	char *path = talloc_asprintf(ctx, "%s/datapackage.json", folder);
	json_t *doc = json_load_file(path, 0, NULL), *resource;
	const char *name, *file;
	size_t n;
	int i, rc = 0;

	json_array_foreach(json_object_get(doc, "resources"), n, resource) {
		name = hsds_str(resource, "name");
		file = hsds_str(resource, "path");
		i = table_of(name, strlen(name));
		if (i < 0 || tabs->t[i] || !path_is_below(file) || rc < 0)
			continue;
		path = talloc_asprintf(ctx, "%s/%s", folder, file);
		if (access(path, R_OK) == 0)
			rc = table_load(ctx, tabs, i, folder, file, report, err);
	}
	json_decref(doc);
	return rc;
}

static int load_found(void *ctx, struct tables *tabs, const char *folder,
		      struct signpost_report *report, struct err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	size_t len;
	int i, rc = 0;

	if (!dir)
		return err_set(err, errno, "%s cannot be opened: %s", folder, strerror(errno));
	while (rc == 0 && (d = readdir(dir))) {
		len = strlen(d->d_name);
		if (len < 5 || strcmp(d->d_name + len - 4, ".csv") != 0)
			continue;
		i = table_of(d->d_name, len - 4);
		if (i >= 0 && !tabs->t[i])
			rc = table_load(ctx, tabs, i, folder, d->d_name, report, err);
	}
	closedir(dir);
	return rc;
}

json_t *hsds_folder(void *ctx, const char *path, struct signpost_report *report, struct err *err)
{
	struct tables tabs = { { NULL } };
	json_t *all = NULL;
	int rc = load_named(ctx, &tabs, path, report, err);

	if (rc == 0)
		rc = load_found(ctx, &tabs, path, report, err);
	if (rc == 0 && !tabs.t[SERVICES])
		rc = err_set(err, ENOENT, "%s has no services.csv", path);
	if (rc == 0)
		all = join(&tabs, report);
	tables_free(&tabs);
	return all;
}
