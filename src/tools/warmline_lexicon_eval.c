/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * warmline-lexicon eval: how much is heard, how often is it wrong?  Labelled
 * texts in, a table out; the misses and false hits go to a file for review.
 */
#include "tools/warmline_lexicon.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
	"usage: warmline-lexicon [--lexicon DIR] eval [options] FILE.tsv...\n"
	"\n"
	"Each file has a header line; the text is in the column \"text\".  Prints for each group\n"
	"of texts how many are heard in each tier, and with 95 % Wilson intervals:\n"
	"  ordinary, safe   false alarms per 10,000 (tiers A+B+C, A+B, A)\n"
	"  danger           recall (tiers A+B+C, A+B, A+B+C+ask)\n"
	"  other            how often something is heard; neither right nor wrong\n"
	"\n"
	"  --review FILE    write misses and false hits there (texts of people: keep it sealed)\n"
	"  --class CLASS    all texts are ordinary, safe, danger or other\n"
	"  --label COLUMN   the column that says which; with\n"
	"  --danger A,B     these labels are danger, and\n"
	"  --safe A,B       these are safe; all others are other\n"
	"\n"
	"Without these options the data sets below are known by the beginning of their names:\n"
	"  nus_sms_en         all ordinary\n"
	"  indonesian_sms     normal: ordinary; promo, fraud: other\n"
	"  afrisenti          all ordinary (tweets; noisy, no target)\n"
	"  esconv             all safe (distressed, but not in danger)\n"
	"  ash_thrash         high/critical: danger; low, none/safe, safe/none/low: safe;\n"
	"                     medium and the mixed labels: other (C or ask would be right)\n"
	"  cssrs              ideation, behavior, attempt: danger; supportive, indicator: safe;\n"
	"                     uninformative: other\n"
	"  tweets             1: danger, 0: safe, up to 320 characters; longer: other\n";

enum class { ORDINARY, SAFE, DANGER, OTHER };
static const char *const class_names[] = { "ordinary", "safe", "danger", "other" };

struct map { const char *set, *label, *group; enum class class; };
/* The first line that fits; label NULL: any. */
static const struct map maps[] = {
	{ "nus_sms_en", NULL, "all", ORDINARY },
	{ "indonesian_sms", "normal", "normal", ORDINARY },
	{ "indonesian_sms", NULL, "promo, fraud", OTHER },
	{ "afrisenti", NULL, "all", ORDINARY },
	{ "esconv", NULL, "seeker turns", SAFE },
	{ "ash_thrash", "high/critical", "high/critical", DANGER },
	{ "ash_thrash", "low", "low, none", SAFE },
	{ "ash_thrash", "none/safe", "low, none", SAFE },
	{ "ash_thrash", "safe/none/low", "low, none", SAFE },
	{ "ash_thrash", NULL, "medium, mixed", OTHER },
	{ "cssrs", "ideation", "ideation", DANGER },
	{ "cssrs", "behavior", "behavior, attempt", DANGER },
	{ "cssrs", "attempt", "behavior, attempt", DANGER },
	{ "cssrs", "supportive", "supportive", SAFE },
	{ "cssrs", "indicator", "indicator", SAFE },
	{ "cssrs", NULL, "uninformative", OTHER },
	{ "tweets", "1", "1", DANGER },
	{ "tweets", "0", "0", SAFE },
};
#define TWEET_MAX 320

struct group {
	const char *set, *name;
	enum class class;
	unsigned tiers[LEX_A + 1], n, faults;
};
#define GROUPS_MAX 64
struct eval {
	struct lexicon *lex;
	FILE *review;
	const char *class, *label, *danger, *safe;
	struct group groups[GROUPS_MAX];
	size_t groups_len;
};

int lexicon_eval_help(void)
{
	fputs(usage, stdout);
	return 0;
}

static struct group *group_of(struct eval *e, const char *set, const char *name, enum class class)
{
	for (size_t i = 0; i < e->groups_len; i++)
		if (strcmp(e->groups[i].set, set) == 0 && strcmp(e->groups[i].name, name) == 0)
			return &e->groups[i];
	if (e->groups_len == GROUPS_MAX)
		return NULL;
	e->groups[e->groups_len] = (struct group){ .set = talloc_strdup(e->lex, set),
						   .name = talloc_strdup(e->lex, name),
						   .class = class };
	return &e->groups[e->groups_len++];
}

