// SPDX-License-Identifier: AGPL-3.0-or-later
/* The two ends of the SIP thread: commands in, events out, start and stop. */
#include "voicebox/sip_int.h"
#include "loop/loop.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <sodium.h>

enum { BYE_MS = 200, SOCKETS_MAX = 1024 };

/* The loop's side. */
struct ua {
	struct ua_side side;
	struct ua_config cfg;
	struct ua_trunk trunks[UA_TRUNKS_MAX];
	struct guard guard;
	struct loop_fd *fd;
	ua_event_cb cb;
	void *arg;
	bool running;
};

/* --- Events: SIP thread to loop --------------------------------------------------- */
void ua_tell(struct ua_side *ua, const struct ua_event *ev)
{
	struct ua_news *n = calloc(1, sizeof(*n));
	uint64_t one = 1;

	if (!n)
		base_oom();
	n->event = *ev;
	if (ev->from)
		str_ncpy(n->from, ev->from, sizeof(n->from));
	if (ev->to)
		str_ncpy(n->to, ev->to, sizeof(n->to));
	n->event.from = n->from;
	n->event.to = n->to;
	pthread_mutex_lock(&ua->lock);
	llist_add_tail(&n->entry, &ua->news);
	pthread_mutex_unlock(&ua->lock);
	if (write(ua->news_fd, &one, sizeof(one)) < 0)
		return;			/* full: the loop has been woken already */
}

static struct ua_news *news_next(struct ua_side *ua)
{
	struct ua_news *n = NULL;

	pthread_mutex_lock(&ua->lock);
	if (!llist_empty(&ua->news)) {
		n = llist_entry(ua->news.next, struct ua_news, entry);
		llist_del(&n->entry);
	}
	pthread_mutex_unlock(&ua->lock);
	return n;
}

static void news_free(struct ua_news *n)
{
	sodium_memzero(n, sizeof(*n));
	free(n);
}

static void news_came(void *arg, int what)
{
	struct ua *ua = arg;
	struct ua_news *n;
	uint64_t count;

	if (read(ua->side.news_fd, &count, sizeof(count)) < 0)
		return;
	while ((n = news_next(&ua->side))) {
		ua->cb(ua->arg, &n->event);
		news_free(n);
	}
}

/* --- Commands: loop to SIP thread ----------------------------------------------------- */
static void command_send(struct ua *ua, const struct ua_command *cmd)
{
	struct ua_command *c = malloc(sizeof(*c));

	if (!c)
		base_oom();
	*c = *cmd;
	pthread_mutex_lock(&ua->side.lock);
	llist_add_tail(&c->entry, &ua->side.commands);
	pthread_mutex_unlock(&ua->side.lock);
	/* Its pipe may be full: then the thread is awake, and takes all that is there. */
	(void)mqueue_push(ua->side.wake, 0, NULL);
}

static struct ua_command *command_next(struct ua_side *ua)
{
	struct ua_command *c = NULL;

	pthread_mutex_lock(&ua->lock);
	if (!llist_empty(&ua->commands)) {
		c = llist_entry(ua->commands.next, struct ua_command, entry);
		llist_del(&c->entry);
	}
	pthread_mutex_unlock(&ua->lock);
	return c;
}

static void stop_now(void *arg)
{
	re_cancel();
}

static void stop_begin(struct ua_side *ua)
{
	ua->stopping = true;
	ua_calls_end(ua);
	ua_trunks_stop(ua);
	tmr_start(&ua->stop, BYE_MS, stop_now, ua);
}

static void commands_came(int id, void *data, void *arg)
{
	struct ua_side *ua = arg;
	struct ua_command *c;

	while ((c = command_next(ua))) {
		if (c->type == UA_DO_STOP)
			stop_begin(ua);
		else
			ua_call_do(ua, c);
		sodium_memzero(c, sizeof(*c));
		free(c);
	}
}

