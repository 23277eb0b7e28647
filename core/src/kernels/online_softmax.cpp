#include "attention/kernels/online_softmax.hpp"

#include <limits>

#include "attention/kernels/exp.hpp"
#include "attention/kernels/product.hpp"

namespace attention::kernels {

namespace {

using simd::Batch;

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

Batch largest(const float* row, const float* end, Batch max) {
  for (; row != end; row += panel_width) max = xsimd::max(max, Batch::load_unaligned(row));
  return max;
}

Batch exponentiate(float* row, const float* end, Batch max, const Exp2& exp2) {
  Batch sum(0.0F);
  for (; row != end; row += panel_width) {
    const Batch exp = exp2(Batch::load_unaligned(row) - max);
    exp.store_unaligned(row);
    sum += exp;
  }
  return sum;
}

}  // namespace

bool add_block(float* block, std::size_t count, const OnlineSoftmax& state) {
  const Exp2 exp2;
  bool corrected = false;
  // A vector of lanes at a time: both would need more registers than there are.
  for (std::size_t lane = 0; lane < panel_width; lane += simd::width) {
    float* const first = block + lane;
    float* const end = first + count * panel_width;
    const Batch old_max = Batch::load_unaligned(state.max + lane);
    const Batch max = largest(first, end, old_max);
    // Minus infinity minus itself would be NaN.
    const Batch reference = xsimd::select(max == Batch(minus_infinity), Batch(0.0F), max);
    const Batch correction = exp2(old_max - reference);
    const Batch sum = exponentiate(first, end, reference, exp2);
    max.store_unaligned(state.max + lane);
    simd::multiply_add(Batch::load_unaligned(state.sum + lane), correction, sum).store_unaligned(state.sum + lane);
    correction.store_unaligned(state.correction + lane);
    corrected = corrected || xsimd::any(correction != Batch(1.0F));
  }
  return corrected;
}

}  // namespace attention::kernels
