// SPDX-License-Identifier: AGPL-3.0-or-later
/* Functions of texts that are written by a rule: JSON, URLs, HTML, URNs, prompts. */
#include <stdlib.h>

#include "text/text.h"
#include "text/text_number.h"
#include "expr/expr_int.h"
#include "base/mem.h"

static const struct xv *fn_json(struct xcall *c)
{
	return xv_take(c->x, xv_to_json(c->x, c->args[0]));
}

static const struct xv *fn_parse_json(struct xcall *c)
{
	const struct xv *v;

	c->x->budget -= (int64_t)strlen(arg_text(c, 0)) * 8;
	if (c->x->budget < 0)
		return &xv_too_complex;
	return xv_from_json(c->x, VIEW_STR(arg_text(c, 0)), &v) ? v :
		xv_error(c->x, "invalid JSON");
}

static const struct xv *fn_url_encode(struct xcall *c)
{
	char *out = talloc_strdup(c->x->mem, "");

	for (const char *s = arg_text(c, 0); *s; s++)
		if (strchr("-_.~", *s) || (*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z') ||
		    (*s >= 'A' && *s <= 'Z'))
			out = talloc_strndup_append_buffer(out, s, 1);
		else
			out = talloc_asprintf_append_buffer(out, "%%%02X", (unsigned char)*s);
	return xv_take(c->x, out);
}

/* The characters that have a name in XML and Latin-1's commonest; &#39; and &#x27;. */
static const struct entity {
	const char *name;
	uint32_t cp;
} entities[] = {
	{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
	{ "nbsp", ' ' }, { "copy", 0xa9 }, { "reg", 0xae }, { "deg", 0xb0 }, { "middot", 0xb7 },
	{ "laquo", 0xab }, { "raquo", 0xbb }, { "iexcl", 0xa1 }, { "iquest", 0xbf },
	{ "cent", 0xa2 }, { "pound", 0xa3 }, { "yen", 0xa5 }, { "euro", 0x20ac },
	{ "ndash", 0x2013 }, { "mdash", 0x2014 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 },
	{ "ldquo", 0x201c }, { "rdquo", 0x201d }, { "bull", 0x2022 }, { "hellip", 0x2026 },
	{ "aacute", 0xe1 }, { "eacute", 0xe9 }, { "iacute", 0xed }, { "oacute", 0xf3 },
	{ "uacute", 0xfa }, { "ntilde", 0xf1 }, { "agrave", 0xe0 }, { "egrave", 0xe8 },
	{ "acirc", 0xe2 }, { "ecirc", 0xea }, { "ocirc", 0xf4 }, { "ccedil", 0xe7 },
	{ "auml", 0xe4 }, { "ouml", 0xf6 }, { "uuml", 0xfc }, { "szlig", 0xdf },
	{ "times", 0xd7 }, { "divide", 0xf7 },
};

/* 0: none that we know. */
static uint32_t entity(const char *s, size_t len)
{
	char name[12];

	if (len >= sizeof(name) || len == 0)
		return 0;
	memcpy(name, s, len);
	name[len] = '\0';
	if (name[0] == '#') {
		bool hex = (name[1] | 0x20) == 'x';
		char *end;
		unsigned long cp = strtoul(name + 1 + hex, &end, hex ? 16 : 10);

		return *end || end == name + 1 + hex ? 0 : cp == 0xa0 ? ' ' : (uint32_t)cp;
	}
	for (size_t i = 0; i < ARRAY_LEN(entities); i++)
		if (strcmp(entities[i].name, name) == 0)
			return entities[i].cp;
	return 0;
}

static const struct xv *fn_html_decode(struct xcall *c)
{
	const char *s = arg_text(c, 0);
	char *out = talloc_strdup(c->x->mem, "");

	while (*s) {
		size_t n = strcspn(s, "&"), len;
		char buf[4];

		out = talloc_strndup_append_buffer(out, s, n);
		s += n;
		if (!*s)
			break;
		len = strcspn(s + 1, ";& ");
		n = s[1 + len] == ';' ? text_utf8_put(entity(s + 1, len), buf) : 0;
		if (n && buf[0]) {
			out = talloc_strndup_append_buffer(out, buf, n);
			s += len + 2;
		} else {
			out = talloc_strndup_append_buffer(out, s++, 1);
		}
	}
	return xv_take(c->x, out);
}

/* --- URNs: tel:+254712345678, twitterid:54784#bob --------------------------------------- */

struct urn {
	const char *scheme, *path, *display;
};

/* %23, %25 and %3F are the three that are escaped. */
static const char *unescaped(struct expr *x, const char *s, size_t len)
{
	char *out = talloc_array(x->mem, char, len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if (c == '%' && len - i > 2) {
			c = strncmp(s + i, "%23", 3) == 0 ? '#' :
				strncmp(s + i, "%25", 3) == 0 ? '%' :
				strncmp(s + i, "%3F", 3) == 0 ? '?' : '\0';
			i += c ? 2 : 0;
			c = c ? c : '%';
		}
		out[n++] = c;
	}
	out[n] = '\0';
	return out;
}

static const char *read_urn(struct expr *x, const char *s, struct urn *u)
{
	size_t scheme = strcspn(s, ":?#"), path, query = 0;
	const char *p;

	if (s[scheme] != ':')
		return s[scheme] ? "a component stands where none can be" :
			"path cannot be empty";
	if (!scheme)
		return "scheme cannot be empty";
	p = s + scheme + 1;
	path = strcspn(p, "?#");
	if (!path)
		return "path cannot be empty";
	if (p[path] == '?')
		query = 1 + strcspn(p + path + 1, "?#");
	if (p[path + query] == '?' || (p[path + query] == '#' &&
				       strpbrk(p + path + query + 1, "?#")))
		return "a component stands where none can be";
	*u = (struct urn){ unescaped(x, s, scheme), unescaped(x, p, path), "" };
	if (p[path + query] == '#')
		u->display = unescaped(x, p + path + query + 1, strlen(p + path + query + 1));
	return NULL;
}

static const struct xv *not_urn(struct xcall *c, const char *why)
{
	return xv_error(c->x, "%s is not a valid URN: %s", arg_text(c, 0), why);
}

static const struct xv *fn_urn_parts(struct xcall *c)
{
	struct urn u;
	const char *why = read_urn(c->x, arg_text(c, 0), &u);
	struct xprop props[3];

	if (why)
		return not_urn(c, why);
	props[0] = (struct xprop){ "scheme", xv_text(c->x, u.scheme) };
	props[1] = (struct xprop){ "path", xv_text(c->x, u.path) };
	props[2] = (struct xprop){ "display", xv_text(c->x, u.display) };
	return xv_object(c->x, props, 3);
}

static const struct xv *fn_format_urn(struct xcall *c)
{
	struct urn u;
	const char *why = read_urn(c->x, arg_text(c, 0), &u);
	char national[64];

	if (why)
		return not_urn(c, why);
	if (u.display[0])
		return xv_text(c->x, u.display);
	if (strcmp(u.scheme, "tel") == 0 &&
	    text_number_national(u.path, national, sizeof(national)))
		return xv_text(c->x, national);
	return xv_text(c->x, u.path);
}

static const struct xv *fn_attachment_parts(struct xcall *c)
{
	const char *s = arg_text(c, 0), *colon = strchr(s, ':');
	struct xprop props[2] = {
		{ "content_type", xv_textn(c->x, s, colon ? (size_t)(colon - s) : 0) },
		{ "url", xv_text(c->x, colon ? colon + 1 : s) }
	};

	return xv_object(c->x, props, 2);
}

static const struct xv *fn_format_location(struct xcall *c)
{
	const char *s = strrchr(arg_text(c, 0), '>');
	const struct xv *args[] = { xv_text(c->x, s ? s + 1 : arg_text(c, 0)) };
	struct xcall trim = { c->x, args, 1 };

	return expr_fn_find("trim")->run(&trim);
}

/* --- Prompts ------------------------------------------------------------------------------- */

/* "{{ .arg1 }}" is the first argument. */
static const struct xv *fn_prompt(struct xcall *c)
{
	const struct xv *template = NULL;
	char *out = talloc_strdup(c->x->mem, "");

	if (c->x->env.prompts)
		xv_get(c->x->env.prompts, arg_text(c, 0), &template);
	if (!template || template->type != X_TEXT)
		return xv_error(c->x, "unknown LLM prompt %s", arg_text(c, 0));
	for (const char *s = template->text; *s;) {
		const char *open = strstr(s, "{{"), *name;
		const char *close = open ? strstr(open, "}}") : NULL;
		long n;

		if (!close)
			return xv_take(c->x, talloc_strdup_append_buffer(out, s));
		out = talloc_strndup_append_buffer(out, s, (size_t)(open - s));
		name = open + 2 + strspn(open + 2, " ");
		n = strncmp(name, ".arg", 4) == 0 ? strtol(name + 4, NULL, 10) : 0;
		if (n > 0 && (size_t)n < c->len)
			out = talloc_strdup_append_buffer(out, xv_render(c->x, c->args[n]));
		s = close + 2;
	}
	return xv_take(c->x, out);
}

static const struct xfn list[] = {
	{ "attachment_parts", "t", fn_attachment_parts },
	{ "format_location", "t", fn_format_location },
	{ "format_urn", "t", fn_format_urn },
	{ "html_decode", "t", fn_html_decode },
	{ "json", "v", fn_json },
	{ "parse_json", "t", fn_parse_json },
	{ "prompt", "t*", fn_prompt },
	{ "url_encode", "t", fn_url_encode },
	{ "urn_parts", "t", fn_urn_parts },
};

const struct xfns expr_fns_code = { list, ARRAY_LEN(list) };
