/* The lock word: every transition, and nothing else, changes it. Each is one compare-and-swap from a state in which it is allowed. */
#include "internal.h"

/* Another reader may change the count between our look and our swap, which is no reason to wait; after this many tries in a row it is,
 * and to give back, somebody is playing with the word. */
#define TAKE_TRIES 100u
#define GIVE_TRIES 1000000u

int32_t fl_classify(uint32_t seen) {
  if ((seen & UNINITIALISED) == UNINITIALISED) return FL_UNINITIALISED;
  if (seen & WRITER) return seen == WRITER ? FL_TIMEOUT : FL_CORRUPT;
  return seen > READERS ? FL_CORRUPT : FL_OK;
}

typedef int32_t (*attempt)(fl_word *word, uint32_t *seen);

/* FL_TIMEOUT here means: busy, try again. */
static inline int32_t try_read(fl_word *word, uint32_t *seen) {
  *seen = atomic_load_explicit(word, memory_order_relaxed);
  for (uint32_t i = 0; i < TAKE_TRIES; i++) {
    int32_t code = fl_classify(*seen);
    if (code != FL_OK) return code;
    if (*seen == READERS) return FL_MAX_READERS;
    if (atomic_compare_exchange_strong_explicit(word, seen, *seen + 1, memory_order_acquire, memory_order_relaxed)) return FL_OK;
  }
  return FL_TIMEOUT;
}

static inline int32_t try_write(fl_word *word, uint32_t *seen) {
  *seen = 0;
  if (atomic_compare_exchange_strong_explicit(word, seen, WRITER, memory_order_acquire, memory_order_relaxed)) return FL_OK;
  int32_t code = fl_classify(*seen);
  return code == FL_OK ? FL_TIMEOUT : code;
}

static int32_t wait_for(attempt again, fl_word *word, uint32_t seen, int32_t code, uint64_t timeout_ns, fl_result *result) {
  fl_wait wait = {.timeout_ns = timeout_ns};
  while ((code == FL_TIMEOUT || code == FL_UNINITIALISED) && fl_wait_turn(&wait, result)) code = again(word, &seen);
  fl_wait_end(&wait, result);
  result->word = seen;
  return code;
}

int32_t fl_take_read(fl_word *word, uint64_t timeout_ns, fl_result *result) {
  int32_t code = try_read(word, &result->word);
  return code == FL_OK ? FL_OK : wait_for(try_read, word, result->word, code, timeout_ns, result);
}

int32_t fl_take_write(fl_word *word, uint64_t timeout_ns, fl_result *result) {
  int32_t code = try_write(word, &result->word);
  return code == FL_OK ? FL_OK : wait_for(try_write, word, result->word, code, timeout_ns, result);
}

int32_t fl_give_read(fl_word *word, fl_result *result) {
  uint32_t seen = atomic_load_explicit(word, memory_order_relaxed);
  for (uint32_t i = 0; i < GIVE_TRIES && seen >= 1 && seen <= READERS; i++) {
    if (atomic_compare_exchange_strong_explicit(word, &seen, seen - 1, memory_order_release, memory_order_relaxed)) {
      result->word_after = seen;
      return FL_OK;
    }
  }
  result->word_after = seen;
  return FL_LOCK_LOST;
}

int32_t fl_give_write(fl_word *word, fl_result *result) {
  uint32_t seen = WRITER;
  bool given = atomic_compare_exchange_strong_explicit(word, &seen, 0, memory_order_release, memory_order_relaxed);
  result->word_after = seen;
  return given ? FL_OK : FL_LOCK_LOST;
}

/* The same as exported calls: checked, and guarded against a word that is gone. --------------------------------------------------- */

typedef struct {
  fl_word *word;
  uint64_t timeout_ns;
  fl_result *result;
  uint32_t expected, desired, seen;
} word_call;

static int32_t run(fl_body body, void *word, uint64_t timeout_ns, fl_result *result) {
  fl_result unwanted;
  if (!result) result = &unwanted;
  *result = (fl_result){0};
  if (!word || (uintptr_t)word % sizeof(uint32_t)) return FL_BAD_ARGUMENT;
  word_call call = {.word = word, .timeout_ns = timeout_ns, .result = result};
  return fl_guarded(body, &call);
}

static int32_t lock_read(void *context) {
  word_call *call = context;
  return fl_take_read(call->word, call->timeout_ns, call->result);
}
static int32_t unlock_read(void *context) {
  word_call *call = context;
  return fl_give_read(call->word, call->result);
}
static int32_t lock_write(void *context) {
  word_call *call = context;
  return fl_take_write(call->word, call->timeout_ns, call->result);
}
static int32_t unlock_write(void *context) {
  word_call *call = context;
  return fl_give_write(call->word, call->result);
}
static int32_t try_initialised(fl_word *word, uint32_t *seen) {
  *seen = atomic_load_explicit(word, memory_order_acquire);
  return (*seen & UNINITIALISED) == UNINITIALISED ? FL_UNINITIALISED : FL_OK;
}
static int32_t wait_initialised(void *context) {
  word_call *call = context;
  int32_t code = try_initialised(call->word, &call->seen);
  return wait_for(try_initialised, call->word, call->seen, code, call->timeout_ns, call->result);
}
static int32_t load(void *context) {
  word_call *call = context;
  call->seen = atomic_load_explicit(call->word, memory_order_acquire);
  return FL_OK;
}
static int32_t exchange(void *context) {
  word_call *call = context;
  call->seen = call->expected;
  bool swapped = atomic_compare_exchange_strong(call->word, &call->seen, call->desired);
  return swapped ? FL_OK : FL_LOCK_LOST;
}

FL_API int32_t fl_lock_read(void *word, uint64_t timeout_ns, fl_result *result) { return run(lock_read, word, timeout_ns, result); }
FL_API int32_t fl_unlock_read(void *word, fl_result *result) { return run(unlock_read, word, 0, result); }
FL_API int32_t fl_lock_write(void *word, uint64_t timeout_ns, fl_result *result) { return run(lock_write, word, timeout_ns, result); }
FL_API int32_t fl_unlock_write(void *word, fl_result *result) { return run(unlock_write, word, 0, result); }
FL_API int32_t fl_wait_initialised(const void *word, uint64_t timeout_ns, fl_result *result) {
  return run(wait_initialised, (void *)(uintptr_t)word, timeout_ns, result);
}

FL_API int32_t fl_load(const void *word, uint32_t *seen) {
  if (!word || !seen || (uintptr_t)word % sizeof(uint32_t)) return FL_BAD_ARGUMENT;
  word_call call = {.word = (fl_word *)(uintptr_t)word};
  int32_t code = fl_guarded(load, &call);
  *seen = call.seen;
  return code;
}

FL_API int32_t fl_exchange(void *word, uint32_t expected, uint32_t desired, uint32_t *seen) {
  if (!word || !seen || (uintptr_t)word % sizeof(uint32_t)) return FL_BAD_ARGUMENT;
  word_call call = {.word = word, .expected = expected, .desired = desired};
  int32_t code = fl_guarded(exchange, &call);
  *seen = call.seen;
  return code;
}
