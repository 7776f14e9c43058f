/* framelock under load, built with the sanitizers: every name below is one test. Says `ok NAME` or `FAILED NAME: why` for each.
 *
 *   stress SECONDS
 */
#define _GNU_SOURCE
#include "framelock.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MS 1000000ull
#define PAYLOAD (192u * 1024u)
#define SECTION (4 + PAYLOAD + 4096 - 4)
#define WRITER 0x80000000u

static int failures;

static void verdict(const char *name, bool good, const char *format, ...) {
  if (good) {
    printf("ok %s\n", name);
    return;
  }
  failures++;
  char why[256];
  va_list values;
  va_start(values, format);
  vsnprintf(why, sizeof why, format, values);
  va_end(values);
  printf("FAILED %s: %s\n", name, why);
}

static uint64_t random_state = 88172645463325252ull;
static uint64_t draw(uint64_t below) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return random_state % below;
}

/* Frames under load ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
  fl_view view;
  atomic_bool stop;
  atomic_ulong written, torn, lost, busy, read, observed, polled;
  bool foreign; /* half of the readers and the writer take the lock the way existing producers do */
} arena;

static void stamp(uint8_t *frame, uint64_t number) {
  for (size_t i = 0; i < PAYLOAD; i += 8) memcpy(frame + i, &number, 8);
}

static bool is_mixed(const uint8_t *frame, size_t bytes) {
  for (size_t i = 8; i < bytes; i += 8)
    if (memcmp(frame, frame + i, 8) != 0) return true;
  return false;
}

static void count(arena *a, int32_t code, atomic_ulong *good, const uint8_t *frame, size_t bytes) {
  if (code == FL_OK) {
    atomic_fetch_add(good, 1);
    if (is_mixed(frame, bytes)) atomic_fetch_add(&a->torn, 1);
  } else if (code == FL_TIMEOUT || code == FL_UNSTABLE) {
    atomic_fetch_add(&a->busy, 1);
  } else {
    atomic_fetch_add(&a->lost, 1);
  }
}

static void foreign_lock(_Atomic uint32_t *word, bool writing) {
  for (;;) {
    uint32_t seen = atomic_load(word);
    bool free = writing ? seen == 0 : !(seen & WRITER);
    if (free && atomic_compare_exchange_weak(word, &seen, writing ? WRITER : seen + 1)) return;
    sched_yield();
  }
}
static void foreign_unlock(arena *a, _Atomic uint32_t *word, bool writing) {
  for (;;) {
    uint32_t seen = atomic_load(word);
    if (writing ? seen != WRITER : seen == 0 || (seen & WRITER)) {
      atomic_fetch_add(&a->lost, 1); /* the peer would panic here */
      return;
    }
    if (atomic_compare_exchange_weak(word, &seen, writing ? 0 : seen - 1)) return;
  }
}

static void *writer(void *context) {
  arena *a = context;
  uint8_t *frame = malloc(PAYLOAD), trailer[FL_TRAILER_BYTES] = {0};
  for (uint64_t number = 1; !atomic_load(&a->stop); number++) {
    stamp(frame, number);
    if (a->foreign && number % 2) {
      foreign_lock(a->view.word, true);
      memcpy(a->view.payload, frame, PAYLOAD);
      foreign_unlock(a, a->view.word, true);
      atomic_fetch_add(&a->written, 1);
    } else {
      memcpy(trailer + 40, &number, 8);
      fl_result result;
      int32_t code = fl_write(&a->view, frame, PAYLOAD, 0, trailer, 1000 * MS, &result);
      count(a, code, &a->written, frame, PAYLOAD);
    }
    usleep(200);
  }
  free(frame);
  return NULL;
}

static void *reader(void *context) {
  arena *a = context;
  uint8_t *frame = malloc(PAYLOAD), trailer[FL_TRAILER_BYTES];
  fl_plan whole = {.dst_bytes = PAYLOAD};
  while (!atomic_load(&a->stop)) {
    fl_result result;
    count(a, fl_read(&a->view, &whole, frame, trailer, 100 * MS, &result), &a->read, frame, PAYLOAD);
    usleep(100);
  }
  free(frame);
  return NULL;
}

