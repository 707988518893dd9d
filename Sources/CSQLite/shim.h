#pragma once

#include <sqlite3.h>

// Swift cannot call variadic functions, nor see SQLITE_TRANSIENT, which is a cast of -1 to a function pointer.

/// Sets an option of `sqlite3_db_config` that takes an integer.
static inline int csqlite_configure(sqlite3 *database, int option, int value) {
    return sqlite3_db_config(database, option, value, (int *)0);
}

/// Binds a copy of UTF-8 text; no bytes at all bind the empty text, not NULL.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, count == 0 ? "" : (const char *)bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of bytes; no bytes at all bind the empty blob, not NULL.
static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, count == 0 ? "" : bytes, count, SQLITE_TRANSIENT);
}

/// Whether a result code says that a file could not be changed; Swift does not see these codes, which are expressions.
static inline int csqlite_is_writing(int code) {
    return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC
        || code == SQLITE_IOERR_TRUNCATE;
}
