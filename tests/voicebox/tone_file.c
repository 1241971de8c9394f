// SPDX-License-Identifier: AGPL-3.0-or-later
/* Keys as tones (ITU-T Q.23), raw mu-law at 8 kHz:  tone-file DIGITS > FILE
 * 120 ms each and as much silence between; '.' is a second of silence. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sound/sound.h"

static void put(double low, double high, int samples)
{
	int i;

	for (i = 0; i < samples; i++) {
		double t = 2 * M_PI * i / SOUND_RATE;

		putchar(sound_to_ulaw((int16_t)(6000 * (sin(low * t) + sin(high * t)))));
	}
}

int main(int argc, char **argv)
{
	static const char keys[] = "123A456B789C*0#D";
	static const double rows[] = { 697, 770, 852, 941 }, columns[] = { 1209, 1336, 1477, 1633 };
	const char *p, *at;

	for (p = argc == 2 ? argv[1] : ""; *p; p++) {
		at = strchr(keys, *p);
		if (at) {
			put(rows[(at - keys) / 4], columns[(at - keys) % 4],
			    SOUND_RATE * 120 / 1000);
			put(0, 0, SOUND_RATE * 120 / 1000);
		} else {
			put(0, 0, SOUND_RATE);
		}
	}
	return 0;
}
