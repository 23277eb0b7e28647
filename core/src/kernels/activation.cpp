#include "attention/kernels/activation.hpp"

#include "attention/kernels/simd.hpp"

namespace attention::kernels {

namespace {

using simd::Batch;

// x[k] = result(x[k], k), a vector at a time; the last, which is not whole, goes through lanes.
template <typename Result>
void for_each(float* x, std::size_t count, Result result) {
  std::size_t k = 0;
  for (; k + simd::width <= count; k += simd::width) result(Batch::load_unaligned(x + k)).store_unaligned(x + k);
  if (k == count) return;
  simd::store_partial(x + k, result(simd::load_partial(x + k, count - k, 0.0F)), count - k);
}

}  // namespace

void gelu_tanh(float* x, std::size_t count) {
  for_each(x, count, [](Batch value) {
    const Batch cubic = simd::multiply_add(value * value * value, Batch(0.044715F), value);
    return Batch(0.5F) * value * (Batch(1.0F) + xsimd::tanh(Batch(0.797884561F) * cubic));
  });
}

void gelu_erf(float* x, std::size_t count) {
  for_each(x, count,
           [](Batch value) { return Batch(0.5F) * value * (Batch(1.0F) + xsimd::erf(value * Batch(0.707106781F))); });
}

void silu(float* x, std::size_t count) {
  for_each(x, count, [](Batch value) { return value / (Batch(1.0F) + xsimd::exp(-value)); });
}

void relu(float* x, std::size_t count) {
  for_each(x, count, [](Batch value) { return simd::at_least(Batch(0.0F), value); });
}

void multiply_by(const float* y, std::size_t count, float* x) {
  std::size_t k = 0;
  for (; k + simd::width <= count; k += simd::width) {
    (Batch::load_unaligned(x + k) * Batch::load_unaligned(y + k)).store_unaligned(x + k);
  }
  for (; k < count; ++k) x[k] *= y[k];
}

void add(const float* y, std::size_t count, float* x) {
  std::size_t k = 0;
  for (; k + simd::width <= count; k += simd::width) {
    (Batch::load_unaligned(x + k) + Batch::load_unaligned(y + k)).store_unaligned(x + k);
  }
  for (; k < count; ++k) x[k] += y[k];
}

}  // namespace attention::kernels
