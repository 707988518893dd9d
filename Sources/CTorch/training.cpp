#include "failure.hpp"
#include "mixed_precision.hpp"
#include "network.hpp"

#include <torch/nn/functional/loss.h>
#include <torch/nn/utils/clip_grad.h>

namespace {

/// The scores of a batch, with 32 bits, and their mean loss.
std::pair<torch::Tensor, torch::Tensor> forward(
    ctorch_network *network, const uint8_t *pixels, const torch::Tensor &truth, const ctorch_step_options &options) {
    ctorch::MixedPrecision precision(options.mixed_precision != 0, network->device);
    auto scores = network->module->forward(network->images(pixels, truth.size(0))).to(torch::kFloat32);
    auto loss = torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(options.label_smoothing);
    if (options.class_weights) {
        auto weights = const_cast<float *>(options.class_weights);
        loss.weight(torch::from_blob(weights, {network->class_count}, torch::kFloat32).to(network->device));
    }
    return {scores, torch::nn::functional::cross_entropy(scores, truth, loss)};
}

} // namespace

ctorch_status ctorch_train_step(
    ctorch_network *network, const uint8_t *pixels, const int64_t *classes, int32_t count,
    const ctorch_step_options *options, ctorch_step_result *result) {
    return ctorch::guarded([&] {
        auto truth = torch::from_blob(const_cast<int64_t *>(classes), {count}, torch::kInt64).to(network->device);
        auto &optimizer = network->training.optimizer(network->module->parameters(), *options);
        network->module->train();
        optimizer.zero_grad();
        auto [scores, loss] = forward(network, pixels, truth, *options);
        loss.backward();
        if (options->clip_norm > 0)
            torch::nn::utils::clip_grad_norm_(network->module->parameters(), options->clip_norm);
        optimizer.step();
        if (options->ema_decay > 0) network->training.average(network->tensors, options->ema_decay);
        result->loss = loss.item<double>();
        result->correct = scores.argmax(1).eq(truth).sum().item<int64_t>();
    });
}

ctorch_status ctorch_average_swap(ctorch_network *network) {
    return ctorch::guarded([&] { network->training.swap_average(network->tensors); });
}
