#ifndef CSPAWN_H
#define CSPAWN_H

// What the Glibc module of Swift lacks for starting and watching processes on Linux: clone with a pidfd, waitid on a
// pidfd, epoll, and a signal handler that only writes to a pipe. Needs Linux 5.9 or newer.

#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/types.h>

/// The place where the preparation of a child stopped.
enum cspawn_stage {
    CSPAWN_STARTED,
    CSPAWN_CLONING,
    CSPAWN_GROUPING,
    CSPAWN_ENTERING_DIRECTORY,
    CSPAWN_CONNECTING,
    CSPAWN_LIMITING,
    CSPAWN_EXECUTING,
};

/// A child to start. Descriptors must be above 2 and above `events_number`, so that putting one in place overwrites none.
struct cspawn_request {
    const char *path;              ///< The program; never looked up in PATH.
    char *const *arguments;        ///< Null-terminated, the program's name first.
    char *const *environment;      ///< Null-terminated, complete.
    const char *directory;         ///< The working directory.
    int input, output, error;      ///< What become descriptors 0, 1 and 2.
    int events;                    ///< What becomes descriptor `events_number`, or -1.
    int events_number;             ///< From 3.
    int own_group;                 ///< 1: the child leads a process group of its own; 0: it stays in the caller's.
    int death_signal;              ///< Sent to the child when the calling *thread* ends; 0 for none.
    int adopts_orphans;            ///< 1: descendants whose parent ends become children of the child, not of init.
    uint64_t address_space;        ///< Bytes of RLIMIT_AS; UINT64_MAX leaves it alone.
};

/// What came of a request: a running child, or the stage and errno that ended it.
struct cspawn_outcome {
    pid_t pid;
    int pidfd;
    enum cspawn_stage stage;
    int error;
};

/// How a child ended, and what it and the descendants that it waited for used.
struct cspawn_exit {
    int was_signalled;             ///< 1: `status` is a signal's number; 0: an exit code.
    int status;
    int64_t user_microseconds, system_microseconds;
    int64_t peak_kilobytes;
};

/// Starts a child in a process group of its own, with the default signal mask and handlers, and no other descriptors.
struct cspawn_outcome cspawn_start(const struct cspawn_request *request);

/// Takes the exit status of a child that has ended. Returns 0, EAGAIN while it runs, or another errno: ECHILD for no child.
int cspawn_reap(int pidfd, struct cspawn_exit *exit);

/// Makes this process keep the exit status of its children where its parent had told it to ignore SIGCHLD.
void cspawn_keep_statuses(void);

/// Makes descendants whose parent ends children of this process, instead of init's. Returns -1 and sets errno.
int cspawn_adopt_orphans(void);

/// Opens a descriptor that becomes readable when a process ends. Returns -1 and sets errno.
int cspawn_open_pidfd(pid_t pid);

/// Sends a signal to the process behind a pidfd. Returns -1 and sets errno.
int cspawn_signal(int pidfd, int signal);

/// Makes a pipe, the reading end first, that no program inherits. Returns -1 and sets errno.
int cspawn_pipe(int ends[2]);

/// Opens a file that is in memory alone, has no name, and that no program inherits. Returns -1 and sets errno.
int cspawn_memory_file(void);

/// The bytes that a pipe holds at most. Returns -1 and sets errno.
int cspawn_pipe_capacity(int descriptor);

/// Creates an epoll instance. Returns -1 and sets errno.
int cspawn_epoll_create(void);

/// Watches a descriptor until it is removed, level-triggered. Returns -1 and sets errno.
int cspawn_epoll_add(int epoll, int descriptor);

/// Watches a descriptor no longer. Returns -1 and sets errno.
int cspawn_epoll_remove(int epoll, int descriptor);

/// Waits for readable descriptors; `milliseconds` of -1 wait without end. Returns their number, 0 also when interrupted.
int cspawn_epoll_wait(int epoll, int *descriptors, int capacity, int milliseconds);

/// Names the pipe that receives one byte, the signal's number, for each caught signal. It must be non-blocking.
void cspawn_set_interrupt_pipe(int descriptor);

/// Catches a signal. Returns 1, or 0 where the signal is ignored already and stays so (as `nohup` wants), or -1.
int cspawn_catch_signal(int signal);

/// Gives a caught signal the handler back that it had before.
void cspawn_release_signal(int signal);

/// The name of a signal without "SIG", in no language; null if there is none.
const char *cspawn_signal_name(int signal);

/// What an errno means, in English whatever the locale; null if there is no such errno.
const char *cspawn_error_text(int error);

#endif
