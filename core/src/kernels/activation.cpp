#include "attention/kernels/activation.hpp"

#include "attention/kernels/exp.hpp"
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

// 1 / (1 + e^-x). An object, so that constants are loaded once for a loop.
class Sigmoid {
 public:
  Batch operator()(Batch x) const {
    const Batch one(1.0F);
    const Batch exp = exp_(-xsimd::abs(x));
    return xsimd::select(x < Batch(0.0F), exp, one) / (one + exp);
  }

 private:
  Exp exp_;
};

}  // namespace

// (1 + tanh(y)) / 2 is the sigmoid of 2 y, which loses nothing where the tangent is near -1.
void gelu_tanh(float* x, std::size_t count) {
  const Sigmoid sigmoid;
  for_each(x, count, [&](Batch value) {
    const Batch cubic = simd::multiply_add(value * value * value, Batch(0.044715F), value);
    return value * sigmoid(Batch(1.59576912F) * cubic);
  });
}

void gelu_erf(float* x, std::size_t count) {
  for_each(x, count,
           [](Batch value) { return Batch(0.5F) * value * (Batch(1.0F) + xsimd::erf(value * Batch(0.707106781F))); });
}

void silu(float* x, std::size_t count) {
  const Sigmoid sigmoid;
  for_each(x, count, [&](Batch value) { return value * sigmoid(value); });
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
