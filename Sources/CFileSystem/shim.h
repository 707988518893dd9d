#include <sys/statfs.h>

// Swift's Glibc module leaves out what is declared for _GNU_SOURCE only.
extern int syncfs(int descriptor);