static void *foreign_reader(void *context) {
  arena *a = context;
  uint8_t *frame = malloc(PAYLOAD);
  while (!atomic_load(&a->stop)) {
    foreign_lock(a->view.word, false);
    memcpy(frame, a->view.payload, PAYLOAD);
    foreign_unlock(a, a->view.word, false);
    count(a, FL_OK, &a->read, frame, PAYLOAD);
    usleep(100);
  }
  free(frame);
  return NULL;
}

static void *observer(void *context) {
  arena *a = context;
  uint8_t *frame = malloc(PAYLOAD);
  fl_plan whole = {.dst_bytes = PAYLOAD};
  while (!atomic_load(&a->stop)) {
    fl_result result;
    count(a, fl_observe(&a->view, &whole, frame, NULL, 20 * MS, &result), &a->observed, frame, PAYLOAD);
    usleep(500);
  }
  free(frame);
  return NULL;
}

/* Two watches on one mapping: everything, and every second group of 8 bytes in the second half. */
static void *poller(void *context) {
  arena *a = context;
  fl_plane half = {.src_offset = PAYLOAD / 2, .src_stride = 1024, .dst_stride = 512, .rows = PAYLOAD / 2048, .groups = 64, .group_bytes = 8, .step_x = 2, .step_y = 1};
  fl_watch watches[3] = {0};
  watches[0] = (fl_watch){.view = a->view, .plan = {.dst_bytes = PAYLOAD}, .lock_timeout_ns = 20 * MS, .full_compare_ns = 50 * MS};
  watches[2] = (fl_watch){.view = a->view, .plan = {.dst_bytes = PAYLOAD / 4, .planes = 1, .plane = {half}}, .lock_timeout_ns = 20 * MS, .full_compare_ns = 50 * MS};
  for (int i = 0; i < 3; i += 2) watches[i].dst = malloc(watches[i].plan.dst_bytes);
  uint32_t wake = 0;
  while (!atomic_load(&a->stop)) {
    watches[0].armed = watches[2].armed = 1;
    fl_poll(watches, 3, &wake, 20 * MS, MS / 4);
    for (int i = 0; i < 3; i += 2) {
      if (watches[i].copied) count(a, FL_OK, &a->polled, watches[i].dst, watches[i].plan.dst_bytes);
      else if (watches[i].code != FL_OK) count(a, watches[i].code, &a->polled, NULL, 0);
    }
  }
  for (int i = 0; i < 3; i += 2) free(watches[i].dst);
  return NULL;
}

static void load_test(const char *name, double seconds, bool foreign) {
  static uint64_t section[SECTION / 8 + 1];
  memset(section, 0, sizeof section);
  uint8_t *start = (uint8_t *)section;
  arena a = {.foreign = foreign,
             .view = {.word = start, .payload = start + 4, .payload_bytes = PAYLOAD, .trailer = start + (SECTION - FL_TRAILER_BYTES) / 8 * 8}};
  void *(*bodies[])(void *) = {writer, reader, reader, foreign ? foreign_reader : reader, foreign ? foreign_reader : reader, observer, poller};
  enum { THREADS = sizeof bodies / sizeof *bodies };
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, bodies[i], &a);
  usleep((useconds_t)(seconds * 1e6));
  atomic_store(&a.stop, true);
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);

  uint32_t word = 1;
  fl_load(a.view.word, &word);
  bool good = a.torn == 0 && a.lost == 0 && word == 0 && a.written > 20 && a.read > 20 && a.observed > 0 && a.polled > 10;
  verdict(name, good, "written %lu, read %lu, observed %lu, polled %lu, busy %lu, torn %lu, lost %lu, word %08x", a.written, a.read,
          a.observed, a.polled, a.busy, a.torn, a.lost, (unsigned)word);
}

/* Counts under contention: many threads that only lock and unlock -------------------------------------------------------------------- */

static _Atomic uint32_t contended;
static int unprotected; /* changed by writers only, seen by readers only: ThreadSanitizer checks the ordering of the lock itself */

