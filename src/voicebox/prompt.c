// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Sound by name: fetched once by a thread of its own, shared by all who play
 * it.  What is mapped from files costs nothing to keep; what lies in memory
 * (spoken texts, other speeds) is kept up to speech_max, the longest unused
 * goes first.  A sealed recording is never shared and goes with its play.
 */
#include "voicebox/media_int.h"
#include "voicebox/prompt_int.h"

#include <math.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { QUEUE_MAX = 512, TABLE_BITS = 10, THREADS = 2 };	/* one may wait for a slow disk */

struct prompts {
	struct media *m;
	DECLARE_HASHTABLE(table, TABLE_BITS);
	struct llist_head lru;		/* unused clips in memory, oldest first */
	size_t held;			/* bytes in memory, used or not */
	struct clip *beep, *music;

	pthread_t threads[THREADS];
	int running;
	pthread_mutex_t lock;		/* the queues; taken before nothing else */
	pthread_cond_t more;
	struct llist_head todo, done;
	unsigned int todo_n;
	bool stop;
};

static uint32_t name_hash(const char *name)
{
	uint32_t h = 2166136261u;	/* FNV-1a */

	while (*name)
		h = (h ^ (uint8_t)*name++) * 16777619u;
	return h;
}

/* --- The thread ------------------------------------------------------------------- */
static int speak(const struct prompts *p, const struct clip *c, struct fetched *f)
{
	int16_t *pcm;
	size_t n;
	int rc;

	*f = (struct fetched){ .spoken = true };
	rc = sound_speak(&pcm, &n, p->m->cfg.espeak, c->lang, c->text, c->speed);
	if (rc < 0)
		return rc;
	rc = prompt_encode(f, pcm, n);
	free(pcm);
	return rc;
}

static int fetch(const struct prompts *p, struct clip *c, struct fetched *f)
{
	const struct media_config *cfg = &p->m->cfg;
	int rc = -ENOENT;

	if (c->rec)
		return prompt_fetch_recording(f, cfg->spool, c->rec, c->rec_key);
	if (c->key)
		rc = prompt_fetch_file(f, cfg, c->lang, c->key, c->speed);
	c->damaged = rc < 0 && rc != -ENOENT ? rc : 0;
	if (rc < 0 && c->text && *c->text)
		rc = speak(p, c, f);
	return rc;
}

static void fetched_into(struct prompts *p, struct clip *c, const struct fetched *f, int rc)
{
	media_lock(p->m);
	if (rc < 0) {
		c->state = CLIP_FAILED;
		c->failed = rc;
		p->m->st.speech_failed++;
	} else {
		memcpy(c->law, f->law, sizeof(c->law));
		memcpy(c->mapped, f->mapped, sizeof(c->mapped));
		memcpy(c->made, f->made, sizeof(c->made));
		c->n = f->n;
		c->guarded = f->guarded;
		c->state = CLIP_READY;
		p->m->st.spoken += f->spoken;
	}
	media_unlock(p->m);
}

