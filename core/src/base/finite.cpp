#include "base/finite.hpp"

#include <algorithm>
#include <cmath>

namespace attention {

bool all_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

}  // namespace attention
