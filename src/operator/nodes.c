// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The configuration tables as VTY nodes: `sms` enters node "sms", each key is
 * a command there, and `write file` writes what differs from the defaults.
 */
#include "operator/operator_int.h"

#include <stdio.h>

enum { NODES_MAX = 24 };	/* = how many WRITERS there are */

struct node {
	struct cfg_group *group;
	struct cmd_node cmd;
};

struct key_command {
	struct cmd_element cmd;		/* first: the handler is given this */
	struct cfg_group *group;
	const struct cfg_key *key;
};

struct enter_command {
	struct cmd_element cmd;
	int node;
};

static struct node nodes[NODES_MAX];
static int nodes_len;

static int node_id(int i)
{
	return _LAST_OSMOVTY_NODE + 1 + i;
}

static void say_error(struct vty *vty, const char *text)
{
	if (vty->type == VTY_FILE)
		fprintf(stderr, "%s.\n", text);
	else
		vty_out(vty, "%% %s.%s", text, VTY_NEWLINE);
}

static int key_set(struct cmd_element *self, struct vty *vty, int argc, const char *argv[])
{
	struct key_command *k = (struct key_command *)self;
	char *value = argv_concat(argv, argc, 0);
	struct err err;
	int rc;

	if (!value)
		return CMD_WARNING;
	rc = cfg_set(k->group, k->key->name, value, &err);
	talloc_free(value);
	if (rc == 0)
		return CMD_SUCCESS;
	say_error(vty, err.text);
	return CMD_WARNING;
}

static int node_enter(struct cmd_element *self, struct vty *vty, int argc, const char *argv[])
{
	vty->node = ((struct enter_command *)self)->node;
	return CMD_SUCCESS;
}

static int node_write(struct vty *vty, int n)
{
	const struct cfg_group *group = nodes[n].group;
	const struct cfg_table *table = cfg_table(group);
	size_t i;

	vty_out(vty, "%s%s", table->node, VTY_NEWLINE);
	for (i = 0; i < table->keys_len; i++) {
		const struct cfg_key *k = &table->keys[i];
		char *value = cfg_get(vty, group, k->name);

		if (value && !cfg_is_default(group, k->name))
			vty_out(vty, " %s %s%s", k->name,
				k->secret && vty->type == VTY_TERM ? "<hidden>" : value,
				VTY_NEWLINE);
		talloc_free(value);
	}
	return CMD_SUCCESS;
}

/* libosmovty calls a node's writer without saying which node: one for each. */
#define WRITERS(X) \
	X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) \
	X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23)
#define X(n) static int node_write_##n(struct vty *vty) { return node_write(vty, n); }
WRITERS(X)
#undef X
#define X(n) node_write_##n,
static int (*const node_writers[])(struct vty *vty) = { WRITERS(X) };
#undef X

/* "<help> (default 20s; 1s to 1h)": what `?` shows after a key. */
static char *value_help(void *ctx, const struct cfg_group *g, const struct cfg_key *k)
{
	char *help = talloc_asprintf(ctx, "Default %s", *k->dflt ? k->dflt : "empty");
	int i;

	switch (k->type) {
	case CFG_INT:
		return talloc_asprintf_append(help, "; %lld to %lld", (long long)k->min,
					      (long long)k->max);
	case CFG_DURATION:
		return talloc_asprintf_append(help, "; %s to %s", duration_format(ctx, k->min),
					      duration_format(ctx, k->max));
	case CFG_BOOL:
		return talloc_asprintf_append(help, "; yes or no");
	case CFG_CHOICE:
		help = talloc_asprintf_append(help, "; one of");
		for (i = 0; k->choices[i]; i++)
			help = talloc_asprintf_append(help, " %s", k->choices[i]);
		return help;
	case CFG_STRING:
		return help;
	}
	return help;
}

static void install_key(struct operator *op, int node, struct cfg_group *g,
			const struct cfg_key *k)
{
	struct key_command *c = talloc_zero(op, struct key_command);

	if (!c)
		base_oom();
	c->group = g;
	c->key = k;
	c->cmd.string = talloc_asprintf(c, "%s .VALUE", k->name);
	c->cmd.doc = talloc_asprintf(c, "%s\n%s\n", k->help, value_help(c, g, k));
	c->cmd.func = key_set;
	install_element(node, &c->cmd);
}

static void install_group(struct operator *op, struct cfg_group *g)
{
	const struct cfg_table *table = cfg_table(g);
	struct enter_command *enter;
	struct node *node;
	int id;
	size_t i;

	MUST(nodes_len < NODES_MAX);
	id = node_id(nodes_len);
	node = &nodes[nodes_len++];
	node->group = g;
	node->cmd.node = (enum node_type)id;
	node->cmd.prompt = talloc_asprintf(op, "%%s(config-%s)# ", table->node);
	node->cmd.vtysh = 1;
	install_node(&node->cmd, node_writers[nodes_len - 1]);
	enter = talloc_zero(op, struct enter_command);
	if (!enter)
		base_oom();
	enter->node = id;
	enter->cmd.string = table->node;
	enter->cmd.doc = talloc_asprintf(enter, "%s\n", table->help);
	enter->cmd.func = node_enter;
	install_element(CONFIG_NODE, &enter->cmd);
	for (i = 0; i < table->keys_len; i++)
		install_key(op, id, g, &table->keys[i]);
}

void operator_install_config(struct operator *op)
{
	struct cfg_group *g;

	nodes_len = 0;
	for (g = cfg_first(); g; g = cfg_next(g))
		install_group(op, g);
}
