/* The loop of index.ts in C, on the same memory. Answers nanoseconds for all rounds, 0 when a read failed. */
#include "../../native/framelock/framelock.h"

FL_API uint64_t native_loop(const fl_view *view, const fl_plan *plan, void *dst, uint32_t rounds) {
  fl_result result;
  uint64_t started = fl_now();
  for (uint32_t i = 0; i < rounds; i++)
    if (fl_read(view, plan, dst, 0, 1000000000, &result) != FL_OK) return 0;
  return fl_now() - started;
}
