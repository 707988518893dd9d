#pragma once

#include "ctorch.h"

#include <exception>
#include <string>

namespace ctorch {

/// Keeps a reason for `ctorch_last_error`.
void remember_failure(const std::string &reason);

/// The part of an exception's text that is for people: libtorch appends a C++ backtrace to it.
std::string first_line(const char *what);

/// Runs a body that may throw; no C++ exception may cross into Swift.
template <typename Body> ctorch_status guarded(Body body) {
    try {
        body();
        return CTORCH_OK;
    } catch (const std::exception &exception) {
        remember_failure(first_line(exception.what()));
    } catch (...) {
        remember_failure("libtorch threw something that is no std::exception");
    }
    return CTORCH_FAILED;
}

} // namespace ctorch
