#include "layer.hpp"

#include <array>
#include <cmath>
#include <stdexcept>
#include <torch/torch.h>

namespace ctorch {

namespace {

torch::Tensor activated(ctorch_activation activation, torch::Tensor values, bool in_place) {
    switch (activation) {
    case CTORCH_RELU: return in_place ? values.relu_() : values.relu();
    // Not clamp, whose gradient needs what it reads.
    case CTORCH_RELU6: return in_place ? torch::hardtanh_(values, 0, 6) : torch::hardtanh(values, 0, 6);
    case CTORCH_HARD_SIGMOID: return torch::hardsigmoid(values);
    case CTORCH_SIGMOID: return in_place ? values.sigmoid_() : values.sigmoid();
    // The gradients of these need what they read: written over, it would be copied first.
    case CTORCH_HARD_SWISH:
        return in_place && !torch::GradMode::is_enabled() ? torch::hardswish_(values) : torch::hardswish(values);
    case CTORCH_SILU: return in_place && !torch::GradMode::is_enabled() ? torch::silu_(values) : torch::silu(values);
    }
    throw std::runtime_error("the plan has an activation that is unknown");
}

} // namespace

Layer::Layer(const ctorch_layer &plan) : plan_(plan), name_(plan.name) {
    plan_.name = nullptr;
    int64_t inputs = plan.input_channels, outputs = plan.output_channels, kernel = plan.kernel;
    switch (plan.operation) {
    case CTORCH_CONVOLUTION:
        add_parameter("weight", torch::empty({outputs, inputs / plan.groups, kernel, kernel}));
        if (plan.has_bias) add_parameter("bias", torch::zeros({outputs}));
        initialize(inputs / plan.groups, outputs, kernel * kernel);
        break;
    case CTORCH_BATCH_NORM:
        add_parameter("weight", torch::ones({outputs}));
        add_parameter("bias", torch::zeros({outputs}));
        add_buffer("running_mean", torch::zeros({outputs}));
        add_buffer("running_var", torch::ones({outputs}));
        break;
    case CTORCH_LINEAR:
        add_parameter("weight", torch::empty({outputs, inputs}));
        add_parameter("bias", torch::zeros({outputs}));
        initialize(inputs, outputs, 1);
        break;
    default: break;
    }
}

void Layer::add_parameter(const char *part, torch::Tensor value) {
    parameters_.emplace_back(name_ + "." + part, value.set_requires_grad(true));
}

void Layer::add_buffer(const char *part, torch::Tensor value) { buffers_.emplace_back(name_ + "." + part, value); }

void Layer::initialize(int64_t inputs, int64_t outputs, int64_t area) {
    torch::NoGradGuard no_gradients;
    auto &weight = parameters_[0].second;
    double bound = 1 / std::sqrt(static_cast<double>(inputs * area));
    switch (plan_.initialization) {
    case CTORCH_UNIFORM_BY_INPUTS:
        weight.uniform_(-bound, bound);
        if (parameters_.size() > 1) parameters_[1].second.uniform_(-bound, bound);
        break;
    case CTORCH_NORMAL_BY_OUTPUTS: weight.normal_(0, std::sqrt(2.0 / (outputs * area))); break;
    case CTORCH_NORMAL: weight.normal_(0, plan_.deviation); break;
    }
    // Weights in the layout of the images: the convolutions then need no reordering.
    if (weight.dim() == 4) weight.set_data(weight.contiguous(at::MemoryFormat::ChannelsLast));
}

torch::Tensor Layer::convolved(const torch::Tensor &input) const {
    int64_t before = plan_.padding_before, after = plan_.padding_after;
    auto convolve = [&](const torch::Tensor &values, int64_t padding) {
        auto bias = plan_.has_bias ? parameters_[1].second : torch::Tensor();
        std::array<int64_t, 2> strides = {plan_.stride, plan_.stride}, paddings = {padding, padding}, ones = {1, 1};
        return torch::conv2d(values, parameters_[0].second, bias, strides, paddings, ones, plan_.groups);
    };
    if (before == after) return convolve(input, before);
    return convolve(torch::constant_pad_nd(input, {before, after, before, after}), 0);
}

torch::Tensor Layer::forward(
    const torch::Tensor &input, const torch::Tensor &other, bool training, bool in_place) const {
    switch (plan_.operation) {
    case CTORCH_IMAGES: return input;
    case CTORCH_CONVOLUTION: return convolved(input);
    case CTORCH_BATCH_NORM:
        return torch::batch_norm(
            input, parameters_[0].second, parameters_[1].second, buffers_[0].second, buffers_[1].second, training,
            plan_.momentum, plan_.epsilon, true);
    case CTORCH_ACTIVATION: return activated(plan_.activation, input, in_place);
    case CTORCH_MAX_POOL: return torch::max_pool2d(input, plan_.kernel, plan_.stride, plan_.padding_before);
    case CTORCH_AVERAGE_POOL: return input.mean({2, 3}, true);
    case CTORCH_ADD: return in_place ? torch::Tensor(input).add_(other) : input + other;
    case CTORCH_MULTIPLY: return input * other;
    // A flat vector is ordered by channel, row, column, whatever the layout in memory.
    case CTORCH_FLATTEN: return input.flatten(1);
    case CTORCH_DROPOUT: return torch::dropout(input, plan_.dropout, training);
    case CTORCH_LINEAR: return torch::linear(input, parameters_[0].second, parameters_[1].second);
    }
    throw std::runtime_error("the plan has an operation that is unknown");
}

void Layer::move_to(torch::Device device) {
    for (auto *list : {&parameters_, &buffers_})
        for (auto &tensor : *list) tensor.second.set_data(tensor.second.to(device));
}

void Layer::set_trained(bool trained) {
    for (auto &parameter : parameters_) parameter.second.set_requires_grad(trained);
}

} // namespace ctorch
