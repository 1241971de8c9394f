// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A flow is changed while people are in it: they go on with what they began,
 * others get the new one; two names where it touches danger; and back again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/stories/world.h"

#include "care/care_people.h"
#include "care/care_record.h"
#include "flow/flow.h"
#include "flow/flow_look.h"
#include "store/store_session.h"
#include "warmlined/control.h"
#include "warmlined/house_int.h"

static const char changed[] = "flow worried\n  trigger keyword.worried\n  silence 24h -> end\n"
	"  step start\n    say worried.thanks\n    do worried danger\n    end\n";
static const char wrong[] = "flow worried\n  trigger keyword.worried\n  step start\n    ask text "
	"worried.tell\n    end\n";

struct scene {
	struct world *w;
	struct world_phone *amina, *zed, *omar;
	struct flow_set *drafts;
	const char *who;
	struct store_release release;
	char *why;
};

static int staff_step(struct care_turn *t, void *arg)
{
	struct store_person p;
	int rc = care_people_make(t, STORE_ADDR_NUMBER, "+254733000001", &p);

	p.roles |= STORE_ROLE_ONCALL;
	return rc == 0 ? store_people_save(t->store, &p) : rc;
}

static int begin(void **state)
{
	struct scene *s = talloc_zero(NULL, struct scene);
	struct err err;

	s->w = world_new(s, 7);
	assert_int_equal(world_clock_set(s->w, "Africa/Nairobi", "2026-11-23 10:00"), 0);
	assert_int_equal(world_open(s->w, &err), 0);
	s->omar = world_phone_add(s->w, "omar", "+254733000001");
	s->amina = world_phone_add(s->w, "amina", "+254711000001");
	s->zed = world_phone_add(s->w, "zed", "+254711000002");
	assert_int_equal(house_do(s->w->house, staff_step, NULL), 0);
	*state = s;
	return 0;
}

static void draft(struct scene *s, const char *source)
{
	struct flow_problems problems = { 0 };

	s->drafts = flow_set_new(s, &flow_vocabulary_standard);
	assert_non_null(flow_set_add(s->drafts, "worried.flow", VIEW_STR(source), &problems));
	flow_problems_clear(&problems);
}

static int check_step(struct care_turn *t, void *arg)
{
	struct scene *s = arg;
	int rc = care_release_check(t, s->drafts, "worried", false, &s->release, &s->why);

	s->why = s->why ? talloc_strdup(s, s->why) : NULL;
	return rc;
}

static int approve_step(struct care_turn *t, void *arg)
{
	struct scene *s = arg;

	return care_release_approve(t, "worried", s->who, &s->release);
}

static int back_step(struct care_turn *t, void *arg)
{
	struct scene *s = arg;

	return care_release_roll_back(t, "worried", s->who, &s->release);
}

static int approve(struct scene *s, const char *who)
{
	s->who = who;
	return house_do(s->w->house, approve_step, s);
}

static int back(struct scene *s, const char *who)
{
	s->who = who;
	return house_do(s->w->house, back_step, s);
}

static void hears(struct scene *s, struct world_phone *phone, const char *pattern)
{
	struct world_text *text;

	world_settle(s->w);
	text = world_hear(s->w, phone);
	if (!text || fnmatch(pattern, text->text, 0) != 0)
		print_message("wanted: %s\nheard:  %s\n", pattern, text ? text->text : "nothing");
	assert_true(text && fnmatch(pattern, text->text, 0) == 0);
}

