// SPDX-License-Identifier: AGPL-3.0-or-later
/* The only file that asks the kernel for the time. */
#include "base/base.h"

#include <time.h>

static struct clock_source source;

static int64_t kernel_ms(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_mono_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t clock_mono_ms(void)
{
	return source.mono_ms ? source.mono_ms(source.arg) : kernel_ms(CLOCK_MONOTONIC);
}

int64_t clock_wall_ms(void)
{
	return source.wall_ms ? source.wall_ms(source.arg) : kernel_ms(CLOCK_REALTIME);
}

void clock_set_source(const struct clock_source *src)
{
	source = src ? *src : (struct clock_source){ 0 };
}
