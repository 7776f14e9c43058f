/* Uncontended pairs of lock and unlock. Reads `transitions|calls|crate read|write`, answers nanoseconds per pair. */
#include "../../native/framelock/internal.h"
#include "crate.h"
#include <stdio.h>
#include <string.h>

#define PAIRS 200000

static fl_word word;

static int transitions(int writing) {
  fl_result result;
  for (int i = 0; i < PAIRS; i++) {
    if (writing ? fl_take_write(&word, 1000000, &result) : fl_take_read(&word, 1000000, &result)) return 1;
    if (writing ? fl_give_write(&word, &result) : fl_give_read(&word, &result)) return 1;
  }
  return 0;
}

static int calls(int writing) {
  fl_result result;
  for (int i = 0; i < PAIRS; i++) {
    if (writing ? fl_lock_write(&word, 1000000, &result) : fl_lock_read(&word, 1000000, &result)) return 1;
    if (writing ? fl_unlock_write(&word, &result) : fl_unlock_read(&word, &result)) return 1;
  }
  return 0;
}

static int crate(int writing) {
  for (int i = 0; i < PAIRS; i++) {
    if (writing ? crate_lock_write(&word) : crate_lock_read(&word)) return 1;
    if (writing ? crate_unlock_write(&word) : crate_unlock_read(&word)) return 1;
  }
  return 0;
}

int main(void) {
  char who[16], what[8];
  while (scanf("%15s %7s", who, what) == 2) {
    int writing = strcmp(what, "write") == 0;
    int (*pairs)(int) = strcmp(who, "transitions") == 0 ? transitions : strcmp(who, "calls") == 0 ? calls : crate;
    uint64_t started = fl_now();
    if (pairs(writing)) return 1;
    printf("%.4f\n", (double)(fl_now() - started) / PAIRS);
    fflush(stdout);
  }
  return 0;
}
