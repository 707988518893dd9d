#include "ccodecs.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

_Static_assert(CODECS_MESSAGE_SIZE >= JMSG_LENGTH_MAX, "libjpeg's messages must fit");

/// libjpeg's error manager, with the place to return to instead of `exit`.
struct failure {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    char *message;
};

static void leave(j_common_ptr info) {
    struct failure *failure = (struct failure *)info->err;
    (*info->err->format_message)(info, failure->message);
    longjmp(failure->back, 1);
}

static void leave_on_warning(j_common_ptr info, int level) {
    if (level < 0) leave(info);
}

static codecs_status kind_of(const struct failure *failure) {
    switch (failure->manager.msg_code) {
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY:
    case JWRN_JPEG_EOF:
        return CODECS_TRUNCATED;
    case JERR_CONVERSION_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL:
    case JERR_NOT_COMPILED:
        return CODECS_UNSUPPORTED;
    case JERR_OUT_OF_MEMORY:
        return CODECS_NO_MEMORY;
    default:
        return CODECS_CORRUPT;
    }
}

static void prepare(struct jpeg_decompress_struct *info, struct failure *failure, char *message) {
    memset(info, 0, sizeof *info);
    info->err = jpeg_std_error(&failure->manager);
    failure->manager.error_exit = leave;
    failure->manager.emit_message = leave_on_warning;
    failure->message = message;
}

codecs_status codecs_jpeg_size(
    const uint8_t *bytes, size_t count, int32_t *width, int32_t *height, char *message) {
    struct jpeg_decompress_struct info;
    struct failure failure;
    prepare(&info, &failure, message);
    if (setjmp(failure.back)) {
        jpeg_destroy_decompress(&info);
        return kind_of(&failure);
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    *width = (int32_t)info.image_width;
    *height = (int32_t)info.image_height;
    jpeg_destroy_decompress(&info);
    return CODECS_OK;
}

/// Turns a row of four inks into RGB: the light that black and each ink let through.
///
/// Files with Adobe's marker hold the light and not the ink.
static void mix_inks(const uint8_t *inks, uint8_t *row, int32_t width, int is_light) {
    for (int32_t at = 0; at < width; at++, inks += 4, row += 3) {
        int black = is_light ? inks[3] : 255 - inks[3];
        for (int channel = 0; channel < 3; channel++) {
            int light = is_light ? inks[channel] : 255 - inks[channel];
            row[channel] = (uint8_t)((light * black + 127) / 255);
        }
    }
}

codecs_status codecs_jpeg_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, int32_t width, int32_t height, char *message) {
    struct jpeg_decompress_struct info;
    struct failure failure;
    prepare(&info, &failure, message);
    if (setjmp(failure.back)) {
        jpeg_destroy_decompress(&info);
        return kind_of(&failure);
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    int has_inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
    // The slow integer transform is the one whose result is the same on every processor.
    info.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&info);
    if (info.output_width != (JDIMENSION)width || info.output_height != (JDIMENSION)height
        || info.output_components != (has_inks ? 4 : 3)) {
        jpeg_destroy_decompress(&info);
        snprintf(message, CODECS_MESSAGE_SIZE, "The size differs from the one announced");
        return CODECS_CORRUPT;
    }
    // From libjpeg's own pool, which goes away with the decompressor.
    JSAMPARRAY inks = has_inks
        ? (*info.mem->alloc_sarray)((j_common_ptr)&info, JPOOL_IMAGE, (JDIMENSION)width * 4, 1) : NULL;
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = pixels + (size_t)info.output_scanline * (size_t)width * 3;
        if (has_inks) {
            jpeg_read_scanlines(&info, inks, 1);
            mix_inks(inks[0], row, width, info.saw_Adobe_marker);
        } else {
            jpeg_read_scanlines(&info, &row, 1);
        }
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return CODECS_OK;
}
