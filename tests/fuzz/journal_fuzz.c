// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The emergency journal with anything in it: it opens or says EUCLEAN; what is
 * appended then comes back after a reopening, and replaying ends.  Records that
 * end in an odd byte get a right sum, so that the fuzzer gets behind it.
 */
#include <fcntl.h>
#include <osmocom/core/application.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/store_journal.h"
#include "store/store_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { REC = STORE_JOURNAL_RECORD };

static char dir[64], path[80];
static uint8_t public_key[32], secret_key[32];

static void remove_files(void)
{
	(void)unlink(path);
	(void)rmdir(dir);
}

static void prepare(void)
{
	static const uint8_t seed[32] = "the corpus is sealed to this key";

	if (path[0])
		return;
	base_init(NULL, "journal_fuzz");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	snprintf(dir, sizeof(dir), "/tmp/warmline-journal-fuzz-XXXXXX");
	MUST(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/journal", dir);
	MUST(crypto_box_seed_keypair(public_key, secret_key, seed) == 0);
	atexit(remove_files);
}

static void write_file(const uint8_t *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	uint8_t *copy = malloc(size + 1);

	MUST(fd >= 0 && copy);
	memcpy(copy, data, size);
	for (size_t at = 0; at + REC <= size; at += REC)
		if (copy[at + REC - 1] & 1)
			crypto_generichash(copy + at + REC - 16, 16, copy + at, REC - 16, NULL, 0);
	MUST(write(fd, copy, size) == (ssize_t)size);
	close(fd);
	free(copy);
}

/* All entries; whether one of this UUID with these words was among them. */
static bool replay(struct store_journal *j, uint8_t wanted)
{
	struct store_journal_entry e;
	uint64_t pos = 0, last = 0;
	bool found = false;
	int rc, n = 0;

	while ((rc = store_journal_read(j, public_key, secret_key, NULL, &pos, &e)) != 0) {
		MUST(pos > last && ++n <= store_journal_stats(j).records);
		last = pos;
		if (rc < 0)
			continue;
		found |= e.uuid[0] == wanted && strcmp(secret_reveal(e.data), "hello") == 0;
		talloc_free(e.data);
		if (e.uuid[0] == wanted)
			MUST(store_journal_replayed(j, e.seq) == 0);
	}
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct store_journal *j;
	struct err err;
	int rc;

	prepare();
	write_file(data, size);
	j = store_journal_open(NULL, dir, &err);
	if (!j) {
		MUST(errno == EUCLEAN);
		return 0;
	}
	(void)replay(j, 0xee);
	rc = store_journal_append(j, STORE_JOURNAL_MO, (uint8_t[16]){ 0xee }, 1, VIEW_STR("hello"));
	MUST(rc == 0 || rc == -ENOSPC);
	talloc_free(j);
	j = store_journal_open(NULL, dir, &err);
	MUST(j);
	/* Sealed to whatever key stands in the file: only the corpus' own opens. */
	if (replay(j, 0xee))
		MUST(rc == 0);
	talloc_free(j);
	return 0;
}
