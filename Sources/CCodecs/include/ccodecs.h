#ifndef CCODECS_H
#define CCODECS_H

#include <stddef.h>
#include <stdint.h>

/// The room that every function below expects behind `message`.
#define CODECS_MESSAGE_SIZE 256

typedef enum {
    CODECS_OK = 0,
    /// The data are damaged; `message` says how.
    CODECS_CORRUPT = 1,
    /// The data end too early.
    CODECS_TRUNCATED = 2,
    /// The data are sound, but of a kind that is not decoded.
    CODECS_UNSUPPORTED = 3,
    /// Memory ran out.
    CODECS_NO_MEMORY = 4,
} codecs_status;

/// Reads width and height of a JPEG.
codecs_status codecs_jpeg_size(
    const uint8_t *bytes, size_t count, int32_t *width, int32_t *height, char *message);

/// Decodes a JPEG to 8-bit RGB rows without padding; a warning of libjpeg is an error here.
codecs_status codecs_jpeg_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, int32_t width, int32_t height, char *message);

/// Reads width and height of a PNG.
codecs_status codecs_png_size(
    const uint8_t *bytes, size_t count, int32_t *width, int32_t *height, char *message);

/// Decodes a PNG to 8-bit RGB rows without padding, transparency laid over white.
codecs_status codecs_png_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, int32_t width, int32_t height, char *message);

/// The bytes that are always enough for the PNG of an image of this size.
size_t codecs_png_bound(int32_t width, int32_t height);

/// Encodes RGB rows as PNG; on success `count` is the number of bytes written.
codecs_status codecs_png_encode(
    const uint8_t *pixels, int32_t width, int32_t height, uint8_t *bytes, size_t capacity, size_t *count,
    char *message);

/// Scales RGB rows to another size in integer arithmetic, so that every machine makes the same bytes.
///
/// The filter is a triangle: bilinear interpolation when enlarging, and as wide as the pixels that fall
/// together when shrinking.
codecs_status codecs_resize(
    const uint8_t *source, int32_t source_width, int32_t source_height, size_t source_stride, uint8_t *target,
    int32_t target_width, int32_t target_height);

#endif
