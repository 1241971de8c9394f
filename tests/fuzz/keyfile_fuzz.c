// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * people.keys with anything in it: it opens, a new key survives a reopening, an
 * erased one stays erased.  Records that end in an odd byte get a right sum,
 * so that the fuzzer gets behind it.
 */
#include <fcntl.h>
#include <osmocom/core/application.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/keyfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t wrap[32];
static char path[64];

static void remove_file(void)
{
	(void)unlink(path);
}

static void prepare(void)
{
	int fd;

	if (path[0])
		return;
	base_init(NULL, "keyfile_fuzz");
	log_set_log_level(osmo_stderr_target, LOGL_FATAL);
	snprintf(path, sizeof(path), "/tmp/warmline-keyfile-fuzz-XXXXXX");
	fd = mkstemp(path);
	MUST(fd >= 0);
	close(fd);
	atexit(remove_file);
}

static void write_file(const uint8_t *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_TRUNC);
	uint8_t *copy = malloc(size + 1);

	MUST(fd >= 0 && copy);
	memcpy(copy, data, size);
	for (size_t at = 0; at + KEYFILE_RECORD <= size; at += KEYFILE_RECORD)
		if (copy[at + KEYFILE_RECORD - 1] & 1)
			crypto_generichash(copy + at + 112, 16, copy + at, 112, NULL, 0);
	MUST(write(fd, copy, size) == (ssize_t)size);
	close(fd);
	free(copy);
}

static struct keyfile *open_file(void)
{
	struct err err;
	struct keyfile *kf = keyfile_open(NULL, path, wrap, &err);

	MUST(kf);
	return kf;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t key[KEYFILE_KEY], again[KEYFILE_KEY];
	struct keyfile *kf;
	int64_t person;

	prepare();
	write_file(data, size);
	kf = open_file();
	person = keyfile_max_person(kf) + 1;
	MUST(keyfile_new(kf, person, key) == 0);
	MUST(keyfile_sync(kf) == 0);
	talloc_free(kf);
	kf = open_file();
	MUST(keyfile_get(kf, person, again) == 0);
	MUST(memcmp(key, again, sizeof(key)) == 0);
	for (int64_t id = 1; id < 4; id++) {
		int rc = keyfile_get(kf, id, again);

		MUST(rc == 0 || rc == -ENOENT || rc == -ENOKEY || rc == -EBADMSG);
	}
	MUST(keyfile_erase(kf, person) == 0);
	talloc_free(kf);
	kf = open_file();
	MUST(keyfile_get(kf, person, again) == -ENOKEY);
	talloc_free(kf);
	return 0;
}