static void two_names_and_back_again(void **state)
{
	struct scene *s = *state;
	struct err err;

	world_send(s->w, s->amina, "WORRIED");
	hears(s, s->amina, "*danger*");		/* the question of the file that ships */
	draft(s, wrong);
	assert_int_equal(house_do(s->w->house, check_step, s), -EINVAL);
	assert_non_null(strstr(s->why, "this wait has no end"));
	assert_int_equal(approve(s, "Amina"), -ENOENT);

	draft(s, changed);
	assert_int_equal(house_do(s->w->house, check_step, s), 0);
	assert_true(s->release.danger);
	assert_int_equal(approve(s, "Lena"), 0);
	assert_int_equal(approve(s, "lena"), -EPERM);
	assert_int_equal(approve(s, "Joseph"), 1);

	world_send(s->w, s->zed, "WORRIED");
	hears(s, s->zed, "*");
	world_send(s->w, s->amina, "2");	/* she stays where she was */
	hears(s, s->amina, "*");
	assert_int_equal(house_do(s->w->house, check_step, s), -EALREADY);

	/* The folder still holds the old file: what was published goes before it. */
	assert_int_equal(world_restart(s->w, &err), 0);
	assert_int_equal(house_do(s->w->house, check_step, s), -EALREADY);
	/* Back to what was installed: two names here as well. */
	assert_int_equal(back(s, "Lena"), 0);
	assert_int_equal(back(s, "lena"), -EPERM);
	world_send(s->w, s->zed, "WORRIED");
	hears(s, s->zed, "Thank*");
	assert_int_equal(back(s, "Joseph"), 1);
	world_send(s->w, s->zed, "WORRIED");
	hears(s, s->zed, "*danger*");
	assert_int_equal(house_do(s->w->house, check_step, s), 0);
	/* ... and there again, as if it had been asked for under another name: one way for both. */
	assert_int_equal(back(s, "Lena"), 0);
	assert_int_equal(approve(s, "Joseph"), 1);
	world_send(s->w, s->zed, "WORRIED");
	hears(s, s->zed, "Thank*");
}

/* --- Signing ---------------------------------------------------------------------- */

static int sign_step(struct care_turn *t, void *arg)
{
	struct flow_set *set = care_deps(t->care)->flows;

	return care_release_sign(t, flow_set_find(set, arg), "Dr Wanjiru");
}

static void unsigned_is_asked_of_nobody(void **state)
{
	struct scene *s = *state;

	world_send(s->w, s->zed, "GAD7");
	hears(s, s->zed, "That is not open yet.*");
	assert_int_equal(house_do(s->w->house, sign_step, (void *)"worried"), -EINVAL);
	assert_int_equal(house_do(s->w->house, sign_step, (void *)"gad7"), 0);
	world_send(s->w, s->zed, "GAD7");
	hears(s, s->zed, "Before we go on: *");
}

static int count(void *arg, const char *step, int64_t n)
{
	*(int64_t *)arg += strcmp(step, "start") == 0 ? n : 100;
	return 0;
}

/* "14 people are at a step that this removes" */
static void who_waits_where(void **state)
{
	struct scene *s = *state;
	struct flow_set *before = flow_set_new(s, &flow_vocabulary_standard);
	const struct flow *old, *new;
	const char *const *gone;
	int64_t n = 0;

	world_send(s->w, s->amina, "WORRIED");
	hears(s, s->amina, "*");
	assert_int_equal(store_session_each_step(house_store(s->w->house), "worried", count, &n),
			 0);
	assert_int_equal(n, 1);
	old = flow_set_add(before, "a", VIEW_STR("flow a\n  silence 1h -> end\n  step x\n"
		"    ask text a.b\n    end\n  step y\n    end\n"), NULL);
	new = flow_set_add(before, "a", VIEW_STR("flow a\n  silence 1h -> end\n  step x\n"
		"    ask text a.c\n    end\n  step y\n    end\n"), NULL);
	gone = flow_steps_gone(s, old, new);
	assert_string_equal(gone[0], "x");
	assert_null(gone[1]);
}

/* Live mode: nothing unsigned, nothing synthetic about safety and consent. */
static void live_refuses(void **state)
{
	struct scene *s = *state;
	struct err err = { "" };

	assert_int_equal(house_reload(s->w->house, &err), 0);
	assert_int_equal(world_set(s->w, "live", "words", "yes", &err), 0);
	assert_true(house_reload(s->w->house, &err) < 0);
	assert_non_null(strstr(err.text, "signed by nobody"));
	assert_int_equal(world_set(s->w, "live", "words", "no", &err), 0);
	assert_int_equal(world_set(s->w, "live", "voices", "yes", &err), 0);
	assert_true(house_reload(s->w->house, &err) < 0);
	assert_non_null(strstr(err.text, "not recorded"));
	world_send(s->w, s->zed, "WORRIED");	/* what was there goes on */
	hears(s, s->zed, "*danger*");
}

/* --- The author's own tool, over the control socket ----------------------------------------- */

