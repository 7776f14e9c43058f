/* What the parts of framelock share among themselves. Nothing here is visible outside the library. */
#ifndef FRAMELOCK_INTERNAL_H
#define FRAMELOCK_INTERNAL_H
#include "framelock.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#define WRITER 0x80000000u
#define UNINITIALISED 0xFF000000u
#define READERS 0x00FFFFFFu
#define FRAME_NUMBER_OFFSET 40

typedef _Atomic(uint32_t) fl_word;

/* guard.c ------------------------------------------------------------------------------------------------------------------------- */

typedef int32_t (*fl_body)(void *context);
/* Runs body(context) and returns its code, or FL_VANISHED if touching the view faulted. What body has changed through `context` before
 * the fault is kept. */
int32_t fl_guarded(fl_body body, void *context);

/* clock.c ------------------------------------------------------------------------------------------------------------------------- */

/* A bounded wait: pause, then yield, then sleep, each time a little longer and never past the deadline. The clock is first read when
 * there is something to wait for. */
typedef struct {
  uint64_t timeout_ns;
  uint64_t started_ns; /* 0 = has not waited yet */
  uint32_t turns;
  void *timer; /* Windows: made at the first sleep */
} fl_wait;

/* One turn; false when the deadline has passed. Counts into result. */
bool fl_wait_turn(fl_wait *wait, fl_result *result);
/* Ends the wait and records how long it was. */
void fl_wait_end(fl_wait *wait, fl_result *result);
/* Sleeps about `ns`. `*timer` is kept between calls and given to fl_sleep_end. */
void fl_sleep(uint64_t ns, void **timer);
void fl_sleep_end(void *timer);

/* lock.c -------------------------------------------------------------------------------------------------------------------------- */

int32_t fl_take_read(fl_word *word, uint64_t timeout_ns, fl_result *result);
int32_t fl_take_write(fl_word *word, uint64_t timeout_ns, fl_result *result);
int32_t fl_give_read(fl_word *word, fl_result *result);
int32_t fl_give_write(fl_word *word, fl_result *result);
/* FL_OK (no writer), FL_TIMEOUT (a writer is at work), FL_UNINITIALISED or FL_CORRUPT. */
int32_t fl_classify(uint32_t seen);

/* copy.c -------------------------------------------------------------------------------------------------------------------------- */

bool fl_view_is_usable(const fl_view *view);
bool fl_plan_fits(const fl_plan *plan, uint64_t payload_bytes);
bool fl_frame_fits(const fl_view *view, const void *src, uint64_t bytes, uint32_t zero_tail);
void fl_copy_plan(const fl_plan *plan, const uint8_t *src, uint8_t *dst);
void fl_copy_frame(const fl_view *view, const void *src, uint64_t bytes, const void *trailer);
/* Whether the planned part of `src` differs from `copy`: every byte, or about a thousand groups that rotate with `phase`. */
bool fl_all_differs(const fl_plan *plan, const uint8_t *src, const uint8_t *copy);
bool fl_sample_differs(const fl_plan *plan, const uint8_t *src, const uint8_t *copy, uint32_t phase);

/* frame.c ------------------------------------------------------------------------------------------------------------------------- */

/* fl_read and fl_observe on checked arguments. */
int32_t fl_read_checked(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result);
int32_t fl_observe_checked(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result);
uint64_t fl_frame_number(const fl_view *view);

/* Looking at memory that others may write meanwhile is a data race, and a deliberate one: what is seen is a hint, or is checked again
 * before it is believed. ThreadSanitizer is told so, here and nowhere else. */
#if defined(__SANITIZE_THREAD__)
#define FL_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define FL_TSAN 1
#endif
#endif
#ifdef FL_TSAN
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
#define LOOK_BEGIN() AnnotateIgnoreReadsBegin(__FILE__, __LINE__)
#define LOOK_END() AnnotateIgnoreReadsEnd(__FILE__, __LINE__)
#define LOOK_FENCE() atomic_signal_fence(memory_order_acquire) /* it does not know fences between threads */
#else
#define LOOK_BEGIN() ((void)0)
#define LOOK_END() ((void)0)
#define LOOK_FENCE() atomic_thread_fence(memory_order_acquire) /* what was looked at comes before the next look */
#endif

#endif
