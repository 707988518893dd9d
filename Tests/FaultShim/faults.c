// A library for LD_PRELOAD that makes system calls of a program fail, or writes them down.
//
// The environment says which calls on which files, and what becomes of them:
//
//     FAULT_FILES    a pattern of absolute paths, as fnmatch(3) has it, of files whose calls may fail
//     FAULT_CALLS    open (for reading), create (or open for writing), write, sync, rename, link, mkdir, remove, truncate,
//                    lock, clone; separated by commas
//     FAULT_IN       `run` or `step`: in which processes of the program; without it, in both
//     FAULT_ERRNO    the error number; 0 lets the calls through and only counts them
//     FAULT_FIRST    the number of the first call that fails, from 1
//     FAULT_LAST     the number of the last one; without it, all that follow
//     FAULT_STATE    a file of a page: the number of calls so far, 8 bytes, and then the first one that failed, as text
//     FAULT_RECORD   a file that gets every change of files in the order in which they happen
//     FAULT_RECORDED a pattern of these files' absolute paths
//     FAULT_STATFS   the type of file system that statfs(2) tells
//
// What the C library calls by itself, as for printf, is not seen.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGE = 4096, MOST_VARIABLES = 512 };

struct state {
    _Atomic uint64_t calls;
    _Atomic uint64_t failures;
    char first[PAGE - 16];
};

static const char *pattern, *recorded, *calls;
static int is_active, error_number, record = -1;
static uint64_t first_failing = 1, last_failing = UINT64_MAX;
static long file_system;
static struct state *state;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int (*next_clone)(int (*)(void *), void *, int, void *, ...);
// The variables that a step's process gets as well, which otherwise sees nothing of the environment.
static char *passed_on[16];

