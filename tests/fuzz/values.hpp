#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "fuzz/bytes.hpp"
#include "reference/random.hpp"

namespace fuzz {

/// Numbers in [-scale, scale) from a seed in the input: tensors are larger than inputs are.
inline void fill(std::span<float> values, reference::Random& random, float scale = 1.0F) {
  for (float& value : values) value = random.symmetric(scale);
}

inline bool are_finite(std::span<const float> values) {
  for (const float value : values) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

/// A place in `values`, which must not be empty.
inline float& any_element(std::span<float> values, Bytes& bytes) { return values[bytes.number() % values.size()]; }

}  // namespace fuzz
