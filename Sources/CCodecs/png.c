#include "ccodecs.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <png.h>
#include <zlib.h>

/// Fastest for images of a few thousand bytes, and smaller than level 1 with searching for repetitions.
enum { compression_level = 1, compression_strategy = Z_HUFFMAN_ONLY, filter = PNG_FILTER_UP };

static codecs_status failed(png_image *image, char *message) {
    snprintf(message, CODECS_MESSAGE_SIZE, "%s", image->message);
    png_image_free(image);
    // The simplified interface gives texts, not codes.
    if (strstr(message, "read beyond end") || strstr(message, "Not enough image data")) return CODECS_TRUNCATED;
    if (strstr(message, "out of memory")) return CODECS_NO_MEMORY;
    return CODECS_CORRUPT;
}

codecs_status codecs_png_size(
    const uint8_t *bytes, size_t count, int32_t *width, int32_t *height, char *message) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return failed(&image, message);
    *width = (int32_t)image.width;
    *height = (int32_t)image.height;
    png_image_free(&image);
    return CODECS_OK;
}

codecs_status codecs_png_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, int32_t width, int32_t height, char *message) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return failed(&image, message);
    if (image.width != (png_uint_32)width || image.height != (png_uint_32)height) {
        png_image_free(&image);
        snprintf(message, CODECS_MESSAGE_SIZE, "The size differs from the one announced");
        return CODECS_CORRUPT;
    }
    image.format = PNG_FORMAT_RGB;
    // Sixteen-bit samples are taken as sRGB, as other readers do, not as linear light.
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    const png_color white = {255, 255, 255};
    if (!png_image_finish_read(&image, &white, pixels, 0, NULL)) return failed(&image, message);
    return CODECS_OK;
}

size_t codecs_png_bound(int32_t width, int32_t height) {
    size_t rows = ((size_t)width * 3 + 1) * (size_t)height;
    // Stored blocks cost 5 bytes each, an IDAT chunk 12; libpng writes chunks of 8 KiB.
    return rows + rows / 256 + 1024;
}

/// Where the encoder writes, and where it returns to when it fails.
struct sink {
    uint8_t *bytes;
    size_t capacity, count;
    char *message;
};

static void put(png_structp png, png_bytep data, png_size_t length) {
    struct sink *sink = png_get_io_ptr(png);
    if (length > sink->capacity - sink->count) png_error(png, "The output is longer than its bound");
    memcpy(sink->bytes + sink->count, data, length);
    sink->count += length;
}

static void flush(png_structp png) { (void)png; }

static void leave(png_structp png, png_const_charp text) {
    struct sink *sink = png_get_error_ptr(png);
    snprintf(sink->message, CODECS_MESSAGE_SIZE, "%s", text);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp text) { (void)png, (void)text; }

codecs_status codecs_png_encode(
    const uint8_t *pixels, int32_t width, int32_t height, uint8_t *bytes, size_t capacity, size_t *count,
    char *message) {
    struct sink sink = {bytes, capacity, 0, message};
    message[0] = 0;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, leave, ignore);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info) {
        png_destroy_write_struct(&png, NULL);
        return CODECS_NO_MEMORY;
    }
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return CODECS_CORRUPT;
    }
    png_set_write_fn(png, &sink, put, flush);
    // libpng's own limit is a million pixels a side; what is written was bounded where it was read.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(
        png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, compression_level);
    png_set_compression_strategy(png, compression_strategy);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, filter);
    png_write_info(png, info);
    for (int32_t row = 0; row < height; row++) png_write_row(png, pixels + (size_t)row * (size_t)width * 3);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    *count = sink.count;
    return CODECS_OK;
}