/* --- The thread ------------------------------------------------------------------------- */
static int dns_start(struct ua_side *ua)
{
	struct sa servers[4];
	uint32_t n = ARRAY_LEN(servers);

	if (dns_srv_get(NULL, 0, servers, &n) || n == 0)
		return 0;		/* numeric addresses will do */
	return dnsc_alloc(&ua->dns, NULL, servers, n);
}

static int side_start(struct ua_side *ua)
{
	int rc;

	rc = dns_start(ua);
	if (rc == 0)
		rc = mqueue_alloc(&ua->wake, commands_came, ua);
	if (rc == 0)
		rc = sip_alloc(&ua->sip, ua->dns, 1024, 1024, 64, NULL, NULL, NULL);
	if (rc)
		return err_set(&ua->started_err, rc, "SIP does not start: %s", strerror(rc));
	rc = ua_transports_add(ua, &ua->started_err);
	if (rc == 0)
		rc = ua_calls_init(ua);
	if (rc == 0)
		rc = ua_listeners_add(ua, &ua->started_err);
	if (rc == 0)
		rc = ua_trunks_start(ua);
	return rc;
}

static void side_end(struct ua_side *ua)
{
	tmr_cancel(&ua->stop);
	sipsess_close_all(ua->sock);
	mem_deref(ua->sock);
	sip_close(ua->sip, true);
	mem_deref(ua->requests);
	mem_deref(ua->rest);
	mem_deref(ua->responses);
	mem_deref(ua->sip);
	mem_deref(ua->calls);
	mem_deref(ua->tls);
	mem_deref(ua->dns);
	mem_deref(ua->wake);
}

static void started(struct ua_side *ua, int rc)
{
	pthread_mutex_lock(&ua->lock);
	ua->started = true;
	ua->started_rc = rc;
	pthread_cond_signal(&ua->started_cond);
	pthread_mutex_unlock(&ua->lock);
}

static void *side_run(void *arg)
{
	struct ua_side *ua = arg;
	int rc;

	pthread_setname_np(pthread_self(), "sip");
	re_thread_init();
	fd_setsize(SOCKETS_MAX);
	poll_method_set(METHOD_EPOLL);
	rc = side_start(ua);
	started(ua, rc);
	if (rc == 0)
		re_main(NULL);
	side_end(ua);
	re_thread_close();
	return NULL;
}

/* Signals are the loop's: the thread starts with all of them blocked. */
static int thread_start(struct ua_side *ua)
{
	sigset_t all, before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&ua->thread, NULL, side_run, ua);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc)
		return err_set(&ua->started_err, rc, "no thread for SIP: %s", strerror(rc));
	pthread_mutex_lock(&ua->lock);
	while (!ua->started)
		pthread_cond_wait(&ua->started_cond, &ua->lock);
	pthread_mutex_unlock(&ua->lock);
	if (ua->started_rc)
		pthread_join(ua->thread, NULL);
	return ua->started_rc;
}

/* --- Start and end, on the loop ------------------------------------------------------------ */
static const char *copied(struct ua *ua, const char *text)
{
	char *copy = talloc_strdup(ua, text ? text : "");

	if (!copy)
		base_oom();
	return copy;
}

static int config_copy(struct ua *ua, const struct ua_config *cfg, struct err *err)
{
	unsigned int i;
	int rc = 0;

	MUST(cfg->trunks_len <= UA_TRUNKS_MAX && cfg->listen_len <= UA_LISTEN_MAX);
	ua->cfg = *cfg;
	ua->cfg.public_address = copied(ua, cfg->public_address);
	ua->cfg.certificate = copied(ua, cfg->certificate);
	ua->cfg.ca = copied(ua, cfg->ca);
	for (i = 0; i < cfg->listen_len; i++)
		ua->cfg.listen[i].address = copied(ua, cfg->listen[i].address);
	ua->cfg.trunks = ua->trunks;
	for (i = 0; i < cfg->trunks_len && rc == 0; i++) {
		struct ua_trunk *t = &ua->trunks[i];

		*t = cfg->trunks[i];
		t->name = copied(ua, t->name);
		t->proxy = copied(ua, t->proxy);
		t->user = copied(ua, t->user);
		t->password = copied(ua, t->password);
		t->registrar = copied(ua, t->registrar);
		t->domain = copied(ua, t->domain);
		t->from_user = copied(ua, t->from_user);
		t->media_address = copied(ua, t->media_address);
		rc = guard_add(&ua->guard, t->addresses, (uint8_t)i, err);
	}
	ua->guard.per_second = cfg->per_second;
	return rc;
}