static void *hammer(void *context) {
  atomic_ulong *wrong = context;
  for (int i = 0; i < 4000; i++) {
    fl_result result;
    bool writing = i % 3 == 0;
    if ((writing ? fl_lock_write : fl_lock_read)(&contended, 5000 * MS, &result) != FL_OK) {
      atomic_fetch_add(wrong, 1);
      continue;
    }
    if (writing) unprotected++;
    else if (unprotected < 0) atomic_fetch_add(wrong, 1);
    if ((writing ? fl_unlock_write : fl_unlock_read)(&contended, &result) != FL_OK) atomic_fetch_add(wrong, 1);
  }
  return NULL;
}

static void count_test(void) {
  pthread_t threads[6];
  atomic_ulong wrong = 0;
  for (int i = 0; i < 6; i++) pthread_create(&threads[i], NULL, hammer, &wrong);
  for (int i = 0; i < 6; i++) pthread_join(threads[i], NULL);
  verdict("counts stay right under contention", wrong == 0 && contended == 0 && unprotected == 6 * 1334, "%lu wrong, word %08x, %d writes", wrong,
          (unsigned)contended, unprotected);
}

/* Any plan: refused, or every byte where a simple loop puts it, and none beside it ---------------------------------------------------- */

static void simple_copy(const fl_plan *plan, const uint8_t *src, uint8_t *dst) {
  if (plan->planes == 0) memcpy(dst, src, plan->dst_bytes);
  for (uint32_t i = 0; i < plan->planes; i++) {
    const fl_plane *p = &plan->plane[i];
    for (uint64_t row = 0; row < p->rows; row++)
      for (uint64_t group = 0; group < p->groups; group++)
        for (uint64_t byte = 0; byte < p->group_bytes; byte++)
          dst[p->dst_offset + row * p->dst_stride + group * p->group_bytes + byte] =
              src[p->src_offset + row * p->step_y * p->src_stride + group * p->step_x * p->group_bytes + byte];
  }
}

static uint64_t odd_number(uint64_t below) {
  switch (draw(24)) {
  case 0: return UINT64_MAX - draw(4);
  case 1: return (1ull << 32) + draw(4) - 2;
  case 2: return (1ull << 63) - draw(2);
  default: return draw(below);
  }
}

static void plan_test(void) {
  unsigned accepted = 0, refused = 0, wrong = 0;
  for (int round = 0; round < 60000; round++) {
    uint64_t bytes = 1 + draw(3000);
    fl_plan plan = {.dst_bytes = draw(2000), .planes = (uint32_t)draw(6)};
    for (int i = 0; i < FL_MAX_PLANES; i++)
      plan.plane[i] = (fl_plane){.src_offset = odd_number(500), .src_stride = odd_number(100), .dst_offset = odd_number(300), .dst_stride = odd_number(80), .rows = (uint32_t)odd_number(12), .groups = (uint32_t)odd_number(20),
                                 .group_bytes = (uint32_t)odd_number(7), .step_x = 1 + (uint32_t)draw(3), .step_y = 1 + (uint32_t)odd_number(3)};
    /* Exactly as large as announced, so that AddressSanitizer sees the first byte outside. */
    uint32_t word = 0;
    uint8_t *payload = malloc(bytes), *ours = calloc(1, plan.dst_bytes + 1), *simple = calloc(1, plan.dst_bytes + 1);
    for (uint64_t i = 0; i < bytes; i++) payload[i] = (uint8_t)draw(256);
    uint8_t *exact = malloc(plan.dst_bytes ? plan.dst_bytes : 1);
    memset(exact, 0, plan.dst_bytes ? plan.dst_bytes : 1);
    fl_view view = {.word = &word, .payload = payload, .payload_bytes = bytes};
    int32_t code = fl_read(&view, &plan, exact, NULL, 0, NULL);
    const fl_plane *only = &plan.plane[0];
    /* Rows that overlap in dst are copied one over the other: dst then never agrees with all of the payload. */
    bool apart = plan.planes == 0 || (plan.planes == 1 && (only->rows == 1 || only->dst_stride >= (uint64_t)only->groups * only->group_bytes));
    if (code == FL_OK) {
      accepted++;
      simple_copy(&plan, payload, simple);
      if (memcmp(exact, simple, plan.dst_bytes) != 0) wrong++;
      if (fl_observe(&view, &plan, ours, NULL, 0, NULL) != FL_OK && apart) wrong++;
      fl_watch watch = {.view = view, .plan = plan, .dst = exact, .last = exact, .armed = 1, .phase = (uint32_t)round, .full_compare_ns = 1};
      fl_poll(&watch, 1, NULL, 0, 0);
      if (watch.copied && apart) wrong++;
    } else {
      refused++;
      if (code != FL_BAD_ARGUMENT) wrong++;
    }
    if (word != 0) wrong++;
    free(payload), free(ours), free(simple), free(exact);
  }
  verdict("plans are refused or copied exactly", wrong == 0 && accepted > 1000 && refused > 1000, "%u wrong, %u accepted, %u refused", wrong, accepted,
          refused);
}

