// SPDX-License-Identifier: AGPL-3.0-or-later
/* The door: a request comes in, is checked against its row of the table, is done
 * in a transaction, and is answered. */
#include "desk/desk_int.h"

#include <stdio.h>

COUNTER(count_asked, "desk.asked", "Requests of consoles and programs.");
COUNTER(count_refused, "desk.refused", "Requests that were refused for want of a right.");

enum { REFUSED_MAX = 50 };	/* of one session; then it ends */
#define TIDY_MS HOURS_MS(1)
#define EVENTS_KEEP_MS HOURS_MS(48)

static const struct desk_table *const tables[] = {
	&desk_login_verbs, &desk_totp_verbs, &desk_live_verbs, &desk_duty_verbs, &desk_talk_verbs,
	&desk_note_verbs, &desk_incident_verbs, &desk_reveal_verbs, &desk_recording_verbs,
	&desk_concern_verbs,
	&desk_board_verbs, &desk_roster_verbs, &desk_people_verbs, &desk_account_verbs,
	&desk_quality_verbs, &desk_lexicon_verbs, &desk_flow_verbs, &desk_directory_verbs,
	&desk_report_verbs, &desk_export_verbs,
	&desk_audit_verbs, &desk_token_verbs,
};

static const struct cfg_key keys[] = {
	{ "address", CFG_STRING, offsetof(struct desk_settings, address), 0, 100, "", NULL,
	  "Where consoles connect: unix:/path, or host:port on a private network (then with a "
	  "token); empty: desk.sock in the state directory.", false },
	{ "token", CFG_STRING, offsetof(struct desk_settings, token), 0, 200, "", NULL,
	  "What a console says first; needed for host:port, at least 16 bytes.", true },
	{ "service", CFG_STRING, offsetof(struct desk_settings, service), 1, 40, "Warmline", NULL,
	  "The name under which codes stand in an authenticator.", false },
	{ "session-idle", CFG_DURATION, offsetof(struct desk_settings, idle_ms), MINUTES_MS(5),
	  HOURS_MS(12), "30m", NULL, "A log-in ends after so long without a request.", false },
	{ "session-most", CFG_DURATION, offsetof(struct desk_settings, most_ms), MINUTES_MS(30),
	  HOURS_MS(24), "12h", NULL, "A log-in ends after so long in any case.", false },
};
static const struct cfg_table cfg = {
	"desk", "The staff's door: consoles and programs with a token.", keys, ARRAY_LEN(keys),
};

/* --- The table ------------------------------------------------------------------------ */

const struct desk_verb *desk_verb_next(const struct desk_verb *v)
{
	size_t i;

	if (!v)
		return tables[0]->verbs;
	for (i = 0; i < ARRAY_LEN(tables); i++) {
		const struct desk_table *t = tables[i];

		if (v < t->verbs || v >= t->verbs + t->len)
			continue;
		if (v + 1 < t->verbs + t->len)
			return v + 1;
		return i + 1 < ARRAY_LEN(tables) ? tables[i + 1]->verbs : NULL;
	}
	return NULL;
}

const char *desk_verb_name(const struct desk_verb *v) { return v->verb; }
unsigned int desk_verb_roles(const struct desk_verb *v) { return v->roles; }
bool desk_verb_is_open(const struct desk_verb *v) { return v->flags & DESK_OPEN; }

/* --- One request ------------------------------------------------------------------------- */

int desk_refuse(struct desk_ask *a, const char *code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->text, sizeof(a->text), fmt, ap);
	va_end(ap);
	a->code = code;
	return -ECANCELED;
}

int desk_refuse_keep(struct desk_ask *a, const char *code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->text, sizeof(a->text), fmt, ap);
	va_end(ap);
	a->code = code;
	return 0;
}

