// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-flow try: a phone in the terminal.  Left what a text shows, right what
 * a call says; what is typed is the answer.  Lines that begin with ":" are for
 * the one who tries: time, what comes of an effect, the language, hearing it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "flow/flow_look.h"
#include "text/text.h"
#include "tools/flow_tool.h"
#include "base/mem.h"

enum { COLUMN = 38, LINE_MAX_BYTES = 2000, FACTS_MAX = 40 };

struct trying {
	const struct flow_tool_options *opt;
	void *ctx;
	struct flow_set *set;
	struct words *words;
	const char *lang, *langs[24];
	struct flow_host host;
	struct flow_state *st;
	int64_t now_ms;
	char *heard;			/* the last that a call said, for :play */
	const char *heard_key;
	const char *effect;		/* waits for what comes of it */
	const struct flow_action *action;	/* ... itself */
	struct flow_arg facts[FACTS_MAX];
	size_t facts_len;
};

/* --- The host ----------------------------------------------------------------------- */

static const char *word(void *arg, const char *lang, const char *key)
{
	struct trying *t = arg;

	return words_own(t->words, lang, key);
}

static bool get(void *arg, const char *name, struct flow_value *out)
{
	struct trying *t = arg;

	for (size_t i = t->facts_len; i-- > 0; )
		if (strcmp(t->facts[i].name, name) == 0) {
			*out = t->facts[i].value;
			return true;
		}
	return false;
}

static void order_langs(struct trying *t)
{
	size_t n = 0;

	t->langs[n++] = t->lang;
	for (const char *const *l = words_languages(t->words); *l && n < ARRAY_LEN(t->langs) - 1;
	     l++)
		if (strcmp(*l, t->lang) != 0)
			t->langs[n++] = *l;
	t->langs[n] = NULL;
}

/* --- The screen ------------------------------------------------------------------------- */

/* As many letters as fit into a column, broken at a space; *p moves behind them. */
static int take(const char **p, char *out, size_t size)
{
	const char *s = *p, *space = NULL, *end = s;
	int letters = 0;

	while (*end && *end != '\n' && letters < COLUMN) {
		if (*end == ' ')
			space = end;
		do {
			end++;
		} while ((*end & 0xc0) == 0x80);
		letters++;
	}
	if (*end && *end != '\n' && *end != ' ' && space)
		end = space;
	snprintf(out, size, "%.*s", (int)(end - s), s);
	letters = 0;
	for (const char *q = out; *q; q++)
		letters += (*q & 0xc0) != 0x80;
	*p = end + (*end == ' ' || *end == '\n');
	return letters;
}

static void side_by_side(const char *left, const char *right)
{
	char a[COLUMN * 4 + 1], b[COLUMN * 4 + 1];

	while (*left || *right) {
		int n = take(&left, a, sizeof(a));

		take(&right, b, sizeof(b));
		printf("  %s%*s | %s\n", a, COLUMN - n, "", b);
	}
	printf("  %*s |\n", COLUMN, "");
}

static void show_words(struct trying *t, const struct flow_action *a)
{
	struct text_size size = { .segments = 0 };
	char *text = flow_tool_render(t->ctx, t->words, t->lang, false, a);

	t->heard = flow_tool_render(t->ctx, t->words, t->lang, true, a);
	t->heard_key = a->key;
	if (text_measure(text, strlen(text), TEXT_REF_8, &size) == 0 && size.segments > 1)
		text = talloc_asprintf(t->ctx, "%s [%d segments]", text, (int)size.segments);
	side_by_side(text, a->must_hear ? talloc_asprintf(t->ctx, "%s [must be heard]", t->heard) :
		     t->heard);
}

/* What a peer's or somebody's phone on duty shows then. */
static void show_others(struct trying *t, const struct flow_action *a, const char *outcome)
{
	const struct flow_tells_spec *row = NULL;

	while ((row = flow_effect_tells(&flow_vocabulary_standard, a, outcome, row))) {
		const char *kind = row->kind ? words_own(t->words, t->lang, row->kind) : NULL;

		printf("  (%s: %s)\n", strcmp(row->who, "peer") == 0 ? "a peer's phone" :
		       "a phone on duty",
		       flow_tool_render(t->ctx, t->words, t->lang, false,
					flow_tells_say(t->ctx, row, a, kind)));
	}
}

