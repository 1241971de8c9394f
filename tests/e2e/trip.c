// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Preloaded into warmlined by alarm_e2e.sh: when the file $TRIP is there, the
 * next sync of a file - the commit of whatever has just come in - meets what
 * the file says:
 *
 *	hang	it never returns (a disk that hangs: the database and the loop with it)
 *	kill	SIGKILL
 *	stop	SIGSTOP (the process is there and does nothing)
 *
 * By then the text has been scanned and the pager has been told.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void trip(void)
{
	const char *path = getenv("TRIP");
	char what[16] = "";
	FILE *f;

	/* The pager inherits the preload; it is the one that must go on. */
	if (!path || strcmp(program_invocation_short_name, "warmlined") != 0)
		return;
	f = fopen(path, "r");
	if (!f)
		return;
	if (!fgets(what, sizeof(what), f))
		what[0] = '\0';
	fclose(f);
	unlink(path);	/* once */
	if (strncmp(what, "kill", 4) == 0)
		raise(SIGKILL);
	if (strncmp(what, "stop", 4) == 0)
		raise(SIGSTOP);
	while (strncmp(what, "hang", 4) == 0)
		pause();
}

int fdatasync(int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");

	trip();
	return real(fd);
}

int fsync(int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");

	trip();
	return real(fd);
}
