/* A foreign program, for tests: it speaks the wire format of shared cameras the way existing producers do, and shares no code with the
 * product. It maps exactly PAYLOAD + 4 bytes, spins without limit and without a pause, and dies when an unlock is refused.
 *
 *   cc -O2 -o peer peer.c                                    NAME is the full name: /shmcam.local.1000.cam
 *   x86_64-w64-mingw32-gcc -O2 -o peer.exe peer.c            Local\cam
 *
 *   create     NAME PAYLOAD MS            makes the mapping (zeroed, marked not initialised, then free), says `created`, keeps it MS ms
 *   write      NAME PAYLOAD FPS COUNT     says `started`, writes COUNT frames whose every 8 bytes hold the frame number, from 1
 *   read       NAME PAYLOAD COUNT         says `started`, takes COUNT copies 1 ms apart and looks for mixed frames
 *   tight-read NAME PAYLOAD MS            the same for MS ms without a gap
 *   raw        NAME PAYLOAD FILE FPS N    says `started`, writes N frames of a raw file, from its beginning again when it ends
 *   hold-read  NAME PAYLOAD MS            locks, says `held`, unlocks after MS ms               (hold-write too)
 *   die-read   NAME PAYLOAD               locks, says `died`, ends without unlocking            (die-write too, half a frame written)
 *   word       NAME PAYLOAD [HEX]         prints the lock word, after setting it if HEX is given
 *
 * Ends with 0 done, 1 cannot open or create, 2 usage, 3 unlock refused, 4 mixed frame, 5 lock refused.
 */
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DONE, CANNOT_OPEN, USAGE, UNLOCK_REFUSED, MIXED_FRAME, LOCK_REFUSED };

typedef struct {
  _Atomic uint32_t *lock;
  uint8_t *pixels;
  size_t bytes;
} camera;

static void fail(int status, const char *what, const char *name) {
  fprintf(stderr, "peer: %s: %s\n", name, what);
  exit(status);
}

static void say(const char *line) {
  puts(line);
  fflush(stdout);
}

/* The operating system --------------------------------------------------------------------------------------------------------------- */

#ifdef _WIN32
#include <windows.h>

static double milliseconds(void) {
  LARGE_INTEGER ticks, rate;
  QueryPerformanceCounter(&ticks);
  QueryPerformanceFrequency(&rate);
  return 1000.0 * (double)ticks.QuadPart / (double)rate.QuadPart;
}

static void pass_time(double ms) {
  if (ms > 0) Sleep((DWORD)(ms + 0.999));
}

static uint8_t *open_mapping(const char *name, size_t total, int make) {
  ULARGE_INTEGER size = {.QuadPart = total};
  HANDLE section = make ? CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, size.HighPart, size.LowPart, name)
                        : OpenFileMappingA(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, name);
  if (!section) fail(CANNOT_OPEN, make ? "cannot be created" : "cannot be opened", name);
  if (make && GetLastError() == ERROR_ALREADY_EXISTS) fail(CANNOT_OPEN, "exists already", name);
  uint8_t *start = MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, total);
  if (!start) fail(CANNOT_OPEN, "cannot be mapped, is it too small?", name);
  return start; /* handle and view live as long as the process */
}

