/* Time and waiting. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#endif
#include "internal.h"

#if defined(_WIN32)
#include <windows.h>
#else
#include <sched.h>
#include <time.h>
#endif

#define PAUSE_TURNS 16u
#define YIELD_TURNS 32u
#define LONGEST_PAUSE 64u
#define SHORTEST_SLEEP_NS 20000u
#define LONGEST_SLEEP_NS 640000u
#define NS_PER_SECOND 1000000000u

static inline void relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#elif defined(_WIN32)
  YieldProcessor();
#endif
}

#if defined(_WIN32)
#ifndef CREATE_WAITABLE_TIMER_HIGH_RESOLUTION
#define CREATE_WAITABLE_TIMER_HIGH_RESOLUTION 0x00000002
#endif

FL_API uint64_t fl_now(void) {
  LARGE_INTEGER frequency, count;
  QueryPerformanceFrequency(&frequency);
  QueryPerformanceCounter(&count);
  /* Seconds and the rest apart, so that the product stays far below 2^64. */
  uint64_t per_second = (uint64_t)frequency.QuadPart, ticks = (uint64_t)count.QuadPart;
  return ticks / per_second * NS_PER_SECOND + ticks % per_second * NS_PER_SECOND / per_second;
}

static void yield_processor(void) { SwitchToThread(); }

void fl_sleep(uint64_t ns, void **timer) {
  /* Ordinary timers tick at 15.6 ms; high-resolution ones exist since Windows 10 1803. */
  if (!*timer) *timer = CreateWaitableTimerExW(NULL, NULL, CREATE_WAITABLE_TIMER_HIGH_RESOLUTION, TIMER_ALL_ACCESS);
  if (!*timer) *timer = CreateWaitableTimerExW(NULL, NULL, 0, TIMER_ALL_ACCESS);
  LARGE_INTEGER due = {.QuadPart = -(LONGLONG)(ns / 100 + 1)}; /* negative = from now on, in 100 ns */
  if (*timer && SetWaitableTimer(*timer, &due, 0, NULL, NULL, FALSE))
    WaitForSingleObject(*timer, INFINITE);
  else
    Sleep((DWORD)(ns / 1000000 + 1));
}

void fl_sleep_end(void *timer) {
  if (timer) CloseHandle(timer);
}

#else

FL_API uint64_t fl_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * NS_PER_SECOND + (uint64_t)now.tv_nsec;
}

static void yield_processor(void) { sched_yield(); }

void fl_sleep(uint64_t ns, void **timer) {
  (void)timer;
  struct timespec time = {.tv_sec = (time_t)(ns / NS_PER_SECOND), .tv_nsec = (long)(ns % NS_PER_SECOND)};
  nanosleep(&time, NULL); /* a signal may end it early: every caller looks at the clock again */
}

void fl_sleep_end(void *timer) { (void)timer; }
#endif

/* Between half and all of `longest`, so that waiters that began together do not stay in step. */
static uint64_t jittered(uint64_t longest, uint64_t now) {
  uint64_t mixed = now * 0x9E3779B97F4A7C15u >> 32;
  return longest / 2 + mixed % (longest / 2);
}

bool fl_wait_turn(fl_wait *wait, fl_result *result) {
  uint64_t now = fl_now();
  if (wait->started_ns == 0) wait->started_ns = now;
  uint64_t waited = now - wait->started_ns;
  if (waited >= wait->timeout_ns) return false;

  uint32_t turn = wait->turns++;
  if (turn < PAUSE_TURNS) {
    uint32_t pauses = turn < 6 ? 1u << turn : LONGEST_PAUSE;
    for (uint32_t i = 0; i < pauses; i++) relax();
    result->spins++;
  } else if (turn < YIELD_TURNS) {
    yield_processor();
    result->spins++;
  } else {
    uint64_t longest = (uint64_t)SHORTEST_SLEEP_NS << ((turn - YIELD_TURNS) / 4 < 5 ? (turn - YIELD_TURNS) / 4 : 5);
    if (longest > LONGEST_SLEEP_NS) longest = LONGEST_SLEEP_NS;
    uint64_t sleep = jittered(longest, now), left = wait->timeout_ns - waited;
    fl_sleep(sleep < left ? sleep : left, &wait->timer);
    result->sleeps++;
  }
  return true;
}

void fl_wait_end(fl_wait *wait, fl_result *result) {
  if (wait->started_ns != 0) result->lock_wait_ns = fl_now() - wait->started_ns;
  fl_sleep_end(wait->timer);
}
