// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * A warmlined for voicebox's tests: takes its reports, answers what a script
 * says.  Each report is a line on stdout: "call digits {...}".
 *
 *   fake-warmlined ADDRESS SCRIPT
 *
 * A line of the script is `on VERB [FIELD=VALUE ...] do ORDER`: when such a
 * report comes, the order (a JSON object) is sent; the first that fits wins,
 * unless it ends in `also`: then the next is tried too.  In an order, "call" is
 * the report's when absent, k counts by itself, and a string may be $call,
 * $new (a new call), $other (the latest other call that is not over).
 * On stdin: `order ORDER`, `drop` (closes every line), `quit`.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "link/link.h"
#include "loop/loop.h"

enum { RULES_MAX = 200, CALLS_MAX = 4096, FIELDS_MAX = 6 };

struct rule {
	char *verb, *fields[FIELDS_MAX];
	int fields_len;
	json_t *order;
	bool also;
};
struct call { char name[25]; int64_t k, n; bool over; };

static struct rule rules[RULES_MAX];
static int rules_len;
static struct call calls[CALLS_MAX];
static int calls_len;
static struct link_server *server;
static struct loop *loop;

/* --- Calls -------------------------------------------------------------------------- */
static struct call *call_get(const char *name)
{
	int i;

	for (i = 0; i < calls_len; i++)
		if (strcmp(calls[i].name, name) == 0)
			return &calls[i];
	if (calls_len == CALLS_MAX)
		calls_len = 0;
	calls[calls_len] = (struct call){ .k = 0 };
	snprintf(calls[calls_len].name, sizeof(calls[0].name), "%s", name);
	return &calls[calls_len++];
}

static const char *other_than(const char *name)
{
	int i;

	for (i = calls_len - 1; i >= 0; i--)
		if (!calls[i].over && strcmp(calls[i].name, name) != 0)
			return calls[i].name;
	return "none";
}

/* --- Orders ---------------------------------------------------------------------------- */
static json_t *filled(const char *value, const char *call)
{
	static unsigned int made;
	char name[25];

	if (strcmp(value, "$call") == 0)
		return json_string(call);
	if (strcmp(value, "$other") == 0)
		return json_string(other_than(call));
	if (strcmp(value, "$new") != 0)
		return json_string(value);
	snprintf(name, sizeof(name), "new%u", ++made);
	return json_string(name);
}

static void order_send(const json_t *order, const char *call)
{
	json_t *is = json_deep_copy(order), *value;
	const char *key;

	if (!json_object_get(is, "call"))
		json_object_set_new(is, "call", json_string(call));
	json_object_foreach(is, key, value)
		if (json_is_string(value))
			json_object_set_new(is, key, filled(json_string_value(value), call));
	if (!json_object_get(is, "k"))
		json_object_set_new(is, "k", json_integer(
			++call_get(json_string_value(json_object_get(is, "call")))->k));
	link_server_event(server, "order", is);
}

/* --- Reports --------------------------------------------------------------------------- */
static bool field_fits(json_t *args, const char *field)
{
	const char *eq = strchr(field, '=');
	char name[40], text[64];
	json_t *v;

	snprintf(name, sizeof(name), "%.*s", (int)(eq - field), field);
	v = json_object_get(args, name);
	if (json_is_string(v))
		return strcmp(json_string_value(v), eq + 1) == 0;
	snprintf(text, sizeof(text), "%lld", (long long)json_integer_value(v));
	return strcmp(text, eq + 1) == 0;
}

static void rules_run(const char *verb, json_t *args, const char *call)
{
	int i, f;

	for (i = 0; i < rules_len; i++) {
		if (strcmp(rules[i].verb, verb) != 0)
			continue;
		for (f = 0; f < rules[i].fields_len; f++)
			if (!field_fits(args, rules[i].fields[f]))
				break;
		if (f < rules[i].fields_len)
			continue;
		order_send(rules[i].order, call);
		if (!rules[i].also)
			return;
	}
}

