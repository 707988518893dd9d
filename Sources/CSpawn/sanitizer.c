#if defined(__has_feature)
#if __has_feature(address_sanitizer)

const char *__asan_default_options(void);

/// What AddressSanitizer does unless the environment says otherwise, which the processes of steps do not get to see.
///
/// Leaks are not looked for: Swift never frees the key path of a dynamic member.
const char *__asan_default_options(void) { return "detect_leaks=0"; }

#endif
#endif
