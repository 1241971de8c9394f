# SPDX-License-Identifier: AGPL-3.0-or-later
# Not in libwarmline.a: nothing else may use it, and warmlined links no TLS.
noinst_LIBRARIES += libconsole.a
libconsole_a_SOURCES = \
	src/console/console.h \
	src/console/console_int.h \
	src/console/html.h \
	src/console/http.h \
	src/console/verbs.def \
	src/console/action.c \
	src/console/api.c \
	src/console/console.c \
	src/console/form.c \
	src/console/frame.c \
	src/console/health.c \
	src/console/html.c \
	src/console/http.c \
	src/console/http_conn.c \
	src/console/http_tls.c \
	src/console/list.c \
	src/console/live.c \
	src/console/page_admin.c \
	src/console/page_board.c \
	src/console/page_flow.c \
	src/console/page_home.c \
	src/console/page_incident.c \
	src/console/page_lexicon.c \
	src/console/page_login.c \
	src/console/page_people.c \
	src/console/page_report.c \
	src/console/page_sound.c \
	src/console/page_talk.c \
	src/console/page_work.c \
	src/console/parts.c \
	src/console/plot.c \
	src/console/qr.c \
	src/console/route.c \
	src/console/say.c \
	src/console/statics.c \
	src/console/verbs.c \
	src/console/visit.c \
	src/console/webhook.c
libconsole_a_CFLAGS = $(AM_CFLAGS) $(HTTPS_CFLAGS) $(QR_CFLAGS)
CONSOLE_LIBS = libconsole.a libwarmline.a $(HTTPS_LIBS) $(QR_LIBS) $(DEP_LIBS)

sbin_PROGRAMS += warmline-console
warmline_console_SOURCES = src/console/warmline_console.c
warmline_console_CFLAGS = $(AM_CFLAGS) $(HTTPS_CFLAGS)
warmline_console_LDADD = $(CONSOLE_LIBS)

consolefilesdir = $(pkgdatadir)/console
dist_consolefiles_DATA = src/console/static/console.css src/console/static/console.js \
	src/console/static/live.js src/console/static/talk.js src/console/static/bell.js \
	src/console/static/icon.svg
consolepromptsdir = $(pkgdatadir)/prompts/console
dist_consoleprompts_DATA = prompts/console/en.po prompts/console/sw.po prompts/console/fr.po \
	prompts/console/es.po