static int may(struct desk_ask *a)
{
	const struct desk_verb *v = a->verb;
	const char *reason;

	if (a->who.token.id)
		return v->scopes & a->who.token.scopes ? 0 :
			desk_refuse(a, LINK_E_DENIED, "This token may not do that");
	if (a->who.login.state != STORE_LOGIN_READY && !(v->flags & DESK_HALF))
		return desk_refuse(a, DESK_E_SECOND, "The log-in is not complete yet");
	if (!(a->who.roles & v->roles))
		return desk_refuse(a, LINK_E_DENIED, "You may not do that");
	if ((v->flags & DESK_STEP_UP) && a->who.login.step_up_ms <= a->t->now_ms)
		return desk_refuse(a, DESK_E_STEP_UP, "Please give a code again first");
	reason = desk_str(a, "reason");
	if ((v->flags & DESK_REASON) && (!reason || strlen(reason) < 3))
		return desk_refuse(a, DESK_E_REASON, "Please say why, in a sentence");
	return 0;
}

static int first_step(struct desk_ask *a)
{
	int rc = a->verb->flags & DESK_OPEN ? 0 : desk_session(a, desk_str(a, "session"));

	if (rc == 0 && !(a->verb->flags & DESK_OPEN))
		rc = may(a);
	return rc < 0 ? rc : a->verb->run(a);
}

static int run_step(struct care_turn *t, void *arg)
{
	struct desk_ask *a = arg;
	int rc;

	a->t = t;
	rc = a->step(a);
	a->t = NULL;
	return rc;
}

static int note_refusal(struct desk_ask *a)
{
	struct desk_who *w = &a->who;
	int rc = care_audit(a->t, CARE_AUDIT_DESK_REFUSED, 0, w->person.id, a->verb->verb);

	if (rc < 0 || !w->login.id)
		return rc;
	if (++w->login.refused >= REFUSED_MAX) {
		LOGP(DDESK, LOGL_NOTICE, "%s was refused %d times in one log-in; it has ended.\n",
		     w->person.pseudonym, w->login.refused);
		rc = store_login_end(a->t->store, w->login.id, w->login.account_id);
		return rc < 0 ? rc : 0;
	}
	return store_login_save(a->t->store, &w->login);
}

/* What the store or care says of a value that nobody thought of, in words for a page. */
static int told(struct desk_ask *a, int rc)
{
	switch (rc) {
	case -EINVAL:
	case -ERANGE:
		LOGP(DDESK, LOGL_NOTICE, "\"%s\": a value was refused where it would be kept.\n",
		     a->verb->verb);
		return desk_refuse(a, LINK_E_ARGS, "One of these values cannot be kept");
	case -ENOENT:
	case -ENOKEY:
		return desk_refuse(a, LINK_E_NOT_FOUND, "That is not there (any more)");
	case -EEXIST:
		return desk_refuse(a, DESK_E_CONFLICT, "That is there already");
	default:
		return rc;
	}
}

static void answer(struct desk_ask *a, int rc)
{
	if (rc == 0 && !a->code) {
		link_ok(a->req, a->answer);
	} else {
		json_decref(a->answer);
		if (rc == -ECANCELED || rc == 0)
			link_fail(a->req, a->code, "%s.", a->text);
		else
			link_fail(a->req, LINK_E_FAILED, "That could not be done: %s.",
				  strerror(-rc));
	}
	talloc_free(a);
}

static void run(struct desk_ask *a)
{
	int rc = told(a, a->desk->deps.run(a->desk->deps.arg, run_step, a));

	if (rc == -ECANCELED && a->who.known && !strcmp(a->code, LINK_E_DENIED)) {
		counter_inc(&count_refused);
		a->step = note_refusal;
		if (a->desk->deps.run(a->desk->deps.arg, run_step, a) < 0)
			LOGP(DDESK, LOGL_ERROR, "A refusal of \"%s\" could not be noted.\n",
			     a->verb->verb);
	}
	if (rc == 0 && a->later) {
		void (*later)(struct desk_ask *) = a->later;

		a->later = NULL;
		later(a);
		return;
	}
	answer(a, rc);
}