/* All verbs take any arguments: what voicebox sends is printed as it is. */
static const struct link_arg any_args[] = {
	{ "name", LINK_STRING, .help = "" }, { "instance", LINK_STRING, .help = "" },
	{ "lines", LINK_INT, .help = "" }, { "reserved", LINK_INT, .help = "" },
	{ "calls", LINK_LIST, .help = "" }, { "call", LINK_STRING, .help = "" },
	{ "n", LINK_INT, .help = "" }, { "from", LINK_STRING, .help = "" },
	{ "to", LINK_STRING, .help = "" }, { "trunk", LINK_STRING, .help = "" },
	{ "ask", LINK_INT, .help = "" }, { "digits", LINK_STRING, .help = "" },
	{ "why", LINK_STRING, .help = "" }, { "play", LINK_INT, .help = "" },
	{ "rec", LINK_STRING, .help = "" }, { "file", LINK_STRING, .help = "" },
	{ "length_ms", LINK_INT, .help = "" }, { "bytes", LINK_INT, .help = "" },
	{ "digit", LINK_STRING, .help = "" }, { "with", LINK_STRING, .help = "" },
	{ "key", LINK_STRING, .help = "" },
	{ "order", LINK_STRING, .help = "" },
	{ "k", LINK_INT, .help = "" }, { "text", LINK_STRING, .help = "" },
	{ "talk_ms", LINK_INT, .help = "" }, { "quality", LINK_OBJECT, .help = "" },
};

static json_t *args_of(struct link_request *req)
{
	json_t *args = json_object();
	size_t i;

	for (i = 0; i < ARRAY_LEN(any_args); i++) {
		json_t *v = link_req_json(req, any_args[i].name);

		if (v)
			json_object_set(args, any_args[i].name, v);
	}
	return args;
}

static void take(struct link_request *req, const char *verb)
{
	json_t *args = args_of(req);
	const char *name = json_string_value(json_object_get(args, "call"));
	int64_t n = json_integer_value(json_object_get(args, "n"));
	char *text = json_dumps(args, JSON_SORT_KEYS);
	struct call *c = name ? call_get(name) : NULL;
	bool seen = c && n && n <= c->n;

	printf("%s %s%s\n", verb, text, seen ? " seen" : "");
	fflush(stdout);
	free(text);
	if (c && n > c->n)
		c->n = n;
	if (c && (strcmp(verb, "call ended") == 0 || strcmp(verb, "call failed") == 0))
		c->over = true;
	link_ok(req, seen ? json_pack("{s:b}", "seen", 1) : NULL);
	if (!seen && name)
		rules_run(verb, args, name);
	json_decref(args);
}

static void hello(struct link_request *req, void *arg)
{
	json_t *keep = json_array(), *one;
	size_t i;

	printf("voice hello name=%s calls=%zu\n", link_req_str(req, "name"),
	       json_array_size(link_req_json(req, "calls")));
	fflush(stdout);
	json_array_foreach(link_req_json(req, "calls"), i, one)
		json_array_append(keep, json_object_get(one, "call"));
	link_conn_listen(link_req_conn(req), true);
	link_ok(req, json_pack("{s:o,s:[]}", "keep", keep, "end"));
}

#define VERB(id, verb_) \
	static void id(struct link_request *req, void *arg) { take(req, verb_); }
VERB(incoming, "call incoming")
VERB(ringing, "call ringing")
VERB(answered, "call answered")
VERB(digits, "call digits")
VERB(played, "call played")
VERB(recorded, "call recorded")
VERB(bridged, "call bridged")
VERB(key, "call key")
VERB(quality, "call quality")
VERB(refused, "call refused")
VERB(failed, "call failed")
VERB(ended, "call ended")
#define ROW(verb_, fn) \
	{ .verb = verb_, .help = "", .args = any_args, .args_len = ARRAY_LEN(any_args), \
	  .proceed = fn }
static const struct link_command commands[] = {
	ROW("voice hello", hello), ROW("call incoming", incoming), ROW("call ringing", ringing),
	ROW("call answered", answered), ROW("call digits", digits), ROW("call played", played),
	ROW("call recorded", recorded), ROW("call bridged", bridged), ROW("call key", key),
	ROW("call quality", quality), ROW("call refused", refused),
	ROW("call failed", failed), ROW("call ended", ended),
};

