#pragma once

#include <span>

namespace attention {

/// Whether no value is NaN or infinite.
bool all_finite(std::span<const float> values);

}  // namespace attention
