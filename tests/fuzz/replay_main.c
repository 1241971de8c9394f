// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The driver of every fuzz target in `make check`: gives LLVMFuzzerTestOneInput()
 * each file of the corpus and MUTATIONS seeded mutations of each, the same
 * ones every time.  A target is tests/fuzz/<thing>_fuzz.c, its corpus is
 * tests/fuzz/corpus/<thing>/.  With clang the same target links against
 * -fsanitize=fuzzer instead of this file.
 *
 *   <thing>_fuzz [mutations per file [file ...]]
 *
 * FUZZ_SEED=N: other mutations than those of every day.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DFLT_MUTATIONS = 500, INPUT_MAX = 256 * 1024, EDITS_MAX = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t seed = 0x9e3779b97f4a7c15u;
static unsigned long inputs, files;

static uint32_t below(uint32_t limit)
{
	/* xorshift64* (Marsaglia 2003, Vigna 2016): fast, and the same everywhere */
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (uint32_t)((seed * 0x2545f4914f6cdd1du) >> 33) % limit;
}

static size_t mutate(uint8_t *data, size_t len)
{
	static const uint8_t interesting[] = { 0, 1, 0x0a, 0x1b, 0x20, 0x7f, 0x80, 0xc0, 0xff };
	unsigned int edits = 1 + below(EDITS_MAX);

	while (edits--) {
		size_t at = len ? below((uint32_t)len) : 0;
		size_t n = 1 + below(16);

		switch (below(6)) {
		case 0:				/* a bit */
			if (len)
				data[at] ^= (uint8_t)(1u << below(8));
			break;
		case 1:				/* a byte that parsers care about */
			if (len)
				data[at] = interesting[below(sizeof(interesting))];
			break;
		case 2:				/* cut off */
			if (len)
				len -= at;
			break;
		case 3:				/* take out */
			if (n > len - at)
				n = len - at;
			memmove(data + at, data + at + n, len - at - n);
			len -= n;
			break;
		case 4:				/* put in again */
			if (n > len - at)
				n = len - at;
			if (len + n > INPUT_MAX)
				break;
			memmove(data + at + n, data + at, len - at);
			len += n;
			break;
		case 5:				/* any byte */
			if (len)
				data[at] = (uint8_t)below(256);
			break;
		}
	}
	return len;
}

/* Exactly as large as the input, so that a sanitizer sees the first byte too many. */
static void run(const uint8_t *data, size_t len)
{
	uint8_t *copy = malloc(len ? len : 1);

	if (!copy)
		abort();
	memcpy(copy, data, len);
	LLVMFuzzerTestOneInput(copy, len);
	free(copy);
	inputs++;
}

static int replay(const char *path, unsigned long mutations)
{
	static uint8_t file[INPUT_MAX], work[INPUT_MAX];
	FILE *f = fopen(path, "rb");
	size_t len;

	if (!f) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	len = fread(file, 1, sizeof(file), f);
	fclose(f);
	files++;
	run(file, len);
	while (mutations--) {
		memcpy(work, file, len);
		run(work, mutate(work, len));
	}
	return 0;
}

/* "tests/fuzz/box_fuzz" -> the files of tests/fuzz/corpus/box */
static int replay_corpus(const char *program, unsigned long mutations)
{
	const char *name = strrchr(program, '/'), *top = getenv("TOP_SRCDIR");
	struct dirent **entries;
	char dir[512], path[1024];
	int n, i, rc = 0;

	name = name ? name + 1 : program;
	snprintf(dir, sizeof(dir), "%s/tests/fuzz/corpus/%.*s", top ? top : ".",
		 (int)strlen(name) - (int)strlen("_fuzz"), name);
	n = scandir(dir, &entries, NULL, alphasort);
	if (n < 0) {
		fprintf(stderr, "%s: %s\n", dir, strerror(errno));
		return -1;
	}
	for (i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.') {
			snprintf(path, sizeof(path), "%s/%s", dir, entries[i]->d_name);
			rc |= replay(path, mutations);
		}
		free(entries[i]);
	}
	free(entries);
	return rc;
}

int main(int argc, char **argv)
{
	unsigned long mutations = argc > 1 ? strtoul(argv[1], NULL, 10) : DFLT_MUTATIONS;
	const char *other = getenv("FUZZ_SEED");
	int i, rc = 0;

	if (other)		/* an odd factor: never 0, where xorshift would stay */
		seed ^= (strtoull(other, NULL, 10) << 1 | 1) * 0xbf58476d1ce4e5b9u;
	if (argc <= 2)
		rc = replay_corpus(argv[0], mutations);
	for (i = 2; i < argc; i++)
		rc |= replay(argv[i], mutations);
	printf("%lu files, %lu inputs\n", files, inputs);
	return rc || !files;	/* a corpus that is not there is no test */
}
