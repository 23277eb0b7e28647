#pragma once

#include <span>

namespace attention {

/// Where softmax leaves its visible sub-steps for one row. The spans are as long as the row.
struct SoftmaxRow {
  std::span<float> shifted;  ///< x[j] - max
  std::span<float> exp;      ///< exp(shifted[j])
  std::span<float> weight;   ///< exp[j] / sum
  float& max;                ///< max over j of x[j]
  float& sum;                ///< sum over j of exp[j]
};

/// weight[j] = exp(x[j] - max) / sum: the numerically safe softmax, every step kept.
///
/// Minus infinity is a masked entry: its weight is exactly 0. A row with nothing else than masked entries (or
/// with no entries) gets max = 0, sum = 0 and zeros throughout, never NaN. `x` must hold no NaN.
void softmax(std::span<const float> x, const SoftmaxRow& row);

/// Largest error of a weight in units in the last place, measured for rows of up to 1,024 entries whose differences are
/// exact (tests/core/kernels/softmax_test.cpp). Where x[j] - max is rounded, that adds at most |x[j] - max| / 2 units.
inline constexpr double softmax_ulp_bound = 8.0;

/// The same weights without the steps. `weight` may be `x` itself.
void softmax(std::span<const float> x, std::span<float> weight);

}  // namespace attention
