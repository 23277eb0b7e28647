#pragma once

#include <cstdint>

#include "attention/base/status.hpp"

namespace attention {

/// Bound on a single dimension, so that the product of three fits 64 bits with room to spare.
inline constexpr std::uint32_t largest_dimension = 1U << 20U;

/// Ok for an extent from `least` to `largest`; otherwise `bad_dimension`, by the extent's name.
Status check_extent(const char* name, std::uint32_t extent, std::uint32_t least, std::uint32_t largest);

}  // namespace attention
