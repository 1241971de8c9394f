// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * FLOIP containers, 1.0.0-rc3 and -rc4: flows of blocks, a block's exits with tests,
 * words in resources (an array or an object, of the container or of the flow).
 */
#include "expr/expr.h"
#include "import/im_floip.h"
#include "base/mem.h"

bool im_floip_is(const json_t *root)
{
	return json_is_string(json_object_get(root, "specification_version")) &&
		json_is_array(json_object_get(root, "flows"));
}

/* --- Resources --------------------------------------------------------------------- */

static const json_t *resource_in(const json_t *all, const char *id)
{
	const json_t *r;
	size_t i;

	if (json_is_object(all))
		return json_object_get(all, id);
	json_array_foreach(all, i, r) {
		const char *uuid = json_string_value(json_object_get(r, "uuid"));

		if (uuid && strcmp(uuid, id) == 0)
			return r;
	}
	return NULL;
}

static bool spoken_only(const json_t *value)
{
	const json_t *modes = json_object_get(value, "modes"), *mode;
	size_t i;

	json_array_foreach(modes, i, mode)
		if (!json_is_string(mode) || strcasecmp(json_string_value(mode), "IVR") != 0)
			return false;
	return json_array_size(modes) > 0;
}

/* "eng-female" is the language that the flow's own list says, else what it looks like. */
static const char *language(struct floip *p, const char *id)
{
	const json_t *l;
	size_t i;

	json_array_foreach(im_list(p->flow, "languages"), i, l) {
		const char *own = im_str(p->im, l, "id"), *iso = im_str(p->im, l, "iso_639_3");

		if (own && id && strcmp(own, id) == 0 && iso)
			return im_lang(p->im->result, iso);
	}
	return im_lang(p->im->result, id);
}

static const struct im_text *has_lang(const struct im_words *w, const char *lang, bool voice)
{
	for (size_t i = 0; i < w->len; i++)
		if (strcmp(w->list[i].lang, lang) == 0 && w->list[i].voice == voice)
			return &w->list[i];
	return NULL;
}

static void add_value(struct floip *p, const json_t *v, struct im_words *out, bool spoken)
{
	const char *text = im_str(p->im, v, "value"), *type = im_str(p->im, v, "content_type");
	const char *lang = language(p, im_str(p->im, v, "language_id"));

	if (!text || !*text || !type || strcasecmp(type, "TEXT") != 0 || spoken_only(v) != spoken)
		return;
	if (spoken && !has_lang(out, lang, false))
		spoken = false;
	if (!has_lang(out, lang, spoken))
		im_add_text(p->im, out, lang, text, spoken);
}

static const char *audio_of(struct floip *p, const json_t *values)
{
	const json_t *v;
	size_t i;

	json_array_foreach(values, i, v) {
		const char *type = im_str(p->im, v, "content_type");

		if (type && strcasecmp(type, "AUDIO") == 0)
			return im_str(p->im, v, "value");
	}
	return NULL;
}

/* The words of a resource; of what is no resource, the text itself. */
void floip_words(struct floip *p, const char *id, const char *otherwise, struct im_words *out)
{
	const json_t *r = resource_in(json_object_get(p->flow, "resources"), id), *values, *v;
	const char *audio;
	size_t i;

	if (!r)
		r = resource_in(json_object_get(p->root, "resources"), id);
	values = json_is_array(r) ? r : im_list(r, "values");
	json_array_foreach(values, i, v)
		add_value(p, v, out, false);
	json_array_foreach(values, i, v)
		add_value(p, v, out, true);
	audio = audio_of(p, values);
	if (!out->len && r) {
		im_add_text(p->im, out, p->f->lang, otherwise, false);
		im_note(p->im, p->f, p->n, IMPORT_APPROXIMATED, p->type, "only a recording was "
			"there: write down what it says");
	} else if (!out->len) {
		im_add_text(p->im, out, p->f->lang, id, false);
	}
	if (audio)			/* with the words for a call, if there are any */
		out->list[out->list[out->len - 1].voice ? out->len - 1 : 0].audio = audio;
}

/* --- Flows ------------------------------------------------------------------------------ */

int floip_node(const struct im_flow *f, const char *uuid)
{
	for (size_t i = 0; uuid && i < f->nodes_len; i++)
		if (f->nodes[i].id && strcmp(f->nodes[i].id, uuid) == 0)
			return (int)i;
	return -1;
}

static bool modes_are_voice(const json_t *flow)
{
	const json_t *modes = im_list(flow, "supported_modes"), *mode;
	size_t i;

	json_array_foreach(modes, i, mode)
		if (!json_is_string(mode) || strcasecmp(json_string_value(mode), "IVR") != 0)
			return false;
	return json_array_size(modes) > 0;
}

