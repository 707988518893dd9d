#include "network.hpp"

#include "failure.hpp"

#include <algorithm>
#include <stdexcept>
#include <torch/cuda.h>
#include <torch/utils.h>

namespace {

torch::Device chosen_device(ctorch_device wanted) {
    bool offered = wanted != CTORCH_DEVICE_CPU && torch::cuda::is_available();
    if (wanted == CTORCH_DEVICE_CUDA && !offered) throw std::runtime_error("this libtorch offers no CUDA device");
    return offered ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
}

/// Floats as a tensor 1 x 3 x 1 x 1, to be broadcast over images.
torch::Tensor per_channel(const float *values, torch::Device device) {
    return torch::tensor({values[0], values[1], values[2]}).view({1, 3, 1, 1}).to(device);
}

} // namespace

ctorch_network::ctorch_network(const ctorch_network_options &options)
    : class_count(options.class_count), image_size(options.image_size), device(chosen_device(options.device)) {
    torch::manual_seed(options.seed);
    module = std::make_shared<ctorch::PlannedNetwork>(options.layers, options.layer_count, options.head_start);
    module->to(device);
    mean_ = per_channel(options.mean, device) * 255;
    inverse_deviation_ = 1 / (per_channel(options.standard_deviation, device) * 255);

    tensors = module->tensors();
    std::sort(tensors.begin(), tensors.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
}

torch::Tensor ctorch_network::images(const uint8_t *pixels, int32_t count) const {
    auto bytes = torch::from_blob(const_cast<uint8_t *>(pixels), {count, image_size, image_size, 3}, torch::kUInt8);
    // N x H x W x 3 permuted to N x 3 x H x W is the channels-last layout already.
    return bytes.to(device).to(torch::kFloat32).permute({0, 3, 1, 2}).sub_(mean_).mul_(inverse_deviation_);
}

const std::pair<std::string, torch::Tensor> &ctorch_network::tensor(int64_t index) const {
    if (index < 0 || index >= static_cast<int64_t>(tensors.size()))
        throw std::out_of_range("no tensor has the number " + std::to_string(index));
    return tensors[index];
}

ctorch::Parameters ctorch_network::parameters() const {
    auto head = module->head_start();
    return {module->parameters(0, head), module->parameters(head, module->layer_count())};
}

ctorch_status ctorch_network_create(const ctorch_network_options *options, ctorch_network **network) {
    return ctorch::guarded([&] { *network = new ctorch_network(*options); });
}

void ctorch_network_free(ctorch_network *network) { delete network; }

int64_t ctorch_parameter_count(const ctorch_network *network) {
    int64_t count = 0;
    for (auto &parameter : network->module->parameters()) count += parameter.numel();
    return count;
}

ctorch_status ctorch_network_freeze(ctorch_network *network, int32_t first_trained_layer) {
    return ctorch::guarded([&] { network->module->freeze(first_trained_layer); });
}

const char *ctorch_device_name(const ctorch_network *network) { return network->device.is_cuda() ? "cuda" : "cpu"; }
