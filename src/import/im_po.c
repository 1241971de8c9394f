// SPDX-License-Identifier: AGPL-3.0-or-later
/* The catalogues: entries, and as .po files. */
#include <stdio.h>

#include "import/im_int.h"
#include "base/mem.h"

void im_entry(struct im *im, const char *key, const char *lang, const char *context,
	      const char *text, const char *comment)
{
	const char *id = talloc_asprintf(im->result, "%s\n%s\n%s", lang, context ? context : "",
					 key);

	if (!im->seen)
		im->seen = json_object();
	if (!im->seen)
		base_oom();
	if (json_object_get(im->seen, id))
		return;
	json_object_set_new(im->seen, id, json_true());
	if (im->entries_len % 64 == 0)
		im->entries = talloc_realloc(im->result, im->entries, struct im_entry,
					     im->entries_len + 64);
	im->entries[im->entries_len++] = (struct im_entry){
		key, lang, context, text, comment, im->emitting
	};
}

static char *po_string(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "\"");

	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			out = talloc_asprintf_append_buffer(out, "\\%c", *text);
		else if (*text == '\n')
			out = talloc_strdup_append_buffer(out, "\\n");
		else
			out = talloc_strndup_append_buffer(out, text, 1);
	}
	return talloc_strdup_append_buffer(out, "\"");
}

static char *write_entry(char *out, const struct im_entry *e)
{
	void *tmp = talloc_new(NULL);

	for (const char *c = e->comment; c && *c;) {
		size_t len = strcspn(c, "\n");

		out = talloc_asprintf_append_buffer(out, "#. %.*s\n", (int)len, c);
		c += len + (c[len] != '\0');
	}
	if (e->context)
		out = talloc_asprintf_append_buffer(out, "msgctxt \"%s\"\n", e->context);
	out = talloc_asprintf_append_buffer(out, "msgid \"%s\"\nmsgstr %s\n\n", e->key,
					    po_string(tmp, e->text));
	talloc_free(tmp);
	return out;
}

/* How the languages count, where it is not one and many (CLDR, in gettext's words). */
static const char *plural_forms(const char *lang)
{
	static const struct {
		const char *langs, *forms;
	} rules[] = {
		{ " fr pt ln mg ti ", "nplurals=2; plural=(n > 1);" },
		{ " id ja km ko lo ms my th vi wo yo zh ig ", "nplurals=1; plural=0;" },
		{ " ar ", "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && "
		  "n%100<=10 ? 3 : n%100>=11 ? 4 : 5);" },
		{ " be ru sr uk hr bs ",
		  "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
		  "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);" },
		{ " pl ", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
		  "n%100>=20) ? 1 : 2);" },
	};
	char key[16];

	snprintf(key, sizeof(key), " %.10s ", lang);
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (strstr(rules[i].langs, key))
			return rules[i].forms;
	return "nplurals=2; plural=(n != 1);";
}

static char *catalogue(struct im *im, const char *lang, const char *from)
{
	char *out = talloc_asprintf(im->result,
		"# Imported words, to be read aloud, mended and signed: prompts/README.md\n"
		"msgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n\"MIME-Version: 1.0\\n\"\n"
		"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
		"\"Content-Transfer-Encoding: 8bit\\n\"\n\"Plural-Forms: %s\\n\"\n\n", lang,
		plural_forms(lang));

	for (size_t i = 0; i < im->entries_len; i++)
		if (strcmp(im->entries[i].lang, from) == 0 &&
		    !(im->entries[i].node && im->entries[i].node->cut))
			out = write_entry(out, &im->entries[i]);
	return out;
}

static void add_catalogue(struct im *im, const char *lang, const char *from)
{
	struct import_result *r = im->result;

	r->catalogues = talloc_realloc(r, r->catalogues, struct import_file, r->catalogues_len + 1);
	r->catalogues[r->catalogues_len++] = (struct import_file){
		talloc_asprintf(r, "%s.po", lang), catalogue(im, lang, from)
	};
}

static bool has_catalogue(const struct im *im, const char *lang)
{
	for (size_t i = 0; i < im->result->catalogues_len; i++)
		if (strncmp(im->result->catalogues[i].name, lang, strlen(lang)) == 0 &&
		    im->result->catalogues[i].name[strlen(lang)] == '.')
			return true;
	return false;
}

/* English is what every language falls back to: without it its place is held by the
 * language that the file has. */
void im_catalogues(struct im *im)
{
	for (size_t i = 0; i < im->entries_len; i++)
		if (!has_catalogue(im, im->entries[i].lang))
			add_catalogue(im, im->entries[i].lang, im->entries[i].lang);
	if (has_catalogue(im, "en"))
		return;
	if (im->entries_len)
		im_note(im, NULL, NULL, IMPORT_APPROXIMATED, "en.po", "no words in English in this "
			"file: en.po, which every language falls back to, holds those in `%s`",
			im->flows[0].lang);
	add_catalogue(im, "en", im->flows[0].lang);
}
