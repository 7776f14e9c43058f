/* Which bytes are copied and compared. Everything is checked before the first byte is touched: afterwards no address can leave the
 * payload or the buffer, whatever the plan says. */
#define _GNU_SOURCE
#include "internal.h"
#include <string.h>
#if defined(__linux__)
#include <errno.h>
#include <sys/mman.h>
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif
#endif

#define SAMPLES 1024u
#define SMALLEST_PAGE 4096u

bool fl_view_is_usable(const fl_view *view) {
  return view && view->word && (uintptr_t)view->word % sizeof(uint32_t) == 0 && (view->payload || view->payload_bytes == 0) &&
         (uintptr_t)view->trailer % sizeof(uint64_t) == 0;
}

/* *sum += count * size, or false where that does not fit in 64 bits. */
static bool add_product(uint64_t *sum, uint64_t count, uint64_t size) {
  if (size != 0 && count > (UINT64_MAX - *sum) / size) return false;
  *sum += count * size;
  return true;
}

static bool plane_fits(const fl_plane *plane, uint64_t payload_bytes, uint64_t dst_bytes) {
  if (!plane->rows || !plane->groups || !plane->group_bytes || !plane->step_x || !plane->step_y) return false;
  /* 32-bit factors: these products cannot overflow, and the ones below are checked. */
  uint64_t last_row = (uint64_t)(plane->rows - 1) * plane->step_y, last_group = (uint64_t)(plane->groups - 1) * plane->step_x;
  uint64_t src_end = plane->src_offset, dst_end = plane->dst_offset;
  return add_product(&src_end, last_row, plane->src_stride) && add_product(&src_end, last_group + 1, plane->group_bytes) &&
         add_product(&dst_end, plane->rows - 1, plane->dst_stride) && add_product(&dst_end, plane->groups, plane->group_bytes) &&
         src_end <= payload_bytes && dst_end <= dst_bytes;
}

bool fl_plan_fits(const fl_plan *plan, uint64_t payload_bytes) {
  if (!plan || plan->planes > FL_MAX_PLANES) return false;
  if (plan->planes == 0) return plan->dst_bytes <= payload_bytes;
  for (uint32_t i = 0; i < plan->planes; i++)
    if (!plane_fits(&plan->plane[i], payload_bytes, plan->dst_bytes)) return false;
  return true;
}

/* Rows ---------------------------------------------------------------------------------------------------------------------------- */

/* With a constant group size the compiler turns each copy into one or two moves. */
static inline void gather(const uint8_t *src, uint8_t *dst, uint32_t groups, size_t group_bytes, size_t src_step) {
  for (size_t i = 0; i < groups; i++) memcpy(dst + i * group_bytes, src + i * src_step, group_bytes);
}

static void copy_row(const fl_plane *plane, const uint8_t *src, uint8_t *dst) {
  size_t bytes = plane->group_bytes, step = bytes * plane->step_x;
  if (plane->step_x == 1) {
    memcpy(dst, src, bytes * plane->groups);
    return;
  }
  switch (bytes) {
  case 1: gather(src, dst, plane->groups, 1, step); break;
  case 2: gather(src, dst, plane->groups, 2, step); break;
  case 3: gather(src, dst, plane->groups, 3, step); break;
  case 4: gather(src, dst, plane->groups, 4, step); break;
  default: gather(src, dst, plane->groups, bytes, step); break;
  }
}

static bool row_differs(const fl_plane *plane, const uint8_t *src, const uint8_t *copy) {
  size_t bytes = plane->group_bytes, step = bytes * plane->step_x;
  if (plane->step_x == 1) return memcmp(copy, src, bytes * plane->groups) != 0;
  for (size_t i = 0; i < plane->groups; i++)
    if (memcmp(copy + i * bytes, src + i * step, bytes) != 0) return true;
  return false;
}

/* Computed anew for each row: a stride may be huge where there is only one row, and no pointer may ever leave its buffer. */
static const uint8_t *src_row(const fl_plane *plane, const uint8_t *src, uint64_t row) {
  return src + plane->src_offset + row * plane->step_y * plane->src_stride;
}
static size_t dst_row(const fl_plane *plane, uint64_t row) { return plane->dst_offset + row * plane->dst_stride; }

/* Plans --------------------------------------------------------------------------------------------------------------------------- */

void fl_copy_plan(const fl_plan *plan, const uint8_t *src, uint8_t *dst) {
  if (plan->planes == 0 && plan->dst_bytes != 0) memcpy(dst, src, plan->dst_bytes);
  for (uint32_t i = 0; i < plan->planes; i++) {
    const fl_plane *plane = &plan->plane[i];
    for (uint32_t row = 0; row < plane->rows; row++) copy_row(plane, src_row(plane, src, row), dst + dst_row(plane, row));
  }
}

bool fl_all_differs(const fl_plan *plan, const uint8_t *src, const uint8_t *copy) {
  if (plan->planes == 0) return plan->dst_bytes != 0 && memcmp(copy, src, plan->dst_bytes) != 0;
  for (uint32_t i = 0; i < plan->planes; i++) {
    const fl_plane *plane = &plan->plane[i];
    for (uint32_t row = 0; row < plane->rows; row++)
      if (row_differs(plane, src_row(plane, src, row), copy + dst_row(plane, row))) return true;
  }
  return false;
}

/* A group differs where any of its first four bytes does; the samples of later rounds fall on other groups. */
static inline uint32_t group_differs(const uint8_t *src, const uint8_t *copy, uint32_t bytes) {
  const volatile uint8_t *a = src, *b = copy; /* volatile: seen once each, as they are now */
  uint32_t differs = 0;
  for (uint32_t i = 0; i < bytes; i++) differs |= (uint32_t)(a[i] ^ b[i]);
  return differs;
}

