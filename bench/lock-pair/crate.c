/* The lock sequence of the crate WinMMF 0.4, step by step: load with acquire, checks, compare-and-swap with acquire and release, and a
 * sequentially consistent fence after each. Functions of their own, as a crate's are for the program that uses it. */
#include "crate.h"

#define INITIALISED_MASK 0xFF000000u
#define WRITE_BIT 0x80000000u
#define READERS 0x00FFFFFFu

static int uninitialised(uint32_t word) { return (word & INITIALISED_MASK) == INITIALISED_MASK; }

static int change(_Atomic uint32_t *word, uint32_t from, uint32_t to) {
  return atomic_compare_exchange_weak_explicit(word, &from, to, memory_order_acq_rel, memory_order_acquire);
}

int crate_lock_read(_Atomic uint32_t *word) {
  for (;;) {
    uint32_t seen = atomic_load_explicit(word, memory_order_acquire);
    if (uninitialised(seen) || (seen & WRITE_BIT) || (seen & READERS) == READERS) return 1;
    if (change(word, seen, seen + 1)) break;
  }
  atomic_thread_fence(memory_order_seq_cst);
  return 0;
}

int crate_unlock_read(_Atomic uint32_t *word) {
  for (;;) {
    uint32_t seen = atomic_load_explicit(word, memory_order_acquire);
    if (uninitialised(seen) || (seen & WRITE_BIT) || seen == 0) return 1;
    if (change(word, seen, seen - 1)) break;
  }
  atomic_thread_fence(memory_order_seq_cst);
  return 0;
}

int crate_lock_write(_Atomic uint32_t *word) {
  for (;;) {
    uint32_t seen = atomic_load_explicit(word, memory_order_acquire);
    if (uninitialised(seen) || (seen & WRITE_BIT) || (seen & READERS)) return 1;
    if (change(word, seen, seen | WRITE_BIT)) break;
  }
  atomic_thread_fence(memory_order_seq_cst);
  return 0;
}

int crate_unlock_write(_Atomic uint32_t *word) {
  for (;;) {
    uint32_t seen = atomic_load_explicit(word, memory_order_acquire);
    if (uninitialised(seen) || !(seen & WRITE_BIT) || (seen & READERS)) return 1;
    if (change(word, seen, seen ^ WRITE_BIT)) break;
  }
  atomic_thread_fence(memory_order_seq_cst);
  return 0;
}