static void show_effect(struct trying *t, const struct flow_action *a)
{
	const struct flow_vocabulary *v = &flow_vocabulary_standard;

	printf("  (the service does: %s", a->effect);
	for (size_t i = 0; i < a->args_len; i++)
		if (a->args[i].value.type == FLOW_TEXT)
			printf(" %s", strncmp(a->effect, "pin", 3) == 0 ? "****" :
			       a->args[i].value.text);
		else
			printf(" %lld", (long long)a->args[i].value.number);
	printf(")\n");
	if (t->facts_len < FACTS_MAX && flow_effect_change(t->ctx, v, a, &t->facts[t->facts_len]))
		t->facts_len++;
	if (!a->waits) {
		show_others(t, a, NULL);
		return;
	}
	t->effect = a->effect;
	t->action = a;
	for (size_t i = 0; i < v->effects_len; i++)
		if (strcmp(v->effects[i].name, a->effect) == 0 && v->effects[i].outcomes) {
			printf("  What comes of it? One of:");
			for (const char *const *o = v->effects[i].outcomes; *o; o++)
				printf(" :%s", *o);
			printf("\n");
		}
}

static void show(struct trying *t, const struct flow_actions *out)
{
	t->effect = NULL;
	for (size_t i = 0; i < out->len; i++) {
		const struct flow_action *a = &out->list[i];

		if (a->type == FLOW_SAY || a->type == FLOW_WAIT)
			show_words(t, a);
		else if (a->type == FLOW_EFFECT)
			show_effect(t, a);
		else
			printf("  (it is over: %s)\n", flow_end_name(a->end));
	}
	fflush(stdout);
}

/* --- What the one who tries says ------------------------------------------------------------ */

static int run_program(const char *program, const char *const *argv)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		execvp(program, (char *const *)argv);
		_exit(127);
	}
	return pid < 0 || waitpid(pid, &status, 0) < 0 ? -1 : status;
}

/* The recording where there is one, else the synthetic voice. */
static void play(struct trying *t)
{
	char *wav = talloc_asprintf(t->ctx, "%s/%s/%s.wav", t->opt->prompts, t->lang,
				    t->heard_key ? t->heard_key : "");
	const char *const aplay[] = { "aplay", "-q", wav, NULL };
	const char *const espeak[] = { "espeak-ng", "-v", t->lang, t->heard ? t->heard : "", NULL };
	bool recorded = access(wav, R_OK) == 0;

	if (run_program(recorded ? "aplay" : "espeak-ng", recorded ? aplay : espeak) != 0)
		printf("  (it cannot be played here: aplay or espeak-ng is missing)\n");
}

static void pass(struct trying *t, const char *how_long)
{
	struct flow_actions *out = flow_actions_new(t->ctx);
	int64_t ms;

	if (duration_parse(how_long, &ms) < 0) {
		printf("  (a time such as :wait 20m)\n");
		return;
	}
	t->now_ms += ms;
	if (!flow_silence(t->st, &t->host, t->now_ms, out))
		printf("  (nothing happens)\n");
	show(t, out);
}

/* ":member.child = true" */
static void fact(struct trying *t, char *line)
{
	char *value = strchr(line, '=');
	struct flow_value v;
	char *end;

	*value++ = 0;
	value += strspn(value, " ");
	line[strcspn(line, " ")] = 0;
	v = FLOW_STRING(talloc_strdup(t->ctx, value));
	if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
		v = FLOW_TRUTH(value[0] == 't');
	else if (strtoll(value, &end, 10), *value && !*end)
		v = FLOW_INT(strtoll(value, NULL, 10));
	if (t->facts_len < FACTS_MAX)
		t->facts[t->facts_len++] = (struct flow_arg){ talloc_strdup(t->ctx, line), v };
}

static void help(void)
{
	printf("  An answer is typed as the member would send or press it.  Besides:\n"
	       "  :wait 20m     time passes             :lang sw      another language\n"
	       "  :play         hear what a call says   :back         one question back\n"
	       "  :again        the question again      :NAME = VALUE a fact, such as member.child "
	       "= true\n"
	       "  :queued       what comes of an effect :quit\n");
}