static uint64_t number(const char *name, uint64_t otherwise) {
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

__attribute__((constructor)) static void prepare(int argc, char **argv, char **environment) {
    int count = 0;
    for (char **variable = environment; *variable && count < 15; variable++)
        if (!strncmp(*variable, "FAULT_", 6) || !strncmp(*variable, "LD_PRELOAD=", 11)) passed_on[count++] = *variable;
    next_clone = (int (*)(int (*)(void *), void *, int, void *, ...))dlsym(RTLD_NEXT, "clone");
    pattern = getenv("FAULT_FILES");
    recorded = getenv("FAULT_RECORDED");
    calls = getenv("FAULT_CALLS");
    error_number = (int)number("FAULT_ERRNO", 0);
    first_failing = number("FAULT_FIRST", 1);
    last_failing = number("FAULT_LAST", UINT64_MAX);
    file_system = (long)number("FAULT_STATFS", 0);
    const char *where = getenv("FAULT_IN");
    int is_step = argc > 1 && !strcmp(argv[1], "__step");
    is_active = !where || !strcmp(where, is_step ? "step" : "run");
    const char *state_file = getenv("FAULT_STATE");
    if (state_file) {
        int file = (int)syscall(SYS_openat, AT_FDCWD, state_file, O_RDWR | O_CLOEXEC);
        void *page = file < 0 ? MAP_FAILED : mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (page == MAP_FAILED) abort();
        state = page;
        close(file);
    }
    const char *record_file = getenv("FAULT_RECORD");
    if (record_file) {
        int file = (int)syscall(SYS_openat, AT_FDCWD, record_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        // A high number, as what opens a file may rely on the lowest free one.
        record = fcntl(file, F_DUPFD_CLOEXEC, 200);
        if (record < 0) abort();
        close(file);
    }
}

static void path_of(int descriptor, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void absolute(int folder, const char *name, char path[PATH_MAX]) {
    char start[PATH_MAX] = "";
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return;
    }
    if (folder == AT_FDCWD) {
        if (syscall(SYS_getcwd, start, sizeof start) < 0) start[0] = 0;
    } else {
        path_of(folder, start);
    }
    if (snprintf(path, PATH_MAX, "%s/%s", start, name) >= PATH_MAX) path[0] = 0;
}

static int concerns(const char *path) { return is_active && pattern && fnmatch(pattern, path, 0) == 0; }

/// Whether a call is among those that are counted and may fail.
static int is_listed(const char *call) {
    if (!calls) return 0;
    size_t length = strlen(call);
    for (const char *found = strstr(calls, call); found; found = strstr(found + 1, call))
        if ((found == calls || found[-1] == ',') && (found[length] == ',' || found[length] == 0)) return 1;
    return 0;
}

/// Counts a call, and sets errno where it is to fail.
static int fails(const char *call, const char *path) {
    if (!is_listed(call) || (path && !concerns(path)) || !is_active) return 0;
    uint64_t count = state ? atomic_fetch_add(&state->calls, 1) + 1 : 1;
    if (error_number == 0 || count < first_failing || count > last_failing) return 0;
    if (state && atomic_fetch_add(&state->failures, 1) == 0)
        snprintf(state->first, sizeof state->first, "%s %s", call, path ? path : "");
    errno = error_number;
    return 1;
}

/// From here to `end`, no other process or thread changes anything that is written down.
static int begin(const char *path) {
    if (record < 0 || !recorded || fnmatch(recorded, path, 0) != 0) return 0;
    pthread_mutex_lock(&order);
    while (syscall(SYS_flock, record, LOCK_EX) < 0 && errno == EINTR) {}
    return 1;
}

static void end(int is_recorded) {
    if (!is_recorded) return;
    int before = errno;
    syscall(SYS_flock, record, LOCK_UN);
    pthread_mutex_unlock(&order);
    errno = before;
}

/// Writes down what happened: the operation, and what belongs to it, separated by tabs; then the bytes, if any.
static void note(int is_recorded, const void *bytes, size_t count, const char *format, ...) {
    if (!is_recorded) return;
    int before = errno;
    char line[2 * PATH_MAX + 64];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    syscall(SYS_write, record, line, length);
    for (size_t done = 0; done < count;) {
        long written = syscall(SYS_write, record, (const char *)bytes + done, count - done);
        if (written <= 0) abort();
        done += (size_t)written;
    }
    errno = before;
}

// MARK: - Opening

static int open_file(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    absolute(folder, name, path);
    if (fails(flags & (O_WRONLY | O_RDWR | O_CREAT) ? "create" : "open", path)) return -1;
    int changes = flags & (O_CREAT | O_TRUNC);
    int is_recorded = changes ? begin(path) : 0;
    struct stat status;
    int is_there = is_recorded && syscall(SYS_newfstatat, folder, name, &status, 0) == 0;
    int file = (int)syscall(SYS_openat, folder, name, flags, mode);
    if (file >= 0 && is_recorded && !is_there) note(1, NULL, 0, "create\t%s\n", path);
    if (file >= 0 && is_recorded && is_there && (flags & O_TRUNC)) note(1, NULL, 0, "truncate\t%s\t0\n", path);
    end(is_recorded);
    return file;
}

#define OPEN(name, folder_parameter, folder)                          \
    int name(folder_parameter const char *path, int flags, ...) {     \
        mode_t mode = 0;                                              \
        if (flags & (O_CREAT | __O_TMPFILE)) {                        \
            va_list arguments;                                        \
            va_start(arguments, flags);                               \
            mode = va_arg(arguments, mode_t);                         \
            va_end(arguments);                                        \
        }                                                             \
        return open_file(folder, path, flags, mode);                  \
    }
#define FOLDER int folder,
OPEN(open, , AT_FDCWD)
OPEN(open64, , AT_FDCWD)
OPEN(openat, FOLDER, folder)
OPEN(openat64, FOLDER, folder)

// MARK: - Contents

ssize_t write(int file, const void *bytes, size_t count) {
    char path[PATH_MAX];
    path_of(file, path);
    if (fails("write", path)) return -1;
    int is_recorded = begin(path);
    ssize_t written = syscall(SYS_write, file, bytes, count);
    if (written > 0 && is_recorded) {
        long offset = syscall(SYS_lseek, file, 0, SEEK_CUR) - written;
        note(1, bytes, (size_t)written, "write\t%s\t%ld\t%zd\n", path, offset, written);
    }
    end(is_recorded);
    return written;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    char path[PATH_MAX];
    path_of(file, path);
    if (fails("write", path)) return -1;
    int is_recorded = begin(path);
    ssize_t written = syscall(SYS_pwrite64, file, bytes, count, offset);
    if (written > 0) note(is_recorded, bytes, (size_t)written, "write\t%s\t%ld\t%zd\n", path, (long)offset, written);
    end(is_recorded);
    return written;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) { return pwrite64(file, bytes, count, offset); }

int ftruncate64(int file, off64_t length) {
    char path[PATH_MAX];
    path_of(file, path);
    if (fails("truncate", path)) return -1;
    int is_recorded = begin(path);
    int result = (int)syscall(SYS_ftruncate, file, length);
    if (result == 0) note(is_recorded, NULL, 0, "truncate\t%s\t%ld\n", path, (long)length);
    end(is_recorded);
    return result;
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int synchronize(int file, long call, const char *operation) {
    char path[PATH_MAX];
    path_of(file, path);
    if (fails("sync", path)) return -1;
    int is_recorded = begin(path);
    // Nobody pulls the plug: what was to be on the disk is known from the record.
    int result = is_recorded || concerns(path) ? 0 : (int)syscall(call, file);
    if (result == 0) note(is_recorded, NULL, 0, "%s\t%s\n", operation, path);
    end(is_recorded);
    return result;
}

int fsync(int file) { return synchronize(file, SYS_fsync, "sync"); }
int fdatasync(int file) { return synchronize(file, SYS_fdatasync, "sync"); }
int syncfs(int file) { return synchronize(file, SYS_syncfs, "syncall"); }

// MARK: - Names

int mkdirat(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    absolute(folder, name, path);
    if (fails("mkdir", path)) return -1;
    int is_recorded = begin(path);
    int result = (int)syscall(SYS_mkdirat, folder, name, mode);
    if (result == 0) note(is_recorded, NULL, 0, "mkdir\t%s\n", path);
    end(is_recorded);
    return result;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int renameat2(int folder, const char *name, int other_folder, const char *other_name, unsigned flags) {
    char path[PATH_MAX], other[PATH_MAX];
    absolute(folder, name, path);
    absolute(other_folder, other_name, other);
    if (fails("rename", other)) return -1;
    int is_recorded = begin(other);
    int result = (int)syscall(SYS_renameat2, folder, name, other_folder, other_name, flags);
    if (result == 0) note(is_recorded, NULL, 0, "rename\t%s\t%s\n", path, other);
    end(is_recorded);
    return result;
}

int renameat(int folder, const char *name, int other_folder, const char *other_name) {
    return renameat2(folder, name, other_folder, other_name, 0);
}

int rename(const char *path, const char *other) { return renameat2(AT_FDCWD, path, AT_FDCWD, other, 0); }

int linkat(int folder, const char *name, int other_folder, const char *other_name, int flags) {
    char path[PATH_MAX], other[PATH_MAX];
    absolute(folder, name, path);
    absolute(other_folder, other_name, other);
    if (fails("link", other)) return -1;
    int is_recorded = begin(other);
    int result = (int)syscall(SYS_linkat, folder, name, other_folder, other_name, flags);
    if (result == 0) note(is_recorded, NULL, 0, "link\t%s\t%s\n", path, other);
    end(is_recorded);
    return result;
}

int link(const char *path, const char *other) { return linkat(AT_FDCWD, path, AT_FDCWD, other, 0); }

int symlink(const char *target, const char *path) {
    if (fails("link", path)) return -1;
    int is_recorded = begin(path);
    int result = (int)syscall(SYS_symlinkat, target, AT_FDCWD, path);
    if (result == 0) note(is_recorded, NULL, 0, "symlink\t%s\t%s\n", target, path);
    end(is_recorded);
    return result;
}

int unlinkat(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    absolute(folder, name, path);
    if (fails("remove", path)) return -1;
    int is_recorded = begin(path);
    int result = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (result == 0) note(is_recorded, NULL, 0, "remove\t%s\n", path);
    end(is_recorded);
    return result;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

// MARK: - Locks and file systems

int flock(int file, int operation) {
    char path[PATH_MAX];
    path_of(file, path);
    if (operation != LOCK_UN && fails("lock", path)) return -1;
    return (int)syscall(SYS_flock, file, operation);
}

static int tell_file_system(int result, struct statfs *status) {
    if (result == 0 && is_active && file_system) status->f_type = file_system;
    return result;
}

int statfs(const char *path, struct statfs *status) {
    return tell_file_system((int)syscall(SYS_statfs, path, status), status);
}

int fstatfs(int file, struct statfs *status) {
    return tell_file_system((int)syscall(SYS_fstatfs, file, status), status);
}

// MARK: - Processes

int clone(int (*function)(void *), void *stack, int flags, void *argument, ...) {
    va_list arguments;
    va_start(arguments, argument);
    void *parent = va_arg(arguments, void *), *thread = va_arg(arguments, void *), *child = va_arg(arguments, void *);
    va_end(arguments);
    if (fails("clone", NULL)) return -1;
    return next_clone(function, stack, flags, argument, parent, thread, child);
}

/// The name by which a build for ThreadSanitizer calls it.
int __clone(int (*function)(void *), void *stack, int flags, void *argument, ...) __attribute__((alias("clone")));

int execve(const char *path, char *const words[], char *const variables[]) {
    char *all[MOST_VARIABLES];
    int count = 0;
    if (words[0] && words[1] && !strcmp(words[1], "__step"))
        for (char **variable = passed_on; *variable; variable++) all[count++] = *variable;
    for (char *const *variable = variables; *variable && count < MOST_VARIABLES - 1; variable++)
        all[count++] = *variable;
    all[count] = NULL;
    return (int)syscall(SYS_execve, path, words, all);
}
