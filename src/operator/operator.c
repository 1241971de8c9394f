// SPDX-License-Identifier: AGPL-3.0-or-later
/* Start of the VTY, its file, and the show and action commands. */
#include "operator/operator_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <osmocom/ctrl/control_if.h>
#include <osmocom/ctrl/control_vty.h>
#include <osmocom/vty/logging.h>
#include <osmocom/vty/misc.h>
#include <osmocom/vty/ports.h>
#include <osmocom/vty/stats.h>
#include <osmocom/vty/telnet_interface.h>

static const char copyright[] =
	"Licence AGPL-3.0-or-later.  There is NO WARRANTY, to the extent permitted by law.\r\n";

static const struct cfg_key keys[] = {
	{ "vty-port", CFG_INT, offsetof(struct operator_values, vty_port), 0, 65535, "4288",
	  NULL, "Telnet port on 127.0.0.1; 0 for none", false },
	{ "ctrl-port", CFG_INT, offsetof(struct operator_values, ctrl_port), 0, 65535, "4289",
	  NULL, "Control interface port on 127.0.0.1; 0 for none", false },
	{ "statsd-host", CFG_STRING, offsetof(struct operator_values, statsd_host), 0, 100, "",
	  NULL, "Address that counters are sent to as statsd packets; empty for none", false },
	{ "statsd-port", CFG_INT, offsetof(struct operator_values, statsd_port), 1, 65535, "8125",
	  NULL, "UDP port of statsd", false },
	{ "statsd-interval", CFG_DURATION, offsetof(struct operator_values, statsd_interval_ms),
	  1000, HOURS_MS(1), "10s", NULL, "Time between two statsd reports", false },
};
static const struct cfg_table table = {
	"operator", "Doors for the operator: VTY, control interface, counters", keys,
	ARRAY_LEN(keys)
};

struct operator *operator_new(void *ctx, struct loop *loop, const char *version)
{
	static struct vty_app_info app;
	struct operator *op = talloc_zero(ctx, struct operator);

	if (!op)
		base_oom();
	op->loop = loop;
	INIT_LLIST_HEAD(&op->gauges);
	cfg_register(op, &table, &op->values);
	app = (struct vty_app_info){
		.name = "warmlined", .version = version, .copyright = copyright, .tall_ctx = op,
	};
	vty_init(&app);
	logging_vty_add_cmds();
	osmo_stats_vty_add_cmds();
	osmo_talloc_vty_add_cmds();
	operator_install_config(op);
	return op;
}

/* libosmovty says what is wrong but not where; the stream knows how far it was. */
static int line_reached(FILE *f)
{
	long end = ftell(f);
	int line = 0;

	rewind(f);
	while (ftell(f) < end) {
		int c = fgetc(f);
		if (c == EOF)
			break;
		line += c == '\n';
	}
	return line;
}

int operator_read_config(struct operator *op, const char *file, struct err *err)
{
	FILE *f = fopen(file, "r");
	int rc;

	if (!f)
		return err_set(err, errno, "cannot read the configuration %s: %s", file,
			       strerror(errno));
	host_config_set(file);		/* where `write file` writes */
	rc = vty_read_config_filep(f, op);
	if (rc != 0)
		rc = err_set(err, EINVAL, "%s:%d: this line is refused; nothing was started",
			     file, line_reached(f));
	fclose(f);
	return rc;
}

int operator_listen(struct operator *op, struct err *err)
{
	if (op->values.vty_port &&
	    telnet_init_dynif(op, op, "127.0.0.1", (int)op->values.vty_port) < 0)
		return err_set(err, EADDRINUSE, "cannot open the VTY on 127.0.0.1:%" PRId64,
			       op->values.vty_port);
	if (op->values.ctrl_port &&
	    !ctrl_interface_setup_dynip(op, "127.0.0.1", (uint16_t)op->values.ctrl_port, NULL))
		return err_set(err, EADDRINUSE,
			       "cannot open the control interface on 127.0.0.1:%" PRId64,
			       op->values.ctrl_port);
	return operator_export_start(op, err);
}

/* --- show commands and actions ------------------------------------------------- */

void operator_out(struct operator_out *out, const char *fmt, ...)
{
	va_list ap;
	char *text, *line, *save = NULL;

	va_start(ap, fmt);
	text = talloc_vasprintf(NULL, fmt, ap);
	va_end(ap);
	if (!text)
		base_oom();
	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		vty_out(out->vty, "%s%s", line, out->vty->type == VTY_TERM ? "\r\n" : "\n");
	talloc_free(text);
}

struct show_command {
	struct cmd_element cmd;
	const struct operator_show *show;
	void *arg;
};

static int show_run(struct cmd_element *self, struct vty *vty, int argc, const char *argv[])
{
	struct show_command *c = (struct show_command *)self;
	struct operator_out out = { vty };

	c->show->show(&out, c->arg);
	return CMD_SUCCESS;
}

void operator_add_show(struct operator *op, const struct operator_show *show, void *arg)
{
	struct show_command *c = talloc_zero(op, struct show_command);

	if (!c)
		base_oom();
	c->show = show;
	c->arg = arg;
	c->cmd.string = talloc_asprintf(c, "show %s", show->name);
	c->cmd.doc = talloc_asprintf(c, "%s%s\n", SHOW_STR, show->help);
	c->cmd.func = show_run;
	install_element_ve(&c->cmd);
}

struct action_command {
	struct cmd_element cmd;
	const struct operator_action *action;
	void *arg;
};

static int action_run(struct cmd_element *self, struct vty *vty, int argc, const char *argv[])
{
	struct action_command *c = (struct action_command *)self;
	struct operator_out out = { vty };
	int rc = c->action->act(&out, argc > 0 ? argv[0] : NULL, c->arg);

	if (rc < 0)
		operator_out(&out, "%% Not done: %s.", strerror(-rc));
	return rc < 0 ? CMD_WARNING : CMD_SUCCESS;
}

void operator_add_action(struct operator *op, const struct operator_action *action, void *arg)
{
	struct action_command *c = talloc_zero(op, struct action_command);

	if (!c)
		base_oom();
	c->action = action;
	c->arg = arg;
	c->cmd.string = talloc_asprintf(c, "%s%s", action->name, action->arg_help ? " WORD" : "");
	c->cmd.doc = talloc_asprintf(c, "%s\n%s%s", action->help,
				     action->arg_help ? action->arg_help : "",
				     action->arg_help ? "\n" : "");
	c->cmd.func = action_run;
	install_element(ENABLE_NODE, &c->cmd);
}