static bool listed(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; p && *p; p += strcspn(p, ",") + (p[strcspn(p, ",")] != 0))
		if (strcspn(p, ",") == n && strncmp(p, word, n) == 0)
			return true;
	return false;
}

static size_t chars_of(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((uint8_t)*s & 0xc0) != 0x80;
	return n;
}

static struct group *classify(struct eval *e, const char *set, const char *label, const char *text)
{
	if (e->class)
		for (int c = ORDINARY; c <= OTHER; c++)
			if (strcmp(e->class, class_names[c]) == 0)
				return group_of(e, set, "all", (enum class)c);
	if (e->danger || e->safe)
		return group_of(e, set, label, listed(e->danger, label) ? DANGER
					       : listed(e->safe, label) ? SAFE : OTHER);
	if (strncmp(set, "tweets", 6) == 0 && chars_of(text) > TWEET_MAX)
		return group_of(e, set, "over 320 chars", OTHER);
	for (size_t i = 0; i < ARRAY_LEN(maps); i++)
		if (strncmp(set, maps[i].set, strlen(maps[i].set)) == 0 &&
		    (!maps[i].label || strcmp(label, maps[i].label) == 0))
			return group_of(e, set, maps[i].group, maps[i].class);
	return NULL;
}

static void review(struct eval *e, const struct group *g, const struct lexicon_result *r,
		   const char *text)
{
	bool miss = g->class == DANGER && r->tier <= LEX_ASK;
	bool wrong = (g->class == ORDINARY || g->class == SAFE) && r->tier >= LEX_ASK;

	if (!e->review || !(miss || wrong))
		return;
	fprintf(e->review, "%s\t%s\t%s\t%s\t", miss ? "missed" : "false", g->set, g->name,
		lexicon_tier_name(r->tier));
	for (size_t i = 0; i < r->hits_len; i++)
		fprintf(e->review, "%s%s[%u-%u]", i ? "," : "", r->hits[i].rule,
			r->hits[i].begin, r->hits[i].end);
	fprintf(e->review, "\t%s\n", text);
}

/* --- Files -------------------------------------------------------------- */
static int column_of(char *header, const char *name)
{
	int i = 0;

	for (char *p = header; p; i++) {
		char *tab = strchr(p, '\t');
		size_t n = tab ? (size_t)(tab - p) : strlen(p);

		if (strlen(name) == n && strncmp(p, name, n) == 0)
			return i;
		p = tab ? tab + 1 : NULL;
	}
	return -1;
}

static char *field(char *line, int column)
{
	while (line && column-- > 0) {
		line = strchr(line, '\t');
		line = line ? line + 1 : NULL;
	}
	return line;
}

static const char *cut_field(void *ctx, char *line, int column)
{
	char *p = field(line, column);

	return p ? talloc_strndup(ctx, p, strcspn(p, "\t")) : "";
}

static int eval_line(struct eval *e, const char *set, char *line, int text_col, int label_col)
{
	void *tmp = talloc_new(NULL);
	const char *text = cut_field(tmp, line, text_col);
	const char *label = label_col >= 0 ? cut_field(tmp, line, label_col) : "";
	struct group *g = classify(e, set, label, text);
	struct lexicon_result r;

	if (!g) {
		fprintf(stderr, "warmline-lexicon: %s is no data set that is known by name: "
				"see eval --help\n", set);
		talloc_free(tmp);
		return 1;
	}
	lexicon_scan(e->lex, VIEW_STR(text), &r);
	g->n++;
	g->tiers[r.tier]++;
	g->faults += r.engine_fault;
	review(e, g, &r, text);
	talloc_free(tmp);
	return 0;
}