#else
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void pass_time(double ms) {
  if (ms <= 0) return;
  long long ns = (long long)(ms * 1e6);
  struct timespec rest = {.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
  while (nanosleep(&rest, &rest) != 0) continue; /* SIGSTOP and SIGCONT may interrupt it */
}

static uint8_t *open_mapping(const char *name, size_t total, int make) {
  int file = shm_open(name, make ? O_CREAT | O_EXCL | O_RDWR : O_RDWR, S_IRUSR | S_IWUSR);
  if (file < 0) fail(CANNOT_OPEN, make ? "cannot be created" : "cannot be opened", name);
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  if (make && ftruncate(file, (off_t)((total + page - 1) / page * page)) != 0) fail(CANNOT_OPEN, "cannot be sized", name);
  struct stat facts;
  if (fstat(file, &facts) != 0 || (size_t)facts.st_size < total) fail(CANNOT_OPEN, "is too small", name);
  void *start = mmap(NULL, total, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (start == MAP_FAILED) fail(CANNOT_OPEN, "cannot be mapped", name);
  close(file);
  return start;
}
#endif

/* The lock --------------------------------------------------------------------------------------------------------------------------- */

#define BIT_WRITER (UINT32_C(1) << 31)
#define TOP_BYTE (UINT32_C(255) << 24)
#define LOW_BYTES (~TOP_BYTE)

static int is_raw(uint32_t value) { return (value & TOP_BYTE) == TOP_BYTE; }

static void die(camera *cam, int status, const char *why) {
  fprintf(stderr, "peer: %s, the lock word is %08x\n", why, (unsigned)atomic_load(cam->lock));
  exit(status);
}

static int swap(camera *cam, uint32_t from, uint32_t to) {
  int swapped = atomic_compare_exchange_weak_explicit(cam->lock, &from, to, memory_order_acq_rel, memory_order_acquire);
  if (swapped) atomic_thread_fence(memory_order_seq_cst);
  return swapped;
}

static uint32_t look(camera *cam) { return atomic_load_explicit(cam->lock, memory_order_acquire); }

static void begin_read(camera *cam) {
  for (uint32_t value = look(cam);; value = look(cam)) {
    if (is_raw(value)) die(cam, LOCK_REFUSED, "not initialised");
    if (value & BIT_WRITER) continue;
    if ((value & LOW_BYTES) == LOW_BYTES) die(cam, LOCK_REFUSED, "no room for another reader");
    if (swap(cam, value, value + 1)) return;
  }
}

static void end_read(camera *cam) {
  for (uint32_t value = look(cam);; value = look(cam)) {
    if (is_raw(value) || value == 0 || (value & BIT_WRITER)) die(cam, UNLOCK_REFUSED, "my read lock is gone");
    if (swap(cam, value, value - 1)) return;
  }
}

static void begin_write(camera *cam) {
  for (uint32_t value = look(cam);; value = look(cam)) {
    if (is_raw(value)) die(cam, LOCK_REFUSED, "not initialised");
    if (value & (BIT_WRITER | LOW_BYTES)) continue;
    if (swap(cam, value, value | BIT_WRITER)) return;
  }
}

static void end_write(camera *cam) {
  for (uint32_t value = look(cam);; value = look(cam)) {
    if (is_raw(value) || !(value & BIT_WRITER) || (value & LOW_BYTES)) die(cam, UNLOCK_REFUSED, "my write lock is gone");
    if (swap(cam, value, value & ~BIT_WRITER)) return;
  }
}

/* Frames ----------------------------------------------------------------------------------------------------------------------------- */

static uint64_t *frame_buffer(camera *cam) {
  uint64_t *frame = calloc(cam->bytes / 8 + 1, 8);
  if (!frame) fail(CANNOT_OPEN, "no memory for a frame", "peer");
  return frame;
}

static double publish(camera *cam, const void *frame) {
  double before = milliseconds();
  begin_write(cam);
  double waited = milliseconds() - before;
  memcpy(cam->pixels, frame, cam->bytes);
  end_write(cam);
  return waited;
}

/* Keeps a steady rate; a frame that comes late moves the later ones. */
static void until_due(double *due, double fps) {
  *due += 1000 / fps;
  double now = milliseconds();
  if (*due > now)
    pass_time(*due - now);
  else
    *due = now;
}

static int write_frames(camera *cam, double fps, long count) {
  uint64_t *frame = frame_buffer(cam);
  double longest = 0, due = milliseconds();
  say("started");
  for (long number = 1; number <= count; number++) {
    for (size_t i = 0; i <= cam->bytes / 8; i++) frame[i] = (uint64_t)number;
    double waited = publish(cam, frame);
    if (waited > longest) longest = waited;
    until_due(&due, fps);
  }
  printf("wrote %ld, longest wait %.3f ms\n", count, longest);
  return DONE;
}

static int write_file(camera *cam, const char *path, double fps, long count) {
  uint64_t *frame = frame_buffer(cam);
  FILE *file = fopen(path, "rb");
  if (!file) fail(CANNOT_OPEN, "cannot be read", path);
  double due = milliseconds();
  say("started");
  for (long number = 1; number <= count; number++) {
    if (fread(frame, 1, cam->bytes, file) != cam->bytes) {
      rewind(file);
      if (fread(frame, 1, cam->bytes, file) != cam->bytes) fail(CANNOT_OPEN, "is shorter than one frame", path);
    }
    publish(cam, frame);
    until_due(&due, fps);
  }
  fclose(file);
  return DONE;
}

/* Takes `count` copies, or as many as fit in `ms` where count is 0. */
static int read_frames(camera *cam, long count, double ms) {
  uint64_t *frame = frame_buffer(cam), last = 0;
  long taken = 0, different = 0;
  double end = milliseconds() + ms;
  say("started");
  while (count ? taken < count : milliseconds() < end) {
    begin_read(cam);
    memcpy(frame, cam->pixels, cam->bytes);
    end_read(cam);
    taken++;
    for (size_t i = 1; i < cam->bytes / 8; i++) {
      if (frame[i] == frame[0]) continue;
      fprintf(stderr, "peer: mixed frame: %llu at first, %llu at byte %zu\n", (unsigned long long)frame[0],
              (unsigned long long)frame[i], i * 8);
      return MIXED_FRAME;
    }
    if (taken == 1 || frame[0] != last) different++;
    last = frame[0];
    if (count) pass_time(1);
  }
  printf("read %ld, %ld different, last %llu\n", taken, different, (unsigned long long)last);
  return DONE;
}

static void initialise(camera *cam) {
  /* As the existing producers do it, fault included: whoever came in between loses its lock. */
  memset(cam->pixels - 4, 0, cam->bytes + 4);
  atomic_store_explicit(cam->lock, TOP_BYTE, memory_order_release);
  uint32_t raw = TOP_BYTE;
  atomic_compare_exchange_strong(cam->lock, &raw, 0);
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  const char *first = argc > 4 ? argv[4] : "", *second = argc > 5 ? argv[5] : "", *third = argc > 6 ? argv[6] : "";
  camera cam = {.bytes = argc > 3 ? (size_t)strtoull(argv[3], NULL, 0) : 0};
  if (cam.bytes == 0) fail(USAGE, "COMMAND NAME PAYLOAD ... as the head of peer.c says", "usage");

  int make = strcmp(what, "create") == 0;
  uint8_t *start = open_mapping(argv[2], cam.bytes + 4, make);
  cam.lock = (_Atomic uint32_t *)(void *)start;
  cam.pixels = start + 4;

  if (make) {
    initialise(&cam);
    say("created");
    pass_time(atof(first));
    return DONE;
  }
  if (strcmp(what, "write") == 0 && *second) return write_frames(&cam, atof(first), atol(second));
  if (strcmp(what, "raw") == 0 && *third) return write_file(&cam, first, atof(second), atol(third));
  if (strcmp(what, "read") == 0 && atol(first) > 0) return read_frames(&cam, atol(first), 0);
  if (strcmp(what, "tight-read") == 0 && *first) return read_frames(&cam, 0, atof(first));
  if (strcmp(what, "word") == 0) {
    if (*first) atomic_store(cam.lock, (uint32_t)strtoul(first, NULL, 16));
    printf("%08x\n", (unsigned)atomic_load(cam.lock));
    return DONE;
  }

  int reading = strcmp(what, "hold-read") == 0 || strcmp(what, "die-read") == 0;
  int writing = strcmp(what, "hold-write") == 0 || strcmp(what, "die-write") == 0;
  if (!reading && !writing) fail(USAGE, "unknown command, or its values are missing", what);
  if (reading)
    begin_read(&cam);
  else
    begin_write(&cam);
  if (strncmp(what, "die", 3) == 0) {
    if (writing) memset(cam.pixels, 0xDD, cam.bytes / 2);
    say("died");
    return DONE;
  }
  say("held");
  pass_time(atof(first));
  if (reading)
    end_read(&cam);
  else
    end_write(&cam);
  return DONE;
}
