// SPDX-License-Identifier: AGPL-3.0-or-later
/* The secret for one-time codes as a picture that a phone can read (ISO/IEC 18004
 * by libqrencode), drawn as one SVG path. */
#include "console/console_int.h"
#include "base/mem.h"

#include <qrencode.h>

enum { QUIET = 4 };

void qr_svg(struct visit *v, struct html *h, const char *text)
{
	QRcode *qr = text ? QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
	char *path = talloc_strdup(v, "");

	if (!qr)
		return;
	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x++)
			if (qr->data[y * qr->width + x] & 1)
				path = talloc_asprintf_append_buffer(path,
								     "M%d %dh1v1h-1z", x + QUIET,
								     y + QUIET);
	html_open(h, "svg", "class", "qr", "role", "img", "aria-label",
		  say(v, "ui.totp.qr"), "viewBox",
		  talloc_asprintf(v, "0 0 %d %d", qr->width + 2 * QUIET, qr->width + 2 * QUIET),
		  NULL);
	html_el(h, "path", NULL, "d", path, NULL);
	html_close(h);
	QRcode_free(qr);
}
