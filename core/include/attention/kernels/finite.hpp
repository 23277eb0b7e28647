#pragma once

#include <cstddef>
#include <span>

#include "attention/kernels/simd.hpp"

namespace attention::kernels {

/// Is no value NaN or infinite? Times 0 a finite number is 0 and any other NaN, which stays in a sum.
inline bool are_finite(std::span<const float> values) {
  const std::size_t count = values.size();
  simd::Batch check(0.0F);
  float rest = 0.0F;
  std::size_t at = 0;
  for (; at + simd::width <= count; at += simd::width) {
    check = simd::multiply_add(simd::Batch::load_unaligned(&values[at]), simd::Batch(0.0F), check);
  }
  for (; at < count; ++at) rest += values[at] * 0.0F;
  return rest + xsimd::reduce_add(check) == 0.0F;
}

}  // namespace attention::kernels
