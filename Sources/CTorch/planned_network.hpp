#pragma once

#include "layer.hpp"

namespace ctorch {

/// A network that computes the layers of a plan, one after the other.
class PlannedNetwork {
  public:
    PlannedNetwork(const ctorch_layer *layers, int64_t layer_count, int64_t head_start);

    /// Scores before softmax of normalised images, N x 3 x H x W.
    torch::Tensor forward(torch::Tensor images) const;
    /// What the backbone makes of normalised images, a row for each; as after training, without gradients.
    torch::Tensor features(torch::Tensor images) const;
    /// Scores before softmax of features.
    torch::Tensor head(torch::Tensor features) const;

    void train() { training_ = true; }
    void eval() { training_ = false; }

    /// Trains the layers from this one on, and none before it: those neither learn nor count running figures.
    void freeze(int64_t first_trained);
    int64_t first_trained() const { return first_trained_; }

    int64_t head_start() const { return head_start_; }
    int64_t layer_count() const { return layers_.size(); }

    /// What is trained, frozen or not, in the order of the layers.
    std::vector<torch::Tensor> parameters() const { return parameters(0, layer_count()); }
    /// The same, of the layers of a range.
    std::vector<torch::Tensor> parameters(int64_t first, int64_t end) const;
    /// Parameters, running means and variances under their names.
    std::vector<std::pair<std::string, torch::Tensor>> tensors() const;

    void to(torch::Device device);

  private:
    /// What the last layer of a range makes of the values that the layer before the range made.
    torch::Tensor run(torch::Tensor values, int64_t first, int64_t end, bool training) const;

    std::vector<Layer> layers_;
    /// How many layers read a layer, and the last that does.
    std::vector<int64_t> reader_count_;
    std::vector<int64_t> last_reader_;
    int64_t head_start_;
    int64_t first_trained_ = 0;
    bool training_ = false;
};

} // namespace ctorch
