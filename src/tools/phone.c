// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/phone.h"

#include <stdio.h>
#include "text/text.h"
#include "tools/fake_smsc.h"
#include "tools/handset.h"

struct phones {
	struct fake_smsc *smsc;
	const char *line;
	struct phones_ops ops;
	struct phone phone[PHONES_MAX];
	int len;
	bool up;
	struct phone_voice *voice;
};

static void text_add(struct phones *ps, struct phone *p, const char *text, int segments,
		     enum phone_kind kind)
{
	struct phone_text *t;

	if (p->len == PHONE_TEXTS_MAX) {
		talloc_free(p->texts[0].text);
		memmove(&p->texts[0], &p->texts[1], sizeof(p->texts[0]) * (PHONE_TEXTS_MAX - 1));
		p->len--;
		p->unread -= p->unread > 0;
		p->unheard -= p->unheard > 0;
	}
	t = &p->texts[p->len++];
	*t = (struct phone_text){ .kind = kind, .segments = segments };
	t->text = talloc_strdup(ps, text);
	if (!t->text)
		base_oom();
	if (ps->ops.changed)
		ps->ops.changed(ps->ops.arg, p);
}

static void smsc_text(void *arg, const struct fake_smsc_text *in)
{
	struct phones *ps = arg;
	struct text_mo_in raw = {
		.coding = in->binary ? TEXT_BINARY : TEXT_GSM, .udh = in->udh, .msgdata = in->body,
	};
	struct phone *p = NULL;
	struct text_mo *mo;
	char *whole;
	int i, segments;

	for (i = 0; i < ps->len; i++)
		if (strcmp(ps->phone[i].number, in->to) == 0)
			p = &ps->phone[i];
	if (!p)
		return;
	mo = text_decode_mo(ps, &raw);
	whole = handset_take(mo, p->parts, mo, &segments);
	if (whole)
		text_add(ps, p, whole, segments, PHONE_GOT);
	talloc_free(mo);
}

static void smsc_link(struct phones *ps, bool up)
{
	ps->up = up;
	if (ps->ops.link)
		ps->ops.link(ps->ops.arg, up);
}

static void smsc_up(void *arg) { smsc_link(arg, true); }
static void smsc_down(void *arg) { smsc_link(arg, false); }
static const struct fake_smsc_ops smsc_ops = { smsc_up, smsc_text, smsc_down };

struct phones *phones_new(void *ctx, struct loop *loop, const char *smsc, const char *line,
			  const struct phones_ops *ops)
{
	struct phones *ps = talloc_zero(ctx, struct phones);

	if (!ps)
		base_oom();
	ps->line = line;
	ps->ops = *ops;
	ps->smsc = fake_smsc_new(ps, loop, smsc, &smsc_ops, ps);
	return ps;
}

struct phone *phones_add(struct phones *ps, const char *spec, struct err *err)
{
	struct phone *p = &ps->phone[ps->len];
	const char *number = strchr(spec, '=');
	size_t name_len = number ? (size_t)(number - spec) : 0;

	if (ps->len == PHONES_MAX) {
		err_set(err, E2BIG, "at most %d phones fit on the screen", PHONES_MAX);
		return NULL;
	}
	if (!name_len || name_len >= sizeof(p->name) || number[1] != '+' ||
	    strlen(number + 1) >= sizeof(p->number)) {
		err_set(err, EINVAL, "'%s' is not NAME=+NUMBER", spec);
		return NULL;
	}
	memcpy(p->name, spec, name_len);
	strcpy(p->number, number + 1);
	p->parts = handset_new(ps);
	ps->len++;
	return p;
}

int phones_count(const struct phones *ps) { return ps->len; }
struct phone *phones_at(struct phones *ps, int i) { return &ps->phone[i]; }
bool phones_up(const struct phones *ps) { return ps->up; }

struct phone *phones_find(struct phones *ps, const char *name)
{
	int i;

	for (i = 0; i < ps->len; i++)
		if (strcmp(ps->phone[i].name, name) == 0)
			return &ps->phone[i];
	return NULL;
}

int phone_send(struct phones *ps, struct phone *p, const char *text)
{
	struct text_size size;
	int rc = text_measure(text, strlen(text), TEXT_REF_8, &size);

	/* `fake` has no UCS-2 and no 7-bit parts from a handset: whatever has a
	 * header arrives as binary.  A line of UTF-8 of any length arrives whole. */
	if (rc == 0)
		rc = fake_smsc_send_text(ps->smsc, p->number, ps->line, text);
	if (rc == 0)
		text_add(ps, p, text, (int)size.segments, PHONE_SENT);
	return rc;
}

static const struct phone_text *next_of(struct phone *p, int *at, enum phone_kind kind)
{
	while (*at < p->len && p->texts[*at].kind != kind)
		++*at;
	return *at < p->len ? &p->texts[(*at)++] : NULL;
}

const struct phone_text *phone_read(struct phone *p) { return next_of(p, &p->unread, PHONE_GOT); }

const struct phone_text *phone_listen(struct phone *p)
{
	return next_of(p, &p->unheard, PHONE_HEARD);
}

struct phone_voice **phones_voice_slot(struct phones *ps) { return &ps->voice; }
const char *phones_line(const struct phones *ps) { return ps->line; }

void phone_note(struct phones *ps, struct phone *p, enum phone_kind kind, const char *text)
{
	text_add(ps, p, text, 0, kind);
}
