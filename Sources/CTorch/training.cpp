#include "failure.hpp"
#include "network.hpp"

#include <torch/nn/functional/loss.h>

torch::optim::SGD &ctorch_network::optimizer(const ctorch_step_options &step) {
    using torch::optim::OptimizerParamGroup;
    using torch::optim::SGDOptions;
    auto decay = [&](size_t group) { return group == 0 ? step.weight_decay : 0.0; };
    if (!optimizer_) {
        std::vector<torch::Tensor> decayed, free;
        for (auto &parameter : module->parameters()) (parameter.dim() > 1 ? decayed : free).push_back(parameter);
        std::vector<OptimizerParamGroup> groups = {OptimizerParamGroup(decayed), OptimizerParamGroup(free)};
        auto defaults = SGDOptions(step.learning_rate).momentum(step.momentum).nesterov(step.momentum > 0);
        optimizer_ = std::make_unique<torch::optim::SGD>(groups, defaults);
    }
    auto &groups = optimizer_->param_groups();
    for (size_t group = 0; group < groups.size(); group++) {
        auto &options = static_cast<SGDOptions &>(groups[group].options());
        options.lr(step.learning_rate).momentum(step.momentum).weight_decay(decay(group));
    }
    return *optimizer_;
}

ctorch_status ctorch_train_step(
    ctorch_network *network, const uint8_t *pixels, const int64_t *classes, int32_t count,
    const ctorch_step_options *options, ctorch_step_result *result) {
    return ctorch::guarded([&] {
        auto truth = torch::from_blob(const_cast<int64_t *>(classes), {count}, torch::kInt64).to(network->device);
        auto &optimizer = network->optimizer(*options);
        network->module->train();
        optimizer.zero_grad();
        auto scores = network->module->forward(network->images(pixels, count));
        auto smoothed = torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(options->label_smoothing);
        auto loss = torch::nn::functional::cross_entropy(scores, truth, smoothed);
        loss.backward();
        optimizer.step();
        result->loss = loss.item<double>();
        result->correct = scores.argmax(1).eq(truth).sum().item<int64_t>();
    });
}
