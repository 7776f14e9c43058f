/* gstreamer BYTES: hands frames from one process to another through GStreamer's shared memory (appsrc ! shmsink, shmsrc ! appsink) and says how
 * long each took, as hand-over.c does for the others: from before the first byte was written until the last was copied out. */
#define _GNU_SOURCE
#include "../hand-over/rounds.h"
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Frames of the sender, and those that the shared memory has room for. One that is on its way is not overwritten: the queue holds one at most. */
enum { FRAMES = 4 };

static GstElement *started(char *description) {
  GError *error = NULL;
  GstElement *pipeline = gst_parse_launch(description, &error);
  if (!pipeline) { fprintf(stderr, "%s: %s\n", description, error->message); exit(1); }
  if (gst_element_set_state(pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) { fprintf(stderr, "%s: did not start\n", description); exit(1); }
  return pipeline;
}

static GstElement *part(GstElement *pipeline, const char *name) { return gst_bin_get_by_name(GST_BIN(pipeline), name); }

static void receive(const char *socket, uint8_t *frame, size_t bytes) {
  GstElement *sink = part(started(g_strdup_printf("shmsrc socket-path=%s is-live=true ! appsink name=sink sync=false", socket)), "sink");
  ready();
  for (;;) {
    GstSample *sample = gst_app_sink_pull_sample(GST_APP_SINK(sink));
    if (!sample) exit(0);
    uint64_t sent;
    if (gst_buffer_extract(gst_sample_get_buffer(sample), 0, frame, bytes) != bytes) { fprintf(stderr, "a frame came in parts\n"); exit(1); }
    memcpy(&sent, frame, sizeof sent);
    report(sent);
    gst_sample_unref(sample);
  }
}

static void send_frames(GstElement *source, size_t bytes) {
  uint8_t *frames[FRAMES];
  for (int i = 0; i < FRAMES; i++) frames[i] = touched(bytes);
  for (int i = 0; next_frame(frames[i], bytes); i = (i + 1) % FRAMES) {
    uint8_t *frame = frames[i];
    /* The sink copies it into the memory that it shares. */
    GstBuffer *buffer = gst_buffer_new_wrapped_full(GST_MEMORY_FLAG_READONLY, frame, bytes, 0, bytes, NULL, NULL);
    if (gst_app_src_push_buffer(GST_APP_SRC(source), buffer) != GST_FLOW_OK) { fprintf(stderr, "the frame was not taken\n"); exit(1); }
  }
}

int main(int argc, char **argv) {
  if (argc != 2) { fprintf(stderr, "usage: gstreamer BYTES\n"); return 2; }
  const size_t bytes = strtoull(argv[1], NULL, 10);
  char folder[] = "/tmp/hand-over-XXXXXX";
  if (!mkdtemp(folder)) fail("mkdtemp");
  char *socket = g_strdup_printf("%s/socket", folder);
  if (fork() == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    gst_init(NULL, NULL);
    for (int tries = 0; access(socket, F_OK) != 0; tries++) {
      if (tries == 1000) { fprintf(stderr, "no socket within ten seconds\n"); exit(1); }
      usleep(10000);
    }
    receive(socket, touched(bytes), bytes);
  }
  gst_init(NULL, NULL);
  GstElement *pipeline = started(g_strdup_printf(
      "appsrc name=source is-live=true block=true max-bytes=1 caps=application/x-frame ! shmsink socket-path=%s shm-size=%zu wait-for-connection=true sync=false",
      socket, FRAMES * (bytes + 4096)));
  send_frames(part(pipeline, "source"), bytes);
  gst_element_set_state(pipeline, GST_STATE_NULL);
  rmdir(folder);
  return 0;
}
