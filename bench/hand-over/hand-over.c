/* hand-over KIND BYTES [INTERVAL_NS]: hands frames from one process to another and says how long each took.
 *
 * KIND: mapping (framelock: write under the lock, found by polling, read under the lock), unix, tcp, pipe.
 * The receiver says `ready` first. For each line on stdin the sender, which holds a frame in memory of its own, hands it over; the receiver
 * copies it into memory of its own and prints the nanoseconds from before the first byte was sent until after the last was copied out.
 */
#define _GNU_SOURCE
#include "rounds.h"
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void send_stream(int fd, uint8_t *frame, size_t bytes) {
  while (next_frame(frame, bytes))
    for (size_t done = 0; done < bytes;) {
      ssize_t n = write(fd, frame + done, bytes - done);
      if (n <= 0) fail("write");
      done += (size_t)n;
    }
}

static void receive_stream(int fd, uint8_t *frame, size_t bytes) {
  ready();
  for (;;) {
    uint64_t sent;
    for (size_t done = 0; done < bytes;) {
      ssize_t n = read(fd, frame + done, bytes - done);
      if (n == 0) exit(0);
      if (n < 0) fail("read");
      done += (size_t)n;
    }
    memcpy(&sent, frame, sizeof sent);
    report(sent);
  }
}

static fl_view shared_view(size_t bytes) {
  uint8_t *base = mmap(NULL, bytes + 4096 + 128, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED) fail("mmap");
  memset(base, 0, bytes + 4096 + 128);
  return (fl_view){.word = base, .payload = base + 4, .payload_bytes = bytes, .trailer = NULL};
}

static void send_mapping(const fl_view *view, uint8_t *frame) {
  fl_result result;
  while (next_frame(frame, view->payload_bytes)) {
    int32_t code = fl_write(view, frame, view->payload_bytes, 0, NULL, 1000000000u, &result);
    if (code != FL_OK) { fprintf(stderr, "fl_write: %d\n", code); exit(1); }
  }
}

static void receive_mapping(const fl_view *view, uint8_t *frame, uint64_t interval) {
  fl_watch watch = {.view = *view, .dst = frame, .lock_timeout_ns = 1000000000u, .full_compare_ns = 1000000000u};
  volatile uint32_t wake = 0;
  watch.plan.dst_bytes = view->payload_bytes;
  memset(frame, 0, view->payload_bytes);
  for (int first = 1;; first = 0) {
    watch.armed = 1;
    int32_t n = 0;
    while (n == 0) n = fl_poll(&watch, 1, &wake, 1000000000u, interval);
    if (n < 0 || watch.code != FL_OK) { fprintf(stderr, "fl_poll: %d, %d\n", n, watch.code); exit(1); }
    uint64_t sent;
    memcpy(&sent, frame, sizeof sent);
    if (first) ready(); /* this was the empty picture */
    else report(sent);
  }
}

static void connect_tcp(int fd[2]) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int one = 1, server = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(server, (struct sockaddr *)&address, length) || listen(server, 1) || getsockname(server, (struct sockaddr *)&address, &length)) fail("listen");
  fd[1] = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd[1], (struct sockaddr *)&address, length)) fail("connect");
  fd[0] = accept(server, NULL, NULL);
  if (fd[0] < 0) fail("accept");
  setsockopt(fd[1], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void connect_pair(const char *kind, int fd[2]) {
  const int megabyte = 1 << 20;
  if (!strcmp(kind, "pipe")) {
    if (pipe(fd)) fail("pipe");
    fcntl(fd[1], F_SETPIPE_SZ, megabyte); /* as much as an ordinary user gets */
    return;
  }
  if (!strcmp(kind, "tcp")) connect_tcp(fd);
  else if (!strcmp(kind, "unix")) { if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd)) fail("socketpair"); }
  else { fprintf(stderr, "unknown kind %s\n", kind); exit(2); }
  setsockopt(fd[1], SOL_SOCKET, SO_SNDBUF, &megabyte, sizeof megabyte);
  setsockopt(fd[0], SOL_SOCKET, SO_RCVBUF, &megabyte, sizeof megabyte);
}

int main(int argc, char **argv) {
  if (argc < 3) { fprintf(stderr, "usage: hand-over mapping|unix|tcp|pipe BYTES [INTERVAL_NS]\n"); return 2; }
  const char *kind = argv[1];
  const size_t bytes = strtoull(argv[2], NULL, 10);
  const uint64_t interval = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
  const int mapping = !strcmp(kind, "mapping");
  int fd[2] = {-1, -1};
  fl_view view = {0};
  if (mapping) view = shared_view(bytes);
  else connect_pair(kind, fd);
  if (fork() == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* the receiver of a mapping sees no end of file */
    uint8_t *frame = touched(bytes);
    if (mapping) receive_mapping(&view, frame, interval);
    close(fd[1]);
    receive_stream(fd[0], frame, bytes);
  }
  uint8_t *frame = touched(bytes);
  if (mapping) send_mapping(&view, frame);
  else send_stream(fd[1], frame, bytes);
  return 0;
}