static int ua_free(struct ua *ua)
{
	struct ua_command *c;
	struct ua_news *n;

	if (ua->running) {
		command_send(ua, &(struct ua_command){ .type = UA_DO_STOP });
		pthread_join(ua->side.thread, NULL);
		door_close();
	}
	while ((c = command_next(&ua->side)))
		free(c);
	while ((n = news_next(&ua->side)))
		news_free(n);
	if (ua->side.news_fd >= 0)
		close(ua->side.news_fd);
	pthread_mutex_destroy(&ua->side.lock);
	pthread_cond_destroy(&ua->side.started_cond);
	return 0;
}

static int side_prepare(struct ua *ua, struct err *err)
{
	struct ua_side *s = &ua->side;

	s->cfg = &ua->cfg;
	s->guard = &ua->guard;
	INIT_LLIST_HEAD(&s->commands);
	INIT_LLIST_HEAD(&s->news);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->started_cond, NULL);
	s->news_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	talloc_set_destructor(ua, ua_free);
	if (s->news_fd < 0)
		return err_set(err, errno, "no eventfd: %s", strerror(errno));
	return libre_init() ? err_set(err, ENOMEM, "libre does not start") : 0;
}

struct ua *ua_new(void *ctx, struct loop *loop, const struct ua_config *cfg, ua_event_cb cb,
		  void *arg, struct err *err)
{
	struct ua *ua = talloc_zero(ctx, struct ua);
	int rc;

	if (!ua)
		base_oom();
	ua->cb = cb;
	ua->arg = arg;
	rc = side_prepare(ua, err);
	if (rc == 0)
		rc = config_copy(ua, cfg, err);
	if (rc == 0) {
		rc = thread_start(&ua->side);
		if (rc && err)
			*err = ua->side.started_err;
	}
	if (rc) {
		talloc_free(ua);
		return NULL;
	}
	ua->running = true;
	ua->fd = loop_fd_new(ua, loop, "sip events", ua->side.news_fd, LOOP_READ, news_came, ua);
	return ua;
}

/* --- What the loop asks for ------------------------------------------------------------------ */
void ua_answer(struct ua *ua, ua_id call, uint16_t rtp_port)
{
	command_send(ua, &(struct ua_command){ .type = UA_DO_ANSWER, .call = call,
					       .rtp_port = rtp_port });
}

void ua_reject(struct ua *ua, ua_id call, enum ua_reject how)
{
	command_send(ua, &(struct ua_command){ .type = UA_DO_REJECT, .call = call, .reject = how });
}

void ua_hangup(struct ua *ua, ua_id call)
{
	command_send(ua, &(struct ua_command){ .type = UA_DO_HANGUP, .call = call });
}

ua_id ua_dial(struct ua *ua, const struct ua_dial *dial)
{
	struct ua_command cmd = { .type = UA_DO_DIAL, .trunk = dial->trunk,
				  .rtp_port = dial->rtp_port };

	randombytes_buf(&cmd.call, sizeof(cmd.call));
	str_ncpy(cmd.to, dial->to, sizeof(cmd.to));
	str_ncpy(cmd.from, dial->from, sizeof(cmd.from));
	command_send(ua, &cmd);
	sodium_memzero(cmd.to, sizeof(cmd.to));
	return cmd.call;
}

void ua_stats(const struct ua *ua, struct ua_stats *out)
{
	const struct ua_counters *c = &ua->side.count;

	*out = (struct ua_stats){ .strangers = c->strangers, .bad = c->bad, .fast = c->fast,
				  .refused = c->refused, .requests = c->requests,
				  .responses = c->responses, .calls = c->calls };
}
