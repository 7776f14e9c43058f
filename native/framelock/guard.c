/* The guard against memory that is taken away while we look at it. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#endif
#include "internal.h"

#if defined(_WIN32)

/* A section of the page file cannot shrink while a view of it is mapped: there is nothing to guard against. */
int32_t fl_guarded(fl_body body, void *context) { return body(context); }

#else
#include <setjmp.h>
#include <signal.h>

typedef struct guard {
  sigjmp_buf resume;
  struct guard *outer;
} guard;

/* The handler runs on every thread and must not allocate: with initial-exec, reading the variable never does. Only glibc keeps room
 * for such variables of libraries that are loaded late. */
#if defined(__GLIBC__)
__attribute__((tls_model("initial-exec")))
#endif
static _Thread_local guard *current;
static struct sigaction previous;

static void pass_on(int number, siginfo_t *info, void *machine) {
  if (previous.sa_flags & SA_SIGINFO) {
    previous.sa_sigaction(number, info, machine);
  } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
    previous.sa_handler(number);
  } else if (info->si_code > 0 || previous.sa_handler == SIG_DFL) {
    /* A fault comes again on return, a signal that somebody sent does not: both then meet what was there before us. */
    signal(number, SIG_DFL);
    if (info->si_code <= 0) raise(number);
  }
}

static void on_fault(int number, siginfo_t *info, void *machine) {
  guard *mine = current;
  if (!mine || info->si_code <= 0) { /* si_code <= 0: sent by a process, not a fault of ours */
    pass_on(number, info, machine);
    return;
  }
  current = mine->outer;
  siglongjmp(mine->resume, 1);
}

/* When the library is loaded, so that no call has to ask. */
__attribute__((constructor)) static void install(void) {
  /* SA_NODEFER: the signal stays unblocked, so that sigsetjmp need not save the mask (a system call each time). */
  struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, NULL, &previous);
  sigaction(SIGBUS, &action, NULL);
}

int32_t fl_guarded(fl_body body, void *context) {
  guard mine;
  mine.outer = current;
  if (sigsetjmp(mine.resume, 0)) return FL_VANISHED;
  current = &mine;
  atomic_signal_fence(memory_order_seq_cst); /* the handler must find it before the first access, and until the last */
  int32_t code = body(context);
  atomic_signal_fence(memory_order_seq_cst);
  current = mine.outer;
  return code;
}
#endif