/* Memory that goes away -------------------------------------------------------------------------------------------------------------- */

#ifndef __SANITIZE_THREAD__ /* it blocks every signal inside a handler, so that the second fault would end the program */

static volatile sig_atomic_t foreign_faults;
static void count_fault(int number) {
  (void)number;
  foreign_faults++;
}

/* Before the library installs its own, which must pass on to it. */
__attribute__((constructor(101))) static void install_foreign_handler(void) { signal(SIGBUS, count_fault); }

static void vanish_test(void) {
  char name[64];
  snprintf(name, sizeof name, "/framelock-stress-%d", (int)getpid());
  int file = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  shm_unlink(name);
  size_t bytes = 16 * 4096;
  bool ready = file >= 0 && ftruncate(file, (off_t)bytes) == 0;
  uint8_t *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), *buffer = calloc(1, bytes);
  fl_view view = {.word = start, .payload = start + 4, .payload_bytes = bytes - 4 - FL_TRAILER_BYTES, .trailer = start + bytes - FL_TRAILER_BYTES};
  fl_plan plan = {.dst_bytes = view.payload_bytes};
  fl_result result;
  bool whole = ready && fl_read(&view, &plan, buffer, NULL, 0, &result) == FL_OK;

  /* The payload is cut off behind the first page: the word is still there and must be given back. */
  bool cut = ftruncate(file, 4096) == 0 && fl_read(&view, &plan, buffer, NULL, 0, &result) == FL_VANISHED;
  uint32_t after_read = 1, after_write = 1, gone = 1;
  fl_load(start, &after_read);
  cut = cut && fl_write(&view, buffer, view.payload_bytes, 0, NULL, 0, &result) == FL_VANISHED;
  fl_load(start, &after_write);
  verdict("a fault inside the copy gives the lock back", whole && cut && after_read == 0 && after_write == 0, "whole %d cut %d words %x %x", whole,
          cut, (unsigned)after_read, (unsigned)after_write);

  bool none = ftruncate(file, 0) == 0 && fl_load(start, &gone) == FL_VANISHED && fl_lock_read(start, MS, &result) == FL_VANISHED &&
              fl_lock_write(start, MS, &result) == FL_VANISHED && fl_observe(&view, &plan, buffer, NULL, MS, &result) == FL_VANISHED &&
              fl_copy_out(&view, &plan, buffer, NULL) == FL_VANISHED && fl_copy_in(&view, buffer, view.payload_bytes, 0, NULL) == FL_VANISHED &&
              fl_prefault(start, bytes, 1) == FL_VANISHED && fl_prefault(start, bytes, 0) == FL_VANISHED;
  fl_watch watch = {.view = view, .plan = plan, .dst = buffer, .armed = 1};
  fl_poll(&watch, 1, NULL, 100 * MS, MS);
  verdict("a truncated object is FL_VANISHED everywhere", none && watch.code == FL_VANISHED && !watch.armed, "calls %d, watch %d", none, watch.code);

  int before = foreign_faults;
  raise(SIGBUS);
  verdict("a signal that is not ours reaches the handler before us", before == 0 && foreign_faults == 1, "%d, then %d", before, (int)foreign_faults);
  munmap(start, bytes), close(file), free(buffer);
}
#endif

int main(int argc, char **argv) {
  double seconds = argc > 1 ? atof(argv[1]) : 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
#ifndef __SANITIZE_THREAD__
  vanish_test();
#endif
  plan_test();
  count_test();
  load_test("no frame is torn, ours alone", seconds, false);
  load_test("no frame is torn, ours among foreign readers and writers", seconds, true);
  return failures != 0;
}
