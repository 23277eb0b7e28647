#include "attention/kernels/normalise.hpp"

#include <cmath>

#include "attention/kernels/simd.hpp"

namespace attention::kernels {

namespace {

using simd::Batch;

// sum over c of term(x[c]); `term` takes vectors and, for the last few, floats.
template <typename Term>
float sum_of(const float* x, std::size_t count, Term term) {
  Batch sum(0.0F);
  std::size_t c = 0;
  for (; c + simd::width <= count; c += simd::width) sum += term(Batch::load_unaligned(x + c));
  float rest = xsimd::reduce_add(sum);
  for (; c < count; ++c) rest += term(x[c]);
  return rest;
}

// y[c] = scaled(x[c]) weight[c] + bias[c]; no bias where it is null.
void scale(const float* x, std::size_t count, float mean, float factor, const float* weight, const float* bias,
           float* y) {
  std::size_t c = 0;
  for (; c + simd::width <= count; c += simd::width) {
    const Batch centred = (Batch::load_unaligned(x + c) - Batch(mean)) * Batch(factor);
    const Batch scaled = centred * Batch::load_unaligned(weight + c);
    (bias == nullptr ? scaled : scaled + Batch::load_unaligned(bias + c)).store_unaligned(y + c);
  }
  for (; c < count; ++c) y[c] = (x[c] - mean) * factor * weight[c] + (bias == nullptr ? 0.0F : bias[c]);
}

}  // namespace

void layer_norm(const float* x, std::size_t count, float epsilon, const float* weight, const float* bias, float* y) {
  const auto size = static_cast<float>(count);
  const float mean = sum_of(x, count, [](auto value) { return value; }) / size;
  const float squares = sum_of(x, count, [mean](auto value) {
    const auto difference = value - decltype(value)(mean);
    return difference * difference;
  });
  scale(x, count, mean, 1.0F / std::sqrt(squares / size + epsilon), weight, bias, y);
}

void rms_norm(const float* x, std::size_t count, float epsilon, const float* weight, float* y) {
  const float squares = sum_of(x, count, [](auto value) { return value * value; });
  scale(x, count, 0.0F, 1.0F / std::sqrt(squares / static_cast<float>(count) + epsilon), weight, nullptr, y);
}

}  // namespace attention::kernels
