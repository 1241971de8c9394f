// SPDX-License-Identifier: AGPL-3.0-or-later
/* Plays: a list of clips and silences, sent without a gap between them. */
#include "voicebox/media_int.h"

enum { PAUSE_MAX_MS = 60000 };

/* --- In the loop's thread --------------------------------------------------------- */
void play_free(struct media *m, struct play *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].clip)
			prompt_put(p->items[i].clip);
	talloc_free(p);
}

static int item_check(const struct media_item *it)
{
	switch (it->type) {
	case MEDIA_ITEM_PROMPT:
		if (!it->lang || (!it->key && !it->text) ||
		    (it->text && strlen(it->text) > MEDIA_TEXT_MAX) ||
		    (it->speed && (it->speed < 50 || it->speed > 150)))
			return -EINVAL;
		return 0;
	case MEDIA_ITEM_PAUSE:
		return it->pause_ms < 0 || it->pause_ms > PAUSE_MAX_MS ? -EINVAL : 0;
	case MEDIA_ITEM_REC:
		return it->rec ? 0 : -EINVAL;
	default:
		return 0;
	}
}

static struct play *play_make(struct media *m, uint32_t token, const struct media_item *items,
			      size_t n, int flags)
{
	struct play *p = talloc_zero_size(m, sizeof(*p) + n * sizeof(p->items[0]));

	if (!p)
		base_oom();
	p->token = token;
	p->flags = flags;
	p->n = n;
	for (size_t i = 0; i < n; i++) {
		p->items[i].must = items[i].must;
		if (items[i].type == MEDIA_ITEM_PAUSE)
			p->items[i].quiet = (size_t)items[i].pause_ms * RTP_RATE / 1000;
		else
			p->items[i].clip = prompt_get(m->prompts, &items[i]);
	}
	return p;
}

int media_play(struct media_stream *s, uint32_t token, const struct media_item *items, size_t n,
	       int flags)
{
	struct media *m = s->m;
	struct play *p, *old;

	if (!n || n > MEDIA_ITEMS_MAX)
		return -EINVAL;
	for (size_t i = 0; i < n; i++)
		if (item_check(&items[i]) < 0)
			return -EINVAL;
	p = play_make(m, token, items, n, flags);
	media_lock(m);
	old = s->play;
	s->play = p;
	media_event_forget(m, s, MEDIA_PLAYED);
	media_unlock(m);
	play_free(m, old);
	return 0;
}

static void play_over(struct media_stream *s, enum media_why why)
{
	struct play *p = s->play;

	p->at = p->n;
	media_event_put(s->m, &(struct media_event){ .type = MEDIA_PLAYED, .stream = s,
		.token = p->token, .why = why, .left_out = p->left_out });
}

void media_stop(struct media_stream *s)
{
	media_lock(s->m);
	if (s->play && s->play->at < s->play->n)
		play_over(s, MEDIA_STOPPED);
	media_unlock(s->m);
}

bool media_playing(const struct media_stream *s)
{
	bool plays;

	media_lock(s->m);
	plays = s->play && s->play->at < s->play->n;
	media_unlock(s->m);
	return plays;
}

int media_press(struct media_stream *s, const char *digits)
{
	struct dtmf_out out;
	dtmf_tx_state_t *tones = NULL, *old = NULL;
	int rc = dtmf_out_start(&out, digits, s->r.event_clock ? s->r.event_clock : RTP_RATE);

	if (rc < 0)
		return rc;
	if (s->r.event_pt < 0) {
		tones = dtmf_tx_init(NULL);
		if (!tones)
			base_oom();
		dtmf_tx_set_timing(tones, 100, 100);
		dtmf_tx_put(tones, digits, -1);
	}
	media_lock(s->m);
	rc = s->keys_out.busy ? -EBUSY : 0;
	if (!rc) {
		s->keys_out = out;
		old = s->tones_out;
		s->tones_out = tones;
		tones = NULL;
	}
	media_unlock(s->m);
	if (old)
		dtmf_tx_free(old);
	if (tones)
		dtmf_tx_free(tones);
	return rc;
}

/* --- In the tick's thread --------------------------------------------------------- */
void play_digit(struct media_stream *s)
{
	if (s->play && s->play->at < s->play->n && (s->play->flags & MEDIA_PLAY_INTERRUPT))
		s->play->digit = true;
}

static void next_item(struct play *p)
{
	p->pos = 0;
	if (++p->at < p->n || !(p->flags & MEDIA_PLAY_LOOP) || p->digit || !p->heard)
		return;
	p->at = 0;
	p->heard = false;
}

/* The item that is to be heard now; NULL when the list is through. */
static struct play_item *current(struct play *p)
{
	struct play_item *it;

	for (; p->at < p->n; next_item(p)) {
		it = &p->items[p->at];
		if (p->digit && !it->must)
			continue;
		if (!it->clip) {
			if (it->quiet)
				return it;
		} else if (it->clip->state == CLIP_FETCHING) {
			return it;
		} else if (it->clip->state == CLIP_READY && it->clip->n) {
			return it;
		} else if (it->clip->state == CLIP_FAILED) {
			p->left_out++;
		}
	}
	return NULL;
}

/* Up to `room` samples of one item into out; 0: it is still being fetched. */
static size_t take_some(struct play *p, struct play_item *it, int law, uint8_t *out, size_t room)
{
	size_t total = it->clip ? it->clip->n : it->quiet, n = total - p->pos;

	if (it->clip && it->clip->state == CLIP_FETCHING)
		return 0;
	if (n > room)
		n = room;
	if (it->clip)
		memcpy(out, it->clip->law[law] + p->pos, n);
	else
		memset(out, sound_silence(law ? SOUND_ALAW : SOUND_ULAW), n);
	p->heard = true;
	p->pos += n;
	if (p->pos == total)
		next_item(p);
	return n;
}

const uint8_t *play_frame(struct media_stream *s, uint8_t scratch[RTP_FRAME])
{
	struct play *p = s->play;
	int law = law_index(s->r.codec);
	struct play_item *it;
	const uint8_t *straight;
	size_t have = 0, n;

	if (!p || p->at >= p->n)
		return NULL;
	it = current(p);
	if (it && it->clip && it->clip->state == CLIP_READY && it->clip->n - p->pos > RTP_FRAME) {
		straight = it->clip->law[law] + p->pos;
		p->pos += RTP_FRAME;
		p->heard = true;
		return straight;
	}
	while (it && have < RTP_FRAME) {
		n = take_some(p, it, law, scratch + have, RTP_FRAME - have);
		if (!n)
			break;
		have += n;
		it = current(p);
	}
	if (!it && p->at >= p->n)
		play_over(s, p->digit ? MEDIA_BY_DIGIT : MEDIA_DONE);
	if (!it && !have)
		return NULL;
	memset(scratch + have, sound_silence(law ? SOUND_ALAW : SOUND_ULAW), RTP_FRAME - have);
	return scratch;
}
