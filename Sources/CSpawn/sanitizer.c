#define _GNU_SOURCE
// What only builds with a sanitizer have: `bin/sanitize` makes them.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)

const char *__asan_default_options(void);

/// What AddressSanitizer does unless the environment says otherwise, which the processes of steps do not get to see.
///
/// Leaks are not looked for: Swift never frees the key path of a dynamic member.
const char *__asan_default_options(void) { return "detect_leaks=0"; }

#endif
#if __has_feature(thread_sanitizer)

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

// The `Mutex` of Swift's library: a thread that need not wait takes it in the program's own code, which ThreadSanitizer sees;
// one that has to wait gets it in the library's, which is built without. Everything guarded by a mutex that was waited for
// would be called a race. These functions stand before the library's, and tell what they do.

#define SWIFT __attribute__((swiftcall))
#define MUTEX __attribute__((swift_context)) void *

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *address);
void __tsan_release(void *address);

SWIFT void cspawn_lock(uint32_t thread, MUTEX mutex) __asm__(LOCK);
SWIFT bool cspawn_try_lock(MUTEX mutex) __asm__(TRY_LOCK);
SWIFT void cspawn_unlock(MUTEX mutex) __asm__(UNLOCK);

SWIFT void cspawn_lock(uint32_t thread, MUTEX mutex) {
    SWIFT void (*lock)(uint32_t, MUTEX) = (SWIFT void (*)(uint32_t, MUTEX))dlsym(RTLD_NEXT, LOCK);
    lock(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT bool cspawn_try_lock(MUTEX mutex) {
    SWIFT bool (*try_lock)(MUTEX) = (SWIFT bool (*)(MUTEX))dlsym(RTLD_NEXT, TRY_LOCK);
    bool is_locked = try_lock(mutex);
    if (is_locked) __tsan_acquire(mutex);
    return is_locked;
}

SWIFT void cspawn_unlock(MUTEX mutex) {
    SWIFT void (*unlock)(MUTEX) = (SWIFT void (*)(MUTEX))dlsym(RTLD_NEXT, UNLOCK);
    __tsan_release(mutex);
    unlock(mutex);
}

#endif
#endif
