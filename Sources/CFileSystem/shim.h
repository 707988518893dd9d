#include <sys/statfs.h>

// Swift's Glibc module leaves out what is declared for _GNU_SOURCE only.
extern int syncfs(int descriptor);
extern int renameat2(int folder, const char *name, int other_folder, const char *other_name, unsigned int flags);
enum { RENAME_NOREPLACE = 1 };
