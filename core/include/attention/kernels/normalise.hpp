#pragma once

#include <cstddef>

namespace attention::kernels {

/// y[c] = weight[c] (x[c] - mean) / sqrt(variance + epsilon) + bias[c] for c < count, with the mean of x and the mean
/// of (x - mean)^2, which is computed from the differences: the mean of squares less the squared mean would lose all
/// digits of an x far from 0. `y` may be `x`; `weight` and `bias` have `count` floats.
///
/// What limits it: three passes over a row that is in the first-level cache.
void layer_norm(const float* x, std::size_t count, float epsilon, const float* weight, const float* bias, float* y);

/// y[c] = weight[c] x[c] / sqrt(mean of x^2 + epsilon). `y` may be `x`.
void rms_norm(const float* x, std::size_t count, float epsilon, const float* weight, float* y);

}  // namespace attention::kernels
