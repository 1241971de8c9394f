/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * A disk that fails when told, and forgets what was not synced when its power
 * is cut.  For whatever writes to the state directory: SQLite, the key file,
 * the journal, the roster.
 *
 * How: a program that is linked with disk.c (and -rdynamic, as all of ours)
 * has its own open, pwrite, fdatasync, rename, ...; SQLite's VFS uses them too,
 * for the dynamic linker takes the program's first.  So one power cut hits all
 * files at the same instant, which a VFS of SQLite alone could not do.
 *
 * What is kept of each watched file: the bytes that were synced, and the
 * writes since.  At a cut the files are made again from the synced bytes and
 * some of the writes, by the seed: none, all with the last one torn, or any
 * sectors (512 bytes) of any.  Names (create, rename, link, unlink) last from
 * the sync of their directory on; of those after it a beginning survives.  A
 * sync that fails drops what was written before it: a later one that succeeds
 * does not bring it back (so Linux does; Rebello et al., ATC 2020).  No sync
 * goes to the real disk: the sweeps are fast.
 *
 * Not modelled: directories (lasting at once), memory-mapped files (lost at a
 * cut, as if never synced), reads that fail.
 */
#include <stdbool.h>
#include <stdint.h>

enum disk_fault {
	DISK_NONE,
	DISK_KILL,	/* the process dies before the operation; the kernel lives on */
	DISK_KILL_HALF,	/* a write is half done, then the process dies */
	DISK_CUT,	/* the power is cut before the operation */
	DISK_EIO,	/* the operation fails once; what follows works */
	DISK_EIO_ALL,	/* it and all that follow fail */
	DISK_FULL,	/* from here on nothing can grow or be made; what is there can be
			 * written over */
	DISK_READ_ONLY,	/* from here on nothing can be changed, nor opened to be */
	DISK_FAULTS
};
const char *disk_fault_name(enum disk_fault fault);
enum { DISK_DIED = 99 };	/* the exit status of KILL and CUT */

/* Watches everything under this absolute path; what is there now counts as
 * synced.  Descriptors that are open already are not watched. */
void disk_watch(const char *dir);
/* The fault strikes at the n-th operation that changes something, counted from
 * here on, 1 the first (0: never).  KILL and CUT end the process. */
void disk_arm(enum disk_fault fault, unsigned int n, uint64_t seed);
unsigned int disk_operations(void);	/* since disk_arm() */
bool disk_fired(void);
/* Cuts the power here and now and goes on: what was open is dead (its writes go
 * nowhere), the files are as after the cut.  For simulations in one process. */
void disk_cut(uint64_t seed);
/* The wrong program: syncs of files whose name ends like this are not done.
 * NULL: none. */
void disk_leave_out_sync(const char *ending);