/* Runs warmline-flow while the house goes on.  Its exit status; what it said in out. */
static int tool(struct scene *s, char *out, size_t size, const char *const *args)
{
	const char *argv[12] = { "warmline-flow" };
	int ends[2], status = 0, n = 1;
	ssize_t got;
	pid_t pid;

	while (*args)
		argv[n++] = *args++;
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		execv(TOP_BUILDDIR "/warmline-flow", (char *const *)argv);
		_exit(127);
	}
	close(ends[1]);
	while (waitpid(pid, &status, WNOHANG) == 0)
		loop_turn(s->w->loop, 20);
	got = read(ends[0], out, size - 1);
	out[got > 0 ? got : 0] = 0;
	close(ends[0]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void assert_says(struct scene *s, int status, const char *what, const char *const *args)
{
	char out[4000];
	int got = tool(s, out, sizeof(out), args);

	if (got != status || !strstr(out, what))
		print_message("status %d: %s", got, out);
	assert_int_equal(got, status);
	assert_non_null(strstr(out, what));
}

/* The folder with one flow more and one changed, as an author leaves it. */
static void copy_flows(struct scene *s, const char *dir)
{
	char *command = talloc_asprintf(s, "mkdir -p %s && cp -r " TOP_SRCDIR
					"/flows/. %s/", dir, dir);
	char *path = talloc_asprintf(s, "%s/worried.flow", dir);
	FILE *f;

	assert_int_equal(system(command), 0);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(changed, f);
	fclose(f);
}

#define SAYS(status, what, ...) \
	assert_says(s, status, what, (const char *const[]){ __VA_ARGS__, "--socket", socket, NULL })

static void the_authors_tool(void **state)
{
	struct scene *s = *state;
	char *dir = talloc_asprintf(s, "%s/flows", s->w->dir);
	char *socket = talloc_asprintf(s, "unix:%s/c.sock", s->w->dir);
	struct err err;

	copy_flows(s, dir);
	world_send(s->w, s->amina, "WORRIED");
	hears(s, s->amina, "*danger*");
	s->w->house->options.flows_dir = dir;	/* what the operator's command line said */
	assert_non_null(control_new(s, s->w->loop, s->w->house, socket, &err));
	SAYS(0, "1 person is at start, which this removes", "diff", "worried");
	SAYS(2, "no such flow", "diff", "worries");
	SAYS(2, "who does it?", "publish", "worried");
	SAYS(0, "waits for a second name", "publish", "--by", "Lena", "worried");
	SAYS(1, "a second person must", "publish", "--agree", "--by", "Lena", "worried");
	SAYS(0, "in force", "publish", "--agree", "--by", "Joseph", "worried");
	SAYS(1, "in force already", "publish", "--by", "Lena", "worried");
	SAYS(0, "Ask a second person to run: warmline-flow rollback --by THEIR-NAME worried",
	     "rollback",
	     "--by", "Lena", "worried");
	SAYS(1, "a second person must", "rollback", "--by", "lena", "worried");
	SAYS(0, "in force", "rollback", "--by", "Joseph", "worried");
	SAYS(1, "this is what was installed", "rollback", "--by", "Lena", "menu");
	SAYS(0, "signed", "sign", "--by", "Dr Wanjiru", "phq9");
	SAYS(1, "needs no signature", "sign", "--by", "Dr Wanjiru", "menu");
	world_send(s->w, s->zed, "PHQ9");
	hears(s, s->zed, "Before we go on: *");
}

/* --- Danger words on a running line --------------------------------------- */

static void lexicon_line(struct scene *s, const char *file, const char *line)
{
	FILE *f = fopen(talloc_asprintf(s, "%s/lexicon/%s", s->w->dir, file), "a");

	assert_non_null(f);
	fputs(line, f);
	fclose(f);
}

/* Refused: with the sentence, and what was in use goes on. */
static void assert_kept(struct scene *s, const struct lexicon *before, const char *why)
{
	struct err err = { "" };

	assert_true(house_reload(s->w->house, &err) < 0);
	if (!strstr(err.text, why))
		print_message("%s\n", err.text);
	assert_non_null(strstr(err.text, why));
	assert_ptr_equal(care_deps(s->w->house->care)->lexicon, before);
}

static void a_lexicon_is_read_and_tried_before_it_is_taken(void **state)
{
	struct scene *s = *state;
	char *dir = talloc_asprintf(s, "%s/lexicon", s->w->dir);
	const struct lexicon *before = care_deps(s->w->house->care)->lexicon;
	struct err err = { "" };

	assert_int_equal(system(talloc_asprintf(s, "cp -r " TOP_SRCDIR "/flows/lexicon %s", dir)),
			 0);
	s->w->house->options.lexicon_dir = dir;
	/* an example that is not heard as it says */
	lexicon_line(s, "examples.tsv", "B\tthe purple kettle sings\n");
	assert_kept(s, before, "the first");
	/* the rule for it, but one that can blow up beside it: refused with the text that
	 * does it */
	lexicon_line(s, "en.lex", "rule kettle B \"A rule of this test.\"\n"
		     "  - purple kettle sings\n  - die ..8 die ..8 die ..8 die ..8 end\n");
	assert_kept(s, before, "the pattern can blow up; it does on");
	assert_int_equal(system(talloc_asprintf(s, "sed -i '$d' %s/en.lex", dir)), 0);
	assert_int_equal(house_reload(s->w->house, &err), 0);
	assert_ptr_not_equal(care_deps(s->w->house->care)->lexicon, before);
	world_send(s->w, s->zed, "the purple kettle sings");
	hears(s, s->zed, "*omeone is being*");
}

/* --- What check refuses, publish refuses ----------------------------------------------------- */

/* A block of docs/writing-flows.md: the page's own flow and words. */
static char *page_block(struct scene *s, const char *mark)
{
	static char page[32 * 1024];
	FILE *f = fopen(TOP_SRCDIR "/docs/writing-flows.md", "r");
	char *at, *end;

	assert_non_null(f);
	page[fread(page, 1, sizeof(page) - 1, f)] = 0;
	fclose(f);
	at = strstr(page, mark);
	assert_non_null(at);
	at = strchr(at, '\n') + 1;
	end = strstr(at, "\n```");
	return talloc_asprintf(s, "%.*s\n", (int)(end - at), at);
}

static void write_file(const char *path, const char *mode, const char *text)
{
	FILE *f = fopen(path, mode);

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void publish_refuses_what_check_refuses(void **state)
{
	struct scene *s = *state;
	char *dir = talloc_asprintf(s, "%s/prompts", s->w->dir);
	char *flows = talloc_asprintf(s, "%s/flows", s->w->dir);
	char *socket = talloc_asprintf(s, "unix:%s/c.sock", s->w->dir);
	char *file = talloc_asprintf(s, "%s/evening.flow", flows);
	char *en = talloc_asprintf(s, "%s/en.po", dir), *wav = talloc_asprintf(s, "%s/en", dir);
	char *flow = page_block(s, "```file my/flows/evening.flow");
	char *words = page_block(s, "```end my/prompts/en.po");
	struct err err;

	copy_flows(s, flows);
	assert_int_equal(system(talloc_asprintf(s, "cp -r " TOP_SRCDIR "/prompts/. %s/", dir)), 0);
	s->w->house->options.flows_dir = flows;
	s->w->house->options.prompts_dir = dir;
	assert_non_null(control_new(s, s->w->loop, s->w->house, socket, &err));

	write_file(file, "w", flow);
	SAYS(1, "there are no words for `keyword.evening`", "publish", "--by", "Lena", "evening");
	SAYS(1, "There is no such revision", "publish", "--agree", "--by", "Joseph", "evening");
	write_file(en, "a", talloc_asprintf(s, "\n%s", words));
	write_file(file, "w", talloc_asprintf(s, "flow evening\n  expires 2026-01-31\n%s",
					      strchr(flow, '\n') + 1));
	SAYS(1, "evening.flow:2:3: error: what this flow says was true until 2026-01-31", "publish",
	     "--by", "Lena", "evening");
	write_file(file, "w", flow);
	assert_int_equal(system(talloc_asprintf(s, "mkdir -p %s && echo nothing > "
						"%s/evening.ask.wav", wav, wav)), 0);
	SAYS(1, "evening.ask.wav cannot be played", "publish", "--by", "Lena", "evening");
	unlink(talloc_asprintf(s, "%s/evening.ask.wav", wav));

	SAYS(0, "waits for a second name", "publish", "--by", "Lena", "evening");
	/* Meanwhile somebody spoils its words. */
	assert_int_equal(system(talloc_asprintf(s, "cp %s %s.good && sed -i 's/How does this day "
						"end/Will this suicidal day end/' %s", en, en, en)),
			 0);
	SAYS(1, "betrays the topic", "publish", "--agree", "--by", "Joseph", "evening");
	world_send(s->w, s->zed, "EVENING");
	world_settle(s->w);
	while (world_hear(s->w, s->zed))
		;
	assert_int_equal(system(talloc_asprintf(s, "mv %s.good %s", en, en)), 0);
	SAYS(0, "in force", "publish", "--agree", "--by", "Joseph", "evening");

	/* Back to what was before it: to nothing, by two; and there again. */
	SAYS(0, "waits for a second name", "rollback", "--by", "Lena", "evening");
	SAYS(0, "out of force", "rollback", "--by", "Joseph", "evening");
	world_send(s->w, s->zed, "EVENING");
	hears(s, s->zed, "*");
	SAYS(0, "waits for a second name", "rollback", "--by", "Lena", "evening");
	SAYS(0, "in force", "rollback", "--by", "Joseph", "evening");

	/* "From now on EVENING works." */
	world_send(s->w, s->amina, "EVENING");
	hears(s, s->amina, "How does this day end for you? 1 calmly, 2 heavily");
	world_send(s->w, s->amina, "1");
	hears(s, s->amina, "Good night.*");
}

/* --- A file is a draft ----------------------------------------------------------------------- */

static void assert_drafts(struct scene *s, const char *wanted)
{
	char *drafts = house_drafts(s->w->house, s);

	if (strcmp(drafts, wanted) != 0)
		print_message("wanted: %s\nsaid:   %s\n", wanted, drafts);
	assert_string_equal(drafts, wanted);
}

static void our_folder(struct scene *s)
{
	s->w->flows_dir = talloc_asprintf(s, "%s/flows", s->w->dir);
	copy_flows(s, s->w->flows_dir);
}

static void a_file_is_a_draft(void **state)
{
	struct scene *s = *state;
	char *evil = talloc_asprintf(s, "%s/flows/evil.flow", s->w->dir);
	struct err err;

	assert_drafts(s, "");
	our_folder(s);			/* worried is another one there */
	write_file(talloc_asprintf(s, "%s/aaa.flow", s->w->flows_dir), "w", "flow aaa\n"
		   "  trigger keyword.mood\n  step start\n    say worried.thanks\n    end\n");
	assert_int_equal(world_restart(s->w, &err), 0);
	assert_drafts(s, "draft: worried; not published: aaa");
	world_send(s->w, s->zed, "WORRIED");
	hears(s, s->zed, "*danger*");
	assert_int_equal(house_reload(s->w->house, &err), 0);
	assert_drafts(s, "draft: worried; not published: aaa");
	world_send(s->w, s->amina, "WORRIED");
	hears(s, s->amina, "*danger*");

	/* One that cannot be read keeps neither a reload nor a start from anybody. */
	write_file(evil, "w", "flow evil\n  stp x\n");
	assert_int_equal(house_reload(s->w->house, &err), 0);
	assert_int_equal(world_restart(s->w, &err), 0);
	assert_non_null(strstr(house_drafts(s->w->house, s), "not published: aaa; evil.flow:2"));
	/* And a folder that lost them takes nothing away. */
	assert_int_equal(system(talloc_asprintf(s, "rm %s/*.flow", s->w->flows_dir)), 0);
	assert_int_equal(world_restart(s->w, &err), 0);
	assert_drafts(s, "");
	world_send(s->w, s->omar, "WORRIED");
	hears(s, s->omar, "*danger*");
}

/* Before a second start there was no first: what is refused then takes nothing in. */
static void a_live_service_looks_before_it_takes_flows_in(void **state)
{
	struct scene *s = talloc_zero(NULL, struct scene);
	char *en;
	struct err err = { "" };

	s->w = world_new(s, 7);
	*state = s;
	assert_int_equal(world_clock_set(s->w, "Africa/Nairobi", "2026-11-23 10:00"), 0);
	our_folder(s);
	assert_int_equal(system(talloc_asprintf(s, "rm %s/*.flow", s->w->flows_dir)), 0);
	s->w->prompts_dir = talloc_asprintf(s, "%s/prompts", s->w->dir);
	en = talloc_asprintf(s, "%s/en.po", s->w->prompts_dir);
	assert_int_equal(system(talloc_asprintf(s, "mkdir %s", s->w->prompts_dir)), 0);
	write_file(en, "w",
		   "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
		   "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n");
	write_file(talloc_asprintf(s, "%s/greet.flow", s->w->flows_dir), "w",
		   "flow greet\n  step start\n    say greet.hello\n    end\n");
	assert_int_equal(world_set(s->w, "live", "words", "yes", &err), 0);
	assert_true(world_open(s->w, &err) < 0);
	assert_non_null(strstr(err.text, "a live service does not take these flows in: 1 error, "
			       "the first: greet.flow:3:"));
	assert_non_null(strstr(err.text, "there are no words for `greet.hello`"));
	write_file(en, "a", "\nmsgid \"greet.hello\"\nmsgstr \"Hello.\"\n");
	assert_int_equal(world_restart(s->w, &err), 0);
	assert_non_null(flow_set_find(care_deps(s->w->house->care)->flows, "greet"));
}

/* An upgrade brings flows that lead to each other: together, or not at all. */
static void all_that_a_folder_brings(void **state)
{
	struct scene *s = *state;
	char *dir = talloc_asprintf(s, "%s/flows", s->w->dir);
	char *socket = talloc_asprintf(s, "unix:%s/c.sock", s->w->dir);
	struct err err;

	copy_flows(s, dir);
	s->w->house->options.flows_dir = dir;
	assert_non_null(control_new(s, s->w->loop, s->w->house, socket, &err));
	write_file(talloc_asprintf(s, "%s/aaa.flow", dir), "w", "flow aaa\n  step start\n"
		   "    call bbb\n    end\n");
	SAYS(1, "there is no flow `bbb`", "publish", "--by", "Lena", "aaa");
	SAYS(1, "there is no flow `bbb`", "publish", "--all", "--by", "Lena");
	write_file(talloc_asprintf(s, "%s/bbb.flow", dir), "w", "flow bbb\n  step start\n    say "
		   "worried.thanks\n    end\n");
	SAYS(1, "there is no flow `bbb`", "publish", "--by", "Lena", "aaa");
	SAYS(1, "--all, or one flow?", "publish", "--all", "--by", "Lena", "aaa");
	/* aaa and bbb alone would need one name; worried wants two for all of them. */
	SAYS(0, "aaa bbb worried, revision 3 flows: waits for a second name", "publish",
	     "--all", "--by",
	     "Lena");
	assert_null(flow_set_find(care_deps(s->w->house->care)->flows, "aaa"));
	SAYS(1, "a second person must", "publish", "--all", "--agree", "--by", "Lena");
	SAYS(0, "in force", "publish", "--all", "--agree", "--by", "Joseph");
	assert_non_null(flow_set_find(care_deps(s->w->house->care)->flows, "aaa"));
	SAYS(1, "in force already", "publish", "--all", "--by", "Lena");
	world_send(s->w, s->zed, "WORRIED");
	hears(s, s->zed, "Thank*");
	/* What another flow leads to is not taken away from under it. */
	SAYS(1, "It is needed: aaa.flow:3", "rollback", "--by", "Lena", "bbb");
	SAYS(0, "waits for a second name", "rollback", "--by", "Lena", "aaa");
	SAYS(0, "out of force", "rollback", "--by", "Joseph", "aaa");
	SAYS(0, "waits for a second name", "rollback", "--by", "Joseph", "bbb");
	SAYS(0, "out of force", "rollback", "--by", "Lena", "bbb");
	/* ... and going back to what leads there is refused like publishing it. */
	SAYS(1, "there is no flow `bbb`", "rollback", "--by", "Lena", "aaa");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, world_test_end)
		T(two_names_and_back_again), T(unsigned_is_asked_of_nobody), T(who_waits_where),
		T(live_refuses), T(the_authors_tool), T(publish_refuses_what_check_refuses),
		T(a_lexicon_is_read_and_tried_before_it_is_taken), T(a_file_is_a_draft),
		T(all_that_a_folder_brings),
		cmocka_unit_test_teardown(a_live_service_looks_before_it_takes_flows_in,
					  world_test_end),
	};

	base_init(NULL, "flow_release_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
