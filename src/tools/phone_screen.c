// SPDX-License-Identifier: AGPL-3.0-or-later
/* Handsets side by side in a terminal. */
#include "tools/phone.h"

#include <locale.h>
#include <ncurses.h>
#include <unistd.h>
#include <wchar.h>

enum { INPUT_MAX = 640, BOTTOM_LINES = 3 };

static struct screen {
	struct loop *loop;
	struct phones *phones;
	int active;
	wchar_t input[PHONES_MAX][INPUT_MAX + 1];
	int input_len[PHONES_MAX];
	bool link, quit;
	const char *notice;
} screen;

static int pane_width(void)
{
	return COLS / phones_count(screen.phones);
}

/* Columns of the word that begins here. */
static int word_width(const wchar_t *text)
{
	int width = 0, w;

	for (; *text && *text != L' ' && *text != L'\n'; text++) {
		w = wcwidth(*text);
		width += w > 0 ? w : 0;
	}
	return width;
}

/* Lines break between words.  How many rows a text needs, and (draw) puts them
 * at row. */
static int text_rows(const wchar_t *text, int width, int row, int col, bool draw)
{
	int rows = 1, x = 0, w;

	for (; *text; text++) {
		w = wcwidth(*text);
		if (*text == L'\n' || (*text == L' ' && x + 1 + word_width(text + 1) > width)) {
			rows++;
			x = 0;
			continue;
		}
		if (w < 0)
			continue;
		if (x + w > width) {	/* a word that is longer than a row */
			rows++;
			x = 0;
		}
		if (draw && row + rows - 1 >= 1 && row + rows - 1 < LINES - BOTTOM_LINES)
			mvaddnwstr(row + rows - 1, col + x, text, 1);
		x += w;
	}
	return rows;
}

static void pane_texts(struct phone *p, int col, int width)
{
	wchar_t wide[2048];
	int row = LINES - BOTTOM_LINES, i, indent, rows;

	for (i = p->len - 1; i >= 0 && row > 1; i--) {
		const struct phone_text *t = &p->texts[i];

		if (mbstowcs(wide, t->text, ARRAY_LEN(wide) - 1) == (size_t)-1)
			continue;
		wide[ARRAY_LEN(wide) - 1] = L'\0';
		/* ours: to the right */
		indent = t->kind == PHONE_SENT || t->kind == PHONE_DID ? 4 : 0;
		rows = text_rows(wide, width - 6, 0, 0, false);
		row -= rows + 1;
		if (indent)
			attron(A_DIM);
		if (t->kind == PHONE_HEARD)
			attron(A_ITALIC);
		text_rows(wide, width - 6, row, col + 1 + indent, true);
		attroff(A_DIM);
		attroff(A_ITALIC);
	}
}

static void pane_input(int pane, int col, int width)
{
	int len = screen.input_len[pane], from = len > width - 5 ? len - (width - 5) : 0;

	mvhline(LINES - BOTTOM_LINES, col, ACS_HLINE, width - 1);
	mvaddch(LINES - 2, col + 1, pane == screen.active ? '>' : ' ');
	mvaddnwstr(LINES - 2, col + 3, screen.input[pane] + from, len - from);
}

/* What Enter and the call keys do on the active phone just now. */
static const char *keys_help(void)
{
	switch (phone_call_state(screen.phones, phones_at(screen.phones, screen.active))) {
	case PHONE_RINGS: return "F5: answer   F6: refuse";
	case PHONE_TALKS: return "Enter: press keys, or speak   F6: hang up";
	case PHONE_IDLE: return "Enter: send   F5: call";
	case PHONE_NO_VOICE:
	default: return "Enter: send";
	}
}

