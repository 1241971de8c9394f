// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What can be reached, and by whom: walks the tables of pages, forms and verbs,
 * so that a new one without its row in docs/desk.md, its words, its manual, or
 * its refusal fails here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "browse.h"
#include "desk/desk_int.h"
#include "desk/report_int.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static struct world w;

static int begin(void **state)
{
	world_begin(&w, NULL);
	return 0;
}

static int end(void **state)
{
	world_end(&w);
	return 0;
}

static char *file_read(const char *name)
{
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : TOP_SRCDIR;
	char *path = talloc_asprintf(w.ctx, "%s/%s", top, name),
		*text = talloc_zero_size(w.ctx, 1 << 20);
	FILE *f = fopen(path, "r");

	if (!f)
		fail_msg("%s is not there", path);
	assert_true(fread(text, 1, (1 << 20) - 1, f) > 0);
	fclose(f);
	return text;
}

/* --- Verbs: the contract's table is ours ------------------------------------------------- */

/* Every `verb` of a table's first column has its line; NULL: it has none. */
static const char *contract_line(const char *doc, const char *verb)
{
	char *quoted = talloc_asprintf(w.ctx, "`%s`", verb);

	for (const char *p = doc; (p = strstr(p, quoted)); p++) {
		const char *line = p;

		while (line > doc && line[-1] != '\n')
			line--;
		if (*line == '|' && !memchr(line + 1, '|', (size_t)(p - line - 1)))
			return line;
	}
	return NULL;
}

static unsigned letters_of(const char *s, size_t len)
{
	static const char order[] = "PSOCGMAKUL";
	unsigned out = 0;

	for (size_t i = 0; i < len; i++) {
		const char *at = strchr(order, s[i]);

		if (s[i] == '*')
			return ROLE_ANY;
		/* A letter alone; "(own)" and "`reason`" are conditions. */
		if (at && s[i] && (i == 0 || !isalpha((uint8_t)s[i - 1])) &&
		    !isalpha((uint8_t)s[i + 1]))
			out |= 1u << (at - order);
	}
	return out;
}

static void every_verb_is_in_the_contract(void **state)
{
	char *doc = file_read("docs/desk.md");

	for (size_t i = 0; i < verbs_len; i++) {
		const char *line = contract_line(doc, verbs[i].name), *eol, *bar;

		if (!line) {
			fail_msg("docs/desk.md has no row for `%s`", verbs[i].name);
			return;
		}
		eol = strchr(line, '\n');
		for (bar = eol - 2; *bar != '|'; bar--)
			;
		if (letters_of(bar + 1, (size_t)(eol - 1 - bar - 1)) != verb_roles(&verbs[i]))
			fail_msg("`%s`: roles differ: verbs.def has %s, docs/desk.md%.*s",
				 verbs[i].name, verbs[i].letters, (int)(eol - bar), bar);
	}
}

static char type_letter(const struct link_arg *a)
{
	static const char letters[] = { [LINK_STRING] = 's', [LINK_INT] = 'i', [LINK_BOOL] = 'b',
					[LINK_LIST] = 'l', [LINK_OBJECT] = 'o' };

	return letters[a->type];
}

/* The desk's own table: names, roles, arguments. */
static int bad;

static void differs(const struct verb *ours, const char *how, const char *arg)
{
	print_message("`%s` %s %s\n", ours->name, how, arg);
	bad++;
}

static void compare_args(const struct verb *ours, const struct desk_verb *theirs)
{
	const char *at = ours->args;
	struct verb_arg a;
	size_t n = 0, i;
	char type;

	for (; verb_arg_next(&at, &a); n++) {
		for (i = 0; i < theirs->args_len && strcmp(theirs->args[i].name, a.name) != 0; i++)
			;
		if (i == theirs->args_len) {
			differs(ours, "has no", a.name);
			continue;
		}
		type = a.type == 't' ? 'i' : a.type == 'c' ? 's' : a.type;
		if (type_letter(&theirs->args[i]) != type)
			differs(ours, "has another type of", a.name);
		/* "reason" may be asked for instead of refused. */
		if (theirs->args[i].required && !a.required)
			differs(ours, "needs", a.name);
	}
	for (i = 0; i < theirs->args_len; i++)
		if (!strstr(ours->args, talloc_asprintf(w.ctx, "%s:", theirs->args[i].name)))
			print_message("`%s` could take %s\n", ours->name, theirs->args[i].name);
}

