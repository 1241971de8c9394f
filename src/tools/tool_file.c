// SPDX-License-Identifier: AGPL-3.0-or-later
#include <stdio.h>

#include "tools/tool_file.h"
#include "base/mem.h"

int tool_file_read(void *ctx, const char *path, size_t max, struct view *out, struct err *err)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	size_t size = 64 * 1024, len = 0, n;
	char *data;
	int rc = 0;

	if (!f)
		return err_set(err, errno, "%s: %s", path, strerror(errno));
	data = talloc_array(ctx, char, size);
	while ((n = fread(data + len, 1, size - len - 1, f)) > 0) {
		len += n;
		if (len > max) {
			rc = err_set(err, EFBIG, "%s: larger than %zu kB", path, max / 1024);
			break;
		}
		if (size - len < 2) {
			size *= 2;
			data = talloc_realloc(ctx, data, char, size);
		}
	}
	if (rc == 0 && ferror(f))
		rc = err_set(err, EIO, "%s: cannot be read", path);
	if (f != stdin)
		fclose(f);
	data[len] = '\0';
	*out = (struct view){ (const uint8_t *)data, len };
	return rc;
}

int tool_file_write(const char *path, const char *text, struct err *err)
{
	char *tmp = talloc_asprintf(NULL, "%s.new", path);
	FILE *f = fopen(tmp, "we");
	int rc = 0;

	if (!f) {
		rc = err_set(err, errno, "%s: %s", tmp, strerror(errno));
		goto out;
	}
	if (fputs(text, f) < 0)
		rc = err_set(err, EIO, "%s: cannot be written", tmp);
	if (fclose(f) != 0 && rc == 0)
		rc = err_set(err, errno, "%s: %s", tmp, strerror(errno));
	if (rc == 0 && rename(tmp, path) < 0)
		rc = err_set(err, errno, "%s: %s", path, strerror(errno));
	if (rc < 0)
		remove(tmp);
out:
	talloc_free(tmp);
	return rc;
}
