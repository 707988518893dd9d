#include "ccodecs.h"

#include <stdlib.h>
#include <string.h>

/// The weights of one target pixel add up to `unit`.
enum { unit_bits = 14, unit = 1 << unit_bits, carried_bits = 6 };

/// The source pixels that one target pixel is made of.
struct taps {
    int32_t first, count;
    int16_t *weights;
};

/// Fills in the weights of every target pixel along one axis.
///
/// Positions are multiplied by twice the target's length, which makes all of them whole numbers.
static void weigh(struct taps *taps, int16_t *room, int32_t width, int64_t source, int64_t target) {
    int64_t reach = 2 * (source > target ? source : target);
    for (int64_t at = 0; at < target; at++, room += width) {
        int64_t centre = (2 * at + 1) * source;
        int64_t first = (centre - reach) / (2 * target);
        if (first < 0 || centre < reach) first = 0;
        int64_t total = 0, last = first;
        for (int64_t from = first; from < source && (2 * from + 1) * target < centre + reach; from++) {
            int64_t apart = llabs((2 * from + 1) * target - centre);
            if (apart < reach) total += reach - apart, last = from;
            else if (total == 0) first = from + 1;
        }
        // Rounding the running sum instead of each weight makes them add up to the unit exactly.
        int64_t sum = 0;
        int32_t before = 0;
        for (int64_t from = first; from <= last; from++) {
            sum += reach - llabs((2 * from + 1) * target - centre);
            int32_t until = (int32_t)((2 * sum * unit + total) / (2 * total));
            room[from - first] = (int16_t)(until - before);
            before = until;
        }
        taps[at] = (struct taps){(int32_t)first, (int32_t)(last - first + 1), room};
    }
}

/// Mixes whole rows into one row with `carried_bits` more bits than a byte.
static void mix_rows(
    const uint8_t *source, size_t stride, const struct taps *taps, int32_t *sum, int16_t *row, int32_t samples) {
    memset(sum, 0, (size_t)samples * sizeof *sum);
    for (int32_t tap = 0; tap < taps->count; tap++) {
        const uint8_t *from = source + (size_t)(taps->first + tap) * stride;
        const int16_t weight = taps->weights[tap];
        for (int32_t at = 0; at < samples; at++) sum[at] += weight * (int16_t)from[at];
    }
    enum { shift = unit_bits - carried_bits };
    for (int32_t at = 0; at < samples; at++) row[at] = (int16_t)((sum[at] + (1 << (shift - 1))) >> shift);
}

static void mix_columns(const int16_t *row, const struct taps *taps, uint8_t *target, int32_t width) {
    enum { shift = unit_bits + carried_bits };
    for (int32_t at = 0; at < width; at++, target += 3) {
        const int16_t *from = row + (size_t)taps[at].first * 3, *weights = taps[at].weights;
        int32_t red = 1 << (shift - 1), green = red, blue = red;
        for (int32_t tap = 0; tap < taps[at].count; tap++, from += 3) {
            red += weights[tap] * from[0];
            green += weights[tap] * from[1];
            blue += weights[tap] * from[2];
        }
        target[0] = (uint8_t)(red >> shift);
        target[1] = (uint8_t)(green >> shift);
        target[2] = (uint8_t)(blue >> shift);
    }
}

static int32_t most_taps(int32_t source, int32_t target) {
    return source > target ? (int32_t)(2 * (((int64_t)source + target - 1) / target)) + 2 : 3;
}

codecs_status codecs_resize(
    const uint8_t *source, int32_t source_width, int32_t source_height, size_t source_stride, uint8_t *target,
    int32_t target_width, int32_t target_height) {
    int32_t samples = source_width * 3;
    int32_t across = most_taps(source_width, target_width), down = most_taps(source_height, target_height);
    size_t weights = (size_t)across * (size_t)target_width + (size_t)down * (size_t)target_height;
    size_t pixels = (size_t)target_width + (size_t)target_height;
    uint8_t *memory = malloc(
        pixels * sizeof(struct taps) + (size_t)samples * sizeof(int32_t)
        + (weights + (size_t)samples) * sizeof(int16_t));
    if (!memory) return CODECS_NO_MEMORY;
    struct taps *columns = (struct taps *)memory, *rows = columns + target_width;
    int32_t *sum = (int32_t *)(rows + target_height);
    int16_t *row = (int16_t *)(sum + samples), *room = row + samples;

    weigh(columns, room, across, source_width, target_width);
    weigh(rows, room + (size_t)across * (size_t)target_width, down, source_height, target_height);
    for (int32_t at = 0; at < target_height; at++) {
        mix_rows(source, source_stride, &rows[at], sum, row, samples);
        mix_columns(row, columns, target + (size_t)at * (size_t)target_width * 3, target_width);
    }
    free(memory);
    return CODECS_OK;
}