/* A token of that scope, and of no other, may ask it. */
static void compare_scope(const struct verb *ours, const struct desk_verb *theirs)
{
	const char *scope = verb_scope(ours);
	unsigned bits = 0;

	for (size_t i = 0; scope && i < ARRAY_LEN(desk_scopes); i++)
		if (!strcmp(desk_scopes[i].name, scope) || !strcmp(scope, "any"))
			bits |= desk_scopes[i].bit;
	if (bits != theirs->scopes) {
		print_message("`%s`: scope %s, the desk says %x\n", ours->name,
			      scope ? scope : "none", theirs->scopes);
		bad++;
	}
}

static void every_verb_is_the_desks(void **state)
{
	static const char *const besides[] = { "live listen", "live stop" };
	const struct desk_verb *d = NULL;
	size_t seen = 0;

	while ((d = desk_verb_next(d))) {
		const struct verb *v = verb_find(desk_verb_name(d));

		if (desk_verb_is_open(d) || strcmp(desk_verb_name(d), besides[0]) == 0 ||
		    strcmp(desk_verb_name(d), besides[1]) == 0)
			continue;
		if (!v) {
			fail_msg("verbs.def lacks `%s`", desk_verb_name(d));
			return;
		}
		seen++;
		compare_args(v, d);
		compare_scope(v, d);
	}
	assert_int_equal(seen, verbs_len);
	assert_int_equal(bad, 0);
}

/* --- Pages and forms, for each role --------------------------------------------------------- */

static char *path_of(const char *pattern)
{
	const char *at = strstr(pattern, ":id");
	const char *id = strncmp(pattern, "/incidents", 10) == 0 ? "4821" :
		strncmp(pattern, "/reports", 8) == 0 ? "waits" : "2";

	return at ? talloc_asprintf(w.ctx, "%.*s%s%s", (int)(at - pattern), pattern, id, at + 3) :
		talloc_strdup(w.ctx, pattern);
}

static void every_page_for_every_role(void **state)
{
	for (size_t t = 0; t < page_tables_len; t++)
		for (size_t i = 0; i < *page_tables[t].len; i++) {
			const struct page *p = &page_tables[t].list[i];

			for (unsigned role = 1; role < ROLE_ANY; role <<= 1) {
				char *session = talloc_asprintf(w.ctx, "s-%s", role_name(role));
				struct answer a = browse_get(&w, session, path_of(p->path));
				/* A page that asks nothing tells nothing. */
				bool open = (p->roles & role) || (!p->ask && !p->list);

				if (a.code != (open ? 200 : 403))
					fail_msg("%s as %s: %d", p->path, role_name(role), a.code);
				assert_true(strstr(a.body, "<h1>") != NULL);
				/* Out of the last resort's words: a key that nobody wrote. */
				if (strstr(a.body, "We have your message"))
					fail_msg("%s: words are missing", p->path);
			}
		}
}

static void a_browser_looks_at_every_page(void **state)
{
	char *list = file_read("tests/e2e/console/pages.mjs");

	for (size_t t = 0; t < page_tables_len; t++)
		for (size_t i = 0; i < *page_tables[t].len; i++) {
			const char *path = page_tables[t].list[i].path;

			if (!strstr(list, talloc_asprintf(w.ctx, "\"%s\"", path)) &&
			    !strstr(list, talloc_asprintf(w.ctx, "\"%s?", path)))
				fail_msg("tests/e2e/console/pages.mjs does not look at %s", path);
		}
}

static void nobody_sees_a_page_without_a_session(void **state)
{
	for (size_t t = 0; t < page_tables_len; t++)
		for (size_t i = 0; i < *page_tables[t].len; i++) {
			const struct page *p = &page_tables[t].list[i];
			struct answer a = browse_get(&w, NULL, path_of(p->path));

			assert_int_equal(a.code, p->flags & PAGE_OPEN ? 200 : 303);
		}
}

/* A value that fits each argument, so that only the right can be what is missing. */
static char *form_of(const struct action *action)
{
	char *form = talloc_strdup(w.ctx, "from_at_ms=2026-01-05&until_at_ms=2026-02-02"
				   "&which=language:sw");
	const struct verb *verb = verb_find(action->verb);
	const char *at = verb->args;
	struct verb_arg a;

	while (verb_arg_next(&at, &a))
		if (a.type != 't')
			form = talloc_asprintf(w.ctx, "%s&%s=%s", form, a.name,
					       a.type == 'i' ? "2" : a.type == 'b' ?
					       "yes" : strcmp(a.name, "code") == 0 ? "4821" :
					       "something");
	return form;
}

