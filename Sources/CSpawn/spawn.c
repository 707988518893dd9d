#define _GNU_SOURCE
#include "cspawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// ThreadSanitizer takes every clone for a fork, and breaks off where memory is shared; it doesn't see this other name.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
int __clone(int (*function)(void *), void *stack, int flags, void *argument, ...);
#define clone __clone
#endif
#endif

enum { STACK_SIZE = 64 * 1024, LAST_SIGNAL = 64 };

/// What parent and child share: they have one memory until the child executes its program.
struct preparation {
    const struct cspawn_request *request;
    pid_t parent;
    volatile enum cspawn_stage stage;
    volatile int error;
};

// The child never returns from these functions, so a sanitizer's own call stack would never be unwound.
#if defined(__clang__)
#define IN_CHILD __attribute__((disable_sanitizer_instrumentation)) static
#else
#define IN_CHILD static
#endif

/// Sets every signal to its default.
///
/// The raw system call, because a sanitizer wraps `sigaction` and would note the change for the parent too.
/// All zeros mean SIG_DFL in the kernel's structure, on every 64-bit machine.
IN_CHILD void reset_handlers(void) {
    static const char default_action[64];
    for (int signal = 1; signal <= LAST_SIGNAL; signal++)
        syscall(SYS_rt_sigaction, signal, default_action, NULL, LAST_SIGNAL / 8);
}

/// Closes the descriptors from `first` to `last`, one by one where the kernel or a sandbox lacks close_range.
IN_CHILD void close_descriptors(unsigned first, unsigned last) {
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0) return;
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur <= last) last = (unsigned)limit.rlim_cur;
    for (unsigned descriptor = first; descriptor <= last; descriptor++) close((int)descriptor);
}

/// Puts the descriptors in place and closes all others.
IN_CHILD int connect_descriptors(const struct cspawn_request *request) {
    if (dup2(request->input, 0) < 0 || dup2(request->output, 1) < 0 || dup2(request->error, 2) < 0) return -1;
    if (request->events < 0) {
        close_descriptors(3, UINT_MAX);
        return 0;
    }
    if (dup2(request->events, request->events_number) < 0) return -1;
    close_descriptors(3, (unsigned)request->events_number - 1);
    close_descriptors((unsigned)request->events_number + 1, UINT_MAX);
    return 0;
}

/// Limits the address space; a limit above the hard one already in force means that one.
IN_CHILD int limit_address_space(uint64_t bytes) {
    struct rlimit limit;
    if (bytes == UINT64_MAX) return 0;
    if (getrlimit(RLIMIT_AS, &limit) < 0) return -1;
    if (bytes < limit.rlim_max) limit.rlim_max = bytes;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_AS, &limit);
}

/// Ends the child by the system call alone: it shares the parent's memory, and a sanitizer's `_exit` would take stock of that.
IN_CHILD _Noreturn void leave(void) {
    for (;;) syscall(SYS_exit_group, 127);
}

/// Runs in the child, on a stack of its own, while the calling thread of the parent stands still.
IN_CHILD int prepare_and_execute(void *argument) {
    struct preparation *preparation = argument;
    const struct cspawn_request *request = preparation->request;
    reset_handlers();

    preparation->stage = CSPAWN_GROUPING;
    if (request->own_group && setpgid(0, 0) < 0) goto failed;
    if (request->death_signal) {
        prctl(PR_SET_PDEATHSIG, request->death_signal);
        // A parent that died before the call above would never be noticed.
        if (getppid() != preparation->parent) leave();
    }

    // It is kept when the program is executed, and not passed on to children.
    if (request->adopts_orphans) prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);

    preparation->stage = CSPAWN_ENTERING_DIRECTORY;
    if (chdir(request->directory) < 0) goto failed;

    preparation->stage = CSPAWN_CONNECTING;
    if (connect_descriptors(request) < 0) goto failed;

    preparation->stage = CSPAWN_LIMITING;
    if (limit_address_space(request->address_space) < 0) goto failed;

    preparation->stage = CSPAWN_EXECUTING;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(request->path, request->arguments, request->environment);

failed:
    preparation->error = errno;
    leave();
}

struct cspawn_outcome cspawn_start(const struct cspawn_request *request) {
    struct cspawn_outcome outcome = {.pid = -1, .pidfd = -1, .stage = CSPAWN_CLONING};
    struct preparation preparation = {.request = request, .parent = getpid(), .stage = CSPAWN_CLONING};

    char *stack = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) {
        outcome.error = errno;
        return outcome;
    }

    // No handler of the parent may run in the child, which shares its memory.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int pidfd = -1;
    pid_t pid = clone(prepare_and_execute, stack + STACK_SIZE, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD,
                      &preparation, &pidfd);
    int clone_error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    munmap(stack, STACK_SIZE);

    if (pid < 0) {
        outcome.error = clone_error;
    } else if (preparation.error != 0) {
        waitpid(pid, NULL, 0);
        close(pidfd);
        outcome.stage = preparation.stage;
        outcome.error = preparation.error;
    } else {
        outcome = (struct cspawn_outcome){.pid = pid, .pidfd = pidfd, .stage = CSPAWN_STARTED};
    }
    return outcome;
}