void desk_again(struct desk_ask *a, int (*step)(struct desk_ask *a))
{
	a->step = step;
	run(a);
}

struct binding { struct desk *desk; const struct desk_verb *verb; };

static void proceed(struct link_request *req, void *arg)
{
	struct binding *b = arg;
	struct desk_ask *a = talloc_zero(b->desk, struct desk_ask);

	if (!a)
		base_oom();
	counter_inc(&count_asked);
	a->desk = b->desk;
	a->verb = b->verb;
	a->req = req;
	a->step = first_step;
	run(a);
}

/* --- Making ---------------------------------------------------------------------------------- */

/* Each verb as link/ has it: with `session` before its own arguments. */
static void add_verb(struct desk *desk, const struct desk_verb *v)
{
	static const struct link_arg session = {
		"session", LINK_STRING, true, 8, 200, "The token of the log-in, or a program's." };
	bool closed = !(v->flags & DESK_OPEN);
	struct link_arg *args = talloc_array(desk, struct link_arg, v->args_len + 1);
	struct link_command *cmd = talloc_zero(desk, struct link_command);
	struct binding *b = talloc(desk, struct binding);

	if (!args || !cmd || !b)
		base_oom();
	if (closed)
		args[0] = session;
	if (v->args_len)
		memcpy(args + closed, v->args, v->args_len * sizeof(*args));
	*cmd = (struct link_command){ v->verb, v->help, args, v->args_len + closed, NULL, proceed };
	*b = (struct binding){ desk, v };
	link_server_add(desk->server, cmd, 1, b);
}

struct desk *desk_new(void *ctx, const struct desk_deps *deps)
{
	struct desk *desk = talloc_zero(ctx, struct desk);

	if (!desk)
		base_oom();
	desk->deps = *deps;
	INIT_LLIST_HEAD(&desk->listens);
	cfg_register(desk, &cfg, &desk->settings);
	return desk;
}

static int tidy_step(struct care_turn *t, void *arg)
{
	struct desk *desk = arg;
	int more, rc = store_logins_prune(t->store, t->now_ms - desk->settings.idle_ms,
					  t->now_ms - desk->settings.most_ms);

	if (rc >= 0)
		rc = store_try_prune(t->store, t->now_ms - DAYS_MS(1));
	if (rc >= 0)
		rc = store_talk_notes_prune(t->store, t->now_ms);
	if (rc < 0)
		return rc;
	more = store_events_prune(t->store, t->now_ms - EVENTS_KEEP_MS, 500);
	desk->dirty = more == 500;
	return more < 0 ? more : 0;
}

static void tidy(void *arg)
{
	struct desk *desk = arg;

	if (desk->deps.run(desk->deps.arg, tidy_step, desk) < 0)
		LOGP(DDESK, LOGL_ERROR, "Old events and log-ins could not be deleted.\n");
	loop_timer_start(desk->tidy, desk->dirty ? SECONDS_MS(1) : TIDY_MS);
}

static void conn_closed(void *arg, struct link_conn *conn)
{
	desk_live_closed(arg, conn);
}

int desk_open(struct desk *desk, struct err *err)
{
	const struct desk_settings *s = &desk->settings;
	struct link_server_spec spec = {
		.kind = "console", .address = s->address, .closed = conn_closed, .arg = desk,
		.token = s->token[0] ? s->token : NULL,
	};
	const struct desk_verb *v = NULL;

	if (!s->address[0])
		spec.address = talloc_asprintf(desk, "unix:%s/desk.sock", desk->deps.state_dir);
	if (!spec.address)
		base_oom();
	desk->server = link_server_new(desk, desk->deps.loop, &spec, err);
	if (!desk->server)
		return -EADDRINUSE;
	while ((v = desk_verb_next(v)))
		add_verb(desk, v);
	desk_live_open(desk);
	desk->tidy = loop_timer_new(desk, desk->deps.loop, "old events", tidy, desk);
	loop_timer_start(desk->tidy, SECONDS_MS(20));
	return 0;
}
