#include "failure.hpp"
#include "network.hpp"

#include <ATen/Context.h>
#include <torch/types.h>
#include <torch/utils.h>

namespace {

/// The source of random numbers on the network's device: dropout draws from it.
at::Generator generator(const ctorch_network *network) {
    return at::globalContext().defaultGenerator(network->device);
}

std::string tensor_name(size_t index) { return "tensor." + std::to_string(index); }

} // namespace

ctorch_status ctorch_state_save(ctorch_network *network, const char *path) {
    return ctorch::guarded([&] {
        torch::NoGradGuard no_gradients;
        torch::serialize::OutputArchive archive;
        for (size_t index = 0; index < network->tensors.size(); index++)
            archive.write(tensor_name(index), network->tensors[index].second.detach());
        network->training.save(archive);
        archive.write("random", generator(network).get_state());
        archive.save_to(path);
    });
}

ctorch_status ctorch_state_load(ctorch_network *network, const ctorch_step_options *options, const char *path) {
    return ctorch::guarded([&] {
        torch::NoGradGuard no_gradients;
        torch::serialize::InputArchive archive;
        archive.load_from(path);
        // Everything is read before anything is changed: a file that ends in the middle leaves the network as it is.
        std::vector<torch::Tensor> values(network->tensors.size());
        for (size_t index = 0; index < values.size(); index++) archive.read(tensor_name(index), values[index]);
        ctorch::TrainingState training;
        training.optimizer(network->parameters(), *options);
        training.load(archive, network->tensors);
        torch::Tensor random;
        archive.read("random", random);
        for (size_t index = 0; index < values.size(); index++) network->tensors[index].second.copy_(values[index]);
        network->training = std::move(training);
        auto source = generator(network);
        std::lock_guard<std::mutex> lock(source.mutex());
        source.set_state(random.cpu());
    });
}
