/* The loop of index.ts in C. Reads `BYTES COUNT`, answers microseconds per frame. */
#include "../../native/framelock/framelock.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  unsigned long bytes, count;
  while (scanf("%lu %lu", &bytes, &count) == 2) {
    uint8_t *section = aligned_alloc(4096, (bytes + 4 + 4095) / 4096 * 4096), *frame = malloc(bytes);
    if (!section || !frame) return 1;
    memset(section, 0, bytes + 4);
    memset(frame, 1, bytes);
    fl_view view = {.word = section, .payload = section + 4, .payload_bytes = bytes};
    fl_plan plan = {.dst_bytes = bytes};
    fl_result result;
    uint64_t started = fl_now();
    for (unsigned long i = 0; i < count; i++)
      if (fl_read(&view, &plan, frame, NULL, 1000000000, &result) != FL_OK) return 1;
    printf("%.4f\n", (double)(fl_now() - started) / 1e3 / (double)count);
    fflush(stdout);
    free(section), free(frame);
  }
  return 0;
}
