#include "planned_network.hpp"

#include <optional>
#include <stdexcept>
#include <torch/torch.h>

namespace ctorch {

PlannedNetwork::PlannedNetwork(const ctorch_layer *layers, int64_t layer_count, int64_t head_start)
    : reader_count_(layer_count), last_reader_(layer_count), head_start_(head_start) {
    if (layer_count < 2 || head_start < 1 || head_start >= layer_count)
        throw std::invalid_argument("a plan has a backbone and a head");
    for (int64_t number = 0; number < layer_count; number++) {
        layers_.emplace_back(layers[number]);
        for (int64_t input = 0; number > 0 && input < (layers_.back().reads_two() ? 2 : 1); input++) {
            auto read = layers[number].inputs[input];
            if (read < 0 || read >= number) throw std::invalid_argument("a layer reads what comes after it");
            if (number >= head_start && read < head_start - 1)
                throw std::invalid_argument("the head reads more than the features");
            reader_count_[read]++;
            last_reader_[read] = number;
        }
    }
}

torch::Tensor PlannedNetwork::run(torch::Tensor input, int64_t first, int64_t end, bool training) const {
    std::vector<torch::Tensor> values(end);
    values[first - 1] = std::move(input);
    // A frozen layer needs no graph: nothing before it learns either.
    std::optional<torch::NoGradGuard> no_gradients;
    for (int64_t number = first; number < end; number++) {
        bool is_frozen = number < first_trained_;
        if (is_frozen && !no_gradients) no_gradients.emplace();
        if (!is_frozen) no_gradients.reset();
        auto &layer = layers_[number];
        auto *inputs = layer.plan().inputs;
        auto other = layer.reads_two() ? values[inputs[1]] : torch::Tensor();
        // What the caller gave is the caller's.
        bool in_place = reader_count_[inputs[0]] == 1 && inputs[0] >= first;
        values[number] = layer.forward(values[inputs[0]], other, training && !is_frozen, in_place);
        for (int64_t input = 0; input < (layer.reads_two() ? 2 : 1); input++)
            if (last_reader_[inputs[input]] == number) values[inputs[input]] = torch::Tensor();
    }
    return values[end - 1];
}

torch::Tensor PlannedNetwork::forward(torch::Tensor images) const {
    return run(std::move(images), 1, layer_count(), training_);
}

torch::Tensor PlannedNetwork::features(torch::Tensor images) const {
    torch::NoGradGuard no_gradients;
    return run(std::move(images), 1, head_start_, false);
}

torch::Tensor PlannedNetwork::head(torch::Tensor features) const {
    return run(std::move(features), head_start_, layer_count(), training_);
}

void PlannedNetwork::freeze(int64_t first_trained) {
    if (first_trained < 0 || first_trained >= layer_count())
        throw std::out_of_range("no layer has the number " + std::to_string(first_trained));
    first_trained_ = first_trained;
    for (int64_t number = 0; number < layer_count(); number++) layers_[number].set_trained(number >= first_trained);
}

std::vector<torch::Tensor> PlannedNetwork::parameters(int64_t first, int64_t end) const {
    std::vector<torch::Tensor> parameters;
    for (int64_t number = first; number < end; number++)
        for (auto &parameter : layers_[number].parameters()) parameters.push_back(parameter.second);
    return parameters;
}

std::vector<std::pair<std::string, torch::Tensor>> PlannedNetwork::tensors() const {
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (auto &layer : layers_) {
        tensors.insert(tensors.end(), layer.parameters().begin(), layer.parameters().end());
        tensors.insert(tensors.end(), layer.buffers().begin(), layer.buffers().end());
    }
    return tensors;
}

void PlannedNetwork::to(torch::Device device) {
    for (auto &layer : layers_) layer.move_to(device);
}

} // namespace ctorch
