#pragma once

#include <cstdint>

#include "attention/operator/operator.hpp"

namespace attention {

/// Floats that each path works in. For extents that `OperatorLayout::make` accepts, far from wrapping 64 bits.
std::uint64_t fused_scratch_floats(const OperatorDescription& description);
std::uint64_t traced_scratch_floats(const OperatorDescription& description);

}  // namespace attention