static int eval_file(struct eval *e, const char *path)
{
	FILE *f = fopen(path, "r");
	const char *slash = strrchr(path, '/');
	char *set = talloc_strdup(e->lex, slash ? slash + 1 : path), *line = NULL;
	size_t size = 0;
	ssize_t n;
	int text_col = -1, label_col = -1, rc = 0;

	if (!f) {
		fprintf(stderr, "warmline-lexicon: %s: %s\n", path, strerror(errno));
		return 1;
	}
	set[strcspn(set, ".")] = '\0';
	for (bool first = true; !rc && (n = getline(&line, &size, f)) >= 0; first = false) {
		line[strcspn(line, "\r\n")] = '\0';
		if (!first) {
			rc = eval_line(e, set, line, text_col, label_col);
			continue;
		}
		text_col = column_of(line, "text");
		label_col = column_of(line, e->label ? e->label : "label");
		if (text_col < 0 || (e->label && label_col < 0)) {
			fprintf(stderr, "warmline-lexicon: %s: there is no such column\n", path);
			rc = 1;
		}
	}
	free(line);
	fclose(f);
	return rc;
}

/* --- The table ---------------------------------------------------------- */
/* Wilson's score interval (E. B. Wilson 1927), 95 %. */
static void wilson(unsigned k, unsigned n, double *lo, double *hi)
{
	const double z = 1.959964;
	double p = n ? (double)k / n : 0, d = n ? 1 + z * z / n : 1;
	double mid = n ? (p + z * z / (2 * n)) / d : 0;
	double half = n ? z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / d : 0;

	*lo = mid - half < 0 ? 0 : mid - half;
	*hi = mid + half > 1 ? 1 : mid + half;
}

static void print_rate(const char *what, unsigned k, unsigned n, bool danger)
{
	double lo, hi, scale = danger ? 100 : 10000, p = n ? (double)k / n : 0;

	wilson(k, n, &lo, &hi);
	printf("    %-10s %6u  %8.1f %s  (%.1f to %.1f)\n", what, k, p * scale,
	       danger ? "%        " : "in 10,000", lo * scale, hi * scale);
}

static void print_group(const struct group *g)
{
	unsigned a = g->tiers[LEX_A], ab = a + g->tiers[LEX_B], abc = ab + g->tiers[LEX_C];
	bool danger = g->class == DANGER || g->class == OTHER;

	printf("%s / %s: %s, %u texts; A %u, B %u, C %u, ask %u, nothing %u\n", g->set, g->name,
	       class_names[g->class], g->n, a, g->tiers[LEX_B], g->tiers[LEX_C],
	       g->tiers[LEX_ASK], g->tiers[LEX_NONE]);
	print_rate("A+B+C", abc, g->n, danger);
	print_rate("A+B", ab, g->n, danger);
	print_rate("A", a, g->n, danger);
	print_rate("with ask", abc + g->tiers[LEX_ASK], g->n, danger);
	if (g->faults)
		printf("    %u engine faults\n", g->faults);
}

int lexicon_eval(struct lexicon *lex, int argc, char **argv)
{
	struct eval *e = talloc_zero(lex, struct eval);
	struct { const char *name; const char **to; } options[] = {
		{ "--class", &e->class }, { "--label", &e->label }, { "--danger", &e->danger },
		{ "--safe", &e->safe },
	};
	int rc = 0, files = 0;

	e->lex = lex;
	for (int i = 1; i < argc && !rc; i++) {
		bool option = false;

		for (size_t o = 0; o < ARRAY_LEN(options) && i + 1 < argc; o++)
			if (strcmp(argv[i], options[o].name) == 0) {
				*options[o].to = argv[++i];
				option = true;
				break;
			}
		if (option)
			continue;
		if (strcmp(argv[i], "--review") == 0 && i + 1 < argc) {
			e->review = fopen(argv[++i], "w");
			rc = e->review ? 0 : 1;
			continue;
		}
		files++;
		rc = eval_file(e, argv[i]);
	}
	if (!files) {
		fputs(usage, stderr);
		rc = 2;
	}
	printf("lexicon %s\n", lexicon_version(lex));
	for (size_t i = 0; i < e->groups_len; i++)
		print_group(&e->groups[i]);
	if (e->review && fclose(e->review) != 0)
		rc = 1;
	return rc;
}
