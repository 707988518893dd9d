#include "failure.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <malloc.h>
#include <torch/version.h>

namespace {

/// Keeps activations in the heap: by default glibc maps and unmaps each large buffer, and pays a page fault for
/// every 4 KB of it in every step.
void keep_large_blocks() {
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 2000000000);
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_ARENA_MAX, 1);
}

} // namespace

const char *ctorch_version(void) { return TORCH_VERSION; }

ctorch_status ctorch_configure(int32_t threads) {
    return ctorch::guarded([&] {
        keep_large_blocks();
        at::set_num_threads(threads);
        // Warn only: on the CPU everything used here is deterministic, on CUDA a kernel or two has no such version.
        at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/true);
        at::globalContext().setBenchmarkCuDNN(false);
        // Else CUDA rounds what convolutions multiply to 10 bits of mantissa, and the figures are not those of a CPU or of ONNX.
        at::globalContext().setAllowTF32CuDNN(false);
        at::globalContext().setAllowTF32CuBLAS(false);
    });
}
