/* The rules of the crate WinMMF 0.4, as benchmark peers; shares no code with the product.
 *
 *   crate writer NAME PAYLOAD FPS SECONDS   publishes at FPS; a frame that gets no lock before the next is due is lost; prints `written`
 *   crate reader NAME PAYLOAD SECONDS       lock, copy, unlock, again, without a pause; prints the copies
 *
 * NAME is the full POSIX name. The writer makes the object and removes it.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define WRITER 0x80000000u

static _Atomic uint32_t *word;
static uint8_t *payload;
static size_t bytes;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void sleep_until(double when) {
  struct timespec t = {(time_t)when, (long)((when - (double)(time_t)when) * 1e9)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

static void open_mapping(const char *name, int create) {
  int fd = shm_open(name, create ? O_RDWR | O_CREAT | O_EXCL : O_RDWR, 0600);
  if (fd < 0 || (create && ftruncate(fd, (off_t)((bytes + 4 + 4095) / 4096 * 4096)))) { perror(name); exit(1); }
  uint8_t *base = mmap(NULL, bytes + 4, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (base == MAP_FAILED) { perror("mmap"); exit(1); }
  word = (_Atomic uint32_t *)base;
  payload = base + 4;
}

static void write_frames(const char *name, double fps, double seconds) {
  uint8_t *frame = malloc(bytes);
  long written = 0, frames = (long)(fps * seconds + 0.5);
  open_mapping(name, 1);
  memset(payload, 1, bytes);
  printf("ready\n");
  fflush(stdout);
  if (getchar() == EOF) exit(1); /* the readers are up */
  double start = now();
  for (long k = 0; k < frames; k++) {
    memset(frame, (int)(k % 251) + 1, bytes);
    uint32_t free_word = 0;
    double end = start + (double)(k + 1) / fps;
    while (!atomic_compare_exchange_weak(word, &free_word, WRITER)) {
      free_word = 0;
      if (now() >= end) break;
    }
    if (atomic_load(word) == WRITER) {
      memcpy(payload, frame, bytes);
      atomic_store(word, 0);
      written++;
    }
    if (now() < end) sleep_until(end);
  }
  printf("written %ld of %ld\n", written, frames);
  shm_unlink(name);
}

static void read_frames(const char *name, double seconds) {
  uint8_t *frame = malloc(bytes);
  long copies = 0;
  open_mapping(name, 0);
  memset(frame, 0, bytes);
  printf("ready\n");
  fflush(stdout);
  for (double end = now() + seconds; now() < end; copies++) {
    for (;;) {
      uint32_t w = atomic_load(word);
      if (!(w & WRITER) && atomic_compare_exchange_weak(word, &w, w + 1)) break;
    }
    memcpy(frame, payload, bytes);
    atomic_fetch_sub(word, 1);
  }
  printf("copies %ld\n", copies);
}

int main(int argc, char **argv) {
  if (argc < 5) { fprintf(stderr, "usage: see the head of crate.c\n"); return 2; }
  bytes = strtoull(argv[3], NULL, 10);
  if (!strcmp(argv[1], "writer") && argc > 5) write_frames(argv[2], atof(argv[4]), atof(argv[5]));
  else if (!strcmp(argv[1], "reader")) read_frames(argv[2], atof(argv[4]));
  else return 2;
  return 0;
}
