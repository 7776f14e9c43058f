/* framelock: the part of the program that touches shared memory while others do.
 *
 * A mapping begins with a 32-bit lock word (bit 31 writer, bits 24-31 all ones not initialised, bits 0-23 readers), then the payload.
 * Every function is bounded: it returns a code, never spins for ever, never aborts. No state is kept between calls; all of it is in
 * the structures that the caller passes. Sizes are bytes, times nanoseconds of the monotonic clock. Addresses are passed as they are:
 * the caller guarantees that a view stays mapped while a call runs.
 *
 * On POSIX an object can be truncated while it is mapped, and touching it then raises SIGBUS. Each call that touches a view is guarded:
 * the fault ends the call with FL_VANISHED. The guard is the one thing that needs process-wide state (a signal handler, installed once,
 * that passes every fault that is not ours on to the handler before it).
 */
#ifndef FRAMELOCK_H
#define FRAMELOCK_H
#include <stdint.h>

#if defined(_WIN32)
#define FL_API __declspec(dllexport)
#else
#define FL_API __attribute__((visibility("default")))
#endif

/* Raised whenever a structure or a function below changes; the binding refuses another number. */
#define FL_ABI 2

typedef enum {
  FL_OK = 0,
  FL_TIMEOUT = 1,       /* the deadline passed; result.word tells who held the lock */
  FL_UNINITIALISED = 2, /* the word was still 0xFF...... at the deadline */
  FL_MAX_READERS = 3,   /* 2^24-1 readers; said at once, because no wait helps */
  FL_LOCK_LOST = 4,     /* the word changed under us; it was left alone and the copy must be dropped */
  FL_CORRUPT = 5,       /* a value that no correct program writes; nothing was changed */
  FL_VANISHED = 6,      /* the memory behind the view is gone */
  FL_BAD_ARGUMENT = 7,  /* a null address, a plan that leaves the payload, a buffer that is too small */
  FL_UNSTABLE = 8,      /* fl_observe: a writer was at work during every attempt */
} fl_code;

/* A mapped section as the caller sees it. `word` needs a writable mapping except for fl_observe, fl_load and observing watches.
 * `word` is aligned to 4 bytes and `trailer` to 8, as they are in every section; anything else is FL_BAD_ARGUMENT. */
#define FL_TRAILER_BYTES 128
typedef struct {
  void *word;
  void *payload;
  uint64_t payload_bytes;
  void *trailer;          /* FL_TRAILER_BYTES, or null where there is none */
} fl_view;

/* Which part of a payload is copied. No planes = the first dst_bytes bytes as they are. Otherwise each plane is copied row by row:
 * of every `step_y`-th row, from src_offset on, every `step_x`-th group of group_bytes bytes. */
#define FL_MAX_PLANES 4
typedef struct {
  uint64_t src_offset, src_stride; /* from the start of the payload; stride of the source row before decimation */
  uint64_t dst_offset, dst_stride;
  uint32_t rows, groups;           /* that are written to the destination */
  uint32_t group_bytes;
  uint32_t step_x, step_y;         /* 1 = all of them */
  uint32_t reserved;
} fl_plane;
typedef struct {
  uint64_t dst_bytes;
  uint32_t planes;
  uint32_t reserved;
  fl_plane plane[FL_MAX_PLANES];
} fl_plan;

typedef struct {
  uint64_t lock_wait_ns;  /* from the first refused attempt to the lock; 0 = the first attempt got it */
  uint64_t copy_ns;       /* while it was held (frame calls) */
  uint64_t finished_ns;   /* monotonic clock when the lock was given back (frame calls) */
  uint32_t word;          /* the word as it was when the lock was taken or the attempt ended */
  uint32_t word_after;    /* as it was found when the lock was given back */
  uint32_t spins, sleeps; /* how the wait was spent */
  uint32_t torn;          /* fl_observe and observing watches: copies that a writer came into, dropped and tried again */
  uint32_t reserved;
} fl_result;

FL_API uint32_t fl_abi(void);
/* Size of a structure as it was compiled, so that a binding can check its own idea of it. 0 for an unknown number. */
typedef enum { FL_SIZEOF_VIEW, FL_SIZEOF_PLANE, FL_SIZEOF_PLAN, FL_SIZEOF_RESULT, FL_SIZEOF_WATCH } fl_structure;
FL_API uint32_t fl_sizeof(uint32_t structure);
FL_API uint64_t fl_now(void);

/* The word alone. fl_exchange is the strict compare-and-swap of the recovery ladder: expected -> desired, *seen = what was there;
 * FL_LOCK_LOST when that was something else, and nothing was changed. */
FL_API int32_t fl_load(const void *word, uint32_t *seen);
FL_API int32_t fl_exchange(void *word, uint32_t expected, uint32_t desired, uint32_t *seen);
/* Waits until the word is not 0xFF...... any more, or FL_UNINITIALISED at the deadline. Reads only. */
FL_API int32_t fl_wait_initialised(const void *word, uint64_t timeout_ns, fl_result *result);

