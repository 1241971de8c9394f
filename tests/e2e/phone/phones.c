// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 *   phones LISTEN-IP LISTEN-PORT VOICEBOX-IP VOICEBOX-PORT SEED MORE-SECONDS PLAN
 *
 * Ends by itself (0) when every task is done and no new numbers begin any more
 * (MORE-SECONDS); at a line "quit" on its input it says who is not done (1).
 */
#include "tests/e2e/phone/phones.h"

#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A line without a packet for so long is cut; one without a sound: nobody would stay on it. */
enum { CUT_MS = 1500, MUTE_MS = 25000 };

struct phones all;
static int64_t began_ms;

void ledger(const struct phone *p, const char *format, ...)
{
	va_list args;

	printf("%lld %s ", (long long)(all.now_ms - began_ms), p->number);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* --- The plan ------------------------------------------------------------------------------- */

static const struct role *role_named(const char *name)
{
	for (int i = 0; i < all.roles_len; i++)
		if (strcmp(all.roles[i].name, name) == 0)
			return &all.roles[i];
	fprintf(stderr, "phones: no role %s\n", name);
	exit(2);
}

static void phone_add(const char *number, const struct role *r, bool slot)
{
	struct phone *p = &all.phone[all.len++];

	MUST(all.len <= PHONES_MAX);
	snprintf(p->number, sizeof(p->number), "%s", number);
	p->role = r;
	p->slot = slot;
	p->next_ms = all.now_ms + rand_below(2000);
}

static void plan_line(char *line)
{
	char a[NUMBER_MAX], b[24], number[NUMBER_MAX];
	struct role *r = all.roles_len ? &all.roles[all.roles_len - 1] : NULL;
	struct rule *rule;
	int n, i;

	if (sscanf(line, " role %23s", b) == 1) {
		MUST(all.roles_len < ROLES_MAX);
		snprintf(all.roles[all.roles_len++].name, sizeof(b), "%s", b);
	} else if (sscanf(line, " phone %23s %23s", a, b) == 2) {
		phone_add(a, role_named(b), false);
	} else if (sscanf(line, " slots %23s %d %23s", a, &n, b) == 3) {
		MUST(n <= SLOTS_MAX);
		for (i = 0; i < n; i++) {
			snprintf(number, sizeof(number), "+%lld", atoll(a + 1) + i);
			phone_add(number, role_named(b), true);
		}
	} else if (r && strncmp(line + strspn(line, " \t"), "rings", 5) == 0) {
		r->rings = true;
	} else if (r && sscanf(line, " line %d %d %d %d", &r->lost_out, &r->lost_in, &r->doubled,
			       &r->late) == 4) {
		return;
	} else if (r && strstr(line, "on \"")) {
		MUST(r->rules_len < RULES_MAX);
		rule = &r->rules[r->rules_len++];
		MUST(sscanf(line, " on \"%79[^\"]\" %159[^\n]", rule->words, rule->actions) == 2);
	} else if (r && r->rules_len &&
		   sscanf(line, " after %23s", r->rules[r->rules_len - 1].after) == 1) {
		return;
	} else if (strspn(line, " \t\n") != strlen(line)) {
		fprintf(stderr, "phones: what is this? %s", line);
		exit(2);
	}
}

static void plan_read(const char *file)
{
	FILE *f = fopen(file, "r");
	char line[300];

	if (!f) {
		perror(file);
		exit(2);
	}
	while (fgets(line, sizeof(line), f))
		plan_line(line);
	fclose(f);
}

/* --- What a phone does ---------------------------------------------------- */

void phone_is_up(struct phone *p)
{
	ledger(p, "up");
	p->owed = p->promised = p->mute_told = false;
	p->actions[0] = p->words[0] = '\0';
}

void phone_heard(struct phone *p, const char *text)
{
	const struct role *r = p->role;

	ledger(p, "hears %s", text);
	if (strstr(text, "We call you back"))
		p->promised = true;
	if (p->actions[0])
		return;			/* they have made up their mind */
	for (int i = 0; i < r->rules_len; i++)
		if (strstr(text, r->rules[i].words) &&
		    (!r->rules[i].after[0] || strcmp(r->rules[i].after, p->told) == 0)) {
			snprintf(p->actions, sizeof(p->actions), "%s", r->rules[i].actions);
			p->act_ms = all.now_ms;
			/* Who may hang up does so before they are put through. */
			if (strncmp(p->actions, "told:", 5) != 0 &&
			    strcmp(p->actions, "await") != 0)
				p->act_ms += 200 + rand_below(500);
			return;
		}
}

/* Somebody else takes this line. */
static void renew(struct phone *p)
{
	if (!p->slot || all.now_ms >= all.more_until_ms) {
		p->over = true;
		return;
	}
	snprintf(p->number, sizeof(p->number), "+%lld", atoll(p->number + 1) + SLOTS_MAX);
	p->done = p->owed = false;
	p->told[0] = '\0';
}

void phone_ended(struct phone *p, const char *why)
{
	/* Whoever was told that we call back, or was cut off, waits for that and does nothing. */
	bool cut = strcmp(why, "cut off") == 0;

	if (!cut && strstr(p->actions, "done"))
		p->done = true;		/* we ended it before they did */
	p->owed = !p->done && (cut || p->promised);
	ledger(p, "%s%s", why, p->owed ? ", waits for a call" : p->done ? ", done" : "");
	p->promised = false;
	p->actions[0] = p->words[0] = '\0';
	p->next_ms = all.now_ms + 500 + rand_below(3000);
	if (p->done)
		renew(p);
}

/* A machine that is too busy: for voicebox they hung up, and so nobody calls them back. */
void phone_was_not_cut(struct phone *p)
{
	ledger(p, "was not cut off");
	if (p->state == IDLE)
		p->owed = false;
}

static bool is(const char *act, const char *what, const char **arg)
{
	size_t n = strlen(what);

	*arg = act + n;
	return strncmp(act, what, n) == 0;
}

static void act_one(struct phone *p, const char *act)
{
	struct sound *s = &p->sound;
	const char *arg;

	if (is(act, "press:", &arg)) {
		snprintf(s->keys + strlen(s->keys), sizeof(s->keys) - strlen(s->keys), "%s", arg);
		ledger(p, "presses %s", arg);
	} else if (is(act, "told:", &arg)) {
		ledger(p, "told %s", arg);
		snprintf(p->told, sizeof(p->told), "%s", arg);
	} else if (is(act, "wait:", &arg)) {
		p->act_ms = all.now_ms + atoi(arg) / 2 + rand_below((uint32_t)atoi(arg) + 1);
	} else if (is(act, "say:", &arg)) {
		s->say = atoi(arg) / TICK_MS;
	} else if (is(act, "speak", &arg)) {
		snprintf(p->words, sizeof(p->words), "I am %s.", p->number);
	} else if (is(act, "await", &arg)) {
		p->promised = true;
		sip_hang_up(p);
	} else if (is(act, "done", &arg) || is(act, "hang", &arg)) {
		p->done |= act[0] == 'd';
		sip_hang_up(p);
	}
}

static void act(struct phone *p)
{
	char one[ACTIONS_MAX];
	size_t n;

	while (p->state == UP && p->actions[0] && all.now_ms >= p->act_ms && !p->sound.say) {
		n = strcspn(p->actions, " ");
		snprintf(one, sizeof(one), "%.*s", (int)n, p->actions);
		n += strspn(p->actions + n, " ");
		memmove(p->actions, p->actions + n, strlen(p->actions + n) + 1);
		act_one(p, one);
	}
}

static void look(struct phone *p)
{
	struct sound *s = &p->sound;

	if (all.now_ms - s->packet_ms > CUT_MS) {
		sip_cut_off(p);
		return;
	}
	if (s->quiet > MUTE_MS * SAMPLES / TICK_MS && !p->mute_told) {
		p->mute_told = true;
		ledger(p, "SILENCE");
	}
	if (p->words[0] && !s->mouth.text && all.now_ms % 300 < TICK_MS)
		s->mouth = (struct mouth){ .text = p->words };
}

static void tick(struct phone *p)
{
	if (p->state == UP)
		look(p);
	act(p);
	sip_tick(p);
	sound_tick(p);
	if (p->state == IDLE && p->role->rings && !p->done && !p->over && !p->owed &&
	    all.now_ms >= p->next_ms)
		sip_ring(p);
}

/* --- All of them ---------------------------------------------------------- */

static bool finished(void)
{
	for (int i = 0; i < all.len; i++)
		if (all.phone[i].role->rings && !all.phone[i].over)
			return false;
	for (int i = 0; i < all.len; i++)
		if (all.phone[i].state != IDLE)
			return false;
	return true;
}

static int quit(void)
{
	int n = 0;

	for (int i = 0; i < all.len; i++) {
		struct phone *p = &all.phone[i];

		if (p->role->rings && !p->over) {
			ledger(p, p->owed ? "NOT DONE, still waits for a call" : "NOT DONE");
			n++;
		}
		sip_hang_up(p);
	}
	return n > 0;
}

static int run(void)
{
	struct pollfd fds[PHONES_MAX + 2] = { { .fd = all.fd, .events = POLLIN },
					      { .fd = STDIN_FILENO, .events = POLLIN } };
	int64_t tick_ms = clock_mono_ms();
	char line[16];
	int i, wait_ms;

	for (;;) {
		for (i = 0; i < all.len; i++)
			fds[i + 2] = (struct pollfd){ .events = POLLIN, .fd =
				all.phone[i].sound.fd > 0 ? all.phone[i].sound.fd : -1 };
		wait_ms = (int)(tick_ms + TICK_MS - clock_mono_ms());
		poll(fds, (nfds_t)all.len + 2, wait_ms > 0 ? wait_ms : 0);
		all.now_ms = clock_mono_ms();
		if (fds[1].revents & POLLIN && fgets(line, sizeof(line), stdin))
			return quit();
		sip_read();
		for (i = 0; i < all.len; i++)
			sound_read(&all.phone[i]);
		if (all.now_ms < tick_ms + TICK_MS)
			continue;
		tick_ms = all.now_ms - tick_ms > 10 * TICK_MS ? all.now_ms : tick_ms + TICK_MS;
		for (i = 0; i < all.len; i++)
			tick(&all.phone[i]);
		fflush(stdout);
		if (finished())
			return 0;
	}
}

static void seed_set(const char *text)
{
	uint8_t seed[32] = { 0 };

	memcpy(seed, text, strnlen(text, sizeof(seed)));
	rand_set_seed(seed);
}

int main(int argc, char **argv)
{
	struct address here;
	bool v6;

	if (argc != 8) {
		fprintf(stderr,
			"phones IP PORT VOICEBOX-IP VOICEBOX-PORT SEED MORE-SECONDS PLAN\n");
		return 2;
	}
	v6 = all.v6 = strchr(argv[1], ':') != NULL;
	snprintf(all.ip, sizeof(all.ip), "%s", argv[1]);
	snprintf(all.host, sizeof(all.host), v6 ? "[%s]:%s" : "%s:%s", argv[1], argv[2]);
	snprintf(all.box_host, sizeof(all.box_host), v6 ? "[%s]:%s" : "%s:%s", argv[3], argv[4]);
	if (address_set(&here, argv[1], atoi(argv[2])) < 0 ||
	    address_set(&all.box, argv[3], atoi(argv[4])) < 0)
		return 2;
	all.fd = socket(here.sa.ss_family, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	if (all.fd < 0 || bind(all.fd, (struct sockaddr *)&here.sa, here.len) < 0) {
		perror("phones");
		return 2;
	}
	seed_set(argv[5]);
	began_ms = all.now_ms = clock_mono_ms();
	all.more_until_ms = all.now_ms + SECONDS_MS(atoi(argv[6]));
	plan_read(argv[7]);
	return run();
}
