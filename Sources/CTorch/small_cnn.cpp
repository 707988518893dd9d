#include "small_cnn.hpp"

#include <string>

namespace ctorch {

namespace {
constexpr std::array<int64_t, 7> channels = {3, 32, 32, 64, 64, 128, 128};
constexpr int64_t hidden_features = 256;
constexpr double dropout = 0.4;
} // namespace

SmallCNN::SmallCNN(int64_t class_count, int64_t image_size)
    : convolutions_{nullptr, nullptr, nullptr, nullptr, nullptr, nullptr},
      norms_{nullptr, nullptr, nullptr, nullptr, nullptr, nullptr} {
    for (size_t layer = 0; layer < convolutions_.size(); layer++) {
        // Normalisation subtracts the mean: a bias before it would do nothing.
        auto options = torch::nn::Conv2dOptions(channels[layer], channels[layer + 1], 3).padding(1).bias(false);
        auto number = std::to_string(layer + 1);
        convolutions_[layer] = register_module("conv" + number, torch::nn::Conv2d(options));
        norms_[layer] = register_module("norm" + number, torch::nn::BatchNorm2d(channels[layer + 1]));
    }
    auto side = image_size / 8;
    hidden_ = register_module("hidden", torch::nn::Linear(channels.back() * side * side, hidden_features));
    output_ = register_module("output", torch::nn::Linear(hidden_features, class_count));
}

torch::Tensor SmallCNN::forward(torch::Tensor images) {
    auto values = images;
    for (size_t layer = 0; layer < convolutions_.size(); layer++) {
        values = convolutions_[layer](values);
        if (layer % 2 == 1) values = torch::max_pool2d(values, 2);
        values = norms_[layer](values).relu_();
    }
    // A flat vector is ordered by channel, row, column, whatever the layout in memory.
    values = torch::dropout(values.flatten(1), dropout, is_training());
    values = torch::dropout(hidden_(values).relu_(), dropout, is_training());
    return output_(values);
}

} // namespace ctorch
