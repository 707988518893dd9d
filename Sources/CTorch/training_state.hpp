#pragma once

#include "ctorch.h"

#include <cstdint>
#include <memory>
#include <string>
#include <torch/types.h>
#include <torch/optim/optimizer.h>
#include <torch/serialize/archive.h>
#include <utility>
#include <vector>

namespace ctorch {

/// The tensors of a network by name.
using Tensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// What is trained: the layers before the head, and the head.
struct Parameters {
    std::vector<torch::Tensor> backbone;
    std::vector<torch::Tensor> head;
};

/// What a training keeps from step to step beside the network's tensors: the optimizer and the moving average.
class TrainingState {
  public:
    /// The optimizer, made at the first call, with a step's settings.
    torch::optim::Optimizer &optimizer(const Parameters &parameters, const ctorch_step_options &step);

    /// Draws the average a little towards the tensors.
    void average(const Tensors &tensors, double decay);

    /// Exchanges the values of the tensors with the average.
    void swap_average(const Tensors &tensors);

    void save(torch::serialize::OutputArchive &archive) const;

    /// Reads what `save` wrote; the optimizer has to be there.
    void load(torch::serialize::InputArchive &archive, const Tensors &tensors);

  private:
    std::unique_ptr<torch::optim::Optimizer> optimizer_;
    std::vector<torch::Tensor> average_;
    int64_t averaged_steps_ = 0;
};

} // namespace ctorch
