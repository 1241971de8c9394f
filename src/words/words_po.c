// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Reads one gettext catalogue with libgettextpo into our own memory.
 *
 * The library reports through call-backs that carry no argument, and one that
 * is told of a fatal error must not return: so the reading in progress is a
 * static (catalogues are read one after the other, by one thread) and a fatal
 * error jumps out, at the price of what the library had allocated.
 */
#include <ctype.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <gettext-po.h>
#include <sodium.h>

#include "text/text.h"
#include "words/words_int.h"
#include "base/mem.h"

static struct {
	struct err *err;
	const char *name;
	bool failed;
	jmp_buf out;
} reading;

#ifdef __SANITIZE_ADDRESS__
/* libgettextpo 0.21 keeps some strings of each file that it read, about 60 bytes
 * an entry: nothing beside a catalogue, and only a reload adds to it. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libgettextpo\n";
}
#endif

static void note_error(int severity, size_t line, const char *text)
{
	if (severity == PO_SEVERITY_WARNING)
		return;
	if (!reading.failed) {		/* the first one explains the others */
		size_t len = strcspn(text, "\n");

		if (line == (size_t)-1)
			err_set(reading.err, EINVAL, "%s: %.*s", reading.name, (int)len, text);
		else
			err_set(reading.err, EINVAL, "%s:%zu: %.*s", reading.name, line,
				(int)len, text);
	}
	reading.failed = true;
	if (severity == PO_SEVERITY_FATAL_ERROR)
		longjmp(reading.out, 1);
}

static void on_error(int severity, po_message_t message, const char *filename, size_t line,
		     size_t column, int multiline, const char *text)
{
	note_error(severity, filename ? line : (size_t)-1, text);
}

static void on_error2(int severity, po_message_t m1, const char *file1, size_t line1, size_t col1,
		      int multi1, const char *text1, po_message_t m2, const char *file2,
		      size_t line2, size_t col2, int multi2, const char *text2)
{
	note_error(severity, file1 ? line1 : (size_t)-1, text1);
}

static const struct po_xerror_handler handler = { .xerror = on_error, .xerror2 = on_error2 };

/* The library only reads files: give it one in memory. */
static po_file_t po_read_memory(struct view po, struct err *err)
{
	int fd = memfd_create("po", MFD_CLOEXEC);
	char path[40];
	po_file_t volatile file = NULL;

	if (fd < 0 || write(fd, po.data, po.len) != (ssize_t)po.len) {
		err_set(err, errno, "%s: cannot be held in memory: %s", reading.name,
			strerror(errno));
		goto out;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	reading.err = err;
	reading.failed = false;
	if (setjmp(reading.out) == 0)
		file = po_file_read(path, &handler);
	else
		file = NULL;
	if (file && reading.failed) {
		po_file_free(file);
		file = NULL;
	} else if (!file && !reading.failed) {
		err_set(err, EINVAL, "%s: is no gettext catalogue", reading.name);
	}
out:
	if (fd >= 0)
		close(fd);
	return file;
}

/* The line where `needle` stands at a line's start, for errors of our own: the
 * library does not say where an entry came from.  0: nowhere. */
static int line_of(struct view po, const char *needle)
{
	const char *p = (const char *)po.data, *end = p + po.len;
	size_t len = strlen(needle);

	for (int line = 1; p < end; line++) {
		const char *next = memchr(p, '\n', end - p);

		if ((size_t)(end - p) >= len && memcmp(p, needle, len) == 0)
			return line;
		if (!next)
			break;
		p = next + 1;
	}
	return 0;
}

static int line_of_key(struct view po, const char *key)
{
	char needle[200];

	snprintf(needle, sizeof(needle), "msgid \"%s\"", key);
	return line_of(po, needle);
}

void words_seal(const char *const *text, char out[9])
{
	crypto_generichash_state st;
	uint8_t hash[crypto_generichash_BYTES_MIN];

	crypto_generichash_init(&st, NULL, 0, sizeof(hash));
	for (; *text; text++)		/* the NUL separates forms */
		crypto_generichash_update(&st, (const uint8_t *)*text, strlen(*text) + 1);
	crypto_generichash_final(&st, hash, sizeof(hash));
	sodium_bin2hex(out, 9, hash, 4);
}

void words_sum(struct view po, uint8_t out[WORDS_SUM_LEN])
{
	crypto_generichash(out, WORDS_SUM_LEN, po.data, po.len, NULL, 0);
}

/* "signed: Name of somebody 2026-03-01 1f00ba5e" */
static void read_signature(void *ctx, const char *comments, struct words_entry *e)
{
	const char *p = strstr(comments, "signed:");

	if (!p || strncmp(p - (p >= comments + 2 ? 2 : 0), "un", 2) == 0)
		return;
	p += strlen("signed:");
	while (*p == ' ')
		p++;
	char *line = talloc_strndup(ctx, p, strcspn(p, "\n"));
	char *seal = strrchr(line, ' ');

	if (!seal || strcmp(seal + 1, e->seal) != 0)
		return;			/* the words changed after they were signed */
	*seal = 0;
	char *date = strrchr(line, ' ');
	if (!date)
		return;
	*date = 0;
	e->signed_by = line;
	e->signed_on = date + 1;
}

/* "numbers: feminine" */
static void read_numbers(const char *comments, struct words_entry *e)
{
	static const char *const names[] = {
		[WORDS_FEMININE] = "feminine", [WORDS_MASCULINE] = "masculine",
		[WORDS_ORDINAL] = "ordinal",
	};
	const char *p = strstr(comments, "numbers: ");

	for (size_t i = WORDS_FEMININE; p && i < ARRAY_LEN(names); i++)
		if (strncmp(p + 9, names[i], strlen(names[i])) == 0)
			e->numbers = (enum words_numbers)i;
}

static void read_comments(void *ctx, po_message_t m, struct words_entry *e)
{
	const char *extracted = po_message_extracted_comments(m);
	const char *p = strstr(extracted, "max-segments:");

	e->comments = talloc_strdup(ctx, extracted);
	if (p)
		e->max_segments = atoi(p + strlen("max-segments:"));
	for (p = extracted; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		while (*p == ' ')
			p++;
		if (strncmp(p, "words", 5) == 0 && (p[5] == '\n' || p[5] == 0))
			e->is_list = true;
	}
	read_signature(ctx, po_message_comments(m), e);
	read_numbers(po_message_comments(m), e);
}

static const char *const contexts[] = { "", "sms", "voice", "plain", "sms.plain", "voice.plain" };

static bool context_known(const char *context)
{
	for (size_t i = 0; i < ARRAY_LEN(contexts); i++)
		if (strcmp(contexts[i], context) == 0)
			return true;
	return false;
}

static bool key_good(const char *key)
{
	size_t len = strlen(key);

	if (len == 0 || len > 80)
		return false;
	for (const char *p = key; *p; p++)
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) &&
		    !strchr("._-", *p))
			return false;
	return true;
}