/* --- Script and stdin ------------------------------------------------------------------------ */
static json_t *order_parse(const char *text)
{
	json_error_t e;
	json_t *order = json_loads(text, JSON_DISABLE_EOF_CHECK, &e);

	if (!json_is_object(order)) {
		fprintf(stderr, "fake-warmlined: no order: %s: %s\n", text, e.text);
		exit(2);
	}
	return order;
}

/* on call digits digits=1 do {...} [also] */
static void rule_parse(char *line)
{
	struct rule *r = &rules[rules_len];
	char *body = strstr(line, " do "), *word, *save = NULL, *verb;

	if (rules_len == RULES_MAX || strncmp(line, "on ", 3) != 0 || !body) {
		fprintf(stderr, "fake-warmlined: no rule: %s\n", line);
		exit(2);
	}
	*body = '\0';
	r->order = order_parse(body + 4);
	r->also = strstr(body + 4, "} also") != NULL;
	verb = talloc_strdup(NULL, "");
	for (word = strtok_r(line + 3, " ", &save); word; word = strtok_r(NULL, " ", &save))
		if (strchr(word, '=') && r->fields_len < FIELDS_MAX)
			r->fields[r->fields_len++] = talloc_strdup(verb, word);
		else
			verb = talloc_asprintf_append(verb, "%s%s", *verb ? " " : "", word);
	r->verb = verb;
	rules_len++;
}

static void script_read(const char *file)
{
	char line[16384];
	FILE *f = fopen(file, "r");

	if (!f) {
		perror(file);
		exit(2);
	}
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			rule_parse(line);
	}
	fclose(f);
}

static void conn_close(void *arg, struct link_conn *conn)
{
	talloc_free(conn);
}

static void stdin_came(void *arg, int what)
{
	static char line[16384];
	static size_t len;
	ssize_t n = read(STDIN_FILENO, line + len, sizeof(line) - 1 - len);
	char *nl;

	if (n <= 0) {
		loop_fd_want(*(struct loop_fd **)arg, 0);
		return;
	}
	len += (size_t)n;
	line[len] = '\0';
	while ((nl = strchr(line, '\n'))) {
		*nl = '\0';
		if (strncmp(line, "order ", 6) == 0) {
			json_t *order = order_parse(line + 6);

			order_send(order, other_than(""));
			json_decref(order);
		} else if (strcmp(line, "drop") == 0) {
			link_server_each(server, conn_close, NULL);
		} else if (strcmp(line, "quit") == 0) {
			loop_stop(loop);
		}
		len -= (size_t)(nl + 1 - line);
		memmove(line, nl + 1, len + 1);
	}
}

static void stop(void *arg, int signum)
{
	loop_stop(arg);
}

int main(int argc, char **argv)
{
	void *ctx = talloc_named_const(NULL, 0, "fake warmlined");
	struct link_server_spec spec = { .kind = "voicebox" };
	static struct loop_fd *in;
	struct stat st;
	struct err err;

	if (argc != 3) {
		fprintf(stderr, "Usage: fake-warmlined ADDRESS SCRIPT\n");
		return 2;
	}
	base_init(ctx, "fake-warmlined");
	script_read(argv[2]);
	loop = loop_new(ctx);
	spec.address = argv[1];
	server = link_server_new(ctx, loop, &spec, &err);
	if (!server) {
		fprintf(stderr, "fake-warmlined: %s\n", err.text);
		return 1;
	}
	link_server_add(server, commands, ARRAY_LEN(commands), NULL);
	if (fstat(STDIN_FILENO, &st) == 0 && !S_ISREG(st.st_mode) && major(st.st_rdev) != 1)
		in = loop_fd_new(ctx, loop, "stdin", STDIN_FILENO, LOOP_READ, stdin_came, &in);
	loop_signal_new(ctx, loop, SIGTERM, stop, loop);
	loop_run(loop);
	talloc_free(ctx);
	return 0;
}
