/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Include this last in a .c file whose talloc calls shall never give NULL: out
 * of memory ends in base_oom(), before anything half-built is used.  (Without
 * it talloc_strdup_append(NULL, ...) would quietly start a new text, and half a
 * sentence would go out to somebody.)  care/care.h does: whatever decides about a
 * person has it.
 */
#include "base/base.h"

static inline void *mem_need(const void *p)
{
	if (__builtin_expect(!p, 0))
		base_oom();
	return (void *)p;
}

#undef talloc_zero
#define talloc_zero(ctx, type) \
	((type *)mem_need(_talloc_zero(ctx, sizeof(type), #type)))
#undef talloc_array
#define talloc_array(ctx, type, n) \
	((type *)mem_need(_talloc_array(ctx, sizeof(type), n, #type)))
#undef talloc_zero_array
#define talloc_zero_array(ctx, type, n) \
	((type *)mem_need(_talloc_zero_array(ctx, sizeof(type), n, #type)))
#undef talloc_realloc			/* n > 0: with 0 talloc frees and gives NULL */
#define talloc_realloc(ctx, p, type, n) \
	((type *)mem_need(_talloc_realloc_array(ctx, p, sizeof(type), n, #type)))
#undef talloc_size
#define talloc_size(ctx, size) mem_need(talloc_named_const(ctx, size, __location__))
#undef talloc_new
#define talloc_new(ctx) mem_need(talloc_named_const(ctx, 0, "talloc_new: " __location__))
#define talloc_strdup(ctx, s) ((char *)mem_need(talloc_strdup(ctx, s)))
#define talloc_strndup(ctx, s, n) ((char *)mem_need(talloc_strndup(ctx, s, n)))
#define talloc_asprintf(ctx, ...) ((char *)mem_need(talloc_asprintf(ctx, __VA_ARGS__)))
#define talloc_vasprintf(ctx, f, ap) ((char *)mem_need(talloc_vasprintf(ctx, f, ap)))
#define talloc_strdup_append(s, t) ((char *)mem_need(talloc_strdup_append(s, t)))
#define talloc_asprintf_append(s, ...) \
	((char *)mem_need(talloc_asprintf_append(s, __VA_ARGS__)))
#define talloc_strdup_append_buffer(s, t) \
	((char *)mem_need(talloc_strdup_append_buffer(s, t)))
#define talloc_strndup_append_buffer(s, t, n) \
	((char *)mem_need(talloc_strndup_append_buffer(s, t, n)))
#define talloc_asprintf_append_buffer(s, ...) \
	((char *)mem_need(talloc_asprintf_append_buffer(s, __VA_ARGS__)))
