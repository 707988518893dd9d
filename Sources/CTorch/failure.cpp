#include "failure.hpp"

namespace {
thread_local std::string last_failure;
}

namespace ctorch {

void remember_failure(const std::string &reason) { last_failure = reason; }

std::string first_line(const char *what) {
    std::string text = what;
    return text.substr(0, text.find('\n'));
}

} // namespace ctorch

const char *ctorch_last_error(void) { return last_failure.c_str(); }
