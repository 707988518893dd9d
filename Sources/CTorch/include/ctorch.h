/// Training and running small image classifiers with libtorch, behind plain C.
///
/// Conventions: a function that can fail returns `ctorch_status`; on `CTORCH_FAILED` the reason is in
/// `ctorch_last_error` of the same thread. Pixels are 8-bit RGB, images one after another, rows from the top
/// (N x H x W x 3). A network is not to be used by two threads at once.
#ifndef CTORCH_H
#define CTORCH_H

#include "ctorch_plan.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { CTORCH_OK = 0, CTORCH_FAILED = 1 } ctorch_status;

/// Where a network computes; `AUTO` is a CUDA device if libtorch offers one.
typedef enum { CTORCH_DEVICE_AUTO = 0, CTORCH_DEVICE_CPU = 1, CTORCH_DEVICE_CUDA = 2 } ctorch_device;

/// The reason of this thread's last failure; valid until its next one.
const char *ctorch_last_error(void);

/// The version of libtorch that this was compiled against, such as "2.13.0".
const char *ctorch_version(void);

/// Prepares the process: number of threads, deterministic algorithms, and an allocator that keeps large blocks.
///
/// To be called once, before the first network, on the thread that will use the networks: an OpenMP pool
/// belongs to the thread that called into it.
ctorch_status ctorch_configure(int32_t threads);

/// A network with its optimizer.
typedef struct ctorch_network ctorch_network;

typedef struct {
    /// The layers, of which the first is the images and the last the scores before softmax.
    const ctorch_layer *layers;
    int32_t layer_count;
    /// The number of the head's first layer: the one before it makes the features, and is all that the head reads.
    int32_t head_start;
    /// The number of scores.
    int32_t class_count;
    /// Width and height of the images.
    int32_t image_size;
    ctorch_device device;
    /// Seed of the first weights and of dropout.
    uint64_t seed;
    /// Mean and standard deviation of the channels, for values in 0...1.
    float mean[3];
    float standard_deviation[3];
} ctorch_network_options;

/// Makes a network with random weights; the plan is no longer needed afterwards.
ctorch_status ctorch_network_create(const ctorch_network_options *options, ctorch_network **network);

/// Frees a network; NULL is allowed.
void ctorch_network_free(ctorch_network *network);

/// Freezes the layers before one, and thaws the others: frozen parameters have no gradients, frozen normalisations use
/// their running figures and leave them as they are. 0 trains everything, `head_start` the head alone.
ctorch_status ctorch_network_freeze(ctorch_network *network, int32_t first_trained_layer);

/// Number of trained values, frozen ones among them.
int64_t ctorch_parameter_count(const ctorch_network *network);

/// The kind of device the network is on: "cpu" or "cuda".
const char *ctorch_device_name(const ctorch_network *network);

/// How gradients change the weights.
typedef enum { CTORCH_OPTIMIZER_SGD = 0, CTORCH_OPTIMIZER_ADAMW = 1 } ctorch_optimizer;

typedef struct {
    /// The same in all steps of a network.
    ctorch_optimizer optimizer;
    double learning_rate;
    /// Nesterov's momentum, or AdamW's first beta.
    double momentum;
    /// AdamW's second beta.
    double second_momentum;
    /// Pulls weights, but neither biases nor normalisation, towards zero.
    double weight_decay;
    /// The length to which longer gradients are shortened; 0 for no limit.
    double clip_norm;
    double label_smoothing;
    /// What the loss of each class is multiplied by, `class_count` values; NULL where all count the same.
    const float *class_weights;
    /// The share that the moving average of all tensors keeps; 0 for no average.
    double ema_decay;
    /// Not 0 to compute the forward pass with bfloat16 where libtorch thinks it safe.
    int32_t mixed_precision;
    /// The rate of the layers before the head, as a fraction of the learning rate.
    double backbone_rate;
} ctorch_step_options;

typedef struct {
    /// Mean loss of the batch, with label smoothing.
    double loss;
    /// Images whose most probable class was right.
    int64_t correct;
} ctorch_step_result;

/// Takes one step on a batch.
ctorch_status ctorch_train_step(
    ctorch_network *network, const uint8_t *pixels, const int64_t *classes, int32_t count,
    const ctorch_step_options *options, ctorch_step_result *result);

/// Exchanges the network's tensors with their moving average; a second call exchanges them back.
ctorch_status ctorch_average_swap(ctorch_network *network);

/// Writes all that the next steps depend on: tensors, optimizer, moving average, the source of random numbers.
ctorch_status ctorch_state_save(ctorch_network *network, const char *path);

/// Reads a file of `ctorch_state_save` back into a network that was made alike; the options are those of the next step.
/// On failure the network is what it was.
ctorch_status ctorch_state_load(ctorch_network *network, const ctorch_step_options *options, const char *path);

/// Writes the probabilities of the classes, `count` rows of `class_count` values.
ctorch_status ctorch_predict(ctorch_network *network, const uint8_t *pixels, int32_t count, float *probabilities);

/// Writes what the backbone makes of images, `count` rows of as many values as the layer before the head makes.
ctorch_status ctorch_features(ctorch_network *network, const uint8_t *pixels, int32_t count, float *features);

/// Writes the probabilities of the classes for features, `count` rows of `class_count` values.
ctorch_status ctorch_predict_head(
    ctorch_network *network, const float *features, int32_t count, int64_t feature_count, float *probabilities);

/// Takes a step on features alone, `count` rows of as many values as the layer before the head makes: only the head learns.
ctorch_status ctorch_train_head_step(
    ctorch_network *network, const float *features, int64_t feature_count, const int64_t *classes, int32_t count,
    const ctorch_step_options *options, ctorch_step_result *result);

/// A named tensor of the network: a parameter or a running mean or variance.
typedef struct {
    /// Valid as long as the network.
    const char *name;
    int32_t rank;
    int64_t shape[4];
    int64_t element_count;
} ctorch_tensor;

/// Number of tensors; they are numbered from 0 in the order of their names' bytes.
int64_t ctorch_tensor_count(const ctorch_network *network);

ctorch_status ctorch_tensor_describe(const ctorch_network *network, int64_t index, ctorch_tensor *tensor);

/// Copies a tensor's values out, row-major.
ctorch_status ctorch_tensor_read(const ctorch_network *network, int64_t index, float *values);

/// Replaces a tensor's values.
ctorch_status ctorch_tensor_write(ctorch_network *network, int64_t index, const float *values);

#ifdef __cplusplus
}
#endif
#endif
