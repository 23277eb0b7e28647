#include "attention/kernels/dot.hpp"

#include <cstddef>

#include "attention/kernels/simd.hpp"

namespace attention {

float dot(std::span<const float> a, std::span<const float> b) {
  const std::size_t size = a.size();
  simd::Batch sum(0.0F);
  std::size_t index = 0;
  for (; index + simd::width <= size; index += simd::width) {
    const simd::Batch left = simd::Batch::load_unaligned(a.data() + index);
    const simd::Batch right = simd::Batch::load_unaligned(b.data() + index);
    sum = simd::multiply_add(left, right, sum);
  }
  if (index < size) {
    const simd::Batch left = simd::load_partial(a.data() + index, size - index, 0.0F);
    const simd::Batch right = simd::load_partial(b.data() + index, size - index, 0.0F);
    sum = simd::multiply_add(left, right, sum);
  }
  return xsimd::reduce_add(sum);
}

}  // namespace attention