/* Lock and unlock by themselves, for holders (tests, custom loops). The frame calls below do it in one go. `result` may be null here
 * and everywhere else. */
FL_API int32_t fl_lock_read(void *word, uint64_t timeout_ns, fl_result *result);
FL_API int32_t fl_unlock_read(void *word, fl_result *result);
FL_API int32_t fl_lock_write(void *word, uint64_t timeout_ns, fl_result *result);
FL_API int32_t fl_unlock_write(void *word, fl_result *result);

/* One frame out: lock, copy by plan (and the trailer, if `trailer_out` is not null and the view has one), unlock. A plan of 0 bytes
 * fetches the trailer alone. `dst` holds plan->dst_bytes; it is rubbish after any other code than FL_OK. */
FL_API int32_t fl_read(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result);
/* The same without ever touching the word (a read-only view will do): tries until no writer was seen before and after, the
 * trailer's frame number stood still, and a second look at every byte agrees with the copy; FL_UNSTABLE at the deadline. */
FL_API int32_t fl_observe(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out, uint64_t timeout_ns, fl_result *result);
/* One frame in: `bytes` of `src`, the rest of the payload zeroed when `zero_tail` (without it a short frame is FL_BAD_ARGUMENT), the
 * trailer last, if `trailer` is not null and the view has one; all under one lock. */
FL_API int32_t fl_write(const fl_view *view, const void *src, uint64_t bytes, uint32_t zero_tail, const void *trailer, uint64_t timeout_ns,
                        fl_result *result);
/* Copies by plan without any lock, for callers that bring a lock of their own. */
FL_API int32_t fl_copy_out(const fl_view *view, const fl_plan *plan, void *dst, void *trailer_out);
FL_API int32_t fl_copy_in(const fl_view *view, const void *src, uint64_t bytes, uint32_t zero_tail, const void *trailer);

/* Touches every page so that the first frame does not pay for it; writes nothing. `writable` asks for write access without changing bytes
 * (on POSIX MADV_POPULATE_WRITE where the kernel has it). */
FL_API int32_t fl_prefault(void *address, uint64_t bytes, uint32_t writable);

/* Watching many mappings from one thread. A watch is armed by the caller when the receiver wants a frame; fl_poll copies the next new one
 * into `dst`, disarms the watch and returns. A frame is new when a writer was seen at work since the last copy, when the trailer's frame
 * number moved, or when sampled pixels differ from `last`, the last copy (positions rotate, so that a small change is found too; the
 * whole is compared every `full_compare_ns`, 0 = never). The first frame after `last` = null is always new. `last` may be the same
 * buffer as `dst` or another one; it is only read. A watch without a `view.word` is an empty slot and is skipped.
 * While fl_poll runs, another thread may fill an empty slot (its `view.word` last, with an atomic store), change `dst` of a watch that is
 * not armed, and then arm it (with an atomic store). Nothing else. */
typedef struct {
  fl_view view;
  fl_plan plan;
  void *dst;
  const void *last;          /* in/out: holds the last copy; fl_poll sets it to `dst` */
  uint64_t lock_timeout_ns;  /* for one attempt, small: others wait meanwhile */
  uint64_t full_compare_ns;
  uint64_t last_number;      /* kept by fl_poll: trailer's frame number of the last copy */
  uint64_t last_full_ns;     /* kept by fl_poll */
  uint64_t word_since_ns;    /* in/out: since when the word has had this value (monotonic), as far as polling can see; 0 = not seen yet */
  uint32_t armed;            /* in/out */
  uint32_t observe;          /* 1 = never touch the word */
  uint32_t writer_seen;      /* kept by fl_poll */
  uint32_t phase;            /* kept by fl_poll: rotation of the sampled positions */
  int32_t code;              /* out: fl_code of the last attempt on an armed watch; FL_OK with `copied` or when nothing was new */
  uint32_t copied;           /* out: 1 = dst, trailer and result hold a new frame */
  uint32_t word;             /* in/out: the word as last seen, armed or not */
  uint32_t reserved;
  fl_result result;          /* `torn` counts since fl_poll was called, the rest belongs to the last attempt */
  uint8_t trailer[FL_TRAILER_BYTES];
} fl_watch;

/* Returns the number of watches with `copied`, 0 at the deadline or when *wake became non-zero, or a negative fl_code for a null array.
 * A word or an attempt that waiting does not mend (FL_CORRUPT, FL_VANISHED, FL_LOCK_LOST, FL_MAX_READERS, FL_BAD_ARGUMENT) disarms its
 * watch and ends the call. FL_TIMEOUT, FL_UNINITIALISED and FL_UNSTABLE stay armed and are tried again until the deadline.
 * Sleeps `interval_ns` between rounds, with high-resolution timers on Windows; *wake is seen within one interval. */
FL_API int32_t fl_poll(fl_watch *watches, uint32_t count, volatile uint32_t *wake, uint64_t timeout_ns, uint64_t interval_ns);
/* Sets *wake from another thread. */
FL_API void fl_wake(volatile uint32_t *wake);

#endif