static void every_form_for_every_role(void **state)
{
	for (size_t t = 0; t < action_tables_len; t++)
		for (size_t i = 0; i < *action_tables[t].len; i++) {
			const struct action *action = &action_tables[t].list[i];

			if (!action->verb)
				continue;
			for (unsigned role = 1; role < ROLE_ANY; role <<= 1) {
				char *session = talloc_asprintf(w.ctx, "s-%s", role_name(role));
				bool may = verb_roles(verb_find(action->verb)) & role;
				struct answer a;

				fake_desk_forget(w.desk);
				a = browse_post(&w, session, path_of(action->path),
						form_of(action), NULL);
				if (may ? a.code != 303 && a.code != 200 : a.code != 403)
					fail_msg("%s as %s: %d", action->path,
						 role_name(role), a.code);
				/* Refused where the data is: so the desk was asked, and logs it. */
				if (!fake_desk_asked(w.desk, action->verb))
					fail_msg("%s as %s: the desk was not asked", action->path,
						 role_name(role));
			}
		}
}

static void every_form_is_well_made(void **state)
{
	char id[64];

	for (size_t t = 0; t < action_tables_len; t++)
		for (size_t i = 0; i < *action_tables[t].len; i++) {
			const struct action *a = &action_tables[t].list[i];
			const struct verb *verb = a->verb ? verb_find(a->verb) : NULL;
			char *back = a->back ? talloc_strdup(w.ctx, a->back) : NULL;

			assert_true(!a->verb || verb);
			assert_true(verb ? a->back && verb->write + (a->done != NULL) :
				    a->done != NULL);
			if (back) {
				back[strcspn(back, "?")] = 0;
				assert_non_null(page_find(path_of(back), id));
			}
			for (const char *f = a->fields; f && *f; f += strspn(f, " ")) {
				size_t len = strcspn(f, " ");
				char *name = talloc_asprintf(w.ctx, "%.*s:", (int)len, f);

				if (!strstr(verb->args, name))
					fail_msg("%s: %s has no %s", a->path, a->verb, name);
				f += len;
			}
		}
}

/* --- Words, manual, API document ------------------------------------------ */

static void look_for_keys(const char *name, const char *text, int *seen)
{
	static const char *const dynamic[] = { "ui.%s.%s" };

	for (const char *p = text; (p = strstr(p, "\"ui.")); p++) {
		size_t len = strcspn(p + 1, "\"");
		char *key = talloc_strndup(w.ctx, p + 1, len);

		if (strcmp(key, dynamic[0]) == 0 || key[len - 1] == '.')
			continue;
		if (!words_own(w.con->words, "en", key))
			fail_msg("%s: there are no words for %s in prompts/console/en.po", name,
				 key);
		(*seen)++;
	}
}

static void every_key_has_words(void **state)
{
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : TOP_SRCDIR;
	DIR *dir = opendir(talloc_asprintf(w.ctx, "%s/src/console", top));
	struct dirent *e;
	int seen = 0;

	assert_non_null(dir);
	while ((e = readdir(dir)))
		if (strcmp(e->d_name + strlen(e->d_name) - 2, ".c") == 0)
			look_for_keys(e->d_name, file_read(talloc_asprintf(w.ctx, "src/console/%s",
				e->d_name)), &seen);
	closedir(dir);
	assert_true(seen > 300);
}

static void say_problem(void *arg, enum words_severity severity, const struct words_entry *about,
			const char *sentence)
{
	if (severity == WORDS_ERROR)
		print_message("%s\n", sentence);
}

static void the_catalogues_agree(void **state)
{
	assert_int_equal(words_check(w.con->words, say_problem, NULL), 0);
}

/* What the desk says in English is said in the viewer's language. */
static void titles_are_translated(void **state)
{
	static const char *const langs[] = { "sw", "fr", "es" };
	struct visit *v = talloc_zero(w.ctx, struct visit);

	v->con = w.con;
	for (size_t l = 0; l < ARRAY_LEN(langs); l++) {
		v->lang = (struct words_for){ .lang = langs[l], .channel = WORDS_SCREEN };
		for (size_t i = 0; i < report_defs_len; i++)
			if (strcmp(say_told(v, report_defs[i].title), report_defs[i].title) == 0)
				fail_msg("%s.po has no words for the report \"%s\"", langs[l],
					 report_defs[i].title);
		assert_string_not_equal(say_told(v, "You may not do that."),
					"You may not do that.");
		assert_string_equal(say_told(v, "Nobody wrote this down"),
				    "Nobody wrote this down");
		assert_string_equal(say_told(v, NULL), "");
	}
}

/* --- Every sentence of the desk, in every language ----------------------------------------- */

static bool has_words(struct visit *v, const char *sentence)
{
	return strcmp(say_told(v, sentence), sentence) != 0;
}