static void *fetch_main(void *arg)
{
	struct prompts *p = arg;
	uint64_t one = 1;
	struct fetched f;
	struct clip *c;
	int rc;

	pthread_mutex_lock(&p->lock);
	while (!p->stop) {
		if (llist_empty(&p->todo)) {
			pthread_cond_wait(&p->more, &p->lock);
			continue;
		}
		c = llist_first_entry(&p->todo, struct clip, in_queue);
		llist_del(&c->in_queue);
		p->todo_n--;
		pthread_mutex_unlock(&p->lock);
		rc = fetch(p, c, &f);
		fetched_into(p, c, &f, rc);
		if (!rc && f.keep_as[0])
			prompt_keep(&f, p->m->cfg.cache);
		pthread_mutex_lock(&p->lock);
		llist_add_tail(&c->in_queue, &p->done);
		if (write(p->m->ev_fd, &one, sizeof(one)) < 0) { /* full: it is awake anyway */ }
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

/* --- Clips ------------------------------------------------------------------------ */
static size_t clip_memory(const struct clip *c)
{
	return c->made[0] ? 2 * c->n : 0;
}

static void clip_free(struct clip *c)
{
	struct fetched f = { .n = c->n, .guarded = c->guarded };

	c->owner->held -= clip_memory(c);
	memcpy(f.mapped, c->mapped, sizeof(f.mapped));
	memcpy(f.made, c->made, sizeof(f.made));
	fetched_free(&f);
	if (!hlist_unhashed(&c->in_table))
		hash_del(&c->in_table);
	sodium_memzero(c->rec_key, sizeof(c->rec_key));
	talloc_free(c);
}

/* Only what is unused: a spoken text may be long, and everybody may be hearing one. */
static void make_room(struct prompts *p)
{
	while (p->held > p->m->cfg.speech_max && !llist_empty(&p->lru)) {
		struct clip *c = llist_first_entry(&p->lru, struct clip, in_lru);

		llist_del(&c->in_lru);
		clip_free(c);
	}
}

void prompt_put(struct clip *c)
{
	struct prompts *p = c->owner;

	MUST(c->refs > 0);
	if (--c->refs || !c->collected)
		return;			/* prompts_collect() comes to it */
	if (!c->name || c->state == CLIP_FAILED || hlist_unhashed(&c->in_table)) {
		clip_free(c);
	} else if (c->made[0]) {
		llist_add_tail(&c->in_lru, &p->lru);
		make_room(p);
	}
}

/* Keys and languages are no secrets; texts and names of recordings stay out of the log. */
static void complain(const struct clip *c)
{
	if (c->damaged)
		LOGP(DVOICE, LOGL_ERROR, "The file of prompt %s in %s cannot be played: %s\n",
		     c->key, c->lang, strerror(-c->damaged));
	if (c->state != CLIP_FAILED)
		return;
	if (c->rec)
		LOGP(DVOICE, LOGL_ERROR, "A recording cannot be played back: %s\n",
		     strerror(-c->failed));
	else
		LOGP(DVOICE, LOGL_ERROR, "Prompt %s in %s is left out: %s\n",
		     c->key ? c->key : "(spoken)", c->lang, strerror(-c->failed));
}

/* What the thread has finished; an unused one finds its place. */
void prompts_collect(struct prompts *p)
{
	LLIST_HEAD(done);
	struct clip *c, *next;

	pthread_mutex_lock(&p->lock);
	llist_splice_init(&p->done, &done);
	pthread_mutex_unlock(&p->lock);
	llist_for_each_entry_safe(c, next, &done, in_queue) {
		llist_del(&c->in_queue);
		p->held += clip_memory(c);
		c->collected = true;
		complain(c);
		if (c->state == CLIP_FAILED && !hlist_unhashed(&c->in_table))
			hash_del(&c->in_table);	/* the next who asks tries again */
		c->refs++;
		prompt_put(c);
	}
}

static struct clip *clip_new(struct prompts *p, const struct media_item *item, char *name)
{
	struct clip *c = talloc_zero(p, struct clip);

	if (!c)
		base_oom();
	c->owner = p;
	c->refs = 1;
	c->name = talloc_steal(c, name);
	c->speed = item->speed ? item->speed : 100;
	if (item->type == MEDIA_ITEM_REC) {
		c->rec = talloc_strdup(c, item->rec);
		memcpy(c->rec_key, item->rec_key, sizeof(c->rec_key));
		return c;
	}
	c->lang = talloc_strdup(c, item->lang);
	c->key = item->vary ? NULL : talloc_strdup(c, item->key);
	c->text = talloc_strdup(c, item->text);
	hash_add(p->table, &c->in_table, name_hash(name));
	return c;
}

static void enqueue(struct prompts *p, struct clip *c)
{
	c->state = CLIP_FETCHING;
	pthread_mutex_lock(&p->lock);
	if (p->todo_n >= QUEUE_MAX) {
		/* the machine is far behind: better left out than late */
		c->state = CLIP_FAILED;
		c->failed = -EAGAIN;
		llist_add_tail(&c->in_queue, &p->done);
	} else {
		llist_add_tail(&c->in_queue, &p->todo);
		p->todo_n++;
		pthread_cond_signal(&p->more);
	}
	pthread_mutex_unlock(&p->lock);
}

struct clip *prompt_get(struct prompts *p, const struct media_item *item)
{
	struct clip *c;
	char *name = NULL;

	if (item->type == MEDIA_ITEM_BEEP || item->type == MEDIA_ITEM_MUSIC) {
		c = item->type == MEDIA_ITEM_BEEP ? p->beep : p->music;
		c->refs++;
		return c;
	}
	if (item->type == MEDIA_ITEM_PROMPT) {
		name = talloc_asprintf(p, "%s/%s@%d:%s", item->lang,
				       item->key && !item->vary ? item->key : "",
				       item->speed ? item->speed : 100,
				       item->text ? item->text : "");
		if (!name)
			base_oom();
		hash_for_each_possible(p->table, c, in_table, name_hash(name))
			if (!strcmp(c->name, name)) {
				talloc_free(name);
				if (!c->refs++ && c->collected && c->made[0])
					llist_del(&c->in_lru);
				return c;
			}
	}
	c = clip_new(p, item, name);
	enqueue(p, c);
	return c;
}

void media_prompts_reload(struct media *m)
{
	struct prompts *p = m->prompts;
	struct hlist_node *tmp;
	struct clip *c;
	int bucket;

	hash_for_each_safe(p->table, bucket, tmp, c, in_table) {
		hash_del(&c->in_table);	/* whoever hears it hears it out */
		if (c->refs || !c->collected)
			continue;
		if (c->made[0])
			llist_del(&c->in_lru);
		clip_free(c);
	}
}

/* --- Sound that is always there --------------------------------------------------- */
/* A soft note: half a sine's shape in loudness, so that it does not click. */
static void note(int16_t *pcm, size_t n, double hz, double loud)
{
	for (size_t i = 0; i < n; i++)
		pcm[i] = (int16_t)(loud * sin(M_PI * (double)i / (double)n) *
				   sin(2 * M_PI * hz * (double)i / RTP_RATE));
}

static struct clip *always(struct prompts *p, struct fetched *f, int16_t *pcm, size_t n)
{
	struct clip *c = talloc_zero(p, struct clip);

	if (!c || (!f->n && prompt_encode(f, pcm, n) < 0))
		base_oom();
	free(pcm);
	c->owner = p;
	c->refs = 1;
	c->collected = true;
	fetched_into(p, c, f, 0);
	p->held += clip_memory(c);
	return c;
}

static void make_always(struct prompts *p)
{
	enum { BEEP = RTP_RATE / 4, MUSIC = 10 * RTP_RATE, NOTE = RTP_RATE / 2 };
	struct fetched f = { 0 };
	int16_t *pcm = calloc(BEEP, sizeof(*pcm));

	if (!pcm)
		base_oom();
	note(pcm, BEEP, 880, 6000);
	p->beep = always(p, &f, pcm, BEEP);
	f = (struct fetched){ 0 };
	pcm = calloc(MUSIC, sizeof(*pcm));
	if (!pcm)
		base_oom();
	if (prompt_fetch_file(&f, &p->m->cfg, NULL, "music", 100) < 0) {
		f = (struct fetched){ 0 };
		note(pcm, NOTE, 440, 1500);
		note(pcm + NOTE, NOTE, 554, 1500);
	}
	p->music = always(p, &f, pcm, MUSIC);
}

/* --- Start and end ---------------------------------------------------------------- */
struct prompts *prompts_new(struct media *m, struct err *err)
{
	struct prompts *p = talloc_zero(m, struct prompts);
	sigset_t all, old;
	int rc;

	if (!p)
		base_oom();
	p->m = m;
	hash_init(p->table);
	INIT_LLIST_HEAD(&p->lru);
	INIT_LLIST_HEAD(&p->todo);
	INIT_LLIST_HEAD(&p->done);
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->more, NULL);
	make_always(p);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	do {
		rc = pthread_create(&p->threads[p->running], NULL, fetch_main, p);
	} while (!rc && ++p->running < THREADS);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (rc) {
		err_set(err, rc, "no thread for prompts: %s", strerror(rc));
		prompts_free(p);
		return NULL;
	}
	for (int i = 0; i < THREADS; i++)
		pthread_setname_np(p->threads[i], "prompts");
	return p;
}

void prompts_free(struct prompts *p)
{
	struct clip *c, *next;
	struct hlist_node *tmp;
	int bucket;

	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_broadcast(&p->more);
	pthread_mutex_unlock(&p->lock);
	while (p->running)
		pthread_join(p->threads[--p->running], NULL);
	llist_for_each_entry_safe(c, next, &p->todo, in_queue) {
		llist_del(&c->in_queue);
		c->state = CLIP_FAILED;
		c->failed = -ECANCELED;
		llist_add_tail(&c->in_queue, &p->done);
	}
	prompts_collect(p);		/* frees recordings that nobody hears any more */
	hash_for_each_safe(p->table, bucket, tmp, c, in_table)
		clip_free(c);
	clip_free(p->beep);
	clip_free(p->music);
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->more);
	talloc_free(p);
}
