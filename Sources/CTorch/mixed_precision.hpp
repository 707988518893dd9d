#pragma once

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace ctorch {

/// Lets libtorch compute with bfloat16 where it thinks that safe, as long as it lives.
class MixedPrecision {
  public:
    MixedPrecision(bool wanted, const at::Device &device) : wanted_(wanted), type_(device.type()) {
        if (!wanted_) return;
        enable(true);
        at::autocast::increment_nesting();
    }

    ~MixedPrecision() {
        if (!wanted_) return;
        // Weights were converted once for the pass; after the step they are others.
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        enable(false);
    }

    MixedPrecision(const MixedPrecision &) = delete;
    MixedPrecision &operator=(const MixedPrecision &) = delete;

  private:
    void enable(bool on) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        at::autocast::set_autocast_dtype(type_, at::kBFloat16);
        at::autocast::set_autocast_enabled(type_, on);
#else
        if (type_ == at::kCUDA) {
            at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
            at::autocast::set_enabled(on);
        } else {
            at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
            at::autocast::set_cpu_enabled(on);
        }
#endif
    }

    bool wanted_;
    at::DeviceType type_;
};

} // namespace ctorch