/* The string literals at p, joined, with what printf fills in ("%s" in quotes, numbers). */
static char *sentence_at(const char *p)
{
	char *out = talloc_strdup(w.ctx, "");

	while (*p == '"') {
		for (p++; *p && *p != '"'; p++) {
			if (*p == '\\')
				p++;
			if (*p == '%') {
				p += strspn(p, "%l");
				out = talloc_asprintf_append(out, "%s", *p == 's' ? "x" : "7");
			} else {
				out = talloc_asprintf_append(out, "%c", *p);
			}
		}
		p++;
		p += strspn(p, " \t\n");
	}
	return out;
}

static void look_for_sentences(struct visit *v, const char *name, const char *text,
			       const char *call, int *seen)
{
	for (const char *p = text; (p = strstr(p, call)); p++) {
		const char *quote = strchr(p, '"'), *end = strchr(p, ';');
		char *sentence;

		if (!quote || quote > end)
			continue;
		sentence = sentence_at(quote);
		if (!strcmp(sentence, "x") || !strcmp(sentence, "There is no such x"))
			continue;	/* of a table; its nouns have sentences of their own */
		(*seen)++;
		if (!has_words(v, talloc_asprintf(w.ctx, "%s.", sentence)))
			print_message("%s says \"%s\": no words in %s.po\n", name, sentence,
				      v->lang.lang);
		bad += !has_words(v, talloc_asprintf(w.ctx, "%s.", sentence));
	}
}

/* Flows and their checker are for authors, who write English keywords (docs/limits.md). */
static void every_refusal_has_words(void **state)
{
	static const char *const langs[] = { "sw", "fr", "es" };
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : TOP_SRCDIR;
	struct visit *v = talloc_zero(w.ctx, struct visit);
	struct dirent *e;
	int seen = 0;

	v->con = w.con;
	bad = 0;
	for (size_t l = 0; l < ARRAY_LEN(langs); l++) {
		DIR *dir = opendir(talloc_asprintf(w.ctx, "%s/src/desk", top));

		assert_non_null(dir);
		v->lang = (struct words_for){ .lang = langs[l], .channel = WORDS_SCREEN };
		while ((e = readdir(dir))) {
			if (strcmp(e->d_name + strlen(e->d_name) - 2, ".c") ||
			    !strncmp(e->d_name, "flow", 4))
				continue;
			look_for_sentences(v, e->d_name, file_read(talloc_asprintf(w.ctx,
				"src/desk/%s",
				e->d_name)), "desk_refuse", &seen);
			look_for_sentences(v, e->d_name, file_read(talloc_asprintf(w.ctx,
				"src/desk/%s",
				e->d_name)), "] = { DESK_E_", &seen);
		}
		closedir(dir);
	}
	assert_true(seen > 3 * 90);
	assert_int_equal(bad, 0);
}

static void what_is_filled_in(void **state)
{
	struct visit *v = talloc_zero(w.ctx, struct visit);

	v->con = w.con;
	v->lang = (struct words_for){ .lang = "sw", .channel = WORDS_SCREEN };
	assert_string_equal(say_told(v, "\"Blue Heron\" has an account."),
			    "Blue Heron ana akaunti.");
	assert_string_equal(say_told(v, "Too many tries; please wait 30 seconds."),
			    "Umejaribu mara nyingi mno; tafadhali subiri sekunde 30.");
	assert_string_equal(say_told(v, "\"A <b> {x}\" has 3 of 4 night hours of the next 42 "
				     "days."),
			    "A <b> {x} ana saa 3 kati ya 4 za usiku za siku 42 zijazo.");
	assert_string_equal(say_told(v, "\"never closed"), "\"never closed");
	assert_string_equal(say_told(v, "7"), "7");
}

static void every_setting_is_in_the_manual(void **state)
{
	char *man = file_read("docs/man/warmline-console.8");

	for (size_t i = 0; i < console_table.keys_len; i++)
		if (!strstr(man,
			    talloc_asprintf(w.ctx, "\n.It Ic %s Ar ", console_table.keys[i].name)))
			fail_msg("docs/man/warmline-console.8 lacks %s",
				 console_table.keys[i].name);
}

static void the_api_document_is_up_to_date(void **state)
{
	if (strcmp(file_read("docs/openapi.json"), openapi_document(w.ctx)) != 0)
		fail_msg("run: warmline-console --openapi > docs/openapi.json");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		T(every_verb_is_in_the_contract), T(every_verb_is_the_desks),
		T(every_page_for_every_role), T(a_browser_looks_at_every_page),
		T(nobody_sees_a_page_without_a_session), T(every_form_for_every_role),
		T(every_form_is_well_made), T(every_key_has_words), T(the_catalogues_agree),
		T(titles_are_translated), T(every_refusal_has_words), T(what_is_filled_in),
		T(every_setting_is_in_the_manual), T(the_api_document_is_up_to_date),
	};

	base_init(NULL, "tables_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
