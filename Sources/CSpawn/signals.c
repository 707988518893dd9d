#define _GNU_SOURCE
#include "cspawn.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { LAST_SIGNAL = 64 };

static _Atomic int interrupt_pipe = -1;
static struct sigaction previous_actions[LAST_SIGNAL + 1];

void cspawn_set_interrupt_pipe(int descriptor) {
    atomic_store(&interrupt_pipe, descriptor);
}

/// Does nothing but write a byte, which is safe at any moment. A full pipe loses the signal: many are waiting there.
static void note_signal(int signal) {
    int error = errno;
    unsigned char byte = (unsigned char)signal;
    if (write(atomic_load(&interrupt_pipe), &byte, 1) < 0) {}
    errno = error;
}

int cspawn_catch_signal(int signal) {
    struct sigaction current;
    if (signal < 1 || signal > LAST_SIGNAL) return -1;
    if (sigaction(signal, NULL, &current) != 0) return -1;
    if (!(current.sa_flags & SA_SIGINFO) && current.sa_handler == SIG_IGN) return 0;
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, &previous_actions[signal]) != 0) return -1;
    return 1;
}

void cspawn_release_signal(int signal) {
    if (signal >= 1 && signal <= LAST_SIGNAL) sigaction(signal, &previous_actions[signal], NULL);
}

const char *cspawn_signal_name(int signal) {
    return sigabbrev_np(signal);
}

const char *cspawn_error_text(int error) {
    return strerrordesc_np(error);
}
