#include "failure.hpp"
#include "network.hpp"

#include <cstring>

int64_t ctorch_tensor_count(const ctorch_network *network) { return network->tensors.size(); }

ctorch_status ctorch_tensor_describe(const ctorch_network *network, int64_t index, ctorch_tensor *tensor) {
    return ctorch::guarded([&] {
        auto &[name, value] = network->tensor(index);
        tensor->name = name.c_str();
        tensor->rank = value.dim();
        tensor->element_count = value.numel();
        for (int64_t axis = 0; axis < value.dim(); axis++) tensor->shape[axis] = value.size(axis);
    });
}

ctorch_status ctorch_tensor_read(const ctorch_network *network, int64_t index, float *values) {
    return ctorch::guarded([&] {
        auto rows = network->tensor(index).second.detach().cpu().contiguous();
        std::memcpy(values, rows.data_ptr<float>(), sizeof(float) * rows.numel());
    });
}

ctorch_status ctorch_tensor_write(ctorch_network *network, int64_t index, const float *values) {
    return ctorch::guarded([&] {
        torch::NoGradGuard no_gradients;
        auto value = network->tensor(index).second;
        value.copy_(torch::from_blob(const_cast<float *>(values), value.sizes(), torch::kFloat32));
    });
}
