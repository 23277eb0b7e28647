#pragma once

#include <cstddef>

namespace test {

/// How often memory has been asked for since the program began: by malloc, its kin and operator new, from all code that
/// is linked into the test executable.
std::size_t allocations();

}  // namespace test
