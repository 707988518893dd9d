#include "training_state.hpp"

#include <algorithm>
#include <stdexcept>
#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>
#include <torch/utils.h>

namespace {

using torch::optim::AdamWOptions;
using torch::optim::OptimizerParamGroup;
using torch::optim::SGDOptions;

/// Of the backbone and then of the head: weights, which decay pulls towards zero, and then biases and normalisation,
/// which it does not.
std::vector<OptimizerParamGroup> groups(const ctorch::Parameters &parameters) {
    std::vector<OptimizerParamGroup> groups;
    for (auto *part : {&parameters.backbone, &parameters.head}) {
        std::vector<torch::Tensor> decayed, free;
        for (auto &parameter : *part) (parameter.dim() > 1 ? decayed : free).push_back(parameter);
        groups.emplace_back(decayed);
        groups.emplace_back(free);
    }
    return groups;
}

std::unique_ptr<torch::optim::Optimizer> made(const ctorch::Parameters &parameters, const ctorch_step_options &step) {
    if (step.optimizer == CTORCH_OPTIMIZER_ADAMW)
        return std::make_unique<torch::optim::AdamW>(groups(parameters), AdamWOptions(step.learning_rate));
    auto defaults = SGDOptions(step.learning_rate).momentum(step.momentum).nesterov(step.momentum > 0);
    return std::make_unique<torch::optim::SGD>(groups(parameters), defaults);
}

std::string average_name(size_t index) { return "average." + std::to_string(index); }

} // namespace

namespace ctorch {

torch::optim::Optimizer &TrainingState::optimizer(const Parameters &parameters, const ctorch_step_options &step) {
    if (!optimizer_) optimizer_ = made(parameters, step);
    auto &groups = optimizer_->param_groups();
    for (size_t group = 0; group < groups.size(); group++) {
        auto rate = step.learning_rate * (group < 2 ? step.backbone_rate : 1);
        auto decay = group % 2 == 0 ? step.weight_decay : 0.0;
        if (step.optimizer == CTORCH_OPTIMIZER_ADAMW) {
            auto &options = static_cast<AdamWOptions &>(groups[group].options());
            options.lr(rate).betas({step.momentum, step.second_momentum}).weight_decay(decay);
        } else {
            auto &options = static_cast<SGDOptions &>(groups[group].options());
            options.lr(rate).momentum(step.momentum).weight_decay(decay);
        }
    }
    return *optimizer_;
}

void TrainingState::average(const Tensors &tensors, double decay) {
    torch::NoGradGuard no_gradients;
    if (average_.empty())
        for (auto &tensor : tensors) average_.push_back(tensor.second.detach().clone());
    auto step = static_cast<double>(averaged_steps_++);
    // The first weights are random: an average that holds on to them for long would be of no use.
    auto share = 1 - std::min(decay, (1 + step) / (10 + step));
    for (size_t index = 0; index < tensors.size(); index++) average_[index].lerp_(tensors[index].second, share);
}

void TrainingState::swap_average(const Tensors &tensors) {
    torch::NoGradGuard no_gradients;
    if (average_.empty()) throw std::logic_error("there is no moving average yet");
    for (size_t index = 0; index < tensors.size(); index++) {
        auto value = tensors[index].second;
        auto kept = value.detach().clone();
        value.copy_(average_[index]);
        average_[index].copy_(kept);
    }
}

void TrainingState::save(torch::serialize::OutputArchive &archive) const {
    torch::serialize::OutputArchive optimizer(archive.compilation_unit());
    if (optimizer_) optimizer_->save(optimizer);
    archive.write("optimizer", optimizer);
    archive.write("averaged_steps", torch::tensor(averaged_steps_, torch::kInt64));
    for (size_t index = 0; index < average_.size(); index++) archive.write(average_name(index), average_[index]);
}

void TrainingState::load(torch::serialize::InputArchive &archive, const Tensors &tensors) {
    torch::serialize::InputArchive optimizer;
    archive.read("optimizer", optimizer);
    optimizer_->load(optimizer);
    torch::Tensor steps;
    archive.read("averaged_steps", steps);
    averaged_steps_ = steps.item<int64_t>();
    average_.clear();
    for (size_t index = 0; averaged_steps_ > 0 && index < tensors.size(); index++) {
        torch::Tensor value;
        archive.read(average_name(index), value);
        average_.push_back(value.to(tensors[index].second.device()));
    }
}

} // namespace ctorch
