// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-flow draw: a flow as a picture that can be printed and talked over.
 * We say what is joined to what, in Graphviz's language; `dot` lays it out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "flow/flow_look.h"
#include "tools/flow_tool.h"
#include "base/mem.h"

enum { WIDTH = 34, LINES_MAX = 9, IDS_MAX = 48 };

struct drawing {
	void *ctx;
	struct words *words;
	const char *lang;
	const struct flow *flow;
	char *nodes, *edges, *label;	/* label: of the box that is being filled */
	char node[IDS_MAX], step[IDS_MAX];
	bool open, next, made, start;	/* next: its last line goes on to the line below */
	bool ends, returns;
};

static char *escape(void *ctx, const char *text)
{
	char *out = talloc_strdup(ctx, "");

	for (; *text; text++) {
		const char *as = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" :
			*text == '>' ? "&gt;" : *text == '"' ? "&quot;" : NULL;

		out = as ? talloc_strdup_append_buffer(out, as) :
			talloc_strndup_append_buffer(out, text, 1);
	}
	return out;
}

/* Into lines that fit a box; what is too long for it ends with "...". */
static char *wrapped(struct drawing *d, const char *text)
{
	char *out = talloc_strdup(d->ctx, ""), *copy = talloc_strdup(d->ctx, text), *save = NULL;
	size_t width = 0, lines = 1;

	for (char *word = strtok_r(copy, " \n", &save); word; word = strtok_r(NULL, " \n", &save)) {
		if (width && width + strlen(word) >= WIDTH) {
			if (lines++ == LINES_MAX)
				return talloc_strdup_append_buffer(out, " ...");
			out = talloc_strdup_append_buffer(out, "<br align=\"left\"/>");
			width = 0;
		}
		out = talloc_asprintf_append_buffer(out, "%s%s", width ? " " : "",
						    escape(d->ctx, word));
		width += strlen(word) + 1;
	}
	return out;
}

static const char *words_of(struct drawing *d, const char *key)
{
	const struct words_for who = { .lang = d->lang };
	const char *text = d->words ? words_raw(d->words, &who, key) : NULL;

	return text ? text : key;
}

/* All steps that a questionnaire stands for are one box. */
static void node_id(const char *step, char out[IDS_MAX])
{
	const char *dot = step[0] == '~' && (step[1] < '0' || step[1] > '9') ?
		strrchr(step, '.') : NULL;

	snprintf(out, IDS_MAX, "%.*s", dot ? (int)strcspn(step, ".") : IDS_MAX - 1, step);
}

static void close_node(struct drawing *d)
{
	if (!d->open)
		return;
	d->nodes = talloc_asprintf_append_buffer(d->nodes, "  \"%s\" [label=<<table border=\"0\" "
		"cellborder=\"0\" cellspacing=\"1\">%s</table>>%s];\n", d->node, d->label,
		d->start ? ", penwidth=2.2" : d->made ? ", style=\"rounded,dashed\"" : "");
	d->open = false;
	d->start = false;
}

static void step(void *arg, const char *name, int line, bool made)
{
	struct drawing *d = arg;
	char id[IDS_MAX];

	node_id(name, id);
	snprintf(d->step, sizeof(d->step), "%s", name);
	if (d->open && strcmp(id, d->node) == 0)
		return;
	close_node(d);
	d->open = true;
	d->made = made;
	d->label = talloc_strdup(d->ctx, "");
	memcpy(d->node, id, sizeof(id));
	if (made && id[1] >= '0' && id[1] <= '9')
		return;
	d->label = talloc_asprintf(d->ctx, "<tr><td align=\"left\"><b>%s</b></td></tr>",
				   escape(d->ctx, made ? id + 1 : name));
}

static void node(void *arg, const struct flow_node *n)
{
	static const char *const marks[] = {
		[FLOW_NODE_SAY] = "", [FLOW_NODE_ASK] = "? ", [FLOW_NODE_DO] = "! ",
		[FLOW_NODE_IF] = "", [FLOW_NODE_CALL] = "&#8594; "
	};
	struct drawing *d = arg;
	bool words = n->kind == FLOW_NODE_SAY || n->kind == FLOW_NODE_ASK;
	bool counting = d->made && strncmp(d->node, "~", 1) == 0 && !words &&
		!(d->node[1] >= '0' && d->node[1] <= '9');

	if (n->kind == FLOW_NODE_IF || counting)	/* its arrow says it; sums are no picture */
		return;
	d->label = talloc_asprintf_append_buffer(d->label, "<tr><td align=\"left\" balign=\"left\">"
		"%s%s%s%s</td></tr>", marks[n->kind], words ? "" : "<i>",
		wrapped(d, words ? words_of(d, n->key) : n->key), words ? "" : "</i>");
	if (n->names)
		d->label = talloc_asprintf_append_buffer(d->label, "<tr><td align=\"left\"><i>"
			"keys for {%s}</i></td></tr>", wrapped(d, n->names));
}

