#include "failure.hpp"
#include "mixed_precision.hpp"
#include "network.hpp"

#include <torch/nn/functional/loss.h>
#include <torch/nn/utils/clip_grad.h>

namespace {

/// The mean loss of scores.
torch::Tensor mean_loss(
    const ctorch_network *network, const torch::Tensor &scores, const torch::Tensor &truth,
    const ctorch_step_options &options) {
    auto loss = torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(options.label_smoothing);
    if (options.class_weights) {
        auto weights = const_cast<float *>(options.class_weights);
        loss.weight(torch::from_blob(weights, {network->class_count}, torch::kFloat32).to(network->device));
    }
    return torch::nn::functional::cross_entropy(scores, truth, loss);
}

/// Learns from a batch, of which a function makes the scores.
template <typename Forward>
void learn(
    ctorch_network *network, const int64_t *classes, int32_t count, const ctorch_step_options &options,
    ctorch_step_result *result, Forward forward) {
    auto truth = torch::from_blob(const_cast<int64_t *>(classes), {count}, torch::kInt64).to(network->device);
    auto &optimizer = network->training.optimizer(network->parameters(), options);
    network->module->train();
    optimizer.zero_grad();
    torch::Tensor scores, loss;
    {
        ctorch::MixedPrecision precision(options.mixed_precision != 0, network->device);
        scores = forward().to(torch::kFloat32);
        loss = mean_loss(network, scores, truth, options);
    }
    loss.backward();
    if (options.clip_norm > 0) torch::nn::utils::clip_grad_norm_(network->module->parameters(), options.clip_norm);
    optimizer.step();
    if (options.ema_decay > 0) network->training.average(network->tensors, options.ema_decay);
    result->loss = loss.item<double>();
    result->correct = scores.argmax(1).eq(truth).sum().item<int64_t>();
}

} // namespace

ctorch_status ctorch_train_step(
    ctorch_network *network, const uint8_t *pixels, const int64_t *classes, int32_t count,
    const ctorch_step_options *options, ctorch_step_result *result) {
    return ctorch::guarded([&] {
        learn(network, classes, count, *options, result,
              [&] { return network->module->forward(network->images(pixels, count)); });
    });
}

ctorch_status ctorch_train_head_step(
    ctorch_network *network, const float *features, int64_t feature_count, const int64_t *classes, int32_t count,
    const ctorch_step_options *options, ctorch_step_result *result) {
    return ctorch::guarded([&] {
        auto rows = torch::from_blob(const_cast<float *>(features), {count, feature_count}, torch::kFloat32);
        learn(network, classes, count, *options, result,
              [&] { return network->module->head(rows.to(network->device)); });
    });
}

ctorch_status ctorch_average_swap(ctorch_network *network) {
    return ctorch::guarded([&] { network->training.swap_average(network->tensors); });
}