static void redraw(void)
{
	int i, n = phones_count(screen.phones), width = pane_width();

	erase();
	for (i = 0; i < n; i++) {
		struct phone *p = phones_at(screen.phones, i);
		int col = i * width;

		if (i == screen.active)
			attron(A_REVERSE);
		mvprintw(0, col, " %-*.*s", width - 2, width - 2, p->name);
		attroff(A_REVERSE);
		pane_texts(p, col, width);
		pane_input(i, col, width);
		if (i)
			mvvline(0, col - 1, ACS_VLINE, LINES - 1);
	}
	mvprintw(LINES - 1, 0, " Tab: next phone   %s   F10: leave   %s", keys_help(),
		 screen.notice ? screen.notice :
		 screen.link ? "" : "waiting for bearerbox ...");
	move(LINES - 2, screen.active * width + 3 +
	     (screen.input_len[screen.active] > width - 5 ? width - 5
							  : screen.input_len[screen.active]));
	refresh();
}

/* Keys are pressed, words are spoken; without a call it is a text. */
static int text_goes(struct phone *p, const char *text)
{
	if (phone_call_state(screen.phones, p) != PHONE_TALKS)
		return phone_send(screen.phones, p, text);
	return strspn(text, "0123456789*#") == strlen(text) ?
		phone_press(screen.phones, p, text) : phone_speak(screen.phones, p, text);
}

static void call_key(bool green)
{
	struct phone *p = phones_at(screen.phones, screen.active);
	int rc;

	if (!green)
		rc = phone_hang_up(screen.phones, p);
	else if (phone_call_state(screen.phones, p) == PHONE_RINGS)
		rc = phone_answer(screen.phones, p);
	else
		rc = phone_dial(screen.phones, p);
	screen.notice = rc < 0 && green ? "no call: warmlined's voice line is away" : NULL;
}

static void send_input(void)
{
	wchar_t *input = screen.input[screen.active];
	char text[INPUT_MAX * 4 + 1];

	input[screen.input_len[screen.active]] = L'\0';
	if (!input[0] || wcstombs(text, input, sizeof(text)) == (size_t)-1)
		return;
	if (text_goes(phones_at(screen.phones, screen.active), text) < 0) {
		screen.notice = "not sent: bearerbox is away";
		return;
	}
	screen.notice = NULL;
	screen.input_len[screen.active] = 0;
	input[0] = L'\0';
}

static void key_pressed(int rc, wint_t key)
{
	int *len = &screen.input_len[screen.active];

	if (rc == KEY_CODE_YES && key == KEY_F(10))
		screen.quit = true;
	else if (rc == KEY_CODE_YES && (key == KEY_F(5) || key == KEY_F(6)))
		call_key(key == KEY_F(5));
	else if (rc == OK && key == L'\t')
		screen.active = (screen.active + 1) % phones_count(screen.phones);
	else if (rc == KEY_CODE_YES && key == KEY_BTAB)
		screen.active = (screen.active + phones_count(screen.phones) - 1) %
				phones_count(screen.phones);
	else if ((rc == OK && (key == L'\n' || key == L'\r')) ||
		 (rc == KEY_CODE_YES && key == KEY_ENTER))
		send_input();
	else if ((rc == KEY_CODE_YES && key == KEY_BACKSPACE) || (rc == OK && key == 127))
		*len -= *len > 0;
	else if (rc == OK && key >= L' ' && *len < INPUT_MAX)
		screen.input[screen.active][(*len)++] = (wchar_t)key;
	if (*len <= INPUT_MAX)
		screen.input[screen.active][*len] = L'\0';
}

static void keys_ready(void *arg, int what)
{
	wint_t key;
	int rc;

	while ((rc = get_wch(&key)) != ERR)
		key_pressed(rc, key);
	redraw();
	if (screen.quit)
		loop_stop(screen.loop);
}

static void phone_changed(void *arg, struct phone *phone)
{
	if (screen.phones && !isendwin())
		redraw();
}

static void link_changed(void *arg, bool up)
{
	screen.link = up;
	if (screen.phones && !isendwin())
		redraw();
}

const struct phones_ops phone_screen_ops = { phone_changed, link_changed, NULL };

int phone_screen_run(struct loop *loop, struct phones *phones)
{
	setlocale(LC_ALL, "");
	if (!initscr())
		return -ENOTTY;
	screen.loop = loop;
	screen.phones = phones;
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(25);
	loop_fd_new(phones, loop, "keyboard", STDIN_FILENO, LOOP_READ, keys_ready, NULL);
	redraw();
	loop_run(loop);
	endwin();
	return 0;
}
