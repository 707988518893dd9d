#pragma once

#include <zlib.h>

/// Prepares a stream of DEFLATE without a header of its own, as zip archives have it; `inflateInit2` is a macro.
static inline int czlib_begin_raw(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
