/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * console/: the pages of the staff, the event stream and the public API, in a
 * program of its own: warmline-console.
 *
 * What strangers send (HTTP) is parsed here, in a program that holds neither
 * data nor a key and cannot do anything that the browser's own session may not
 * do: each request is turned into requests to desk/ in warmlined
 * (docs/desk.md), which checks every right where the data is read.  Killing it,
 * flooding it or getting into it costs the pages, not the texts, calls and
 * alarms.  Several may serve one warmlined; none remembers anything but open
 * event streams.
 *
 * Its parts, outside in: http (libevent's evhttp with caps and deadlines), visit
 * (one request, what it asked and what came back), route (tables of pages and
 * forms), page_*.c (one file for a family of pages), html (the only way to write
 * one), live (server-sent events), api (the same verbs as JSON).
 *
 * Settings are a cfg_table (base/base.h); `console_configure()` reads them from
 * a file of lines "name value" and from the command line, and warmline-console(8)
 * explains each (a test holds them together).
 */
#include "base/base.h"
#include "loop/loop.h"

struct console;
struct console_values;

/* Registers the settings; `file` may be NULL.  Later console_set() wins. */
struct cfg_group *console_configure(void *ctx, const char *file, struct err *err);
/* Connects to the desk, loads words and files, listens.  NULL with err. */
struct console *console_new(void *ctx, struct loop *loop, struct cfg_group *settings,
			    struct err *err);
int console_port(const struct console *con);	/* as bound */
bool console_desk_is_up(const struct console *con);
