#include "attention/kernels/cap.hpp"

#include "attention/kernels/simd.hpp"

namespace attention::kernels {

void cap(const float* score, std::size_t count, float divisor, float factor, float* capped) {
  const auto cap_of = [&](simd::Batch x) { return simd::Batch(factor) * xsimd::tanh(x / simd::Batch(divisor)); };
  std::size_t k = 0;
  for (; k + simd::width <= count; k += simd::width) {
    cap_of(simd::Batch::load_unaligned(score + k)).store_unaligned(capped + k);
  }
  if (k == count) return;
  simd::store_partial(capped + k, cap_of(simd::load_partial(score + k, count - k, 0.0F)), count - k);
}

}  // namespace attention::kernels
