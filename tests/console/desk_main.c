// SPDX-License-Identifier: AGPL-3.0-or-later
/* The fake desk as a program, to look at pages: desk-fake unix:/path answers.json */
#include "fake_desk.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	struct loop *loop;
	struct err err;

	base_init(NULL, "desk-fake");
	loop = loop_new(NULL);
	if (argc != 3 || !fake_desk_new(loop, loop, argv[1], argv[2], &err)) {
		fprintf(stderr, "desk-fake ADDRESS ANSWERS: %s\n", argc == 3 ? err.text : "?");
		return 2;
	}
	loop_run(loop);
	return 0;
}
