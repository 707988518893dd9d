#pragma once

#include "ctorch_plan.h"

#include <string>
#include <torch/types.h>
#include <utility>
#include <vector>

namespace ctorch {

/// One layer of a plan with its tensors.
class Layer {
  public:
    /// Makes the tensors, and draws the first weights.
    explicit Layer(const ctorch_layer &plan);

    /// The values that it makes of those it reads. An activation may write over what it reads where nothing else does.
    torch::Tensor forward(const torch::Tensor &input, const torch::Tensor &other, bool training, bool in_place) const;

    const ctorch_layer &plan() const { return plan_; }
    bool reads_two() const { return plan_.operation == CTORCH_ADD || plan_.operation == CTORCH_MULTIPLY; }

    /// What is trained, under its whole name.
    const std::vector<std::pair<std::string, torch::Tensor>> &parameters() const { return parameters_; }
    /// Running means and variances.
    const std::vector<std::pair<std::string, torch::Tensor>> &buffers() const { return buffers_; }

    void move_to(torch::Device device);
    void set_trained(bool trained);

  private:
    void add_parameter(const char *part, torch::Tensor value);
    void add_buffer(const char *part, torch::Tensor value);
    void initialize(int64_t inputs, int64_t outputs, int64_t area);
    torch::Tensor convolved(const torch::Tensor &input) const;

    ctorch_layer plan_;
    std::string name_;
    std::vector<std::pair<std::string, torch::Tensor>> parameters_;
    std::vector<std::pair<std::string, torch::Tensor>> buffers_;
};

} // namespace ctorch
