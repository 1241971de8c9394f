// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-flow speak: a placeholder in a synthetic voice for every prompt of
 * calls that nobody has recorded.  What holds something of the moment (a number,
 * a name) cannot be spoken beforehand; voicebox does that when it is needed.
 *
 * DIR/<language>/<key>.wav, and DIR/<language>/PLACEHOLDERS with a line for each:
 * key and the seal of its text, so that only what changed is spoken again.
 * Recordings, PROMPTS/<language>/<key>.wav, always win.
 */
#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/flow_look.h"
#include "sound/sound.h"
#include "tools/flow_tool.h"

enum { SEAL = 8, SPEED = 100 };

struct speaking {
	void *ctx;
	const struct flow_tool_options *opt;
	struct words *words;
	const char *lang;
	char *old;			/* what PLACEHOLDERS said */
	FILE *list;			/* NULL: only count */
	const char **done;
	size_t done_len, spoken, kept, recorded, failed;
};

static bool done_before(struct speaking *s, const char *key)
{
	for (size_t i = 0; i < s->done_len; i++)
		if (strcmp(s->done[i], key) == 0)
			return true;
	s->done = talloc_realloc(s->ctx, s->done, const char *, s->done_len + 1);
	s->done[s->done_len++] = talloc_strdup(s->ctx, key);
	return false;
}

static void seal_of(const char *text, char out[SEAL + 1])
{
	uint8_t hash[crypto_generichash_BYTES_MIN];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)text, strlen(text), NULL, 0);
	for (int i = 0; i < SEAL / 2; i++)
		sprintf(out + 2 * i, "%02x", hash[i]);
}

static bool write_file(const char *path, const uint8_t *data, size_t len)
{
	FILE *f = fopen(path, "we");
	bool ok = f && fwrite(data, 1, len, f) == len;

	return (!f || fclose(f) == 0) && ok;
}

static bool speak(struct speaking *s, const char *path, const char *text)
{
	int16_t *pcm = NULL;
	uint8_t *g711, *wav = NULL;
	size_t n = 0, len = 0;
	int rc = sound_speak(&pcm, &n, NULL, s->lang, text, SPEED);
	bool ok = false;

	if (rc < 0) {
		fprintf(stderr, "%s: cannot be spoken: %s\n", path, strerror(-rc));
		return false;
	}
	g711 = malloc(n ? n : 1);
	if (g711) {
		sound_encode(g711, pcm, n, SOUND_ALAW);
		wav = sound_wav_make(&len, g711, n, SOUND_ALAW);
		ok = wav && write_file(path, wav, len);
	}
	free(wav);
	free(g711);
	free(pcm);
	return ok;
}

static bool is_old(const struct speaking *s, const char *key, const char *seal)
{
	char *line = talloc_asprintf(s->ctx, "\n%s %s\n", key, seal);

	return s->old && strstr(s->old, line);
}

/* One prompt: recorded, spoken before, or spoken now. */
static void prompt(struct speaking *s, const char *key, const char *text)
{
	char *recorded = talloc_asprintf(s->ctx, "%s/%s/%s.wav", s->opt->prompts, s->lang, key);
	char *path, seal[SEAL + 1];

	if (done_before(s, key))
		return;
	if (access(recorded, R_OK) == 0) {
		s->recorded++;
		return;
	}
	if (!s->list) {
		s->spoken++;
		if (s->opt->notes)
			printf("%s: not recorded: %s: %s\n", s->lang, key, text);
		return;
	}
	path = talloc_asprintf(s->ctx, "%s/%s/%s.wav", s->opt->out, s->lang, key);
	seal_of(text, seal);
	if (is_old(s, key, seal) && access(path, R_OK) == 0)
		s->kept++;
	else if (speak(s, path, text))
		s->spoken++;
	else {
		s->failed++;
		return;
	}
	fprintf(s->list, "%s %s\n", key, seal);
}

/* The words without {options} (they are prompts of their own); NULL: of the moment. */
static char *fixed(void *ctx, const char *raw)
{
	char *text = talloc_strdup(ctx, raw), *at = strstr(text, "{options}");
	size_t len;

	if (at)
		memmove(at, at + 9, strlen(at + 9) + 1);
	if (strchr(text, '{'))
		return NULL;
	for (len = strlen(text); len && isspace((unsigned char)text[len - 1]); )
		text[--len] = '\0';
	return len ? text : NULL;
}

static void key_prompt(struct speaking *s, const char *key)
{
	const struct words_for who = { .lang = s->lang, .channel = WORDS_VOICE };
	const char *raw = words_own(s->words, s->lang, key) ? words_raw(s->words, &who, key) : NULL;
	char *text = raw ? fixed(s->ctx, raw) : NULL;

	if (text)
		prompt(s, key, text);
}

static void option_prompt(struct speaking *s, const char *word_key, int number)
{
	const struct words_for who = { .lang = s->lang, .channel = WORDS_VOICE };
	char *word, *key = talloc_asprintf(s->ctx, "%s.press%d", word_key, number);

	if (!words_own(s->words, s->lang, word_key))
		return;
	word = words_render(s->ctx, s->words, &who, word_key, NULL);
	prompt(s, key, words_render(s->ctx, s->words, &who, "voice.option", WORDS_ARGS(
		WORDS_TEXT("word", word), WORDS_NUMBER("number", number))));
}

static void no_step(void *arg, const char *name, int line, bool made) { }
static void no_edge(void *arg, const struct flow_edge *e) { }

static void node_options(void *arg, const struct flow_node *n)
{
	for (size_t i = 0; i < n->options_len; i++)
		option_prompt(arg, n->options[i].key, n->options[i].number);
}