static int read_blocks(struct floip *p)
{
	const json_t *blocks = im_list(p->flow, "blocks"), *b;
	struct im_flow *f = p->f;
	size_t i, extra = 0;

	json_array_foreach(blocks, i, b)
		extra += json_array_size(im_list(b, "exits"));
	if (json_array_size(blocks) > IMPORT_NODES_MAX || extra > 20 * IMPORT_NODES_MAX)
		return err_set(p->im->err, EINVAL, "\"%.60s\" has more than %d blocks or too many "
			       "exits", f->title, IMPORT_NODES_MAX);
	f->nodes = talloc_zero_array(p->im->result, struct im_node,
				     json_array_size(blocks) + extra + 1);
	f->nodes_len = json_array_size(blocks);
	json_array_foreach(blocks, i, b) {
		f->nodes[i].id = im_str(p->im, b, "uuid");
		if (!f->nodes[i].id)
			return err_set(p->im->err, EINVAL, "\"%.60s\": block %zu has no uuid",
				       f->title,
				       i + 1);
		if (floip_node(f, f->nodes[i].id) < (int)i)
			return err_set(p->im->err, EINVAL, "\"%.60s\": two blocks are %.60s",
				       f->title,
				       f->nodes[i].id);
	}
	json_array_foreach(blocks, i, b) {
		p->n = &f->nodes[i];
		p->block = b;
		if (floip_block(p) < 0)
			return -EINVAL;
	}
	f->first = floip_node(f, im_str(p->im, p->flow, "first_block_id"));
	if (f->first < 0 && json_array_size(blocks))
		f->first = 0;
	return 0;
}

static int read_flow(struct im *im, struct im_flow *f, const json_t *flow)
{
	const char *id = im_str(im, flow, "uuid"), *name = im_str(im, flow, "name");
	const char *label = im_str(im, flow, "label");
	const json_t *first = json_array_get(im_list(flow, "languages"), 0);
	const char *iso = im_str(im, first, "iso_639_3");

	if (json_array_size(im_list(flow, "languages")) > IMPORT_LANGS_MAX)
		return err_set(im->err, EINVAL, "a flow has more than %d languages",
			       IMPORT_LANGS_MAX);
	if (!id || (!(name && *name) && !label))
		return err_set(im->err, EINVAL, "a flow has no uuid or no name");
	f->id = id;
	f->title = name && *name ? name : label;
	f->lang = im_lang(im->result, iso ? iso : im_text_of(im, first));
	f->voice = modes_are_voice(flow);
	f->expires_s = im_int(flow, "interaction_timeout", 0);
	if (f->expires_s < 60 || f->expires_s > 365 * 86400)
		f->expires_s = 0;
	return 0;
}

static bool known_version(const char *version)
{
	static const char *const known[] = {
		"1.0.0-rc1", "1.0.0-rc2", "1.0.0-rc3", "1.0.0-rc4", "1.0.0"
	};

	for (size_t i = 0; version && i < ARRAY_LEN(known); i++)
		if (strcmp(version, known[i]) == 0)
			return true;
	return false;
}

int im_floip_read(struct im *im, const json_t *root)
{
	const char *version = im_str(im, root, "specification_version");
	const json_t *flows = im_list(root, "flows");

	if (!known_version(version))
		return err_set(im->err, EINVAL,
			       "FLOIP %.20s is not read: 1.0.0-rc1 to 1.0.0-rc4 are",
			       version ? version : "");
	if (strcmp(version, "1.0.0-rc1") == 0 || strcmp(version, "1.0.0-rc2") == 0)
		im_note(im, NULL, NULL, IMPORT_APPROXIMATED, "container",
			"%s is read as if it were "
			"1.0.0-rc3", version);
	im->result->format = talloc_asprintf(im->result, "FLOIP %s", version);
	im->flows_len = json_array_size(flows);
	if (im->flows_len == 0 || im->flows_len > IMPORT_FLOWS_MAX)
		return err_set(im->err, EINVAL, "no flow in this container, or more than %d",
			       IMPORT_FLOWS_MAX);
	im->flows = talloc_zero_array(im->result, struct im_flow, im->flows_len);
	for (size_t i = 0; i < im->flows_len; i++)
		if (read_flow(im, &im->flows[i], json_array_get(flows, i)) < 0)
			return -EINVAL;
	im_name_flows(im);
	for (size_t i = 0; i < im->flows_len; i++) {
		struct floip p = {
			.im = im, .root = root, .flow = json_array_get(flows, i), .f = &im->flows[i]
		};

		if (read_blocks(&p) < 0)
			return -EINVAL;
	}
	return 0;
}
