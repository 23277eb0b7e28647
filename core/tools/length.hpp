#pragma once

#include <cmath>
#include <span>

namespace attention {

/// |x|
inline double length_of(std::span<const float> x) {
  double sum = 0.0;
  for (const float value : x) sum += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(sum);
}

}  // namespace attention
