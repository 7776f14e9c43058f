/* One thread that watches many mappings. */
#include "internal.h"
#include <string.h>

/* A lock that has been held for so long is stuck: it is still tried in each round, but nobody else waits for it. */
#define STUCK_NS 100000000u

typedef struct {
  fl_watch *watch;
  uint64_t now_ns;
  bool armed;
} visit;

static void see_word(fl_watch *watch, uint32_t seen, uint64_t now_ns) {
  if (seen != watch->word || watch->word_since_ns == 0) {
    watch->word = seen;
    watch->word_since_ns = now_ns;
  }
  if (seen == WRITER) watch->writer_seen = 1;
}

/* A cheap guess without the lock: a frame that is only half written also looks new, and the lock then waits for the rest. */
static bool looks_new(fl_watch *watch, uint64_t now_ns) {
  if (!watch->last || watch->writer_seen) return true;
  if (fl_frame_number(&watch->view) != watch->last_number) return true;
  LOOK_BEGIN();
  bool differs = fl_sample_differs(&watch->plan, watch->view.payload, watch->last, watch->phase++);
  if (!differs && watch->full_compare_ns != 0 && now_ns - watch->last_full_ns >= watch->full_compare_ns) {
    watch->last_full_ns = now_ns;
    differs = fl_all_differs(&watch->plan, watch->view.payload, watch->last);
  }
  LOOK_END();
  return differs;
}

static int32_t take_frame(fl_watch *watch, uint64_t now_ns) {
  bool stuck = fl_classify(watch->word) != FL_OK && now_ns - watch->word_since_ns >= STUCK_NS;
  uint64_t timeout_ns = stuck ? 0 : watch->lock_timeout_ns;
  watch->last = NULL; /* what fails may leave half a frame in dst, and last may be dst */
  watch->result = (fl_result){.torn = watch->result.torn};
  int32_t code = (watch->observe ? fl_observe_checked : fl_read_checked)(&watch->view, &watch->plan, watch->dst, watch->trailer, timeout_ns,
                                                                         &watch->result);
  if (code != FL_OK) return code;
  watch->last = watch->dst;
  watch->last_number = 0;
  if (watch->view.trailer) memcpy(&watch->last_number, watch->trailer + FRAME_NUMBER_OFFSET, sizeof watch->last_number);
  watch->writer_seen = 0;
  watch->last_full_ns = watch->result.finished_ns;
  watch->copied = 1;
  watch->armed = 0;
  return FL_OK;
}

static bool watch_is_usable(const fl_watch *watch) {
  return fl_view_is_usable(&watch->view) && fl_plan_fits(&watch->plan, watch->view.payload_bytes) && (watch->dst || !watch->plan.dst_bytes);
}

static int32_t look_at(void *context) {
  const visit *now = context;
  fl_watch *watch = now->watch;
  if (!watch_is_usable(watch)) return FL_BAD_ARGUMENT;
  uint32_t seen = atomic_load_explicit((fl_word *)watch->view.word, memory_order_acquire);
  see_word(watch, seen, now->now_ns);
  if (!now->armed) return FL_OK;
  if (fl_classify(seen) == FL_CORRUPT) return FL_CORRUPT;
  if (!looks_new(watch, now->now_ns)) return FL_OK;
  return take_frame(watch, now->now_ns);
}

static bool may_pass(int32_t code) { return code == FL_OK || code == FL_TIMEOUT || code == FL_UNINITIALISED || code == FL_UNSTABLE; }

/* `armed` and an empty slot's `word` may be set by another thread while we poll. */
static bool is_armed(fl_watch *watch) {
  return atomic_load_explicit((_Atomic(uint32_t) *)&watch->armed, memory_order_acquire) != 0;
}
static bool is_empty(fl_watch *watch) {
  return atomic_load_explicit((_Atomic(uintptr_t) *)(void *)&watch->view.word, memory_order_acquire) == 0;
}

FL_API int32_t fl_poll(fl_watch *watches, uint32_t count, volatile uint32_t *wake, uint64_t timeout_ns, uint64_t interval_ns) {
  if (!watches && count) return -FL_BAD_ARGUMENT;
  for (uint32_t i = 0; i < count; i++) {
    watches[i].copied = 0;
    watches[i].result.torn = 0;
  }

  void *timer = NULL;
  int32_t copied = 0;
  bool ended = false;
  for (uint64_t started_ns = fl_now(), now_ns = started_ns;; now_ns = fl_now()) {
    for (uint32_t i = 0; i < count; i++) {
      fl_watch *watch = &watches[i];
      if (is_empty(watch)) continue;
      visit here = {.watch = watch, .now_ns = now_ns, .armed = is_armed(watch)};
      int32_t code = fl_guarded(look_at, &here);
      if (!here.armed) continue;
      watch->code = code;
      copied += (int32_t)watch->copied;
      if (may_pass(code)) continue;
      watch->armed = 0;
      ended = true;
    }
    uint64_t waited = fl_now() - started_ns;
    if (copied || ended || waited >= timeout_ns) break;
    if (wake && atomic_load_explicit((const volatile fl_word *)wake, memory_order_acquire)) break;
    uint64_t left = timeout_ns - waited;
    fl_sleep(interval_ns < left ? interval_ns : left, &timer);
  }
  fl_sleep_end(timer);
  return copied;
}

FL_API void fl_wake(volatile uint32_t *wake) {
  if (wake) atomic_store_explicit((volatile fl_word *)wake, 1, memory_order_release);
}