/* What a text should carry: see words.h.  The same string when nothing changes. */
static const char *sms_form(void *ctx, const char *text)
{
	size_t len = strlen(text), size = TEXT_FRIENDLY(len);
	char *easy = talloc_size(ctx, size);
	struct text_size measure;
	ssize_t n = text_gsm_friendly(text, len, easy, size - 1);

	if (n < 0)
		goto keep;
	easy[n] = 0;
	if (strcmp(easy, text) == 0 || text_measure(easy, n, TEXT_REF_8, &measure) < 0 ||
	    measure.coding != TEXT_GSM)
		goto keep;
	return easy;
keep:
	talloc_free(easy);
	return text;
}

/* The translations: one, or one a plural form.  Negative with err. */
static int read_texts(struct words_catalogue *c, po_message_t m, struct words_message *msg,
		      struct view po, struct err *err)
{
	struct words_entry *e = &msg->entry;
	int forms = e->plural ? c->plural->forms : 1, have = 0;
	const char **text = talloc_zero_array(c, const char *, WORDS_FORMS_MAX + 1);
	const char **sms = talloc_zero_array(c, const char *, WORDS_FORMS_MAX + 1);

	e->text = text;
	msg->sms = sms;
	for (int i = 0; i < WORDS_FORMS_MAX; i++) {
		const char *s = e->plural ? po_message_msgstr_plural(m, i) :
			i == 0 ? po_message_msgstr(m) : NULL;

		if (!s)
			break;
		if (!text_utf8_valid(s, strlen(s)))
			return err_set(err, EILSEQ, "%s:%d: the text of `%s` is not UTF-8",
				       reading.name, line_of_key(po, e->key), e->key);
		if (!*s)
			e->missing = true;
		struct err why;
		const char *const *names = words_placeholders(NULL, s, &why);
		if (!names)
			return err_set(err, EINVAL, "%s:%d: `%s`: %s", reading.name,
				       line_of_key(po, e->key), e->key, why.text);
		talloc_free((void *)names);
		text[have] = talloc_strdup(text, s);
		sms[have] = sms_form(sms, text[have]);
		have++;
	}
	if (have != forms && !e->missing)
		return err_set(err, EINVAL, "%s:%d: `%s` has %d plural forms, the header says %d",
			       reading.name, line_of_key(po, e->key), e->key, have, forms);
	if (have == 0)
		e->missing = true;
	return 0;
}

static int read_message(struct words_catalogue *c, po_message_t m, struct view po,
			struct err *err)
{
	const char *key = po_message_msgid(m), *context = po_message_msgctxt(m);
	const char *plural = po_message_msgid_plural(m);
	struct words_message *msg;
	struct words_entry *e;

