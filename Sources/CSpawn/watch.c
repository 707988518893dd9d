#define _GNU_SOURCE
#include "cspawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// From <linux/wait.h>, which clashes with <sys/wait.h>; glibc before 2.36 lacks it.
enum { WAIT_FOR_PIDFD = 3, MOST_EVENTS = 64 };

static int64_t microseconds(struct timeval time) {
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

int cspawn_reap(int pidfd, struct cspawn_exit *exit) {
    siginfo_t info;
    struct rusage usage;
    memset(&info, 0, sizeof info);
    // The raw system call, because glibc's waitid leaves out the resource usage.
    if (syscall(SYS_waitid, WAIT_FOR_PIDFD, pidfd, &info, WEXITED | WNOHANG, &usage) < 0) return errno;
    if (info.si_pid == 0) return EAGAIN;
    exit->was_signalled = info.si_code != CLD_EXITED;
    exit->status = info.si_status;
    exit->user_microseconds = microseconds(usage.ru_utime);
    exit->system_microseconds = microseconds(usage.ru_stime);
    exit->peak_kilobytes = usage.ru_maxrss;
    return 0;
}

void cspawn_keep_statuses(void) {
    struct sigaction action;
    if (sigaction(SIGCHLD, NULL, &action) != 0) return;
    if (action.sa_handler == SIG_IGN || (action.sa_flags & SA_NOCLDWAIT)) {
        action.sa_flags &= ~SA_NOCLDWAIT;
        if (action.sa_handler == SIG_IGN) action.sa_handler = SIG_DFL;
        sigaction(SIGCHLD, &action, NULL);
    }
}

int cspawn_adopt_orphans(void) {
    return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

int cspawn_open_pidfd(pid_t pid) {
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

int cspawn_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int cspawn_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

int cspawn_memory_file(void) {
    return memfd_create("input", MFD_CLOEXEC);
}

int cspawn_pipe_capacity(int descriptor) {
    return fcntl(descriptor, F_GETPIPE_SZ);
}

int cspawn_epoll_create(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

int cspawn_epoll_add(int epoll, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int cspawn_epoll_remove(int epoll, int descriptor) {
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL);
}

int cspawn_epoll_wait(int epoll, int *descriptors, int capacity, int milliseconds) {
    struct epoll_event events[MOST_EVENTS];
    int count = epoll_wait(epoll, events, capacity < MOST_EVENTS ? capacity : MOST_EVENTS, milliseconds);
    for (int i = 0; i < count; i++) descriptors[i] = events[i].data.fd;
    return count < 0 && errno == EINTR ? 0 : count;
}
