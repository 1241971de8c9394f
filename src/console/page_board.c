// SPDX-License-Identifier: AGPL-3.0-or-later
/* The live board: who waits, who talks, what is up, which promises were kept. */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>

static void ask_board(struct visit *v)
{
	visit_ask(v, "board", "board", NULL);
}

static void number(struct visit *v, struct html *h, const char *key, int64_t n, bool bad)
{
	html_open(h, "div", "class", bad ? "tile bad" : "tile", NULL);
	html_el(h, "dt", say(v, key), NULL);
	html_open(h, "dd", NULL);
	html_textf(h, "%" PRId64, n);
	if (bad)
		el_badge(v, h, "warn", say(v, "ui.board.look"));
	html_close(h);
	html_close(h);
}

static void span_tile(struct visit *v, struct html *h, const char *key, int64_t ms)
{
	html_open(h, "div", "class", "tile", NULL);
	html_el(h, "dt", say(v, key), NULL);
	html_el(h, "dd", ms ? say_span(v, ms) : say(v, "ui.board.unknown"), NULL);
	html_close(h);
}

static void show_numbers(struct visit *v, struct html *h, json_t *b)
{
	json_t *i = json_object_get(b, "incidents"), *p = json_object_get(b, "promises"),
		*q = json_object_get(b, "queue");

	html_open(h, "dl", "class", "tiles", NULL);
	number(v, h, "ui.board.alarming", ji(i, "alarming"), ji(i, "alarming") > 0);
	number(v, h, "ui.board.incidents", ji(i, "open"), false);
	number(v, h, "ui.board.late", ji(p, "late_now"), ji(p, "late_now") > 0);
	number(v, h, "ui.board.answered", ji(p, "answered"), false);
	number(v, h, "ui.board.intime", ji(p, "in_time"), false);
	span_tile(v, h, "ui.board.median", ji(p, "median_ms"));
	span_tile(v, h, "ui.board.p80", ji(p, "p80_ms"));
	number(v, h, "ui.board.out", ji(q, "texts_out"), false);
	number(v, h, "ui.board.humans", ji(q, "for_humans"), ji(q, "for_humans") > 0);
	html_close(h);
}

static const struct column waiting_columns[] = {
	{ "pseudonym", "ui.col.who", COL_WORDS, NULL },
	{ "since_at_ms", "ui.col.waits", COL_SINCE, NULL },
	{ "tier", "ui.col.tier", COL_VALUE, "tier" },
	{ "kind", "ui.col.kind", COL_VALUE, "offer.kind" },
	{ "newcomer", "ui.col.newcomer", COL_YES, NULL },
	{ "offered_to", "ui.col.offered", COL_WORDS, NULL },
};
static const struct column conversation_columns[] = {
	{ "pseudonym", "ui.col.who", COL_WORDS, NULL }, { "peer", "ui.col.peer", COL_WORDS, NULL },
	{ "opened_at_ms", "ui.col.since", COL_SINCE, NULL },
	{ "member_at_ms", "ui.col.member", COL_SINCE, NULL },
	{ "peer_at_ms", "ui.col.answered", COL_SINCE, NULL },
	{ "incident", "ui.col.incident", COL_TEXT, NULL },
};
static const struct column peer_columns[] = {
	{ "pseudonym", "ui.col.peer", COL_WORDS, NULL },
	{ "state", "ui.col.state", COL_VALUE, "duty.state" },
	{ "talks", "ui.col.talks", COL_INT, NULL }, { "cap", "ui.col.cap", COL_INT, NULL },
	{ "today", "ui.col.today", COL_INT, NULL },
	{ "until_at_ms", "ui.col.until", COL_TIME, NULL },
};
#define TABLE(name, none_key) static const struct list name##_list = { .none = none_key, \
	.columns = name##_columns, .columns_len = ARRAY_LEN(name##_columns) }
TABLE(waiting, "ui.board.nobody");
TABLE(conversation, "ui.board.notalks");
static const struct row_button peer_buttons[] = {
	{ "/board/lost", "ui.person.lost", "who=pseudonym", NULL, NULL },
};
static const struct list peer_list = {
	.none = "ui.board.nopeers", .columns = peer_columns, .columns_len = ARRAY_LEN(peer_columns),
	.buttons = peer_buttons, .buttons_len = ARRAY_LEN(peer_buttons),
};

static void show_links(struct visit *v, struct html *h, json_t *links)
{
	json_t *l;
	size_t i;

	html_open(h, "ul", "class", "links", NULL);
	json_array_foreach(links, i, l) {
		html_open(h, "li", NULL);
		html_text(h, js(l, "name"));
		el_badge(v, h, jb(l, "up") ? "ok" : "danger",
			 say(v, jb(l, "up") ? "ui.link.up" : "ui.link.down"));
		html_text(h, " ");
		if (ji(l, "since_at_ms"))
			el_since(v, h, ji(l, "since_at_ms"));
		html_close(h);
	}
	html_close(h);
}

static void table(struct visit *v, struct html *h, const char *title, json_t *items,
		  const struct list *l)
{
	el(v, h, "h2", title);
	list_table(v, h, items, l);
}

static void show_board(struct visit *v, struct html *h)
{
	json_t *b = visit_answer(v, "board");

	part_begin(v, h, "board", "board incident", NULL);
	if (!jb(b, "able_to_alarm"))
		html_el(h, "p", say(v, "ui.board.unable"), "class", "error", "role", "alert", NULL);
	html_open(h, "p", NULL);
	el_badge(v, h, jb(b, "open") ? "ok" : "calm",
		 say(v, jb(b, "open") ? "ui.board.open" : "ui.board.shut"));
	if (!jb(b, "open") && ji(b, "opens_at_ms")) {
		html_text(h, " ");
		el_time(v, h, ji(b, "opens_at_ms"));
	}
	html_close(h);
	show_numbers(v, h, b);
	table(v, h, "ui.board.waiting", json_object_get(b, "waiting"), &waiting_list);
	table(v, h, "ui.board.talks", json_object_get(b, "talks"), &conversation_list);
	table(v, h, "ui.board.peers", json_object_get(b, "peers"), &peer_list);
	el(v, h, "h2", "ui.board.links");
	show_links(v, h, json_object_get(b, "links"));
	part_end(h);
}

const struct page board_pages[] = {
	{ "/board", "ui.board.title", ROLE_C | ROLE_M | ROLE_S | ROLE_O, 0,
	  "ui.nav.board", ask_board,
	  show_board, NULL },
};
const struct action board_actions[] = {
	{ "/board/lost", "person lost", "who", "/board", "ui.said.done", NULL, NULL },
};
DEFINE_TABLES(board)