/* What is heard on calls besides flows: by name, or because it has words for a voice. */
static int entry_prompt(void *arg, const struct words_entry *e)
{
	static const char *const names[] = {
		"voice.", "alarm.voice.", "digit.", "safety.", "badinput.", "queue.", "closed.",
		"person." };
	bool heard = strcmp(e->context, "voice") == 0;

	for (size_t i = 0; i < ARRAY_LEN(names) && !heard; i++)
		heard = strncmp(e->key, names[i], strlen(names[i])) == 0;
	if (heard && !e->is_list && !e->plural)
		key_prompt(arg, e->key);
	return 0;
}

static void language(struct speaking *s, const struct flow_set *set)
{
	static const struct { const char *key; int number; } ours[] = {
		{ "safety.nine.yes", 1 }, { "safety.nine.soon", 2 }, { "safety.nine.slip", 3 },
		{ "safety.ask.yes", 1 }, { "safety.ask.unsure", 2 }, { "safety.ask.no", 3 } };
	const struct flow_looker look = { s, no_step, node_options, no_edge };
	const char *const *key;
	const struct flow *f;

	for (key = flow_keys(s->ctx, set); *key; key++)
		if (strncmp(*key, "keyword.", 8) != 0)
			key_prompt(s, *key);
	for (f = flow_set_next(set, NULL); f; f = flow_set_next(set, f))
		flow_look(f, &look);
	for (size_t i = 0; i < ARRAY_LEN(ours); i++)
		option_prompt(s, ours[i].key, ours[i].number);
	words_each(s->words, s->lang, entry_prompt, s);
}

static char *read_all(void *ctx, const char *path)
{
	char buf[4096], *all = talloc_strdup(ctx, "\n");
	FILE *f = fopen(path, "re");
	size_t n;

	while (f && (n = fread(buf, 1, sizeof(buf), f)) > 0)
		all = talloc_strndup_append_buffer(all, buf, n);
	if (f)
		fclose(f);
	return all;
}

/* The list is written anew beside the old one and put in its place when all is spoken. */
static int language_speak(void *ctx, const struct flow_tool_options *opt, struct words *words,
			  const struct flow_set *set, const char *lang)
{
	struct speaking s = { .ctx = talloc_new(ctx), .opt = opt, .words = words, .lang = lang };
	char *dir = talloc_asprintf(s.ctx, "%s/%s", opt->out, lang);
	char *path = talloc_asprintf(s.ctx, "%s/PLACEHOLDERS", dir);
	char *new_path = talloc_asprintf(s.ctx, "%s.new", path);

	mkdir(opt->out, 0755);
	mkdir(dir, 0755);
	s.old = read_all(s.ctx, path);
	s.list = fopen(new_path, "we");
	if (!s.list) {
		printf("%s: %s\n", new_path, strerror(errno));
		return 2;
	}
	fprintf(s.list, "synthetic speech, placeholders until somebody records them\n");
	language(&s, set);
	if (fclose(s.list) != 0 || rename(new_path, path) < 0)
		s.failed++;
	printf("%s: %zu prompts spoken, %zu kept, %zu recorded, %zu failed\n", lang,
	       s.spoken, s.kept, s.recorded, s.failed);
	return s.failed ? 1 : 0;
}

size_t flow_tool_unrecorded(void *ctx, const struct flow_tool_options *opt, struct words *words,
			    const struct flow_set *set, const char *lang, size_t *recorded)
{
	struct speaking s = { .ctx = talloc_new(ctx), .opt = opt, .words = words, .lang = lang };

	language(&s, set);
	*recorded = s.recorded;
	return s.spoken;
}

struct flow_set *flow_tool_flows(void *ctx, const struct flow_tool_options *opt)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };

	if (flow_set_load_dir(set, opt->flows, &problems) < 0)
		for (size_t i = 0; i < problems.len; i++)
			fprintf(stderr, "%s\n", flow_problem_format(ctx, &problems.list[i]));
	flow_problems_clear(&problems);
	return set;
}

bool flow_tool_knows(void *ctx, const struct flow_set *set, const struct flow_tool_options *opt)
{
	const char **names = NULL;
	const struct flow *f = NULL;
	size_t n = 0;

	do {
		f = flow_set_next(set, f);
		names = talloc_realloc(ctx, names, const char *, (unsigned int)n + 1);
		names[n++] = f ? flow_name(f) : NULL;
	} while (f);
	for (size_t i = 0; i < opt->files_len; i++) {
		if (flow_set_find(set, opt->files[i]))
			continue;
		fprintf(stderr, "there is no flow `%s` in %s.%s\n", opt->files[i], opt->flows,
			flow_suggest(ctx, opt->files[i], names));
		return false;
	}
	return true;
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct words *words;
	struct flow_set *set;
	struct err err;
	int worst = 0, rc;

	if (!opt->out) {
		fprintf(stderr, "Where to?  warmline-flow speak -o DIR\n");
		return 2;
	}
	words = words_load(ctx, opt->prompts, &err);
	if (!words) {
		printf("%s\n", err.text);
		return 2;
	}
	set = flow_tool_flows(ctx, opt);
	for (const char *const *lang = words_languages(words); *lang; lang++) {
		if (opt->lang && strcmp(*lang, opt->lang) != 0)
			continue;
		rc = language_speak(ctx, opt, words, set, *lang);
		worst = rc > worst ? rc : worst;
	}
	return worst;
}

const struct flow_tool_command flow_tool_speak = {
	.name = "speak", .args = "[--flows DIR] [--prompts DIR] [--lang LANG] -o DIR",
	.help = "speaks every prompt of calls that nobody has recorded (espeak-ng), as a "
		"placeholder: DIR/<language>/<key>.wav",
	.run = run,
};
