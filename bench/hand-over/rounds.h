/* What every program that hands frames over does the same way: a frame for each line on stdin, a line with nanoseconds for each that came. */
#pragma once
#include "../../native/framelock/framelock.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static uint8_t *touched(size_t bytes) {
  uint8_t *memory = malloc(bytes);
  if (!memory) fail("malloc");
  memset(memory, 0x5A, bytes);
  return memory;
}

static void report(uint64_t sent) {
  printf("%llu\n", (unsigned long long)(fl_now() - sent));
  fflush(stdout);
}

static void ready(void) {
  printf("ready\n");
  fflush(stdout);
}

/* Waits for the next round and makes its picture: another one all over, as a camera's is, with the time at which it is sent in front, so
 * that both ends need no other channel. */
static int next_frame(uint8_t *frame, size_t bytes) {
  static uint8_t shade;
  int c;
  while ((c = getchar()) != '\n')
    if (c == EOF) return 0;
  memset(frame, ++shade, bytes);
  uint64_t sent = fl_now();
  memcpy(frame, &sent, sizeof sent);
  return 1;
}