static void edge(void *arg, const struct flow_edge *e)
{
	struct drawing *d = arg;
	const char *to = e->to, *band = strrchr(d->step, '.');
	char id[IDS_MAX];
	char *label;

	if (!to)
		return;
	if (strcmp(to, "end") == 0)
		to = "(end)", d->ends = true;
	else if (strcmp(to, "return") == 0)
		to = "(return)", d->returns = true;
	node_id(to, id);
	if (strcmp(id, d->node) == 0 && id[0] == '~')
		return;
	label = talloc_strdup(d->ctx, e->label);
	if (d->made && d->node[0] == '~' && band && (d->node[1] < '0' || d->node[1] > '9') &&
	    !*label)
		label = talloc_strdup(d->ctx, band + 1);
	if (e->option && strncmp(e->option, "choice.", 7) != 0 && d->words)
		label = talloc_asprintf(d->ctx, "%s %s", label, words_of(d, e->option));
	else if (e->option && label[0] >= '0' && label[0] <= '9')
		label = talloc_asprintf(d->ctx, "%s %s", label, words_of(d, e->option));
	label = talloc_asprintf(d->ctx, "  \"%s\" -> \"%s\" [label=<%s>%s];\n", d->node, id,
		*label ? talloc_asprintf(d->ctx, "&#160;%s&#160;", wrapped(d, label)) : " ",
		e->silence ? ", style=dashed, color=gray40, fontcolor=gray40" : "");
	if (!strstr(d->edges, label))	/* each item of a questionnaire takes the same words */
		d->edges = talloc_strdup_append_buffer(d->edges, label);
}

char *flow_tool_dot(void *ctx, const struct flow *f, struct words *words, const char *lang)
{
	struct drawing d = { .ctx = ctx, .words = words, .lang = lang, .flow = f, .start = true };
	const struct flow_looker l = { .arg = &d, .step = step, .node = node, .edge = edge };

	d.nodes = talloc_strdup(ctx, "");
	d.edges = talloc_strdup(ctx, "");
	flow_look(f, &l);
	close_node(&d);
	return talloc_asprintf(ctx, "digraph \"%s\" {\n"
		"  graph [rankdir=TB, ranksep=0.35, nodesep=0.25, fontname=\"Helvetica\", "
		"label=<<b>%s</b>, revision %.8s>, labelloc=t];\n"
		"  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=10, "
		"margin=0.06];\n"
		"  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7];\n%s%s%s%s}\n",
		flow_name(f), flow_name(f), flow_hash(f),
		d.ends ? "  \"(end)\" [shape=circle, label=\"\", width=0.18, style=filled, "
		"fillcolor=black];\n" : "",
		d.returns ? "  \"(return)\" [shape=plain, label=<<i>back</i>>];\n" : "",
		d.nodes, d.edges);
}

/* Through `dot`.  0, or the exit status. */
static int lay_out(const char *dot, const char *out)
{
	int ends[2], status = 0;
	size_t len = strlen(dot), done = 0;
	pid_t pid;

	if (pipe(ends) < 0)
		return 2;
	pid = fork();
	if (pid == 0) {
		dup2(ends[0], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		if (out)
			execlp("dot", "dot", "-Tsvg", "-o", out, NULL);
		else
			execlp("dot", "dot", "-Tsvg", NULL);
		_exit(127);
	}
	close(ends[0]);
	while (pid > 0 && done < len) {
		ssize_t n = write(ends[1], dot + done, len - done);

		if (n <= 0)
			break;
		done += n;
	}
	close(ends[1]);
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 2;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		fprintf(stderr, "dot is not there: apt-get install graphviz\n");
	return status ? 2 : 0;
}

static int run(void *ctx, const struct flow_tool_options *opt)
{
	struct flow_set *set = flow_set_new(ctx, &flow_vocabulary_standard);
	struct flow_problems problems = { 0 };
	const struct flow *f;
	struct words *words;
	struct err err;
	char *dot;

	words = words_load(ctx, opt->prompts, &err);
	if (!words)
		fprintf(stderr, "%s; drawn without words\n", err.text);
	if (flow_set_load_dir(set, opt->flows, &problems) < 0)
		for (size_t i = 0; i < problems.len; i++)
			fprintf(stderr, "%s\n", flow_problem_format(ctx, &problems.list[i]));
	flow_problems_clear(&problems);
	if (opt->card)
		return words ? flow_tool_card(ctx, set, words, opt) : 2;
	if (!flow_tool_knows(ctx, set, opt))
		return 2;
	f = opt->files_len == 1 ? flow_set_find(set, opt->files[0]) : NULL;
	if (!f) {
		fprintf(stderr, "which flow?  The name of one in %s\n", opt->flows);
		return 2;
	}
	dot = flow_tool_dot(ctx, f, words, opt->lang ? opt->lang : "en");
	if (!opt->dot)
		return lay_out(dot, opt->out);
	fputs(dot, stdout);
	return 0;
}

const struct flow_tool_command flow_tool_draw = {
	.name = "draw", .args = "[--lang LANG] [-o FILE.svg] FLOW | --card [--number "
	"N] [-o FILE.svg]",
	.help = "draws a flow (through Graphviz), or a card for members, as SVG",
	.takes_files = true, .run = run,
};
