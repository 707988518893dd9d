/// A network as data: the layers in the order in which they are computed, and where each reads its values.
///
/// `Sources/Architectures` writes such plans, and its documentation says what the operations mean.
#ifndef CTORCH_PLAN_H
#define CTORCH_PLAN_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    CTORCH_IMAGES,
    CTORCH_CONVOLUTION,
    CTORCH_BATCH_NORM,
    CTORCH_ACTIVATION,
    CTORCH_MAX_POOL,
    CTORCH_AVERAGE_POOL,
    CTORCH_ADD,
    CTORCH_MULTIPLY,
    CTORCH_FLATTEN,
    CTORCH_DROPOUT,
    CTORCH_LINEAR,
} ctorch_operation;

typedef enum {
    CTORCH_RELU,
    CTORCH_RELU6,
    CTORCH_HARD_SIGMOID,
    CTORCH_HARD_SWISH,
    CTORCH_SIGMOID,
    CTORCH_SILU,
} ctorch_activation;

/// How the first weights are drawn; biases are zero but with the first.
typedef enum {
    CTORCH_UNIFORM_BY_INPUTS,
    CTORCH_NORMAL_BY_OUTPUTS,
    CTORCH_NORMAL,
} ctorch_initialization;

/// A layer; what its operation does not need is zero.
typedef struct {
    ctorch_operation operation;
    /// What the names of its tensors begin with, such as "layer1.0.conv1"; empty without tensors.
    const char *name;
    /// The numbers of the layers it reads, below its own; the second counts for sums and products.
    int32_t inputs[2];
    /// Of a convolution or a fully connected layer: channels or features that are read and made. Of a normalisation, the
    /// channels are those made.
    int32_t input_channels;
    int32_t output_channels;
    /// Of a convolution or a pooling.
    int32_t kernel;
    int32_t stride;
    /// Zeros above and to the left, below and to the right. A pooling pads both sides alike, with less than every value.
    int32_t padding_before;
    int32_t padding_after;
    int32_t groups;
    bool has_bias;
    ctorch_activation activation;
    /// What a normalisation adds to the variance, and the part of the running figures that a batch replaces.
    double epsilon;
    double momentum;
    /// The share of values that dropout makes zero.
    double dropout;
    ctorch_initialization initialization;
    /// The deviation of `CTORCH_NORMAL`.
    double deviation;
} ctorch_layer;

#endif
