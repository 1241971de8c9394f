// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * warmline-flow diff, publish, rollback, sign: what touches people who are in a
 * flow now.  Only warmlined knows them: it is asked over its control socket.
 */
#include <stdio.h>
#include <stdlib.h>

#include "link/link.h"
#include "tools/flow_tool.h"

enum { WAIT_MS = 20000 };

/* One request.  The answer, or NULL with what the server said printed. */
static json_t *ask(void *ctx, const struct flow_tool_options *opt, const char *verb)
{
	const char *env = getenv("WARMLINE_SOCKET");
	const char *address = opt->socket ? opt->socket : env ? env :
		"unix:/var/lib/warmline/control.sock";
	struct link_tool *tool;
	char code[LINK_CODE_LEN];
	struct err err = { "" };
	json_t *args, *ok = NULL;

	if (opt->files_len != (opt->all ? 0 : 1)) {
		fprintf(stderr, opt->all ? "--all, or one flow?\n" : "which flow? Give one name\n");
		return NULL;
	}
	tool = link_tool_open(ctx, address, NULL, &err);
	if (!tool) {
		fprintf(stderr, "warmlined does not answer at %s: %s\n", address, err.text);
		return NULL;
	}
	args = opt->all ? json_object() : json_pack("{s:s}", "flow", opt->files[0]);
	if (opt->by)
		json_object_set_new(args, "by", json_string(opt->by));
	if (link_tool_call(tool, verb, args, WAIT_MS, &ok, code, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		ok = NULL;
	}
	return ok;
}

static const char *str(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static void print_waiting(const json_t *answer)
{
	const json_t *steps = json_object_get(answer, "steps"), *s;
	size_t i;

	json_array_foreach(steps, i, s)
		printf("  %4lld at %s%s\n",
		       (long long)json_integer_value(json_object_get(s, "waiting")),
		       str(s, "step"),
		       json_is_true(json_object_get(s, "gone")) ? "  (removed)" : "");
}

static int run_diff(void *ctx, const struct flow_tool_options *opt)
{
	json_t *answer = ask(ctx, opt, "flow diff");

	if (!answer)
		return 2;
	printf("%s\n%s\n", json_is_true(json_object_get(answer, "changed")) ?
	       "The file is another revision than what is in force." :
	       "The file is what is in force.", str(answer, "says"));
	print_waiting(answer);
	json_decref(answer);
	return 0;
}

static bool named(const struct flow_tool_options *opt)
{
	if (!opt->by)
		fprintf(stderr, "who does it? --by NAME\n");
	return opt->by;
}

static int print_state(json_t *answer)
{
	if (!answer)
		return 1;
	printf("%s, revision %s: %s\n", str(answer, "flow"), str(answer, "revision"),
	       str(answer, "state"));
	if (*str(answer, "next"))
		printf("%s\n", str(answer, "next"));
	json_decref(answer);
	return 0;
}

/* The first name checks the draft in; the second finds it waiting. */
static int run_publish(void *ctx, const struct flow_tool_options *opt)
{
	json_t *checked;
	struct flow_tool_options plain = *opt;

	if (!named(opt))
		return 2;
	plain.by = NULL;
	if (!opt->agree) {
		checked = ask(ctx, &plain, "flow check");
		if (!checked)
			return 1;
		json_decref(checked);
	}
	return print_state(ask(ctx, opt, "flow publish"));
}

static int run_rollback(void *ctx, const struct flow_tool_options *opt)
{
	return named(opt) ? print_state(ask(ctx, opt, "flow rollback")) : 2;
}

static int run_sign(void *ctx, const struct flow_tool_options *opt)
{
	return named(opt) ? print_state(ask(ctx, opt, "flow sign")) : 2;
}

const struct flow_tool_command flow_tool_diff = {
	.name = "diff", .args = "[--socket ADDRESS] FLOW",
	.help = "says what the file would change for the people who are in the flow now",
	.takes_files = true, .run = run_diff,
};
const struct flow_tool_command flow_tool_publish = {
	.name = "publish", .args = "--by NAME [--agree] [--socket ADDRESS] FLOW | --all",
	.help = "checks the file in and approves it; --agree: the second name, where two are "
		"needed; --all: every file that is not in force, together",
	.takes_files = true, .run = run_publish,
};
const struct flow_tool_command flow_tool_rollback = {
	.name = "rollback", .args = "--by NAME [--socket ADDRESS] FLOW",
	.help = "puts in force again what was before; again by a second person, "
		"where two are needed",
	.takes_files = true, .run = run_rollback,
};
const struct flow_tool_command flow_tool_sign = {
	.name = "sign", .args = "--by NAME [--socket ADDRESS] FLOW",
	.help = "signs a flow that needs a clinician or a manager",
	.takes_files = true, .run = run_sign,
};