	if (!*key || po_message_is_obsolete(m))
		return 0;		/* the header */
	if (!key_good(key))
		return err_set(err, EINVAL, "%s:%d: msgid is no key (letters a-z, digits, . _ -)",
			       reading.name, line_of_key(po, key));
	if (!context_known(context ? context : ""))
		return err_set(err, EINVAL, "%s:%d: `%s` has an unknown msgctxt: expected sms, "
			       "voice, plain, sms.plain or voice.plain", reading.name,
			       line_of_key(po, key), key);

	c->messages = talloc_realloc(c, c->messages, struct words_message, c->len + 1);
	msg = &c->messages[c->len++];
	*msg = (struct words_message){ 0 };
	e = &msg->entry;
	e->lang = c->lang;
	e->key = talloc_strdup(c, key);
	e->context = talloc_strdup(c, context ? context : "");
	e->fuzzy = po_message_is_fuzzy(m);
	if (plural) {
		size_t len = strlen(plural);

		if (len < 3 || plural[0] != '{' || plural[len - 1] != '}')
			return err_set(err, EINVAL, "%s:%d: msgid_plural of `%s` must be the "
				       "placeholder that counts, as in \"{minutes}\"",
				       reading.name, line_of_key(po, key), key);
		e->plural = talloc_strndup(c, plural + 1, len - 2);
	}
	int rc = read_texts(c, m, msg, po, err);
	if (rc < 0)
		return rc;
	words_seal(e->text, e->seal);
	read_comments(c, m, e);
	return 0;
}

static int read_header(struct words_catalogue *c, po_file_t file, struct view po, struct err *err)
{
	const char *header = po_file_domain_header(file, NULL);
	char *type = header ? po_header_field(header, "Content-Type") : NULL;
	char *plural = header ? po_header_field(header, "Plural-Forms") : NULL;
	int rc = 0;

	if (!type || !strcasestr(type, "charset=UTF-8"))
		rc = err_set(err, EINVAL, "%s:%d: the header must say \"Content-Type: text/plain; "
			     "charset=UTF-8\"", reading.name, line_of(po, "\"Content-Type"));
	else if (!plural)
		rc = err_set(err, EINVAL, "%s:1: the header has no Plural-Forms", reading.name);
	else if (!(c->plural = words_plural_find(plural)))
		rc = err_set(err, EINVAL, "%s:%d: this Plural-Forms expression is not known: "
			     "compare it with gettext's manual, or add it to words_plural.c",
			     reading.name, line_of(po, "\"Plural-Forms"));
	free((char *)header);	/* a copy, whatever its type says */
	free(type);
	free(plural);
	return rc;
}

static int by_key(const void *a, const void *b)
{
	const struct words_entry *x = &(*(const struct words_message *const *)a)->entry;
	const struct words_entry *y = &(*(const struct words_message *const *)b)->entry;
	int d = strcmp(x->key, y->key);

	return d ? d : strcmp(x->context, y->context);
}

static void build_index(struct words_catalogue *c)
{
	c->index = talloc_array(c, const struct words_message *, c->len + 1);
	for (size_t i = 0; i < c->len; i++)
		c->index[i] = &c->messages[i];
	if (c->len)
		qsort(c->index, c->len, sizeof(c->index[0]), by_key);
}

/* Where each entry's msgid stands.  The library keeps the order of the file, and an
 * obsolete one stands in a comment. */
static void find_lines(struct words_catalogue *c, struct view po)
{
	const char *p = (const char *)po.data, *end = p + po.len, *next;
	size_t i = 0;

	for (int line = 1; p < end && i < c->len; line++, p = next) {
		struct words_entry *e = &c->messages[i].entry;
		size_t len = strlen(e->key);

		next = memchr(p, '\n', end - p);
		next = next ? next + 1 : end;
		if ((size_t)(next - p) >= len + 8 && memcmp(p, "msgid \"", 7) == 0 &&
		    memcmp(p + 7, e->key, len) == 0 && p[7 + len] == '"') {
			e->line = line;
			i++;
		}
	}
}

struct words_catalogue *words_po_read(void *ctx, const char *lang, const char *name,
				      struct view po, struct err *err)
{
	struct words_catalogue *c = talloc_zero(ctx, struct words_catalogue);
	po_message_iterator_t it = NULL;
	po_message_t m;
	po_file_t file;
	int rc = -EINVAL;

	reading.name = name;
	c->lang = talloc_strdup(c, lang);
	file = po_read_memory(po, err);
	if (!file)
		goto out;
	rc = read_header(c, file, po, err);
	if (rc < 0)
		goto out;
	it = po_message_iterator(file, NULL);
	while (rc == 0 && (m = po_next_message(it)))
		rc = read_message(c, m, po, err);
	if (rc == 0) {
		find_lines(c, po);
		build_index(c);
		words_sum(po, c->sum);
	}
out:
	if (it)
		po_message_iterator_free(it);
	if (file)
		po_file_free(file);
	if (rc < 0) {
		talloc_free(c);
		return NULL;
	}
	return c;
}
