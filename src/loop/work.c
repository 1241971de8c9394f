// SPDX-License-Identifier: AGPL-3.0-or-later
/* One worker thread for pure slow functions; results come back by eventfd. */
#include "loop/loop_int.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct job {
	const char *name;
	void (*fn)(void *job);
	void (*done)(void *job);
	void *arg;
};

struct ring {
	struct job jobs[LOOP_WORK_MAX];
	unsigned int head, len;
};

struct loop_worker {
	struct loop *loop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct ring todo, finished;
	unsigned int out;	/* handed in and not yet done() */
	bool stop;
	int eventfd;
	struct loop_fd *watch;
};

static void ring_push(struct ring *r, struct job job)
{
	r->jobs[(r->head + r->len++) % LOOP_WORK_MAX] = job;
}

static struct job ring_pop(struct ring *r)
{
	struct job job = r->jobs[r->head];

	r->head = (r->head + 1) % LOOP_WORK_MAX;
	r->len--;
	return job;
}

static void *worker_main(void *arg)
{
	struct loop_worker *w = arg;
	uint64_t one = 1;
	struct job job;

	pthread_mutex_lock(&w->lock);
	for (;;) {
		while (!w->todo.len && !w->stop)
			pthread_cond_wait(&w->more, &w->lock);
		if (w->stop)
			break;
		job = ring_pop(&w->todo);
		pthread_mutex_unlock(&w->lock);
		job.fn(job.arg);
		pthread_mutex_lock(&w->lock);
		ring_push(&w->finished, job);
		/* full: a wake-up is pending anyway */
		if (write(w->eventfd, &one, sizeof(one)) < 0) { }
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

static void worker_ready(void *arg, int what)
{
	struct loop_worker *w = arg;
	uint64_t n;
	struct job job;

	if (read(w->eventfd, &n, sizeof(n)) < 0)
		return;
	pthread_mutex_lock(&w->lock);
	while (w->finished.len) {
		job = ring_pop(&w->finished);
		w->out--;
		pthread_mutex_unlock(&w->lock);
		job.done(job.arg);
		pthread_mutex_lock(&w->lock);
	}
	pthread_mutex_unlock(&w->lock);
}

static int worker_stop(struct loop_worker *w)
{
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->more);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	TALLOC_FREE(w->watch);
	close(w->eventfd);
	return 0;
}

static struct loop_worker *worker_start(struct loop *loop)
{
	struct loop_worker *w = talloc_zero(loop, struct loop_worker);

	if (!w)
		base_oom();
	w->loop = loop;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->more, NULL);
	w->eventfd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (w->eventfd < 0 || pthread_create(&w->thread, NULL, worker_main, w) != 0) {
		if (w->eventfd >= 0)
			close(w->eventfd);
		talloc_free(w);
		return NULL;
	}
	w->watch = loop_fd_new(w, loop, "worker results", w->eventfd, LOOP_READ, worker_ready, w);
	talloc_set_destructor(w, worker_stop);
	return w;
}

int loop_work(struct loop *loop, const char *name, void (*fn)(void *job),
	      void (*done)(void *job), void *job)
{
	struct loop_worker *w;

	if (!loop->worker)
		loop->worker = worker_start(loop);
	w = loop->worker;
	if (!w || w->out >= LOOP_WORK_MAX)
		return -EAGAIN;
	pthread_mutex_lock(&w->lock);
	w->out++;
	ring_push(&w->todo, (struct job){ name, fn, done, job });
	pthread_cond_signal(&w->more);
	pthread_mutex_unlock(&w->lock);
	return 0;
}

bool loop_working(const struct loop *loop)
{
	return loop->worker && loop->worker->out > 0;
}
