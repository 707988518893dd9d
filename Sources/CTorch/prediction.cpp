#include "failure.hpp"
#include "network.hpp"

#include <cstring>

ctorch_status ctorch_predict(ctorch_network *network, const uint8_t *pixels, int32_t count, float *probabilities) {
    return ctorch::guarded([&] {
        torch::NoGradGuard no_gradients;
        network->module->eval();
        auto rows = torch::softmax(network->module->forward(network->images(pixels, count)), 1).cpu().contiguous();
        std::memcpy(probabilities, rows.data_ptr<float>(), sizeof(float) * rows.numel());
    });
}