static bool plane_sample_differs(const fl_plane *plane, const uint8_t *src, const uint8_t *copy, uint32_t phase) {
  uint64_t total = (uint64_t)plane->rows * plane->groups, step = (total + SAMPLES - 1) / SAMPLES;
  /* The golden ratio spreads the starting points of successive phases evenly over a step. */
  uint64_t first = (uint64_t)(phase * 2654435769u) * step >> 32;
  uint64_t row = first / plane->groups, group = first % plane->groups;
  uint64_t step_rows = step / plane->groups, step_groups = step % plane->groups;
  size_t src_group = (size_t)plane->group_bytes * plane->step_x;
  uint32_t bytes = plane->group_bytes < 4 ? plane->group_bytes : 4, differs = 0;
  while (row < plane->rows) {
    differs |= group_differs(src_row(plane, src, row) + group * src_group,
                             copy + dst_row(plane, row) + group * plane->group_bytes, bytes);
    row += step_rows;
    group += step_groups;
    if (group >= plane->groups) {
      group -= plane->groups;
      row++;
    }
  }
  return differs != 0;
}

bool fl_sample_differs(const fl_plan *plan, const uint8_t *src, const uint8_t *copy, uint32_t phase) {
  if (plan->planes == 0) {
    if (plan->dst_bytes <= 4 * SAMPLES) return fl_all_differs(plan, src, copy);
    uint64_t groups = plan->dst_bytes / 4;
    fl_plane whole = {.rows = 1, .groups = groups < UINT32_MAX ? (uint32_t)groups : UINT32_MAX, .group_bytes = 4, .step_x = 1, .step_y = 1};
    return plane_sample_differs(&whole, src, copy, phase);
  }
  for (uint32_t i = 0; i < plan->planes; i++)
    if (plane_sample_differs(&plan->plane[i], src, copy, phase)) return true;
  return false;
}

void fl_copy_frame(const fl_view *view, const void *src, uint64_t bytes, const void *trailer) {
  uint8_t *payload = view->payload;
  if (bytes) memcpy(payload, src, bytes);
  if (bytes < view->payload_bytes) memset(payload + bytes, 0, view->payload_bytes - bytes);
  if (trailer && view->trailer) memcpy(view->trailer, trailer, FL_TRAILER_BYTES);
}

/* Exported, without any lock ------------------------------------------------------------------------------------------------------ */

typedef struct {
  const fl_view *view;
  const fl_plan *plan;
  const void *src;
  void *out;
  void *trailer_out;
  const void *trailer_in;
  uint64_t bytes;
} copy_call;

static int32_t copy_out(void *context) {
  copy_call *call = context;
  fl_copy_plan(call->plan, call->view->payload, call->out);
  if (call->trailer_out && call->view->trailer) memcpy(call->trailer_out, call->view->trailer, FL_TRAILER_BYTES);
  return FL_OK;
}

static int32_t copy_in(void *context) {
  copy_call *call = context;
  fl_copy_frame(call->view, call->src, call->bytes, call->trailer_in);
  return FL_OK;
}

FL_API int32_t fl_copy_out(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out) {
  if (!fl_view_is_usable(view) || !fl_plan_fits(plan, view->payload_bytes) || (!dst && plan->dst_bytes)) return FL_BAD_ARGUMENT;
  copy_call call = {.view = view, .plan = plan, .out = dst, .trailer_out = trailer_out};
  return fl_guarded(copy_out, &call);
}

FL_API int32_t fl_copy_in(const fl_view *view, const void *src, uint64_t bytes, uint32_t zero_tail, const void *trailer) {
  if (!fl_frame_fits(view, src, bytes, zero_tail)) return FL_BAD_ARGUMENT;
  copy_call call = {.view = view, .src = src, .bytes = bytes, .trailer_in = trailer};
  return fl_guarded(copy_in, &call);
}

bool fl_frame_fits(const fl_view *view, const void *src, uint64_t bytes, uint32_t zero_tail) {
  if (!fl_view_is_usable(view) || (!src && bytes)) return false;
  return bytes == view->payload_bytes || (bytes < view->payload_bytes && zero_tail);
}

/* Pre-fault ----------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  uint8_t *first, *end;
  uint32_t writable;
} touch_call;

static int32_t touch(void *context) {
  touch_call *call = context;
  for (uint8_t *page = call->first; page < call->end; page += SMALLEST_PAGE) {
    uint8_t value = *(volatile uint8_t *)page;
    /* Swapping a byte for itself asks for a writable page and changes nothing, even while another process writes there. */
    if (call->writable) atomic_compare_exchange_strong_explicit((_Atomic(uint8_t) *)page, &value, value, memory_order_relaxed, memory_order_relaxed);
  }
  return FL_OK;
}

FL_API int32_t fl_prefault(void *address, uint64_t bytes, uint32_t writable) {
  uintptr_t start = (uintptr_t)address;
  if (!address || bytes > UINTPTR_MAX - start) return FL_BAD_ARGUMENT;
  if (bytes == 0) return FL_OK;
#if defined(__linux__)
  uintptr_t from = start & ~(uintptr_t)(SMALLEST_PAGE - 1);
  if (madvise((void *)from, start - from + bytes, writable ? MADV_POPULATE_WRITE : MADV_POPULATE_READ) == 0) return FL_OK;
  if (errno == EFAULT || errno == ENOMEM) return FL_VANISHED;
#endif
  touch_call call = {.first = address, .end = (uint8_t *)address + bytes, .writable = writable};
  return fl_guarded(touch, &call);
}
