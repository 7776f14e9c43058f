/* One frame out or in, in one call. */
#include "internal.h"
#include <string.h>

FL_API uint32_t fl_abi(void) { return FL_ABI; }

FL_API uint32_t fl_sizeof(uint32_t structure) {
  switch (structure) {
  case FL_SIZEOF_VIEW: return sizeof(fl_view);
  case FL_SIZEOF_PLANE: return sizeof(fl_plane);
  case FL_SIZEOF_PLAN: return sizeof(fl_plan);
  case FL_SIZEOF_RESULT: return sizeof(fl_result);
  case FL_SIZEOF_WATCH: return sizeof(fl_watch);
  default: return 0;
  }
}

typedef struct {
  const fl_view *view;
  const fl_plan *plan;
  void *dst;
  void *trailer_out;
  const void *src;
  uint64_t bytes;
  const void *trailer_in;
  uint64_t timeout_ns;
  fl_result *result;
  volatile bool held; /* what a fault inside leaves behind */
} frame_call;

static void set_held(frame_call *call, bool held) {
  /* The fences keep the copy, which the compiler may move, on the right side of the mark that a fault leaves readable. */
  atomic_signal_fence(memory_order_seq_cst);
  call->held = held;
  atomic_signal_fence(memory_order_seq_cst);
}

static int32_t give_back(frame_call *call, int32_t (*give)(fl_word *, fl_result *), uint64_t locked_ns) {
  int32_t code = give(call->view->word, call->result);
  set_held(call, false);
  call->result->finished_ns = fl_now();
  call->result->copy_ns = call->result->finished_ns - locked_ns;
  return code;
}

/* A fault inside the copy: the page of the word may still be there, and others wait for it. */
static int32_t give_read_after_fault(void *context) {
  frame_call *call = context;
  return fl_give_read(call->view->word, call->result);
}
static int32_t give_write_after_fault(void *context) {
  frame_call *call = context;
  return fl_give_write(call->view->word, call->result);
}

static int32_t run(fl_body body, fl_body after_fault, frame_call *call) {
  int32_t code = fl_guarded(body, call);
  if (code == FL_VANISHED && call->held) fl_guarded(after_fault, call);
  return code;
}

/* Reading ------------------------------------------------------------------------------------------------------------------------- */

static int32_t read_frame(void *context) {
  frame_call *call = context;
  const fl_view *view = call->view;
  int32_t code = fl_take_read(view->word, call->timeout_ns, call->result);
  if (code != FL_OK) return code;
  set_held(call, true);
  uint64_t locked_ns = fl_now();
  fl_copy_plan(call->plan, view->payload, call->dst);
  if (call->trailer_out && view->trailer) memcpy(call->trailer_out, view->trailer, FL_TRAILER_BYTES);
  return give_back(call, fl_give_read, locked_ns);
}

int32_t fl_read_checked(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result) {
  frame_call call = {.view = view, .plan = plan, .dst = dst, .trailer_out = trailer_out, .timeout_ns = timeout_ns, .result = result};
  return run(read_frame, give_read_after_fault, &call);
}

FL_API int32_t fl_read(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result) {
  fl_result unwanted;
  if (!result) result = &unwanted;
  *result = (fl_result){0};
  if (!fl_view_is_usable(view) || !fl_plan_fits(plan, view->payload_bytes) || (!dst && plan->dst_bytes)) return FL_BAD_ARGUMENT;
  return fl_read_checked(view, plan, dst, trailer_out, timeout_ns, result);
}

/* Looking without the lock -------------------------------------------------------------------------------------------------------- */

uint64_t fl_frame_number(const fl_view *view) {
  if (!view->trailer) return 0;
  LOOK_BEGIN();
  uint64_t number = atomic_load_explicit((_Atomic(uint64_t) *)(void *)((uint8_t *)view->trailer + FRAME_NUMBER_OFFSET), memory_order_acquire);
  LOOK_END();
  return number;
}

/* One look: FL_OK, FL_UNINITIALISED, FL_CORRUPT, or FL_TIMEOUT where a writer was at work. */
static int32_t look(frame_call *call) {
  const fl_view *view = call->view;
  fl_word *word = view->word;
  call->result->word = atomic_load_explicit(word, memory_order_acquire);
  int32_t code = fl_classify(call->result->word);
  if (code != FL_OK) return code;

  uint64_t number = fl_frame_number(view);
  LOOK_BEGIN();
  fl_copy_plan(call->plan, view->payload, call->dst);
  if (call->trailer_out && view->trailer) memcpy(call->trailer_out, view->trailer, FL_TRAILER_BYTES);
  LOOK_FENCE();
  bool differs = fl_all_differs(call->plan, view->payload, call->dst);
  LOOK_END();
  LOOK_FENCE();

  uint32_t after = atomic_load_explicit(word, memory_order_acquire);
  call->result->word_after = after;
  code = fl_classify(after);
  if (code == FL_OK && (differs || fl_frame_number(view) != number)) code = FL_TIMEOUT;
  if (code == FL_TIMEOUT) call->result->torn++;
  return code;
}

static int32_t observe_frame(void *context) {
  frame_call *call = context;
  fl_wait wait = {.timeout_ns = call->timeout_ns};
  uint64_t begun_ns = fl_now();
  int32_t code = look(call);
  while ((code == FL_TIMEOUT || code == FL_UNINITIALISED) && fl_wait_turn(&wait, call->result)) {
    begun_ns = fl_now();
    code = look(call);
  }
  fl_sleep_end(wait.timer);
  if (wait.started_ns != 0) call->result->lock_wait_ns = begun_ns - wait.started_ns;
  call->result->finished_ns = fl_now();
  call->result->copy_ns = call->result->finished_ns - begun_ns;
  return code == FL_TIMEOUT ? FL_UNSTABLE : code;
}

int32_t fl_observe_checked(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result) {
  frame_call call = {.view = view, .plan = plan, .dst = dst, .trailer_out = trailer_out, .timeout_ns = timeout_ns, .result = result};
  return fl_guarded(observe_frame, &call);
}

FL_API int32_t fl_observe(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result) {
  fl_result unwanted;
  if (!result) result = &unwanted;
  *result = (fl_result){0};
  if (!fl_view_is_usable(view) || !fl_plan_fits(plan, view->payload_bytes) || (!dst && plan->dst_bytes)) return FL_BAD_ARGUMENT;
  return fl_observe_checked(view, plan, dst, trailer_out, timeout_ns, result);
}

/* Writing ------------------------------------------------------------------------------------------------------------------------- */

static int32_t write_frame(void *context) {
  frame_call *call = context;
  int32_t code = fl_take_write(call->view->word, call->timeout_ns, call->result);
  if (code != FL_OK) return code;
  set_held(call, true);
  uint64_t locked_ns = fl_now();
  fl_copy_frame(call->view, call->src, call->bytes, call->trailer_in);
  return give_back(call, fl_give_write, locked_ns);
}

FL_API int32_t fl_write(const fl_view *view, const void *src, uint64_t bytes, uint32_t zero_tail, const void *trailer, uint64_t timeout_ns,
                        fl_result *result) {
  fl_result unwanted;
  if (!result) result = &unwanted;
  *result = (fl_result){0};
  if (!fl_frame_fits(view, src, bytes, zero_tail)) return FL_BAD_ARGUMENT;
  frame_call call = {.view = view, .src = src, .bytes = bytes, .trailer_in = trailer, .timeout_ns = timeout_ns, .result = result};
  return run(write_frame, give_write_after_fault, &call);
}