/* `:places = Nakuru, Naivasha`, said before what comes of `find`. */
static const struct flow_arg *brought(struct trying *t)
{
	const char *name = flow_effect_brings(&flow_vocabulary_standard, t->effect);
	struct flow_arg *vars = talloc_zero_array(t->ctx, struct flow_arg, 2);

	if (name && get(t, name, &vars->value))
		vars->name = name;
	return vars;
}

/* False: enough. */
static bool command(struct trying *t, char *line)
{
	struct flow_actions *out = flow_actions_new(t->ctx);

	if (strcmp(line, "quit") == 0 || strcmp(line, "q") == 0)
		return false;
	if (strcmp(line, "play") == 0) {
		play(t);
	} else if (strncmp(line, "wait ", 5) == 0) {
		pass(t, line + 5);
	} else if (strncmp(line, "lang ", 5) == 0) {
		t->lang = talloc_strdup(t->ctx, line + 5);
		order_langs(t);
	} else if (strchr(line, '=')) {
		fact(t, line);
	} else if (strcmp(line, "back") == 0 && flow_back(t->st, &t->host, t->now_ms, out)) {
		show(t, out);
	} else if (strcmp(line, "again") == 0 && flow_again(t->st, &t->host, t->now_ms, out)) {
		show(t, out);
	} else if (t->effect &&
		   flow_effect_done(t->st, &t->host, line, brought(t), t->now_ms, out)) {
		show_others(t, t->action, line);
		show(t, out);
	} else {
		help();
	}
	return true;
}

static void input(struct trying *t, const char *line)
{
	struct flow_actions *out = flow_actions_new(t->ctx);

	if (strcmp(line, "9") == 0 || strcmp(line, "0") == 0)
		printf("  (%s: works from every step)\n", *line == '9' ? "safety" : "a person");
	else if (line[strspn(line, "0123456789")] ?
		 !flow_input(t->st, &t->host, line, t->now_ms, out) :
		 !flow_press(t->st, &t->host, line, t->now_ms, out))
		printf("  (nothing waits for an answer)\n");
	show(t, out);
}

static void begin(struct trying *t, const struct flow *f)
{
	struct flow_actions *out = flow_actions_new(t->ctx);

	t->st = flow_start(t->ctx, t->set, f, &t->host, NULL, t->now_ms, out);
	printf("  %-*s | %s\n  %.*s-+-%.*s\n", COLUMN, "by text", "on a call", COLUMN,
	       "------------------------------------------", COLUMN,
	       "------------------------------------------");
	show(t, out);
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct trying t = { .opt = opt, .ctx = ctx,
			    .set = flow_set_new(ctx, &flow_vocabulary_standard),
			    .lang = opt->lang ? opt->lang : "en", .now_ms = DAYS_MS(20000) };
	struct flow_problems problems = { 0 };
	const struct flow *f;
	char line[LINE_MAX_BYTES];
	struct err err;

	t.words = words_load(ctx, opt->prompts, &err);
	if (!t.words) {
		printf("%s\n", err.text);
		return 2;
	}
	if (flow_set_load_dir(t.set, opt->flows, &problems) < 0)
		for (size_t i = 0; i < problems.len; i++)
			printf("%s\n", flow_problem_format(ctx, &problems.list[i]));
	flow_problems_clear(&problems);
	if (!flow_tool_knows(ctx, t.set, opt))
		return 2;
	f = opt->files_len == 1 ? flow_set_find(t.set, opt->files[0]) : NULL;
	if (!f) {
		fprintf(stderr, "which flow?  The name of one in %s\n", opt->flows);
		return 2;
	}
	t.host = (struct flow_host){ .langs = t.langs, .word = word, .get = get, .arg = &t };
	order_langs(&t);
	begin(&t, f);
	while (printf("> "), fflush(stdout), fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = 0;
		if (line[0] == ':' ? !command(&t, line + 1) : (input(&t, line), false))
			break;
	}
	printf("\n");
	return 0;
}

const struct flow_tool_command flow_tool_try = {
	.name = "try", .args = "[--flows DIR] [--prompts DIR] [--lang LANG] FLOW",
	.help = "a phone in the terminal: what a text shows and what a call says, side by side",
	.takes_files = true, .run = run,
};
