#include "failure.hpp"
#include "network.hpp"

#include <cstring>

namespace {

void copy(const torch::Tensor &rows, float *values) {
    auto floats = rows.to(torch::kFloat32).cpu().contiguous();
    std::memcpy(values, floats.data_ptr<float>(), sizeof(float) * floats.numel());
}

} // namespace

ctorch_status ctorch_predict(ctorch_network *network, const uint8_t *pixels, int32_t count, float *probabilities) {
    return ctorch::guarded([&] {
        torch::NoGradGuard no_gradients;
        network->module->eval();
        copy(torch::softmax(network->module->forward(network->images(pixels, count)), 1), probabilities);
    });
}

ctorch_status ctorch_features(ctorch_network *network, const uint8_t *pixels, int32_t count, float *features) {
    return ctorch::guarded([&] { copy(network->module->features(network->images(pixels, count)), features); });
}

ctorch_status ctorch_predict_head(
    ctorch_network *network, const float *features, int32_t count, int64_t feature_count, float *probabilities) {
    return ctorch::guarded([&] {
        torch::NoGradGuard no_gradients;
        network->module->eval();
        auto rows = torch::from_blob(const_cast<float *>(features), {count, feature_count}, torch::kFloat32);
        copy(torch::softmax(network->module->head(rows.to(network->device)), 1), probabilities);
    });
}
