#include "attention/kernels/softmax.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "attention/kernels/exp.hpp"
#include "attention/kernels/simd.hpp"

namespace attention {

namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

/// Entries that are summed by themselves, before the sums are: a long sum would lose what is small beside it.
constexpr std::size_t block = 1024;

float row_max(std::span<const float> x) {
  simd::Batch max(minus_infinity);
  std::size_t index = 0;
  for (; index + simd::width <= x.size(); index += simd::width) {
    max = xsimd::max(max, simd::Batch::load_unaligned(x.data() + index));
  }
  if (index < x.size()) max = xsimd::max(max, simd::load_partial(x.data() + index, x.size() - index, minus_infinity));
  return xsimd::reduce_max(max);
}

// Whether nothing is left to attend to. A maximum of minus infinity alone does not say so: the comparisons of some
// instruction sets pass over a NaN, which must come out as NaN and not as zeros.
bool is_masked(std::span<const float> x) {
  return std::ranges::all_of(x, [](float entry) { return entry == minus_infinity; });
}

// Calls step(index, batch, count) for the row in pieces; count < width only for the last one.
template <typename Step>
void for_each_batch(std::span<const float> x, Step step) {
  std::size_t index = 0;
  for (; index + simd::width <= x.size(); index += simd::width) {
    step(index, simd::Batch::load_unaligned(x.data() + index), simd::width);
  }
  if (index < x.size()) {
    const std::size_t count = x.size() - index;
    step(index, simd::load_partial(x.data() + index, count, minus_infinity), count);
  }
}

void store(float* target, simd::Batch batch, std::size_t count) {
  if (count == simd::width) {
    batch.store_unaligned(target);
  } else {
    simd::store_partial(target, batch, count);
  }
}

// Divides in place by the sum; a sum of 0 (nothing to attend to) leaves the zeros as they are.
void normalise(std::span<const float> exp, float sum, std::span<float> weight) {
  const simd::Batch divisor(sum > 0.0F ? sum : 1.0F);
  for_each_batch(exp, [&](std::size_t index, simd::Batch numerator, std::size_t count) {
    store(weight.data() + index, numerator / divisor, count);
  });
}

}  // namespace

void softmax(std::span<const float> x, const SoftmaxRow& row) {
  const float max = row_max(x);
  if (max == minus_infinity && is_masked(x)) {
    std::ranges::fill(row.shifted, 0.0F);
    std::ranges::fill(row.exp, 0.0F);
    std::ranges::fill(row.weight, 0.0F);
    row.max = 0.0F;
    row.sum = 0.0F;
    return;
  }
  const kernels::Exp exp_of;
  simd::Batch sum(0.0F);
  for (std::size_t first = 0; first < x.size(); first += block) {
    simd::Batch block_sum(0.0F);
    for_each_batch(x.subspan(first, std::min(block, x.size() - first)),
                   [&](std::size_t index, simd::Batch entries, std::size_t count) {
                     const simd::Batch shifted = entries - simd::Batch(max);
                     const simd::Batch exp = exp_of(shifted);
                     store(row.shifted.data() + first + index, shifted, count);
                     store(row.exp.data() + first + index, exp, count);
                     block_sum += exp;
                   });
    sum += block_sum;
  }
  row.max = max;
  row.sum = xsimd::reduce_add(sum);
  normalise(row.exp, row.sum, row.weight);
}

// Each stage overwrites the one before: the stores that this costs hide behind the exponential.
void softmax(std::span<const float> x, std::span<float> weight) {
  float max = 0.0F;
  float sum = 0.0F;
  softmax(x, {.shifted = weight, .exp = weight, .weight = weight, .max = max, .sum = sum});
}

}  // namespace attention
