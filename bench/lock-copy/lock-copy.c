/* Copies frames out of a shared mapping, with and without the lock. Reads `locked BYTES` or `plain BYTES`, answers microseconds per copy. */
#include "../../native/framelock/framelock.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LARGEST (25u * 1024u * 1024u)
#define BYTES_PER_ROUND 100000000u

int main(void) {
  uint8_t *section = mmap(NULL, LARGEST + 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  uint8_t *frame = malloc(LARGEST);
  if (section == MAP_FAILED || !frame) return 1;
  memset(section + 4, 1, LARGEST);
  memset(frame, 2, LARGEST);
  char what[16];
  unsigned long bytes;
  while (scanf("%15s %lu", what, &bytes) == 2 && bytes <= LARGEST) {
    fl_view view = {.word = section, .payload = section + 4, .payload_bytes = bytes};
    fl_plan plan = {.dst_bytes = bytes};
    fl_result result;
    unsigned rounds = (unsigned)(BYTES_PER_ROUND / bytes) + 1;
    int locked = strcmp(what, "locked") == 0;
    uint64_t started = fl_now();
    for (unsigned i = 0; i < rounds; i++) {
      if (locked) {
        if (fl_read(&view, &plan, frame, NULL, 1000000000, &result) != FL_OK) return 1;
      } else {
        memcpy(frame, section + 4, bytes);
        __asm__ volatile("" ::"r"(frame) : "memory"); /* or the compiler would copy once for all rounds */
      }
    }
    printf("%.4f\n", (double)(fl_now() - started) / 1e3 / rounds);
    fflush(stdout);
  }
  return 0;
}
