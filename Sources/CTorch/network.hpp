#pragma once

#include "ctorch.h"
#include "planned_network.hpp"
#include "training_state.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

struct ctorch_network {
    explicit ctorch_network(const ctorch_network_options &options);

    /// Normalised images on the network's device, channels last in memory.
    torch::Tensor images(const uint8_t *pixels, int32_t count) const;

    /// The tensor with a number, as `ctorch_tensor_count` counts them.
    const std::pair<std::string, torch::Tensor> &tensor(int64_t index) const;

    /// What is trained, frozen or not.
    ctorch::Parameters parameters() const;

    int64_t class_count;
    int64_t image_size;
    torch::Device device;
    std::shared_ptr<ctorch::PlannedNetwork> module;
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    ctorch::TrainingState training;

  private:
    torch::Tensor mean_;
    torch::Tensor inverse_deviation_;
};
